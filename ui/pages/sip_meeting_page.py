"""*Mötesläge*: a SIP meeting in the whole window, worked from the keyboard while others look on."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout

from coordinator.change import Applied
from coordinator.contact import Huvudman
from coordinator.documents.catalogue import SIP_PLAN
from coordinator.errors import CoordinatorError, RuleError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.sharing import Order, recipients
from coordinator.sip.at_meeting import establish_sip, hold_meeting
from coordinator.sip.meeting import Presence, SipInvitation, SipMeeting
from coordinator.sip.plan_duty import points_left
from coordinator.sip.process import Sip
from coordinator.sip.standing import planning_meeting
from ui import window_commands as commands
from ui.drafts import Drafts
from ui.fields import LineField, TextField
from ui.handing_out import HandingOut, Wanted
from ui.pages.careplan_binding import Desktop
from ui.pages.careplan_head import Notice
from ui.pages.sip_meeting import MEETING
from ui.pages.sip_meeting_end import KEYS, EndBar
from ui.pages.sip_meeting_head import MeetingHead
from ui.pages.sip_panel import HERE
from ui.pages.whole_page import WholePage
from ui.parts import Rule, column
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import Command

if TYPE_CHECKING:
    from ui.pages.sip_meeting_sheet import MeetingSheet

_LETTERS = {Qt.Key.Key_R: Huvudman.REGION, Qt.Key.Key_K: Huvudman.KOMMUN}
_OF_PAGE = {one.keys.removeprefix("Alt+"): one for one in commands.PAGES.values() if one.keys.startswith("Alt+")}


class SipMeetingPage(WholePage):
    """The meeting of one SIP of the patient on screen. Which one is remembered, also through a lock."""

    NAME = MEETING
    TITLE = "SIP-möte"
    ICON = "handshake"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where the keys without a field lead
        self.setAccessibleName("SIP-möte")
        self.sheet: MeetingSheet | None = None
        self.head, self.end = MeetingHead(practice=session.vault.practice), EndBar()
        self.notice = Notice()
        self.out = HandingOut(session, self)
        notice = column(self.notice)
        notice.setContentsMargins(scaled(24), 0, scaled(24), 0)
        self._holder: QVBoxLayout = column(spacing=0)
        inside = column(self.head, notice, self._holder, Rule(frame=True), self.end, spacing=0)
        inside.setStretchFactor(self._holder, 1)
        self.setLayout(inside)
        self.head.left.connect(self.leave)
        self.end.print_wanted.connect(self._print)
        self.end.establish_wanted.connect(self._establish)
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        QShortcut(QKeySequence(KEYS), self, self._establish, context=HERE)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self._establish, context=HERE)

    # Showing

    def show_record(self, record: Record) -> None:
        found = self._found(record)
        if found is None:
            was_here = self.sheet is not None and self.sheet.desktop.patient_id == record.patient_id
            self._put_away()
            if was_here and self.isVisible():  # it was taken back: there is nothing here to stay for
                self.leave()
            return
        sip, meeting = found
        if self.sheet is None or (self.sheet.sip_id, self.sheet.meeting_id) != (sip.id, meeting.id):
            from ui.pages.sip_meeting_sheet import MeetingSheet  # a window at its start has no need of it

            self._put_away()
            made = self.sheet = MeetingSheet(Desktop(self.session, self.drafts, record.patient_id), sip.id, meeting.id)
            self._holder.addWidget(made, 1)
            made.show()  # at once: only what is seen can have the focus
            for field in (made.presence.more.field, made.rows.new.field, made.overall.contact, made.overall.day):
                field.left_empty_handed.connect(self._step_out)
        self.head.show_sip(record, sip, meeting)
        self.end.show_sip(record, sip)
        self.end.fault.forget(self.end.establish)
        self.sheet.show_record(record, sip, meeting)

    def start(self, target: object = None) -> None:
        """Begin with who is here; when that is noted, with what is missing. ``target``: the id of the SIP."""
        record = self.session.record
        if record is None:
            return
        if isinstance(target, UUID):
            self.session.keep(_key(record), str(target))
            self.show_record(record)
        found = self._found(record)
        if found is None or self.sheet is None:
            self.leave()
            return
        self._begin_in(self.sheet, record, *found)

    def _begin_in(self, sheet: "MeetingSheet", record: Record, sip: Sip, meeting: SipMeeting) -> None:
        calls = [one for one in record.all(SipInvitation) if one.meeting_id == meeting.id]
        buttons = sheet.presence.buttons
        missing = points_left(record, sip)
        if sip.established_on is not None:
            self.end.print.setFocus(Qt.FocusReason.OtherFocusReason)
        elif buttons and all(one.presence is Presence.NOT_NOTED for one in calls):
            sheet.go_to(buttons[0])
            QTimer.singleShot(0, sheet, sheet.to_top)  # when all have got their places
        elif missing:
            sheet.go_to_point(missing[0].point)
        else:
            sheet.go_to(sheet.overall.day if sip.follow_up_on is None else self.end.establish)

    def _found(self, record: Record) -> tuple[Sip, SipMeeting] | None:
        """The SIP she went to, and its meeting; None when one of them is not there any more."""
        kept = self.session.kept(_key(record))
        sip = next((one for one in record.all(Sip) if str(one.id) == kept), None)
        meeting = planning_meeting(record, sip) if sip is not None else None
        return (sip, meeting) if sip is not None and meeting is not None else None

    def _put_away(self) -> None:
        """The sheet of another meeting; what is half-written on it is kept."""
        if self.sheet is None:
            return
        self.drafts.step_out()
        gone, self.sheet = self.sheet, None
        self.notice.hide()
        self._holder.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    # Keys

    def take(self, command: Command) -> None:
        """Ctrl+N is a new row, Ctrl+P prints, Alt and a digit notes who is here also while one writes."""
        if self.sheet is None:
            return
        if command is commands.NEW_CONTACT:
            self.sheet.go_to(self.sheet.rows.new.field)
        elif command is commands.PRINT:
            self._print()
        else:
            digit = next((key for key, one in _OF_PAGE.items() if one is command), "0")
            self._note_presence(int(digit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that no field has taken."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        writing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and not held:
            (self._step_out if writing else self.leave)()
        elif held or self.sheet is None:
            super().keyPressEvent(event)
        elif not writing and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._note_presence(key - Qt.Key.Key_0)
        elif not writing and key in _LETTERS:
            self._choose_overall(_LETTERS[key])
        else:
            super().keyPressEvent(event)

    def _note_presence(self, number: int) -> None:
        """Not when the SIP is over: a key is easily pressed by somebody who only reads."""
        sip = self._sip
        if self.sheet is not None and sip is not None and sip.is_open:
            self.sheet.note_presence(number)

    def _choose_overall(self, huvudman: Huvudman) -> None:
        """Not when the plan stands: then it is changed with its button."""
        sip = self._sip
        if self.sheet is not None and sip is not None and sip.is_open and sip.established_on is None:
            self.sheet.overall.choose(huvudman)

    @property
    def _sip(self) -> Sip | None:
        found = self._found(self.session.record) if self.session.record is not None else None
        return found[0] if found is not None else None

    def leave(self) -> None:
        """Back to the page of SIP."""
        record = self.session.record
        found = self._found(record) if record is not None else None
        self.session.wanted.emit(PageName.SIP.stored, found[0].id if found is not None else None)

    def _step_out(self) -> None:
        """Out of the field one writes in, to where the digits and letters lead."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # The plan

    def _establish(self) -> None:
        """Let the plan come into force, with what stands half-written; then print it at once."""
        if self.sheet is None or self.session.record is None:
            return
        focus = QApplication.focusWidget()
        if isinstance(focus, LineField | TextField):
            focus.finish()
        doing = self.sheet.desktop.do(establish_sip, self.sheet.sip_id)
        if doing is not None:
            doing.then(self._established).but(self._refuse)

    def _established(self, _applied: Applied) -> None:
        found = self._found(self.session.record) if self.session.record is not None else None
        if found is not None and self.sheet is not None and found[1].held_on is None:  # it was moved to an earlier day
            self.sheet.desktop.do(hold_meeting, found[1].id)
        self.end.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self._print()

    def _refuse(self, error: CoordinatorError) -> None:
        """Say what is missing, and go to where it is filled."""
        part = (
            self.sheet.field_to_fill(error.field) if self.sheet is not None and isinstance(error, RuleError) else None
        )
        if self.sheet is not None and part is not None:
            self.sheet.go_to(part)
        self.end.fault.say(self.end.establish, error)

    def _print(self) -> None:
        record = self.session.record
        if record is not None and self.sheet is not None:
            self.out.print(Wanted(Order(SIP_PLAN, recipients(record)[0], about=self.sheet.sip_id)))


def _key(record: Record) -> str:
    """Under which it is remembered at which meeting one is."""
    return f"{MEETING}:{record.patient_id}"
