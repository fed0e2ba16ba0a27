"""Hypersensitivity once more, as other systems look for it: AllergyIntolerance, which its Flag leads to."""

from coordinator.exchange.fhir.alerts import (
    ALLERGY_KIND,
    codings,
    facts_told,
    labels_of,
    named,
    row_in_short,
    rows_of,
    why_group_is_empty,
)
from coordinator.exchange.fhir.elements import STRUCTURES, Element, Resource, coded, concept, day, hl7, notes
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import narrative
from coordinator.umi.belonging import current_rows
from coordinator.umi.in_words import answer_in_words, is_mistake
from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation

_VERIFICATION = {
    AlertCertainty.SUSPECTED: ("unconfirmed", "Unconfirmed"),
    AlertCertainty.CONFIRMED: ("confirmed", "Confirmed"),
}
_CRITICALITY = {Severity.LIFE_THREATENING: "high", Severity.HARMFUL: "low", Severity.TROUBLESOME: "low"}
_MEDICINES = (AlertType.SUBSTANCE, AlertType.EXCIPIENT, AlertType.PRODUCT)


def allergies_section(links: Links) -> Section:
    """Every hypersensitivity, those that hold first; or what was answered when somebody asked."""
    group = AlertGroup.HYPERSENSITIVITY
    found = [one for one in rows_of(links) if one.group is group]
    told = [("", row_in_short(links, one)) for one in found]
    if not current_rows(links.record, group):  # what is over tells nothing of what there is
        told.append(("", answer_in_words(links.record, group)))
    return Section(
        group.label,
        tuple(told),
        tuple(_allergy(links, one) for one in found),
        loinc=("48765-2", "Allergies and adverse reactions Document"),
        empty=why_group_is_empty(links, group),
    )


def _allergy(links: Links, one: AlertInformation) -> Resource:
    """One hypersensitivity; whether it is an allergy or another intolerance the national list does not say."""
    body = {
        "extension": _asserted(one),
        # One that was never true is neither active nor inactive (invariant ait-2).
        "clinicalStatus": None if is_mistake(one) else _clinical(links, one),
        "verificationStatus": _verification(one),
        "category": ["medication"] if one.type in _MEDICINES else [],
        "criticality": _CRITICALITY[one.severity] if one.severity else None,
        "code": named(one, *codings(one)),
        "patient": links.patient,
        "note": notes(
            ("Ämne", one.substance), ("Varför ATC-kod saknas", one.no_atc_reason),
            ("Att göra eller undvika", one.advice), ("Kommentar", one.comment),
        ),
        "reaction": [{"manifestation": [concept(reaction.label) for reaction in one.reactions]}],
    }  # fmt: skip
    text = narrative(one.heading, facts_told(one))
    return links.resource("AllergyIntolerance", ALLERGY_KIND, one.id, body, text=text, labels=labels_of(one))


def _clinical(links: Links, one: AlertInformation) -> Element:
    code, display = ("active", "Active") if one.is_current_on(links.record.today) else ("inactive", "Inactive")
    return {"coding": [coded(hl7("allergyintolerance-clinical"), code, display)]}


def _verification(one: AlertInformation) -> Element | None:
    if is_mistake(one):
        found = ("entered-in-error", "Entered in Error")
    elif one.certainty is not None:
        found = _VERIFICATION[one.certainty]
    else:
        return None
    return {"coding": [coded(hl7("allergyintolerance-verification"), *found)]}


def _asserted(one: AlertInformation) -> list[Element]:
    """The day it was ascertained, which is not the day it began."""
    if one.ascertained_on is None:
        return []
    url = f"{STRUCTURES}allergyintolerance-assertedDate"
    return [{"url": url, "valueDateTime": day(one.ascertained_on)}]
