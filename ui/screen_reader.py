"""Lets a screen reader say what changes on screen, without moving the focus."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_SETTLED_MS = 600
"""When nothing more has come for so long, it is said: somebody who types hears the last, not each."""


def announce(widget: QWidget, text: str) -> None:
    """Say ``text``, which has just come to stand in ``widget``."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # slow to load, and not for the first picture

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Announcer(QObject):
    """Says what stands in a widget when it has settled, as the number of hits while one types."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._text = widget, ""
        self._pause = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._pause.timeout.connect(self._say)

    def soon(self, text: str) -> None:
        """Say ``text``, unless something else comes first."""
        self._text = text
        self._pause.start()

    def forget(self) -> None:
        """Say nothing: the field was emptied, or what it was about is gone."""
        self._pause.stop()

    def _say(self) -> None:
        announce(self._widget, self._text)


def hits_in_words(hits: int) -> str:
    """How many were found, as it is said and as it stands."""
    return {0: "Ingen träff", 1: "1 träff"}.get(hits, f"{hits} träffar")
