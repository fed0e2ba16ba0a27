"""The clinic's own units as lines of a text file: what a good line is, and why a bad one is refused."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordinator.contact import ContactCategory
from coordinator.directory.unit import Unit, UnitType
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.exchange.formula_guard import guarded, unguarded
from coordinator.identity import parse_identity
from coordinator.swedish import folded
from coordinator.terms.source_file import one_line, unquoted

LONGEST_NAME, LONGEST = 200, 500
_TEXTS: Mapping[str, str] = {
    "namn": "name", "beskrivning": "about", "verksamhet": "organisation", "plats": "place", "region": "region",
    "telefon": "phone", "telefontid": "phone_hours", "anteckning": "note", "källa": "source",
}  # fmt: skip
HEADER = ("nyckel", "typ", *_TEXTS, "område", "kontrollerad", "dold")
_NEEDED = frozenset({"typ", "namn"})
_YES = "ja"
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_NUMBER = re.compile(r"(?<!\d)(?:\d{8}|\d{6})[-+]?\d{4}(?!\d)")


@dataclass(frozen=True)
class RefusedRow:
    """A line that cannot be taken: which in the file, and why. ``text`` is the line as it stands there."""

    number: int
    reason: str
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class ReadRows:
    """What a file holds. ``nameless`` are the keys that were given to lines without one."""

    units: tuple[Unit, ...]
    refused: tuple[RefusedRow, ...] = ()
    nameless: frozenset[str] = frozenset()


def new_key() -> str:
    """A key that no other unit has, at any clinic."""
    return f"egen-{new_id().hex}"


def header_of(line: str) -> tuple[str, ...] | None:
    """The columns that the first line names; None when it is no file of units."""
    names = tuple(name.strip().strip('"').casefold() for name in line.split("\t"))
    is_one = set(names) >= _NEEDED and len(set(names)) == len(names)
    return names if is_one else None


def read_rows(lines: Sequence[str], today: date | None) -> ReadRows:
    """The units of a file with its header; no line is lost: one that cannot be taken is among the refused.

    today: no date may be later than this; None when the rows have been taken before.
    """
    header = header_of(lines[0]) if lines else None
    if header is None:
        raise ValueError("no header")
    units: dict[str, Unit] = {}
    refused: list[RefusedRow] = []
    nameless: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        try:
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                raise RuleError("Raden", f"Raden har {len(cells)} fält, och rubrikraden har {len(header)}.")
            said = dict(zip(header, (unguarded(unquoted(cell.strip())) for cell in cells), strict=False))
            unit = checked(_unit(said), today)
            if unit.key in units:
                raise RuleError("Raden", "Samma enhet står redan på en tidigare rad.")
        except RuleError as error:
            refused.append(RefusedRow(number, error.message, line))
            continue
        units[unit.key] = unit
        if not said.get("nyckel"):
            nameless.add(unit.key)
    return ReadRows(tuple(units.values()), tuple(refused), frozenset(nameless))


def written(units: Sequence[Unit], kept_as_is: Sequence[str] = ()) -> bytes:
    """The file; ``kept_as_is`` are lines that could not be read, which nobody but their writer may take away."""
    lines = ["\t".join(HEADER), *("\t".join(_cells(unit)) for unit in units), *kept_as_is]
    return "".join(f"{line}\n" for line in lines).encode()


def checked(unit: Unit, today: date | None) -> Unit:
    """``unit`` with its texts on one line each. RuleError says what is wrong with it."""
    texts: dict[str, Any] = {name: one_line(getattr(unit, name)) for name in _TEXTS.values()}
    if not texts["name"]:
        raise RuleError("Namnet saknas", "Skriv vad enheten heter.")
    if len(texts["name"]) > LONGEST_NAME:
        raise RuleError("Namnet är för långt", f"Skriv det med högst {LONGEST_NAME} tecken.")
    if any(len(text) > LONGEST for text in texts.values()):
        raise RuleError("Texten är för lång", f"Skriv högst {LONGEST} tecken i varje fält.")
    if today is not None and any(_has_identity(text, today) for text in texts.values()):
        raise RuleError("Det står ett personnummer", "Katalogen ligger utanför pärmen. Skriv inget om patienter i den.")
    if today is not None and unit.checked_on is not None and unit.checked_on > today:
        raise RuleError("Datumet ligger i framtiden", "Kontrolldatumet kan inte vara efter i dag.")
    return Unit(
        key=unit.key, type=unit.type, category=unit.category, checked_on=unit.checked_on, own=True,
        hidden=unit.hidden, **texts,
    )  # fmt: skip


def _unit(said: Mapping[str, str]) -> Unit:
    key = said.get("nyckel") or new_key()
    if not _KEY.fullmatch(key):
        raise RuleError("Raden", "Nyckeln går inte att läsa. Lämna fältet tomt så får enheten en ny.")
    texts: dict[str, Any] = {name: said.get(column, "") for column, name in _TEXTS.items()}
    return Unit(
        key,
        _type(said["typ"]),
        category=_category(said.get("område", "")),
        checked_on=_day(said.get("kontrollerad", "")),
        own=True,
        hidden=folded(said.get("dold", "")) == _YES,
        **texts,
    )


def _type(said: str) -> UnitType:
    for type in UnitType:
        if folded(said) in (folded(type.stored), folded(type.label)):
            return type
    raise RuleError("Raden", "Typen känns inte igen. Skriv till exempel CF-centrum, Expertteam eller Annan enhet.")


def _category(said: str) -> ContactCategory | None:
    if not said:
        return None
    for category in ContactCategory:
        if folded(said) in (folded(category.stored), folded(category.label)):
            return category
    raise RuleError("Raden", "Området känns inte igen. Lämna fältet tomt så väljs det efter typen.")


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise RuleError("Raden", "Kontrolldatumet går inte att läsa. Skriv det som 2026-11-22.") from None


def _cells(unit: Unit) -> Iterator[str]:
    said = {column: getattr(unit, name) for column, name in _TEXTS.items()}
    said |= {
        "nyckel": unit.key,
        "typ": unit.type.stored,
        "område": unit.category.stored if unit.category else "",
        "kontrollerad": unit.checked_on.isoformat() if unit.checked_on else "",
        "dold": _YES if unit.hidden else "",
    }
    return (_cell(said[column]) for column in HEADER)


def _cell(text: str) -> str:
    """The text so that a spreadsheet, and we after it, read it as it is."""
    line = one_line(text)
    if line != unquoted(line):
        quoted = line.replace('"', '""')
        return f'"{quoted}"'
    return guarded(line)


def _has_identity(text: str, today: date) -> bool:
    """Whether a valid personnummer stands in ``text``, with its hyphen or all twelve digits: ten may be a phone's."""
    for found in _NUMBER.findall(text):
        if found.isdecimal() and len(found) == 10:
            continue
        try:
            parse_identity(found, today)
        except RuleError:
            continue
        return True
    return False
