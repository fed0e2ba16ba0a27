"""What a drawing shows, as plain text: a list under headings, for whoever does not see it or would rather read."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.chips import pen, rounded
from ui.theme import BODY_POINTS, font, metrics, scaled, theme

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

_LEFT, _AROUND, _ABOVE = 12, 5, 14
_HEADING = Qt.ItemDataRole.UserRole
"""Whether a line is a heading."""
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WordList(QListWidget, Generic[T]):
    """A line for each thing below its heading. What one is on stays by its key, else by its place."""

    moved = Signal()
    """One is on another line."""
    opened = Signal(object)
    """Enter or a double click on the line of a thing."""

    def __init__(self, name: str, how: str, key_of: Callable[[T], Hashable]) -> None:
        """key_of: what a thing is known by, whatever becomes of it."""
        super().__init__()
        self._key_of = key_of
        self._things: list[T | None] = []
        self.setAccessibleName(name)
        self.setAccessibleDescription(how)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setItemDelegate(_LinePainter(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMinimumHeight(scaled(200))
        self.currentRowChanged.connect(self._tell)
        self.itemDoubleClicked.connect(self._open)

    def show_lines(self, parts: Sequence[tuple[str, Sequence[tuple[str, T | None]]]]) -> None:
        """Show headings with their lines, each with what it is about, if that can be opened.

        Others than before, or the same after a change: the line one is on stays, and how far one has read.
        """
        before, row, scrolled = self.thing, self.currentRow(), self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        self._things = []
        for title, lines in parts:
            self._add(title, None, heading=True)
            for line, thing in lines:
                self._add(line, thing)
        self.blockSignals(False)
        self.doItemsLayout()
        if before is not None and self.choose(self._key_of(before)):
            self.verticalScrollBar().setValue(scrolled)
        elif row >= 0 and self.count():
            self.setCurrentRow(self._near(row))

    def begin(self) -> None:
        """Another patient's comes: nothing of this one stays."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._things = []

    @property
    def thing(self) -> T | None:
        """What the line one is on is about; None on a heading or nowhere."""
        row = self.currentRow()
        return self._things[row] if 0 <= row < len(self._things) else None

    def choose(self, key: Hashable) -> bool:
        """Go to the line of the thing with that key; whether there is one."""
        found = (row for row, one in enumerate(self._things) if one is not None and self._key_of(one) == key)
        row = next(found, None)
        if row is not None:
            self.setCurrentRow(row)
        return row is not None

    def _near(self, row: int) -> int:
        """The thing that stands at that line or after it now, else the last before it, else the first line."""
        rows = [place for place, one in enumerate(self._things) if one is not None]
        return next((place for place in rows if place >= row), rows[-1] if rows else 0)

    def _add(self, line: str, thing: T | None, *, heading: bool = False) -> None:
        made = QListWidgetItem(line, self)
        made.setData(_HEADING, heading)
        self._things.append(thing)

    def _tell(self, _row: int) -> None:
        self.moved.emit()

    def _open(self, _item: QListWidgetItem) -> None:
        if self.thing is not None:
            self.opened.emit(self.thing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.thing is not None:
                self.opened.emit(self.thing)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)


class _LinePainter(QStyledItemDelegate):
    """A line, on as many rows as it takes; a heading is bold and has a rule below."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        room = QRectF(0, 0, self._view.viewport().width() - scaled(2 * _LEFT), 1_000_000)
        measure = metrics(BODY_POINTS, 700 if index.data(_HEADING) else 400)
        height = measure.boundingRect(room, _WRAPPED, str(index.data())).height() + scaled(2 * _AROUND)
        above = scaled(_ABOVE) if index.data(_HEADING) and index.row() else 0
        return QSize(0, round(height) + above)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, place, state = theme(), QRectF(option.rect), option.state
        heading = bool(index.data(_HEADING))
        if heading and index.row():
            place.setTop(place.top() + scaled(_ABOVE))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, now.colour("sel"))
            painter.fillRect(QRectF(place.left(), place.top(), scaled(3), place.height()), now.colour("teal"))
        if heading:
            painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), now.colour("hair"))
        painter.setFont(font(BODY_POINTS, 700 if heading else 400))
        painter.setPen(now.colour("teal" if heading else "ink"))
        words = place.adjusted(scaled(_LEFT), scaled(_AROUND), -scaled(_LEFT), 0)
        painter.drawText(words, _WRAPPED, str(index.data()))
        if state & QStyle.StateFlag.State_HasFocus:
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(3), None, pen("focus", width=2))
