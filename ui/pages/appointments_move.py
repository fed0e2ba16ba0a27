"""*Ny dag*: the same time on another day, written as one says it; what it becomes is shown before Enter."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.appointment import Appointment
from coordinator.appointment_day import move_appointment, read_new_time
from coordinator.change import Applied
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.swedish import short_day
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.parts import column, label, row
from ui.session import Session
from ui.theme import scaled


class _Line(LineField):
    """Only Enter moves. Left half-written it stays, and is kept as a draft."""

    def finish(self) -> None:
        """Nothing is saved by leaving."""


class NewDay(QWidget):
    """The line, what it becomes, and why it was refused."""

    closed = Signal()

    def __init__(self, session: Session, drafts: Drafts, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._drafts = session, drafts
        self._one: Appointment | None = None
        self._record: Record | None = None
        self.line = _Line("Ny dag och tid", hint="tis 1 dec 10.30")
        self.line.setFixedWidth(scaled(260))
        self.words, self.fault = label("", "note", wrap=True), Fault()
        self.line.textChanged.connect(self._read)
        self.line.returnPressed.connect(self._move)
        self.line.left_empty_handed.connect(self.closed)
        asked = label("Ny dag", "note")
        asked.setBuddy(self.line)
        beside = row(self.line, spacing=10)
        beside.addWidget(self.words, 1)
        self.setLayout(column(asked, beside, self.fault, spacing=3))
        self.hide()

    def about(self, one: Appointment, record: Record) -> None:
        """Be about this time; with what was half-written of it."""
        another = self._one is None or self._one.id != one.id
        self._one, self._record = one, record
        if another:
            self._drafts.keep_now()
            self.line.show_saved("")
            self.line.setText("")
            self._drafts.watch(self.line, f"appointment:{one.id}:new_day")
            self.setVisible(one.is_coming and self.line.unfinished() is not None)
        self._read(self.line.text())

    def begin(self, day: date | None = None) -> None:
        """Ask for the new day; ``day`` is one to suggest."""
        if day is not None and self._record is not None:
            self.line.show_draft(short_day(day, self._record.today))
        self.show()
        self.line.setFocus()
        self.line.end(False)

    def _read(self, text: str) -> None:
        self.fault.say(None)
        words = "Enter flyttar. Utan klockslag gäller samma som förut."
        if text.strip() and self._one is not None and self._record is not None:
            try:
                words = f"Blir: {read_new_time(self._record, self._one, text).words}"
            except RuleError as error:
                words = str(error)
        self.words.setText(words)
        self.line.setAccessibleDescription(words)

    def _move(self) -> None:
        one, record = self._one, self._session.record
        if one is None or record is None or record.patient_id != one.patient_id or not self.line.text().strip():
            return
        try:
            new = read_new_time(record, one, self.line.text())
        except RuleError as error:
            self._refuse(error)
            return
        session, key = self._session, self._session.draft_key(f"appointment:{one.id}:new_day")

        def is_open() -> bool:
            return isValid(self) and self._one is not None and self._one.id == one.id

        def moved(_applied: Applied) -> None:
            if is_open():
                self.line.setText("")
                self._drafts.keep_now()
                self.closed.emit()
            session.keep(key, None)  # also when another time is open by now

        def refused(error: CoordinatorError) -> None:
            (self._refuse if is_open() else session.refused.emit)(error)

        session.do(move_appointment, one.id, to=new.day, starts=new.starts).then(moved).but(refused)

    def _refuse(self, error: CoordinatorError) -> None:
        self.line.show_fault()
        self.fault.say(error)
