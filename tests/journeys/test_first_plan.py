"""From the very first start to a printed plan, with the keyboard alone, every key counted.

The record is real: a new pärm with a new passphrase, one patient, one contact, one goal.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.careplan import CareGoal
from coordinator.contact import Contact
from db import vault
from tests.conftest import clock
from tests.journeys.keyboard import Keyboard
from tests.ui.conftest import ScriptedDialogs
from ui.app import Program
from ui.preferences import Preferences
from ui.start.recovery_code import TypedBackCard
from ui.theme import LIGHT, appearance

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
MOST_KEYS = 330
"""Letters of names and sentences among them. At three keys a second it is under two minutes."""


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Program, ScriptedDialogs]]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    appearance().apply(LIGHT, 100)
    dialogs = ScriptedDialogs()
    made = Program(lambda: vault, Preferences(tmp_path / "hallpunkt.json"), dialogs, clock)
    made.shell.show()
    qtbot.waitUntil(made.shell.isActiveWindow)
    crashes: list[Exception] = []
    made.vault_thread.crashed.connect(crashes.append)
    made.side_thread.crashed.connect(crashes.append)
    yield made, dialogs
    made.shell.close()
    qtbot.waitUntil(lambda: not made.shell.isVisible(), timeout=20_000)
    made.shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert crashes == []


def test_the_first_plan_is_printed_with_few_keys(program: tuple[Program, ScriptedDialogs], qtbot: QtBot) -> None:
    made, dialogs = program

    def settle() -> None:
        qtbot.waitUntil(lambda: not (made.vault_thread.busy or made.side_thread.busy), timeout=20_000)

    keys = Keyboard(settle)
    settle()
    _make_vault(made, dialogs, keys)
    qtbot.waitUntil(lambda: made.running is not None and made.running.window is not None, timeout=20_000)
    assert made.running is not None
    settle()

    keys.press(Qt.Key.Key_N, CTRL | SHIFT)
    keys.type("Alva")
    keys.press(Qt.Key.Key_Tab)
    keys.type("Testsson")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_N, CTRL)
    keys.type("Lisa Ek, dietist, 070-174 06 58")
    keys.enter()
    keys.press(Qt.Key.Key_5, ALT)
    keys.type("Jag vill åka till skolan själv.")
    _new_goal(keys)
    keys.type("Jag åker själv två dagar i veckan.")
    keys.enter()
    dialogs.answers.append(True)
    keys.press(Qt.Key.Key_P, CTRL)
    keys.enter()  # the focus is on the button: it is for the patient, as it usually is
    settle()

    pdf, title = dialogs.printed[-1]
    text = _text(pdf)
    for wanted in ("Alva Testsson", "Lisa Ek", "070-174 06 58", "Jag vill åka till skolan själv", "två dagar i veckan"):
        assert wanted in text
    assert "Alva" not in title
    record = made.running.session.record
    assert record is not None and len(record.all(Contact)) == len(record.all(CareGoal)) == 1
    assert keys.pressed <= MOST_KEYS, f"{keys.pressed} keys"
    print(keys.pressed, "keys")


def _text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def _make_vault(made: Program, dialogs: ScriptedDialogs, keys: Keyboard) -> None:
    keys.enter()  # make a pärm
    for text in ("Karin Ek", "sjuksköterska", "Habiliteringen"):
        keys.type(text)
        keys.enter()
    for _ in range(2):
        keys.type("korall mjölk trampa linjal")
        keys.enter()
    dialogs.answers.append(True)
    keys.enter()  # print the code
    keys.enter()  # it is on paper
    card = made.start.findChild(TypedBackCard)
    assert card is not None
    sheet = _text(dialogs.printed[-1][0])
    rows = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?:-[0-9A-Z]\b)?", sheet)  # the paper that was printed
    groups = "-".join(rows).split("-")
    for number in card.numbers:
        keys.type(groups[number - 1])
        keys.enter()
    keys.enter()  # no folder for backups yet


def _new_goal(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None and focus.accessibleName() == "Nytt mål"
    keys.enter()
