"""The file of a backup: a ZIP with the vault, its key file and a manifest, read with the distrust any file deserves."""

import json
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from coordinator.errors import FileDamaged, KeyFileDamaged, TooNew, VaultError
from db import key_file, keys
from db.key_file import Head, KeyFile
from db.schema import SCHEMA

FORMAT = "hallpunkt-sakerhetskopia"
FORMAT_VERSION = 1
MANIFEST = "sakerhetskopia.json"
KEY_FILE_END = ".nycklar"
_MOST_SMALL = 1_000_000  # bytes in the manifest or the key file; they have a few thousand
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Manifest:
    """What the copy says of itself; no content of the record. ``seal`` binds it all to the vault's key."""

    schema: int
    made: datetime
    vault_id: UUID
    practice: bool
    head: Head
    rows: Mapping[str, int]
    seal: str = field(default="", repr=False)

    def _content(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "v": FORMAT_VERSION,
            "schema": self.schema,
            "made": self.made.isoformat(timespec="seconds"),
            "vault_id": str(self.vault_id),
            "practice": self.practice,
            "head": {"seq": self.head.seq, "mac": self.head.mac},
            "rows": dict(sorted(self.rows.items())),
        }

    def sealed(self, key: bytes) -> "Manifest":
        """The same with the seal that belongs to its content."""
        plain = json.dumps(self._content(), sort_keys=True, separators=(",", ":")).encode()
        return replace(self, seal=keys.seal(keys.derived(key, "backup"), plain))

    def to_json(self) -> str:
        """The text of the manifest."""
        return json.dumps(self._content() | {"seal": self.seal}, indent=1) + "\n"


@dataclass(frozen=True)
class Contents:
    """What a backup holds, before any key is known; the vault itself stays in the file."""

    name: str
    manifest: Manifest
    key_file: KeyFile


