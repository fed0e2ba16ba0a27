"""What was agreed for a swap or for the plan as a whole: what, who and when; done, not needed, moved."""

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit
from coordinator.errors import RuleError
from coordinator.order import moved_one_place
from coordinator.quick_intervention import day_told, names_somebody
from coordinator.refusing import require_passed
from coordinator.transition.belonging import tasks_of
from coordinator.transition.refusing import require_plan
from coordinator.transition.swap import Transition, TransitionTask

if TYPE_CHECKING:
    from coordinator.record import Record

_DOTTED = re.compile(r"[·•;|\t\n]| [-–—] ")
"""What sets the parts of a line apart; where there is none of it, commas do."""
_COMMA = re.compile(r",(?!\d)")
_WHAT_WHO, _WHAT_WHO_WHEN = 2, 3


def add_task(
    record: "Record", /, transition_id: UUID | None, *, what: str, who: str = "", due_on: date | None = None
) -> Change:
    """Something is agreed, last among what was agreed for the swap; for the plan as a whole without a swap."""
    if transition_id is None:
        require_plan(record)
    else:
        record.get(Transition, transition_id)
    _require_what(what)
    position = 1 + max((one.position for one in tasks_of(record, transition_id)), default=0)
    task = TransitionTask(
        patient_id=record.patient_id, transition_id=transition_id, what=what.strip(), who=who.strip(), due_on=due_on,
        position=position,
    )  # fmt: skip
    return Change("Överenskommelse tillagd", (Add(task),))


def task_done(record: "Record", /, task_id: UUID, *, on: date | None = None) -> Change:
    """It was done."""
    task = record.get(TransitionTask, task_id)
    on = on or record.today
    require_passed(record, on, "done_on")
    return Change("Överenskommelsen är klar", (Edit(replace(task, done_on=on, not_needed="")),))


def task_not_needed(record: "Record", /, task_id: UUID, *, reason: str) -> Change:
    """It need not be done, and why."""
    task = record.get(TransitionTask, task_id)
    if not reason.strip():
        raise RuleError("Skriv varför", "Några ord räcker: varför behövs det inte?", field="not_needed")
    return Change("Överenskommelsen behövs inte", (Edit(replace(task, not_needed=reason.strip(), done_on=None)),))


def task_remains(record: "Record", /, task_id: UUID) -> Change:
    """It is to be done after all."""
    task = record.get(TransitionTask, task_id)
    if task.is_open:
        raise RuleError("Det är inte gjort än", "Överenskommelsen står redan kvar att göra.")
    return Change("Överenskommelsen står kvar", (Edit(replace(task, done_on=None, not_needed="")),))


def move_task(record: "Record", /, task_id: UUID, *, up: bool) -> Change:
    """One place up or down; RuleError when it stands first or last already."""
    task = record.get(TransitionTask, task_id)
    beside = tasks_of(record, task.transition_id)
    return Change("Överenskommelsen flyttad", moved_one_place(beside, task, up=up, called="Överenskommelsen"))


def task_from_line(record: "Record", text: str) -> dict[str, Any]:
    """The fields of what was agreed as `add_task` takes them: "vad · vem · när", or some of it.

    No word is lost: what is neither a day nor somebody stays in what is to be done. RuleError for an empty line, for a
    day that does not exist, and when the last of three parts set apart by dots is no day at all.
    """
    dotted = _DOTTED.search(text) is not None
    parts = [" ".join(part.split()) for part in (_DOTTED if dotted else _COMMA).split(text)]
    parts = [part for part in parts if part]
    if not parts:
        raise RuleError("Raden är tom", "Skriv vad som ska göras, och gärna vem och när.", field="what")
    fields: dict[str, Any] = {}
    while len(parts) > 1:
        due = None if "due_on" in fields else _day(record, parts[-1])
        if due is not None:
            fields["due_on"] = due
        elif "who" not in fields and _tells_who(record, parts, dotted):
            fields["who"] = parts[-1]
        else:
            break
        del parts[-1]
    if dotted and len(parts) == _WHAT_WHO_WHEN:
        raise RuleError("Datumet går inte att läsa", "Skriv det som 1 dec, 2026-12-01 eller om 2 veckor.",
                        field="due_on")  # fmt: skip
    return {"what": ", ".join(parts)} | fields


def _day(record: "Record", part: str) -> date | None:
    try:
        return day_told(part, record.today)
    except RuleError as error:
        raise RuleError(error.title, error.message, field="due_on") from None


def _tells_who(record: "Record", parts: list[str], dotted: bool) -> bool:
    """Set apart by dots the second of two is who does it, whoever it is; between commas only a name or a task is."""
    return (dotted and len(parts) == _WHAT_WHO) or names_somebody(record, parts[-1])


def _require_what(what: str) -> None:
    if not what.strip():
        raise RuleError("Skriv vad som ska göras", "Några ord räcker.", field="what")
