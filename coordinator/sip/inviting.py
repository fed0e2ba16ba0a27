"""Who takes part in a SIP, its meetings, who was called to them, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove, Step
from coordinator.contact import Channel, Contact
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.order import moved_one_place
from coordinator.person import Patient
from coordinator.refusing import require_fields, require_not_before, require_passed
from coordinator.sip.belonging import decisions_of, invitations_of, meeting_to_come, meetings_of, participants_of
from coordinator.sip.meeting import InvitationAnswer, Presence, SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipLead
from coordinator.sip.refusing import require_going_on
from coordinator.sip.texts import usual_agenda
from coordinator.sip.who import name_of_participant, was_a_guardian
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

_DAYS_TO_ANSWER = 7
"""How long before the meeting the answers are wanted."""

_BY_ACTIONS = frozenset({"sip_id", "kind", "held_on"})


def add_participant(record: "Record", /, sip_id: UUID, *, contact_id: UUID | None = None, **fields: Any) -> Change:
    """Somebody who takes part, last in the order: a contact, or who ``fields`` (those of `SipParticipant`) tell.

    She is also put on the list of those to call to the SIP meeting that has not been held.
    """
    require_fields(SipParticipant, fields, but=frozenset({"sip_id", "position"}))
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    contact = record.get(Contact, contact_id) if contact_id else None
    words = {"name": contact.heading} if contact else {}
    one = SipParticipant(
        patient_id=record.patient_id,
        sip_id=sip.id,
        position=1 + max((other.position for other in participants_of(record, sip.id)), default=0),
        contact_id=contact_id,
        **words | fields,
    )
    _require_told(record, one)
    return Change("Deltagare tillagd", (Add(one), *_calls(record, sip.id, one)))


def add_participants(record: "Record", /, sip_id: UUID, contact_ids: Sequence[UUID]) -> Change:
    """Several contacts at once, in that order; who is there already is refused, and then none is added."""
    if not contact_ids:
        raise RuleError("Välj minst en kontakt", "Markera dem som ska delta.", field="contact_id")
    return add_people(record, sip_id, [{"contact_id": one} for one in contact_ids])


def add_people(record: "Record", /, sip_id: UUID, people: Sequence[Mapping[str, Any]]) -> Change:
    """Several at once, each as `add_participant` takes her; all of them or none."""
    steps: list[Step] = []
    for fields in people:
        change = add_participant(record, sip_id, **fields)
        record = record.after(change)
        steps += change.steps
    return Change("Deltagare tillagd" if len(people) == 1 else f"{len(people)} deltagare tillagda", tuple(steps))


def remove_participant(
    record: "Record", /, participant_id: UUID, *, reason: str = "Borttagen bland deltagarna"
) -> Change:
    """Somebody takes no part after all; what she was sent goes with her. Not the patient, nor who was at a meeting."""
    one = record.get(SipParticipant, participant_id)
    if one.part is SipPart.PATIENT:
        raise RuleError("Patienten är alltid med", "Planen görs tillsammans med patienten så långt det är möjligt.")
    if any(row.participant_id == one.id for row in decisions_of(record, one.sip_id)):
        raise RuleError("Deltagaren svarar för en insats", "Välj någon annan för den insatsen först.")
    calls = [call for call in record.all(SipInvitation) if call.participant_id == one.id]
    if any(call.presence in (Presence.HERE, Presence.PROXY) for call in calls):
        raise RuleError("Deltagaren var med på ett möte", "Det ska gå att se vilka som var med.")
    return Change("Deltagare borttagen", (*(Remove(call, reason) for call in calls), Remove(one, reason)))


def move_participant(record: "Record", /, participant_id: UUID, *, up: bool) -> Change:
    """The participant one place up or down; RuleError when she stands first or last already."""
    one = record.get(SipParticipant, participant_id)
    people = participants_of(record, one.sip_id)
    return Change("Deltagare flyttad", moved_one_place(people, one, up=up, called="Deltagaren"))


def plan_meeting(
    record: "Record", /, sip_id: UUID, *, kind: SipMeetingKind = SipMeetingKind.PLANNING, **fields: Any
) -> Change:
    """A meeting with everybody who takes part on the list to call; a förmöte is with the patient and the family.

    Who takes part as guardian of somebody who has come of age is not called to a meeting that is to come.

    fields: those of `SipMeeting`; with held_on it is noted afterwards, and the day may have passed. What nobody says is
    as usual: answers a week before, the patient's interpreter and adaptations, the agenda of that kind of meeting.
    """
    require_fields(SipMeeting, fields, but=frozenset({"sip_id", "kind"}))
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    held_on: date | None = fields.get("held_on")
    if held_on:
        require_passed(record, held_on, "held_on")
    elif meeting_to_come(record, sip.id, kind):
        raise RuleError("Mötet är redan planerat", "Ändra det som finns, eller avboka det först.", field="day")
    meeting = SipMeeting(patient_id=record.patient_id, sip_id=sip.id, kind=kind, **_usual(record, sip, kind) | fields)
    if meeting.answer_by is None and "answer_by" not in fields:
        meeting = replace(meeting, answer_by=_answer_by(record, meeting.day))
    _require_meeting(record, sip, meeting, SipMeeting(patient_id=record.patient_id, sip_id=sip.id))
    near = (SipPart.PATIENT, SipPart.FAMILY)
    called = [
        one
        for one in participants_of(record, sip.id)
        if (kind is not SipMeetingKind.PREPARATION or one.part in near) and (held_on or not was_a_guardian(record, one))
    ]
    return Change(f"{kind.label} planerat", (Add(meeting), *(Add(_call(record, meeting.id, one)) for one in called)))


def write_meeting(record: "Record", /, meeting_id: UUID, **fields: Any) -> Change:
    """New values for some fields of a meeting. When its day or time is moved, everybody is to be called anew."""
    require_fields(SipMeeting, fields, but=_BY_ACTIONS)
    before = record.get(SipMeeting, meeting_id)
    meeting = replace(before, **fields)
    moved = before.held_on is None and (meeting.day, meeting.at) != (before.day, before.at)
    if (
        moved
        and "answer_by" not in fields
        and (before.answer_by in (None, _answer_by(record, before.day)) or _after(meeting.answer_by, meeting.day))
    ):
        meeting = replace(meeting, answer_by=_answer_by(record, meeting.day))
    _require_meeting(record, record.get(Sip, meeting.sip_id), meeting, before)
    told = [one for one in invitations_of(record, meeting.id) if one.sent_on or one.answered_on] if moved else []
    blank: dict[str, Any] = {
        "sent_on": None, "answer": InvitationAnswer.NOT_ANSWERED, "answered_on": None, "proxy": ""
    }  # fmt: skip
    anew = (Edit(replace(one, **blank)) for one in told)
    return Change(
        "Mötet har flyttats: kalla deltagarna på nytt" if told else "Mötet har ändrats", (Edit(meeting), *anew)
    )


def cancel_meeting(record: "Record", /, meeting_id: UUID, *, reason: str = "Avbokat") -> Change:
    """A meeting that is called off, with the list of those who were called."""
    meeting = record.get(SipMeeting, meeting_id)
    if meeting.held_on:
        raise RuleError(
            "Mötet har hållits", "Ett möte som har hållits står kvar. Skriv i anteckningen om något blev fel."
        )
    calls = invitations_of(record, meeting.id)
    return Change("Mötet är avbokat", (*(Remove(one, reason) for one in calls), Remove(meeting, reason)))


def note_sent(
    record: "Record",
    /,
    meeting_id: UUID,
    invitation_ids: Sequence[UUID] | None = None,
    *,
    way: Channel | None = None,
    on: date | None = None,
) -> Change:
    """The letters left, all of them when none is named; ``way``: None when it was not said how."""
    meeting = record.get(SipMeeting, meeting_id)
    require_going_on(record.get(Sip, meeting.sip_id))
    calls = invitations_of(record, meeting.id)
    if invitation_ids is not None:
        calls = [one for one in calls if one.id in invitation_ids]
    if not calls:
        raise RuleError("Ingen är vald", "Lägg till minst en deltagare, och välj vem som kallas.", field="sent_on")
    if meeting.day is None or meeting.at is None:
        raise RuleError("Mötet saknar dag eller tid", "Skriv när mötet är innan kallelserna lämnas.",
                        field="day" if meeting.day is None else "at")  # fmt: skip
    on = on or record.today
    require_passed(record, on, "sent_on")
    if meeting.day < on:
        raise _before_its_call()
    sent = (Edit(replace(one, sent_on=on, way=way or one.way)) for one in calls)
    return Change("Kallelsen är lämnad" if len(calls) == 1 else "Kallelserna är lämnade", tuple(sent))


def answer_invitation(
    record: "Record", /, invitation_id: UUID, *, answer: InvitationAnswer, proxy: str = "", on: date | None = None
) -> Change:
    """What a participant answered; proxy: who comes instead, when that was said."""
    one = record.get(SipInvitation, invitation_id)
    if answer is InvitationAnswer.NOT_ANSWERED:
        return Change("Svaret är borttaget", (Edit(replace(one, answer=answer, answered_on=None, proxy="")),))
    on = on or record.today
    require_passed(record, on, "answered_on")
    require_not_before(on, one.sent_on, "answered_on", "kallelsen")
    instead = (proxy.strip() or one.proxy) if answer is InvitationAnswer.PROXY else ""
    return Change("Svar noterat", (Edit(replace(one, answer=answer, answered_on=on, proxy=instead)),))


def _call(record: "Record", meeting_id: UUID, one: SipParticipant) -> SipInvitation:
    return SipInvitation(patient_id=record.patient_id, meeting_id=meeting_id, participant_id=one.id)


def _calls(record: "Record", sip_id: UUID, one: SipParticipant) -> list[Add]:
    """Who is added when the meeting is planned is called to it too; whether to a förmöte is nobody's guess."""
    to_come = [
        meeting
        for meeting in meetings_of(record, sip_id)
        if meeting.held_on is None and meeting.kind is not SipMeetingKind.PREPARATION
    ]
    return [Add(_call(record, meeting.id, one)) for meeting in to_come]


