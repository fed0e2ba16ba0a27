"""The patient: who she is, how she is met, and how her identity is protected."""

import re
from dataclasses import replace

from coordinator.about_me import HEADINGS, about_me
from coordinator.entity import Entity, Knowledge, attrs_of
from coordinator.exchange.fhir.elements import STRUCTURES, Element, Resource, coded, day, listed
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.profiles import has_national_number, of_patient
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.identity import IdentityType
from coordinator.masking import Mask
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.protection import PROTECTED_WORDS, masked, place_is_secret
from coordinator.record import Record

PROTECTED_NAME = "Skyddad uppgift"
_IDENTIFIERS = "http://electronichealth.se/identifier/"
_LABELS = "http://hl7.se/fhir/ig/base/CodeSystem/SecurityLabel"
_NATIONAL_RESERVE = re.compile(r"9\d{7}[A-Z]{2}\d{2}", re.ASCII)
_GENDER = {"kvinna": "female", "man": "male", "": "unknown"}
_MEETING = (
    "called", "language", "interpreter_need", "interpreter", "interpreter_checked", "interpreter_checked_by",
    "communication", "communication_note", "adaptation_need", "adaptations", "adaptation_checked",
    "adaptation_checked_by",
)  # fmt: skip
_PLACE = ("address", "phone", "email", "kommun", "region", "health_centre")


def labels(patient: Patient) -> tuple[Element, ...]:
    """How the identity is protected, as a security label of HL7 Sweden."""
    codes = {
        ProtectedIdentity.MARKED: coded(_LABELS, "sekretessmarkering", "Sekretessmarkering"),
        ProtectedIdentity.REGISTRATION: coded(_LABELS, "skyddadFolkbokforing", "Skyddad folkbokföring"),
    }
    return tuple(listed([codes.get(patient.protected_identity)]))


def patient_resource(links: Links) -> Resource:
    """The patient. With protected identity no name, former number, address or telephone stands there.

    An address is said only when somebody has checked that nothing protects it: not checked is not the same.
    """
    record, patient = links.record, links.record.patient
    place = {name: getattr(patient, name) if _place_may_stand(record) else "" for name in _PLACE}
    body = {
        "extension": _interpreter(patient),
        "identifier": _identifiers(patient),
        "active": patient.status.goes_on,
        "name": [_name(patient)],
        "telecom": telecom(place["phone"], place["email"]),
        "gender": _gender(patient),
        "birthDate": day(patient.birth_date),
        "deceasedBoolean": True if patient.status is PatientStatus.DECEASED else None,
        "address": address(place["address"]),
        "communication": spoken(patient.language),
        "generalPractitioner": [{"display": place["health_centre"]}],
    }
    told = [*how_to_meet(record), *(facts_of(patient, only=_PLACE) if _place_may_stand(record) else ())]
    if place_is_secret(record):
        told.append(("", PROTECTED_WORDS))
    return links.of(
        "Patient",
        patient,
        body,
        title=_name(patient)["text"] or patient.name,
        facts=told,
        profile=of_patient(patient, practice=record.practice),
    )


def without_name(record: Record) -> Record:
    """The record with the patient's whole name masked wherever it is written, when her identity is protected.

    Only the name in full: the given name alone may be anybody's, and contacts must still be found by theirs.
    """
    patient = record.patient
    given, family = patient.given_name.strip(), patient.family_name.strip()
    if not (patient.is_protected and given and family):
        return record
    mask = Mask(names=(f"{given} {family}", f"{family} {given}"))
    entries = {kind: tuple(_masked(entry, mask) for entry in found) for kind, found in record.entries.items()}
    return replace(record, entries=entries)


def _masked(entry: Entity, mask: Mask) -> Entity:
    return replace(entry, **{attr.name: masked(getattr(entry, attr.name), mask) for attr in attrs_of(type(entry))})


def about_me_section(links: Links) -> Section:
    """*Om mig* in her own words, and how she is met and spoken with: words only, there is nothing to code."""
    written = about_me(links.record)
    told = list(facts_of(written)) if written else []
    own = {attr.label for attr in HEADINGS}
    # Her own words first, then who helped her to write them, then what others have noted.
    told.sort(key=lambda fact: fact[0] not in own)
    return Section("Om mig", (*told, *how_to_meet(links.record)), loinc=("81338-6", ""))


def how_to_meet(record: Record) -> list[Fact]:
    """How she is met and spoken with; not what she is called when her name is protected."""
    without = ("called",) if record.patient.is_protected else ()
    return list(facts_of(record.patient, only=_MEETING, without=without))


def telecom(phone: str, email: str) -> list[Element]:
    """A telephone and an address for mail, those that are there."""
    found = (("phone", phone), ("email", email))
    return [{"system": system, "value": value} for system, value in found if value.strip()]


def address(text: str) -> list[Element]:
    """An address as it was written."""
    return [{"use": "home", "text": text}] if text.strip() else []


def spoken(language: str) -> list[Element]:
    """A language as it was written."""
    return [{"language": {"text": language}}] if language.strip() else []


def _place_may_stand(record: Record) -> bool:
    return record.patient.protected_identity is ProtectedIdentity.NONE and not place_is_secret(record)


def _interpreter(patient: Patient) -> list[Element]:
    if patient.interpreter_need is Knowledge.NOT_ASKED:
        return []
    needed = patient.interpreter_need is Knowledge.SOME
    return [{"url": f"{STRUCTURES}patient-interpreterRequired", "valueBoolean": needed}]


def _name(patient: Patient) -> Element:
    if patient.is_protected:
        return {"text": PROTECTED_NAME}
    known = patient.name if patient.given_name.strip() or patient.family_name.strip() else ""
    return {
        "use": "official" if known else None,
        "text": known,
        "family": patient.family_name,
        "given": [patient.given_name],
    }


def _gender(patient: Patient) -> str:
    # Of a number in another form nothing is read.
    known = re.fullmatch(r"[0-9]{12}", patient.identity_number or "")
    return _GENDER[patient.legal_sex] if known else "unknown"


def _identifiers(patient: Patient) -> list[Element]:
    """The number under the system of its kind, so that each system stands once; former ones without a system."""
    found: list[Element] = []
    if patient.identity_number:
        found.append(
            {
                "use": "official",
                "type": {"text": patient.identity_type.label},
                "system": _system(patient.identity_type, patient.identity_number),
                "value": patient.identity_number,
            }
        )
    # A former number leads back to who a protected person was.
    former = () if patient.is_protected else patient.former_numbers
    return found + [
        {"use": "old", "type": {"text": "Tidigare nummer"}, "value": number} for number in former if number.strip()
    ]


def national_identifier(patient: Patient) -> Element | None:
    """Her number under its national system, by which any system may know her; None when she has none of that form."""
    if not has_national_number(patient) or patient.identity_number is None:
        return None
    system = _system(patient.identity_type, patient.identity_number)
    return {"system": system, "value": patient.identity_number} if system else None


def _system(kind: IdentityType, number: str) -> str | None:
    """The national system of the number; none for a region's own reservnummer, which looks different."""
    if kind in (IdentityType.PERSONNUMMER, IdentityType.SAMORDNINGSNUMMER):
        return _IDENTIFIERS + kind.stored
    if kind is IdentityType.RESERVNUMMER and _NATIONAL_RESERVE.fullmatch(number):
        return f"{_IDENTIFIERS}nationelltReservnummer"
    return None
