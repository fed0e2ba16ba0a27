"""Whom a paper may be for: the patient, who represents her, one of her contacts, or a name that is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Contact
from coordinator.disclosure import names_of_patient
from coordinator.documents.phrases import title_of
from coordinator.errors import RuleError
from coordinator.guardian import guardians
from coordinator.representative import Power, Scope, representatives
from coordinator.swedish import folded, sort_key

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


def recipient_named(record: "Record", name: str) -> Recipient:
    """The one whom somebody calls ``name``: the patient, who represents her, a contact, else whoever is written.

    RuleError when several are called so: a contact with the name of a guardian gets nothing as if she were that one.
    """
    wanted = folded(name)
    offered = recipients(record)
    found = [one for one in offered if folded(one.name) == wanted]
    if not found:
        of_patient = names_of_patient(record)
        headings = {one.id: folded(one.heading) for one in record.all(Contact)}
        for one in offered:
            if one.contact_id is not None:
                is_called = headings[one.contact_id] == wanted
            elif one.name == PATIENT:
                is_called = wanted in of_patient
            else:
                is_called = folded(one.name).startswith(f"{wanted},")
            if is_called:
                found.append(one)
    if len(found) > 1:
        raise RuleError("Flera heter så", "Skriv också rollen efter ett komma, så som kontakten står i listan.")
    return found[0] if found else Recipient(name.strip())


def no_longer(record: "Record", recipient: Recipient) -> str:
    """Why nothing goes to that one any more: a power or a contact ended; empty when it holds. It names nobody."""
    if recipient.is_patient:
        represents = recipient.name == PATIENT or recipient in recipients(record)
        return "" if represents else "Mottagaren företräder inte patienten i dag. Välj på nytt vem det är till."
    return "Kontakten är avslutad. Välj en kontakt som gäller i dag." if _has_ended(record, recipient) else ""


def _has_ended(record: "Record", recipient: Recipient) -> bool:
    """Whether it is a contact that ended, by the name that is written too."""
    if recipient.contact_id is not None:
        return not record.get(Contact, recipient.contact_id).is_current
    called = folded(recipient.name)
    of_name = [one for one in record.all(Contact) if called in (folded(one.heading), folded(title_of(one)))]
    return bool(of_name) and not any(one.is_current for one in of_name)
