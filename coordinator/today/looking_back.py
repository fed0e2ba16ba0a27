"""What lies around a line of Idag: the entry it is about, whom one rings about it, and what was noted of it before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.agenda import latest_notes
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry
from coordinator.documents.phrases import sentence, shortened
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.gaps import gaps
from coordinator.journal.rows import journal_rows
from coordinator.kinds import BY_NAME
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.sip.meeting import SipMeeting
from coordinator.today.finding import matters
from coordinator.today.mark import MatterMark
from coordinator.today.matter import Matter, MatterKind
from coordinator.today.waiting import unanswered
from coordinator.today.words import GAP
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask

if TYPE_CHECKING:
    from coordinator.gap import Gap
    from coordinator.record import Record

_SHORT = 140


@dataclass(frozen=True)
class Earlier:
    """One thing that was noted, in short."""

    day: date
    words: str = field(repr=False)


def the_matter(record: "Record", key: str) -> Matter:
    """The line with that key, as the record is now; RuleError when there is none any more."""
    found = matters(record, to_journal=len(journal_rows(record)))
    one = next((one for one in found if one.key == key), None)
    if one is None:
        raise RuleError("Raden finns inte längre", "Den är gjord eller har ändrats. Listan läses om.")
    return one


def entry_of(record: "Record", one: Matter) -> Entity | None:
    """The entry the line is about; None for a line about several, or about none."""
    kind = BY_NAME.get(one.entry_kind)
    return next((entry for entry in record.all(kind) if entry.id == one.entry_id), None) if kind else None


def gaps_of(record: "Record", one: Matter) -> list["Gap"]:
    """The gaps a line stands for; none when it is not about gaps."""
    if one.kind is not MatterKind.GAP:
        return []
    code = one.key.removeprefix(f"{GAP}:")
    return [gap for gap in gaps(record) if gap.key == code and one.entry_id in (None, gap.entry_id)]


def whom_to_ring(record: "Record", key: str) -> Contact | None:
    """The contact with whom the line lies; None when there is none, or when the contact has ended."""
    contacts = {contact.id: contact for contact in record.all(Contact)}
    held = (contacts[id] for id in _contact_ids(record, the_matter(record, key)) if id in contacts)
    return next((contact for contact in held if contact.is_current), None)


def earlier_notes(record: "Record", key: str, n: int = 3) -> list[Earlier]:
    """The ``n`` latest of what was noted about the line: calls with the same contact, and what became of its entry."""
    one = the_matter(record, key)
    entry, asked = entry_of(record, one), set(_contact_ids(record, one))
    found = [*_calls(record, asked, entry, n), *_marks(record, one), *_steps(record, entry)]
    return sorted(found, key=lambda note: note.day, reverse=True)[:n]


def _contact_ids(record: "Record", one: Matter) -> Iterator[UUID]:
    """The contacts the line may lie with, the nearest first."""
    for gap in gaps_of(record, one):
        if gap.contact_id is not None:
            yield gap.contact_id
    entry = entry_of(record, one)
    if isinstance(entry, Contact):
        yield entry.id
    if isinstance(entry, SipMeeting):
        yield from (who.contact_id for who in unanswered(record, entry) if who.contact_id is not None)
    for each in _beside(record, entry):
        for name in ("receiver_contact_id", "contact_id"):
            found = getattr(each, name, None)
            if found is not None:
                yield found


def _beside(record: "Record", entry: Entity | None) -> Iterator[Entity]:
    """The entry, and the one it belongs to that says whom it lies with when the entry does not."""
    if entry is None or isinstance(entry, SipMeeting):
        return
    yield entry
    if isinstance(entry, TransitionTask | TransitionFollowUp):
        yield from (one for one in record.all(Transition) if one.id == entry.transition_id)
    if isinstance(entry, Certificate):
        yield from (one for one in record.all(Benefit) if one.id == entry.benefit_id)


def _calls(record: "Record", asked: set[UUID], entry: Entity | None, n: int) -> Iterator[Earlier]:
    """The lines of the log with one of those contacts, and the one a reminder came of."""
    came_of = entry.log_entry_id if isinstance(entry, Reminder) else None

    def about(line: ContactLogEntry) -> bool:
        return line.contact_id in asked or line.id == came_of

    for note in latest_notes(record, n, about):
        yield Earlier(note.day, shortened(note.text, _SHORT))


def _marks(record: "Record", one: Matter) -> Iterator[Earlier]:
    for mark in record.all(MatterMark):
        if mark.matter == one.key or (mark.about is not None and mark.about == one.entry_id):
            yield Earlier(mark.marked_on, _said("Uppskjutet" if mark.until else "Klart", mark.words))


def _steps(record: "Record", entry: Entity | None) -> Iterator[Earlier]:
    """The days behind of a referral, a stöd or a certificate; of a certificate those of its stöd too."""
    for one in _beside(record, entry):
        for day, what in _days(one):
            if day is not None:
                yield Earlier(day, sentence(shortened(what, _SHORT)))


def _days(one: Entity) -> Iterator[tuple[date | None, str]]:
    match one:
        case Referral():
            yield one.sent_on, "Remissen skickad"
        case Certificate():
            yield one.requested_on, f"{one.heading}: begärt"
            yield one.issued_on, f"{one.heading}: utfärdat"
        case Benefit():
            yield one.applied_on, f"Ansökan skickad: {one.heading}"
            yield one.supplement_asked_on, _said("Komplettering begärd", one.supplement_what)
            yield one.supplement_sent_on, "Komplettering skickad"


def _said(what: str, words: str) -> str:
    return f"{what}: {shortened(words, _SHORT)}" if words.strip() else what
