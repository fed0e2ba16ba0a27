"""Who handles a stöd, who writes a certificate, and whom to ring about either: as written, else the contact."""

from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.benefit.belonging import certificates_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.number_to_ring import Number, number_of_contact

if TYPE_CHECKING:
    from coordinator.record import Record


def officer_of(record: "Record", one: Benefit) -> str:
    """Who handles it where it is decided; empty when nobody has said."""
    return one.officer.strip() or _title(record, one.contact_id)


def writer_of(record: "Record", one: Certificate) -> str:
    """Who writes it; empty when nobody has said."""
    return one.writer.strip() or _title(record, one.contact_id)


def number_to_ring(record: "Record", one: Benefit | Certificate) -> Number | None:
    """Whom to ring about it: who writes the intyg; about more that is asked for the one who wrote, else who decides."""
    if isinstance(one, Certificate):
        return number_of_contact(record, one.contact_id)
    of_writers = (number_of_contact(record, each.contact_id) for each in certificates_of(record, one.id))
    writer = next((number for number in of_writers if number is not None), None) if one.waits_for_supplement else None
    return writer or number_of_contact(record, one.contact_id)


def _title(record: "Record", contact_id: UUID | None) -> str:
    contact = next((one for one in record.all(Contact) if one.id == contact_id), None)
    return title_of(contact) if contact is not None else ""
