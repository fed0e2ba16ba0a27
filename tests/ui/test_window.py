"""The frame: where one is, the keys that work everywhere, and that nothing half-written is lost on the way."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.careplan import CareGoal, current_plan
from coordinator.contact import Contact
from coordinator.entries import edit_entry
from coordinator.person import Patient
from tests.ui.conftest import TypeText, press
from ui.pages.careplan import CarePlanPage
from ui.pages.contacts import ContactsPage
from ui.session import Place, Session
from ui.theme import DARK, appearance
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
def window(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[Window]:
    made = Window(session)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(Place())
    idle()
    yield made
    idle()
    made.drafts.stop()


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def test_a_late_save_leaves_her_in_the_search(
    window: Window, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_3, ALT)
    type_text(focus(), "Mer. ")
    press(focus(), Qt.Key.Key_F, CTRL)
    type_text(focus(), "ber")
    idle()
    assert window.place == "patients"
    assert focus() is window.patients.search
    assert window.patients.search.text() == "ber"


def test_a_late_save_leaves_her_on_the_card_of_a_new_patient(
    window: Window, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_3, ALT)
    type_text(focus(), "Mer. ")
    press(focus(), Qt.Key.Key_N, CTRL | SHIFT)
    idle()
    type_text(focus(), "Alva")
    assert window.patients.new_patient.names["given_name"].text() == "Alva"


def test_undo_from_the_list_stays_on_the_list(
    window: Window, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("barn")
    assert session.record is not None
    session.do(edit_entry, Patient, session.record.patient_id, called="Bim")
    idle()
    press(focus(), Qt.Key.Key_F, CTRL)
    idle()
    press(focus(), Qt.Key.Key_Z, CTRL)
    idle()
    assert window.place == "patients"
    assert session.record.patient.called != "Bim"


def test_what_was_typed_while_another_patient_was_read_is_saved_when_it_is_left(
    window: Window, session: Session, open_patient: Open, practice: dict[str, UUID], idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_3, ALT)
    before = current_plan(session.record).what_matters  # type: ignore[union-attr, arg-type]
    window.show_patient(practice["tom"])  # a click in the side panel; the vault is slow
    type_text(focus(), "Mer. ")
    idle()
    press(focus(), Qt.Key.Key_2, ALT)
    assert session.record is not None and current_plan(session.record) is None
    window.show_patient(practice["barn"])
    idle()
    press(focus(), Qt.Key.Key_3, ALT)
    assert focus().text().startswith("Mer. ")  # type: ignore[attr-defined]
    press(focus(), Qt.Key.Key_Tab)
    idle()
    assert current_plan(session.record).what_matters == f"Mer. {before}".strip()  # type: ignore[union-attr]
