"""Visits and booked times, said so that no hour and no length is made up."""

from datetime import date, datetime

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.exchange.fhir.elements import Element, Resource, after, concept, day, first_text, moment
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.record import Record
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.process import Sip
from coordinator.swedish import SWEDEN

_STATUS = {
    AppointmentStatus.PROPOSED: "proposed",
    AppointmentStatus.BOOKED: "booked",
    AppointmentStatus.FULFILLED: "fulfilled",
    AppointmentStatus.CANCELLED: "cancelled",
    AppointmentStatus.NO_SHOW: "noshow",
}
_ANSWER = {AppointmentStatus.PROPOSED: "needs-action", AppointmentStatus.CANCELLED: "declined"}


def visits_section(links: Links) -> Section:
    """Every time, the earliest first; then the meetings of a SIP that are booked and have not been."""
    found = sorted(links.nameable(Appointment), key=lambda one: (one.day, one.starts is not None, str(one.starts)))
    told: list[Fact] = [(one.day.isoformat(), _in_short(links, one)) for one in found]
    meetings = [(one, one.day) for one in links.record.all(SipMeeting) if one.day and _is_ahead(links.record, one)]
    told += [(on.isoformat(), one.kind.label) for one, on in meetings]
    resources = (*(_resource(links, one) for one in found), *(_meeting(links, one, on) for one, on in meetings))
    return Section("Besök och bokade tider", tuple(told), resources)


def _is_ahead(record: Record, one: SipMeeting) -> bool:
    """Whether she has it before her: it is hers to come to, as any other booked time."""
    goes_on = any(sip.id == one.sip_id and sip.is_open for sip in record.all(Sip))
    return goes_on and one.held_on is None and one.day is not None and one.day >= record.today


def _meeting(links: Links, one: SipMeeting, on: date) -> Resource:
    """The time of a meeting; where it is, what it is about and who else is called is told to those who are called."""
    times = _times(one.starts, one.minutes)
    body = {
        "status": "booked" if times else "proposed",
        "appointmentType": concept(one.TITLE),
        "description": one.kind.label,
        **(times or {"requestedPeriod": [_requested(on, one.starts)]}),
        "participant": [{"actor": links.patient, "status": "needs-action"}],
    }
    return links.of("Appointment", one, body, title=one.kind.label, facts=facts_of(one, only=("day", "at", "minutes")))


def visit_class(*, home: bool = False, at_distance: bool = False) -> Element:
    """How patient and care meet: at home, at a distance or in the rooms of the care (v3-ActCode)."""
    code, display = ("HH", "home health") if home else ("VR", "virtual") if at_distance else ("AMB", "ambulatory")
    return {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": code, "display": display}


def _in_short(links: Links, one: Appointment) -> str:
    who = links.party(one.contact_id, one.with_whom).get("display", "")
    clock = f"kl. {one.starts:%H.%M}" if one.starts else ""
    unsure = "preliminär" if one.preliminary else ""
    return ", ".join(part for part in (clock, _what(one), who, one.status.label.lower(), unsure) if part)


def _what(one: Appointment) -> str:
    return first_text(one.what, one.form.label)


def _resource(links: Links, one: Appointment) -> Resource:
    """One time: an Appointment, or the Encounter it became when it took place at an hour nobody wrote down.

    R4 lets only a proposed, cancelled or wait-listed appointment be without start and end (invariant app-3), but people
    are told "Tuesday" or "at ten", and often no length. Nothing is made up then: a length that nobody has said would
    stand in another calendar as a fact. A booked time is then sent as "proposed" with the day as requestedPeriod: a
    receiver asks instead of trusting, the participants' answers still say that it is accepted, and the comment says
    that it is booked. One that was missed is "cancelled" with the reason.
    """
    times = _times(_start(one), one.minutes)
    if one.status is AppointmentStatus.FULFILLED and not times:
        return _encounter(links, one)
    return _appointment(links, one, times)


def _encounter(links: Links, one: Appointment) -> Resource:
    who = links.party(one.contact_id, one.with_whom)
    at_distance = one.form in (AppointmentForm.VIDEO, AppointmentForm.PHONE)
    body = {
        "status": "finished",
        "class": visit_class(home=one.form is AppointmentForm.HOME_VISIT, at_distance=at_distance),
        "type": [concept(one.form.label)],
        "subject": links.patient,
        "participant": [{"individual": who}],
        "period": _requested(one.day, _start(one)),
        "reasonCode": [concept(_what(one))],
    }
    return links.of("Encounter", one, body, title=_what(one), facts=_facts(links, one))


def _appointment(links: Links, one: Appointment, times: Element) -> Resource:
    status = _STATUS[one.status]
    if one.status is AppointmentStatus.BOOKED and one.preliminary:
        status = "pending"
    if not times and status not in ("proposed", "cancelled"):
        status = "cancelled" if status == "noshow" else "proposed"
    missed = one.status is AppointmentStatus.NO_SHOW
    told = "" if times else f"{one.status.label}. Klockslag eller längd är inte känd. Dag: {one.day.isoformat()}."
    body = {
        "status": status,
        # Beside "noshow" it may not stand: the rule (app-4) spells that status in another way than the list does.
        "cancelationReason": concept(one.status.label) if missed and status == "cancelled" else None,
        "appointmentType": concept(one.form.label),
        "description": _what(one),
        **(times or {"requestedPeriod": [_requested(one.day, _start(one))]}),
        "comment": told,
        "patientInstruction": first_text(one.preparation),
        "participant": _participants(links, one),
    }
    return links.of("Appointment", one, body, title=_what(one), facts=_facts(links, one))


def _facts(links: Links, one: Appointment) -> list[Fact]:
    return [
        ("Med", links.party(one.contact_id, one.with_whom).get("display", "")),
        *facts_of(one, without=("with_whom",)),
    ]


def _participants(links: Links, one: Appointment) -> list[Element]:
    """The patient, whom she meets and who comes along, each with an answer or with the lack of one."""
    answer = _ANSWER.get(one.status, "tentative" if one.preliminary else "accepted")
    who = links.party(one.contact_id, one.with_whom)
    found: list[Element] = [{"actor": links.patient, "status": answer}]
    if first_text(who.get("display", "")):
        found.append({"actor": who, "status": answer})
    if one.companion.strip():
        # A companion has a name and an errand, but gave nobody an answer that the record knows of.
        found.append({"type": [concept("Följer med")], "actor": {"display": one.companion}, "status": "needs-action"})
    return found


def _start(one: Appointment) -> datetime | None:
    return datetime.combine(one.day, one.starts, SWEDEN) if one.starts else None


def _times(start: datetime | None, minutes: int | None) -> Element:
    """Start, end and length; nothing unless both hour and length are known."""
    end = after(start, minutes) if start else None
    if start is None or end is None:
        return {}
    return {"start": moment(start), "end": moment(end), "minutesDuration": minutes}


def _requested(on: date, start: datetime | None) -> Element:
    """The hour it begins, where that is known, else the day, never both: they cannot be compared (per-1)."""
    return {"start": moment(start)} if start else {"start": day(on), "end": day(on)}
