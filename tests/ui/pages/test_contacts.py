"""The contact page: add in one line, find, write in a cell, appoint, remove and take back, by keyboard."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Add, Change
from coordinator.contact import Assignment, Channel, Contact, ContactRole, ContactStatus, holders
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.taken_in import FileForm, TakenIn
from tests.ui.conftest import TypeText, press
from ui.drafts import Drafts
from ui.fields import LineField
from ui.pages.contacts import ContactsPage
from ui.pages.contacts_rows import NEXT, STATE, ContactRow
from ui.parts import Button
from ui.screen_reader import Announcer
from ui.session import Session
from ui.table import Group

W = TypeVar("W", bound=QWidget)
WITH_A_MENU = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
"""The screen that tests have cannot do what an open menu asks of it."""
NAME, PHONE, CHANNEL, LAST, INTERVAL = 0, 2, 3, 4, 6


class Shown:
    """The page on screen, following the session as the window lets it."""

    def __init__(self, session: Session, qtbot: QtBot, idle: Callable[[], None]) -> None:
        self.session, self.idle = session, idle
        self.drafts = Drafts(session)
        self.page = ContactsPage(session, self.drafts)
        qtbot.addWidget(self.page)
        self.refused: list[CoordinatorError] = []
        session.refused.connect(self.refused.append)
        session.record_changed.connect(self._show)
        self.page.resize(1152, 650)
        self.page.show()
        self._show()
        self.page.start()

    def _show(self) -> None:
        if self.session.record is not None:
            self.page.show_record(self.session.record)

    @property
    def record(self) -> Record:
        assert self.session.record is not None
        return self.session.record

    @property
    def rows(self) -> list[ContactRow]:
        return self.page.model.shown

    @property
    def names(self) -> list[str]:
        return [row.contact.heading for row in self.rows if row.contact is not None]

    def contact(self, name: str) -> Contact:
        return next(one for one in self.record.all(Contact) if one.heading == name)

    @property
    def line(self) -> LineField:
        assert self.page.quick is not None
        return self.page.quick.line

    @property
    def field(self) -> LineField:
        field = self.page.table.writing.field
        assert field is not None
        return field

    def add(self, text: str) -> None:
        self.line.setText(text)
        press(self.line, Qt.Key.Key_Return)
        self.idle()

    def write(self, name: str, column: int, text: str, step: int = 0) -> None:
        assert self.page.table.writing.begin(self.contact(name).id, column, step)
        self.field.setText(text)
        press(self.field, Qt.Key.Key_Return)
        self.idle()

    def texts(self, kind: type[W]) -> list[W]:
        return [one for one in self.page.findChildren(kind) if one.isVisible()]

    def actions(self) -> dict[str, QAction]:
        menu = self.page.findChildren(QMenu)[-1]
        return {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}

    def do(self, title: str) -> None:
        action = self.actions()[title]
        action.trigger()
        self.page.findChildren(QMenu)[-1].close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.idle()

    def menu_of(self, name: str) -> None:
        self.page.table.choose(self.contact(name).id)
        self.page.table.menu_wanted.emit(self.contact(name).id, self.page.mapToGlobal(self.page.rect().center()))


@pytest.fixture
def open_page(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> Iterator[Callable[[str], Shown]]:
    def make(slug: str) -> Shown:
        open_patient(slug)
        return Shown(session, qtbot, idle)

    yield make
    # The pages go now: each one left would be dressed again with every test that follows.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def barn(open_page: Callable[[str], Shown]) -> Shown:
    return open_page("barn")


@pytest.fixture
def empty(open_page: Callable[[str], Shown]) -> Shown:
    return open_page("tom")


# Showing


def test_it_says_how_many_there_are_and_who_coordinates(barn: Shown) -> None:
    current = [one for one in barn.record.all(Contact) if one.is_current]
    assert barn.page.note(barn.record) == str(len(current))
    assert f"{len(current)} kontakter" in [one.text() for one in barn.texts(QLabel)]
    ((_, coordinator), *_) = holders(barn.record, Assignment.FIXED_CARE_CONTACT)
    first = barn.rows[0].contact
    assert first is not None
    assert first.id == coordinator.id
    model = barn.page.model
    line = model.line_of(coordinator.id)
    assert line is not None
    said = model.data(model.index(line, STATE), Qt.ItemDataRole.AccessibleTextRole)
    assert "Samordnar" in str(said)
    assert barn.page.table.hasFocus()
    assert barn.page.table.current_id == coordinator.id


def test_groups_follow_the_areas_of_life_and_can_be_left_out(barn: Shown) -> None:
    model = barn.page.model
    titles = [line.title for line in map(model.line, model.groups) if isinstance(line, Group)]
    assert titles[0] == "Fast vård- och läkarkontakt"
    assert "Specialiserad vård" in titles
    barn.page.filter.grouping.setCurrentText("Ingen")
    assert model.groups == []


def test_a_hundred_and_twenty(open_page: Callable[[str], Shown]) -> None:
    shown = open_page("120-kontakter")
    many = len(shown.record.all(Contact))
    assert many == 120
    current = sum(one.is_current for one in shown.record.all(Contact))
    assert len(shown.names) == current
    shown.page.filter.line.setText("neuro")
    assert 0 < len(shown.names) < current
    assert not shown.page.grab().isNull()


def test_a_protected_patient_is_shown_whole_on_screen(open_page: Callable[[str], Shown]) -> None:
    shown = open_page("skyddad")
    assert sorted(shown.names) == sorted(one.heading for one in shown.record.all(Contact) if one.is_current)


def test_an_empty_page_teaches_the_first_step(empty: Shown) -> None:
    texts = [one.text() for one in empty.texts(QLabel)]
    assert "Inga kontakter än" in texts
    assert "inga kontakter än, 3 roller saknas" in texts
    assert empty.page.note(empty.record) == ""
    assert empty.line.hasFocus()
    empty.add("Lisa Ek, dietist, 070-123 45 67, var 6:e månad")
    assert empty.names == ["Lisa Ek"]
    assert empty.page.table.isVisible()


def test_another_patient_brings_nothing_of_the_one_before(
    barn: Shown, session: Session, practice: dict[str, UUID]
) -> None:
    barn.page.filter.line.setText("xyz")
    barn.line.setText("Halvskriven, dietist")
    session.open_patient(practice["fettsyra"])
    barn.idle()
    assert barn.line.text() == ""
    assert barn.page.filter.line.text() == ""
    assert {row.contact.patient_id for row in barn.rows if row.contact} == {practice["fettsyra"]}
    session.open_patient(practice["barn"])
    barn.idle()
    assert barn.line.text() == "Halvskriven, dietist"


def test_weeks_stand_beside_days_that_are_near(open_page: Callable[[str], Shown]) -> None:
    shown = open_page("120-kontakter")
    model = shown.page.model
    for row in shown.rows:
        line = model.line_of(row.id)
        assert line is not None
        said = str(model.data(model.index(line, NEXT), Qt.ItemDataRole.AccessibleTextRole))
        if row.needs_time:
            assert "ingen tid" in said
        elif row.next_time and (row.next_time - shown.record.today).days <= 60:
            assert f"v. {row.next_time.isocalendar().week}" in said


# Adding


def test_what_a_line_becomes_is_shown_before_enter(barn: Shown, type_text: TypeText) -> None:
    barn.page.start("new")
    assert barn.line.hasFocus()
    type_text(barn.line, "Åsa Öberg, dietist")
    assert "Namn: Åsa Öberg" in barn.line.accessibleDescription()
    assert "föreslaget" in barn.line.accessibleDescription()
    press(barn.line, Qt.Key.Key_Return)
    barn.idle()
    assert barn.line.text() == ""
    assert barn.line.hasFocus()
    added = barn.contact("Åsa Öberg")
    assert added.role == "dietist"
    assert barn.page.table.current_id == added.id
    assert barn.session.can_undo[-1].title == "Kontakt tillagd"
    barn.session.undo()
    barn.idle()
    assert "Åsa Öberg" not in barn.names


def test_a_new_contact_is_shown_although_the_filter_would_hide_it(barn: Shown) -> None:
    barn.page.filter.line.setText("finns inte")
    barn.add("Åsa Öberg, dietist")
    assert barn.page.table.current_id == barn.contact("Åsa Öberg").id
    assert barn.page.filter.line.text() == ""


def test_a_refused_line_keeps_its_words(barn: Shown) -> None:
    before = len(barn.names)
    barn.add("070-123 45 67")
    assert len(barn.names) == before
    assert barn.line.text() == "070-123 45 67"
    assert any("Skriv ett namn" in one.text() for one in barn.texts(QLabel))
    barn.add("Bo Ek, 070-123 45 67")
    assert barn.contact("Bo Ek").phone == "070-123 45 67"
    assert not any("Skriv ett namn" in one.text() for one in barn.texts(QLabel))


def test_a_half_written_line_is_kept_and_not_added_by_leaving_it(barn: Shown, qtbot: QtBot) -> None:
    before = len(barn.names)
    barn.page.start("new")
    barn.line.setText("Lisa Ek, diet")
    barn.page.table.setFocus()
    barn.drafts.keep_now()
    barn.idle()
    assert len(barn.names) == before
    again = Shown(barn.session, qtbot, barn.idle)
    assert again.line.text() == "Lisa Ek, diet"
    again.add("Lisa Ek, dietist")
    assert barn.session.kept(barn.session.draft_key("contact:ny")) is None


# Finding


def test_letters_in_the_list_narrow_it_and_down_comes_back(barn: Shown, type_text: TypeText) -> None:
    name = barn.names[3]
    type_text(barn.page.table, name[0])
    type_text(barn.page.filter.line, name[1:])
    assert barn.page.filter.line.text() == name
    assert barn.names == [name]
    press(barn.page.filter.line, Qt.Key.Key_Down)
    assert barn.page.table.hasFocus()
    assert barn.page.table.current_id == barn.contact(name).id


def test_a_number_is_found_with_or_without_blanks(barn: Shown) -> None:
    contact = next(one for one in barn.record.all(Contact) if one.phone)
    barn.page.filter.line.setText("".join(char for char in contact.phone if char.isdigit()))
    assert contact.heading in barn.names
    barn.page.filter.line.setText(contact.phone)
    assert contact.heading in barn.names


def test_toggles_say_how_many_they_show(open_page: Callable[[str], Shown]) -> None:
    shown = open_page("120-kontakter")
    for toggle in shown.page.filter.toggles:
        toggle.click()
        many = int(toggle.text().split()[-1])
        assert many == len(shown.rows)
    assert {row.is_acute for row in shown.rows} == {True}


def test_what_narrows_the_list_is_the_sessions_and_the_page_follows_it(barn: Shown) -> None:
    narrowing = barn.session.narrowing
    barn.page.filter.line.setText("tandläkare")
    barn.page.filter.toggles[1].click()
    assert (narrowing.words, narrowing.kind) == ("tandläkare", "gaps")
    narrowing.words, narrowing.kind = "", "acute"
    assert barn.page.filter.line.text() == ""
    assert barn.page.filter.toggles[3].isChecked()
    assert barn.rows
    assert all(row.is_acute for row in barn.rows)
    narrowing.clear()
    assert barn.page.filter.toggles[0].isChecked()


def test_what_was_narrowed_before_the_page_was_there_holds_on_it(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> None:
    open_patient("barn")
    session.narrowing.words = "tandläkare"
    shown = Shown(session, qtbot, idle)
    assert shown.page.filter.line.text() == "tandläkare"
    assert shown.names == ["Ebba Cronholm"]
    session.narrowing.clear()
    session.narrowing.kind = "acute"
    another = Shown(session, qtbot, idle)
    assert another.page.filter.toggles[3].isChecked()
    assert another.names == shown.names


def test_hits_are_told_only_where_one_is(barn: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Announcer, "soon", lambda _self, words: told.append(words))
    barn.page.filter.line.setText("tandläkare")
    assert told == ["1 träff"]
    barn.page.hide()
    barn.session.narrowing.words = "läkare"
    assert told == ["1 träff"]
    barn.page.show()
    assert barn.page.filter.line.text() == "läkare"


def test_the_map_opens_at_the_contact_one_is_on(barn: Shown) -> None:
    wanted: list[tuple[str, object]] = []
    barn.session.wanted.connect(lambda *at: wanted.append(at))
    (button,) = (one for one in barn.texts(Button) if one.text() == "Visa karta")
    contact = barn.contact(barn.names[2])
    barn.page.table.choose(contact.id)
    button.click()
    barn.page.filter.line.setText("qqq")
    button.click()
    assert wanted == [("contact_map", contact.id), ("contact_map", None)]


def test_the_map_opens_at_nobody_from_a_role_that_is_missing(empty: Shown) -> None:
    empty.add("Lisa Ek, dietist")
    wanted: list[tuple[str, object]] = []
    empty.session.wanted.connect(lambda *at: wanted.append(at))
    (button,) = (one for one in empty.texts(Button) if one.text() == "Visa karta")
    assert empty.page.table.choose("no_dental")
    button.click()
    assert wanted == [("contact_map", None)]


@WITH_A_MENU
def test_a_contact_that_is_missing_but_no_role_in_law_is_added(empty: Shown) -> None:
    empty.add("Lisa Ek, dietist")
    table = empty.page.table
    assert table.choose("no_dental")
    assert not empty.page.choosing_box.isVisible()
    press(table, Qt.Key.Key_Return)
    assert empty.line.hasFocus()
    assert "tandläkare" in empty.line.text()
    empty.line.clear()
    table.menu_wanted.emit("no_dental", empty.page.mapToGlobal(empty.page.rect().center()))
    empty.do("Lägg till kontakt")
    assert "tandläkare" in empty.line.text()
    empty.add("Cecilia Ask, tandläkare")
    assert "no_dental" not in [row.id for row in empty.rows]


def test_no_hit_says_so_and_leads_back(barn: Shown) -> None:
    barn.page.filter.line.setText("qqq")
    assert "Ingen kontakt passar" in [one.text() for one in barn.texts(QLabel)]
    press(barn.page.filter.line, Qt.Key.Key_Escape)
    assert barn.names
    assert barn.page.table.isVisible()


def test_going_to_a_contact_or_to_a_role(barn: Shown) -> None:
    barn.page.filter.line.setText("qqq")
    last = barn.record.all(Contact)[-1]
    barn.page.start(last.id)
    assert barn.page.table.current_id == last.id
    role = barn.record.all(ContactRole)[0]
    barn.page.start(role.id)
    assert barn.page.table.current_id == role.contact_id
    assert barn.page.table.hasFocus()


# Writing in a cell


def test_cells_are_saved_as_they_are_said(barn: Shown) -> None:
    barn.add("Lisa Ek, dietist, 1177, var 3:e månad")
    contact = barn.contact("Lisa Ek")
    for column, step, written, field, value in (
        (NAME, 1, "talpedagog", "role", "talpedagog"),
        (1, 0, "Östra", "organisation", "Östra"),
        (PHONE, 0, "010-111 22 33", "phone", "010-111 22 33"),
        (CHANNEL, 0, "cosmic", "channel", Channel.COSMIC),
        (CHANNEL, 0, "", "channel", None),
        (LAST, 0, "3 dec", "last_contact", date(2025, 12, 3)),
        (NEXT, 0, "3 dec", "next_contact", date(2026, 12, 3)),
        (NEXT, 0, "", "next_contact", None),
        (INTERVAL, 0, "varje halvår", "interval_months", 6),
    ):
        barn.write("Lisa Ek", column, written, step)
        assert getattr(barn.record.get(Contact, contact.id), field) == value
        assert barn.page.table.writing.field is None
        assert barn.page.table.hasFocus()
        assert barn.page.table.current_id == contact.id


def test_a_refused_cell_keeps_its_text_and_says_why(barn: Shown) -> None:
    name = barn.names[2]
    before = barn.contact(name)
    for column, written, why in (
        (NEXT, "31 februari 2027", "Februari har 28 dagar 2027. Skriv ett annat datum."),
        (INTERVAL, "999", "1 till 240"),
        (LAST, "2027-02-01", "framtiden"),
        (PHONE, "070\x07", "styrtecken"),
    ):
        barn.write(name, column, written)
        assert barn.field.text() == written
        assert why in barn.page.table.writing.fault
        assert barn.contact(name) == before
        press(barn.field, Qt.Key.Key_Escape)
        assert barn.page.table.writing.field is None
    assert barn.refused == []


def test_a_change_in_a_cell_is_taken_back(barn: Shown) -> None:
    name = barn.names[2]
    before = barn.contact(name).phone
    barn.write(name, PHONE, "010-999 88 77")
    assert barn.contact(name).phone == "010-999 88 77"
    barn.session.undo()
    barn.idle()
    assert barn.contact(name).phone == before


def test_what_was_half_written_in_a_cell_is_there_after_a_stop(barn: Shown, qtbot: QtBot) -> None:
    name = barn.names[2]
    barn.page.table.writing.begin(barn.contact(name).id, PHONE)
    barn.field.setText("010-1")
    barn.drafts.keep_now()
    barn.idle()
    again = Shown(barn.session, qtbot, barn.idle)
    assert again.field.text() == "010-1"
    assert again.page.table.current_id == barn.contact(name).id
    press(again.field, Qt.Key.Key_Escape)
    third = Shown(barn.session, qtbot, barn.idle)
    assert third.page.table.writing.field is None


def test_what_is_half_written_in_a_cell_does_not_follow_to_another_patient(
    barn: Shown, session: Session, practice: dict[str, UUID]
) -> None:
    name = barn.names[2]
    barn.page.table.writing.begin(barn.contact(name).id, PHONE)
    barn.field.setText("010-1")
    session.open_patient(practice["fettsyra"])
    barn.idle()
    assert barn.page.table.writing.field is None
    session.open_patient(practice["barn"])
    barn.idle()
    assert barn.field.text() == "010-1"


# Roles in law


def test_a_missing_role_is_a_row_of_its_own_and_is_given_by_keyboard(empty: Shown, type_text: TypeText) -> None:
    empty.add("Lisa Ek, sjuksköterska")
    empty.add("Bo Öberg, läkare")
    table = empty.page.table
    assert [row.id for row in empty.rows if row.contact is None] == [*Assignment, "no_dental"]
    assert table.choose(Assignment.FIXED_PHYSICIAN_CONTACT)
    press(table, Qt.Key.Key_Return)
    assert "Välj vem som blir fast läkarkontakt" in [one.text() for one in empty.texts(QLabel)]
    assert all(row.contact is not None for row in empty.rows)
    type_text(table, "o")
    type_text(empty.page.filter.line, "berg")
    press(empty.page.filter.line, Qt.Key.Key_Return)
    press(table, Qt.Key.Key_Return)
    empty.idle()
    ((_, held),) = holders(empty.record, Assignment.FIXED_PHYSICIAN_CONTACT)
    assert held.heading == "Bo Öberg"
    assert [row.id for row in empty.rows if row.contact is None] == []  # the filter still says "oberg"
    empty.session.narrowing.clear()
    assert [row.id for row in empty.rows if row.contact is None] == [Assignment.FIXED_CARE_CONTACT, "no_dental"]
    assert not empty.page.choosing_box.isVisible()


def test_escape_leaves_the_choice(empty: Shown) -> None:
    empty.add("Lisa Ek, sjuksköterska")
    empty.page.start("fixed_care_contact")
    assert empty.page.choosing_box.isVisible()
    press(empty.page.table, Qt.Key.Key_Escape)
    assert not empty.page.choosing_box.isVisible()
    assert len([row for row in empty.rows if row.contact is None]) == 3


def test_with_nobody_to_choose_one_is_added_first(empty: Shown) -> None:
    empty.page.start("fixed_care_contact")
    assert empty.line.hasFocus()
    empty.add("Lisa Ek, sjuksköterska")
    assert empty.page.table.hasFocus()
    press(empty.page.table, Qt.Key.Key_Return)
    empty.idle()
    ((_, held),) = holders(empty.record, Assignment.FIXED_CARE_CONTACT)
    assert held.heading == "Lisa Ek"


@WITH_A_MENU
def test_roles_are_given_moved_and_ended_from_the_menu(empty: Shown) -> None:
    empty.add("Lisa Ek, sjuksköterska")
    empty.add("Bo Öberg, sjuksköterska")
    empty.menu_of("Lisa Ek")
    empty.do("Utse till fast vårdkontakt")
    empty.menu_of("Bo Öberg")
    empty.do("Utse till fast vårdkontakt")
    empty.menu_of("Bo Öberg")
    empty.do("Gör till huvudansvarig samordnare")
    assert [contact.heading for _, contact in holders(empty.record, Assignment.FIXED_CARE_CONTACT)] == [
        "Bo Öberg", "Lisa Ek",
    ]  # fmt: skip
    empty.menu_of("Bo Öberg")
    empty.do("Avsluta uppdraget som fast vårdkontakt, Lisa Ek samordnar sedan")
    mains = [role.contact_id for role in empty.record.all(ContactRole) if role.main]
    assert mains == [empty.contact("Lisa Ek").id]
    empty.menu_of("Lisa Ek")
    empty.do("Patienten har fått veta: muntligt")
    role = next(one for one in empty.record.all(ContactRole) if one.contact_id == empty.contact("Lisa Ek").id)
    assert role.informed_on == empty.record.today
    assert empty.refused == []


@WITH_A_MENU
def test_acute_checked_and_ended_from_the_menu(barn: Shown) -> None:
    barn.add("Lisa Ek, dietist")
    barn.menu_of("Lisa Ek")
    assert not barn.actions()["Viktig i akut läge"].isChecked()
    barn.do("Viktig i akut läge")
    assert barn.contact("Lisa Ek").important_in_emergency
    barn.menu_of("Lisa Ek")
    assert barn.actions()["Viktig i akut läge"].isChecked()
    barn.do("Uppgifterna är kontrollerade i dag")
    assert barn.contact("Lisa Ek").checked_on == barn.record.today
    barn.menu_of("Lisa Ek")
    barn.do("Avsluta kontakten")
    assert barn.contact("Lisa Ek").status is ContactStatus.ENDED
    assert "Lisa Ek" not in barn.names  # her group is closed
    barn.page.start(barn.contact("Lisa Ek").id)
    assert "Lisa Ek" in barn.names


# Removing


def test_delete_removes_and_the_notice_brings_back(barn: Shown) -> None:
    barn.add("Lisa Ek, dietist")
    barn.page.table.setFocus()
    press(barn.page.table, Qt.Key.Key_Delete)
    barn.idle()
    assert "Lisa Ek" not in barn.names
    assert barn.page.removed_box.words.text() == "Kontakten Lisa Ek är borttagen från listan."
    assert barn.page.removed_box.isVisible()
    assert barn.page.table.current_id is not None
    barn.session.undo()
    barn.idle()
    assert "Lisa Ek" in barn.names
    assert not barn.page.removed_box.isVisible()


def test_who_has_a_role_in_law_is_not_removed(barn: Shown) -> None:
    press(barn.page.table, Qt.Key.Key_Delete)
    barn.idle()
    assert barn.page.table.current_id in [row.id for row in barn.rows]
    assert [error.title for error in barn.refused] == ["Kontakten har ett uppdrag"]
    assert not barn.page.removed_box.isVisible()


# The panel


def test_a_contact_from_another_clinic_says_from_whom(barn: Shown) -> None:
    record = barn.record
    first, other = (one.id for one in record.all(Contact)[:2])
    source = TakenIn(
        patient_id=record.patient_id, form=FileForm.PAPER, origin="Habiliteringen", made_on=date(2026, 11, 20),
        taken_at=record.now, added=(first,),
    )  # fmt: skip
    barn.session.do(lambda _: Change("Hämtat", (Add(source),)))
    barn.idle()
    said = f"Från Habiliteringen 2026-11-20, hämtad {record.today.isoformat()}"
    for contact_id, words in ((first, said), (other, "")):
        barn.page.panel.show_contact(barn.record.get(Contact, contact_id), barn.record)
        assert barn.page.panel.source.text() == words and barn.page.panel.source.isHidden() is not bool(words)


def test_everything_about_a_contact_beside_the_list(barn: Shown) -> None:
    contact = next(one for one in barn.record.all(Contact) if one.phone and one.is_current)
    barn.page.table.choose(contact.id)
    press(barn.page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert barn.page.panel.isVisible()
    assert contact.phone in [one.text() for one in barn.page.panel.findChildren(QLabel)]
    note = barn.page.panel.form.fields["note"].editor.text_field
    assert note is not None
    note.setText("Ring före tio") if isinstance(note, LineField) else note.setPlainText("Ring före tio")
    note.finish()
    barn.idle()
    assert barn.record.get(Contact, contact.id).note == "Ring före tio"
    assert barn.page.panel.isVisible()
    press(barn.page.panel.form.fields["phone"].editor.main, Qt.Key.Key_Escape)
    assert not barn.page.panel.isVisible()
    assert barn.page.table.hasFocus()


def test_the_panel_follows_the_row_one_is_on(barn: Shown, qtbot: QtBot) -> None:
    first, second = (one.id for one in barn.rows[:2])
    barn.page.table.choose(first)
    barn.page.table.setFocus()
    press(barn.page.table, Qt.Key.Key_Return)
    barn.page.table.choose(second)
    qtbot.waitUntil(lambda: barn.page.panel.contact_id == second)


def test_in_a_narrow_window_the_panel_takes_the_place_of_the_list(barn: Shown, qtbot: QtBot) -> None:
    barn.page.resize(700, 600)
    barn.page.open_panel(barn.rows[0].id)
    assert barn.page.panel.isVisible()
    assert not barn.page.table.isVisible()
    barn.page.close_panel()
    assert barn.page.table.isVisible()


def test_ring_and_book_leads_to_the_next_day(open_page: Callable[[str], Shown]) -> None:
    shown = open_page("120-kontakter")
    late = next(row for row in shown.rows if row.needs_time)
    shown.page.table.choose(late.id, STATE)
    press(shown.page.table, Qt.Key.Key_Return)
    assert shown.field.accessibleName() == "Nästa planerade"
    shown.field.setText("i morgon")
    press(shown.field, Qt.Key.Key_Return)
    shown.idle()
    assert not next(row for row in shown.rows if row.id == late.id).needs_time


def test_everything_that_takes_the_focus_has_a_name(barn: Shown) -> None:
    barn.page.open_panel(barn.rows[0].id)
    nameless = [
        type(one).__name__
        for one in barn.page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.accessibleName()
    ]
    assert nameless == []
