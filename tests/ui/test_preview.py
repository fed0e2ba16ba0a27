"""The paper beside the text: always the newest, nobody else's, and calm words when it cannot be drawn."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from coordinator.careplan import Intervention, current_plan
from coordinator.change import Change, Edit
from coordinator.record import Record
from tests.ui.conftest import press
from ui import preview as preview_module
from ui.preview import Make, Preview, rendered
from ui.session import Session
from ui.theme import DARK, LIGHT, appearance

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def pane(session: Session, open_patient: Open, idle: Idle, qtbot: QtBot) -> Preview:
    open_patient("barn")
    made = Preview(session.side_thread)
    qtbot.addWidget(made)
    made.resize(380, 640)
    made.show()
    return made


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def shown(pane: Preview) -> QImage:
    return pane.paper.grab().toImage()


def test_the_plan_is_drawn_white_in_every_theme(pane: Preview, session: Session, idle: Idle) -> None:
    assert pane.paper.isHidden()
    pane.show_record(record_of(session))
    idle()
    assert pane.paper.isVisible() and pane.paper.pages > 1
    assert pane.paper.accessibleName() == f"Så blir det på papper, sida 1 av {pane.paper.pages}"
    light = shown(pane)
    appearance().apply(DARK, 100)
    dark = shown(pane)
    for image in (light, dark):
        colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, 200, 3)}
        assert len(colours) > 5  # there is something on it
        assert image.pixelColor(8, 8) == QColor("white")
    appearance().apply(LIGHT, 100)


def test_one_turns_the_pages_with_buttons_and_keys(pane: Preview, session: Session, idle: Idle) -> None:
    pane.show_record(record_of(session))
    idle()
    pane.paper.point_at("")
    first = shown(pane)
    assert not pane.back.isEnabled()
    pane.on.click()
    assert pane.paper.page == 1 and pane.back.isEnabled() and shown(pane) != first
    press(pane.paper, Qt.Key.Key_PageUp)
    assert pane.paper.page == 0
    for _ in range(pane.paper.pages + 3):
        press(pane.paper, Qt.Key.Key_PageDown)
    assert pane.paper.page == pane.paper.pages - 1 and not pane.on.isEnabled()


def test_only_the_newest_of_many_changes_is_drawn(
    pane: Preview, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def watched(record: Record, _make: Make) -> tuple[bytes, int]:
        plan = current_plan(record)
        assert plan is not None
        drawn.append(plan.what_matters)
        return b"", 1

    monkeypatch.setattr(preview_module, "rendered", watched)
    monkeypatch.setattr(pane.paper, "show_pdf", lambda pdf, pages: None)
    record = record_of(session)
    plan = current_plan(record)
    assert plan is not None
    for number in range(6):
        pane.show_record(record.after(Change("x", (Edit(replace(plan, what_matters=str(number))),))))
    idle()
    assert drawn == ["0", "5"]


def test_nothing_is_drawn_while_nobody_sees_it(pane: Preview, session: Session, idle: Idle) -> None:
    pane.hide()
    pane.show_record(record_of(session))
    assert not session.side_thread.busy
    pane.show()
    assert session.side_thread.busy
    idle()
    assert pane.paper.isVisible()


def test_another_patient_never_sees_the_paper_of_the_one_before(
    pane: Preview, session: Session, open_patient: Open, idle: Idle
) -> None:
    child = record_of(session)
    pane.show_record(child)
    idle()
    open_patient("tom")
    pane.show_record(child)  # a paper of hers is on its way when the next comes on screen
    pane.show_record(record_of(session))
    assert pane.paper.isHidden()
    idle()
    assert pane.paper.isVisible() and pane.paper.pages == rendered(record_of(session))[1]


def test_what_the_fonts_lack_is_said_with_its_place_and_goes_away_when_it_is_mended(
    pane: Preview, session: Session, idle: Idle
) -> None:
    record = record_of(session)
    plan = current_plan(record)
    assert plan is not None
    pane.show_record(record.after(Change("x", (Edit(replace(plan, what_matters="Hej \U0001f600")),))))
    idle()
    assert pane.paper.isHidden() and pane._words.isVisible()
    assert pane._title.text() == "Alla tecken kan inte skrivas ut"
    assert "U+1F600" in pane._text.text() and "Vad är viktigt för mig" in pane._text.text()
    pane.show_record(record)
    idle()
    assert pane.paper.isVisible() and not pane._words.isVisible()


def test_what_is_written_is_tinted_and_its_page_shown(pane: Preview, session: Session, idle: Idle) -> None:
    record = record_of(session)
    pane.show_record(record)
    idle()
    one = next(one for one in record.all(Intervention) if "samling" in one.what)
    plain = [shown_page(pane, number) for number in range(pane.paper.pages)]
    pane.paper.turn_to(0)
    pane.point_at(one.what)
    page = pane.paper.page
    tinted = shown(pane)
    assert tinted != plain[page]
    sel = LIGHT.colour("sel").name()
    places = [y for y in range(tinted.height()) if tinted.pixelColor(tinted.width() // 2, y).name() == sel]
    assert 3 < len(places) < tinted.height() // 6
    pane.point_at("Ord som inte står på papperet")
    assert shown(pane) == plain[page]
    assert pane.paper.page == page


def shown_page(pane: Preview, number: int) -> QImage:
    pane.paper.turn_to(number)
    return shown(pane)
