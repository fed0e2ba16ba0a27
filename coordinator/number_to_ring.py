"""Which number to ring about something, and who answers: as written on the entry, else its contact's."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.documents.phrases import title_of
from coordinator.referral import Referral

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class Number:
    """A number, whose it is, and when it is answered."""

    text: str = field(repr=False)
    whose: str = field(default="", repr=False)
    hours: str = field(default="", repr=False)


def number_of(contact: Contact) -> Number | None:
    """The contact's direct number, else the switchboard's; None when neither is known."""
    number = contact.phone.strip()
    if not number and contact.switchboard.strip():
        number = f"{contact.switchboard.strip()} (växel)"
    return Number(number, title_of(contact), contact.phone_hours.strip()) if number else None


def number_of_contact(record: "Record", contact_id: UUID | None) -> Number | None:
    """The number of the contact with that id; None when there is no such contact, or no number."""
    contact = next((one for one in record.all(Contact) if one.id == contact_id), None)
    return number_of(contact) if contact is not None else None


def number_when_broken(record: "Record", device: AssistiveDevice) -> Number | None:
    """Whom to ring when a device breaks."""
    written = device.phone_when_broken.strip()
    if written:
        return Number(written, who_is_responsible(record, device))
    return number_of_contact(record, device.contact_id)


def who_is_responsible(record: "Record", device: AssistiveDevice) -> str:
    """Who answers for a device, as written, else the contact."""
    return device.responsible.strip() or _named(record, device.contact_id)


def who_is_asked(record: "Record", referral: Referral) -> str:
    """Where a referral went, as written, else the contact."""
    return referral.to.strip() or _named(record, referral.contact_id)


def who_asks(record: "Record", referral: Referral) -> str:
    """Who wrote a referral, as written, else the contact."""
    return referral.sent_by.strip() or _named(record, referral.from_contact_id)


def _named(record: "Record", contact_id: UUID | None) -> str:
    contact = next((one for one in record.all(Contact) if one.id == contact_id), None)
    return title_of(contact) if contact is not None else ""
