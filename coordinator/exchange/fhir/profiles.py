"""Which of HL7 Sweden's base profiles a resource says it keeps to: those that the tests hold every such resource to.

Facts of hl7se.fhir.base 1.1.0. Practitioners, roles and organisations keep to theirs by how they are written here: one
name, one HSA-id of the type it asks for. A patient does when her number is of the form its system asks for. Nothing
else names a profile: the profiles for plans and alerts are drafts, and some of them cannot be met by anybody.
"""

import re

from coordinator.identity import IdentityType
from coordinator.person import Patient

_BASE = "http://hl7.se/fhir/ig/base/StructureDefinition/"
PATIENT = f"{_BASE}SEBasePatient"
PRACTITIONER = f"{_BASE}SEBasePractitioner"
PRACTITIONER_ROLE = f"{_BASE}SEBasePractitionerRole"
ORGANIZATION = f"{_BASE}SEBaseOrganization"

_FORMS = {
    IdentityType.PERSONNUMMER: re.compile(r"(?:18|19|[2-9]\d)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{4}", re.ASCII),
    IdentityType.SAMORDNINGSNUMMER: re.compile(
        r"(?:18|19|[2-9]\d)\d\d(?:0[1-9]|1[0-2])(?:[6-8]\d|9[01])\d{4}", re.ASCII
    ),
    IdentityType.RESERVNUMMER: re.compile(r"9\d{7}[A-HJ-NPR-UX-Z]{2}\d\d", re.ASCII),
}


def of_patient(patient: Patient, *, practice: bool) -> str:
    """The profile of the patient; empty when her number is of no national form.

    In a record of practice nothing is claimed: its label says that it is test data, and the profile's own list of
    labels has no such word.
    """
    return PATIENT if not practice and has_national_number(patient) else ""


def has_national_number(patient: Patient) -> bool:
    """Whether she has a number that is hers in the whole country: not that of one region, and no other words."""
    form = _FORMS.get(patient.identity_type)
    return form is not None and form.fullmatch(patient.identity_number or "") is not None
