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

from coordinator.clinic_defaults import in_force
from coordinator.settings import (
    BACKUP_FOLDER,
    COMPUTER_SETTINGS,
    LOCK_MINUTES,
    MOTION,
    TEXT_SIZE,
    THEME,
    AnySetting,
    Clinic,
    Settings,
    Value,
)
from coordinator.whole_file import replace_whole

T = TypeVar("T")

FILE_NAME = "hallpunkt.json"


@dataclass(frozen=True)
class LastBackup:
    """When the newest backup of a pärm was made, and in which folder it was put."""

    vault: Path
    made: datetime
    folder: Path


@dataclass(frozen=True)
class FailedBackup:
    """Why the latest try to copy a pärm came to nothing, in words for the user. It stays until a copy is made."""

    vault: Path
    at: datetime
    title: str
    message: str


@dataclass(frozen=True)
class Remembered:
    """What holds on this computer. ``theme`` is a theme's name, or empty: as the computer has it.

    ``motion``: whether the cursor in a field may blink; nothing else moves. ``backup_folder`` is None where no copies
    are to be made.
    """

    vault: Path | None = None
    theme: str = THEME.default
    scale: int = TEXT_SIZE.default
    backup_folder: Path | None = None
    lock_minutes: int = LOCK_MINUTES.default
    last_backup: LastBackup | None = None
    motion: bool = MOTION.default
    failed_backup: FailedBackup | None = None

    def backup_of(self, vault: Path) -> LastBackup | None:
        """The newest backup of ``vault``, if one is known."""
        return self.last_backup if self.last_backup and self.last_backup.vault == vault else None

    def failure_of(self, vault: Path) -> FailedBackup | None:
        """Why there is no newer backup of ``vault``, if one was tried for in vain."""
        return self.failed_backup if self.failed_backup and self.failed_backup.vault == vault else None


_FIELDS: dict[str, AnySetting] = {
    "theme": THEME,
    "scale": TEXT_SIZE,
    "motion": MOTION,
    "lock_minutes": LOCK_MINUTES,
    "backup_folder": BACKUP_FOLDER,
}
"""What of `Remembered` is a setting."""


class Preferences:
    """The file, and what holds now. A file that cannot be read counts as one that is not there.

    Only what somebody chose is kept, so that what the clinic decides holds for all else.
    """

    def __init__(self, file: Path | None = None, clinic: Clinic | None = None) -> None:
        """clinic: what the clinic has decided, else what it ships to this computer."""
        self.file = file or _file()
        facts, self._chosen = _read(self.file)
        self._clinic = in_force() if clinic is None else clinic
        self.now = self._held(facts)

    @property
    def settings(self) -> Settings:
        """The settings of this computer, with where each value comes from."""
        return Settings(self._chosen, self._clinic)

    def keep(self, remembered: Remembered) -> bool:
        """Remember this from now on; whether it is on the disk too. What differs from `now` is chosen hereby."""
        for name, setting in _FIELDS.items():
            value = _said(getattr(remembered, name))
            if value != _said(getattr(self.now, name)) and setting.key not in self._clinic.locked:
                self._chosen[setting.key] = value
        return self._keep(remembered)

    def choose(self, setting: AnySetting, value: Value | None) -> bool:
        """Choose a value for one setting, or with None none; whether it is on the disk too."""
        if value is None:
            self._chosen.pop(setting.key, None)
        elif setting.takes(value):
            self._chosen[setting.key] = value
        return self._keep(self.now)

    def note_backup(self, vault: Path, made: datetime, folder: Path) -> bool:
        """Remember that ``vault`` was copied to ``folder``; the next unlock says so."""
        failed = None if self.now.failure_of(vault) else self.now.failed_backup
        return self.keep(replace(self.now, last_backup=LastBackup(vault, made, folder), failed_backup=failed))

    def note_failure(self, failed: FailedBackup) -> bool:
        """Remember why there is no newer copy."""
        return self.keep(replace(self.now, failed_backup=failed))

    def _keep(self, remembered: Remembered) -> bool:
        self.now = self._held(remembered)
        content = json.dumps(_plain(self.now, self._chosen), ensure_ascii=False, indent=1) + "\n"
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(self.file, content.encode("utf-8", "surrogateescape"))
        except OSError:
            return False
        return True

    def _held(self, facts: Remembered) -> Remembered:
        """The facts with the settings that hold beside them."""
        settings = self.settings
        folder = settings[BACKUP_FOLDER]
        return replace(
            facts,
            theme=settings[THEME],
            scale=settings[TEXT_SIZE],
            motion=settings[MOTION],
            lock_minutes=settings[LOCK_MINUTES],
            backup_folder=Path(folder) if folder else None,
        )


def _said(value: Any) -> Value:
    """A field of `Remembered` as its setting has it."""
    if value is None:
        return ""
    return str(value) if isinstance(value, Path) else value


def _file() -> Path:
    """Where the file is when nobody says otherwise."""
    given = os.environ.get("HALLPUNKT_CONFIG", "")
    if given:
        return Path(given)
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "hallpunkt" / FILE_NAME


def _plain(remembered: Remembered, chosen: Mapping[str, Value]) -> dict[str, Any]:
    backup, failed = remembered.last_backup, remembered.failed_backup
    return {
        "vault": str(remembered.vault) if remembered.vault else None,
        "chosen": dict(chosen),
        "last_backup": backup
        and {"vault": str(backup.vault), "made": backup.made.isoformat(), "folder": str(backup.folder)},
        "failed_backup": failed
        and {"vault": str(failed.vault), "at": failed.at.isoformat(), "title": failed.title, "message": failed.message},
    }


def _read(file: Path) -> tuple[Remembered, dict[str, Value]]:
    """What the file says: the facts, and what was chosen."""
    try:
        found = json.loads(file.read_bytes().decode("utf-8", "surrogateescape"))
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return Remembered(), {}
    # Each by itself: one value that somebody spoilt does not take the others with it.
    facts = Remembered(
        vault=_one(found, "vault", _path, None),
        last_backup=_one(found, "last_backup", _backup, None),
        failed_backup=_one(found, "failed_backup", _failure, None),
    )
    said = found.get("chosen")
    if not isinstance(said, dict):
        said = _said_formerly(found)
    return facts, {one.key: said[one.key] for one in COMPUTER_SETTINGS if one.takes(said.get(one.key))}


def _said_formerly(found: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen, from a file where every value was kept: above all where the copies go."""
    said = {setting.key: found.get(name) for name, setting in _FIELDS.items()}
    return {one.key: said[one.key] for one in COMPUTER_SETTINGS if said[one.key] not in (None, one.default)}


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


def _backup(said: Any) -> LastBackup | None:
    if said is None:
        return None
    vault, folder, made = _path(said["vault"]), _path(said["folder"]), datetime.fromisoformat(said["made"])
    if vault is None or folder is None or made.tzinfo is None:
        raise ValueError("not a backup")
    return LastBackup(vault, made, folder)


def _failure(said: Any) -> FailedBackup | None:
    if said is None:
        return None
    vault, at = _path(said["vault"]), datetime.fromisoformat(said["at"])
    title, message = said["title"], said["message"]
    if vault is None or at.tzinfo is None or not isinstance(title, str) or not isinstance(message, str):
        raise ValueError("not a failure")
    return FailedBackup(vault, at, title, message)
