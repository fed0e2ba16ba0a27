"""The session watch on Linux, over a real message bus; what stands in for logind is ours (`private_bus.py`)."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from tests.ui.lock.private_bus import ANOTHERS, OURS, StandInLogind, start_bus
from ui.lock.logind import LogindWatch
from ui.lock.session_watch import SESSION, SLEEP, SessionWatch, watch_session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="logind is of Linux")


def program(name: str) -> str:
    """Where a program of the system is. In the gate it must be there; elsewhere its tests are skipped."""
    found = shutil.which(name)
    if found is None:
        if "CI" in os.environ:
            pytest.fail(f"{name} must be installed where the gate runs", pytrace=False)
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A bus of our own; in a folder with a short name, since that of a socket may not be long."""
    with tempfile.TemporaryDirectory(prefix="buss-") as folder:
        daemon, address = start_bus(program("dbus-daemon"), Path(folder))
        with daemon:
            yield address
            daemon.terminate()


class Connections:
    """Connections to one bus, each its own member of it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._names: list[str] = []

    def new(self) -> QDBusConnection:
        name = f"test-{uuid4()}"
        self._names.append(name)
        made = QDBusConnection.connectToBus(self._address, name)
        assert made.isConnected(), made.lastError().message()
        return made

    def close(self) -> None:
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def connections(qapp: QCoreApplication, address: str) -> Iterator[Connections]:
    made = Connections(address)
    yield made
    made.close()


@pytest.fixture
def logind(connections: Connections) -> Iterator[StandInLogind]:
    made = StandInLogind(connections.new())
    yield made
    made.close()


class Listening:
    """A watch, and the reasons it has given."""

    def __init__(self, bus: QDBusConnection) -> None:
        self.watch = LogindWatch(bus=bus)
        self.reasons: list[str] = []
        self.watch.locking.connect(self.reasons.append)

    def settled(self) -> bool:
        """Whether every question to logind has been answered."""
        return not self.watch._waiting

    def close(self) -> None:
        self.watch.stop()
        self.watch.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def listening(qtbot: QtBot, connections: Connections, logind: StandInLogind) -> Iterator[Listening]:
    made = Listening(connections.new())
    qtbot.waitUntil(made.settled)
    yield made
    made.close()


def hears_nothing_more(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    """What is said after on the same bus has come, so what should not be heard has had its chance."""
    logind.say_lock(OURS)
    logind.say_sleep(True)
    qtbot.waitUntil(lambda: SLEEP in listening.reasons[-1:] and listening.settled())
    assert listening.reasons == [SESSION, SLEEP]


def test_it_hears_that_the_computer_will_sleep(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    assert listening.watch.watching
    assert listening.watch.why_not == ""
    logind.say_sleep(True)
    qtbot.waitUntil(lambda: listening.reasons == [SLEEP])


def test_waking_up_locks_nothing(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    logind.say_sleep(False)
    hears_nothing_more(qtbot, logind, listening)


def test_it_hears_that_the_session_is_locked(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    logind.say_lock(OURS)
    qtbot.waitUntil(lambda: listening.reasons == [SESSION])


def test_it_hears_that_the_desktop_has_locked_by_itself(
    qtbot: QtBot, logind: StandInLogind, listening: Listening
) -> None:
    logind.say_locked_hint(OURS, True)
    qtbot.waitUntil(lambda: listening.reasons == [SESSION])


def test_an_unlocked_screen_locks_nothing(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    logind.say_locked_hint(OURS, False)
    hears_nothing_more(qtbot, logind, listening)


def test_other_changes_are_not_asked_about(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    before = len(logind.asked)
    logind.say_other_property(OURS)
    hears_nothing_more(qtbot, logind, listening)
    assert len(logind.asked) == before


def test_another_users_locked_screen_is_not_ours(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    logind.say_lock(ANOTHERS)
    logind.say_locked_hint(ANOTHERS, True)
    hears_nothing_more(qtbot, logind, listening)


def test_where_our_session_is_not_known_any_lock_counts(qtbot: QtBot, connections: Connections) -> None:
    logind = StandInLogind(connections.new(), knows_our_session=False)
    listening = Listening(connections.new())
    qtbot.waitUntil(listening.settled)
    logind.say_lock(ANOTHERS)
    qtbot.waitUntil(lambda: listening.reasons == [SESSION])
    logind.say_locked_hint(ANOTHERS, True)
    qtbot.waitUntil(lambda: listening.reasons == [SESSION, SESSION])
    listening.close()
    logind.close()


@pytest.mark.parametrize(
    "said",
    [
        ["/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"],
        [OURS, "org.freedesktop.login1.Session.Lock"],
    ],
)
def test_another_program_that_says_the_same_is_not_believed(
    qtbot: QtBot, address: str, logind: StandInLogind, listening: Listening, said: list[str]
) -> None:
    subprocess.run([program("dbus-send"), f"--bus={address}", "--type=signal", *said], check=True, timeout=10)
    hears_nothing_more(qtbot, logind, listening)


def test_sleep_waits_until_we_are_ready(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    assert logind.delayed() == [True]
    logind.say_sleep(True)
    qtbot.waitUntil(lambda: listening.reasons == [SLEEP])
    assert logind.delayed() == [True]
    listening.watch.ready()
    qtbot.waitUntil(lambda: logind.delayed() == [False])


def test_after_waking_up_sleep_waits_for_us_again(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    listening.watch.ready()
    logind.say_sleep(False)
    qtbot.waitUntil(lambda: len(logind.delays) == 2 and listening.settled())
    qtbot.waitUntil(lambda: logind.delayed() == [False, True])


def test_a_second_delay_lets_the_first_go(qtbot: QtBot, logind: StandInLogind, listening: Listening) -> None:
    logind.say_sleep(False)  # without `ready` in between
    qtbot.waitUntil(lambda: len(logind.delays) == 2 and listening.settled())
    qtbot.waitUntil(lambda: logind.delayed() == [False, True])


def test_the_delay_is_not_inherited(listening: Listening) -> None:
    delay = listening.watch._delay
    assert delay is not None
    assert not os.get_inheritable(delay)


def test_it_says_who_delays_and_why(logind: StandInLogind, listening: Listening) -> None:
    asked = [one[2:] for one in logind.asked if one[1] == "Inhibit"]
    assert asked == [["sleep", "Hållpunkt", "Låser pärmen före viloläge", "delay"]]


def test_it_watches_also_when_no_delay_is_allowed(qtbot: QtBot, connections: Connections) -> None:
    logind = StandInLogind(connections.new(), allows_delay=False)
    listening = Listening(connections.new())
    qtbot.waitUntil(listening.settled)
    logind.say_sleep(True)
    qtbot.waitUntil(lambda: listening.reasons == [SLEEP])
    listening.watch.ready()
    listening.close()
    logind.close()


def test_after_stop_nothing_is_heard_and_nobody_waits(
    qtbot: QtBot, connections: Connections, logind: StandInLogind, listening: Listening
) -> None:
    still = Listening(connections.new())
    qtbot.waitUntil(still.settled)
    listening.watch.stop()
    assert not listening.watch.watching
    qtbot.waitUntil(lambda: logind.delayed() == [False, True])
    logind.say_sleep(True)
    logind.say_lock(OURS)
    qtbot.waitUntil(lambda: still.reasons == [SLEEP, SESSION])
    assert listening.reasons == []
    still.close()


def test_stopped_before_logind_answered_it_delays_nobody(
    qtbot: QtBot, connections: Connections, logind: StandInLogind
) -> None:
    listening = Listening(connections.new())
    listening.watch.stop()
    qtbot.waitUntil(lambda: listening.settled() and len(logind.delays) == 1)
    qtbot.waitUntil(lambda: logind.delayed() == [False])
    listening.close()


def without(watch: SessionWatch) -> None:
    assert not watch.watching
    assert "Lås pärmen själv" in watch.why_not
    watch.ready()
    watch.stop()


def test_a_bus_without_logind_is_said_in_words(connections: Connections) -> None:
    without(LogindWatch(bus=connections.new()))


def test_no_bus_is_said_in_words(qapp: QCoreApplication, tmp_path: Path) -> None:
    name = f"test-{uuid4()}"
    without(LogindWatch(bus=QDBusConnection.connectToBus(f"unix:path={tmp_path / 'ingen'}", name)))
    QDBusConnection.disconnectFromBus(name)


def test_on_linux_it_is_logind_that_is_listened_to(qapp: QCoreApplication) -> None:
    watch = watch_session()
    assert isinstance(watch, LogindWatch)
    watch.stop()
    assert "ui.lock.windows" not in sys.modules
    assert "ui.lock.macos" not in sys.modules
