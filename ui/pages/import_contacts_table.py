"""The table of contacts that can be taken in: a box to tick at the beginning of each row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.pages.import_contacts_rows import TICK, ImportRow, by_kind, columns, searched
from ui.table import TableModel
from ui.table_paint import TablePainter, row_height, text_left
from ui.table_view import TableView
from ui.theme import scaled, theme

_SIDE = 16
_ROWS = 6
"""With its heading the table is never lower than so many rows; all the room there is beside that is its own."""


class _Painter(TablePainter):
    """Draws a box in the first cell of each row, ticked or not, as `ui.tick_box` does."""

    def __init__(self, model: TableModel[Any], view: TableView) -> None:
        super().__init__(model, view)
        self._of = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row = self._of.row_at(index.row())
        if row is None or index.column() != TICK:
            return
        side, place = scaled(_SIDE), QRectF(option.rect)
        box = QRectF(place.left() + text_left(has_icon=False), place.center().y() - side / 2, side, side)
        rounded(painter, box, scaled(3), theme().colour("teal" if row.ticked else "paper"), pen("border"))
        if row.ticked:
            draw_icon(painter, "check", "on_teal", box.adjusted(1, 1, -1, -1))


class ImportTable(TableView):
    """Space or a click on its box ticks a row; Ctrl+A ticks all, and once more none."""

    ticked = Signal(object)
    """The row of that id is to have the other answer."""
    all_ticked = Signal()
    """Ctrl+A."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.rows: TableModel[ImportRow] = TableModel(columns(), searched, lambda _row: 0)
        super().__init__("Kontakter som kan läggas till", self.rows, _never, parent)
        self.rows.setParent(self)
        self.setItemDelegate(_Painter(self.rows, self))
        self.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        self.setMinimumHeight(_ROWS * row_height())
        self.clicked.connect(self._tick_clicked)

    def show_new(self, rows: Sequence[ImportRow]) -> None:
        """Show what has just been read."""
        self.rows.group_by(by_kind(rows))
        self.show_again(rows)
        self.choose_first()
        self.verticalScrollBar().setValue(0)

    def show_again(self, rows: Sequence[ImportRow]) -> None:
        """Show the same rows after another answer."""
        self.rows.show_rows(rows)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _tick_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if row is not None and index.column() == TICK:
            self.ticked.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it is for all of them
        elif held and event.key() == Qt.Key.Key_A:
            self.all_ticked.emit()
        elif event.key() == Qt.Key.Key_Space and self.current_id is not None:
            self.ticked.emit(self.current_id)
        else:
            super().keyPressEvent(event)


def _never(_row: ImportRow) -> bool:
    """No cell is written in: the text is, or the file."""
    return False
