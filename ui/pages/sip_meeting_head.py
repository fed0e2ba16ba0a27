"""The top of a meeting: which plan, for whom, when, that nobody else is shown, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStep, standing
from coordinator.swedish import weekday_in_words
from ui.chips import CHOSEN, OWN, Chip
from ui.form_flow import Flow
from ui.pages.sip_steps import SipSteps
from ui.parts import Button, Rule, column, label, row, whole
from ui.theme import is_large, scaled


class MeetingHead(QWidget):
    """With large text only what one must have: whose meeting it is, and the way out."""

    left = Signal()

    def __init__(self, *, practice: bool) -> None:
        super().__init__()
        self._name, self._when = label("", "patient", wrap=is_large()), label("", "note", wrap=is_large())
        self.mode = Chip("", CHOSEN, "monitor")
        self.leave = Button("Avsluta mötesläge", shortcut="Esc", press=self.left.emit)
        self.steps = SipSteps()
        signs = [Chip("ÖVNING", OWN)] if practice else []
        if is_large():
            right = QWidget()
            right.setLayout(Flow(self.mode, self.leave))  # that it is practice stands at the bottom
            inside = column(self._name, right, spacing=4)
        else:
            words = QWidget()
            words.setLayout(Flow(label("Samordnad individuell plan", "title"), self._name, self._when, spacing=12))
            top = row(spacing=8)
            top.addWidget(words, 1)
            for part in (*signs, self.mode, self.leave):
                top.addWidget(part)
            inside = column(top, self.steps, spacing=8)
        inside.setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(4))
        self.setLayout(column(whole(inside), Rule(frame=True), spacing=0))

    def show_sip(self, record: Record, sip: Sip, meeting: SipMeeting) -> None:
        """Show whose meeting it is."""
        patient = record.patient
        years = patient.age_on(record.today)
        self._name.setText(f"{patient.name}, {years} år" if years is not None else patient.name)
        self._when.setText(_when(meeting))
        self._when.setVisible(bool(self._when.text()) and not is_large())  # with large text it stands nowhere
        self.mode.show_text(f"Mötesläge: bara {_short(patient.calling_name)} visas", CHOSEN, "monitor")
        self.steps.show_standing(standing(record, sip), SipStep.MEETING, frozenset())


def _short(name: str) -> str:
    return name if 0 < len(name) <= 14 else "patienten"


def _when(meeting: SipMeeting) -> str:
    if meeting.day is None:
        return ""
    said = weekday_in_words(meeting.day)
    if meeting.at is None:
        return said
    minutes = meeting.at.hour * 60 + meeting.at.minute + meeting.minutes
    return f"{said}, {meeting.at:%H:%M}–{minutes // 60 % 24:02}:{minutes % 60:02}"
