"""Which next steps are done at once by the key that stands at them, and what it does; the others lead somewhere."""

from collections.abc import Callable
from functools import partial

from coordinator.change import Change
from coordinator.transition.agreements import task_done
from coordinator.transition.handing_over import (
    acknowledge,
    complete_transition,
    first_visit_done,
    hold_joint_meeting,
    note_referral_confirmed,
)
from coordinator.transition.next_step import NextStep
from coordinator.transition.planning import note_informed, note_planned, note_prepared

Deed = Callable[..., Change]

_OF_PLAN: dict[str, Deed] = {
    "informed_on": note_informed,
    "planned_on": note_planned,
    "prepared_on": note_prepared,
}
_OF_SWAP: dict[str, Deed] = {
    "referral_confirmed_on": note_referral_confirmed,
    "acknowledged_by": acknowledge,
    "joint_meeting_held_on": hold_joint_meeting,
    "first_visit_done_on": first_visit_done,
    "completed_on": complete_transition,
}


def deed_of(step: NextStep) -> Deed | None:
    """What the button of a step does at once; None when there is something to write first."""
    if step.task_id is not None and step.field == "done_on":
        return partial(_with_id, task_done, step.task_id)
    if step.transition_id is not None and step.task_id is None and step.follow_up_id is None:
        deed = _OF_SWAP.get(step.field)
        return partial(_with_id, deed, step.transition_id) if deed is not None else None
    return _OF_PLAN.get(step.field)


def _with_id(deed: Deed, id: object, record: object, /) -> Change:
    """Run a deed on the entry of that id."""
    return deed(record, id)
