"""A figure over the last quarters as a small chart: one goes from point to point, and each is told in words."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from coordinator.chart_layout import ChartLayout, chart_layout, least_width
from coordinator.trend import Trend
from coordinator.trend_words import point_in_words, says
from ui.chips import fitted, pen, rounded
from ui.map_paint import Drawing, letters, measure, rectangle
from ui.screen_reader import announce
from ui.theme import font, metrics, scaled, theme

_POINTS, _WORDS = 9.25, (9.5, 400)
_HIGH = 10.5
"""How high the chart is, in sizes of its letters."""
_HOW = "Pil höger och vänster går från kvartal till kvartal."


class ChartView(QLabel):
    """Draws a `Trend`.

    A label, since Qt tells a screen reader of those that they are there to be read.
    """

    def __init__(self, trend: Trend) -> None:
        super().__init__()
        self._trend = trend
        self._at = len(trend.points) - 1
        self._under: int | None = None
        self._placed: tuple[tuple[float, int], ChartLayout, Drawing] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{trend.title}. {says(trend)}")
        self.setAccessibleDescription(_HOW)

    @property
    def told(self) -> str:
        """What is told of the point one is on, by keyboard or mouse; nothing when one is on none."""
        at = self._told_at
        return "" if at is None else point_in_words(self._trend.points[at], self._trend.scale)

    @property
    def _told_at(self) -> int | None:
        return self._under if self._under is not None else self._at if self.hasFocus() else None

    # Placing

    def sizeHint(self) -> QSize:
        return QSize(max(scaled(440), self.minimumSizeHint().width()), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        size = letters().pixels(_POINTS)
        return QSize(ceil(least_width(self._trend, measure, size)), ceil(_HIGH * size + self._line))

    @property
    def _line(self) -> float:
        """The room for the words below the chart."""
        return metrics(*_WORDS).height() + scaled(4)

    @property
    def placed(self) -> ChartLayout:
        """Where everything stands, as it is drawn now."""
        return self._ready[0]

    @property
    def _ready(self) -> tuple[ChartLayout, Drawing]:
        size = letters().pixels(_POINTS)
        asked = float(self.width()), size
        if self._placed is None or self._placed[0] != asked:
            made = chart_layout(self._trend, measure, asked[0], self.height() - self._line, size)
            line = theme().line
            self._placed = asked, made, Drawing(made.marks, theme().colour, thinnest=line if line > 1 else 0)
        return self._placed[1], self._placed[2]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        made, drawing = self._ready
        at = self._told_at
        if at is not None:
            painter.fillRect(rectangle(made.columns[at]), theme().colour("sel"))
        drawing.paint(painter, QRectF(event.rect()))
        if at is not None:
            self._paint_told(painter, made, at)
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()).adjusted(0, 0, -1, -1), scaled(3), None, pen("focus", width=2))
        painter.end()

    def _paint_told(self, painter: QPainter, made: ChartLayout, at: int) -> None:
        """A ring around the point, and its words at the foot."""
        dot = made.dots.get(at)
        if dot is not None:
            r = dot.r + scaled(3)
            around = QRectF(dot.x - r, dot.y - r, 2 * r, 2 * r)
            rounded(painter, around, r, None, pen("ink", width=2))
        painter.setFont(font(*_WORDS))
        painter.setPen(theme().colour("ink"))
        room = QRectF(scaled(6), self.height() - self._line, self.width() - scaled(12), self._line - scaled(2))
        words = fitted(self.told, metrics(*_WORDS), room.width())[0]
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._trend.points) - 1
        to = {
            Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if to is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._at, self._under = min(max(to, 0), last), None
        announce(self, self.told)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_under(self._column_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._go_under(None)

    def _go_under(self, under: int | None) -> None:
        if under != self._under:
            self._under = under
            self.update()

    def _column_at(self, place: QPointF) -> int | None:
        columns = self.placed.columns
        return next((at for at, one in enumerate(columns) if one.x <= place.x() < one.right), None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
