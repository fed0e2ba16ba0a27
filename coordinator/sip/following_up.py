"""The follow-up of a SIP: how each row went, what the patient thinks, and whether it goes on, is made anew or ends."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.refusing import require_not_before, require_passed
from coordinator.sip.beginning import next_sip_number
from coordinator.sip.belonging import decisions_of, participants_of
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipCloseReason, SipReason
from coordinator.sip.refusing import require_going_on
from coordinator.sip.who import was_a_guardian

if TYPE_CHECKING:
    from coordinator.record import Record


def follow_up_decision(record: "Record", /, decision_id: UUID, *, status: DecisionStatus, result: str = "") -> Change:
    """How a row has gone; what was written of it before stays when nothing new is said."""
    row = record.get(SipDecision, decision_id)
    require_going_on(record.get(Sip, row.sip_id))
    followed = replace(row, status=status, result=result or row.result, followed_up_on=record.today)
    return Change("Insats i SIP uppföljd", (Edit(followed),))


def follow_up_sip(
    record: "Record",
    /,
    sip_id: UUID,
    *,
    decision: FollowUpDecision,
    judgement: int | None = None,
    own_words: str = "",
    note: str = "",
    next_on: date | None = None,
    close_reason: SipCloseReason | None = None,
    meeting_id: UUID | None = None,
    on: date | None = None,
) -> Change:
    """What the follow-up led to. The plan goes on until ``next_on``, is closed with a reason, or is made anew.

    A new SIP takes the place of this one: with the same people, and the rows that are not done.
    """
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    if sip.established_on is None:
        raise RuleError("Planen är inte upprättad än", "Upprätta planen först: sedan följs den upp.")
    on = on or record.today
    require_passed(record, on, "followed_up_on")
    require_not_before(on, sip.established_on, "followed_up_on", "planens datum")
    if judgement is not None and not 1 <= judgement <= 5:
        raise RuleError(
            "Bedömningen stämmer inte", "Patientens bedömning är en siffra från 1 till 5.", field="judgement"
        )
    goes_on = decision is FollowUpDecision.GOES_ON
    if goes_on:
        _require_next(next_on, on)
    steps: list[Step] = []
    if meeting_id is not None:
        steps += _held(record, sip, meeting_id, on)
    follow_up = SipFollowUp(
        patient_id=record.patient_id,
        sip_id=sip.id,
        meeting_id=meeting_id,
        followed_up_on=on,
        followed_up_by=record.actor.name,
        judgement=judgement,
        own_words=own_words,
        decision=decision,
        note=note,
        next_on=next_on if goes_on else None,
        planned_on=sip.follow_up_on,
    )
    steps.append(Add(follow_up))
    if goes_on:
        return Change("SIP uppföljd", (*steps, Edit(replace(sip, follow_up_on=next_on))))
    if decision is FollowUpDecision.NEW_SIP:
        closed = _closed(record, sip, SipCloseReason.REPLACED, note, on)
        return Change("SIP uppföljd, och en ny påbörjad", (*steps, closed, *_anew(record, sip)))
    return Change("SIP uppföljd och avslutad", (*steps, _closed(record, sip, close_reason, note, on)))


def close_sip(
    record: "Record", /, sip_id: UUID, *, reason: SipCloseReason | None, note: str = "", on: date | None = None
) -> Change:
    """The SIP ends."""
    sip = record.get(Sip, sip_id)
    require_going_on(sip)
    return Change("SIP avslutad", (_closed(record, sip, reason, note, on or record.today),))


def _closed(record: "Record", sip: Sip, reason: SipCloseReason | None, note: str, on: date) -> Edit:
    if reason is None:
        raise RuleError("Välj varför SIP avslutas", "Orsaken står på bekräftelsen.", field="close_reason")
    require_passed(record, on, "closed_on")
    require_not_before(on, sip.established_on, "closed_on", "planens datum")
    ended = replace(sip, closed_on=on, closed_by=record.actor.name, close_reason=reason, close_note=note)
    return Edit(ended)


def _require_next(next_on: date | None, on: date) -> None:
    if next_on is None:
        raise RuleError("Skriv när planen följs upp nästa gång", "En plan som fortsätter har alltid en dag för det.",
                        field="next_on")  # fmt: skip
    if next_on <= on:
        raise RuleError("Nästa uppföljning ska ligga efter den här", f"Skriv en dag efter {on.isoformat()}.",
                        field="next_on")  # fmt: skip


def _held(record: "Record", sip: Sip, meeting_id: UUID, on: date) -> list[Edit]:
    """The meeting where it was followed up was held then, if nobody has noted it."""
    meeting = record.get(SipMeeting, meeting_id)
    if meeting.sip_id != sip.id:
        raise RuleError("Mötet hör till en annan SIP", "Välj ett av den här planens möten.", field="meeting_id")
    return [] if meeting.held_on else [Edit(replace(meeting, held_on=on))]


def _anew(record: "Record", sip: Sip) -> list[Add]:
    """The SIP that takes its place: what still holds of it, who took part and the rows that are not done."""
    new = Sip(
        patient_id=record.patient_id,
        number=next_sip_number(record),
        lead=sip.lead,
        led_by=sip.led_by,
        reason=SipReason.REVIEW,
        question=sip.question,
        initiator=sip.initiator,
        initiator_huvudman=sip.initiator_huvudman,
        own_words=sip.own_words,
        situation=sip.situation,
        family_does=sip.family_does,
        nobody_else=sip.nobody_else,
        if_it_fails=sip.if_it_fails,
        overall_huvudman=sip.overall_huvudman,
        overall_contact=sip.overall_contact,
        replaces_id=sip.id,
    )
    staying = [one for one in participants_of(record, sip.id) if _still_takes_part(record, one)]
    people = {one.id: replace(one, id=new_id(), version=0, sip_id=new.id) for one in staying}
    rows = [
        replace(
            row,
            id=new_id(),
            version=0,
            sip_id=new.id,
            participant_id=people[row.participant_id].id if row.participant_id in people else None,
        )
        for row in decisions_of(record, sip.id)
        if row.status is not DecisionStatus.DONE
    ]
    return [Add(new), *(Add(one) for one in people.values()), *(Add(row) for row in rows)]


def _still_takes_part(record: "Record", one: SipParticipant) -> bool:
    """Not a contact that has ended, nor who was there as guardian of somebody who is of age now."""
    contact = one.contact(record)
    return (contact is None or contact.is_current) and not was_a_guardian(record, one)
