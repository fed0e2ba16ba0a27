"""One copy a day, to the chosen folder, that can be opened; none of practice, none where the folder is not there."""

import shutil
import sys
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
from ui import daily_backup
from ui.daily_backup import ENDING, DailyBackup, FolderMissing, Standing, require_folder
from ui.preferences import FailedBackup, Preferences
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


def name_of(session: Session) -> str:
    return f"tom-{session.vault.id.hex[-6:]}-sondag{ENDING}"


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
    assert copies(folder) == [name_of(real)]
    back = restore.restore_with_code(folder / name_of(real), folder.parent / "åter", CODE)
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
    assert copies(folder) == [name_of(real)]


def test_a_folder_that_is_not_there_is_said_quietly_and_tried_again(
    real: Session, preferences: Preferences, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_backup, "_RETRY_MS", 1)
    told: list[CoordinatorError] = []
    real.refused.connect(told.append)
    shutil.rmtree(folder)
    daily = DailyBackup(real, preferences, real, after_ms=0)
    assert daily.is_due
    qtbot.waitUntil(lambda: daily.failure is not None)
    assert told == [] and daily.last is None
    assert "borta" in daily.standing().more and daily.standing().lacking
    folder.mkdir()
    qtbot.waitUntil(lambda: daily.last is not None)
    assert daily.failure is None and daily.standing() == Standing(
        "Kopia i dag 09:20", daily.standing().more, can_copy=True
    )
    assert copies(folder) == [name_of(real)]


def test_no_folder_no_copy(real: Session, preferences: Preferences, owner: QObject) -> None:
    preferences.keep(replace(preferences.now, backup_folder=None))
    daily = DailyBackup(real, preferences, owner, after_ms=0)
    assert not daily.is_due and not daily.is_waiting
    assert (daily.standing().words, daily.standing().lacking) == ("Ingen kopia än", True)
    assert not daily.standing().can_copy


