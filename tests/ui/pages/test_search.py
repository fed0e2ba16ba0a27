"""Search: what is typed is looked for when she pauses, newest first, and one gets to what was found."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact, add_contact
from coordinator.desk import Found
from coordinator.errors import WriteFailed
from tests.ui.conftest import TypeText, press
from ui.drafts import Drafts
from ui.pages.search import SearchView
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def view(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[SearchView]:
    made = SearchView(session, Drafts(session), Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    idle()


@pytest.fixture
def search(view: SearchView, type_text: TypeText, qtbot: QtBot, idle: Idle) -> Callable[[str], list[str]]:
    def type_and_wait(text: str) -> list[str]:
        view.field.clear()
        type_text(view.field, text)
        qtbot.waitUntil(lambda: not view._pause.isActive())
        idle()
        return headings(view)

    return type_and_wait


def headings(view: SearchView) -> list[str]:
    model = view.model
    return [str(model.index(place).data()) for place in range(model.rowCount())]


def test_an_empty_field_says_what_can_be_found(view: SearchView) -> None:
    view.start()
    assert view._empty.isVisible() and not view.list.isVisible() and not view.told.isVisible()
    assert QApplication.focusWidget() is view.field


def test_among_one_or_all(
    view: SearchView, search: Callable[[str], list[str]], open_patient: Open, practice: dict[str, UUID]
) -> None:
    open_patient("barn")
    view.start()
    assert view.hers.isChecked() and view.hers.text() == "Bara Mira"
    hers = search("habilitering")
    hits = [view.model.hit(view.model.index(place)) for place in range(len(hers))]
    assert {hit.patient_id for hit in hits if hit is not None} == {practice["barn"]}
    view.everybody.click()
    assert len(search("habilitering")) > len(hers) > 0


def test_the_words_stand_marked_in_their_context_newest_first(
    view: SearchView, search: Callable[[str], list[str]], session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(add_contact, name="Kristin Ökvist", role="kurator", note="Pratade om hästridning i Örby")
    idle()
    view.start()
    assert search("ORBY hastrid") == ["Kristin Ökvist, kurator"]
    hit = view.model.hit(view.model.index(0))
    assert hit is not None
    assert [hit.text[start : start + length] for start, length in hit.marks] == ["hästrid", "Örby"]
    assert view.count.text() == "1 träff"
    said = str(view.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Kristin Ökvist" in said and "hästridning i Örby" in said


def test_enter_goes_to_the_entry(
    view: SearchView, search: Callable[[str], list[str]], session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(add_contact, name="Kristin Ökvist", role="kurator")
    idle()
    assert session.record is not None
    (kristin,) = session.record.all(Contact)
    wanted: list[tuple[object, str, object]] = []
    session.patient_wanted.connect(lambda *where: wanted.append(where))
    view.start()
    search("okvist")
    press(view.field, Qt.Key.Key_Return)
    press(view.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is view.list
    press(view.list, Qt.Key.Key_Return)
    assert wanted == 2 * [(session.record.patient_id, "contacts", kristin.id)]


def test_nothing_found_and_too_short_say_what_to_do(view: SearchView, search: Callable[[str], list[str]]) -> None:
    view.start()
    assert search("qxqxqx") == []
    assert "Skriv en del av ett ord" in view.told.text() and view.count.text() == "Ingen träff"
    assert search("q") == []
    assert view.told.text() == "Skriv minst två bokstäver." and view.count.text() == ""


def test_another_patient_takes_no_search_over(
    view: SearchView, search: Callable[[str], list[str]], open_patient: Open
) -> None:
    open_patient("barn")
    view.start()
    assert search("habilitering")
    open_patient("tom")
    assert view.field.text() == "" and headings(view) == []
    assert view.everybody.isChecked()


def test_the_log_notes_a_search_and_not_each_key(
    view: SearchView, search: Callable[[str], list[str]], session: Session, idle: Idle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    noted: list[bool] = []
    find = session.vault.store.search

    def listen(words: str, patient_id: UUID | None = None, *, noted_now: bool = True) -> Found:
        noted.append(noted_now)
        return find(words, patient_id, noted=noted_now)

    monkeypatch.setattr(session.vault.store, "search", lambda words, only, noted: listen(words, only, noted_now=noted))
    view.start()
    for text in ("hab", "habi", "habil"):
        view.field.setText(text)
        view._search()
        idle()
    assert noted == [True, False, False]
    view._typed("")
    search("annat")
    assert noted[-1] is True
    view.start("Kalle")  # other words without an empty field between
    idle()
    view.field.setText("Lisa")
    view._search()
    idle()
    assert noted[-2:] == [True, True]


def test_a_search_that_could_not_be_noted_is_noted_the_next_time(
    view: SearchView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def refuse(_words: str, _only: UUID | None, *, noted: bool) -> Found:
        asked.append(noted)
        raise WriteFailed("Disken är full", "Gör plats.")

    monkeypatch.setattr(session.vault.store, "search", refuse)
    told: list[object] = []
    session.refused.connect(told.append)
    view.start()
    for text in ("hab", "habi"):
        view.field.setText(text)
        view._search()
        idle()
    assert asked == [True, True] and len(told) == 2


def test_an_index_that_cannot_be_made_whole_can_be_tried_again(
    view: SearchView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise WriteFailed("Disken är full", "Gör plats.")

    monkeypatch.setattr(session.vault.store, "search", lambda *_words, **_noted: Found(damaged=True))
    monkeypatch.setattr(session.vault.store, "rebuild_search", refuse)
    told: list[object] = []
    session.refused.connect(told.append)
    view.start("habilitering")
    idle()
    view.rebuild.click()
    assert not view.rebuild.isEnabled()
    idle()
    assert view.rebuild.isEnabled() and "inte helt" in view.told.text() and len(told) == 1


def test_what_was_changed_elsewhere_is_searched_for_again(
    view: SearchView, search: Callable[[str], list[str]], session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(add_contact, name="Kristin Ökvist", role="kurator")
    idle()
    view.start()
    assert search("ökvist")
    view.hide()
    session.undo()
    idle()
    view.show()
    view.start()
    idle()
    assert headings(view) == []


def test_a_late_answer_to_an_older_question_is_not_shown(view: SearchView, idle: Idle) -> None:
    view.start()
    view.field.setText("habilitering")
    view._search()
    view.field.setText("qxqxqx")
    view._search()
    idle()
    assert headings(view) == []


def test_a_damaged_index_says_that_nothing_is_lost_and_mends_itself(
    view: SearchView, search: Callable[[str], list[str]], session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = session.vault.store.search
    monkeypatch.setattr(session.vault.store, "search", lambda *_words, **_named: Found(damaged=True))
    view.start()
    search("habilitering")
    assert view.rebuild.isVisible() and "Ingenting" in view.told.text()
    monkeypatch.setattr(session.vault.store, "search", real)
    view.rebuild.click()
    idle()
    assert not view.rebuild.isVisible() and headings(view)


def test_a_screen_reader_searches_too(view: SearchView, open_patient: Open, qtbot: QtBot, idle: Idle) -> None:
    open_patient("barn")
    view.start()
    view.field.setText("habilitering")  # no key was pressed
    qtbot.waitUntil(lambda: not view._pause.isActive())
    idle()
    assert headings(view) != []
    open_patient("tom")
    assert view.field.text() == "" and headings(view) == [] and not view._pause.isActive()
    idle()
    assert headings(view) == []


def test_an_answer_that_comes_when_she_has_left_the_screen_is_not_shown(
    view: SearchView, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("barn")
    view.start()
    view.field.setText("habilitering")
    view._search()
    session.close_patient()
    idle()
    assert headings(view) == [] and view._empty.isVisible()


def test_whose_records_are_told_as_one_choice_of_two(view: SearchView, open_patient: Open) -> None:
    open_patient("barn")
    view.start()
    both = (view.hers, view.everybody)
    for one in (*both, view.hers, view.hers):
        one.click()
        assert [two for two in both if two.isChecked()] == [one]
    roles = [QAccessible.queryAccessibleInterface(one).role() for one in both]
    assert roles == [QAccessible.Role.RadioButton] * 2
