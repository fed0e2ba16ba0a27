"""Where a vault may lie, and that only one program has it open."""

import getpass
import json
import os
import socket
from contextlib import suppress
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from coordinator.errors import FileDamaged, PlaceRefused, VaultBusy, VaultError
from db.key_file import write_failed

_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "ncpfs",
    "afs",
    "ceph",
}
_NETWORK_STARTS = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfs", "fuse.s3", "fuse.glusterfs")
_SYNC_STARTS = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud", "cloudstorage", "mobile documents", "nextcloud",
    "owncloud", "pcloud", "synologydrive",
)  # fmt: skip
_SMALLEST = 4096  # one page
_SYNC_MARKS = (".dropbox", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log", ".sync_folder_marker")


def require_safe(folder: Path, *, network_allowed: bool = False) -> None:
    """Refuse a synchronised folder always and a network folder unless the clinic has allowed it."""
    real = Path(os.path.realpath(folder))  # unlike `Path.resolve` it has an answer to a link that leads to itself
    for part in (real, *real.parents):
        if part.name.casefold().startswith(_SYNC_STARTS) or any(_exists(part / mark) for mark in _SYNC_MARKS):
            raise PlaceRefused(
                "Mappen synkroniseras",
                f"Mappen {part.name} kopieras till molnet medan du arbetar, och då kan pärmen förstöras. "
                "Välj en mapp på datorns egen disk.",
            )
    if not network_allowed and _is_network(real):
        raise PlaceRefused(
            "Mappen ligger på nätverket",
            "En pärm på en delad disk kan förstöras när nätet bryts. Välj en mapp på datorns egen disk.",
        )


def require_vault(path: Path) -> None:
    """Refuse a path where no vault file is, without making one."""
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError as error:
        raise VaultError(
            "Pärmen går inte att läsa", "Kontrollera sökvägen, och att du får läsa i pärmens mapp."
        ) from error
    if size is None:
        raise VaultError("Pärmen finns inte", f"Det finns ingen fil {path.name} i mappen. Kontrollera sökvägen.")
    if size < _SMALLEST:  # the database would take it for a new one and fill it
        raise FileDamaged(
            "Pärmen är tom", "Filen har förlorat sitt innehåll. Återställ från en säkerhetskopia. Rör inte filen."
        )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be looked into
        return False


def _is_network(real: Path) -> bool:
    if str(real).startswith(("\\\\", "//")):
        return True
    best = ("", "", "")
    for part in psutil.disk_partitions(all=True):
        holds = real == Path(part.mountpoint) or Path(part.mountpoint) in real.parents
        if holds and len(part.mountpoint) >= len(best[0]):
            best = (part.mountpoint, part.fstype.casefold(), part.opts)
    _mount, kind, options = best
    return kind in _NETWORK or kind.startswith(_NETWORK_STARTS) or "remote" in options.split(",")


class Lock:
    """Held while a vault is open. The operating system releases it when the process ends, however it ends."""

    def __init__(self, vault: Path) -> None:
        self._holder = vault.with_name(vault.name + ".lock-av")
        # One lock for the whole program: else a vault closed on another thread than it was opened on stays locked.
        self._lock = FileLock(
            vault.with_name(vault.name + ".lock"), timeout=0, fallback_to_soft=False, thread_local=False
        )

    def acquire(self) -> None:
        """Take the lock; VaultBusy names who holds it."""
        try:
            self._lock.acquire()
        except Timeout:
            raise VaultBusy(
                "Pärmen är redan öppen",
                f"{self._held_by()} har den öppen. Stäng den där först, eller byt till det fönstret.",
            ) from None
        except OSError as error:
            raise write_failed(error) from error
        mine = {"user": _user_name(), "computer": socket.gethostname(), "pid": os.getpid()}
        try:
            self._holder.write_text(json.dumps(mine), encoding="utf-8")
        except OSError as error:
            self.release()
            raise write_failed(error) from error

    @property
    def is_held(self) -> bool:
        """Whether this program has the lock, through this object."""
        return self._lock.is_locked

    def release(self) -> None:
        """Give the lock back."""
        with suppress(OSError):  # on a disk that turned read-only the note stays; only the lock itself counts
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _held_by(self) -> str:
        try:
            held = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"{held['user']} på {held['computer']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "Någon annan"


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in a container
        return "Någon"
