"""The bar at the bottom: the hour of the last save, what can be taken back, the lock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import add_contact
from coordinator.person import register_patient
from db.store import VaultStore
from tests.conftest import NOW
from ui.parts import Button
from ui.screen_reader import announce
from ui.session import Session
from ui.status_bar import StatusBar
from ui.theme import LIGHT, appearance

Idle = Callable[[], None]


@pytest.fixture
def bar(session: Session, qtbot: QtBot) -> StatusBar:
    made = StatusBar(session)
    qtbot.addWidget(made)
    return made


def said(bar: QWidget) -> list[str]:
    return [one.text() for one in bar.findChildren(QLabel) if one.text()]


def test_it_says_when_something_was_saved_and_what_can_be_taken_back(
    session: Session, bar: StatusBar, open_patient: Callable[[str], None], idle: Idle
) -> None:
    assert said(bar) == ["Allt är sparat"]
    assert bar.undo.isHidden()
    open_patient("tom")
    session.do(add_contact, name="Lisa Ek")
    idle()
    assert said(bar) == ["Sparat 09:20"]
    assert (bar.undo.text(), bar.undo.isHidden()) == ("Ångra: kontakt tillagd", False)
    bar.undo.click()
    idle()
    assert said(bar) == ["Ångrat 09:20"]
    assert bar.undo.isHidden()


def test_the_hour_is_told_though_the_patient_is_not_on_screen(
    session: Session, bar: StatusBar, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.begin(register_patient, given_name="Åsa")
    idle()
    store = session.vault.store
    assert isinstance(store, VaultStore)
    monkeypatch.setattr(store, "clock", lambda: NOW + timedelta(minutes=21))
    session.undo()
    idle()
    assert session.record is None
    assert said(bar) == ["Ångrat 09:41"]


def test_with_large_text_it_says_less(session: Session, open_patient: Callable[[str], None], qtbot: QtBot) -> None:
    appearance().apply(LIGHT, 200)
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    bar.show_minutes_left(3)
    assert [one.text() for one in bar.findChildren(QLabel) if not one.isHidden()] == ["Allt är sparat"]


def test_it_says_when_it_locks_itself(bar: StatusBar) -> None:
    bar.show_minutes_left(3)
    assert "Låses om 3 min" in said(bar)
    bar.show_minutes_left(0)
    assert "Låses strax" in said(bar)


def test_the_lock_and_the_undo_say_their_keys(bar: StatusBar) -> None:
    assert bar.lock.accessibleName() == "Lås"
    assert all(one.accessibleDescription() for one in (bar.lock, bar.undo))
    assert all(one.accessibleName() for one in bar.findChildren(Button))


def test_what_is_announced_moves_no_focus(bar: StatusBar) -> None:
    announce(bar, "1 träff")
    assert not bar.hasFocus()