def test_a_copy_that_cannot_be_written_is_told_and_does_not_count(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    (folder / name_of(real)).mkdir()
    with qtbot.waitSignal(real.refused):
        DailyBackup(real, preferences, owner, after_ms=0)
    assert preferences.now.last_backup is None
    assert preferences.now.failure_of(real.vault.path) is not None


def test_practice_needs_no_copy(
    session: Session, preferences: Preferences, owner: QObject, idle: Callable[[], None]
) -> None:
    assert session.vault.practice
    assert not DailyBackup(session, preferences, owner, after_ms=0).is_due
    assert DailyBackup(session, preferences, owner).standing() == Standing(
        "Ingen kopia behövs", "Övningspärmen har bara påhittade patienter."
    )


def test_a_fault_is_told_over_the_page_once_and_one_that_was_asked_for_each_time(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    told: list[CoordinatorError] = []
    real.refused.connect(told.append)
    (folder / name_of(real)).mkdir()
    daily = DailyBackup(real, preferences, owner, after_ms=0)
    qtbot.waitUntil(lambda: daily.failure is not None)
    assert len(told) == 1
    preferences.note_backup(real.vault.path, NOW - timedelta(days=1), folder)
    daily._copy()
    qtbot.waitUntil(lambda: daily.failure is not None)
    assert len(told) == 1
    daily.copy_now()
    assert daily.copying and daily.standing().words == "Kopierar …"
    qtbot.waitUntil(lambda: not daily.copying)
    assert len(told) == 2
    shutil.rmtree(folder)
    daily.copy_now()
    qtbot.waitUntil(lambda: not daily.copying)
    assert len(told) == 3 and isinstance(told[-1], FolderMissing)


def test_it_says_what_the_copy_holds_and_where_it_is_put_from_now_on(
    real: Session, preferences: Preferences, owner: QObject, qtbot: QtBot, tmp_path: Path
) -> None:
    daily = DailyBackup(real, preferences, owner)
    (tmp_path / "ny").mkdir()
    daily.choose_folder(tmp_path / "ny")
    qtbot.waitUntil(lambda: daily.made is not None)
    assert daily.made is not None and daily.made.patients == 0
    assert copies(tmp_path / "ny") == [name_of(real)]
    assert not daily.is_waiting
    last = daily.last
    assert last is not None and last.folder == tmp_path / "ny"


def test_a_folder_that_is_chosen_while_a_copy_is_made_gets_one_too(
    real: Session, preferences: Preferences, folder: Path, owner: QObject, qtbot: QtBot
) -> None:
    daily = DailyBackup(real, preferences, owner)
    new = folder.with_name("ny")
    new.mkdir()
    daily.copy_now()
    daily.choose_folder(new)
    qtbot.waitUntil(lambda: not real.vault_thread.busy)
    assert copies(folder) == copies(new) == [name_of(real)]
    assert daily.last is not None and daily.last.folder == new


def test_nothing_is_copied_when_the_vault_is_about_to_close(
    real: Session, preferences: Preferences, folder: Path, owner: QObject
) -> None:
    daily = DailyBackup(real, preferences, owner, after_ms=0)
    daily.stop()
    daily.copy_now()
    real.saved.emit("Kontakt tillagd")
    assert not daily.copying and not daily.is_waiting
    assert copies(folder) == []


def test_the_next_day_a_copy_is_due_again_though_nobody_locked(
    real: Session, preferences: Preferences, folder: Path, owner: QObject
) -> None:
    preferences.note_backup(real.vault.path, NOW, folder)
    daily = DailyBackup(real, preferences, owner)
    assert not daily.is_waiting
    real.now, real.today = NOW + timedelta(days=1), (NOW + timedelta(days=1)).date()
    real.saved.emit("Kontakt tillagd")
    assert daily.is_waiting
    assert daily.standing().words == "Kopia i går"


_STANDS: tuple[tuple[int | None, bool, bool, str, bool], ...] = (
    (0, False, False, "Kopia i dag 09:20", False),
    (1, False, True, "Kopia i går", False),
    (2, False, True, "Kopia fre 20 nov", False),
    (9, False, False, "Ingen kopia på 9 dagar", True),
    (9, True, True, "Ingen kopia på 9 dagar", True),
    (1, True, True, "Kopian blev inte av", True),
    (0, True, False, "Kopian blev inte av", True),
    (None, False, True, "Ingen kopia än", False),
    (None, True, True, "Ingen kopia än", True),
)
"""How many days ago there was a copy, whether one failed since, whether one will be tried: what is said then."""


def test_how_it_stands(real: Session, folder: Path) -> None:
    for number, (days, failed, waits, words, lacking) in enumerate(_STANDS):
        preferences = Preferences(folder.parent / f"{number}.json")
        preferences.keep(replace(preferences.now, backup_folder=folder))
        if days is not None:
            preferences.note_backup(real.vault.path, NOW - timedelta(days=days), folder)
        if failed:
            preferences.note_failure(FailedBackup(real.vault.path, NOW, "Disken är full", "Gör plats."))
        daily = DailyBackup(real, preferences, real)
        if not waits:
            daily.stop()
        standing = daily.standing()
        assert (standing.words, standing.lacking, standing.can_copy) == (words, lacking, True)
        assert ("Disken är full. Gör plats." in standing.more) is failed
        daily.stop()


def test_there_is_one_for_a_session(real: Session, preferences: Preferences) -> None:
    assert DailyBackup.of(real, preferences) is DailyBackup.of(real, preferences)


def test_a_stick_that_is_not_in_is_told_from_a_folder_that_is_gone(tmp_path: Path) -> None:
    require_folder(tmp_path)
    with pytest.raises(FolderMissing) as gone:
        require_folder(tmp_path / "inte här")
    assert "borta" in gone.value.title
    if sys.platform == "linux":
        with pytest.raises(FolderMissing) as out:
            require_folder(Path("/media/anna/finns inte/RESERV"))
        assert "inte anslutet" in out.value.title
