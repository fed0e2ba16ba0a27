"""What every box to write something new in shares: Escape leaves it and Ctrl+Enter adds, from any field in it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.parts import Boxed


class BoxToAdd(Boxed):
    """A box with fields, to be installed as their event filter: it sees a key before the field that has the focus."""

    closed = Signal()
    """She leaves it."""

    asked_to_add = Signal()
    """What is written is to be added."""

    def keeps_escape(self, field: QObject) -> bool:
        """Whether Escape is for the field itself just now."""
        del field
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field would take Escape for its own text, and Ctrl+Enter for a new line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_its_own = event.key() == Qt.Key.Key_Escape and self.keeps_escape(watched)
            if not is_its_own and self._took(event):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._took(event):
            super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.asked_to_add.emit()
            return True
        return False
