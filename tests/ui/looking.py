"""What can be found wrong with a window by looking: cut words, things on top of each other, nothing there at all.

The words are those that are really drawn: each widget is painted on a device that remembers texts and their places.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import (
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QStyleOptionViewItem,
    QWidget,
)

from ui.fields import LineField
from ui.parts import Button, Kind, Picture, Rule
from ui.table_editor import CellField
from ui.table_view import TableView
from ui.theme import is_large

_SLACK = 2
"""So many pixels the side of a letter may be outside: the room of a text is not its ink."""


_WORDLESS = (QWidget, QStackedWidget, QFrame, QScrollBar, QSplitter, Picture, Rule)
"""Widgets without a word of their own: most of them, so that to look there too would take as long as all the rest."""


class _Words(QPaintEngine):
    """Remembers each text that is drawn, and where."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.drawn: list[tuple[str, QRectF]] = []
        self._moved = QPointF()

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        self._moved = QPointF(state.transform().dx(), state.transform().dy())

    def drawTextItem(self, at: QPointF | QPoint | QPainterPath.Element, item: QTextItem) -> None:
        if not isinstance(at, QPointF):
            raise TypeError(type(at).__name__)
        top = at.y() - item.ascent() + self._moved.y()
        place = QRectF(at.x() + self._moved.x(), top, item.width(), item.ascent() + item.descent())
        self.drawn.append((item.text(), place))

    def drawPixmap(self, *_drawn: object) -> None: ...

    def drawImage(self, *_drawn: object) -> None: ...

    def drawPath(self, *_drawn: object) -> None: ...

    def drawPolygon(self, *_drawn: object) -> None: ...

    def drawRects(self, *_drawn: object) -> None: ...

    def drawLines(self, *_drawn: object) -> None: ...

    def drawEllipse(self, *_drawn: object) -> None: ...

    def drawPoints(self, *_drawn: object) -> None: ...


