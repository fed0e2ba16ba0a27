"""Hears from Windows that the computer will sleep or that the session is locked or left.

Written after Microsoft's documentation of WTSRegisterSessionNotification and WM_POWERBROADCAST; it has not been run.
"""

import ctypes
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QWindow

from ui.lock.session_watch import NOT_TOLD, SESSION, SLEEP, SessionWatch

_POWER_BROADCAST = 0x0218  # WM_POWERBROADCAST
_SUSPEND = 0x0004  # PBT_APMSUSPEND
_SESSION_CHANGE = 0x02B1  # WM_WTSSESSION_CHANGE
_LEFT = frozenset({
    0x0002,  # WTS_CONSOLE_DISCONNECT: another user took over the screen
    0x0004,  # WTS_REMOTE_DISCONNECT: the remote desktop was left
    0x0007,  # WTS_SESSION_LOCK
})  # fmt: skip
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION


class WindowsWatch(SessionWatch):
    """Has a window of its own, never shown, since Windows tells windows. Windows waits two seconds before it sleeps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = QWindow()
        self._handle = int(self._window.winId())
        # CDLL serves for Windows' own libraries too: on 64 bits, the only Windows Qt 6 has, there is one calling
        # convention.
        self._terminal_services = ctypes.CDLL("wtsapi32")
        register = self._terminal_services.WTSRegisterSessionNotification
        register.argtypes = [wintypes.HWND, wintypes.DWORD]
        register.restype = wintypes.BOOL
        self._messages = _Messages(self._handle, self.locking.emit)
        self._application = QCoreApplication.instance()
        if self._application is not None:
            self._application.installNativeEventFilter(self._messages)
        self._registered = bool(register(self._handle, _THIS_SESSION))
        if self._application is None or not self._registered:
            self.why_not = NOT_TOLD

    def stop(self) -> None:
        """Listen no more."""
        if self._registered:
            unregister = self._terminal_services.WTSUnRegisterSessionNotification
            unregister.argtypes = [wintypes.HWND]
            unregister.restype = wintypes.BOOL
            unregister(self._handle)
            self._registered = False
        if self._application is not None:
            self._application.removeNativeEventFilter(self._messages)
        self._window.destroy()
        self.why_not = NOT_TOLD


class _Messages(QAbstractNativeEventFilter):
    """Picks the messages to our window that mean somebody leaves; every message goes on to Qt as well."""

    def __init__(self, handle: int, leaving: Callable[[str], None]) -> None:
        super().__init__()
        self._handle = handle
        self._leaving = leaving

    def nativeEventFilter(self, eventType: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Called by Qt with the address of a MSG; the answer (False, 0) leaves it to Qt."""
        if eventType != b"windows_generic_MSG":  # the other kind is the same message on its way through the queue
            return False, 0
        said = wintypes.MSG.from_address(int(message))
        if said.hWnd == self._handle:
            if said.message == _POWER_BROADCAST and said.wParam == _SUSPEND:
                self._leaving(SLEEP)
            elif said.message == _SESSION_CHANGE and said.wParam in _LEFT:
                self._leaving(SESSION)
        return False, 0
