"""The top of a SIP: what it is about, where it stands, who leads it; and the fields of all that, when asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.sip.process import Sip, SipLead
from coordinator.swedish import day_in_words, short_day, week
from ui.chips import FACT, Chip
from ui.drafts import Drafts
from ui.entry_lines.entry_box import EntryBox
from ui.form_flow import Flow, tab_after
from ui.pages.sip_begin import FIRST
from ui.pages.sip_list import status_sign
from ui.parts import Boxed, Button, Kind, column, label, row, whole
from ui.session import Session


class SipHead(QWidget):
    """Heading, chips and the question; *Ändra* opens the fields below."""

    removal_wanted = Signal(object)

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._shown: tuple[Record, Sip] | None = None
        self.title = label("", "section")
        self.status, self.lead = Chip(""), Chip("")
        self.change = Button("Ändra", Kind.QUIET, icon="pencil", press=self.turn)
        self.question = label("", "body", wrap=True)
        self.missing = Button("Skriv frågeställningen", Kind.GAP, icon="circle-dashed", press=self.write_question)
        self.facts = label("", "note", wrap=True)
        self.box: EntryBox | None = None
        self._ground: Boxed | None = None
        top = whole(Flow(self.title, self.status, self.lead, self.change, spacing=10))
        self._inside = column(top, self.question, whole(row(self.missing, 1)), self.facts, spacing=4)
        self.setLayout(self._inside)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        another = self._shown is None or self._shown[1].id != sip.id
        if another:
            self.shut()
        self._shown = record, sip
        self.title.setText(sip.heading)
        self.change.setAccessibleName(f"Ändra {sip.heading}")
        sign = status_sign(record, sip)
        self.status.show_text(sign.text, sign.look, sign.icon)
        others, leader = sip.lead is SipLead.OTHERS, " ".join(sip.led_by.split())
        self.lead.show_text("Vi deltar, någon annan leder", FACT, "users")
        self.lead.setVisible(others)
        words = sip.question.strip()
        self.question.setText(words)
        self.question.setVisible(bool(words))
        self.missing.setVisible(not words and sip.is_open and not others)
        self.facts.setText(". ".join(_facts(record, sip, leader if others else "")))
        self.facts.setVisible(bool(self.facts.text()))
        if self.box is not None:
            self.box.show_entry(sip, record)
        elif another and self._has_draft(sip):
            self._open(record, sip)

    def turn(self) -> None:
        """Open the fields, or close them."""
        if self.box is not None:
            self.shut(go_back=True)
        elif self._shown is not None:
            self._open(*self._shown).form.start()

    def write_question(self) -> None:
        """Open the fields at the question."""
        if self._shown is not None:
            (self.box or self._open(*self._shown)).form.start("question")

    def shut(self, *, go_back: bool = False) -> None:
        """Put the fields away; what is half-written in them is kept."""
        gone, self.box = self._ground, None
        if gone is None:
            return
        if go_back:
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)  # first: leaving a field saves it
        self._drafts.keep_now()
        self._ground = None
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def refuse(self, error: CoordinatorError) -> None:
        """Say why it was not taken away."""
        if self.box is not None:
            self.box.fault.say(error)
        else:
            self._session.refused.emit(error)

    def _open(self, record: Record, sip: Sip) -> EntryBox:
        made = self.box = EntryBox(self._session, self._drafts, Sip, FIRST)
        made.closed.connect(self._close)
        made.removal_wanted.connect(self.removal_wanted)
        self._ground = Boxed("sunken", bar="teal")
        self._ground.inside.addWidget(made)
        self._inside.addWidget(self._ground)
        made.show_entry(sip, record)
        self._ground.show()
        tab_after(self.change, self._ground)
        return made

    def _has_draft(self, sip: Sip) -> bool:
        """Whether something half-written is kept for one of the fields."""
        keys = (self._session.draft_key(f"{Sip.KIND}:{sip.id}:{name}") for name in FIRST)
        return any(self._session.kept(key) is not None for key in keys)

    def _close(self) -> None:
        self.shut(go_back=True)


def _facts(record: Record, sip: Sip, leader: str) -> list[str]:
    """Who asked and when, who leads, and when the plan is followed up."""
    found = [f"Leds av {leader}"] if leader else []
    day = f" {day_in_words(sip.asked_on, record.today)}" if sip.asked_on else ""
    if sip.asked_by_patient:
        found.append(f"Begärd av patienten eller närstående{day}")
    elif sip.initiator.strip():
        found.append(f"Initiativ{day}: {' '.join(sip.initiator.split())}")
    if sip.established_on:
        found.append(f"Upprättad {day_in_words(sip.established_on, record.today)}")
    if sip.is_open and sip.follow_up_on:
        found.append(f"Följs upp {short_day(sip.follow_up_on, record.today)}, {week(sip.follow_up_on)}")
    return found
