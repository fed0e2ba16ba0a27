"""Fields that save themselves: a finished edit is told once, an unfinished one can be kept as a draft.

A field knows the value that is saved, and how that looks in it: Qt gives some signs back as others. What differs from
it is unfinished until Enter is pressed or the field is left; then ``finished`` tells the new value, and whoever listens
saves it and calls `show_saved`, or `show_fault`.
"""

from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from ui.parts import tip
from ui.theme import scaled


def mark_faulty(field: QWidget, faulty: bool) -> None:
    """Draw the field with a red edge, or without."""
    if bool(field.property("faulty")) != faulty:
        field.setProperty("faulty", faulty)
        field.style().unpolish(field)
        field.style().polish(field)


class LineField(QLineEdit):
    """One line. Enter or leaving the field finishes it; Escape brings the saved text back."""

    finished = Signal(str)
    left_empty_handed = Signal()
    """Escape was pressed with nothing unfinished."""

    def __init__(self, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._saved = self._shown = ""
        self._told: str | None = None
        self.returnPressed.connect(self.finish)
        self.textChanged.connect(self._forget_fault)  # also what is dictated, which no key has edited

    def show_saved(self, value: str) -> None:
        """The value on disk is ``value`` now. What the user is writing just then stays."""
        unfinished = self.unfinished()
        if value != self._saved:
            self._told = None
        self._saved = self._shown = value
        if unfinished is None or unfinished.strip() == value.strip():
            if self.text() != value:
                self.setText(value)
                self.setCursorPosition(0)
            self._shown, self._told = self.text(), None
            mark_faulty(self, False)

    def show_draft(self, text: str) -> None:
        """Put back what was being written when the program was locked or stopped."""
        self.setText(text)
        self.setModified(True)

    def show_fault(self) -> None:
        """The value could not be saved: the text stays, with a red edge."""
        self._told = None
        mark_faulty(self, True)

    def unfinished(self) -> str | None:
        """What is written but not saved; None when nothing is."""
        return self.text() if self.text() != self._shown else None

    def finish(self) -> None:
        """Tell the new value, if it is new and not told already."""
        if self.text() != (self._shown if self._told is None else self._told):
            self._told = self.text()
            self.finished.emit(self.text())

    def _forget_fault(self) -> None:
        mark_faulty(self, False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.unfinished() is None:
                self.left_empty_handed.emit()
            self.setText(self._saved)
            self._shown, self._told = self.text(), None
            mark_faulty(self, False)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if is_window_undo(event, self.isUndoAvailable() and self.unfinished() is not None):
            event.ignore()  # nothing of its own to take back: the window takes back the last change
            return False
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._has_more_than_it_shows():
            QToolTip.showText(event.globalPos(), tip(self.text()), self)
            return True
        return super().event(event)

    def _has_more_than_it_shows(self) -> bool:
        margins = self.textMargins()
        room = self.contentsRect().width() - margins.left() - margins.right()
        return not self.toolTip() and self.fontMetrics().horizontalAdvance(self.text()) > room


class TextField(QPlainTextEdit):
    """Several lines; grows with its text. Leaving it, or Ctrl+Enter, finishes it; Escape brings the saved text back."""

    finished = Signal(str)

    def __init__(self, name: str, *, hint: str = "", lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._lines = lines
        self._saved = self._shown = ""
        self._told: str | None = None
        self.textChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What is written."""
        return self.document().toRawText().translate(_LINE_ENDS)  # `toPlainText` gives hard spaces as soft ones

    def show_saved(self, value: str) -> None:
        """The value on disk is ``value`` now. What the user is writing just then stays."""
        unfinished = self.unfinished()
        if value != self._saved:
            self._told = None
        self._saved = self._shown = value
        if unfinished is None or unfinished.strip() == value.strip():
            if self.text() != value:
                self.setPlainText(value)
            self._shown, self._told = self.text(), None
            mark_faulty(self, False)

    def show_draft(self, text: str) -> None:
        """Put back what was being written when the program was locked or stopped."""
        self.setPlainText(text)
        self.document().setModified(True)

    def show_fault(self) -> None:
        """The value could not be saved: the text stays, with a red edge."""
        self._told = None
        mark_faulty(self, True)

    def unfinished(self) -> str | None:
        """What is written but not saved; None when nothing is."""
        return self.text() if self.text() != self._shown else None

    def finish(self) -> None:
        """Tell the new value, if it is new and not told already."""
        if self.text() != (self._shown if self._told is None else self._told):
            self._told = self.text()
            self.finished.emit(self.text())

    def _fit(self) -> None:
        """Be as high as the text, from ``lines`` up to twelve lines; then it scrolls."""
        rows = self.document().size().height()
        room = max(self._lines, min(12, round(rows)))
        around = max(scaled(20), self.height() - self.viewport().height() + round(2 * self.document().documentMargin()))
        self.setFixedHeight(ceil(QFontMetricsF(self.font()).lineSpacing() * room) + around)
        fits = rows <= room  # a bar that comes and goes would take width, and with it a line
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # what is inside it has got its place only now

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._saved)
            self._shown, self._told = self.text(), None
            mark_faulty(self, False)
            return
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if is_window_undo(event, self.document().isUndoAvailable() and self.unfinished() is not None):
            event.ignore()
            return False
        return super().event(event)


_LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029\ufdd0\ufdd1"), "\n")

Field = LineField | TextField


def is_window_undo(event: QEvent, has_own: bool) -> bool:
    """Whether the event asks if the field wants Ctrl+Z for itself, and it does not."""
    if event.type() != QEvent.Type.ShortcutOverride or has_own or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo)
