"""What becomes of a planned meeting: a letter for each who is called, on paper or as files, and a calendar file."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from shiboken6 import isValid

from coordinator.contact import Channel
from coordinator.documents.catalogue import SIP_INVITATION
from coordinator.documents.sip_invitation import letters
from coordinator.documents.subject import Subject
from coordinator.errors import CoordinatorError, RuleError
from coordinator.exchange.ics import invitation_ics
from coordinator.exchange.target import ICS
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.sharing import Order, refusal
from coordinator.sip.belonging import invitations_of
from coordinator.sip.inviting import note_sent
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep
from coordinator.sip.who import name_of_participant
from ui.file_out import Content, FileOut, Making
from ui.form_flow import Flow
from ui.handing_out import HandingOut, Wanted
from ui.menu import Item, show_menu
from ui.pages.careplan_head import Notice
from ui.parts import Boxed, Button, Kind, column, label, whole
from ui.session import Session
from ui.target_form import Answer

_SAYS = (
    "I kallelsen står tid, plats, frågeställningen, dagordningen och vilka som är kallade. Inget annat om patienten."
)
_LACKS = {
    "day": RuleError("Mötet har ingen dag", "Skriv dagen. Sedan går kallelserna att skriva ut.", field="day"),
    "at": RuleError("Mötet har ingen tid", "Skriv när det börjar. Sedan går kallelserna att skriva ut.", field="at"),
}
_NOT_NOTED = RuleError(
    "Kallelserna är lämnade, men det står inte i SIP",
    "En annan patient öppnades. Gå tillbaka till patientens SIP och välj Kallade på annat sätt.",
)
_SAVED = "Kalenderfilen är sparad. Den säger när och var, och inget om patienten."
_NAMED = 4
"""So many of those who lack something are named."""


class Letters(Boxed):
    """How many letters there are, what stops some of them, and the ways out."""

    refused = Signal(object)
    """Something must be written first: a CoordinatorError that names the field."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__("sunken")
        self._session = session
        self._sip: Sip | None = None
        self._meeting: SipMeeting | None = None
        self.out, self.notice = HandingOut(session, self), Notice()
        self.out.left.connect(self._left)
        self.out.told.connect(self._say)
        self.out.refused.connect(self._say_why)
        self.file_out = FileOut(session, self)
        self.file_out.told.connect(self._say)
        self.file_out.refused.connect(self._not_saved)
        self.head, self.says = label("", "strong", wrap=True), label(_SAYS, "note", wrap=True)
        self.stopped = label("", "amber", wrap=True)
        self.print = Button("Skriv ut alla kallelser", Kind.PRIMARY, icon="printer", press=self._print)
        self.save_one = Button("Spara som en PDF", icon="save", press=partial(self._save, together=True))
        self.save_each = Button("Spara var för sig", icon="folder", press=partial(self._save, together=False))
        self.calendar = Button("Kalenderfil", icon="calendar", press=self._save_calendar)
        self.by_other_way = Button("Kallade på annat sätt", Kind.QUIET, icon="check", press=self._ask_way)
        self.consent = Button("Skriv in samtycke", Kind.GAP, press=self._to_consent)
        self.other_ground = Button("Lämna på annan grund", Kind.QUIET, icon="file-text", press=self._to_papers)
        buttons = Flow(
            self.consent,
            self.print,
            self.save_one,
            self.save_each,
            self.calendar,
            self.by_other_way,
            self.other_ground,
            spacing=8,
        )
        self.inside.addLayout(column(self.head, self.stopped, self.says, whole(buttons), self.notice, spacing=6))

    def show_meeting(self, record: Record, sip: Sip, meeting: SipMeeting | None) -> None:
        """Show what there is to send to that meeting."""
        if self._sip is None or sip.id != self._sip.id or (meeting and meeting.id) != (
            self._meeting and self._meeting.id
        ):  # fmt: skip
            self.notice.hide()
        self._sip, self._meeting = sip, meeting
        found = letters(record, meeting.id) if meeting is not None else []
        stopped = [one for one in found if _why_not(record, one)]
        self.head.setText(_how_many(record, meeting, found))
        self.stopped.setText(_who_is_stopped(record, stopped))
        self.stopped.setVisible(bool(stopped))
        going = len(found) - len(stopped)
        self.print.say(
            "Skriv ut alla kallelser" if not stopped or not going else f"Skriv ut {going} av {len(found)} kallelser"
        )
        over = meeting is not None and meeting.held_on is not None
        for button in (self.print, self.save_one, self.save_each, self.by_other_way):
            button.setEnabled(bool(found) and not over and (bool(going) or button is self.by_other_way))
        self.calendar.setEnabled(meeting is not None and not over)
        self.consent.setVisible(bool(stopped) and not over)
        self.other_ground.setVisible(bool(stopped) and not over)

    # Letters

    def _wanted(self) -> list[Wanted]:
        """The letters that may go now; none when something must be written first, and then it is said what."""
        record, meeting = self._session.record, self._meeting
        if record is None or meeting is None:
            return []
        for name, why in _LACKS.items():
            if getattr(meeting, name) is None:
                self.refused.emit(why)
                return []
        return [Wanted(_order(one)) for one in letters(record, meeting.id) if not _why_not(record, one)]

    def _print(self) -> None:
        self._when_saved(self._print_now)

    def _save(self, *, together: bool) -> None:
        self._when_saved(partial(self._save_now, together=together))

    def _print_now(self, _nothing: None = None) -> None:
        self.out.print_all(self._wanted())

    def _save_now(self, _nothing: None = None, *, together: bool) -> None:
        self.out.save_all(self._wanted(), together=together)

    def _when_saved(self, use: Callable[[None], object]) -> None:
        """Go on when what was written in the field that has just been left is on disk; with that meeting only."""
        shown = self._meeting.id if self._meeting is not None else None

        def go_on(nothing: None) -> None:
            record, meeting = self._session.record, self._meeting
            is_here = record is not None and meeting is not None and record.patient_id == meeting.patient_id
            if isValid(self) and is_here and meeting is not None and meeting.id == shown:
                use(nothing)

        self._session.vault_thread.run(_nothing_more, go_on)

    def _left(self, wanted: Sequence[Wanted]) -> None:
        """They have left the house, and that is noted: so they who got them are called."""
        ids = [one.order.about for one in wanted if one.order.about is not None]
        record = self._session.record
        called = next((one for one in record.all(SipInvitation) if one.id in ids), None) if record is not None else None
        if called is None:  # another patient came on screen meanwhile
            self._session.refused.emit(_NOT_NOTED)
        else:
            self._note(called.meeting_id, ids, None)

    def _note(self, meeting_id: UUID, ids: Sequence[UUID] | None, way: Channel | None) -> None:
        self._session.do(note_sent, meeting_id, ids, way=way).but(self._refuse)

    def _refuse(self, error: CoordinatorError) -> None:
        if isValid(self):
            self.refused.emit(error)

    def _ask_way(self) -> None:
        show_menu(self, self.by_other_way, [Item(f"Genom {one.label}", partial(self._by, one)) for one in Channel])

    def _by(self, way: Channel) -> None:
        if self._meeting is not None:
            self._note(self._meeting.id, None, way)

    def _to_consent(self) -> None:
        self._session.wanted.emit(PageName.SIP.stored, SipStep.CONSENT.stored)

    def _to_papers(self) -> None:
        self._session.wanted.emit(PageName.PAPERS.stored, SIP_INVITATION.name)

    # The calendar

    def _save_calendar(self) -> None:
        self._when_saved(self._save_calendar_now)

    def _save_calendar_now(self, _nothing: None = None) -> None:
        record, meeting = self._session.record, self._meeting
        if record is None or meeting is None:
            return
        try:
            invitation_ics(record, meeting)
        except RuleError as error:
            self.refused.emit(error)
        else:
            self.file_out.begin(Making(ICS, "sip-mote.ics", _SAVED, partial(_calendar, meeting.id), about="SIP-möte"))

    def _not_saved(self, error: CoordinatorError) -> None:
        self._say_why(error, None)

    def _say(self, words: str) -> None:
        self.notice.say(words)
        self.reached.emit(self.notice)

    def _say_why(self, error: CoordinatorError, again: Callable[[], None] | None) -> None:
        self.notice.say_why(error, again)
        self.reached.emit(self.notice)


