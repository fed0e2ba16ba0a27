"""What the writer of an intyg is given to write from: its text, which keeps itself, the former one, and on paper."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.benefit.belonging import former_basis
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.certifying import reuse_basis, write_basis
from coordinator.change import Applied
from coordinator.documents.certificate_basis import NAME as PAPER_NAME
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.swedish import day_in_words
from ui.drafts import Drafts
from ui.fields import TextField
from ui.form import Fault
from ui.form_flow import Flow
from ui.parts import Button, Kind, column, label, row, whole
from ui.session import Doing, Session

_ATTR = next(attr for attr in attrs_of(Certificate) if attr.name == "basis")


class Basis(QWidget):
    """The text is saved when it is left; until then it is a draft."""

    told = Signal(str)
    """Something is done, in words."""

    def __init__(self, session: Session, drafts: Drafts, one: Certificate, record: Record) -> None:
        super().__init__()
        self._session, self._drafts, self._one = session, drafts, one
        self._head = label(_ATTR.label, "strong")
        self.state = label("", "note", wrap=True)
        self.text = TextField(_ATTR.label, hint=_ATTR.help, lines=3)
        self._head.setBuddy(self.text)
        self.fault = Fault()
        self.reuse = Button("Återanvänd förra underlaget", icon="copy", press=self._reuse)
        self.ready = Button("Underlaget klart", icon="check", press=self._finish)
        self.print = Button("Underlag på papper", Kind.QUIET, icon="printer", press=self._print)
        for button in (self.reuse, self.ready, self.print):
            button.setAccessibleName(f"{button.text()}: {one.heading}")
        head = row(self._head, self.state, spacing=10)
        head.setStretchFactor(self.state, 1)
        buttons = whole(Flow(self.reuse, self.ready, self.print, spacing=6))
        self.setLayout(column(whole(head), self.text, self.fault, buttons, spacing=6))
        self.text.finished.connect(self._write)
        self.show_certificate(record, one)
        drafts.watch(self.text, draft_name(one.id))

    def show_certificate(self, record: Record, one: Certificate) -> None:
        """Show it as it is now; what is half-written stays."""
        self._one = one
        self.text.show_saved(one.basis)
        self.text.setReadOnly(not one.is_open)
        former = former_basis(record, one)
        self.reuse.setVisible(one.is_open and former is not None and not one.basis.strip())
        self.ready.setVisible(one.is_open and one.basis_ready_on is None)
        self.state.setText(_state(record, one))

    @property
    def has_anything(self) -> bool:
        """Whether there is a text, or may be one still."""
        return self._one.is_open or bool(self._one.basis.strip())

    def _write(self, text: str) -> None:
        self._do(self._session.do(write_basis, self._one.id, basis=text)) if self._is_here else self._drafts.keep_now()

    def _finish(self) -> None:
        if self._is_here:
            self._do(
                self._session.do(write_basis, self._one.id, basis=self.text.text(), ready=True), "Underlaget är klart"
            )

    def _reuse(self) -> None:
        if self._is_here:
            self._do(self._session.do(reuse_basis, self._one.id), "Förra underlaget är hämtat")
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, doing: Doing, words: str = "") -> None:
        self.fault.say(None)

        def done(_applied: Applied) -> None:
            if isValid(self) and words:
                self.told.emit(words)

        def refused(error: CoordinatorError) -> None:
            if not isValid(self):
                self._session.refused.emit(error)
                return
            self.text.show_fault()
            self.fault.say(error)

        doing.then(done).but(refused)

    def _print(self) -> None:
        """What is written is on the paper too: leaving the text saves it."""
        self.text.finish()
        self._session.wanted.emit(PageName.PAPERS.stored, (PAPER_NAME, self._one.id))

    @property
    def _is_here(self) -> bool:
        record = self._session.record
        return record is not None and record.patient_id == self._one.patient_id


def draft_name(certificate_id: UUID) -> str:
    """What is half-written of a basis is kept under."""
    return f"{Certificate.KIND}:{certificate_id}:basis"


def _state(record: Record, one: Certificate) -> str:
    said = []
    if one.basis_ready_on is not None:
        said.append(f"klart {day_in_words(one.basis_ready_on, record.today)}")
    former = next((other for other in record.all(Certificate) if other.id == one.basis_from), None)
    if former is not None:
        day = former.issued_on or former.basis_ready_on
        said.append(f"hämtat från förra intyget{f', {day.isoformat()}' if day is not None else ''}")
    return ", ".join(said)
