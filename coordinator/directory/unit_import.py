"""Takes in a colleague's own units from a file: what would be new, changed and the same, and which rows cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coordinator.directory.own_rows import HEADER, ReadRows, RefusedRow, header_of, read_rows
from coordinator.directory.own_units import MOST, read_directory, replace_units
from coordinator.directory.unit import Unit
from coordinator.errors import ImportRefused
from coordinator.swedish import folded
from coordinator.terms.kept_lists import ListFolder

LARGEST = 5_000_000
_SHOWN = 10


@dataclass(frozen=True)
class UnitImport:
    """What a file would change."""

    new: tuple[Unit, ...]
    changed: tuple[Unit, ...]
    same: tuple[Unit, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to take in."""
        return bool(self.new or self.changed)

    def summary(self) -> str:
        """How many of each, on a line."""
        new, changed, refused = len(self.new), len(self.changed), len(self.refused)
        said = [f"{new} {'ny' if new == 1 else 'nya'}", f"{changed} {'ändrad' if changed == 1 else 'ändrade'}"]
        said += [f"{len(self.same)} som förut"]
        said += [f"{refused} rader kan inte tas in" if refused > 1 else "1 rad kan inte tas in"] if refused else []
        return ", ".join(said)

    def in_words(self) -> Iterator[str]:
        """Line by line: which are new and changed, and each refused row with why."""
        yield f"I filen: {self.summary()}."
        for title, units in (("Nya", self.new), ("Ändrade", self.changed)):
            if units:
                more = f" och {len(units) - _SHOWN} till" if len(units) > _SHOWN else ""
                yield f"{title}: {', '.join(unit.name for unit in units[:_SHOWN])}{more}"
        for row in self.refused:
            yield f"Rad {row.number}: {row.reason}"


def read_import(path: Path, folder: ListFolder, today: date) -> UnitImport:
    """Read a colleague's file and hold it against what is here; nothing is written."""
    rows = _rows(path, today)
    directory = read_directory(folder)
    here = {unit.key: unit for unit in directory.own}
    alike: dict[tuple[object, ...], list[Unit]] = {}
    for own in here.values():
        alike.setdefault(_looks(own), []).append(own)
    new: list[Unit] = []
    changed: list[Unit] = []
    same: list[Unit] = []
    seen: set[str] = set()
    for unit in rows.units:
        met = _met(alike.get(_looks(unit), ()), seen) if unit.key in rows.nameless else here.get(unit.key)
        if met is None:
            new.append(unit)
            continue
        seen.add(met.key)
        theirs = replace(unit, key=met.key)
        mine = replace(met, also=(), original=None)
        (same if theirs == mine else changed).append(theirs)
    return UnitImport(tuple(new), tuple(changed), tuple(same), rows.refused)


def take_in(found: UnitImport, folder: ListFolder) -> None:
    """Keep what was read, beside what has been written since; the file as it was stays beside it."""
    if found.changes_anything:
        units = {unit.key: unit for unit in (*read_directory(folder).own, *found.changed, *found.new)}
        replace_units(folder, tuple(units.values()))


def _met(alike: Sequence[Unit], seen: set[str]) -> Unit | None:
    """The unit that a line without a key is about: of the same type, name, organisation and place."""
    found = [one for one in alike if one.key not in seen]
    return found[0] if len(found) == 1 else None


def _looks(unit: Unit) -> tuple[object, ...]:
    return unit.type, folded(unit.name), folded(unit.organisation), folded(unit.place)


def _rows(path: Path, today: date) -> ReadRows:
    try:
        if path.exists() and not path.is_file():
            raise ImportRefused("Det är ingen vanlig fil", "Välj filen som du har fått.")
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError:
        raise ImportRefused("Filen kan inte läsas", "Kontrollera att den finns och att du får läsa den.") from None
    if content is None:
        raise ImportRefused(
            "Filen är för stor", f"Den är över {LARGEST // 1_000_000} MB. Kontrollera att det är rätt fil."
        )
    try:
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError:
        raise ImportRefused(
            "Filen går inte att läsa", "Den ska vara en textfil i UTF-8, så som Hållpunkt sparar den."
        ) from None
    if header_of(lines[0]) is None:
        raise ImportRefused(
            "Filen är ingen fil med enheter",
            f"Första raden ska ha rubrikerna {', '.join(HEADER[:3])} och så vidare, med tabb emellan.",
        )
    if sum(bool(line.strip()) for line in lines) - 1 > MOST:  # before each is read, which takes its time
        raise ImportRefused("Filen har för många rader", f"Det får finnas {MOST} egna enheter.")
    return read_rows(lines, today)
