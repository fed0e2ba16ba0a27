"""Entries made of what a foreign file says of them, and a count of all that could not become any."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from coordinator.entity import Coding, Entity, attrs_of, require_keepable
from coordinator.errors import RuleError
from coordinator.take_in.read_file import ReadEntry

LONGEST = 100_000
"""Letters in one field: as much as one text in a file of a region may have."""

_NO_HOME = "programmet har ingen plats för dem"


@dataclass
class Unread:
    """What stands in a file and is not taken in: what it is, why, and how many there are."""

    _counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, what: str, why: str = _NO_HOME) -> None:
        """One more. ``what`` and ``why`` are words of the program: never content of the file."""
        self._counted[what, why] += 1

    def lines(self) -> tuple[str, ...]:
        """A line each: "3 Observation: programmet har ingen plats för dem"."""
        return tuple(f"{number} {what}: {why}" for (what, why), number in self._counted.items())


@dataclass(frozen=True)
class Draft:
    """An entry to be: what the file says of it, and what it needs beside that.

    said: fields with their values, in the file's own words. assumed: values for fields of which the file says only
    something like it; they stand in an entry that is new, and never against one that is here.
    """

    kind: type[Entity]
    id: UUID
    place: str
    said: Mapping[str, Any] = field(repr=False)
    assumed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    ours: bool = False


def read_entry(draft: Draft, patient_id: UUID, unread: Unread) -> ReadEntry | None:
    """The entry; None when it cannot be one, which is then told of."""
    said = {name: value for name, value in draft.said.items() if not _is_nothing(value)}
    values = {**draft.assumed, **said}
    title = draft.kind.TITLE
    lacking = [one for one in attrs_of(draft.kind) if one.required and _is_nothing(values.get(one.name))]
    if lacking:
        unread.add(title, f"uppgift saknas eller går inte att läsa ({lacking[0].label.lower()})")
        return None
    if any(len(text) > LONGEST for value in values.values() for text in _texts(value)):
        unread.add(title, f"en text är längre än {LONGEST} tecken")
        return None
    entry = draft.kind(id=draft.id, patient_id=patient_id, **values)
    try:
        require_keepable(entry)
    except RuleError:
        unread.add(title, "har tecken eller tal som inte går att spara")
        return None
    return ReadEntry(entry, frozenset(said), draft.place)


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", ())


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Coding):
        return [value.code, value.system, value.system_version, value.display, value.original_text]
    if isinstance(value, tuple):
        return [text for part in value for text in _texts(part)]
    return []
