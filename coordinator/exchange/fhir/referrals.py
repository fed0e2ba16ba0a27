"""Referrals: the request, and how far it has come."""

from coordinator.exchange.fhir.elements import Element, Resource, concept, day, first_text, period
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.referral import Referral, ReferralStatus

_PROGRESS = "referral.task"
_REQUEST_STATUS = {
    ReferralStatus.TO_BE_WRITTEN: "draft",
    ReferralStatus.SENT: "active",
    ReferralStatus.RECEIVED: "active",
    ReferralStatus.IN_PROGRESS: "active",
    ReferralStatus.ANSWERED: "completed",
    ReferralStatus.CANCELLED: "revoked",
    ReferralStatus.REJECTED: "revoked",
}
_TASK_STATUS = {
    ReferralStatus.TO_BE_WRITTEN: "draft",
    ReferralStatus.SENT: "requested",
    ReferralStatus.RECEIVED: "received",
    ReferralStatus.IN_PROGRESS: "in-progress",
    ReferralStatus.ANSWERED: "completed",
    ReferralStatus.CANCELLED: "cancelled",
    ReferralStatus.REJECTED: "rejected",
}


def referrals_section(links: Links) -> Section:
    """Every referral, those that wait for an answer first; each as a request and the task of answering it."""
    found = sorted(links.nameable(Referral), key=lambda one: not one.is_open)
    told: tuple[Fact, ...] = tuple((_title(links, one), _in_short(one)) for one in found)
    resources = tuple(part for one in found for part in (_request(links, one), _progress(links, one)))
    return Section("Remisser", told, resources)


def _title(links: Links, one: Referral) -> str:
    return " till ".join(part for part in ("Remiss", _receiver(links, one).get("display", "")) if part)


def _in_short(one: Referral) -> str:
    expected = f"Svar väntas {one.expected_answer.isoformat()}" if one.expected_answer else ""
    return ". ".join(part for part in (one.status.label, expected, one.question.strip()) if part)


def _receiver(links: Links, one: Referral) -> Element:
    return links.party(one.contact_id, one.to)


def _sender(links: Links, one: Referral) -> Element:
    return links.patient if one.own_request else links.party(one.from_contact_id, one.sent_by)


def _request(links: Links, one: Referral) -> Resource:
    receiver, sender = _receiver(links, one), _sender(links, one)
    body = {
        "status": _REQUEST_STATUS[one.status],
        "intent": "order",
        "category": [concept("Egen vårdbegäran" if one.own_request else "Remiss")],
        "subject": links.patient,
        "authoredOn": day(one.sent_on),
        "requester": sender,
        "performer": [receiver],
        "reasonCode": [concept(one.question)],
    }
    told: list[Fact] = [
        ("Till", receiver.get("display", "")),
        ("Från", links.party(one.from_contact_id, one.sent_by).get("display", "")),
        *facts_of(one, without=("to", "sent_by")),
    ]
    return links.of("ServiceRequest", one, body, title=_title(links, one), facts=told)


def _progress(links: Links, one: Referral) -> Resource:
    """The steps of the national contract for requests, as a Task about the request."""
    body = {
        "status": _TASK_STATUS[one.status],
        "businessStatus": concept(one.status.label),
        "intent": "order",
        "focus": links.to(one.KIND, one.id),
        "for": links.patient,
        "executionPeriod": period(None, one.answered_on),
        "authoredOn": day(one.sent_on),
        "requester": _sender(links, one),
        "owner": _receiver(links, one),
        "restriction": {"period": period(None, one.expected_answer)},
        "output": [{"type": concept("Svar i korthet"), "valueString": one.answer}] if first_text(one.answer) else [],
    }
    return links.resource("Task", _PROGRESS, one.id, body)
