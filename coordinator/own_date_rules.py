"""The clinic's own date rules, in a text file beside the code lists and outside every pärm: read, written, taken back.

A rule of the clinic's stands in the place of the program's rule with the same key. What cannot be read gives no day: a
mistake in the file must never bring back a day that the clinic has changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from coordinator.errors import OutputError, RuleError
from coordinator.whole_file import replace_whole

FILE, FORMER = "datumregler.json", "datumregler-förra.json"
_LARGEST = 500_000
"""So many bytes at most; every rule in ten wordings is a tenth of it."""

_Rows = Mapping[str, tuple[Mapping[str, Any], ...]]


class Section(Enum):
    """The parts of the file, by the name each has in it."""

    DATES = "date_rules"
    DISCHARGE = "discharge"


@dataclass(frozen=True)
class OwnRows:
    """The rows of the file by their key; a key may have several. faults: what could not be read, in Swedish.

    unreadable: the file is there and cannot be read at all.
    """

    dates: _Rows
    discharge: _Rows
    faults: tuple[str, ...] = ()
    unreadable: bool = False


def read_own(path: Path | None) -> OwnRows:
    """What is in the file; nothing where there is none."""
    try:
        sections = _sections(_content(path) if path else None)
    except ValueError:
        back = ", eller hämta tillbaka den förra under Datumregler" if has_former(path) else ""
        told = (
            f"Filen med egna datumregler går inte att läsa. Ingen regel som kan ändras ger någon dag. "
            f"Rätta {FILE} i mappen med kodlistor{back}."
        )
        return OwnRows({}, {}, (told,), unreadable=True)
    return OwnRows(_by_key(sections[Section.DATES]), _by_key(sections[Section.DISCHARGE]))


def save_rows(path: Path, section: Section, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put ``rows`` in the place of all that the clinic has of that key; none of them: the program's rule holds again.

    The file as it was is kept beside it. RuleError when it cannot be read: then nothing is written over it.
    """
    written = _content(path)
    try:
        sections = dict(_sections(written))
    except ValueError:
        raise RuleError(
            "Filen med egna regler går inte att läsa",
            f"Den är orörd. Rätta {FILE} i mappen med kodlistor, eller ångra den senaste ändringen.",
        ) from None
    sections[section] = [*(one for one in sections[section] if one["key"] != key), *rows]
    _put(path, _text(sections), written)


def has_former(path: Path | None) -> bool:
    """Whether there is a former file to go back to."""
    return path is not None and path.with_name(FORMER).is_file()


def restore_former(path: Path) -> None:
    """The file is what it was before the last change, and what it was until now is kept in turn."""
    try:
        former = path.with_name(FORMER).read_bytes()
    except OSError:
        raise RuleError("Det finns inget att ta tillbaka", "Inga egna regler har sparats förut.") from None
    _put(path, former, _content(path))


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError:
        return b""  # it is there and cannot be read: as one that is spoilt


def _sections(written: bytes | None) -> Mapping[Section, list[Mapping[str, Any]]]:
    """The rows of each part. ValueError when it is no such file: a row without a key may be of any rule."""
    if written is None:
        return {section: [] for section in Section}
    if len(written) > _LARGEST:
        raise ValueError
    try:
        read = json.loads(written.decode("utf-8-sig"), object_pairs_hook=_each_once)
        json.dumps(read, ensure_ascii=False).encode()  # half a character can be read and never be shown or kept
    except RecursionError as error:
        raise ValueError from error
    names = {section.value for section in Section}
    if not isinstance(read, dict) or set(read) - names:
        raise ValueError
    return {section: [_row(one) for one in _listed(read.get(section.value, []))] for section in Section}


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """What is said twice is not known: the last of them would else hold, and the first be as if never written."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _listed(rows: object) -> list[object]:
    if not isinstance(rows, list):
        raise ValueError
    return rows


def _row(row: object) -> Mapping[str, Any]:
    if not isinstance(row, dict) or not isinstance(row.get("key"), str):
        raise ValueError
    return row


def _by_key(rows: Sequence[Mapping[str, Any]]) -> _Rows:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in rows:
        found.setdefault(one["key"], []).append(one)
    return {key: tuple(those) for key, those in found.items()}


def _text(sections: Mapping[Section, Sequence[Mapping[str, Any]]]) -> bytes:
    whole = {section.value: sections[section] for section in Section}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _put(path: Path, content: bytes, former: bytes | None) -> None:
    """``former`` None: there was no file, which is as one with nothing in it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(path.with_name(FORMER), _text(_sections(None)) if former is None else former)
        replace_whole(path, content)
    except OSError as error:
        raise OutputError(
            "Regeln kunde inte sparas",
            "Kontrollera att disken har plats och att mappen går att skriva i. Allt är som det var.",
        ) from error
