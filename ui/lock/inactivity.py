"""Says when nobody has touched the program for a while, and how many minutes are left until then."""

import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputEvent, QInputMethodEvent

_INPUT = (QInputEvent, QInputMethodEvent)
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def seconds_awake_or_asleep() -> float:
    """Seconds from some moment; they pass also while the computer sleeps, and nobody can set the clock back."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Inactivity(QObject):
    """Counts down while nobody uses keyboard, mouse or screen; begins with ``restart``.

    The moment is compared with the clock at every wake-up and at every touch: a timer may have stood still while the
    computer slept, and the key that wakes it must not count as somebody having been there.
    """

    expired = Signal()
    minutes_left = Signal(int)  # when the number changes, so an idle program wakes once a minute

    def __init__(
        self,
        application: QCoreApplication,
        clock: Callable[[], float] = seconds_awake_or_asleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._clock = clock
        self._seconds = 0.0
        self._deadline = math.inf
        self._said: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one comes early, and would wake us twice
        self._timer.timeout.connect(self.look)

    def restart(self, seconds: float) -> None:
        """Begin to count, anew if it was counting already: ``seconds`` without a touch are allowed."""
        self.stop()
        self._seconds = seconds
        self._deadline = self._clock() + seconds
        self._application.installEventFilter(self)
        self.look()

    def stop(self) -> None:
        """Stop counting; nothing more is said."""
        self._application.removeEventFilter(self)
        self._timer.stop()
        self._deadline = math.inf
        self._said = None

    def touched(self) -> None:
        """Somebody is there, by a way that Qt does not see."""
        if self._deadline < math.inf and not self._expire_if_over():
            self._begin_again()

    def look(self) -> None:
        """Compare with the clock; for the timer, and for those who know that time has passed."""
        if self._deadline == math.inf or self._expire_if_over():
            return
        left = self._deadline - self._clock()
        minutes = self._minutes(left)
        # Sleep until the number falls; the clock decides, so it does no harm if the timer comes at another moment.
        self._timer.start(math.ceil(1000 * (left - 60 * (minutes - 1))))
        if minutes != self._said:
            self._said = minutes
            self.minutes_left.emit(minutes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch counts; the first one after the time is out is swallowed, since it was not meant for the record."""
        # Nearly every event is of another class, and that is seen much faster than its type.
        if not isinstance(event, _INPUT) or event.type() not in _TOUCHES or self._deadline == math.inf:
            return False
        if self._expire_if_over():
            return True
        self._begin_again()
        return False

    def _begin_again(self) -> None:
        self._deadline = self._clock() + self._seconds
        if self._said != self._minutes(self._seconds):
            self.look()

    def _expire_if_over(self) -> bool:
        if self._clock() < self._deadline:
            return False
        self.stop()
        self.expired.emit()
        return True

    @staticmethod
    def _minutes(seconds: float) -> int:
        """Whole minutes begun: never 0 while there is time left."""
        return max(1, math.ceil(seconds / 60))
