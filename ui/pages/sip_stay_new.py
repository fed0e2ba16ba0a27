"""An admission to hospital registered in one line, as it was told; what it becomes is shown before Enter."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.discharge import admit
from coordinator.errors import CoordinatorError, RuleError
from coordinator.hospital_stay import HospitalStay
from coordinator.quick_stay import read_stay
from coordinator.record import Record
from ui.box_to_add import BoxToAdd
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.becomes import Becomes
from ui.pages.quick_add import QuickLine
from ui.parts import Button, Kind, column, label, whole
from ui.session import Session
from ui.tick_box import TickBox

EXAMPLE = "Medicin 4 Centralsjukhuset, i går 14:00, 040-628 04 39"
_DRAFT = f"{HospitalStay.KIND}:ny:rad"
_LABELLED = frozenset({"Telefon"})


class NewStay(BoxToAdd):
    """The line, and whether the hospital's notice has come. Enter registers it, Escape puts it away."""

    added = Signal(object)
    """It is on disk; its id."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("sunken")
        self._session, self._drafts = session, drafts
        self._record: Record | None = None
        self._sent = False
        self.line = QuickLine("Ny inskrivning på en rad", "plus", hint=EXAMPLE, height=36)
        self.has_notice = TickBox("Inskrivningsmeddelandet har kommit")
        self.has_notice.setChecked(True)
        self.becomes, self.fault = Becomes(_LABELLED, "Enter registrerar"), Fault()
        self.done = Button("Registrera", icon="check", shortcut="Return", press=self.add)
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.closed.emit)
        self.inside.addLayout(
            column(
                label("Inskriven på sjukhus", "strong"), label("Var, när, avdelningens telefon.", "note"), self.line,
                self.fault, self.becomes, self.has_notice, whole(Flow(self.done, self.cancel)), spacing=7,
            )
        )  # fmt: skip
        self.asked_to_add.connect(self.add)
        self.line.textChanged.connect(self._show)
        for part in (self.line, self.has_notice):
            part.installEventFilter(self)

    def begin(self, record: Record) -> None:
        """Be the line of that patient, with what is half-written from before."""
        self._record = record
        self._drafts.watch(self.line, _DRAFT)
        self._show()

    def start(self) -> None:
        """Go to the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Register what is written."""
        record = self._record
        if record is None or self._session.record is None or self._sent:
            return
        if self._session.record.patient_id != record.patient_id:
            return
        try:
            read = read_stay(self._session.record, self.line.text())
            if read.lacks:
                raise RuleError("Något saknas", read.lacks)
        except RuleError as error:
            self._refuse(error)
            return
        self._sent = True
        session, key = self._session, self._session.draft_key(_DRAFT)
        fields: dict[str, Any] = dict(read.fields)
        if self.has_notice.isChecked():
            fields["notice_at"] = self._session.record.now

        def added(applied: Applied) -> None:
            if isValid(self):
                self.line.show_draft("")
                self.line.show_saved("")
                self.added.emit(next(iter(applied.versions)))
            session.keep(key, None)

        session.do(admit, **fields).then(added).but(self._refuse)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the line registers; the rest is as in every box where one adds something."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.line:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
                self.add()
                return True
        return super().eventFilter(watched, event)

    def _refuse(self, error: CoordinatorError) -> None:
        self._sent = False
        self.becomes.show_parts(())
        self.line.show_fault()
        self.fault.say(error)
        self.start()

    def _show(self, _text: str = "") -> None:
        self.fault.say(None)
        if self._record is None:
            return
        text = self.line.text()
        try:
            read = read_stay(self._record, text)
        except RuleError as error:
            said = self.becomes.show_parts((), str(error))
        else:
            said = self.becomes.show_parts(read.parts, read.lacks if text.strip() else "")
        self.line.setAccessibleDescription(said)


def has_draft(session: Session) -> bool:
    """Whether an admission is half-written."""
    return session.kept(session.draft_key(_DRAFT)) is not None
