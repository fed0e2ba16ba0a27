"""What cannot stand in the entries of a SIP, whichever door it came through."""

from datetime import date, time
from typing import Any

import pytest

from coordinator.contact import Huvudman
from coordinator.entity import new_id
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason, SipReason
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, noon, problems_of, record_of
from tests.coordinator.sip.conftest import NORA, day

SIP = Sip(patient_id=PATIENT_ID)
OTHER = Sip(patient_id=PATIENT_ID, number=2)
PATIENT = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.PATIENT)
DIETIST = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=NORA.id)
MEETING = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=day(3), at=time(13))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"need_assessed_on": day(1)}, "Behovet bedömt ligger i framtiden."),
        ({"asked_on": day(1)}, "Begärd ligger i framtiden."),
        ({"refused_on": day(1), "refused_reason": "Nej"}, "Nekad ligger i framtiden."),
        ({"offered_on": day(1)}, "Erbjuden ligger i framtiden."),
        ({"answered_on": day(1)}, "Svarade ligger i framtiden."),
        ({"established_on": day(1), "follow_up_on": day(2)}, "Upprättad ligger i framtiden."),
        ({"closed_on": day(1), "close_reason": SipCloseReason.MOVED}, "Avslutad ligger i framtiden."),
        ({"offered_on": TODAY, "answered_on": day(-1)}, "Svaret ligger före erbjudandet."),
        ({"refused_on": TODAY, "refused_reason": " "}, "Skriv skälet till att SIP nekas."),
        ({"overall_huvudman": Huvudman.PRIVATE}, "Det övergripande ansvaret har regionen eller kommunen."),
        ({"established_on": TODAY}, "Skriv när planen följs upp."),
        ({"established_on": TODAY, "follow_up_on": day(-1)}, "Uppföljningen ligger före planens datum."),
        ({"established_on": TODAY, "follow_up_on": day(9), "closed_on": day(-1), "close_reason": SipCloseReason.MOVED},
         "Avslutet ligger före planens datum."),
        ({"closed_on": TODAY}, "Välj varför SIP avslutas."),
    ],
)  # fmt: skip
def test_a_sip_says_what_cannot_stand_in_it(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(Sip(patient_id=PATIENT_ID, **fields)) == [problem]


def test_one_with_everything_in_order_has_no_problem() -> None:
    whole = Sip(
        patient_id=PATIENT_ID, asked_on=day(-9), need_assessed_on=day(-8), offered_on=day(-7), answered_on=day(-7),
        answer=SipAnswer.YES, established_on=day(-3), follow_up_on=day(80), overall_huvudman=Huvudman.KOMMUN,
        closed_on=TODAY, close_reason=SipCloseReason.GOALS_MET,
    )  # fmt: skip
    assert problems_of(whole) == []
    assert problems_of(SIP) == []
    assert whole.heading == "SIP 1: nya behov"
    assert Sip(patient_id=PATIENT_ID, number=2, reason=SipReason.LSS).heading == "SIP 2: LSS-ansökan"


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"answer": SipAnswer.YES}, True),
        ({"answer": SipAnswer.NO}, False),
        ({"refused_on": TODAY}, False),
        ({"closed_on": TODAY}, False),
    ],
)
def test_it_is_open_until_it_is_closed_refused_or_declined(fields: dict[str, Any], is_open: bool) -> None:
    assert Sip(patient_id=PATIENT_ID, **fields).is_open is is_open


def test_nobody_stands_twice_among_the_participants() -> None:
    again = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=NORA.id)
    assert problems_of(again, SIP, NORA, DIETIST) == ["Deltagaren är redan med."]
    assert problems_of(again, SIP, NORA, PATIENT) == []
    patient_too = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.PATIENT)
    assert problems_of(patient_too, SIP, PATIENT) == ["Patienten är redan med."]
    elsewhere = SipParticipant(patient_id=PATIENT_ID, sip_id=OTHER.id, contact_id=NORA.id)
    assert problems_of(elsewhere, SIP, OTHER, NORA, DIETIST) == []


def test_a_participant_is_called_by_name_task_or_part() -> None:
    def called(**fields: Any) -> str:
        return SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, **fields).heading

    assert called(name="Bo Ek", function="kurator") == "Bo Ek"
    assert called(name=" ", function="kurator") == "kurator"
    assert called(organisation="Ekskolan") == "Ekskolan"
    assert called() == "Verksamhet"
    assert DIETIST.contact(record_of(NORA)) == NORA
    assert DIETIST.contact(record_of()) is None


