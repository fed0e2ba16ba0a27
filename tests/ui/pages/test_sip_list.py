"""What stands on the line of a SIP: where it stands, who leads it, what is next and by when."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Huvudman
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason, SipLead
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from ui.chips import CHOSEN, DONE, FACT, OWN, Sign
from ui.pages.sip_list import line_of, next_words, status_sign


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


OFFERED: dict[str, Any] = {
    "need_assessed_on": day(-9), "offered_on": day(-8), "answer": SipAnswer.YES, "answered_on": day(-8),
}  # fmt: skip
ESTABLISHED: dict[str, Any] = OFFERED | {"established_on": day(-5), "overall_huvudman": Huvudman.REGION}


def sip(**fields: Any) -> Sip:
    return Sip(patient_id=PATIENT_ID, **fields)


@pytest.mark.parametrize(
    ("fields", "words", "sign"),
    [
        ({}, "Nästa: bedöm behovet.", Sign("Påbörjad", FACT)),
        ({"need_assessed_on": day(-1)}, "Nästa: erbjud SIP.", Sign("Behov bedömt", CHOSEN)),
        (OFFERED, "Nästa: hämta in samtycke.", Sign("Erbjuden", CHOSEN)),
        (
            {"refused_on": day(-2), "refused_reason": "Räcker"}, "Nekad fre 20 nov", Sign("Nekad", FACT),
        ),
        ({"answer": SipAnswer.NO, "answered_on": day(-2)}, "Tackade nej fre 20 nov", Sign("Tackat nej", FACT)),
        ({"answer": SipAnswer.NO}, "Tackade nej", Sign("Tackat nej", FACT)),
        (
            {"closed_on": day(-2), "close_reason": SipCloseReason.MOVED}, "Avslutad fre 20 nov: flytt",
            Sign("Avslutad", FACT),
        ),
        (
            ESTABLISHED | {"follow_up_on": day(8)}, "Nästa: följ upp planen, mån 30 nov.",
            Sign("Upprättad", DONE, "check"),
        ),
        (
            ESTABLISHED | {"follow_up_on": day(-2)}, "Nästa: följ upp planen, fre 20 nov.",
            Sign("Uppföljning 2 dagar sen", OWN, "clock"),
        ),
        (
            {"lead": SipLead.OTHERS, "led_by": "Eva Ström,\nBUP"}, "Nästa: hämta in samtycke. Leds av Eva Ström, BUP.",
            Sign("Erbjuden", CHOSEN),
        ),
    ],
)  # fmt: skip
def test_what_is_next_and_where_it_stands(fields: dict[str, Any], words: str, sign: Sign) -> None:
    one = sip(**fields)
    record = record_of(one)
    assert (next_words(record, one), status_sign(record, one)) == (words, sign)


def test_after_a_follow_up_the_next_one_has_its_day() -> None:
    one = sip(**ESTABLISHED, follow_up_on=day(60))
    followed = SipFollowUp(patient_id=PATIENT_ID, sip_id=one.id, followed_up_on=day(-1), next_on=day(60))
    assert next_words(record_of(one, followed), one) == "Nästa: följ upp igen eller avsluta, tor 21 jan."


def test_a_meeting_that_is_called_to_has_its_day() -> None:
    one = sip(lead=SipLead.OTHERS)
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=one.id, day=day(2))
    person = SipParticipant(patient_id=PATIENT_ID, sip_id=one.id, name="Ali")
    letter = SipInvitation(patient_id=PATIENT_ID, meeting_id=meeting.id, participant_id=person.id, sent_on=TODAY)
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, sip_id=one.id, given_by="Maja", given_on=day(-1),
        recipients="Ali", covers="Allt", valid_until=day(300),
    )  # fmt: skip
    record = record_of(one, meeting, person, letter, consent)
    assert status_sign(record, one).text == "Kallad"
    assert next_words(record, one) == "Nästa: håll mötet, tis 24 nov."


def test_a_line_says_that_we_only_take_part() -> None:
    one = sip(lead=SipLead.OTHERS, number=3)
    line = line_of(record_of(one), one)
    assert line.what == "SIP 3: nya behov" and [sign.text for sign in line.signs] == ["Vi deltar", "Erbjuden"]
    assert "Vi deltar" not in line_of(record_of(sip()), sip()).words
