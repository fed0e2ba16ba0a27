"""The quiet rings behind the card: the program's mark, so large that it becomes a ground."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import theme

# For a window of this size; a larger one has larger rings, so that there are always some beside the card.
_WIDTH, _HEIGHT = 1366, 768
# Each ring: its radius, the degrees (clockwise from above) at which contacts stand, and those where one is missing.
_RINGS: tuple[tuple[float, tuple[float, ...], tuple[float, ...]], ...] = (
    (330, (0, 18, 54, 72, 108, 126, 144, 162, 180, 216, 234, 252, 288, 306), ()),
    (430, (37, 63, 82, 106, 119, 142, 223, 262, 274, 294, 316, 341), (95,)),
    (540, (57, 71, 83, 112, 126, 151, 233, 276, 299, 328), (44, 96)),
    (660, (36, 61, 78, 90, 123, 140, 158, 236, 255, 263, 278, 286, 312, 330), (101, 242, 226)),
)
_DOT, _GAP = 4.0, 5.2


class Backdrop(QWidget):
    """Rings around the middle of the widget, with a dot for each contact and a dashed one where one is missing."""

    quiet_below: int = 0
    """So many pixels from below there are rings but no dots: words stand there."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().colour("window"))
        if theme().tinted:  # else they would be as loud as the card
            self._paint_rings(painter)
        painter.end()

    def _paint_rings(self, painter: QPainter) -> None:
        size = max(1.0, self.width() / _WIDTH, self.height() / _HEIGHT)
        middle = QPointF(self.width() / 2, self.height() / 2)
        ground, line = theme().colour("window"), QPen(theme().colour("hair"), 1)
        missing = QPen(_mixed(theme().colour("teal"), ground, 0.45), 1.4)
        missing.setDashPattern([2.2, 1.6])
        for radius, contacts, gaps in _RINGS:
            painter.setPen(line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, radius * size, radius * size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_mixed(theme().colour("teal"), ground, 0.19))
            for place in self._places(middle, radius * size, contacts):
                painter.drawEllipse(place, _DOT, _DOT)
            painter.setPen(missing)
            painter.setBrush(ground)
            for place in self._places(middle, radius * size, gaps):
                painter.drawEllipse(place, _GAP, _GAP)

    def _places(self, middle: QPointF, radius: float, degrees: tuple[float, ...]) -> Iterator[QPointF]:
        for turn in map(math.radians, degrees):
            place = QPointF(middle.x() + radius * math.sin(turn), middle.y() - radius * math.cos(turn))
            if place.y() < self.height() - self.quiet_below:
                yield place


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """``share`` of the colour, the rest of the ground: a faint sign that is sharp at its edge."""
    parts = ((colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue()))
    return QColor(*(round(share * one + (1 - share) * other) for one, other in parts))
