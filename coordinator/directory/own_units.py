"""The clinic's own units, in a text file beside the code lists and outside every pärm: added, edited, hidden, removed.

A row with the key of a unit that Hållpunkt comes with stands in that one's place; it may also only hide it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coordinator.directory.own_rows import ReadRows, RefusedRow, checked, new_key, read_rows, written
from coordinator.directory.shipped import shipped_units
from coordinator.directory.unit import Unit, UnitType
from coordinator.errors import OutputError, RuleError
from coordinator.terms.kept_lists import ListFolder
from coordinator.whole_file import replace_whole

FILE, FORMER = "egna-enheter.tsv", "egna-enheter-förra.tsv"
MOST = 5_000
OWN_SOURCE = "Egen uppgift"


@dataclass(frozen=True)
class Directory:
    """Every unit, the clinic's in the places of those they correct; and what of the clinic's file cannot be read."""

    units: tuple[Unit, ...]
    refused: tuple[RefusedRow, ...] = ()
    unreadable: bool = False

    @property
    def own(self) -> tuple[Unit, ...]:
        """What the clinic has written itself."""
        return tuple(unit for unit in self.units if unit.own)

    def unit(self, key: str) -> Unit | None:
        """The unit with that key."""
        return next((unit for unit in self.units if unit.key == key), None)


def read_directory(folder: ListFolder) -> Directory:
    """All units as they are now, by type. A file of own units that cannot be read leaves those we come with."""
    try:
        rows = _rows(folder)
    except RuleError:
        return Directory(tuple(shipped_units()), unreadable=True)
    own = {unit.key: unit for unit in rows.units}
    found: list[Unit] = []
    for unit in shipped_units():
        mine = own.pop(unit.key, None)
        found.append(unit if mine is None else replace(mine, also=unit.also, original=unit))
    found += own.values()
    order = list(UnitType)
    found.sort(key=lambda unit: order.index(unit.type))
    return Directory(tuple(found), rows.refused)


def add_unit(folder: ListFolder, unit: Unit, today: date) -> Unit:
    """Add a unit of the clinic's own, whatever its key; two may have one name."""
    return save_unit(folder, replace(unit, key=new_key(), hidden=False), today)


def save_unit(folder: ListFolder, unit: Unit, today: date) -> Unit:
    """Keep the clinic's own words of a unit: a new one, another text of one, or one in the place of ours."""
    saved = checked(replace(unit, source=unit.source.strip() or OWN_SOURCE, checked_on=today), today)
    rows = _rows(folder)
    kept = {one.key: one for one in rows.units}
    if saved.key not in kept and len(kept) >= MOST:
        raise RuleError("Katalogen är full", f"Det får finnas {MOST} egna enheter. Ta bort några först.")
    kept[saved.key] = saved
    _write(folder, tuple(kept.values()), rows.refused)
    return saved


def edit_unit(folder: ListFolder, key: str, today: date, **fields: Any) -> Unit:
    """Change some fields of a unit; one that we come with is from then on the clinic's own words of it."""
    unit = read_directory(folder).unit(key)
    if unit is None:
        raise RuleError("Enheten finns inte", "Den har tagits bort. Lägg till den igen.")
    return save_unit(folder, replace(unit if unit.own else replace(unit, source=OWN_SOURCE), **fields), today)


def hide_unit(folder: ListFolder, unit: Unit, *, hidden: bool) -> None:
    """Let a unit stand in the lists or not. What only hid one of ours goes away again with it."""
    original = unit.original if unit.own else unit
    rows = _rows(folder)
    kept = {one.key: one for one in rows.units}
    changed = replace(checked(unit, None), hidden=hidden)
    if not hidden and original is not None and _same_words(changed, checked(original, None)):
        kept.pop(unit.key, None)
    else:
        kept[unit.key] = changed
    _write(folder, tuple(kept.values()), rows.refused)


def remove_unit(folder: ListFolder, key: str) -> Unit:
    """Take away what the clinic has written: one of ours is then as we came with it. What was taken away."""
    rows = _rows(folder)
    gone = next((unit for unit in rows.units if unit.key == key), None)
    if gone is None:
        raise RuleError("Enheten finns inte", "Den har redan tagits bort.")
    _write(folder, [unit for unit in rows.units if unit.key != key], rows.refused)
    return gone


def put_back(folder: ListFolder, gone: Unit) -> None:
    """Undo a removal: the unit is as it was, with its date."""
    rows = _rows(folder)
    if any(unit.key == gone.key for unit in rows.units):
        raise RuleError("Enheten finns redan", "Den har lagts till igen efter att den togs bort.")
    _write(folder, [*rows.units, gone], rows.refused)


def replace_units(folder: ListFolder, units: Sequence[Unit]) -> None:
    """Put other units in the file, as after an import. The file as it was is kept beside it."""
    rows = _rows(folder)
    if len(units) > MOST:
        raise RuleError("Det blir för många", f"Det får finnas {MOST} egna enheter.")
    _write(folder, units, rows.refused, former=written(rows.units, [row.text for row in rows.refused]))


def back_to_former(folder: ListFolder) -> None:
    """Undo the last import: the file is what it was before, and what it was until now is kept in turn."""
    try:
        former, now = (folder.path / FORMER).read_bytes(), _content(folder) or written(())
    except OSError:
        raise RuleError("Det finns inget att ta tillbaka", "Inget har hämtats in förut.") from None
    _put(folder, former, now)


def exported(folder: ListFolder) -> bytes:
    """The clinic's own units as a file for a colleague. RuleError when there are none."""
    units = _rows(folder).units
    if not units:
        raise RuleError("Det finns inga egna enheter", "Lägg till eller rätta en enhet först.")
    return b"\xef\xbb\xbf" + written(units)  # the mark tells a spreadsheet that it is UTF-8


def _same_words(one: Unit, other: Unit) -> bool:
    """Whether two say the same, whenever it was looked at."""
    return replace(one, hidden=False, checked_on=None, source="") == replace(
        other, hidden=False, checked_on=None, source=""
    )


def _rows(folder: ListFolder) -> ReadRows:
    """What is in the file. RuleError when it is no such file: then nothing may be written over it."""
    content = _content(folder)
    if content is None:
        return ReadRows(())
    try:
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        return read_rows(lines, None)
    except ValueError:  # also what is no UTF-8
        raise RuleError(
            "Filen med egna enheter går inte att läsa",
            f"Den är orörd. Flytta undan eller rätta {FILE} i mappen med kodlistor och försök igen.",
        ) from None


def _content(folder: ListFolder) -> bytes | None:
    try:
        return (folder.path / FILE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""  # it is there and cannot be read: as one that is spoilt


def _write(
    folder: ListFolder, units: Sequence[Unit], refused: Sequence[RefusedRow], *, former: bytes | None = None
) -> None:
    _put(folder, written(units, [row.text for row in refused]), former)


def _put(folder: ListFolder, content: bytes, former: bytes | None) -> None:
    path: Path = folder.path
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if former is not None:
            replace_whole(path / FORMER, former)
        replace_whole(path / FILE, content)
    except OSError as error:
        raise OutputError(
            "Enheten kunde inte sparas", "Kontrollera att disken har plats. Allt är som det var."
        ) from error
