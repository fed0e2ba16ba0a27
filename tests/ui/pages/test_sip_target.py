"""Where on the page of SIP each kind of entry stands."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from coordinator.hospital_stay import HospitalStay
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep
from tests.coordinator.conftest import PATIENT_ID, TODAY, noon, record_of
from ui.pages.sip_target import place_of

SIP = Sip(patient_id=PATIENT_ID)
OTHER = Sip(patient_id=PATIENT_ID, number=2)
WHOSE: dict[str, Any] = {"patient_id": PATIENT_ID, "sip_id": SIP.id}
PERSON = SipParticipant(**WHOSE, name="Ali")
TO_COME = SipMeeting(**WHOSE, day=date(2026, 12, 1))
HELD = SipMeeting(**WHOSE, held_on=TODAY)
LATER = SipMeeting(**WHOSE, kind=SipMeetingKind.FOLLOW_UP)
LETTER = SipInvitation(patient_id=PATIENT_ID, meeting_id=TO_COME.id, participant_id=PERSON.id)
ROW = SipDecision(**WHOSE, what="Ringer")
FOLLOW_UP = SipFollowUp(**WHOSE, followed_up_on=TODAY, next_on=date(2027, 2, 1))
STAY = HospitalStay(patient_id=PATIENT_ID, admitted_at=noon(TODAY))
RECORD = record_of(OTHER, SIP, PERSON, TO_COME, HELD, LATER, LETTER, ROW, FOLLOW_UP, STAY)


@pytest.mark.parametrize(
    ("id", "step"),
    [
        (SIP.id, None), (PERSON.id, SipStep.INVITATION), (TO_COME.id, SipStep.INVITATION), (HELD.id, SipStep.MEETING),
        (LATER.id, SipStep.FOLLOW_UP), (LETTER.id, SipStep.INVITATION), (ROW.id, SipStep.PLAN),
        (FOLLOW_UP.id, SipStep.FOLLOW_UP),
    ],
)  # fmt: skip
def test_each_entry_stands_at_a_step_of_its_sip(id: UUID, step: SipStep | None) -> None:
    assert place_of(RECORD, id) == (SIP.id, step)


@pytest.mark.parametrize("id", [STAY.id, PATIENT_ID])
def test_what_is_of_no_sip_has_no_place_there(id: UUID) -> None:
    assert place_of(RECORD, id) is None
