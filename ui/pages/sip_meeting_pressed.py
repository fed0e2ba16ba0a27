"""A line of words at the meeting that is pressed as one: with no edge at rest, tinted under the mouse and the focus."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.chips import pen, rounded
from ui.parts import Pressable
from ui.theme import scaled, theme


class PressedLine(Pressable):
    """As high as what stands in it takes."""

    RULED = False
    """Whether a rule is drawn below it."""

    def fill(self, inside: QHBoxLayout) -> None:
        """Let this stand in it."""
        self._inside = inside
        self.setLayout(inside)
        for one in self.findChildren(QWidget):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            one.setForegroundRole(QPalette.ColorRole.WindowText)  # and not the button's
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            rounded(painter, place, scaled(4), theme().colour("sel"), None)
        if self.RULED:
            painter.fillRect(QRectF(0, place.bottom() - 1, place.width(), 1), theme().colour("hair"))
        if self.hasFocus():
            rounded(painter, place, scaled(4), None, pen("focus", width=2))
        painter.end()
