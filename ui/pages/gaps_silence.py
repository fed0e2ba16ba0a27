"""Keeping a gap quiet, asked in its own row: why, until when, and whether only this one or all of its kind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.day_reader import read_day
from coordinator.days_left import with_year
from coordinator.errors import CoordinatorError
from coordinator.gaps import Gap, silence_gap
from ui.drafts import Drafts
from ui.fields import mark_faulty
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.written_answer import AnswerLine
from ui.parts import Boxed, Button, Kind, column, label
from ui.session import Session
from ui.theme import scaled

CHOICES = (("3 månader", "om 3 månader"), ("6 månader", "om 6 månader"), ("Ett år", "om ett år"))
"""What is mostly meant, and how it is written in the line for the day; the first when nothing is."""

LINES = ("reason", "until")
"""What is written, as drafts of it are called."""


class SilenceForm(Boxed):
    """Two lines with what is mostly meant as buttons. The day is what stands in its line, so that a draft keeps it."""

    closed = Signal()
    """It is put away."""

    def __init__(self, session: Session, drafts: Drafts, gap: Gap) -> None:
        super().__init__("sunken")
        self._session, self._drafts, self._gap = session, drafts, gap
        self._of = session.record.patient_id if session.record is not None else None
        self._sent = False
        self.reason = AnswerLine("Varför ska luckan vara tyst?", hint="Det som den som läser senare behöver veta")
        self.until = AnswerLine("Tyst till och med", hint=CHOICES[0][1])
        self.until.setFixedWidth(scaled(150))
        self.choices = [Button(words, Kind.TOGGLE) for words, _ in CHOICES]
        for one, (_, said) in zip(self.choices, CHOICES, strict=True):
            one.clicked.connect(lambda _on=False, said=said: self._choose(said))
        self.only = Button("Bara den här", Kind.TOGGLE)
        self.every = Button("Alla av det slaget för patienten", Kind.TOGGLE)
        self.every.setToolTip(gap.rule.name)
        self.every.describe(gap.rule.name)
        both = QButtonGroup(self)
        for one in (self.only, self.every):
            both.addButton(one)
            one.setAutoExclusive(True)  # the group sees to it; this is what a screen reader is told
        self.only.setChecked(True)
        self._says = label("", "note", wrap=True)
        self._fault = Fault()
        self.send = Button("Tysta luckan", icon="bell-off", press=self._send)
        self.back = Button("Låt den synas", Kind.QUIET, press=self.close_it)
        self._lay_out()
        for line, name in zip((self.reason, self.until), LINES, strict=True):
            line.returnPressed.connect(self._send)
            line.left_empty_handed.connect(self.close_it)
            line.textChanged.connect(self._forget_fault)
            drafts.watch(line, draft_of(gap, name))
        self.until.textChanged.connect(self._show_day)
        self._show_day()

    def _lay_out(self) -> None:
        words = {line: label(line.accessibleName(), "note") for line in (self.reason, self.until)}
        for line, name in words.items():
            name.setBuddy(line)
        which = Flow(self.only, self.every)
        if not is_one_of_many(self._gap, self._of):
            self.only.hide()
            self.every.hide()
        for part in (
            column(words[self.reason], self.reason, spacing=2),
            column(words[self.until], Flow(self.until, *self.choices), spacing=2),
            which,
            column(self._says, self._fault, spacing=4),
            Flow(self.send, self.back),
        ):
            self.inside.addLayout(part)
        self.inside.setSpacing(scaled(8))

    def start(self) -> None:
        """Put the focus where one writes why."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_it(self) -> None:
        """Put it away, and forget what is written."""
        self._forget()
        self.closed.emit()

    def fault_text(self) -> str:
        """Why it was refused; empty when nothing is wrong."""
        return self._fault.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape from a button; a line tells by itself when it has nothing to take back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    # The day

    def _choose(self, said: str) -> None:
        self.until.setText("" if said == CHOICES[0][1] else said)
        self._show_day()  # what was pressed stays chosen

    def _written_day(self) -> str:
        return self.until.text().strip() or CHOICES[0][1]

    def _show_day(self) -> None:
        for one, (_, said) in zip(self.choices, CHOICES, strict=True):
            one.setChecked(said == self._written_day())
        record = self._session.record
        try:
            day = read_day(self._written_day(), record.today) if record is not None else None
        except CoordinatorError:
            day = None  # said when she is done writing
        then = "Sedan syns den igen, om den finns kvar."
        self._says.setText(f"Tyst till och med {with_year(day)}. {then}" if day else "")

    # Done

    def _send(self) -> None:
        session, record, gap = self._session, self._session.record, self._gap
        if self._sent or record is None or record.patient_id != self._of:
            return
        try:
            day = read_day(self._written_day(), record.today)
        except CoordinatorError as error:
            self._refuse_at(self.until, error)
            return
        if day is None:
            return
        about = None if self.every.isChecked() else gap.entry_id
        keys = [session.draft_key(draft_of(gap, name)) for name in LINES]

        def silenced(_applied: Applied) -> None:
            if isValid(self):
                self._forget()
            for key in keys:
                session.keep(key, None)

        self._sent = True
        reason = self.reason.text().strip()
        session.do(silence_gap, gap.key, about=about, reason=reason, until=day).then(silenced).but(self._refuse)

    def _refuse(self, error: CoordinatorError) -> None:
        self._refuse_at(self.until if self.reason.text().strip() else self.reason, error)

    def _refuse_at(self, line: AnswerLine, error: CoordinatorError) -> None:
        self._sent = False
        self._fault.say(error)
        mark_faulty(line, True)
        line.setAccessibleDescription(str(error))
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_fault(self) -> None:
        self._fault.say(None)
        for line in (self.reason, self.until):
            mark_faulty(line, False)
            line.setAccessibleDescription("")

    def _forget(self) -> None:
        for line in (self.reason, self.until):
            line.show_draft("")
        self._drafts.keep_now()


def draft_of(gap: Gap, name: str) -> str:
    """Under what a line of the form is kept."""
    return f"gap_silence:{gap.key}:{gap.entry_id}:{name}"


def is_one_of_many(gap: Gap, patient_id: object) -> bool:
    """Whether a rule may find others beside this one: it is about an entry, and not about the patient as such."""
    return gap.entry_id is not None and gap.entry_id != patient_id
