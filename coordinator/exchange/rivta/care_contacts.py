"""GetCareContacts 3.0: what has been held, out of the contact log and among the visits.

    of both                 documentId: id; careContactStatus: "Genomförd" in words (its list is SNOMED CT)
    of a line in the log    careContactCode: form (`FORMS`); careContactReason: what, else outcome
                            careContactTimePeriod: at, and minutes after it; healthcareProfessionalName: by
                            careContactOrgUnit: the user's own unit; approvedForPatient: false, nobody has decided
    of a visit              careContactCode: form (`VISITS`); careContactReason: what
                            careContactTimePeriod: day with starts (00.00 when no hour is known), and minutes after it
                            careContactOrgUnit: unit of the contact; approvedForPatient: true, it may stand on her paper

Not carried: letters and messages, with whom, outcome and next step, place and travel. Visits to come, called off or
missed stay here: the contract would have to say with a code that they were never held.
"""

from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, LogForm
from coordinator.documents.phrases import workplace_of
from coordinator.exchange.fhir.elements import after
from coordinator.exchange.rivta.codes import CONTACT_KIND, coded, is_hsa_id, words
from coordinator.exchange.rivta.header import Sender, header
from coordinator.exchange.rivta.times import at, comes_twice, moment
from coordinator.exchange.rivta.told import told
from coordinator.exchange.rivta.writing import Values
from coordinator.protection import HIDDEN, may_show
from coordinator.record import Record
from coordinator.swedish import SWEDEN

HELD = "Genomförd"
VISIT, PHONE, OTHER = ("1", "Besök"), ("2", "Telefon"), ("5", "Annan")
FORMS = {
    LogForm.PHONE_OUT: PHONE,
    LogForm.PHONE_IN: PHONE,
    LogForm.VISIT: VISIT,
    LogForm.HOME_VISIT: VISIT,
    LogForm.MEETING: OTHER,
    LogForm.VIDEO: OTHER,
}
"""The code of each form; what is written is no meeting, and has none."""
VISITS = {
    AppointmentForm.VISIT: VISIT,
    AppointmentForm.HOME_VISIT: VISIT,
    AppointmentForm.GROUP: VISIT,
    AppointmentForm.PHONE: PHONE,
    AppointmentForm.VIDEO: OTHER,
}
_MIDNIGHT = "I filen står 00.00, som tjänstekontraktet kräver."
_TWICE = (
    "i timmen som kommer två gånger när sommartiden slutar. Filen kan inte säga vilken av dem: slutet är utelämnat."
)
_CALL, _TIME = "Kontaktloggen", "Ett besök"


def care_contacts(record: Record, of: Sender) -> tuple[list[Values], list[str]]:
    """Everything that was held, the earliest first; and what is not in the file."""
    hidden = frozenset(one.id for one in record.all(Contact) if not may_show(record, one))
    log = [one for one in record.all(ContactLogEntry) if one.contact_id not in hidden]
    visits = [one for one in record.all(Appointment) if one.on_print and one.contact_id not in hidden]
    calls = [one for one in log if one.form in FORMS]
    held = [one for one in visits if one.status is AppointmentStatus.FULFILLED]
    found = [
        *((one.at.astimezone(SWEDEN), _call(record, of, one)) for one in calls),
        *((_start(one), _visit(record, of, one)) for one in held),
    ]
    found.sort(key=lambda pair: (pair[0], pair[1]["careContactHeader"]["documentId"]))
    left = len(record.all(ContactLogEntry)) - len(log) + len(record.all(Appointment)) - len(visits)
    return [values for _, values in found], list(_notes(log, calls, visits, held, left))


