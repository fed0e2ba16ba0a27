"""Referrals: sent, awaited, answered, in that order of days; several to the same contact."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.contact import Contact
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import RuleError
from coordinator.referral import Referral, ReferralStatus, note_answer
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, problems_of, record_of

KARIN, PETRA = (Contact(patient_id=PATIENT_ID, name=name) for name in ("Karin", "Petra"))
TO_BE_WRITTEN, SENT, RECEIVED, IN_PROGRESS, ANSWERED, CANCELLED, REJECTED = ReferralStatus
NOWHERE = "Skriv vart remissen går."
HAS_ANSWER = "Remissen har ett svarsdatum: ändra status till Besvarad."


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def referral(**fields: Any) -> Referral:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "to": "Hjärtmottagningen"}
    return Referral(**usual | fields)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"to": ""}, NOWHERE),
        ({"to": "\t \n", "question": "Kan hon sövas?"}, NOWHERE),
        ({"to": "", "from_contact_id": PETRA.id}, NOWHERE),
        ({"sent_on": day(1)}, "Remissen är skickad i framtiden."),
        ({"sent_on": day(0), "expected_answer": day(-1)}, "Svaret väntas innan remissen skickades."),
        (
            {"sent_on": day(0), "answered_on": day(-1), "status": ANSWERED},
            "Remissen är besvarad innan den skickades.",
        ),
        ({"answered_on": day(1), "status": ANSWERED}, "Remissen är besvarad i framtiden."),
        ({"answered_on": day(0)}, HAS_ANSWER),
        ({"answered_on": day(0), "status": RECEIVED}, HAS_ANSWER),
        ({"answered_on": day(0), "status": IN_PROGRESS}, HAS_ANSWER),
        ({"checked_on": day(1)}, "Datumet för kontrollen ligger i framtiden."),
    ],
)
def test_what_cannot_stand_in_a_referral_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(referral(**fields), KARIN, PETRA)
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"to": " ", "contact_id": KARIN.id},
        {"sent_on": TODAY, "expected_answer": TODAY, "checked_on": TODAY},
        {"sent_on": day(-90), "expected_answer": day(-1)},
        {"expected_answer": day(-1)},
        {"sent_on": TODAY, "answered_on": TODAY, "status": ANSWERED},
        {"answered_on": day(-1), "status": ANSWERED, "answer": "Kan sövas"},
        {"sent_on": day(-9), "answered_on": day(-1), "status": REJECTED},
        {"sent_on": day(-9), "answered_on": day(-1), "status": CANCELLED},
        {"status": ANSWERED},
        {"status": TO_BE_WRITTEN, "expected_answer": day(90)},
    ],
)
def test_what_may_stand_in_a_referral_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(referral(**fields), KARIN) == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = referral(to="", sent_on=day(3), expected_answer=day(2), answered_on=day(1), checked_on=day(1))
    assert len(problems_of(wrong)) == 7


def test_somebody_waits_for_the_answer_from_it_is_sent_until_it_is_answered_or_stopped() -> None:
    waiting = {status for status in ReferralStatus if referral(status=status).is_open}
    assert waiting == {SENT, RECEIVED, IN_PROGRESS}


def test_an_answer_is_written_with_its_day_and_status_together() -> None:
    one = referral(sent_on=day(-30))
    record = record_of(one)
    with pytest.raises(RuleError, match="ändra status till Besvarad"):
        done(record, edit_entry(record, Referral, one.id, answered_on=TODAY))
    answered = done(record, edit_entry(record, Referral, one.id, answered_on=TODAY, status=ANSWERED))
    assert not answered.get(Referral, one.id).is_open


def test_an_answer_closes_the_referral_once() -> None:
    one = referral(sent_on=day(-30))
    record = done(record_of(one), note_answer(record_of(one), one.id, answer="Kan sövas"))
    closed = record.get(Referral, one.id)
    assert (closed.status, closed.answered_on, closed.answer) == (ANSWERED, TODAY, "Kan sövas")
    with pytest.raises(RuleError, match="Ingen väntar"):
        note_answer(record, one.id, answer="Igen")


def test_a_contact_may_have_several_referrals() -> None:
    record = record_of(KARIN)
    for question in ("Kan hon sövas?", "Hjärtrytm?", "Hjärtrytm?"):
        record = done(record, add_entry(record, Referral, contact_id=KARIN.id, question=question, sent_on=TODAY))
    assert [one.contact_id for one in record.all(Referral)] == [KARIN.id] * 3


@pytest.mark.parametrize(("field", "label"), [("contact_id", "till kontakt"), ("from_contact_id", "från kontakt")])
def test_a_contact_that_a_referral_names_is_not_removed(field: str, label: str) -> None:
    one = referral(**{field: KARIN.id})
    record = record_of(KARIN, one)
    with pytest.raises(RuleError, match=rf"Remiss hänvisar till en post som inte finns \({label}\)"):
        done(record, remove_entry(record, Contact, KARIN.id, reason="Fel"))
    record = done(record, edit_entry(record, Referral, one.id, **{field: None}))
    assert done(record, remove_entry(record, Contact, KARIN.id, reason="Fel")).all(Contact) == ()


@pytest.mark.parametrize("field", ["contact_id", "from_contact_id"])
def test_no_referral_goes_to_or_from_a_contact_that_is_not_there(field: str) -> None:
    with pytest.raises(RuleError, match="Remiss hänvisar"):
        done(record_of(), add_entry(record_of(), Referral, to="Hjärtmottagningen", **{field: UUID(int=7)}))


def test_who_follows_the_advice_to_choose_ska_skrivas_is_not_given_it_again() -> None:
    said = problems_of(referral(sent_on=day(1), status=TO_BE_WRITTEN))
    assert not [one for one in said if "välj Ska skrivas" in one]
