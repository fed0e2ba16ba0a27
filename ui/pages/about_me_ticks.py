"""Contacts to tick in a list: found by typing, ticked with Space or Enter; what is ticked stays so when hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.swedish import folded
from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.theme import metrics, scaled, theme
from ui.writing import Hand, write

Index = QModelIndex | QPersistentModelIndex
_AT_MOST = 8
"""So many lines are seen at once; more are scrolled to, or found by typing."""
_SIDE, _AROUND = 16, 8
_NAME, _QUIET = Hand("ink"), Hand("grey", 400, 9.5)
_CHECKED = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True)
class Tick:
    """A contact to tick: what it is called, and what more there is to know. ``searched``: what words are sought in."""

    id: UUID
    name: str = field(repr=False)
    note: str = field(default="", repr=False)
    searched: str = field(default="", repr=False)


class TicksModel(QAbstractListModel):
    """Those that have every word that is typed, in their order; first those with words that begin so."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.every: tuple[Tick, ...] = ()
        self.shown: list[Tick] = []
        self.ticked: set[UUID] = set()
        self._typed = ""

    def offer(self, ticks: Sequence[Tick]) -> None:
        """Let these be the ones to tick; one that is ticked stays so while it is among them."""
        if tuple(ticks) == self.every:
            return
        names = self.names()
        self.every = tuple(ticks)
        self.ticked &= {one.id for one in ticks}
        self._show()
        if names != self.names():
            self._tell()

    def narrow(self, typed: str) -> None:
        """Show those that have every word."""
        self._typed = typed
        self._show()

    def tick(self, ids: set[UUID]) -> None:
        """Let these be ticked, those of them that are there, and no others."""
        self.ticked = ids & {one.id for one in self.every}
        self._tell()

    def toggle(self, index: Index) -> None:
        """Tick a line, or take its tick away."""
        if index.isValid():
            self.ticked ^= {self.shown[index.row()].id}
            self._tell()

    def names(self) -> list[str]:
        """Who is ticked, hidden or not."""
        return [one.name for one in self.every if one.id in self.ticked]

    def _show(self) -> None:
        words = folded(self._typed).split()
        texts = {one.id: f" {folded(one.searched)}" for one in self.every}
        found = [one for one in self.every if all(word in texts[one.id] for word in words)]
        found.sort(key=lambda one: not all(f" {word}" in texts[one.id] for word in words))
        self.beginResetModel()
        self.shown = found
        self.endResetModel()

    def _tell(self) -> None:
        if self.shown:
            self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1), [_CHECKED])
        self.ticked_changed.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.shown):
            return None
        one = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role == _CHECKED:
            return Qt.CheckState.Checked if one.id in self.ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(filter(None, (one.name, one.note)))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick through a screen reader."""
        if role != _CHECKED or not index.isValid():
            return False
        if (Qt.CheckState(value) is Qt.CheckState.Checked) != (self.shown[index.row()].id in self.ticked):
            self.toggle(index)
        return True


class TickList(QListView):
    """The lines. Arrows go, Space and Enter tick, a click ticks; what is typed is no jump."""

    left_upwards = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.ticks = TicksModel(self)
        self.setModel(self.ticks)
        self.setItemDelegate(_Painter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self.ticks.toggle)
        self.ticks.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines, up to some."""
        lines = max(1, min(_AT_MOST, self.ticks.rowCount()))
        self.setFixedHeight(lines * _height() + 2 * self.frameWidth() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.ticks.toggle(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif held & Qt.KeyboardModifier.ControlModifier or key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.ticks.index(0))

    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing here: the field above finds."""


def _height() -> int:
    return round(metrics().height()) + scaled(10)


class _Painter(QStyledItemDelegate):
    """Draws a line as `ui.tick_box` draws its box."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _height())

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """The view ticks, wherever the line is clicked; here it would be done a second time."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, TicksModel):
            return
        one, place, state = model.shown[index.row()], QRectF(option.rect), option.state
        ticked, here = one.id in model.ticked, bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(place, theme().colour("sel" if ticked or over or here else "paper"))
        side = scaled(_SIDE)
        box = QRectF(place.left() + scaled(_AROUND), place.center().y() - side / 2, side, side)
        rounded(painter, box, scaled(3), theme().colour("teal" if ticked else "paper"), pen("border"))
        if ticked:
            draw_icon(painter, "check", "on_teal", box.adjusted(1, 1, -1, -1))
        room = QRectF(place)
        room.setLeft(box.right() + scaled(_AROUND))
        room.setRight(place.right() - scaled(_AROUND))
        for left, text, hand in _fitting(room, one):
            room.setLeft(left)
            write(painter, room, text, hand)
        if here:
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(3), None, pen("focus", width=2))


def _fitting(room: QRectF, one: Tick) -> Iterator[tuple[float, str, Hand]]:
    """The name, and at the right what more there is to know where the name leaves room for it."""
    note = metrics(_QUIET.points).horizontalAdvance(one.note)
    beside = room.right() - note
    if one.note and room.left() + metrics().horizontalAdvance(one.name) + scaled(12) <= beside:
        yield room.left(), one.name, _NAME
        yield beside - 1, one.note, _QUIET
    else:
        yield room.left(), f"{one.name}, {one.note}" if one.note else one.name, _NAME
