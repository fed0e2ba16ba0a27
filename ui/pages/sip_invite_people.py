"""Those who take part in a SIP as lines, with what each was sent and answered; the answer is one key."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.entity import Entity
from coordinator.errors import CoordinatorError, RuleError
from coordinator.number_to_ring import Number
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.sip.belonging import invitations_of, participants_of
from coordinator.sip.consenting import uncovered
from coordinator.sip.inviting import answer_invitation, move_participant, remove_participant
from coordinator.sip.meeting import InvitationAnswer, SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipLead
from coordinator.sip.who import function_of, name_of_participant, organisation_of, phone_of
from ui.chips import CHOSEN, DONE, FACT, GAP, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.button import LineButton
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.fields import LineField
from ui.form import Fault
from ui.parts import Button, column, label
from ui.session import Session
from ui.theme import scaled

_FIELDS = ("name", "function", "organisation", "huvudman", "phone", "part", "contact_id", "note")
_ANSWERS = {
    Qt.Key.Key_J: InvitationAnswer.YES,
    Qt.Key.Key_N: InvitationAnswer.NO,
    Qt.Key.Key_O: InvitationAnswer.PROXY,
}
_SIGNS = {
    InvitationAnswer.YES: Sign("kommer", DONE, "check"),
    InvitationAnswer.NO: Sign("kommer inte", FACT, "minus"),
    InvitationAnswer.PROXY: Sign("skickar ombud", CHOSEN, "check"),
}
_MOVES = {Qt.Key.Key_Up: True, Qt.Key.Key_Down: False}
_NO_MEETING = RuleError("Mötet är inte planerat", "Skriv mötets dag först. Sedan går det att notera svar.")
_NOT_CALLED = RuleError("Deltagaren är inte kallad till det här mötet", "Välj det möte som svaret gäller.")


class People(EntryList):
    """The participants of one SIP. J, N and O on a line note the answer, Alt with an arrow moves it, Delete removes."""

    told_why = Signal(object)
    """Something was refused that no field is about: a CoordinatorError, or None when that is over."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        self._sip: Sip | None = None
        self._meeting: SipMeeting | None = None
        self._drafts_of_proxies = drafts
        yes, no, proxy = (
            Button(words, icon=icon, shortcut=key, press=partial(self._answer_open, answer))
            for words, icon, key, answer in (
                ("Kommer", "check", "J", InvitationAnswer.YES),
                ("Kommer inte", "minus", "N", InvitationAnswer.NO),
                ("Ombud", "users", "O", InvitationAnswer.PROXY),
            )
        )
        self.to_contact = Button("Öppna kontakten", icon="users", press=self._open_contact)
        super().__init__(
            session, drafts, SipParticipant, self._groups_of_sip, order=_FIELDS, number=_number, shown=self._show_tools,
            tools=(yes, no, proxy, self.to_contact), gone=self._gone_words,
        )  # fmt: skip
        self.lines.line_made.connect(self._watch)

    def show_sip(self, record: Record, sip: Sip, meeting: SipMeeting | None) -> None:
        """Show who takes part in that SIP, and what each answered to that meeting."""
        another = self._sip is None or self._sip.id != sip.id
        self._sip, self._meeting = sip, meeting
        if another:
            self.lines.begin_again()
            self.told.hide()
        self.show_record(record)
        self._resume_proxies()

    # What the lines say

    def _groups_of_sip(self, record: Record) -> list[Group]:
        sip = self._sip
        if sip is None:
            return []
        answers = {one.participant_id: one for one in invitations_of(record, self._meeting.id)} if self._meeting else {}
        without = {one.id for one in uncovered(record, sip)} if sip.lead is SipLead.OURS else set()
        people = participants_of(record, sip.id)
        return self.lines.group("all", "", people, lambda one: self._line(record, one, answers.get(one.id), without))

    def _line(self, record: Record, one: SipParticipant, invitation: SipInvitation | None, without: set[UUID]) -> Line:
        about = [function_of(record, one), organisation_of(record, one)]
        if one.part is SipPart.PATIENT:
            about = ["patienten själv"]
        words = ", ".join(filter(None, about))
        if invitation is not None and invitation.answer is InvitationAnswer.PROXY and invitation.proxy.strip():
            words = f"{words}. Ombud: {invitation.proxy.strip()}".removeprefix(". ")
        lacks = (("late", "Samtycke till SIP saknas"),) if one.id in without else ()
        return Line(
            one.id, name_of_participant(record, one), about=words, signs=self._signs(record, invitation), notes=lacks
        )

    def _signs(self, record: Record, invitation: SipInvitation | None) -> tuple[Sign, ...]:
        meeting = self._meeting
        if meeting is None:
            return ()
        if invitation is not None and invitation.answer in _SIGNS:
            return (_SIGNS[invitation.answer],)
        if invitation is None and meeting.kind is SipMeetingKind.PREPARATION:
            return ()  # it is with the patient and the family
        if invitation is None or invitation.sent_on is None:
            return (Sign("inte kallad", GAP, "circle-dashed"),)
        late = meeting.answer_by is not None and meeting.answer_by < record.today
        return (Sign("svar skulle ha kommit", OWN, "clock") if late else Sign("kallad, inte svarat", FACT),)

    def _gone_words(self, entry: Entity) -> str:
        record = self._record
        if record is None or not isinstance(entry, SipParticipant):
            return "Deltagaren är borttagen."
        return f"{name_of_participant(record, entry)} deltar inte längre."

    def _show_tools(self, entry: Entity, _record: Record) -> None:
        self.to_contact.setVisible(isinstance(entry, SipParticipant) and entry.contact_id is not None)

    # Answers

    def answer(self, id: UUID, answer: InvitationAnswer) -> None:
        """Note what a participant answered; of a proxy the name is asked for."""
        invitation = self._invitation_of(id)
        if invitation is None:
            self.told_why.emit(_NO_MEETING if self._meeting is None else _NOT_CALLED)
            return
        self.told_why.emit(None)
        if answer is InvitationAnswer.PROXY:
            self._ask_proxy(id).line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stop_asking(id)
            self._session.do(answer_invitation, invitation.id, answer=answer).but(self.told_why.emit)

    def _answer_open(self, answer: InvitationAnswer) -> None:
        id = self.lines.open_id
        if id is not None:
            self.close_box()
            self.answer(id, answer)

    def _invitation_of(self, id: UUID) -> SipInvitation | None:
        record, meeting = self._record, self._meeting
        found = invitations_of(record, meeting.id) if record is not None and meeting is not None else []
        return next((one for one in found if one.participant_id == id), None)

    def _ask_proxy(self, id: UUID) -> "Proxy":
        slot = self.lines.slots[id]
        if not isinstance(slot.asking, Proxy):
            made = Proxy(id, self._drafts_of_proxies)
            made.named.connect(self._save_proxy)
            made.closed.connect(self._close_proxy)
            slot.ask(made)
            self.lines.order_tabs()
            self.reached.emit(slot)
            return made
        return slot.asking

    def _save_proxy(self, id: UUID, name: str) -> None:
        invitation = self._invitation_of(id)
        if invitation is None:
            return

        def saved(_applied: Applied) -> None:
            if isValid(self):
                self._close_proxy(id)

        doing = self._session.do(answer_invitation, invitation.id, answer=InvitationAnswer.PROXY, proxy=name)
        doing.then(saved).but(partial(self._refuse_proxy, id))

    def _refuse_proxy(self, id: UUID, error: CoordinatorError) -> None:
        slot = self.lines.slots.get(id)
        if slot is not None and isinstance(slot.asking, Proxy):
            slot.asking.refuse(error)
        else:
            self._session.refused.emit(error)

    def _close_proxy(self, id: UUID) -> None:
        if id in self.lines.slots:
            self._stop_asking(id)
            self.lines.go_to(id)

    def _stop_asking(self, id: UUID) -> None:
        slot = self.lines.slots[id]
        if isinstance(slot.asking, Proxy):
            slot.asking.line.show_draft("")
            self._drafts_of_proxies.keep_now()
        slot.stop_asking()

    def _resume_proxies(self) -> None:
        """A name that was half-written is asked for again."""
        for id, slot in self.lines.slots.items():
            if slot.asking is None and self._session.kept(self._session.draft_key(_draft(id))):
                self._ask_proxy(id)

    # Moving and taking away

    def take_away(self, id: UUID) -> None:
        """Take a participant out of the SIP, with her invitations."""
        entry = self.entry(id)
        if entry is None:
            return
        words = self._gone_words(entry)

        def removed(_applied: Applied) -> None:
            if isValid(self):
                self.told.say(words)

        def refused(error: CoordinatorError) -> None:
            if isValid(self) and self.box is not None and self.lines.open_id == id:
                self.box.fault.say(error)
            elif isValid(self):
                self.told_why.emit(error)

        self.told_why.emit(None)
        self._session.do(remove_participant, id).then(removed).but(refused)

    def _open_contact(self) -> None:
        entry = self.entry(self.lines.open_id)
        if isinstance(entry, SipParticipant) and entry.contact_id is not None:
            self._session.wanted.emit(PageName.CONTACTS.stored, entry.contact_id)

    def _watch(self, button: LineButton) -> None:
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a line, before it sees them: Alt with an arrow would move its focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, LineButton):
            key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not held and key in _ANSWERS:
                self.answer(watched.line.id, _ANSWERS[key])
                return True
            if held == Qt.KeyboardModifier.AltModifier and key in _MOVES:
                self.told_why.emit(None)
                self._session.do(move_participant, watched.line.id, up=_MOVES[key]).but(self.told_why.emit)
                return True
        return super().eventFilter(watched, event)


