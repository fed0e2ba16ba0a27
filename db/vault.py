"""The vault (the user's pärm): an encrypted file, its key file, its lock and its access log, as one thing to open."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Engine, insert, select

from coordinator.desk import Access
from coordinator.entity import new_id
from coordinator.errors import CoordinatorError, FileDamaged, KeyringUnavailable, VaultError, WriteFailed, WrongKey
from coordinator.record import Actor, Clock
from coordinator.vaults import Copied, Copies, CopyFile
from db import access_log, backup, copies, engine, failed_unlocks, key_file, keyring_slot, keys, migrations, place
from db.access_log import AccessLog
from db.backup import files_of, require_backup_room
from db.check import check
from db.key_file import Head, KeyFile
from db.keys import Cost, new_recovery_code
from db.restore import require_restorable, restore_with_code, restore_with_passphrase
from db.schema import SCHEMA, owner
from db.store import VaultStore

__all__ = [
    "Vault", "check", "create", "is_remembered", "new_recovery_code", "open_with_code", "open_with_keyring",
    "open_with_passphrase", "remove_practice", "require_backup_room", "require_free", "require_restorable",
    "restore_with_code", "restore_with_passphrase",
]  # fmt: skip


@dataclass
class Vault:
    """An open vault. Close it, or use it in a ``with`` statement: until then nobody else can open it.

    ``notices`` are Swedish sentences that the user must see at once; normally there are none.
    """

    path: Path
    store: VaultStore
    notices: Sequence[str]
    _key: bytes = field(repr=False)
    _key_file: KeyFile = field(repr=False)
    _engine: Engine
    _lock: place.Lock

    def __repr__(self) -> str:
        return f"<vault {self.path.name}>"

    @property
    def id(self) -> UUID:
        """The vault's own id, the same in its copies: what is exported from it is named under it."""
        return self._key_file.vault_id

    @property
    def practice(self) -> bool:
        """Whether the vault holds invented people to practise on."""
        return self._key_file.practice

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None) -> None:
        """From now on ``passphrase`` opens the vault and the former one does not, in the twin either."""
        changed = self._key_file.with_passphrase(passphrase, self._key, cost or keys.calibrated_cost())
        self._replace_key_file(changed, "Lösenfras")

    def change_recovery_code(self, code: str) -> None:
        """From now on ``code`` (from `new_recovery_code`) recovers the vault and the former one does not."""
        self._replace_key_file(self._key_file.with_code(code, self._key), "Återställningskod")

    @property
    def remembered_here(self) -> bool:
        """Whether the vault opens with a computer's keyring, as far as the key file knows."""
        return self._key_file.remembered

    def remember_here(self) -> None:
        """Let this computer's keyring open the vault too, and no other computer's; KeyringUnavailable if it cannot.

        May wait for a person, see `db.keyring_slot`; so may `forget_here`.
        """
        secret = keys.new_key()
        keyring_slot.keep(self.id, secret)
        try:
            changed = self._key_file.with_keyring(secret, self._key)
            self._replace_key_file(changed, "Kom ihåg på den här datorn")
        except BaseException:
            with suppress(KeyringUnavailable):
                keyring_slot.forget(self.id)
            raise

    def forget_here(self) -> None:
        """From now on no keyring opens the vault; KeyringUnavailable, when that is done, if the secret may remain."""
        if self.remembered_here:
            changed = self._key_file.without_keyring().sealed(self._key)
            self._replace_key_file(changed, "Glöm på den här datorn")
        try:
            keyring_slot.forget(self.id)
        except KeyringUnavailable as error:
            raise KeyringUnavailable(
                error.title,
                "Pärmen öppnas nu bara med lösenfras eller återställningskod. Den gamla nyckeln kan ligga kvar i "
                f"datorns nyckelring under namnet {keyring_slot.SERVICE}, men öppnar inte pärmen längre. Ta bort den "
                "när nyckelringen går att öppna.",
            ) from error

    def _replace_key_file(self, changed: KeyFile, what: str) -> None:
        """Write the key file and its log row, both or neither: who is told that it failed has the keys she had."""
        try:
            with engine.translated(), self._engine.begin() as connection:
                self.store.log.add(connection, self.store.clock(), Access.KEYS, what=what)
                key_file.write(self.path, changed)
        except BaseException:
            with suppress(WriteFailed):
                key_file.write(self.path, self._key_file)
            raise
        self._key_file = changed

    def back_up(self, out: Path, *, force: bool = False) -> Copied:
        """Write a verified copy of the vault and its key file to ``out``; see `db.backup.back_up` for its errors."""
        return backup.back_up(
            self._engine, self.path, self._key, self._key_file.without_keyring(), out,
            force=force, made=self.store.clock(), note=lambda: self.store.note(Access.BACKUP),
        )  # fmt: skip

    def copies_in(self, folder: Path) -> Copies:
        """The backups in ``folder``. Like `check_copy` it leaves the open file alone, so any thread may ask."""
        return copies.copies_in(folder, self.path, self._key, self.id)

    def check_copy(self, copy: Path) -> CopyFile:
        """Read a backup of this vault as a restore does; FileDamaged when it is not whole."""
        return copies.check_copy(copy, self.path, self._key, self.id)

    def close(self) -> None:
        """Note the lock in the log, write how far the log has come beside the vault, and let go of the file."""
        if not self._lock.is_held:
            return
        try:
            self.store.note(Access.LOCK)
            self._write_head()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the file without writing anything more."""
        self._engine.dispose()
        self._lock.release()

    def _write_head(self) -> None:
        if self.notices:
            return  # the key file still says how far the log once had come: that is the proof of what was lost
        with engine.translated(), self._engine.begin() as connection:
            head = access_log.newest(connection)
        self._key_file = replace(self._key_file, schema=SCHEMA, head=head).sealed(self._key)
        key_file.write(self.path, self._key_file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except CoordinatorError:
            if error is None:  # else the first error is the one to tell
                raise


def create(
    path: Path,
    *,
    passphrase: str,
    recovery_code: str,
    actor: Actor,
    clock: Clock,
    practice: bool = False,
    cost: Cost | None = None,
) -> Vault:
    """Make a new vault at ``path`` and open it.

    recovery_code: from `db.keys.new_recovery_code`; the caller sees to it that it is on paper.
    cost: what the passphrase's derivation may cost; calibrated to this computer when not given.
    Raises VaultError when something is there already, PlaceRefused for a synchronised or network folder.
    """
    path = _placed(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise key_file.write_failed(error) from error
    _require_free(path)
    key = keys.new_key()
    empty = KeyFile(new_id(), SCHEMA, practice, (), access_log.START)
    sealed = empty.with_passphrase(passphrase, key, cost or keys.calibrated_cost()).with_code(recovery_code, key)
    lock = place.Lock(path)
    lock.acquire()
    try:
        _require_free(path)  # once more: only with the lock is it sure that nobody else is making one
        try:
            _create_file(path, key, actor, clock)
            key_file.write(path, sealed)
            return _opened(path, key, sealed, lock, clock, access=Access.CREATE_VAULT)
        except BaseException:
            with suppress(OSError):
                _remove_files(path)
            raise
    except BaseException:
        lock.release()
        raise


def require_free(path: Path) -> None:
    """Refuse a place where no new vault can be made, before anybody is asked for a passphrase."""
    _require_free(_placed(path))


def _placed(path: Path) -> Path:
    """The path in full, when a vault may lie there: where it stands and where it leads, if it is a link."""
    for folder in (path.parent, Path(os.path.realpath(path)).parent):
        place.require_safe(folder)
    return path.absolute()


def _require_free(path: Path) -> None:
    try:
        taken = [made.name for made in files_of(path) if made.is_symlink() or made.exists()]
    except OSError as error:
        raise key_file.write_failed(error) from error
    if taken:
        raise VaultError("Pärmen finns redan", f"{taken[0]} finns redan i mappen. Välj ett annat namn.")


def _create_file(path: Path, key: bytes, actor: Actor, clock: Clock) -> None:
    with engine.translated():
        made = engine.engine_of(engine.connect(path, key))
        try:
            migrations.upgrade(made)
            with made.begin() as active:
                active.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION_ID}")
                active.execute(insert(owner), {"id": 1, "name": actor.name, "title": actor.title, "unit": actor.unit})
        finally:
            made.dispose()


def open_with_passphrase(path: Path, passphrase: str, clock: Clock) -> Vault:
    """Open the vault; each way it can fail has its own VaultError."""
    return _open(path, clock, lambda found: found.unlocked_by_passphrase(passphrase), "Lösenfras")


def open_with_code(path: Path, code: str, clock: Clock) -> Vault:
    """Open the vault with the recovery code, as when the passphrase is forgotten."""
    return _open(path, clock, lambda found: found.unlocked_by_code(code), "Återställningskod")


def is_remembered(path: Path) -> bool:
    """Whether it is worth trying `open_with_keyring`; False too when there is no vault or no whole key file."""
    try:
        return key_file.read(path).remembered
    except (VaultError, ValueError):  # ValueError: a path that no file can have
        return False


def open_with_keyring(path: Path, clock: Clock) -> Vault:
    """Open the vault with the secret in this computer's keyring; KeyringUnavailable or WrongKey when it does not.

    May wait for a person, see `db.keyring_slot`. Until the secret is there nothing is locked, so that the passphrase
    can be tried meanwhile. What the keyring does not open is no failed unlock: nobody guessed.
    """
    path, found = _closed(path)
    if not found.remembered:
        raise WrongKey("Den här datorn kommer inte ihåg pärmen", "Skriv lösenfrasen i stället.")
    secret = keyring_slot.kept(found.vault_id)
    return _open(path, clock, lambda found: found.unlocked_by_keyring(secret), "Datorns nyckelring", guessed=False)


def _closed(path: Path) -> tuple[Path, KeyFile]:
    """The path in full and what the key file says, when there is a vault that this version can open."""
    path = _placed(path)
    place.require_vault(path)
    found = key_file.read(path)
    if found.schema > SCHEMA:
        raise key_file.too_new()
    return path, found


def _open(path: Path, clock: Clock, unlock: Callable[[KeyFile], bytes], how: str, *, guessed: bool = True) -> Vault:
    path, found = _closed(path)
    lock = place.Lock(path)
    lock.acquire()
    try:
        try:
            key = unlock(found)
        except VaultError:
            if guessed:
                failed_unlocks.remember(path, clock())
            raise
        _require_readable(path, key)
        return _opened(path, key, found, lock, clock, access=Access.UNLOCK, how=how)
    except BaseException:
        lock.release()
        raise


def _require_readable(path: Path, key: bytes) -> None:
    """Refuse a file that is not ours, is damaged at its start or too new, without touching a byte of it."""
    try:
        with engine.translated():
            connection = engine.connect(path, key, untouched=True)
            try:
                mark = connection.execute("PRAGMA application_id").fetchone()[0]
                schema = connection.execute("PRAGMA user_version").fetchone()[0]
            finally:
                connection.close()
    except FileDamaged:
        # A checkpoint that was cut short (kill, full disk): the file is whole only together with its write-ahead log,
        # which cannot be read without a lock. Whoever opens it in earnest is told if both are damaged.
        log = path.with_name(path.name + "-wal")
        if log.is_file() and log.stat().st_size:
            return
        raise
    if schema > SCHEMA:
        raise key_file.too_new()
    if mark not in (engine.APPLICATION_ID, 0):  # 0: still in the write-ahead log of a first session that was killed
        raise FileDamaged("Det är inte en pärm", "Filen är något annat än en pärm från Hållpunkt.")


def _opened(
    path: Path, key: bytes, found: KeyFile, lock: place.Lock, clock: Clock, *, access: Access, how: str = ""
) -> Vault:
    keys.forbid_memory_dumps()
    with engine.translated():
        active = engine.engine_of(engine.connect(path, key))
        try:
            migrations.upgrade(active, lambda: backup.before_upgrade(active, path, key, found.without_keyring()))
            with active.begin() as connection:
                name, title, unit = connection.execute(select(owner.c.name, owner.c.title, owner.c.unit)).one()
                log = AccessLog(keys.derived(key, "log"), Actor(name, title, unit))
                notices = _rollback_notices(connection, found.head)
                for failure in failed_unlocks.remembered(path):
                    log.add(connection, clock(), Access.FAILED_UNLOCK, what=failure)
                log.add(connection, clock(), access, what=how)
            failed_unlocks.forget(path)
            store = VaultStore(active, log, clock, practice=found.practice)
            vault = Vault(path, store, notices, key, found, active, lock)
            vault._write_head()
        except BaseException:
            active.dispose()
            raise
    return vault


def _rollback_notices(connection: Any, head: Head) -> list[str]:
    """What to say when the log is not as far as the key file says: the vault file was put back to a former state."""
    if head.seq == 0 or access_log.seal_of(connection, head.seq) == head.mac:
        return []
    return [
        "Pärmen är äldre än sin nyckelfil: någon har lagt tillbaka en gammal kopia, eller så har ändringar gått "
        "förlorade. Jämför med senaste utskrift eller säkerhetskopia innan du arbetar vidare."
    ]


def remove_practice(path: Path) -> None:
    """Delete a practice vault with the files that belong to it; VaultError, and nothing touched, when it is not one."""
    if not key_file.read(path).practice:
        raise VaultError("Det är ingen övningspärm", f"{path.name} kan hålla riktiga patienter och tas inte bort.")
    lock = place.Lock(path)
    lock.acquire()
    try:
        _remove_files(path)
    except OSError as error:
        raise WriteFailed(
            "Övningspärmen kan inte tas bort",
            "Kontrollera att du får skriva i mappen och att inget annat har den öppen.",
        ) from error
    finally:
        lock.release()


def _remove_files(path: Path) -> None:
    for made in files_of(path):
        made.unlink(missing_ok=True)
