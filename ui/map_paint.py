"""Draws a map that is laid out (`coordinator.map_layout`) with Qt: on the screen, and for a picture."""

from collections.abc import Callable, Iterable
from threading import local

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from coordinator.map_layout import Box, Circle, Path, Primitive, Words
from ui.theme import font

Colour = Callable[[str], QColor]
"""The colour of a role."""

_MEASURED = 64
"""Texts are measured at this size: without hinting every other one is in proportion."""
_INCH = 72
_SLACK = 2
"""So much a line or a letter may reach outside its box."""
_MOST_TEXTS = 4_000
"""So many measures are remembered: the map is laid out again at each change, mostly with the same names."""


class Letters:
    """The program's typeface, unhinted, so that a text is as wide at any zoom as it was measured.

    Each thread has its own: Qt's fonts are not to be shared between them.
    """

    def __init__(self) -> None:
        self._hands: dict[tuple[int, bool], QFont] = {}
        self._widths: dict[tuple[str, bool], float] = {}
        self._metrics = {bold: QFontMetricsF(self.hand(_MEASURED, bold=bold)) for bold in (False, True)}
        self._dots_per_inch = self._metrics[False].fontDpi()

    def hand(self, pixels: int, *, bold: bool) -> QFont:
        """The typeface, that many pixels high."""
        if (pixels, bold) not in self._hands:
            made = self._hands[pixels, bold] = QFont()
            made.setFamilies(font().families())
            made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            made.setPixelSize(pixels)
            made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return self._hands[pixels, bold]

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """How wide a text is, set in that size."""
        found = self._widths.get((text, bold))
        if found is None:
            if len(self._widths) >= _MOST_TEXTS:
                self._widths.clear()
            found = self._widths[text, bold] = self._metrics[bold].horizontalAdvance(text)
        return found * size / _MEASURED

    def pixels(self, points: float) -> int:
        """So many points for 100 % text as whole pixels of the screen, in the text size in force."""
        return round(font(points).pointSizeF() * self._dots_per_inch / _INCH)


_of_thread = local()


def letters() -> Letters:
    """The typeface of the thread one is on."""
    if not hasattr(_of_thread, "letters"):
        _of_thread.letters = Letters()
    found: Letters = _of_thread.letters
    return found


def measure(text: str, size: float, bold: bool) -> float:
    """The width of a text set in ``size`` pixels: what the layout is given to measure with."""
    return letters().width(text, size, bold=bold)


def rectangle(box: Box) -> QRectF:
    """A box of the layout, for Qt."""
    return QRectF(box.x, box.y, box.width, box.height)


class Drawing:
    """Marks made ready once, to be painted often: as shapes and letters, sharp at any size.

    thinnest: no line is thinner than that, but for those of decoration.
    """

    def __init__(self, marks: Iterable[Primitive], colour: Colour, *, thinnest: float = 0) -> None:
        self._colour, self._thinnest = colour, thinnest
        self._ready = [self._made(mark) for mark in marks]

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Paint what of it is seen. It leaves another font, pen and brush behind."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, draw in self._ready:
            if place.intersects(seen):
                draw(painter)

    def _made(self, mark: Primitive) -> tuple[QRectF, Callable[[QPainter], None]]:
        return self._words(mark) if isinstance(mark, Words) else self._shape(mark)

    def _words(self, mark: Words) -> tuple[QRectF, Callable[[QPainter], None]]:
        pen = QPen(self._colour(mark.role))
        width = measure(mark.text, mark.size, mark.bold)
        left = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
        place = QRectF(left, mark.y - mark.size, width, 1.4 * mark.size)
        at, text = QPointF(left, mark.y), mark.text

        def draw(painter: QPainter) -> None:
            """In whole pixels, the nearest to what it becomes: Qt rounds other sizes, and the widths with them."""
            pixels = max(1, round(mark.size * painter.transform().m11()))
            factor = mark.size / pixels
            painter.setFont(letters().hand(pixels, bold=mark.bold))
            painter.setPen(pen)
            painter.scale(factor, factor)
            painter.drawText(at / factor, text)
            painter.scale(1 / factor, 1 / factor)

        return place.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK), draw

    def _shape(self, mark: Circle | Path) -> tuple[QRectF, Callable[[QPainter], None]]:
        outline = _outline(mark)
        brush = QBrush(self._colour(mark.fill)) if mark.fill else QBrush(Qt.BrushStyle.NoBrush)
        width = mark.width if mark.stroke == "hair" else max(mark.width, self._thinnest)
        pen = _pen(self._colour(mark.stroke), width, mark.dash) if mark.stroke else QPen(Qt.PenStyle.NoPen)

        def draw(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPath(outline)

        room = width / 2 + _SLACK
        return outline.controlPointRect().adjusted(-room, -room, room, room), draw


def _outline(mark: Circle | Path) -> QPainterPath:
    made = QPainterPath()
    if isinstance(mark, Circle):
        made.addEllipse(QPointF(mark.x, mark.y), mark.r, mark.r)
        return made
    for kind, *numbers in mark.steps:
        if kind == "M":
            made.moveTo(*numbers)
        elif kind == "L":
            made.lineTo(*numbers)
        else:
            made.cubicTo(*numbers)
    if mark.closed:
        made.closeSubpath()
    return made


def _pen(colour: QColor, width: float, dash: tuple[float, ...]) -> QPen:
    made = QPen(colour, width)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        made.setDashPattern([length / width for length in dash])  # Qt counts in widths of the line
    return made
