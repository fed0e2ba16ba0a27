"""Diagnoses and akutinformation: what the patient has, and what must be known in an emergency."""

from coordinator.alert import EmergencyInformation
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.documents.phrases import source_line
from coordinator.documents.who_i_am import condition_words
from coordinator.entity import Knowledge
from coordinator.exchange.fhir.elements import (
    STRUCTURES,
    Element,
    Resource,
    chosen,
    coded,
    concept,
    day,
    first_text,
    hl7,
    period,
    translated,
)
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section, lines, why_empty
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.person import DiagnosisState
from coordinator.terms.term import ICD_10_SE, ORPHA, SNOMED_CT

NOT_NATIONAL = "Akutinformation (ej UMI)"
"""UMI is a closed national list; what the specialist wrote freely is never called so."""

_VERIFICATION = {
    Certainty.CONFIRMED: ("confirmed", "Confirmed"),
    Certainty.SUSPECTED: ("provisional", "Provisional"),
    Certainty.RULED_OUT: ("refuted", "Refuted"),
}
_DIAGNOSIS = ("diagnosis_state", "diagnosis_checked", "diagnosis_checked_by")


def conditions_section(links: Links) -> Section:
    """The diagnoses, the main one first, and what is known of the diagnosis as a whole."""
    patient = links.record.patient
    found = sorted(links.among(RareCondition), key=lambda one: not one.main)
    told = (*facts_of(patient, only=_DIAGNOSIS), *lines(_condition_in_short(one) for one in found))
    # Undiagnosed is not "nothing known": only the words say it.
    asked = Knowledge.NOT_ASKED if patient.diagnosis_state is DiagnosisState.NOT_ASKED else Knowledge.SOME
    return Section(
        "Diagnoser och hälsotillstånd",
        told,
        tuple(_condition(links, one) for one in found),
        loinc=("11450-4", "Problem list - Reported"),
        empty=why_empty(asked, patient.diagnosis_state.label),
    )


def _condition_in_short(one: RareCondition) -> str:
    ruled_out = f"{one.certainty.label}: " if one.certainty is Certainty.RULED_OUT else ""
    return ruled_out + condition_words(one)


def _condition(links: Links, one: RareCondition) -> Resource:
    """One diagnosis. One that was ruled out is neither active nor on the problem list (invariant con-3)."""
    holds = one.certainty is not Certainty.RULED_OUT
    active = coded(hl7("condition-clinical"), "active", "Active")
    problem = coded(hl7("condition-category"), "problem-list-item", "Problem List Item")
    body = {
        "extension": _asserted(one),
        "clinicalStatus": {"coding": [active]} if holds else None,
        "verificationStatus": {"coding": [coded(hl7("condition-ver-status"), *_VERIFICATION[one.certainty])]},
        "category": [{"coding": [problem]}] if holds else [],
        "code": concept(
            first_text(one.text, one.TITLE),
            chosen(ORPHA, one.orpha, "ORPHA:"),
            chosen(ICD_10_SE, one.icd10),
            chosen(SNOMED_CT, one.snomed),
        ),
        "subject": links.patient,
    }
    return links.of("Condition", one, body, title=_condition_in_short(one))


def _asserted(one: RareCondition) -> list[Element]:
    """The day of the diagnosis, which is neither onset nor the day it was written down."""
    if one.diagnosed_on is None:
        return []
    return [{"url": f"{STRUCTURES}condition-assertedDate", "valueDateTime": day(one.diagnosed_on)}]


def alerts_section(links: Links) -> Section:
    """The akutinformation in full, those texts that hold first; or whether anybody has asked."""
    record, patient = links.record, links.record.patient
    found = sorted(links.among(EmergencyInformation), key=lambda one: not one.is_current_on(record.today))
    told: list[Fact] = [(one.heading.strip() or one.TITLE, _alert_in_short(links, one)) for one in found]
    checked = source_line("", patient.emergency_checked, patient.emergency_checked_by)
    if not found:
        told.append((NOT_NATIONAL, f"{patient.emergency_known.label}. {checked}"))
    return Section(
        NOT_NATIONAL,
        tuple(told),
        tuple(_flag(links, one) for one in found),
        loinc=("104605-1", "Alert"),
        empty=why_empty(patient.emergency_known, patient.emergency_known.label),
    )


def _alert_in_short(links: Links, one: EmergencyInformation) -> str:
    over = "" if one.is_current_on(links.record.today) else "Gäller inte längre.\n"
    return over + "\n".join(f"{label}: {text}" for label, text in facts_of(one, without=("heading",)))


def _flag(links: Links, one: EmergencyInformation) -> Resource:
    """One text. Its language is that of the words it was given in, Swedish or English: the two are a Flag each, and the
    Swedish one says what it is called in English.
    """
    english = next((text.heading for text in links.among(EmergencyInformation) if text.translates_id == one.id), "")
    ends = [last for last in (one.valid_until, one.ended_on) if last is not None]
    body = {
        "language": one.language.stored,
        "status": "active" if one.is_current_on(links.record.today) else "inactive",
        "category": [concept(NOT_NATIONAL)],
        "code": concept(first_text(one.heading, one.TITLE)) | {"_text": translated(english)},
        "subject": links.patient,
        "period": period(one.issued_on, min(ends, default=None)),
        "author": {"display": one.issued_by},
    }
    return links.of("Flag", one, body, title=first_text(one.heading, one.TITLE))
