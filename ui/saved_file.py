"""What came of saving a file, told where it was asked for: that it is there, or why it is not."""

from PySide6.QtCore import Qt

from coordinator.errors import CoordinatorError
from ui.file_out import FileOut, Making
from ui.parts import Boxed, Button, Kind, Picture, label, row
from ui.screen_reader import announce
from ui.session import Session


class SavedFile(Boxed):
    """Tells that a file is saved, or why it is not. Hidden until something is."""

    def __init__(self, session: Session) -> None:
        super().__init__("sunken")
        self.out = FileOut(session, self)
        self.out.told.connect(self.say)
        self.out.refused.connect(self.say_why)
        self.back: Button | None = None
        self.words = label("", wrap=True)
        self._done, self._not_done = Picture("circle-check", "teal"), Picture("triangle-alert", "red")
        line = row(self._done, self._not_done, spacing=10)
        line.addWidget(self.words, 1)
        self.close_it = Button("Stäng", Kind.QUIET, icon="x", press=self._close)
        line.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(line)
        self.hide()

    def save(self, making: Making, button: Button) -> None:
        """Ask, and save it. button: where one goes back to."""
        self.hide()
        self.back = button
        self.out.begin(making)

    def say(self, words: str) -> None:
        """It is saved."""
        self._show(words, done=True)

    def say_why(self, error: CoordinatorError) -> None:
        """It is not."""
        self._show(str(error), done=False)

    def _show(self, words: str, *, done: bool) -> None:
        self._done.setVisible(done)
        self._not_done.setVisible(not done)
        self.words.setText(words)
        self.show()
        announce(self, words)

    def _close(self) -> None:
        self.hide()
        if self.back is not None:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
