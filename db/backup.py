"""Backup: one verified file that holds all that is needed to get a vault back."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from coordinator import whole_file
from coordinator.errors import FileDamaged, OutputError, VaultBusy, VaultError, WriteFailed
from coordinator.record import swedish_clock
from coordinator.vaults import Copied
from coordinator.whole_file import FULL
from db import access_log, backup_file, check, engine, failed_unlocks, key_file, keys
from db.backup_file import Contents, Manifest
from db.key_file import KeyFile
from db.schema import SEARCH

VAULT_END = ".hallpunkt"
COPY_END = ".hallpunkt-kopia"
# An upgrade is not stopped by a row that somebody tampered with: the copy is as the vault is, and the check tells.
_NOT_OF_FILE = ("rows", "history")
_PAGES = 2000  # a step
_OK, _DONE = 0, 101  # what a step answers
_DATABASE, _ARCHIVE, TAKEN_OUT = "kopia", "fil", "uttagen"
_WORK_FILES = (_DATABASE, f"{_DATABASE}-wal", f"{_DATABASE}-journal", _ARCHIVE, TAKEN_OUT)


def back_up(
    active: Engine,
    path: Path,
    key: bytes,
    found: KeyFile,
    out: Path,
    *,
    force: bool,
    made: datetime,
    note: Callable[[], None],
) -> Copied:
    """Copy the open vault at ``path`` to the file ``out``, which gets its name when the copy is verified.

    note: writes the deed to the access log; called when all is done but the name.
    Raises OutputError when it cannot be written, FileDamaged when the copy is not whole; then nothing is left.
    """
    require_backup_room(out, path, force=force)
    manifest = _copy(active, path, key, found, out, made=made, older=False, note=note)
    return Copied(manifest.rows["patient"], same_device(out, path))


def before_upgrade(active: Engine, path: Path, key: bytes, found: KeyFile) -> Path:
    """Copy the open vault at ``path``, which lacks some migration, to a file beside it; that file.

    A copy that an interrupted attempt left is replaced. No transaction may be open. Raises WriteFailed when it cannot
    be written, FileDamaged when the copy is not whole: then the vault must not be upgraded.
    """
    with engine.translated(), active.connect() as connection:
        has_had = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    out = path.with_name(f"{path.name}.före-schema-{has_had + 1}{COPY_END}")
    try:
        _copy(active, path, key, found, out, made=swedish_clock(), older=True)
    except OutputError as error:
        raise WriteFailed(
            error.title,
            "Pärmen ska uppgraderas till den nya versionen, och först görs en säkerhetskopia bredvid den. Det gick "
            "inte, så pärmen är orörd. Gör plats på disken, kontrollera att du får skriva i mappen och öppna igen.",
        ) from error
    return out


def require_backup_room(out: Path, vault: Path, *, force: bool) -> None:
    """Refuse, before anything is asked, a place where no backup of ``vault`` can be written."""
    with _told():
        whole_file.require_free(out, force=force)
        if out.name.casefold().endswith(VAULT_END) or _belongs_to(vault, out):
            raise OutputError(
                "Namnet hör till en pärm", f"Välj ett annat namn på säkerhetskopian, till exempel ett som slutar på "
                f"{COPY_END}."
            )  # fmt: skip


def _belongs_to(vault: Path, out: Path) -> bool:
    """Whether ``out`` is the vault, a file that belongs to it, or would get the name of one."""
    for path in {vault, Path(os.path.realpath(vault))}:
        for file in [*files_of(path), path.with_name(path.name + ".lock"), path.with_name(path.name + ".lock-av")]:
            if os.path.realpath(file.parent) == os.path.realpath(out.parent) and file.name == out.name:
                return True
            if file.exists() and out.exists() and file.samefile(out):
                return True
    return False


def files_of(vault: Path) -> list[Path]:
    """The files that are a vault: all but its lock."""
    beside = [vault.with_name(vault.name + end) for end in ("-wal", "-journal")]
    return [*beside, vault, failed_unlocks.path_of(vault), key_file.key_path(vault), key_file.twin_path(vault)]


def same_device(one: Path, other: Path) -> bool:
    """Whether both lie on one disk."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def _copy(
    active: Engine,
    path: Path,
    key: bytes,
    found: KeyFile,
    out: Path,
    *,
    made: datetime,
    older: bool,
    note: Callable[[], None] | None = None,
) -> Manifest:
    made = made.replace(microsecond=0)
    name = path.name if backup_file.is_plain_name(path.name) else f"parm{VAULT_END}"
    # One name for each vault: what a killed backup leaves is gone after the next one to the same folder.
    with work_folder(out.with_name(f".{found.vault_id}.kopieras")) as folder:
        archive = folder / _ARCHIVE
        with _told():
            _copy_pages(active, folder / _DATABASE, key)
            with engine.translated():
                contents = _described(active, name, key, found, made)
            backup_file.write(archive, folder / _DATABASE, contents)
            (folder / _DATABASE).unlink()  # never more than two copies take room at once
            _require_whole(archive, folder / TAKEN_OUT, key, contents, older=older)
        # The name comes last: a backup that nobody knows of is worse than a note of one that failed.
        if note:
            note()
        with _told():
            archive.replace(out)
    sync_folder(out.parent)
    return contents.manifest


