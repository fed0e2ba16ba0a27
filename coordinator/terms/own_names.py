"""Names that the clinic has added itself, in a file of their own that no new release of a list touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coordinator.errors import OutputError, RuleError
from coordinator.swedish import folded
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.source_file import cell
from coordinator.terms.term import code_key, is_icd_code, system_of, with_stop
from coordinator.whole_file import replace_whole

FILE = "egna-namn.tsv"
LONGEST = 200
_HEADER = ("kod", "namn")


@dataclass(frozen=True)
class OwnName:
    """A name for a code, or without one a name that is chosen as free text."""

    name: str
    code: str = ""


def own_names(folder: ListFolder) -> Sequence[OwnName]:
    """All of them. A line that somebody has spoilt is passed over."""
    try:
        lines = _file(folder).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError:
        return ()
    found = (line.rstrip("\r").split("\t") for line in lines[1:])
    return tuple(OwnName(cells[1], cells[0]) for cells in found if len(cells) == len(_HEADER) and cells[1].strip())


def add_own_name(folder: ListFolder, name: str, code: str = "") -> OwnName:
    """Add a name. RuleError says what is wrong with it."""
    said, known = cell(name), own_names(folder)
    if not said:
        raise RuleError("Namnet saknas", "Skriv namnet som det ska stå.")
    if len(said) > LONGEST:
        raise RuleError("Namnet är för långt", f"Skriv det med högst {LONGEST} tecken.")
    key = code_key(code)
    if key and not system_of(key):
        raise RuleError(
            "Koden går inte att läsa", "Skriv en ORPHA-kod, till exempel 778, eller en ICD-10-kod, till exempel G71.0A."
        )
    new = OwnName(said, with_stop(key) if is_icd_code(key) else key)
    if any((folded(one.name), one.code) == (folded(new.name), new.code) for one in known):
        raise RuleError("Namnet finns redan", "Det har lagts till tidigare.")
    _write(folder, (*known, new))
    return new


def remove_own_name(folder: ListFolder, gone: OwnName) -> None:
    """Take a name away. What has been chosen by it stays in the records."""
    known = own_names(folder)
    if gone not in known:
        raise RuleError("Namnet finns inte", "Det har redan tagits bort.")
    _write(folder, [one for one in known if one != gone])


def stamp(folder: ListFolder) -> object:
    """Something that is another when the names are."""
    try:
        found = _file(folder).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _file(folder: ListFolder) -> Path:
    return folder.path / FILE


def _write(folder: ListFolder, names: Sequence[OwnName]) -> None:
    lines = ["\t".join(_HEADER), *(f"{one.code}\t{one.name}" for one in names)]
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(_file(folder), "".join(f"{line}\n" for line in lines).encode())
    except OSError as error:
        raise OutputError("Namnen kunde inte sparas", "Kontrollera att disken har plats. De är som de var.") from error
