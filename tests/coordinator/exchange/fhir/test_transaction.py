"""The transaction: the document's own resources under the same ids, each with what a server is to do with it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from coordinator.contact import Contact
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.fhir.closure import unresolved
from coordinator.exchange.fhir.transaction import transaction_bundle
from coordinator.identity import IdentityType
from coordinator.person import ProtectedIdentity
from coordinator.sections import Section
from tests.coordinator.exchange.fhir.reading import HERE, ME, maja, open_entries, record, resources, texts

NATIONAL = "http://electronichealth.se/identifier/"


def of(*entries: Any, **options: Any) -> dict[str, Any]:
    return transaction_bundle(record(*entries), HERE, **options)


def request(found: dict[str, Any], type_: str) -> dict[str, str]:
    (one,) = [entry["request"] for entry in found["entry"] if entry["resource"]["resourceType"] == type_]
    asked: dict[str, str] = one
    return asked


def test_it_holds_what_the_document_holds_but_its_first_page() -> None:
    entries = open_entries()
    document = document_bundle(record(*entries), HERE, with_log=True)
    found = of(*entries, with_log=True)
    assert found["type"] == "transaction" and "identifier" not in found
    assert [entry["resource"] for entry in found["entry"]] == [entry["resource"] for entry in document["entry"][1:]]
    assert [entry["fullUrl"] for entry in found["entry"]] == [entry["fullUrl"] for entry in document["entry"][1:]]
    assert resources(found, "Composition") == []
    assert to_bytes(of(*entries, with_log=True)) == to_bytes(found)


def test_everything_is_put_where_its_id_says_and_no_place_twice() -> None:
    found = of(*open_entries(), with_log=True)
    assert [entry["request"] for entry in found["entry"]] == [
        {"method": "PUT", "url": f"{entry['resource']['resourceType']}/{entry['resource']['id']}"}
        for entry in found["entry"]
    ]
    urls = [entry["request"]["url"] for entry in found["entry"]]
    assert len(urls) == len(set(urls)) > 30


@pytest.mark.parametrize(
    ("kind", "number", "system"),
    [
        (IdentityType.PERSONNUMMER, "199007282388", "personnummer"),
        (IdentityType.SAMORDNINGSNUMMER, "196109732393", "samordningsnummer"),
        (IdentityType.RESERVNUMMER, "98240301AA06", "nationelltReservnummer"),
    ],
)
def test_a_patient_with_a_national_number_is_made_once(kind: IdentityType, number: str, system: str) -> None:
    found = of(maja(identity_type=kind, identity_number=number))
    assert request(found, "Patient") == {
        "method": "POST", "url": "Patient", "ifNoneExist": f"identifier={NATIONAL}{system}|{number}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (IdentityType.RESERVNUMMER, "19900728K123"),  # another region may have given it to somebody else
        (IdentityType.PERSONNUMMER, "1990&identifier=x"),
        (IdentityType.UNKNOWN, None),
    ],
)
def test_a_patient_without_one_is_put_under_her_id(kind: IdentityType, number: str | None) -> None:
    found = of(maja(identity_type=kind, identity_number=number))
    (patient,) = resources(found, "Patient")
    assert request(found, "Patient") == {"method": "PUT", "url": f"Patient/{patient['id']}"}


def test_the_parts_she_keeps_to_herself_are_not_among_them() -> None:
    assert resources(of(*open_entries()), "Device")
    assert resources(of(*open_entries(), left_out=frozenset({Section.DEVICES})), "Device") == []
    assert resources(of(*open_entries()), "Encounter") == []


def test_what_others_share_does_not_get_the_labels_of_one_patient() -> None:
    contact = Contact(patient_id=ME, name="Kim", unit="Neurologen", care_provider="Region Ett")
    found = of(maja(protected_identity=ProtectedIdentity.MARKED), contact)
    labelled = {
        entry["resource"]["resourceType"]: "sekretessmarkering" in str(entry["resource"].get("meta"))
        for entry in found["entry"]
    }
    assert labelled["Patient"] and labelled["CareTeam"] and not labelled["Organization"]
    author, role = resources(found, "PractitionerRole")
    assert "sekretessmarkering" not in str(author.get("meta")) and "sekretessmarkering" in str(role["meta"])
    practice = transaction_bundle(record(contact, practice=True), HERE)
    assert all("HTEST" in str(entry["resource"]["meta"]) for entry in practice["entry"])


def test_shared_resources_are_the_same_for_two_patients() -> None:
    contact = Contact(patient_id=ME, name="Kim", unit="Neurologen", care_provider="Region Ett")
    other = maja(protected_identity=ProtectedIdentity.MARKED)
    other = replace(other, id=UUID(int=9), patient_id=UUID(int=9))
    one, two = of(maja(), contact), of(other, replace(contact, id=UUID(int=8), patient_id=UUID(int=9)))
    for type_ in ("Organization", "Practitioner"):
        shared = {place["id"] for place in resources(one, type_)} & {place["id"] for place in resources(two, type_)}
        assert shared
        assert [each for each in resources(one, type_) if each["id"] in shared] == [
            each for each in resources(two, type_) if each["id"] in shared
        ]


def test_nothing_of_a_protected_patient_is_in_it() -> None:
    hidden = maja(protected_identity=ProtectedIdentity.MARKED, address="Hemgatan 3", phone="070-238 00 00")
    said = " ".join(texts(of(hidden, *(one for one in open_entries() if one.KIND != "patient"))))
    assert "Hemgatan" not in said and "070-238" not in said and "Maja" not in said


def test_an_entry_that_says_nothing_of_what_to_do_is_noticed() -> None:
    found = of()
    del found["entry"][0]["request"]["url"]
    assert unresolved(found) == ["nothing to do: entry 0"]
    found["entry"][0]["resource"]["generalPractitioner"] = [{"reference": "urn:uuid:nobody"}]
    assert any("refers to what is not there" in line for line in unresolved(found))
