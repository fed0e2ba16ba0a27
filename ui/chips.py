"""Small signs with a word (*märken*), painted the same on a page and in a table cell."""

from dataclasses import dataclass
from functools import cache
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import font, is_large, metrics, scaled, theme

_POINTS = 9.5
_MOST = 0.6
"""How much of the room whole words must fill; else the last one is cut rather than left out."""


@dataclass(frozen=True)
class Look:
    """How a chip is drawn: roles of the theme. A dashed edge means that something is missing."""

    text: str
    ground: str
    edge: str
    dashed: bool = False


GAP = Look("amber", "paper", "amber", dashed=True)
FACT = Look("grey", "paper", "border")
CHOSEN = Look("teal", "sel", "sel")
DONE = Look("green", "green_soft", "green")
LATE = Look("red", "red_soft", "red")
OWN = Look("amber", "amber_soft", "amber")


def rounded(painter: QPainter, place: QRectF, radius: float, ground: QColor | None, edge: QPen | None) -> None:
    """Fill and draw a rounded box whose edge lies wholly inside ``place``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge if edge is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    inset = edge.widthF() / 2 if edge is not None else 0
    painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def pen(role: str, *, width: float = 1, dashed: bool = False) -> QPen:
    """A pen in a colour of the theme, so many times as wide as its lines. Not to be changed: it is one for all."""
    now = theme()
    return _pen(getattr(now, role), width * now.line, dashed)


@cache
def _pen(colour: str, width: float, dashed: bool) -> QPen:
    made = QPen(QColor(f"#{colour}"), width)
    if dashed:
        made.setDashPattern([3, 2.4])
    return made


def edge_of(ground: str, edge: str, otherwise: str, *, dashed: bool = False) -> QPen | None:
    """The edge of a box. One in the colour of its ground is none; where the theme has no tints it is ``otherwise``.

    Roles of the theme; an empty ``edge`` is none either.
    """
    if edge and edge != ground:
        return pen(edge, dashed=dashed)
    return None if theme().tinted else pen(otherwise, dashed=dashed)


def fitted(text: str, measure: QFontMetricsF, width: float) -> tuple[str, float]:
    """``text``, or as much of it as there is room for and an ellipsis; and how wide that is.

    Whole words, unless that is much less. With large text always whole words; a single one that has no room is cut.
    """
    needs = measure.horizontalAdvance(text)
    if needs <= width + 1:
        return text, needs
    cut = words = measure.elidedText(text, Qt.TextElideMode.ElideRight, width + 1)
    least = 0 if is_large() else _MOST * width
    while " " in words:
        words = words.rpartition(" ")[0].rstrip(" ,.;")
        needs = measure.horizontalAdvance(f"{words} …")
        if least < needs <= width + 1:
            return f"{words} …", needs
        if needs <= least:
            break
    return cut, width


def chip_size(text: str, icon: str = "") -> QSize:
    """How much room a chip takes."""
    room = metrics(_POINTS, 600)
    sign = room.height() + scaled(3) if icon else 0
    return QSize(ceil(room.horizontalAdvance(text) + sign + scaled(16)), round(room.height() + scaled(6)))


def paint_chip(painter: QPainter, place: QRectF, text: str, look: Look, icon: str = "") -> None:
    """Draw a chip at the left of ``place``, in the middle of its height. It leaves another font and pen behind."""
    size = chip_size(text, icon)
    width = min(float(size.width()), place.width())
    box = QRectF(place.left(), place.center().y() - size.height() / 2, width, size.height())
    edge = edge_of(look.ground, look.edge, look.text, dashed=look.dashed)
    rounded(painter, box, scaled(4), theme().colour(look.ground), edge)
    painter.setFont(font(_POINTS, 600))
    room = metrics(_POINTS, 600)
    left = box.left() + scaled(8)
    if icon:
        side = room.height() - scaled(2)
        draw_icon(painter, icon, look.text, QRectF(left, box.center().y() - side / 2, side, side))
        left += side + scaled(4)
    painter.setPen(theme().colour(look.text))
    words = QRectF(left, box.top(), box.right() - left - scaled(4), box.height())
    shown, _ = fitted(text, room, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


@dataclass(frozen=True)
class Sign:
    """What a chip says, for whoever paints one in a cell or on a line."""

    text: str
    look: Look
    icon: str = ""


class Chip(QWidget):
    """A chip on a page. It cannot be pressed; what can be is a `ui.parts.Button`."""

    def __init__(self, text: str, look: Look = FACT, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._look, self._icon = text, look, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_text(self, text: str, look: Look, icon: str = "") -> None:
        """Say something else."""
        self._text, self._look, self._icon = text, look, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._text, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._look, self._icon)
        painter.end()
