"""The step *Avslutad*: why a SIP ends, which may be at any time; and its confirmation on paper when it has ended."""

from PySide6.QtCore import Qt, Signal

from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.following_up import close_sip
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.sip.standing import SipStep, standing
from coordinator.swedish import day_in_words
from ui.drafts import Drafts
from ui.fields import TextField
from ui.form import EntryForm, Fault
from ui.form_choice import ChoiceBox
from ui.pages.sip_panel import SipPanel
from ui.parts import Button, Kind, Section, column, label, row, whole
from ui.session import Session

_CHOOSE = "Välj orsak"
_EARLY = "SIP kan avslutas när som helst, till exempel om samtycket återkallas. Det som är skrivet finns kvar."
_AFTER = "Följ gärna upp en sista gång först. Det som är skrivet finns kvar."


class Closed(SipPanel):
    """The reason and a word about it; then who closed it, and the paper."""

    paper_wanted = Signal()

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.words = label("", "note", wrap=True)
        self.reason = ChoiceBox("Orsak till avslut", [(None, _CHOOSE), *((one, one.label) for one in SipCloseReason)])
        self.reason.show_saved(None)
        self._reason_fault, self._note_fault = Fault(), Fault()
        self.note = TextField("Om avslutet", hint="Får vara tomt")
        self.asked = {"close_note": (self.note, self._note_fault)}
        self.close_it = Button("Avsluta SIP", icon="check", press=self._close)
        self._question = whole(
            column(
                label("Orsak till avslut", "note"), self.reason, self._reason_fault, label("Om avslutet", "note"),
                self.note, self._note_fault, row(self.close_it, 1),
            )
        )  # fmt: skip
        self.said = EntryForm(session, drafts, Sip, only=("closed_on", "close_reason", "close_note"))
        self.forms = [self.said]
        self.state = label("", "strong", wrap=True)
        self.paper = Button("Skriv ut bekräftelsen", Kind.PRIMARY, icon="printer", press=self.paper_wanted.emit)
        self._ended = whole(column(self.state, row(self.paper, 1), self.said))
        self.setLayout(column(Section("Avsluta"), self.words, self._question, self.fault, self._ended))

    def show_sip(self, record: Record, sip: Sip) -> None:
        if sip.id != self.sip_id:
            self.reason.take_back()
            self._reason_fault.say(None)
        super().show_sip(record, sip)
        is_last = standing(record, sip).now is SipStep.CLOSED
        self.words.setText(_AFTER if is_last else _EARLY)
        self.words.setVisible(sip.is_open)
        self._question.setVisible(sip.is_open)
        self._ended.setVisible(sip.closed_on is not None)
        by = f" av {sip.closed_by.strip()}" if sip.closed_by.strip() else ""
        self.state.setText(f"Avslutad {day_in_words(sip.closed_on, record.today)}{by}" if sip.closed_on else "")

    def start(self) -> None:
        field = self.reason if not self._question.isHidden() else self.paper
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_why(self, error: CoordinatorError) -> None:
        if isinstance(error, RuleError) and error.field == "close_reason" and not self._question.isHidden():
            self._reason_fault.say(error)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().say_why(error)

    def _close(self) -> None:
        if self.sip_id is not None:
            self._reason_fault.say(None)
            self.do(close_sip, self.sip_id, reason=self.reason.chosen(), note=self.note.text().strip())
