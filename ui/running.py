"""The program from unlock to lock: the session, its window, and what makes it lock."""

import os
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.clipboard import Clipboard
from ui.daily_backup import DailyBackup
from ui.finding_keeper import FindingKeeper
from ui.language import speak_swedish
from ui.lock.inactivity import Inactivity
from ui.lock.session_watch import SessionWatch, watch_session
from ui.parts import column, label, on_ground
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.theme import appearance, load_more_letters, theme_named, theme_of_computer
from ui.window import Window

THEN_VARIABLE = "HALLPUNKT_THEN"
"""What the program that begins anew goes on with, after the lock: "restore" is to read a copy back."""
_PATIENCE_MS = 4000
"""How long a lock waits for the vault to be closed tidily. What is saved is on the disk already."""


class Running(QObject):
    """An open vault on screen. It ends once: then ``ended`` says whether to begin anew at the unlock window."""

    content_changed = Signal(QWidget)
    """Show this in the window on the desktop."""
    ended = Signal(bool)

    def __init__(self, session: Session, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_more_letters()
        speak_swedish()
        self.session, self._preferences = session, preferences
        session.setParent(self)
        self.window: Window | None = None
        self._again: bool | None = None
        self._backup: DailyBackup | None = None
        self._gaps: FindingKeeper | None = None
        application = QCoreApplication.instance()
        if application is None:
            raise RuntimeError("a window needs an application")
        self.inactivity = Inactivity(application, parent=self)
        self.inactivity.expired.connect(self.lock)
        self._watch: SessionWatch = watch_session(self)
        self._watch.locking.connect(self.lock)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._finish)
        self.session.start(self._begin)

    def _begin(self, place: Place) -> None:
        if self._again is not None:
            return  # it was locked while the list of patients was read
        self._make_window(place)
        self._lock_after(self._preferences.now.lock_minutes)
        self._backup = DailyBackup.of(self.session, self._preferences)
        self._gaps = FindingKeeper.of(self.session)
        self._gaps.start_soon()

    def _make_window(self, place: Place) -> None:
        window = Window(self.session, self._preferences)
        window.lock_wanted.connect(self.lock)
        window.dressed_anew.connect(self._dress)
        window.lock_minutes_changed.connect(self._lock_after)
        window.restore_wanted.connect(self._restore)
        self.inactivity.minutes_left.connect(window.status.show_minutes_left)
        if not self._watch.watching:
            window.status.lock.setToolTip(self._watch.why_not)
        self.window = window
        self.content_changed.emit(window)
        window.begin(place)

    def _dress(self, theme: str, scale: int) -> None:
        """Another theme or text size: the window is made anew on the same session, where she was."""
        if self.window is None:
            return
        self._preferences.keep(replace(self._preferences.now, theme=theme, scale=scale))
        self.window.drafts.stop()
        record = self.session.record
        place = Place(record.patient_id if record else None, self.window.place)
        now = self._preferences.now  # a clinic may have locked what was chosen
        appearance().apply(theme_named(now.theme, theme_of_computer()), now.scale)
        self._make_window(place)
        self._lock_after(now.lock_minutes)

    def _lock_after(self, minutes: int) -> None:
        self.inactivity.restart(60 * minutes)

    def _restore(self) -> None:
        os.environ[THEN_VARIABLE] = "restore"
        self.lock()

    def lock(self, _why: str = "") -> None:
        """Keep what is half-written and where she is, close the vault, and begin anew at the unlock window.

        It works whatever is on screen: nobody is asked anything, and a question that stands open goes with the rest.
        """
        self._end(again=True)

    def quit(self) -> None:
        """The same without beginning anew."""
        self._end(again=False)

    def _end(self, *, again: bool) -> None:
        if self._again is not None:
            return
        self._again = again
        Clipboard.of(self.session).shut()
        if self.window is not None:
            self.window.drafts.stop()
            self.session.keep_place(self.window.place)
            self.session.keep_now()
        self.inactivity.stop()
        if self._backup is not None:
            self._backup.stop()
        if self._gaps is not None:
            self._gaps.stop()
        self.content_changed.emit(_cover())
        self._patience.start(_PATIENCE_MS)
        self.session.vault_thread.run(self.session.vault.close, lambda _: self._finish(), lambda _: self._finish())

    def _finish(self) -> None:
        if self._again is not None:
            self._patience.stop()
            self._watch.ready()
            self.ended.emit(self._again)


def _cover() -> QWidget:
    """What stands in the window while it locks: nothing of any patient."""
    cover = QWidget()
    on_ground(cover, "paper")
    cover.setWindowTitle("Låser")
    words = label("Låser …", "section")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    cover.setLayout(column(words))
    return cover
