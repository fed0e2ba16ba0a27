"""The rows of a SIP as they are followed up: how far each has come, and in a few words how it went."""

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.sip.belonging import decisions_of, follow_ups_of, participants_of
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.following_up import follow_up_decision
from coordinator.sip.process import Sip
from coordinator.sip.who import name_and_function
from coordinator.swedish import day_in_words, how_late
from ui.drafts import Drafts
from ui.pages.careplan_binding import Bound, Desktop, Fault, one_line
from ui.pages.careplan_row import Cell
from ui.pages.sip_follow_up_status import HINT, StatusChoice
from ui.parts import Rule, Section, column, label, row
from ui.session import Doing, Session
from ui.theme import scaled

_NOTHING = "Planen har inga rader."


class FollowUpRow(QWidget):
    """One row: what is to be done and by whom, how far it has come, and how it went."""

    stepped = Signal(int)

    def __init__(self, desktop: Desktop, decision_id: UUID) -> None:
        super().__init__()
        self._desktop, self.decision_id = desktop, decision_id
        self._what, self._about = label("", "strong", wrap=True), label("", "note", wrap=True)
        self.status, self.result, self._fault = StatusChoice(), Cell("", hint="Hur gick det?"), Fault()
        self._saved = DecisionStatus.NOT_STARTED, False, ""
        self.status.chosen.connect(self._save_status)
        self.status.stepped.connect(self.stepped)
        self._bound = Bound(self.result, self._fault, self._save_result, read=one_line, shown=one_line)
        desktop.drafts.watch(self.result, f"sip_decision:{decision_id}:result")
        words = column(self._what, self._about, spacing=1)
        words.setContentsMargins(scaled(8), 0, 0, 0)
        inside = column(spacing=2)
        if desktop.roomy:
            inside.addLayout(column(words, row(self.status, 1), spacing=4))
        else:
            beside = row(spacing=16)
            beside.addLayout(words, 1)
            beside.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
            inside.addLayout(beside)
        inside.addLayout(column(self.result, self._fault, Rule(), spacing=2))
        inside.setContentsMargins(0, scaled(7), 0, 0)
        self.setLayout(inside)

    def show_decision(self, record: Record, one: SipDecision, who: str, since: date | None) -> None:
        """Show the row as it is; since: the day of the follow-up before, after which it has been asked anew."""
        self._what.setText(one_line(one.heading))
        self._about.setText(_about(record, one, who))
        self._about.setVisible(bool(self._about.text()))
        said = one.followed_up_on is not None and (
            one.followed_up_on == record.today or since is None or one.followed_up_on > since
        )
        self._saved = one.status, said, one_line(one.heading)
        self.status.show_status(one.status, is_said=said, of=one_line(one.heading))
        self._bound.show(one.result)
        self.result.setAccessibleName(f"{one_line(one.heading)}: hur gick det?")

    def let_write(self, *, may: bool) -> None:
        """Whether it may be followed up: a SIP that is closed stays as it was."""
        self.status.setEnabled(may)
        self.result.setReadOnly(not may)

    @property
    def is_said(self) -> bool:
        """Whether it has been followed up this time."""
        return self.status.is_said

    def _save_status(self, status: DecisionStatus) -> None:
        self._fault.forget(self.status)
        doing = self._desktop.do(follow_up_decision, self.decision_id, status=status, result=self._text())
        if doing is not None:
            doing.but(self._refuse)

    def _refuse(self, error: CoordinatorError) -> None:
        """It was not saved: the row is as it was."""
        status, is_said, words = self._saved
        self.status.show_status(status, is_said=is_said, of=words)
        self._fault.say(self.status, error)

    def _save_result(self, text: Any) -> Doing | None:
        if not text:  # taken away again: a follow-up with no words would let the old ones stand
            return self._desktop.do(edit_entry, SipDecision, self.decision_id, result="")
        return self._desktop.do(follow_up_decision, self.decision_id, status=self.status.status, result=text)

    def _text(self) -> str:
        """What is written of how it went, also when the field has not been left yet."""
        return one_line(self.result.text())


class FollowUpRows(QWidget):
    """Every row, in the order of the plan; the arrows go between them."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: object = None
        self._desktop: Desktop | None = None
        self.rows: dict[UUID, FollowUpRow] = {}
        self._head = Section("Hur har det gått?", note=HINT)
        self._none = label(_NOTHING, "note")
        self._lines = column(spacing=0)
        self.setLayout(column(self._head, self._none, self._lines, spacing=4))

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show the rows of a SIP; those that stand there already stay, and what is being written in them."""
        found = decisions_of(record, sip.id)
        if self._of != (record.patient_id, sip.id) or self._desktop is None:
            self._drafts.keep_now()
            self._let_go(set(self.rows))
            self._of = record.patient_id, sip.id
            self._desktop = Desktop(self._session, self._drafts, record.patient_id)
        self._let_go(self.rows.keys() - {one.id for one in found})
        before = [one.followed_up_on for one in follow_ups_of(record, sip.id)]
        names = {one.id: name_and_function(record, one) for one in participants_of(record, sip.id)}
        for place, one in enumerate(found):
            if one.id not in self.rows:
                made = self.rows[one.id] = FollowUpRow(self._desktop, one.id)
                made.stepped.connect(self._step)
            shown = self.rows[one.id]
            if self._lines.indexOf(shown) != place:
                self._lines.insertWidget(place, shown)
            who = names.get(one.participant_id) if one.participant_id else None
            shown.show_decision(record, one, who or one.responsible.strip(), max(before, default=None))
            shown.let_write(may=sip.is_open)
        self._head.note.setVisible(bool(found) and sip.is_open)
        self._none.setVisible(not found)

    def start(self) -> bool:
        """Go to the first row that remains to be asked, else the first; whether there is one."""
        shown = self._in_order()
        first = next((one for one in shown if not one.is_said), shown[0] if shown else None)
        if first is not None:
            first.status.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    @property
    def left(self) -> int:
        """How many have not been followed up this time."""
        return sum(not one.is_said for one in self.rows.values())

    def _in_order(self) -> list[FollowUpRow]:
        return sorted(self.rows.values(), key=self._lines.indexOf)

    def _step(self, step: int) -> None:
        shown, here = self._in_order(), self.sender()
        if isinstance(here, FollowUpRow):
            place = max(0, min(len(shown) - 1, shown.index(here) + step))
            shown[place].status.setFocus(Qt.FocusReason.TabFocusReason)

    def _let_go(self, ids: set[UUID]) -> None:
        for one in ids:
            gone = self.rows.pop(one)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()


def _about(record: Record, one: SipDecision, who: str) -> str:
    """The need behind it, who does it and for whom, and when it should be done."""
    parts = [one_line(one.need) if one_line(one.need) != one_line(one.heading) else "", who]
    parts.append(one.huvudman.label if one.huvudman else "")
    if one.due:
        parts.append(f"klart senast {day_in_words(one.due, record.today)}")
        if one.due < record.today and one.status is not DecisionStatus.DONE:
            parts.append(how_late(one.due, record.today))
    return " · ".join(part for part in parts if part)
