"""Whom a paper may be for: the patient, who represents her, one of her contacts, or a name that is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.guardian import guardians
from coordinator.representative import Power, Scope, representatives
from coordinator.swedish import sort_key

if TYPE_CHECKING:
    from coordinator.record import Record

PATIENT = "Patienten"

_SPEAKS_FOR = (Power.GOD_MAN, Power.FORVALTARE, Power.FUTURE_POWER)
_OF_THE_PERSON = frozenset({Scope.PERSON, Scope.RIGHTS})


@dataclass(frozen=True)
class Recipient:
    """Somebody a paper is for. is_patient: the patient, or the one who represents her and gets it for her.

    Without contact_id it is somebody who is no contact, known only by the name that is written.
    """

    name: str = field(repr=False)
    contact_id: UUID | None = None
    is_patient: bool = False


def recipients(record: "Record") -> list[Recipient]:
    """The patient first, then those who represent her, then the contacts that hold, by name."""
    contacts = [contact for contact in record.all(Contact) if contact.is_current]
    return [
        Recipient(PATIENT, is_patient=True),
        *(Recipient(f"{name}, för patienten", is_patient=True) for name in _representing(record)),
        *(
            Recipient(title_of(contact), contact.id)
            for contact in sorted(contacts, key=lambda one: (sort_key(title_of(one)), str(one.id)))
        ),
    ]


def _representing(record: "Record") -> Iterator[str]:
    """Guardians of a child, and those with a power that reaches further than her property."""
    for guardian in guardians(record):
        if guardian.name.strip():
            yield f"{guardian.name.strip()}, {guardian.TITLE.lower()}"
    for one in representatives(record):
        if one.power in _SPEAKS_FOR and _OF_THE_PERSON & set(one.scope) and one.name.strip():
            yield f"{one.name.strip()}, {one.power.label.lower()}"
