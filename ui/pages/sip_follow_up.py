"""The step *Uppföljning*: how each row went, what the patient thinks, what was decided; and the follow-ups before."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.sip.belonging import follow_ups_of, meetings_of
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.following_up import follow_up_sip
from coordinator.sip.meeting import SipMeetingKind
from coordinator.sip.process import Sip
from coordinator.swedish import how_late, short_day, week
from ui.chips import FACT, OWN, Sign
from ui.drafts import Drafts
from ui.pages.dated_row import DatedRow
from ui.pages.sip_follow_up_ending import Ending, forget
from ui.pages.sip_follow_up_rows import FollowUpRows
from ui.parts import Button, Section, clear, column, dress, label, row, whole
from ui.session import Session

_NOT_YET = "Planen är inte upprättad än. När den är det följs den upp här, rad för rad."


class FollowUp(QWidget):
    """A follow-up of the SIP that is shown, and below it those that were made."""

    paper_wanted = Signal()
    """The sheet to follow up on is to be printed."""
    followed_up = Signal(object)
    """A follow-up is saved: what was done, as it was decided (`coordinator.sip.follow_up.FollowUpDecision`)."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._sip: Sip | None = None
        self._sending = False
        self._shown: object = None
        self.day = label("", "strong", wrap=True)
        self.sheet = Button("Skriv ut uppföljningsblad", icon="printer", press=self.paper_wanted.emit)
        self._not_yet = label(_NOT_YET, "note", wrap=True)
        self.rows, self.ending = FollowUpRows(session, drafts), Ending(session, drafts)
        self.ending.wanted.connect(self._save)
        self._before, self._head = column(spacing=0), Section("Tidigare uppföljningar")
        self._earlier = whole(column(self._head, self._before, spacing=4))
        top = row(self.day, self.sheet, spacing=12)
        top.setStretchFactor(self.day, 1)
        self.setLayout(column(whole(top), self._not_yet, self.rows, self.ending, self._earlier, spacing=12))

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        if self._sip is None or self._sip.id != sip.id:
            self._sending = False
        self._sip = sip
        ready = sip.established_on is not None
        self._say_day(record, sip)
        self.sheet.setVisible(ready)
        self._not_yet.setVisible(not ready)
        self.rows.setVisible(ready)
        self.ending.setVisible(ready and sip.is_open)
        if ready:
            self.rows.show_sip(record, sip)
        if ready and sip.is_open:
            self.ending.show_sip(record, sip)
        self._show_earlier(record, sip)

    def start(self) -> None:
        """Put the focus where one begins: on the first row that remains, else on the patient's own words."""
        if self.rows.isHidden():
            return
        if self.ending.isHidden():
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not (self.rows.left and self.rows.start()):
            self.ending.start()

    def _say_day(self, record: Record, sip: Sip) -> None:
        day, today = sip.follow_up_on, record.today
        is_late = sip.is_open and day is not None and day < today
        if day is None or not sip.is_open:
            words = ""
        elif is_late:
            words = f"Skulle ha följts upp {short_day(day, today)}, {how_late(day, today)}"
        else:
            words = f"Följs upp {short_day(day, today)}, {week(day)}, {how_late(day, today)}"
        self.day.setText(words)
        dress(self.day, "amber" if is_late else "strong")

    def _show_earlier(self, record: Record, sip: Sip) -> None:
        found = list(reversed(follow_ups_of(record, sip.id)))
        now = sip.id, tuple(found), record.today
        if now == self._shown:
            return
        self._shown = now
        clear(self._before)
        for one in found:
            self._before.addWidget(_line(record, one))
        self._earlier.setVisible(bool(found))

    def _save(self, fields: dict[str, Any]) -> None:
        sip, record = self._sip, self._session.record
        if sip is None or record is None or record.patient_id != sip.patient_id or self._sending:
            return
        self._sending = True
        keys, decision = self.ending.drafts_of(sip.id), fields["decision"]

        def saved(_applied: Applied) -> None:
            if isValid(self):
                self._sending = False
                if self._sip is not None and self._sip.id == sip.id:
                    self.ending.taken()
                self.followed_up.emit(decision)
            forget(self._session, keys)

        def refused(error: CoordinatorError) -> None:
            if isValid(self) and self._sip is not None and self._sip.id == sip.id:
                self._sending = False
                self.ending.refuse(error)
            else:
                self._session.refused.emit(error)

        meeting = _meeting_of(record, sip.id)
        self._session.do(follow_up_sip, sip.id, meeting_id=meeting, **fields).then(saved).but(refused)


def _meeting_of(record: Record, sip_id: UUID) -> UUID | None:
    """The follow-up meeting that this is the follow-up of: the latest that has been and has none."""
    taken = {one.meeting_id for one in follow_ups_of(record, sip_id)}
    found = [
        one
        for one in meetings_of(record, sip_id)
        if one.kind is SipMeetingKind.FOLLOW_UP and one.day and one.day <= record.today and one.id not in taken
    ]
    return found[-1].id if found else None


def _line(record: Record, one: SipFollowUp) -> DatedRow:
    words = [f"”{' '.join(one.own_words.split())}”" if one.own_words.strip() else "", " ".join(one.note.split())]
    by = f"Följdes upp av {one.followed_up_by.strip()}" if one.followed_up_by.strip() else ""
    sign = Sign(f"{one.judgement} av 5", FACT if one.judgement > 2 else OWN) if one.judgement is not None else None
    what = one.decision.label
    if one.next_on:
        what += f", nästa {short_day(one.next_on, record.today)}"
    about = " · ".join(part for part in (*words, by) if part)
    return DatedRow(short_day(one.followed_up_on, record.today), what, about, sign)
