"""The steps *Möte* and *Upprättad* on the page of SIP: what has come of the meeting, and the way into it."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.change import Applied
from coordinator.documents.catalogue import SIP_PLAN
from coordinator.errors import CoordinatorError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.sip.at_meeting import hold_meeting
from coordinator.sip.belonging import decisions_of, invitations_of
from coordinator.sip.inviting import plan_meeting
from coordinator.sip.meeting import Presence, SipMeeting
from coordinator.sip.plan_duty import points_left
from coordinator.sip.process import Sip
from coordinator.sip.standing import planning_meeting
from coordinator.swedish import short_day
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.pages.careplan_binding import Fault
from ui.parts import Button, Kind, Section, column, label
from ui.session import Session

MEETING = "sip_meeting"
"""What the page of the meeting itself is called in the program; the id of its SIP goes with it."""
_HERE = (Presence.HERE, Presence.PROXY)


class MeetingEntry(QWidget):
    """How far the meeting and its plan have come, and the button that opens it in the whole window."""

    def __init__(self, session: Session, _drafts: Drafts) -> None:
        super().__init__()
        self._session = session
        self._sip_id: UUID | None = None
        self._meeting: SipMeeting | None = None
        self._sent = False
        self._title = Section("Mötet")
        self._words, self._missing = label("", "body", wrap=True), label("", "note", wrap=True)
        self.begin = Button("Börja mötet", Kind.PRIMARY, icon="users", press=self._begin)
        self.held = Button("Mötet är hållet", icon="check", press=self._hold)
        self.print = Button("Skriv ut planen", icon="printer", press=self._print)
        self._fault = Fault()
        buttons = QWidget()
        buttons.setLayout(Flow(self.begin, self.held, self.print))
        self.setLayout(column(self._title, self._words, self._missing, buttons, self._fault, spacing=8))

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        if sip.id != self._sip_id:
            self._sip_id, self._sent = sip.id, False
            self._fault.forget(self.begin)
        meeting = self._meeting = planning_meeting(record, sip)
        calls = invitations_of(record, meeting.id) if meeting else []
        noted = any(one.presence is not Presence.NOT_NOTED for one in calls)
        begun = noted or bool(decisions_of(record, sip.id))
        established = sip.established_on is not None
        self._words.setText(_in_words(record, sip, meeting, sum(one.presence in _HERE for one in calls)))
        missing = [] if established else points_left(record, sip)
        names = ", ".join(one.name for one in missing)
        self._missing.setText(f"Kvar innan planen kan upprättas: {names}." if names else "")
        self._missing.setVisible(bool(names))
        self.begin.say("Visa mötet" if established else "Fortsätt mötet" if begun else "Börja mötet")
        self.begin.kind = Kind.ORDINARY if established else Kind.PRIMARY
        self.begin.setVisible(sip.is_open or meeting is not None)
        self.held.setVisible(meeting is not None and meeting.held_on is None and noted)
        self.print.setVisible(established)

    def start(self) -> None:
        """On the way into the meeting."""
        first = self.begin if self.begin.isVisibleTo(self) else self.print
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        """Into the meeting; one that nobody has planned is today."""
        record = self._session.record
        if record is None or self._sip_id is None or self._sent:
            return
        if self._meeting is not None:
            self._session.wanted.emit(MEETING, self._sip_id)
            return
        self._sent = True
        self._session.do(plan_meeting, self._sip_id, day=record.today).then(self._planned).but(self._refuse)

    def _planned(self, _applied: Applied) -> None:
        self._sent = False
        if self.isVisible():
            self._session.wanted.emit(MEETING, self._sip_id)

    def _hold(self) -> None:
        if self._meeting is not None:
            self._session.do(hold_meeting, self._meeting.id).but(self._refuse)

    def _print(self) -> None:
        self._session.wanted.emit(PageName.PAPERS.stored, (SIP_PLAN.name, self._sip_id))

    def _refuse(self, error: CoordinatorError) -> None:
        self._sent = False
        self._fault.say(self.begin, error)


def _in_words(record: Record, sip: Sip, meeting: SipMeeting | None, here: int) -> str:
    """When the meeting is or was, how many came, and what the plan has come to."""
    if meeting is None:
        return "Inget möte är bokat. Börjar ni nu blir det ett möte i dag, där ni skriver planen tillsammans."
    if meeting.held_on is not None:
        said = [f"Mötet hölls {short_day(meeting.held_on, record.today)}, {here} var med."]
    elif meeting.day is not None:
        said = [f"Mötet är {' '.join(filter(None, (short_day(meeting.day, record.today), _clock(meeting))))}."]
    else:
        said = ["Mötets dag är inte bokad."]
    if sip.established_on is not None:
        said.append(f"Planen upprättades {short_day(sip.established_on, record.today)}.")
    else:
        said.append("Under mötet har det hela fönstret, och inget om andra patienter syns.")
    return " ".join(said)


def _clock(meeting: SipMeeting) -> str:
    return f"kl. {meeting.at:%H:%M}" if meeting.at is not None else ""
