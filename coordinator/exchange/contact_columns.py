"""Which field of a contact each column of a table holds: told by its heading, else guessed by what stands in it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coordinator.errors import ImportRefused
from coordinator.exchange.contact_rows import FIELDS
from coordinator.role import known_role
from coordinator.swedish import folded
from coordinator.workplace import workplace

GIVEN_NAME, FAMILY_NAME = "given_name", "family_name"
"""The two halves of a name, which some lists have apart."""

_NOT_OF_A_HEADING = re.compile(r"[^\w\s]|_")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBER = re.compile(r"[+0(][0-9 ()/.–-]{5,20}[0-9]")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_NAME = re.compile(r"[A-ZÅÄÖ][^\W\d_]*(?:[ -]+(?:[A-ZÅÄÖ][^\W\d_]*\.?|af|av|de|von|der)){1,3}")
_MOST = 0.7
_LONGEST_PLACE = 8
_LOOKED_AT = 50
_MOST_COLUMNS = 500


@dataclass(frozen=True)
class Columns:
    """The field of each column, None where it is not understood, and what the column is called.

    remarks: what there is to know of how the columns were understood.
    """

    fields: tuple[str | None, ...]
    headings: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the columns that are not understood are called."""
        return tuple(name for field, name in zip(self.fields, self.headings, strict=True) if field is None and name)


def field_of(heading: str) -> str | None:
    """The field that a heading names; None when it names none."""
    found = _headings().get(_compared(heading))
    return found or _headings().get(_compared(_IN_BRACKETS.sub(" ", heading)))


def by_headings(cells: Sequence[str]) -> Columns | None:
    """The columns of a table whose first row is ``cells``; None when that row has no headings."""
    if len(cells) > _MOST_COLUMNS:
        return None
    fields = tuple(field_of(cell) for cell in cells)
    known, filled = sum(field is not None for field in fields), sum(bool(cell.strip()) for cell in cells)
    # One word of many may be a role or a place that happens to be called as a heading.
    if (
        known == 0
        or (known == 1 and filled > 2)
        or any(_NUMBER.fullmatch(cell.strip()) or _ADDRESS.search(cell) for cell in cells)
    ):
        return None
    headings = tuple(" ".join(cell.split()) for cell in cells)
    twice = [name for number, name in enumerate(headings) if fields[number] and fields[number] in fields[:number]]
    remarks = tuple(
        f"Rubriken {name} betyder samma sak som en tidigare. Där den säger något annat står det i anteckningen."
        for name in dict.fromkeys(twice)
    )
    return Columns(fields, headings, remarks)


def by_content(rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table without headings, where what stands in them says so; else ImportRefused."""
    width = max((len(row) for row in rows), default=0)
    fields: list[str | None] = []
    for number in range(width if width <= _MOST_COLUMNS else 0):
        cells = [row[number].strip() for row in rows[:_LOOKED_AT] if number < len(row) and row[number].strip()]
        found = _guessed(cells)
        fields.append(found if found not in fields else None)
    named = {"name", "unit", "organisation"} & set(fields)
    if not named or sum(field is not None for field in fields) < 2:
        raise ImportRefused(
            "Rubrikraden saknas",
            "Det går inte att se vad kolumnerna är. Skriv en rad överst som talar om det, till exempel Namn, Roll, "
            "Enhet, Telefon och E-post, med en rubrik i varje kolumn.",
        )
    understood = ", ".join(
        f"kolumn {number} {FIELDS[field].label.lower()}" for number, field in enumerate(fields, 1) if field
    )
    headings = tuple(FIELDS[field].label if field else f"kolumn {number}" for number, field in enumerate(fields, 1))
    return Columns(tuple(fields), headings, (f"Rubrikrad saknas. Gissat av innehållet: {understood}.",))


def _guessed(cells: Sequence[str]) -> str | None:
    """The field that most of the cells fit in; None when none does."""
    tests: Mapping[str, Callable[[str], bool]] = {
        "email": lambda cell: bool(_ADDRESS.fullmatch(cell)),
        "phone": lambda cell: bool(_NUMBER.fullmatch(cell)),
        "role": lambda cell: bool(known_role(cell)),
        _kind_of_place(cells): lambda cell: workplace(cell) is not None and len(cell.split()) <= _LONGEST_PLACE,
        "name": lambda cell: bool(_NAME.fullmatch(cell)) and workplace(cell) is None,
    }
    return next((field for field, fits in tests.items() if cells and sum(map(fits, cells)) >= _MOST * len(cells)), None)


def _kind_of_place(cells: Sequence[str]) -> str:
    """Which kind of workplace the cells mostly name: units and organisations stand in one column in many lists."""
    kinds = Counter(place.field for place in map(workplace, cells) if place is not None)
    return max(("unit", "organisation"), key=lambda kind: kinds[kind])


def _compared(heading: str) -> str:
    return " ".join(_NOT_OF_A_HEADING.sub(" ", folded(heading)).split())


@cache
def _headings() -> Mapping[str, str]:
    """Every heading, as compared, and the field it names."""
    text = (files("resources") / "codes" / "contact_headers.json").read_text(encoding="utf-8")
    stored: Mapping[str, list[str]] = json.loads(text)
    labels = {_compared(attr.label): name for name, attr in FIELDS.items()}
    return {_compared(word): name for name, words in stored.items() for word in words} | labels
