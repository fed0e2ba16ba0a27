"""What is written together in the room: what matters, the goals, and the calm rest. One sheet for each patient."""

from uuid import UUID

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.careplan import CareGoal, CarePlan, current_plan, goals_of, write_goal, write_plan
from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.quick_intervention import names_to_suggest
from coordinator.record import Record
from ui.fields import TextField
from ui.pages.careplan_binding import Bound, Desktop, Fault
from ui.pages.careplan_establish import Establishing
from ui.pages.careplan_goal import GoalCard
from ui.pages.careplan_quick import AddField, Names, NamesAfterComma
from ui.pages.careplan_rest import PARTS, Fold
from ui.pages.careplan_versions import Versions
from ui.pages.tab_order import in_reading_order, tab
from ui.parts import Button, Kind, Rule, Section, column
from ui.session import Doing
from ui.theme import BODY_POINTS, appearance, scaled, theme

_AT_ONCE = 6
"""Goals that are made before the first paint: more than there is room for on the screen."""


class PlanSheet(QWidget):
    """All fields of one patient's plan; empty ones too, since the first thing written begins the plan."""

    def __init__(self, desktop: Desktop, versions: Versions) -> None:
        super().__init__()
        self._desktop = desktop
        self._sent = ""
        self.setStyleSheet(_style(desktop.factor))
        self._cards: dict[UUID, GoalCard] = {}
        self._name_list = QStringListModel([], self)
        self._names, self._names_in_line = Names(self._name_list, self), NamesAfterComma(self._name_list, self)
        self._matters_fault, self._goal_fault = Fault(), Fault()
        self.matters = TextField("Vad är viktigt för mig?", hint="Med patientens egna ord.")
        self.matters.setProperty("own", True)
        self._matters = Bound(self.matters, self._matters_fault, self._save_matters)
        desktop.drafts.watch(self.matters, "care_plan:what_matters")
        self.new_goal = AddField("Nytt mål", "Nytt mål: vad vill du kunna göra?")
        self.new_goal.returnPressed.connect(self._add_goal)
        desktop.drafts.watch(self.new_goal, "care_plan:new_goal")
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._show_more)
        self.folds = [Fold(desktop, part) for part in PARTS]
        self.versions = versions
        self.establishing = Establishing(desktop)
        self._lay_out()

    def show_record(self, record: Record) -> None:
        """Show her plan as it is now."""
        plan = current_plan(record)
        self._matters.show(plan.what_matters if plan else "")
        names = names_to_suggest(record)
        if names != self._name_list.stringList():
            self._name_list.setStringList(names)
        self._show_goals(record, plan, at_most=_AT_ONCE)
        for fold in self.folds:
            fold.show_plan(record, plan)
        self.versions.show_record(record)

    def place_of(self, target: UUID) -> QWidget | None:
        """The field of a goal or an insats."""
        self._show_all()
        return next((found for card in self._cards.values() if (found := card.place_of(target)) is not None), None)

    def _lay_out(self) -> None:
        new = Button("Nytt mål", Kind.QUIET, icon="plus", press=self._start_goal)
        self._goals: QVBoxLayout = column(spacing=0)
        whole = column(
            self.establishing, Section("Vad är viktigt för mig?"), self.matters, self._matters_fault,
            Section("Mina mål", new), self._goals, self.new_goal, self._goal_fault,
            spacing=6,
        )  # fmt: skip
        whole.addSpacing(scaled(12))
        whole.addWidget(Rule())
        for fold in self.folds:
            whole.addWidget(fold)
        whole.addWidget(self.versions)
        whole.addStretch(1)
        whole.setContentsMargins(scaled(24), scaled(4), scaled(24), scaled(24))
        self.setLayout(whole)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as one reads, also to what was made later than what stands below it."""
        return tab(self, in_reading_order(self), next=next) or super().focusNextPrevChild(next)

    def _show_all(self) -> None:
        record = self._desktop.record
        if record is not None:
            self._show_goals(record, current_plan(record), at_most=None)

    def _show_more(self) -> None:
        record = self._desktop.record
        if record is not None:
            self._show_goals(record, current_plan(record), at_most=_AT_ONCE)

    def _show_goals(self, record: Record, plan: CarePlan | None, *, at_most: int | None) -> None:
        """Show the goals; when more than ``at_most`` are new, the window is let in before the next."""
        goals: list[CareGoal] = goals_of(record, plan) if plan else []
        for gone in self._cards.keys() - {goal.id for goal in goals}:
            card = self._cards.pop(gone)
            self._goals.removeWidget(card)
            card.hide()
            card.deleteLater()
        new = 0
        for place, goal in enumerate(goals):
            if goal.id not in self._cards:
                new += 1
                if at_most is not None and new > at_most:
                    self._rest.start()
                    break
                self._cards[goal.id] = GoalCard(self._desktop, goal, self._names, self._names_in_line)
            if self._goals.indexOf(self._cards[goal.id]) != place:
                self._goals.insertWidget(place, self._cards[goal.id])
            self._cards[goal.id].show_goal(record, goal, place + 1)
        self._stack([self._cards[goal.id] for goal in goals if goal.id in self._cards])

    def _stack(self, cards: list[GoalCard]) -> None:
        """A screen reader reads in the order in which the widgets are stacked, and the cards were made last."""
        below: QWidget = self.new_goal
        for card in reversed(cards):
            card.stackUnder(below)
            below = card

    def _save_matters(self, text: str) -> Doing | None:
        return self._desktop.do(write_plan, what_matters=text)

    def _start_goal(self) -> None:
        """On to the line; what is written there already becomes a goal, as with Enter."""
        self.new_goal.setFocus()
        self._add_goal()

    def _add_goal(self) -> None:
        text = " ".join(self.new_goal.text().split())
        if not text or text == self._sent:
            return
        doing = self._desktop.do(write_goal, goal=text)
        if doing is not None:
            self._sent = text
            doing.then(self._added).but(self._refused)

    def _added(self, applied: Applied) -> None:
        """The goal stands there; go on with its first insats."""
        if " ".join(self.new_goal.text().split()) == self._sent:  # else the next one is begun already
            self.new_goal.setText("")
        self._sent = ""
        self.new_goal.show_saved("")
        self._show_all()
        for card in (self._cards.get(one) for one in applied.versions):
            if card is not None:
                card.quick.field.setFocus()

    def _refused(self, error: CoordinatorError) -> None:
        self._sent = ""
        self.new_goal.show_fault()
        self._goal_fault.say(self.new_goal, error)


def _style(factor: float) -> str:
    """The sizes of the sheet's texts, which follow the patient's eyes, and the fields that have no edge at rest."""
    now, size = theme(), appearance().scale / 100 * factor
    looks = {"note": (9.5, 400, now.grey), "late": (9.5, 600, now.amber), "column": (BODY_POINTS, 600, now.grey)}
    looks |= {"section": (12.5, 700, now.teal), "number": (12.5, 700, now.teal), "danger": (BODY_POINTS, 600, now.red)}
    rules = "\n".join(
        f'QLabel[look="{look}"] {{ font-size: {points * size:.2f}pt; font-weight: {weight}; color: #{colour}; }}'
        for look, (points, weight, colour) in looks.items()
    )
    return f"""
{rules}
QLineEdit, QPlainTextEdit {{ font-size: {BODY_POINTS * size:.2f}pt; }}
QPlainTextEdit[own="true"] {{ font-size: {11.5 * size:.2f}pt; }}
QPlainTextEdit[plain="true"] {{ font-size: {11.5 * size:.2f}pt; font-weight: 600; padding: 0.3em 0.15em;
  border: {now.line}px solid transparent; background: transparent; }}
QPlainTextEdit[plain="true"]:hover {{ border: {now.line}px solid #{now.hair}; }}
QPlainTextEdit[plain="true"]:focus {{ border: {2 * now.line}px solid #{now.focus}; background: #{now.paper}; }}
QPlainTextEdit[faulty="true"] {{ border: {2 * now.line}px solid #{now.red}; }}
"""
