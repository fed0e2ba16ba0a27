"""Asked in place when a line of Idag is put off: why, and until when."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError, RuleError
from ui.fields import mark_faulty
from ui.form import Fault
from ui.pages.today_day import read_or_say
from ui.pages.written_answer import AnswerLine
from ui.parts import Boxed, Button, Kind, column, label, row


class PutOff(Boxed):
    """Hidden until it is asked for. Enter answers, Escape puts it away; what is half-written stays as a draft."""

    answered = Signal(object, str)
    """Until which day, and why."""
    closed = Signal()
    """Put away unanswered."""

    def __init__(self) -> None:
        super().__init__("sunken")
        self.because = AnswerLine("Varför skjuts det upp?", hint="Till exempel: handläggaren är ledig")
        self.until = AnswerLine("Till vilken dag?", hint="i morgon, fre, 4 dec")
        self.fault = Fault()
        self.becomes = label("", "note", wrap=True)
        self.go = Button("Skjut upp", icon="check", shortcut="Return", press=self._answer)
        away = Button("Avbryt", Kind.QUIET, press=self.close_it)
        self._today = date.min
        for line in (self.because, self.until):
            words = label(line.accessibleName(), "note")
            words.setBuddy(line)
            self.inside.addLayout(column(words, line, spacing=2))
            line.returnPressed.connect(self._enter)
            line.left_empty_handed.connect(self.close_it)
        for part in (self.becomes, self.fault):
            self.inside.addWidget(part)
        self.inside.addLayout(row(self.go, away, 1, spacing=6))
        self.until.textChanged.connect(self._say_day)
        self.hide()

    @property
    def lines(self) -> tuple[AnswerLine, AnswerLine]:
        """The two fields."""
        return self.because, self.until

    def ask(self, today: date) -> None:
        """Show it, ready to write where nothing is written yet."""
        self._today = today
        self.fault.say(None)
        self._say_day()
        self.show()
        (self.until if self.because.text().strip() else self.because).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_it(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def refuse(self, error: CoordinatorError, line: QWidget | None = None) -> None:
        """Say why not; what is written stays."""
        self.fault.say(error)
        wrong = line or (self.until if self.because.text().strip() else self.because)
        mark_faulty(wrong, True)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        empty = next((one for one in self.lines if not one.text().strip() and not one.hasFocus()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._answer()

    def _answer(self) -> None:
        because = self.because.text().strip()
        if not because:
            self.refuse(RuleError("Orsaken saknas", "Skriv varför det skjuts upp."), self.because)
            return
        try:
            day = read_or_say(self.until.text(), self._today, self.becomes)
            if day is None:
                raise RuleError("Dagen saknas", "Skriv till vilken dag, till exempel i morgon eller om en vecka.")
        except CoordinatorError as error:
            self.refuse(error, self.until)
            return
        self.fault.say(None)
        self.answered.emit(day, because)

    def _say_day(self, _text: str = "") -> None:
        try:
            read_or_say(self.until.text(), self._today, self.becomes)
        except CoordinatorError:
            self.becomes.hide()
