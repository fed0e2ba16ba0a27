"""The versions of the plan that were handed out: when, to whom, and a button to print each again exactly."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coordinator.careplan import HandedOutPlan
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.swedish import day_in_words
from ui.parts import Button, Kind, Section, clear, column, label, row


class Versions(QWidget):
    """The list, newest first; nothing at all when none was handed out."""

    def __init__(self, print_again: Callable[[int], object]) -> None:
        super().__init__()
        self._print_again = print_again
        self._shown: object = None
        self._lines = column(spacing=4)
        self.setLayout(column(Section("Utlämnade versioner"), self._lines))
        self.hide()

    def show_record(self, record: Record) -> None:
        """Show what was handed out to this patient."""
        copies = sorted(record.all(HandedOutPlan), key=lambda copy: copy.number, reverse=True)
        protected = hides_anything(record)
        now = (tuple((copy.id, copy.version) for copy in copies), protected, record.today)
        if now == self._shown:
            return
        self._shown = now
        clear(self._lines)
        if protected and copies:
            self._lines.addWidget(
                label(
                    "Någons uppgifter är skyddade nu. Skriv ut planen som den är i dag i stället för en äldre version.",
                    "note",
                    wrap=True,
                )
            )
        for copy in copies:
            words = f"Version {copy.number}, {day_in_words(copy.handed_out_on, record.today)}, till {copy.handed_to}"
            again = Button(f"Skriv ut version {copy.number} igen", Kind.QUIET, icon="printer")
            again.clicked.connect(lambda _checked=False, number=copy.number: self._print_again(number))
            again.setEnabled(not protected)
            line = QWidget()
            text = label(words, wrap=True)
            inside = row(text, again)
            inside.setStretchFactor(text, 1)
            line.setLayout(inside)
            self._lines.addWidget(line)
        self.setVisible(bool(copies))
