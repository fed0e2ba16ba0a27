"""*Om patienten*: who she is, how she is reached and met, and what nobody has asked yet."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError
from coordinator.identity import IdentityType
from coordinator.page import Page as PageName
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.transition.new_birth_date import change_number
from coordinator.umi.texts import pairs
from ui.drafts import Drafts
from ui.form import EntryForm
from ui.form_number import NumberField
from ui.form_question import Question
from ui.history_below import HistoryBelow
from ui.pages.page import Page
from ui.pages.person_status import NAMES as OF_STATUS
from ui.pages.person_status import StatusPart
from ui.parts import Button, Kind, Rule, Section, column, label, scrolling
from ui.session import Session
from ui.theme import scaled

_QUESTIONS = {
    "protected_identity": ("protection_checked", "protection_checked_by"),
    "interpreter_need": ("interpreter_checked", "interpreter_checked_by"),
    "adaptation_need": ("adaptation_checked", "adaptation_checked_by"),
    "emergency_known": ("emergency_checked", "emergency_checked_by"),
}
_WIDEST = 1120


class PersonPage(Page):
    """Everything that is known of the patient herself, grouped by what belongs together."""

    NAME = PageName.PERSON.stored
    TITLE = PageName.PERSON.label
    ICON = "id-card"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.forms: list[EntryForm] = []
        self._patient: Patient | None = None
        self.questions = {name: Question(session, drafts, name, *by) for name, by in _QUESTIONS.items()}
        self.number = NumberField()
        self.number.finished.connect(self._change_number)
        self.number.type_finished.connect(self._change_sort)
        self.former = label("", "note", wrap=True)
        self.texts = label("", wrap=True)
        self.to_texts = Button(PageName.UMI.label, Kind.QUIET, icon="shield-alert", press=self._to_texts)
        self.status = StatusPart(session, drafts)
        self.status.opened.connect(self._show_status_box)
        self.history = HistoryBelow(session)
        self._inside = column(spacing=16)
        self._inside.setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(24))
        self._fill(self._inside)
        inside = QWidget()
        inside.setLayout(self._inside)
        inside.setMaximumWidth(scaled(_WIDEST))
        self.area = scrolling(inside)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.area))

    def _fill(self, page: QVBoxLayout) -> None:
        ask = self.questions
        page.addWidget(label(self.TITLE, "title"))
        self._section(
            "Namn och nummer",
            self._fields("given_name", "family_name", "called"), self.number, self.former, self._fields("birth_date"),
        )  # fmt: skip
        self._section("Skyddade uppgifter", ask["protected_identity"], self._fields("restrictions"))
        self._section(
            "Så når vi patienten", self._fields("phone", "email", "address", "kommun", "region", "health_centre")
        )
        self._section(
            "Språk, tolk och kommunikation",
            self._fields("language"), ask["interpreter_need"], self._fields("interpreter"),
            self._fields("communication", "communication_note"),
        )  # fmt: skip
        self._section("Anpassningar", ask["adaptation_need"], self._fields("adaptations"))
        self._section("Akuta lägen", ask["emergency_known"], self.texts, actions=[self.to_texts])
        self._section(
            "Journal och status",
            self._fields("journal_system", "journal_unit", "last_journal_entry", "enrolled_on"), self.status,
            self.history,
        )  # fmt: skip
        page.addStretch(1)

    def _section(self, title: str, *parts: QWidget, actions: Sequence[Button] = ()) -> None:
        made = column(Section(title, *actions), *parts, spacing=10)
        self._inside.addLayout(made)
        self._inside.addWidget(Rule())

    def _fields(self, *names: str) -> EntryForm:
        made = EntryForm(self.session, self.drafts, Patient, only=names)
        self.forms.append(made)
        return made

    def show_record(self, record: Record) -> None:
        another = self._patient is None or self._patient.id != record.patient.id
        self._patient = record.patient
        for form in self.forms:
            form.show_entry(record.patient, record)
        for question in self.questions.values():
            question.show_record(record)
        self.status.show_record(record)
        self.number.today = record.today
        self._show_number(record.patient, another=another)
        self.history.about(record.patient)
        self.texts.setText(_of_texts(record))
        if another:
            self.area.verticalScrollBar().setValue(0)

    def start(self, target: object = None) -> None:
        """Go to the field or question of that name; by the patient's own id, to what nobody has asked yet."""
        if isinstance(target, str) and target in self.questions:
            self._go(self.questions[target])
        elif target == "identity_number":
            self._go(self.number)
        elif target in OF_STATUS:
            self._go(self.status)
        else:
            named = (form for form in self.forms if isinstance(target, str) and target in form.fields)
            form = next(named, None)
            unasked = (one for one in self.questions.values() if one.is_open)
            question = next(unasked, None) if isinstance(target, UUID) else None
            if form is not None:
                form.start(str(target))
                self.area.ensureWidgetVisible(form.fields[str(target)], 0, scaled(60))
            elif question is not None:
                self._go(question)
            else:
                self.forms[0].start()

    def _to_texts(self) -> None:
        self.session.wanted.emit(PageName.UMI.stored, None)

    def _go(self, part: Question | NumberField | StatusPart) -> None:
        part.start()
        self.area.ensureWidgetVisible(part, 0, scaled(60))

    def _show_status_box(self) -> None:
        """Scroll to the whole box, when its room is known."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.area.ensureWidgetVisible(self.status, 0, scaled(20))
        if self.status.box is not None:  # its beginning, when there is no room for all of it
            self.area.ensureWidgetVisible(self.status.box.status, 0, scaled(20))

    def _show_number(self, patient: Patient, *, another: bool) -> None:
        if another:
            self.number.take_back()
        number = patient.number_as_written if patient.identity_number else ""
        sort = patient.identity_type if number else IdentityType.PERSONNUMMER
        self.number.show_saved(sort, number)
        if another:
            self.drafts.watch(self.number.line, f"{Patient.KIND}:{patient.id}:identity_number")
        self.former.setText(f"Tidigare nummer: {', '.join(patient.former_numbers)}")
        self.former.setVisible(bool(patient.former_numbers))

    def _change_number(self) -> None:
        record, patient = self.session.record, self._patient
        if record is None or patient is None or record.patient_id != patient.id:
            self.drafts.keep_now()
            return
        if self.number.number == (patient.number_as_written if patient.identity_number else ""):
            self.number.line.show_draft(self.number.number)
            return
        doing = self.session.do(change_number, number=self.number.number, identity_type=self.number.identity_type)
        doing.then(lambda _applied: self._show_as_saved(patient)).but(lambda error: self._refuse_number(patient, error))

    def _show_as_saved(self, patient: Patient) -> None:
        """Show the number as it is saved: it may have been written another way."""
        if isValid(self) and self._patient is not None and self._patient.id == patient.id:
            self.number.take_back()
            self._show_number(self._patient, another=False)

    def _change_sort(self) -> None:
        record, patient = self.session.record, self._patient
        if record is None or patient is None or record.patient_id != patient.id:
            return
        written = self.number.line.unfinished()
        if written is not None and written.strip():
            self._change_number()
        elif patient.identity_number and patient.identity_type is not self.number.sort.chosen():
            doing = self.session.do(edit_entry, Patient, patient.id, identity_type=self.number.sort.chosen())
            doing.but(lambda error: self._refuse_number(patient, error))

    def _refuse_number(self, patient: Patient, error: CoordinatorError) -> None:
        if isValid(self) and self._patient is not None and self._patient.id == patient.id:
            self.number.refuse(error)
        else:
            self.session.refused.emit(error)


def _of_texts(record: Record) -> str:
    """How much is written for an emergency; it stands on a page of its own."""
    count = len(pairs(record))
    if not count:
        return "Ingen akutinformation är inskriven. Den skrivs på sidan UMI och akut."
    words = "1 akutinformation gäller" if count == 1 else f"{count} akutinformationer gäller"
    return f"{words}. Texten står på sidan UMI och akut."
