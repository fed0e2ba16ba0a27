"""What screen and command line may ask of the encrypted vault (the user's pärm), and what a check of it finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from coordinator.desk import Store
from coordinator.record import Actor, Clock


class OpenVault(Protocol):
    """An open vault; closes at the end of a ``with`` statement."""

    @property
    def path(self) -> Path: ...

    @property
    def store(self) -> Store: ...

    @property
    def notices(self) -> Sequence[str]: ...

    @property
    def practice(self) -> bool: ...

    @property
    def id(self) -> UUID: ...

    def change_passphrase(self, passphrase: str) -> None: ...

    def change_recovery_code(self, code: str) -> None: ...

    @property
    def remembered_here(self) -> bool: ...

    def remember_here(self) -> None: ...

    def forget_here(self) -> None: ...

    def back_up(self, out: Path, *, force: bool = False) -> "Copied": ...

    def copies_in(self, folder: Path) -> "Copies": ...

    def check_copy(self, copy: Path) -> "CopyFile": ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@dataclass(frozen=True)
class CheckedPart:
    """What a check found in one part of the vault: nothing wrong when ``faults`` is empty."""

    name: str
    title: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Copied:
    """What a backup holds, and whether it lies on the disk where the vault is."""

    patients: int
    same_disk: bool


@dataclass(frozen=True)
class CopyFile:
    """A backup of the open vault: its file, and what it says of itself."""

    path: Path
    made: datetime
    patients: int
    size: int


@dataclass(frozen=True)
class Copies:
    """The backups in a folder: those of the open vault, newest first; how many are another's, or cannot be read."""

    copies: tuple[CopyFile, ...]
    others: int
    unreadable: int
    same_disk: bool


@dataclass(frozen=True)
class Restored:
    """A vault that was put back from a backup: where it is, and as it was when."""

    path: Path
    made: datetime
    patients: int
    practice: bool


class Vaults(Protocol):
    """Makes, opens, checks and restores vaults."""

    def new_recovery_code(self) -> str: ...

    def require_free(self, path: Path) -> None: ...

    def create(
        self,
        path: Path,
        *,
        passphrase: str,
        recovery_code: str,
        actor: Actor,
        clock: Clock,
        practice: bool = False,
    ) -> OpenVault: ...

    def open_with_passphrase(self, path: Path, passphrase: str, clock: Clock) -> OpenVault: ...

    def open_with_code(self, path: Path, code: str, clock: Clock) -> OpenVault: ...

    def is_remembered(self, path: Path) -> bool: ...

    def open_with_keyring(self, path: Path, clock: Clock) -> OpenVault: ...

    def check(self, path: Path, passphrase: str) -> Sequence[CheckedPart]: ...

    def remove_practice(self, path: Path) -> None: ...

    def require_backup_room(self, out: Path, vault: Path, *, force: bool) -> None: ...

    def require_restorable(self, copy: Path, folder: Path) -> None: ...

    def restore_with_passphrase(self, copy: Path, folder: Path, passphrase: str) -> Restored: ...

    def restore_with_code(self, copy: Path, folder: Path, code: str) -> Restored: ...
