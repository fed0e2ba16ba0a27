"""One patient's whole record, frozen, as rules and documents read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from coordinator.change import Add, Change, Remove
from coordinator.entity import Entity
from coordinator.errors import ConflictError, RuleError
from coordinator.person import Patient
from coordinator.settings import Settings
from coordinator.swedish import SWEDEN

E = TypeVar("E", bound=Entity)

Clock = Callable[[], datetime]
"""Gives the current time with its zone; the one place where time comes from."""


def swedish_clock() -> datetime:
    """The time now in Sweden."""
    return datetime.now(SWEDEN)


@dataclass(frozen=True)
class Actor:
    """Who uses the program: stands in every row of the access log and as author in journal texts."""

    name: str
    title: str
    unit: str


@dataclass(frozen=True, repr=False)
class Record:
    """A patient's entries by kind, with the time, the user and the settings they are read under.

    ``now`` has a zone. ``head`` is the start of the access log's newest seal (8 hexadecimal characters), printed on
    paper so that a former state can be recognised; empty for a record that was never saved. ``derived`` is for what a
    rule has found of this very record and several pages ask for: no part of it, and never another record's.
    """

    patient_id: UUID
    now: datetime
    actor: Actor
    settings: Settings
    entries: Mapping[type[Entity], tuple[Entity, ...]]
    practice: bool = False
    head: str = ""
    derived: dict[str, Any] = field(default_factory=dict, init=False, compare=False)

    def __repr__(self) -> str:
        return f"<record {str(self.patient_id)[:8]}>"

    @property
    def today(self) -> date:
        """The date in Sweden at ``now``."""
        return self.now.astimezone(SWEDEN).date()

    @property
    def patient(self) -> Patient:
        """The person the record is about."""
        (patient,) = self.all(Patient)
        return patient

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Every entry of ``kind``, in the order they were saved."""
        return cast("tuple[E, ...]", self.entries.get(kind, ()))

    def get(self, kind: type[E], entry_id: UUID) -> E:
        """The entry of ``kind`` with that id; RuleError when it is not in the record."""
        for entry in self.all(kind):
            if entry.id == entry_id:
                return entry
        raise RuleError(
            f"{kind.TITLE} finns inte",
            "Posten finns inte i patientens pärm. Den kan ha tagits bort. Läs om sidan.",
        )

    def after(self, change: Change) -> "Record":
        """The record as it becomes with ``change``; nothing is saved."""
        entries = {kind: {entry.id: entry for entry in found} for kind, found in self.entries.items()}
        for step in change.steps:
            of_kind = entries.setdefault(type(step.entry), {})
            if isinstance(step, Remove):
                of_kind.pop(step.entry.id, None)
            elif isinstance(step, Add) or step.entry.id in of_kind:
                of_kind[step.entry.id] = step.entry
            else:
                raise ConflictError(
                    "Posten har ändrats", "Den togs bort medan du skrev. Läs om sidan och gör om ändringen."
                )
        return replace(self, entries={kind: tuple(found.values()) for kind, found in entries.items()})
