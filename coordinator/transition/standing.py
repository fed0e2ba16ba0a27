"""Where a patient's transitions stand: the stage of the plan, the state of each swap. Found, never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from coordinator.dates import OF_AGE, day_of
from coordinator.entity import Code
from coordinator.transition.belonging import follow_ups_of, plan_of, transitions
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import Transition, TransitionFollowUp

if TYPE_CHECKING:
    from coordinator.record import Record


class TransitionStage(Code):
    """The seven stages, as they stand in a row."""

    INFORM = ("inform", "Informera")
    PLAN = ("plan", "Planera")
    PREPARE = ("prepare", "Förbereda")
    RECEIVER = ("receiver", "Mottagare utsedd")
    TRANSFER = ("transfer", "Överföra")
    LAND = ("land", "Landa")
    COMPLETE = ("complete", "Klar")


class SwapState(Code):
    """How far one swap has come."""

    SAME = ("same", "Samma enhet hela vägen")
    HOLE = ("hole", "Mottagare saknas")
    NAMED = ("named", "Namngiven mottagare")
    ACKNOWLEDGED = ("acknowledged", "Mottagaren har bekräftat")
    VISITED = ("visited", "Första besöket är gjort")
    DONE = ("done", "Klar")
    DROPPED = ("dropped", "Blev inte av")


STAGE_RULES = {
    TransitionStage.INFORM: "overgang_info",
    TransitionStage.PLAN: "overgang_plan",
    TransitionStage.PREPARE: "overgang_beredskap",
    TransitionStage.RECEIVER: "overgang_mottagare",
    TransitionStage.TRANSFER: "overgang_overfora",
    TransitionStage.LAND: "overgang_landa",
}
"""The date rule that says when each stage is; the last has no day of its own."""


class PlanDays(Protocol):
    """What of a plan tells how far it has come."""

    @property
    def informed_on(self) -> date | None: ...
    @property
    def planned_on(self) -> date | None: ...
    @property
    def prepared_on(self) -> date | None: ...
    @property
    def closed_on(self) -> date | None: ...


class SwapDays(Protocol):
    """What of a swap tells how far it has come."""

    @property
    def same_unit(self) -> bool: ...
    @property
    def receiver(self) -> str: ...
    @property
    def acknowledged_on(self) -> date | None: ...
    @property
    def first_visit_done_on(self) -> date | None: ...
    @property
    def completed_on(self) -> date | None: ...
    @property
    def dropped_on(self) -> date | None: ...


class FollowUpDays(Protocol):
    """What of a follow-up tells whether it remains."""

    @property
    def done_on(self) -> date | None: ...


@dataclass(frozen=True)
class PlanStanding:
    """done: the stages that are behind. now: the first that is not; None when nothing goes on."""

    done: frozenset[TransitionStage]
    now: TransitionStage | None


@dataclass(frozen=True)
class Remaining:
    """One thing that must be so before it can be complete: how many are, of how many."""

    text: str
    done: int
    of: int

    @property
    def is_done(self) -> bool:
        """Whether nothing of it remains."""
        return self.done >= self.of


def state_of(transition: SwapDays) -> SwapState:
    """How far the swap has come; a hole as long as nobody is named, whatever else has happened."""
    if transition.dropped_on:
        return SwapState.DROPPED
    if transition.completed_on:
        return SwapState.DONE
    if transition.same_unit:
        return SwapState.SAME
    if not transition.receiver.strip():
        return SwapState.HOLE
    if transition.first_visit_done_on:
        return SwapState.VISITED
    return SwapState.ACKNOWLEDGED if transition.acknowledged_on else SwapState.NAMED


def standing_of(
    plan: PlanDays | None, transitions: Iterable[SwapDays], follow_ups: Iterable[FollowUpDays]
) -> PlanStanding:
    """Where it stands, from nothing but the days that are filled in. ``follow_ups``: those of these transitions."""
    swaps = [one for one in transitions if not (one.same_unit or one.dropped_on)]
    visited = bool(swaps) and all(one.first_visit_done_on for one in swaps)
    is_closed = plan is not None and plan.closed_on is not None
    # What is begun after the plan was closed goes on by itself, as without a plan.
    by_itself = plan is None or (is_closed and not all(one.completed_on for one in swaps))
    landed = visited and all(one.completed_on for one in swaps) and all(one.done_on for one in follow_ups)
    reached = {
        TransitionStage.INFORM: plan is not None and plan.informed_on is not None,
        TransitionStage.PLAN: plan is not None and plan.planned_on is not None,
        TransitionStage.PREPARE: plan is not None and plan.prepared_on is not None,
        TransitionStage.RECEIVER: bool(swaps) and all(one.receiver.strip() for one in swaps),
        TransitionStage.TRANSFER: bool(swaps) and all(_handed_over(one) for one in swaps),
        TransitionStage.LAND: landed,
        # Without a plan nobody closes it: what has landed is complete.
        TransitionStage.COMPLETE: landed if plan is None else is_closed and not by_itself,
    }
    done = frozenset(stage for stage, is_reached in reached.items() if is_reached)
    if TransitionStage.COMPLETE in done or (plan is None and not swaps):
        return PlanStanding(done, None)
    # Who has no plan is in none of the first stages: they are steps of the plan.
    without_plan = _OF_THE_PLAN if by_itself else frozenset()
    return PlanStanding(done, next(one for one in TransitionStage if one not in done and one not in without_plan))


def standing(record: "Record") -> PlanStanding:
    """Where the patient's transitions stand today."""
    return standing_of(plan_of(record), record.all(Transition), record.all(TransitionFollowUp))


