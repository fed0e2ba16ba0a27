"""The vårdplan: one in force of each type, goals and insatser in order, a copy of each paper handed out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    HandedOutPlan,
    Intervention,
    InterventionStatus,
    PlanStatus,
    PlanType,
    add_goal,
    add_intervention,
    current_plan,
    draft_plan,
    establish_plan,
    follow_up_goal,
    goals_of,
    hand_out_plan,
    interventions_of,
    move_goal,
    next_number,
    set_intervention_done,
)
from coordinator.change import Change, Edit, Remove
from coordinator.entity import new_id
from coordinator.entries import edit_entry, remove_entry
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.settings import Settings
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, done, later, problems_of, record_of

DRAFT = CarePlan(patient_id=PATIENT_ID, what_matters="Att sjunga i kören.")
TOMORROW = TODAY + timedelta(days=1)


def current(**fields: Any) -> CarePlan:
    given: dict[str, Any] = {"patient_id": PATIENT_ID, "status": PlanStatus.CURRENT, "established_on": TODAY}
    return CarePlan(**given | fields)


def established(record: Record, plan: CarePlan, **more: Any) -> Record:
    return done(record, establish_plan(record, plan.id, approved_by="Annika Rehnberg", **more))


def test_a_plan_begins_as_a_draft_that_is_shown() -> None:
    record = done(record_of(), draft_plan(record_of(), what_matters="Att sjunga i kören."))
    (plan,) = record.all(CarePlan)
    assert (plan.status, plan.plan_type, plan.what_matters) == (PlanStatus.DRAFT, PlanType.CARE, "Att sjunga i kören.")
    assert current_plan(record) == plan


def test_a_plan_comes_into_force_today_and_is_reviewed_in_a_year() -> None:
    plan = established(record_of(DRAFT), DRAFT).get(CarePlan, DRAFT.id)
    assert (plan.status, plan.established_on, plan.valid_from) == (PlanStatus.CURRENT, TODAY, TODAY)
    assert (plan.approved_by, plan.next_review) == ("Annika Rehnberg", date(2027, 11, 22))
    assert plan.what_matters == DRAFT.what_matters


def test_the_review_follows_the_setting_or_what_was_said() -> None:
    record = record_of(DRAFT, settings=Settings({"plan.review_months": 6}))
    assert established(record, DRAFT).get(CarePlan, DRAFT.id).next_review == date(2027, 5, 22)
    said = date(2027, 1, 15)
    assert established(record, DRAFT, next_review=said).get(CarePlan, DRAFT.id).next_review == said


def test_the_day_a_plan_holds_from_is_kept_when_it_was_written() -> None:
    ahead = replace(DRAFT, valid_from=TOMORROW)
    assert established(record_of(ahead), ahead).get(CarePlan, DRAFT.id).valid_from == TOMORROW


def test_the_review_month_is_clamped() -> None:
    record = record_of(DRAFT, today=date(2028, 2, 29))
    assert established(record, DRAFT).get(CarePlan, DRAFT.id).next_review == date(2029, 2, 28)


def test_the_former_plan_of_the_same_type_is_replaced_and_others_are_left() -> None:
    former, sip = current(), current(plan_type=PlanType.SIP)
    record = established(record_of(former, sip, DRAFT), DRAFT)
    assert [plan.status for plan in record.all(CarePlan)] == [
        PlanStatus.REPLACED, PlanStatus.CURRENT, PlanStatus.CURRENT,
    ]  # fmt: skip
    shown = current_plan(record)
    assert shown is not None and shown.id == DRAFT.id


@pytest.mark.parametrize("status", [PlanStatus.CURRENT, PlanStatus.REPLACED, PlanStatus.ENDED])
def test_only_a_draft_comes_into_force(status: PlanStatus) -> None:
    plan = current(status=status)
    with pytest.raises(RuleError, match="inte ett utkast"):
        establish_plan(record_of(plan), plan.id, approved_by="Annika Rehnberg")


def test_two_plans_of_a_type_are_never_in_force_through_the_general_door() -> None:
    record = record_of(current(), DRAFT)
    change = edit_entry(record, CarePlan, DRAFT.id, status=PlanStatus.CURRENT, established_on=TODAY)
    with pytest.raises(RuleError, match="Bara en plan av varje typ"):
        done(record, change)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"established_on": None}, "datum när planen upprättades"),
        ({"next_review": TODAY - timedelta(days=1)}, "före planens datum"),
    ],
)
def test_what_cannot_stand_in_a_plan_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(current(**fields))
    assert problem in said


def test_what_may_stand_in_a_plan_is_not_complained_of() -> None:
    assert problems_of(current(next_review=TODAY), current(plan_type=PlanType.SIP), DRAFT) == []


def test_a_second_draft_would_hide_the_first() -> None:
    said = problems_of(DRAFT, replace(DRAFT, id=new_id()))
    assert said and all("redan ett utkast" in one for one in said)
    assert problems_of(DRAFT, replace(DRAFT, id=new_id(), plan_type=PlanType.HABILITATION)) == []


def test_the_plan_in_force_is_shown_else_the_newest_draft_else_none() -> None:
    newer, over = replace(DRAFT, id=new_id()), current(status=PlanStatus.ENDED)
    sip = current(plan_type=PlanType.SIP)
    in_force = current()
    assert current_plan(record_of(sip, over)) is None
    assert current_plan(record_of(DRAFT, newer, over)) == newer
    assert current_plan(record_of(in_force, DRAFT, newer)) == in_force


def test_goals_and_insatser_come_last_in_their_order() -> None:
    other = replace(DRAFT, id=new_id())
    record = record_of(DRAFT, other)
    for goal in ("Rida", "Sova", "Äta"):
        record = done(record, add_goal(record, DRAFT.id, goal=goal))
    record = done(record, add_goal(record, other.id, goal="Annat"))
    goals = goals_of(record, DRAFT)
    assert [(goal.goal, goal.position) for goal in goals] == [("Rida", 1), ("Sova", 2), ("Äta", 3)]
    assert [goal.position for goal in goals_of(record, other)] == [1]
    for what in ("Logoped", "Dietist"):
        record = done(record, add_intervention(record, goals[1].id, what=what))
    assert [(one.what, one.position) for one in interventions_of(record, goals[1])] == [("Logoped", 1), ("Dietist", 2)]
    assert interventions_of(record, goals[0]) == []


def test_a_new_goal_comes_last_also_after_one_was_removed() -> None:
    record = record_of(DRAFT)
    for goal in ("Rida", "Sova"):
        record = done(record, add_goal(record, DRAFT.id, goal=goal))
    record = done(record, remove_entry(record, CareGoal, goals_of(record, DRAFT)[0].id, reason="Fel"))
    record = done(record, add_goal(record, DRAFT.id, goal="Äta"))
    assert [goal.goal for goal in goals_of(record, DRAFT)] == ["Sova", "Äta"]


@given(positions=st.lists(st.integers(-5, 5), max_size=6))
def test_goals_are_shown_by_position_and_then_as_saved(positions: list[int]) -> None:
    goals = [
        CareGoal(patient_id=PATIENT_ID, plan_id=DRAFT.id, goal=f"{number}", position=position)
        for number, position in enumerate(positions)
    ]
    shown = goals_of(record_of(DRAFT, *goals), DRAFT)
    assert [(goal.position, int(goal.goal)) for goal in shown] == sorted(
        (position, number) for number, position in enumerate(positions)
    )


def test_an_empty_goal_and_an_empty_insats_are_refused() -> None:
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=DRAFT.id, need=" ", goal="\n")
    assert problems_of(goal, DRAFT) == ["Skriv ett behov eller ett mål."]
    assert problems_of(replace(goal, need="Sover dåligt"), DRAFT) == []
    assert problems_of(Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what=" ")) == ["Skriv vad som ska göras."]


def test_an_insats_is_not_done_before_it_begins() -> None:
    insats = Intervention(patient_id=PATIENT_ID, goal_id=new_id(), what="Röstträning", start=TODAY, due=TODAY)
    assert problems_of(insats) == []
    assert problems_of(replace(insats, start=TOMORROW)) == ["Klart senast ligger före Start."]


def test_an_insats_is_open_until_done_or_stopped() -> None:
    insats = Intervention(patient_id=PATIENT_ID, goal_id=new_id(), what="Röstträning")
    still = {status for status in InterventionStatus if replace(insats, status=status).is_open}
    assert still == {InterventionStatus.NOT_STARTED, InterventionStatus.ONGOING}


def test_a_goal_needs_a_plan_of_this_patient() -> None:
    with pytest.raises(RuleError, match="Vårdplan finns inte"):
        add_goal(record_of(), DRAFT.id, goal="Rida")
    with pytest.raises(RuleError, match="Mål finns inte"):
        add_intervention(record_of(), new_id(), what="Röstträning")


# Handed out


def handed_out(record: Record, to: str = "Maja", document: str = "{}") -> Record:
    return done(record, hand_out_plan(record, DRAFT.id, to=to, document=document))


def test_each_paper_is_kept_with_its_number_and_the_next_gets_the_next() -> None:
    record = record_of(DRAFT)
    assert next_number(record) == 1
    record = handed_out(record, document="första")
    record = handed_out(later(record, TOMORROW), to="Klara", document="andra")
    copies = record.all(HandedOutPlan)
    assert [(one.number, one.handed_to, one.document, one.handed_out_on) for one in copies] == [
        (1, "Maja", "första", TODAY), (2, "Klara", "andra", TOMORROW),
    ]  # fmt: skip
    assert {one.handed_out_by for one in copies} == {ACTOR.name}
    assert next_number(record) == 3


def test_handing_out_says_to_whom() -> None:
    with pytest.raises(RuleError, match="Skriv vem som fick planen"):
        handed_out(record_of(DRAFT), to=" ")


def test_what_was_handed_out_is_neither_changed_nor_removed() -> None:
    record = handed_out(record_of(DRAFT))
    (copy,) = record.all(HandedOutPlan)
    saved = record_of(DRAFT, replace(copy, version=1))
    changes = (
        edit_entry(saved, HandedOutPlan, copy.id, handed_to="Någon annan"),
        remove_entry(saved, HandedOutPlan, copy.id, reason="Fel"),
        Change("Ångrat", (Remove(saved.get(HandedOutPlan, copy.id), "Ångrat"),)),
        Change("Ändrat", (Edit(replace(saved.get(HandedOutPlan, copy.id), number=7)),)),
    )
    for change in changes:
        with pytest.raises(RuleError, match="Utlämnad vårdplan ändras inte"):
            done(saved, change)


def test_a_plan_that_was_handed_out_is_not_removed() -> None:
    record = handed_out(record_of(DRAFT))
    with pytest.raises(RuleError, match="hänvisar till en post som inte finns"):
        done(record, remove_entry(record, CarePlan, DRAFT.id, reason="Fel"))


def goals(*positions: int) -> list[CareGoal]:
    """Goals called a, b, c … with these positions."""
    return [
        CareGoal(patient_id=PATIENT_ID, plan_id=DRAFT.id, goal="abcdef"[place], position=position)
        for place, position in enumerate(positions)
    ]


def order(record: Record) -> str:
    return "".join(goal.goal for goal in goals_of(record, DRAFT))


@pytest.mark.parametrize("positions", [(1, 2, 3), (0, 0, 0), (1, 1, 7), (2, 5, 9)])
def test_a_goal_moves_one_place_whatever_the_positions_were(positions: tuple[int, int, int]) -> None:
    found = goals(*positions)
    record = record_of(DRAFT, *found)
    assert order(record) == "abc"
    assert order(done(record, move_goal(record, found[1].id, up=True))) == "bac"
    assert order(done(record, move_goal(record, found[1].id, up=False))) == "acb"
    assert order(done(record, move_goal(record, found[2].id, up=True))) == "acb"


def test_a_goal_moves_among_those_of_its_own_plan() -> None:
    other = CarePlan(patient_id=PATIENT_ID, plan_type=PlanType.HABILITATION)
    elsewhere = CareGoal(patient_id=PATIENT_ID, plan_id=other.id, goal="x", position=2)
    found = goals(1, 3)
    record = record_of(DRAFT, other, elsewhere, *found)
    record = done(record, move_goal(record, found[1].id, up=True))
    assert order(record) == "ba"
    assert record.get(CareGoal, elsewhere.id) == elsewhere


@pytest.mark.parametrize(("place", "up"), [(0, True), (1, False)])
def test_a_goal_at_the_end_does_not_move_further(place: int, up: bool) -> None:
    found = goals(1, 2)
    with pytest.raises(RuleError, match="först" if up else "sist"):
        move_goal(record_of(DRAFT, *found), found[place].id, up=up)


def test_moving_up_and_down_again_changes_nothing() -> None:
    found = goals(1, 2, 3)
    record = record_of(DRAFT, *found)
    moved = done(record, move_goal(record, found[2].id, up=True))
    back = done(moved, move_goal(moved, found[2].id, up=False))
    assert back.all(CareGoal) == record.all(CareGoal)


def test_the_follow_up_of_a_goal_says_how_it_went() -> None:
    (goal,) = goals(1)
    record = record_of(DRAFT, goal)
    record = done(record, follow_up_goal(record, goal.id, result=GoalResult.PARTLY, note="Går bra på tisdagar."))
    followed = record.get(CareGoal, goal.id)
    assert (followed.result, followed.result_note) == (GoalResult.PARTLY, "Går bra på tisdagar.")
    with pytest.raises(RuleError, match="Välj ett resultat"):
        follow_up_goal(record, goal.id, result=GoalResult.NOT_FOLLOWED_UP)


@pytest.mark.parametrize("before", [one for one in InterventionStatus if one is not InterventionStatus.DONE])
def test_an_insats_becomes_done_once(before: InterventionStatus) -> None:
    (goal,) = goals(1)
    one = Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="Öva", status=before)
    record = record_of(DRAFT, goal, one)
    record = done(record, set_intervention_done(record, one.id))
    assert record.get(Intervention, one.id).status is InterventionStatus.DONE
    with pytest.raises(RuleError, match="redan klar"):
        set_intervention_done(record, one.id)
