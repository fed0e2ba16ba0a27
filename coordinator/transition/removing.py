"""Taking what belongs to transitions out of the record, with what cannot stand without it."""

from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Remove
from coordinator.errors import RuleError
from coordinator.transition.belonging import answers_of, follow_ups_of, tasks_of
from coordinator.transition.checklist import ChecklistRound
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition

if TYPE_CHECKING:
    from coordinator.record import Record


def remove_transition(record: "Record", /, transition_id: UUID, *, reason: str) -> Change:
    """Take a swap with its agreements and follow-ups out of the record; RuleError when it must go on being told of."""
    swap = record.get(Transition, transition_id)
    if swap.completed_on:
        raise RuleError("Övergången är klar", "Den ska finnas kvar: det ska gå att se vem som tog över, och när.")
    if swap.first_visit_done_on or swap.acknowledged_on:
        raise RuleError(
            "Mottagaren har redan tagit vid", "Skriv i stället att övergången inte blev av, och varför: det ska gå att "
            "se vad som har hänt.",
        )  # fmt: skip
    with_it = (Remove(one, reason) for one in (*follow_ups_of(record, swap.id), *tasks_of(record, swap.id)))
    return Change("Övergången har tagits bort", (*with_it, Remove(swap, reason)))


def remove_plan(record: "Record", /, plan_id: UUID, *, reason: str) -> Change:
    """Take a plan and what was agreed for it as a whole out of the record; its swaps stand without it.

    What was done, when there is a plan from before, may have been done for that one and stays.
    """
    plan = record.get(TransitionPlan, plan_id)
    if not plan.is_open:
        raise RuleError("Planen är avslutad", "Den ska finnas kvar: det ska gå att se vad som planerades.")
    is_only = len(record.all(TransitionPlan)) == 1
    with_it = (Remove(one, reason) for one in tasks_of(record, None) if is_only or one.is_open)
    return Change("Övergångsplanen har tagits bort", (*with_it, Remove(plan, reason)))


def remove_round(record: "Record", /, round_id: UUID, *, reason: str) -> Change:
    """Take one time that the checklist was gone through out of the record, with its answers."""
    gone_through = record.get(ChecklistRound, round_id)
    answers = (Remove(one, reason) for one in answers_of(record, round_id).values())
    return Change("Checklistan har tagits bort", (*answers, Remove(gone_through, reason)))