class _Paper(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.words = _Words()
        kinds = QPaintDevice.PaintDeviceMetric
        self._known = {kinds.PdmWidth: size.width(), kinds.PdmHeight: size.height(), kinds.PdmDepth: 32}
        for kind in (kinds.PdmDpiX, kinds.PdmDpiY, kinds.PdmPhysicalDpiX, kinds.PdmPhysicalDpiY):
            self._known[kind] = 96

    def paintEngine(self) -> QPaintEngine:
        return self.words

    def metric(self, asked: QPaintDevice.PaintDeviceMetric) -> int:
        known = self._known.get(asked)
        return super().metric(asked) if known is None else known


def words_drawn(widget: QWidget) -> list[tuple[str, QRectF]]:
    """The texts the widget itself draws, not its children's, and where in it."""
    paper = _Paper(widget.size())
    painter = QPainter(paper)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    return paper.words.drawn


def faults(window: QWidget) -> list[str]:
    """All that is wrong with what is on screen, each as one would tell it to who is to mend it."""
    shown = [one for one in (window, *window.findChildren(QWidget)) if _is_seen(one, window)]
    found = [fault for one in shown for fault in (*_cut_words(one), *_outside(one, window), *_on_top(one))]
    return list(dict.fromkeys(found))


def is_blank(picture: QImage) -> bool:
    """Whether there is hardly anything in a picture but its grounds."""
    seen: set[int] = set()
    for y in range(0, picture.height(), 5):
        seen.update(picture.pixel(x, y) for x in range(0, picture.width(), 5))
        if len(seen) > 5:
            return False
    return True


def _is_seen(one: QWidget, window: QWidget) -> bool:
    return one is window or (one.isVisibleTo(window) and not one.geometry().isEmpty() and not one.isWindow())


def name_of(one: QWidget) -> str:
    """A widget as one finds it again: its kind, what it says, and what it stands in."""
    text = getattr(one, "text", None)
    said = one.accessibleName() or (str(text()) if callable(text) else "") or one.objectName()
    parent = one.parentWidget()
    around = type(parent).__name__ if parent is not None else "-"
    return f"{type(one).__name__}({said[:40]!r}) i {around}"


# Words


def _cut_words(one: QWidget) -> Iterator[str]:
    if type(one) in _WORDLESS or (isinstance(one, QAbstractScrollArea) and not isinstance(one, QHeaderView)):
        return  # what scrolls in it is looked at by itself
    parent = one.parentWidget()
    if isinstance(parent, TableView) and one is parent.viewport():
        yield from _cut_in_table(parent)
        return
    if isinstance(parent, QHeaderView) and one is parent.viewport():
        yield from _cut_in_header(parent)
        return
    if isinstance(parent, QPlainTextEdit):
        room = QRectF(-_SLACK, -1e6, one.width() + 2 * _SLACK, 2e6)  # it wraps, and scrolls down
    elif isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
        return
    else:
        room = QRectF(one.rect()).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    own = [getattr(one, name, None) for name in ("text", "placeholderText")]
    known = " ".join(str(said()) for said in own if callable(said))
    for text, place in words_drawn(one):
        stripped = QRectF(place)
        stripped.setWidth(place.width() * len(text.rstrip()) / max(1, len(text)))  # a line may end in a space
        if text.rstrip().endswith("…") and "…" not in known and (_has_cut_word(text) or not _may_shorten(one)):
            yield f"förkortat: {text!r} i {name_of(one)}"
        elif text.strip() and not room.contains(stripped) and not _tells_all(one):
            yield f"avklippt: {text!r} i {name_of(one)}, {_told(stripped)} av {one.width()}×{one.height()}"


def _may_shorten(one: QWidget) -> bool:
    """A name in the side panel gives way, a whole word at a time."""
    return isinstance(one, Button) and one.kind is Kind.NAV


def _told(place: QRectF) -> str:
    return f"{place.left():.0f}–{place.right():.0f} × {place.top():.0f}–{place.bottom():.0f}"


def _cut_in_table(table: TableView) -> Iterator[str]:
    """Every cell of every row, on screen or not. One may have fewer words than there are, but whole ones."""
    model, height = table.model(), table.verticalHeader().defaultSectionSize()
    for column in (one for one in range(model.columnCount()) if not table.isColumnHidden(one)):
        for row in range(model.rowCount()):
            if column and table.columnSpan(row, 0) > 1:
                continue  # a heading, across all of them
            spanned = range(column, column + table.columnSpan(row, column))
            option = QStyleOptionViewItem()
            option.rect = QRect(0, 0, sum(table.columnWidth(one) for one in spanned), height)
            paper = _Paper(option.rect.size())
            painter = QPainter(paper)
            table.itemDelegate().paint(painter, option, model.index(row, column))
            painter.end()
            for text, place in paper.words.drawn:
                cut = _has_cut_word(text) and not _tells_all(table)
                if cut or not QRectF(option.rect).adjusted(-1, -1, 1, 1).contains(place):
                    yield f"avklippt i tabellen: {text!r} i {name_of(table)}, rad {row}, kolumn {column}"


def _has_cut_word(text: str) -> bool:
    return text.endswith("…") and not text.endswith(" …")


def _tells_all(one: QWidget) -> bool:
    """Whether it may hold more than it shows: a cell in a row of cells or fields has a tip with all of it."""
    if isinstance(one, QLineEdit) and Path(one.text()).is_absolute():
        return True  # where a file is put is as long as it is
    in_row = isinstance(one, TableView) or (isinstance(one, LineField) and one.property("plain") is True)
    return in_row and not is_large()


def _cut_in_header(header: QHeaderView) -> Iterator[str]:
    edges = [
        (header.sectionViewportPosition(place), header.sectionSize(place))
        for place in range(header.count())
        if not header.isSectionHidden(place)
    ]
    for text, place in words_drawn(header.viewport()):
        inside = any(left - 1 <= place.left() and place.right() <= left + width + 1 for left, width in edges)
        if text.endswith("…") or not inside:
            yield f"avklippt rubrik: {text!r} i {name_of(header)}"


# Places


def _outside(one: QWidget, window: QWidget) -> Iterator[str]:
    parent = one.parentWidget()
    if one is window or parent is None:
        return
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is one and one.width() > parent.width():
            yield f"måste rullas i sidled: {name_of(one)}, {one.width()} av {parent.width()}"
        return
    if not parent.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
        yield f"utanför: {name_of(one)}, {_rect(one.geometry())} av {parent.width()}×{parent.height()}"


def _on_top(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, QAbstractScrollArea | QLineEdit) or isinstance(parent.parentWidget(), QAbstractItemView):
        return  # a bar stands beside by itself, an eye stands in its field, and a cell's field over its cell
    inside = [
        one
        for one in parent.children()
        if isinstance(one, QWidget) and one.isVisibleTo(parent) and not one.isWindow() and not one.geometry().isEmpty()
    ]
    for one, other in combinations(inside, 2):
        both = one.geometry().intersected(other.geometry())
        over_all = parent.rect() in (one.geometry(), other.geometry())  # a layer of its own, as the palette
        if both.width() > 1 and both.height() > 1 and not over_all and not isinstance(other, QScrollBar | CellField):
            yield f"ovanpå varandra: {name_of(one)} och {name_of(other)}, {_rect(both)}"


def _rect(place: QRect) -> str:
    return f"{place.x()},{place.y()} {place.width()}×{place.height()}"
