"""Writing in a cell: a field over the cell, and beside it why a text was not taken.

The field is not the table's own editor, since those go whenever the rows are read again; this one stays where it
belongs, with what is half-written in it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from ui.fields import LineField
from ui.parts import Boxed, Picture, label, row
from ui.screen_reader import announce
from ui.table import TableModel, Written
from ui.table_paint import text_left
from ui.theme import scaled


class CellField(LineField):
    """One line in a cell. Escape gives up, the tab key finishes and goes on to the next."""

    given_up = Signal()
    onward = Signal(int)
    """The tab key: 1 forward, -1 back."""

    def finish(self) -> None:
        """Tell the new value, or that there is none."""
        if self.unfinished() is None:
            self.given_up.emit()
        else:
            super().finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()  # else the table below would take what a line has no use for, as Enter and the arrows
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()

    def focusNextPrevChild(self, next: bool) -> bool:
        self.onward.emit(1 if next else -1)
        return True


class Fault(Boxed):
    """Why what stands in the cell was not saved. It lies over the table, below the cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("red_soft", edge="red")
        self.setParent(parent)
        self.inside.setContentsMargins(scaled(10), scaled(6), scaled(10), scaled(6))
        self.words = label("", "danger", wrap=True)
        self.inside.addLayout(row(Picture("triangle-alert", "red"), self.words))
        self.hide()

    def say(self, text: str, cell: QRect, within: QRect) -> None:
        """Show ``text`` below ``cell``, or above it where there is no room."""
        self.words.setText(text)
        width = min(scaled(360), within.width())
        height = self.words.heightForWidth(width - scaled(48)) + scaled(14)
        left = max(within.left(), min(cell.left(), within.right() - width))
        below = cell.bottom() + scaled(3)
        top = below if below + height <= within.bottom() else cell.top() - height - scaled(3)
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()


@dataclass
class _Open:
    """The field that is open over the table: which row, column and field of it is being written."""

    field: CellField
    id: Hashable
    column: int
    step: int
    written: Written[Any]
    told: str = ""
    fault: str = ""
    onward: int = 0
    """Where to go when what was written is saved: 1 to the next field, -1 back, 0 to the table."""


class CellWriting(QObject):
    """What is being written in a table's cells: one field at a time."""

    opened = Signal(object, object, object)
    """A field was opened in a cell: the field, the row's id, which `Written`."""
    finished = Signal(object, object, str)
    """What was written is finished: the row's id, which `Written`, the text. Answer with `saved` or `refuse`."""
    closed = Signal(object, object, object)
    """The field is gone from the cell: the same three."""

    def __init__(
        self,
        view: QTableView,
        model: TableModel[Any],
        editable: Callable[[Any], bool],
        choose: Callable[[Hashable, int], object],
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._editable, self._choose = view, model, editable, choose
        self._open: _Open | None = None
        self._fault = Fault(view.viewport())

    @property
    def field(self) -> CellField | None:
        """The field that is open."""
        return self._open.field if self._open else None

    @property
    def fault(self) -> str:
        """Why what stands in the field was not saved; empty when nothing is wrong."""
        return self._open.fault if self._open else ""

    def begin(self, id: Hashable, column: int, step: int = 0) -> bool:
        """Open a field over the cell, on the ``step``-th of what is written in it; whether it could be."""
        line = self._model.line_of(id)
        row = None if line is None else self._model.row_at(line)
        edits = self._model.columns[column].edits
        if row is None or not 0 <= step < len(edits) or not self._editable(row):
            return False
        self.close()
        self._choose(id, column)
        written = edits[step]
        field = CellField(written.label, hint=written.hint, parent=self._view.viewport())
        field.show_saved(written.text(row))
        field.selectAll()
        self._open = _Open(field, id, column, step, written)
        field.finished.connect(self._told)
        field.given_up.connect(self._given_up)
        field.onward.connect(self._go_on)
        field.textChanged.connect(self._forget_fault)
        self.place()
        field.show()
        field.setFocus()
        self.opened.emit(field, id, written)
        return True

    def is_open(self, id: Hashable, name: str) -> bool:
        """Whether the field of that name is being written for that row."""
        return self._open is not None and (self._open.id, self._open.written.name) == (id, name)

    def saved(self) -> None:
        """What was told by `finished` is on disk, and the rows are read again."""
        done = self._open
        if done is None:
            return
        done.field.show_saved(done.told)
        if done.field.unfinished() is None:
            self.close()
            self._go_from(done)

    def refuse(self, why: str) -> None:
        """What was told by `finished` cannot be saved: the text stays, and beside it stands why."""
        if self._open is not None:
            self._open.fault, self._open.onward = why, 0
            self._open.field.show_fault()
            self._open.field.setAccessibleDescription(why)
            announce(self._open.field, why)
            self.place()

    def close(self) -> None:
        """Take the field away."""
        done, self._open = self._open, None
        if done is None:
            return
        self._fault.hide()
        had_focus = done.field.hasFocus()
        done.field.blockSignals(True)
        done.field.hide()
        done.field.deleteLater()
        if had_focus:
            self._view.setFocus()
        self.closed.emit(done.field, done.id, done.written)

    def place(self) -> None:
        """Put the field over its cell, wherever that is now."""
        if self._open is None:
            return
        line = self._model.line_of(self._open.id)
        if line is None:
            self.close()
            return
        viewport, column = self._view.viewport(), self._open.column
        cell = self._view.visualRect(self._model.index(line, column))
        left = text_left(has_icon=self._model.columns[column].has_icon) - text_left(has_icon=False)
        width = max(cell.width() - left, min(scaled(170), viewport.width()))
        start = min(cell.left() + left, max(0, viewport.width() - width))
        where = QRect(start, cell.top(), width, cell.height() - 1)
        self._open.field.setGeometry(where)
        if self._open.fault:
            self._fault.say(self._open.fault, where, viewport.rect())

    def _told(self, text: str) -> None:
        if self._open is not None:
            self._open.told = text
            self.finished.emit(self._open.id, self._open.written, text)

    def _forget_fault(self) -> None:
        if self._open is not None:
            self._open.fault = ""
            self._open.field.setAccessibleDescription("")
            self._fault.hide()

    def _given_up(self) -> None:
        done = self._open
        self.close()
        if done is not None:
            self._go_from(done)

    def _go_on(self, way: int) -> None:
        if self._open is not None:
            self._open.onward = way
            self._open.field.finish()

    def _go_from(self, done: _Open) -> None:
        """Open the field before or after the one that was closed, in the same row, if one goes on."""
        if not done.onward:
            return
        fields = [
            (column, step)
            for column, one in enumerate(self._model.columns)
            for step in range(len(one.edits))
            if not self._view.isColumnHidden(column)
        ]
        place = fields.index((done.column, done.step)) + done.onward
        if 0 <= place < len(fields):
            self.begin(done.id, *fields[place])
