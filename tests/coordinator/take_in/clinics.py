"""Two clinics that know the same person: what one of them sends, and what the other does with it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from coordinator.change import Applied, Change, Edit
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.exchange.record_json import record_json
from coordinator.identity import IdentityType
from coordinator.person import Patient
from coordinator.take_in.opening import open_file
from coordinator.take_in.preview import IntakeRow, Preview, first_choice, preview
from coordinator.take_in.read_file import ReadEntry, ReadFile
from coordinator.take_in.taking import take_in
from coordinator.taken_in import FileForm
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, noon
from tests.rules.made_up import adding

NUMBER, OTHER_NUMBER = "199007282388", "199901012384"
HERE_ID = UUID("99999999-8888-7777-6666-555555555555")
"""What the other clinic calls the same person."""


def maja(patient_id: UUID = PATIENT_ID, **fields: Any) -> Patient:
    """Maja with her number, at a clinic that calls her so."""
    known: dict[str, Any] = {
        "given_name": "Maja",
        "family_name": "Lindeskog",
        "identity_type": IdentityType.PERSONNUMMER,
        "identity_number": NUMBER,
        "birth_date": date(1990, 7, 28),
    }
    return Patient(id=patient_id, patient_id=patient_id, **(known | fields))


def contact(name: str, patient_id: UUID = PATIENT_ID, **fields: Any) -> Contact:
    """A contact of hers."""
    return Contact(patient_id=patient_id, name=name, **fields)


def clinic(*entries: Entity) -> MemoryStore:
    """A clinic with these entries."""
    store = MemoryStore(noon(TODAY))
    if entries:
        store.apply(entries[0].patient_id, adding(entries))
    return store


def sent(*entries: Entity, everything: bool = True) -> bytes:
    """The record.json of a clinic that has these entries."""
    return record_json(clinic(*entries).read(entries[0].patient_id), everything=everything)


def foreign(*entries: Entity, says: Collection[str] | None = None, **fields: Any) -> ReadFile:
    """A file of another program about Maja."""
    told = None if says is None else frozenset(says)
    read = tuple(ReadEntry(one, told) for one in entries)
    return ReadFile(FileForm.FHIR, PATIENT_ID, read, **({"own": False} | fields))


def seen(content: bytes | ReadFile, store: MemoryStore, patient_id: UUID | None = None) -> Preview:
    """The preview at a clinic."""
    read = open_file(content) if isinstance(content, bytes) else content
    return preview(read, store, into_practice=False, patient_id=patient_id)


def taken(found: Preview, store: MemoryStore, chosen: Collection[UUID] | None = None) -> Applied:
    """Take in what is chosen, or what is chosen from the start."""
    change = take_in(found, first_choice(found) if chosen is None else chosen)
    return Desk(store).take_in(found.record.patient_id, change)


def states(found: Preview) -> dict[str, str]:
    """What each row is, by what it is called."""
    return {row.title: row.state.stored for row in found.rows}


def row(found: Preview, title: str) -> IntakeRow:
    """The row that is called so."""
    (one,) = (each for each in found.rows if each.title == title)
    return one


def edited(store: MemoryStore, entry: Entity, **fields: Any) -> None:
    """Change an entry at a clinic."""
    stands = next(one for one in store.read(entry.patient_id).all(type(entry)) if one.id == entry.id)
    store.apply(entry.patient_id, Change("Ändrad", (Edit(replace(stands, **fields)),)))
