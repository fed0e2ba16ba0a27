"""Where the patient stands with the unit, on her own page: the status and since when, and the box where it changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.open_matters import OpenMatter, in_numbers, open_matters_of
from coordinator.patient_status import change_status, since_in_words
from coordinator.person import Patient, PatientStatus
from coordinator.record import Record
from coordinator.swedish import how_late, short_day
from ui.box_to_add import BoxToAdd
from ui.chips import FACT, Chip
from ui.drafts import Drafts
from ui.form import Fault, FormField
from ui.form_choice import ChoiceRow
from ui.form_flow import Flow, tab_after
from ui.parts import Button, Kind, clear, column, label, selectable, whole
from ui.session import Session

NAMES = ("status", "moved_to", "status_on", "status_note")
"""The fields of the patient that are shown and changed here."""

_MOST = 8
_STAYS_OPEN = "Det här är öppet och stängs inte av sig självt:"
_NOTHING_OPEN = "Inget är öppet: inga bevakningar, remisser, intyg, SIP, övergångar eller kommande besök."


class StatusPart(QWidget):
    """The status in words, and the button that opens the box in its place."""

    opened = Signal()
    """The box has come: whoever scrolls shows it."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._patient: Patient | None = None
        self.box: StatusBox | None = None
        self.chip = Chip(PatientStatus.ACTIVE.label)
        self.since = label("", "note")
        self.change = Button("Ändra status", icon="pencil", press=self.open_box)
        self.words = selectable(label("", wrap=True))
        self._inside = column(
            label("Status", "strong"), Flow(self.chip, self.since, self.change), self.words, spacing=5
        )
        self.setLayout(self._inside)

    def show_record(self, record: Record) -> None:
        """Show the status in ``record``."""
        patient = record.patient
        if self._patient is not None and self._patient.id != patient.id:
            self._drafts.keep_now()
            self._close()
        self._patient = patient
        self.chip.show_text(patient.status.label, FACT)
        since = since_in_words(patient, record.today).removeprefix(patient.status.label).strip()
        self.since.setText(since)
        self.since.setVisible(bool(since))
        told = (f"Flyttad till: {patient.moved_to.strip()}" if patient.moved_to.strip() else "", patient.status_note)
        self.words.setText("\n".join(text.strip() for text in told if text.strip()))
        self.words.setVisible(bool(self.words.text()))
        if self.box is not None:
            self.box.show_record(record)

    def start(self) -> None:
        """Go to the box when it is open, else to the button."""
        if self.box is not None:
            self.box.start()
        else:
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_box(self) -> None:
        """Show the box where the status is changed, and go there."""
        record = self._session.record
        if record is None:
            return
        if self.box is None:
            self.box = StatusBox(self._session, self._drafts, record)
            self.box.closed.connect(self._answered)
            self._inside.addWidget(self.box)
            self.box.show()
            tab_after(self.change, self.box)
            self.change.hide()
        self.box.start()
        self.opened.emit()

    def _answered(self) -> None:
        self._close()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        gone, self.box = self.box, None
        self.change.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()


