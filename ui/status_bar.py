"""The bar at the bottom: that everything is saved, what can be undone, how the backups stand, text size, the lock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.chips import OWN, Chip
from ui.daily_backup import DailyBackup
from ui.parts import Button, Kind, Picture, label, on_ground, row, tip
from ui.screen_reader import announce
from ui.session import Session
from ui.side_panel import COMPACT_FROM
from ui.theme import appearance, scaled
from ui.window_commands import LOCK, UNDO

_LESS_FROM = 125
"""From this text size, in per cent, there is no room to copy from here: the view of the backups is a press away."""


class StatusBar(QWidget):
    """Says "Sparat 09:41" when it is so, and offers the way back and the lock."""

    backups_wanted = Signal()
    """Show the backups."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        on_ground(self, "window")
        self._session = session
        self._saved = label("Allt är sparat", "strong")
        self.undo = Button("Ångra", Kind.QUIET, icon="undo-2", shortcut=UNDO.keys, press=session.undo)
        self.look = Button(f"Text {appearance().scale} %", Kind.QUIET, icon="a-large-small")
        self._left = label("", "note")
        self.lock = Button("Lås", icon="lock", shortcut=LOCK.keys)
        self._narrow = appearance().scale >= COMPACT_FROM
        self.backups = Button("Säkerhetskopior", Kind.QUIET, icon="hard-drive", press=self.backups_wanted.emit)
        self.backups.hide()
        self.copy_now = Button("Kopiera nu", Kind.QUIET, icon="save")
        self.copy_now.hide()
        self._backups: DailyBackup | None = None
        self._alone = False
        between = QFrame()
        between.setFixedWidth(scaled(8))
        practice = [Chip("ÖVNING", OWN)] if session.vault.practice and self._narrow else []
        right = (*practice, self.backups, self.copy_now, self.look, self._left, self.lock)
        inner = row(Picture("circle-check", "green"), self._saved, between, self.undo, 1, *right)
        inner.setContentsMargins(scaled(14), scaled(4), scaled(10), scaled(4))
        self.setLayout(inner)
        self._left.setVisible(not self._narrow)
        session.saved.connect(self.show_saved)
        session.undone.connect(self.show_undone)
        session.undo_changed.connect(self.show_undo)
        self.show_undo()

    def show_saved(self, title: str) -> None:
        """A change is on disk."""
        self._say(f"Sparat {self._now()}")
        self.setToolTip(title)

    def show_undone(self, title: str) -> None:
        """A change was taken back."""
        self._say(f"Ångrat {self._now()}")
        self.setToolTip(title)

    def show_undo(self) -> None:
        """Offer the latest change to be taken back."""
        found = self._session.next_undo
        self.undo.setVisible(found is not None)
        if found is not None:
            self.undo.say("Ångra" if self._narrow else f"Ångra: {found.title.lower()}")
            self.undo.setToolTip(found.title)

    def show_backups(self, backups: DailyBackup) -> None:
        """Say how the backups stand, from now on."""
        self._backups = backups
        self.copy_now.clicked.connect(backups.copy_now)
        backups.changed.connect(self._show_standing)
        self._show_standing()

    def show_alone(self, alone: bool) -> None:
        """Whether others look on at a page that has the window to itself: then nothing here leads away from it."""
        if alone and not self._alone:
            self.setToolTip("")  # what was saved last may have been another patient's
        self._alone = alone
        self.show_undo()
        self._show_standing()

    def _show_standing(self) -> None:
        if self._backups is None:
            return
        if self._alone:
            self.backups.hide()
            self.copy_now.hide()
            return
        standing = self._backups.standing()
        if self.backups.isVisibleTo(self) and self.backups.text() != standing.words:
            announce(self.backups, standing.words)
        self.backups.kind = Kind.GAP if standing.lacking else Kind.QUIET
        self.backups.compact = self._narrow
        self.backups.say(standing.words)
        self.backups.setAccessibleDescription(standing.more)
        self.backups.setToolTip(tip(f"{standing.words}. {standing.more}" if self._narrow else standing.more))
        self.backups.show()
        self.copy_now.setVisible(standing.lacking and standing.can_copy and appearance().scale < _LESS_FROM)

    def show_minutes_left(self, minutes: int) -> None:
        """Say how long it is until the program locks itself."""
        self._left.setText(f"Låses om {minutes} min" if minutes else "Låses strax")

    def _say(self, text: str) -> None:
        self._saved.setText(text)
        announce(self._saved, text)

    def _now(self) -> str:
        now = self._session.now
        return now.strftime("%H:%M") if now is not None else ""
