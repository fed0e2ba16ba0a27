"""How long something holds: its last day with the year, and what is left, in days while they can be counted."""

from datetime import date, timedelta

import pytest

from coordinator.days_left import ends_soon, left, until, with_year

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"), (1, "i morgon"), (2, "om 2 dagar"), (22, "om 22 dagar"), (29, "om 29 dagar"),
        (30, "om 4 veckor"), (400, "om 13 månader"), (-1, "1 dag sen"), (-20, "2 veckor sen"),
    ],
)  # fmt: skip
def test_what_is_left_is_said_in_days_within_a_month(days: int, words: str) -> None:
    assert left(TODAY + timedelta(days=days), TODAY) == words


def test_a_last_day_has_its_year() -> None:
    assert with_year(date(2026, 12, 4)) == "4 dec 2026"
    assert until(date(2026, 12, 14), TODAY) == "till 14 dec 2026, om 22 dagar"


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (29, True), (30, False)])
def test_it_ends_soon_from_thirty_days_before_and_not_after(days: int, soon: bool) -> None:
    assert ends_soon(TODAY + timedelta(days=days), TODAY) is soon
    assert not ends_soon(None, TODAY)
