"""What belongs to a patient's transitions, each in its order: the plan, the swaps, what was agreed, the checklists."""

from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import E
from coordinator.transition.checklist import ChecklistAnswer, ChecklistRound
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask

if TYPE_CHECKING:
    from coordinator.record import Record


def plan_of(record: "Record") -> TransitionPlan | None:
    """The plan that is open, else the one that was closed last; None when there is none."""
    found = sorted(record.all(TransitionPlan), key=lambda one: (one.is_open, one.closed_on or record.today))
    return found[-1] if found else None


def transitions(record: "Record") -> list[Transition]:
    """Every swap in the order of its kinds, those that are open first."""
    order = list(TransitionKind)
    return sorted(record.all(Transition), key=lambda one: (not (one.is_open or one.same_unit), order.index(one.kind)))


def found(record: "Record", kind: type[E], entry_id: UUID | None) -> E | None:
    """The entry of that kind with that id; None when there is none. Every swap asks, so they are laid out once."""
    if entry_id is None:
        return None
    by_id: dict[UUID, E] | None = record.derived.get(f"{kind.KIND} by id")
    if by_id is None:
        by_id = record.derived[f"{kind.KIND} by id"] = {one.id: one for one in record.all(kind)}
    return by_id.get(entry_id)


def tasks_of(record: "Record", transition_id: UUID | None) -> list[TransitionTask]:
    """What was agreed for a swap, or with None for the plan as a whole, in the order they stand."""
    found = (one for one in record.all(TransitionTask) if one.transition_id == transition_id)
    return sorted(found, key=lambda one: one.position)


def tasks_that_remain(record: "Record") -> list[TransitionTask]:
    """What was agreed and is still to be done, of the swaps and the plan that go on."""
    plan = plan_of(record)
    going_on: set[UUID | None] = {one.id for one in record.all(Transition) if one.is_open}
    if plan is not None and plan.is_open:
        going_on.add(None)
    return [one for one in record.all(TransitionTask) if one.is_open and one.transition_id in going_on]


def follow_ups_of(record: "Record", transition_id: UUID) -> list[TransitionFollowUp]:
    """How it is to be followed up, the earliest first."""
    found = (one for one in record.all(TransitionFollowUp) if one.transition_id == transition_id)
    return sorted(found, key=lambda one: one.due_on)


def rounds(record: "Record") -> list[ChecklistRound]:
    """Every time the checklist was gone through, the latest first; of one day the one that was begun last."""
    return sorted(record.all(ChecklistRound), key=lambda one: one.answered_on)[::-1]


def answers_of(record: "Record", round_id: UUID) -> dict[str, ChecklistAnswer]:
    """The answers of one round by their question."""
    return {one.question: one for one in record.all(ChecklistAnswer) if one.round_id == round_id}
