"""The passphrase field: hidden until she wants to see it, and Caps Lock is said only when it is known."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.parts import column
from ui.start.secret import CapsLock, SecretLine

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALTGR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Field(QWidget):
    """A field with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self.line = SecretLine("Lösenfras")
        self.sign = CapsLock(self.line)
        self.setLayout(column(self.line, self.sign))

    def type(self, letter: str, modifier: Qt.KeyboardModifier = NONE, key: int = 0, *, again: bool = False) -> bool:
        """Press a key; whether Caps Lock is said to be on."""
        QApplication.sendEvent(self.line, QKeyEvent(QEvent.Type.KeyPress, key, modifier, letter, again))
        return not self.sign.isHidden()


@pytest.fixture
def field(dressed: QApplication, qtbot: QtBot) -> Iterator[Field]:
    made = Field()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    yield made


def test_a_capital_without_shift_gives_it_away(field: Field) -> None:
    assert not field.type("a")
    assert field.type("Ä")
    assert field.type("B")
    assert not field.type("b")


def test_a_small_letter_with_shift_gives_it_away_and_a_capital_with_shift_takes_it_back(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert field.type("å", SHIFT)
    assert not field.type("Å", SHIFT)


def test_on_a_mac_a_capital_with_shift_says_nothing(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert field.type("A")
    assert field.type("A", SHIFT)


@pytest.mark.parametrize(("letter", "modifier"), [("1", NONE), (" ", NONE), ("!", SHIFT), ("", NONE), ("A", ALTGR)])
def test_what_says_nothing_is_not_guessed_from(field: Field, letter: str, modifier: Qt.KeyboardModifier) -> None:
    assert not field.type(letter, modifier)
    assert field.type("A")
    assert field.type(letter, modifier)


def test_the_key_itself_turns_what_is_known_and_nothing_else(field: Field) -> None:
    caps = Qt.Key.Key_CapsLock
    assert not field.type("", key=caps)  # nobody knew before, so nobody knows now
    assert field.type("A")
    assert not field.type("", key=caps)
    assert field.type("", key=caps)
    assert field.type("", key=caps, again=True)


def test_another_window_may_have_changed_it(field: Field) -> None:
    assert field.type("A")
    QApplication.sendEvent(field.line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert field.sign.isHidden()


def test_the_eye_shows_and_hides(field: Field) -> None:
    line = field.line
    assert line.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.eye.hasFocus()
    QTest.keyClick(line.eye, Qt.Key.Key_Space)
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert (line.eye.accessibleName(), line.eye.isChecked()) == ("Visa det som är skrivet", True)
    assert line.eye.toolTip() == "Dölj det som är skrivet"
    QTest.keyClick(line.eye, Qt.Key.Key_Space)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert line.text() == ""  # the space was for the eye
    assert (line.eye.accessibleName(), line.eye.isChecked()) == ("Visa det som är skrivet", False)


def test_keys_for_the_eye_are_not_written(field: Field) -> None:
    field.line.eye.setFocus()
    QTest.keyClick(field.line.eye, Qt.Key.Key_X)
    assert field.line.text() == ""


def test_forgotten_is_empty_and_hidden(field: Field) -> None:
    field.line.setText("fyra ord")
    field.line.eye.click()
    field.line.forget()
    assert field.line.text() == ""
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
