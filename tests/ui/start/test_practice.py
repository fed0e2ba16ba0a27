"""Practising: the practice vault is made once, filled, opened again, and takes no real one's place."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import coordinator.practice
from coordinator.desk import Desk
from coordinator.errors import WriteFailed
from coordinator.passphrase import PRACTICE_PASSPHRASE
from db import vault
from tests.conftest import clock
from tests.ui.start.conftest import Start
from ui.start.first_run import WelcomeCard
from ui.start.practice import PracticeCard
from ui.start.unlock import UnlockCard

_fill = coordinator.practice.fill_practice


@pytest.fixture(autouse=True)
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are enough here; that all can be made is tested elsewhere."""
    monkeypatch.setattr(coordinator.practice, "fill_practice", lambda desk: _fill(desk, ("tom", "barn")))


def test_made_filled_and_opened_again(start: Start) -> None:
    window = start.window()
    said: list[str] = []
    start.card(window, WelcomeCard).practice.click()
    card = start.card(window, PracticeCard)
    assert card.primary is not None
    said.append(card.primary.text())
    start.qtbot.waitUntil(lambda: "patienter …" in card.primary.text() if card.primary else False, timeout=20_000)
    start.settle()
    assert said == ["Gör en övningspärm …"]
    with start.opened.pop() as opened:
        assert opened.practice
        assert len(opened.store.patients()) == 2
        assert Desk(opened.store).open(opened.store.patients()[0].id).practice
    assert window.path == start.folders.practice_vault
    window.close()

    again = start.window()  # it was the only one, so it is asked for
    start.card(again, UnlockCard)
    again.try_out.click()
    start.settle()
    assert len(start.only().store.patients()) == 2


def test_a_real_vault_stays_the_one_that_is_asked_for(start: Start, vault_path: Path) -> None:
    start.preferences.keep(replace(start.preferences.now, vault=vault_path))
    window = start.window()
    window.try_out.click()
    start.settle()
    assert start.only().practice
    assert start.preferences.now.vault == vault_path


def test_one_that_is_open_elsewhere_is_told_and_can_be_unlocked(start: Start) -> None:
    first = start.window()
    first.practise()
    start.settle()
    second = start.window()
    second.try_out.click()
    start.settle()
    card = start.card(second, UnlockCard)
    assert "redan öppen" in card.fault.told
    with start.opened.pop():
        pass
    start.write(card.passphrase, PRACTICE_PASSPHRASE)
    start.enter(second)
    start.only()


def test_half_a_practice_vault_is_taken_away(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_desk: Desk) -> None:
        raise WriteFailed("Disken är full", "Gör plats på disken.")

    window = start.window()
    with monkeypatch.context() as broken:
        broken.setattr(coordinator.practice, "fill_practice", full)
        window.practise()
        start.settle()
    card = start.card(window, PracticeCard)
    assert "Disken är full" in card.fault.told
    assert not start.folders.practice_vault.exists()
    card.go_on()
    start.settle()
    assert start.only().practice


def test_back_after_a_failure(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    (start.folders.practice.parent).mkdir(parents=True)
    start.folders.practice.write_text("i vägen", encoding="utf-8")
    window = start.window()
    window.practise()
    start.settle()
    assert start.card(window, PracticeCard).fault.told
    start.press(window, Qt.Key.Key_Escape)
    start.card(window, WelcomeCard)


def test_closing_while_it_is_filled_lets_go_of_it(start: Start) -> None:
    window = start.window()
    window.practise()
    window.close()
    start.settle()
    assert start.opened == []
    if start.folders.practice_vault.exists():
        with vault.open_with_passphrase(start.folders.practice_vault, PRACTICE_PASSPHRASE, clock):
            pass
