"""Copies the vault to the folder that was chosen for it, once a day and when asked, and knows how that stands."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator.errors import CoordinatorError, OutputError
from coordinator.settings import BACKUP_FOLDER
from coordinator.swedish import SWEDEN, short_day
from coordinator.vaults import Copied
from ui.preferences import FailedBackup, LastBackup, Preferences
from ui.session import Session

_AFTER_MS = 60_000
"""How long after unlocking: she has somebody on the telephone first."""
_BUSY_MS = 5_000
_RETRY_MS = 600_000
"""How long after a try that came to nothing: the memory stick may be in by then."""
_DAYS = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
ENDING = ".hallpunkt-kopia"


@dataclass(frozen=True)
class Standing:
    """How the backups stand: in a few words, in more, and whether something must be done about it."""

    words: str
    more: str = ""
    lacking: bool = False
    can_copy: bool = False


class DailyBackup(QObject):
    """One copy for each day of the week, so that there are seven and never more. Each is checked before it counts.

    What comes to nothing is tried again, and said until a copy is made. A folder that is not there, as when the memory
    stick is at home, is said only where the state stands, unless she asked for the copy; other faults over the page.
    """

    changed = Signal()
    """How the backups stand is another."""

    def __init__(
        self, session: Session, preferences: Preferences, parent: QObject, *, after_ms: int = _AFTER_MS
    ) -> None:
        super().__init__(parent)
        self._session, self._preferences, self._after_ms = session, preferences, after_ms
        self._told = ""
        self._asked = self._stopped = False
        self.copying = False
        self.made: Copied | None = None
        """What the latest copy of this session holds; None while none is made, or the latest try failed."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._copy)
        session.saved.connect(self._wait)  # the day may have changed
        session.record_changed.connect(self._wait)
        self._wait()

    @staticmethod
    def of(session: Session, preferences: Preferences) -> "DailyBackup":
        """The one of the session, made when it is first asked for."""
        found = session.findChild(DailyBackup)
        return found if isinstance(found, DailyBackup) else DailyBackup(session, preferences, session)

    # How it stands

    @property
    def is_needed(self) -> bool:
        """Whether the pärm needs copies: one for practice does not."""
        return not self._session.vault.practice

    @property
    def is_due(self) -> bool:
        """Whether a folder was chosen for this vault and no copy was put in it today."""
        session = self._session
        if not self.is_needed or session.now is None or self.folder is None:
            return False
        last = self.last
        return last is None or last.made.astimezone(SWEDEN).date() < session.today

    @property
    def is_waiting(self) -> bool:
        """Whether a copy will be tried."""
        return self._timer.isActive()

    @property
    def folder(self) -> Path | None:
        """Where the copies are to go."""
        return self._preferences.now.backup_folder

    @property
    def last(self) -> LastBackup | None:
        """The newest copy that was made on this computer."""
        return self._preferences.now.backup_of(self._session.vault.path)

    @property
    def failure(self) -> FailedBackup | None:
        """Why there is no newer copy, when one was tried for since."""
        return self._preferences.now.failure_of(self._session.vault.path)

    def standing(self) -> Standing:
        """How the backups stand, in words."""
        if not self.is_needed:
            return Standing("Ingen kopia behövs", "Övningspärmen har bara påhittade patienter.")
        can_copy = self.folder is not None and not self.copying
        if self.copying and (self._asked or self.failure is None):  # a stick that is still out is tried for in silence
            return Standing("Kopierar …", "Du kan arbeta vidare under tiden.")
        last, failure = self.last, self.failure
        why = f"{failure.title}. {failure.message}" if failure is not None else ""
        if self.folder is None:
            why = "Välj var säkerhetskopiorna ska ligga."
        if last is None or self._session.now is None:
            on_its_way = self.is_waiting and failure is None
            more = why or "Den första görs snart."
            return Standing("Ingen kopia än", more, lacking=not on_its_way, can_copy=can_copy)
        made, today = last.made.astimezone(SWEDEN), self._session.today
        days = max(0, (today - made.date()).days)
        where = f"{short_day(made.date(), today)} kl. {made:%H:%M} i {last.folder}"
        more = f"{why} Senaste kopian: {where}." if why else f"Senaste kopian: {where}."
        if days > 1 and not (self.is_waiting and not why):
            return Standing(f"Ingen kopia på {days} dagar", more, lacking=True, can_copy=can_copy)
        if failure is not None:
            return Standing("Kopian blev inte av", more, lacking=True, can_copy=can_copy)
        words = {0: f"Kopia i dag {made:%H:%M}", 1: "Kopia i går"}.get(days, f"Kopia {short_day(made.date(), today)}")
        return Standing(words, more, lacking=self.folder is None, can_copy=can_copy)

    # What is done

    def copy_now(self) -> None:
        """Copy now, whatever was copied today."""
        if not self.copying and not self._stopped and self.is_needed and self.folder is not None:
            self._timer.stop()
            self._copy(asked=True)

    def choose_folder(self, folder: Path) -> None:
        """Put the copies there from now on, the first one at once."""
        self._preferences.choose(BACKUP_FOLDER, str(folder))
        self.changed.emit()
        self.copy_now()

    def stop(self) -> None:
        """No more copies: the vault is about to be closed."""
        self._stopped = True
        self._timer.stop()

    def _wait(self) -> None:
        """See to it that a copy is tried, when one is due; and that it is said when the day is another."""
        if self.is_due and not self.is_waiting and not self.copying and not self._stopped:
            self._timer.start(self._after_ms)
        self.changed.emit()

    def _copy(self, *, asked: bool = False) -> None:
        session, folder = self._session, self.folder
        if folder is None or self._stopped:
            return
        if session.vault_thread.busy and not asked:
            self._timer.start(_BUSY_MS)
            return
        vault = session.vault
        # A part of the pärm's id, so that two pärmar of one name never take each other's place in a shared folder.
        out = folder / f"{vault.path.stem}-{vault.id.hex[-6:]}-{_DAYS[session.today.weekday()]}{ENDING}"
        self.copying, self._asked = True, asked
        self.changed.emit()

        def copy() -> Copied:
            require_folder(folder)
            return vault.back_up(out, force=True)

        session.vault_thread.run(copy, partial(self._done, folder), self._failed)

    def _done(self, folder: Path, copied: Copied) -> None:
        self.copying, self.made, self._told = False, copied, ""
        session = self._session
        if session.now is not None:
            self._preferences.note_backup(session.vault.path, session.now, folder)
        self.changed.emit()
        if self.folder != folder:  # another was chosen meanwhile: it gets its first one too
            self.copy_now()

    def _failed(self, error: CoordinatorError) -> None:
        self.copying, self.made = False, None
        session = self._session
        if session.now is not None:
            self._preferences.note_failure(FailedBackup(session.vault.path, session.now, error.title, error.message))
        if not self._stopped:
            self._timer.start(_RETRY_MS)
        if self._asked or (not isinstance(error, FolderMissing) and self._told != error.title):
            self._told = error.title
            session.refused.emit(error)
        self.changed.emit()


class FolderMissing(OutputError):
    """The folder for backups is not there just now."""


def require_folder(folder: Path) -> None:
    """Refuse a folder that is not there, and say which kind of missing it is. It may wait for a disk."""
    if folder.is_dir():
        return
    if _is_removable(folder):
        raise FolderMissing(
            "Minnet för säkerhetskopior är inte anslutet",
            "Sätt i USB-minnet eller anslut disken: kopian görs sedan av sig själv. Eller välj en annan mapp.",
        )
    raise FolderMissing(
        "Mappen för säkerhetskopior är borta",
        "Den kan ha flyttats eller fått ett annat namn. Lägg tillbaka den, eller välj en annan mapp.",
    )


def _is_removable(folder: Path) -> bool:
    """Whether what is missing is the disk and not just the folder on it."""
    if os.name == "nt":
        return not Path(folder.anchor).exists()
    there = next((part for part in folder.parents if part.exists()), Path("/"))
    return any(there.is_relative_to(place) for place in ("/media", "/run/media", "/mnt", "/Volumes"))
