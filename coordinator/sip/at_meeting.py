"""The meeting itself: who came, the rows of the plan, and the plan that is established when people rise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove, Step
from coordinator.contact import Huvudman
from coordinator.errors import RuleError
from coordinator.order import moved_one_place
from coordinator.refusing import require_fields, require_passed
from coordinator.sip.belonging import decisions_of, invitations_of
from coordinator.sip.decision import SipDecision
from coordinator.sip.meeting import Presence, SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.plan_duty import require_follow_up, require_plan_stands, require_points
from coordinator.sip.process import Sip
from coordinator.sip.quick import decision_from_line
from coordinator.sip.refusing import require_going_on
from coordinator.sip.responsible import resolve_responsible
from coordinator.sip.standing import planning_meeting
from coordinator.sip.who import huvudman_of, name_of_participant
from coordinator.swedish import add_months

if TYPE_CHECKING:
    from coordinator.record import Record

__all__ = [
    "add_decision", "decision_from_line", "default_follow_up", "establish_sip", "hold_meeting", "move_decision",
    "note_presence", "remove_decision", "resolve_responsible", "write_decision",
]  # fmt: skip

_MONTHS_TO_FOLLOW_UP = 3
"""How long after the plan it is followed up when nobody says otherwise."""
_FRIDAY = 4


def note_presence(
    record: "Record", /, meeting_id: UUID, participant_id: UUID, presence: Presence, *, proxy: str = ""
) -> Change:
    """Whether somebody came; who was never called to the meeting is put on its list."""
    meeting = record.get(SipMeeting, meeting_id)
    one = record.get(SipParticipant, participant_id)
    if one.sip_id != meeting.sip_id:
        raise RuleError("Deltagaren hör till en annan SIP", "Lägg till bland deltagarna först.")
    called = [call for call in invitations_of(record, meeting.id) if call.participant_id == one.id]
    if called:
        name = (proxy.strip() or called[0].proxy) if presence is Presence.PROXY else called[0].proxy
        return Change("Närvaro noterad", (Edit(replace(called[0], presence=presence, proxy=name)),))
    new = SipInvitation(
        patient_id=record.patient_id,
        meeting_id=meeting.id,
        participant_id=one.id,
        presence=presence,
        proxy=proxy.strip() if presence is Presence.PROXY else "",
    )
    return Change("Närvaro noterad", (Add(new),))


def hold_meeting(record: "Record", /, meeting_id: UUID, *, on: date | None = None) -> Change:
    """The meeting was held: on the day it was to be when that has come, else today."""
    meeting = record.get(SipMeeting, meeting_id)
    planned = meeting.day if meeting.day and meeting.day <= record.today else record.today
    on = on or planned
    require_passed(record, on, "held_on")
    return Change(f"{meeting.kind.label} hållet", (Edit(replace(meeting, held_on=on)),))


def add_decision(
    record: "Record",
    /,
    sip_id: UUID,
    *,
    participant_id: UUID | None = None,
    responsible: str = "",
    **fields: Any,
) -> Change:
    """A row, last in the plan; ``fields`` are those of `SipDecision`.

    responsible: one of the participants in words, when participant_id does not say which. The huvudman is hers when
    nobody says another.
    """
    require_fields(SipDecision, fields, but=frozenset({"sip_id", "participant_id", "responsible"}))
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    position = 1 + max((one.position for one in decisions_of(record, sip.id)), default=0)
    who = _who(record, sip.id, participant_id, responsible)
    row = SipDecision(patient_id=record.patient_id, sip_id=sip.id, **{"position": position} | fields)
    row = _given_to(record, row, who)
    _require_row(record, row)
    change = Change("Insats tillagd i SIP", (Add(row),))
    require_plan_stands(record, sip, change)
    return change


def write_decision(record: "Record", /, decision_id: UUID, **fields: Any) -> Change:
    """New values for some fields of a row; ``responsible`` in words is one of the participants."""
    require_fields(SipDecision, fields, but=frozenset({"sip_id", "position"}))
    before = record.get(SipDecision, decision_id)
    row = replace(before, **{name: value for name, value in fields.items() if name != "responsible"})
    if fields.keys() & {"participant_id", "responsible"}:
        who = _who(record, row.sip_id, fields.get("participant_id"), fields.get("responsible", ""))
        if "huvudman" not in fields and who and row.huvudman is _huvudman_before(record, before):
            row = replace(row, huvudman=None)  # it followed with whoever did it, and does so now
        row = _given_to(record, replace(row, participant_id=None, responsible=""), who)
    _require_row(record, row)
    change = Change("Insats i SIP har ändrats", (Edit(row),))
    require_plan_stands(record, record.get(Sip, row.sip_id), change)
    return change


def remove_decision(record: "Record", /, decision_id: UUID, *, reason: str = "Borttagen ur planen") -> Change:
    """Take a row out of the plan."""
    row = record.get(SipDecision, decision_id)
    change = Change("Insats borttagen ur SIP", (Remove(row, reason),))
    require_plan_stands(record, record.get(Sip, row.sip_id), change)
    return change


def move_decision(record: "Record", /, decision_id: UUID, *, up: bool) -> Change:
    """The row one place up or down; RuleError when it stands first or last already."""
    row = record.get(SipDecision, decision_id)
    rows = decisions_of(record, row.sip_id)
    return Change("Insats i SIP flyttad", moved_one_place(rows, row, up=up, called="Insatsen"))


def default_follow_up(record: "Record", sip: Sip) -> date:
    """When a plan is followed up if nobody says otherwise: three months after its meeting, or after today.

    A day on which people work: the Friday before a weekend.
    """
    meeting = planning_meeting(record, sip)
    begins = meeting.day if meeting and meeting.held_on is None and meeting.day else record.today
    day = add_months(max(begins, record.today), _MONTHS_TO_FOLLOW_UP)
    return day - timedelta(max(0, day.weekday() - _FRIDAY))


def establish_sip(
    record: "Record",
    /,
    sip_id: UUID,
    *,
    by: str = "",
    follow_up_on: date | None = None,
    on: date | None = None,
) -> Change:
    """The plan is established, and with it the meeting was held, when its day has come.

    RuleError when one of the four points of the law is missing, naming it, or the day of the follow-up.
    """
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    if sip.established_on:
        raise RuleError("Planen är redan upprättad", f"Det gjordes {sip.established_on.isoformat()}.")
    require_points(record, sip)
    on = on or record.today
    require_passed(record, on, "established_on")
    planned = replace(sip, follow_up_on=follow_up_on or sip.follow_up_on)
    require_follow_up(planned, on)
    steps: list[Step] = [Edit(replace(planned, established_on=on, established_by=by.strip() or record.actor.name))]
    meeting = planning_meeting(record, sip)
    if meeting and meeting.held_on is None and meeting.day and meeting.day <= on:
        steps.append(Edit(replace(meeting, held_on=meeting.day)))
    return Change("SIP upprättad", tuple(steps))


def _who(record: "Record", sip_id: UUID, participant_id: UUID | None, words: str) -> SipParticipant | None:
    """The participant who is meant; None when nobody is."""
    if participant_id is None:
        return resolve_responsible(record, sip_id, words) if words.strip() else None
    one = record.get(SipParticipant, participant_id)
    if one.sip_id != sip_id:
        raise RuleError("Deltagaren hör till en annan SIP", "Lägg till bland deltagarna först.", field="responsible")
    return one


def _given_to(record: "Record", row: SipDecision, who: SipParticipant | None) -> SipDecision:
    if who is None:
        return row
    return replace(
        row,
        participant_id=who.id,
        responsible=name_of_participant(record, who),
        huvudman=row.huvudman or huvudman_of(record, who),
    )


def _huvudman_before(record: "Record", row: SipDecision) -> Huvudman | None:
    """That of whoever does it now."""
    who = row.participant(record)
    return huvudman_of(record, who) if who else None


def _require_row(record: "Record", row: SipDecision) -> None:
    """What of a row can be wrong, each beside its field."""
    if not any(text.strip() for text in (row.need, row.goal, row.what)):
        raise RuleError("Raden är tom", "Skriv ett behov, ett mål eller en insats.", field="what")
    if row.start and row.due and row.due < row.start:
        raise RuleError("Klart senast ligger före Börjar", "Skriv en senare dag.", field="due")
    if row.followed_up_on:
        require_passed(record, row.followed_up_on, "followed_up_on")
