"""What a screen reader is told that a widget is."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.app import Shell
from ui.parts import Empty, Heading, Section, column, label
from ui.roles import tell_roles


def told(widget: QWidget) -> tuple[QAccessible.Role, str]:
    """The role and the name that Qt hands on."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role(), interface.text(QAccessible.Text.Name)


@pytest.fixture(scope="module", autouse=True)
def _roles_are_told(qapp: QApplication) -> Iterator[None]:
    tell_roles()
    yield


@pytest.mark.parametrize("look", ["title", "section", "welcome"])
def test_a_heading_is_told_as_one(dressed: QApplication, look: str, qtbot: QtBot) -> None:
    heading = label("Kontakter", look)
    qtbot.addWidget(heading)
    assert told(heading) == (QAccessible.Role.Heading, "Kontakter")
    heading.setText("Kontakter, 12")
    assert told(heading) == (QAccessible.Role.Heading, "Kontakter, 12")
    heading.setAccessibleName("Tolv kontakter")
    assert told(heading)[1] == "Tolv kontakter"


@pytest.mark.parametrize("look", ["body", "note", "strong", "danger", "own"])
def test_other_texts_stay_texts(dressed: QApplication, look: str, qtbot: QtBot) -> None:
    text = label("Var sjätte månad", look)
    qtbot.addWidget(text)
    assert told(text) == (QAccessible.Role.StaticText, "Var sjätte månad")


def test_a_section_and_an_empty_page_have_a_heading(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(column(Section("Luckor", note="5 av 12"), Empty("users", "Inga kontakter än", "Skriv den första.")))
    found = [one for one in page.findChildren(Heading) if told(one)[0] == QAccessible.Role.Heading]
    assert sorted(one.text() for one in found) == ["Inga kontakter än", "Luckor"]


def test_a_heading_is_reached_from_the_page_it_stands_on(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(column(label("Kontakter", "title"), label("12 kontakter", "note")))
    whole = QAccessible.queryAccessibleInterface(page)
    inside = [whole.child(place) for place in range(whole.childCount())]
    assert [(one.role(), one.text(QAccessible.Text.Name)) for one in inside] == [
        (QAccessible.Role.Heading, "Kontakter"),
        (QAccessible.Role.StaticText, "12 kontakter"),
    ]


def test_the_window_is_told_as_one_from_the_very_first(dressed: QApplication, qtbot: QtBot) -> None:
    shell = Shell()
    qtbot.addWidget(shell)
    content = QWidget()
    content.setWindowTitle("Patienter")
    shell.show_inside(content)
    assert told(shell)[0] == QAccessible.Role.Window
    assert content.isVisibleTo(shell)
