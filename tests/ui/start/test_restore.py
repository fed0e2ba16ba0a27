"""A backup read in from the window becomes a pärm that can be unlocked; what is wrong is told beside its field."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import vault
from tests.conftest import CODE, NOW, PASSPHRASE, clock
from tests.ui.start.conftest import Start, texts
from ui.start.card import NoticeCard
from ui.start.first_run import WelcomeCard
from ui.start.restore import RestoreCard, newest_copy
from ui.start.start_window import StartWindow
from ui.start.unlock import UnlockCard


@pytest.fixture
def copy(vault_path: Path, tmp_path: Path) -> Path:
    made = tmp_path / "kopia.hallpunkt-kopia"
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.back_up(made)
    return made


@pytest.fixture
def window(start: Start) -> StartWindow:
    made = start.window()
    made.restore.click()
    start.settle()
    return made


def test_read_in_and_unlocked(start: Start, window: StartWindow, copy: Path) -> None:
    card = start.card(window, RestoreCard)
    assert start.folders.own.parent == Path(card.folder.text()).parent
    start.dialogs.paths = [copy]
    card.copy_wanted.emit()
    assert card.secret.hasFocus()
    start.type_text(card.secret, PASSPHRASE)
    folder = Path(card.folder.text())
    start.enter(window)
    assert any("Den är som den var 2026-11-22 kl. 09:20" in text for text in texts(start.card(window, NoticeCard)))
    start.enter(window)
    unlock = start.card(window, UnlockCard)
    start.type_text(unlock.passphrase, PASSPHRASE)
    start.enter(window)
    start.only()
    assert window.path is not None
    assert window.path.parent == folder


def test_with_the_code(start: Start, window: StartWindow, copy: Path, tmp_path: Path) -> None:
    card = start.card(window, RestoreCard)
    start.write(card.copy, str(copy))
    start.dialogs.paths = [None, tmp_path / "ny"]
    card.folder_wanted.emit()
    card.folder_wanted.emit()
    card.with_code.click()
    assert card.secret.hasFocus()
    assert card.secret.accessibleName().startswith("Återställningskoden")
    start.type_text(card.secret, CODE)
    start.enter(window)
    start.card(window, NoticeCard)
    assert list((tmp_path / "ny").glob("*.hallpunkt"))


def test_a_wrong_passphrase_is_told_beside_it(start: Start, window: StartWindow, copy: Path) -> None:
    card = start.card(window, RestoreCard)
    start.write(card.copy, str(copy))
    start.write(card.secret, "fel fras, tyvärr")
    start.enter(window)
    assert "gällde när kopian gjordes" in card.fault.told
    assert card.secret.hasFocus()
    assert not Path(card.folder.text()).exists()


def test_a_file_that_is_no_copy(start: Start, window: StartWindow, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("hej", encoding="utf-8")
    card = start.card(window, RestoreCard)
    start.write(card.copy, str(tmp_path / "brev.txt"))
    start.write(card.secret, PASSPHRASE)
    start.enter(window)
    assert card.fault.told
    assert card.copy.hasFocus()


@pytest.mark.parametrize("missing", ["copy", "folder", "secret"])
def test_what_is_missing_is_told(start: Start, window: StartWindow, copy: Path, missing: str) -> None:
    card = start.card(window, RestoreCard)
    start.write(card.copy, str(copy))
    start.write(card.secret, PASSPHRASE)
    getattr(card, missing).clear()
    card.go_on()
    start.settle()
    assert "saknas" in card.fault.told
    assert getattr(card, missing).hasFocus()


def test_a_folder_that_has_a_vault_and_one_that_is_synchronised(
    start: Start, window: StartWindow, copy: Path, vault_path: Path, tmp_path: Path
) -> None:
    card = start.card(window, RestoreCard)
    start.write(card.copy, str(copy))
    start.write(card.secret, PASSPHRASE)
    start.write(card.copy, copy.name)
    card.go_on()
    assert "Filen är inte utskriven" in card.fault.told
    start.write(card.copy, str(copy))
    for folder, told in (
        (str(vault_path.parent), "finns redan en pärm"),
        (str(tmp_path / "Dropbox" / "pärm"), "synkroniseras"),
        ("pärm", "Mappen är inte utskriven"),
    ):
        card.folder.setText(folder)
        card.go_on()
        start.settle()
        assert told in card.fault.told


def test_back(start: Start, window: StartWindow) -> None:
    start.press(window, Qt.Key.Key_Escape)
    start.card(window, WelcomeCard)


def test_the_newest_copy_is_proposed_where_the_copies_are_put(
    start: Start, copy: Path, vault_path: Path, tmp_path: Path
) -> None:
    newer = copy.with_name("nyare.hallpunkt-kopia")
    newer.write_bytes(copy.read_bytes())
    os.utime(copy, (1, 1))
    start.preferences.note_backup(vault_path, NOW, tmp_path)
    window = start.window()
    window.restore.click()
    start.settle()
    card = start.card(window, RestoreCard)
    assert card.copy.text() == str(newer)
    start.write(card.secret, PASSPHRASE)
    start.enter(window)
    start.card(window, NoticeCard)


def test_nothing_is_proposed_where_there_is_none(start: Start, vault_path: Path, tmp_path: Path) -> None:
    assert newest_copy(tmp_path / "urtaget") is None
    start.preferences.note_backup(vault_path, NOW, tmp_path / "urtaget")
    window = start.window()
    window.restore.click()
    start.settle()
    assert start.card(window, RestoreCard).copy.text() == ""
