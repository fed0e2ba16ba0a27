"""The care plans: goals in the patient's words, who does what by when, and the papers that were handed out."""

from base64 import b64encode
from hashlib import sha1

from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    HandedOutPlan,
    Intervention,
    InterventionStatus,
    PlanStatus,
    goals_of,
    interventions_of,
)
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import Knowledge
from coordinator.exchange.fhir.contacts import CARE_TEAM
from coordinator.exchange.fhir.elements import (
    LOINC,
    Element,
    Resource,
    coded,
    concept,
    day,
    first_text,
    hl7,
    notes,
    period,
)
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.provenance import established
from coordinator.exchange.fhir.section import Section, lines, why_empty
from coordinator.exchange.fhir.text import Fact, facts_of

PLAN_OF_CARE = ("18776-5", "Plan of care note")
PLAN_TYPES = "https://fhir.inera.se/CodeSystem/typeofcareplan-cs"
_PLAN_STATUS = {
    PlanStatus.DRAFT: "draft",
    PlanStatus.CURRENT: "active",
    PlanStatus.REPLACED: "revoked",
    PlanStatus.ENDED: "completed",
}
_TASK_STATUS = {
    InterventionStatus.NOT_STARTED: "requested",
    InterventionStatus.ONGOING: "in-progress",
    InterventionStatus.DONE: "completed",
    InterventionStatus.STOPPED: "cancelled",
}
_ACHIEVED = {
    GoalResult.REACHED: ("achieved", "Achieved"),
    GoalResult.NOT_REACHED: ("not-achieved", "Not Achieved"),
    # Partly reached has no code: it is said in words alone.
    GoalResult.PARTLY: ("", ""),
}


def plan_section(links: Links) -> Section:
    """The plans with their insatser and the papers handed out."""
    plans, tasks, copies = links.among(CarePlan), links.among(Intervention), links.among(HandedOutPlan)
    told = lines(f"{one.plan_type.label}: {one.status.label.lower()}. {one.what_matters.strip()}" for one in plans)
    told += tuple(("Insats", _task_in_short(links, one)) for one in tasks)
    told += lines(_copy_title(one) for one in copies)
    return Section(
        "Vårdplan",
        told,
        (
            *(_plan(links, one) for one in plans),
            *(
                told_by
                for one in plans
                for told_by in established(links, one, by=one.approved_by, on=one.established_on)
            ),
            *(_task(links, one) for one in tasks),
            *(_copy(links, one) for one in copies),
        ),
        loinc=PLAN_OF_CARE,
        empty=why_empty(Knowledge.SOME, "Ingen vårdplan är skriven än"),
    )


def goals_section(links: Links) -> Section:
    """The goals, in the words of the plan."""
    found = links.among(CareGoal)
    told = lines(_goal_words(one) for one in found)
    return Section("Mål", told, tuple(_goal(links, one) for one in found), loinc=("61146-7", "Goals"))


def _plan(links: Links, one: CarePlan) -> Resource:
    goals = goals_of(links.record, one)
    tasks = [task for goal in goals for task in interventions_of(links.record, goal)]
    copies = [copy for copy in links.among(HandedOutPlan) if copy.plan_id == one.id]
    conditions = [found for found in links.among(RareCondition) if found.certainty is not Certainty.RULED_OUT]
    body = {
        "status": _PLAN_STATUS[one.status],
        "intent": "plan",
        "category": [concept(one.plan_type.label, coded(PLAN_TYPES, one.plan_type.stored, one.plan_type.label))],
        "title": one.plan_type.label,
        "description": one.what_matters,
        "subject": links.patient,
        "period": period(one.valid_from, None),
        "created": day(one.established_on),
        "author": {"display": one.approved_by},
        "careTeam": [links.to(CARE_TEAM, links.record.patient_id)] if links.contacts else [],
        "addresses": [links.to(found.KIND, found.id, found.text) for found in conditions],
        "supportingInfo": [links.to(copy.KIND, copy.id, _copy_title(copy)) for copy in copies],
        "goal": [links.to(goal.KIND, goal.id) for goal in goals],
        # Each insats is a Task of its own, so `detail` must not stand beside it (invariant cpl-3).
        "activity": [*({"reference": links.to(task.KIND, task.id)} for task in tasks), *_review(one)],
        "note": notes(*facts_of(one, only=_PLAN_TEXTS)),
    }
    return links.of("CarePlan", one, body, title=one.plan_type.label)


def _review(one: CarePlan) -> list[Element]:
    """The next time the plan is gone through: the one recurring check that the record has as a day."""
    if one.next_review is None:
        return []
    goes_on = one.status in (PlanStatus.DRAFT, PlanStatus.CURRENT)
    detail = {
        "code": concept("Nästa översyn"),
        "status": "scheduled" if goes_on else "unknown",
        "scheduledTiming": {"event": [day(one.next_review)]},
    }
    return [{"detail": detail}]


