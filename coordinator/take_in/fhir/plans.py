"""Care plans with their goals and insatser, SIPs with their rows, and transitions with what was agreed for them."""

from collections.abc import Iterator
from typing import Any

from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    Intervention,
    InterventionStatus,
    PlanStatus,
    PlanType,
)
from coordinator.exchange.fhir.plan import PLAN_TYPES
from coordinator.reminder import Reminder
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.process import Sip
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.source import Found, Source, foreign_id
from coordinator.take_in.fhir.values import code_of, day, each, part, text, under_labels, words
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionTask

_PLAN_STATUS = {
    "draft": PlanStatus.DRAFT,
    "active": PlanStatus.CURRENT,
    "on-hold": PlanStatus.CURRENT,
    "revoked": PlanStatus.REPLACED,
    "completed": PlanStatus.ENDED,
}
_TASK_STATUS = {
    "draft": InterventionStatus.NOT_STARTED,
    "requested": InterventionStatus.NOT_STARTED,
    "received": InterventionStatus.NOT_STARTED,
    "accepted": InterventionStatus.NOT_STARTED,
    "ready": InterventionStatus.NOT_STARTED,
    "not-started": InterventionStatus.NOT_STARTED,
    "scheduled": InterventionStatus.NOT_STARTED,
    "in-progress": InterventionStatus.ONGOING,
    "on-hold": InterventionStatus.ONGOING,
    "completed": InterventionStatus.DONE,
    "cancelled": InterventionStatus.STOPPED,
    "rejected": InterventionStatus.STOPPED,
    "failed": InterventionStatus.STOPPED,
    "stopped": InterventionStatus.STOPPED,
}
_RESULT = {"achieved": GoalResult.REACHED, "not-achieved": GoalResult.NOT_REACHED}
_NEXT_REVIEW = "Nästa översyn"
_WITHOUT_GOAL = "Insatser utan eget mål i filen"


def care_plan(source: Source, found: Found) -> Iterator[Draft]:
    """A plan, and what is to be done that stands in the plan itself."""
    told = found.told
    if found.is_own(Sip):
        yield Draft(Sip, source.id_of(found), found.place, under_labels(Sip, told) | _own_words(found))
    elif found.is_own(TransitionPlan):
        yield Draft(
            TransitionPlan, source.id_of(found), found.place, under_labels(TransitionPlan, told) | _own_words(found)
        )
    elif found.own is None or found.is_own(CarePlan):
        yield _plan(source, found)
        yield from _activities(source, found)
    else:
        source.unread.add("CarePlan", "är märkt som något annat än en plan")


def _own_words(found: Found) -> dict[str, str]:
    return {"own_words": text(found.resource.get("description"))}


def _plan(source: Source, found: Found) -> Draft:
    resource = found.resource
    code = code_of(part(resource, "category"), PLAN_TYPES)
    review = next(
        (one for one in map(_detail, each(resource, "activity")) if words(one.get("code")) == _NEXT_REVIEW), {}
    )
    said: dict[str, Any] = {
        "plan_type": next((one for one in PlanType if one.stored == code), None),
        "status": _PLAN_STATUS.get(text(resource.get("status"))),
        "what_matters": text(resource.get("description")) if found.own else "",
        "valid_from": day(part(resource, "period", "start")),
        "established_on": day(resource.get("created")),
        "approved_by": text(part(resource, "author", "display")),
        "next_review": day(part(review, "scheduledTiming", "event")),
    }
    if not found.own:
        said["health_in_short"] = _described(found)
    return Draft(CarePlan, source.id_of(found), found.place, said | under_labels(CarePlan, found.told))


def _described(found: Found) -> str:
    """What the plan of others says in running text: its title, description and notes."""
    resource = found.resource
    notes = [text(one.get("text")) for one in each(resource, "note")]
    return "\n".join(filter(None, (text(resource.get("title")), text(resource.get("description")), *notes)))


def _detail(activity: dict[str, Any]) -> dict[str, Any]:
    detail = activity.get("detail")
    return detail if isinstance(detail, dict) else {}


def _activities(source: Source, found: Found) -> Iterator[Draft]:
    """What the plan says is to be done without a resource of its own, under a goal that says that it has none."""
    details = [
        (number, one)
        for number, one in enumerate(map(_detail, each(found.resource, "activity")))
        if one and words(one.get("code")) != _NEXT_REVIEW
    ]
    for number, one in details:
        said: dict[str, Any] = {
            "goal_id": _bare_goal_id(source, found),
            "what": text(one.get("description")) or words(one.get("code")),
            "status": _TASK_STATUS.get(text(one.get("status"))),
            "start": day(part(one, "scheduledPeriod", "start")),
            "due": day(part(one, "scheduledPeriod", "end")),
            "frequency": text(one.get("scheduledString")),
        }
        contact_id, said["responsible"] = source.party(part(one, "performer"))
        said["contact_id"] = contact_id
        yield Draft(Intervention, foreign_id(source.patient_id, f"{found.key}#{number}"), found.place, said)
    tasks = (source.to(one.get("reference")) for one in each(found.resource, "activity"))
    loose = any(one and one.own is None and one.type_name == "Task" and _goal(source, one) is None for one in tasks)
    if details or loose:
        said = {"plan_id": source.id_of(found), "need": _WITHOUT_GOAL}
        yield Draft(CareGoal, _bare_goal_id(source, found), found.place, said)


