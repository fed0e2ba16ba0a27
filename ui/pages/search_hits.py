"""What a search found, one below the other: what it is and whose, and the words in their context."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.desk import Hit
from coordinator.swedish import short_day
from ui.chips import pen, rounded
from ui.theme import metrics, scaled, theme
from ui.writing import Hand, write

Index = QModelIndex | QPersistentModelIndex

_HEADING, _PLAIN, _MARKED, _QUIET = Hand("ink", 600), Hand("ink", 400), Hand("teal", 700), Hand("grey", 400, 9.5)
_DAY_ROOM = "mån 28 mar 2028"


class HitsModel(QAbstractListModel):
    """The hits in their order. named: whose each is stands with it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hits: Sequence[Hit] = ()
        self._today = date.min
        self._named = True

    def show_hits(self, hits: Sequence[Hit], today: date, *, named: bool) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._hits, self._today, self._named = hits, today, named
        self.endResetModel()

    def hit(self, index: Index) -> Hit | None:
        """The hit at a line."""
        return self._hits[index.row()] if 0 <= index.row() < len(self._hits) else None

    def day(self, hit: Hit) -> str:
        """When it was, as one says it today."""
        return short_day(hit.day, self._today)

    def about(self, hit: Hit) -> str:
        """What kind of entry it is, in which field, and whose."""
        kind = hit.kind.TITLE if hit.label == hit.kind.TITLE else f"{hit.kind.TITLE}, {hit.label.lower()}"
        whose = ", ".join(filter(None, (hit.patient, hit.number))) if self._named else ""
        return " · ".join(filter(None, (kind, whose, "Skyddad" if hit.protected and self._named else "")))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self.hit(index)
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.heading
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(filter(None, (self.day(hit), hit.heading, self.about(hit), hit.text)))
        return None


class HitPainter(QStyledItemDelegate):
    """Draws a hit in two lines; what was searched for is bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, round(2 * metrics().height()) + scaled(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        hit = model.hit(index) if isinstance(model, HitsModel) else None
        if not isinstance(model, HitsModel) or hit is None:
            return
        now, place, state = theme(), QRectF(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, now.colour("sel" if chosen else "paper"))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), now.colour("hair"))
        if chosen:
            painter.fillRect(QRectF(place.left(), place.top(), scaled(3), place.height()), now.colour("teal"))
        height = metrics().height()
        upper = QRectF(place.left() + scaled(8), place.top() + scaled(6), place.width() - scaled(16), height)
        write(painter, upper, model.day(hit), _HEADING)
        upper.setLeft(upper.left() + metrics(weight=600).horizontalAdvance(_DAY_ROOM) + scaled(12))
        lower = upper.translated(0, height + scaled(1))
        upper.setLeft(write(painter, upper, hit.heading, _HEADING) + scaled(10))
        write(painter, upper, model.about(hit), _QUIET)
        _write_context(painter, lower, hit)
        if state & QStyle.StateFlag.State_HasFocus:
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(3), None, pen("focus", width=2))


def _write_context(painter: QPainter, room: QRectF, hit: Hit) -> None:
    at = 0
    for start, length in (*hit.marks, (len(hit.text), 0)):
        room.setLeft(write(painter, room, hit.text[at:start], _PLAIN))
        room.setLeft(write(painter, room, hit.text[start : start + length], _MARKED))
        at = start + length
