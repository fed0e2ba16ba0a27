"""What of a record may stand on paper and in exports when the person's identity is protected."""

from coordinator.contact import Contact
from coordinator.entity import Entity, attrs_of, shown
from coordinator.record import Record

PROTECTED_WORDS = "Uppgifter om bostad och vistelse är skyddade och står inte här."
HIDDEN = "Uppgiften är skyddad och står inte här."


def printable(record: Record, entry: Entity, name: str) -> str:
    """A field's value in words, without blanks around it.

    Empty when the field tells where the person lives or can be found and her identity is protected.
    """
    declared = next(attr for attr in attrs_of(type(entry)) if attr.name == name)
    if declared.locates and record.patient.is_protected:
        return ""
    return shown(getattr(entry, name)).strip()


def may_show(record: Record, contact: Contact) -> bool:
    """Whether the contact may be named: not when it would tell where a protected person can be found."""
    return not (contact.reveals_location and record.patient.is_protected)


def contacts_to_print(record: Record) -> list[Contact]:
    """The contacts that still hold, that the patient wants on paper and that may be named there."""
    return [
        contact
        for contact in record.all(Contact)
        if contact.is_current and contact.on_print and may_show(record, contact)
    ]
