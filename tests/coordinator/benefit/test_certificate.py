"""One intyg: its days follow on each other, and what is wrong with them is said and nothing lost."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.certificate import Certificate
from coordinator.contact import Contact
from coordinator.entity import new_id
from tests.coordinator.benefit.conftest import benefit, certificate, day
from tests.coordinator.conftest import PATIENT_ID, TODAY, problems_of

DAYS = st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 30))
ALLOWANCE = benefit()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"requested_on": day(1)}, "Begärt ligger i framtiden."),
        ({"basis_ready_on": day(1)}, "Underlaget klart ligger i framtiden."),
        ({"issued_on": day(1)}, "Utfärdat ligger i framtiden."),
        ({"issued_on": day(0), "sent_on": day(1)}, "Inskickat ligger i framtiden."),
        ({"copy_in_journal_on": day(1)}, "Kopia i journalen ligger i framtiden."),
        ({"dropped_on": day(1), "dropped_because": "Fel"}, "Behövs inte längre ligger i framtiden."),
        ({"title": " "}, "Skriv vilket intyg det gäller."),
        (
            {"requested_on": day(-1), "issued_on": day(-2)},
            "Intyget är utfärdat innan det begärdes. Rätta den dag som är fel.",
        ),
        (
            {"issued_on": day(-1), "sent_on": day(-2)},
            "Intyget är inskickat innan det utfärdades. Rätta den dag som är fel.",
        ),
        ({"sent_on": day(-2)}, "Skriv när intyget utfärdades: det är inskickat."),
        (
            {"requested_on": day(-1), "needed_by": day(-2)},
            "Intyget behövdes innan det begärdes. Rätta den dag som är fel.",
        ),
        ({"dropped_on": day(0), "dropped_because": "\t"}, "Skriv varför intyget inte behövs längre."),
    ],
)
def test_what_cannot_stand_in_a_certificate_is_said(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(certificate(**fields)) == [problem]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": "", "benefit_id": ALLOWANCE.id},
        {"requested_on": TODAY, "needed_by": TODAY, "issued_on": TODAY, "sent_on": TODAY, "copy_in_journal_on": TODAY},
        {"issued_on": day(-3)},  # it came, and nobody had asked for it
        {"needed_by": day(-3)},
        {"basis": "Går inte själv", "basis_ready_on": TODAY},
        {"dropped_on": TODAY, "dropped_because": "Beslutet kom utan det"},
    ],
)
def test_what_may_stand_in_it_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(certificate(**fields), ALLOWANCE) == []


def test_a_basis_does_not_come_from_itself() -> None:
    id = new_id()
    assert problems_of(certificate(id=id, basis_from=id)) == ["Ett underlag kan inte komma från sig självt."]


@given(
    days=st.fixed_dictionaries(
        dict.fromkeys(
            ("requested_on", "needed_by", "basis_ready_on", "issued_on", "sent_on", "copy_in_journal_on", "dropped_on"),
            DAYS,
        )
    )
)
def test_whatever_days_are_known_it_says_what_is_wrong_and_never_fails(days: dict[str, Any]) -> None:
    one = certificate(**days)
    said = problems_of(one)
    assert all(each.endswith(".") for each in said) and len(set(said)) == len(said)
    if one.requested_on and one.issued_on:
        early = "Intyget är utfärdat innan det begärdes. Rätta den dag som är fel." in said
        assert early is (one.issued_on < one.requested_on)


def test_it_is_open_until_it_is_sent_or_dropped_and_waited_for_from_when_it_was_asked_for() -> None:
    steps: list[dict[str, Any]] = [
        {}, {"requested_on": day(-9)}, {"requested_on": day(-9), "issued_on": day(-2)},
        {"requested_on": day(-9), "issued_on": day(-2), "sent_on": day(-1)},
        {"requested_on": day(-9), "dropped_on": day(-1)},
    ]  # fmt: skip
    assert [certificate(**one).is_open for one in steps] == [True, True, True, False, False]
    assert [certificate(**one).is_waited_for for one in steps] == [False, True, False, False, False]


def test_it_is_called_by_its_name() -> None:
    assert certificate(title=" Studieintyg ").heading == "Studieintyg"
    assert certificate(title="", benefit_id=ALLOWANCE.id).heading == "Intyg"


def test_it_may_be_written_by_a_contact() -> None:
    eva = Contact(patient_id=PATIENT_ID, name="Eva Lundh")
    one: Certificate = certificate(contact_id=eva.id)
    assert problems_of(one, eva) == []
