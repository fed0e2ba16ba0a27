"""The rest of a goal: the need behind it, how we know it is reached, its days, and what the follow-up found."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from coordinator.careplan import CareGoal, GoalResult, Horizon
from coordinator.entries import edit_entry
from coordinator.record import Record
from ui.fields import Field, LineField, TextField
from ui.form_choice import ChoiceRow
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_reader, day_shown, week_beside
from ui.parts import column, label, row
from ui.session import Doing
from ui.theme import scaled

_TEXTS = (("need", "Behov"), ("measure", "Så vet vi"), ("own_actions", "Jag gör själv"))
_DAYS = (("target_date", "Målet ska vara nått"), ("follow_up", "Följs upp"))
_NOTE = "result_note"


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
        self._horizon = ChoiceRow("Sikt", [(one, one.label) for one in Horizon])
        self._horizon.finished.connect(self._save_horizon)
        self._add_line("Sikt", self._horizon)
        for name, words in _DAYS:
            self._add_day(name, words)
        self._result = ChoiceRow("Resultat", [(one, one.label) for one in GoalResult])
        self._result.finished.connect(self._save_result)
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
        self._horizon.show_saved(goal.horizon)
        self._result.show_saved(goal.result)

    def start_follow_up(self) -> None:
        """Put the focus where one says how it went."""
        self._result.start()

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

    def _save_horizon(self) -> None:
        self._edit(horizon=self._horizon.chosen())

    def _save_result(self) -> None:
        self._edit(result=self._result.chosen())

    def _edit(self, **fields: Any) -> Doing | None:
        return self._desktop.do(edit_entry, CareGoal, self._goal_id, **fields)


def _key(goal_id: UUID, name: str) -> str:
    return f"goal:{goal_id}:{name}"
