"""A start window over real vaults, with cheap keys, and hands to use it with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coordinator.vaults import OpenVault, Vaults
from db import vault
from tests.conftest import clock
from tests.ui.conftest import ScriptedDialogs, TypeText
from ui.preferences import Preferences
from ui.start.card import Card, Line
from ui.start.flow import Folders
from ui.start.start_window import StartWindow
from ui.worker import Worker

C = TypeVar("C", bound=Card)


def texts(card: Card) -> list[str]:
    """All that stands on a card."""
    return [found.text() for found in card.findChildren(QLabel) if not found.isHidden()]


@dataclass
class Start:
    """Makes start windows that share one computer: its preferences, its folders, its two threads."""

    qtbot: QtBot
    type_text: TypeText
    preferences: Preferences
    folders: Folders
    dialogs: ScriptedDialogs
    vault_thread: Worker
    side_thread: Worker
    opened: list[OpenVault] = field(default_factory=list)
    crashed: list[Exception] = field(default_factory=list)

    def window(self, path: Path | None = None, load: Callable[[], Vaults] = lambda: vault) -> StartWindow:
        """A start window, shown and ready."""
        made = StartWindow(
            self.preferences, load, self.vault_thread, self.side_thread, self.dialogs,
            clock=clock, vault=path, folders=self.folders,
        )  # fmt: skip
        self.qtbot.addWidget(made)
        made.opened.connect(self.opened.append)
        made.show()
        made.activateWindow()
        self.qtbot.waitUntil(lambda: made.isActiveWindow() and made._seen)
        QApplication.processEvents()
        self.settle()
        return made

    def settle(self) -> None:
        """Wait until both threads have done all and told it."""
        self.qtbot.waitUntil(lambda: not self.vault_thread.busy and not self.side_thread.busy, timeout=20_000)
        QApplication.processEvents()

    def card(self, window: StartWindow, kind: type[C]) -> C:
        """The card in front, which must be of this kind."""
        assert isinstance(window._card, kind)
        assert window._card.isVisible()
        return window._card

    def write(self, line: Line, text: str) -> None:
        """Write in a field as she does."""
        line.setFocus()
        line.selectAll()
        self.type_text(line, text)

    def press(self, window: StartWindow, key: Qt.Key) -> None:
        """Press a key where the focus is, and wait for what it does."""
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        self.settle()

    def enter(self, window: StartWindow) -> None:
        """Press Enter."""
        self.press(window, Qt.Key.Key_Return)

    def only(self) -> OpenVault:
        """The one vault that was opened."""
        assert len(self.opened) == 1
        return self.opened[0]


@pytest.fixture
def start(
    dressed: QApplication, qtbot: QtBot, type_text: TypeText, tmp_path: Path, dialogs: ScriptedDialogs
) -> Iterator[Start]:
    made = Start(
        qtbot, type_text, Preferences(tmp_path / "minne" / "hallpunkt.json"),
        Folders(tmp_path / "Dokument" / "Hållpunkt", tmp_path / "data" / "ovning"),
        dialogs, Worker("vault"), Worker("side"),
    )  # fmt: skip
    for worker in (made.vault_thread, made.side_thread):
        worker.crashed.connect(made.crashed.append)
    yield made
    for opened in made.opened:
        made.vault_thread.run(_closing(opened))
    made.settle()
    made.vault_thread.stop()
    made.side_thread.stop()
    assert made.crashed == []


def _closing(opened: OpenVault) -> Callable[[], None]:
    def close() -> None:
        with opened:
            pass

    return close
