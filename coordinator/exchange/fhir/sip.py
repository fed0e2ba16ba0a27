"""The SIPs (samordnade individuella planer): each a CarePlan with the national code, each of its rows a Task.

Only what the plan itself says goes along. How it came to be – the assessment of the need, what was answered, who was
called and who came – and what was said of it afterwards stay here.
"""

from coordinator.careplan import PlanType
from coordinator.exchange.fhir.elements import Element, Resource, coded, concept, day, first_text, notes, period
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.plan import PLAN_OF_CARE, PLAN_TYPES
from coordinator.exchange.fhir.provenance import established
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.sip.belonging import decisions_of, participants_of, sips
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.sip.who import function_of, name_of_participant, organisation_of

_OF_THE_PLAN = (
    "number", "reason", "question", "own_words", "situation", "family_does", "nobody_else", "if_it_fails",
    "overall_huvudman", "overall_contact", "follow_up_on", "established_on", "established_by", "closed_on",
    "close_reason",
)  # fmt: skip
_IN_NOTES = tuple(name for name in _OF_THE_PLAN if name not in ("own_words", "established_on", "closed_on"))
_STATUS = {
    DecisionStatus.NOT_STARTED: "requested",
    DecisionStatus.ONGOING: "in-progress",
    DecisionStatus.DONE: "completed",
    # What was changed goes on in another way; the word for it stands beside, as it has no code.
    DecisionStatus.CHANGED: "in-progress",
}


def sip_section(links: Links) -> Section:
    """Every SIP that is a plan or on the way to one, those that are open first."""
    found = [one for one in sips(links.record) if one.is_open or one.established_on]
    told: list[Fact] = []
    plans: list[Resource] = []
    for sip in found:
        rows = decisions_of(links.record, sip.id)
        told.append((f"SIP {sip.number}", f"{sip.reason.label}. {_state(sip)}"))
        told += [("Insats", _in_short(links, one)) for one in rows]
        plans += [_plan(links, sip, rows), *(_task(links, one) for one in rows)]
        plans += established(links, sip, by=sip.established_by, on=sip.established_on)
    return Section(PlanType.SIP.label, tuple(told), tuple(plans), loinc=PLAN_OF_CARE)


def _state(sip: Sip) -> str:
    if sip.closed_on:
        return f"Avslutad {sip.closed_on.isoformat()}"
    return f"Upprättad {sip.established_on.isoformat()}" if sip.established_on else "Utkast"


def _status(sip: Sip) -> str:
    if sip.closed_on:
        return (
            "revoked" if sip.close_reason in (SipCloseReason.REPLACED, SipCloseReason.CONSENT_REVOKED) else "completed"
        )
    return "active" if sip.established_on else "draft"


def _plan(links: Links, sip: Sip, rows: list[SipDecision]) -> Resource:
    title = f"{PlanType.SIP.label} {sip.number}"
    body = {
        "status": _status(sip),
        "intent": "plan",
        "category": [concept(PlanType.SIP.label, coded(PLAN_TYPES, PlanType.SIP.stored, PlanType.SIP.label))],
        "title": title,
        "description": sip.own_words,
        "subject": links.patient,
        "period": period(sip.established_on, sip.closed_on),
        "created": day(sip.established_on),
        "author": {"display": sip.established_by},
        "contributor": [_party(links, one) for one in participants_of(links.record, sip.id)],
        "activity": [{"reference": links.to(one.KIND, one.id)} for one in rows],
        "note": notes(*facts_of(sip, only=_IN_NOTES)),
    }
    told = [*facts_of(sip, only=_OF_THE_PLAN), *_who_takes_part(links, sip)]
    return links.of("CarePlan", sip, body, title=title, facts=told)


def _party(links: Links, one: SipParticipant) -> Element:
    """Who takes part: the patient, the contact where it stands in the document, else the words."""
    if one.part is SipPart.PATIENT:
        return links.patient
    if one.contact_id is not None:
        return links.party(one.contact_id)  # of a contact that stands on no paper of hers no word goes along either
    return links.party(None, ", ".join(filter(None, _words(links, one))))


def _words(links: Links, one: SipParticipant) -> tuple[str, str, str]:
    record = links.record
    return name_of_participant(record, one), function_of(record, one), organisation_of(record, one)


def _who_takes_part(links: Links, sip: Sip) -> list[Fact]:
    found = (_party(links, one).get("display", "") for one in participants_of(links.record, sip.id))
    return [("Deltar", words) for words in found if words]


def _owner(links: Links, one: SipDecision) -> Element:
    known = one.participant(links.record)
    return _party(links, known) if known is not None else {"display": one.responsible.strip()}


def _in_short(links: Links, one: SipDecision) -> str:
    who = _owner(links, one).get("display", "")
    due = f"Klart senast: {one.due.isoformat()}" if one.due else ""
    return ". ".join(part for part in (one.heading.rstrip("."), f"Ansvarig: {who}" if who else "", due) if part)


def _task(links: Links, one: SipDecision) -> Resource:
    owner = _owner(links, one)
    title = first_text(one.heading, one.TITLE)
    body = {
        "status": _STATUS[one.status],
        "businessStatus": concept(one.status.label),
        "intent": "plan",
        "description": title,
        "for": links.patient,
        "executionPeriod": period(one.start, None),
        "owner": owner,
        "note": notes(*facts_of(one, only=("area", "need", "goal", "huvudman", "result", "followed_up_on"))),
        "restriction": {"period": period(None, one.due)},
    }
    told: list[Fact] = [("Ansvarig", owner.get("display", "")), *facts_of(one, without=("responsible",))]
    return links.of("Task", one, body, title=title, facts=told)
