"""Lets a screen reader say what changes on screen, without moving the focus."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Say ``text``, which has just come to stand in ``widget``."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # slow to load, and not for the first picture

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
