"""A SIP meeting as a file for any calendar (iCalendar, RFC 5545), with nothing in it about the patient.

A calendar is read by many and kept by others, so the file says what kind of meeting it is, when and where, and no more.
"""

import re
from collections.abc import Iterator
from datetime import UTC

from coordinator.errors import RuleError
from coordinator.exchange.content_line import escaped, fold
from coordinator.masking import Mask
from coordinator.person import Patient
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.sip.meeting import SipMeeting, SipMeetingKind

_SUMMARIES = {
    SipMeetingKind.PREPARATION: "Förmöte inför SIP",
    SipMeetingKind.PLANNING: "SIP-möte",
    SipMeetingKind.FOLLOW_UP: "Uppföljning av SIP",
}
_IN_THE_LETTER = "Platsen står i kallelsen"
_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Stockholm",
    "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip


def invitation_ics(record: Record, meeting: SipMeeting) -> str:
    """The meeting as a calendar file. RuleError when it has no day or no time yet."""
    if meeting.day is None:
        raise RuleError(
            "Mötet har ingen dag", "Skriv vilken dag mötet är. Då går det att lägga i kalendern.", field="day"
        )
    if meeting.at is None:
        raise RuleError("Mötet har ingen tid", "Skriv när mötet börjar, så går det att lägga i kalendern.", field="at")
    return "".join(f"{fold(line)}\r\n" for line in _lines(record, meeting, f"{meeting.day:%Y%m%d}T{meeting.at:%H%M%S}"))


def _lines(record: Record, meeting: SipMeeting, starts: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hållpunkt//SIP//SV", "CALSCALE:GREGORIAN")
    yield "METHOD:PUBLISH"
    yield from _ZONE
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.id}"  # made by chance, so that the same meeting sent again takes the place of the first
    yield f"DTSTAMP:{record.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{meeting.version}"
    yield f"DTSTART;TZID=Europe/Stockholm:{starts}"
    yield f"DURATION:PT{meeting.minutes}M"
    yield f"SUMMARY:{escaped(_SUMMARIES[meeting.kind])}"
    place = _place(record, meeting)
    if place:
        yield f"LOCATION:{escaped(place)}"
    yield from ("CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR")


def _place(record: Record, meeting: SipMeeting) -> str:
    """Where it is; not when that tells who the patient is, or where she lives, or may do so when that is secret."""
    place = meeting.place.strip()
    tells = Mask(names=[*_about(record)])(place) != place or _is_number_in(record.patient, place)
    return _IN_THE_LETTER if place and (tells or hides_anything(record)) else place


def _about(record: Record) -> Iterator[str]:
    """Names of the patient and those near her, and the streets they live in."""
    patient = record.patient
    yield from filter(None, (patient.name, patient.given_name, patient.family_name, patient.called))
    people = [one for found in record.entries.values() for one in found if isinstance(one, RelatedPerson)]
    yield from (one.name for one in people if one.name.strip())
    homes = [(patient.phone, patient.email, patient.address), *((one.phone, one.email, one.address) for one in people)]
    for phone, email, address in homes:
        yield from filter(None, (phone, email))
        for piece in re.split(r"[\n,;]", address):
            if re.search(r"[^\W\d_]{3}.*\d", piece):  # a street and a number; a town is where many meetings are
                yield piece.strip()


def _is_number_in(patient: Patient, place: str) -> bool:
    numbers = (re.sub(r"\D", "", str(one or ""))[-10:] for one in (patient.identity_number, *patient.former_numbers))
    return any(digits and digits in re.sub(r"\D", "", place) for digits in numbers)
