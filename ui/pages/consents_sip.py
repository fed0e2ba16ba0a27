"""The step *Samtycke* of a SIP: the consent as it stands, what it lacks, and the form where one is given."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.consent_state import by_whom, how_long
from coordinator.record import Record
from coordinator.sip.consenting import consents_of
from coordinator.sip.process import Sip
from ui.drafts import Drafts
from ui.pages.consents_card import ConsentCard
from ui.pages.consents_giving import GiveConsent
from ui.parts import Button, Kind, Section, column, label
from ui.session import Session

_WORDS = (
    "Ett samtycke är aldrig generellt: det gäller vissa uppgifter, till vissa mottagare, till en viss dag. "
    "Patienten kan ta tillbaka det när som helst, helt eller för en mottagare."
)


class SipConsent(QWidget):
    """Consents that hold as cards, the newest first; below them the form, open while there is none."""

    form_wanted = Signal()
    """Print the consent form for this SIP."""
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: tuple[UUID, UUID] | None = None
        self._asked_for = False
        self.cards: dict[UUID, ConsentCard] = {}
        self.print_form = Button("Skriv ut blankett", Kind.QUIET, icon="printer", press=self.form_wanted.emit)
        self.again = Button("Nytt samtycke", Kind.QUIET, icon="plus", press=self.begin)
        self.giving = GiveConsent(session, drafts)
        self.giving.closed.connect(self._leave)
        self.giving.reached.connect(self.reached)
        self.words = label(_WORDS, "note", wrap=True)
        self.former = label("", "note", wrap=True)
        self._below = column(spacing=10)
        self.setLayout(
            column(
                Section("Vem får veta vad?", self.print_form, self.again), self.words, self._below, self.giving,
                self.former, spacing=10,
            )
        )  # fmt: skip

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        if self._of != (record.patient_id, sip.id):
            self._drafts.keep_now()
            self._of, self._asked_for = (record.patient_id, sip.id), False
        consents = consents_of(record, sip)
        current = [one for one in reversed(consents) if one.is_valid_on(record.today)]
        self._show_cards([one.id for one in current])
        for one in current:
            self.cards[one.id].show_consent(record, sip, one)
        former = [one for one in reversed(consents) if one not in current]
        self.former.setText("\n".join(f"{how_long(one, record)}. {by_whom(one)}." for one in former))
        self.former.setVisible(bool(former))
        can_give = sip.is_open
        open_form = can_give and (not current or self._asked_for or self.giving.has_draft(sip.id))
        self.words.setVisible(open_form)
        self.giving.setVisible(open_form)
        self.giving.cancel.setVisible(bool(current))
        if open_form:
            self.giving.show_sip(record, sip)
        self.again.setVisible(can_give and not open_form)
        self.print_form.setVisible(can_give)

    def start(self) -> None:
        """Put the focus where one begins: in the form, or on what the consent lacks."""
        first = next(iter(self.cards.values()), None)
        if not self.giving.isHidden():
            self.giving.start()
        elif first is not None:
            first.start()
        else:
            self.print_form.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Open the form for one more consent."""
        self._asked_for = True
        self._show_again()
        self.giving.start()
        self.reached.emit(self.giving)

    def _leave(self) -> None:
        """Put the form away: the consent is given, or she thought better of it."""
        self._drafts.keep_now()
        self._asked_for = False
        self._show_again()
        if self.giving.isHidden():
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_again(self) -> None:
        record = self._session.record
        if record is not None and self._of is not None and record.patient_id == self._of[0]:
            sip = next((one for one in record.all(Sip) if one.id == self._of[1]), None)
            if sip is not None:
                self.show_sip(record, sip)

    def _show_cards(self, ids: list[UUID]) -> None:
        for id in [one for one in self.cards if one not in ids]:
            gone = self.cards.pop(id)
            self._below.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, id in enumerate(ids):
            if id not in self.cards:
                made = self.cards[id] = ConsentCard(self._session, self._drafts, id)
                made.reached.connect(self.reached)
                self._below.insertWidget(place, made)
                made.show()
        self.cards = {id: self.cards[id] for id in ids}
