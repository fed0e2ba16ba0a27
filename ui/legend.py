"""What the signs of a drawing mean, in a strip beside it."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from coordinator.map_layout import Primitive, Words
from coordinator.map_layout.primitives import Measure
from ui.map_paint import Drawing, letters, measure
from ui.theme import scaled, theme

Placed = tuple[Sequence[Primitive], float]
"""The signs with their words, and how high they are."""

_POINTS = 9.25


class Legend(QLabel):
    """The signs with their words, on as many lines as it takes.

    A label, since Qt tells a screen reader of those that they are there to be read.
    """

    def __init__(self, lay_out: Callable[[Measure, float, float], Placed]) -> None:
        """lay_out: places them in a width, in letters of a size."""
        super().__init__()
        self._lay_out = lay_out
        self._placed: tuple[int, Placed] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = [mark.text for mark in self._laid(10_000)[0] if isinstance(mark, Words)]
        self.setAccessibleName(f"Teckenförklaring: {', '.join(said)}")

    def _laid(self, width: int) -> Placed:
        if self._placed is None or self._placed[0] != width:
            self._placed = width, self._lay_out(measure, width, letters().pixels(_POINTS))
        return self._placed[1]

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), self.heightForWidth(max(self.width(), scaled(320))))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(max(self.width(), scaled(200))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ceil(self._laid(width)[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = theme().line
        drawing = Drawing(self._laid(self.width())[0], theme().colour, thinnest=width if width > 1 else 0)
        drawing.paint(painter, QRectF(self.rect()))
        painter.end()
