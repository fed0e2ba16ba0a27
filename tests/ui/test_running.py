"""The program from unlock to lock: another theme, the lock and the end, with something half-written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from coordinator.careplan import CareGoal
from coordinator.contact import Contact
from coordinator.entries import edit_entry
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.reminder import open_reminders
from tests.ui.conftest import TypeText, press
from ui.app import Shell
from ui.clipboard import Clipboard
from ui.dialogs import Dialogs, Question
from ui.pages.gap_row import GapRow
from ui.preferences import Preferences
from ui.running import Running
from ui.session import Session
from ui.theme import DARK, appearance
from ui.window import Window

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

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
    if made.window is not None and isValid(made.window):
        made.window.drafts.stop()
    idle()
    session.setParent(None)
    made.deleteLater()


@pytest.fixture
def settle(idle: Idle) -> Idle:
    """Wait until what is to be deleted is gone, and what was asked for is answered."""

    def wait() -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        idle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def written() -> tuple[str, str]:
    """What the field that has the keyboard is called, and what stands in it."""
    field = focus()
    assert isinstance(field, QLineEdit | QPlainTextEdit), field.accessibleName()
    return field.accessibleName(), field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def window_of(running: Running) -> Window:
    assert running.window is not None
    return running.window


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def other_theme() -> None:
    press(focus(), Qt.Key.Key_D, CTRL | SHIFT)


def test_another_theme_leaves_her_in_the_middle_of_the_word(
    running: Running, session: Session, open_patient: Open, settle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_5, ALT)
    for _ in range(2):
        press(focus(), Qt.Key.Key_Tab)
    name, goal = written()
    goals = record_of(session).all(CareGoal)
    type_text(focus(), "Hal")
    other_theme()
    settle()
    assert appearance().theme is DARK
    type_text(focus(), "vt ")
    assert written() == (name, f"Halvt {goal}")
    press(focus(), Qt.Key.Key_Plus, CTRL)
    settle()
    assert appearance().scale == 125
    assert written() == (name, f"Halvt {goal}")
    assert record_of(session).all(CareGoal) == goals  # unfinished: not saved as if it were


def test_another_theme_keeps_the_cell_that_is_written_in(
    running: Running, session: Session, open_patient: Open, settle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_2, ALT)
    press(focus(), Qt.Key.Key_Right)
    press(focus(), Qt.Key.Key_F2)
    name, _ = written()
    type_text(focus(), "Halvt")
    contacts = record_of(session).all(Contact)
    other_theme()
    settle()
    assert written() == (name, "Halvt")
    assert record_of(session).all(Contact) == contacts


def test_another_theme_keeps_the_card_of_a_new_patient(
    running: Running, open_patient: Open, settle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_N, CTRL | SHIFT)
    type_text(focus(), "Al")
    other_theme()
    settle()
    type_text(focus(), "va")
    assert written() == ("Förnamn", "Alva")


def test_another_theme_keeps_the_list(running: Running, open_patient: Open, settle: Idle) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_F, CTRL)
    other_theme()
    settle()
    assert window_of(running).place == "patients"
    assert focus() is window_of(running).patients.search


def test_another_theme_while_a_contact_is_added(
    running: Running, session: Session, open_patient: Open, settle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_N, CTRL)
    type_text(focus(), "Lisa Ek, dietist")
    press(focus(), Qt.Key.Key_Return)
    other_theme()
    settle()
    assert len(record_of(session).all(Contact)) == 1


def test_half_a_line_finishes_no_reminder(
    running: Running, session: Session, open_patient: Open, settle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    row = reminder_row(running)
    row.button.click()
    type_text(focus(), "Ringde, men")
    before = open_reminders(record_of(session))
    other_theme()
    settle()
    assert written() == ("Hur gick det?", "Ringde, men")
    session.do(
        edit_entry, Patient, record_of(session).patient_id, called="Bim"
    )  # something else is saved: the page is shown again
    settle()
    assert written() == ("Hur gick det?", "Ringde, men")
    assert set(before) <= set(open_reminders(record_of(session)))
    press(focus(), Qt.Key.Key_Return)
    settle()
    assert len(open_reminders(record_of(session))) == len(before) - 1


def reminder_row(running: Running) -> GapRow:
    rows = window_of(running).page("overview").findChildren(GapRow)
    return next(one for one in rows if one.isVisible() and one.button.text() == "Följ upp")


def test_the_lock_keeps_her_place_and_what_is_half_written(
    running: Running, session: Session, open_patient: Open, settle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_5, ALT)
    goals = record_of(session).all(CareGoal)
    for _ in range(2):
        press(focus(), Qt.Key.Key_Tab)
    name, goal = written()
    type_text(focus(), "Halvt ")
    ended: list[bool] = []
    running.ended.connect(ended.append)
    press(focus(), Qt.Key.Key_L, CTRL)
    running.lock("sleep")
    running.quit()
    settle()
    assert ended == [True]
    assert record_of(session).all(CareGoal) == goals
    assert session.kept("place") is not None and "care_plan" in str(session.kept("place"))
    assert f"Halvt {goal}" in session._kept.values() and name
    assert session.kept("writing") is not None


def test_what_was_copied_is_gone_as_soon_as_it_locks(running: Running, session: Session, idle: Idle) -> None:
    Clipboard.of(session).copy("hemligt", 90)
    running.lock()
    left = QApplication.clipboard().text()
    idle()
    assert left == ""


def test_what_is_on_its_way_to_the_clipboard_at_the_lock_never_comes_there(
    running: Running, session: Session, idle: Idle
) -> None:
    session.vault_thread.run(lambda: None, lambda _: Clipboard.of(session).copy("hemligt", 90))
    running.lock()
    idle()
    assert QApplication.clipboard().text() == ""


def test_the_lock_takes_a_question_with_it(
    running: Running, session: Session, open_patient: Open, settle: Idle, idle: Idle
) -> None:
    open_patient("barn")
    session.dialogs = Dialogs()
    session.dialogs.ask(Question(window_of(running), "Titel", "Text", "Gör det"), lambda: None)
    question = window_of(running).findChild(Question)
    assert question is not None and question.isVisible()
    running.lock()
    settle()
    assert not isValid(question)


def test_a_lock_before_the_list_is_read_shows_nobody(session: Session, idle: Idle, tmp_path: Path) -> None:
    made = Running(session, Preferences(tmp_path / "hallpunkt.json"))
    made.lock()
    idle()
    assert made.window is None
    session.setParent(None)
    made.deleteLater()
