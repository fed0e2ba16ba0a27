"""What a page over all patients shows is read one time after the other, and read again when that failed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from coordinator.errors import FileDamaged
from ui.pages.reading import Reading
from ui.session import Session

Idle = Callable[[], None]


def test_asked_for_while_it_reads_it_reads_once_more_what_is_asked_for_then(session: Session, idle: Idle) -> None:
    shown: list[int] = []
    wanted = [1]
    reading = Reading(session, lambda: partial(int, wanted[0]), shown.append, session)
    assert reading.is_due
    reading.start()
    wanted[0] = 2
    reading.start()
    wanted[0] = 3
    reading.start()
    assert reading.under_way and not reading.is_due
    idle()
    assert shown == [1, 3] and not reading.under_way


def test_what_cannot_be_read_is_told_and_is_due_still(session: Session, idle: Idle) -> None:
    refused: list[object] = []
    session.refused.connect(refused.append)
    error = FileDamaged("Pärmen är skadad", "Läs in en kopia.")

    def fail() -> int:
        raise error

    shown: list[int] = []
    reading = Reading(session, lambda: fail, shown.append, session)
    reading.start()
    reading.start()
    idle()
    assert (refused, shown, reading.is_due, reading.under_way) == ([error], [], True, False)


def test_who_is_gone_hears_nothing(session: Session, qtbot: QtBot, idle: Idle) -> None:
    page = QWidget()
    shown: list[int] = []
    reading = Reading(session, lambda: lambda: 1, shown.append, page)
    reading.start()
    delete(page)
    with qtbot.captureExceptions() as crashes:
        idle()
    assert (shown, crashes) == ([], [])
