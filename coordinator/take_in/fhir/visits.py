"""Times that were booked or kept, and what the contact log tells of calls, meetings and letters.

What others have held is a time that was kept, also when it was a call: the contact log tells what the user here has
done herself, and is counted as that.
"""

from collections.abc import Iterator
from typing import Any

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.source import Found, Source
from coordinator.take_in.fhir.values import clock, day, each, moment, part, text, under_labels, words

_STATUS = {
    "proposed": AppointmentStatus.PROPOSED,
    "pending": AppointmentStatus.BOOKED,
    "booked": AppointmentStatus.BOOKED,
    "arrived": AppointmentStatus.BOOKED,
    "checked-in": AppointmentStatus.BOOKED,
    "waitlist": AppointmentStatus.PROPOSED,
    "fulfilled": AppointmentStatus.FULFILLED,
    "cancelled": AppointmentStatus.CANCELLED,
    "noshow": AppointmentStatus.NO_SHOW,
}
_HELD = ("finished", "in-progress", "arrived", "onleave", "triaged")
_CLASS = {"VR": AppointmentForm.PHONE, "HH": AppointmentForm.HOME_VISIT, "AMB": AppointmentForm.VISIT}
_COMPANION = "Följer med"


def appointment(source: Source, found: Found) -> Iterator[Draft]:
    """A time, with the day alone when no hour is said."""
    if found.own and not found.is_own(Appointment):
        yield from _meeting(source, found)
        return
    resource = found.resource
    requested = part(resource, "requestedPeriod")
    start = resource.get("start") or part(requested, "start")
    status = text(resource.get("status"))
    said: dict[str, Any] = {
        "day": day(start),
        "starts": clock(start),
        "minutes": _minutes(resource.get("minutesDuration")),
        "status": _STATUS.get(status),
        "preliminary": True if status == "pending" else None,
        "form": _form(AppointmentForm, words(resource.get("appointmentType"))),
        "preparation": text(resource.get("patientInstruction")),
    }
    if not found.own:
        said["what"] = text(resource.get("description")) or words(part(resource, "serviceType"))
    contact_id, with_whom = _met(source, found)
    said |= {"contact_id": contact_id, "with_whom": with_whom} | _told(found)
    yield Draft(Appointment, source.id_of(found), found.place, said)


def _meeting(source: Source, found: Found) -> Iterator[Draft]:
    """A meeting of a SIP, which says only when it is: it belongs to the one SIP of the file."""
    sips = [one for one in source.of("CarePlan") if one.is_own(Sip)]
    if not found.is_own(SipMeeting) or len(sips) != 1:
        source.unread.add(SipMeeting.TITLE, "filen säger inte vilken SIP det hör till")
        return
    kind = next((one for one in SipMeetingKind if one.label == text(found.resource.get("description"))), None)
    said = under_labels(SipMeeting, found.told) | {"kind": kind}
    yield Draft(SipMeeting, source.id_of(found), found.place, said, {"sip_id": source.id_of(sips[0])})


def _told(found: Found) -> dict[str, Any]:
    told = under_labels(Appointment, found.told)
    told.pop("with_whom", None)
    return told


def _met(source: Source, found: Found) -> tuple[Any, str]:
    """Whom the patient meets: the first of the others who come."""
    for one in each(found.resource, "participant"):
        reference = one.get("actor") or one.get("individual")
        target = source.to(reference)
        if (target and target.type_name in ("Patient", "Location")) or words(part(one, "type")) in (
            _COMPANION,
            "Fast vårdkontakt",
        ):
            continue
        return source.party(reference)
    return None, ""


def _minutes(value: Any) -> int | None:
    return value if type(value) is int and 0 < value <= 1440 else None


def _form(kind: type[AppointmentForm] | type[LogForm], label: str) -> Any:
    return next((one for one in kind if one.label == label), None)


def encounter(source: Source, found: Found) -> Iterator[Draft]:
    """What has taken place: of ours a line of the log or a time, as it says, of others' a time that was kept."""
    status = text(found.resource.get("status"))
    if found.is_own(ContactLogEntry):
        yield _logged(source, found)
    elif found.is_own(Appointment) or (not found.own and status in _HELD):
        yield _kept(source, found)
    else:
        source.unread.add("Encounter", "är planerade eller avbrutna, och står inte som tid eller samtal")


def _kept(source: Source, found: Found) -> Draft:
    start = part(found.resource, "period", "start")
    contact_id, with_whom = _met(source, found)
    said = {
        "day": day(start),
        "starts": clock(start),
        "minutes": None if found.own else _length(found.resource),
        "status": AppointmentStatus.FULFILLED,
        "what": "" if found.own else words(part(found.resource, "reasonCode")) or words(part(found.resource, "type")),
        "contact_id": contact_id,
        "with_whom": with_whom,
    }
    source.use(found.resource.get("serviceProvider"))
    assumed = {"form": _CLASS.get(text(part(found.resource, "class", "code")), AppointmentForm.VISIT)}
    return Draft(Appointment, source.id_of(found), found.place, said | _told(found), assumed)


def _logged(source: Source, found: Found) -> Draft:
    resource = found.resource
    contact_id, with_whom = _met(source, found)
    source.use(resource.get("serviceProvider"))
    kinds = [words(one) for one in each(resource, "type")]
    by = next((one for one in each(resource, "participant") if words(part(one, "type")) == "Fast vårdkontakt"), None)
    said: dict[str, Any] = {
        "at": moment(part(resource, "period", "start")),
        "form": next(filter(None, (_form(LogForm, one) for one in kinds)), None),
        "minutes": _length(resource),
        "contact_id": contact_id,
        "with_whom": with_whom,
        "by": text(part(by, "individual", "display")),
        "helped_with": tuple(one for one in HelpKind if one.label in kinds),
    }
    return Draft(ContactLogEntry, source.id_of(found), found.place, said | _told_of_log(found))


def _length(resource: dict[str, Any]) -> int | None:
    length = resource.get("length")
    if text(part(length, "code")) == "min":
        return _minutes(part(length, "value"))
    start, end = (moment(part(resource, "period", name)) for name in ("start", "end"))
    return _minutes(int((end - start).total_seconds()) // 60) if start and end else None


def _told_of_log(found: Found) -> dict[str, Any]:
    told = under_labels(ContactLogEntry, found.told)
    for name in ("with_whom", "at"):  # said better by an element
        told.pop(name, None)
    return told


def communication(source: Source, found: Found) -> Iterator[Draft]:
    """A message or a letter that has been sent."""
    resource = found.resource
    if text(resource.get("status")) != "completed":
        source.unread.add("Communication", "är inte avslutade")
        return
    sent = moment(resource.get("sent")) or moment(resource.get("received"))
    said: dict[str, Any] = {"at": sent, "form": _form(LogForm, words(part(resource, "medium")))}
    assumed: dict[str, Any] = {}
    if not found.own:
        payload = [text(one.get("contentString")) for one in each(resource, "payload")]
        said["what"] = "\n".join(filter(None, payload)) or words(part(resource, "reasonCode"))
        assumed["form"] = LogForm.MESSAGE
    who = found.told.get("Med", "")
    contact_id = source.titled(who) if found.own else None
    said |= {"contact_id": contact_id, "with_whom": "" if contact_id else who}
    yield Draft(ContactLogEntry, source.id_of(found), found.place, said | _told_of_log(found), assumed)
