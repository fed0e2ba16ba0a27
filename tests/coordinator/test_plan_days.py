"""The days a vårdplan sets, and which of them no longer matter."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.careplan import CareGoal, CarePlan, GoalResult, Intervention, InterventionStatus, PlanStatus, PlanType
from coordinator.entity import Entity
from coordinator.plan_days import plan_days
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


PLAN = CarePlan(patient_id=PATIENT_ID)
GOAL = CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Åka själv")
INSATS = Intervention(
    patient_id=PATIENT_ID, goal_id=GOAL.id, what="Öva", start=day(1), due=day(9), follow_up=day(20)
)  # fmt: skip


def said(*entries: Entity) -> list[tuple[int, str]]:
    return [((one.day - TODAY).days, one.what) for one in plan_days(record_of(*entries))]


def test_each_day_of_the_plan_is_said_with_what_it_means() -> None:
    plan = replace(PLAN, next_review=day(30))
    found = list(plan_days(record_of(plan, replace(GOAL, follow_up=day(15)), INSATS)))
    assert [((one.day - TODAY).days, one.what, one.late, one.what_late) for one in found] == [
        (30, "Vårdplanen ses över", "skulle ha setts över", "Vårdplanen"),
        (15, "Mål 1 följs upp: Åka själv", "skulle ha följts upp", "Mål 1: Åka själv"),
        (1, "Börjar: Öva", "skulle ha börjat", "Öva"),
        (9, "Klart senast: Öva", "skulle ha varit klart", "Öva"),
        (20, "Följs upp: Öva", "skulle ha följts upp", "Öva"),
    ]
    assert [one.entry.KIND for one in found] == ["care_plan", "care_goal", *["intervention"] * 3]


def test_without_a_plan_or_days_there_are_none() -> None:
    assert said() == []
    assert said(PLAN, GOAL) == []


@pytest.mark.parametrize("status", [InterventionStatus.DONE, InterventionStatus.STOPPED])
def test_what_is_done_or_stopped_sets_no_day(status: InterventionStatus) -> None:
    assert said(PLAN, GOAL, replace(INSATS, status=status)) == []


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"status": InterventionStatus.ONGOING}, [9, 20]),
        ({"start": day(-9), "due": day(-1)}, [-1, 20]),
        ({"start": day(-9)}, [-9, 9, 20]),
    ],
)
def test_the_beginning_matters_until_it_has_begun_or_all_of_it_is_late(fields: dict[str, Any], days: list[int]) -> None:
    assert [offset for offset, _ in said(PLAN, GOAL, replace(INSATS, **fields))] == days


def test_a_follow_up_that_has_been_matters_until_there_is_a_result() -> None:
    late = replace(GOAL, follow_up=day(-1), goal="", need="Trygghet")
    assert said(PLAN, late) == [(-1, "Mål 1 följs upp: Trygghet")]
    assert said(PLAN, replace(late, result=GoalResult.REACHED)) == []
    assert len(said(PLAN, replace(late, result=GoalResult.PARTLY, follow_up=day(0)))) == 1


def test_only_the_vardplan_in_force_counts() -> None:
    current = replace(PLAN, status=PlanStatus.CURRENT, established_on=day(-9))
    others = [
        CarePlan(patient_id=PATIENT_ID, next_review=day(3)),
        CarePlan(patient_id=PATIENT_ID, plan_type=PlanType.SIP, next_review=day(3)),
    ]
    assert said(current, *others) == []
    assert len(said(*others)) == 1
