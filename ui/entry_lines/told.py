"""What was just done with an entry, and how to take that back; it stands until the next change."""

from ui.parts import Boxed, Button, Kind, Picture, label, row
from ui.screen_reader import announce
from ui.session import Session
from ui.window_commands import UNDO


class Told(Boxed):
    """The words and *Ångra*."""

    def __init__(self, session: Session) -> None:
        super().__init__("sunken")
        self.words = label("", "strong", wrap=True)
        line = row(Picture("circle-check", "teal"), spacing=10)
        line.addWidget(self.words, 1)
        line.addWidget(Button("Ångra", Kind.QUIET, icon="undo-2", shortcut=UNDO.keys, press=session.undo))
        self.inside.addLayout(line)
        session.saved.connect(self.hide)
        session.undone.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Say it."""
        self.words.setText(text)
        self.show()
        announce(self, text)
