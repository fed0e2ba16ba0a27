"""A moment that has been, as people write it."""

from datetime import date, datetime

import pytest

from coordinator.errors import RuleError
from coordinator.moment_reader import read_moment, read_past_day
from coordinator.swedish import SWEDEN

NOW = datetime(2026, 11, 22, 15, 20, tzinfo=SWEDEN)  # a Sunday
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", NOW),
        ("nu", NOW),
        ("i dag", NOW),
        ("14:30", datetime(2026, 11, 22, 14, 30, tzinfo=SWEDEN)),
        ("kl 9", datetime(2026, 11, 22, 9, 0, tzinfo=SWEDEN)),
        ("i går 14.30", datetime(2026, 11, 21, 14, 30, tzinfo=SWEDEN)),
        ("mån kl. 9", datetime(2026, 11, 16, 9, 0, tzinfo=SWEDEN)),
        ("i fredags 10.00", datetime(2026, 11, 20, 10, 0, tzinfo=SWEDEN)),
        ("12 nov 10:15", datetime(2026, 11, 12, 10, 15, tzinfo=SWEDEN)),
        ("fre 20 nov 14.30", datetime(2026, 11, 20, 14, 30, tzinfo=SWEDEN)),
        ("24 dec 10:15", datetime(2025, 12, 24, 10, 15, tzinfo=SWEDEN)),
        ("2026-10-01 08:05", datetime(2026, 10, 1, 8, 5, tzinfo=SWEDEN)),
    ],
)
def test_a_moment_is_read(text: str, moment: datetime) -> None:
    assert read_moment(text, NOW) == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("i går", "Klockslaget saknas"),
        ("12 nov 2026", "Klockslaget saknas"),
        ("25:10", "Klockslaget går inte att läsa"),
        ("häromdagen 10:00", "Datumet går inte att läsa"),
        ("2026-03-29 02:30", "sommartid"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        read_moment(text, NOW)


def test_a_day_to_come_stays_one_when_it_is_meant() -> None:
    assert read_past_day("om en vecka", TODAY) == date(2026, 11, 29)
    assert read_past_day("2027-01-02", TODAY) == date(2027, 1, 2)
    assert read_past_day("fre", TODAY) == date(2026, 11, 20)
    assert read_past_day("", TODAY) is None
    assert read_past_day("i morgon", TODAY) == date(2026, 11, 23)
    assert read_past_day("tis 1 dec", TODAY) == date(2026, 12, 1)


def test_after_new_year_a_day_in_december_is_of_the_year_before() -> None:
    assert read_past_day("mån 28 dec", date(2027, 1, 2)) == date(2026, 12, 28)
    assert read_past_day("31/12", date(2027, 1, 1)) == date(2026, 12, 31)
    assert read_past_day("fre 1 jan", date(2027, 1, 1)) == date(2027, 1, 1)
