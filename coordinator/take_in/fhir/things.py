"""Referrals, assistive devices, consents and answered checklists."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from coordinator.consent import Consent, ConsentGiver, ConsentPurpose
from coordinator.device import AssistiveDevice
from coordinator.referral import Referral, ReferralStatus
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.source import Found, Source, name_of, own_id
from coordinator.take_in.fhir.values import day, each, noted, part, text, under_labels, words
from coordinator.transition.checklist import Ability, ChecklistAnswer, ChecklistRound

_REQUEST = {
    "draft": ReferralStatus.TO_BE_WRITTEN,
    "active": ReferralStatus.SENT,
    "on-hold": ReferralStatus.SENT,
    "completed": ReferralStatus.ANSWERED,
    "revoked": ReferralStatus.CANCELLED,
}
_PROGRESS = {
    "draft": ReferralStatus.TO_BE_WRITTEN,
    "requested": ReferralStatus.SENT,
    "received": ReferralStatus.RECEIVED,
    "accepted": ReferralStatus.RECEIVED,
    "in-progress": ReferralStatus.IN_PROGRESS,
    "completed": ReferralStatus.ANSWERED,
    "cancelled": ReferralStatus.CANCELLED,
    "rejected": ReferralStatus.REJECTED,
}
_INVENTORY = "Inventarienummer"


def referral(source: Source, found: Found) -> Iterator[Draft]:
    """A request, and how far the task of answering it has come."""
    resource = found.resource
    progress = source.pointed_from("Task", "focus").get(found.url)
    task = progress.resource if progress else {}
    to, to_words = source.party(part(resource, "performer"))
    requester = source.to(resource.get("requester"))
    own = requester is source.patient
    sender, sender_words = (None, "") if own else source.party(resource.get("requester"))
    said: dict[str, Any] = {
        "contact_id": to,
        "to": to_words,
        "from_contact_id": sender,
        "sent_by": sender_words,
        "own_request": True if own else None,
        "question": words(part(resource, "reasonCode")) or ("" if found.own else words(resource.get("code"))),
        "status": _PROGRESS.get(text(task.get("status"))) or _REQUEST.get(text(resource.get("status"))),
        "sent_on": day(resource.get("authoredOn")),
        "expected_answer": day(part(task, "restriction", "period", "end")),
        "answered_on": day(part(task, "executionPeriod", "end")),
        "answer": text(part(task, "output", "valueString")),
    }
    told = under_labels(Referral, found.told)
    for name in ("to", "sent_by"):
        told.pop(name, None)
    yield Draft(Referral, source.id_of(found), found.place, said | told)


def device(source: Source, found: Found) -> Iterator[Draft]:
    """Something the patient has; the thing itself stands in a resource behind its use."""
    thing = found if found.type_name == "Device" else source.use(found.resource.get("device"))
    resource = thing.resource if thing else {}
    own = found.own is not None
    owner = text(part(resource, "owner", "display"))
    contact_id = source.titled(owner) if own else None
    timing = found.resource.get("timingPeriod")
    label = next((one for one in each(resource, "identifier") if words(one.get("type")) == _INVENTORY), None)
    said: dict[str, Any] = {
        "model": text(resource.get("modelNumber")),
        "inventory_number": text(part(label, "value")) or ("" if own else text(resource.get("serialNumber"))),
        "phone_when_broken": text(part(resource, "contact", "value")),
        "received_on": day(part(timing, "start")),
        "returned_on": day(part(timing, "end")),
        "contact_id": contact_id,
        "responsible": "" if contact_id else owner,
        **(under_labels(AssistiveDevice, noted(resource)) if own else {}),
    }
    if not own:
        shown = text(part(found.resource, "device", "display"))
        said["name"] = (
            text(part(resource, "deviceName", "name")) or shown or words(resource.get("type")) or name_of(resource)
        )
    told = under_labels(AssistiveDevice, found.told)
    told.pop("responsible", None)
    yield Draft(AssistiveDevice, source.id_of(found), found.place, said | told)


def consent(source: Source, found: Found) -> Iterator[Draft]:
    """A consent: what it covers, to whom and until when. One without a last day has none that we can keep."""
    resource = found.resource
    provision = resource.get("provision")
    denied = next((one for one in each(provision, "provision") if text(one.get("type")) == "deny"), {})
    own = source.to(part(resource, "performer")) is source.patient
    purpose = next((one for one in ConsentPurpose if one.label == words(part(resource, "category"))), None)
    last = day(part(provision, "period", "end"))
    said: dict[str, Any] = {
        "purpose": purpose,
        "given_by": text(part(resource, "performer", "display")),
        "giver": ConsentGiver.PATIENT if own else None,
        "given_on": day(resource.get("dateTime")) or day(part(provision, "period", "start")),
        "recipients": _recipients(provision),
        "covers": words(part(provision, "code")),
        "excludes": words(part(denied, "code")),
        "valid_until": last,
    }
    assumed: dict[str, Any] = {"purpose": ConsentPurpose.OTHER}
    if own:
        said["given_by"] = ""
        assumed["given_by"] = "Patienten"
    if found.own:
        for name in ("recipients", "valid_until"):  # the first as it reads today, the last before a day it was revoked
            assumed[name] = said.pop(name)
    elif text(resource.get("status")) != "active":
        source.unread.add(Consent.TITLE, "gäller inte längre, eller är inte klara")
        return
    told = under_labels(Consent, found.told)
    if own:
        told.pop("given_by", None)
    yield Draft(Consent, source.id_of(found), found.place, said | told, assumed)


def _recipients(provision: Any) -> str:
    shown = (text(part(one, "reference", "display")) for one in each(provision, "actor"))
    return ", ".join(filter(None, shown))


def checklist(source: Source, found: Found) -> Iterator[Draft]:
    """Our own checklist with its answers. What others have asked has questions of its own, and no place."""
    if not found.is_own(ChecklistRound):
        source.unread.add("QuestionnaireResponse")
        return
    answered: date | None = day(found.resource.get("authored"))
    said = under_labels(ChecklistRound, found.told) | {"answered_on": answered}
    yield Draft(ChecklistRound, source.id_of(found), found.place, said)
    for group in each(found.resource, "item"):
        for one in each(group, "item"):
            entry_id = own_id(one.get("id"))
            label = text(part(one, "answer", "valueString"))
            answer = next((each_ for each_ in Ability if each_.label == label), None)
            if entry_id is None or answer is None:
                source.unread.add(ChecklistAnswer.TITLE, "går inte att läsa")
                continue
            values = {"round_id": source.id_of(found), "question": text(one.get("linkId")), "answer": answer}
            yield Draft(ChecklistAnswer, entry_id, found.place, values)
