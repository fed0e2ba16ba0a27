"""Every question to the user that is not on a page goes through here, so that a test can answer it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.parts import Button, Kind, column, label, row
from ui.theme import scaled


class Question(QDialog):
    """A title, what will happen, a verb and a way out. Only for what cannot be undone."""

    def __init__(self, parent: QWidget | None, title: str, text: str, verb: str, inside: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        words = label(text, wrap=True)
        words.setMinimumWidth(scaled(380))
        self.go = Button(verb, Kind.PRIMARY, press=self.accept)
        stay = Button("Avbryt", press=self.reject)
        parts: list[QWidget] = [label(title, "section"), words, *([inside] if inside is not None else [])]
        inner = column(*parts, row(1, stay, self.go), spacing=12)
        inner.setContentsMargins(scaled(24), scaled(20), scaled(24), scaled(20))
        self.setLayout(inner)
        self.go.setDefault(True)


class Dialogs:
    """The questions themselves. Tests give the window another one of these, with the answers."""

    def save_path(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """Where to write a file; None when the user thinks better of it. ``suggested`` names no patient."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / suggested), kinds)
        return Path(chosen) if chosen else None

    def open_path(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Which file to read."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget, title: str, begin: Path | None = None) -> Path | None:
        """Which folder."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(begin or Path.home()))
        return Path(chosen) if chosen else None

    def ask(self, question: Question, yes: Callable[[], object]) -> None:
        """Show a question; ``yes`` is called when its verb was chosen. The window goes on meanwhile."""
        question.accepted.connect(yes)
        question.finished.connect(question.deleteLater)
        question.open()

    def print_pdf(self, parent: QWidget, pdf: bytes, title: str) -> bool:
        """Let the user choose a printer and print; whether it was sent."""
        from ui.printing import print_pdf  # the printing classes are slow to load

        return print_pdf(parent, pdf, title)
