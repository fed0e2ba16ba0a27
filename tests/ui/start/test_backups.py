"""Where backups are to go, before there is a window: a folder that the clinic has locked cannot be written over."""

from pathlib import Path

from coordinator.settings import Clinic
from tests.ui.start.conftest import Start
from ui.preferences import Preferences
from ui.start.backups import LOCKED, BackupFolder


def test_a_locked_folder_is_shown_with_the_reason(start: Start, tmp_path: Path) -> None:
    clinic = Clinic(values={"backup.folder": str(tmp_path)}, locked=frozenset({"backup.folder"}))
    start.preferences = Preferences(tmp_path / "hallpunkt.json", clinic)
    part = BackupFolder(start.window().stage, lambda: tmp_path / "pärm")
    start.qtbot.addWidget(part)
    assert part.folder == tmp_path
    assert part.line.isReadOnly() and part.meaning.text().startswith(LOCKED)
    part.keep()
    assert start.preferences.now.backup_folder == tmp_path


def test_a_folder_that_is_only_proposed_can_be_changed(start: Start, tmp_path: Path) -> None:
    start.preferences = Preferences(tmp_path / "hallpunkt.json", Clinic(values={"backup.folder": str(tmp_path)}))
    part = BackupFolder(start.window().stage, lambda: tmp_path / "pärm")
    start.qtbot.addWidget(part)
    assert (part.folder, part.line.isReadOnly()) == (tmp_path, False)
    start.write(part.line, str(tmp_path / "annan"))
    part.keep()
    assert start.preferences.now.backup_folder == tmp_path / "annan"
