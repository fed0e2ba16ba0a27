"""Tells a screen reader that a text is a heading, which Qt takes for any label.

Qt asks once for each widget, when a screen reader is there, and keeps the answer.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget

from ui.parts import Heading


class _Heading(QAccessibleWidget):
    """A label's words, told as a heading's."""

    def text(self, kind: QAccessible.Text) -> str:
        label = self.widget()
        if kind is QAccessible.Text.Name and isinstance(label, Heading):
            return label.accessibleName() or label.text()
        return super().text(kind)


def tell_roles() -> None:
    """From now on; after there is an application, whose own answers would come first."""
    QAccessible.installFactory(_interface)


def _interface(kind: str, thing: QObject) -> QAccessibleWidget | None:
    """What to tell of a thing of that class; None leaves it to Qt."""
    if kind == Heading.__name__ and isinstance(thing, Heading):
        return _Heading(thing, QAccessible.Role.Heading)
    return None
