"""GetCareManagers 1.0: the patient's contacts, now and before, each with the assignment in law it holds.

    code                    the assignment ("Fast vårdkontakt"); else role, else category: in words
    practitioner            hsaId: hsa_id of a contact with a person's name, else `LOCAL_ID` with the id of the contact
                            name: name; qualification: role, beside an assignment
    period                  of the assignment: start – end; of a contact: the first and last day the record tells of it
    externalNotes           "Telefontid: …", "Säker kanal: …", "Ansvarar för: …", a line each, as on her paper
    managingCareGiver/Unit  ours, who keep the list
    careProvidingCareUnit   hsaId: hsa_id of a contact without a person's name, else `LOCAL_ID` with "/enhet"
                            name: unit, organisation
    contact/telecom         phone, switchboard, email, each with the label of its field; phone_hours, when understood

internalNotes are never written: our notes stay here. A contact that has an assignment today stands once for each, else
once. Not carried: what she does not want on paper, what tells where a protected person is, and who was a contact at a
time of which the record holds no day.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.contact import Contact, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.documents.phrases import safe_channel, workplace_of
from coordinator.exchange.rivta.codes import hsa, is_hsa_id, local, words
from coordinator.exchange.rivta.header import Sender, access_header
from coordinator.exchange.rivta.opening_hours import opening_hours
from coordinator.exchange.rivta.times import day, day_start
from coordinator.exchange.rivta.told import told
from coordinator.exchange.rivta.writing import Values
from coordinator.protection import may_show
from coordinator.record import Record

UNIT = "enhet"
_WHAT = "En kontakt"
_NUMBERS = (("phone", "Telefon"), ("switchboard", "Växel"), ("email", "E-post"))

Days = tuple[date, date | None]


def patient_contacts(record: Record, of: Sender) -> tuple[list[Values], list[str]]:
    """Every contact that may be told, those that hold first; and what is not in the file."""
    shown = [one for one in record.all(Contact) if one.on_print and may_show(record, one)]
    shown.sort(key=lambda one: not one.is_current)
    mentioned = _mentioned(record)
    found: list[Values] = []
    without_day: list[Contact] = []
    today = 0
    for one in shown:
        roles = [held for held in record.all(ContactRole) if held.contact_id == one.id]
        found += [_manager(record, of, one, (held.start, held.end), held) for held in roles]
        if any(held.holds_on(record.today) for held in roles):
            continue
        days = mentioned.get(one.id, [])
        if days or one.is_current:
            today += not days
            found.append(_manager(record, of, one, _span(record, one, days)))
        else:
            without_day.append(one)
    return found, list(_notes(len(record.all(Contact)) - len(shown), without_day, today, _lacking(shown)))


def _notes(left: int, without_day: list[Contact], today: int, lacking: int) -> Iterator[str]:
    yield from told(
        left,
        "En kontakt är inte med: den är skyddad, eller ska inte stå på papper.",
        "kontakter är inte med: de är skyddade, eller ska inte stå på papper.",
    )
    yield from told(
        len(without_day),
        "En avslutad kontakt är inte med: det står inte när den gällde.",
        "avslutade kontakter är inte med: det står inte när de gällde.",
    )
    yield from told(
        today,
        "En kontakt har inget datum i pärmen. I filen gäller den från i dag.",
        "kontakter har inget datum i pärmen. I filen gäller de från i dag.",
    )
    yield from told(
        lacking,
        "En kontakt har inget giltigt HSA-id, och har ett lokalt id i filen.",
        "kontakter har inget giltigt HSA-id, och har ett lokalt id i filen.",
    )


def _lacking(shown: list[Contact]) -> int:
    return sum(not is_hsa_id(one.hsa_id.strip()) for one in shown)


def _mentioned(record: Record) -> dict[UUID, list[date]]:
    """The days on which the record tells that each contact was one."""
    found: dict[UUID, list[date]] = {}
    for one in record.all(Contact):
        found.setdefault(one.id, []).extend(filter(None, (one.last_contact, one.checked_on)))
    for call in record.all(ContactLogEntry):
        found.setdefault(call.contact_id or call.id, []).append(call.day)
    for visit in record.all(Appointment):
        if visit.status is AppointmentStatus.FULFILLED:
            found.setdefault(visit.contact_id or visit.id, []).append(visit.day)
    return found


def _span(record: Record, one: Contact, days: list[date]) -> Days:
    """From the first of them; of one who is no contact any longer to the last."""
    return min(days, default=record.today), None if one.is_current else max(days)


def _manager(record: Record, of: Sender, one: Contact, days: Days, held: ContactRole | None = None) -> Values:
    start, end = days
    person = one.name.strip()
    number = one.hsa_id.strip()
    role = one.role.strip()
    unit = record.actor.unit
    return {
        "careManagerHeader": access_header(record, of, day_start(start, _WHAT)),
        "code": words(held.assignment.label if held else role or one.category.label),
        "practitioner": {
            "hsaId": hsa(number) if person and is_hsa_id(number) else local(of.system, one.id),
            "name": person,
            "qualification": words(role) if held else {},
        },
        "period": {"start": day(start, _WHAT), "end": day(end, _WHAT)},
        "externalNotes": "\n".join(_told(one)),
        "managingCareGiver": {"hsaId": hsa(of.provider)},
        "managingCareUnit": {"hsaId": hsa(of.unit), "name": unit},
        "careProvidingCareUnit": _providing(of, one),
        "contact": [{"telecom": list(_telecom(one))}],
    }


def _providing(of: Sender, one: Contact) -> Values:
    """Where the contact works; nothing when that is not written."""
    number = one.hsa_id.strip()
    is_units = not one.name.strip() and is_hsa_id(number)
    name = workplace_of(one) if one.name.strip() else one.unit.strip() or one.organisation.strip()
    if not (name or is_units):
        return {}
    return {"hsaId": hsa(number) if is_units else local(of.system, one.id, UNIT), "name": name}


def _told(one: Contact) -> Iterator[str]:
    lines = (
        ("Telefontid", one.phone_hours.strip()),
        ("Säker kanal", safe_channel(one)),
        ("Ansvarar för", one.responsible_for.strip()),
    )
    yield from (f"{label}: {text}" for label, text in lines if text)


def _telecom(one: Contact) -> Iterator[Values]:
    hours = opening_hours(one.phone_hours)
    for name, label in _NUMBERS:
        value = getattr(one, name).strip()
        if value:
            yield {"system": words(label), "value": value, "period": hours if name == "phone" else []}
