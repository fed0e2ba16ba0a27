"""Unlocking: the passphrase opens, every failure is told beside the field, and the keyring is never the only way."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator.errors import CoordinatorError, FileDamaged, KeyringUnavailable, PlaceRefused, TooNew, WriteFailed
from coordinator.passphrase import PRACTICE_PASSPHRASE
from coordinator.swedish import SWEDEN
from coordinator.vaults import Vaults
from db import key_file, keyring_slot, keys, vault
from tests.conftest import ACTOR, CODE, PASSPHRASE, clock
from tests.ui.start.conftest import Start, texts
from ui.preferences import LastBackup, Remembered
from ui.start.card import NoticeCard
from ui.start.recover import CodeFieldCard
from ui.start.start_window import StartWindow
from ui.start.unlock import UnlockCard


def _with(**deeds: Callable[..., Any]) -> Callable[[], Vaults]:
    """Vaults of which some deeds are others."""
    usual = {name: getattr(vault, name) for name in vault.__all__ if name[0].islower()}
    changed: Any = SimpleNamespace(**usual | deeds)
    return lambda: changed


def _raising(error: CoordinatorError) -> Callable[..., Any]:
    def refuse(*_arguments: object) -> Any:
        raise error

    return refuse


def _fail(start: Start, window: StartWindow, passphrase: str = PASSPHRASE) -> str:
    """Try, and return what is said beside the field."""
    card = start.card(window, UnlockCard)
    start.write(card.passphrase, passphrase)
    start.enter(window)
    assert start.opened == []
    assert not card.waiting
    assert card.passphrase.hasFocus()
    assert card.passphrase.text() == card.passphrase.selectedText() == passphrase
    return card.fault.told


def test_the_passphrase_opens_and_the_vault_is_remembered(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    card = start.card(window, UnlockCard)
    assert card.passphrase.hasFocus()
    start.write(card.passphrase, PASSPHRASE)
    start.enter(window)
    assert list(start.only().store.patients()) == []
    assert window.path == vault_path
    assert card.passphrase.text() == ""
    assert start.preferences.now.vault == vault_path


def test_the_button_says_what_goes_on_and_nothing_else_can_be_begun(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    card = start.card(window, UnlockCard)
    start.write(card.passphrase, PASSPHRASE)
    QTest.keyClick(card.passphrase, Qt.Key.Key_Return)
    assert card.primary is not None
    assert card.primary.text() == "Låser upp …"
    assert not window.footer.isEnabled()
    assert card.passphrase.isReadOnly()
    QTest.keyClick(card.passphrase, Qt.Key.Key_Return)  # impatience opens nothing twice
    start.settle()
    start.only()


def test_a_wrong_passphrase(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    assert _fail(start, window, "fem ord som inte finns").startswith("Fel lösenfras")
    start.write(start.card(window, UnlockCard).passphrase, PASSPHRASE)
    start.enter(window)
    start.only()


def test_no_passphrase(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    start.enter(window)
    assert "Lösenfrasen saknas" in start.card(window, UnlockCard).fault.told


def test_open_elsewhere(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    with vault.open_with_code(vault_path, CODE, clock):
        assert "redan öppen" in _fail(start, window)


def test_the_key_file_is_gone(start: Start, vault_path: Path) -> None:
    key_file.key_path(vault_path).unlink()
    assert "Nyckelfilen saknas" in _fail(start, start.window(vault_path))


def test_the_key_file_is_damaged(start: Start, vault_path: Path) -> None:
    key_file.key_path(vault_path).write_text("{}", encoding="utf-8")
    assert "Nyckelfilen är skadad" in _fail(start, start.window(vault_path))


def test_the_file_is_damaged(start: Start, vault_path: Path) -> None:
    vault_path.write_bytes(bytes(8192))
    assert "skadad" in _fail(start, start.window(vault_path))


@pytest.mark.parametrize("kind", [TooNew, PlaceRefused, WriteFailed, FileDamaged])
def test_whatever_is_wrong_is_told_in_its_own_words(
    start: Start, vault_path: Path, kind: type[CoordinatorError]
) -> None:
    load = _with(open_with_passphrase=_raising(kind("Det går inte", "Gör så här i stället.")))
    assert _fail(start, start.window(vault_path, load)) == "Det går inte. Gör så här i stället."


def test_a_vault_that_is_gone_is_told_before_she_writes(start: Start, tmp_path: Path) -> None:
    window = start.window(tmp_path / "borta.hallpunkt")
    assert "Pärmen hittas inte" in start.card(window, UnlockCard).fault.told


def test_the_latest_backup_reassures(start: Start, vault_path: Path) -> None:
    made = datetime(2026, 11, 21, 16, 22, tzinfo=SWEDEN)
    start.preferences.keep(
        Remembered(vault=vault_path, last_backup=LastBackup(vault_path, made, Path("/media/Reserv 2")))
    )
    card = start.card(start.window(), UnlockCard)
    assert "Säkerhetskopia i går 16:22 i Reserv 2" in texts(card)


def test_nothing_is_said_of_a_backup_that_nobody_knows(start: Start, vault_path: Path) -> None:
    assert not any("Säkerhetskopia" in text for text in texts(start.card(start.window(vault_path), UnlockCard)))


def test_what_must_be_read_is_read_before_the_window_goes_on(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    with vault.open_with_code(vault_path, CODE, clock) as rolled_back:
        before = vault_path.read_bytes()
        log = vault_path.with_name(vault_path.name + "-wal")
        before_log = log.read_bytes() if log.exists() else None
        rolled_back.store.keep("kladd", "x")
    with vault.open_with_code(vault_path, CODE, clock):
        pass
    vault_path.write_bytes(before)
    if before_log is not None:
        log.write_bytes(before_log)
    start.write(start.card(window, UnlockCard).passphrase, PASSPHRASE)
    start.enter(window)
    assert start.opened == []
    notice = start.card(window, NoticeCard)
    assert any("VIKTIGT: Pärmen är äldre" in text for text in texts(notice))
    start.enter(window)
    start.only()


class _Keyring:
    """A keyring that answers as told."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.secrets: dict[object, bytes] = {}
        self.refuses = refuses

    def keep(self, vault_id: object, secret: bytes) -> None:
        if self.refuses:
            raise KeyringUnavailable("Datorn har ingen nyckelring", "Skriv lösenfrasen som vanligt.")
        self.secrets[vault_id] = secret

    def kept(self, vault_id: object) -> bytes:
        if self.refuses:
            raise KeyringUnavailable("Datorns nyckelring är låst", "Skriv lösenfrasen i stället.")
        return self.secrets[vault_id]

    def forget(self, vault_id: object) -> None:
        self.secrets.pop(vault_id, None)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> _Keyring:
    made = _Keyring()
    for name in ("keep", "kept", "forget"):
        monkeypatch.setattr(keyring_slot, name, getattr(made, name))
    return made


