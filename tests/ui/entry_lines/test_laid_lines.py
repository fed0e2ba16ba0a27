"""The places of lines: the tab key comes to them where they stand, also when there is something below them."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.parts import column


def test_the_tab_key_goes_from_above_through_the_lines_to_what_is_below(dressed: QApplication, qtbot: QtBot) -> None:
    """The lines are made when there is something to show: after all else on the page."""
    page, above, below = QWidget(), QPushButton("Ovanför"), QPushButton("Nedanför")
    lines = Lines("Rader", lambda _id: None)
    page.setLayout(column(above, lines, below))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    lines.show_groups([Group("alla", "", tuple(Line(UUID(int=number), f"Rad {number}") for number in (1, 2)))])
    above.setFocus()
    seen = []
    for _ in range(2):
        press(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    assert seen == [lines.line(UUID(int=1)), below]
