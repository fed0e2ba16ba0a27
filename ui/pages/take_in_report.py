"""What came of a file that was taken in, in a text that can be copied, and the way to the patient."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.form_flow import Flow
from ui.parts import Button, Kind, Picture, column, keys_in_words, label, row, whole
from ui.screen_reader import announce
from ui.window_commands import UNDO

_NOTE = f"{keys_in_words(UNDO.keys)} tar bort allt som hämtades in. Texten går att markera och kopiera."


class TakenInReport(QWidget):
    """The lines, and what one does next."""

    patient_wanted = Signal()
    another_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.lines.setAccessibleName("Det här hämtades in")
        self.to_patient = Button(
            "Till patienten", Kind.PRIMARY, icon="arrow-right", press=self.patient_wanted.emit
        )  # fmt: skip
        another = Button("Hämta in en fil till", icon="folder-open", press=self.another_wanted.emit)
        head = row(Picture("circle-check", "teal", 18), spacing=10)
        head.addWidget(self.title, 1)
        note = label(
            f"{UNDO.title} tar bort allt som hämtades in. Texten går att markera och kopiera.", "note", wrap=True
        )
        inside = column(head, self.lines, note, whole(Flow(self.to_patient, another, spacing=8)), spacing=10)
        inside.setStretchFactor(self.lines, 1)
        self.setLayout(inside)

    def say(self, title: str, lines: Sequence[str]) -> None:
        """Say what came in."""
        self.title.setText(title)
        self.lines.setPlainText("\n".join(lines))
        self.to_patient.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, title)
