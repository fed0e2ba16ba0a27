"""What is said of each contact in the list: coordinates, has no new time, or has facts that nobody has checked."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.appointment import Appointment
from coordinator.contact import Assignment, Contact, holders
from coordinator.documents.phrases import is_old
from coordinator.entity import Code
from coordinator.swedish import add_months

if TYPE_CHECKING:
    from coordinator.record import Record


class ContactState(Code):
    """The one thing most worth knowing of a contact in a list."""

    COORDINATES = ("coordinates", "Samordnar")
    NO_TIME = ("no_time", "Ring och boka")
    OLD = ("old", "Äldre än 1 år")
    NONE = ("none", "Inget att göra")


class ContactStates:
    """The states of all contacts of a record: what they depend on is gathered once."""

    def __init__(self, record: "Record") -> None:
        self._today = record.today
        self._coordinators = {
            held.contact_id for held, _ in holders(record, Assignment.FIXED_CARE_CONTACT) if held.main
        }
        self._booked: dict[UUID, date] = {}
        for one in record.all(Appointment):
            if one.contact_id and one.is_coming and one.day >= self._today:
                self._booked[one.contact_id] = min(one.day, self._booked.get(one.contact_id, one.day))

    def of(self, contact: Contact) -> ContactState:
        """The state of one contact."""
        if not contact.is_current:
            return ContactState.NONE
        if self.coordinates(contact):
            return ContactState.COORDINATES
        if self.needs_time(contact):
            return ContactState.NO_TIME
        return ContactState.OLD if is_old(contact, self._today) else ContactState.NONE

    def coordinates(self, contact: Contact) -> bool:
        """Whether she is the fast vårdkontakt who coordinates today."""
        return contact.id in self._coordinators

    def next_time(self, contact: Contact) -> date | None:
        """The next day with the contact, planned or booked; None when no day is to come."""
        days = [self._booked[contact.id]] if contact.id in self._booked else []
        if contact.next_contact and contact.next_contact >= self._today:
            days.append(contact.next_contact)
        return min(days, default=None)

    def needs_time(self, contact: Contact) -> bool:
        """Whether the interval has passed since the last contact and no new time is to come."""
        if not (contact.is_current and contact.last_contact and contact.interval_months):
            return False
        if contact.last_contact.year + contact.interval_months // 12 + 1 > date.max.year:
            return False
        due = add_months(contact.last_contact, contact.interval_months)
        return due < self._today and self.next_time(contact) is None
