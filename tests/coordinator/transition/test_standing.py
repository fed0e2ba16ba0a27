"""Where it stands: the stage of the plan from its days alone, the state of a swap, and what remains."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from coordinator.entity import new_id
from coordinator.record import Record
from coordinator.transition.following_up import follow_up
from coordinator.transition.handing_over import complete_transition
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.standing import (
    STAGE_RULES,
    PlanStanding,
    Remaining,
    SwapState,
    TransitionStage,
    remaining,
    stage_day,
    standing,
    standing_of,
    state_of,
)
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind
from coordinator.transition.swapping import begin_transition
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of
from tests.coordinator.transition.conftest import DENTIST, begun, named, swap_of, visited, young

STAGES = list(TransitionStage)


@dataclass(frozen=True)
class PlanRow:
    """A light row, as a list over all patients has it."""

    informed_on: date | None = None
    planned_on: date | None = None
    prepared_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class SwapRow:
    receiver: str = ""
    same_unit: bool = False
    acknowledged_on: date | None = None
    first_visit_done_on: date | None = None
    completed_on: date | None = None
    dropped_on: date | None = None


PREPARED = PlanRow(TODAY, TODAY, TODAY)
NAMED = SwapRow("Mona")
LANDED = SwapRow("Mona", first_visit_done_on=TODAY, completed_on=TODAY)


def follow_up_of(done_on: date | None) -> TransitionFollowUp:
    return TransitionFollowUp(patient_id=PATIENT_ID, transition_id=new_id(), due_on=TODAY, done_on=done_on)


def now(plan: PlanRow | None, *swaps: SwapRow, follow_ups: tuple[date | None, ...] = ()) -> TransitionStage | None:
    return standing_of(plan, swaps, [follow_up_of(one) for one in follow_ups]).now


def test_the_stages_have_the_names_that_everybody_uses() -> None:
    assert [one.label for one in TransitionStage] == [
        "Informera", "Planera", "Förbereda", "Mottagare utsedd", "Överföra", "Landa", "Klar",
    ]  # fmt: skip
    assert SwapState.HOLE.label == "Mottagare saknas"
    assert SwapState.ACKNOWLEDGED.label == "Mottagaren har bekräftat"


def test_the_stage_follows_from_the_days_alone_also_of_light_rows() -> None:
    assert now(PlanRow()) is TransitionStage.INFORM
    assert now(PlanRow(TODAY)) is TransitionStage.PLAN
    assert now(PlanRow(TODAY, TODAY)) is TransitionStage.PREPARE
    assert now(PREPARED) is TransitionStage.RECEIVER
    assert now(PREPARED, NAMED, SwapRow()) is TransitionStage.RECEIVER
    assert now(PREPARED, NAMED) is TransitionStage.TRANSFER
    assert now(PREPARED, replace(NAMED, acknowledged_on=TODAY)) is TransitionStage.LAND
    assert now(PREPARED, replace(NAMED, first_visit_done_on=TODAY)) is TransitionStage.LAND
    assert now(PREPARED, LANDED, follow_ups=(TODAY, None)) is TransitionStage.LAND
    assert now(PREPARED, LANDED, follow_ups=(TODAY, TODAY)) is TransitionStage.COMPLETE
    assert now(replace(PREPARED, closed_on=TODAY), LANDED) is None


def test_what_is_the_same_unit_or_came_to_nothing_does_not_count() -> None:
    beside = (SwapRow(same_unit=True), SwapRow(dropped_on=TODAY))
    assert now(PREPARED, NAMED, *beside) is TransitionStage.TRANSFER
    assert now(PREPARED, *beside) is TransitionStage.RECEIVER


def test_a_later_stage_may_be_done_before_an_earlier_one() -> None:
    found = standing_of(PlanRow(planned_on=TODAY), [NAMED], [])
    assert found == PlanStanding(frozenset({TransitionStage.PLAN, TransitionStage.RECEIVER}), TransitionStage.INFORM)


def test_without_a_plan_the_stages_of_the_plan_are_not_gone_through() -> None:
    assert standing_of(None, [], []) == PlanStanding(frozenset(), None)
    assert now(None, SwapRow()) is TransitionStage.RECEIVER
    assert now(None, LANDED, follow_ups=(None,)) is TransitionStage.LAND
    found = standing_of(None, [LANDED], [])
    assert found.now is None and TransitionStage.COMPLETE in found.done


def test_what_is_begun_after_the_plan_was_closed_goes_on_by_itself() -> None:
    closed = PlanRow(TODAY, closed_on=TODAY)
    found = standing_of(closed, [LANDED, SwapRow()], [])
    assert found == PlanStanding(frozenset({TransitionStage.INFORM}), TransitionStage.RECEIVER)
    assert now(closed, LANDED, NAMED) is TransitionStage.TRANSFER
    assert now(closed, LANDED, LANDED) is now(closed, SwapRow(dropped_on=TODAY)) is None


def test_the_record_says_the_same_as_its_rows() -> None:
    assert standing(record_of()).now is None
    assert standing(young(TransitionPlan(patient_id=PATIENT_ID))).now is TransitionStage.INFORM
    record = visited()
    assert standing(record).now is TransitionStage.LAND


@pytest.mark.parametrize(
    ("swap", "state"),
    [
        (SwapRow(), SwapState.HOLE),
        (SwapRow(" "), SwapState.HOLE),
        (SwapRow(acknowledged_on=TODAY, first_visit_done_on=TODAY), SwapState.HOLE),
        (NAMED, SwapState.NAMED),
        (replace(NAMED, acknowledged_on=TODAY), SwapState.ACKNOWLEDGED),
        (replace(NAMED, acknowledged_on=TODAY, first_visit_done_on=TODAY), SwapState.VISITED),
        (LANDED, SwapState.DONE),
        (SwapRow(same_unit=True), SwapState.SAME),
        (replace(NAMED, dropped_on=TODAY), SwapState.DROPPED),
    ],
)
def test_the_state_of_a_swap(swap: SwapRow, state: SwapState) -> None:
    assert state_of(swap) is state


def test_the_stages_have_the_days_of_their_rules() -> None:
    record = young()
    days = [stage_day(record, one) for one in STAGES]
    years = [one.year - 2009 for one in days if one]
    assert years == [12, 14, 16, 17, 18, 19] and days[-1] is None
    assert {stage_day(record_of(), one) for one in STAGES} == {None} and set(STAGE_RULES) == set(STAGES[:-1])


def texts(record: Record) -> list[tuple[str, int, int]]:
    return [(one.text, one.done, one.of) for one in remaining(record)]


def test_what_remains_is_counted_and_never_in_percent() -> None:
    assert remaining(young()) == []
    record = begun()
    record = done(record, begin_transition(record, kind=TransitionKind.DENTAL, contact_id=DENTIST.id))
    assert texts(record) == [
        ("alla byten har en namngiven mottagare", 0, 2), ("första vuxenbesöket är gjort", 0, 2),
    ]  # fmt: skip
    record = visited()
    assert texts(record) == [
        ("alla byten har en namngiven mottagare", 1, 1), ("första vuxenbesöket är gjort", 1, 1),
        ("uppföljningarna är gjorda", 0, 3),
    ]  # fmt: skip
    record = done(record, complete_transition(record, swap_of(record).id))
    for one in record.all(TransitionFollowUp):
        record = done(record, follow_up(record, one.id, works=True))
    assert all(one.is_done for one in remaining(record)) and not Remaining("x", 0, 1).is_done


def test_where_not_all_are_first_visits_of_an_adult_that_is_not_said() -> None:
    record = named(begun(TransitionKind.HOSPITAL_HOME, None, from_unit="Avdelning 12"))
    assert texts(record)[1] == ("första besöket hos mottagaren är gjort", 0, 1)
    of_age = begun(TransitionKind.PRIMARY_CARE, rule="myndig")
    assert texts(of_age)[1] == ("första vuxenbesöket är gjort", 0, 1)
    none = replace(swap_of(record), same_unit=True, receiver="", to_unit="")
    assert remaining(replace(record, entries={**record.entries, Transition: (none,)})) == []
