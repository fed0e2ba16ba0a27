"""What can be done with an entry of any kind: add it, change its fields, take it away. And what must hold after."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove
from coordinator.entity import Entity, attrs_of
from coordinator.errors import RuleError
from coordinator.person import Patient

if TYPE_CHECKING:
    from coordinator.record import Record


def add_entry(record: "Record", /, kind: type[Entity], **fields: Any) -> Change:
    """A new entry of ``kind``."""
    return Change(f"{kind.TITLE} tillagd", (Add(kind(patient_id=record.patient_id, **fields)),))


def edit_entry(record: "Record", /, kind: type[Entity], entry_id: UUID, **fields: Any) -> Change:
    """New values for some fields of an entry."""
    return Change(f"{kind.TITLE} ändrad", (Edit(replace(record.get(kind, entry_id), **fields)),))


def remove_entry(record: "Record", /, kind: type[Entity], entry_id: UUID, *, reason: str) -> Change:
    """Take an entry out of the record; its content and ``reason`` stay in the history (PDL 3 kap. 14 §)."""
    if kind is Patient:
        raise RuleError("Patienten kan inte tas bort", "Sätt status till Avslutad. Uppgifterna ska bevaras i tio år.")
    if not reason.strip():
        raise RuleError("Skriv varför", "En uppgift tas bara bort med en orsak, till exempel Felregistrerad.")
    return Change(f"{kind.TITLE} borttagen", (Remove(record.get(kind, entry_id), reason),))


def require_sound(before: "Record", change: Change) -> None:
    """Refuse a change after which the record would not hold together; RuleError says every reason.

    A problem that stood there before does not stop an unrelated change.
    """
    for step in change.steps:
        kept = type(step.entry).KEPT_AS_IS and step.entry.version > 0
        if kept:
            raise RuleError(
                f"{step.entry.TITLE} ändras inte",
                "Den bevaras som den var. Gör i stället en ny version av planen.",
            )
    after = before.after(change)
    known = set(_problems(before, change))
    found = [problem for problem in _problems(after, change) if problem not in known]
    found += _dangling(after, change)
    if found:
        raise RuleError("Det går inte att spara", " ".join(dict.fromkeys(found)))


def _problems(record: "Record", change: Change) -> list[str]:
    return [problem for kind in change.kinds for entry in record.all(kind) for problem in entry.problems(record)]


def _dangling(after: "Record", change: Change) -> list[str]:
    """References from entries that stand in the record to entries that do not."""
    removed = {step.entry.id for step in change.steps if isinstance(step, Remove)}
    written = {step.entry.id for step in change.steps if not isinstance(step, Remove)}
    ids = {(kind.KIND, entry.id) for kind, entries in after.entries.items() for entry in entries}
    found = []
    for entries in after.entries.values():
        for entry in entries:
            for attr in attrs_of(type(entry)):
                target = getattr(entry, attr.name) if attr.refers_to else None
                if target is None or (target not in removed and entry.id not in written):
                    continue
                if (attr.refers_to, target) not in ids:
                    found.append(f"{entry.TITLE} hänvisar till en post som inte finns ({attr.label.lower()}).")
    return found
