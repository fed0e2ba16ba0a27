"""The bar at the bottom: the hour of the last save, what can be taken back, the lock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import add_contact
from coordinator.person import register_patient
from coordinator.settings import NO_CLINIC
from db.store import VaultStore
from tests.conftest import NOW
from ui.daily_backup import DailyBackup
from ui.parts import Button, Kind
from ui.preferences import FailedBackup, Preferences
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


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "hallpunkt.json", NO_CLINIC)


def test_the_state_of_the_backups_is_always_there_and_a_press_from_more(
    session: Session, bar: StatusBar, preferences: Preferences, qtbot: QtBot
) -> None:
    assert bar.backups.isHidden()
    bar.show_backups(DailyBackup.of(session, preferences))
    assert (bar.backups.isHidden(), bar.backups.text()) == (False, "Ingen kopia behövs")
    assert "påhittade" in bar.backups.toolTip()
    with qtbot.waitSignal(bar.backups_wanted):
        bar.backups.click()


def lacking(session: Session, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, folder: Path) -> DailyBackup:
    """A pärm that is not for practice, without a copy for nine days and with one that failed."""
    monkeypatch.setattr(DailyBackup, "is_needed", True)
    path = session.vault.path
    preferences.keep(replace(preferences.now, backup_folder=folder))
    preferences.note_backup(path, NOW - timedelta(days=9), folder)
    preferences.note_failure(FailedBackup(path, NOW, "Disken är full", "Gör plats."))
    return DailyBackup.of(session, preferences)


def test_what_is_lacking_is_a_gap_with_the_verb_beside_it(
    session: Session, bar: StatusBar, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backups = lacking(session, preferences, monkeypatch, tmp_path)
    bar.show_backups(backups)
    assert (bar.backups.kind, bar.backups.text()) == (Kind.GAP, "Ingen kopia på 9 dagar")
    assert "Disken är full" in bar.backups.accessibleDescription()
    assert (bar.copy_now.isHidden(), bar.copy_now.text()) == (False, "Kopiera nu")
    asked: list[int] = []
    monkeypatch.setattr(DailyBackup, "_copy", lambda _self, *, asked_=asked, **_how: asked_.append(1))
    bar.copy_now.click()
    assert asked == [1]
    monkeypatch.undo()
    preferences.note_backup(session.vault.path, NOW, tmp_path)
    monkeypatch.setattr(DailyBackup, "is_needed", True)
    backups.changed.emit()
    assert (bar.backups.kind, bar.backups.text()) == (Kind.QUIET, "Kopia i dag 09:20")
    assert bar.copy_now.isHidden()


def test_with_the_largest_text_it_fits_a_small_laptop(
    session: Session, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    backups = lacking(session, preferences, monkeypatch, tmp_path)
    for scale in (125, 200):
        appearance().apply(LIGHT, scale)
        bar = StatusBar(session)
        qtbot.addWidget(bar)
        bar.show_backups(backups)
        bar.show_minutes_left(10)
        bar._say("Sparat 09:41")
        bar.undo.show()
        bar.undo.say("Ångra" if scale == 200 else "Ångra: identitetsuppgifter ändrade")
        assert bar.minimumSizeHint().width() <= 1366
        assert bar.backups.compact is (scale == 200)
        assert bar.backups.accessibleName() == "Ingen kopia på 9 dagar"
        assert "Ingen kopia på 9 dagar" in bar.backups.toolTip() or scale == 125


def test_what_is_announced_moves_no_focus(bar: StatusBar) -> None:
    announce(bar, "1 träff")
    assert not bar.hasFocus()
