"""Hjälpmedel: whom to ring when it breaks, and when it is serviced."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.entries import add_entry, edit_entry
from tests.ui.entry_lines.shown import Shown
from ui.pages.devices import DevicesPage
from ui.session import Session

Open = Callable[[str], Shown[DevicesPage]]


@pytest.fixture
def open_page(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> Iterator[Open]:
    made: list[Shown[DevicesPage]] = []

    def make(slug: str) -> Shown[DevicesPage]:
        open_patient(slug)
        made.append(Shown(DevicesPage, session, qtbot, idle))
        return made[-1]

    yield make
    idle()
    for one in made:
        one.drafts.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def add(shown: Shown[DevicesPage], name: str, **fields: Any) -> UUID:
    found: list[UUID] = []
    shown.session.do(add_entry, AssistiveDevice, name=name, **fields).then(lambda one: found.extend(one.versions))
    shown.idle()
    return found[0]


def test_the_number_to_ring_stands_large_on_each_line(open_page: Open) -> None:
    shown = open_page("aret-19")
    devices = {one.id: one for one in shown.record.all(AssistiveDevice)}
    assert {one.number for one in shown.lines} == {one.phone_when_broken for one in devices.values()}


def test_without_one_of_its_own_it_is_the_contact_s_and_without_any_it_is_a_gap(open_page: Open) -> None:
    shown = open_page("aret-19")
    contact = next(one for one in shown.record.all(Contact) if one.phone)
    add(shown, "Ståskal", contact_id=contact.id)
    assert shown.line("Ståskal").number == contact.phone
    add(shown, "Gåbord")
    assert shown.line("Gåbord").number == ""
    (sign,) = shown.line("Gåbord").signs
    assert (sign.text, sign.look.dashed) == ("Skriv numret att ringa", True)


def test_late_service_stands_first_and_says_how_late(open_page: Open) -> None:
    shown = open_page("tom")
    today = shown.record.today
    add(shown, "A", next_service=today, phone_when_broken="1")
    add(shown, "B", next_service=today - timedelta(days=3), phone_when_broken="1")
    add(shown, "C", phone_when_broken="1")
    assert [one.what for one in shown.lines] == ["B", "A", "C"]
    assert shown.signs("B") == ["Service 3 dagar sen"]
    assert shown.signs("A")[0].startswith("Service ")
    assert shown.signs("C") == []


def test_what_is_returned_is_folded_away_and_not_counted(open_page: Open) -> None:
    shown = open_page("tom")
    id = add(shown, "Rullstol")
    assert DevicesPage.note(shown.record) == "1"
    shown.session.do(edit_entry, AssistiveDevice, id, returned_on=shown.record.today)
    shown.idle()
    assert shown.lines == []
    assert shown.titles == ["Återlämnade, 1"]
    assert DevicesPage.note(shown.record) == ""


def test_the_opened_form_has_the_number_and_who_answers(open_page: Open) -> None:
    shown = open_page("aret-19")
    first = shown.lines[0]
    shown.page.start(first.id)
    assert shown.page.entries.box is not None
    texts = [one.text() for one in shown.page.entries.box.findChildren(type(shown.page._how_many)) if one.isVisible()]
    assert first.number in texts


def test_where_there_is_none_it_teaches_one_step(open_page: Open) -> None:
    shown = open_page("tom")
    assert DevicesPage.note(shown.record) == ""
    assert shown.page.entries.empty is not None and shown.page.entries.empty.isVisible()
    shown.button("Lägg till hjälpmedel").click()
    assert shown.page.entries.new is not None and shown.page.entries.new.isVisible()
    assert shown.page.entries.empty.isHidden()
