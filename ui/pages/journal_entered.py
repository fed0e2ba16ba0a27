"""The rows that stand in the journal already, folded: by whom and when each was put there, and how it reads."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.journal.rows import JournalRow
from coordinator.swedish import short_day
from ui.entry_lines.sections import AT_A_TIME
from ui.pages.journal_versions import entered_words, without_day
from ui.pages.wrapped_text import WrappedText
from ui.parts import Button, Kind, Rule, clear, column, label, row, whole


class EnteredRows(QWidget):
    """Nothing of them is made before somebody asks to see them."""

    reached = Signal(object)
    """A row that is to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[JournalRow] = ()
        self._today = date.min
        self._many = AT_A_TIME
        self.is_open = False
        self.parts: dict[UUID, QWidget] = {}
        self.fold = Button("", Kind.QUIET, icon="chevron-right", press=self.turn)
        self._lines: QVBoxLayout = column(spacing=8)
        self._body = whole(self._lines)
        self.more = Button("Visa fler", Kind.QUIET, icon="chevron-down", press=self._show_more)
        self.setLayout(column(row(self.fold, 1), self._body, row(self.more, 1), spacing=6))

    def forget(self) -> None:
        """Another patient's come: folded."""
        self._rows, self._many, self.is_open = (), AT_A_TIME, False
        self._show()

    def show_rows(self, rows: Sequence[JournalRow], today: date) -> None:
        """Those that are in, the newest first."""
        if (rows, today) != (self._rows, self._today):
            self._rows, self._today = rows, today
            self._show()

    def turn(self) -> None:
        """Unfold them, or fold them away."""
        self.is_open = not self.is_open
        self._show()

    def go_to(self, id: UUID) -> bool:
        """Unfold and show the one with that id, of the entry or of its having been put in; whether there is one."""
        ids = [{one.entry_id, one.entered.id} if one.entered is not None else {one.entry_id} for one in self._rows]
        place = next((at for at, known in enumerate(ids) if id in known), None)
        if place is None:
            return False
        self.is_open, self._many = True, max(self._many, place + 1)
        self._show()
        self.fold.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(self.parts[self._rows[place].entry_id])
        return True

    def _show_more(self) -> None:
        self._many += AT_A_TIME
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        self.parts.clear()
        many = len(self._rows)
        self.fold.say(
            f"Står i journalen ({many})", icon="chevron-down" if self.is_open else "chevron-right",
        )  # fmt: skip
        self.fold.describe("visas" if self.is_open else "dolda")
        for one in self._rows[: self._many] if self.is_open else ():
            part = self.parts[one.entry_id] = _part(one, self._today)
            self._lines.addWidget(part)
        self._body.setVisible(self.is_open)
        self.more.setVisible(self.is_open and many > self._many)
        self.setVisible(bool(many))


def _part(one: JournalRow, today: date) -> QWidget:
    inside = column(label(f"{short_day(one.day, today)} · {one.kind_title}", "strong", wrap=True), spacing=2)
    if one.entered is not None:
        inside.addWidget(label(entered_words(one.entered, today), "note", wrap=True))
        if one.entered.note.strip():
            inside.addWidget(label(one.entered.note.strip(), "note", wrap=True))
    inside.addWidget(WrappedText(without_day(one.before or one.words, one.day)))
    inside.addWidget(Rule())
    return whole(inside)
