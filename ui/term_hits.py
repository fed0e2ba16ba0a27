"""The box below a field with the terms that fit what is typed: names, codes, and what is to be known of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator.finding import marked
from ui.chips import pen, rounded
from ui.parts import Boxed, label, tip
from ui.theme import metrics, scaled, theme
from ui.writing import Hand, write

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_WIDTH = 620
_MARGIN = 10
_SMALL = 9.5
_TITLE, _TYPED, _CODE = Hand("ink", 500), Hand("teal", 700), Hand("grey", 500, _SMALL)
_REMARK, _MORE = Hand("amber", 600, _SMALL), Hand("grey", 400, _SMALL)


@dataclass(frozen=True)
class Hit(Generic[T]):
    """One term as it is offered: its name and code, what must be known of it, and what else is said."""

    term: T
    title: str
    code: str = ""
    remark: str = ""
    more: str = ""

    @property
    def words(self) -> str:
        """All of it, as it is read aloud."""
        return ", ".join(filter(None, (self.title, self.code, self.remark, self.more)))


class TermHits(Boxed):
    """Lies over what is below the field. The field keeps the keyboard; a click takes a line."""

    taken = Signal(object)
    """A line was pressed: its hit."""

    def __init__(self, field: QWidget, offered: str) -> None:
        """offered: what the hits are, for who cannot see them."""
        super().__init__("paper", edge="border")
        self._field = field
        self._area, ground = _ground_of(field)
        self.setParent(ground)
        self.hide()
        self.model = _Model(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setAccessibleName(offered)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.clicked.connect(self._clicked)
        self.note = label("", "note", wrap=True)
        self.inside.setContentsMargins(scaled(4), scaled(4), scaled(4), scaled(6))
        self.note.setContentsMargins(scaled(_MARGIN), 0, scaled(_MARGIN), 0)
        self.inside.addWidget(self.list)
        self.inside.addWidget(self.note)

    @property
    def marked(self) -> Hit[Any] | None:
        """The line that the arrows have come to."""
        return self.model.hit(self.list.currentIndex())

    def show_hits(self, hits: Sequence[Hit[Any]], typed: str, note: str) -> None:
        """Show these and ``note`` below them, with no line marked."""
        self.model.show_hits(hits, typed)
        self.list.setCurrentIndex(QModelIndex())
        self.list.setVisible(bool(hits))
        self.note.setText(note)
        self.follow()
        self.show()
        self.raise_()
        if self._area is not None:
            self._area.ensureWidgetVisible(self, 0, scaled(8))
            self._area.ensureWidgetVisible(self._field, 0, scaled(8))

    def step(self, lines: int) -> Hit[Any] | None:
        """Mark the line so many further, round at the ends; up from the first goes back to the field."""
        many = self.model.rowCount()
        if not many:
            return None
        places = [-1, *range(many)]
        here = places.index(self.list.currentIndex().row())
        index = self.model.index(places[(here + lines) % len(places)])
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        return self.model.hit(index)

    def _clicked(self, index: QModelIndex) -> None:
        hit = self.model.hit(index)
        if hit is not None:
            self.taken.emit(hit)

    def follow(self) -> None:
        """Lie below the field where there is room, else above it; what has no room is scrolled to."""
        ground = self.parentWidget()
        if ground is None:
            return
        top = self._field.mapTo(ground, QPoint(0, 0))
        width = min(max(scaled(_WIDTH), self._field.width()), ground.width() - 2 * scaled(_MARGIN))
        seen = self._area.viewport().height() if self._area is not None else ground.height()
        around = scaled(24) + self.note.heightForWidth(width - scaled(28))
        most = seen - self._field.height() - around - scaled(12)
        heights = [self.model.height(place) for place in range(self.model.rowCount())]
        self.list.setFixedHeight(max(min(sum(heights), most), max(heights, default=0)))
        height = around + (self.list.height() if heights else 0)
        below = top.y() + self._field.height() + scaled(2)
        above = top.y() - height - scaled(2)
        y = above if below + height > ground.height() and above >= 0 else below
        self.setGeometry(max(0, min(top.x(), ground.width() - width - scaled(_MARGIN))), y, width, height)


def _ground_of(field: QWidget) -> tuple[QScrollArea | None, QWidget]:
    """What the box lies on: what scrolls with the field, else the window; and the area that scrolls it."""
    above = field.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            inside = above.widget()
            if inside is not None and inside.isAncestorOf(field):
                return above, inside
        above = above.parentWidget()
    return None, field.window()


class _Model(QAbstractListModel):
    """The hits below each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: Sequence[Hit[Any]] = ()
        self.typed = ""

    def show_hits(self, hits: Sequence[Hit[Any]], typed: str) -> None:
        self.beginResetModel()
        self._hits, self.typed = tuple(hits), typed
        self.endResetModel()

    def hit(self, index: Index) -> Hit[Any] | None:
        return self._hits[index.row()] if 0 <= index.row() < len(self._hits) else None

    def height(self, place: int) -> int:
        """How high a line is: as many lines of text as it has something to say."""
        hit = self._hits[place]
        small = round(metrics(_SMALL).height()) + scaled(1)
        return round(metrics().height()) + scaled(10) + small * (bool(hit.remark) + bool(hit.more))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return hit.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(filter(None, (hit.title, hit.code, hit.remark, hit.more))))
        return None


class _Painter(QStyledItemDelegate):
    """Draws a hit: what was typed is bold, the code stands at the right, what must be known below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        return QSize(0, model.height(index.row())) if isinstance(model, _Model) else QSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, place = index.model(), QRectF(option.rect)
        hit = model.hit(index) if isinstance(model, _Model) else None
        if hit is None or not isinstance(model, _Model):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            edge = None if theme().tinted else pen("ink", width=theme().line)
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(5), theme().colour("sel"), edge)
            bar = QRectF(place.left(), place.top() + 4, scaled(3), place.height() - 8)
            painter.fillRect(bar, theme().colour("teal"))
        room = place.adjusted(scaled(_MARGIN), scaled(5), -scaled(_MARGIN), 0)
        room.setHeight(metrics().height())
        code = metrics(_SMALL, 500).horizontalAdvance(hit.code)
        self._write_title(painter, room.adjusted(0, 0, -code - scaled(12), 0), hit.title, model.typed)
        write(painter, QRectF(room.right() - code, room.top(), code + 1, room.height()), hit.code, _CODE)
        top = room.bottom() + scaled(1)
        for text, hand in ((hit.remark, _REMARK), (hit.more, _MORE)):
            if text:
                line = QRectF(room.left(), top, room.width(), metrics(_SMALL).height())
                write(painter, line, text, hand)
                top = line.bottom() + scaled(1)

    @staticmethod
    def _write_title(painter: QPainter, room: QRectF, title: str, typed: str) -> None:
        at, room = 0, QRectF(room)
        for start, length in [*marked(title, typed), (len(title), 0)]:
            for text, hand in ((title[at:start], _TITLE), (title[start : start + length], _TYPED)):
                room.setLeft(write(painter, room, text, hand))
            at = start + length
