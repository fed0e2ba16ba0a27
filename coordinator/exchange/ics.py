"""A SIP meeting or a besök as a file for any calendar (iCalendar, RFC 5545), with nothing in it about the patient.

A calendar is read by many and kept by others, so the file says what kind of meeting it is, when and where, and no more.
To a SIP meeting those are called who take part for a verksamhet, by their e-mail at work; never the patient, and nobody
near her. Answers come to the clinic when its address is in the settings; without it the file is only put in a calendar.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact
from coordinator.errors import RuleError
from coordinator.exchange.calendar_file import Event, calendar_file
from coordinator.exchange.telling import tells
from coordinator.protection import hides_anything, may_show, reveals_place
from coordinator.record import Record
from coordinator.settings import CLINIC_EMAIL
from coordinator.sip.belonging import invitations_of, participants_of
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.swedish import SWEDEN

VISIT = "Vårdbesök"

_SUMMARIES = {
    SipMeetingKind.PREPARATION: "Förmöte inför SIP",
    SipMeetingKind.PLANNING: "SIP-möte",
    SipMeetingKind.FOLLOW_UP: "Uppföljning av SIP",
}
_IN_THE_LETTER = "Platsen står i kallelsen"
_SAYS_WHY = re.compile(
    r"mottagning|klinik|avdelning|enhet|team|\bavd\b|centrum|psyk|habilit|hjälpmedel|dialys|beroende|olog",
    re.IGNORECASE,
)
"""What says why somebody goes there: a hospital or a town does not."""


def invitation_ics(record: Record, meeting: SipMeeting) -> str:
    """The meeting as a calendar file. RuleError when it has no day or no time yet."""
    return calendar_file(_meeting(record, meeting), record.now)


def cancellation_ics(record: Record, meeting: SipMeeting) -> str:
    """What takes the meeting out of the calendars that have it. RuleError when it has no day or no time."""
    return calendar_file(_meeting(record, meeting), record.now, cancel=True)


def appointment_ics(record: Record, appointment: Appointment, *, cancel: bool = False) -> str:
    """The besök for the patient's own calendar, or what takes it out again. RuleError when it is over."""
    called_off = appointment.status is AppointmentStatus.CANCELLED
    if called_off and not cancel:
        raise RuleError("Besöket är avbokat", "Spara en avbokning i stället, så försvinner det ur kalendern.")
    if not (called_off or appointment.is_coming):
        raise RuleError("Besöket har redan varit", "Välj ett besök som är bokat.")
    day, at = appointment.day, appointment.starts
    event = Event(
        uid=appointment.id,
        starts=datetime.combine(day, at, SWEDEN) if at is not None else day,
        minutes=appointment.minutes,
        summary=VISIT,
        place=_place_of_visit(record, appointment),
        tentative=appointment.preliminary or appointment.status is AppointmentStatus.PROPOSED,
    )
    return calendar_file(event, record.now, cancel=cancel)


def _meeting(record: Record, meeting: SipMeeting) -> Event:
    if meeting.day is None:
        raise RuleError(
            "Mötet har ingen dag", "Skriv vilken dag mötet är. Då går det att lägga i kalendern.", field="day"
        )
    if meeting.at is None:
        raise RuleError("Mötet har ingen tid", "Skriv när mötet börjar, så går det att lägga i kalendern.", field="at")
    clinic = record.settings[CLINIC_EMAIL].strip()
    place, unit = meeting.place.strip(), record.actor.unit
    hides = tells(record, place) or hides_anything(record)
    return Event(
        uid=meeting.id,
        starts=datetime.combine(meeting.day, meeting.at, SWEDEN),
        minutes=meeting.minutes,
        summary=_SUMMARIES[meeting.kind],
        place=_IN_THE_LETTER if place and hides else place,
        organizer=clinic,
        sender="" if tells(record, unit) else unit,
        attendees=tuple(_called(record, meeting, clinic)) if clinic else (),
    )


def _called(record: Record, meeting: SipMeeting, clinic: str) -> Iterator[str]:
    """The addresses at work of those who are called for a verksamhet, each once; none that tells who the patient is."""
    seen = {clinic.casefold()}
    for one in _invited(record, meeting):
        contact = one.contact(record) if one.part is SipPart.PROFESSIONAL else None
        if contact is None or not contact.is_current or not may_show(record, contact):
            continue
        address = contact.email.strip()
        if _is_address(address) and not any(tells(record, text) for text in (address, _apart(address))):
            if address.casefold() not in seen:
                yield address
            seen.add(address.casefold())


def _is_address(text: str) -> bool:
    return text.isprintable() and re.fullmatch(CLINIC_EMAIL.pattern, text) is not None


def _apart(address: str) -> str:
    """The words of an address: a name is written in it with dots."""
    return re.sub(r"[\W_]+", " ", address)


def _invited(record: Record, meeting: SipMeeting) -> list[SipParticipant]:
    """Those with an invitation to it; all who take part while nobody has one."""
    everybody = participants_of(record, meeting.sip_id)
    ids = {one.participant_id for one in invitations_of(record, meeting.id)}
    return [one for one in everybody if not ids or one.id in ids]


def _place_of_visit(record: Record, appointment: Appointment) -> str:
    """Where it is; nothing when that tells where somebody lives, or why she goes there."""
    place = appointment.place.strip()
    contact = next((one for one in record.all(Contact) if one.id == appointment.contact_id), None)
    near_home = appointment.form is AppointmentForm.HOME_VISIT or (contact is not None and reveals_place(contact))
    if near_home or hides_anything(record) or tells(record, place) or _SAYS_WHY.search(place):
        return ""
    return place
