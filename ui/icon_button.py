"""A button that is only an icon, for what stands beside every row."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.parts import Pressable
from ui.theme import scaled, theme

SIDE = 24


class IconButton(Pressable):
    """A sign that can be pressed; its name is what a screen reader and the tooltip say."""

    def __init__(self, name: str, icon: str, press: Callable[[], object]) -> None:
        super().__init__()
        self._icon = icon
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: press())

    def setAccessibleName(self, name: str) -> None:
        """Name it, for the ear and for the eye alike."""
        super().setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(scaled(SIDE), scaled(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.underMouse():
            rounded(painter, place, scaled(4), theme().colour("sel"), None)
        if self.hasFocus():
            rounded(painter, place, scaled(4), None, pen("focus", width=2))
        side = scaled(14)
        draw_icon(
            painter, self._icon, "teal" if self.isEnabled() else "grey",
            QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side),
        )  # fmt: skip
        painter.end()
