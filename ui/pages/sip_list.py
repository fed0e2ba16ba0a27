"""Every SIP of the patient as a line: what it is about, where it stands, who leads it, and what is next."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.sip.belonging import meeting_to_come, sips
from coordinator.sip.process import Sip, SipLead
from coordinator.sip.standing import SipStatus, SipStep, standing
from coordinator.swedish import how_late, short_day
from ui.chips import CHOSEN, DONE, FACT, OWN, Look, Sign
from ui.entry_lines.button import LineButton
from ui.entry_lines.line import Line
from ui.parts import Button, Kind, clear, column, row, whole

_AT_FIRST, _AT_A_TIME = 6, 20
_LOOKS: dict[SipStatus, Look] = {
    SipStatus.ESTABLISHED: DONE, SipStatus.FOLLOW_UP: DONE, SipStatus.CLOSED: FACT, SipStatus.DECLINED: FACT,
    SipStatus.REFUSED: FACT, SipStatus.BEGUN: FACT,
}  # fmt: skip
_NEXT = {
    SipStep.NEED: "Bedöm behovet",
    SipStep.OFFER: "Erbjud SIP",
    SipStep.CONSENT: "Hämta in samtycke",
    SipStep.INVITATION: "Kalla till möte",
    SipStep.MEETING: "Håll mötet",
    SipStep.PLAN: "Upprätta planen",
    SipStep.FOLLOW_UP: "Följ upp planen",
    SipStep.CLOSED: "Följ upp igen eller avsluta",
}


class SipList(QWidget):
    """The lines: those that are open, and the others when they are asked for. Shown when there is more than one."""

    chosen = Signal(object)
    """The id of the one she wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[UUID, LineButton] = {}
        self._many, self._with_past = _AT_FIRST, False
        self._record: Record | None = None
        self._chosen: UUID | None = None
        self._inside = column(spacing=0)
        self.setLayout(self._inside)
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self._show_more)
        self.past = Button("", Kind.QUIET, icon="history", press=self._show_past)
        self._foot = whole(row(self.more, self.past, 1))
        self._lines = QWidget()
        self._column = column(spacing=0)
        self._lines.setLayout(self._column)
        self._inside.addWidget(self._lines)
        self._inside.addWidget(self._foot)

    def show_sips(self, record: Record, chosen: UUID | None) -> None:
        """Show those of ``record``; ``chosen`` is the one whose steps stand below."""
        if self._record is None or self._record.patient_id != record.patient_id:
            self._many, self._with_past = _AT_FIRST, False
        self._record, self._chosen = record, chosen
        every = sips(record)
        self.setVisible(len(every) > 1)
        first, past = [one for one in every if one.is_open], [one for one in every if not one.is_open]
        offered = [*first, *(past if self._with_past else [])] or past
        shown = offered[: self._many]
        shown += [one for one in every if one.id == chosen and one not in shown]
        self._show(record, shown)
        left = len(offered) - self._many
        self.more.say(f"Visa {left} till")
        self.more.setVisible(left > 0)
        self.past.say("Visa bara de som pågår" if self._with_past else _past_words(len(past)))
        self.past.setVisible(bool(first and past))
        self._foot.setVisible(left > 0 or bool(first and past))

    def _show(self, record: Record, shown: list[Sip]) -> None:
        focused = next((id for id, line in self.lines.items() if line.hasFocus()), None)
        if [one.id for one in shown] != list(self.lines):
            clear(self._column)
            self.lines = {}
            for one in shown:
                made = self.lines[one.id] = LineButton(line_of(record, one), ())
                made.clicked.connect(partial(self._choose, one.id))
                made.stepped.connect(partial(self._step, one.id))
                self._column.addWidget(made)
                made.show()  # at once: only what is seen can have the focus
        for one in shown:
            line, is_chosen = self.lines[one.id], one.id == self._chosen
            line.show_line(line_of(record, one))
            line.show_open(is_open=is_chosen)
            line.setAccessibleDescription("visas nu" if is_chosen else "")
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus)
        if focused is not None and focused in self.lines:
            self.lines[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, id: UUID, _checked: bool = False) -> None:
        self.chosen.emit(id)

    def _step(self, id: UUID, by: int) -> None:
        ids = list(self.lines)
        other = ids[max(0, min(len(ids) - 1, ids.index(id) + by))]
        self.lines[other].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self) -> None:
        before = set(self.lines)
        self._many += _AT_A_TIME
        self._again()
        first = next((id for id in self.lines if id not in before), None)
        if first is not None:
            self.lines[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_past(self) -> None:
        self._with_past = not self._with_past
        self._many = _AT_FIRST + (_AT_A_TIME if self._with_past else 0)
        self._again()

    def _again(self) -> None:
        if self._record is not None:
            self.show_sips(self._record, self._chosen)


def line_of(record: Record, sip: Sip) -> Line:
    """What stands on the line of one SIP."""
    signs = [status_sign(record, sip)]
    if sip.lead is SipLead.OTHERS:
        signs.insert(0, Sign("Vi deltar", FACT, "users"))
    return Line(sip.id, sip.heading, about=next_words(record, sip), signs=tuple(signs))


def status_sign(record: Record, sip: Sip) -> Sign:
    """Where it stands, as a chip."""
    status = standing(record, sip).status
    if sip.is_open and sip.established_on and sip.follow_up_on and sip.follow_up_on < record.today:
        return Sign(f"Uppföljning {how_late(sip.follow_up_on, record.today)}", OWN, "clock")
    look = _LOOKS.get(status, CHOSEN)
    return Sign(status.label, look, "check" if look is DONE else "")


def next_words(record: Record, sip: Sip) -> str:
    """What is to be done next, and when; or how it ended."""
    now = standing(record, sip).now
    if sip.closed_on:
        why = f": {sip.close_reason.label.lower()}" if sip.close_reason else ""
        return f"Avslutad {short_day(sip.closed_on, record.today)}{why}"
    if sip.refused_on:
        return f"Nekad {short_day(sip.refused_on, record.today)}"
    if now is None:
        return f"Tackade nej {short_day(sip.answered_on, record.today)}" if sip.answered_on else "Tackade nej"
    words = _NEXT[now]
    meeting = meeting_to_come(record, sip.id)
    day = meeting.day if now is SipStep.MEETING and meeting is not None else None
    if now in (SipStep.FOLLOW_UP, SipStep.CLOSED):
        day = sip.follow_up_on
    when = f", {short_day(day, record.today)}" if day else ""
    led = f" Leds av {' '.join(sip.led_by.split())}." if sip.lead is SipLead.OTHERS and sip.led_by.strip() else ""
    return f"Nästa: {words[0].lower()}{words[1:]}{when}.{led}"


def _past_words(many: int) -> str:
    return "Visa 1 som är avslutad" if many == 1 else f"Visa {many} som är avslutade"