def _notes(
    log: list[ContactLogEntry],
    calls: list[ContactLogEntry],
    visits: list[Appointment],
    held: list[Appointment],
    left: int,
) -> Iterator[str]:
    yield from told(
        left,
        "En kontakt eller ett besök är inte med: skyddat, eller ska inte stå på papper.",
        "kontakter eller besök är inte med: de är skyddade, eller ska inte stå på papper.",
    )
    yield from told(
        len(log) - len(calls),
        "Ett brev eller meddelande i kontaktloggen är inte med: det är ingen vårdkontakt.",
        "brev eller meddelanden i kontaktloggen är inte med: de är inga vårdkontakter.",
    )
    yield from told(
        len(visits) - len(held),
        "Ett besök som inte är genomfört är inte med.",
        "besök som inte är genomförda är inte med.",
    )
    yield from told(
        sum(one.starts is None for one in held),
        f"Ett besök har inget klockslag. {_MIDNIGHT}",
        f"besök har inget klockslag. {_MIDNIGHT}",
    )
    twice = sum(_is_unclear(one.at, one.minutes) for one in calls)
    twice += sum(one.starts is not None and _is_unclear(_start(one), one.minutes) for one in held)
    yield from told(twice, f"En kontakt ligger {_TWICE}", f"kontakter ligger {_TWICE}")
    if calls:
        yield "Kontakterna ur loggen är märkta som ej godkända att visas för patienten."


def _call(record: Record, of: Sender, one: ContactLogEntry) -> Values:
    unit = {"orgUnitHSAId": of.unit, "orgUnitName": record.actor.unit}
    body = {
        "careContactCode": _kind(FORMS[one.form]),
        "careContactReason": one.what.strip() or one.outcome,
        "careContactOrgUnit": unit if record.actor.unit.strip() else {},
        "careContactTimePeriod": _period(one.at, one.minutes, _CALL),
        "careContactStatus": words(HELD),
    }
    top = header(record, of, one.id, authored=moment(one.at, _CALL), by=one.by, for_patient=False)
    return {"careContactHeader": top, "careContactBody": body}


def _visit(record: Record, of: Sender, one: Appointment) -> Values:
    start = _start(one)
    body = {
        "careContactCode": _kind(VISITS[one.form]),
        "careContactReason": one.what,
        "careContactOrgUnit": _unit(record, one.contact_id),
        "careContactTimePeriod": _period(start, one.minutes if one.starts else None, _TIME),
        "careContactStatus": words(HELD),
    }
    top = header(record, of, one.id, authored=moment(start, _TIME), for_patient=True)
    # Who met her is not known here: the user only wrote it down.
    professional = top["accountableHealthcareProfessional"]
    for name in ("healthcareProfessionalHSAId", "healthcareProfessionalName", "healthcareProfessionalRoleCode"):
        professional.pop(name)
    return {"careContactHeader": top, "careContactBody": body}


def _kind(code: tuple[str, str]) -> Values:
    return coded(CONTACT_KIND, *code, called="KV Vårdkontakttyp")


def _start(one: Appointment) -> datetime:
    return at(one.day, one.starts or time(0), _TIME)


def _period(start: datetime, minutes: int | None, what: str) -> Values:
    """From beginning to end. Around the hour that comes twice the clock could show an end before the beginning."""
    end = None if _is_unclear(start, minutes) else after(start, minutes)
    return {"start": moment(start, what), "end": moment(end, what) if end else ""}


def _is_unclear(start: datetime, minutes: int | None) -> bool:
    end = after(start, minutes)
    return comes_twice(start) or (end is not None and comes_twice(end))


def _unit(record: Record, contact_id: UUID | None) -> Values:
    """Where it was, when the contact may stand on paper; its HSA-id only when it is that of a unit."""
    contact = next((one for one in record.all(Contact) if one.id == contact_id and one.on_print), None)
    if contact is None or contact.heading == HIDDEN:
        return {}
    place = workplace_of(contact) or (contact.heading if not contact.name.strip() else "")
    number = contact.hsa_id.strip()
    return {"orgUnitHSAId": number if is_hsa_id(number) and not contact.name.strip() else "", "orgUnitName": place}
