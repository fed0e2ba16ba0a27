"""The program from unlock to lock: another theme, the lock and the end, with something half-written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.careplan import CareGoal, current_plan
from coordinator.contact import Contact
from coordinator.reminder import Reminder
from tests.ui.conftest import TypeText, press
from ui.app import Shell
from ui.pages.contacts import ContactsPage
from ui.preferences import Preferences
from ui.running import Running
from ui.session import Place, Session
from ui.theme import DARK, LIGHT, appearance
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True)

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def running(session: Session, qtbot: QtBot, idle: Idle, tmp_path: Path) -> Iterator[Running]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    made = Running(session, Preferences(tmp_path / "hallpunkt.json"))
    made.content_changed.connect(shell.show_inside)
    qtbot.waitUntil(lambda: shell.isActiveWindow() and made.window is not None)
    idle()
    yield made
    made.inactivity.stop()
    if made.window is not None:
        made.window.drafts.stop()
    idle()
    session.setParent(None)
    shell.close()
    shell.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(idle: Idle) -> None:
    """What is to be deleted is gone, and what was asked for is answered."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    idle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def other_theme(idle: Idle) -> None:
    press(focus(), Qt.Key.Key_D, CTRL | SHIFT)
    settle(idle)


def test_another_theme_keeps_the_field_and_what_is_half_written(
    running: Running, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_3, ALT)
    press(focus(), Qt.Key.Key_Tab)
    name = focus().accessibleName()
    before = session.record
    type_text(focus(), "Halvt ")
    other_theme(idle)
    assert focus().accessibleName() == name
    assert focus().text().startswith("Halvt ")
    type_text(focus(), "och helt. ")
    assert focus().text().startswith("Halvt och helt. ")
    assert session.record.all(CareGoal) == before.all(CareGoal)


def test_another_theme_keeps_the_cell_being_written(
    running: Running, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_2, ALT)
    press(focus(), Qt.Key.Key_Right)
    press(focus(), Qt.Key.Key_F2)
    name = focus().accessibleName()
    type_text(focus(), "Halvt")
    contacts = session.record.all(Contact)
    other_theme(idle)
    assert focus().accessibleName() == name
    assert focus().text() == "Halvt"
    assert session.record.all(Contact) == contacts


def test_another_theme_keeps_the_quick_line(
    running: Running, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_N, CTRL)
    type_text(focus(), "Lisa Ek, diet")
    other_theme(idle)
    type_text(focus(), "ist")
    assert focus().text() == "Lisa Ek, dietist"


def test_another_theme_keeps_the_card_of_a_new_patient(
    running: Running, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_N, CTRL | SHIFT)
    type_text(focus(), "Al")
    other_theme(idle)
    type_text(focus(), "va")
    assert focus().text() == "Alva"
    assert focus().accessibleName() == "Förnamn"


def test_another_theme_keeps_the_list(running: Running, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_F, CTRL)
    other_theme(idle)
    assert running.window.place == "patients"
    assert focus() is running.window.patients.search


def test_half_a_line_in_a_gap_does_not_finish_the_reminder(
    running: Running, session: Session, open_patient: Open, idle: Idle, type_text: TypeText, practice
) -> None:
    from coordinator.gaps import gaps
    from ui.pages.gap_row import GapRow
    for slug in practice:
        open_patient(slug)
        if any(g.key == "reminder_late" for g in gaps(session.record)):
            break
    else:
        pytest.fail("none")
    page = running.window.pages[0]
    page._show_all_gaps()
    row = next(r for r in page.findChildren(GapRow) if r._gap.key == "reminder_late" and r.isVisible())
    row.button.click()
    type_text(focus(), "Ringde, men")
    before = session.record.all(Reminder)
    other_theme(idle)
    assert session.record.all(Reminder) == before
    assert focus().text() == "Ringde, men"


def test_lock_before_the_list_is_read(session: Session, idle: Idle, tmp_path: Path) -> None:
    made = Running(session, Preferences(tmp_path / "hallpunkt.json"))
    shown = []
    made.content_changed.connect(shown.append)
    made.lock()
    idle()
    assert made.window is None
    session.setParent(None)


def test_lock_keeps_a_draft(
    running: Running, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_3, ALT)
    plan = current_plan(session.record)
    type_text(focus(), "Halvt ")
    ended = []
    running.ended.connect(ended.append)
    press(focus(), Qt.Key.Key_L, CTRL)
    running.lock()
    settle(idle)
    assert ended == [True]
    assert current_plan(session.record) == plan