def _calendar(meeting_id: UUID, record: Record, _vault_id: UUID, _answer: Answer) -> Content:
    return Content(invitation_ics(record, record.get(SipMeeting, meeting_id)).encode())


def _nothing_more() -> None:
    """Done when everything before it is."""


def _order(one: Subject) -> Order:
    if one.to is None:
        raise TypeError("a letter is to somebody")
    return Order(SIP_INVITATION, one.to, about=one.id)


def _why_not(record: Record, one: Subject) -> str:
    return refusal(record, _order(one))


def _how_many(record: Record, meeting: SipMeeting | None, found: Sequence[Subject]) -> str:
    if meeting is None:
        return "Skriv mötets dag, så går kallelserna att skriva ut"
    many = "1 kallelse" if len(found) == 1 else f"{len(found)} kallelser"
    sent = sum(one.sent_on is not None for one in invitations_of(record, meeting.id))
    if not sent:
        return many
    return f"{many}, {'alla' if sent == len(found) else sent} skickade"


def _who_is_stopped(record: Record, stopped: Sequence[Subject]) -> str:
    """Whom no letter may go to as things are, and what to do about it."""
    if not stopped:
        return ""
    ids = [record.get(SipInvitation, one.id).participant_id for one in stopped]
    names = [name_of_participant(record, record.get(SipParticipant, id)) for id in ids]
    shown = ", ".join(names[:_NAMED]) + (f" och {len(names) - _NAMED} till" if len(names) > _NAMED else "")
    return f"Samtycke saknas för {shown}. Skriv in det, så går kallelsen att skicka."
