"""The rows of *Till journalen, alla patienter*: who has something that is not in the journal, and how much."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from uuid import UUID

from coordinator.swedish import sort_key
from coordinator.today.day import Day
from ui.chips import OWN, Sign
from ui.pages.journal_question import rows_in_words
from ui.pages.list_filter import Kinds
from ui.table import Cell, Column

_NAMELESS = "Namn saknas"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One patient's line: how many rows wait, whether she is the user's own, and whether her identity is protected."""

    patient_id: UUID
    sorted_name: str = field(repr=False)
    number: str = field(repr=False)
    many: int
    is_mine: bool
    protected: bool

    @property
    def id(self) -> Hashable:
        """Whose line it is."""
        return self.patient_id


KINDS: Kinds[Waiting] = (("Alla", "", None), ("Mina patienter", "user", lambda one: one.is_mine))
"""What the list can be narrowed to: its word, its icon, and what it lets through."""


def rows_of(day: Day, mine: Collection[UUID]) -> list[Waiting]:
    """A line for each patient of whom something waits."""
    return [
        Waiting(
            one.matter.patient_id, one.sorted_name, one.number, one.matter.many,
            is_mine=one.matter.patient_id in mine, protected=one.protected,
        )
        for one in day.lines
    ]  # fmt: skip


def searched(one: Waiting) -> str:
    """What the filter looks in."""
    return f"{one.sorted_name} {one.number} {one.number.replace('-', '')}"


def columns() -> tuple[Column[Waiting], ...]:
    """The columns; the first is sorted by name."""
    return (
        Column("Namn", _name, lambda one: sort_key(one.sorted_name), "Öberghammarström, Anna", 3),
        Column("Personnummer", lambda one: Cell(one.number), lambda one: one.number or None, "20101001-2399", 2, 1),
        Column("Ska till journalen", _many, lambda one: -one.many, "120 uppgifter", 2),
    )


def _name(one: Waiting) -> Cell:
    signs = (Sign("Skyddad", OWN, "eye-off"),) if one.protected else ()
    return Cell(one.sorted_name or _NAMELESS, weight=600, signs=signs)


def _many(one: Waiting) -> Cell:
    return Cell(rows_in_words(one.many))
