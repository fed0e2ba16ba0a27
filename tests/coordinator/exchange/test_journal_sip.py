"""What the journal text says of SIP: where each stands, what was done today, who does what, and stays in hospital."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from coordinator.entity import Entity
from coordinator.exchange.journaltext import journal_text
from coordinator.hospital_stay import HospitalStay
from coordinator.person import ProtectedIdentity
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.follow_up import FollowUpDecision
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason, SipLead, SipReason
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.sip_samples import follow_up_of, whole_sip

WHOLE = whole_sip(PATIENT_ID)


def lines(*entries: Entity) -> list[str]:
    """What stands under the sökord for SIP."""
    found = [section.lines for section in journal_text(record_of(*entries)).sections if section.key == "sip"]
    return list(found[0]) if found else []


def sip(**fields: Any) -> Sip:
    return Sip(patient_id=PATIENT_ID, **fields)


def test_without_a_sip_or_a_stay_nothing_is_said() -> None:
    assert lines() == []
    assert lines(sip(closed_on=date(2026, 11, 1), close_reason=SipCloseReason.MOVED)) == []


def test_an_open_sip_says_where_it_stands_who_does_what_and_when_it_is_followed_up() -> None:
    assert lines(*WHOLE.entries()) == [
        "SIP 2, skolfrånvaro: upprättad 2026-11-20 av Helena Dahl. Övergripande ansvar: region, Helena Dahl, "
        "Habiliteringen, 031-390 06 12.",
        "SIP 2: Sömnskola. Ansvarig: Helena Dahl, kurator (region). Klart senast: 2027-01-15",
        "SIP 2: Ledsagare på torsdagar. Ansvarig: Anna Berg, LSS-handläggare (kommun). Klart senast: 2027-01-15",
        "SIP 2: Vilorum. Ansvarig: Susanne Palm, handläggare (stat). Klart senast: 2027-01-15",
        "SIP 2: Uppföljning: 2027-02-19",
    ]


def test_rows_that_are_done_are_counted_only() -> None:
    went = WHOLE.followed_up(DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.DONE, on=TODAY)
    assert lines(*went.entries())[1:-1] == [
        "SIP 2: Ledsagare på torsdagar. Pågår. Ansvarig: Anna Berg, LSS-handläggare (kommun). Klart senast: 2027-01-15",
        "SIP 2: 2 insatser är klara.",
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"asked_on": TODAY, "initiator": "Eva Ek"}, "Begärd av Eva Ek."),
        ({"need_assessed_on": TODAY, "need": "Sover lite"}, "Behovet bedömt. Sover lite."),
        ({"refused_on": TODAY, "refused_reason": "Bara regionen"}, "Nekad. Skäl: Bara regionen."),
        ({"offered_on": TODAY}, "Erbjuden."),
        ({"answered_on": TODAY, "answer": SipAnswer.NO, "answer_note": "Orkar inte"},
         "Svar på erbjudandet: nej tack. Orkar inte."),
        ({"established_on": TODAY, "follow_up_on": date(2027, 2, 1)}, "Planen upprättad."),
        ({"closed_on": TODAY, "close_reason": SipCloseReason.MOVED, "closed_by": "Anna Lind"},
         "Avslutad av Anna Lind. Orsak: flytt."),
    ],
)  # fmt: skip
def test_what_was_done_today_is_said_and_tomorrow_no_more(fields: dict[str, Any], said: str) -> None:
    assert f"SIP 1: {said}" in lines(sip(**fields))
    earlier = {name: date(2026, 11, 21) if value == TODAY else value for name, value in fields.items()}
    assert f"SIP 1: {said}" not in lines(sip(**earlier))


def test_a_follow_up_of_today_says_what_the_patient_thinks_and_what_was_decided() -> None:
    one = follow_up_of(WHOLE, decision=FollowUpDecision.CLOSE)
    closed = WHOLE.entries(one, closed_on=TODAY, closed_by="Helena Dahl", close_reason=SipCloseReason.GOALS_MET)
    assert lines(*closed) == [
        "SIP 2, skolfrånvaro",
        "SIP 2: Uppföljd av Helena Dahl. Patientens bedömning: 4 av 5. Med egna ord: Det är bättre nu. "
        "Beslut: planen avslutas. Vi prövar hela dagar.",
        "SIP 2: Avslutad av Helena Dahl. Orsak: målen är uppfyllda.",
    ]


def test_who_was_called_today_and_who_came_today_are_named() -> None:
    held = [replace(one, held_on=TODAY) if isinstance(one, SipMeeting) else one for one in WHOLE.others]
    sent = [replace(one, sent_on=TODAY) if isinstance(one, SipInvitation) else one for one in held]
    found = lines(*replace(WHOLE, others=tuple(sent), rows=()).entries(established_on=None, follow_up_on=None))
    assert found[1:] == [
        "SIP 2: Kallelse till SIP-möte skickad till Maja Lindeskog; Maria Björk, vårdnadshavare; Helena "
        "Dahl, kurator; Anna Berg, LSS-handläggare; Susanne Palm, handläggare.",
        "SIP 2: SIP-möte hållet. Deltog: Maja Lindeskog; Helena Dahl, kurator; Anna Berg, LSS-handläggare (ombud "
        "Daniel Roos).",
    ]


def test_a_meeting_to_come_is_said_and_one_that_should_have_been_too() -> None:
    one = sip(lead=SipLead.OTHERS, led_by="Eva Ek")
    ahead = SipMeeting(patient_id=PATIENT_ID, sip_id=one.id, day=date(2026, 12, 1), at=time(9), place="Sal 4")
    late = SipMeeting(patient_id=PATIENT_ID, sip_id=one.id, day=date(2026, 11, 2), kind=SipMeetingKind.PREPARATION)
    unknown = SipMeeting(patient_id=PATIENT_ID, sip_id=one.id)
    assert lines(one, ahead, late, unknown)[-2:] == [
        "SIP 1: Förmöte (skulle ha varit): Måndag 2 november 2026.",
        "SIP 1: SIP-möte: Tisdag 1 december 2026, klockan 09.00. Sal 4.",
    ]
    assert "Leds av Eva Ek." in lines(one)[0]


def test_an_abbreviation_keeps_its_letters() -> None:
    assert lines(sip(reason=SipReason.LSS)) == ["SIP 1, LSS-ansökan: påbörjad."]


def test_three_open_ones_are_kept_apart() -> None:
    found = lines(*(sip(number=number) for number in (1, 2, 3)))
    assert found == [f"SIP {number}, nya behov: påbörjad." for number in (3, 2, 1)]


def test_a_stay_in_hospital_is_said_until_the_day_the_patient_leaves() -> None:
    stay = HospitalStay(
        patient_id=PATIENT_ID, hospital="Östra sjukhuset", admitted_at=datetime(2026, 11, 20, 14, tzinfo=SWEDEN),
        notice_at=datetime(2026, 11, 21, 8, tzinfo=SWEDEN), ready_on=TODAY,
    )  # fmt: skip
    assert lines(stay) == [
        "Inskriven på sjukhus 2026-11-20 14:00, Östra sjukhuset. Inskrivningsmeddelande 2026-11-21 08:00. "
        "Utskrivningsklar 2026-11-22."
    ]
    left = replace(stay, discharged_on=TODAY, summary_given_on=TODAY)
    assert lines(left)[0].endswith("Skriftlig sammanfattning lämnad 2026-11-22. Utskriven 2026-11-22.")
    assert lines(replace(left, discharged_on=date(2026, 11, 21))) == []


def test_nobody_who_tells_where_a_protected_patient_is_is_named() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    stay = HospitalStay(
        patient_id=PATIENT_ID, hospital="Östra sjukhuset", admitted_at=datetime(2026, 11, 20, tzinfo=SWEDEN)
    )
    held = tuple(replace(one, held_on=TODAY) if isinstance(one, SipMeeting) else one for one in WHOLE.others)
    left = " ".join(lines(hidden, stay, *replace(WHOLE, others=held).entries()))
    assert "Anna Berg" not in left and "Östra" not in left and "Helena Dahl" in left
