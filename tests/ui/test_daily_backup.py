"""One copy a day, to the chosen folder, that can be opened; none of practice, none where the folder is not there."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from coordinator.errors import CoordinatorError
from db import restore, vault
from tests.conftest import CODE, NOW, clock
from tests.ui.conftest import ScriptedDialogs
from ui.daily_backup import ENDING, DailyBackup
from ui.preferences import Preferences
from ui.session import Session
from ui.worker import Worker


@pytest.fixture
def real(dressed: object, vault_path: Path, dialogs: ScriptedDialogs, qtbot: QtBot) -> Iterator[Session]:
    """A session on a vault that is not for practice."""
    thread, side = Worker("vault"), Worker("side")
    opened: list[vault.Vault] = []
    thread.run(lambda: vault.open_with_code(vault_path, CODE, clock), opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    session = Session(opened[0], thread, side, dialogs)
    session.start(lambda place: None)
    qtbot.waitUntil(lambda: not thread.busy)
    yield session
    thread.run(opened[0].close)
    qtbot.waitUntil(lambda: not thread.busy)
    thread.stop()
    side.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "minne"
    made.mkdir()
    return made


@pytest.fixture
def preferences(tmp_path: Path, folder: Path) -> Preferences:
    made = Preferences(tmp_path / "hallpunkt.json")
    made.keep(replace(made.now, backup_folder=folder))
    return made


def copies(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_a_copy_is_made_once_a_day_and_can_be_restored(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    DailyBackup(real, preferences, owner, after_ms=0)
    qtbot.waitUntil(lambda: preferences.now.backup_of(real.vault.path) is not None)
    assert copies(folder) == [f"tom-sondag{ENDING}"]
    back = restore.restore_with_code(folder / f"tom-sondag{ENDING}", folder.parent / "åter", CODE)
    assert back.patients == 0 and back.made == NOW
    last = preferences.now.last_backup
    assert last is not None and (last.made, last.folder) == (NOW, folder)
    assert not DailyBackup(real, preferences, owner, after_ms=0).is_due


def test_next_week_takes_the_place_of_this_week(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    for _ in range(2):
        preferences.note_backup(real.vault.path, NOW - timedelta(days=7), folder)
        DailyBackup(real, preferences, owner, after_ms=0)
        qtbot.waitUntil(lambda: preferences.now.last_backup is not None and preferences.now.last_backup.made == NOW)
    assert copies(folder) == [f"tom-sondag{ENDING}"]


def test_no_folder_no_copy_and_no_fault(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    faults: list[CoordinatorError] = []
    real.refused.connect(faults.append)
    shutil.rmtree(folder)
    daily = DailyBackup(real, preferences, owner, after_ms=0)
    assert daily.is_due
    qtbot.waitUntil(lambda: not daily.is_waiting)
    assert preferences.now.last_backup is None and faults == []
    preferences.keep(replace(preferences.now, backup_folder=None))
    assert not daily.is_due


def test_a_copy_that_cannot_be_written_is_told_and_does_not_count(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    (folder / f"tom-sondag{ENDING}").mkdir()
    with qtbot.waitSignal(real.refused):
        DailyBackup(real, preferences, owner, after_ms=0)
    assert preferences.now.last_backup is None


def test_practice_needs_no_copy(
    session: Session, preferences: Preferences, owner: QObject, idle: Callable[[], None]
) -> None:
    assert session.vault.practice
    assert not DailyBackup(session, preferences, owner, after_ms=0).is_due
