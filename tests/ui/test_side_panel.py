"""The panel at the left: the pages of the one on screen, the pinned and the recent, and ÖVNING always to be seen."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from coordinator.contact import add_contact
from coordinator.person import register_patient
from coordinator.record import Record
from ui.chips import Chip
from ui.pages.page import Page
from ui.parts import Button
from ui.session import Session
from ui.side_panel import SidePanel
from ui.status_bar import StatusBar
from ui.theme import LIGHT, appearance
from ui.window_commands import PAGES, Command

Open = Callable[[str], None]
Idle = Callable[[], None]


class One(Page):
    NAME: ClassVar[str] = "contacts"
    TITLE: ClassVar[str] = "Kontakter"
    ICON: ClassVar[str] = "users"

    def show_record(self, record: Record) -> None:
        """Nothing to show."""

    @staticmethod
    def note(record: Record) -> str:
        return "12"


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> SidePanel:
    made = SidePanel(session, (One,), 100)
    qtbot.addWidget(made)
    return made


def buttons(panel: SidePanel) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one.text() for one in panel.findChildren(Button) if not one.isHidden()]


def test_the_pages_are_there_while_a_patient_is_on_screen(
    session: Session, panel: SidePanel, open_patient: Open
) -> None:
    panel.show()
    page = panel.page_buttons["contacts"]
    assert not page.isVisible()
    open_patient("barn")
    assert page.isVisible()
    assert page.accessibleName() == "Kontakter 12"
    wanted: list[Command] = []
    panel.wanted.connect(wanted.append)
    page.click()
    assert wanted == [PAGES["contacts"]]
    panel.show_place("contacts")
    assert (page.chosen, panel._patients.chosen) == (True, False)
    session.close_patient()
    assert not page.isVisible()


def test_the_page_one_is_on_can_be_seen_when_there_are_many(
    session: Session, qtbot: QtBot, open_patient: Open, idle: Idle
) -> None:
    pages = tuple(type(f"Page{number}", (One,), {"NAME": name}) for number, name in enumerate(PAGES))
    panel = SidePanel(session, pages, 100)
    qtbot.addWidget(panel)
    panel.resize(panel.width(), 500)
    panel.show()
    open_patient("barn")
    idle()
    name = [*PAGES][-1]
    last = panel.page_buttons[name]
    assert last.visibleRegion().isEmpty()
    panel.show_place(name)
    assert last.chosen and last.visibleRegion().boundingRect().height() == last.height()


def test_pinned_and_recent_ones_are_a_press_away(
    session: Session, panel: SidePanel, open_patient: Open, practice: dict[str, UUID], idle: Idle
) -> None:
    open_patient("tom")
    open_patient("barn")
    session.pin(practice["dravet"], pinned=True)
    session.pin(practice["barn"], pinned=True)
    names = {one.id: one.name or one.number or "Namn saknas" for one in session.patients}
    expected = [names[practice[slug]] for slug in ("dravet", "barn", "tom")]
    assert [one for one in buttons(panel) if one != "Inställningar"][-3:] == expected
    wanted: list[UUID] = []
    panel.patient_wanted.connect(wanted.append)
    next(one for one in panel.findChildren(Button) if one.text() == expected[0]).click()
    assert wanted == [practice["dravet"]]


def test_a_name_is_shown_as_it_is_written(session: Session, panel: SidePanel, idle: Idle) -> None:
    session.begin(register_patient, given_name="<b>x</b>", family_name="& Örn")
    idle()
    assert "<b>x</b> & Örn" in buttons(panel)
    assert "<b>x</b> & Örn" in [one.text() for one in panel.findChildren(QLabel)]


def test_a_button_keeps_the_focus_when_something_is_saved(
    session: Session, panel: SidePanel, open_patient: Open, idle: Idle, qtbot: QtBot
) -> None:
    open_patient("dravet")
    open_patient("barn")
    panel.resize(214, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    recent = panel.findChildren(Button)[-1]
    recent.setFocus()
    assert recent.hasFocus()
    session.read_patients()
    idle()
    assert recent.hasFocus()


def test_what_is_shown_of_a_patient_follows_what_is_saved(
    session: Session, panel: SidePanel, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(add_contact, name="Lisa Ek")
    idle()
    count = panel._patients.accessibleName()
    session.begin(register_patient, given_name="Åsa")
    idle()
    assert panel._patients.accessibleName() != count
    assert "Åsa" in buttons(panel)
    session.undo()
    idle()
    assert panel._patients.accessibleName() == count
    assert "Åsa" not in buttons(panel)


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_the_practice_record_says_so_and_nothing_goes_beyond_the_edge(
    session: Session, scale: int, open_patient: Open, qtbot: QtBot
) -> None:
    open_patient("barn")
    appearance().apply(LIGHT, scale)
    panel = SidePanel(session, (One,), scale)
    qtbot.addWidget(panel)
    panel.resize(panel.width(), 700)
    panel.show()
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    chips = [*panel.findChildren(Chip), *bar.findChildren(Chip)]
    assert ["ÖVNING" in one.accessibleName() for one in chips] == [True]
    (area,) = panel.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    for one in panel.findChildren(Button):
        if scale >= 150:
            assert one.compact
            assert one.toolTip()


def test_how_many_lines_idag_has_stands_there_when_it_has_been_read(session: Session, panel: SidePanel) -> None:
    assert panel._today.accessibleName() == "Idag"
    session.tell_due(14)
    assert panel._today.accessibleName() == "Idag 14"
