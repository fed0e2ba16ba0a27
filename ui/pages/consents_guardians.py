"""A child's consent: the other guardian's answer, why one is enough, and what the child thinks of it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.consent import Consent, ConsentForm, OneGuardian
from coordinator.consent_state import was_a_childs
from coordinator.day_reader import read_day
from coordinator.deciding import is_minor
from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.consenting import lacks, note_second_guardian, one_guardian_is_enough, second_guardian
from ui.drafts import Drafts
from ui.fields import LineField, TextField
from ui.form import Fault
from ui.form_choice import ChoiceRow
from ui.form_flow import Flow
from ui.pages.careplan_binding import Bound
from ui.pages.careplan_binding import Fault as FieldFault
from ui.parts import Boxed, Button, column, label, row, whole
from ui.session import Doing, Session
from ui.theme import scaled

FORMS = tuple((one, one.label) for one in ConsentForm)
_ENOUGH = tuple((one, one.label) for one in OneGuardian if one is not OneGuardian.NOT_SAID)


class Guardians(QWidget):
    """What is asked about a child's consent; nothing of a grown-up's."""

    def __init__(self, session: Session, drafts: Drafts, where: str) -> None:
        """where: what the half-written of this part is kept under."""
        super().__init__()
        self._session, self._where = session, where
        self._consent: Consent | None = None
        self._drafts = drafts
        self.missing = Missing(session, drafts, where)
        self.view = TextField("Barnets egen inställning", hint="Så här sa barnet")
        fault = FieldFault()
        self._view = Bound(self.view, fault, self._save_view)
        words = label("Barnets egen inställning", "note")
        words.setBuddy(self.view)
        self._of_child = whole(column(words, self.view, fault, spacing=3))
        self.setLayout(column(self.missing, self._of_child, spacing=10))

    def show_consent(self, record: Record, consent: Consent) -> None:
        """Show what a consent lacks, and what the child thinks."""
        if self._consent is None or self._consent.id != consent.id:
            self._drafts.keep_now()
            self._drafts.watch(self.view, f"{self._where}:{consent.id}:childs_view")
        self._consent = consent
        self.missing.show_consent(record, consent)
        self._view.show(consent.childs_view)
        self._of_child.setVisible(is_minor(record) or bool(consent.childs_view.strip()))
        self.setVisible(not self.missing.isHidden() or not self._of_child.isHidden())

    def _save_view(self, value: str) -> Doing | None:
        record, one = self._session.record, self._consent
        if record is None or one is None or record.patient_id != one.patient_id:
            return None
        return self._session.do(edit_entry, Consent, one.id, childs_view=value)


class Missing(Boxed):
    """That the other guardian has not answered, and the two ways on: the answer, or why one is enough."""

    def __init__(self, session: Session, drafts: Drafts, where: str) -> None:
        super().__init__("amber_soft", bar="amber")
        self._session, self._drafts, self._where = session, drafts, where
        self._consent: Consent | None = None
        self._sent = False
        self.words = label("", "strong", wrap=True)
        self.by = LineField("Den andra vårdnadshavaren", hint="Namn")
        self.on = LineField("Den andras datum", hint="i dag")
        self.on.setFixedWidth(scaled(130))
        self.form = ChoiceRow("Den andras form", FORMS)
        self.form.finished.connect(partial(_keep, self.form))
        self.answered = Button("Den andra samtycker också", icon="check", press=self._answer)
        self.why = ChoiceRow("En vårdnadshavare räcker för att", _ENOUGH)
        self.why.finished.connect(partial(_keep, self.why))
        self.reason = LineField("Skälet till det", hint="Till exempel dom, datum och mål, eller hur ni har sökt")
        self.enough = Button("En räcker", icon="check", press=self._one_is_enough)
        self.by.returnPressed.connect(self._answer)
        self.on.returnPressed.connect(self._answer)
        self.reason.returnPressed.connect(self._one_is_enough)
        self.fault_of_other, self.fault_of_one = Fault(), Fault()
        who = row(self.by, self.on)
        who.setStretchFactor(self.by, 1)
        self._of_other = whole(
            column(
                label("Den andra vårdnadshavaren", "note"), who, whole(Flow(self.form, self.answered, spacing=10)),
                self.fault_of_other,
            )
        )  # fmt: skip
        self._of_one = whole(
            column(
                label("Eller: en vårdnadshavare räcker för att", "note"), self.why, self.reason, row(self.enough, 1),
                self.fault_of_one,
            )
        )  # fmt: skip
        self.inside.addLayout(column(self.words, self._of_other, self._of_one, spacing=10))
        self.hide()

    def show_consent(self, record: Record, consent: Consent) -> None:
        """Say what the consent lacks; with nothing to ask for it is not there."""
        missing = lacks(record, consent) if consent.is_valid_on(record.today) else ""
        if self._consent is None or self._consent.id != consent.id:
            self._begin(record, consent)
        self._consent = consent
        self.words.setText(missing)
        can_be_mended = bool(missing) and not was_a_childs(record, consent)
        self._of_other.setVisible(can_be_mended)
        self._of_one.setVisible(can_be_mended)
        self.setVisible(bool(missing))

    def start(self) -> None:
        """Put the focus where the answer is written."""
        self.by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, record: Record, consent: Consent) -> None:
        """Another consent: with the name that the record knows already."""
        self._drafts.keep_now()
        self._sent = False
        other = second_guardian(record, consent.given_by)
        for field, name, given in (
            (self.by, "also_given_by", consent.also_given_by or (other.name.strip() if other is not None else "")),
            (self.on, "also_given_on", ""),
            (self.reason, "one_guardian_reason", ""),
        ):
            field.setText(given)
            field.show_saved(given)
            self._drafts.watch(field, f"{self._where}:{consent.id}:{name}")
        self.form.show_saved(consent.also_form)
        self.fault_of_other.say(None)
        self.fault_of_one.say(None)

    def _answer(self) -> None:
        try:
            day = read_day(self.on.text(), self._session.today)
        except RuleError as error:
            self._say(self.fault_of_other, self.on, error)
            return
        one, by = self._begin_saving(), self.by.text().strip()
        if one is not None:
            doing = self._session.do(note_second_guardian, one.id, by=by, on=day, form=self.form.chosen())
            doing.then(self._done).but(self._not_answered)

    def _one_is_enough(self) -> None:
        one, reason = self._begin_saving(), self.reason.text().strip()
        if one is not None:
            doing = self._session.do(one_guardian_is_enough, one.id, why=self.why.chosen(), reason=reason)
            doing.then(self._done).but(self._not_enough)

    def _begin_saving(self) -> Consent | None:
        """The consent to save something in; None when another patient is on screen, or it is on its way already."""
        record, one = self._session.record, self._consent
        if record is None or one is None or record.patient_id != one.patient_id or self._sent:
            return None
        self._sent = True
        self.fault_of_other.say(None)
        self.fault_of_one.say(None)
        return one

    def _done(self, _applied: Applied) -> None:
        if isValid(self):
            self._sent = False
            for field in (self.by, self.on, self.reason):
                field.show_saved(field.text())
            self._drafts.keep_now()

    def _not_answered(self, error: CoordinatorError) -> None:
        field = self.on if getattr(error, "field", "") == "also_given_on" else self.by
        self._say(self.fault_of_other, field, error)

    def _not_enough(self, error: CoordinatorError) -> None:
        self._say(self.fault_of_one, self.reason, error)

    def _say(self, fault: Fault, field: LineField, error: CoordinatorError) -> None:
        if not isValid(self):
            self._session.refused.emit(error)
            return
        self._sent = False
        field.show_fault()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        fault.say(error)


def _keep(choice: ChoiceRow) -> None:
    """What is chosen here is saved with the rest, by the button."""
    choice.show_saved(choice.chosen())