def write(out: Path, database: Path, contents: Contents) -> None:
    """Write the file, readable by its owner only, and have it on the disk. OSError when the disk says no."""
    made = contents.manifest.made
    date = made.timetuple()[:6] if 1980 <= made.year < 2108 else (1980, 1, 1, 0, 0, 0)  # what a ZIP can say
    small = {
        MANIFEST: contents.manifest.to_json().encode(),
        contents.name + KEY_FILE_END: contents.key_file.to_json().encode(),
    }
    descriptor = os.open(out, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:  # stored: what is encrypted cannot be compressed
            for name, content in small.items():
                archive.writestr(_entry(name, date, len(content)), content)
            with (
                database.open("rb") as source,
                archive.open(_entry(contents.name, date, database.stat().st_size), "w") as target,
            ):
                shutil.copyfileobj(source, target, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def _entry(name: str, date: Any, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date)
    entry.external_attr = 0o600 << 16
    entry.file_size = size  # so that the ZIP takes its long form for a vault that needs it
    return entry


def is_plain_name(name: str) -> bool:
    """Whether ``name`` can be the name of a vault in a backup: one file, in whatever folder, on any system."""
    return (
        bool(name)
        and name.isprintable()  # no line breaks, and nothing that is no text
        and not set(name) & set('/\\:*?"<>|')
        and name.strip(". ") == name
        and name != MANIFEST
    )


def read(copy: Path) -> Contents:
    """Read what the copy holds, but for the vault; VaultError, FileDamaged or TooNew, and nothing is written."""
    with _opened(copy) as archive:
        entries = _entries(archive, copy)
        with _distrusted():
            manifest = _manifest(archive.read(entries[MANIFEST]))
        if manifest.schema > SCHEMA:
            raise _too_new()
        name = _vault_in(entries)
        with _distrusted():
            found = _key_file(archive.read(entries[name + KEY_FILE_END]))
    return Contents(name, manifest, found)


def take_out(copy: Path, name: str, out: Path) -> None:
    """Take the vault out of the copy to the new file ``out``, and have it on the disk. OSError: that disk says no."""
    with _opened(copy) as archive:
        entries = _entries(archive, copy)
        if _vault_in(entries) != name:
            raise damaged()
        with _distrusted():
            source = archive.open(entries[name])
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with source, os.fdopen(descriptor, "wb") as target:
            while content := _next(source):
                target.write(content)
            target.flush()
            os.fsync(target.fileno())


def _next(source: IO[bytes]) -> bytes:
    with _distrusted():
        return source.read(1 << 20)


@contextmanager
def _opened(copy: Path) -> Iterator[zipfile.ZipFile]:
    try:
        if copy.is_dir():
            raise VaultError("Det är en mapp", "Ange filen som hallpunkt backup skrev.")
        file = copy.open("rb")
    except FileNotFoundError:
        raise VaultError("Säkerhetskopian finns inte", "Det finns ingen sådan fil. Kontrollera sökvägen.") from None
    except (OSError, ValueError) as error:
        raise _unreadable() from error
    with file:
        try:
            with _distrusted():
                archive = zipfile.ZipFile(file)
        except FileDamaged:
            raise _not_ours() from None
        with archive:
            yield archive


@contextmanager
def _distrusted() -> Iterator[None]:
    """What the readers of ZIP and JSON raise over a file that is not what we wrote."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyFileDamaged):
        raise damaged() from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        raise damaged() from None
    except RuntimeError:  # an unknown compression, a password, brackets without end
        raise damaged() from None
    except OSError as error:
        raise _unreadable() from error


def damaged() -> FileDamaged:
    """What to say of a copy of ours that is not as it was written. Made anew each time: an error keeps what it met."""
    return FileDamaged(
        "Säkerhetskopian är skadad", "Inget har lagts i mappen. Pröva en annan säkerhetskopia. Rör inte den här."
    )


def _unreadable() -> VaultError:
    return VaultError(
        "Säkerhetskopian kan inte läsas", "Kontrollera att du får läsa filen, och att disken den ligger på är ansluten."
    )


def _not_ours() -> FileDamaged:
    return FileDamaged(
        "Det är ingen hel säkerhetskopia",
        "Filen är något annat än det hallpunkt backup skriver, eller så fattas en del av den. Inget har lagts i "
        "mappen. Pröva en annan fil.",
    )


def _entries(archive: zipfile.ZipFile, copy: Path) -> dict[str, zipfile.ZipInfo]:
    """The files in the ZIP by name: each once, as they are, and a manifest among them."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    with _distrusted():
        room = copy.stat().st_size
    if (
        len(entries) != len(archive.infolist())
        or MANIFEST not in entries
        or any(entry.compress_type != zipfile.ZIP_STORED for entry in entries.values())
        or sum(entry.file_size for entry in entries.values()) > room
        or entries[MANIFEST].file_size > _MOST_SMALL
    ):
        raise _not_ours()
    return entries


def _vault_in(entries: Mapping[str, zipfile.ZipInfo]) -> str:
    """The name of the vault, when just it, its key file and the manifest are there."""
    for name in entries:
        key_file_name = name + KEY_FILE_END
        if (
            entries.keys() == {MANIFEST, name, key_file_name}
            and is_plain_name(name)
            and entries[key_file_name].file_size <= _MOST_SMALL
        ):
            return name
    raise _not_ours()


def _key_file(text: bytes) -> KeyFile:
    try:
        found = key_file.from_text(text.decode())
    except TooNew:
        raise _too_new() from None
    if found.schema > SCHEMA:
        raise _too_new()
    return found


def _manifest(text: bytes) -> Manifest:
    content = json.loads(text.decode())
    if content["format"] != FORMAT:
        raise ValueError("format")
    if _whole(content["v"]) != FORMAT_VERSION:
        raise _too_new() if content["v"] > FORMAT_VERSION else ValueError("version")
    made = datetime.fromisoformat(content["made"])
    if made.tzinfo is None or not isinstance(content["practice"], bool):
        raise ValueError("made or practice")
    return Manifest(
        schema=_whole(content["schema"]),
        made=made,
        vault_id=UUID(content["vault_id"]),
        practice=content["practice"],
        head=Head(_whole(content["head"]["seq"]), str(content["head"]["mac"])),
        rows={str(table): _whole(count) for table, count in content["rows"].items()},
        seal=str(content["seal"]),
    )


def _whole(number: object) -> int:
    if type(number) is not int or not 0 <= number < 10**_MOST_DIGITS:
        raise ValueError("number")
    return number


def _too_new() -> TooNew:
    return TooNew(
        "Säkerhetskopian är gjord av en nyare version",
        "Programmet på den här datorn är äldre än säkerhetskopian. Inget har lagts i mappen. Uppdatera programmet och "
        "återställ igen.",
    )
