"""Small signs with a word (*märken*), painted the same on a page and in a table cell."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import font, scaled, theme

_POINTS = 9.5


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
    """A pen in a colour of the theme."""
    made = QPen(theme().colour(role), width)
    if dashed:
        made.setDashPattern([3 / width, 2.4 / width])
    return made


def chip_size(text: str, icon: str = "") -> QSize:
    """How much room a chip takes."""
    metrics = QFontMetricsF(font(_POINTS, 600))
    sign = metrics.height() + scaled(3) if icon else 0
    return QSize(round(metrics.horizontalAdvance(text) + sign + scaled(16)), round(metrics.height() + scaled(6)))


def paint_chip(painter: QPainter, place: QRectF, text: str, look: Look, icon: str = "") -> None:
    """Draw a chip at the left of ``place``, in the middle of its height."""
    size = chip_size(text, icon)
    width = min(float(size.width()), place.width())
    box = QRectF(place.left(), place.center().y() - size.height() / 2, width, size.height())
    rounded(painter, box, scaled(4), theme().colour(look.ground), pen(look.edge, dashed=look.dashed))
    painter.save()
    painter.setFont(font(_POINTS, 600))
    metrics = QFontMetricsF(painter.font())
    left = box.left() + scaled(8)
    if icon:
        side = metrics.height() - scaled(2)
        draw_icon(painter, icon, look.text, QRectF(left, box.center().y() - side / 2, side, side))
        left += side + scaled(4)
    painter.setPen(theme().colour(look.text))
    room = QRectF(left, box.top(), box.right() - left - scaled(4), box.height())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


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
