"""*Nästa steg* and *Kan bli klar när*: what to do first, with whom to ring, and what remains before all is complete."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from coordinator.record import Record
from coordinator.swedish import day_in_words
from coordinator.transition.next_step import NextStep
from coordinator.transition.next_steps import next_steps
from coordinator.transition.standing import Remaining, remaining, stage_day, standing
from ui.form_flow import tab_after
from ui.parts import Boxed, Button, Kind, Picture, Rule, Section, clear, column, label, row, selectable, whole
from ui.theme import scaled

_SIGN = 20
_HOLE = "receiver"
"""The field of a step that names who takes over."""
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class NextSteps(QWidget):
    """The steps, the most urgent first; its button is the one that is filled. The arrows go from one to the next."""

    wanted = Signal(object)
    """A step she wants to take: the `NextStep`."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[NextStep] | None = None
        self.buttons: list[Button] = []
        self._steps = column(spacing=0)
        self.setLayout(column(Section("Nästa steg"), self._steps, spacing=8))

    def show_record(self, record: Record) -> None:
        """Show what is next. Who had the keyboard on a step goes on with the one that stands there now."""
        found = next_steps(record)
        if found == self._shown:
            return
        focus = QApplication.focusWidget()
        here = next((place for place, one in enumerate(self.buttons) if one is focus), None)
        self._shown = found
        if here is not None:  # else leaving what goes would let the keyboard fall on any part of the window
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._steps)
        self.buttons = []
        for place, step in enumerate(found):
            if place:
                self._steps.addWidget(Rule())
            self._steps.addWidget(self._made(step, is_first=place == 0))
        if not found:
            line = row(Picture("circle-check", "green", _SIGN), spacing=8)
            line.addWidget(label(_nothing(record), wrap=True), 1)
            self._steps.addWidget(whole(line))
        tab_after(self, self)
        if here is not None and self.buttons:
            self.buttons[min(here, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> bool:
        """Put the focus on the first step; whether there is one."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _ARROWS.get(Qt.Key(event.key()))
        here = next((place for place, one in enumerate(self.buttons) if one.hasFocus()), None)
        if by is None or here is None:
            super().keyPressEvent(event)
            return
        self.buttons[max(0, min(len(self.buttons) - 1, here + by))].setFocus(Qt.FocusReason.TabFocusReason)

    def _made(self, step: NextStep, *, is_first: bool) -> QWidget:
        button = Button(step.verb, Kind.PRIMARY if is_first else Kind.ORDINARY)
        button.setAccessibleName(f"{step.verb}: {step.title}")
        button.describe(", ".join(filter(None, (step.why, f"telefon {step.phone}" if step.phone else ""))))
        button.clicked.connect(partial(self._choose, step))
        self.buttons.append(button)
        words = column(label(step.title, "strong", wrap=True), spacing=3)
        if step.why:
            words.addWidget(label(step.why, "late" if step.late else "note", wrap=True))
        if step.phone:
            number = selectable(label(step.phone, "number", wrap=True))
            number.setAccessibleName(f"Telefon {step.phone}")
            words.addWidget(number)
        words.addSpacing(scaled(3))
        words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return whole(_beside(*_sign(step), words, above=8))

    def _choose(self, step: NextStep, _checked: bool = False) -> None:
        self.wanted.emit(step)


class CanBeComplete(Boxed):
    """What must be so before all of it can be complete, each with how many are, of how many."""

    def __init__(self) -> None:
        super().__init__("sunken")
        self._shown: list[Remaining] | None = None
        self._lines = column(spacing=6)
        self.inside.addLayout(column(label("Kan bli klar när", "strong"), self._lines, spacing=8))

    def show_record(self, record: Record) -> None:
        """Count anew."""
        found = remaining(record)
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        clear(self._lines)
        for one in found:
            icon, role = ("circle-check", "green") if one.is_done else ("circle-dashed", "amber")
            words = label(f"{one.text}: {one.done}\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}{one.of}", wrap=True)
            words.setAccessibleName(f"{words.text()}{', klart' if one.is_done else ''}")
            self._lines.addWidget(whole(_beside(icon, role, column(words))))


def _nothing(record: Record) -> str:
    """That there is nothing, and when the next stage begins."""
    now = standing(record).now
    begins = stage_day(record, now) if now is not None else None
    if now is None or begins is None or begins <= record.today:
        return "Inget att göra just nu."
    return f"Inget att göra just nu. {now.label} börjar {day_in_words(begins, record.today)}."


def _sign(step: NextStep) -> tuple[str, str]:
    """The icon of a step and its role: a hole, what is late, or simply the next."""
    if step.field == _HOLE:
        return "circle-dashed", "amber"
    return ("clock", "amber") if step.late else ("arrow-right", "teal")


def _beside(icon: str, role: str, words: QVBoxLayout, *, above: int = 0) -> QVBoxLayout:
    """A sign at the left of words that go on below it."""
    line = row(spacing=8)
    line.addWidget(Picture(icon, role, _SIGN), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    made = column(line)
    made.setContentsMargins(0, scaled(above), 0, scaled(above))
    return made
