"""A box to tick, in forms and on the cards before the window."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.theme import scaled, theme


class TickBox(QCheckBox):
    """Drawn in the colours of the theme, as large as the text: the style's own box is hardly seen on a dark ground."""

    def __init__(self, text: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = scaled(16 + 8) + metrics.horizontalAdvance(self.text()) + scaled(8)
        return QSize(width, max(metrics.height(), scaled(16)) + scaled(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(16)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        ticked = self.isChecked()
        rounded(painter, box, scaled(3), theme().colour("teal" if ticked else "paper"), pen("border"))
        if ticked:
            draw_icon(painter, "check", "on_teal", box.adjusted(1, 1, -1, -1))
        painter.setPen(theme().colour("ink" if self.isEnabled() else "grey"))
        words = QRectF(self.rect()).adjusted(box.right() + scaled(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            rounded(painter, box.adjusted(-1, -1, 1, 1), scaled(4), None, pen("focus", width=2))
        painter.end()
