"""Beside the list of changes: what became of the entry a change was about, and all that it took away, back at once."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.documents.phrases import shortened
from coordinator.entry_history import bring_back, moment_in_words, who_in_words
from coordinator.errors import CoordinatorError
from ui.entry_history import EntryHistory
from ui.form import Fault
from ui.form_choice import ChoiceBox
from ui.pages.history_rows import HistoryRow
from ui.parts import Button, Kind, column, label, row, scrolling, whole
from ui.session import Session
from ui.theme import scaled

_LONGEST = 36
"""As long as a line of the list of entries has room for."""


class HistoryPanel(QWidget):
    """One change: its entries to choose among, and the history of the one that is chosen."""

    left = Signal()
    """Escape or the button: back to the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row: HistoryRow | None = None
        self.entries = ChoiceBox("Post i ändringen")
        self.entries.activated.connect(self._turn)
        self.back = Button("Ta tillbaka", icon="undo-2", press=self.bring_back)
        self.fault = Fault()
        self.history = EntryHistory(session)
        self.history.closed.connect(self.left)
        self.close_button = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.left.emit)
        self._note = label("", wrap=True)
        self._paper = whole(column(row(1, self.close_button), self._note, spacing=8))
        inside = column(self._paper, row(self.back, 1), self.fault, self.entries, self.history, 1, spacing=10)
        inside.setContentsMargins(0, 0, scaled(12), scaled(12))
        self.area = scrolling(whole(inside))
        held = column(self.area)
        held.setContentsMargins(scaled(16), 0, 0, 0)
        self.setLayout(held)
        self.setAccessibleName("Vad som ändrades")

    def show_row(self, shown: HistoryRow) -> None:
        """Show a change: another one, or the same when the record is another."""
        another = self._row is None or self._row.id != shown.id
        self._row = shown
        ids = list(dict.fromkeys(one.id for one in shown.entries))
        kinds = {one.id: one.kind.TITLE for one in shown.entries}
        if another:
            self.fault.say(None)
            self.area.verticalScrollBar().setValue(0)
        self.entries.offer([(one, shortened(f"{kinds[one]}: {shown.names[one]}", _LONGEST)) for one in ids])
        self.entries.setVisible(len(ids) > 1)
        self.history.setVisible(bool(ids))
        self._paper.setVisible(not ids)
        self.back.setVisible(len(shown.gone) > 1)
        self.back.say(f"Ta tillbaka alla {len(shown.gone)}")
        if not ids:
            self._say_paper(shown)
        elif another or self.entries.chosen() not in ids:
            self.entries.show_saved(ids[0])
            self.entries.take_back()
            self._turn()

    def show_entry(self, entry_id: UUID) -> None:
        """Show the history of an entry whose changes are not in the list yet."""
        self._row = None
        for part in (self.entries, self.back, self._paper, self.fault):
            part.hide()
        self.history.show()
        self.history.show_entry(entry_id)

    def clear(self) -> None:
        """Show nothing."""
        self._row = None
        self.history.clear()

    def start(self) -> None:
        """Put the focus where one begins."""
        if not self.entries.isHidden():
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._paper.isHidden():
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.history.start()

    def bring_back(self) -> None:
        """Bring back everything that the change took away and that is still gone."""
        former = [one.removed for one in self._row.gone if one.removed is not None] if self._row is not None else []
        if former and self._session.record is not None:
            self._session.do(bring_back, *former).but(self._refuse)

    def _refuse(self, error: CoordinatorError) -> None:
        if isValid(self) and self.isVisible():
            self.fault.say(error)
        else:
            self._session.refused.emit(error)

    def _turn(self, _place: int = 0) -> None:
        shown, chosen = self._row, self.entries.chosen()
        if shown is not None and isinstance(chosen, UUID):
            self.history.show_entry(chosen, shown.names[chosen])

    def _say_paper(self, shown: HistoryRow) -> None:
        record = self._session.record
        self.history.clear()
        if record is not None:
            when = moment_in_words(shown.change.at, record.today)
            self._note.setText(f"{shown.title}, {when}, av {who_in_words(shown.change.by)}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