def _require_told(record: "Record", one: SipParticipant) -> None:
    """It is said who takes part, and nobody does twice: as a contact, or by the same name, workplace and task."""
    if not one.is_somebody:
        raise RuleError("Skriv vem som deltar", "Namn, funktion eller organisation räcker.", field="name")
    beside = [other for other in participants_of(record, one.sip_id) if other.id != one.id]
    if one.contact_id is not None and any(other.contact_id == one.contact_id for other in beside):
        raise RuleError("Deltagaren är redan med", "Var och en kallas en gång.", field="contact_id")
    if one.part is SipPart.PATIENT and any(other.part is SipPart.PATIENT for other in beside):
        raise RuleError("Patienten är redan med", "Var och en kallas en gång.", field="part")
    if one.contact_id is None and any(_same(record, one, other) for other in beside):
        raise RuleError(
            "Deltagaren är redan med", "Skriv också funktionen om det är någon annan med samma namn.", field="name"
        )


def _same(record: "Record", one: SipParticipant, other: SipParticipant) -> bool:
    if folded(one.heading) != folded(name_of_participant(record, other)):
        return False
    pairs = ((one.function, other.function), (one.organisation, other.organisation))
    return all(not (a.strip() and b.strip()) or folded(a) == folded(b) for a, b in pairs)


