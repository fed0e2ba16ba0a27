"""A table with a box to tick at the beginning of each row, for what is seen before it is taken in."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.table import TableModel
from ui.table_paint import TablePainter, row_height, text_left
from ui.table_view import TableView
from ui.theme import scaled, theme

TICK = 0
"""The column with the box to tick."""

_SIDE = 16
_ROWS = 6
"""With its heading the table is never lower than so many rows; all the room there is beside that is its own."""


class TickPainter(TablePainter):
    """Draws a box in the first cell of each row, ticked or not, as `ui.tick_box` does; none in one that has no choice.

    A row says of itself whether it is ``ticked``, and whether it ``can_be_ticked``.
    """

    def __init__(self, model: TableModel[Any], view: TableView) -> None:
        super().__init__(model, view)
        self._of = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row = self._of.row_at(index.row())
        if row is None or index.column() != TICK or not row.can_be_ticked:
            return
        side, place = scaled(_SIDE), QRectF(option.rect)
        box = QRectF(place.left() + text_left(has_icon=False), place.center().y() - side / 2, side, side)
        rounded(painter, box, scaled(3), theme().colour("teal" if row.ticked else "paper"), pen("border"))
        if row.ticked:
            draw_icon(painter, "check", "on_teal", box.adjusted(1, 1, -1, -1))


class TickTable(TableView):
    """Space or a click on its box ticks a row; Ctrl+A ticks all, and once more none."""

    ticked = Signal(object)
    """The row of that id is to have the other answer."""
    all_ticked = Signal()
    """Ctrl+A."""

    def __init__(self, name: str, model: TableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(name, model, _never, parent)
        model.setParent(self)
        self._ticking = model
        self.setItemDelegate(TickPainter(model, self))
        self.setMinimumHeight(_ROWS * row_height())
        self.clicked.connect(self._tick_clicked)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _tick_clicked(self, index: QModelIndex) -> None:
        row = self._ticking.row_at(index.row())
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


def _never(_row: Any) -> bool:
    """No cell is written in: what is to be taken in is as it is."""
    return False
