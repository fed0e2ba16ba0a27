"""What one user action did to a record: the entries added, edited and removed, with a title for the status bar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from coordinator.entity import Entity, require_keepable, require_keepable_text


@dataclass(frozen=True)
class Add:
    """A new entry; or, when its version is not 0, one that was removed and comes back."""

    entry: Entity


@dataclass(frozen=True)
class Edit:
    """An entry as it shall be; its version is the one that was read."""

    entry: Entity


@dataclass(frozen=True)
class Remove:
    """An entry that shall no longer stand in the record, and why. Its content stays in the history."""

    entry: Entity
    reason: str = field(default="", repr=False)


Step = Add | Edit | Remove


@dataclass(frozen=True)
class Change:
    """What one action does. ``title`` is Swedish, says what happened and holds no personal data."""

    title: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        for step in self.steps:
            if isinstance(step, Remove):
                require_keepable_text(step.reason, "Orsak", type(step.entry))
            else:
                require_keepable(step.entry)

    @property
    def kinds(self) -> frozenset[type[Entity]]:
        """The kinds of entry the change touches."""
        return frozenset(type(step.entry) for step in self.steps)


@dataclass(frozen=True)
class Applied:
    """A change that is on disk: its id (for undo), title, kinds and the ids of its entries with their new versions."""

    id: UUID
    patient_id: UUID
    title: str
    kinds: frozenset[type[Entity]]
    versions: Mapping[UUID, int]
