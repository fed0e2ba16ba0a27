"""The keyboard of somebody at work: what she presses goes to whatever has the focus, and is counted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Keyboard:
    """Presses keys in whatever has the focus, and counts them."""

    def __init__(self, settle: Callable[[], None]) -> None:
        self.pressed = 0
        self._settle = settle

    def type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
            self.pressed += 1

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifier)
        self.pressed += 1
        self._settle()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def tab_to(self, name: str) -> None:
        """Go on with the Tab key until what is called so has the keyboard."""
        for _ in range(40):
            if self.focus.accessibleName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}")

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found
