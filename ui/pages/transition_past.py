"""The transitions that are behind: complete, or never came about. Folded until somebody asks for them."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.swedish import sort_key
from coordinator.transition.belonging import transitions
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition
from coordinator.transition.who import receiver_words, swap_words
from ui.chips import DONE, FACT, Sign
from ui.entry_lines.button import LineButton
from ui.entry_lines.line import Line
from ui.form_flow import tab_after
from ui.parts import Button, Kind, clear, column, row, whole


class PastTransitions(QWidget):
    """How many there are, and their lines when they are asked for."""

    chosen = Signal(object)
    """The id of the one she wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[UUID, LineButton] = {}
        self._shown: list[Line] = []
        self._of: object = None
        self.fold = Button("", Kind.QUIET, icon="chevron-right", press=self._turn)
        self._lines = column(spacing=0)
        self._holder = whole(self._lines)
        self._holder.hide()
        self.setLayout(column(row(self.fold, 1), self._holder, spacing=4))

    def show_record(self, record: Record) -> None:
        """Show how many there are, the latest first."""
        if record.patient_id != self._of:
            self._of = record.patient_id
            self._holder.hide()
        past = [one for one in transitions(record) if one.completed_on or one.dropped_on]
        past.sort(key=lambda one: sort_key(swap_words(record, one)))
        past.sort(key=lambda one: one.completed_on or one.dropped_on or record.today, reverse=True)
        self.setVisible(bool(past))
        many = len(past)
        self.fold.say("1 som är klar eller inte blev av" if many == 1 else f"{many} som är klara eller inte blev av")
        self._show_lines([_line(record, one) for one in past])

    def _show_lines(self, lines: list[Line]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        focused = next((id for id, one in self.lines.items() if one.hasFocus()), None)
        clear(self._lines)
        self.lines = {}
        for place, line in enumerate(lines):
            made = self.lines[line.id] = LineButton(line, ())
            made.clicked.connect(partial(self._choose, line.id))
            made.stepped.connect(partial(self._step, line.id))
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus)
            self._lines.addWidget(made)
        tab_after(self.fold, self._holder)
        if focused is not None and focused in self.lines:
            self.lines[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._holder.setVisible(self._holder.isHidden())
        self.fold.say(self.fold.text(), icon="chevron-right" if self._holder.isHidden() else "chevron-down")

    def _choose(self, id: UUID, _checked: bool = False) -> None:
        self.chosen.emit(id)

    def _step(self, id: UUID, by: int) -> None:
        ids = list(self.lines)
        other = ids[max(0, min(len(ids) - 1, ids.index(id) + by))]
        self.lines[other].setFocus(Qt.FocusReason.OtherFocusReason)


def _line(record: Record, one: Transition) -> Line:
    state = state_of(one)
    day = one.completed_on or one.dropped_on
    look, icon = (DONE, "check") if state is SwapState.DONE else (FACT, "x")
    about = one.dropped_reason.strip() if state is SwapState.DROPPED else receiver_words(record, one)
    sign = Sign(f"{state.label} {day.isoformat()}" if day else state.label, look, icon)
    return Line(one.id, swap_words(record, one), about=about, signs=(sign,))
