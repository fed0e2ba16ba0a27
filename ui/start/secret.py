"""A field for a passphrase: hidden until the eye is pressed, and it says that Caps Lock is on before she fails."""

import sys

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.parts import Picture, column, label, row
from ui.start.card import Line
from ui.theme import scaled

_SMALL_DOTS = "QLineEdit { lineedit-password-character: 8226; }"


class Eye(QAbstractButton):
    """Shows what is written in the field, or hides it again."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Visa det som är skrivet")  # whether it does is told by its being checked
        self._explain()
        self.toggled.connect(self._explain)

    def _explain(self) -> None:
        self.setToolTip("Dölj det som är skrivet" if self.isChecked() else "Visa det som är skrivet")

    def sizeHint(self) -> QSize:
        return QSize(scaled(30), scaled(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place, side = QRectF(self.rect()), scaled(16)
        sign = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
        draw_icon(painter, "eye-off" if self.isChecked() else "eye", "ink" if self.underMouse() else "grey", sign)
        if self.hasFocus():
            rounded(painter, place, scaled(4), None, pen("focus", width=2))
        painter.end()


class SecretLine(Line):
    """The line itself. ``caps_lock`` tells what is known of Caps Lock: on, off, or None for nobody knows."""

    caps_lock = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            self.inputMethodHints() | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setStyleSheet(_SMALL_DOTS)
        self.eye = Eye(self)
        self.eye.toggled.connect(self._show_or_hide)
        self._caps: bool | None = None

    def forget(self) -> None:
        """Nothing is written, and what comes is hidden."""
        self.clear()
        self.eye.setChecked(False)

    def _show_or_hide(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._learn(event)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self._set_caps(None)  # it may be pressed in another window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size, edge = self.eye.sizeHint(), scaled(3)
        self.eye.setGeometry(
            self.width() - size.width() - edge, (self.height() - size.height()) // 2, size.width(), size.height()
        )
        self.setTextMargins(0, 0, size.width(), 0)

    def _learn(self, event: QKeyEvent) -> None:
        """What a letter and the Shift key beside it say. Not every system can be asked."""
        if event.key() == Qt.Key.Key_CapsLock:
            if not event.isAutoRepeat():
                self._set_caps(None if self._caps is None else not self._caps)
            return
        letter, modifiers = event.text(), event.modifiers()
        if len(letter) != 1 or letter.lower() == letter.upper():
            return
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if letter.isupper() and shift and sys.platform == "darwin":
            return  # a Mac writes capitals with Shift whether Caps Lock is on or not
        self._set_caps(letter.isupper() != shift)

    def _set_caps(self, caps: bool | None) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_lock.emit(caps)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.eye.hasFocus():
            # A key that the eye has no use for comes up to the field it lies in; it is not meant for the field.
            event.ignore()
            return False
        return super().event(event)


class CapsLock(QWidget):
    """Says that Caps Lock is on; nothing when it is off or nobody knows."""

    def __init__(self, *lines: SecretLine) -> None:
        super().__init__()
        self.setLayout(row(column(Picture("triangle-alert", "amber"), 1), label("Caps Lock är på.", "amber"), 1))
        self.hide()
        for line in lines:
            line.caps_lock.connect(self._show)

    def _show(self, caps: object) -> None:
        self.setVisible(caps is True)