def _copy_pages(active: Engine, database: Path, key: bytes) -> None:
    """Copy over the vault's own connection: its lock lets no other near."""
    with (
        engine.translated(),
        closing(engine.connect(database, key)) as target,
        closing(active.raw_connection()) as source,
    ):
        driver: Any = source.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the cipher's check reads past the log
        driver.backup(target, pages=_PAGES, progress=_require_progress)
        # The driver copies a page that it cannot read as zeros, sealed anew, and says that all is well.
        if driver.execute("PRAGMA cipher_integrity_check").fetchall():
            raise FileDamaged(
                "Pärmen är skadad",
                "En del av filen går inte att läsa, så ingen säkerhetskopia har gjorts; de som finns är orörda. Skriv "
                "inget mer i pärmen. Kör hallpunkt check: den säger vilken del.",
            )
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _require_progress(status: int, _remaining: int, _total: int) -> None:
    if status not in (_OK, _DONE):  # the driver would try for ever
        raise VaultBusy("Säkerhetskopian kan inte göras", "Något annat skriver i pärmen eller i kopian.")


def _described(active: Engine, name: str, key: bytes, found: KeyFile, made: datetime) -> Contents:
    with active.connect() as connection:
        schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        head, rows = access_log.newest(connection), _counts(connection)
        rolled_back = found.head.seq and access_log.seal_of(connection, found.head.seq) != found.head.mac
    # A vault that was put back to a former state keeps the proof of it, in its copy too.
    kept = replace(found, schema=schema, head=found.head if rolled_back else head).sealed(key)
    return Contents(name, Manifest(schema, made, found.vault_id, found.practice, head, rows).sealed(key), kept)


def _require_whole(archive: Path, taken_out: Path, key: bytes, contents: Contents, *, older: bool) -> None:
    """Read the finished file as a restore does."""
    try:
        faults = [] if backup_file.read(archive) == contents else ["Innehållsförteckningen"]
        backup_file.take_out(archive, contents.name, taken_out)
        faults += faults_in(taken_out, key, contents.manifest, older=older)
    except VaultError:
        faults = ["Filen"]
    if faults:
        raise FileDamaged(
            "Säkerhetskopian blev inte hel",
            f"Inte som det ska: {', '.join(faults)}. Ingen säkerhetskopia har sparats och pärmen är orörd. Kör "
            "hallpunkt check på pärmen: är den hel är det disken som kopian skulle ligga på som är skadad.",
        )


def _counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has, whatever tables there are."""
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).scalars()
    # Not the search index, which may be damaged and is made anew from the others.
    return {table: engine.count_rows(connection, table) for table in tables.all() if table != SEARCH[0]}


def faults_in(database: Path, key: bytes, manifest: Manifest, *, older: bool) -> list[str]:
    """The parts of the vault file ``database`` that are not whole or not what the manifest says; nothing is written.

    older: it lacks some migration, so it cannot be held against today's tables.
    """
    try:
        with engine.translated():
            active = engine.engine_of(engine.connect(database, key, untouched=True))
            try:
                with active.connect() as reading:
                    parts = check.examine(reading, keys.derived(key, "log"), manifest.head, older=older)
                    faults = [part.title for part in parts if part.faults and not (older and part.name in _NOT_OF_FILE)]
                    return faults or _unlike(reading, manifest)
            finally:
                active.dispose()
    except VaultError:
        return ["Filen"]


def _unlike(reading: Connection, manifest: Manifest) -> list[str]:
    expected = {"user_version": manifest.schema, "application_id": engine.APPLICATION_ID}
    said = {pragma: reading.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in expected}
    unlike = ["Pärmens version"] if said != expected else []
    if _counts(reading) != dict(manifest.rows):
        unlike.append("Antalet poster")
    return unlike


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A folder for the owner alone, that is gone afterwards; what a killed attempt left in it goes first."""
    with _told():
        _clear(folder)
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        with suppress(OSError):
            _clear(folder)


def _clear(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    for name in _WORK_FILES:
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()  # only what is ours was removed


@contextmanager
def _told() -> Iterator[None]:
    """Why the file could not be written, for the user."""
    try:
        yield
    except (OSError, WriteFailed, VaultBusy) as error:
        full = error.errno in FULL if isinstance(error, OSError) else error.title == "Disken är full"
        if full:
            message = "Säkerhetskopian gjordes inte. Gör plats på disken, eller välj en annan, och försök igen."
            raise OutputError("Disken är full", message) from error
        raise OutputError(
            "Säkerhetskopian kan inte skrivas",
            "Kontrollera att du får skriva i mappen och att disken är ansluten, eller välj en annan mapp.",
        ) from error


def sync_folder(folder: Path) -> None:
    """Have a new name on the disk, which is only when its folder is; disks that know of no such thing say no."""
    if os.name == "posix":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
