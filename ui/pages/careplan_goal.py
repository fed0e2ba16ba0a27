"""One goal on the page: its words, its insatser, and behind a button the need, the days and how it went."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QWidget

from coordinator.careplan import CareGoal, GoalResult, Intervention, add_intervention, interventions_of, move_goal
from coordinator.entries import edit_entry
from coordinator.errors import RuleError
from coordinator.page import Page as PageName
from coordinator.quick_intervention import read_intervention
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.swedish import day_in_words
from ui.fields import TextField
from ui.icon_button import SIDE, IconButton
from ui.menu import Item, show_menu
from ui.pages.careplan_binding import Bound, Desktop, Fault, week_beside
from ui.pages.careplan_details import GoalDetails
from ui.pages.careplan_quick import QuickAdd
from ui.pages.careplan_row import DUE_WIDTH, STATUS_WIDTH, WEEK_WIDTH, WHAT_SHARE, WHO_SHARE, InterventionRow
from ui.parts import Button, Kind, Rule, column, label, row
from ui.session import Doing
from ui.theme import scaled


class GoalCard(QWidget):
    """The goal and everything under it. It shows the goal anew when told, and keeps what is being written."""

    def __init__(self, desktop: Desktop, goal: CareGoal, names: QCompleter, names_in_line: QCompleter) -> None:
        super().__init__()
        self._desktop, self.goal_id, self._names = desktop, goal.id, names
        self._shown: object = None
        self._rows: dict[UUID, InterventionRow] = {}
        self._details: GoalDetails | None = None
        self._number, self._fault = label("", "number"), Fault()
        self.words = TextField("Mål", hint="Vad är målet?", lines=1)
        self.words.setProperty("plain", True)
        self._goal = Bound(self.words, self._fault, self._save_words)
        desktop.drafts.watch(self.words, f"goal:{goal.id}:goal")
        self.follow_up = Button("Följ upp", Kind.QUIET, icon="check", press=self._follow_up)
        self.more = IconButton("Flytta eller ta bort målet", "chevron-down", self._open_menu)
        self._summary = label("", "note", wrap=True)
        self._unfold = Button("Behov och datum", Kind.QUIET, icon="chevron-right", press=self._turn_details)
        self.quick = QuickAdd(desktop, f"goal:{goal.id}:quick", names_in_line)
        self.quick.added.connect(self._add)
        self._lay_out()
        for keys, up in (("Alt+Up", True), ("Alt+Down", False)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._move_up if up else self._move_down)
        if GoalDetails.has_draft(desktop, goal.id):
            self._turn_details()

    def show_goal(self, record: Record, goal: CareGoal, number: int) -> None:
        """Show the goal as it is now; nothing is touched when nothing is new."""
        under = interventions_of(record, goal)
        now = (goal, tuple(under), number, record.today)
        if now == self._shown:
            return
        self._shown = now
        self._number.setText(str(number))
        self.words.setAccessibleName(f"Mål {number}")
        self.follow_up.setAccessibleName(f"Följ upp mål {number}")
        self.more.setAccessibleName(f"Flytta eller ta bort mål {number}")
        self.quick.field.setAccessibleName(f"Lägg till en insats till mål {number}: vad, vem, när")
        self._goal.show(goal.goal)
        self._summary.setText(_summary(record, goal))
        self._summary.setVisible(bool(self._summary.text()))
        if self._details is not None:
            self._details.show_goal(record, goal)
        self._show_rows(record, under)

    def place_of(self, target: UUID) -> QWidget | None:
        """The field to go to for the goal or one of its insatser."""
        if target == self.goal_id:
            return self.words
        found = self._rows.get(target)
        return found.what if found is not None else None

    def _lay_out(self) -> None:
        head = row(
            _wide(label("Vad vi gör", "column")), _wide(label("Vem", "column")),
            _wide(label("Klart", "column"), DUE_WIDTH + WEEK_WIDTH + STATUS_WIDTH + SIDE), spacing=0,
        )  # fmt: skip
        head.setStretch(0, WHAT_SHARE)
        head.setStretch(1, WHO_SHARE)
        self._table = QWidget()
        self._heading = QWidget()
        self._heading.setLayout(head)
        if self._desktop.roomy:
            self._heading.hide()
        self._lines = column(self._heading, Rule(), spacing=0)
        self._table.setLayout(self._lines)
        title = row(self._number, self.words, self.follow_up, self.more, spacing=4)
        title.setStretchFactor(self.words, 1)
        for part in (self._number, self.follow_up, self.more):
            title.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self._number.setContentsMargins(0, scaled(5), 0, 0)
        self._number.setMinimumWidth(scaled(16))
        about = row(self._summary, self._unfold, spacing=8)
        about.setStretchFactor(self._summary, 1)
        about.setContentsMargins(scaled(27), 0, 0, 0)
        self._body = column(spacing=0)
        inside = column(title, self._fault, about, self._body, self._table, self.quick, spacing=2)
        inside.setContentsMargins(0, 0, 0, scaled(14))
        self.setLayout(inside)

    def _show_rows(self, record: Record, under: list[Intervention]) -> None:
        known = {one.id for one in under}
        for gone in [one for one in self._rows if one not in known]:
            taken = self._rows.pop(gone)
            self._lines.removeWidget(taken)
            taken.hide()
            taken.deleteLater()
        for place, one in enumerate(under, 2):  # after the heading and its rule
            if one.id not in self._rows:
                self._rows[one.id] = InterventionRow(self._desktop, one, self._names)
            if self._lines.indexOf(self._rows[one.id]) != place:
                self._lines.insertWidget(place, self._rows[one.id])
            self._rows[one.id].show_intervention(record, one)
        self._table.setVisible(bool(under))

    def _save_words(self, text: str) -> Doing | None:
        return self._desktop.do(edit_entry, CareGoal, self.goal_id, goal=text)

    def _add(self, text: str) -> None:
        record = self._desktop.record
        if record is None:
            return
        try:
            fields: dict[str, Any] = dict(read_intervention(record, text).fields)
        except RuleError as error:
            self.quick.refuse(error)
            return
        self.quick.follow(self._desktop.do(add_intervention, self.goal_id, **fields))

    def _turn_details(self) -> None:
        """Show the details or put them away; they are made the first time."""
        if self._details is None:
            self._details = GoalDetails(self._desktop, self.goal_id)
            self._body.addWidget(self._details)
            self._details.show()  # at once: the focus may be put in it
            record = self._desktop.record
            goal = next((one for one in record.all(CareGoal) if one.id == self.goal_id), None) if record else None
            if record is not None and goal is not None:
                self._details.show_goal(record, goal)
        elif self._details.isHidden():
            self._details.show()
        else:
            self._details.hide()
        self._unfold.say("Behov och datum", icon="chevron-right" if self._details.isHidden() else "chevron-down")

    def _follow_up(self) -> None:
        if self._details is None or self._details.isHidden():
            self._turn_details()
        if self._details is not None:
            self._details.start_follow_up()

    def _move_up(self) -> None:
        self._desktop.do(move_goal, self.goal_id, up=True)

    def _move_down(self) -> None:
        self._desktop.do(move_goal, self.goal_id, up=False)

    def _remove(self) -> None:
        self._desktop.do(take_away, CareGoal, self.goal_id)

    def _show_history(self) -> None:
        self._desktop.session.wanted.emit(PageName.HISTORY.stored, self.goal_id)

    def _open_menu(self) -> None:
        steps = (
            Item("Flytta upp\tAlt+Upp", self._move_up),
            Item("Flytta ner\tAlt+Ner", self._move_down),
            Item("Historik", self._show_history),
            Item("Ta bort målet och dess insatser", self._remove),
        )
        show_menu(self, self.more, steps)


def _wide(part: QWidget, width: int = 0) -> QWidget:
    """A heading over a column of that width, or over one that takes its share; its words stand over the text."""
    part.setContentsMargins(scaled(8), scaled(4), 0, scaled(2))
    if width:
        part.setFixedWidth(scaled(width))
    return part


def _summary(record: Record, goal: CareGoal) -> str:
    """The goal in one line: need, when it should be reached, when it is followed up or how it went."""
    parts = [f"Behov: {goal.need.strip().rstrip('.')}" if goal.need.strip() else ""]
    if goal.target_date:
        near = week_beside(goal.target_date, record.today)
        parts.append(f"Till {day_in_words(goal.target_date, record.today)}" + (f", {near}" if near else ""))
    if goal.result is not GoalResult.NOT_FOLLOWED_UP:
        parts.append(goal.result.label)
    elif goal.follow_up:
        late = goal.follow_up < record.today
        words = "Skulle ha följts upp" if late else "Följs upp"
        near = week_beside(goal.follow_up, record.today)
        parts.append(f"{words} {day_in_words(goal.follow_up, record.today)}" + (f", {near}" if near else ""))
    if goal.own_actions.strip():
        parts.append("Jag gör själv: " + " ".join(goal.own_actions.split()).rstrip("."))
    return "".join(f"{part}. " for part in parts if part).strip()
