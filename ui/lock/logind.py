"""Hears from logind, over the system bus, that the computer will sleep or that the session is locked (Linux)."""

import os
from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from ui.lock.session_watch import NOT_TOLD, SESSION, SLEEP, SessionWatch

SERVICE = "org.freedesktop.login1"
ROOT = "/org/freedesktop/login1"
MANAGER_INTERFACE = "org.freedesktop.login1.Manager"
SESSION_INTERFACE = "org.freedesktop.login1.Session"
PROPERTIES_INTERFACE = "org.freedesktop.DBus.Properties"


class LogindWatch(SessionWatch):
    """Listens to logind alone: a signal of the same name from another program is not passed on by Qt.

    While it listens it holds a delay lock, so that the computer waits for ``ready`` before it sleeps (logind waits five
    seconds at most). Nothing here blocks: what must be asked of logind is asked without waiting for the answer.
    """

    def __init__(self, parent: QObject | None = None, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.systemBus() if bus is None else bus
        self._own_session = ""  # its object path, once known; until then the lock of any session counts
        self._delay: int | None = None  # the descriptor that delays sleep as long as it is open
        self._waiting: set[QDBusPendingCallWatcher] = set()
        self._listening = self._bus.isConnected() and self._logind_is_there()
        if not self._listening:
            self.why_not = NOT_TOLD
            return
        self._each_signal(self._bus.connect)
        self._take_delay()
        # "auto" is the session this process runs in, or the one the user sees; only its real path is in signals.
        self._ask_property(f"{ROOT}/session/auto", "Id", self._got_session_id)

    def ready(self) -> None:
        """Let the computer sleep."""
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    def stop(self) -> None:
        """Listen no more, and delay nobody's sleep."""
        if self._listening:
            self._listening = False
            self._each_signal(self._bus.disconnect)
            self.why_not = NOT_TOLD
        self.ready()

    def _logind_is_there(self) -> bool:
        return bool(self._bus.interface().isServiceRegistered(SERVICE).value())

    def _each_signal(self, do: Callable[[str, str, str, str, QObject, bytes], bool]) -> None:
        do(SERVICE, ROOT, MANAGER_INTERFACE, "PrepareForSleep", self, _slot("_sleep_or_wake(bool)"))
        do(SERVICE, "", SESSION_INTERFACE, "Lock", self, _slot("_lock(QDBusMessage)"))
        # GNOME and KDE do not ask logind to lock when the user locks: they say afterwards that they have.
        do(SERVICE, "", PROPERTIES_INTERFACE, "PropertiesChanged", self, _slot("_changed(QDBusMessage)"))

    @Slot(bool)
    def _sleep_or_wake(self, sleeping: bool) -> None:
        if sleeping:
            self.locking.emit(SLEEP)
        else:
            self._take_delay()

    @Slot(QDBusMessage)
    def _lock(self, message: QDBusMessage) -> None:
        if self._is_ours(message.path()):
            self.locking.emit(SESSION)

    @Slot(QDBusMessage)
    def _changed(self, message: QDBusMessage) -> None:
        # The changed values come in a map that PySide cannot read, so the one that matters is asked for.
        if message.arguments()[:1] == [SESSION_INTERFACE] and self._is_ours(message.path()):
            self._ask_property(message.path(), "LockedHint", self._got_locked_hint)

    def _is_ours(self, path: str) -> bool:
        return not self._own_session or path == self._own_session

    def _take_delay(self) -> None:
        arguments = ["sleep", "Hållpunkt", "Låser pärmen före viloläge", "delay"]
        self._ask(ROOT, MANAGER_INTERFACE, "Inhibit", arguments, self._got_delay)

    def _got_delay(self, watcher: QDBusPendingCallWatcher) -> None:
        self.ready()  # an older one would delay sleep for ever
        answer = self._answer(watcher)
        if isinstance(answer, QDBusUnixFileDescriptor) and answer.isValid():
            self._delay = answer.takeFileDescriptor()
            if not self._listening:
                self.ready()

    def _got_session_id(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = self._answer(watcher)
        if isinstance(answer, QDBusVariant) and self._listening:
            self._ask(ROOT, MANAGER_INTERFACE, "GetSession", [answer.variant()], self._got_session)

    def _got_session(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = self._answer(watcher)
        if isinstance(answer, QDBusObjectPath):
            self._own_session = answer.path()

    def _got_locked_hint(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = self._answer(watcher)
        if isinstance(answer, QDBusVariant) and answer.variant() is True and self._listening:
            self.locking.emit(SESSION)

    def _ask_property(self, path: str, name: str, then: Callable[[QDBusPendingCallWatcher], None]) -> None:
        self._ask(path, PROPERTIES_INTERFACE, "Get", [SESSION_INTERFACE, name], then)

    def _ask(
        self,
        path: str,
        interface: str,
        method: str,
        arguments: Sequence[Any],
        then: Callable[[QDBusPendingCallWatcher], None],
    ) -> None:
        message = QDBusMessage.createMethodCall(SERVICE, path, interface, method)
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        self._waiting.add(watcher)
        watcher.finished.connect(then)

    def _answer(self, watcher: QDBusPendingCallWatcher) -> object:
        """What logind answered; ``None`` when it could not, which leaves us with what we have."""
        self._waiting.discard(watcher)
        watcher.deleteLater()
        if watcher.isError():
            return None
        arguments = watcher.reply().arguments()
        return arguments[0] if arguments else None


def _slot(signature: str) -> bytes:
    """A slot of ours for QtDBus, whose type hints say bytes while only text is taken."""
    return cast(bytes, SLOT(signature))