def _bare_goal_id(source: Source, plan: Found) -> Any:
    return foreign_id(source.patient_id, f"{plan.key}#insatser")


def goal(source: Source, found: Found) -> Iterator[Draft]:
    """A goal of the plan that names it; one that no plan names has no place."""
    resource = found.resource
    plan = source.pointed_from("CarePlan", "goal").get(found.url)
    if plan is None:
        source.unread.add("Mål", "hör inte till någon plan i filen")
        return
    said: dict[str, Any] = {
        "plan_id": source.id_of(plan),
        "target_date": day(part(resource, "target", "dueDate")),
        "measure": text(part(resource, "target", "detailString")),
        "result": _RESULT.get(code_of(resource.get("achievementStatus"))),
    }
    if not found.own:
        said["goal"] = words(resource.get("description"))
    yield Draft(CareGoal, source.id_of(found), found.place, said | under_labels(CareGoal, found.told))


def task(source: Source, found: Found) -> Iterator[Draft]:
    """What somebody is to do: of which kind our own say, and others are insatser of a plan."""
    if found.is_own(SipDecision):
        yield from _decision(source, found)
    elif found.is_own(Transition):
        yield _swap(source, found)
    elif found.is_own(TransitionTask):
        yield _agreed(source, found)
    elif found.is_own(Reminder):
        yield _reminder(source, found)
    elif found.own is None or found.is_own(Intervention):
        yield from _intervention(source, found)
    else:
        source.unread.add("Task", "är märkt som något annat än en insats")


def _goal(source: Source, found: Found) -> Any:
    return source.target(found.resource.get("reasonReference"), "Goal")


def _intervention(source: Source, found: Found) -> Iterator[Draft]:
    resource = found.resource
    plan = source.pointed_from("CarePlan", "reference", "activity").get(found.url)
    goal_id = _goal(source, found) or (_bare_goal_id(source, plan) if plan else None)
    if goal_id is None:
        source.unread.add("Task", "hör inte till något mål eller någon plan i filen")
        return
    contact_id, said_who = source.party(resource.get("owner"))
    said: dict[str, Any] = {
        "goal_id": goal_id,
        "what": text(resource.get("description")) or words(resource.get("code")),
        "contact_id": contact_id,
        "responsible": said_who,
        "start": day(part(resource, "executionPeriod", "start")),
        "due": day(part(resource, "restriction", "period", "end")),
        "status": _TASK_STATUS.get(text(resource.get("status"))),
    }
    told = under_labels(Intervention, found.told)
    told.pop("responsible", None)
    yield Draft(Intervention, source.id_of(found), found.place, said | told)


def _decision(source: Source, found: Found) -> Iterator[Draft]:
    plan = source.pointed_from("CarePlan", "reference", "activity").get(found.url)
    told = under_labels(SipDecision, found.told)
    told.pop("responsible", None)
    status = next((one for one in DecisionStatus if one.label == words(found.resource.get("businessStatus"))), None)
    said = {"sip_id": source.id_of(plan) if plan else None, "status": status} | told
    who = text(part(found.resource, "owner", "display"))  # who takes part goes along in words only
    yield Draft(SipDecision, source.id_of(found), found.place, said, {"responsible": who})


def _swap(source: Source, found: Found) -> Draft:
    resource = found.resource
    leaves, from_words = source.party(resource.get("requester"))
    takes_over, to_words = source.party(resource.get("owner"))
    said = under_labels(Transition, found.told) | {"contact_id": leaves, "receiver_contact_id": takes_over}
    assumed = {"from_unit": "" if leaves else from_words, "to_unit": "" if takes_over else to_words}
    return Draft(Transition, source.id_of(found), found.place, said, assumed)


def _agreed(source: Source, found: Found) -> Draft:
    of = source.target(part(found.resource, "partOf"), "Task")
    said = under_labels(TransitionTask, found.told) | {"transition_id": of}
    return Draft(TransitionTask, source.id_of(found), found.place, said)


def _reminder(source: Source, found: Found) -> Draft:
    reason = source.target(found.resource.get("reasonReference"), "Encounter", "Communication")
    said = under_labels(Reminder, found.told) | {"log_entry_id": reason}
    return Draft(Reminder, source.id_of(found), found.place, said)
