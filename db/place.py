"""Where a vault may lie, and that only one program has it open."""

import getpass
import json
import os
import socket
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from coordinator.errors import PlaceRefused, VaultBusy
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
_SYNC_MARKS = (".dropbox", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log", ".sync_folder_marker")


def require_safe(folder: Path, *, network_allowed: bool = False) -> None:
    """Refuse a synchronised folder always and a network folder unless the clinic has allowed it."""
    real = folder.resolve()
    for part in (real, *real.parents):
        if part.name.casefold().startswith(_SYNC_STARTS) or any((part / mark).exists() for mark in _SYNC_MARKS):
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
        self._lock = FileLock(vault.with_name(vault.name + ".lock"), timeout=0, fallback_to_soft=False)

    def acquire(self) -> None:
        """Take the lock; VaultBusy names who holds it."""
        try:
            self._lock.acquire()
            mine = {"user": getpass.getuser(), "computer": socket.gethostname(), "pid": os.getpid()}
            self._holder.write_text(json.dumps(mine), encoding="utf-8")
        except Timeout:
            raise VaultBusy(
                "Pärmen är redan öppen",
                f"{self._held_by()} har den öppen. Stäng den där först, eller byt till det fönstret.",
            ) from None
        except OSError as error:
            self._lock.release()
            raise write_failed(error) from error

    def release(self) -> None:
        """Give the lock back."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _held_by(self) -> str:
        try:
            held = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"{held['user']} på {held['computer']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "Någon annan"
