"""A message bus of the test's own, and on it a stand-in for logind: the real one would put the computer to sleep."""

import os
import subprocess
from pathlib import Path

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusError,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

from ui.lock.logind import MANAGER_INTERFACE, PROPERTIES_INTERFACE, ROOT, SERVICE, SESSION_INTERFACE

OURS = f"{ROOT}/session/_32"
ANOTHERS = f"{ROOT}/session/c7"

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def start_bus(program: str, folder: Path) -> "tuple[subprocess.Popen[str], str]":
    """A ``dbus-daemon`` that knows nothing of the computer's own buses, and its address."""
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS.format(socket=folder / "bus"), encoding="utf-8")
    command = [program, f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address=1"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    return daemon, daemon.stdout.readline().strip()


class StandInLogind(QDBusVirtualObject):
    """Answers what Hållpunkt asks of logind and says on the bus what logind would say."""

    def __init__(self, bus: QDBusConnection, *, knows_our_session: bool = True, allows_delay: bool = True) -> None:
        super().__init__()
        self._bus = bus
        self._knows_our_session = knows_our_session
        self._allows_delay = allows_delay
        self._locked: set[str] = set()
        self.asked: list[list[object]] = []
        self.delays: list[int] = []  # the end of each pipe whose other end delays sleep as long as it is open
        assert bus.registerVirtualObject(ROOT, self, QDBusConnection.VirtualObjectRegisterOption.SubPath)
        assert bus.registerService(SERVICE)

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        asked = [message.interface(), message.member(), *message.arguments()]
        self.asked.append(asked)
        answer = self._answer(message.path(), asked)
        if answer is None:
            reply = message.createErrorReply(QDBusError.ErrorType.Failed, "no such session")
        else:
            reply = message.createReply()
            reply.setArguments([answer])
        return connection.send(reply)

    def _answer(self, path: str, asked: list[object]) -> object:
        match asked:
            case [str(interface), "Inhibit", "sleep", _, _, "delay"] if interface == MANAGER_INTERFACE:
                return self._delay() if self._allows_delay else None
            case [str(interface), "Get", _, "Id"] if interface == PROPERTIES_INTERFACE:
                auto = path == f"{ROOT}/session/auto"
                return QDBusVariant("2") if self._knows_our_session and auto else None
            case [str(interface), "GetSession", "2"] if interface == MANAGER_INTERFACE:
                return QDBusObjectPath(OURS)
            case [str(interface), "Get", _, "LockedHint"] if interface == PROPERTIES_INTERFACE:
                return QDBusVariant(path in self._locked)
        return None

    def _delay(self) -> QDBusUnixFileDescriptor:
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        self.delays.append(ours)
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        return given

    def delayed(self) -> list[bool]:
        """For each delay lock given out, whether it is still held."""
        return [_is_open_at_the_other_end(end) for end in self.delays]

    def say_sleep(self, sleeping: bool) -> None:
        """What logind says before the computer sleeps, and when it wakes."""
        self._say(ROOT, MANAGER_INTERFACE, "PrepareForSleep", sleeping)

    def say_lock(self, session: str) -> None:
        """What logind says on ``loginctl lock-session``."""
        self._say(session, SESSION_INTERFACE, "Lock")

    def say_locked_hint(self, session: str, locked: bool) -> None:
        """What is said when the desktop has locked, or unlocked, the screen by itself."""
        (self._locked.add if locked else self._locked.discard)(session)
        self._say(session, PROPERTIES_INTERFACE, "PropertiesChanged", SESSION_INTERFACE, {"LockedHint": locked}, [])

    def say_other_property(self, session: str) -> None:
        """What is said when something about a session changes that is no concern of ours."""
        self._say(session, PROPERTIES_INTERFACE, "PropertiesChanged", "org.freedesktop.login1.Other", {}, [])

    def close(self) -> None:
        """Leave the bus."""
        self._bus.unregisterObject(ROOT)
        self._bus.unregisterService(SERVICE)
        for end in self.delays:
            os.close(end)

    def _say(self, path: str, interface: str, name: str, *arguments: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(arguments))
        assert self._bus.send(message)


def _is_open_at_the_other_end(end: int) -> bool:
    try:
        return os.read(end, 1) != b""
    except BlockingIOError:
        return True
