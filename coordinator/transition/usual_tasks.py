"""The usual agreements of a swap or a plan, made into entries with their days."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.change import Add, Edit, Remove, Step
from coordinator.transition.belonging import tasks_of
from coordinator.transition.days import is_growing_up, task_day, usual_of
from coordinator.transition.kinds import UsualTask, plan_tasks, rule_of
from coordinator.transition.plan import Track
from coordinator.transition.swap import Transition, TransitionTask

if TYPE_CHECKING:
    from coordinator.record import Record


def tasks_of_kind(record: "Record", transition: Transition) -> Iterator[TransitionTask]:
    """What is usually agreed for a swap of its kind."""
    for position, one in enumerate(rule_of(transition.kind).tasks, 1):
        yield _task(record, one, transition, position)


def tasks_of_track(record: "Record", track: Track | None) -> Iterator[TransitionTask]:
    """What is usually agreed for a plan on that track, without what stands there already; nothing for a grown-up."""
    if not is_growing_up(record):
        return
    held = tasks_of(record, None)
    keys = {one.task for one in held}
    new = [one for one in plan_tasks() if one.track in (None, track) and one.key not in keys]
    for position, one in enumerate(new, 1 + max((each.position for each in held), default=0)):
        yield _task(record, one, None, position)


def tasks_of_other_tracks(record: "Record", track: Track | None) -> Iterator[TransitionTask]:
    """The usual tasks of other tracks that remain, and in which nobody has written anything of their own."""
    for held in tasks_of(record, None):
        usual, _ = usual_of(record, held)
        if usual is None or usual.track in (None, track) or not held.is_open:
            continue
        if (held.what, held.who, held.due_on) == (usual.what, usual.who, task_day(record, usual, None)):
            yield held


def tasks_that_follow(record: "Record", before: Transition, swap: Transition) -> list[Step]:
    """The usual tasks that remain and stood on their usual day, moved to the new one; or those of the new kind."""
    steps: list[Step] = []
    for task in tasks_of(record, swap.id):
        usual, _ = usual_of(record, task)
        if usual is None or not task.is_open or task.due_on != task_day(record, usual, before):
            continue
        if swap.kind is not before.kind:
            if (task.what, task.who) == (usual.what, usual.who):
                steps.append(Remove(task, "Övergången är av ett annat slag"))
        elif task.due_on != (day := task_day(record, usual, swap)):
            steps.append(Edit(replace(task, due_on=day)))
    if swap.kind is not before.kind:
        steps += (Add(one) for one in tasks_of_kind(record, swap))
    return steps


def _task(record: "Record", one: UsualTask, transition: Transition | None, position: int) -> TransitionTask:
    return TransitionTask(
        patient_id=record.patient_id,
        transition_id=transition.id if transition else None,
        task=one.key,
        what=one.what,
        who=one.who,
        due_on=task_day(record, one, transition),
        position=position,
    )
