"""The step *Behov bedömt*: what the patient needs to have coordinated; or why a SIP is refused, which is written."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from coordinator.record import Record
from coordinator.sip.beginning import assess_need, refuse_sip, take_up_again
from coordinator.sip.process import Sip, SipLead
from coordinator.swedish import day_in_words
from ui.drafts import Drafts
from ui.fields import TextField
from ui.form import EntryForm, Fault
from ui.pages.sip_panel import HERE, Ended, SipPanel
from ui.parts import Boxed, Button, Kind, Section, column, label, row
from ui.session import Session

_WORDS = (
    "Skriv vad som behöver samordnas och mellan vilka, till exempel: skola, LSS och habilitering vet inte om varandra."
)
_OTHERS = "Någon annan leder den här SIP:en och har bedömt behovet. Skriv gärna vad ni vet."


class Need(SipPanel):
    """The need in words, and the button that says it is assessed."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.words = label(_WORDS, "note", wrap=True)
        self.need = EntryForm(session, drafts, Sip, only=("need",))
        self.day = EntryForm(session, drafts, Sip, only=("need_assessed_on",))
        self.reason = EntryForm(session, drafts, Sip, only=("refused_on", "refused_reason"))
        self.forms = [self.need, self.day, self.reason]
        self.done = Button("Behovet är bedömt", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=self.assess)
        self.refuse = Button("Neka SIP", Kind.QUIET, icon="x", press=self.ask_why)
        buttons = row(self.done, self.refuse, 1)
        self.refusing = Boxed("sunken")
        self.why = TextField("Skäl till att neka", hint="Vad som talar emot, och vem som har fattat beslutet")
        self._why_fault = Fault()
        self.asked = {"refused_reason": (self.why, self._why_fault)}
        self._fill_refusing()
        self.ended = Ended(self.reason, self._take_up)
        self.setLayout(
            column(
                Section("Vad behöver samordnas?"), self.words, self.need, self.day, buttons, self.fault,
                self.refusing, self.ended,
            )
        )  # fmt: skip
        QShortcut(QKeySequence("Ctrl+Return"), self, self.assess, context=HERE)

    def show_sip(self, record: Record, sip: Sip) -> None:
        another = sip.id != self.sip_id
        super().show_sip(record, sip)
        done, others = sip.need_assessed_on is not None, sip.lead is SipLead.OTHERS
        self.words.setText(_OTHERS if others else _WORDS)
        self.day.setVisible(done)
        self.done.setVisible(sip.is_open and not done and not others)
        self.refuse.setVisible(sip.is_open and not sip.established_on and not others)
        if another or not sip.is_open:
            self.refusing.setVisible(sip.is_open and self.has_draft("refused_reason"))
        self.ended.say(f"Nekad {day_in_words(sip.refused_on, record.today)}" if sip.refused_on else "")

    def start(self) -> None:
        if not self.ended.isHidden():
            self.ended.again.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.refusing.isHidden():
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.need.start()

    def assess(self) -> None:
        """The need is assessed, as it is written."""
        if self.done.isHidden() or self.sip_id is None:
            return
        field = self.need.fields["need"].editor.text_field
        self.do(assess_need, self.sip_id, need=field.text().strip() if field is not None else "")

    def ask_why(self) -> None:
        """Ask for the reason of a refusal, or leave it be."""
        self.refusing.setVisible(self.refusing.isHidden())
        (self.refuse if self.refusing.isHidden() else self.why).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_refusing(self) -> None:
        words = label("Att neka den som har begärt en SIP görs bara undantagsvis. Skälet sparas.", "strong", wrap=True)
        go = Button("Neka SIP", icon="x", press=self._refuse)
        cancel = Button("Avbryt", Kind.QUIET, press=self.ask_why)
        self.refusing.inside.addLayout(column(words, self.why, self._why_fault, row(go, cancel, 1)))
        self.refusing.hide()

    def _refuse(self) -> None:
        if self.sip_id is not None:
            self.do(refuse_sip, self.sip_id, reason=self.why.text().strip())

    def _take_up(self) -> None:
        if self.sip_id is not None:
            self.do(take_up_again, self.sip_id)
