"""The team's list: read without any record, narrowed, opened, printed with initials only."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator.errors import FileDamaged
from coordinator.page import Page
from coordinator.transition.team import Member
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages.all_transitions import AllTransitionsView
from ui.preferences import Preferences
from ui.session import Session
from ui.table import Group

Idle = Callable[[], None]


@pytest.fixture
def view(session: Session, drafts: Drafts, tmp_path: Path, qtbot: QtBot, idle: Idle) -> Iterator[AllTransitionsView]:
    made = AllTransitionsView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    idle()
    yield made
    drafts.stop()


def names(view: AllTransitionsView) -> list[str]:
    return [one.row.sorted_name for one in view.model.shown]


def headings(view: AllTransitionsView) -> list[str]:
    lines = (view.model.line(place) for place in range(view.model.rowCount()))
    return [line.title for line in lines if isinstance(line, Group)]


def test_all_are_there_by_stage_and_narrowed_by_words_and_by_what_they_lack(view: AllTransitionsView) -> None:
    every = names(view)
    assert headings(view)[0] == "Inte påbörjad" and {"Ödestrand, Wilma", "Falkenström, Iris"} <= set(every)
    told, without, due, not_begun = view.filter.toggles
    assert told.text() == f"Alla {len(every)}"
    counts = []
    for toggle in (without, due, not_begun):
        toggle.click()
        assert toggle.text().endswith(f" {len(names(view))}")
        counts.append(names(view))
    assert all(one.row.holes == () for one in view.model.shown) and counts[2] != every
    assert "Ödestrand, Wilma" in counts[0] and "Vallin, Tindra" not in counts[0]
    told.click()
    view.filter.line.setText("wilma")
    assert names(view) == ["Ödestrand, Wilma"]
    view.filter.line.setText("finns inte")
    assert names(view) == [] and view._no_hit.isVisible()


def test_enter_opens_her_transitions_and_escape_goes_back_to_the_filter(
    view: AllTransitionsView, session: Session, practice: dict[str, UUID]
) -> None:
    wanted: list[tuple[UUID, str, object]] = []
    session.patient_wanted.connect(lambda *one: wanted.append(one))
    view.filter.line.setText("wilma")
    press(view.filter.line, Qt.Key.Key_Down)
    assert focused() is view.table
    press(view.table, Qt.Key.Key_Return)
    assert wanted == [(practice["fyller-18"], Page.TRANSITION.stored, None)]
    press(view.table, Qt.Key.Key_Escape)
    assert focused() is view.filter.line


def test_the_list_is_printed_with_initials_and_noted(
    view: AllTransitionsView, session: Session, dialogs: ScriptedDialogs, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    monkeypatch.setattr(
        type(session.vault.store), "note", lambda _store, access, *, what="", **_more: noted.append(what)
    )
    dialogs.answers = [True, False]
    view.print.click()
    idle()
    assert len(dialogs.printed) == 1 and noted == ["Alla övergångar"]
    view.print.click()
    idle()
    assert noted == ["Alla övergångar"]


def test_nobody_is_normal_and_what_cannot_be_read_is_told(
    view: AllTransitionsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Member] = []
    monkeypatch.setattr(type(session.vault.store), "transition_list", lambda _store, _until: found)
    session.saved.emit("Ändrat")
    view.start()
    idle()
    assert view._nobody.isVisible() and not view.print.isVisible()
    told: list[object] = []
    session.refused.connect(told.append)

    def damaged(_store: object, _until: object) -> list[Member]:
        raise FileDamaged("Pärmen är skadad", "Läs tillbaka en kopia.")

    monkeypatch.setattr(type(session.vault.store), "transition_list", damaged)
    session.saved.emit("Ändrat")
    view.start()
    idle()
    assert len(told) == 1
