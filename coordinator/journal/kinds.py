"""Which entries belong in the journal, from when, in which words, and what of them is said there.

A note of a contact, a consent and what became of it, who was named fast vårdkontakt and that the patient was told so, a
plan that came into force, a SIP meeting that was held with what was decided, and that somebody took over: patientlagen
and patientdatalagen want them in the journal. So does each paper or file that left (patientdatalagen 3 kap. 11 §).

What does not belong is left out so that the list stays short enough to be worked through. Uppmärksamhetsinformation:
the journal's own is the master, and each row has its own answer to whether it stands there. Times, reminders and
referrals: they are booked and sent in the journal system itself. Goals and insatser: they stand in the plan, which is a
paper of the journal. Invitations, agreements and checklists: work on the way to a meeting or a transition. What another
clinic did, and we got in a file: it stands in theirs; from when it is changed here it is ours.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from coordinator.careplan import CarePlan, HandedOutPlan, PlanStatus
from coordinator.consent import Consent
from coordinator.contact import ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.entity import Entity, attrs_of, plain
from coordinator.journal import said
from coordinator.shared_paper import SharedPaper
from coordinator.sip.belonging import decisions_of, invitations_of, meetings_of
from coordinator.sip.decision import SipDecision
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.transition.swap import Transition

if TYPE_CHECKING:
    from coordinator.record import Record


def _nothing(_record: "Record", _entry: Any) -> Sequence[Any]:
    return ()


@dataclass(frozen=True)
class JournalKind:
    """How entries of one kind go into the journal.

    section: the key of the sökord they stand under. day: when it took place; None of what does not belong there, or not
    yet. counted: the fields that the words say; when one of them is another, what stands in the journal is no longer as
    here. beside: the same of other entries that are said with it.
    """

    kind: type[Entity]
    section: str
    day: Callable[["Record", Any], date | None]
    words: Callable[["Record", Any], Iterator[str]]
    counted: tuple[str, ...]
    beside: Callable[["Record", Any], Sequence[Any]] = _nothing


def _logged_on(_record: "Record", entry: ContactLogEntry) -> date:
    return entry.day


def _named_on(record: "Record", entry: ContactRole) -> date | None:
    return entry.start if entry.start <= record.today else None


def _given_on(_record: "Record", entry: Consent) -> date:
    return entry.given_on


def _established_on(record: "Record", entry: CarePlan) -> date | None:
    day = entry.established_on
    return None if entry.status is PlanStatus.DRAFT or day is None or day > record.today else day


def _handed_out_on(record: "Record", entry: HandedOutPlan) -> date | None:
    """None of a plan of which more is kept: then that stands in the journal."""
    known = any(one.copy_id == entry.id and not one.again for one in record.all(SharedPaper))
    return None if known else entry.handed_out_on


def _shared_on(_record: "Record", entry: SharedPaper) -> date:
    return entry.shared_on


def _held_on(_record: "Record", entry: SipMeeting) -> date | None:
    return entry.held_on


def _answered_on(_record: "Record", entry: Transition) -> date | None:
    return entry.acknowledged_on or entry.dropped_on


def _decided(record: "Record", meeting: SipMeeting) -> list[SipDecision]:
    """The rows of the plan stand with the last SIP-möte that was held; at a förmöte nothing is decided."""
    held = [one for one in meetings_of(record, meeting.sip_id) if one.held_on and one.kind is SipMeetingKind.PLANNING]
    return decisions_of(record, meeting.sip_id) if held and held[-1].id == meeting.id else []


def _meeting_words(record: "Record", entry: SipMeeting) -> Iterator[str]:
    return said.of_meeting(record, entry, _decided(record, entry))


_DECIDED = ("area", "need", "goal", "what", "participant_id", "responsible", "huvudman", "due")


def _at_meeting(record: "Record", entry: SipMeeting) -> Sequence[Any]:
    """Who came, and what was decided: how far that has come since is not said of the meeting."""
    came = [
        [plain(one.participant_id), one.presence.stored, one.proxy]
        for one in invitations_of(record, entry.id)
        if one.presence in said.CAME
    ]
    return [came, [[plain(getattr(one, name)) for name in _DECIDED] for one in _decided(record, entry)]]


JOURNAL_KINDS: Mapping[type[Entity], JournalKind] = {
    one.kind: one
    for one in (
        JournalKind(
            ContactLogEntry, "action", _logged_on, said.of_contact,
            ("at", "helped_with", "form", "contact_id", "with_whom", "what", "outcome", "next_step", "next_on", "by"),
        ),
        JournalKind(
            Consent, "information", _given_on, said.of_consent,
            ("purpose", "given_by", "giver", "given_on", "form", "recipients", "covers", "excludes", "valid_until",
             "revoked_on", "revoked_note", "also_given_by", "also_given_on", "also_form", "one_guardian",
             "one_guardian_reason", "childs_view"),
        ),
        JournalKind(
            ContactRole, "action", _named_on, said.of_role,
            ("contact_id", "assignment", "start", "end", "informed_on", "informed_way", "informed_by"),
        ),
        JournalKind(
            CarePlan, "action", _established_on, said.of_plan,
            ("plan_type", "established_on", "approved_by", "participants"),
        ),
        JournalKind(
            SharedPaper, "action", _shared_on, said.of_paper,
            ("title", "to", "contact_id", "shared_on", "shared_by", "ground", "ground_note", "left_out", "number"),
        ),
        JournalKind(
            HandedOutPlan, "action", _handed_out_on, said.of_handed_out,
            ("number", "handed_out_on", "handed_to", "handed_out_by"),
        ),
        JournalKind(SipMeeting, "sip", _held_on, _meeting_words, ("kind", "held_on", "form"), _at_meeting),
        JournalKind(
            Transition, "transition", _answered_on, said.of_transition,
            ("kind", "contact_id", "acknowledged_on", "acknowledged_by", "dropped_on", "dropped_reason", "receiver",
             "receiver_role", "receiver_contact_id", "to_unit"),
        ),
    )
}  # fmt: skip
"""Each kind that belongs in the journal, in the order they are told of the same day."""

KIND_NAMED: Mapping[str, JournalKind] = {one.kind.KIND: one for one in JOURNAL_KINDS.values()}

_SIGNS = 16


def mark_of(record: "Record", entry: Entity) -> str:
    """Tells what the words say of an entry from what they once said: the same for the same, wherever the entry lies.

    A field that is as from the beginning does not count, so that one that comes later makes nothing look changed.
    """
    return counted_mark(entry, JOURNAL_KINDS[type(entry)].beside(record, entry))


def counted_mark(entry: Entity, beside: Sequence[Any] = ()) -> str:
    """The same of an entry with what is said beside it."""
    known = JOURNAL_KINDS[type(entry)]
    first = _first_values(known)
    values = {name: getattr(entry, name) for name in known.counted}
    said_of = {name: plain(value) for name, value in values.items() if value != first[name]}
    text = json.dumps([entry.KIND, said_of, [*beside]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:_SIGNS]


_FIRST: dict[type[Entity], Mapping[str, Any]] = {}


def _first_values(known: JournalKind) -> Mapping[str, Any]:
    if known.kind not in _FIRST:
        _FIRST[known.kind] = {attr.name: attr.default for attr in attrs_of(known.kind)}
    return _FIRST[known.kind]
