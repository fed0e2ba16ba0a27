"""The clipboard for what is of a patient: it goes away again after a while, and stays out of histories where it can.

Windows: three formats tell Win+V and the cloud clipboard to keep out, and programs that watch the clipboard to look
away. Linux: the hint by which KDE's history, and others that follow it, leave a copy out; one that does not know it
keeps what it likes. macOS: Qt writes no type that a clipboard manager there knows as secret (`org.nspasteboard.…`), and
nothing keeps the copy from other devices of the same user; it is only cleared. On Wayland a window may not be let to
clear what it copied while another has the keyboard: it is then cleared when ours has it next, or is closed.
"""

import sys
from collections.abc import Mapping
from uuid import uuid4

from PySide6.QtCore import QDeadlineTimer, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from ui.session import Session

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = bytes(4)
"""A DWORD that is 0."""
_OURS = "application/x-hallpunkt-copy"
"""By which a copy of ours is known again: what it holds is new for each, and says nothing."""
_TICK_MS = 1_000


def quiet_formats(platform: str) -> Mapping[str, bytes]:
    """What goes with the text so that no history keeps it, by the name of the platform (`sys.platform`)."""
    if platform == "win32":
        return {
            _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
            _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
            _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
        }
    return {} if platform == "darwin" else {"x-kde-passwordManagerHint": b"secret"}


class Clipboard(QObject):
    """Copies, counts down and clears. What somebody else has copied meanwhile is never touched."""

    ticked = Signal()
    """``seconds_left`` is another."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sign, self.is_shut = b"", False
        self._until = QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        QGuiApplication.clipboard().dataChanged.connect(self._look)

    @staticmethod
    def of(session: Session) -> "Clipboard":
        """The one of the session, made when it is first asked for: a window that is made anew counts on."""
        found = session.findChild(Clipboard)
        return found if isinstance(found, Clipboard) else Clipboard(session)

    @property
    def holds(self) -> bool:
        """Whether what was copied here last is still there."""
        data = QGuiApplication.clipboard().mimeData() if self._sign else None
        return data is not None and data.data(_OURS).data() == self._sign

    @property
    def seconds_left(self) -> int:
        """How long until it goes away; 0 when there is nothing of ours."""
        return max(1, -(-self._until.remainingTime() // 1_000)) if self._sign else 0

    def copy(self, text: str, seconds: int) -> None:
        """Put ``text`` there for so many seconds; what was copied before goes, and its time with it."""
        if self.is_shut:
            return
        self._sign = uuid4().bytes
        data = QMimeData()
        data.setText(text)
        for name, content in {**quiet_formats(sys.platform), _OURS: self._sign}.items():
            data.setData(name, content)
        QGuiApplication.clipboard().setMimeData(data)
        self._until = QDeadlineTimer(1_000 * seconds)
        self._clock.start()
        self.ticked.emit()

    def clear(self) -> None:
        """Take it away now, if it is still ours: it is locked, or its time is over."""
        if self.holds:
            QGuiApplication.clipboard().clear()
        if not self.holds:  # else it was not let to: it is tried again with the next tick
            self._forget()

    def shut(self) -> None:
        """Take it away and copy nothing more: the pärm is locked, also for what is on its way here."""
        self.is_shut = True
        self.clear()

    def _tick(self) -> None:
        if self._until.hasExpired():
            self.clear()
        else:
            self.ticked.emit()

    def _look(self) -> None:
        if self._sign and not self.holds:
            self._forget()

    def _forget(self) -> None:
        if self._sign:
            self._sign = b""
            self._clock.stop()
            self.ticked.emit()
