"""Writing in a plan that may not be there yet: what is written first begins it, and one undo takes all of it back."""

import pytest

from coordinator.careplan import CareGoal, CarePlan, PlanStatus, goals_of, write_goal, write_plan
from coordinator.desk import Desk
from coordinator.errors import RuleError
from coordinator.person import register_patient
from tests.coordinator.conftest import TODAY, MemoryStore, done, noon, record_of


def test_the_first_thing_written_begins_a_draft() -> None:
    record = done(record_of(), write_plan(record_of(), what_matters="Att sjunga."))
    (plan,) = record.all(CarePlan)
    assert (plan.status, plan.what_matters) == (PlanStatus.DRAFT, "Att sjunga.")


def test_what_is_written_next_goes_into_the_same_plan() -> None:
    record = done(record_of(), write_plan(record_of(), what_matters="Att sjunga."))
    record = done(record, write_plan(record, self_care="Gå ut varje dag."))
    (plan,) = record.all(CarePlan)
    assert (plan.what_matters, plan.self_care) == ("Att sjunga.", "Gå ut varje dag.")


def test_a_plan_in_force_is_written_in() -> None:
    plan = CarePlan(patient_id=record_of().patient_id, status=PlanStatus.CURRENT, established_on=TODAY)
    record = done(record_of(plan), write_plan(record_of(plan), if_worse="Ring."))
    assert record.get(CarePlan, plan.id).if_worse == "Ring."
    assert record.get(CarePlan, plan.id).status is PlanStatus.CURRENT


def test_a_goal_comes_last_and_with_a_plan_when_there_is_none() -> None:
    record = done(record_of(), write_goal(record_of(), goal="Åka buss."))
    record = done(record, write_goal(record, goal="Rida."))
    (plan,) = record.all(CarePlan)
    assert [goal.goal for goal in goals_of(record, plan)] == ["Åka buss.", "Rida."]


def test_a_goal_without_words_begins_no_plan() -> None:
    with pytest.raises(RuleError, match="behov eller ett mål"):
        done(record_of(), write_goal(record_of(), goal="  "))


def test_one_undo_takes_back_the_goal_and_the_plan_it_began() -> None:
    desk = Desk(MemoryStore(noon(TODAY)))
    patient_id = desk.begin(register_patient, number=None, given_name="Maja").patient_id
    applied = desk.do(patient_id, write_goal, goal="Åka buss.")
    assert desk.open(patient_id).all(CareGoal)
    desk.undo(applied.id)
    assert not desk.open(patient_id).all(CareGoal)
    assert not desk.open(patient_id).all(CarePlan)
