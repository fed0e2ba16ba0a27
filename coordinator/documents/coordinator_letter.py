"""*Till ny fast vårdkontakt*: who the patient is, what matters to her, who coordinates what and what is open.

It goes to somebody who takes part in her care and has the record itself: it says what to read first. What is protected
stands here no more than on other papers.
"""

from collections.abc import Iterator
from uuid import UUID

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Span,
    Table,
    plain,
    strong,
)
from coordinator.careplan import current_plan
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.document import Document
from coordinator.documents.contact_tables import roles_in_words
from coordinator.documents.emergency import emergency
from coordinator.documents.handing_over import what_is_open, who_coordinates
from coordinator.documents.papers import paper
from coordinator.documents.people import people_to_print
from coordinator.documents.phrases import by_phone, sentence, title_of, workplace_of
from coordinator.documents.subject import Subject
from coordinator.documents.who_i_am import how_to_talk
from coordinator.gaps import gaps
from coordinator.patient_status import since_in_words
from coordinator.protection import PROTECTED_WORDS, may_show, place_is_secret, printable, shareable
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.relative import Relative
from coordinator.swedish import folded

NAME = "overlamning-fvk"
TITLE = "Till ny fast vårdkontakt"

_FIXED = Assignment.FIXED_CARE_CONTACT
_MOST_GAPS = 12
_RING_FIRST = "Ring först"


def letters_to_coordinators(record: Record) -> list[Subject]:
    """A letter to each who is fast vårdkontakt today or is to be, but for the user herself."""
    me = folded(record.actor.name)
    found = [
        (held, record.get(Contact, held.contact_id))
        for held in sorted(record.all(ContactRole), key=lambda one: one.start, reverse=True)
        if held.assignment is _FIXED and (held.end is None or held.end >= record.today)
    ]
    return [
        Subject(held.id, f"{title_of(contact)}, från {held.start.isoformat()}", number, _to(contact))
        for number, (held, contact) in enumerate((one for one in found if folded(one[1].name) != me), 1)
    ]


def is_to_be_told(record: Record, recipient: Recipient) -> bool:
    """Whether the recipient is the patient's fast vårdkontakt, today or from a day to come."""
    return recipient in [one.to for one in letters_to_coordinators(record)]


def coordinator_letter_document(record: Record, role_id: UUID) -> Document:
    """The letter to the one who holds that assignment."""
    found = _gaps(record)  # in the whole record: what is hidden on paper is not missing
    record = shareable(record)
    return paper(record, "coordinator_letter", TITLE, _blocks(record, record.get(ContactRole, role_id), found))


def _to(contact: Contact) -> Recipient:
    return Recipient(title_of(contact), contact.id)


def _blocks(record: Record, held: ContactRole, found: list[str]) -> Iterator[Block]:
    contact = record.get(Contact, held.contact_id)
    place = workplace_of(contact)
    yield Paragraph((Span("Till: "), Span(title_of(contact), bold=True), Span(f"\n{place}" if place else "")))
    yield Paragraph(plain(f"Du är fast vårdkontakt för {record.patient.name} från {held.start.isoformat()}."))
    if place_is_secret(record):
        yield Missing("Skyddat", PROTECTED_WORDS)
    yield Facts(tuple(Fact(label, value) for label, value in _facts(record, held) if value and value[0].text.strip()))
    yield from _matters(record)
    yield Heading("Ring först")
    yield Table(
        (Column("Vem", 5), Column("Varför", 5), Column("Telefon", 3, ColumnKind.PHONE)),
        tuple(_first(record, held)),
        empty="Ingen är utpekad än. Fråga patienten vem som ska ringas först.",
    )
    yield from who_coordinates(record, max(record.today, held.start))
    yield from what_is_open(record)
    yield Heading("Luckor: det här saknas eller är försenat")
    if found:
        yield Bullets(tuple(plain(one) for one in found))
    else:
        yield Paragraph(plain("Inga luckor hittades."))
    yield from emergency(record)
    yield Note("Allt annat om patienten finns i pärmen. Hela kontaktlistan finns på papperet Mina kontakter.")


def _facts(record: Record, held: ContactRole) -> Iterator[tuple[str, Rich]]:
    patient = record.patient
    yield "Lämnas av", plain(_former(record, held))
    yield "Hos oss sedan", plain(patient.enrolled_on.isoformat() if patient.enrolled_on else "")
    yield "Status", plain(since_in_words(patient, record.today))
    years = patient.age_on(record.today)
    yield "Ålder", plain(f"{years} år" if years is not None else "")
    yield "Kallas", plain(patient.called.strip())
    told = "Ja" if held.informed_on else "Nej. Berätta vem du är och hur man når dig."
    yield "Patienten vet om bytet", plain(told)
    yield "Språk och samtal", plain(how_to_talk(record))


def _former(record: Record, held: ContactRole) -> str:
    """Who had it before: the one whose assignment ended last before this one began."""
    ended = [
        one
        for one in record.all(ContactRole)
        if one.assignment is _FIXED and one.id != held.id and one.end is not None and one.end <= held.start
        and one.contact_id != held.contact_id
    ]  # fmt: skip
    last = max(ended, key=lambda one: one.end or one.start, default=None)
    return title_of(record.get(Contact, last.contact_id)) if last is not None else ""


def _matters(record: Record) -> Iterator[Block]:
    plan = current_plan(record)
    yield Heading("Viktigt för patienten")
    if plan is not None and plan.what_matters.strip():
        yield Quote(plan.what_matters.strip())
    else:
        yield Missing("Inte frågat än", "Fråga: Vad är viktigt för dig? Skriv svaret på sidan Vårdplan.")


def _first(record: Record, held: ContactRole) -> Iterator[tuple[Rich, ...]]:
    """Whom to ring, each once with all that she is: who is to be rung first, guardians and the like, named roles."""
    found: dict[str, tuple[str, list[str], Rich]] = {}

    def ring(name: str, why: str, phone: Rich) -> None:
        _, whys, _ = found.setdefault(folded(name.partition(",")[0]), (name, [], phone))
        whys.append(why)

    people = [one for one in people_to_print(record) if not isinstance(one, Relative) or one.call_first]
    for person in sorted(people, key=lambda one: not isinstance(one, Relative)):
        phone = printable(record, person, "phone")
        ring(person.heading, _RING_FIRST if isinstance(person, Relative) else person.TITLE, strong(phone))
    roles = roles_in_words(record)
    contacts = [one for one in record.all(Contact) if one.id != held.contact_id and may_show(record, one)]
    for contact in (one for one in contacts if one.id in roles):
        ring(title_of(contact), roles[contact.id], by_phone(contact))
    for contact in contacts:
        if contact.is_current and contact.on_print and contact.important_in_emergency:
            ring(title_of(contact), "Viktig i akut läge", by_phone(contact))
    for name, whys, number in found.values():
        yield strong(name), plain(", ".join([whys[0], *(why[:1].lower() + why[1:] for why in whys[1:])])), number


def _gaps(record: Record) -> list[str]:
    """The gaps, the most serious first; of whom something is protected only what is looked for, which names nobody."""
    found = gaps(record)
    if place_is_secret(record):
        said = list(dict.fromkeys(sentence(one.rule.name) for one in found))
    else:
        said = [sentence(one.title) for one in found]
    more = len(said) - _MOST_GAPS
    return said[:_MOST_GAPS] + ([f"Och {more} till, på sidan Luckor."] if more > 0 else [])
