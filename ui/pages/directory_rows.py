"""The rows of the directory: what their cells say, and how they are put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator.directory.unit import Unit, UnitType
from coordinator.swedish import sort_key
from ui.chips import FACT, OWN, Sign
from ui.table import Cell, Column, Grouping

_LONG = (UnitType.KOMMUN.label, UnitType.REGION.label)
"""Types with so many units that they are closed until somebody looks for one."""


@dataclass(frozen=True)
class UnitRow:
    """A unit in the table. ``rank`` is its place among the hits, the best first; 0 when nothing is looked for."""

    unit: Unit
    rank: int = field(default=0)

    @property
    def id(self) -> str:
        """The unit's key."""
        return self.unit.key


def searched(one: UnitRow) -> str:
    """What the table's own filter would look in: the page finds its rows itself."""
    return one.unit.name


def by_type(rows: Sequence[UnitRow], *, are_open: bool) -> Grouping[UnitRow]:
    """Under each type. are_open: none is closed, and that of the best hit comes first."""
    order = [one.label for one in UnitType]
    if are_open:
        order = list(dict.fromkeys([*(one.unit.type.label for one in rows), *order]))
    return Grouping(lambda one: one.unit.type.label, order, _about, () if are_open else _LONG)


def _about(rows: Sequence[UnitRow]) -> tuple[str, str]:
    return f"{len(rows)} enheter" if len(rows) > 1 else "1 enhet", ""


def _unit(one: UnitRow) -> Cell:
    unit = one.unit
    whose = "Rättad av er" if unit.original is not None else "Egen" if unit.own else ""
    icon = "pencil" if whose and not unit.hidden else ""
    return Cell(
        unit.name, unit.about, "grey" if unit.hidden else "ink", 600, icon, "teal",
        help=", ".join(part for part in (whose, unit.name, unit.about) if part) if whose else "",
    )  # fmt: skip


def _place(one: UnitRow) -> Cell:
    return Cell(one.unit.place or one.unit.region, help=one.unit.region)


def _signs(one: UnitRow) -> Cell:
    signs = [Sign("Dold", FACT, "eye-off")] if one.unit.hidden else []
    signs += [Sign(one.unit.sign, OWN)] if one.unit.sign else []
    return Cell(signs=tuple(signs))


def _source(one: UnitRow) -> Cell:
    return Cell(one.unit.source, role="grey")


def _checked(one: UnitRow) -> Cell:
    return Cell(one.unit.checked_on.isoformat() if one.unit.checked_on else "", role="grey")


def columns() -> tuple[Column[UnitRow], ...]:
    """The columns; what is to be known before one uses a unit stands last, so that it is seen on its own."""
    return (
        Column("Enhet", _unit, lambda one: sort_key(one.unit.name), "Odontologiskt kunskapscentrum", 4, has_icon=True),
        Column("Plats", _place, lambda one: sort_key(one.unit.place) or None, "Göteborg", 3, 1),
        Column("Källa", _source, lambda one: sort_key(one.unit.source), "SCB:s kommunkoder", 1, 3),
        Column("Kontrollerad", _checked, lambda one: one.unit.checked_on or date.min, "2026-11-22", 0, 2),
        Column("Att veta", _signs, lambda one: one.unit.sign or None, "Patienten kontaktar inte själv m", 0),
    )
