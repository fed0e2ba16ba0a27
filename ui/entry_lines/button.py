"""A line about an entry as something one stands on: Enter opens it, the arrows go on, Delete takes the entry away."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.chips import pen, rounded
from ui.entry_lines.line import ABOVE, Draw, Drawing, Drawn, Line, right_width, words_left
from ui.parts import Pressable
from ui.theme import scaled, theme

_FAR = 1_000_000
_STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8, Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}  # fmt: skip


class LineButton(Pressable):
    """The line itself, as high as its words need."""

    stepped = Signal(int)
    """An arrow, Page up or down, Home or End: how many lines to go."""
    removed = Signal()
    reached = Signal(bool)
    """It has got the focus; whether by the keyboard."""

    def __init__(self, line: Line, columns: tuple[int, ...], draw: Draw = Drawing) -> None:
        """columns: how wide each of the first columns is, at 100 % text. draw: lays the line out in another way."""
        super().__init__()
        self.line, self.is_open = line, False
        self._columns, self._draw = columns, draw
        self._drawings: dict[int, Drawn] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(line.words)

    def show_line(self, line: Line) -> None:
        """Say what ``line`` says."""
        if line != self.line:
            self.line = line
            self._drawings.clear()
            self.setAccessibleName(line.words)
            self.updateGeometry()
            self.update()

    def show_open(self, *, is_open: bool) -> None:
        """Show whether what is about the entry is open below."""
        self.is_open = is_open
        self.setAccessibleDescription("öppen" if is_open else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(event.reason() != Qt.FocusReason.MouseFocusReason)

    @property
    def words_left(self) -> int:
        """Where its words begin."""
        return words_left(self.line, self._columns)

    def sizeHint(self) -> QSize:
        """How high it is depends on the width, and is worked out for that only."""
        width = self.words_left + scaled(220) + right_width(self.line)
        return QSize(width, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.words_left + scaled(120), self.fontMetrics().height() + 2 * scaled(ABOVE))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._drawn(width).height

    def _drawn(self, width: int) -> Drawn:
        if width not in self._drawings:
            self._drawings[width] = self._draw(self.line, self._columns, width)
        return self._drawings[width]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.is_open or self.underMouse():
            painter.fillRect(place, theme().colour("sel"))
        if self.is_open:
            painter.fillRect(QRectF(0, 0, scaled(4), place.height()), theme().colour("teal"))
            if not theme().tinted:
                rounded(painter, place, 0, None, pen("border"))
        self._drawn(self.width()).paint(painter)
        if self.hasFocus():
            rounded(painter, place.adjusted(1, 1, -1, -2), scaled(4), None, pen("focus", width=2))
        painter.end()
