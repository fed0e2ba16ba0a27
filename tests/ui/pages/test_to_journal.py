"""*Till journalen, alla patienter*: one goes through all of whom something is not in the journal."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator.contact_log import HelpKind, log_contact
from coordinator.journal_entry import enter_in_journal
from tests.ui.conftest import press, type_into
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages.journal_desk import JournalDesk
from ui.pages.to_journal import ToJournalView
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]


@pytest.fixture
def log(session: Session, practice: dict[str, UUID], idle: Idle) -> Callable[[str], None]:
    """Notes a contact of a patient."""

    def note(slug: str) -> None:
        assert session.now is not None
        fields: dict[str, Any] = {"what": "Ringde", "helped_with": (HelpKind.COORDINATE,), "nothing_next": True}
        session.do_for(practice[slug], log_contact, at=session.now - timedelta(hours=1), **fields)
        idle()

    return note


@pytest.fixture
def view(session: Session, drafts: Drafts, qtbot: QtBot, tmp_path: Path, idle: Idle) -> Iterator[ToJournalView]:
    made = ToJournalView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    idle()


def shown(view: ToJournalView, idle: Idle) -> list[UUID]:
    """The patients in the list when all of them have been found anew."""
    view.start()
    idle()
    idle()
    return [one.patient_id for one in view.model.shown]


def test_each_patient_has_a_line_with_how_many_rows(
    view: ToJournalView, log: Callable[[str], None], practice: dict[str, UUID], idle: Idle
) -> None:
    log("tom")
    log("tom")
    found = shown(view, idle)
    assert practice["tom"] in found and len(set(found)) == len(found)
    line = view.model.line_of(practice["tom"])
    assert line is not None and view.model.cell(line, 2).text == "2 uppgifter"
    rows = sum(one.many for one in view._rows)
    assert view.how_many.text() == f"{rows} uppgifter, {len(found)} patienter"
    assert not view.stale.isVisible()


def test_who_is_protected_is_marked(view: ToJournalView, practice: dict[str, UUID], idle: Idle) -> None:
    shown(view, idle)
    lines = {slug: view.model.line_of(practice[slug]) for slug in ("skyddad", "barn")}
    signs = {slug: view.model.cell(at, 0).signs for slug, at in lines.items() if at is not None}
    assert {slug: [one.text for one in found] for slug, found in signs.items()} == {
        "skyddad": ["Skyddad"], "barn": [],
    }  # fmt: skip


def test_enter_opens_the_page_and_those_that_follow_come_after(
    view: ToJournalView, log: Callable[[str], None], session: Session, idle: Idle
) -> None:
    log("tom")
    found = shown(view, idle)
    assert len(found) > 2 and focused() is view.table
    wanted: list[tuple[object, str]] = []
    session.patient_wanted.connect(lambda id, page, _target: wanted.append((id, page)))
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Return)
    assert wanted == [(found[1], "journal")]
    assert JournalDesk.of(session).left_after(found[1]) == found[2:]
    view.begin.click()
    assert wanted[-1] == (found[0], "journal")


def test_the_round_goes_through_what_is_shown(
    view: ToJournalView, log: Callable[[str], None], practice: dict[str, UUID], session: Session, idle: Idle
) -> None:
    log("tom")
    shown(view, idle)
    view.filter.start()
    type_into(view.filter.line, "Tomasdotter")
    assert [one.patient_id for one in view.model.shown] == [practice["tom"]]
    view.begin.click()
    assert not JournalDesk.of(session).is_in_round(practice["tom"])  # one is no round
    type_into(view.filter.line, "xyz")
    assert view._stack.currentWidget() is view._no_hit and not view.begin.isVisible()


def test_who_is_done_is_gone_when_one_comes_back(
    view: ToJournalView, log: Callable[[str], None], practice: dict[str, UUID], session: Session, idle: Idle
) -> None:
    log("tom")
    assert practice["tom"] in shown(view, idle)
    session.do_for(practice["tom"], enter_in_journal)
    idle()
    assert practice["tom"] not in shown(view, idle)
    session.do_for(practice["tom"], log_contact, what="x", helped_with=(HelpKind.INFORM,), nothing_next=True)
    idle()
    assert practice["tom"] in shown(view, idle)


def test_with_nobody_there_is_one_sentence(view: ToJournalView, session: Session, idle: Idle) -> None:
    for id in shown(view, idle):
        session.do_for(id, enter_in_journal)
        idle()
    assert shown(view, idle) == []
    assert view._stack.currentWidget() is view._nobody and view.how_many.text() == ""
    assert not view.filter.isVisible() and not view.begin.isVisible()


def test_a_list_that_is_being_made_does_not_say_that_all_is_there(
    view: ToJournalView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = session.vault.store.day
    store = session.vault.store
    monkeypatch.setattr(view.keeper, "start", lambda: None)
    monkeypatch.setattr(store, "day", lambda asked, *, noted: replace(day(asked, noted=noted), lines=[], stale=9))
    assert shown(view, idle) == []
    assert view._stack.currentWidget() is view._not_yet


def test_it_reads_no_record_and_is_noted_once_a_visit(
    view: ToJournalView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(view, idle)
    store, noted = session.vault.store, list[bool]()
    day = store.day

    def asked(wanted: Any, *, noted_here: list[bool] = noted, **named: bool) -> Any:
        noted_here.append(named["noted"])
        return day(wanted, **named)

    def read(_id: UUID) -> None:
        raise AssertionError("a record was read")

    monkeypatch.setattr(store, "day", asked)
    monkeypatch.setattr(store, "read", read)
    view.start()
    idle()
    view.reading.start()
    idle()
    assert noted.count(True) == 1
