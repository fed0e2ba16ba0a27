"""The rules on the vårdplan, its goals and insatser."""

from dataclasses import replace

import pytest

from coordinator.careplan import GoalResult, Intervention, InterventionStatus
from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.entity import Entity
from coordinator.gaps import gaps
from coordinator.page import Page
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import (
    ASKED,
    DONE,
    GOAL,
    KARIN,
    PHYSICIAN,
    PLAN,
    Case,
    day,
    fires,
    record_with,
    silent,
    the_gap,
)

UNLISTED = replace(ASKED, health_centre=" ")
CENTRE = Contact(patient_id=PATIENT_ID, unit="Ekeberga", phone="1", category=ContactCategory.PRIMARY_CARE)
LATE_GOAL = replace(GOAL, follow_up=day(-1))
RESA = Intervention(
    patient_id=PATIENT_ID, goal_id=GOAL.id, what="söka resa", responsible="Eva", due=day(-7), contact_id=KARIN.id
)
TO_COME = replace(RESA, due=day(0))
GONE = Contact(patient_id=PATIENT_ID, name="Per", phone="1", status=ContactStatus.TRANSFERRED)

CASES = (
    fires(
        "no_plan", "nobody has begun", without=(PLAN, GOAL, DONE),
        says=("Vårdplan saknas", "Börja med vad som är viktigt för patienten"),
    ),
    silent("no_plan", "there is one"),
    fires(
        "what_matters_not_written", "only blanks", replace(PLAN, what_matters=" "),
        says=("Vad som är viktigt är inte skrivet", "Frågan som vårdplanen börjar med"),
    ),
    silent("what_matters_not_written", "it is written"),
    silent("what_matters_not_written", "there is no plan", without=(PLAN, GOAL, DONE)),
    fires(
        "plan_review_late", "it should have been", replace(PLAN, next_review=day(-1)), due=day(-1),
        says=("Vårdplanen skulle ha setts över", "Översyn var planerad 21 nov, för 1 dag sen"),
    ),
    silent("plan_review_late", "today"),
    silent("plan_review_late", "no day is set", replace(PLAN, next_review=None)),
    fires(
        "plan_without_receiver", "nobody in primary care", UNLISTED, without=(PHYSICIAN,),
        beside=("no_physician_contact",),
        says=("Vårdplanen har ingen mottagare i primärvården", "Varken fast läkarkontakt eller vårdcentral är känd"),
    ),
    fires(
        "plan_without_receiver", "the health centre has closed", UNLISTED,
        replace(CENTRE, status=ContactStatus.ENDED), without=(PHYSICIAN,), beside=("no_physician_contact",),
        says=("Vårdplanen har ingen mottagare i primärvården", "Varken fast läkarkontakt eller vårdcentral är känd"),
    ),
    silent("plan_without_receiver", "a listed health centre", without=(PHYSICIAN,)),
    silent("plan_without_receiver", "a fast läkarkontakt", UNLISTED),
    silent("plan_without_receiver", "a contact in primary care", UNLISTED, CENTRE, without=(PHYSICIAN,)),
    silent("plan_without_receiver", "there is no plan", UNLISTED, without=(PHYSICIAN, PLAN, GOAL, DONE)),
    fires("goal_without_intervention", "none", without=(DONE,), says=("Åka själv", "Målet har ingen insats än")),
    fires(
        "goal_without_intervention", "of a need", replace(GOAL, goal=" ", need="trygg resa "), without=(DONE,),
        says=("Trygg resa", "Målet har ingen insats än"),
    ),
    silent("goal_without_intervention", "reached without", replace(GOAL, result=GoalResult.REACHED), without=(DONE,)),
    silent("goal_without_intervention", "one that is done"),
    fires(
        "goal_follow_up_late", "it should have been", LATE_GOAL, due=day(-1),
        says=("Åka själv", "Målet skulle ha följts upp för 1 dag sen"),
    ),
    silent("goal_follow_up_late", "followed up", replace(LATE_GOAL, result=GoalResult.PARTLY)),
    silent("goal_follow_up_late", "today", replace(LATE_GOAL, follow_up=day(0))),
    fires(
        "intervention_late", "by somebody in words", RESA, due=day(-7),
        says=("Söka resa", "Insatsen skulle ha varit klar för 7 dagar sen, Eva"),
    ),
    fires(
        "intervention_late", "by a contact", replace(RESA, responsible=" "), due=day(-7),
        says=("Söka resa", "Insatsen skulle ha varit klar för 7 dagar sen, Karin"),
    ),
    fires(
        "intervention_late", "by nobody", replace(RESA, responsible="", contact_id=None), due=day(-7),
        beside=("intervention_unclear",),
        says=("Söka resa", "Insatsen skulle ha varit klar för 7 dagar sen"),
    ),
    silent("intervention_late", "today", TO_COME),
    silent("intervention_late", "stopped", replace(RESA, status=InterventionStatus.STOPPED)),
    fires(
        "intervention_unclear", "nobody and no day", replace(RESA, responsible="", contact_id=None, due=None),
        says=("Söka resa", "Insatsen saknar ansvarig och datum"),
    ),
    fires(
        "intervention_unclear", "nobody", replace(TO_COME, responsible="", contact_id=None),
        says=("Söka resa", "Insatsen saknar ansvarig"),
    ),
    fires("intervention_unclear", "no day", replace(RESA, due=None), says=("Söka resa", "Insatsen saknar datum")),
    silent("intervention_unclear", "a day of follow-up is enough", replace(RESA, due=None, follow_up=day(4))),
    silent("intervention_unclear", "stopped", replace(RESA, due=None, status=InterventionStatus.STOPPED)),
    fires(
        "intervention_of_ended_contact", "who is no contact any more", GONE, replace(TO_COME, contact_id=GONE.id),
        says=("Söka resa", "Insatsen ligger hos Per. Den kontakten är överförd"),
    ),
    silent("intervention_of_ended_contact", "done", GONE, replace(DONE, contact_id=GONE.id)),
    silent("intervention_of_ended_contact", "she still is one", TO_COME),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("changed", [LATE_GOAL, RESA, replace(RESA, due=None), replace(PLAN, next_review=day(-1))])
def test_what_is_late_in_the_plan_is_followed_up_there(changed: Entity) -> None:
    gap = the_gap(changed)
    assert (gap.page, gap.entry_id) == (Page.CARE_PLAN, changed.id)


def test_the_receiver_of_the_plan_is_written_on_the_page_of_the_patient() -> None:
    _, gap = gaps(record_with(UNLISTED, without=(PHYSICIAN,)))
    assert (gap.page, gap.field, gap.entry_id) == (Page.PERSON, "health_centre", PLAN.id)
