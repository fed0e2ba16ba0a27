"""Inactivity: the clock decides, every kind of touch counts, and the program is told only when the number changes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.lock.inactivity import Inactivity, seconds_awake_or_asleep


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked = 0

    def __call__(self) -> float:
        self.asked += 1
        return self.now


@pytest.fixture
def at() -> Clock:
    return Clock()


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


class Heard:
    """What one Inactivity has said."""

    def __init__(self, one: Inactivity) -> None:
        self.minutes: list[int] = []
        self.expired = 0
        one.minutes_left.connect(self.minutes.append)
        one.expired.connect(self._expired)

    def _expired(self) -> None:
        self.expired += 1


@pytest.fixture
def counting(qapp: QApplication, at: Clock) -> Iterator[Inactivity]:
    """Ten minutes, begun at 1000."""
    one = Inactivity(qapp, at)
    yield one
    one.stop()


@pytest.fixture
def heard(counting: Inactivity) -> Heard:
    said = Heard(counting)
    counting.restart(600)
    return said


def key(kind: QEvent.Type = QEvent.Type.KeyPress, text: str = "å") -> QKeyEvent:
    return QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text)


def mouse(kind: QEvent.Type) -> QMouseEvent:
    none = Qt.MouseButton.NoButton
    return QMouseEvent(kind, QPointF(1, 1), QPointF(1, 1), none, none, Qt.KeyboardModifier.NoModifier)


def wheel() -> QWheelEvent:
    still, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    begun = Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(QPointF(1, 1), QPointF(1, 1), QPoint(), QPoint(0, 120), still, plain, begun, False)


def test_the_minutes_are_said_once_for_each_number(counting: Inactivity, heard: Heard, at: Clock) -> None:
    for second in range(0, 600, 10):
        at.now = 1000 + second
        counting.look()
    assert heard.minutes == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert heard.expired == 0


def test_it_sleeps_until_the_number_falls(counting: Inactivity, heard: Heard, at: Clock) -> None:
    (timer,) = counting.findChildren(QTimer)
    assert timer.interval() == 60_000
    at.now = 1045
    counting.look()
    assert timer.interval() == 15_000
    at.now = 1050
    counting.touched()
    assert timer.interval() == 15_000  # a key is no reason to set it anew: it looks when it fires
    at.now = 1640
    counting.look()
    assert timer.interval() == 10_000


def test_when_the_time_is_out_it_is_said_once(counting: Inactivity, heard: Heard, at: Clock) -> None:
    at.now = 1599.9
    counting.look()
    assert heard.expired == 0
    at.now = 1600
    counting.look()
    counting.look()
    assert heard.expired == 1


@pytest.mark.parametrize(
    "touch",
    [
        key(),
        key(QEvent.Type.KeyRelease),
        mouse(QEvent.Type.MouseMove),
        mouse(QEvent.Type.MouseButtonPress),
        wheel(),
        QInputMethodEvent(),
        QTouchEvent(QEvent.Type.TouchBegin),
        QTouchEvent(QEvent.Type.TouchUpdate),
    ],
    ids=lambda touch: touch.type().name,
)
def test_a_touch_gives_the_whole_time_again(counting: Inactivity, heard: Heard, at: Clock, touch: QEvent) -> None:
    at.now = 1590
    assert counting.eventFilter(counting, touch) is False
    at.now = 2189
    counting.look()
    assert heard.expired == 0
    at.now = 2190
    counting.look()
    assert heard.expired == 1


@pytest.mark.parametrize("kind", [QEvent.Type.Paint, QEvent.Type.Timer, QEvent.Type.HoverMove, QEvent.Type.Resize])
def test_what_the_program_does_by_itself_is_no_touch(
    counting: Inactivity, heard: Heard, at: Clock, kind: QEvent.Type
) -> None:
    at.now = 1590
    asked = at.asked
    assert counting.eventFilter(counting, QEvent(kind)) is False
    assert at.asked == asked
    at.now = 1600
    counting.look()
    assert heard.expired == 1


def test_a_key_in_any_field_counts(counting: Inactivity, heard: Heard, at: Clock, field: QLineEdit) -> None:
    at.now = 1301
    counting.look()
    QApplication.sendEvent(field, key())
    assert field.text() == "å"
    assert heard.minutes == [10, 5, 10]


def test_another_key_within_the_minute_says_nothing(
    counting: Inactivity, heard: Heard, at: Clock, field: QLineEdit
) -> None:
    for second in range(30):
        at.now = 1000 + second
        QApplication.sendEvent(field, key())
    assert heard.minutes == [10]


def test_the_key_that_wakes_a_computer_that_slept_too_long_reaches_nothing(
    counting: Inactivity, heard: Heard, at: Clock, field: QLineEdit
) -> None:
    at.now = 90_000  # the timer stood still meanwhile
    QApplication.sendEvent(field, key())
    assert heard.expired == 1
    assert field.text() == ""


def test_after_stop_nothing_is_said_and_keys_arrive(
    counting: Inactivity, heard: Heard, at: Clock, field: QLineEdit
) -> None:
    counting.stop()
    at.now = 90_000
    QApplication.sendEvent(field, key())
    counting.look()
    counting.touched()
    assert field.text() == "å"
    assert heard.expired == 0
    assert heard.minutes == [10]


def test_a_restart_takes_another_time(counting: Inactivity, heard: Heard, at: Clock) -> None:
    counting.restart(120)
    assert heard.minutes == [10, 2]
    at.now = 1120
    counting.look()
    assert heard.expired == 1
    counting.restart(300)
    assert heard.minutes == [10, 2, 5]


def test_somebody_seen_in_another_way_counts(counting: Inactivity, heard: Heard, at: Clock) -> None:
    at.now = 1500
    counting.touched()
    at.now = 1700
    counting.look()
    assert heard.expired == 0


def test_a_timer_that_fires_early_looks_again(qtbot: QtBot, counting: Inactivity, at: Clock) -> None:
    heard = Heard(counting)
    asked = at.asked
    counting.restart(0.02)
    qtbot.waitUntil(lambda: at.asked > asked + 10)  # it has fired, and the clock said that it was too early
    assert heard.expired == 0
    with qtbot.waitSignal(counting.expired):
        at.now += 1


def test_by_its_own_clock_it_expires(qtbot: QtBot, qapp: QApplication) -> None:
    one = Inactivity(qapp)
    with qtbot.waitSignal(one.expired):
        one.restart(0.05)


def test_the_clock_does_not_go_back() -> None:
    first = seconds_awake_or_asleep()
    assert seconds_awake_or_asleep() >= first
