"""What the computer remembers between two starts, outside the vault: which pärm, how the screen looks, where copies go.

It can be read by whoever can read the user's files, so nothing in it says anything of a patient.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QStandardPaths

from coordinator.whole_file import replace_whole
from ui.theme import SCALES, THEMES

T = TypeVar("T")

FILE_NAME = "hallpunkt.json"
LOCK_MINUTES = (1, 2, 5, 10, 15, 30)
"""After how long without a key or a click the program may lock."""


@dataclass(frozen=True)
class LastBackup:
    """When the newest backup of a pärm was made, and in which folder it was put."""

    vault: Path
    made: datetime
    folder: Path


@dataclass(frozen=True)
class Remembered:
    """All that is remembered. ``theme`` is a theme's name, or empty: as the computer has it."""

    vault: Path | None = None
    theme: str = ""
    scale: int = 100
    backup_folder: Path | None = None
    lock_minutes: int = 10
    last_backup: LastBackup | None = None

    def backup_of(self, vault: Path) -> LastBackup | None:
        """The newest backup of ``vault``, if one is known."""
        return self.last_backup if self.last_backup and self.last_backup.vault == vault else None


class Preferences:
    """The file, and what stands in it now. A file that cannot be read counts as one that is not there."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or _file()
        self.now = _read(self.file)

    def keep(self, remembered: Remembered) -> bool:
        """Remember this from now on; whether it is on the disk too."""
        self.now = remembered
        content = json.dumps(_plain(remembered), ensure_ascii=False, indent=1) + "\n"
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(self.file, content.encode("utf-8", "surrogateescape"))
        except OSError:
            return False
        return True

    def note_backup(self, vault: Path, made: datetime, folder: Path) -> bool:
        """Remember that ``vault`` was copied to ``folder``; the next unlock says so."""
        return self.keep(replace(self.now, last_backup=LastBackup(vault, made, folder)))


def _file() -> Path:
    """Where the file is when nobody says otherwise."""
    given = os.environ.get("HALLPUNKT_CONFIG", "")
    if given:
        return Path(given)
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "hallpunkt" / FILE_NAME


def _plain(remembered: Remembered) -> dict[str, Any]:
    backup = remembered.last_backup
    return {
        "vault": str(remembered.vault) if remembered.vault else None,
        "theme": remembered.theme,
        "scale": remembered.scale,
        "backup_folder": str(remembered.backup_folder) if remembered.backup_folder else None,
        "lock_minutes": remembered.lock_minutes,
        "last_backup": backup
        and {"vault": str(backup.vault), "made": backup.made.isoformat(), "folder": str(backup.folder)},
    }


def _read(file: Path) -> Remembered:
    try:
        found = json.loads(file.read_bytes().decode("utf-8", "surrogateescape"))
    except (OSError, ValueError, RecursionError):
        return Remembered()
    if not isinstance(found, dict):
        return Remembered()
    usual = Remembered()
    # Each by itself: one value that somebody spoilt does not take the others with it.
    return Remembered(
        vault=_one(found, "vault", _path, None),
        theme=_one(found, "theme", lambda said: _among(said, ("", *(theme.name for theme in THEMES))), usual.theme),
        scale=_one(found, "scale", lambda said: _among(said, SCALES), usual.scale),
        backup_folder=_one(found, "backup_folder", _path, None),
        lock_minutes=_one(found, "lock_minutes", lambda said: _among(said, LOCK_MINUTES), usual.lock_minutes),
        last_backup=_one(found, "last_backup", _backup, None),
    )


def _one(found: Mapping[str, Any], key: str, read: Callable[[Any], T], usual: T) -> T:
    try:
        return read(found[key])
    except (KeyError, TypeError, ValueError):
        return usual


def _path(said: Any) -> Path | None:
    if said is None:
        return None
    if not isinstance(said, str) or not said or "\0" in said:
        raise ValueError("not a path")
    return Path(said)


def _among(said: Any, known: tuple[T, ...]) -> T:
    for one in known:
        if type(one) is type(said) and one == said:
            return one
    raise ValueError("not one of those to choose between")


def _backup(said: Any) -> LastBackup | None:
    if said is None:
        return None
    vault, folder, made = _path(said["vault"]), _path(said["folder"]), datetime.fromisoformat(said["made"])
    if vault is None or folder is None or made.tzinfo is None:
        raise ValueError("not a backup")
    return LastBackup(vault, made, folder)
