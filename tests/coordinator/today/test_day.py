"""A line is told in words on the day it is read: when it is due, why it is here, and whether the clock can be right."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.page import Page
from coordinator.swedish import SWEDEN
from coordinator.today.day import Asked, Day, DayLine, Part, clock_warning, part_title, when_words, why_words
from coordinator.today.matter import Matter, MatterKind, stored

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 41, tzinfo=SWEDEN)
PATIENT = UUID(int=1)


def line(day: date | None, part: Part = Part.THIS_WEEK, **fields: Any) -> DayLine:
    one = Matter("sip:1", MatterKind.SIP, "Följ upp SIP", "Upprättad i våras.", "Följ upp", Page.SIP, day=day, **fields)
    return DayLine(part, "Alva Testsson", "Testsson, Alva", "", None, False, stored(PATIENT, one))


def said(ahead: int, **fields: Any) -> str:
    return when_words(line(TODAY + timedelta(days=ahead), **fields), TODAY, NOW)


def test_what_is_late_says_how_late_and_not_the_day() -> None:
    assert (said(-1), said(-2), said(-40)) == ("1 dag sen", "2 dagar sen", "5 veckor sen")
    assert said(-2, urgent=True, clock="08:00") == "2 dagar sen"


def test_what_is_to_come_says_its_day_and_hour() -> None:
    assert (said(0), said(3), said(3, clock="13:00")) == ("i dag", "mån 23 nov", "mån 23 nov 13:00")
    assert said(400) == "lör 25 dec 2027"


@pytest.mark.parametrize(
    ("clock", "says"),
    [
        ("10:30", "10:30, om 49 min"),
        ("11:41", "11:41, om 120 min"),
        ("11:42", "11:42"),
        ("13:00", "13:00"),
        ("09:41", "09:41"),
        ("08:00", "08:00"),
    ],
)
def test_a_meeting_today_says_how_soon_when_it_is_soon(clock: str, says: str) -> None:
    assert said(0, clock=clock) == says


def test_on_paper_nothing_is_said_of_how_soon() -> None:
    assert when_words(line(TODAY, clock="10:30"), TODAY) == "10:30"


def test_what_is_urgent_says_the_last_day() -> None:
    assert said(3, urgent=True) == "senast mån 23 nov"
    assert said(0, urgent=True, clock="14:00") == "senast i dag 14:00"


def test_what_has_no_day_says_nothing() -> None:
    assert when_words(line(None), TODAY, NOW) == ""


def test_why_says_what_should_have_been_only_when_the_day_has_passed() -> None:
    late = line(date(2026, 11, 13), should_have="skulle ha följts upp")
    assert why_words(late, TODAY) == "Skulle ha följts upp fredag 13 november. Upprättad i våras."
    assert why_words(late, date(2026, 11, 13)) == "Upprättad i våras.", "today it is not late"
    assert why_words(late, date(2027, 1, 2)).startswith("Skulle ha följts upp fredag 13 november 2026.")
    assert why_words(line(date(2026, 11, 13)), TODAY) == "Upprättad i våras."
    assert why_words(line(None, should_have="skulle ha gjorts"), TODAY) == "Upprättad i våras."


def day_with(newest: date | None) -> Day:
    return Day([], {}, {}, 0, 0, 0, 0, 0, 0, 0, newest)


def test_a_clock_that_was_set_back_is_told_with_what_to_do() -> None:
    said_so = clock_warning(day_with(date(2026, 11, 23)), TODAY)
    assert "fredag 20 november 2026" in said_so and "måndag 23 november 2026" in said_so
    assert "Ställ klockan rätt." in said_so and "Inget är borta" in said_so
    for fine in (None, TODAY, date(2026, 11, 1)):
        assert clock_warning(day_with(fine), TODAY) == ""


def test_every_part_has_a_title_of_its_own_and_weeks_their_number() -> None:
    titles = [part_title(part, TODAY) for part in Part]
    assert len(set(titles)) == len(titles)
    assert titles[Part.THIS_WEEK] == "Den här veckan, v. 47" and titles[Part.NEXT_WEEK] == "Nästa vecka, v. 48"


def test_the_week_ends_on_sunday() -> None:
    days = {Asked(TODAY + timedelta(days=ahead)).sunday for ahead in (-4, 0, 2)}
    assert days == {date(2026, 11, 22)}
    assert Asked(date(2026, 11, 23)).sunday == date(2026, 11, 29)


def test_a_line_of_a_secret_place_keeps_its_day_and_none_of_its_words() -> None:
    one = line(TODAY, owner="Anna").matter.without_words()
    assert (one.title, one.owner, one.day) == ("SIP", "", TODAY)
    assert "våras" not in one.why
    assert replace(line(TODAY), matter=one).matter.key == "sip:1"
