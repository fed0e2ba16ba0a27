"""The top of the vårdplan page: the state of the plan, the size of the text, and the ways to its paper."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.careplan import CarePlan, HandedOutPlan, PlanStatus, current_plan, next_number
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.swedish import day_in_words
from coordinator.taken_in import origin_in_words
from ui.chips import DONE, OWN, Chip
from ui.form_flow import Flow
from ui.parts import Boxed, Button, Kind, column, label, row
from ui.screen_reader import announce
from ui.theme import appearance
from ui.window_commands import PRINT

_TWO_LINES_FROM = 150
"""From this text size the buttons stand below the title."""


class Head(QWidget):
    """Title, state, and the ways to the paper."""

    wanted = Signal(object)
    """To the papers, and to what there: to print the plan, to hand it out, or (None) to another one."""

    def __init__(self) -> None:
        super().__init__()
        self.chip = Chip("")
        self.print = Button("Skriv ut", icon=PRINT.icon, shortcut=PRINT.keys, press=partial(self.wanted.emit, "print"))
        self.others = Button("Fler papper", Kind.QUIET, icon="file-text", press=partial(self.wanted.emit, None))
        self.hand_out = Button(
            "Lämna ut", Kind.PRIMARY, icon="hand-helping", press=partial(self.wanted.emit, "hand_out")
        )
        title = row(label("Vårdplan", "title"), self.chip, 1, spacing=12)
        buttons = row(self.others, self.print, self.hand_out, 1, spacing=8)
        large = appearance().scale >= _TWO_LINES_FROM
        self.setLayout(column(title, buttons) if large else row(title, 1, buttons))

    def show_record(self, record: Record) -> None:
        """Show in what state her plan is."""
        plan = current_plan(record)
        number = next_number(record)
        self.chip.setVisible(plan is not None)
        if plan is not None and plan.status is PlanStatus.DRAFT:
            self.chip.show_text(f"Utkast, version {number}", OWN, "pencil")
        elif plan is not None:
            self.chip.show_text(f"Gäller från {_since(plan, record.today)}", DONE, "check")
        called = record.patient.calling_name
        self.hand_out.say(f"Lämna ut till {called}" if 0 < len(called) <= 14 else "Lämna ut")
        self.hand_out.setEnabled(plan is not None)
        self.hand_out.setToolTip("" if plan is not None else "Skriv något i planen först.")


class Sizes(QWidget):
    """Normal text or large, for reading along; and what state the paper is in."""

    large_wanted = Signal(bool)
    paper_wanted = Signal(bool)
    establish_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.normal = Button("Normal text", Kind.TOGGLE, press=lambda: self._choose(large=False))
        self.large = Button("Stor text", Kind.TOGGLE, press=lambda: self._choose(large=True))
        for one in (self.normal, self.large):
            one.setAutoExclusive(True)
        self.paper = Button("Visa papperet", icon="file-text", press=self._turn_paper)
        self.establish = Button("Fastställ", icon="check", press=self.establish_wanted.emit)
        self._note = label("", "note")
        self.source = label("", "note", wrap=True)
        self._paper_shown = False
        self.paper.hide()
        choices = Flow(self.normal, self.large, self.paper, self.establish, self._note, spacing=8)
        self.setLayout(column(choices, self.source, spacing=4))
        self.normal.setChecked(True)

    def show_record(self, record: Record) -> None:
        """Say when the plan was handed out last, and from whom it came when it was not written here."""
        plan = current_plan(record)
        self.source.setText(origin_in_words(record, plan.id) if plan is not None else "")
        self.source.setVisible(bool(self.source.text()))
        self.establish.setVisible(plan is not None and plan.status is PlanStatus.DRAFT)
        copies = record.all(HandedOutPlan)
        last = max(copies, key=lambda copy: copy.number, default=None)
        words = f"Version {last.number} lämnades ut {day_in_words(last.handed_out_on, record.today)}" if last else ""
        self._note.setText(words if plan is not None else "Planen börjar med det första du skriver.")
        self._note.setVisible(bool(self._note.text()))

    def show_paper_choice(self, *, offered: bool, shown: bool) -> None:
        """Whether the paper has to be asked for, and whether it is what one sees."""
        self._paper_shown = shown
        self.paper.setVisible(offered)
        self.paper.say("Visa texten" if shown else "Visa papperet", icon="pencil" if shown else "file-text")

    def _choose(self, *, large: bool) -> None:
        for button, chosen in ((self.normal, not large), (self.large, large)):
            button.setChecked(chosen)
            button.updateGeometry()
        self.large_wanted.emit(large)

    def _turn_paper(self) -> None:
        self.paper_wanted.emit(not self._paper_shown)


class Notice(Boxed):
    """What came of a paper: it is on its way, or why it is not. Stays until it is closed or replaced."""

    def __init__(self) -> None:
        super().__init__("sunken", bar="teal")
        self._text = label("", wrap=True)
        self._again: Callable[[], None] | None = None
        self.squares = Button("Skriv en tom ruta i stället", Kind.QUIET, icon="printer", press=self._go_on)
        close = Button("Stäng", Kind.QUIET, icon="x", press=self.hide)
        line = row(self._text, self.squares, close)
        line.setStretchFactor(self._text, 1)
        self.inside.addLayout(line)
        self.hide()

    def say(self, words: str) -> None:
        """Say what happened."""
        self._show(words, None)

    def say_why(self, error: CoordinatorError, again: Callable[[], None] | None) -> None:
        """Say why nothing happened, and offer ``again``."""
        self._show(str(error), again)

    @property
    def words(self) -> str:
        """What stands there now; empty when nothing does."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, words: str, again: Callable[[], None] | None) -> None:
        self._text.setText(words)
        self._again = again
        self.squares.setVisible(again is not None)
        self.show()
        announce(self, words)

    def _go_on(self) -> None:
        again, self._again = self._again, None
        self.hide()
        if again is not None:
            again()


def _since(plan: CarePlan, today: date) -> str:
    day = plan.valid_from or plan.established_on
    return day_in_words(day, today) if day else "i dag"
