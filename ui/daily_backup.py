"""Copies the vault to the folder that was chosen for it, once a day, when nobody waits for the vault."""

from PySide6.QtCore import QObject, QTimer

from coordinator.swedish import SWEDEN
from coordinator.vaults import Copied
from ui.preferences import Preferences
from ui.session import Session

_AFTER_MS = 60_000
"""How long after unlocking: she has somebody on the telephone first."""
_AGAIN_MS = 5_000
_DAYS = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")
ENDING = ".hallpunkt-kopia"


class DailyBackup(QObject):
    """One copy for each day of the week, so that there are seven and never more. Each is checked before it counts.

    A folder that is not there, as when the memory stick is at home, is no fault: the unlock window says when the last
    copy was made.
    """

    def __init__(
        self, session: Session, preferences: Preferences, parent: QObject, *, after_ms: int = _AFTER_MS
    ) -> None:
        super().__init__(parent)
        self._session, self._preferences = session, preferences
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._copy)
        if self.is_due:
            self._timer.start(after_ms)

    @property
    def is_due(self) -> bool:
        """Whether a folder was chosen for this vault and no copy was put in it today. Practice needs none."""
        session, known = self._session, self._preferences.now
        if session.vault.practice or session.now is None or known.backup_folder is None:
            return False
        last = known.backup_of(session.vault.path)
        return last is None or last.made.astimezone(SWEDEN).date() < session.today

    @property
    def is_waiting(self) -> bool:
        """Whether a copy will be tried."""
        return self._timer.isActive()

    def stop(self) -> None:
        """No more copies: the vault is about to be closed."""
        self._timer.stop()

    def _copy(self) -> None:
        session, folder = self._session, self._preferences.now.backup_folder
        if folder is None or not folder.is_dir():
            return
        if session.vault_thread.busy:
            self._timer.start(_AGAIN_MS)
            return
        vault = session.vault
        out = folder / f"{vault.path.stem}-{_DAYS[session.today.weekday()]}{ENDING}"
        session.vault_thread.run(lambda: vault.back_up(out, force=True), self._done)

    def _done(self, _copied: Copied) -> None:
        session, folder = self._session, self._preferences.now.backup_folder
        if session.now is not None and folder is not None:
            self._preferences.note_backup(session.vault.path, session.now, folder)
