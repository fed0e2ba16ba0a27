"""The folder where lists taken in from files are kept, outside every pärm: of each the one that holds and the former.

Each version is a file of its own and is never written over. Which one holds stands in one small file that is replaced
whole: whenever somebody pulls the plug, either the old list holds or the new one.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from coordinator.errors import OutputError, RuleError
from coordinator.terms.read_list import ListKind
from coordinator.terms.source_file import UNCHANGED
from coordinator.terms.term import Term, release_in_words
from coordinator.whole_file import replace_whole

INDEX = "kodlistor.json"
_FIELDS = tuple(field.name for field in fields(Term) if field.name != "system")
_SEVERAL = {"synonyms", "swedish", "suggestions"}
_YES = "1"


@dataclass(frozen=True)
class KeptList:
    """One version of a list: what it is, from which file and when, and the file it is kept in."""

    kind: ListKind
    release: str
    codes: int
    retired: int
    sha256: str
    taken_in: datetime
    file: str
    icd_from: str = ""


@dataclass(frozen=True)
class Versions:
    """The version of a list that holds, and the one before it."""

    now: KeptList
    former: KeptList | None = None


class ListFolder:
    """The lists in ``path``, which need not be there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def versions(self) -> Mapping[ListKind, Versions]:
        """What is kept. A note of it that cannot be read counts as none: the files can be taken in again."""
        try:
            found = json.loads((self.path / INDEX).read_bytes())
            return {ListKind(kind): _versions(ListKind(kind), said) for kind, said in found.items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
            return {}

    def stamp(self) -> object:
        """Something that is another when the lists are."""
        with suppress(OSError):
            found = (self.path / INDEX).stat()
            return found.st_mtime_ns, found.st_size, found.st_ino
        return None

    def terms(self, kept: KeptList) -> list[Term] | None:
        """The terms of one version; None when its file is gone or is not what was written."""
        try:
            content = (self.path / kept.file).read_bytes()
            if _file_name(kept.kind, content) != kept.file:
                return None
            return _from_bytes(kept.kind, content)
        except (OSError, EOFError, ValueError, TypeError, zlib.error):
            return None

    def put(self, new: KeptList, terms: Iterable[Term]) -> KeptList:
        """Keep a version from now on. The one that held is the former, unless it is damaged."""
        content = _to_bytes(terms)
        kept = replace(new, file=_file_name(new.kind, content))
        before = self.versions()
        held = before.get(new.kind)
        former = None if held is None else held.former if self.terms(held.now) is None else held.now
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(self.path / kept.file, content)
            self._choose(before, Versions(kept, former))
        except OSError as error:
            raise _not_saved() from error
        return kept

    def put_back(self, kind: ListKind) -> Versions:
        """Let the former version hold again; the one that held is then the former."""
        before = self.versions()
        held = before.get(kind)
        if held is None or held.former is None:
            raise RuleError("Det finns ingen tidigare utgåva", f"Av {kind.title} finns ingen som har ersatts.")
        if self.terms(held.former) is None:
            raise RuleError("Den tidigare utgåvan är skadad", "Ta in den ur sin fil igen. Den som gäller är kvar.")
        swapped = Versions(held.former, held.now)
        try:
            self._choose(before, swapped)
        except OSError as error:
            raise _not_saved() from error
        return swapped

    def _choose(self, before: Mapping[ListKind, Versions], chosen: Versions) -> None:
        after = {**before, chosen.now.kind: chosen}
        content = json.dumps({kind.value: _plain(one) for kind, one in after.items()}, ensure_ascii=False, indent=1)
        replace_whole(self.path / INDEX, f"{content}\n".encode())
        for gone in _files(before) - _files(after):
            with suppress(OSError):  # it is in nobody's way
                (self.path / gone).unlink()


def _not_saved() -> OutputError:
    return OutputError("Kodlistan kunde inte sparas", f"Kontrollera att disken har plats. {UNCHANGED}")


def _files(versions: Mapping[ListKind, Versions]) -> set[str]:
    return {one.file for pair in versions.values() for one in (pair.now, pair.former) if one is not None}


def _file_name(kind: ListKind, content: bytes) -> str:
    """The name tells what is in the file, so that a damaged one is known."""
    return f"{kind.value}-{hashlib.sha256(content).hexdigest()[:16]}.tsv.gz"


def _plain(versions: Versions) -> dict[str, object]:
    return {
        name: None if one is None else asdict(one) | {"kind": one.kind.value, "taken_in": one.taken_in.isoformat()}
        for name, one in (("now", versions.now), ("former", versions.former))
    }


def _versions(kind: ListKind, said: Mapping[str, Mapping[str, str] | None]) -> Versions:
    now, former = said["now"], said.get("former")
    if now is None:
        raise ValueError("no version holds")
    return Versions(_kept(kind, now), _kept(kind, former) if former else None)


def _kept(kind: ListKind, said: Mapping[str, str]) -> KeptList:
    file, taken_in = said["file"], datetime.fromisoformat(said["taken_in"])
    if Path(file).name != file or taken_in.tzinfo is None:
        raise ValueError("not a kept list")
    release_in_words(str(said["release"]))  # which it has to be possible to say
    return KeptList(
        kind, str(said["release"]), int(said["codes"]), int(said["retired"]), str(said["sha256"]), taken_in, file,
        str(said["icd_from"]),
    )  # fmt: skip


def _to_bytes(terms: Iterable[Term]) -> bytes:
    lines = ["\t".join(_FIELDS), *("\t".join(_cell(getattr(term, name)) for name in _FIELDS) for term in terms)]
    return gzip.compress("\n".join(lines).encode(), mtime=0)


def _cell(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    return value if isinstance(value, str) else _YES if value else ""


def _from_bytes(kind: ListKind, content: bytes) -> list[Term]:
    header, *lines = gzip.decompress(content).decode().split("\n")
    if tuple(header.split("\t")) != _FIELDS:
        raise ValueError("another form of list")
    return [_term(kind.system, line.split("\t")) for line in lines]


def _term(system: str, cells: list[str]) -> Term:
    code, name, synonyms, swedish, release, suggestions, retired_in, moved_to, level, parent, valid_from, never = cells
    return Term(
        code=code, system=system, name=name, synonyms=_parted(synonyms), swedish=_parted(swedish), release=release,
        suggestions=_parted(suggestions), retired_in=retired_in, moved_to=moved_to, level=level, parent=parent,
        valid_from=valid_from, never_main=never == _YES,
    )  # fmt: skip


def _parted(said: str) -> tuple[str, ...]:
    return tuple(said.split("|")) if said else ()
