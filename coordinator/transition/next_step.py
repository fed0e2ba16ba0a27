"""One thing to do next with a patient's transitions, and how such are put in order."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto
from typing import Any
from uuid import UUID

from coordinator.page import Page
from coordinator.transition.swap import Transition


class StepGroup(IntEnum):
    """What a step is about, in the order of how much it matters when nothing is late."""

    HOLE = auto()
    FAILS = auto()
    REFERRAL = auto()
    RECEIPT = auto()
    LETTER = auto()
    MEETING = auto()
    VISIT = auto()
    COMPLETE = auto()
    REPRESENTATIVE = auto()
    DENTAL = auto()
    FOLLOW_UP = auto()
    STAGE = auto()
    TASK = auto()


@dataclass(frozen=True)
class NextStep:
    """One thing to do. verb: what the button says. page: where it is done.

    field: the field that it fills, of the task or follow-up that is told, else of the swap, else of the plan.
    phone: whom to ring about it; empty when no number is known. late: its day has passed. day: what it is sorted by.
    """

    title: str = dataclasses.field(repr=False)
    why: str = dataclasses.field(repr=False)
    verb: str
    page: Page = Page.TRANSITION
    transition_id: UUID | None = None
    field: str = ""
    phone: str = dataclasses.field(default="", repr=False)
    late: bool = False
    task_id: UUID | None = None
    follow_up_id: UUID | None = None
    group: StepGroup = StepGroup.TASK
    day: date = date.max

    @property
    def urgency(self) -> tuple[bool, StepGroup, date]:
        """What steps are sorted by: those that are late first."""
        return not self.late, self.group, self.day


def step_of(swap: Transition, group: StepGroup, day: date | None, words: tuple[str, str, str], **more: Any) -> NextStep:
    """A step of a swap. words: title, why and verb; a day that nobody has told is the last of all."""
    return NextStep(*words, transition_id=swap.id, group=group, day=day or date.max, **more)
