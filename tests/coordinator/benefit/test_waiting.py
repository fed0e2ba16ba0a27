"""How long one waits for a certificate, counted whatever days are known."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.waiting import waited_days, waiting_in_words, waiting_since, waits_too_long
from tests.coordinator.benefit.conftest import benefit, certificate, day
from tests.coordinator.conftest import TODAY

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1))


@pytest.mark.parametrize(
    ("fields", "days", "words"),
    [
        ({}, None, ""),
        ({"requested_on": day(-12)}, 12, "Väntat 12 dagar"),
        ({"requested_on": day(-1)}, 1, "Väntat 1 dag"),
        ({"requested_on": day(0)}, 0, "Begärt i dag"),
        ({"requested_on": day(-40), "issued_on": day(-6)}, 34, "Tog 34 dagar"),
        ({"requested_on": day(-40), "issued_on": day(-39), "sent_on": day(-3)}, 1, "Tog 1 dag"),
        ({"requested_on": day(-4), "issued_on": day(-4)}, 0, "Kom samma dag"),
        ({"issued_on": day(-4)}, None, ""),
        ({"requested_on": day(-9), "dropped_on": day(-2), "dropped_because": "Fel"}, None, ""),
        ({"requested_on": day(3)}, None, ""),  # the clock was set back
        ({"requested_on": day(-2), "issued_on": day(-5)}, None, ""),
    ],
)
def test_the_days_waited_and_their_words(fields: dict[str, Any], days: int | None, words: str) -> None:
    one = certificate(**fields)
    assert (waited_days(one, TODAY), waiting_in_words(one, TODAY)) == (days, words)


@given(requested=DAYS, issued=DAYS, dropped=DAYS)
def test_no_wait_is_shorter_than_nothing(requested: date | None, issued: date | None, dropped: date | None) -> None:
    one = certificate(requested_on=requested, issued_on=issued, dropped_on=dropped)
    days = waited_days(one, TODAY)
    assert days is None or days >= 0
    assert (days is None) == (waiting_in_words(one, TODAY) == "")
    if requested and issued and issued >= requested:
        assert days == (issued - requested).days


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({}, False),
        ({"requested_on": day(-42)}, False),
        ({"requested_on": day(-60)}, True),
        ({"requested_on": day(-60), "issued_on": day(-1)}, False),
        ({"requested_on": day(-20), "needed_by": day(-1)}, True),
        ({"requested_on": day(-90), "needed_by": day(0)}, False),
    ],
)
def test_one_that_should_have_come(fields: dict[str, Any], late: bool) -> None:
    assert waits_too_long(certificate(**fields), TODAY) is late


def test_a_decision_is_waited_for_from_what_was_sent_last() -> None:
    assert waiting_since(benefit()) is None
    assert waiting_since(benefit(applied_on=day(-40))) == day(-40)
    assert waiting_since(benefit(applied_on=day(-40), supplement_sent_on=day(-5))) == day(-5)
