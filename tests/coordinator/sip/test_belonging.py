"""What belongs to a SIP comes in its order, and nothing of another one's with it."""

from datetime import time

from coordinator.hospital_stay import HospitalStay
from coordinator.sip.belonging import (
    decisions_of,
    follow_ups_of,
    invitations_of,
    meeting_to_come,
    meetings_of,
    participants_of,
    sips,
    stays,
)
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipAnswer
from tests.coordinator.conftest import PATIENT_ID, TODAY, noon, record_of
from tests.coordinator.sip.conftest import day

SIP, OTHER = (Sip(patient_id=PATIENT_ID, number=number) for number in (1, 2))


def test_those_that_are_open_come_first_and_the_newest_on_top() -> None:
    declined = Sip(patient_id=PATIENT_ID, number=3, answer=SipAnswer.NO)
    assert [one.number for one in sips(record_of(SIP, declined, OTHER))] == [2, 1, 3]
    assert sips(record_of()) == []


def test_participants_and_rows_come_by_position_and_calls_in_the_order_of_the_people() -> None:
    people = [SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, name=name, position=at)
              for at, name in ((2, "b"), (1, "a"))]  # fmt: skip
    stranger = SipParticipant(patient_id=PATIENT_ID, sip_id=OTHER.id, name="c", position=1)
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id)
    calls = [SipInvitation(patient_id=PATIENT_ID, meeting_id=meeting.id, participant_id=one.id) for one in people]
    rows = [SipDecision(patient_id=PATIENT_ID, sip_id=sip.id, what=str(at), position=at)
            for sip, at in ((SIP, 9), (SIP, 3), (OTHER, 1))]  # fmt: skip
    record = record_of(SIP, OTHER, *people, stranger, meeting, *calls, *rows)
    assert [one.name for one in participants_of(record, SIP.id)] == ["a", "b"]
    assert [one.participant_id for one in invitations_of(record, meeting.id)] == [people[1].id, people[0].id]
    assert [one.what for one in decisions_of(record, SIP.id)] == ["3", "9"]


def test_meetings_come_by_day_and_the_first_not_held_is_to_come() -> None:
    undated = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id)
    follow_up = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=day(9), kind=SipMeetingKind.FOLLOW_UP)
    noted = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, held_on=day(-5), at=time(9))
    others = SipMeeting(patient_id=PATIENT_ID, sip_id=OTHER.id, day=day(1))
    record = record_of(SIP, OTHER, undated, follow_up, noted, others)
    assert meetings_of(record, SIP.id) == [noted, follow_up, undated]
    assert meeting_to_come(record, SIP.id) == follow_up
    assert meeting_to_come(record, SIP.id, SipMeetingKind.PLANNING) == undated
    assert meeting_to_come(record, SIP.id, SipMeetingKind.PREPARATION) is None


def test_follow_ups_come_with_the_latest_last_and_stays_with_those_that_go_on_first() -> None:
    late, early = (
        SipFollowUp(patient_id=PATIENT_ID, sip_id=SIP.id, followed_up_on=on, decision=FollowUpDecision.CLOSE)
        for on in (TODAY, day(-90))
    )
    gone, old, new = (
        HospitalStay(patient_id=PATIENT_ID, admitted_at=noon(day(offset)), discharged_on=left)
        for offset, left in ((-1, TODAY), (-20, None), (-2, None))
    )
    record = record_of(SIP, late, early, gone, old, new)
    assert follow_ups_of(record, SIP.id) == [early, late]
    assert stays(record) == [new, old, gone]
