"""What the record holds under each sökord of the journal text, one fact a line."""

from collections.abc import Iterator
from datetime import date

from coordinator.appointment import AppointmentStatus, has_appointment
from coordinator.careplan import HandedOutPlan, current_plan, goals_of, interventions_of
from coordinator.consent import Consent
from coordinator.consent_reach import recipients_today
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus, holders
from coordinator.contact_log import ContactLogEntry
from coordinator.diagnosis import conditions
from coordinator.documents.coming import visit_of
from coordinator.documents.emergency import FIRST, MORE, current_emergencies, expired_emergencies
from coordinator.documents.people import what_she_is
from coordinator.documents.phrases import responsible_name, sentence, source_line, title_of, workplace_of
from coordinator.documents.times import (
    appointments_to_print,
    at_clock,
    referrals_to_print,
    what_for,
    who_with,
    whom_referred_to,
)
from coordinator.documents.who_i_am import condition_words
from coordinator.entity import Knowledge
from coordinator.guardian import guardians
from coordinator.journal.said import contact_said, next_said
from coordinator.person import DiagnosisState
from coordinator.protection import HIDDEN, may_show, printable
from coordinator.record import Record
from coordinator.representative import representatives
from coordinator.sip.consenting import in_force
from coordinator.umi.in_words import groups_in_words

# Free text is never called uppmärksamhetsinformation: that is a closed national list.
_EMERGENCY = "Akutinformation (inte nationell uppmärksamhetsinformation)"


def current(record: Record) -> Iterator[str]:
    """Diagnosis, what matters to the patient, how to meet her, who coordinates, represents, and how many contacts.

    The list of contacts stands in the plan: a hundred names in a note would hide what is new in it.
    """
    yield from _diagnoses(record)
    patient, plan = record.patient, current_plan(record)
    ways = ", ".join(way.label for way in patient.communication)
    known = [
        ("Viktigt för patienten", plan.what_matters if plan else ""),
        ("Hälsa i korthet", plan.health_in_short if plan else ""),
        ("Språk", patient.language),
        ("Kommunikation", "; ".join(part for part in (ways, patient.communication_note.strip()) if part)),
        ("Tolk", _need(patient.interpreter_need, patient.interpreter)),
        ("Anpassning vid besök", _need(patient.adaptation_need, patient.adaptations)),
    ]
    yield from (f"{label}: {text.strip()}" for label, text in known if text.strip())
    named = set()
    for role in Assignment:
        found = holders(record, role)
        for held, contact in found:
            named.add(contact.id)
            word = " (huvudansvarig samordnare)" if held.main and len(found) > 1 else ""
            yield f"{role.label}{word}: {_named(record, contact)}"
        if not found:
            yield f"{role.label}: Ingen utsedd"
    for person in (*guardians(record), *representatives(record)):
        yield f"{what_she_is(person)}: {person.heading}".replace("\n", ". ")
    others = [one for one in record.all(Contact) if one.is_current and one.id not in named and may_show(record, one)]
    if others:
        yield f"Övriga kontakter: {len(others)}, se vårdplanen"


def _diagnoses(record: Record) -> Iterator[str]:
    patient = record.patient
    found = conditions(record)
    checked = source_line("", patient.diagnosis_checked, patient.diagnosis_checked_by)
    if patient.diagnosis_state is not DiagnosisState.DIAGNOSED or not found:
        state = patient.diagnosis_state
        # A diagnosis that stands in the record has been asked for, whatever the state says.
        if not (found and state is DiagnosisState.NOT_ASKED):
            yield f"Diagnosläge: {sentence(state.label)} {checked}".strip()
    for one in found:
        source = source_line(one.source, one.checked_on, one.checked_by)
        yield f"Diagnos: {sentence(condition_words(one))} {source}".strip()


def _need(need: Knowledge, text: str) -> str:
    return text if text.strip() or need is Knowledge.NOT_ASKED else need.label


def _named(record: Record, contact: Contact) -> str:
    return _contact(contact) if may_show(record, contact) else HIDDEN


def _contact(contact: Contact) -> str:
    status = contact.status.label.lower() if contact.status is not ContactStatus.ACTIVE else ""
    parts = [title_of(contact), workplace_of(contact), contact.phone or contact.switchboard, status]
    return ", ".join(part.strip() for part in parts if part.strip())


def alerts(record: Record) -> Iterator[str]:
    """The rows of the national list that hold, or in words what was answered; then the same of akutinformation."""
    yield from groups_in_words(record)
    patient = record.patient
    shown = current_emergencies(record)
    for one in shown:
        parts = [sentence(one.heading.strip())]
        for name, lead in (*FIRST, *MORE):
            text = printable(record, one, name)
            if text:
                parts.append(f"{lead} {sentence(text)}")
        parts.append(source_line(one.source, one.checked_on, one.checked_by))
        if one.valid_until:
            parts.append(f"Gäller till och med {one.valid_until.isoformat()}.")
        yield f"{_EMERGENCY}: {' '.join(part for part in parts if part)}"
    if not shown:
        checked = source_line("", patient.emergency_checked, patient.emergency_checked_by)
        known = "Finns, men är inte inskriven" if patient.emergency_known is Knowledge.SOME else ""
        yield f"{_EMERGENCY}: {sentence(known or patient.emergency_known.label)} {checked}".strip()
    for one in expired_emergencies(record):
        until = one.valid_until.isoformat() if one.valid_until else ""
        yield f"{_EMERGENCY}, giltighet passerad {until}: {one.heading.strip()}"