_PLAN_TEXTS = (
    "health_in_short", "strengths_and_obstacles", "self_care", "check_ups", "turn_to_daytime", "turn_to_daytime_phone",
    "turn_to_evening", "turn_to_evening_phone", "turn_to_urgent", "turn_to_urgent_phone", "if_worse", "participants",
)  # fmt: skip


def _goal_words(one: CareGoal) -> str:
    return first_text(one.goal, one.need, one.TITLE)


def _goal(links: Links, one: CareGoal) -> Resource:
    body = {
        "lifecycleStatus": _goal_status(links, one),
        "achievementStatus": _achieved(one),
        "category": [concept(one.horizon.label)],
        "description": concept(_goal_words(one)),
        "subject": links.patient,
        "target": [_target(one)],
        "expressedBy": links.patient,
        "note": notes(*facts_of(one, only=("need", "own_actions", "follow_up", "result_note"))),
    }
    return links.of("Goal", one, body, title=_goal_words(one))


def _goal_status(links: Links, one: CareGoal) -> str:
    """Where the goal is in its life: it follows its plan, and is over when it is reached."""
    of_plan = next((plan.status for plan in links.record.all(CarePlan) if plan.id == one.plan_id), PlanStatus.ENDED)
    if one.result is GoalResult.REACHED or of_plan in (PlanStatus.REPLACED, PlanStatus.ENDED):
        return "completed"
    return "proposed" if of_plan is PlanStatus.DRAFT else "active"


def _achieved(one: CareGoal) -> Element | None:
    if one.result not in _ACHIEVED:
        return None
    return concept(one.result.label, coded(hl7("goal-achievement"), *_ACHIEVED[one.result]))


def _target(one: CareGoal) -> Element:
    """How one sees that the goal is reached, and by when; `detail` needs a `measure` beside it (invariant gol-1)."""
    measured = bool(one.measure.strip())
    return {
        "measure": concept("Så vet vi att målet är nått") if measured else None,
        "detailString": one.measure if measured else None,
        "dueDate": day(one.target_date),
    }


def _task_in_short(links: Links, one: Intervention) -> str:
    who = links.party(one.contact_id, one.responsible).get("display", "")
    due = f"Klart senast: {one.due.isoformat()}" if one.due else ""
    return ". ".join(part for part in (one.what.strip().rstrip("."), f"Ansvarig: {who}" if who else "", due) if part)


def _task(links: Links, one: Intervention) -> Resource:
    owner = links.party(one.contact_id, one.responsible)
    goal = next((goal for goal in links.among(CareGoal) if goal.id == one.goal_id), None)
    body = {
        "status": _TASK_STATUS[one.status],
        "intent": "plan",
        "description": one.what,
        "for": links.patient,
        "executionPeriod": period(one.start, None),
        "owner": owner,
        "reasonReference": links.to(goal.KIND, goal.id, _goal_words(goal)) if goal else None,
        "note": notes(*facts_of(one, only=("frequency", "huvudman", "follow_up", "result"))),
        "restriction": {"period": period(None, one.due)},
    }
    told: list[Fact] = [("Ansvarig", owner.get("display", "")), *facts_of(one, without=("responsible",))]
    return links.of("Task", one, body, title=first_text(one.what, one.TITLE), facts=told)


def _copy_title(one: HandedOutPlan) -> str:
    return f"Utlämnad vårdplan, version {one.number}, {one.handed_out_on.isoformat()}"


def _copy(links: Links, one: HandedOutPlan) -> Resource:
    """That a paper was handed out, with the size and hash of its stored form, but not what stood on it.

    What was true then may since be wrong, protected or unwanted on paper. Who keeps the stored form can show with the
    hash that it is the one; FHIR asks for SHA-1, which is no more than a fingerprint here.
    """
    newest = max(copy.number for copy in links.record.all(HandedOutPlan))
    stored = one.document.encode()
    body = {
        "status": "current" if one.number == newest else "superseded",
        "docStatus": "final",
        "type": concept("Vårdplan", coded(LOINC, *PLAN_OF_CARE)),
        "subject": links.patient,
        "author": [{"display": one.handed_out_by}],
        "content": [
            {
                "attachment": {
                    "contentType": "application/json" if stored else None,
                    "language": "sv-SE",
                    "size": len(stored) or None,
                    "hash": b64encode(sha1(stored, usedforsecurity=False).digest()).decode() if stored else None,
                    "title": _copy_title(one),
                    "creation": day(one.handed_out_on),
                }
            }
        ],
    }
    facts = facts_of(one, without=("document",))
    return links.of("DocumentReference", one, body, title=_copy_title(one), facts=facts)
