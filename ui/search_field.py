"""The field above a list in which one searches it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.fields import is_window_undo


class SearchField(QLineEdit):
    """Where one searches; arrow down goes to the list, Escape empties it."""

    down = Signal()

    def __init__(self, hint: str, name: str = "Sök") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if is_window_undo(event, self.isUndoAvailable() and bool(self.text())):
            event.ignore()  # nothing of its own to take back: the window takes back the last change
            return False
        return super().event(event)
