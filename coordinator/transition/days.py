"""When each swap is, and what moves when the birth date is another than the one the plan was made from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coordinator.date_rule import RuleGroup
from coordinator.dates import date_rules, day_of
from coordinator.swedish import add_months
from coordinator.transition.belonging import found, plan_of, transitions
from coordinator.transition.kinds import SWAP, UsualTask, plan_tasks, rule_of
from coordinator.transition.standing import STAGE_RULES
from coordinator.transition.swap import Transition, TransitionTask
from coordinator.transition.who import swap_words

if TYPE_CHECKING:
    from coordinator.record import Record

GROWN_UP = "overgang_slut"
"""The key of the date rule until which one is on the way to adult life."""

_NOT_TOLD = frozenset({RuleGroup.TRANSITION, RuleGroup.RECORD})
"""The stages are told by their names; when the record may be sorted out has nothing to do with a transition."""


@dataclass(frozen=True)
class MovedDay:
    """A day that is another with the new birth date. None where there is no day."""

    name: str = field(repr=False)
    was: date | None
    becomes: date | None


def rule_day(rule: str, born: date | None) -> date | None:
    """The day that the rule gives; None also for a rule that the program does not have (any longer)."""
    try:
        return day_of(rule, born)
    except KeyError:
        return None


def is_growing_up(record: "Record") -> bool:
    """Whether what is usual on the way to adult life still concerns the patient; also when nobody knows her age."""
    grown_up = rule_day(GROWN_UP, record.patient.birth_date)
    return grown_up is None or record.today < grown_up


def swap_day(record: "Record", transition: Transition) -> date | None:
    """When the one takes over from the other, as planned; None when nobody has said."""
    return _swap_day(transition, record.patient.birth_date)


def task_day(record: "Record", task: UsualTask, transition: Transition | None) -> date | None:
    """The day on which a usual task should be done."""
    return _task_day(task, transition, record.patient.birth_date)


def moved_days(record: "Record") -> list[MovedDay]:
    """Every day that is another since the plan was made, because the birth date is: swaps, tasks, stages and laws."""
    plan = plan_of(record)
    born = record.patient.birth_date
    if plan is None or not plan.is_open or plan.born == born:
        return []
    days = (MovedDay(name, was, becomes) for name, was, becomes in _days(record, plan.born, born) if was != becomes)
    return list(dict.fromkeys(days))


def moved_tasks(record: "Record") -> list[tuple[TransitionTask, date | None]]:
    """The usual tasks that remain and stand on their usual day, each with its day from the new birth date."""
    plan = plan_of(record)
    if plan is None or not plan.is_open:
        return []
    return [(task, day) for task, day, _ in _moved_tasks(record, plan.born, record.patient.birth_date)]


def moved_without_plan(record: "Record", becomes: date | None) -> tuple[int, list[tuple[TransitionTask, date | None]]]:
    """How many swaps that go on have another day with another birth date, and those of their tasks that move too."""
    was = record.patient.birth_date
    swaps = sum(one.is_open and _swap_day(one, was) != _swap_day(one, becomes) for one in record.all(Transition))
    tasks = [(task, day) for task, day, swap in _moved_tasks(record, was, becomes) if swap is not None and swap.is_open]
    return swaps, tasks


def usual_of(record: "Record", task: TransitionTask) -> tuple[UsualTask | None, Transition | None]:
    """The usual task that an agreement is, if it is one, and the swap it belongs to."""
    transition = found(record, Transition, task.transition_id)
    usual = rule_of(transition.kind).tasks if transition else plan_tasks() if task.transition_id is None else ()
    return next((one for one in usual if task.task and one.key == task.task), None), transition


def _moved_tasks(
    record: "Record", was: date | None, becomes: date | None
) -> Iterator[tuple[TransitionTask, date | None, Transition | None]]:
    for task in record.all(TransitionTask):
        usual, transition = usual_of(record, task)
        if usual is None or not task.is_open or task.due_on != _task_day(usual, transition, was):
            continue
        day = _task_day(usual, transition, becomes)
        if day != task.due_on:
            yield task, day, transition


def _days(record: "Record", was: date | None, becomes: date | None) -> Iterator[tuple[str, date | None, date | None]]:
    for one in transitions(record):
        if one.is_open:
            yield swap_words(record, one), _swap_day(one, was), _swap_day(one, becomes)
    for task, day in moved_tasks(record):
        yield task.heading, task.due_on, day
    for stage, rule in STAGE_RULES.items():
        yield f"Skede: {stage.label}", rule_day(rule, was), rule_day(rule, becomes)
    for key in dict.fromkeys(one.key for one in date_rules().rules if one.group not in _NOT_TOLD):
        held = date_rules().rule(key)
        if held is not None:
            yield held.name, rule_day(key, was), rule_day(key, becomes)


def _swap_day(transition: Transition, born: date | None) -> date | None:
    return rule_day(transition.rule, born) if transition.rule else transition.planned_on


def _task_day(task: UsualTask, transition: Transition | None, born: date | None) -> date | None:
    swap = _swap_day(transition, born) if transition else None
    day = swap if task.day == SWAP else rule_day(task.day, born)
    in_calendar = day is not None and task.months_before // 12 + 1 < day.year
    return add_months(day, -task.months_before) if day is not None and in_calendar else None