def action(record: Record) -> Iterator[str]:
    """What was done today: the contact log, roles begun or ended, a plan that came into force or was handed out."""
    today = record.today
    for entry in record.all(ContactLogEntry):
        if entry.day == today:
            yield _logged(record, entry)
    for held in record.all(ContactRole):
        named = _named(record, record.get(Contact, held.contact_id))
        if held.start == today:
            yield f"{held.assignment.label} utsedd: {named}"
        if held.end == today:
            yield f"{held.assignment.label} avslutad: {named}"
    plan = current_plan(record)
    if plan and plan.established_on == today:
        by = f", godkänd av {plan.approved_by.strip()}" if plan.approved_by.strip() else ""
        yield f"Vårdplan upprättad{by}"
    for copy in record.all(HandedOutPlan):
        if copy.handed_out_on == today:
            yield f"Vårdplan version {copy.number} utlämnad till {copy.handed_to.strip()} av {copy.handed_out_by}"


def planning(record: Record) -> Iterator[str]:
    """The open insatser with who and when, times and planned contacts, referrals, and when the plan is reviewed."""
    plan = current_plan(record)
    for goal in goals_of(record, plan) if plan else ():
        for one in interventions_of(record, goal):
            if one.is_open:
                who = responsible_name(record, one.responsible, one.contact_id) or "Ej angiven"
                huvudman = f" ({one.huvudman.label.lower()})" if one.huvudman else ""
                due = one.due.isoformat() if one.due else "Ej angivet"
                yield f"{sentence(one.what.strip())} Ansvarig: {who}{huvudman}. Klart senast: {due}"
    yield from (text for _, text in sorted([*_times(record), *_planned_contacts(record)]))
    for referral in referrals_to_print(record):
        expected = referral.expected_answer.isoformat() if referral.expected_answer else "Ej angivet"
        status = referral.status.label.lower()
        yield f"Remiss till {whom_referred_to(record, referral)}: {status}. Svar väntas: {expected}"
    if plan and plan.next_review:
        yield f"Översyn av vårdplanen. Datum: {plan.next_review.isoformat()}"


def _logged(record: Record, entry: ContactLogEntry) -> str:
    """A line of the contact log: how, with whom, what, and what comes next."""
    return " ".join(filter(None, (contact_said(record, entry), next_said(entry))))


def _times(record: Record) -> Iterator[tuple[date, str]]:
    for one in appointments_to_print(record):
        status = f" ({one.status.label.lower()})" if one.status is not AppointmentStatus.BOOKED else ""
        when = " ".join(part for part in (one.day.isoformat(), at_clock(one)) if part)
        named = ", ".join(part for part in (what_for(one), who_with(record, one)) if part)
        yield one.day, f"Tid{status}: {named}. Datum: {when}"


def _planned_contacts(record: Record) -> Iterator[tuple[date, str]]:
    for contact in record.all(Contact):
        visit = visit_of(contact, record.today)
        if visit is None or not contact.is_current or not may_show(record, contact):
            continue
        if not has_appointment(record, contact, visit.day):
            late = f" ({visit.late})" if visit.day < record.today else ""
            unsure = " (preliminärt)" if visit.preliminary else ""
            named = ", ".join(part for part in (title_of(contact), workplace_of(contact)) if part)
            yield visit.day, f"Planerad kontakt: {named}. Datum: {visit.day.isoformat()}{unsure}{late}"


def information(record: Record) -> Iterator[str]:
    """Consents that hold or were revoked today, and when the patient was told who her fixed contacts are."""
    valid = in_force(record)
    for one in valid:
        excluded = f" Får inte lämnas: {sentence(one.excludes.strip())}" if one.excludes.strip() else ""
        yield (
            f"Samtycke, {one.purpose.label}: {one.form.label.lower()} {one.given_on.isoformat()} "
            f"av {one.given_by.strip()} ({one.giver.label.lower()}). Till: {sentence(recipients_today(record, one))} "
            f"Uppgifter: {sentence(one.covers.strip())}{excluded} Gäller till och med {one.valid_until.isoformat()}"
        )
    if not valid:
        yield "Samtycke: Inget gällande"
    for one in record.all(Consent):
        if one.revoked_on == record.today:
            yield f"Samtycke återkallat, {one.purpose.label}: lämnat {one.given_on.isoformat()}"
    for role in Assignment:
        for held, contact in holders(record, role):
            yield f"Information om {role.label.lower()} ({_who(record, contact)}): {_informed(held)}"


def _who(record: Record, contact: Contact) -> str:
    return contact.heading if may_show(record, contact) else "skyddad uppgift"


def _informed(held: ContactRole) -> str:
    if held.informed_on is None:
        return "Ej noterat att den är lämnad"
    way = f", {held.informed_way.label.lower()}" if held.informed_way else ""
    by = f", av {held.informed_by.strip()}" if held.informed_by.strip() else ""
    return f"lämnad {held.informed_on.isoformat()}{way}{by}"


def responsible(record: Record) -> str:
    """Who writes the note: name, title and unit."""
    actor = record.actor
    return ", ".join(part.strip() for part in (actor.name, actor.title, actor.unit) if part.strip())