class Proxy(QWidget):
    """Who comes in a participant's place. Enter notes it; left half-written it stays a draft."""

    named = Signal(object, str)
    closed = Signal(object)

    def __init__(self, id: UUID, drafts: Drafts) -> None:
        super().__init__()
        self._id = id
        self.line = _ProxyLine("Ombud: vem kommer i stället?", hint="Namn och funktion. Enter när det är klart")
        self.fault = Fault()
        inside = column(label("Vem kommer i stället?", "note"), self.line, self.fault, spacing=3)
        inside.setContentsMargins(scaled(10), 0, 0, scaled(6))
        self.setLayout(inside)
        self.line.returnPressed.connect(self._name)
        self.line.left_empty_handed.connect(self._close)
        self.line.textChanged.connect(self._forget_fault)
        drafts.watch(self.line, _draft(id))

    def refuse(self, error: CoordinatorError) -> None:
        """It was not noted; the name stays."""
        self.line.show_fault()
        self.fault.say(error)

    def _name(self) -> None:
        self.named.emit(self._id, self.line.text().strip())

    def _forget_fault(self) -> None:
        self.fault.say(None)

    def _close(self) -> None:
        self.closed.emit(self._id)


class _ProxyLine(LineField):
    """Only Enter finishes."""

    def finish(self) -> None:
        """Nothing is saved by leaving."""


def _draft(id: UUID) -> str:
    return f"sip_participant:{id}:proxy"


def _number(entry: Entity, record: Record) -> Number | None:
    number = phone_of(record, entry) if isinstance(entry, SipParticipant) else ""
    return Number(number, name_of_participant(record, entry)) if number and isinstance(entry, SipParticipant) else None
