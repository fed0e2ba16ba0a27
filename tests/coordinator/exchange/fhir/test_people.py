"""The patient, those beside her and her contacts as FHIR, and what does not leave when somebody is protected."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from coordinator.appointment import Appointment
from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan, Intervention
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Channel, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding, Entity, Knowledge, attrs_of
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.guardian import Custody, Guardian
from coordinator.identity import IdentityType
from coordinator.person import PatientStatus, ProtectedIdentity
from coordinator.protection import HIDDEN, PROTECTED_PERSON
from coordinator.referral import Referral
from coordinator.related_person import Kinship, SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power
from tests.conftest import without_ids
from tests.coordinator.conftest import MAJA, PATIENT_ID, record_of
from tests.coordinator.exchange.fhir.reading import (
    HERE,
    ME,
    at,
    bundle,
    maja,
    only,
    open_entries,
    record,
    resources,
    sections,
    texts,
)
from tests.coordinator.exchange.fhir.test_bundle import faults

NATIONAL = "http://electronichealth.se/identifier/"


@pytest.mark.parametrize(
    ("kind", "number", "system", "gender"),
    [
        (IdentityType.PERSONNUMMER, "199007282388", f"{NATIONAL}personnummer", "female"),
        (IdentityType.SAMORDNINGSNUMMER, "196109732393", f"{NATIONAL}samordningsnummer", "male"),
        (IdentityType.RESERVNUMMER, "98240301AA06", f"{NATIONAL}nationelltReservnummer", "unknown"),
        (IdentityType.RESERVNUMMER, "19900728K123", None, "unknown"),
        (IdentityType.UNKNOWN, "pass 123", None, "unknown"),
        (IdentityType.PERSONNUMMER, "inte ett nummer", f"{NATIONAL}personnummer", "unknown"),
    ],
)
def test_a_number_stands_under_the_system_of_its_kind(
    kind: IdentityType, number: str, system: str | None, gender: str
) -> None:
    patient = only(bundle(maja(identity_type=kind, identity_number=number)), "Patient")
    own, found = patient["identifier"]
    assert own["value"] == f"urn:uuid:{ME}"
    assert (found.get("system"), found["value"], patient["gender"]) == (system, number, gender)


def test_the_patient_is_told_once_with_name_and_birth() -> None:
    met: dict[str, Any] = {
        "language": "finska", "interpreter_need": Knowledge.SOME, "address": "Storgatan 1", "phone": "070-1",
        "former_numbers": ("98240301AA06",), "status": PatientStatus.DECEASED,
    }  # fmt: skip
    patient = only(bundle(maja(**met)), "Patient")
    assert patient["name"] == [{"use": "official", "text": "Maja Test", "family": "Test", "given": ["Maja"]}]
    assert (patient["birthDate"], patient["deceasedBoolean"]) == ("1990-07-28", True)
    assert patient["communication"] == [{"language": {"text": "finska"}}]
    assert patient["extension"][0]["valueBoolean"] is True
    assert (patient["address"], patient["telecom"]) == (
        [{"use": "home", "text": "Storgatan 1"}], [{"system": "phone", "value": "070-1"}],
    )  # fmt: skip
    assert [number.get("use") for number in patient["identifier"]] == [None, "official", "old"]


@pytest.mark.parametrize("status", PatientStatus)
def test_whether_the_unit_still_has_the_care_is_told(status: PatientStatus) -> None:
    patient = only(bundle(maja(status=status)), "Patient")
    goes_on = status in (PatientStatus.ACTIVE, PatientStatus.RESTING)
    assert patient["active"] is goes_on
    assert patient.get("deceasedBoolean") is (True if status is PatientStatus.DECEASED else None)


def test_an_address_is_told_only_when_somebody_has_checked_the_protection() -> None:
    place = {
        "address": "HEMLIG gata",
        "phone": "HEMLIG 1",
        "kommun": "HEMLIG by",
        "health_centre": "HEMLIG vårdcentral",
    }
    unchecked = bundle(maja(protected_identity=ProtectedIdentity.NOT_ASKED, **place))
    assert "HEMLIG" not in str(unchecked) and "security" not in str(unchecked)
    checked = str(bundle(maja(protected_identity=ProtectedIdentity.NONE, **place)))
    assert all(value in checked for value in place.values())


@pytest.mark.parametrize(
    ("protection", "label"),
    [
        (ProtectedIdentity.MARKED, "sekretessmarkering"),
        (ProtectedIdentity.REGISTRATION, "skyddadFolkbokforing"),
    ],
)
def test_nothing_of_a_protected_patient_is_left(protection: ProtectedIdentity, label: str) -> None:
    secrets: dict[str, Any] = {"protected_identity": protection}
    entries: list[Entity] = []
    for entry in open_entries():
        places: dict[str, Any] = {attr.name: f"HEMLIG {attr.name}" for attr in attrs_of(type(entry)) if attr.locates}
        entries.append(replace(entry, **places))
    patient = maja(
        address="HEMLIG gata 7\n123 45 Hemmaby", phone="070-555 66 77", former_numbers=("HEMLIG nummer",),
        given_name="Maja", family_name="Hemligsson", called="HEMLIG Majsan", **secrets,
    )  # fmt: skip
    school = Contact(
        patient_id=ME, name="HEMLIG lärare", unit="HEMLIG skola", phone="HEMLIG", category=ContactCategory.SCHOOL_WORK
    )
    plan = CarePlan(patient_id=ME, what_matters="Bor på HEMLIG gata 7, ring 0705556677. Maja Hemligsson vill cykla.")
    goal = CareGoal(patient_id=ME, plan_id=plan.id, goal="Lugn i skolan")
    others: list[Entity] = [
        school, plan, goal,
        Intervention(patient_id=ME, goal_id=goal.id, what="Ro", responsible="HEMLIG vikarie", contact_id=school.id),
        Appointment(patient_id=ME, what="HEMLIGT samtal", day=date(2026, 12, 1), contact_id=school.id),
        Referral(patient_id=ME, question="HEMLIGT ärende", contact_id=school.id),
        ContactRole(
            patient_id=ME, contact_id=school.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2026, 1, 1),
            informed_by="HEMLIG rektor",
        ),
        HandedOutPlan(
            patient_id=ME, plan_id=plan.id, number=2, handed_out_on=date(2026, 1, 1), handed_to="Maja Hemligsson",
            handed_out_by="Anna", document="HEMLIG gata",
        ),
        Consent(
            patient_id=ME, purpose=ConsentPurpose.SIP, given_by="Hemligsson, Maja", given_on=date(2026, 1, 1),
            recipients="Neurologen", covers="Planen", valid_until=date(2027, 1, 1),
        ),
    ]  # fmt: skip
    kept = [entry for entry in entries if entry.KIND != "patient"]
    found = document_bundle(record(patient, *kept, *others), HERE, with_log=True)
    assert faults(found) == []
    said = list(map(without_ids, texts(found)))
    assert [text for text in said if "HEMLIG" in text or "Hemmaby" in text or "Hemligsson" in text] == []
    assert not any("5556677" in text.replace(" ", "").replace("-", "") for text in said)
    (name,) = only(found, "Patient")["name"]
    assert name == {"text": "Skyddad uppgift"}
    (task,) = [one for one in resources(found, "Task") if one.get("description") == "Ro"]
    assert task["owner"] == {"display": HIDDEN}
    assert not only(found, "Patient").keys() & {"address", "telecom", "generalPractitioner"}
    labels = [entry["resource"]["meta"]["security"][0]["code"] for entry in found["entry"]]
    assert set(labels) == {label} and found["meta"]["security"][0]["code"] == label
    assert any("skyddade och står inte här" in text for text in said)
    # Unprotected, each of these words leaves: the canaries are alive.
    alive = to_bytes(
        document_bundle(record(replace(patient, protected_identity=ProtectedIdentity.NONE), *kept, *others), HERE)
    )
    assert b"HEMLIG skola" in alive and b"Hemligsson" in alive and b"HEMLIGT samtal" in alive


def canary_guardian(**fields: Any) -> Guardian:
    known: dict[str, Any] = {
        "name": "KANARIE Mamma", "phone": "070-123 99 88", "email": "kanarie@exempel.se", "address": "KANARIE gata 1",
        "kommun": "KANARIE", "language": "KANARIE", "decides_alone_on": "KANARIE", "kinship": Kinship.MOTHER,
        "custody": Custody.SOLE, "note": "KANARIE", "source": "KANARIE", "checked_by": "KANARIE",
        "valid_from": date(2011, 3, 4), "protected_identity": ProtectedIdentity.MARKED,
    }  # fmt: skip
    return Guardian(patient_id=ME, **(known | fields))


@pytest.mark.parametrize("home", list(SharesHome))
def test_nothing_of_a_protected_guardian_is_left_and_no_shared_home(home: SharesHome) -> None:
    child = maja(birth_date=date(2015, 1, 1), address="Hemgatan 3")
    plan = CarePlan(patient_id=ME, what_matters="KANARIE mamma ringer från 070 1239988")
    found = bundle(child, canary_guardian(lives_with_patient=home), plan)
    assert faults(found) == []
    person = only(found, "RelatedPerson")
    assert person.keys() == {"resourceType", "id", "identifier", "text", "patient", "name", "relationship"}
    assert person["name"] == [{"text": PROTECTED_PERSON}]
    assert person["relationship"] == [{"text": "Vårdnadshavare"}]
    said = without_ids(to_bytes(found).decode())
    assert "KANARIE" not in said.upper() and "1239988" not in said.replace(" ", "") and "2011" not in said
    assert ("Hemgatan" in said) is (home is SharesHome.NO)
    assert "KANARIE Mamma" in str(bundle(child, canary_guardian(protected_identity=ProtectedIdentity.NONE)))


def test_a_guardian_decides_until_the_day_before_the_child_comes_of_age() -> None:
    child = maja(birth_date=date(2008, 12, 1), identity_number=None)
    free = canary_guardian(protected_identity=ProtectedIdentity.NONE)
    person = only(bundle(child, free), "RelatedPerson")
    assert person["period"] == {"start": "2011-03-04", "end": "2026-11-30"}
    assert person["active"] is True
    assert [concept["text"] for concept in person["relationship"]] == ["Vårdnadshavare", "Mamma"]
    assert [concept["coding"][0]["code"] for concept in person["relationship"]] == ["GUARD", "MTH"]
    earlier = only(bundle(child, replace(free, valid_until=date(2020, 1, 1))), "RelatedPerson")
    assert (earlier["period"]["end"], earlier["active"]) == ("2020-01-01", False)
    grown = only(bundle(maja(birth_date=date(2008, 11, 22), identity_number=None), free), "RelatedPerson")
    assert (grown["period"]["end"], grown["active"]) == ("2026-11-21", False)
    unknown = only(bundle(maja(birth_date=None, identity_number=None), free), "RelatedPerson")
    assert unknown["period"] == {"start": "2011-03-04"}


def test_a_representative_has_the_power_that_was_given_and_no_code_that_almost_fits() -> None:
    found = [
        only(bundle(LegalRepresentative(patient_id=ME, name="Per", power=power)), "RelatedPerson") for power in Power
    ]
    assert [person["relationship"][0]["text"] for person in found] == [power.label for power in Power]
    coded = [
        person["relationship"][0]["coding"][0]["code"] for person in found if "coding" in person["relationship"][0]
    ]
    assert coded == ["POWATT"]


def test_a_relative_may_be_named_as_receiver_of_a_consent() -> None:
    consent = Consent(
        patient_id=ME, purpose=ConsentPurpose.OTHER, given_by="Maja Test", given_on=date(2026, 1, 1),
        recipients="Mormor", covers="Tider", excludes="Diagnoser", valid_until=date(2027, 1, 1),
    )  # fmt: skip
    granny = Relative(patient_id=ME, name="Siv", kinship=Kinship.GRANDPARENT, consent_id=consent.id)
    found = bundle(consent, granny)
    one = only(found, "Consent")
    assert one["performer"] == [{"reference": f"urn:uuid:{only(found, 'Patient')['id']}"}]
    named = [actor["reference"] for actor in one["provision"]["actor"]]
    assert named[0] == {"display": "Mormor"}
    assert at(found, named[1])["name"] == [{"text": "Siv"}]
    assert (one["status"], one["provision"]["period"]) == ("active", {"start": "2026-01-01", "end": "2027-01-01"})
    assert one["provision"]["provision"] == [{"type": "deny", "code": [{"text": "Diagnoser"}]}]
    revoked = only(bundle(replace(consent, revoked_on=date(2026, 5, 1))), "Consent")
    assert (revoked["status"], revoked["provision"]["period"]["end"]) == ("inactive", "2026-05-01")
    assert only(bundle(replace(consent, valid_until=date(2026, 11, 21))), "Consent")["status"] == "inactive"


def test_a_contact_is_a_role_with_a_person_at_a_place() -> None:
    karin = Contact(
        patient_id=ME, name="Karin Åhs", role="sjuksköterska", unit="Neurologen", organisation="Sjukhuset",
        care_provider="Region Ett", phone="010-1", switchboard="010-2", email="k@exempel.se", hsa_id="SE1-1",
        channel=Channel.SDK, channel_note="via registrator", phone_hours="9–10", body_area="Hjärna",
    )  # fmt: skip
    held = ContactRole(
        patient_id=ME, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2025, 1, 1), main=True
    )
    former = replace(held, id=ME, assignment=Assignment.FIXED_PHYSICIAN_CONTACT, end=date(2025, 6, 1), main=False)
    found = bundle(karin, held, former)
    (role,) = [one for one in resources(found, "PractitionerRole") if "specialty" in one]
    assert [code["text"] for code in role["code"]] == ["sjuksköterska", "Fast vårdkontakt (huvudansvarig samordnare)"]
    assert at(found, role["practitioner"])["name"] == [{"text": "Karin Åhs"}]
    unit = at(found, role["organization"])
    house = at(found, unit["partOf"])
    assert [unit["name"], house["name"], at(found, house["partOf"])["name"]] == [
        "Neurologen",
        "Sjukhuset",
        "Region Ett",
    ]
    assert [point["value"] for point in role["telecom"]] == [
        "010-1", "010-2", "k@exempel.se", "Säker kanal: Säker digital kommunikation (SDK). via registrator",
    ]  # fmt: skip
    assert role["identifier"][1]["system"] == "urn:oid:1.2.752.29.4.19"
    team = only(found, "CareTeam")["participant"]
    assert [(part["role"][0]["text"], part.get("period")) for part in team] == [
        ("Fast vårdkontakt (huvudansvarig samordnare)", {"start": "2025-01-01"}),
        ("Fast läkarkontakt", {"start": "2025-01-01", "end": "2025-06-01"}),
        ("sjuksköterska", None),
    ]
    assert {at(found, part["member"])["id"] for part in team} == {role["id"]}


def test_a_unit_without_a_name_is_a_contact_too_and_a_former_one_is_over() -> None:
    unit = Contact(patient_id=ME, unit="Ögonmottagningen", status=ContactStatus.ENDED)
    found = bundle(unit)
    (part,) = only(found, "CareTeam")["participant"]
    assert part["member"]["display"] == "Ögonmottagningen"
    role = at(found, part["member"])
    assert "practitioner" not in role and role["active"] is False
    assert at(found, role["organization"])["name"] == "Ögonmottagningen"
    (why,) = part["period"]["_end"]["extension"]
    assert why["valueCode"] == "unknown"
    assert "Avslutad" in sections(found)["Kontakter"]["text"]["div"]


@pytest.mark.parametrize("written", ["Åsa Öberg", "Öberg, Åsa", unicodedata.normalize("NFD", "Åsa Öberg")])
def test_a_protected_patients_whole_name_is_masked_however_it_is_written(written: str) -> None:
    patient = replace(MAJA, given_name="Åsa", family_name="Öberg", protected_identity=ProtectedIdentity.MARKED)
    diagnosis = RareCondition(
        patient_id=PATIENT_ID, text=f"Ärftligt hos {written}", orpha=Coding(code="558", display=f"{written}s sjukdom")
    )
    left = to_bytes(document_bundle(record_of(patient, diagnosis), uuid4())).decode()
    assert "Ärftligt" in left
    assert "berg" not in left and "A\u030asa" not in left and "Åsa" not in left
