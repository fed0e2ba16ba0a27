"""The history of an entry beside it: what differs with marks, the way back, and back again by Ctrl+Z or Escape."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.entries import add_entry, edit_entry
from coordinator.entry_history import FieldChange
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.removal import take_away
from coordinator.taken_in import FileForm, TakenIn
from tests.ui.conftest import press
from ui import entry_history
from ui.entry_history import EntryHistory, in_words
from ui.history_below import HistoryBelow
from ui.session import Session

Show = Callable[[Contact], EntryHistory]


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def newest(session: Session) -> Contact:
    return record_of(session).all(Contact)[-1]


@pytest.fixture
def lisa(session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]) -> Contact:
    """A contact whose number has changed."""
    open_patient("tom")
    session.do(add_entry, Contact, name="Lisa Ek", phone="070-1")
    idle()
    session.do(edit_entry, Contact, newest(session).id, phone="070-2")
    idle()
    return newest(session)


def on_screen(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.resize(500, 600)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


@pytest.fixture
def history(session: Session, lisa: Contact, qtbot: QtBot, idle: Callable[[], None]) -> EntryHistory:
    made = EntryHistory(session)
    on_screen(made, qtbot)
    made.show_entry(lisa.id, "Lisa Ek")
    idle()
    return made


def said(widget: QWidget) -> list[str]:
    return [one.accessibleName() or one.text() for one in widget.findChildren(QLabel)]


def test_each_version_says_when_who_and_what(history: EntryHistory) -> None:
    assert list(history.lines) == [2, 1]
    assert said(history.lines[2])[:4] == [
        "I dag 09:20", "Anna Lind, kontaktsjuksköterska, SMO-mottagningen", "Kontakt har ändrats",
        "Direkttelefon: 070-1 blev 070-2.",
    ]  # fmt: skip
    assert history.lines[2].back is None
    back = history.lines[1].back
    assert back is not None
    assert back.accessibleName() == "Ta tillbaka som det var i dag 09:20"


def test_a_former_version_comes_back_and_goes_by_undo(
    session: Session, history: EntryHistory, idle: Callable[[], None]
) -> None:
    back = history.lines[1].back
    assert back is not None
    back.setFocus()
    press(back, Qt.Key.Key_Return)
    idle()
    assert newest(session).phone == "070-1"
    assert list(history.lines) == [3, 2, 1]
    focus = QApplication.focusWidget()
    assert focus is history.close_button  # what was pressed is no way back any more
    session.undo()
    idle()
    assert newest(session).phone == "070-2"
    assert len(history.lines) == 4


def test_the_focus_stays_on_a_way_back_that_is_still_there(
    session: Session, lisa: Contact, history: EntryHistory, idle: Callable[[], None]
) -> None:
    back = history.lines[1].back
    assert back is not None
    back.setFocus()
    session.do(edit_entry, Contact, lisa.id, phone="070-3")
    idle()
    assert QApplication.focusWidget() is history.lines[1].back


def test_a_refusal_stands_at_its_version(
    session: Session, qtbot: QtBot, lisa: Contact, idle: Callable[[], None]
) -> None:
    session.do(add_entry, Reminder, what="Ring", owner="Anna", due=session.today, contact_id=lisa.id)
    idle()
    held = record_of(session).all(Reminder)[-1]
    session.do(take_away, Contact, lisa.id)
    idle()
    made = EntryHistory(session)
    on_screen(made, qtbot)
    made.show_entry(held.id)
    idle()
    back = made.lines[1].back
    assert back is not None
    back.click()
    idle()
    assert made.lines[1].fault.isVisible()
    assert "Borttaget" in made.lines[1].fault.text()
    assert "Kontakt: Lisa Ek (borttagen)" in said(made.lines[1])[3]


def test_a_removed_entry_comes_back(
    session: Session, lisa: Contact, history: EntryHistory, idle: Callable[[], None]
) -> None:
    session.do(take_away, Contact, lisa.id)
    idle()
    assert record_of(session).all(Contact) == ()
    assert said(history.lines[3])[2] == "Kontakt har tagits bort: Borttagen ur listan"
    back = history.lines[3].back
    assert back is not None
    back.click()
    idle()
    assert newest(session).phone == "070-2"
    session.undo()
    idle()
    assert record_of(session).all(Contact) == ()


def test_older_versions_are_read_when_they_are_asked_for(
    session: Session, lisa: Contact, history: EntryHistory, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert history.more.isHidden()
    monkeypatch.setattr(entry_history, "PAGE", 2)
    made = history
    made.clear()
    session.do(edit_entry, Contact, lisa.id, phone="070-3")
    idle()
    made.show_entry(lisa.id)
    idle()
    assert list(made.lines) == [3, 2]
    made.more.click()
    idle()
    assert list(made.lines) == [3, 2, 1]


def test_what_is_not_seen_is_read_when_it_is_shown(
    session: Session, lisa: Contact, history: EntryHistory, idle: Callable[[], None]
) -> None:
    history.hide()
    session.do(edit_entry, Contact, lisa.id, phone="070-3")
    idle()
    assert list(history.lines) == [2, 1]
    history.show()
    idle()
    assert list(history.lines) == [3, 2, 1]


def test_a_text_of_the_record_is_never_markup(
    session: Session, lisa: Contact, history: EntryHistory, idle: Callable[[], None]
) -> None:
    session.do(edit_entry, Contact, lisa.id, note="<b>viktigt</b> & <img src=x>\nrad två")
    idle()
    (text,) = [one.text() for one in history.lines[3].findChildren(QLabel) if "viktigt" in one.text()]
    assert "&lt;b&gt;viktigt&lt;/b&gt; &amp; &lt;img src=x&gt;<br>rad två" in text


def test_a_long_text_is_shortened_where_it_stayed_the_same(
    session: Session, lisa: Contact, history: EntryHistory, idle: Callable[[], None]
) -> None:
    many = " ".join(f"ord{number}" for number in range(300))
    session.do(edit_entry, Contact, lisa.id, note=many)
    idle()
    session.do(edit_entry, Contact, lisa.id, note=many.replace("ord150 ", "annat "))
    idle()
    (text,) = [one.text() for one in history.lines[4].findChildren(QLabel) if "annat" in one.text()]
    assert "ord149 " in text and "ord151 " in text
    assert "ord100 " not in text and "ord200 " not in text
    assert "line-through" in text and "underline" in text


CHANGES = [
    (FieldChange("Namn", "", "Lisa"), "Namn: Lisa."),
    (FieldChange("Namn", "Lisa", ""), "Namn är tömt, var: Lisa."),
    (FieldChange("Namn", "Lisa", "Nils"), "Namn: Lisa blev Nils."),
    (
        FieldChange("Anteckning", "Ringer på måndag.", "Ringer på tisdag.", long=True),
        "Anteckning: borttaget måndag., tillagt tisdag.",
    ),
    (FieldChange("Anteckning", "Ringer.", "Ringer. Kommer.", long=True), "Anteckning: tillagt Kommer."),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_what_is_seen_by_marks_is_said_in_words(change: FieldChange, words: str) -> None:
    assert in_words(change) == words


def test_the_way_to_the_history_opens_in_place_and_escape_goes_back(
    session: Session, lisa: Contact, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    below = HistoryBelow(session)
    on_screen(below, qtbot)
    below.about(lisa)
    assert below.button.accessibleName() == "Historik: Lisa Ek"
    below.button.setFocus()
    press(below.button, Qt.Key.Key_Return)
    idle()
    versions = below.versions
    assert versions is not None and list(versions.lines) == [2, 1]
    assert QApplication.focusWidget() is versions.close_button
    press(versions.close_button, Qt.Key.Key_Escape)
    assert not below.is_open
    assert QApplication.focusWidget() is below.button


def test_another_entry_begins_folded_and_a_new_one_has_none(
    session: Session, lisa: Contact, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    below = HistoryBelow(session)
    on_screen(below, qtbot)
    below.about(lisa)
    below.toggle()
    below.about(record_of(session).patient)
    assert not below.is_open and below.button.isVisible()
    below.toggle()
    below.about(None)
    assert below.isHidden()
    idle()


def test_the_tab_key_goes_through_the_ways_back_in_order(history: EntryHistory) -> None:
    history.start()
    press(history.close_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is history.lines[1].back


def test_where_an_entry_came_from_is_said_first(
    session: Session, history: EntryHistory, lisa: Contact, idle: Callable[[], None]
) -> None:
    assert history.source.isHidden()
    at = record_of(session).now
    source = TakenIn(
        patient_id=lisa.patient_id, form=FileForm.PAPER, origin="Habiliteringen", made_on=date(2026, 11, 20),
        taken_at=at, added=(lisa.id,),
    )  # fmt: skip
    session.do(lambda _: Change("Hämtat", (Add(source),)))
    idle()
    assert history.source.text() == f"Från Habiliteringen 2026-11-20, hämtad {at.date().isoformat()}"
    assert not history.source.isHidden()
