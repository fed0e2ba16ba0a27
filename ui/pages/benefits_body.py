"""What is open below the line of a stöd or an intyg: whom to ring, what is next, what it asks for, and all about it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.benefit.belonging import certificates_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from ui.drafts import Drafts
from ui.form import EntryForm, Fault
from ui.form_flow import Flow, tab_after
from ui.pages.benefits_about import about
from ui.pages.benefits_ask import Ask, is_begun
from ui.pages.benefits_basis import Basis
from ui.pages.benefits_deeds import AGAIN, OF_BENEFIT, OF_CERTIFICATE, RENEW, Deed, offered
from ui.pages.written_answer import lead_back
from ui.parts import Button, Kind, clear, column, whole
from ui.second_click import SecondClick
from ui.session import Session
from ui.tick_box import TickBox

REUSE = "Återanvänd förra underlaget"
_NEXT_KEY = "K"
_FIELDS = (
    "kind", "what", "decider", "contact_id", "officer", "case_number", "applied_on", "decision", "decided_on",
    "valid_from", "valid_until", "renew_by", "lead_months", "lifelong", "note",
)  # fmt: skip
_MORE = (
    "supplement_what", "supplement_asked_on", "supplement_by", "supplement_sent_on", "appeal_by", "ended_on",
    "end_reason", "on_print", "source", "checked_on", "checked_by",
)  # fmt: skip
_ABOUT_MORE = "Komplettering, överklagan, avslut och källa."
_OF_INTYG = (
    "title", "form", "benefit_id", "contact_id", "writer", "requested_on", "needed_by", "issued_on", "sent_on",
    "sent_to", "note",
)  # fmt: skip
_MORE_OF_INTYG = ("requested_by", "basis_ready_on", "copy_in_journal_on", "dropped_on", "dropped_because")
_ABOUT_MORE_OF_INTYG = "Vem som bad om det, kopian i journalen, varför det inte behövs."


class BenefitBody(QWidget):
    """One stöd or one intyg, open. Made anew for each that is opened."""

    back = Signal()
    """The focus has nowhere to be here any more: back to the line."""
    did = Signal(object, object)
    """A deed is done: what was applied, and the deed."""
    told = Signal(str)
    """Something else is done, in words."""
    removal_wanted = Signal(object)
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts, entry: Benefit | Certificate, record: Record) -> None:
        super().__init__()
        self._session, self._drafts, self.entry = session, drafts, entry
        self._sent, self._second_click = False, SecondClick()
        self._said = column(spacing=3)
        self.fault = Fault()
        deeds = OF_BENEFIT if isinstance(entry, Benefit) else OF_CERTIFICATE
        self.deeds = {deed: Button(deed.said, icon=deed.icon, press=partial(self.take, deed)) for deed in deeds}
        self.next = Button("", Kind.PRIMARY, shortcut=_NEXT_KEY, press=self.take_next)
        self.another_day = Button("Annan dag …", Kind.QUIET, icon="calendar", press=self._ask_day)
        self.reuse = TickBox(REUSE)
        self.reuse.setChecked(True)
        self.change = Button("Ändra", Kind.QUIET, icon="pencil", press=self.turn_form)
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self._remove)
        actions = whole(
            Flow(
                self.next, self.another_day, self.reuse, *self.deeds.values(), self.change, self.remove, spacing=6,
                lines=6,
            )
        )  # fmt: skip
        self.basis = Basis(session, drafts, entry, record) if isinstance(entry, Certificate) else None
        if self.basis is not None:
            self.basis.told.connect(self.told)
        self._inside = column(whole(self._said), actions, self.fault, spacing=8)
        if self.basis is not None:
            self._inside.addWidget(self.basis)
        self.setLayout(self._inside)
        self.ask: Ask | None = None
        self.form: EntryForm | None = None
        self.show_entry(record, entry)
        self._resume()

    # Showing

    def show_entry(self, record: Record, entry: Benefit | Certificate) -> None:
        """Show it as it is now; what is half-written stays."""
        self.entry = entry
        now = offered(record, entry)
        self._next = now.next
        self.next.setVisible(now.next is not None)
        if now.next is not None:
            self.next.say(now.next.said, icon=now.next.icon)
            self.next.setAccessibleName(f"{now.next.words}: {entry.heading}")
        self.another_day.setVisible(now.next is not None and not now.next.asks and bool(now.next.fields))
        self.another_day.setAccessibleName(f"Annan dag: {entry.heading}")
        for deed, button in self.deeds.items():
            button.setVisible(deed in now.others)
            button.setAccessibleName(f"{deed.words}: {entry.heading}")
        self.reuse.setVisible(bool({RENEW, AGAIN} & set(now.every)) and self._has_basis(record))
        for button in (self.change, self.remove):
            button.setAccessibleName(f"{button.text()}: {entry.heading}")
        clear(self._said)
        for part in about(record, entry):
            self._said.addWidget(part)
        if self.basis is not None and isinstance(entry, Certificate):
            self.basis.show_certificate(record, entry)
            self.basis.setVisible(self.basis.has_anything)
        if self.form is not None:
            self.form.show_entry(entry, record)
        if self.ask is not None and self.ask.deed not in now.every:
            self._put_ask_away()

    def start(self) -> None:
        """Go to what is next, in what asks when something does."""
        if self.ask is not None:
            self.ask.start()
            return
        first = next((one for one in (self.next, *self.deeds.values()) if not one.isHidden()), self.change)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_basis(self, record: Record) -> bool:
        return any(one.basis.strip() for one in certificates_of(record, self.entry.id))

    # Deeds

    def take_next(self) -> bool:
        """Do what is next; whether something is."""
        if self._next is not None:
            self.take(self._next)
        return self._next is not None

    def take(self, deed: Deed) -> None:
        """Do it as of today, or ask what it asks for."""
        if deed.asks:
            self._open_ask(deed)
        elif deed in (RENEW, AGAIN):
            again = not self.reuse.isHidden() and self.reuse.isChecked()
            self._do(deed, reuse_basis=again)
        else:
            self._do(deed)

    def _ask_day(self) -> None:
        if self._next is not None:
            self._open_ask(self._next)

    def _do(self, deed: Deed, **fields: object) -> None:
        record = self._session.record
        if record is None or record.patient_id != self.entry.patient_id or self._sent or self._second_click.is_now:
            return
        self._sent = True
        self.fault.say(None)

        def done(applied: Applied) -> None:
            if isValid(self):
                self._sent = False
                self._second_click.begin()
                self.did.emit(applied, deed)

        def refused(error: CoordinatorError) -> None:
            if isValid(self) and self.isVisible():
                self._sent = False
                self.fault.say(error)
            else:  # its line was closed meanwhile
                self._session.refused.emit(error)

        self._session.do(deed.does, self.entry.id, **fields).then(done).but(refused)

    def _open_ask(self, deed: Deed) -> None:
        record = self._session.record
        if record is None or record.patient_id != self.entry.patient_id:
            return
        if self.ask is None or self.ask.deed != deed:
            self._put_ask_away()
            self.ask = Ask(self._session, self._drafts, deed, self.entry, record)
            self.ask.done.connect(self._asked)
            self.ask.left.connect(self._leave_ask)
            self.ask.reached.connect(self.reached)
            self._inside.insertWidget(3, self.ask)
            self.ask.show()
            tab_after(self.remove, self.ask)
        self.ask.start()
        self.reached.emit(self.ask)

    def _asked(self, applied: Applied, deed: Deed) -> None:
        self._put_ask_away()
        self.did.emit(applied, deed)

    def _leave_ask(self) -> None:
        self._put_ask_away()
        self.start()

    def _put_ask_away(self) -> None:
        if self.ask is None:
            return
        self._drafts.keep_now()
        gone, self.ask = self.ask, None
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _resume(self) -> None:
        """Ask again what was half answered."""
        record = self._session.record
        begun = (deed for deed in offered(record, self.entry).every if is_begun(self._session, deed, self.entry)) if (
            record is not None
        ) else iter(())  # fmt: skip
        deed = next(begun, None)
        if deed is not None:
            self._open_ask(deed)

    # The form, and away

    def turn_form(self) -> None:
        """Open the form, or close it."""
        record = self._session.record
        if self.form is None and record is not None:
            self.form = _form(self._session, self._drafts, self.entry)
            self.form.show_entry(self.entry, record)
            self.form.hide()
            lead_back(self.form, self.back.emit)
            self._inside.addWidget(self.form)
            tab_after(self.basis.print if self.basis is not None else self.remove, self.form)
        if self.form is None:
            return
        opens = self.form.isHidden()
        self.form.setVisible(opens)
        self.change.say("Klar med ändringen" if opens else "Ändra", icon="check" if opens else "pencil")
        if opens:
            self.form.start()
            self.reached.emit(self.form)
        else:
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        self.removal_wanted.emit(self.entry.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K, where nothing is written: what is next is done."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() != Qt.Key.Key_K or held or event.isAutoRepeat() or not self.take_next():
            super().keyPressEvent(event)


def _form(session: Session, drafts: Drafts, entry: Benefit | Certificate) -> EntryForm:
    if isinstance(entry, Benefit):
        return EntryForm(
            session, drafts, Benefit, only=_FIELDS, more=_MORE, more_about=_ABOUT_MORE, history=True
        )  # fmt: skip
    return EntryForm(
        session, drafts, Certificate, only=_OF_INTYG, more=_MORE_OF_INTYG, more_about=_ABOUT_MORE_OF_INTYG, history=True
    )
