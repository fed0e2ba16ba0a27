"""The program as a whole: it ends tidily from wherever it is closed, and says where it is at fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import keys, vault
from tests.conftest import CODE, PASSPHRASE, clock
from tests.ui.conftest import ScriptedDialogs, type_into
from ui.app import Program
from ui.preferences import Preferences
from ui.start.unlock import UnlockCard


@pytest.fixture
def program(
    dressed: QApplication, vault_path: Path, tmp_path: Path, dialogs: ScriptedDialogs, qtbot: QtBot
) -> Iterator[Program]:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.change_passphrase(PASSPHRASE, cost=keys.FLOOR)
    made = Program(lambda: vault, Preferences(tmp_path / "p.json"), dialogs, clock, vault=vault_path)
    made.shell.show()
    yield made
    made.shell.close()
    qtbot.waitUntil(lambda: is_over(made), timeout=20_000)
    made.shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def is_over(program: Program) -> bool:
    return not program.shell.isVisible() and not program.vault_thread.busy


def unlock(program: Program) -> None:
    card = program.start.card
    assert isinstance(card, UnlockCard)
    type_into(card.passphrase, PASSPHRASE)
    assert card.primary is not None
    card.primary.click()


def can_be_opened(path: Path) -> bool:
    with vault.open_with_code(path, CODE, clock):
        return True


def test_closed_at_the_unlock_window(program: Program, vault_path: Path, qtbot: QtBot) -> None:
    program.shell.close()
    qtbot.waitUntil(lambda: is_over(program))
    assert can_be_opened(vault_path)


def test_closed_while_it_unlocks(program: Program, vault_path: Path, qtbot: QtBot) -> None:
    unlock(program)
    program.shell.close()
    assert not program.shell.isVisible()
    qtbot.waitUntil(lambda: is_over(program), timeout=20_000)
    assert program.running is None
    assert can_be_opened(vault_path)


def test_closed_when_it_is_open_the_vault_is_closed_and_her_place_kept(
    program: Program, vault_path: Path, qtbot: QtBot
) -> None:
    unlock(program)
    qtbot.waitUntil(lambda: program.running is not None and program.running.window is not None, timeout=20_000)
    assert program.running is not None and program.running.window is not None
    assert program.shell.windowTitle() == "Idag"
    program.shell.close()
    qtbot.waitUntil(lambda: is_over(program), timeout=20_000)
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        assert opened.store.kept("place") == {"place": '["", "today"]'}


def test_a_fault_is_told_without_what_it_was_about(
    program: Program, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    program.show_bug(KeyError("Lisa Ek"))
    told = capsys.readouterr().err
    assert told.startswith("Fel i programmet\n") and "KeyError" in told and "Lisa" not in told
    assert program.start.card.fault.isVisibleTo(program.start.card)
    unlock(program)
    qtbot.waitUntil(lambda: program.running is not None and program.running.window is not None, timeout=20_000)
    assert program.running is not None and program.running.window is not None
    nobody: dict[str, str] = {}
    program.vault_thread.run(lambda: nobody["Lisa Ek"])
    message = program.running.window.message
    qtbot.waitUntil(message.isVisible)
    assert "Lisa" not in capsys.readouterr().err


def test_a_second_start_brings_it_to_the_front(program: Program) -> None:
    program.shell.showMinimized()
    program.to_front()
    assert program.shell.isVisible() and not program.shell.isMinimized()
