"""What the signs of the map mean, in a strip above it."""

from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from coordinator.map_layout import MapLayout, Words, legend_layout
from ui.map_paint import Drawing, letters, measure
from ui.theme import scaled, theme

_POINTS = 9.25


class MapLegend(QLabel):
    """The signs with their words, on as many lines as it takes.

    A label, since Qt tells a screen reader of those that they are there to be read.
    """

    def __init__(self) -> None:
        super().__init__()
        self._placed: MapLayout | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = [mark.text for mark in self._laid(10_000).marks if isinstance(mark, Words)]
        self.setAccessibleName(f"Teckenförklaring: {', '.join(said)}")

    def _laid(self, width: int) -> MapLayout:
        if self._placed is None or self._placed.width != width:
            self._placed = legend_layout(measure, width, letters().pixels(_POINTS))
        return self._placed

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(320))))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(max(self.width(), scaled(200))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ceil(self._laid(width).height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = theme().line
        drawing = Drawing(self._laid(self.width()).marks, theme().colour, thinnest=width if width > 1 else 0)
        drawing.paint(painter, QRectF(self.rect()))
        painter.end()
