"""A dated line that leads to where the thing is done: by Enter, the space bar or the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.chips import pen, rounded
from ui.pages.dated_row import DatedRow
from ui.parts import Pressable, column
from ui.theme import scaled, theme


class LeadingRow(Pressable):
    """Looks as the line does, until it is under the mouse or has the keyboard."""

    def __init__(self, line: DatedRow, press: Callable[[], object]) -> None:
        super().__init__()
        self._line = line
        self.setAccessibleName(line.accessibleName())
        line.setAccessibleName("")  # said by the button
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(column(line, spacing=0))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: press())

    def sizeHint(self) -> QSize:
        return self._line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._line.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._line.heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme().colour("sel"))
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()).adjusted(0, 0, 0, -1), scaled(4), None, pen("focus", width=2))
        painter.end()
