"""Where a SIP stands follows from the days that are filled in: every step on the way, and every other end."""

from datetime import time

from coordinator.change import Change
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Huvudman
from coordinator.record import Record
from coordinator.sip.at_meeting import add_decision, establish_sip, hold_meeting
from coordinator.sip.beginning import answer_offer, assess_need, begin_sip, offer, refuse_sip, write_sip
from coordinator.sip.follow_up import FollowUpDecision
from coordinator.sip.following_up import close_sip, follow_up_sip
from coordinator.sip.inviting import note_sent, plan_meeting
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import SipCloseReason, SipLead
from coordinator.sip.standing import SipStatus, SipStep, planning_meeting, standing
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, later, record_of
from tests.coordinator.sip.conftest import begun, day, established, planned, the_meeting, the_sip

NEED, OFFER, CONSENT, INVITATION, MEETING, PLAN, FOLLOW_UP, CLOSED = SipStep


def stands(record: Record) -> tuple[SipStatus, SipStep | None]:
    found = standing(record, the_sip(record))
    return found.status, found.now


def consented(record: Record, days: int = 200) -> Record:
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=record.today, recipients="Nora",
        covers="Allt", valid_until=day(days), sip_id=the_sip(record).id,
    )  # fmt: skip
    return record_of(*(one for found in record.entries.values() for one in found), consent, today=record.today)


def test_it_goes_through_all_the_steps_one_after_the_other() -> None:
    record = record_of()
    record = done(record, begin_sip(record))
    sip = the_sip(record)

    def after(change: Change) -> tuple[SipStatus, SipStep | None]:
        nonlocal record
        record = done(record, change)
        return stands(record)

    assert stands(record) == (SipStatus.BEGUN, NEED)
    assert after(assess_need(record, sip.id, need="Sömn")) == (SipStatus.NEED_ASSESSED, OFFER)
    assert after(offer(record, sip.id)) == (SipStatus.OFFERED, OFFER)
    assert after(answer_offer(record, sip.id, yes=True)) == (SipStatus.OFFERED, CONSENT)
    record = consented(record)
    assert stands(record) == (SipStatus.CONSENT, INVITATION)
    assert after(plan_meeting(record, sip.id, day=TODAY, at=time(13))) == (SipStatus.CONSENT, INVITATION)
    assert after(note_sent(record, the_meeting(record).id)) == (SipStatus.INVITED, MEETING)
    assert after(hold_meeting(record, the_meeting(record).id)) == (SipStatus.MEETING_HELD, PLAN)
    record = done(record, add_decision(record, sip.id, what="Sömnskola", huvudman=Huvudman.REGION))
    record = done(record, write_sip(record, sip.id, family_does="Vilar", overall_huvudman=Huvudman.REGION))
    assert after(establish_sip(record, sip.id, follow_up_on=day(90))) == (SipStatus.ESTABLISHED, FOLLOW_UP)
    record = later(record, day(90))
    goes_on = follow_up_sip(record, sip.id, decision=FollowUpDecision.GOES_ON, next_on=day(180))
    assert after(goes_on) == (SipStatus.FOLLOW_UP, CLOSED)
    assert after(close_sip(record, sip.id, reason=SipCloseReason.GOALS_MET)) == (SipStatus.CLOSED, None)
    assert standing(record, the_sip(record)).done == frozenset(SipStep)


def test_a_refused_and_a_declined_one_have_no_next_step() -> None:
    record = begun()
    sip = the_sip(record)
    assert stands(done(record, refuse_sip(record, sip.id, reason="Nej"))) == (SipStatus.REFUSED, None)
    assert stands(done(record, answer_offer(record, sip.id, yes=False))) == (SipStatus.DECLINED, None)


def test_what_is_skipped_is_still_to_be_done_until_there_is_a_plan() -> None:
    record = planned()
    record = done(record, note_sent(record, the_meeting(record).id))
    assert stands(record) == (SipStatus.INVITED, NEED)
    assert stands(established()) == (SipStatus.ESTABLISHED, FOLLOW_UP)


def test_a_consent_that_has_ended_is_asked_for_anew_but_does_not_undo_the_plan() -> None:
    record = begun(lead=SipLead.OTHERS)
    record = consented(record, days=10)
    assert stands(record) == (SipStatus.CONSENT, INVITATION)
    assert stands(later(record, day(11))) == (SipStatus.OFFERED, CONSENT)
    plan = consented(established(), days=10)
    assert CONSENT not in standing(later(plan, day(11)), the_sip(plan)).done
    assert stands(later(plan, day(11))) == (SipStatus.ESTABLISHED, FOLLOW_UP)


def test_of_one_that_others_lead_need_and_offer_are_theirs_and_a_day_is_the_call() -> None:
    record = consented(begun(lead=SipLead.OTHERS, led_by="Kommunen"))
    assert stands(record) == (SipStatus.CONSENT, INVITATION)
    undated = done(record, plan_meeting(record, the_sip(record).id))
    assert stands(undated) == (SipStatus.CONSENT, INVITATION)
    dated = done(record, plan_meeting(record, the_sip(record).id, day=day(4)))
    assert stands(dated) == (SipStatus.INVITED, MEETING)


def test_the_meeting_for_the_plan_is_the_one_to_come_else_the_latest_held() -> None:
    record = planned(day=TODAY)
    sip, first = the_sip(record), the_meeting(record)
    record = done(record, plan_meeting(record, sip.id, kind=SipMeetingKind.PREPARATION, day=TODAY))
    assert planning_meeting(record, sip) == first
    record = done(record, hold_meeting(record, first.id))
    held = planning_meeting(record, sip)
    assert held is not None and (held.id, held.held_on) == (first.id, TODAY)
    record = done(record, plan_meeting(record, sip.id, day=day(9)))
    to_come = planning_meeting(record, sip)
    assert to_come is not None and to_come.day == day(9)
    assert planning_meeting(record_of(sip), sip) is None
    assert len(record.all(SipMeeting)) == 3
