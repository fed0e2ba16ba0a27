"""A line over the page that says what could not be done and why, until it is closed or something is saved."""

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from ui.bug import bug_text
from ui.parts import Boxed, Button, Kind, Picture, column, label, row
from ui.screen_reader import announce
from ui.theme import scaled


class MessageBar(QWidget):
    """Hidden when there is nothing to say. It takes no focus: what she was writing stays under her hands."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "danger", wrap=True)
        self._text = label("", wrap=True)
        close = Button("Stäng", Kind.QUIET, icon="x", press=self.hide)
        box = Boxed("red_soft", bar="red")
        sign = Picture("triangle-alert", "red", 18)
        box.inside.addLayout(row(sign, column(self._title, self._text, spacing=2), close, spacing=12))
        inside = column(box)
        inside.setContentsMargins(scaled(24), scaled(12), scaled(24), 0)
        self.setLayout(inside)
        self.hide()

    def show_error(self, error: CoordinatorError) -> None:
        """Say what a rule or the vault says."""
        self._say(error.title, error.message)

    def show_bug(self, error: BaseException) -> None:
        """Say where the program is at fault: never what it was working with."""
        title, _, text = bug_text(error).partition("\n")
        self._say(title, text)

    def _say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self.show()
        announce(self, f"{title}. {text}")