def test_it_is_remembered_on_this_computer_and_opened_so_next_time(
    start: Start, vault_path: Path, keyring: _Keyring
) -> None:
    window = start.window(vault_path)
    card = start.card(window, UnlockCard)
    assert card.remember.isVisible()
    assert not card.keyring.isVisible()
    card.remember.click()
    start.write(card.passphrase, PASSPHRASE)
    start.enter(window)
    with start.opened.pop():
        assert keyring.secrets
    window.close()

    again = start.window()
    card = start.card(again, UnlockCard)
    assert card.keyring.isVisible()
    assert not card.remember.isVisible()
    assert card.passphrase.hasFocus()
    card.keyring.click()
    start.settle()
    assert start.only().remembered_here


def test_a_keyring_that_says_no_stops_nobody(start: Start, vault_path: Path, keyring: _Keyring) -> None:
    keyring.refuses = True
    window = start.window(vault_path)
    card = start.card(window, UnlockCard)
    card.remember.click()
    start.write(card.passphrase, PASSPHRASE)
    start.enter(window)
    assert any("ingen nyckelring" in text for text in texts(start.card(window, NoticeCard)))
    start.enter(window)
    assert not start.only().remembered_here


def test_the_passphrase_still_opens_when_the_keyring_does_not(
    start: Start, vault_path: Path, keyring: _Keyring
) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.remember_here()
    keyring.refuses = True
    window = start.window(vault_path)
    card = start.card(window, UnlockCard)
    card.keyring.click()
    start.settle()
    assert "Datorns nyckelring är låst" in card.fault.told
    assert card.keyring.isEnabled()
    assert card.passphrase.hasFocus()
    start.write(card.passphrase, PASSPHRASE)
    start.enter(window)
    start.only()


