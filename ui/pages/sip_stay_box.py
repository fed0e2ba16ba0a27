"""One stay in hospital: whom to ring, what the law on going home asks for and by when, and what is done about it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.discharge import (
    ADMISSION_NOTICE,
    SIP_INVITATION,
    WRITTEN_SUMMARY,
    Clock,
    clocks,
    give_summary,
    no_sip_needed,
    note_discharged,
    note_not_ready,
    note_notice,
    note_ready,
    sip_of,
)
from coordinator.discharge_sip import sip_for_discharge
from coordinator.errors import CoordinatorError
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record
from coordinator.swedish import short_day
from ui.drafts import Drafts
from ui.entry_lines.entry_box import EntryBox
from ui.fields import LineField
from ui.form import Fault
from ui.pages.sip_stay_step import DONE, WAITS, Standing, StayStep, expected, grounds, moment, of_clock, since
from ui.parts import Boxed, Button, Kind, column, label, row, selectable, whole
from ui.session import Session
from ui.theme import scaled

P = ParamSpec("P")
_ORDER = (
    "hospital", "phone", "admitted_at", "notice_at", "expected_discharge", "ready_on", "ready_notice_on",
    "discharged_on", "sip_id", "no_sip_reason", "summary", "summary_source", "summary_given_on", "note",
)  # fmt: skip


class StayBox(Boxed):
    """The stay. What it says is found from the days that are filled in; each button fills in one, with today."""

    sip_wanted = Signal(object)
    """The SIP of the stay is to be shown: its id."""
    paper_wanted = Signal(object)
    """The written summary is to be printed: the id of the stay."""
    removal_wanted = Signal(object)
    reached = Signal(object)
    """What is to be seen: the fields that were opened."""

    def __init__(self, session: Session, drafts: Drafts, stay_id: UUID) -> None:
        super().__init__("sunken", bar="teal")
        self._session, self._drafts, self.stay_id = session, drafts, stay_id
        self._patient_id: UUID | None = None
        self._sip_id: UUID | None = None
        self._sent = False
        self.box: EntryBox | None = None
        self.title, self._since = label("", "strong", wrap=True), label("", "note", wrap=True)
        self.number = selectable(label("", "number"))
        self.fault = Fault()
        self.change = Button("Ändra uppgifterna", Kind.QUIET, icon="pencil", press=self.turn)
        self._law = label("", "note", wrap=True)
        self._make_steps()
        head = row(column(self.title, self._since, spacing=1), self.number, spacing=12)
        head.setStretch(0, 1)
        head.setAlignment(self.number, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(head)
        for step in self.steps:
            self.inside.addWidget(step)
            if step is self._call:
                self.inside.addWidget(self._reason_part)
        self.inside.addWidget(self.fault)
        foot = row(self.change, self._law, spacing=12)
        foot.setStretchFactor(self._law, 1)
        self.inside.addWidget(whole(foot))

    def _make_steps(self) -> None:
        self.came = Button("Meddelandet kom nu", press=self._note_notice)
        self.is_ready = Button("Utskrivningsklar i dag", press=self._note_ready)
        self.not_ready = Button("Inte längre klar", Kind.QUIET, press=self._note_not_ready)
        self.begin_sip = Button("Påbörja SIP", icon="handshake", press=self._begin_sip)
        self.none_needed = Button("SIP behövs inte", Kind.QUIET, press=self._ask_why)
        self.show_sip_button = Button("Visa SIP", icon="handshake", press=self._show_sip)
        self.gone_home = Button("Utskriven i dag", press=self._note_discharged)
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.given = Button("Lämnad i dag", press=self._give_summary)
        self._notice = StayStep("Inskrivningsmeddelande", self.came)
        self._ready = StayStep("Utskrivningsklar", self.is_ready, self.not_ready)
        self._call = StayStep("Kallelse till SIP", self.begin_sip, self.show_sip_button, self.none_needed)
        self._home = StayStep("Hemgång", self.gone_home)
        self._summary = StayStep("Skriftlig sammanfattning", self.print, self.given)
        self.steps = (self._notice, self._ready, self._call, self._home, self._summary)
        self.reason = LineField(
            "Skälet till att SIP inte behövs", hint="Till exempel: behöver bara insatser av regionen"
        )
        self.reason_fault = Fault()
        self.reason.returnPressed.connect(self._no_sip)
        self.reason.left_empty_handed.connect(self._close_reason)
        self.save_reason = Button("Spara skälet", shortcut="Return", press=self._no_sip)
        line = row(self.reason, self.save_reason)
        line.setStretchFactor(self.reason, 1)
        self._reason_part = whole(column(line, self.reason_fault, spacing=3))
        self._reason_part.setContentsMargins(scaled(26), 0, 0, 0)
        self._reason_part.hide()
        self._drafts.watch(self.reason, f"{HospitalStay.KIND}:{self.stay_id}:skäl")
        if self.reason.text():
            self._reason_part.show()

    def show_stay(self, record: Record, stay: HospitalStay) -> None:
        """Show the stay as it is now."""
        self._patient_id = record.patient_id
        running = {one.key: one for one in clocks(record, stay)}
        late = any(one.late for one in running.values())
        self._show_bar("red" if late else "teal")
        self.title.setText(" ".join(stay.heading.split()))
        self._since.setText(since(record, stay))
        self.number.setText(stay.phone.strip())
        self.number.setAccessibleName(f"Telefon till avdelningen: {stay.phone.strip()}")
        self.number.setVisible(bool(stay.phone.strip()))
        self._show_notice(record, stay, running.get(ADMISSION_NOTICE))
        self._show_ready(record, stay)
        self._show_call(record, stay, running.get(SIP_INVITATION))
        home = stay.discharged_on
        words = f"utskriven {short_day(home, record.today)}" if home else expected(record, stay) or "ingen dag än"
        self._home.show_standing(Standing(*(DONE if home else WAITS), words), () if home else (self.gone_home,))
        self._show_summary(record, stay, running.get(WRITTEN_SUMMARY))
        self._law.setText(grounds([one for one in running.values() if not one.done]))
        self._law.setVisible(bool(self._law.text()))
        self.change.setAccessibleName(f"Ändra uppgifterna om {self.title.text()}")
        if self.box is not None:
            self.box.show_entry(stay, record)

    def start(self) -> None:
        """Put the focus on the first thing that can be done."""
        shown = (button for step in self.steps for button in step.buttons if not button.isHidden())
        next(shown, self.change).setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> None:
        """Open the fields, or put them away."""
        record = self._session.record
        if self.box is not None:
            self.close_fields()
        elif record is not None and record.patient_id == self._patient_id:
            self.box = EntryBox(self._session, self._drafts, HospitalStay, _ORDER)
            self.box.closed.connect(self.close_fields)
            self.box.removal_wanted.connect(self.removal_wanted)
            self.box.show_entry(record.get(HospitalStay, self.stay_id), record)
            self.inside.addWidget(self.box)
            self.box.show()
            self.box.form.start()
            self.reached.emit(self.box)

    def close_fields(self) -> None:
        """Put the fields away; what is half-written in them is kept."""
        if self.box is None:
            return
        self._drafts.keep_now()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)  # first: leaving a field saves it
        gone, self.box = self.box, None
        self.inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    # How each thing stands

    def _show_notice(self, record: Record, stay: HospitalStay, clock: Clock | None) -> None:
        if stay.notice_at is not None:
            self._notice.show_standing(Standing(*DONE, f"kom {moment(record, stay.notice_at)}"), ())
        elif clock is not None:
            self._notice.show_standing(of_clock(record, clock, "kom"), (self.came,))
        else:
            self._notice.show_standing(Standing(*WAITS, "kom inte"), ())

    def _show_ready(self, record: Record, stay: HospitalStay) -> None:
        if stay.ready_on is None and stay.ready_notice_on is None:
            words = "inte än" if stay.discharged_on is None else "inte noterat"
            offered = (self.is_ready,) if stay.discharged_on is None else ()
            self._ready.show_standing(Standing(*WAITS, words), offered)
            return
        days = [f"sedan {short_day(stay.ready_on, record.today)}"] if stay.ready_on else []
        if stay.ready_notice_on and stay.ready_notice_on != stay.ready_on:
            days.append(f"underrättelsen kom {short_day(stay.ready_notice_on, record.today)}")
        offered = (self.not_ready,) if stay.discharged_on is None else ()
        self._ready.show_standing(Standing(*DONE, ", ".join(days)), offered)

    def _show_call(self, record: Record, stay: HospitalStay, clock: Clock | None) -> None:
        sip = sip_of(record, stay)
        self._sip_id = sip.id if sip is not None else None
        if sip is not None:
            self.show_sip_button.say(f"Visa SIP {sip.number}")
        reason = " ".join(stay.no_sip_reason.split())
        if reason:
            self._call.show_standing(Standing(*DONE, f"behövs inte: {reason}"), (self.show_sip_button,) if sip else ())
            return
        offered = (self.show_sip_button,) if sip is not None else (self.begin_sip, self.none_needed)
        if clock is None:
            words = "räknas från dagen då patienten är utskrivningsklar" if sip is None else "förbereds"
            self._call.show_standing(Standing(*WAITS, words), offered)
        else:
            done = "skickad" if clock.done_on else "klar"
            self._call.show_standing(of_clock(record, clock, done), offered)

    def _show_summary(self, record: Record, stay: HospitalStay, clock: Clock | None) -> None:
        if stay.summary_given_on is not None:
            words = f"lämnad {short_day(stay.summary_given_on, record.today)}"
            self._summary.show_standing(Standing(*DONE, words), (self.print,))
        elif clock is not None:
            self._summary.show_standing(of_clock(record, clock, "lämnad"), (self.print, self.given))
        else:
            words = "lämnas till patienten vid hemgång"
            self._summary.show_standing(Standing(*WAITS, words), (self.print, self.given))

    # What is done

    def _do(
        self,
        then: Callable[[Applied], object] | None,
        action: Callable[Concatenate[Record, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run an action on the stay, once."""
        record = self._session.record
        if record is None or record.patient_id != self._patient_id or self._sent:
            return
        self._sent = True
        self.fault.say(None)

        def done(applied: Applied) -> None:
            if isValid(self):
                self._sent = False
                if then is not None:
                    then(applied)

        def refused(error: CoordinatorError) -> None:
            if not isValid(self):
                self._session.refused.emit(error)
                return
            self._sent = False
            (self.fault if self._reason_part.isHidden() else self.reason_fault).say(error)

        self._session.do(action, *args, **kwargs).then(done).but(refused)

    def _note_notice(self) -> None:
        self._do(None, note_notice, self.stay_id)

    def _note_ready(self) -> None:
        self._do(None, note_ready, self.stay_id)

    def _note_not_ready(self) -> None:
        self._do(None, note_not_ready, self.stay_id)

    def _note_discharged(self) -> None:
        self._do(None, note_discharged, self.stay_id)

    def _give_summary(self) -> None:
        self._do(None, give_summary, self.stay_id)

    def _begin_sip(self) -> None:
        self._do(self._sip_begun, sip_for_discharge, self.stay_id)

    def _sip_begun(self, _applied: Applied) -> None:
        self._show_sip()

    def _show_sip(self) -> None:
        if self._sip_id is not None:
            self.sip_wanted.emit(self._sip_id)

    def _print(self) -> None:
        self.paper_wanted.emit(self.stay_id)

    def _ask_why(self) -> None:
        self._reason_part.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_reason(self) -> None:
        self.reason_fault.say(None)
        self.none_needed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reason_part.hide()

    def _no_sip(self) -> None:
        self.reason_fault.say(None)
        self._do(self._reason_saved, no_sip_needed, self.stay_id, reason=self.reason.text())

    def _reason_saved(self, _applied: Applied) -> None:
        self.reason.show_draft("")
        self.reason.show_saved("")
        self._drafts.keep_now()
        self._reason_part.hide()
        self.start()

    def _show_bar(self, role: str) -> None:
        if self._bar != role:
            self._bar = role
            self.update()
