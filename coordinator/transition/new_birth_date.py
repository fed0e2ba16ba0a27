"""A corrected birth date where no open plan shows what moves: the change itself says so, and undo takes all back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.change import Change, Edit
from coordinator.identity import IdentityType
from coordinator.person import Patient, change_identity
from coordinator.transition.belonging import plan_of
from coordinator.transition.days import moved_without_plan

if TYPE_CHECKING:
    from coordinator.record import Record


def change_number(record: "Record", /, *, number: str, identity_type: IdentityType | None = None) -> Change:
    """A new identity number, with what follows when it tells of another birth date."""
    return with_moved_days(record, change_identity(record, number=number, identity_type=identity_type))


def with_moved_days(record: "Record", change: Change) -> Change:
    """The change; with another birth date in it, it says how many swaps move, and their usual tasks follow.

    With an open plan it is as it was: the plan shows every day that moved until somebody has seen it.
    """
    patient = next((step.entry for step in change.steps if isinstance(step.entry, Patient)), None)
    plan = plan_of(record)
    if patient is None or patient.birth_date == record.patient.birth_date or (plan is not None and plan.is_open):
        return change
    swaps, tasks = moved_without_plan(record, patient.birth_date)
    if not swaps and not tasks:
        return change
    says = "en övergång har fått en ny dag" if swaps == 1 else f"{swaps} övergångar har fått nya dagar"
    follow = (Edit(replace(task, due_on=day)) for task, day in tasks)
    return Change(f"{change.title}, och {says}" if swaps else change.title, (*change.steps, *follow))
