"""What the directory says above its list: what was removed or added, and what a colleague's file would change."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from ui.form_flow import Flow
from ui.parts import Boxed, Button, Kind, Picture, clear, label, row, whole
from ui.screen_reader import announce
from ui.theme import is_large, scaled

_LINES, _LINES_LARGE = 6, 3
"""No more than so many lines are shown at once: the rest is scrolled to."""


class DirectoryNotice(Boxed):
    """A line, perhaps more below it, and what can be done. It stays until something else is said."""

    def __init__(self) -> None:
        super().__init__("sunken")
        self.words = label("", "strong", wrap=True)
        self.more = QPlainTextEdit()  # which can be scrolled by keyboard, and copied to whoever made the file
        self.more.setReadOnly(True)
        self.more.setTabChangesFocus(True)
        self.more.setAccessibleName("Mer om det")
        self.buttons: list[Button] = []
        self._deeds = Flow()
        line = row(Picture("circle-check", "teal"), spacing=10)
        line.addWidget(self.words, 1)
        self.inside.addLayout(line)
        self.inside.addWidget(self.more)
        self.inside.addWidget(whole(self._deeds))
        self.hide()

    def say(self, text: str, *deeds: tuple[str, str, Callable[[], object]], more: Sequence[str] = ()) -> None:
        """Say ``text``, with ``more`` line by line. deeds: each a verb, its icon and what it does."""
        self.words.setText(text)
        self.more.setPlainText("\n".join(more))
        lines = min(_LINES_LARGE if is_large() else _LINES, len(more) + 1)
        height = QFontMetricsF(self.more.font()).lineSpacing() * lines
        self.more.setFixedHeight(ceil(height) + scaled(16))
        self.more.setVisible(bool(more))
        clear(self._deeds)
        self.buttons = [Button(verb, icon=icon, press=do) for verb, icon, do in deeds]
        self.buttons.append(Button("Stäng", Kind.QUIET, icon="x", press=self.hide))
        for button in self.buttons:
            self._deeds.addWidget(button)
        self.show()
        self.more.moveCursor(QTextCursor.MoveOperation.Start)
        announce(self, text)

    def start(self) -> None:
        """Put the focus on the first thing that can be done."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