def stage_day(record: "Record", stage: TransitionStage) -> date | None:
    """From when the stage is, by the patient's age; None for the last, and without a birth date."""
    return day_of(STAGE_RULES[stage], record.patient.birth_date) if stage in STAGE_RULES else None


def left_in(record: "Record", stage: TransitionStage) -> list[Transition]:
    """The swaps that keep a stage from being behind."""
    swaps = [one for one in transitions(record) if not (one.same_unit or one.dropped_on)]
    if stage is TransitionStage.RECEIVER:
        return [one for one in swaps if not one.has_receiver]
    if stage is TransitionStage.TRANSFER:
        return [one for one in swaps if not _handed_over(one)]
    if stage is TransitionStage.LAND:
        return [one for one in swaps if one.is_open or any(not each.done_on for each in follow_ups_of(record, one.id))]
    return []


def remaining(record: "Record") -> list[Remaining]:
    """What must be so before all of it can be complete; nothing when there is no swap."""
    swaps = [one for one in record.all(Transition) if not (one.same_unit or one.dropped_on)]
    if not swaps:
        return []
    adult = all(rule_of(one.kind).adult_visit or one.rule == OF_AGE for one in swaps)
    visit = "första vuxenbesöket är gjort" if adult else "första besöket hos mottagaren är gjort"
    found = [
        Remaining("alla byten har en namngiven mottagare", _count(one.receiver.strip() for one in swaps), len(swaps)),
        Remaining(visit, _count(one.first_visit_done_on for one in swaps), len(swaps)),
    ]
    follow_ups = record.all(TransitionFollowUp)
    if follow_ups:
        found.append(Remaining("uppföljningarna är gjorda", _count(one.done_on for one in follow_ups), len(follow_ups)))
    return found


_OF_THE_PLAN = frozenset({TransitionStage.INFORM, TransitionStage.PLAN, TransitionStage.PREPARE})


def _handed_over(swap: SwapDays) -> bool:
    return bool(swap.acknowledged_on or swap.first_visit_done_on or swap.completed_on)


def _count(told: Iterable[object]) -> int:
    return sum(bool(one) for one in told)
