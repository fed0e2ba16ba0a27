"""Diagnoses, what must be known in an emergency, and hypersensitivity."""

from collections.abc import Iterator
from typing import Any

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.exchange.fhir.alerts import ATC
from coordinator.exchange.fhir.elements import STRUCTURES
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.source import Found, Source
from coordinator.take_in.fhir.values import (
    code_of,
    coding_of,
    day,
    each,
    part,
    text,
    under_labels,
    words,
)
from coordinator.terms.term import ICD_10_SE, ORPHA, SNOMED_CT
from coordinator.umi.kinds import AlertCertainty, AlertSource, AlertType, Severity
from coordinator.umi.row import AlertInformation

_CERTAINTY = {
    "confirmed": Certainty.CONFIRMED,
    "provisional": Certainty.SUSPECTED,
    "differential": Certainty.SUSPECTED,
    "unconfirmed": Certainty.SUSPECTED,
    "refuted": Certainty.RULED_OUT,
}
_SURE = {"confirmed": AlertCertainty.CONFIRMED, "unconfirmed": AlertCertainty.SUSPECTED}
_DETAIL = f"{STRUCTURES}flag-detail"
_ASSERTED = f"{STRUCTURES}condition-assertedDate"


def condition(source: Source, found: Found) -> Iterator[Draft]:
    """A diagnosis. The day it began is not the day it was made: only the latter is kept."""
    resource = found.resource
    code = resource.get("code")
    asserted = next((one for one in each(resource, "extension") if one.get("url") == _ASSERTED), None)
    said: dict[str, Any] = {
        "text": words(code),
        "orpha": coding_of(code, ORPHA),
        "icd10": coding_of(code, ICD_10_SE),
        "snomed": coding_of(code, SNOMED_CT),
        "certainty": _CERTAINTY.get(code_of(resource.get("verificationStatus"))),
        "diagnosed_on": day(part(asserted, "valueDateTime")),
    }
    told = under_labels(RareCondition, found.told)
    for name in ("orpha", "icd10", "snomed"):  # the codes themselves stand in the element; the words are its label
        told.pop(name, None)
    if part(resource, "clinicalStatus") and code_of(resource.get("clinicalStatus")) in (
        "inactive",
        "resolved",
        "remission",
    ):
        source.unread.add("Condition", "är avslutade; programmet har bara diagnoser som gäller")
        return
    yield Draft(RareCondition, source.id_of(found), found.place, said | told)


def flag(source: Source, found: Found) -> Iterator[Draft]:
    """A row of the national list when it says its type, else akutinformation in the words it has."""
    kind = alert_type(found)
    if found.is_own(EmergencyInformation) or (found.own is None and kind is None):
        yield _emergency(source, found)
    elif kind is not None:
        yield _alert(source, found, kind)
    else:
        source.unread.add("Flag", "säger inte vilken typ av uppmärksamhetsinformation den är")


def alert_type(found: Found) -> AlertType | None:
    """The type by its national code, in words ("A1 Annat medicinskt tillstånd") or as a code."""
    for one in each(found.resource, "category"):
        first = words(one).split(" ")[0]
        for stored in (first, code_of(one)):
            known = next((kind for kind in AlertType if kind.stored == stored), None)
            if known:
                return known
    return None


def _emergency(source: Source, found: Found) -> Draft:
    resource = found.resource
    period = resource.get("period")
    said: dict[str, Any] = {
        "heading": words(resource.get("code")),
        "language": CardLanguage.ENGLISH if text(resource.get("language")).startswith("en") else CardLanguage.SWEDISH,
        "issued_by": text(part(resource, "author", "display")),
        "issued_on": day(part(period, "start")),
        "valid_until": day(part(period, "end")),
    }
    if found.own:
        del said["valid_until"]  # the day it ended and the last it was valid are told apart in words only
    return Draft(
        EmergencyInformation, source.id_of(found), found.place, said | under_labels(EmergencyInformation, found.told)
    )


def _alert(source: Source, found: Found, kind: AlertType) -> Draft:
    resource = found.resource
    detail = next((one.get("valueReference") for one in each(resource, "extension") if one.get("url") == _DETAIL), None)
    more = source.use(detail)
    said = _coded(resource, kind) | _graded(more, kind) | _ends(found)
    said |= under_labels(AlertInformation, found.told)
    if found.own:  # its words are those of its fields, and no others
        term = said.get("term") or ("" if said.get("content") else words(resource.get("code")))
        said |= {"term": term}
    said |= {"type": kind, "for_patient": not _hidden(found)}
    assumed = {} if found.own else {"source": AlertSource.FILE}
    return Draft(AlertInformation, source.id_of(found), found.place, said, assumed)


def _coded(resource: dict[str, Any], kind: AlertType) -> dict[str, Any]:
    """Name and codes; of a type that has no such code its words alone."""
    code = resource.get("code")
    if kind is AlertType.HISTORIC:
        return {"content": words(code)}
    has = {"snomed": coding_of(code, SNOMED_CT), "atc": coding_of(code, ATC), "icd10": coding_of(code, ICD_10_SE)}
    if not kind.is_medicine and kind is not AlertType.TREATMENT:
        has["atc"] = None
    if kind.group.stored in "CD":
        has["icd10"] = None
    if kind is AlertType.PRODUCT:
        has["snomed"] = None
    return {"term": words(code)} | {name: one.code for name, one in has.items() if one}


def _graded(more: Found | None, kind: AlertType) -> dict[str, Any]:
    """What the resource behind a hypersensitivity adds."""
    if more is None or more.type_name != "AllergyIntolerance" or kind.group.stored != "C":
        return {}
    resource = more.resource
    asserted = next(
        (one for one in each(resource, "extension") if text(one.get("url")).endswith("-assertedDate")), None
    )
    return {
        "certainty": _SURE.get(code_of(resource.get("verificationStatus"))),
        "severity": Severity.LIFE_THREATENING if resource.get("criticality") == "high" else None,
        "ascertained_on": day(part(asserted, "valueDateTime")) or day(resource.get("recordedDate")),
    }


def _ends(found: Found) -> dict[str, Any]:
    if found.own:
        return {}
    period = found.resource.get("period")
    return {"valid_from": day(part(period, "start")), "valid_until": day(part(period, "end"))}


def _hidden(found: Found) -> bool:
    return any(text(one.get("code")) == "NOPATIENT" for one in each(found.resource.get("meta"), "security"))


def allergy(source: Source, found: Found) -> Iterator[Draft]:
    """A hypersensitivity that no flag leads to. That to a medicine is one to a substance."""
    resource = found.resource
    code = resource.get("code")
    atc = coding_of(code, ATC)
    category = resource.get("category")
    medicine = atc is not None or (isinstance(category, list) and "medication" in category)
    kind = AlertType.SUBSTANCE if medicine else AlertType.STATE
    said = _coded(resource, kind) | _graded(found, kind)
    status = code_of(resource.get("clinicalStatus"))
    if status in ("inactive", "resolved"):
        source.unread.add("AllergyIntolerance", "är avslutade, och filen säger inte när")
        return
    notes = "\n".join(filter(None, (text(one.get("text")) for one in each(resource, "note"))))
    said |= {"type": kind, "valid_from": day(resource.get("recordedDate")), "comment": notes}
    yield Draft(AlertInformation, source.id_of(found), found.place, said, {"source": AlertSource.FILE})
