"""What the contact page says above its list: that somebody is to be chosen for a role, that somebody was removed."""

from collections.abc import Callable

from coordinator.contact import Assignment
from ui.parts import Boxed, Button, Kind, Picture, column, label, row
from ui.screen_reader import announce
from ui.window_commands import UNDO


class Choosing(Boxed):
    """Who is to have a role in law? The list below is what one chooses from."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__("amber_soft", bar="amber")
        self.title = label("", "strong", wrap=True)
        self._how = label("", "note", wrap=True)
        words = column(self.title, self._how, spacing=1)
        line = row(Picture("user-plus", "amber", 18), spacing=10)
        line.addLayout(words, 1)
        line.addWidget(Button("Avbryt", Kind.QUIET, shortcut="Esc", press=stop))
        self.inside.addLayout(line)
        self.hide()

    def say(self, assignment: Assignment, *, any_contact: bool) -> None:
        """Ask for the assignment."""
        role = assignment.label.lower()
        self.title.setText(f"Välj vem som blir {role}")
        self._how.setText(
            "Enter utser den som är vald. Skriv för att filtrera. Finns personen inte i listan: lägg till den först."
            if any_contact
            else f"Lägg först till den som ska bli {role} på raden ovan. Tryck sedan Enter en gång till."
        )
        self.show()


class Removed(Boxed):
    """A contact was removed, and how to take that back. It stays until the next change."""

    def __init__(self, undo: Callable[[], object]) -> None:
        super().__init__("sunken")
        self.words = label("", "strong", wrap=True)
        line = row(Picture("circle-check", "teal"), spacing=10)
        line.addWidget(self.words, 1)
        line.addWidget(Button("Ångra", Kind.QUIET, icon="undo-2", shortcut=UNDO.keys, press=undo))
        self.inside.addLayout(line)
        self.hide()

    def say(self, text: str) -> None:
        """Say what was removed."""
        self.words.setText(text)
        self.show()
        announce(self, text)
