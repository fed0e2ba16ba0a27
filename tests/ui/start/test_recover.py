"""Back in with the recovery code: a new passphrase is required, a new code offered, and going back changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from coordinator.errors import WrongKey
from db import vault
from tests.conftest import CODE, PASSPHRASE, clock
from tests.ui.start.conftest import Start, texts
from ui.start.card import NoticeCard
from ui.start.new_passphrase import NewPassphraseCard
from ui.start.recover import CodeFieldCard, KeepCodeCard, Recover
from ui.start.recovery_code import CodeCard, TypedBackCard
from ui.start.start_window import StartWindow
from ui.start.unlock import UnlockCard

NEW = "korall mjölk trampa linjal"


@pytest.fixture
def window(start: Start, vault_path: Path) -> StartWindow:
    made = start.window(vault_path)
    start.card(made, UnlockCard).forgotten.emit()
    return made


def _open(start: Start, window: StartWindow) -> NewPassphraseCard:
    start.write(start.card(window, CodeFieldCard).code, CODE.lower().replace("-", " "))
    start.enter(window)
    return start.card(window, NewPassphraseCard)


def _change(start: Start, window: StartWindow) -> KeepCodeCard:
    card = _open(start, window)
    start.write(card.passphrase, NEW)
    start.write(card.again, NEW)
    start.enter(window)
    return start.card(window, KeepCodeCard)


def test_the_code_opens_and_a_new_passphrase_is_required(start: Start, window: StartWindow, vault_path: Path) -> None:
    _open(start, window)
    assert start.opened == []
    start.write(start.card(window, NewPassphraseCard).passphrase, NEW)
    start.write(start.card(window, NewPassphraseCard).again, NEW)
    start.enter(window)
    start.enter(window)  # keeps the code
    with start.opened.pop():
        pass
    with vault.open_with_passphrase(vault_path, NEW, clock):
        pass
    with pytest.raises(WrongKey):
        vault.open_with_passphrase(vault_path, PASSPHRASE, clock)
    with vault.open_with_code(vault_path, CODE, clock):
        pass


@pytest.mark.parametrize(
    ("code", "told"),
    [("", "Koden saknas"), (CODE[:-1], "felskriven"), (vault.new_recovery_code(), "Fel återst")],
    ids=["ingen", "felskriven", "en annans"],
)
def test_a_wrong_code_is_told_and_kept(start: Start, window: StartWindow, code: str, told: str) -> None:
    card = start.card(window, CodeFieldCard)
    start.write(card.code, code)
    start.enter(window)
    assert told in card.fault.told
    assert card.code.text() == card.code.selectedText() == code


def test_going_back_locks_again_and_changes_nothing(start: Start, window: StartWindow, vault_path: Path) -> None:
    _open(start, window)
    start.press(window, Qt.Key.Key_Escape)
    start.card(window, UnlockCard)
    with vault.open_with_passphrase(vault_path, PASSPHRASE, clock):
        pass
    assert start.opened == []


def test_closing_the_window_locks_too(start: Start, window: StartWindow, vault_path: Path) -> None:
    _open(start, window)
    window.close()
    start.settle()
    with vault.open_with_passphrase(vault_path, PASSPHRASE, clock):
        pass


def test_a_new_code_takes_the_old_ones_place(start: Start, window: StartWindow, vault_path: Path) -> None:
    _change(start, window).renewed.emit()
    start.settle()
    card = start.card(window, CodeCard)
    flow = window._flow
    assert isinstance(flow, Recover)
    code = flow._code
    assert code != CODE
    start.dialogs.answers = [True]
    card.print.click()
    start.settle()
    assert len(start.dialogs.printed) == 1
    card.on_paper.emit()
    proof = start.card(window, TypedBackCard)
    proof.go_on()
    assert "saknas" in proof.fault.told
    proof.back.emit()
    start.card(window, CodeCard).on_paper.emit()
    proof = start.card(window, TypedBackCard)
    for number, field in zip(proof.numbers, proof.fields, strict=True):
        start.write(field, code.split("-")[number - 1])
    start.enter(window)
    assert any("Förstör papperet" in text for text in texts(start.card(window, NoticeCard)))
    start.enter(window)
    with start.opened.pop():
        pass
    with vault.open_with_code(vault_path, code, clock):
        pass
    with pytest.raises(WrongKey):
        vault.open_with_code(vault_path, CODE, clock)


def test_a_new_code_that_is_not_wanted_after_all(start: Start, window: StartWindow, vault_path: Path) -> None:
    _change(start, window).renewed.emit()
    start.settle()
    start.card(window, CodeCard)
    start.press(window, Qt.Key.Key_Escape)
    with start.opened.pop():
        pass
    with vault.open_with_code(vault_path, CODE, clock):
        pass
