"""The list of patients: found as one types, opened with Enter, and the form for a new one."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.contact import add_contact
from coordinator.new_patient import register_with_diagnosis
from tests.ui.conftest import TypeText, press
from ui.drafts import Drafts
from ui.pages.patients import PatientsPage
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[PatientsPage]:
    made = PatientsPage(session, Drafts(session), Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    yield made
    idle()


@pytest.fixture
def chosen(page: PatientsPage) -> list[UUID]:
    found: list[UUID] = []
    page.session.patient_wanted.connect(lambda patient_id, _page, _target: found.append(patient_id))
    return found


def names(page: PatientsPage) -> list[str]:
    return [one.sorted_name for one in page.model.shown]


@pytest.mark.parametrize("typed", ["öberg", "ÖBERG", "20240115-2398", "202401152398", "adrenoleuko", "dietistmott"])
def test_one_is_found_by_name_number_condition_and_unit(
    page: PatientsPage, session: Session, idle: Idle, type_text: TypeText, typed: str
) -> None:
    session.begin(
        register_with_diagnosis, given_name="Åsa", family_name="Öberg", number="20240115-2398",
        diagnosis="Adrenoleukodystrofi",
    )  # fmt: skip
    idle()
    session.do(add_contact, name="Lisa Ek", role="dietist", unit="Dietistmottagningen")
    idle()
    session.read_patients()
    idle()
    type_text(page.search, typed)
    assert "Öberg, Åsa" in names(page)


def test_a_and_o_are_letters_of_their_own(page: PatientsPage, session: Session, idle: Idle) -> None:
    for family in ("Öst", "Ast", "Åst", "Äst"):
        session.begin(register_with_diagnosis, given_name="X", family_name=family, number=None, diagnosis="")
        idle()
    shown = [one for one in names(page) if one.endswith("st, X")]
    assert shown == ["Ast, X", "Åst, X", "Äst, X", "Öst, X"]


def test_enter_opens_the_first_and_arrow_down_goes_to_the_list(
    page: PatientsPage, chosen: list[UUID], type_text: TypeText
) -> None:
    first, second = page.model.shown[:2]
    press(page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    assert chosen == [second.id]
    page.start()
    type_text(page.search, first.name)
    press(page.search, Qt.Key.Key_Return)
    assert chosen == [second.id, first.id]


def test_nobody_found_is_said_and_opens_nobody(page: PatientsPage, chosen: list[UUID], type_text: TypeText) -> None:
    every = len(page.model.shown)
    type_text(page.search, "finns<b>inte")
    assert page._no_hit.isVisible() and "finns<b>inte" in page._no_hit.text()
    press(page.search, Qt.Key.Key_Return)
    assert chosen == []
    press(page.search, Qt.Key.Key_Escape)
    assert len(page.model.shown) == every and not page._no_hit.isVisible()


def test_letters_typed_in_the_list_go_on_in_the_search(page: PatientsPage, type_text: TypeText) -> None:
    press(page.search, Qt.Key.Key_Down)
    type_text(page.table, "ö")
    assert page.search.text() == "ö" and QApplication.focusWidget() is page.search


def test_the_search_leaves_undo_to_the_window_when_it_is_empty(page: PatientsPage, type_text: TypeText) -> None:
    def takes_undo() -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(page.search, event)
        return event.isAccepted()

    assert not takes_undo()
    type_text(page.search, "ö")
    assert takes_undo()


def test_without_patients_one_begins_with_the_first(
    page: PatientsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = session.patients
    for rows, where in (([], page.add_first), (known, page.search)):
        monkeypatch.setattr(session, "patients", rows)
        page.show_patients()
        page.start()
        assert QApplication.focusWidget() is where and where.isVisible()
    monkeypatch.setattr(session, "patients", [])
    page.show_patients()
    page.start()
    monkeypatch.setattr(session, "patients", known)
    page.show_patients()  # somebody came: the button is gone, and the keyboard must not be
    assert QApplication.focusWidget() is page.search


def test_a_screen_reader_searches_too(page: PatientsPage) -> None:
    every = len(page.model.shown)
    page.search.setText("Maja")  # no key was pressed
    assert 0 < len(page.model.shown) < every
    page.search.clear()
    assert len(page.model.shown) == every


def test_the_form_for_a_new_patient_and_back(page: PatientsPage) -> None:
    page.start("new")
    assert page.is_adding
    field = page.new_patient.names["given_name"]
    assert QApplication.focusWidget() is field
    press(field, Qt.Key.Key_Escape)
    assert not page.is_adding and QApplication.focusWidget() is page.search


def test_the_one_who_has_the_number_comes_on_screen_also_when_she_was_there(
    page: PatientsPage, session: Session, practice: dict[str, UUID], idle: Idle
) -> None:
    wanted: list[str] = []
    session.wanted.connect(lambda name, _target: wanted.append(name))
    session.open_patient(practice["barn"])
    page.start("new")
    idle()
    assert session.record is not None
    card = page.new_patient
    card.number.line.setText(session.record.patient.number_as_written)
    card._check_number()
    assert card.open_other.isVisible()
    card.open_other.click()
    idle()
    assert wanted == ["overview"]
