"""The transitions: the plan as a CarePlan, each swap as a Task to the one who takes over, each agreement a part of it,
and the checklist as it was answered.

What the physician has summed up, what the receiver is told and the risks are on papers of their own and stay here.
"""

from collections.abc import Iterator

from coordinator.documents.transition_rows import Party, receiver, sender, swaps_to_print, title_of_swap, way_back
from coordinator.exchange.fhir.checklists import checklists, checklists_told
from coordinator.exchange.fhir.elements import Element, Resource, concept, day, first_text, notes, period
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.plan import PLAN_OF_CARE
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.transition.belonging import follow_ups_of, plan_of, tasks_of
from coordinator.transition.days import swap_day
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition, TransitionTask

_OF_THE_PLAN = ("track", "coordinator", "begun_on", "own_words", "family_words", "closed_on")
_OF_A_SWAP = (
    "kind", "same_unit", "coordinator", "referral_sent_on", "referral_confirmed_on", "joint_meeting_on",
    "joint_meeting_held_on",
    "last_visit_on", "acknowledged_on", "acknowledged_by", "first_visit_on", "first_visit_done_on", "completed_on",
    "completed_by",
)  # fmt: skip
_STATUS = {
    SwapState.SAME: "completed",
    SwapState.HOLE: "draft",
    SwapState.NAMED: "requested",
    SwapState.ACKNOWLEDGED: "accepted",
    SwapState.VISITED: "in-progress",
    SwapState.DONE: "completed",
    SwapState.DROPPED: "cancelled",
}


def transition_section(links: Links) -> Section:
    """The plan, if there is one, and every swap that stands on paper with what was agreed for it."""
    record = links.record
    plan, swaps = plan_of(record), swaps_to_print(record)
    told: list[Fact] = []
    found: list[Resource] = []
    for one in swaps:
        tasks = tasks_of(record, one.id)
        told.append((title_of_swap(record, one), _in_short(links, one)))
        found += [_swap(links, one, plan), *(_task(links, task, one) for task in tasks)]
    general = tasks_of(record, None) if plan else []
    found += [_task(links, task, None) for task in general]
    if plan:
        found.insert(0, _plan(links, plan, swaps, general))
    told += checklists_told(links)
    found += checklists(links)
    title = plan.heading if plan else "Övergångar"
    return Section(title, tuple(told), tuple(found), loinc=PLAN_OF_CARE)


def _plan(links: Links, plan: TransitionPlan, swaps: list[Transition], general: list[TransitionTask]) -> Resource:
    body = {
        "status": "active" if plan.is_open else "completed",
        "intent": "plan",
        "category": [concept(plan.heading)],
        "title": plan.heading,
        "description": plan.own_words,
        "subject": links.patient,
        "period": period(plan.begun_on, plan.closed_on),
        "created": day(plan.begun_on),
        "contributor": [{"display": plan.coordinator}],
        "activity": [{"reference": links.to(one.KIND, one.id)} for one in (*swaps, *general)],
        "note": notes(*facts_of(plan, only=("track", "family_words"))),
    }
    return links.of("CarePlan", plan, body, title=plan.heading, facts=facts_of(plan, only=_OF_THE_PLAN))


def _swap(links: Links, one: Transition, plan: TransitionPlan | None) -> Resource:
    state, title = state_of(one), title_of_swap(links.record, one)
    takes_over = None if one.same_unit else receiver(links.record, one)
    owner = _party(links, takes_over, one.receiver_contact_id)
    leaves = _party(links, sender(links.record, one), one.contact_id)
    told = [*facts_of(one, only=_OF_A_SWAP), *_besides(links, one, takes_over)]
    body = {
        "basedOn": [links.to(plan.KIND, plan.id)] if plan else [],
        "status": _STATUS[state],
        "businessStatus": concept(state.label),
        "intent": "plan",
        "description": title,
        "for": links.patient,
        "requester": leaves,
        "owner": owner,
        "note": notes(*told),
        "restriction": {"period": period(None, swap_day(links.record, one))},
    }
    parties = [("Lämnas av", leaves.get("display", "")), ("Tas över av", owner.get("display", ""))]
    return links.of("Task", one, body, title=title, facts=[*parties, *told])


def _besides(links: Links, one: Transition, takes_over: Party | None) -> Iterator[Fact]:
    """What is told in words of our own: numbers that may be told, and how it is followed up."""
    yield "Mottagarens telefon", takes_over.phone if takes_over else ""
    yield "Väg tillbaka", way_back(links.record, one)
    for each in follow_ups_of(links.record, one.id):
        done = f", gjord {each.done_on.isoformat()}" if each.done_on else ""
        yield each.heading, f"{each.due_on.isoformat()}{done}"


def _party(links: Links, who: Party | None, contact_id: object) -> Element:
    """The contact where it stands in the document, else the words that may be said."""
    known = next((one for one in links.contacts.values() if one.id == contact_id), None)
    words = ", ".join(filter(None, (who.title, who.place))) if who else ""
    return links.party(known.id if known else None, words)


def _in_short(links: Links, one: Transition) -> str:
    who = receiver(links.record, one)
    when = swap_day(links.record, one)
    parts = [
        state_of(one).label,
        f"Tas över av: {who.title}" if who else "",
        f"Dag: {when.isoformat()}" if when else "",
    ]
    return ". ".join(filter(None, parts))


def _task(links: Links, one: TransitionTask, of: Transition | None) -> Resource:
    title = first_text(one.what, one.TITLE)
    body = {
        "partOf": [links.to(of.KIND, of.id)] if of else [],
        "status": "cancelled" if one.not_needed.strip() else "completed" if one.done_on else "requested",
        "statusReason": concept(one.not_needed) if one.not_needed.strip() else None,
        "intent": "plan",
        "description": title,
        "for": links.patient,
        "owner": {"display": one.who},
        "restriction": {"period": period(None, one.due_on)},
    }
    return links.of("Task", one, body, title=title, facts=facts_of(one, without=("task",)))
