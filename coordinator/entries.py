"""What can be done with an entry of any kind: add it, change its fields, take it away."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove
from coordinator.entity import Entity, attrs_of
from coordinator.errors import RuleError
from coordinator.person import Patient
from coordinator.transition.new_birth_date import with_moved_days

if TYPE_CHECKING:
    from coordinator.record import Record


def add_entry(record: "Record", kind: type[Entity], /, **fields: Any) -> Change:
    """A new entry of ``kind``."""
    _require_known(kind, fields)
    return Change(f"{kind.TITLE} har lagts till", (Add(kind(patient_id=record.patient_id, **fields)),))


def edit_entry(record: "Record", kind: type[Entity], entry_id: UUID, /, **fields: Any) -> Change:
    """New values for some fields of an entry."""
    _require_known(kind, fields)
    if kind is Patient and "identity_number" in fields:
        raise RuleError("Numret byts för sig", "Använd Byt identitetsnummer: då finns det gamla numret kvar.")
    change = Change(f"{kind.TITLE} har ändrats", (Edit(replace(record.get(kind, entry_id), **fields)),))
    return with_moved_days(record, change)


def remove_entry(record: "Record", /, kind: type[Entity], entry_id: UUID, *, reason: str) -> Change:
    """Take an entry out of the record; its content and ``reason`` stay in the history (PDL 3 kap. 14 §)."""
    if kind is Patient:
        raise RuleError("Patienten kan inte tas bort", "Sätt status till Avslutad. Uppgifterna ska bevaras i tio år.")
    if not reason.strip():
        raise RuleError("Skriv varför", "En uppgift tas bara bort med en orsak, till exempel Felregistrerad.")
    return Change(f"{kind.TITLE} har tagits bort", (Remove(record.get(kind, entry_id), reason),))


def _require_known(kind: type[Entity], fields: dict[str, Any]) -> None:
    """Only declared fields: an id or a version is never written by hand."""
    unknown = fields.keys() - {attr.name for attr in attrs_of(kind)}
    if unknown:
        raise TypeError(f"{kind.KIND} has no field {', '.join(sorted(unknown))}")
