"""All that is known of one row, and what can be done with it: checked, changed, ended, taken up again."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.days_left import with_year
from coordinator.entity import shown
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.umi.checking import check_alert, note_missing
from coordinator.umi.ending import reopen_alert
from coordinator.umi.kinds import InJournal
from coordinator.umi.registering import edit_alert, set_on_card
from coordinator.umi.row import AlertInformation, fields_of
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow, tab_after
from ui.history_below import HistoryBelow
from ui.pages.umi_ending import EndRow, draft_name
from ui.pages.umi_facts import FactRows, facts_of
from ui.pages.umi_fields import AlertForm
from ui.pages.written_answer import lead_back
from ui.parts import Boxed, Button, Kind, column, label, row, whole
from ui.session import Session
from ui.tick_box import TickBox

NOTHING_CHOSEN = "Välj en rad i listan, så står allt om den här."
HISTORIC = (
    "Äldre uppgift, tagen in från en fil. Den står som den skrevs i journalen och ändras inte här. Gäller den inte: "
    "avsluta raden, och lägg till en ny med en nationell term."
)
_NOT_SHOWN = "Visas inte för patienten, och står därför inte på något kort eller papper."
_CHANGE, _CLOSE = ("Ändra", "pencil"), ("Stäng", "x")


class AlertPanel(Boxed):
    """One row. A deed that is refused is said below the buttons; what is written in the form saves itself."""

    reached = Signal(object)
    """A widget that is to be seen."""
    left = Signal()
    """The row that the keyboard was in is gone: on with those that are there."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("paper", edge="border")
        self.session, self.drafts = session, drafts
        self.row: AlertInformation | None = None
        self._record: Record | None = None
        self._sent = False
        self.form: AlertForm | None = None
        self.ending: EndRow | None = None
        self.empty = label(NOTHING_CHOSEN, "note", wrap=True)
        self.title, self.sort = label("", "section", wrap=True), label("", "note", wrap=True)
        self.state = label("", "amber", wrap=True)
        self.why_kept = label(HISTORIC, "note", wrap=True)
        self.change = Button(_CHANGE[0], Kind.QUIET, icon=_CHANGE[1], press=self._turn_form)
        self.facts = FactRows()
        self.check = Button("Kontrollerat i journalen i dag", icon="check", press=partial(self._deed, check_alert))
        self.end = Button("Avsluta raden", press=self._open_ending)
        self.again = Button("Ta upp igen", icon="undo-2", press=partial(self._deed, reopen_alert))
        self.missing = Button("Saknas i journalens UMI", Kind.QUIET, press=partial(self._note_missing, False))
        self.reported = Button("Rapporterad till journalen i dag", Kind.QUIET, press=partial(self._note_missing, True))
        self.on_card = TickBox("På akutkortet")
        self.for_patient = TickBox("Får visas för patienten")
        self.not_shown = label(_NOT_SHOWN, "note", wrap=True)
        self.fault = Fault()
        self.history = HistoryBelow(session)
        self._lay_out()
        self.on_card.clicked.connect(self._tick_card)
        self.for_patient.clicked.connect(self._tick_patient)
        self.setAccessibleName("Om raden")
        self._show()

    def _lay_out(self) -> None:
        head = row(spacing=8)
        head.addLayout(column(self.title, self.sort, spacing=1), 1)
        head.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self._form_place, self._ending_place = column(spacing=0), column(spacing=0)
        self._deeds = whole(Flow(self.check, self.end, self.again, self.missing, self.reported))
        ticks = whole(column(whole(Flow(self.on_card, self.for_patient, spacing=16)), self.not_shown, spacing=2))
        self._laid = column(
            head, self.state, self.why_kept, self.facts, self._form_place, self._deeds, self.fault,
            self._ending_place, ticks, self.history, spacing=8,
        )  # fmt: skip
        self._held = whole(self._laid)
        self.inside.addWidget(self.empty)
        self.inside.addWidget(self._held)

    # What is shown

    def show_row(self, record: Record, id: UUID | None) -> None:
        """Show a row: another one, the same after a change, or with None that none is chosen."""
        found = next((one for one in record.all(AlertInformation) if one.id == id), None)
        known, focus = {one.id for one in record.all(AlertInformation)}, self.window().focusWidget()
        is_gone = self.row is not None and self.row.patient_id == record.patient_id and self.row.id not in known
        is_left = is_gone and focus is not None and self.isAncestorOf(focus)
        if found is None or self.row is None or found.id != self.row.id:
            self.drafts.keep_now()
            self._close_form()
            self._close_ending()
            self.fault.say(None)
            self._sent = False
        elif found != self.row:
            self.fault.say(None)
        self.row, self._record = found, record
        self._show()
        if is_left:  # and not on a button that happens to come next: a key could press it
            self.left.emit()

    def start(self) -> bool:
        """Put the keyboard where one begins; whether there is anywhere."""
        if self.row is None:
            return False
        first = next(one for one in (self.reported, self.check, self.again, self.end) if not one.isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show(self) -> None:
        one, record = self.row, self._record
        self.empty.setVisible(one is None)
        self._held.setVisible(one is not None)
        if one is None or record is None:
            return
        pressed = next((part for part in self._pressable() if part.hasFocus()), None)
        self.title.setText(one.heading)
        self.sort.setText(f"{one.type.stored} {one.type.label}")
        self.setAccessibleName(f"Om raden {one.heading}, {self.sort.text()}")
        self.state.setText(_state(one, record))
        self.state.setVisible(bool(self.state.text()))
        self.why_kept.setVisible(one.only_taken_in)
        self.change.setVisible(not one.only_taken_in)
        self.facts.show_facts(facts_of(one, record.today))
        self._show_deeds(one, holds=one.is_current_on(record.today))
        self.history.about(one)
        if self.form is not None:
            self.form.show_entry(one, record)
        elif not one.only_taken_in and self._has_draft(one):
            self._open_form(one, record)
        if self.ending is not None and one.ended_on is not None:
            self._end_elsewhere(self.ending)
        elif self.ending is None and one.ended_on is None and self._kept(draft_name(one)):
            self._begin_ending(one, record)
        if pressed is not None:
            seen = pressed if not pressed.isHidden() else next(one for one in self._pressable() if not one.isHidden())
            seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_deeds(self, one: AlertInformation, *, holds: bool) -> None:
        self.check.setVisible(holds)
        self.end.setVisible(one.ended_on is None and self.ending is None)
        self.again.setVisible(one.ended_on is not None)
        self.missing.setVisible(holds and one.in_journal not in (InJournal.NO, InJournal.REPORTED))
        self.reported.setVisible(holds and one.in_journal is InJournal.NO)
        self.on_card.setChecked(one.on_card and one.for_patient)
        self.on_card.setEnabled(holds and one.for_patient)
        self.for_patient.setChecked(one.for_patient)
        self.not_shown.setVisible(not one.for_patient)

    def _pressable(self) -> tuple[Button | TickBox, ...]:
        deeds = (self.reported, self.check, self.again, self.end, self.missing)
        return *deeds, self.change, self.on_card, self.for_patient

    # Deeds

    def _deed(self, action: Callable[..., Change], **fields: Any) -> None:
        """Do something with the row, once; a refusal is said below the buttons."""
        one, record = self.row, self.session.record
        if one is None or record is None or record.patient_id != one.patient_id or self._sent:
            return
        self._sent = True
        self.fault.say(None)

        def done(_applied: Applied) -> None:
            if isValid(self):
                self._sent = False

        def refused(error: CoordinatorError) -> None:
            if not isValid(self) or self.row is None or self.row.id != one.id:
                self.session.refused.emit(error)
                return
            self._sent = False
            self.fault.say(error)
            self._show()

        self.session.do(action, one.id, **fields).then(done).but(refused)

    def _note_missing(self, reported: bool) -> None:
        self._deed(note_missing, reported=reported)

    def _tick_card(self, ticked: bool) -> None:
        self._deed(set_on_card, on_card=ticked)

    def _tick_patient(self, ticked: bool) -> None:
        self._deed(edit_alert, for_patient=ticked)

    # The form

    def _turn_form(self) -> None:
        if self.form is not None:
            self._leave_form()
        elif self.row is not None and self._record is not None:
            self._open_form(self.row, self._record).start()
            self.reached.emit(self)

    def _open_form(self, one: AlertInformation, record: Record) -> AlertForm:
        made = self.form = AlertForm(self.session, self.drafts, one.type)
        lead_back(made, self._leave_form)
        made.show_entry(one, record)
        self._form_place.addWidget(made)
        made.show()
        tab_after(self.change, made)
        self.facts.hide()
        self.change.say(_CLOSE[0], icon=_CLOSE[1])
        return made

    def _leave_form(self) -> None:
        self.drafts.keep_now()
        self._close_form()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        gone, self.form = self.form, None
        self.facts.show()
        self.change.say(_CHANGE[0], icon=_CHANGE[1])
        if gone is not None:
            self._form_place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _has_draft(self, one: AlertInformation) -> bool:
        names = (attr.name for attr in fields_of(one.type))
        return any(self._kept(f"{one.KIND}:{one.id}:{name}") for name in names)

    def _kept(self, name: str) -> bool:
        return self.session.kept(self.session.draft_key(name)) is not None

    # Ending

    def _open_ending(self) -> None:
        if self.row is not None and self._record is not None and self.ending is None:
            self._begin_ending(self.row, self._record).start()
            self.reached.emit(self.ending)

    def _begin_ending(self, one: AlertInformation, record: Record) -> EndRow:
        made = self.ending = EndRow(self.session, self.drafts, one, record)
        made.closed.connect(self._left_ending)
        self._ending_place.addWidget(made)
        made.show()
        tab_after(self.end, made)
        self.end.hide()
        return made

    def _left_ending(self) -> None:
        """Ended, or not after all: the focus goes to what can be done now."""
        if self.ending is not None:
            self.ending.forget()
        self._close_ending()
        self._show()
        seen = next(one for one in (self.again, self.end) if not one.isHidden())
        seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_elsewhere(self, ending: EndRow) -> None:
        """It is ended while its reason is asked for, as when *Ångra* takes back that it was taken up again."""
        focus = self.window().focusWidget()
        had_focus = focus is not None and ending.isAncestorOf(focus)
        ending.forget()
        self._close_ending()
        if had_focus:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_ending(self) -> None:
        gone, self.ending = self.ending, None
        if gone is not None:
            self._ending_place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self._leave_form()
        else:
            super().keyPressEvent(event)


def _state(one: AlertInformation, record: Record) -> str:
    """Why the row does not hold; empty when it does."""
    if one.ended_on is not None and one.end_reason is not None:
        said = f"Avslutad {with_year(one.ended_on)}: {one.end_reason.label.lower()}."
        return " ".join([said, one.end_note.strip()]).strip()
    if one.has_expired_on(record.today):
        return f"Gällde till och med {shown(one.valid_until)}. Avsluta raden, eller ändra dagen."
    return "" if one.is_current_on(record.today) else "Behandlingen pågår inte, och raden gäller inte."