class StatusBox(BoxToAdd):
    """Which status, since which day and why, with what is open. Ctrl+Enter changes it, Escape leaves it."""

    def __init__(self, session: Session, drafts: Drafts, record: Record) -> None:
        super().__init__("sunken")
        self._session, self._drafts, self._patient = session, drafts, record.patient
        self._sent = False
        attrs = {attr.name: attr for attr in attrs_of(Patient)}
        on = replace(attrs["status_on"], label="Från vilken dag")
        self.status = ChoiceRow("Ny status", [(one, one.label) for one in PatientStatus])
        self.fields = {"moved_to": FormField(attrs["moved_to"]), "on": FormField(on)}
        self.fields["note"] = FormField(replace(attrs["status_note"], label="Varför, eller vad som hände"))
        self.open_words, self._open = label("", "strong", wrap=True), column(spacing=2)
        self.fault = Fault()
        self.done = Button("Ändra status", icon="check", shortcut="Ctrl+Return", press=self.change_it)
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self._leave)
        told, buttons = column(self.open_words, self._open, spacing=2), whole(Flow(self.done, self.cancel))
        self.inside.addLayout(column(self.status, *self.fields.values(), told, self.fault, buttons, spacing=8))
        self.asked_to_add.connect(self.change_it)
        self.closed.connect(self.forget)
        self.status.show_saved(record.patient.status)
        self.status.finished.connect(self._show_choice)
        for button in self.status.buttons:
            button.installEventFilter(self)
            button.clicked.connect(self._show_choice)
        for name, field in self.fields.items():
            field.editor.meet(record)
            field.editor.main.installEventFilter(self)
            written = field.editor.text_field
            if written is not None:
                field.show_saved(record.today if name == "on" else "")
                drafts.watch(written, draft_name(record.patient, name))
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        """Show what is open in ``record``."""
        self._matters = open_matters_of(record)
        self._show_choice()

    def start(self) -> None:
        """Go to the choice of status."""
        self.status.start()

    def change_it(self) -> None:
        """Change the status, if what is written can be read."""
        record = self._session.record
        if self._sent or record is None or record.patient_id != self._patient.id:
            return
        status = self.status.chosen()
        self.fault.say(None)
        try:
            values = {
                name: field.value() for name, field in self.fields.items() if name != "moved_to" or self._has_moved
            }
        except RuleError:
            return  # said beside the field
        if values["on"] is None:
            self._refused(RuleError("Dagen saknas", "Skriv från vilken dag.", field="on"))
            return
        self._sent = True
        session, keys = self._session, [self._session.draft_key(draft_name(self._patient, one)) for one in self.fields]

        def changed(_applied: Applied) -> None:
            for key in keys:
                session.keep(key, None)
            if isValid(self):
                self.closed.emit()

        session.do(change_status, status, **values).then(changed).but(self._refused)

    def forget(self) -> None:
        """What is written is not wanted."""
        for field in self.fields.values():
            field.take_back()
        self._drafts.keep_now()

    def _leave(self) -> None:
        self.closed.emit()

    @property
    def _has_moved(self) -> bool:
        return self.status.chosen() is PatientStatus.MOVED

    def _show_choice(self) -> None:
        """Ask where to of whom has moved, and tell what is open of whom is not with us any more."""
        self.fields["moved_to"].setVisible(self._has_moved)
        clear(self._open)
        ends = not self.status.chosen().goes_on
        self.open_words.setVisible(ends)
        if not ends:
            return
        self.open_words.setText(f"{_STAYS_OPEN} {in_numbers(self._matters)}." if self._matters else _NOTHING_OPEN)
        for words in lines_of(self._matters, self._session.today):
            self._open.addWidget(label(words, wrap=True))

    def _refused(self, error: CoordinatorError) -> None:
        if not isValid(self):
            self._session.refused.emit(error)
            return
        self._sent = False
        field = self.fields.get(error.field if isinstance(error, RuleError) else "")
        if field is None:
            self.fault.say(error)
            return
        field.refuse(error)
        field.editor.start()


def lines_of(matters: Sequence[OpenMatter], today: date, most: int = _MOST) -> list[str]:
    """The first of what is open, one line each, and how many more there are."""
    lines = []
    for one in matters[:most]:
        day = "" if one.day is None else how_late(one.day, today) if one.is_late(today) else short_day(one.day, today)
        lines.append(", ".join(filter(None, (f"{one.area}: {one.what}", day, one.state))))
    if len(matters) > most:
        lines.append(f"… och {len(matters) - most} till.")
    return lines


def draft_name(patient: Patient, name: str) -> str:
    """What is half-written about a new status is kept under."""
    return f"{Patient.KIND}:{patient.id}:ny-status-{name}"
