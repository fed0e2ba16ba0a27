"""A resource names a profile of HL7 Sweden only when it meets it; what cannot be met is not claimed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.exchange.fhir.bundle import document_bundle
from coordinator.identity import IdentityType
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.settings import OWN_HSA_ID, PROVIDER_HSA_ID, UNIT_HSA_ID, Settings
from tests.coordinator.exchange.fhir.reading import (
    ANNA,
    HERE,
    ME,
    NOW,
    at,
    bundle,
    maja,
    only,
    open_entries,
    record,
    resources,
)
from tests.coordinator.exchange.fhir.se_base import BASE, claimed, unmet
from tests.rules.made_up import filled, whole_records

HSA_IDS = {
    UNIT_HSA_ID.key: "SE2321000016-1A2B", PROVIDER_HSA_ID.key: "SE2321000016-106J", OWN_HSA_ID.key: "SE2321000016-9XYZ",
}  # fmt: skip


def wrong(found: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Every claim that is not met, or of another type's profile."""
    return [
        (resource["resourceType"], unmet(resource))
        for resource in (entry["resource"] for entry in found["entry"])
        if claimed(resource) and (unmet(resource) or claimed(resource) != [f"{BASE}SEBase{resource['resourceType']}"])
    ]


@pytest.mark.parametrize(
    ("kind", "number", "is_claimed"),
    [
        (IdentityType.PERSONNUMMER, "199007282388", True),
        (IdentityType.SAMORDNINGSNUMMER, "196109732393", True),
        (IdentityType.RESERVNUMMER, "98240301AA06", True),
        (IdentityType.RESERVNUMMER, "98240301IO06", False),  # letters that no such number has
        (IdentityType.RESERVNUMMER, "19900728K123", False),  # a region's own
        (IdentityType.PERSONNUMMER, "inte ett nummer", False),
        (IdentityType.PERSONNUMMER, "١٩٩٠٠٧٢٨٢٣٨٨", False),
        (IdentityType.UNKNOWN, "pass 123", False),
        (IdentityType.UNKNOWN, None, False),
    ],
)
def test_a_patient_keeps_to_the_profile_when_her_number_does(
    kind: IdentityType, number: str | None, is_claimed: bool
) -> None:
    found = bundle(maja(identity_type=kind, identity_number=number))
    assert claimed(only(found, "Patient")) == ([f"{BASE}SEBasePatient"] if is_claimed else [])
    assert wrong(found) == []


@pytest.mark.parametrize("protected", list(ProtectedIdentity))
def test_a_protected_patient_keeps_to_it_too(protected: ProtectedIdentity) -> None:
    found = bundle(maja(protected_identity=protected, former_numbers=("98240301AA06", "199007282388")))
    assert claimed(only(found, "Patient")) and wrong(found) == []


def test_a_record_of_practice_claims_nothing_of_its_patient() -> None:
    found = document_bundle(record(practice=True), HERE)
    assert claimed(only(found, "Patient")) == []
    assert unmet(only(found, "Patient")) == ["a label that is not of the list"]


def test_people_and_places_keep_to_theirs_and_nothing_else_claims_any() -> None:
    found = bundle(*open_entries(), with_log=True)
    types = {"Patient", "Practitioner", "PractitionerRole", "Organization"}
    assert {one["resource"]["resourceType"] for one in found["entry"] if claimed(one["resource"])} == types - {
        "Patient"
    }
    assert all(claimed(one) for type_ in types - {"Patient"} for one in resources(found, type_))
    assert wrong(found) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(entries=whole_records())
def test_no_record_claims_what_it_does_not_keep(entries: tuple[Entity, ...]) -> None:
    by_kind = {kind: tuple(entry for entry in entries if type(entry) is kind) for kind in KINDS}
    (patient,) = by_kind[Patient]
    assert wrong(document_bundle(Record(patient.id, NOW, ANNA, record().settings, by_kind), HERE)) == []


def test_a_claim_that_is_not_kept_would_be_seen() -> None:
    found = bundle(*filled(ME))
    role = resources(found, "PractitionerRole")[0]
    role["identifier"] = [{"system": "urn:oid:1.2.752.29.4.19", "value": "SE1-1"}] * 2
    resources(found, "Organization")[0]["meta"]["profile"] = [f"{BASE}SEBasePatient"]
    assert wrong(found) == [
        ("PractitionerRole", ["two HSA-ids", "an HSA-id of another type", "an HSA-id of another type"]),
        ("Organization", []),
    ]


def with_settings(*entries: Entity, **values: str) -> dict[str, Any]:
    one = record(*entries)
    return document_bundle(replace(one, settings=Settings(HSA_IDS | values)), HERE)


def test_our_own_hsa_ids_stand_where_they_are_set() -> None:
    found = with_settings(Contact(patient_id=ME, name="Karin", unit=ANNA.unit))
    role = at(found, only(found, "Composition")["author"][0])
    person, unit = at(found, role["practitioner"]), at(found, role["organization"])
    provider = at(found, unit["partOf"])
    numbers = [one["identifier"][0]["value"] for one in (person, unit, provider)]
    assert numbers == ["SE2321000016-9XYZ", "SE2321000016-1A2B", "SE2321000016-106J"]
    assert at(found, only(found, "Composition")["custodian"]) == unit
    assert unit["name"] == ANNA.unit and "name" not in provider
    # A contact at a unit of the same name is not thereby at ours.
    same_name = [one for one in resources(found, "Organization") if one.get("name") == ANNA.unit]
    assert [one.get("identifier") is not None for one in same_name] == [True, False]
    assert wrong(found) == []


def test_without_hsa_ids_none_is_written() -> None:
    assert "1.2.752.29.4.19" not in str(bundle())
