"""The fields of a meeting: read from across the table, without an edge at rest; Enter goes on, Esc goes out of them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.chips import pen, rounded
from ui.fields import LineField, TextField
from ui.theme import appearance, scaled, theme

ROW_POINTS, OWN_POINTS = 12, 14


class PlainLine(LineField):
    """One line. Enter finishes it and goes on."""

    def __init__(self, name: str, *, hint: str = "") -> None:
        super().__init__(name, hint=hint)
        self.setProperty("plain", True)
        self.setTextMargins(scaled(6), scaled(5), scaled(2), scaled(5))
        self.setMinimumWidth(scaled(50))
        self.returnPressed.connect(self.focusNextChild)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        _tint_row(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        _tint_row(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.unfinished() is None:
            event.ignore()  # the page goes out of the field
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        faulty = self.property("faulty") is True
        if self.hasFocus() or faulty:
            painter = QPainter(self)
            edge = pen("red" if faulty else "focus", width=2)
            rounded(painter, QRectF(self.rect()), scaled(3), theme().colour("paper"), edge)
            painter.end()
        super().paintEvent(event)


class MeetingText(TextField):
    """Several lines, as many as the text takes; Enter finishes it and goes on, Shift and Enter is a new line."""

    def __init__(self, name: str, *, hint: str = "", plain: bool = False) -> None:
        super().__init__(name, hint=hint, lines=1)
        self.setProperty("plain", plain)
        self.setMinimumWidth(scaled(60))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        _tint_row(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        _tint_row(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.finish()
            self.focusNextChild()
            return
        if event.key() == Qt.Key.Key_Escape and self.unfinished() is None:
            event.ignore()  # the page goes out of the field
            return
        super().keyPressEvent(event)


def style_of_meeting() -> str:
    """The sizes of the texts that are read from across the table, and the fields that have no edge at rest."""
    now, size = theme(), appearance().scale / 100
    return f"""
QLineEdit[plain="true"] {{ font-size: {ROW_POINTS * size:.2f}pt; }}
QPlainTextEdit[plain="true"] {{ font-size: {ROW_POINTS * size:.2f}pt; padding: 0.1em 0.05em;
  border: {2 * now.line}px solid transparent; background: transparent; }}
QPlainTextEdit[heavy="true"] {{ font-weight: 600; }}
QPlainTextEdit[own="true"] {{ font-size: {OWN_POINTS * size:.2f}pt; }}
QPlainTextEdit[plain="true"]:focus {{ border: {2 * now.line}px solid #{now.focus}; background: #{now.paper}; }}
QPlainTextEdit[plain="true"][faulty="true"] {{ border: {2 * now.line}px solid #{now.red}; }}
"""


def _tint_row(field: QWidget) -> None:
    """Let what stands around the field be drawn again: the row that is written in is tinted."""
    around = field.parentWidget()
    for one in (around, around.parentWidget() if around is not None else None):
        if one is not None:
            one.update()
