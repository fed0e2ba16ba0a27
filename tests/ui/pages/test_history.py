"""*Historik*: every change by day, what became of an entry beside it, and what was removed brought back."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.careplan import CareGoal, Intervention
from coordinator.contact import Contact
from coordinator.desk import Access
from coordinator.entries import add_entry, edit_entry
from coordinator.record import Record
from coordinator.removal import take_away
from tests.ui.conftest import press
from ui.drafts import Drafts
from ui.pages import history as history_page
from ui.pages.careplan import CarePlanPage
from ui.pages.careplan_goal import GoalCard
from ui.pages.careplan_row import InterventionRow
from ui.pages.contacts_panel import ContactPanel
from ui.pages.history import HistoryPage
from ui.pages.history_rows import HistoryRow
from ui.pages.person import PersonPage
from ui.session import Session

DAY = "Söndag 22 november 2026, v. 47"


@pytest.fixture
def drafts(session: Session) -> Iterator[Drafts]:
    made = Drafts(session)
    yield made
    made.keep_now()


@pytest.fixture
def page(
    session: Session, drafts: Drafts, qtbot: QtBot, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> HistoryPage:
    """The page as the frame has it: shown again after each change."""
    made = HistoryPage(session, drafts)
    qtbot.addWidget(made)

    def show() -> None:
        if session.record is not None:
            made.show_record(session.record)

    made.destroyed.connect(lambda: session.record_changed.disconnect(show))
    session.record_changed.connect(show)
    open_patient("barn")
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    idle()
    return made


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def titles(page: HistoryPage) -> list[str]:
    return [row.title for row in page.model.shown]


def row_at(page: HistoryPage, place: int) -> HistoryRow:
    return page.model.shown[place]


def goal_of(session: Session) -> CareGoal:
    """A goal that somebody works for."""
    record = record_of(session)
    worked_for = {one.goal_id for one in record.all(Intervention)}
    return next(one for one in record.all(CareGoal) if one.id in worked_for)


def changed(session: Session, idle: Callable[[], None], *notes: str) -> UUID:
    """A contact whose note was each of these, in turn."""
    contact = record_of(session).all(Contact)[0]
    for note in notes:
        session.do(edit_entry, Contact, contact.id, note=note)
        idle()
    return contact.id


def test_the_changes_stand_under_their_day_newest_first(
    session: Session, page: HistoryPage, idle: Callable[[], None]
) -> None:
    changed(session, idle, "Ett")
    session.vault_thread.run(
        lambda: session.vault.store.note(Access.PRINT, patient_id=record_of(session).patient_id, what="Akutkort")
    )
    changed(session, idle, "Två")
    assert titles(page)[:3] == ["Kontakt har ändrats", "Utskrivet: Akutkort", "Kontakt har ändrats"]
    assert titles(page)[-1] == "Patient tillagd"
    assert {row.day for row in page.model.shown} == {DAY}
    assert row_at(page, 0).about.startswith(record_of(session).all(Contact)[0].heading)
    assert page.more.isHidden()


def test_enter_shows_what_became_of_the_entry_and_escape_goes_back(
    session: Session, page: HistoryPage, idle: Callable[[], None]
) -> None:
    changed(session, idle, "Ett", "Två")
    page.start()
    press(page.table, Qt.Key.Key_Home)
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    idle()
    assert page.panel.isVisible()
    history = page.panel.history
    assert [one.title for one in history.shown[:2]] == ["Kontakt har ändrats", "Kontakt har ändrats"]
    assert QApplication.focusWidget() is history.close_button
    press(history.close_button, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.table.hasFocus()


def test_the_panel_follows_the_line_one_is_on(session: Session, page: HistoryPage, idle: Callable[[], None]) -> None:
    changed(session, idle, "Ett")
    session.do(add_entry, Contact, name="Nils Berg")
    idle()
    first, second = (row_at(page, place) for place in range(2))
    page.table.choose(first.id)
    page.table.opened.emit(first.id)
    page.table.choose(second.id)
    idle()
    assert [one.number for one in page.panel.history.shown] == [2, 1]


def test_a_paper_has_no_history_and_says_so(session: Session, page: HistoryPage, idle: Callable[[], None]) -> None:
    store, patient_id = session.vault.store, record_of(session).patient_id
    session.vault_thread.run(lambda: store.note(Access.PRINT, patient_id=patient_id, what="Akutkort"))
    changed(session, idle, "Ett")
    paper = row_at(page, 1)
    page.table.entered.emit(paper.id, 0)
    assert page.panel.history.isHidden()
    assert QApplication.focusWidget() is page.panel.close_button


def test_what_was_removed_comes_back_with_what_hung_on_it(
    session: Session, page: HistoryPage, idle: Callable[[], None]
) -> None:
    goal = goal_of(session)
    interventions = [one.id for one in record_of(session).all(Intervention) if one.goal_id == goal.id]
    session.do(take_away, CareGoal, goal.id)
    idle()
    page.filter.buttons[1].click()
    idle()
    (removed,) = page.model.shown
    assert removed.entries[0].id == goal.id
    assert len(removed.gone) == 1 + len(interventions)
    page.table.entered.emit(removed.id, 0)
    idle()
    assert page.panel.entries.chosen() == goal.id
    assert page.panel.back.text() == f"Ta tillbaka alla {1 + len(interventions)}"
    page.panel.back.click()
    idle()
    record = record_of(session)
    assert goal.id in [one.id for one in record.all(CareGoal)]
    assert [one.id for one in record.all(Intervention) if one.goal_id == goal.id] == interventions
    assert page.model.shown == []
    assert page._stack.currentWidget() is page._empty
    session.undo()
    idle()
    assert len(page.model.shown) == 1


def test_a_click_on_the_sign_brings_it_back_at_once(
    session: Session, page: HistoryPage, idle: Callable[[], None]
) -> None:
    session.do(add_entry, Contact, name="Nils Berg")
    idle()
    nils = record_of(session).all(Contact)[-1]
    session.do(take_away, Contact, nils.id)
    idle()
    assert (row_at(page, 0).about, len(row_at(page, 0).gone)) == ("Nils Berg", 1)
    assert row_at(page, 1).about == "Nils Berg"
    page.table.pressed_sign.emit(row_at(page, 0).id, 3)
    idle()
    assert record_of(session).all(Contact)[-1].id == nils.id
    assert titles(page)[0] == "Kontakt är tillbaka"
    assert row_at(page, 1).gone == ()


def test_a_refusal_stands_in_the_panel_or_over_the_page(
    session: Session, page: HistoryPage, idle: Callable[[], None]
) -> None:
    goal = goal_of(session)
    intervention = next(one for one in record_of(session).all(Intervention) if one.goal_id == goal.id)
    session.do(take_away, Intervention, intervention.id)
    idle()
    session.do(take_away, CareGoal, goal.id)
    idle()
    refused: list[object] = []
    session.refused.connect(refused.append)
    lone = row_at(page, 1)
    page.table.pressed_sign.emit(lone.id, 3)
    idle()
    assert len(refused) == 1
    page.table.entered.emit(lone.id, 0)
    page.panel.bring_back()
    idle()
    assert page.panel.fault.isVisible()
    assert len(refused) == 1


def test_the_next_page_is_read_when_it_is_asked_for(
    session: Session, page: HistoryPage, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(session, idle, *map(str, range(5)))
    whole = [row.id for row in page.model.shown]
    assert len(whole) == 8
    monkeypatch.setattr(history_page, "SHOWN_AT_ONCE", 3)
    page.filter.buttons[1].click()
    idle()
    page.filter.buttons[0].click()
    idle()
    assert [row.id for row in page.model.shown] == whole[:3]
    page.more.setFocus()
    press(page.more, Qt.Key.Key_Return)
    idle()
    assert [row.id for row in page.model.shown] == whole[:6]
    assert page.table.hasFocus() and page.table.current_id == whole[3]
    page.more.click()
    idle()
    assert [row.id for row in page.model.shown] == whole
    assert page.more.isHidden()
    changed(session, idle, "Ny")
    assert [row.id for row in page.model.shown][1:] == whole


def test_more_new_changes_than_a_page_begin_the_list_anew(
    session: Session, page: HistoryPage, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_page, "SHOWN_AT_ONCE", 2)
    page.hide()
    changed(session, idle, *map(str, range(4)))
    page.show()
    idle()
    assert titles(page) == ["Kontakt har ändrats"] * 2
    assert page.more.isVisible()


def test_a_change_keeps_the_line_one_is_on(session: Session, page: HistoryPage, idle: Callable[[], None]) -> None:
    here = row_at(page, 1).id
    page.table.choose(here)
    changed(session, idle, "Ett")
    assert page.table.current_id == here


def test_the_page_goes_to_the_entry_it_is_asked_for(
    session: Session, page: HistoryPage, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = changed(session, idle, "Ett")
    page.start(contact_id)
    idle()
    assert page.table.current_id == row_at(page, 0).id
    assert page.panel.history.shown[0].number == 2
    monkeypatch.setattr(history_page, "SHOWN_AT_ONCE", 1)
    page.filter.buttons[1].click()
    idle()
    page.start(contact_id)  # it is not among the removed
    idle()
    assert page.panel.isVisible()
    assert page.panel.history.shown[0].number == 2


def test_another_patient_has_nothing_of_the_one_before(
    session: Session, page: HistoryPage, idle: Callable[[], None], open_patient: Callable[[str], None]
) -> None:
    contact_id = changed(session, idle, "Ett")
    page.start(contact_id)
    idle()
    open_patient("tom")
    idle()
    assert page.panel.isHidden()
    assert page.panel.history.shown == ()
    assert titles(page)[-1] == "Patient tillagd"
    assert all(row.change.title != "Kontakt har ändrats" for row in page.model.shown)


def test_nothing_removed_is_nothing_wrong(page: HistoryPage, idle: Callable[[], None]) -> None:
    page.filter.buttons[1].click()
    idle()
    assert page._stack.currentWidget() is page._empty
    page.filter.buttons[0].click()
    idle()
    assert page.model.shown


def test_a_row_shows_no_content_in_its_repr(session: Session, page: HistoryPage, idle: Callable[[], None]) -> None:
    session.do(add_entry, Contact, name="Nils Berg")
    idle()
    session.do(take_away, Contact, record_of(session).all(Contact)[-1].id)
    idle()
    assert row_at(page, 0).about == "Nils Berg"
    assert "Nils" not in repr(page.model.shown)


def test_an_entry_that_never_was_has_no_versions(page: HistoryPage, idle: Callable[[], None]) -> None:
    page.start(uuid4())
    idle()
    assert page.panel.history.shown == []


def test_the_plan_leads_to_the_history_of_a_goal_and_an_insats(
    session: Session, drafts: Drafts, qtbot: QtBot, open_patient: Callable[[str], None]
) -> None:
    open_patient("barn")
    plan = CarePlanPage(session, drafts)
    qtbot.addWidget(plan)
    plan.show_record(record_of(session))
    asked: list[tuple[str, object]] = []
    session.wanted.connect(lambda page, target: asked.append((page, target)))
    card, row = plan.findChildren(GoalCard)[0], plan.findChildren(InterventionRow)[0]
    card._show_history()
    row._show_history()
    assert asked == [("history", card.goal_id), ("history", row.intervention_id)]


def test_the_contact_beside_the_list_and_the_patient_have_the_way_to_their_history(
    session: Session, drafts: Drafts, qtbot: QtBot, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    record = record_of(session)
    panel, person = ContactPanel(session, drafts), PersonPage(session, drafts)
    for one in (panel, person):
        qtbot.addWidget(one)
    panel.show_contact(record.all(Contact)[0], record)
    person.show_record(record)
    assert panel.form.history is not None
    for below in (panel.form.history, person.history):
        below.toggle()
        idle()
        assert below.versions is not None and below.versions.shown
