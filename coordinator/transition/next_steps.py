"""What to do next with a patient's transitions: a handful of steps, the most urgent first. Never advice on care."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.page import Page
from coordinator.swedish import add_months, day_in_words
from coordinator.transition.belonging import plan_of, tasks_of, tasks_that_remain
from coordinator.transition.days import is_growing_up, rule_day, usual_of
from coordinator.transition.next_step import NextStep, StepGroup
from coordinator.transition.of_age import GOD_MAN, GOD_MAN_TASK, god_man_is_seen_to
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.standing import TransitionStage, stage_day, standing
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.swap_steps import steps_of

if TYPE_CHECKING:
    from coordinator.record import Record

_AT_MOST, _OF_EACH = 6, 2
_USUAL_LEAD = 2
"""Months before its day that an agreement is told of, when it is none of the usual ones."""
_PREPARED_AGAIN = 12
"""Months after which what she manages and needs is gone through again."""
_GOD_MAN_LEAD = 6
"""Months before its day that a talk about god man is told of."""

_STAGES = {
    TransitionStage.INFORM: ("Informera den unge och familjen", "Informerad i dag", "informed_on"),
    TransitionStage.PLAN: ("Gör planen tillsammans", "Planen är gjord i dag", "planned_on"),
    TransitionStage.PREPARE: ("Gå igenom vad den unge klarar och behöver", "Genomgånget i dag", "prepared_on"),
}


def next_steps(record: "Record") -> list[NextStep]:
    """What to do next, what is late first; not more than two of the same sort, so that others are seen too.

    Nothing for a patient who is ended or has died.
    """
    if not record.patient.status.goes_on:
        return []
    found = [step for swap in record.all(Transition) for step in steps_of(record, swap)]
    plan = plan_of(record)
    if plan is not None and plan.is_open:
        found += _of_plan(record, plan)
    found += _of_tasks(record)
    steps: list[NextStep] = []
    told: Counter[StepGroup] = Counter()
    for one in sorted(found, key=lambda one: one.urgency):
        told[one.group] += 1
        if told[one.group] <= _OF_EACH:
            steps.append(one)
    return steps[:_AT_MOST]


def _of_plan(record: "Record", plan: TransitionPlan) -> Iterator[NextStep]:
    """The stages that are gone through, who wrote the summary, and a god man in time."""
    now, today = standing(record).now if is_growing_up(record) else None, record.today
    if now in _STAGES:
        title, verb, name = _STAGES[now]
        begins = stage_day(record, now)
        if begins is not None and begins <= add_months(today, 1):
            why = f"Från {day_in_words(begins, today)}."
            yield NextStep(title, why, verb, field=name, group=StepGroup.STAGE, day=begins)
    elif plan.prepared_on is not None and now in (TransitionStage.RECEIVER, TransitionStage.TRANSFER):
        again = add_months(plan.prepared_on, _PREPARED_AGAIN)
        title, verb, name = _STAGES[TransitionStage.PREPARE]
        if again <= today:
            why = f"Görs varje år, senast {day_in_words(plan.prepared_on, today)}."
            yield NextStep(f"{title} igen", why, verb, field=name, group=StepGroup.STAGE, day=again)
    if plan.summary.strip() and not plan.summary_by.strip():
        why = "Läkarens namn och enhet ska stå under texten."
        yield NextStep("Skriv vem som har skrivit sammanfattningen", why, "Skriv namnet", field="summary_by",
                       group=StepGroup.STAGE, day=plan.summary_on or today)  # fmt: skip
    if plan.track is Track.REPRESENTED or (plan.track is not Track.INDEPENDENT and is_growing_up(record)):
        yield from _god_man(record)


def _god_man(record: "Record") -> Iterator[NextStep]:
    """From half a year before it should be begun, until somebody holds the office or it is noted as dealt with."""
    day, today = rule_day(GOD_MAN, record.patient.birth_date), record.today
    if day is None or today < add_months(day, -_GOD_MAN_LEAD) or god_man_is_seen_to(record):
        return
    task = next((one for one in tasks_of(record, None) if one.task == GOD_MAN_TASK), None)
    late, said = day < today, day_in_words(day, today)
    yield NextStep(
        "Boka samtal om god man",
        f"Skulle ha börjat {said}." if late else f"Börja senast {said}.",
        "Boka samtal",
        page=Page.APPOINTMENTS,
        late=late,
        task_id=task.id if task else None,
        group=StepGroup.REPRESENTATIVE,
        day=day,
    )


def _of_tasks(record: "Record") -> Iterator[NextStep]:
    """What was agreed and remains, when its day is near."""
    for task in tasks_that_remain(record):
        if task.due_on is None:
            continue
        usual, swap = usual_of(record, task)
        if usual is not None and usual.key == GOD_MAN_TASK:
            continue  # told of as a talk to book
        if task.due_on > add_months(record.today, usual.lead_months if usual is not None else _USUAL_LEAD):
            continue
        dental = swap is not None and swap.kind is TransitionKind.DENTAL
        who, said = task.who.strip(), day_in_words(task.due_on, record.today)
        when = f"Skulle ha varit klart {said}." if task.due_on < record.today else f"Senast {said}."
        yield NextStep(
            task.what,
            when + (f" {who[:1].upper()}{who[1:]}." if who else ""),
            "Klart",
            transition_id=task.transition_id,
            field="done_on",
            late=task.due_on < record.today,
            task_id=task.id,
            group=StepGroup.DENTAL if dental else StepGroup.TASK,
            day=task.due_on,
        )
