"""One row that is not in the journal: a box to tick, what it is and what it says, and both versions when it changed."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from coordinator.journal.rows import JournalRow, JournalState
from coordinator.swedish import short_day
from ui.chips import OWN, Chip
from ui.form_flow import Flow
from ui.pages.journal_versions import Versions, without_day
from ui.pages.wrapped_text import WrappedText
from ui.parts import Rule, column, label, row, whole
from ui.theme import scaled
from ui.tick_box import TickBox

_SIGNS = {JournalState.CHANGED: "pencil", JournalState.REMOVED: "trash-2"}


class WaitingRow(QWidget):
    """Made anew when the row reads otherwise. The words can be pressed too, as the text beside any box can."""

    ticked = Signal(object, bool)
    """Whether the entry with that id goes along is another."""

    def __init__(self, one: JournalRow, today: date, *, chosen: bool) -> None:
        super().__init__()
        self.row = one
        self.box = TickBox("", said(one, today))
        self.box.setChecked(chosen)
        self.box.toggled.connect(self._tell)
        when = label(_when(one, today), "strong")
        if one.state is JournalState.WAITING:
            inside = column(when, WrappedText(without_day(one.words, one.day)), spacing=3)
        else:
            self.versions = Versions(one, today)
            sign = Chip(one.state.label, OWN, _SIGNS.get(one.state, ""))
            inside = column(Flow(when, sign, spacing=8, lines=2), self.versions, spacing=3)
        line = row(spacing=4)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(whole(inside), 1)
        body = whole(line)
        body.setContentsMargins(0, scaled(6), 0, scaled(6))
        self.setLayout(column(body, Rule(), spacing=0))

    @property
    def id(self) -> UUID:
        """The entry it is about."""
        return self.row.entry_id

    def tick(self, *, on: bool) -> None:
        """Tick it or not, without telling."""
        self.box.blockSignals(True)
        self.box.setChecked(on)
        self.box.blockSignals(False)
        self.box.update()

    def _tell(self, on: bool) -> None:
        self.ticked.emit(self.id, on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()


def _when(one: JournalRow, today: date) -> str:
    return f"{short_day(one.day, today)} · {one.kind_title}"


def said(one: JournalRow, today: date) -> str:
    """The row as it is read aloud; what it says in full follows when it is not long."""
    state = "" if one.state is JournalState.WAITING else one.state.label
    words = without_day(one.words or one.before, one.day).replace("\n", " ")
    return ". ".join(part for part in (short_day(one.day, today), one.kind_title, state, words) if part)
