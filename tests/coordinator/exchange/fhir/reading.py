"""What the tests of the FHIR export share: a record to export, and ways to find things in a bundle."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coordinator.contact import Contact, ContactCategory
from coordinator.entity import Entity, attrs_of
from coordinator.exchange.fhir.bundle import document_bundle
from coordinator.identity import IdentityType
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Actor, Record
from coordinator.settings import Settings
from coordinator.swedish import SWEDEN
from tests.rules.made_up import filled

ME = UUID(int=1)
HERE = UUID("6f1f2f5e-9d0c-4f63-9b62-5d1f0f5b1c11")
NOW = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
ANNA = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")


def maja(**fields: Any) -> Patient:
    known: dict[str, Any] = {
        "given_name": "Maja", "family_name": "Test", "identity_type": IdentityType.PERSONNUMMER,
        "identity_number": "199007282388", "birth_date": date(1990, 7, 28),
        "protected_identity": ProtectedIdentity.NONE,
    }  # fmt: skip
    return Patient(id=ME, patient_id=ME, **(known | fields))


def record(*entries: Entity, practice: bool = False, now: datetime = NOW) -> Record:
    """A record with these entries, and Maja unless another patient is among them."""
    patients = [entry for entry in entries if isinstance(entry, Patient)] or [maja()]
    found = [*patients, *(entry for entry in entries if not isinstance(entry, Patient))]
    by_kind = {kind: tuple(entry for entry in found if type(entry) is kind) for kind in KINDS}
    return Record(patients[0].id, now, ANNA, Settings(), by_kind, practice)


def open_entries(text: str = "{kind}.{field}") -> list[Entity]:
    """One entry of every kind with every field filled in, nobody protected, nothing kept from paper or dropped."""
    shown: dict[str, Any] = {
        "protected_identity": ProtectedIdentity.NONE, "on_print": True, "reveals_location": False,
        "category": ContactCategory.SPECIALIST, "same_unit": False, "dropped_on": None,
    }  # fmt: skip
    found = []
    for entry in filled(ME, text=text):
        names = {attr.name for attr in attrs_of(type(entry))}
        kept = shown if isinstance(entry, Contact) else {k: v for k, v in shown.items() if k != "category"}
        found.append(replace(entry, **{name: value for name, value in kept.items() if name in names}))
    return found


def bundle(*entries: Entity, with_log: bool = False) -> dict[str, Any]:
    return document_bundle(record(*entries), HERE, with_log=with_log)


def resources(found: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == type_]


def only(found: dict[str, Any], type_: str) -> dict[str, Any]:
    (one,) = resources(found, type_)
    return one


def at(found: dict[str, Any], reference: dict[str, Any]) -> dict[str, Any]:
    """The resource that a reference leads to."""
    (one,) = [entry["resource"] for entry in found["entry"] if entry["fullUrl"] == reference["reference"]]
    resource: dict[str, Any] = one
    return resource


def sections(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {section["title"]: section for section in only(found, "Composition")["section"]}


def texts(value: Any) -> Iterator[str]:
    """Every text in a bundle."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
