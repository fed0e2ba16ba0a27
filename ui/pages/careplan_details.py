"""The rest of a goal: the need behind it, how we know it is reached, its days, and what the follow-up found."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from coordinator.careplan import CareGoal, GoalResult, Horizon
from coordinator.entity import Code
from coordinator.entries import edit_entry
from coordinator.record import Record
from ui.fields import Field, LineField, TextField
from ui.form_flow import Flow
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_reader, day_shown, week_beside
from ui.parts import Button, Kind, column, label, row
from ui.session import Doing
from ui.theme import scaled

_TEXTS = (("need", "Behov"), ("measure", "Så vet vi"), ("own_actions", "Jag gör själv"))
_DAYS = (("target_date", "Målet ska vara nått"), ("follow_up", "Följs upp"))
_NOTE = "result_note"


_GO_BETWEEN = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class _Choice(Button):
    """One of a few. It leaves the arrows and Enter to them all."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_GO_BETWEEN, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Choices(QWidget):
    """A code to choose among few: one button each. The arrows go between them, Space or Enter chooses."""

    chosen = Signal(object)

    def __init__(self, name: str, codes: Sequence[Code]) -> None:
        super().__init__()
        self._buttons = {code: _Choice(code.label, Kind.TOGGLE) for code in codes}
        for code, button in self._buttons.items():
            button.setAccessibleName(f"{name}: {code.label}")
            button.clicked.connect(lambda _checked=False, code=code: self._choose(code))
        self.setLayout(Flow(*self._buttons.values(), spacing=6))

    def show_code(self, chosen: Code) -> None:
        """Mark the one that holds; Tab comes to that one only."""
        for code, button in self._buttons.items():
            button.setChecked(code is chosen)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if code is chosen else Qt.FocusPolicy.ClickFocus)
            button.updateGeometry()

    def focus_chosen(self) -> None:
        """Put the focus on the one that holds."""
        next(button for button in self._buttons.values() if button.isChecked()).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _GO_BETWEEN.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        here = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[here].click()
            return
        if not step or here is None:
            super().keyPressEvent(event)
            return
        buttons[(here + step) % len(buttons)].setFocus()

    def _choose(self, code: Code) -> None:
        self.show_code(code)
        self.chosen.emit(code)


class GoalDetails(QWidget):
    """The fields behind "Behov och datum" and "Följ upp"."""

    def __init__(self, desktop: Desktop, goal_id: UUID) -> None:
        super().__init__()
        self._desktop, self._goal_id = desktop, goal_id
        self._bound: dict[str, Bound] = {}
        self._weeks: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(6))
        self._grid.setColumnStretch(1, 1)
        for name, words in _TEXTS:
            self._add(name, words, TextField(words, lines=1))
        self._horizon = Choices("Sikt", list(Horizon))
        self._horizon.chosen.connect(self._save_horizon)
        self._add_line("Sikt", self._horizon)
        for name, words in _DAYS:
            self._add_day(name, words)
        self._result = Choices("Resultat", list(GoalResult))
        self._result.chosen.connect(self._save_result)
        self._add_line("Resultat", self._result)
        self._add(_NOTE, "Om resultatet", TextField("Om resultatet", lines=1))
        self._grid.setContentsMargins(scaled(27), scaled(4), 0, scaled(8))
        self.setLayout(self._grid)

    @staticmethod
    def has_draft(desktop: Desktop, goal_id: UUID) -> bool:
        """Whether something half-written is kept for one of the fields here."""
        names = [name for name, _ in (*_TEXTS, *_DAYS, (_NOTE, ""))]
        return any(desktop.has_draft(_key(goal_id, name)) for name in names)

    def show_goal(self, record: Record, goal: CareGoal) -> None:
        """Show the goal as it is now."""
        for name, bound in self._bound.items():
            bound.show(getattr(goal, name))
        for name, beside in self._weeks.items():
            late = name == "follow_up" and goal.result is GoalResult.NOT_FOLLOWED_UP
            beside.setText(week_beside(getattr(goal, name), record.today, late=late))
        self._horizon.show_code(goal.horizon)
        self._result.show_code(goal.result)

    def start_follow_up(self) -> None:
        """Put the focus where one says how it went."""
        self._result.focus_chosen()

    def _add(self, name: str, words: str, field: TextField) -> None:
        self._join(name, words, field, field)

    def _add_day(self, name: str, words: str) -> None:
        field, beside = LineField(words, hint="1 dec, om 3 månader"), label("", "note")
        field.setFixedWidth(scaled(190))
        self._weeks[name] = beside
        holder = QWidget()
        holder.setLayout(row(field, beside, 1))
        self._join(name, words, field, holder, read=day_reader(self._desktop), shown=day_shown)

    def _join(self, name: str, words: str, field: Field, holder: QWidget, **ways: Callable[[Any], Any]) -> None:
        fault = Fault()
        self._bound[name] = Bound(field, fault, self._saving(name), **ways)
        self._desktop.drafts.watch(field, _key(self._goal_id, name))
        around = QWidget()
        around.setLayout(column(holder, fault, spacing=2))
        self._add_line(words, around)

    def _add_line(self, words: str, part: QWidget) -> None:
        line = self._grid.rowCount()
        name = label(words, "note", wrap=True)
        name.setContentsMargins(0, scaled(7), 0, 0)
        name.setMaximumWidth(scaled(150))
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(part, line, 1)

    def _saving(self, name: str) -> Callable[[date | str | None], Doing | None]:
        return lambda value: self._edit(**{name: value})

    def _save_horizon(self, horizon: Horizon) -> None:
        self._edit(horizon=horizon)

    def _save_result(self, result: GoalResult) -> None:
        self._edit(result=result)

    def _edit(self, **fields: Any) -> Doing | None:
        return self._desktop.do(edit_entry, CareGoal, self._goal_id, **fields)


def _key(goal_id: UUID, name: str) -> str:
    return f"goal:{goal_id}:{name}"
