"""A mark in Idag: which line it hides, on which days, and what cannot stand in it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.today.mark import MatterMark
from tests.coordinator.conftest import PATIENT_ID, TODAY, problems_of

KEY = "reminder:1"
YESTERDAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 23)
DAYS = st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31))


def mark(**fields: Any) -> MatterMark:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "matter": KEY, "day": TODAY, "words": "Ringt", "marked_on": TODAY,
        "marked_by": "Anna Lind",
    }  # fmt: skip
    return MatterMark(**usual | fields)


def test_what_is_put_off_is_hidden_until_its_day_and_shown_on_it() -> None:
    one = mark(until=TOMORROW)
    assert one.hides(KEY, TODAY, TODAY) and not one.hides(KEY, TODAY, TOMORROW)
    assert one.hides(KEY, None, TODAY) and one.hides(KEY, date(2026, 12, 1), TODAY), "or its day was moved past that"


def test_what_is_put_off_is_shown_when_it_has_got_another_day_before_that() -> None:
    """A supplement that was put off was sent, and a new one is asked for: it is no longer what was put off."""
    one = mark(until=date(2026, 12, 20))
    assert not one.hides(KEY, date(2026, 12, 1), TODAY) and not one.hides(KEY, YESTERDAY, TODAY)
    assert not mark(until=date(2026, 12, 20), day=None).hides(KEY, TOMORROW, TODAY)


def test_what_was_seen_to_is_hidden_for_as_long_as_it_has_the_same_day() -> None:
    one = mark()
    assert one.hides(KEY, TODAY, TODAY) and one.hides(KEY, TODAY, date(2030, 1, 1))
    assert not one.hides(KEY, TOMORROW, TODAY) and not one.hides(KEY, None, TODAY)
    assert mark(day=None).hides(KEY, None, TODAY)


@given(day=DAYS, until=DAYS, of_line=DAYS, today=st.dates(date(2026, 11, 1), date(2026, 12, 31)))
def test_it_hides_no_other_line_and_a_day_that_has_come_hides_nothing(
    day: date | None, until: date | None, of_line: date | None, today: date
) -> None:
    one = mark(day=day, until=until)
    assert not one.hides("reminder:2", of_line, today)
    if until is not None:
        still = of_line in (None, day) or (of_line is not None and of_line >= until)
        assert one.hides(KEY, of_line, today) is (today < until and still)
    else:
        assert one.hides(KEY, of_line, today) is (of_line == day)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"words": " \n"}, "Skriv varför, eller hur det gick."),
        ({"marked_on": TOMORROW}, "Markeringen ligger i framtiden."),
        ({"until": TODAY}, "Välj en dag från och med i morgon."),
        ({"until": YESTERDAY}, "Välj en dag från och med i morgon."),
    ],
)
def test_what_cannot_stand_in_a_mark_is_said(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(mark(**fields)) == [problem]


@pytest.mark.parametrize("fields", [{}, {"until": TOMORROW}, {"day": None}, {"until": TODAY, "marked_on": YESTERDAY}])
def test_what_may_stand_in_it_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(mark(**fields)) == []
