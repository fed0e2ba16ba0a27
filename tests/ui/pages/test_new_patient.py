"""*Ny patient*: by keyboard alone, with the number checked when it is left, kept half-written, and undone at once."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.diagnosis import RareCondition
from coordinator.identity import IdentityType
from tests.ui.conftest import TypeText, press
from ui.drafts import Drafts
from ui.pages.new_patient import NewPatientCard
from ui.session import Session


@pytest.fixture
def drafts(session: Session) -> Iterator[Drafts]:
    made = Drafts(session)
    yield made
    made.keep_now()


@pytest.fixture
def card(session: Session, drafts: Drafts, qtbot: QtBot, idle: Callable[[], None]) -> NewPatientCard:
    made = NewPatientCard(session, drafts)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    idle()
    return made


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_patient_is_registered_by_keys_alone(
    session: Session, card: NewPatientCard, type_text: TypeText, idle: Callable[[], None], qtbot: QtBot
) -> None:
    for words in ("Åsa", "Öberg", "Åsa", "850312-2387"):
        type_text(focused(), words)
        press(focused(), Qt.Key.Key_Tab)
    assert card.number.sort.chosen() is IdentityType.PERSONNUMMER
    press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "Dravets syndrom")
    with qtbot.waitSignal(card.created) as made:
        press(focused(), Qt.Key.Key_Return)
    idle()
    assert session.record is not None and made.args == [session.record.patient_id]
    patient = session.record.patient
    assert (patient.name, patient.called, patient.number_as_written) == ("Åsa Öberg", "Åsa", "19850312-2387")
    assert [one.text for one in session.record.all(RareCondition)] == ["Dravets syndrom"]
    assert card.names["given_name"].text() == card.number.number == card.diagnosis.text() == ""
    session.undo()
    idle()
    assert session.record is None
    assert patient.id not in [row.id for row in session.patients]


def test_a_wrong_check_digit_is_said_when_the_number_is_left_and_stops_nothing(
    session: Session, card: NewPatientCard, type_text: TypeText, idle: Callable[[], None]
) -> None:
    card.number.start()
    type_text(card.number.line, "19900728-2389")
    assert card.number.fault.text() == ""
    press(card.number.line, Qt.Key.Key_Tab)
    assert "Kontrollsiffran" in card.number.fault.text()
    assert focused() is not card.number.line
    assert (card.number.number, card.number.line.property("faulty")) == ("19900728-2389", True)
    press(card.diagnosis, Qt.Key.Key_Return)
    idle()
    assert session.can_undo == [] and focused() is card.number.line
    type_text(card.number.line, "1")
    assert card.number.fault.text() == ""


def test_what_a_screen_reader_writes_is_a_new_number(
    session: Session, card: NewPatientCard, practice: dict[str, UUID], type_text: TypeText
) -> None:
    there = next(row for row in session.patients if row.id == practice["barn"])
    card.number.start()
    type_text(card.number.line, there.number.replace("-", ""))
    press(card.number.line, Qt.Key.Key_Tab)
    assert card.open_other.isVisible() and card.number.fault.text()
    card.number.line.setText("19900728-2388")  # no key was pressed
    assert not card.open_other.isVisible()
    assert (card.number.fault.text(), card.number.line.property("faulty")) == ("", False)


def test_a_samordningsnummer_and_a_reservnummer_tell_what_they_are(card: NewPatientCard, type_text: TypeText) -> None:
    for number, sort in (
        ("198503722384", IdentityType.SAMORDNINGSNUMMER), ("992004391054", IdentityType.RESERVNUMMER),
    ):  # fmt: skip
        card.number.take_back()
        card.number.start()
        type_text(card.number.line, number)
        press(card.number.line, Qt.Key.Key_Tab)
        assert (card.number.sort.chosen(), card.number.fault.text()) == (sort, "")


def test_a_number_that_somebody_has_leads_to_that_patient(
    session: Session, card: NewPatientCard, practice: dict[str, UUID], type_text: TypeText, idle: Callable[[], None]
) -> None:
    there = next(row for row in session.patients if row.id == practice["barn"])
    assert not card.open_other.isVisible()
    card.number.start()
    type_text(card.number.line, there.number.replace("-", ""))
    press(card.number.line, Qt.Key.Key_Tab)
    assert "Numret finns redan" in card.number.fault.text() and card.open_other.isVisible()
    assert there.name not in card.number.fault.text()
    press(card.diagnosis, Qt.Key.Key_Return)  # the vault says the same
    idle()
    assert session.can_undo == [] and "Numret finns redan" in card.number.fault.text()
    closed: list[bool] = []
    card.cancelled.connect(lambda: closed.append(True))
    card.open_other.click()
    idle()
    assert session.record is not None and session.record.patient_id == there.id
    assert closed == [True] and card.number.number == ""


def test_nobody_is_refused_in_words(session: Session, card: NewPatientCard, idle: Callable[[], None]) -> None:
    press(card.names["given_name"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert "Skriv minst ett namn" in card.fault.text() and session.can_undo == []
    assert focused() is card.names["given_name"]


def test_what_is_half_written_is_there_the_next_time_whoever_is_on_screen(
    session: Session, drafts: Drafts, card: NewPatientCard, open_patient: Callable[[str], None], type_text: TypeText
) -> None:
    closed: list[bool] = []
    card.cancelled.connect(lambda: closed.append(True))
    type_text(card.names["family_name"], "Öberg")
    press(card.names["family_name"], Qt.Key.Key_Escape)
    assert closed == [True] and card.names["family_name"].text() == "Öberg"
    card.hide()
    open_patient("barn")
    again = NewPatientCard(session, drafts)
    assert again.names["family_name"].text() == "Öberg"
    again.clear()
    again.deleteLater()
    assert session.kept(session.draft_key("patient:ny:family_name", of_nobody=True)) is None


def test_everything_that_takes_the_focus_has_a_name(card: NewPatientCard) -> None:
    for one in card.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)
