"""What is written of a line of Idag: what came of it, what one does then and when; and why that was refused."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError, RuleError
from ui.fields import LineField, TextField, mark_faulty
from ui.form import Fault
from ui.pages.today_day import read_or_say
from ui.parts import column, label, row, whole
from ui.theme import scaled


class Note(TextField):
    """Escape leaves it with its text, which is kept as a draft."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Writing(QWidget):
    """Three fields, and below them why what is written was refused."""

    left = Signal()
    """Escape: back to the list."""
    ended = Signal()
    """Enter in the last field: on to what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date.min
        self.note = Note("Vad blev det?", lines=3)
        self.then = LineField("Sedan gör jag", hint="Det nästa du gör")
        self.when = LineField("När", hint="mån, 4 dec")
        self.becomes = label("", "note")
        self.fault = Fault()
        self.when.setFixedWidth(scaled(112))
        asked = label("Vad blev det?", "strong")
        asked.setBuddy(self.note)
        next_step = row(_under("Sedan gör jag", self.then), _under("När", self.when), spacing=8)
        next_step.setStretch(0, 1)
        self.setLayout(
            column(whole(column(asked, self.note, spacing=4)), whole(next_step), self.becomes, self.fault, spacing=9)
        )
        self.note.escaped.connect(self.left)
        self.then.returnPressed.connect(self.when.setFocus)
        self.when.returnPressed.connect(self.ended)
        for line in (self.then, self.when):
            line.left_empty_handed.connect(self.left)
            line.textChanged.connect(self._unsay)
        self.note.textChanged.connect(self._unsay)
        self.when.textChanged.connect(self._say_day)

    def begin(self, today: date, about: str) -> None:
        """It is about another line, or the same on another day."""
        self.today = today
        self.note.setAccessibleName(f"Vad blev det? {about}")
        self._say_day()

    def start(self) -> None:
        """Ready to write what came of it."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def day(self) -> date | None:
        """The day of the next step. RuleError says that what is written is no day."""
        return read_or_say(self.when.text(), self.today, self.becomes)

    def refuse(self, error: CoordinatorError, field: LineField | TextField | None = None) -> None:
        """Say why not, by the field that is to blame; what is written stays."""
        wrong = field or self._faulty(error)
        self.fault.say(error)
        mark_faulty(wrong, True)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _faulty(self, error: CoordinatorError) -> LineField | TextField:
        """The field that is to blame: as the rule says, else the one of the next step that is empty."""
        named = {"next_step": self.then, "next_on": self.when}.get(error.field if isinstance(error, RuleError) else "")
        step, day = self.then.text().strip(), self.when.text().strip()
        if named is not None or not self.note.text().strip() or bool(step) == bool(day):
            return named or self.note
        return self.when if step else self.then

    def _unsay(self, _text: str = "") -> None:
        """Something else is written: what was wrong may be right now."""
        self.fault.say(None)
        mark_faulty(self.note, False)

    def _say_day(self, _text: str = "") -> None:
        try:
            self.day()
        except CoordinatorError:
            self.becomes.hide()


def _under(words: str, field: LineField) -> QWidget:
    told = label(words, "note")
    told.setBuddy(field)
    return whole(column(told, field, spacing=2))
