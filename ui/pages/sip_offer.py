"""The step *Erbjuden*: that a SIP was offered, and what was answered; a no is written and can be taken up again."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from coordinator.deciding import is_minor
from coordinator.record import Record
from coordinator.sip.beginning import answer_offer, offer, take_up_again
from coordinator.sip.process import Sip, SipAnswer, SipLead
from coordinator.swedish import day_in_words
from ui.drafts import Drafts
from ui.fields import TextField
from ui.form import EntryForm, Fault
from ui.form_flow import Flow
from ui.pages.sip_panel import HERE, Ended, SipPanel
from ui.parts import Button, Kind, Section, column, label, whole
from ui.session import Session

_ADULT = "Berätta vad en SIP är, vilka som kan vara med och att det går att tacka nej."
_CHILD = "Berätta för barnet och vårdnadshavarna vad en SIP är, vilka som kan vara med och att det går att tacka nej."
_OTHERS = "Någon annan leder den här SIP:en och har erbjudit den."


class Offer(SipPanel):
    """Yes, no, or offered and not answered yet."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.words = label("", "note", wrap=True)
        self.state = label("", "strong", wrap=True)
        self.note = TextField("Om svaret", hint="Vem som svarade och vad som sades. Får vara tomt")
        self._note_fault = Fault()
        self.asked = {"answer_note": (self.note, self._note_fault)}
        self.yes = Button(
            "Ja tack", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=partial(self.answer, yes=True)
        )
        self.no = Button("Nej tack", icon="x", press=partial(self.answer, yes=False))
        self.wait = Button("Erbjuden, svaret väntar", Kind.QUIET, icon="clock", press=self._offer)
        buttons = Flow(self.yes, self.no, self.wait)
        self._question = whole(column(label("Om svaret", "note"), self.note, self._note_fault, buttons))
        self.days = EntryForm(session, drafts, Sip, only=("offered_on", "answered_on", "answer_note"))
        self.declined = EntryForm(session, drafts, Sip, only=("answered_on", "answer_note"))
        self.forms = [self.days, self.declined]
        self.ended = Ended(self.declined, self._take_up)
        self.setLayout(
            column(
                Section("Vill patienten ha en SIP?"), self.words, self.state, self._question, self.fault, self.ended,
                self.days,
            )
        )  # fmt: skip
        QShortcut(QKeySequence("Ctrl+Return"), self, partial(self.answer, yes=True), context=HERE)

    def show_sip(self, record: Record, sip: Sip) -> None:
        super().show_sip(record, sip)
        others, asks = sip.lead is SipLead.OTHERS, sip.answer is SipAnswer.NOT_ANSWERED and sip.is_open
        self.words.setText(_OTHERS if others else _CHILD if is_minor(record) else _ADULT)
        self.words.setVisible(others or asks)
        self._question.setVisible(asks and not others)
        self.wait.setVisible(sip.offered_on is None)
        self.state.setText(_state(record, sip))
        self.state.setVisible(bool(self.state.text()))
        declined = sip.answer is SipAnswer.NO
        day = f" {day_in_words(sip.answered_on, record.today)}" if sip.answered_on else ""
        self.ended.say(f"Tackade nej{day}" if declined else "")
        self.days.setVisible(sip.answer is SipAnswer.YES)

    def start(self) -> None:
        if not self.ended.isHidden():
            self.ended.again.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._question.isHidden():
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.days.isHidden():
            self.days.start()

    def answer(self, *, yes: bool) -> None:
        """Note what was answered today."""
        if self.sip_id is not None and not self._question.isHidden():
            self.do(answer_offer, self.sip_id, yes=yes, note=self.note.text().strip())

    def _offer(self) -> None:
        if self.sip_id is not None:
            self.do(offer, self.sip_id)

    def _take_up(self) -> None:
        if self.sip_id is not None:
            self.do(take_up_again, self.sip_id)


def _state(record: Record, sip: Sip) -> str:
    if sip.answer is SipAnswer.YES and sip.answered_on:
        return f"Tackade ja {day_in_words(sip.answered_on, record.today)}"
    if sip.answer is SipAnswer.NOT_ANSWERED and sip.offered_on:
        return f"Erbjuden {day_in_words(sip.offered_on, record.today)}, svaret väntar"
    return ""