def _usual(record: "Record", sip: Sip, kind: SipMeetingKind) -> dict[str, Any]:
    """What a meeting is when nobody says otherwise."""
    patient: Patient = record.patient
    usual: dict[str, Any] = {
        "interpreter": patient.interpreter.strip() or ("Behövs" if patient.interpreter_need is Knowledge.SOME else ""),
        "adaptations": patient.adaptations.strip(),
        "agenda": "\n".join(usual_agenda(kind)),
        "chair": sip.led_by if sip.lead is SipLead.OTHERS else record.actor.name,
    }
    if kind is SipMeetingKind.FOLLOW_UP and sip.follow_up_on and sip.follow_up_on >= record.today:
        usual["day"] = sip.follow_up_on
    return usual


def _answer_by(record: "Record", day: date | None) -> date | None:
    """A week before the meeting, today when it is sooner than that; None when there is no time to answer."""
    if day is None or day < record.today:
        return None
    return max(day - timedelta(_DAYS_TO_ANSWER), record.today)


def _after(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first > second


def _require_meeting(record: "Record", sip: Sip, meeting: SipMeeting, before: SipMeeting) -> None:
    """What of a meeting can be wrong, each beside its field."""
    if not 5 <= meeting.minutes <= 480:
        raise RuleError("Mötets längd stämmer inte", "Skriv 5 till 480 minuter.", field="minutes")
    if meeting.held_on is None and meeting.day and meeting.day != before.day:
        if any(one.sent_on and meeting.day < one.sent_on for one in invitations_of(record, meeting.id)):
            raise _before_its_call()
        if sip.lead is SipLead.OURS and meeting.day < record.today:
            raise RuleError(
                "Mötet ligger före kallelsen",
                "Dagen har passerat. Skriv en dag som kommer, så hinner deltagarna kallas.",
                field="day",
            )
    if _after(meeting.answer_by, meeting.day):
        raise RuleError("Svar senast ligger efter mötet", "Skriv en dag före mötet.", field="answer_by")


def _before_its_call() -> RuleError:
    return RuleError("Mötet ligger före kallelsen", "Skriv en senare dag för mötet, eller ändra kallelsens dag.",
                     field="day")  # fmt: skip
