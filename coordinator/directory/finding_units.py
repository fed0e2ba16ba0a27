"""Finds units by what somebody types: parts of words in any order, without å ä ö, those that fit best first."""

from collections.abc import Sequence
from functools import cached_property, partial

from coordinator.directory.unit import Unit, UnitType
from coordinator.finding import Finder
from coordinator.swedish import folded


class UnitFinder:
    """Looks among ``units``; made ready when first asked."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = tuple(units)

    @cached_property
    def _finder(self) -> Finder[Unit]:
        return Finder(self._units, lambda unit: unit.searched)

    def find(self, typed: str, *, type: UnitType | None = None, limit: int | None = None) -> Sequence[Unit]:
        """Those that fit, the best first; all of them in their order when nothing is typed."""
        found: Sequence[Unit] = self._units
        if typed.strip():
            found = sorted(self._finder.find(typed, len(self._units)), key=partial(_distance, folded(typed)))
        return [unit for unit in found if type in (None, unit.type)][:limit]


def _distance(typed: str, unit: Unit) -> int:
    """How far a hit is from what was typed: the name itself, its beginning, words in it, or only in the rest."""
    name = folded(unit.name)
    if name.startswith(typed):
        return int(name != typed)
    return 2 if all(f" {word}" in f" {name}" for word in typed.split()) else 3
