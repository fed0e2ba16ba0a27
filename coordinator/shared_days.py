"""*Samla besök på samma dag*: which contacts at one place could share a day, from the times that are known.

It lays days beside each other and decides nothing: whoever books asks the units.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus, has_appointment
from coordinator.contact import Contact
from coordinator.settings import SHARED_DAY_WEEKS
from coordinator.swedish import add_months

if TYPE_CHECKING:
    from coordinator.record import Record

_ELSEWHERE = (AppointmentForm.HOME_VISIT, AppointmentForm.PHONE, AppointmentForm.VIDEO)


@dataclass(frozen=True)
class Meeting:
    """Something that is to take place near ``day``. fixed: the day is booked and not to be moved."""

    day: date
    what: str
    place: str
    fixed: bool
    contact_id: UUID | None = None
    appointment_id: UUID | None = None


@dataclass(frozen=True)
class SharedDay:
    """Meetings at one place that could be on the same day. day: the one that is booked already, None when none is."""

    place: str
    day: date | None
    booked: tuple[Meeting, ...]
    could_join: tuple[Meeting, ...]

    @property
    def first(self) -> date:
        """The earliest day of them, booked or not."""
        return min(meeting.day for meeting in (*self.booked, *self.could_join))


def shared_days(record: "Record") -> list[SharedDay]:
    """The days to come that contacts could share, the earliest first. Each meeting stands once.

    A meeting joins the nearest booked day at the same place, when that is within `SHARED_DAY_WEEKS`; meetings
    without a booked day near them are gathered among themselves.
    """
    by_place: dict[str, list[Meeting]] = {}
    for meeting in sorted(_meetings(record), key=lambda one: one.day):
        by_place.setdefault(" ".join(meeting.place.casefold().split()), []).append(meeting)
    weeks = timedelta(weeks=record.settings[SHARED_DAY_WEEKS])
    found = [day for meetings in by_place.values() for day in _gathered(meetings, weeks)]
    return sorted(found, key=lambda one: (one.first, one.place))


def _meetings(record: "Record") -> Iterator[Meeting]:
    """What is to take place at a named place: booked and wished-for times, then contacts that are due."""
    contacts = {contact.id: contact for contact in record.all(Contact)}
    timed = set()
    for one in record.all(Appointment):
        contact = contacts.get(one.contact_id) if one.contact_id else None
        if not one.is_coming or one.day < record.today:
            continue
        place = one.place.strip() or (_place_of(contact) if contact else "")
        if place and one.form not in _ELSEWHERE:
            timed.add(one.contact_id)
            what = one.what.strip() or (contact.heading if contact else one.with_whom.strip())
            fixed = one.status is AppointmentStatus.BOOKED and not (one.preliminary or one.movable)
            yield Meeting(one.day, what, place, fixed, one.contact_id, one.id)
    for contact in contacts.values():
        due, place = _due(contact), _place_of(contact)
        if not contact.is_current or not place or due is None or due < record.today:
            continue
        # An appointment says more of the same visit.
        if contact.id not in timed and not has_appointment(record, contact, due):
            fixed = due == contact.next_contact and not contact.next_is_preliminary
            yield Meeting(due, contact.heading, place, fixed, contact.id)


def _place_of(contact: Contact) -> str:
    return contact.place.strip() or contact.organisation.strip()


def _due(contact: Contact) -> date | None:
    """The planned day, else the last contact and the interval; None when neither is known."""
    if contact.next_contact:
        return contact.next_contact
    if contact.last_contact and contact.interval_months:
        return add_months(contact.last_contact, contact.interval_months)
    return None


def _gathered(meetings: list[Meeting], weeks: timedelta) -> Iterator[SharedDay]:
    """``meetings`` at one place, by day."""
    booked = sorted({meeting.day for meeting in meetings if meeting.fixed})
    joining: dict[date, list[Meeting]] = {day: [] for day in booked}
    alone: list[Meeting] = []
    for meeting in meetings:
        if meeting.fixed:
            continue
        nearest = min(booked, key=lambda day: abs(day - meeting.day), default=None)
        if nearest is not None and abs(nearest - meeting.day) <= weeks:
            joining[nearest].append(meeting)
        else:
            alone.append(meeting)
    for day in booked:
        there = tuple(meeting for meeting in meetings if meeting.fixed and meeting.day == day)
        if joining[day]:
            yield SharedDay(there[0].place, day, there, tuple(joining[day]))
    while alone:
        together = [meeting for meeting in alone if meeting.day - alone[0].day <= weeks]
        alone = alone[len(together) :]
        if len(together) > 1:
            yield SharedDay(together[0].place, None, (), tuple(together))
