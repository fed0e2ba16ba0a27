"""How a table's cells and headings are drawn: a rule under each row, the chosen one tinted with a bar, chips."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.chips import chip_size, paint_chip, pen, rounded
from ui.icons import draw_icon
from ui.table import CELL, Cell, Group, TableModel
from ui.theme import BODY_POINTS, font, scaled, theme

Index = QModelIndex | QPersistentModelIndex

_MARGIN, _ICON, _GAP = 8, 16, 8


def row_height() -> int:
    """How high a row is, in the text size in force."""
    return max(scaled(32), round(QFontMetricsF(font()).height()) + scaled(6))


def heading_height() -> int:
    """How high the heading of a group is."""
    return max(scaled(28), round(QFontMetricsF(font()).height()) + scaled(4))


def room_for(text: str, *, has_icon: bool = False) -> int:
    """How wide a column must be to show ``text`` at the heaviest a cell is written in."""
    icon = scaled(_ICON + _GAP) if has_icon else 0
    return round(QFontMetricsF(font(BODY_POINTS, 600)).horizontalAdvance(text)) + 2 * scaled(_MARGIN) + icon


def text_left(*, has_icon: bool) -> int:
    """Where in a cell its text begins."""
    return scaled(_MARGIN + (_ICON + _GAP if has_icon else 0))


class TablePainter(QStyledItemDelegate):
    """Draws the lines of a `TableModel`."""

    def __init__(self, model: TableModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.line(index.row())
        place = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Group):
            painter.fillRect(place, theme().colour("sel" if chosen else "sunken"))
            self._paint_heading(painter, place, line)
        else:
            painter.fillRect(place, theme().colour("sel" if chosen else "paper"))
            cell = index.data(CELL)
            if isinstance(cell, Cell):
                self._paint_cell(painter, place, cell, has_icon=self._model.columns[index.column()].has_icon)
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme().colour("hair"))
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(place.left(), place.top(), scaled(3), place.height()), theme().colour("teal"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(3), None, pen("focus", width=2))
        painter.restore()

    def _paint_cell(self, painter: QPainter, place: QRectF, cell: Cell, *, has_icon: bool) -> None:
        if cell.icon:
            _icon(painter, cell.icon, cell.icon_role, place.left() + scaled(_MARGIN), place)
        room = place.adjusted(text_left(has_icon=has_icon), 0, -scaled(_MARGIN), -1)
        if cell.text:
            room.setLeft(_words(painter, room, cell.text, _Hand(cell.role, cell.weight)) + scaled(7))
        if cell.note and room.width() > 0:
            room.setLeft(_words(painter, room, cell.note, _NOTE) + scaled(7))
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
        room.setLeft(_words(painter, room, group.title, _HEADING) + scaled(10))
        room.setLeft(_words(painter, room, note, _NOTE) + scaled(12))
        if missing and room.width() > scaled(40):
            _icon(painter, "circle-dashed", "amber", room.left(), place)
            room.setLeft(room.left() + scaled(_ICON + 5))
            _words(painter, room, missing, _MISSING)


@dataclass(frozen=True)
class _Hand:
    """How a text is written."""

    role: str
    weight: int
    points: float = BODY_POINTS


_NOTE = _Hand("grey", 400, 9.5)
_HEADING = _Hand("teal", 700)
_MISSING = _Hand("amber", 600, 9.5)


def _icon(painter: QPainter, name: str, role: str, left: float, place: QRectF) -> None:
    side = scaled(_ICON)
    draw_icon(painter, name, role, QRectF(left, place.center().y() - side / 2, side, side))


def _words(painter: QPainter, room: QRectF, text: str, hand: _Hand) -> float:
    """Write ``text`` at the left of ``room``, shortened with dots when it does not fit; where it ends."""
    painter.setFont(font(hand.points, hand.weight))
    painter.setPen(theme().colour(hand.role))
    metrics = QFontMetricsF(painter.font())
    width = max(0.0, room.width())
    shown = " ".join(text.split())
    needs = metrics.horizontalAdvance(shown)
    if needs > width + 1:
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width + 1)
        needs = metrics.horizontalAdvance(shown)
    painter.drawText(QRectF(room.left(), room.top(), width + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, shown)
    return room.left() + min(width, needs)
