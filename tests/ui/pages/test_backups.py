"""The backups on screen: how they stand, what failed and why, what lies in the folder and whether it is whole."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.settings import Clinic
from tests.conftest import NOW
from tests.ui.conftest import ScriptedDialogs
from ui.daily_backup import ENDING, DailyBackup
from ui.drafts import Drafts
from ui.pages.backup_list import size_in_words
from ui.pages.backups import BackupsView
from ui.preferences import FailedBackup, Preferences
from ui.session import Session
from ui.theme import LIGHT, appearance

Idle = Callable[[], None]
Make = Callable[..., BackupsView]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "minne"
    made.mkdir()
    return made


@pytest.fixture
def preferences(tmp_path: Path, folder: Path) -> Preferences:
    made = Preferences(tmp_path / "hallpunkt.json", Clinic())
    made.keep(replace(made.now, backup_folder=folder))
    return made


@pytest.fixture
def needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pärm at hand is for practice; here it counts as a real one."""
    monkeypatch.setattr(DailyBackup, "is_needed", True)


@pytest.fixture
def make(needed: None, session: Session, preferences: Preferences, qtbot: QtBot, idle: Idle) -> Iterator[Make]:
    def view(preferences: Preferences = preferences) -> BackupsView:
        made = BackupsView(session, Drafts(session), preferences)
        qtbot.addWidget(made)
        made.resize(1152, 650)
        made.show()
        qtbot.waitUntil(made.isActiveWindow)
        made.start()
        idle()
        return made

    yield view
    DailyBackup.of(session, preferences).stop()
    idle()


def said(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just added is shown
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_a_copy_is_made_told_and_checked(
    make: Make, session: Session, preferences: Preferences, folder: Path, idle: Idle
) -> None:
    view = make()
    assert view.words.text() == "Ingen kopia än" and view.copy_now.hasFocus()
    assert "ingen kopia av pärmen" in said(view.list)
    view.copy_now.click()
    assert (view.words.text(), view.copy_now.text()) == ("Kopierar …", "Kopierar …")
    idle()
    idle()  # what lies in the folder is read when the copy is there
    assert (view.words.text(), view.copy_now.text()) == ("Kopia i dag 09:20", "Kopiera nu")
    assert view.copy_now.hasFocus()
    assert view.list.result.told.startswith("Kopian är klar, kontrollerad och hel")
    assert "i dag 09:20" in said(view.list) and f"{len(session.patients)} patienter" in said(view.list)
    assert "samma disk" in view.meaning.text()
    (check,) = view.list.checks
    assert check.accessibleName() == "Kontrollera kopian från i dag 09:20"
    check.setFocus()
    check.click()
    assert "Kontrollerar kopian" in view.list.result.told
    check.click()  # one at a time
    idle()
    assert view.list.result.told.startswith("Kopian från i dag 09:20 är hel")
    assert check.hasFocus()


def test_a_damaged_copy_is_told(make: Make, folder: Path, idle: Idle, dialogs: ScriptedDialogs) -> None:
    view = make()
    view.copy_now.click()
    idle()
    idle()
    (file,) = folder.iterdir()
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    dialogs.paths = [None, file]
    view.list.other.click()
    view.list.other.click()
    idle()
    assert "skadad" in view.list.result.told


def test_what_failed_is_said_until_a_copy_succeeds(
    make: Make, session: Session, preferences: Preferences, folder: Path, idle: Idle
) -> None:
    preferences.note_backup(session.vault.path, NOW - timedelta(days=9), folder)
    preferences.note_failure(FailedBackup(session.vault.path, NOW, "Disken är full", "Gör plats."))
    view = make()
    assert view.words.text() == "Ingen kopia på 9 dagar"
    assert view.failed.isVisible()
    assert "Disken är full" in said(view.failed) and "sön 22 nov kl. 09:20" in said(view.failed)
    shutil.rmtree(folder)
    view.copy_now.click()
    idle()
    idle()
    assert "borta" in said(view.failed) and view.failed.isVisible()
    assert "inte där" in said(view.list)
    folder.mkdir()
    view.copy_now.click()
    idle()
    idle()
    assert not view.failed.isVisible()


def test_a_folder_is_chosen_and_gets_a_copy_at_once(
    make: Make, preferences: Preferences, dialogs: ScriptedDialogs, tmp_path: Path, idle: Idle
) -> None:
    preferences.keep(replace(preferences.now, backup_folder=None))
    view = make()
    assert (view.path.text(), view.change.text()) == ("Ingen mapp är vald", "Välj mapp")
    assert view.change.hasFocus() and not view.copy_now.isEnabled()
    (tmp_path / "ny").mkdir()
    dialogs.paths = [None, tmp_path / "ny"]
    view.change.click()
    assert preferences.now.backup_folder is None
    view.change.click()
    idle()
    idle()
    assert view.path.text() == str(tmp_path / "ny")
    assert len(list((tmp_path / "ny").iterdir())) == 1 == len(view.list.checks)


def test_a_folder_that_the_clinic_has_locked_says_why(make: Make, folder: Path, tmp_path: Path) -> None:
    clinic = Clinic(values={"backup.folder": str(folder)}, locked=frozenset({"backup.folder"}))
    view = make(Preferences(tmp_path / "annan.json", clinic))
    assert not view.change.isEnabled() and view.locked.isVisible()
    assert view.path.text() == str(folder)


def test_others_copies_and_files_that_are_none_are_counted(make: Make, folder: Path) -> None:
    (folder / f"brev{ENDING}").write_text("hej", encoding="utf-8")
    assert "En fil i mappen går inte att läsa" in said(make().list)


def test_the_way_to_restore_is_told(make: Make, qtbot: QtBot) -> None:
    view = make()
    assert "Återställ gör du i upplåsningsfönstret" in said(view)
    with qtbot.waitSignal(view.restore_wanted):
        view.restore.click()


def test_practice_needs_no_copies(session: Session, preferences: Preferences, qtbot: QtBot) -> None:
    view = BackupsView(session, Drafts(session), preferences)
    qtbot.addWidget(view)
    view.show()
    view.start()
    assert "Övningspärmen behöver inga säkerhetskopior" in said(view)
    with qtbot.waitSignal(session.wanted) as told:
        view.first.click()
    assert told.args == ["patients", None]


def test_with_the_largest_text_it_fits_a_small_laptop(make: Make, idle: Idle) -> None:
    appearance().apply(LIGHT, 200)
    view = make()
    assert view.minimumSizeHint().width() <= 1258
    appearance().apply(LIGHT, 100)


@pytest.mark.parametrize(
    ("size", "words"), [(12, "1 kB"), (340_400, "340 kB"), (4_240_000, "4,2 MB"), (1_200_000_000, "1,2 GB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
