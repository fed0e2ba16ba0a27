"""The vault (the user's pärm): an encrypted file, its key file, its lock and its access log, as one thing to open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, insert, select

from coordinator.desk import Access
from coordinator.entity import new_id
from coordinator.errors import CoordinatorError, FileDamaged, TooNew, VaultError
from coordinator.record import Actor, Clock
from db import access_log, engine, key_file, keys, migrations, place
from db.access_log import AccessLog
from db.check import check
from db.key_file import Head, KeyFile
from db.keys import Cost, new_recovery_code
from db.schema import SCHEMA, owner
from db.store import VaultStore

__all__ = [
    "Vault", "check", "create", "new_recovery_code", "open_with_code", "open_with_passphrase", "remove_practice",
]  # fmt: skip

_TOO_NEW = TooNew(
    "Pärmen är gjord av en nyare version",
    "Programmet på den här datorn är äldre än pärmen och har inte rört den. Uppdatera programmet och öppna igen.",
)


@dataclass
class Vault:
    """An open vault. Close it, or use it in a ``with`` statement: until then nobody else can open it.

    ``notices`` are Swedish sentences that the user must see at once; normally there are none.
    """

    path: Path
    store: VaultStore
    notices: Sequence[str]
    _key: bytes
    _key_file: KeyFile
    _engine: Engine
    _lock: place.Lock

    def __repr__(self) -> str:
        return f"<vault {self.path.name}>"

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

    def _replace_key_file(self, changed: KeyFile, what: str) -> None:
        key_file.write(self.path, changed)
        self._key_file = changed
        self.store.note(Access.KEYS, what=what)

    def close(self) -> None:
        """Note the lock in the log, write how far the log has come beside the vault, and let go of the file."""
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
        self._key_file = replace(self._key_file, head=head).sealed(self._key)
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
    place.require_safe(path.parent)
    if any(taken.exists() for taken in (path, key_file.key_path(path))):
        raise VaultError("Pärmen finns redan", f"{path.name} finns redan i mappen. Välj ett annat namn.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise key_file.write_failed(error) from error
    key = keys.new_key()
    empty = KeyFile(new_id(), SCHEMA, practice, (), access_log.START)
    sealed = empty.with_passphrase(passphrase, key, cost or keys.calibrated_cost()).with_code(recovery_code, key)
    lock = place.Lock(path)
    lock.acquire()
    try:
        _create_file(path, key, actor, clock)
        key_file.write(path, sealed)
    except BaseException:
        for made in (
            path,
            path.with_name(path.name + "-wal"),
            key_file.key_path(path),
            key_file.twin_path(path),
        ):
            made.unlink(missing_ok=True)
        lock.release()
        raise
    return _opened(path, key, sealed, lock, clock, access=Access.CREATE_VAULT)


def _create_file(path: Path, key: bytes, actor: Actor, clock: Clock) -> None:
    with engine.translated():
        connection = engine.connect(path, key)
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
        made = engine.engine_of(connection)
        try:
            migrations.upgrade(made)
            with made.begin() as active:
                active.execute(insert(owner), {"id": 1, "name": actor.name, "title": actor.title, "unit": actor.unit})
        finally:
            made.dispose()


def open_with_passphrase(path: Path, passphrase: str, clock: Clock) -> Vault:
    """Open the vault; each way it can fail has its own VaultError."""
    return _open(path, clock, lambda found: found.unlocked_by_passphrase(passphrase), "Lösenfras")


def open_with_code(path: Path, code: str, clock: Clock) -> Vault:
    """Open the vault with the recovery code, as when the passphrase is forgotten."""
    return _open(path, clock, lambda found: found.unlocked_by_code(code), "Återställningskod")


def _open(path: Path, clock: Clock, unlock: Callable[[KeyFile], bytes], how: str) -> Vault:
    place.require_safe(path.parent)
    if not path.is_file():
        raise VaultError("Pärmen finns inte", f"Det finns ingen fil {path.name} i mappen. Kontrollera sökvägen.")
    found = key_file.read(path)
    if found.schema > SCHEMA:
        raise _TOO_NEW
    lock = place.Lock(path)
    lock.acquire()
    try:
        try:
            key = unlock(found)
        except VaultError:
            _remember_failure(path, clock())
            raise
        _require_readable(path, key)
        return _opened(path, key, found, lock, clock, access=Access.UNLOCK, how=how)
    except BaseException:
        lock.release()
        raise


def _require_readable(path: Path, key: bytes) -> None:
    """Refuse a file that is not ours, is damaged at its start or too new, without touching a byte of it."""
    with engine.translated():
        connection = engine.connect(path, key, untouched=True)
        try:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    if schema > SCHEMA:
        raise _TOO_NEW
    if mark not in (
        engine.APPLICATION_ID,
        0,
    ):  # 0: still in the write-ahead log of a first session that was killed
        raise FileDamaged("Det är inte en pärm", "Filen är något annat än en pärm från Hållpunkt.")


def _opened(
    path: Path, key: bytes, found: KeyFile, lock: place.Lock, clock: Clock, *, access: Access, how: str = ""
) -> Vault:
    keys.forbid_memory_dumps()
    with engine.translated():
        active = engine.engine_of(engine.connect(path, key))
        try:
            migrations.upgrade(active)
            with active.begin() as connection:
                name, title, unit = connection.execute(select(owner.c.name, owner.c.title, owner.c.unit)).one()
                log = AccessLog(keys.derived(key, "log"), Actor(name, title, unit))
                notices = _rollback_notices(connection, found.head)
                for failure in _remembered_failures(path):
                    log.add(connection, clock(), Access.FAILED_UNLOCK, what=failure)
                log.add(connection, clock(), access, what=how)
        except BaseException:
            active.dispose()
            raise
    _forget_failures(path)
    store = VaultStore(active, log, clock, practice=found.practice)
    vault = Vault(path, store, notices, key, found, active, lock)
    vault._write_head()
    return vault


def _rollback_notices(connection: Any, head: Head) -> list[str]:
    """What to say when the log is not as far as the key file says: the vault file was put back to a former state."""
    if head.seq == 0 or access_log.seal_of(connection, head.seq) == head.mac:
        return []
    return [
        "Pärmen är äldre än sin nyckelfil: någon har lagt tillbaka en gammal kopia, eller så har ändringar gått "
        "förlorade. Jämför med senaste utskrift eller säkerhetskopia innan du arbetar vidare."
    ]


def _failures_path(path: Path) -> Path:
    return path.with_name(path.name + ".forsok")


def _remember_failure(path: Path, at: datetime) -> None:
    """Keep the time of a failed unlock until the log can be written: that takes the key."""
    try:
        with _failures_path(path).open("a", encoding="ascii") as out:
            out.write(at.isoformat(timespec="seconds") + "\n")
    except OSError:
        pass  # the failure itself is what the user must hear of; a folder that cannot be written is told on opening


def _remembered_failures(path: Path) -> list[str]:
    try:
        return _failures_path(path).read_text(encoding="ascii", errors="replace").splitlines()[-1000:]
    except OSError:
        return []


def _forget_failures(path: Path) -> None:
    _failures_path(path).unlink(missing_ok=True)


def remove_practice(path: Path) -> None:
    """Delete a practice vault with the files that belong to it; VaultError, and nothing touched, when it is not one."""
    if not key_file.read(path).practice:
        raise VaultError("Det är ingen övningspärm", f"{path.name} kan hålla riktiga patienter och tas inte bort.")
    lock = place.Lock(path)
    lock.acquire()
    for made in _files_of(path):
        made.unlink(missing_ok=True)
    lock.release()


def _files_of(path: Path) -> Sequence[Path]:
    beside = [path.with_name(path.name + end) for end in ("-wal", "-journal")]
    return [*beside, path, _failures_path(path), key_file.key_path(path), key_file.twin_path(path)]
