"""The days a vårdplan sets: when it is looked over, goals are followed up, and insatser begin and are to be done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    Intervention,
    InterventionStatus,
    current_plan,
    goals_of,
    interventions_of,
)

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class PlanDay:
    """A day that an entry of the plan sets. ``late`` is what to say of it when the day has passed, without blame.

    what_late: what to call the thing then, where ``what`` begins with what the day means. sort: which of its days.
    """

    entry: CarePlan | CareGoal | Intervention
    day: date
    what: str = field(repr=False)
    late: str
    what_late: str = field(repr=False)
    sort: str


def plan_days(record: "Record") -> Iterator[PlanDay]:
    """The days of the plan that still matter: of what is done, none."""
    plan = current_plan(record)
    if plan is None:
        return
    if plan.next_review:
        yield PlanDay(plan, plan.next_review, "Vårdplanen ses över", "skulle ha setts över", "Vårdplanen", "review")
    for number, goal in enumerate(goals_of(record, plan), 1):
        yield from _goal_days(goal, number, record.today)
        for one in interventions_of(record, goal):
            yield from _intervention_days(one, record.today)


def _goal_days(goal: CareGoal, number: int, today: date) -> Iterator[PlanDay]:
    followed_up = goal.result is not GoalResult.NOT_FOLLOWED_UP
    if goal.follow_up is None or (followed_up and goal.follow_up < today):
        return
    words = goal.goal.strip() or goal.need.strip()
    yield PlanDay(
        goal, goal.follow_up, f"Mål {number} följs upp: {words}", "skulle ha följts upp", f"Mål {number}: {words}",
        "follow_up",
    )  # fmt: skip


def _intervention_days(one: Intervention, today: date) -> Iterator[PlanDay]:
    if not one.is_open:
        return
    wholly_late = one.due is not None and one.due < today
    if one.start and one.status is InterventionStatus.NOT_STARTED and not wholly_late:
        yield PlanDay(one, one.start, f"Börjar: {one.what}", "skulle ha börjat", one.what, "start")
    if one.due:
        yield PlanDay(one, one.due, f"Klart senast: {one.what}", "skulle ha varit klart", one.what, "due")
    if one.follow_up:
        yield PlanDay(one, one.follow_up, f"Följs upp: {one.what}", "skulle ha följts upp", one.what, "follow_up")
