"""A day, an hour and a length among other words."""

from datetime import date, time

import pytest

from coordinator.errors import RuleError
from coordinator.time_reader import Hours, find_day, find_hours, find_length
from tests.coordinator.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("mån 30 nov neurologen", date(2026, 11, 30), "neurologen"),
        ("blodprov i morgon hemma", date(2026, 11, 23), "blodprov hemma"),
        ("fre", date(2026, 11, 27), ""),
        ("blodprov fre v. 49", date(2026, 12, 4), "blodprov"),
        ("fre med Karin 2 dec", date(2026, 12, 2), "fre med Karin"),
        ("Tor Berg 1/12", date(2026, 12, 1), "Tor Berg"),
        ("samtal om 2 veckor", date(2026, 12, 6), "samtal"),
        ("2026-12-01 provet", date(2026, 12, 1), "provet"),
    ],
)
def test_the_day_is_found_wherever_it_stands(text: str, day: date, rest: str) -> None:
    found = find_day(text, TODAY)
    assert found is not None
    assert (found.value, found.rest) == (day, rest)


@pytest.mark.parametrize("text", ["", "neurologen", "plan 4", "hos Tor", "blodtryck 120"])
def test_words_without_a_day_tell_none(text: str) -> None:
    assert find_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "why"), [("tis 30 nov kl 9", "är en måndag"), ("31 feb blodprov", "Februari har"), ("v. 49", "Vilken dag")]
)
def test_a_day_that_does_not_exist_is_said_and_no_other_is_taken(text: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        find_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "hours", "rest"),
    [
        ("13.15 neurologen", Hours(time(13, 15)), "neurologen"),
        ("kl 9 provet", Hours(time(9)), "provet"),
        ("kl. 8:05", Hours(time(8, 5)), ""),
        ("10.00-10.45 hos Karin", Hours(time(10), 45), "hos Karin"),
        ("kl 10–12", Hours(time(10), 120), ""),
        ("9.30–10 provet", Hours(time(9, 30), 30), "provet"),
        ("kl 9.30-11", Hours(time(9, 30), 90), ""),
        ("klockan 2.30", Hours(time(2, 30)), ""),
        ("dos 2.30 kl 14", Hours(time(14)), "dos 2.30"),
        ("12.00-10.00 fel, 9.30", Hours(time(9, 30)), "12.00-10.00 fel,"),
    ],
)
def test_the_hour_is_found_and_its_length_when_told(text: str, hours: Hours, rest: str) -> None:
    found = find_hours(text)
    assert found is not None
    assert (found.value, found.rest) == (hours, rest)


@pytest.mark.parametrize("text", ["", "1.12", "25.10", "13.75", "070-123.45.67", "kl", "v. 13.15.2", "plan 13"])
def test_what_only_looks_like_an_hour_is_none(text: str) -> None:
    assert find_hours(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"), [("45 min", 45), ("45 minuter provet", 45), ("2 timmar", 120), ("1 h", 60), ("1,5 tim", None)]
)
def test_how_long_it_takes(text: str, minutes: int | None) -> None:
    found = find_length(text)
    assert (found.value if found else None) == minutes
