"""*Ny patient*: the few things a record begins with, in a card inside the window."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.change import Applied
from coordinator.desk import PatientRow
from coordinator.entity import attrs_of, new_id
from coordinator.errors import ConflictError, CoordinatorError, RuleError
from coordinator.identity import parse_identity
from coordinator.new_patient import holder_of, register_with_diagnosis
from coordinator.person import Patient
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import Columns
from ui.form_number import NumberField
from ui.parts import Boxed, Button, Kind, column, label, row
from ui.session import Session
from ui.theme import scaled

_NAMES = ("given_name", "family_name", "called")
_TAKEN = RuleError("Numret finns redan", "En annan patient i pärmen har det. Läs numret en gång till.")


class NewPatientCard(Boxed):
    """Begins a record. What is half-written is kept when the card is put away, and is there the next time."""

    created = Signal(object)
    """A patient was registered; her id (UUID). Her record is the one on screen."""
    cancelled = Signal()
    """The card is not wanted any more."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("paper", edge="border")
        self._session, self._drafts = session, drafts
        self._busy = False
        self._holder: PatientRow | None = None
        declared = {attr.name: attr for attr in attrs_of(Patient)}
        self.names = {name: LineField(declared[name].label) for name in _NAMES}
        self.number = NumberField()
        self.number.sort.setAccessibleDescription("Lämna numret tomt om patienten inte har något")
        self.diagnosis = LineField("Diagnos", hint="Som läkaren har uttryckt den")
        self.open_other = Button("Öppna den patienten", icon="user", press=self._open_other)
        self.open_other.hide()
        self.fault = Fault()
        self.add = Button("Lägg till patient", Kind.PRIMARY, shortcut="Ctrl+Return", press=self.register)
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.cancelled.emit)
        self._lay_out()
        for name, field in (*self.names.items(), ("identity_number", self.number.line), ("diagnosis", self.diagnosis)):
            field.installEventFilter(self)
            drafts.watch(field, f"{Patient.KIND}:ny:{name}", of_nobody=True)
        self.number.sort.installEventFilter(self)
        self.number.finished.connect(self._check_number)
        self.number.type_finished.connect(self._check_number)
        self.number.line.textChanged.connect(self._forget_holder)

    def _lay_out(self) -> None:
        self.inside.setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(16))
        self.inside.setSpacing(scaled(12))
        names = Columns()
        for field in self.names.values():
            names.add(_labelled(field, help="Det namn patienten vill bli kallad." if field is self.called else ""))
        number = QWidget()
        number.setLayout(column(self.number, row(self.open_other, 1), spacing=6))
        self.inside.addWidget(label("Ny patient", "title"))
        self.inside.addWidget(names)
        self.inside.addWidget(number)
        self.inside.addWidget(_labelled(self.diagnosis, help="Kan skrivas senare. Koder läggs till på Om patienten."))
        self.inside.addWidget(self.fault)
        self.inside.addLayout(row(self.add, self.cancel, 1))

    @property
    def called(self) -> LineField:
        """The field of what she is called."""
        return self.names["called"]

    def start(self) -> None:
        """The card has come on screen: begin with the name."""
        self.names["given_name"].setFocus(Qt.FocusReason.OtherFocusReason)
        store = self._session.vault.store
        self._session.vault_thread.run(lambda: store.blank(new_id()).today, self._know_today)

    def register(self) -> None:
        """Register the patient, whole or not at all."""
        if self._busy:
            return
        self.fault.say(None)
        if not self.number.check():
            self.number.start()
            return
        self._busy = True
        self._session.begin(
            register_with_diagnosis,
            number=self.number.number or None,
            identity_type=self.number.identity_type,
            diagnosis=self.diagnosis.text(),
            **{name: field.text().strip() for name, field in self.names.items()},
        ).then(self._registered).but(self._refused)

    def clear(self) -> None:
        """Forget what is written, its draft too."""
        for field in (*self.names.values(), self.diagnosis):
            field.show_draft("")
        self.number.take_back()
        self.fault.say(None)
        self._forget_holder()
        self._drafts.keep_now()

    def _know_today(self, today: date) -> None:
        self.number.today = today
        self._check_number()

    def _registered(self, applied: Applied) -> None:
        self._busy = False
        self.clear()
        self.created.emit(applied.patient_id)

    def _refused(self, error: CoordinatorError) -> None:
        self._busy = False
        if isinstance(error, ConflictError) and self.number.number:
            self._say_taken(error)
            self.number.start()
        else:
            self.fault.say(error)
            self.names["given_name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _check_number(self) -> None:
        """Say at once what is wrong with the number, or who has it; nothing is stopped by it."""
        self._forget_holder()
        if not self.number.check() or not self.number.number:
            return
        self._find_holder()
        if self._holder is not None:
            self._say_taken(_TAKEN)

    def _find_holder(self) -> None:
        if self.number.today is not None:
            known = parse_identity(self.number.number, self.number.today, self.number.identity_type)
            self._holder = holder_of(known.number, self._session.patients)

    def _say_taken(self, error: CoordinatorError) -> None:
        self.number.refuse(error)
        self._find_holder()
        self.open_other.setVisible(self._holder is not None)

    def _forget_holder(self) -> None:
        self._holder = None
        self.open_other.hide()

    def _open_other(self) -> None:
        if self._holder is None:
            return
        patient_id: UUID = self._holder.id
        self.clear()
        self.cancelled.emit()
        self._session.open_patient(patient_id, self._show_other)

    def _show_other(self) -> None:
        self._session.wanted.emit("overview", None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the card away from any field, with the text left for the next time; Ctrl+Enter creates."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() == Qt.Key.Key_Escape:
                self._drafts.keep_now()
                self.cancelled.emit()
                return True
            if entered and (watched is self.diagnosis or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                self.register()
                return True
            if entered and watched is not self.number.sort:
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._drafts.keep_now()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _labelled(field: LineField, help: str = "") -> QWidget:
    made = QWidget()
    words = label(field.accessibleName(), "note")
    words.setBuddy(field)
    inside: QVBoxLayout = column(words, field, spacing=3)
    if help:
        inside.addWidget(label(help, "note", wrap=True))
        field.setAccessibleDescription(help)
    made.setLayout(inside)
    return made