def test_a_participant_who_is_nobody_is_said_so() -> None:
    assert problems_of(SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id)) == ["Skriv vem som deltar."]
    assert problems_of(PATIENT) == []
    assert problems_of(SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, function="rektor")) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"minutes": 4}, "Mötets längd ska vara 5 till 480 minuter."),
        ({"minutes": 481}, "Mötets längd ska vara 5 till 480 minuter."),
        ({"held_on": day(1)}, "Mötet hölls i framtiden. Skriv den dag det hölls."),
        ({"day": day(1), "answer_by": day(2)}, "Svar senast ligger efter mötet."),
    ],
)
def test_a_meeting_says_what_cannot_stand_in_it(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, **fields)) == [problem]


def test_a_meeting_begins_in_swedish_time_when_day_and_time_are_known() -> None:
    assert problems_of(MEETING) == []
    assert MEETING.starts is not None and MEETING.starts.isoformat() == "2026-11-25T13:00:00+01:00"
    assert SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=day(3)).starts is None
    assert MEETING.heading == "SIP-möte 2026-11-25"
    assert SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id).heading == "SIP-möte"


def call(**fields: Any) -> SipInvitation:
    known: dict[str, Any] = {"meeting_id": MEETING.id, "participant_id": DIETIST.id}
    return SipInvitation(patient_id=PATIENT_ID, **known | fields)


def test_a_call_says_what_cannot_stand_in_it() -> None:
    beside = (SIP, OTHER, NORA, DIETIST, MEETING)
    assert problems_of(call(sent_on=TODAY, answered_on=TODAY), *beside) == []
    assert problems_of(call(sent_on=day(1)), *beside) == ["Kallad ligger i framtiden."]
    assert problems_of(call(answered_on=day(1)), *beside) == ["Svarets dag ligger i framtiden."]
    assert problems_of(call(), *beside, call()) == ["Deltagaren är redan kallad till mötet."]
    held_before = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=day(-2))
    early = call(meeting_id=held_before.id, sent_on=day(-1))
    assert problems_of(early, *beside, held_before) == [
        "Mötet ligger före kallelsen. Ändra mötets dag eller dagen för kallelsen."
    ]
    elsewhere = SipMeeting(patient_id=PATIENT_ID, sip_id=OTHER.id)
    assert problems_of(call(meeting_id=elsewhere.id), *beside, elsewhere) == ["Den som kallas deltar i en annan SIP."]
    assert (call().heading, call(sent_on=TODAY).heading) == ("Kallelse till SIP", "Kallelse 2026-11-22")


def test_a_row_says_what_cannot_stand_in_it() -> None:
    def row(**fields: Any) -> SipDecision:
        known: dict[str, Any] = {"sip_id": SIP.id, "what": "Sömnskola"}
        return SipDecision(patient_id=PATIENT_ID, **known | fields)

    beside = (SIP, OTHER, NORA, DIETIST)
    assert problems_of(row(participant_id=DIETIST.id, start=TODAY, due=TODAY), *beside) == []
    assert problems_of(row(what=" "), *beside) == ["Skriv ett behov, ett mål eller en insats."]
    assert problems_of(row(start=TODAY, due=day(-1)), *beside) == ["Klart senast ligger före Börjar."]
    assert problems_of(row(followed_up_on=day(1)), *beside) == ["Uppföljd ligger i framtiden."]
    assert problems_of(row(sip_id=OTHER.id, participant_id=DIETIST.id), *beside) == [
        "Den som svarar för insatsen deltar inte i den här SIP."
    ]
    assert (row(goal="Sova").heading, row(what="", goal="Sova").heading) == ("Sömnskola", "Sova")
    assert row(what="", need="Trött").heading == "Trött"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"followed_up_on": day(1), "next_on": day(9)}, "Uppföljningens dag ligger i framtiden."),
        ({"judgement": 0, "next_on": day(9)}, "Patientens bedömning är en siffra från 1 till 5."),
        ({"judgement": 6, "next_on": day(9)}, "Patientens bedömning är en siffra från 1 till 5."),
        ({}, "Skriv när planen följs upp nästa gång."),
        ({"next_on": TODAY}, "Nästa uppföljning ska ligga efter den här."),
    ],
)
def test_a_follow_up_says_what_cannot_stand_in_it(fields: dict[str, Any], problem: str) -> None:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "sip_id": new_id(), "followed_up_on": TODAY}
    assert problems_of(SipFollowUp(**known | fields)) == [problem]


def test_one_that_ends_the_plan_needs_no_next_day() -> None:
    closing = SipFollowUp(
        patient_id=PATIENT_ID, sip_id=SIP.id, followed_up_on=TODAY, decision=FollowUpDecision.CLOSE, judgement=5
    )
    assert problems_of(closing) == []
    assert closing.heading == "Uppföljning 2026-11-22"


def test_nothing_is_in_the_way_of_a_patient_of_whom_nothing_is_known() -> None:
    assert problems_of(SIP, MAJA, PATIENT) == []
    assert noon(date(2026, 11, 25)).date() == MEETING.day
