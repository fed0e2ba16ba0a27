"""How a table's cells and headings are drawn: a rule under each row, the chosen one tinted with a bar, chips."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.chips import chip_size, paint_chip, pen, rounded
from ui.icons import draw_icon
from ui.table import Cell, Group, TableModel
from ui.theme import BODY_POINTS, is_large, metrics, scaled, theme
from ui.writing import Hand, write

Index = QModelIndex | QPersistentModelIndex

_MARGIN, _ICON, _GAP = 8, 16, 8


def row_height() -> int:
    """How high a row is, in the text size in force."""
    return max(scaled(32), round(metrics().height()) + scaled(6))


def heading_height() -> int:
    """How high the heading of a group is."""
    return max(scaled(28), round(metrics().height()) + scaled(4))


_WIDEST = str.maketrans("123456789", "0" * 9)
"""Any number has room where one of only noughts has."""


def room_for(text: str, *, has_icon: bool = False) -> int:
    """How wide a column must be to show ``text``, with any figures in it, at the heaviest a cell is written in."""
    icon = scaled(_ICON + _GAP) if has_icon else 0
    return round(metrics(BODY_POINTS, 600).horizontalAdvance(text.translate(_WIDEST))) + 2 * scaled(_MARGIN) + icon


def text_left(*, has_icon: bool) -> int:
    """Where in a cell its text begins."""
    return scaled(_MARGIN + (_ICON + _GAP if has_icon else 0))


class TablePainter(QStyledItemDelegate):
    """Draws the lines of a `TableModel`."""

    HEADING_GROUND = "sunken"

    def __init__(self, model: TableModel[Any], view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, column = theme(), index.column()
        line = self._model.line(index.row())
        place = QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heading = isinstance(line, Group)
        painter.fillRect(place, now.colour("sel" if chosen else self.HEADING_GROUND if heading else "paper"))
        if isinstance(line, Group):
            self._paint_heading(painter, place, line)
        else:
            cell = self._model.cell(index.row(), column)
            self._paint_cell(painter, place, cell, has_icon=self._model.columns[column].has_icon)
        self._paint_lines(painter, place, column, chosen=chosen, heading=heading)
        if state & QStyle.StateFlag.State_HasFocus:
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(3), None, pen("focus", width=2))

    def _paint_lines(self, painter: QPainter, place: QRectF, column: int, *, chosen: bool, heading: bool) -> None:
        """The rule below; the bar before what is chosen, and its frame where the theme has no tints."""
        now = theme()
        framed = chosen and not now.tinted
        width = now.line if framed else 1
        painter.fillRect(QRectF(place.left(), place.bottom() - width, place.width(), width), now.colour("hair"))
        if not chosen:
            return
        if framed:
            painter.fillRect(QRectF(place.left(), place.top(), place.width(), width), now.colour("hair"))
            if heading or column == self._last_column():
                painter.fillRect(QRectF(place.right() - width, place.top(), width, place.height()), now.colour("hair"))
        if column == 0:
            painter.fillRect(QRectF(place.left(), place.top(), scaled(3), place.height()), now.colour("teal"))

    def _last_column(self) -> int:
        """The one at the right, of those that have room."""
        shown = range(len(self._model.columns))
        return max(one for one in shown if not self._view.isColumnHidden(one))

    def _paint_cell(self, painter: QPainter, place: QRectF, cell: Cell, *, has_icon: bool) -> None:
        if cell.icon:
            _icon(painter, cell.icon, cell.icon_role, place.left() + scaled(_MARGIN), place)
        room = place.adjusted(text_left(has_icon=has_icon), 0, -scaled(_MARGIN), -1)
        if cell.text:
            room.setLeft(write(painter, room, _line(cell.text), Hand(cell.role, cell.weight)) + scaled(7))
        if cell.note and room.width() > 0 and not (is_large() and _is_cut(cell.note, room)):
            room.setLeft(write(painter, room, _line(cell.note), _NOTE) + scaled(7))
        for place_of_sign, sign in enumerate(cell.signs):
            width = chip_size(sign.text, sign.icon).width()
            if place_of_sign == 0 or width <= room.width():  # the first may be shortened, the others stand whole
                paint_chip(painter, room, sign.text, sign.look, sign.icon)
                room.setLeft(room.left() + width + scaled(6))

    def _paint_heading(self, painter: QPainter, place: QRectF, group: Group[Any]) -> None:
        note, missing = self._model.about(group)
        room = place.adjusted(scaled(_MARGIN), 0, -scaled(_MARGIN), -1)
        _icon(painter, "chevron-down" if group.open else "chevron-right", "grey", room.left(), place)
        room.setLeft(room.left() + scaled(_ICON + 4))
        room.setLeft(write(painter, room, group.title, _HEADING) + scaled(10))
        room.setLeft(write(painter, room, note, _NOTE) + scaled(12))
        if missing and room.width() > scaled(40):
            _icon(painter, "circle-dashed", "amber", room.left(), place)
            room.setLeft(room.left() + scaled(_ICON + 5))
            write(painter, room, missing, _MISSING)


_NOTE = Hand("grey", 400, 9.5)
_HEADING = Hand("teal", 700)
_MISSING = Hand("amber", 600, 9.5)


def _icon(painter: QPainter, name: str, role: str, left: float, place: QRectF) -> None:
    side = scaled(_ICON)
    draw_icon(painter, name, role, QRectF(left, place.center().y() - side / 2, side, side))


def _is_cut(note: str, room: QRectF) -> bool:
    """Whether not even the first word of a note has room: with large text no word is cut, and its tip tells it."""
    first, *more = note.split()
    return metrics(_NOTE.points).horizontalAdvance(f"{first} …" if more else first) > room.width() + 1


def _line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(text.split())