def test_the_practice_vault_says_its_passphrase(start: Start) -> None:
    path = start.folders.practice_vault
    with vault.create(
        path, passphrase=PRACTICE_PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, practice=True,
        cost=keys.FLOOR,
    ):  # fmt: skip
        pass
    window = start.window(path)
    card = start.card(window, UnlockCard)
    assert any(PRACTICE_PASSPHRASE in text for text in texts(card))
    start.write(card.passphrase, PRACTICE_PASSPHRASE)
    start.enter(window)
    assert start.only().practice


def test_another_vault_can_be_opened(start: Start, vault_path: Path, tmp_path: Path) -> None:
    window = start.window(tmp_path / "borta.hallpunkt")
    start.dialogs.paths = [None, vault_path]
    window.other.click()
    assert "hittas inte" in start.card(window, UnlockCard).fault.told  # she thought better of it
    window.other.click()
    start.settle()
    assert start.card(window, UnlockCard).fault.told == ""
    start.write(start.card(window, UnlockCard).passphrase, PASSPHRASE)
    start.enter(window)
    assert window.path == vault_path


def test_forgotten_leads_to_the_code_and_back(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    start.card(window, UnlockCard).forgotten.emit()
    start.card(window, CodeFieldCard)
    start.press(window, Qt.Key.Key_Escape)
    assert start.card(window, UnlockCard).passphrase.hasFocus()


def test_what_went_wrong_elsewhere_is_told_on_the_card(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    window.show_error("Pärmen låstes", "Datorn gick i vila.")
    assert start.card(window, UnlockCard).fault.told == "Pärmen låstes. Datorn gick i vila."


def test_a_computer_that_forgets_says_so_and_opens(start: Start, vault_path: Path) -> None:
    start.preferences.file.parent.mkdir(parents=True)
    start.preferences.file.mkdir()
    window = start.window(vault_path)
    start.write(start.card(window, UnlockCard).passphrase, PASSPHRASE)
    start.enter(window)
    assert any("kunde inte minnas" in text for text in texts(start.card(window, NoticeCard)))
    start.enter(window)
    start.only()


def test_an_opened_vault_nobody_gets_is_closed(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    start.write(start.card(window, UnlockCard).passphrase, PASSPHRASE)
    QTest.keyClick(start.card(window, UnlockCard).passphrase, Qt.Key.Key_Return)
    window.close()
    start.settle()
    assert start.opened == []
    with vault.open_with_code(vault_path, CODE, clock):
        pass  # VaultBusy if it were still open


def test_a_fault_while_it_is_remembered_does_not_keep_the_vault(
    start: Start, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(keyring_slot, "keep", broken)
    window = start.window(vault_path)
    card = start.card(window, UnlockCard)
    card.remember.click()
    start.write(card.passphrase, PASSPHRASE)
    start.enter(window)
    assert [type(error) for error in start.crashed] == [ZeroDivisionError]
    start.crashed.clear()
    start.only()


def test_a_fault_in_the_keyring_lets_her_try_again(start: Start, vault_path: Path) -> None:
    def broken(*_arguments: object) -> Any:
        raise ZeroDivisionError

    load = _with(open_with_keyring=broken, is_remembered=lambda _path: True)
    card = start.card(start.window(vault_path, load), UnlockCard)
    card.keyring.click()
    assert not card.keyring.isEnabled()
    assert card.passphrase.hasFocus()
    start.settle()
    start.crashed.clear()
    assert card.keyring.isEnabled()
    assert card.keyring.text() == "Lås upp med datorns nyckelring"


def test_a_fault_of_the_program_leaves_her_free_to_go_on(start: Start, vault_path: Path) -> None:
    def broken(*_arguments: object) -> Any:
        raise ZeroDivisionError

    window = start.window(vault_path, _with(open_with_passphrase=broken))
    card = start.card(window, UnlockCard)
    start.write(card.passphrase, PASSPHRASE)
    start.enter(window)
    assert [type(error) for error in start.crashed] == [ZeroDivisionError]
    start.crashed.clear()
    assert not card.waiting
    assert window.footer.isEnabled()
