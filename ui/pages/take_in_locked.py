"""The password of a locked file, asked for where the file is read."""

from PySide6.QtCore import Qt, Signal

from coordinator.errors import CoordinatorError
from ui.parts import Boxed, Button, Kind, Picture, column, label, row
from ui.screen_reader import announce
from ui.start.secret import CapsLock, SecretLine


class Locked(Boxed):
    """Says that it is locked, and takes the password. Nothing of it is kept."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__("amber_soft", bar="amber")
        self.words = label("", "strong", wrap=True)
        self.line = SecretLine("Filens lösenord")
        self.line.returnPressed.connect(self._give)
        said = label("Filens lösenord", "strong")
        said.setBuddy(self.line)
        self.open_it = Button("Öppna", Kind.PRIMARY, icon="lock-open", press=self._give)
        field = row(self.line, self.open_it, spacing=8)
        field.setStretchFactor(self.line, 1)
        head = row(Picture("lock", "amber"), spacing=8)
        head.addWidget(self.words, 1)
        self.inside.addLayout(column(head, said, field, CapsLock(self.line), spacing=6))
        self.hide()

    def ask(self, error: CoordinatorError) -> None:
        """Ask, saying why."""
        self.words.setText(str(error))
        self.line.clear()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.text())

    def forget(self) -> None:
        """Another file is meant."""
        self.line.clear()
        self.hide()

    def _give(self) -> None:
        password = self.line.text()
        if password:
            self.line.clear()
            self.given.emit(password)
