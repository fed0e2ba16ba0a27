"""The second of two quick clicks, or presses of a key, hits what stands there by then: it is not meant for that."""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class SecondClick:
    """Known by its time: what comes as soon after a deed as the clicks of a double click is no deed of its own."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def begin(self) -> None:
        """Something is done, and something else stands where it stood."""
        self._since.start()

    @property
    def is_now(self) -> bool:
        """Whether what is pressed now is the second of two."""
        return self._since.isValid() and self._since.elapsed() < QApplication.doubleClickInterval()
