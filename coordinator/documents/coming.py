"""What happens next and what is still waited for: dated things of times, referrals, devices and the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coordinator.appointment import AppointmentStatus, has_appointment
from coordinator.careplan import Intervention
from coordinator.contact import Assignment, Contact, holders
from coordinator.documents.phrases import responsible_name, title_of, workplace_of
from coordinator.documents.times import (
    appointments_to_print,
    at_clock,
    devices_to_print,
    referrals_to_print,
    what_for,
    who_with,
    whom_referred_to,
)
from coordinator.plan_days import plan_days
from coordinator.protection import contacts_to_print, may_show, printable
from coordinator.record import Record


@dataclass(frozen=True)
class Coming:
    """One dated thing. ``late`` is what to say of it when the day has passed, without blame.

    what_late: what to call the thing then, where ``what`` begins with what the day means.
    """

    day: date
    what: str
    who: str = ""
    preliminary: bool = False
    clock: str = ""
    late: str = "skulle ha varit klart"
    what_late: str = ""


def coming(record: Record) -> list[Coming]:
    """The dated things that are not done, the earliest first; those that were due lie before today.

    Within a day those with an hour come first, by the hour.
    """
    found = [*_visits(record), *_waited_for(record), *_plan_days(record)]
    return sorted(found, key=lambda one: (one.day, not one.clock, one.clock, one.what))


def _visits(record: Record) -> Iterator[Coming]:
    for one in appointments_to_print(record):
        who = ", ".join(part for part in (who_with(record, one), printable(record, one, "place")) if part)
        unsure = one.preliminary or one.status is AppointmentStatus.PROPOSED
        yield Coming(one.day, what_for(one), who, unsure, clock=at_clock(one))
    for contact in contacts_to_print(record):
        visit = visit_of(contact, record.today)
        if visit is not None and not has_appointment(record, contact, visit.day):
            yield visit


def _waited_for(record: Record) -> Iterator[Coming]:
    for referral in referrals_to_print(record):
        if referral.expected_answer:
            what = f"Svar på remiss till {whom_referred_to(record, referral)}"
            yield Coming(referral.expected_answer, what, late="skulle ha kommit", what_late=what)
    for device in devices_to_print(record):
        if device.next_service:
            what = f"Service: {device.name.strip()}"
            who = responsible_name(record, device.responsible, device.contact_id)
            yield Coming(device.next_service, what, who, late="skulle ha gjorts", what_late=what)


def visit_of(contact: Contact, today: date) -> Coming | None:
    """The contact's next planned visit; none when it has no day or a contact has been had since."""
    day = contact.next_contact
    if day is None or (day < today and contact.last_contact is not None and contact.last_contact >= day):
        return None
    what = f"Kontakt med {contact.role}" if contact.role else "Planerad kontakt"
    who = [contact.heading if contact.heading != contact.role else "", workplace_of(contact)]
    return Coming(
        day, what, ", ".join(part for part in who if part), contact.next_is_preliminary, late="skulle ha varit"
    )


def _plan_days(record: Record) -> Iterator[Coming]:
    for one in plan_days(record):
        entry = one.entry
        if isinstance(entry, Intervention):
            who = responsible_name(record, entry.responsible, entry.contact_id)
        else:
            who = _coordinator(record)
        yield Coming(one.day, one.what, who, late=one.late, what_late=one.what_late)


def _coordinator(record: Record) -> str:
    for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT):
        if may_show(record, contact):
            return title_of(contact)
    return ""
