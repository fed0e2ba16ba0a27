"""Restore: a vault taken out of its backup, verified, and put into a folder that has none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coordinator.errors import FileDamaged, KeyFileDamaged, VaultBusy, VaultError, WrongKey
from coordinator.vaults import Restored
from db import backup_file, key_file, place
from db.backup import VAULT_END, faults_in, files_of, sync_folder
from db.backup_file import Contents
from db.key_file import KeyFile, key_path, twin_path
from db.schema import SCHEMA


def require_restorable(copy: Path, folder: Path) -> None:
    """Refuse, before anything is asked, what is no backup and a folder where it cannot be put."""
    contents = backup_file.read(copy)
    _require_free(folder.absolute() / contents.name, contents)


def restore_with_passphrase(copy: Path, folder: Path, passphrase: str) -> Restored:
    """Put the vault in ``copy`` into ``folder``, made if missing, once all of it has been verified.

    passphrase: the one that was valid when the copy was made.
    Nothing that is there is written over, and when it fails nothing is left. Each way it can fail has its VaultError.
    """
    return _restore(copy, folder, lambda found: found.unlocked_by_passphrase(passphrase))


def restore_with_code(copy: Path, folder: Path, code: str) -> Restored:
    """The same with the recovery code that was valid when the copy was made."""
    return _restore(copy, folder, lambda found: found.unlocked_by_code(code))


def _restore(copy: Path, folder: Path, unlock: Callable[[KeyFile], bytes]) -> Restored:
    contents = backup_file.read(copy)
    path, manifest = folder.absolute() / contents.name, contents.manifest
    _require_free(path, contents)
    key = _unlocked(contents.key_file, unlock)
    if manifest.sealed(key) != manifest:
        raise backup_file.damaged()
    try:
        with _made(path.parent), _locked(path), _scratch(path.with_name(f".{path.name}.halv")) as fresh:
            backup_file.take_out(copy, contents.name, fresh)
            _require_whole(fresh, key, contents)
            with _key_files(path, contents, fresh):
                _require_free(path, contents)
                fresh.rename(path)  # last: what a kill leaves before it is no vault, and in nobody's way
    except OSError as error:
        raise key_file.write_failed(error) from error
    sync_folder(path.parent)
    return Restored(path, manifest.made, manifest.rows.get("patient", 0), manifest.practice)


def _unlocked(found: KeyFile, unlock: Callable[[KeyFile], bytes]) -> bytes:
    try:
        return unlock(found)
    except WrongKey as error:
        raise WrongKey(error.title, f"{error.message} Det är den som gällde när kopian gjordes.") from error
    except KeyFileDamaged:
        raise backup_file.damaged() from None


def _require_free(path: Path, contents: Contents) -> None:
    """Refuse a folder that may not hold a vault, or that holds one, or anything a vault of that name would meet."""
    place.require_safe(path.parent)
    try:
        if not path.parent.exists():
            return
        if not path.parent.is_dir():
            raise VaultError("Det är ingen mapp", "Ange en mapp, tom eller en som inte finns än.")
        if any(found.name.casefold().endswith(VAULT_END) for found in path.parent.iterdir()):
            raise VaultError(
                "Det finns redan en pärm i mappen",
                "Den skrivs aldrig över, och inget har ändrats. Välj en tom mapp, eller en som inte finns än.",
            )
        taken = [file for file in files_of(path) if _exists(file) and not _is_as_in(file, path, contents)]
    except OSError as error:
        raise key_file.write_failed(error) from error
    if taken:
        raise VaultError(
            "Mappen har redan filer som hör till en pärm",
            "De skrivs aldrig över, och inget har ändrats. Välj en tom mapp, eller en som inte finns än.",
        )


def _exists(file: Path) -> bool:
    return file.is_symlink() or file.exists()


def _is_as_in(file: Path, path: Path, contents: Contents) -> bool:
    """Whether ``file`` is the key file or its twin, just as the copy has it: an interrupted restore left it."""
    if file not in (key_path(path), twin_path(path)) or file.is_symlink() or not file.is_file():
        return False
    return file.read_bytes() == contents.key_file.to_json().encode()


def _require_whole(database: Path, key: bytes, contents: Contents) -> None:
    faults = faults_in(database, key, contents.manifest, older=contents.manifest.schema < SCHEMA)
    if faults:
        raise FileDamaged(
            "Säkerhetskopian är skadad",
            f"Inte som det ska: {', '.join(faults)}. Inget har lagts i mappen. Pröva en annan säkerhetskopia. Rör inte "
            "den här.",
        )


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made if missing; what was made goes again when the body fails."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):
            for part in missing:
                part.rmdir()
        raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """The lock of the vault that is to be; its file goes again when the body fails."""
    lock, file = place.Lock(path), path.with_name(path.name + ".lock")
    stood = file.exists()
    try:
        lock.acquire()
        yield
    except VaultBusy:
        raise
    except BaseException:
        if not stood:
            with suppress(OSError):  # on Windows a held file cannot go; there the lock takes it along itself
                file.unlink(missing_ok=True)
        raise
    finally:
        lock.release()


@contextmanager
def _scratch(fresh: Path) -> Iterator[Path]:
    """A name to write under, that is free before and afterwards."""
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextmanager
def _key_files(path: Path, contents: Contents, fresh: Path) -> Iterator[None]:
    """The key file and its twin beside ``path``; those that were written go again when ``fresh`` got no other name."""
    written = [file for file in (key_path(path), twin_path(path)) if not file.exists()]
    try:
        key_file.write(path, contents.key_file)
        yield
    except BaseException:
        with suppress(OSError):
            for file in written if fresh.exists() else ():  # Ctrl-C may come after the vault has its name
                file.unlink(missing_ok=True)
        raise
