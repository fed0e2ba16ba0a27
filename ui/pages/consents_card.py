"""One consent of a SIP as it stands: until when, what it covers and lacks, to whom; and taking it back."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.change import Applied
from coordinator.consent import Consent, revoke_consent
from coordinator.consent_reach import entry_for
from coordinator.consent_state import at_coming_of_age, by_whom, holds_today, how_long
from coordinator.days_left import ends_soon
from coordinator.record import Record
from coordinator.sip.consenting import add_recipient, lacks, uncovered
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.who import name_of_participant
from ui.chips import DONE, FACT, GAP, OWN, Chip
from ui.drafts import Drafts
from ui.form_flow import Flow, tab_after
from ui.pages.consents_guardians import Guardians
from ui.pages.consents_recipients import Recipients
from ui.pages.consents_revoking import Revoking
from ui.parts import Boxed, Button, Kind, clear, column, label, row, whole
from ui.session import Session

_WHERE = "sip:samtycke"
_AT_MOST = 12
"""So many who are not named are offered one by one; more are told by number."""


class ConsentCard(Boxed):
    """The consent, with its recipients one by one."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts, consent_id: UUID) -> None:
        super().__init__("paper", edge="border")
        self._session, self._drafts, self.consent_id = session, drafts, consent_id
        self._missed: list[UUID] = []
        self.state = Chip("", FACT, "clock")
        self.lacking = Chip("", GAP, "circle-dashed")
        self.in_journal = Chip("Inte journalfört", GAP, "circle-dashed")
        self.revoke = Button("Återkalla allt", Kind.QUIET, icon="x", press=self.ask)
        self.revoke.setAccessibleName("Återkalla samtycket för alla")
        self.words = label("", "body", wrap=True)
        self.by = label("", "note", wrap=True)
        self.age = label("", "note", wrap=True)
        self.guardians = Guardians(session, drafts, _WHERE)
        self.recipients = Recipients(session, drafts, _WHERE)
        self.recipients.reached.connect(self.reached)
        self.uncovered = whole(column(spacing=4))
        self.uncovered.hide()
        self.asking: Revoking | None = None
        self._body = column(
            row(whole(Flow(self.state, self.lacking, self.in_journal, spacing=6)), self.revoke), self.words, self.by,
            self.age, self.guardians, self.recipients, self.uncovered, spacing=8,
        )  # fmt: skip
        self.inside.addLayout(self._body)

    def show_consent(self, record: Record, sip: Sip, consent: Consent) -> None:
        """Show the consent after a change."""
        today = record.today
        holds, missing = holds_today(record, consent), lacks(record, consent)
        look = FACT if not holds else OWN if ends_soon(consent.valid_until, today) else FACT if missing else DONE
        self.state.show_text(how_long(consent, record), look, "clock" if holds else "history")
        self.lacking.setVisible(bool(missing) and holds)
        self.lacking.show_text("Räcker inte än", GAP, "circle-dashed")
        self.in_journal.setVisible(consent.in_journal_on is None)
        self.revoke.setVisible(holds)
        said = (("Får lämnas", consent.covers), ("Får inte lämnas", consent.excludes))
        self.words.setText("\n".join(f"{lead}: {text.strip()}" for lead, text in said if text.strip()))
        self.by.setText(by_whom(consent))
        self.age.setText(at_coming_of_age(consent, record))
        self.age.setVisible(bool(self.age.text()))
        self.guardians.show_consent(record, consent)
        self.recipients.show_consent(record, consent)
        missed = uncovered(record, sip) if holds and not missing else []
        # Of whom it was taken back for a new consent is asked.
        self._show_uncovered(record, [one for one in missed if not _has_line(record, consent, one)])
        if not holds:
            self._stop_asking()
        elif self.asking is None and self._session.kept(self._session.draft_key(self._draft)) is not None:
            self._question()

    def start(self) -> None:
        """Put the focus on what is missing, else where somebody is added."""
        if not self.guardians.missing.isHidden():
            self.guardians.missing.start()
        else:
            self.recipients.start()

    def ask(self) -> None:
        """Ask for a word about the revocation."""
        question = self._question()
        question.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(question)

    # Whom it does not name

    def _show_uncovered(self, record: Record, missed: list[SipParticipant]) -> None:
        ids = [one.id for one in missed]
        if ids == self._missed:
            return
        self._missed = ids
        layout = self.uncovered.layout()
        if layout is None:
            return
        clear(layout)
        self.uncovered.setVisible(bool(missed))
        if not missed:
            return
        words = "Samtycket nämner inte alla som deltar. Sa patienten ja till dem också? Lägg till:"
        layout.addWidget(label(words, "note", wrap=True))
        offered = [self._offer(record, one) for one in missed[:_AT_MOST]]
        layout.addWidget(whole(Flow(*offered, spacing=6)))
        if len(missed) > _AT_MOST:
            layout.addWidget(label(f"och {len(missed) - _AT_MOST} till", "note"))

    def _offer(self, record: Record, one: SipParticipant) -> QWidget:
        name = name_of_participant(record, one)
        made = Button(name, Kind.GAP, icon="plus", press=partial(self._add, one, name))
        made.setAccessibleName(f"Lägg till {name} i samtycket")
        return made

    def _add(self, one: SipParticipant, name: str) -> None:
        record = self._session.record
        if record is None or record.patient_id != one.patient_id:
            return
        written = "" if one.contact_id is not None else name
        doing = self._session.do(add_recipient, self.consent_id, contact_id=one.contact_id, name=written)
        doing.then(self._added)

    def _added(self, _applied: Applied) -> None:
        self.recipients.start()

    # Taking it back

    @property
    def _draft(self) -> str:
        return f"{_WHERE}:{self.consent_id}:revoke"

    def _question(self) -> Revoking:
        if self.asking is None:
            self.asking = Revoking(self._session, self._drafts, revoke_consent, self.consent_id, draft=self._draft)
            self.asking.closed.connect(self._leave)
            self._body.insertWidget(1, self.asking)
            self.asking.show()
            tab_after(self.revoke, self.asking)
        return self.asking

    def _leave(self, _id: UUID) -> None:
        self._drafts.keep_now()
        self._stop_asking()
        self.revoke.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        if self.asking is not None:
            gone, self.asking = self.asking, None
            self._body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()


def _has_line(record: Record, consent: Consent, one: SipParticipant) -> bool:
    return entry_for(record, consent, one.contact_id, name_of_participant(record, one)) is not None
