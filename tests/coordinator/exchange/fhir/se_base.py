"""What HL7 Sweden's base profiles ask for (hl7se.fhir.base 1.1.0, CC0), written down from them and not from our code.

Each profile is open: what it does not name may stand. Each line of an answer names what a resource does not meet.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Resource = dict[str, Any]

BASE = "http://hl7.se/fhir/ig/base/StructureDefinition/"
NUMBERS = {
    "http://electronichealth.se/identifier/personnummer": r"(18|19|[2-9]\d)\d{2}(0[1-9]|1[012])([0-2]\d|3[0-1])\d{4}",
    "http://electronichealth.se/identifier/samordningsnummer": (
        r"(18|19|[2-9]\d)\d{2}(0[1-9]|1[012])([0-8]\d|9[0-1])\d{4}"
    ),
    "http://electronichealth.se/identifier/nationelltReservnummer": (
        r"\d{8}-?([ABCDEFGHJKLMNPRSTUXYZ]{2}\d{2}|[ABCDEFGHJKLMNPRSTUXYZ]{3}\d)"
    ),
}
HSA_ID, ORGANISATION_NUMBER = "urn:oid:1.2.752.29.4.19", "urn:oid:2.5.4.97"
IDENTIFIER_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"
LABELS = {"DEMO", "sekretessmarkering", "skyddadFolkbokforing"}


def unmet(resource: Resource) -> list[str]:
    """What the resource does not meet of the profile that its type has; a type without one meets nothing."""
    rules = RULES.get(f"{BASE}SEBase{resource['resourceType']}")
    return ["no such profile"] if rules is None else list(rules(resource))


def claimed(resource: Resource) -> list[str]:
    found: list[str] = resource.get("meta", {}).get("profile", [])
    return found


def _systems(resource: Resource) -> Counter[str]:
    return Counter(one.get("system", "") for one in resource.get("identifier", []))


def _patient(one: Resource) -> Iterator[str]:
    systems = _systems(one)
    yield from (f"two numbers of {system}" for system in NUMBERS if systems[system] > 1)
    for number in one.get("identifier", []):
        form = NUMBERS.get(number.get("system", ""))
        if form and not re.fullmatch(form, number.get("value", ""), re.ASCII):
            yield "a number of another form"
    yield from _one_name(one)
    if not {label["code"] for label in one.get("meta", {}).get("security", [])} <= LABELS:
        yield "a label that is not of the list"
    for place in one.get("address", []):
        if "extension" in place:
            yield "an address with an extension that nobody has looked at"


def _one_name(one: Resource) -> Iterator[str]:
    if len(one.get("name", [])) > 1:
        yield "two names"
    if any("extension" in name or "_given" in name for name in one.get("name", [])):
        yield "a name with an extension that nobody has looked at"


def _hsa_id(one: Resource) -> Iterator[str]:
    """One at most, and of the type that is asked for."""
    found = [number for number in one.get("identifier", []) if number.get("system") == HSA_ID]
    if len(found) > 1:
        yield "two HSA-ids"
    for number in found:
        codes = {(coding["system"], coding["code"]) for coding in number.get("type", {}).get("coding", [])}
        if (IDENTIFIER_TYPES, "PRN") not in codes:
            yield "an HSA-id of another type"


def _practitioner(one: Resource) -> Iterator[str]:
    yield from _hsa_id(one)
    yield from _one_name(one)
    if "qualification" in one or "address" in one:
        yield "what nobody has looked at"


def _role(one: Resource) -> Iterator[str]:
    yield from _hsa_id(one)
    if any("coding" in concept for name in ("code", "specialty") for concept in one.get(name, [])):
        yield "a code that nobody has looked at"


def _organization(one: Resource) -> Iterator[str]:
    yield from _hsa_id(one)
    if _systems(one)[ORGANISATION_NUMBER] > 1:
        yield "two organisationsnummer"
    if "type" in one:
        yield "a type that nobody has looked at"


RULES: dict[str, Callable[[Resource], Iterator[str]]] = {
    f"{BASE}SEBasePatient": _patient,
    f"{BASE}SEBasePractitioner": _practitioner,
    f"{BASE}SEBasePractitionerRole": _role,
    f"{BASE}SEBaseOrganization": _organization,
}
