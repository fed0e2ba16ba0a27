"""What a screen reader is told without being asked: that it is saved, what is wrong, how many were found."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.entity import attrs_of
from coordinator.entries import edit_entry
from coordinator.errors import RuleError
from coordinator.gaps import Gap
from coordinator.page import Page as PageName
from coordinator.person import Patient
from tests.conftest import NOW
from tests.ui.conftest import type_into
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault, FormField
from ui.form_number import NumberField
from ui.message_bar import MessageBar
from ui.pages.contact_map import ContactMapPage
from ui.pages.contacts import ContactsPage
from ui.pages.contacts_notice import Removed
from ui.pages.gap_row import GapRow
from ui.pages.patients import PatientsPage
from ui.pages.settings import SettingsView
from ui.preferences import Preferences
from ui.screen_reader import Announcer, announce, hits_in_words
from ui.session import Session
from ui.start.card import Card
from ui.status_bar import StatusBar
from ui.table import Cell, Column, TableModel, Written
from ui.table_view import TableView

WRONG = RuleError("Det går inte att läsa", "Skriv ett datum.")


@pytest.fixture
def said(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[tuple[QWidget, str]]:
    """Each announcement: the widget it is about, and the words."""
    told: list[tuple[QWidget, str]] = []

    def remember(event: QAccessibleEvent) -> None:
        about = event.object()
        if isinstance(event, QAccessibleAnnouncementEvent) and isinstance(about, QWidget):
            told.append((about, event.message()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", remember)
    return told


def test_it_is_said_where_it_stands(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    field = LineField("Sök")
    qtbot.addWidget(field)
    announce(field, "Åtta träffar")
    assert said == [(field, "Åtta träffar")]


def test_only_what_has_settled_is_said(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    field = LineField("Sök")
    qtbot.addWidget(field)
    announcer = Announcer(field)
    field.textChanged.connect(lambda text: announcer.soon(hits_in_words(12 - len(text))))
    type_into(field, "öberg")
    assert said == []
    qtbot.waitUntil(lambda: said == [(field, "7 träffar")])


def test_what_is_forgotten_is_not_said(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    field, other = LineField("Sök"), LineField("Sök")
    qtbot.addWidget(field)
    qtbot.addWidget(other)
    announcer = Announcer(field)
    announcer.soon("12 träffar")
    announcer.forget()
    Announcer(other).soon("1 träff")
    qtbot.waitUntil(lambda: bool(said))
    assert said == [(other, "1 träff")]


def test_a_field_that_goes_away_says_nothing_more(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    field, other = LineField("Sök"), LineField("Sök")
    qtbot.addWidget(other)
    Announcer(field).soon("12 träffar")
    field.deleteLater()
    Announcer(other).soon("1 träff")
    qtbot.waitUntil(lambda: bool(said))
    assert said == [(other, "1 träff")]


@pytest.mark.parametrize(("hits", "words"), [(0, "Ingen träff"), (1, "1 träff"), (2, "2 träffar")])
def test_hits_are_counted_in_words(hits: int, words: str) -> None:
    assert hits_in_words(hits) == words


def test_saving_and_taking_back_are_said(
    said: list[tuple[QWidget, str]],
    session: Session,
    open_patient: Callable[[str], None],
    idle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    open_patient("barn")
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    record = session.record
    assert record is not None
    session.do(edit_entry, Patient, record.patient.id, called="Mirre")
    idle()
    session.undo()
    idle()
    assert [words for _, words in said] == [f"Sparat {NOW:%H:%M}", f"Ångrat {NOW:%H:%M}"]


def test_a_message_over_the_page_is_said_whole(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error(RuleError("Det går inte", "Gör så här."))
    assert said == [(bar, "Det går inte. Gör så här.")]


def test_what_is_wrong_on_a_card_is_said(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.show_error(RuleError("Fel lösenfras", "Skriv den en gång till."))
    assert said == [(card.fault, "Fel lösenfras. Skriv den en gång till.")]


# What was refused


def test_why_a_form_refused_is_said_when_it_has_settled(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    fault, other = Fault(), Fault()
    for one in (fault, other):
        qtbot.addWidget(one)
    fault.say(RuleError("Det går inte att läsa", "Skriv en dag."))
    fault.say(None)
    other.say(WRONG)
    other.say(WRONG)  # as while one types on
    qtbot.waitUntil(lambda: said == [(other, str(WRONG))])


@pytest.mark.parametrize("name", ["phone", "last_contact", "email"])
def test_why_is_told_on_the_field_until_it_is_mended(dressed: QApplication, name: str, qtbot: QtBot) -> None:
    attr = next(one for one in attrs_of(Contact) if one.name == name)
    field = FormField(attr)
    qtbot.addWidget(field)
    told = field.editor.main.accessibleDescription
    before = told()
    field.refuse(WRONG)
    field.refuse(RuleError("Det går fortfarande inte", "Skriv ett datum."))
    assert told() == "Det går fortfarande inte. Skriv ett datum."
    field.take_back()
    assert told() == before


def test_why_is_told_on_the_number_until_it_is_written_anew(dressed: QApplication, qtbot: QtBot) -> None:
    number = NumberField()
    qtbot.addWidget(number)
    number.refuse(WRONG)
    assert number.line.accessibleDescription() == str(WRONG)
    number.line.setText("19900728-2388")  # as a screen reader does it
    assert (number.line.accessibleDescription(), number.fault.text()) == ("", "")


@dataclass
class Line:
    id: int
    name: str


def test_why_a_cell_was_refused_is_said(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    written = Written[Line]("name", "Namn", lambda one: one.name)
    names = Column[Line]("Namn", lambda one: Cell(one.name), lambda one: one.name, "Örjan Öberg", 1, edits=(written,))
    model: TableModel[Line] = TableModel((names,), lambda one: one.name, lambda one: 0)
    table = TableView("Kontakter", model, lambda _one: True)
    qtbot.addWidget(table)
    model.setParent(table)
    model.show_rows([Line(1, "Åsa")])
    table.writing.begin(1, 0)
    field = table.writing.field
    assert field is not None
    table.writing.refuse(str(WRONG))
    assert said == [(field, str(WRONG))]
    field.setText("Åsa Ö")  # as a screen reader does it
    assert (table.writing.fault, field.accessibleDescription()) == ("", "")


def test_why_a_gap_was_not_closed_is_said(
    said: list[tuple[QWidget, str]], session: Session, open_patient: Callable[[str], None], qtbot: QtBot
) -> None:
    open_patient("tom")
    assert session.record is not None
    late = Gap("reminder_late", "Ring", "", "Följ upp", PageName.OVERVIEW, None, session.record.patient_id, "")
    drafts = Drafts(session)
    row = GapRow(late, session, drafts)
    qtbot.addWidget(row)
    row.button.click()
    line = row.findChild(LineField)
    assert line is not None
    row._refused(WRONG)
    assert [words for _, words in said] == [str(WRONG)] and line.accessibleDescription() == str(WRONG)
    line.setText("Ringde")
    assert row._fault.isHidden() and line.accessibleDescription() == ""
    line.setText("")
    drafts.stop()


def test_that_somebody_was_removed_is_said(said: list[tuple[QWidget, str]], qtbot: QtBot) -> None:
    box = Removed(lambda: None)
    qtbot.addWidget(box)
    box.say("Kontakten Örjan Ek är borttagen från listan.")
    assert said == [(box, "Kontakten Örjan Ek är borttagen från listan.")]


# What was found


def _patients(session: Session) -> tuple[QWidget, QLineEdit, str]:
    page = PatientsPage(session, Drafts(session), _preferences(session))
    return page, page.search, "maja"


def _contacts(session: Session) -> tuple[QWidget, QLineEdit, str]:
    page = ContactsPage(session, Drafts(session))
    assert session.record is not None
    page.show_record(session.record)
    page.show()
    return page, page.filter.line, next(one.name for one in session.record.all(Contact) if one.is_current and one.name)


def _map(session: Session) -> tuple[QWidget, QLineEdit, str]:
    page = ContactMapPage(session, Drafts(session))
    assert session.record is not None
    page.show_record(session.record)
    page.show()
    return page, page.head.line, next(one.name for one in session.record.all(Contact) if one.is_current and one.name)


def _settings(session: Session) -> tuple[QWidget, QLineEdit, str]:
    view = SettingsView(session, Drafts(session), _preferences(session))
    return view, view.search, "nyckelring"


def _preferences(session: Session) -> Preferences:
    return Preferences(session.vault.path.with_name("hallpunkt.json"))


@pytest.fixture(params=[_patients, _contacts, _map, _settings])
def searched(
    request: pytest.FixtureRequest, session: Session, open_patient: Callable[[str], None], qtbot: QtBot
) -> tuple[QLineEdit, str]:
    """Where one searches, and what is found once."""
    open_patient("barn")
    page, line, wanted = request.param(session)
    qtbot.addWidget(page)
    return line, wanted


def test_how_many_were_found_is_said_once_however_it_was_written(
    said: list[tuple[QWidget, str]], searched: tuple[QLineEdit, str], idle: Callable[[], None], qtbot: QtBot
) -> None:
    line, wanted = searched
    idle()
    said.clear()
    type_into(line, "x")
    line.setText(wanted)  # as a screen reader does it
    qtbot.waitUntil(lambda: bool(said))
    assert said == [(line, "1 träff")]
    said.clear()
    line.setText("finns inte")
    line.setText("")
    other = LineField("Sök")
    qtbot.addWidget(other)
    Announcer(other).soon("12 träffar")
    qtbot.waitUntil(lambda: bool(said))
    assert said == [(other, "12 träffar")]
