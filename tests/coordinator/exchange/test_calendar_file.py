"""Calendar files as two other programs read them: the nights the clocks change, any text, and who calls whom."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleError
from coordinator.exchange.calendar_file import Event, calendar_file
from coordinator.swedish import SWEDEN

UID = UUID("11111111-2222-3333-4444-555555555555")
NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)
ORDINARY = datetime(2026, 12, 1, 14, 30, tzinfo=SWEDEN)


def event(**fields: Any) -> Event:
    usual: dict[str, Any] = {"uid": UID, "starts": ORDINARY, "minutes": 90, "summary": "SIP-möte"}
    return Event(**usual | fields)


def read(text: str) -> tuple[Any, Any, Any]:
    """The calendar and its event by icalendar, and the event by vobject; neither had anything to say against it."""
    calendar = icalendar.Calendar.from_ical(text.encode())
    (found,) = calendar.walk("VEVENT")
    assert not found.errors and not calendar.errors
    other = vobject.readOne(text)
    assert str(other.method.value) == str(calendar["METHOD"])
    return calendar, found, other.vevent


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (date(2026, 3, 29), time(1, 30)), (date(2026, 3, 29), time(2, 30)), (date(2026, 3, 29), time(3, 30)),
        (date(2026, 10, 25), time(1, 30)), (date(2026, 10, 25), time(2, 30)), (date(2026, 10, 25), time(3, 30)),
        (date(2026, 3, 28), time(23, 30)), (date(2026, 7, 1), time(9)), (date(2028, 2, 29), time(0)),
    ],
)  # fmt: skip
def test_every_reader_finds_the_same_moment_in_the_nights_when_the_clocks_change(day: date, at: time) -> None:
    starts = datetime.combine(day, at, SWEDEN)
    _, first, second = read(calendar_file(event(starts=starts, minutes=240), NOW))
    for begins in (first.decoded("DTSTART"), second.dtstart.value):
        assert begins.astimezone(UTC) == starts.astimezone(UTC)
    assert first.decoded("DURATION") == second.duration.value == timedelta(minutes=240)


def test_a_day_without_an_hour_is_a_whole_day_that_does_not_make_anybody_busy() -> None:
    _, first, second = read(calendar_file(event(starts=date(2026, 12, 1), minutes=None), NOW))
    assert first.decoded("DTSTART") == second.dtstart.value == date(2026, 12, 1)
    assert "DURATION" not in first and str(first["TRANSP"]) == "TRANSPARENT"


def test_an_invitation_has_who_calls_and_who_is_called() -> None:
    calendar, found, other = read(
        calendar_file(
            event(organizer="smo@exempel.se", sender='SMO "Väst"; team: a, b', attendees=("ali@kommun.se", "å@b.se")),
            NOW,
        )
    )
    assert str(calendar["METHOD"]) == "REQUEST" and str(found["STATUS"]) == "CONFIRMED"
    assert str(found["ORGANIZER"]) == "mailto:smo@exempel.se" == other.organizer.value
    assert found["ORGANIZER"].params["CN"] == "SMO 'Väst'; team: a, b"
    assert [str(one) for one in found["ATTENDEE"]] == ["mailto:ali@kommun.se", "mailto:%C3%A5@b.se"]
    for one in found["ATTENDEE"]:
        assert "CN" not in one.params and one.params["RSVP"] == "TRUE"


@pytest.mark.parametrize("people", [{}, {"organizer": "smo@exempel.se"}, {"attendees": ("ali@kommun.se",)}])
def test_without_both_it_is_a_time_and_no_invitation(people: dict[str, Any]) -> None:
    calendar, found, _ = read(calendar_file(event(**people), NOW))
    assert str(calendar["METHOD"]) == "PUBLISH" and "ATTENDEE" not in found


def test_each_file_comes_after_those_before_it() -> None:
    """The meeting, called off by mistake, then sent again as it was: a calendar heeds the highest number."""
    first, off = calendar_file(event(), NOW), calendar_file(event(), NOW, cancel=True)
    again = calendar_file(event(), NOW + timedelta(seconds=1))
    numbers = [int(read(text)[1]["SEQUENCE"]) for text in (first, off, again)]
    assert numbers == sorted(set(numbers)) and 0 < numbers[0] < 2**31
    before = read(calendar_file(event(), datetime(2020, 1, 1, tzinfo=UTC)))[1]
    assert int(before["SEQUENCE"]) == 0, "a clock that is wrong"
    assert {str(read(text)[1]["UID"]) for text in (first, off, again)} == {str(UID)}
    calendar, found, _ = read(off)
    assert (str(calendar["METHOD"]), str(found["STATUS"])) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize("year", [1, 1996, 9999])
def test_a_year_that_no_calendar_has_is_refused_in_words(year: int) -> None:
    with pytest.raises(RuleError, match="Dagen passar inte"):
        calendar_file(event(starts=datetime(year, 5, 1, 12, tzinfo=SWEDEN)), NOW)


@pytest.mark.parametrize(
    "place", ["Sal 1\r\nATTENDEE:mailto:ond@example.se", "Sal 1\nEND:VEVENT", "a\u2028BEGIN:VALARM", "\x00\x07Sal\x85x"]
)
def test_nothing_that_is_written_becomes_a_line_of_its_own(place: str) -> None:
    text = calendar_file(
        event(place=place, organizer="smo@exempel.se", sender=f'x"{place}', attendees=("a@b.se",)), NOW
    )
    assert not set("\x00\x07\x85\u2028") & set(text)
    _, found, _ = read(text)
    assert not isinstance(found["ATTENDEE"], list) and not found.subcomponents
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert len([one for one in unfolded if one.startswith(("ATTENDEE", "END:VEVENT", "BEGIN:VALARM"))]) == 2


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_read_back_and_breaks_no_line(place: str, sender: str) -> None:
    text = calendar_file(event(place=place, organizer="smo@exempel.se", sender=sender, attendees=("a@b.se",)), NOW)
    assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]", text)
    assert text.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    _, found, _ = read(text)
    letters = re.compile(r"[^\w.,;\\ ]")
    said = letters.sub("", "".join(place.split()))
    assert letters.sub("", "".join(str(found.get("LOCATION", "")).split())) == said
