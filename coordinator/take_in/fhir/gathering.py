"""Every resource of a bundle that may be read: each under one address, in force, and with nothing that changes it."""

from collections.abc import Iterator
from typing import Any

from coordinator.errors import ImportRefused
from coordinator.take_in.drafting import Unread
from coordinator.take_in.fhir.source import Found, own_entry
from coordinator.take_in.fhir.values import Resource, code_of, each, text

MOST = 10_000
"""Resources in a bundle. One about 120 contacts has about five hundred."""

_NAMES = (
    "AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BodyStructure Bundle "
    "CarePlan CareTeam ClinicalImpression Communication CommunicationRequest Composition Condition Consent Coverage "
    "DetectedIssue Device DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference "
    "Encounter EpisodeOfCare FamilyMemberHistory Flag Goal Group HealthcareService ImagingStudy Immunization "
    "ImmunizationRecommendation List Location Media Medication MedicationAdministration MedicationDispense "
    "MedicationRequest MedicationStatement NutritionOrder Observation OperationOutcome Organization Patient Person "
    "Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson "
    "RequestGroup RiskAssessment Schedule ServiceRequest Slot Specimen Substance Task VisionPrescription"
)
KNOWN_TYPES = frozenset(_NAMES.split())
"""What is told of by its name. Another name stands in no message: it could be anything."""


def gathered(bundle: Resource, unread: Unread) -> list[Found]:
    """The resources, in their order; what is refused is told of."""
    entries = bundle.get("entry")
    listed = entries if isinstance(entries, list) else []
    if len(listed) > MOST:
        raise ImportRefused("Filen kan inte läsas", f"Den har fler än {MOST} resurser. Inget har ändrats.")
    found: dict[str, Found] = {}
    doubled: set[str] = set()
    for number, entry in enumerate(listed, 1):
        one = _found(entry, number, unread)
        if one is None:
            continue
        before = found.setdefault(one.url, one)
        if before is not one and before.resource != one.resource:
            doubled.add(one.url)
    for address in doubled:
        unread.add(_shown(found.pop(address).type_name), "står två gånger med olika innehåll")
    return list(_each_id_once(found.values(), unread))


def _found(entry: Any, number: int, unread: Unread) -> Found | None:
    """One resource, when it may be read: FHIR says to refuse what has a modifier that one does not know."""
    resource = entry.get("resource") if isinstance(entry, dict) else None
    kind = text(resource.get("resourceType")) if isinstance(resource, dict) else ""
    if not isinstance(resource, dict) or not kind:
        unread.add("rader", "är inga resurser")
        return None
    if isinstance(entry.get("request"), dict) and entry["request"].get("method") == "DELETE":
        unread.add(_shown(kind), "är märkta att tas bort")
        return None
    if "implicitRules" in resource or _has_modifier(resource):
        unread.add(_shown(kind), "har ett tillägg som ändrar betydelsen (modifierExtension)")
        return None
    if _is_mistake(resource):
        unread.add(_shown(kind), "är märkta som felregistrerade")
        return None
    id_ = text(resource.get("id"))
    url = text(entry.get("fullUrl")) or (f"{kind}/{id_}" if id_ else f"#{number}")
    return Found(kind, resource, url, f"resurs {number}", own_entry(resource))


def _has_modifier(value: Any) -> bool:
    if isinstance(value, dict):
        return "modifierExtension" in value or any(map(_has_modifier, value.values()))
    return isinstance(value, list) and any(map(_has_modifier, value))


def _is_mistake(resource: Resource) -> bool:
    verified = (code_of(one) for one in each(resource, "verificationStatus"))
    return resource.get("status") == "entered-in-error" or "entered-in-error" in verified


def _each_id_once(found: Any, unread: Unread) -> Iterator[Found]:
    """Without those that share type and id under different addresses: no reference could tell them apart."""
    listed: list[Found] = list(found)
    by_name: dict[str, list[Found]] = {}
    for one in listed:
        id_ = text(one.resource.get("id"))
        if id_:
            by_name.setdefault(f"{one.type_name}/{id_}", []).append(one)
    twice = {one.url for same in by_name.values() if len(same) > 1 for one in same}
    for one in listed:
        if one.url in twice:
            unread.add(_shown(one.type_name), "har samma id som en annan")
        else:
            yield one


def _shown(kind: str) -> str:
    return kind if kind in KNOWN_TYPES else "resurser av annat slag"
