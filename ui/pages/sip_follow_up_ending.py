"""What a follow-up of a SIP ends with: the patient's judgement, and whether the plan goes on, is made anew or ends.

Nothing is saved before all is said, so what is chosen is kept as half-written texts are.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.day_reader import read_day
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.at_meeting import default_follow_up
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.swedish import how_late, week
from ui.drafts import Drafts
from ui.fields import Field
from ui.form import Fault
from ui.form_choice import ChoiceBox, ChoiceRow
from ui.pages.log_fields import Asked, Line, Text
from ui.parts import Boxed, Button, Kind, Section, column, label, row, whole
from ui.session import Session
from ui.theme import scaled

_JUDGEMENTS = (
    (None, "Inte frågat"), (1, "1 inte alls"), (2, "2"), (3, "3"), (4, "4"), (5, "5 mycket väl"),
)  # fmt: skip
_REASONS = tuple(one for one in SipCloseReason if one is not SipCloseReason.REPLACED)
_CHOICES = {
    FollowUpDecision.GOES_ON: "Planen fortsätter",
    FollowUpDecision.NEW_SIP: "Vi gör en ny SIP",
    FollowUpDecision.CLOSE: "Planen avslutas",
}
_DO = {
    FollowUpDecision.GOES_ON: "Spara uppföljningen",
    FollowUpDecision.NEW_SIP: "Spara och börja ny SIP",
    FollowUpDecision.CLOSE: "Spara och avsluta SIP",
}
_LEADS_TO = {
    FollowUpDecision.GOES_ON: "",
    FollowUpDecision.NEW_SIP: "Den här SIP:en avslutas och ersätts av en ny med samma deltagare. "
    "Det som inte är klart följer med.",
    FollowUpDecision.CLOSE: "Det som är skrivet finns kvar, och bekräftelsen kan skrivas ut.",
}


class Ending(QWidget):
    """The patient's words and figure, and the decision with what it needs. Ctrl+Enter saves it all."""

    wanted = Signal(object)
    """Save: the fields for `follow_up_sip`. Answer with `taken` or `refuse`."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._record: Record | None = None
        self._sip: Sip | None = None
        self._make_fields()
        self._lay_out()
        self.judgement.finished.connect(self._choose)
        self.decision.finished.connect(self._choose)
        self.reason.currentIndexChanged.connect(self._keep_choices)
        self.next_on.textChanged.connect(self._say_week)
        self.next_on.returnPressed.connect(self.note.setFocus)
        for field in (self.own_words, self.note):
            field.sent.connect(self.send)

    def _make_fields(self) -> None:
        self.own_words = Text("Patientens egna ord", hint="Så tycker jag att det har gått")
        self.judgement = ChoiceRow("Så väl har planen hjälpt", _JUDGEMENTS)
        self.decision = ChoiceRow("Hur går ni vidare?", list(_CHOICES.items()))
        self.next_on = Line("Nästa uppföljning", hint="om 3 månader, 19 feb")
        self.reason = ChoiceBox("Orsak till avslut", [(None, "Välj orsak"), *((one, one.label) for one in _REASONS)])
        self.note = Text("Om beslutet", hint="Får vara tomt", lines=1)
        self.save = Button("", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=self.send)
        self.fault = Fault()
        self._texts: dict[str, Field] = {"own_words": self.own_words, "next_on": self.next_on, "note": self.note}

    def _lay_out(self) -> None:
        self._week, self._leads_to = label("", "note"), label("", "note", wrap=True)
        self.next_on.setFixedWidth(scaled(190))
        self._asked = {
            "own_words": Asked("Patientens egna ord", self.own_words),
            "judgement": Asked("Så väl har planen hjälpt, med patientens mått", self.judgement),
            "next_on": Asked("Nästa uppföljning", self.next_on, self._week),
            "close_reason": Asked("Orsak till avslut", self.reason),
            "note": Asked("Om beslutet", self.note),
        }
        words = Boxed("amber_soft", bar="amber")
        words.inside.addLayout(column(self._asked["own_words"], self._asked["judgement"], spacing=8))
        inside = column(
            Section("Vad tycker patienten?"), words, Section("Hur går ni vidare?"), self.decision, self._leads_to,
            self._asked["next_on"], self._asked["close_reason"], self._asked["note"], self.fault,
            whole(row(self.save, 1)), spacing=8,
        )  # fmt: skip
        self.setLayout(inside)

    # Whose it is

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Be about that SIP; what is half-written of it comes back."""
        another = self._sip is None or self._sip.id != sip.id
        if another:
            self._drafts.keep_now()
        self._record, self._sip = record, sip
        self.next_on.show_saved(self._next_day())
        if another:
            self._clear()
            for name, field in self._texts.items():
                self._drafts.watch(field, _draft(sip.id, name))
            self._show_choices(self._session.kept(self._session.draft_key(_draft(sip.id, "choices"))))
        self._say_week()

    def taken(self) -> None:
        """It is saved: begin anew."""
        if self._sip is not None:
            self._clear()
            self._drafts.keep_now()
            forget(self._session, [self._session.draft_key(_draft(self._sip.id, "choices"))])

    def drafts_of(self, sip_id: UUID) -> list[str]:
        """The names under which what is half-written is kept, to be forgotten when it is saved."""
        return [self._session.draft_key(_draft(sip_id, name)) for name in (*self._texts, "choices")]

    def refuse(self, error: CoordinatorError) -> None:
        """Say why it was not saved, beside the field it is about, which gets the focus."""
        name = error.field if isinstance(error, RuleError) else ""
        asked = self._asked.get(name)
        if asked is None or asked.isHidden():
            self.fault.say(error)
            return
        asked.refuse(error)
        if asked.field is self.judgement:
            self.judgement.start()
        else:
            asked.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Go where one begins."""
        self.own_words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        for field in (self.own_words, self.note):
            field.show_draft("")
            field.show_saved("")
        self.next_on.show_draft(self._next_day())
        self._show_choices(None)
        self._refuse_nothing()

    def _next_day(self) -> str:
        if self._record is None or self._sip is None:
            return ""
        return default_follow_up(self._record, self._sip).isoformat()

    def _refuse_nothing(self) -> None:
        self.fault.say(None)
        for asked in self._asked.values():
            asked.refuse(None)

    # What is chosen

    def _choose(self) -> None:
        for choice in (self.judgement, self.decision):
            choice.show_saved(choice.chosen())
        self._follow_decision()
        self._keep_choices()

    def _follow_decision(self) -> None:
        decision: FollowUpDecision = self.decision.chosen()
        self._asked["next_on"].setVisible(decision is FollowUpDecision.GOES_ON)
        self._asked["close_reason"].setVisible(decision is FollowUpDecision.CLOSE)
        self._leads_to.setText(_LEADS_TO[decision])
        self._leads_to.setVisible(bool(_LEADS_TO[decision]))
        self.save.say(_DO[decision])
        self._refuse_nothing()

    def _keep_choices(self) -> None:
        record = self._session.record
        if self._sip is None or record is None or record.patient_id != self._sip.patient_id:
            return
        judgement, decision, reason = self.judgement.chosen(), self.decision.chosen(), self.reason.chosen()
        begun = judgement is not None or decision is not FollowUpDecision.GOES_ON or reason is not None
        text = json.dumps([judgement, decision.stored, reason.stored if reason else None]) if begun else None
        self._session.keep(self._session.draft_key(_draft(self._sip.id, "choices")), text)

    def _show_choices(self, kept: str | None) -> None:
        judgement, decision, reason = json.loads(kept) if kept else (None, FollowUpDecision.GOES_ON.stored, None)
        self.judgement.show_saved(judgement)
        self.decision.show_saved(FollowUpDecision.of(decision))
        self.reason.blockSignals(True)
        self.reason.show_saved(None)
        self.reason.take_back()
        self.reason.show_saved(SipCloseReason.of(reason) if reason else None)
        self.reason.blockSignals(False)
        self._follow_decision()

    def _say_week(self, _text: str = "") -> None:
        self._asked["next_on"].refuse(None)
        day = self._read_next()
        today = self._record.today if self._record is not None else date.min
        self._week.setText(f"{week(day)}, {how_late(day, today)}" if day is not None and day > today else "")

    def _read_next(self) -> date | None:
        try:
            return read_day(self.next_on.text(), self._record.today) if self._record is not None else None
        except RuleError:
            return None

    # Saving

    def send(self) -> None:
        """Save the follow-up; what cannot stand is said by its field."""
        record = self._session.record
        if self._sip is None or record is None or record.patient_id != self._sip.patient_id:
            return
        self._refuse_nothing()
        decision: FollowUpDecision = self.decision.chosen()
        fields: dict[str, Any] = {
            "decision": decision,
            "judgement": self.judgement.chosen(),
            "own_words": self.own_words.text().strip(),
            "note": self.note.text().strip(),
        }
        if decision is FollowUpDecision.GOES_ON:
            try:
                fields["next_on"] = read_day(self.next_on.text(), record.today)
            except RuleError as error:
                self.refuse(RuleError(error.title, error.message, field="next_on"))
                return
        elif decision is FollowUpDecision.CLOSE:
            fields["close_reason"] = self.reason.chosen()
        self.wanted.emit(fields)


def forget(session: Session, keys: list[str]) -> None:
    """What is half-written under these names is saved now."""
    for key in keys:
        session.keep(key, None)


def _draft(sip_id: UUID, name: str) -> str:
    return f"{SipFollowUp.KIND}:{sip_id}:{name}"
