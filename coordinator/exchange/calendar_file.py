"""How a calendar file (iCalendar, RFC 5545) is written: one event, in Swedish time, and who calls whom to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from urllib.parse import quote
from uuid import UUID

from coordinator.errors import RuleError
from coordinator.exchange.content_line import escaped, fold

_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Stockholm",
    "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""The numbers of files begin here; at two a second they last for thirty years."""
_YEARS = range(1997, 9999)
"""Those in which the zone above tells the time as it was and is."""


class Method(Enum):
    """What a calendar is to do with the file (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Event:
    """What is in the calendar. starts: with its zone, or a day alone when the hour is not known.

    uid: the id of the entry it is about, so that a later file takes the place of a former. organizer: the
    address answers go to, under the name ``sender``; attendees: the addresses of those who are called.
    """

    uid: UUID
    starts: datetime | date
    minutes: int | None
    summary: str
    place: str = field(default="", repr=False)
    organizer: str = field(default="", repr=False)
    sender: str = field(default="", repr=False)
    attendees: tuple[str, ...] = field(default=(), repr=False)
    tentative: bool = False


def calendar_file(event: Event, now: datetime, *, cancel: bool = False) -> str:
    """The file that puts the event in a calendar, or takes it out. RuleError when the year is none a calendar has."""
    if event.starts.year not in _YEARS:
        raise RuleError("Dagen passar inte i en kalender", "Kontrollera årtalet, och rätta det.", field="day")
    return "".join(f"{fold(line)}\r\n" for line in _lines(event, now, cancel=cancel))


def _place_in_order(now: datetime, *, cancel: bool) -> int:
    """Higher than that of every file made before it: a calendar heeds the highest alone.

    It follows the clock and not how often the entry was changed: what was called off by mistake is sent again as it is.
    """
    return max(0, 2 * int((now - _FIRST).total_seconds()) + cancel)


def _lines(event: Event, now: datetime, *, cancel: bool) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hållpunkt//Kalender//SV", "CALSCALE:GREGORIAN")
    yield f"METHOD:{_method(event, cancel=cancel).value}"
    yield from _ZONE
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"  # made by chance: it leads to nobody
    yield f"DTSTAMP:{_in_greenwich(now)}"
    yield f"SEQUENCE:{_place_in_order(now, cancel=cancel)}"
    yield from _time(event)
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place.strip():
        yield f"LOCATION:{escaped(event.place)}"
    yield "CLASS:PRIVATE"
    yield f"STATUS:{'CANCELLED' if cancel else 'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    yield from _people(event)
    yield from ("END:VEVENT", "END:VCALENDAR")


def _method(event: Event, *, cancel: bool) -> Method:
    """An invitation has somebody who calls and somebody who is called; else it is a time to put in one's calendar."""
    if cancel:
        return Method.CANCEL
    return Method.REQUEST if event.organizer and event.attendees else Method.PUBLISH


def _time(event: Event) -> Iterator[str]:
    starts = event.starts
    if not isinstance(starts, datetime):
        yield f"DTSTART;VALUE=DATE:{_digits(starts)}"
        yield "TRANSP:TRANSPARENT"
        return
    if starts.replace(fold=0).utcoffset() == starts.replace(fold=1).utcoffset():
        yield f"DTSTART;TZID=Europe/Stockholm:{_digits(starts.replace(tzinfo=None))}"
    else:  # in a night when the clocks change one hour is missing or comes twice: no two calendars agree on it
        yield f"DTSTART:{_in_greenwich(starts)}"
    if event.minutes is not None:
        yield f"DURATION:PT{event.minutes}M"
    yield "TRANSP:OPAQUE"


def _in_greenwich(moment: datetime) -> str:
    return f"{_digits(moment.astimezone(UTC).replace(tzinfo=None))}Z"


def _digits(when: date) -> str:
    text = when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()
    return re.sub("[-:]", "", text)


def _people(event: Event) -> Iterator[str]:
    """Who calls and who is called, by address. Of those who are called no name stands: a name tells too much."""
    if not event.organizer:
        return
    called = f';CN="{_quoted(event.sender)}"' if _quoted(event.sender) else ""
    yield f"ORGANIZER{called}:{_mailto(event.organizer)}"
    for address in event.attendees:
        yield (
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:" + _mailto(address)
        )  # fmt: skip


def _quoted(name: str) -> str:
    """A name between quotes: they cannot hold one, nor anything that is no letter."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).replace('"', "'").split())


def _mailto(address: str) -> str:
    return f"mailto:{quote(address, safe='@!$*+-._~')}"
