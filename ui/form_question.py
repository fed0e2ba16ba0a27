"""A question with few answers, where "ej efterfrågat" is one of them: the answer, when it was given and to whom."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.entity import Code, attrs_of
from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.swedish import day_in_words
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.form_choice import ChoiceRow
from ui.form_flow import Flow, tab_after
from ui.parts import Button, Kind, column, label
from ui.session import Session


class Question(QWidget):
    """One question about the patient. Answering it writes the day and the user's name in the same change."""

    def __init__(self, session: Session, drafts: Drafts, name: str, checked: str, checked_by: str) -> None:
        super().__init__()
        self._session = session
        self._drafts, self.name, self.checked = drafts, name, (checked, checked_by)
        declared = {attr.name: attr for attr in attrs_of(Patient)}
        attr = declared[name]
        codes: type[Code] = attr.value_type
        self._not_asked = attr.default
        self._patient: Patient | None = None
        self.answer = ChoiceRow(attr.label, [(code, code.label) for code in codes])
        self.answer.finished.connect(self._answered)
        self.when = label("", "note")
        self.again = Button("Kontrollerat i dag", Kind.QUIET, icon="check", press=self._answered)
        self.again.setAccessibleName(f"{attr.label}: kontrollerat i dag")
        self.other = Button("Annan dag eller person", Kind.QUIET, press=self._open)
        self.other.setAccessibleName(f"{attr.label}: annan dag eller person")
        self.details: EntryForm | None = None
        self.fault = Fault()
        self._inside = column(label(attr.label, "strong"), self.answer, spacing=5)
        self._inside.addLayout(Flow(self.when, self.again, self.other, spacing=6))
        self._inside.addWidget(self.fault)
        self.setLayout(self._inside)

    def show_record(self, record: Record) -> None:
        """Show the answer in ``record``."""
        before, self._patient = self._patient, record.patient
        if before is None or getattr(before, self.name) != getattr(record.patient, self.name):
            self.fault.say(None)
        if before is not None and before.id != record.patient.id:
            self._close()
        answer = getattr(record.patient, self.name)
        answered = answer is not self._not_asked
        self.answer.show_saved(answer)
        if self.details is not None:
            self.details.show_entry(record.patient, record)
        day, who = (getattr(record.patient, name) for name in self.checked)
        words = ["Kontrollerat"] + ([day_in_words(day, record.today)] if day else [])
        words += [f"av {who.strip()}"] if who.strip() else []
        self.when.setText(" ".join(words) if len(words) > 1 else "När svaret gavs är inte skrivet")
        for part in (self.when, self.again, self.other):
            part.setVisible(answered)
        self.again.setVisible(answered and day != record.today)
        if not answered:
            self._close()

    @property
    def is_open(self) -> bool:
        """Whether nobody has asked it yet."""
        return self.answer.chosen() is self._not_asked

    def start(self) -> None:
        """Put the focus on the answer."""
        self.answer.start()

    def _open(self) -> None:
        """Show the fields of the day and the person, or put them away."""
        if self.details is None and self._session.record is not None:
            self.details = EntryForm(self._session, self._drafts, Patient, only=self.checked)
            self.details.show_entry(self._session.record.patient, self._session.record)
            self.details.hide()
            self._inside.addWidget(self.details)
            tab_after(self.other, self.details)
        if self.details is not None:
            self.details.setVisible(self.details.isHidden())
            if not self.details.isHidden():
                self.details.start()

    def _close(self) -> None:
        if self.details is not None:
            self.details.hide()

    def _answered(self) -> None:
        record, patient = self._session.record, self._patient
        if record is None or patient is None or record.patient_id != patient.id:
            return
        answer = self.answer.chosen()
        given = answer is not self._not_asked
        values: dict[str, Any] = {
            self.name: answer,
            self.checked[0]: record.today if given else None,
            self.checked[1]: record.actor.name if given else "",
        }
        self.fault.say(None)
        if self.again.hasFocus():
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)

        def refuse(error: CoordinatorError) -> None:
            if not isValid(self) or self._patient is None or self._patient.id != patient.id:
                self._session.refused.emit(error)
                return
            self.answer.take_back()
            self.fault.say(error)

        self._session.do(edit_entry, Patient, patient.id, **values).but(refuse)
