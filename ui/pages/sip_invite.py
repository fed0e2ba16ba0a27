"""The step *Kallelse* of a SIP: who takes part, when one meets, a letter for each, and what they answered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.belonging import invitations_of, participants_of
from coordinator.sip.candidates import Candidate
from coordinator.sip.inviting import add_participant, add_people
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip, SipLead
from ui.drafts import Drafts
from ui.form import Fault
from ui.pages.sip_invite_add import AddPeople
from ui.pages.sip_invite_letters import Letters
from ui.pages.sip_invite_meeting import Meeting, meeting_shown
from ui.pages.sip_invite_people import People
from ui.parts import Section, column, label
from ui.session import Session
from ui.theme import scaled

_BESIDE = 860
"""From this width, at 100 % text, who takes part and when one meets stand beside each other."""
_KEYS = "På en rad: J kommer, N kommer inte, O skickar ombud, Alt och pil flyttar, Enter öppnar."
_OTHERS_LEAD = "Någon annan leder och kallar. Skriv när mötet är, så står det bland patientens tider."


class Invite(QWidget):
    """People at the left, the meeting and its letters at the right; below each other where the window is narrow."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: tuple[UUID, UUID] | None = None
        self._sip: Sip | None = None
        self._kind = SipMeetingKind.PLANNING
        self.add = AddPeople()
        self.people = People(session, drafts)
        self.meeting = Meeting(session, drafts)
        self.letters = Letters(session)
        self.fault = Fault()
        self._how_many = Section("Vilka deltar?")
        self._keys = label(_KEYS, "note", wrap=True)
        self._others = label(_OTHERS_LEAD, "note", wrap=True)
        self._lay_out()
        self.add.chosen.connect(self._add_chosen)
        self.add.written.connect(self._add_written)
        self.people.told_why.connect(self.fault.say)
        self.people.reached.connect(self.reached)
        self.people.emptied.connect(self.add.setFocus)
        self.people.lines.left_upwards.connect(self.add.setFocus)
        self.meeting.kind_chosen.connect(self._show_kind)
        self.letters.refused.connect(self._say_why)
        self.letters.reached.connect(self.reached)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        of = record.patient_id, sip.id
        if of != self._of:
            self._of, self._kind = of, SipMeetingKind.PLANNING
            self.fault.say(None)
            self._drafts.keep_now()
            self.add.line.setText("")
            self.add.line.show_saved("")
            self._drafts.watch(self.add.line, f"sip:{sip.id}:new_participant")
        self._sip = sip
        meeting = meeting_shown(record, sip, self._kind)
        many = len(participants_of(record, sip.id))
        self._how_many.note.setText("1 deltagare" if many == 1 else f"{many} deltagare")
        self.add.show_sip(record, sip.id)
        self.people.show_sip(record, sip, meeting)
        self.meeting.show_meeting(record, sip, self._kind)
        self.letters.show_meeting(record, sip, meeting)
        ours = sip.lead is SipLead.OURS
        self.letters.setVisible(ours)
        self._others.setVisible(not ours)
        self._keys.setVisible(meeting is not None)

    def start(self) -> None:
        """Put the focus where one begins: in the line that adds somebody; on the answers when the letters are sent."""
        record, sip = self._session.record, self._sip
        meeting = meeting_shown(record, sip, self._kind) if record is not None and sip is not None else None
        if not (_is_sent(record, meeting) and self.people.start()):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kind(self, kind: SipMeetingKind) -> None:
        """Show another of the meetings of the SIP."""
        self._kind = kind
        if self._session.record is not None and self._sip is not None:
            self.show_sip(self._session.record, self._sip)

    def _show_kind(self, kind: SipMeetingKind) -> None:
        self.meeting.settle()
        self.show_kind(kind)

    # Adding

    def _add_chosen(self, people: Sequence[Candidate]) -> None:
        if self._sip is not None:
            fields = [one.fields for one in people]
            self._session.do(add_people, self._sip.id, fields).then(self._added).but(self._not_added)

    def _add_written(self, fields: dict[str, Any]) -> None:
        if self._sip is not None:
            self._session.do(add_participant, self._sip.id, **fields).then(self._added).but(self._not_added)

    def _added(self, _applied: Applied) -> None:
        if isValid(self):
            self.add.taken()
            self._drafts.keep_now()

    def _not_added(self, error: CoordinatorError) -> None:
        self.add.refuse(error)

    def _say_why(self, error: CoordinatorError) -> None:
        """Beside the field of the meeting it is about, which gets the focus; else above the letters."""
        name = error.field if isinstance(error, RuleError) else ""
        self.meeting.refuse(error)
        if name in self.meeting.fields:
            self.meeting.start(name)
        self.reached.emit(self.meeting.fields.get(name, self.meeting.fault))

    # Where things stand

    def _lay_out(self) -> None:
        left = QWidget()
        left.setLayout(column(self._how_many, self.add, self._keys, self.fault, self.people, 1, spacing=8))
        right = QWidget()
        right.setLayout(column(self.meeting, self._others, self.letters, 1, spacing=14))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(scaled(28))
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(left, 2)
        self._body.addWidget(right, 3)
        self.setLayout(self._body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(_BESIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        if self._body.direction() is not (across if beside else down):
            self._body.setDirection(across if beside else down)


def _is_sent(record: Record | None, meeting: SipMeeting | None) -> bool:
    if record is None or meeting is None or meeting.held_on is not None:
        return False
    return any(one.sent_on for one in invitations_of(record, meeting.id))
