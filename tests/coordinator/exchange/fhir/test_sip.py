"""A SIP in the FHIR document: a CarePlan with the national code, a Task for each row, nobody who may not be named."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator.contact import Contact, ContactCategory
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason
from tests.conftest import without_ids
from tests.coordinator.documents.sip_samples import whole_sip
from tests.coordinator.exchange.fhir.reading import ME, NOW, at, bundle, maja, only, resources, sections, texts
from tests.coordinator.exchange.fhir.test_bundle import faults

TODAY = NOW.date()
WHOLE = whole_sip(ME)


def whole(*entries: Entity) -> dict[str, Any]:
    """The bundle of these, after every check."""
    found = bundle(*entries)
    assert faults(found) == []
    return found


def test_a_sip_is_a_care_plan_with_the_national_code() -> None:
    found = whole(*WHOLE.entries())
    plan = only(found, "CarePlan")
    (coding,) = plan["category"][0]["coding"]
    assert (coding["system"], coding["code"]) == ("https://fhir.inera.se/CodeSystem/typeofcareplan-cs", "SIP")
    assert (plan["status"], plan["title"], plan["description"], plan["created"]) == (
        "active", "Samordnad individuell plan 2", "Jag vill träffa Noa.", "2026-11-20",
    )  # fmt: skip
    assert {"text": "Patienten och familjen gör: Leo ringer Noa."} in plan["note"]
    assert {"text": "Övergripande ansvar: Region"} in plan["note"]
    assert sections(found)["Samordnad individuell plan"]["entry"][0]["reference"] == f"urn:uuid:{plan['id']}"


def test_each_row_is_a_task_and_leads_to_who_does_it() -> None:
    found = whole(*WHOLE.followed_up(*[DecisionStatus.ONGOING] * 2, DecisionStatus.CHANGED, on=TODAY).entries())
    plan = only(found, "CarePlan")
    first, second, third = [at(found, one["reference"]) for one in plan["activity"]]
    assert (first["status"], first["description"], first["executionPeriod"]) == (
        "in-progress", "Sömnskola", {"start": "2026-12-01"},
    )  # fmt: skip
    assert at(found, first["owner"])["resourceType"] == "PractitionerRole"
    assert first["restriction"] == {"period": {"end": "2027-01-15"}}
    assert {"text": "Mål: Hel natt fem dagar i veckan"} in first["note"]
    assert second["owner"]["display"] == "Anna Berg, LSS-handläggare"
    assert third["owner"] == {"display": "Susanne Palm, handläggare, Försäkringskassan"}
    assert (third["status"], third["businessStatus"]) == ("in-progress", {"text": "Ändrat"})


def test_who_takes_part_are_the_patient_contacts_and_others_by_name() -> None:
    found = whole(*WHOLE.entries())
    patient, family, helena, anna, susanne = only(found, "CarePlan")["contributor"]
    assert at(found, patient)["resourceType"] == "Patient"
    assert family == {"display": "Maria Björk, vårdnadshavare"}
    assert [at(found, one)["resourceType"] for one in (helena, anna)] == ["PractitionerRole"] * 2
    assert susanne == {"display": "Susanne Palm, handläggare, Försäkringskassan"}
    assert "070-174 06 12" not in " ".join(texts(found))


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"established_on": None}, "draft"),
        ({}, "active"),
        ({"closed_on": TODAY, "close_reason": SipCloseReason.GOALS_MET}, "completed"),
        ({"closed_on": TODAY, "close_reason": SipCloseReason.REPLACED}, "revoked"),
        ({"closed_on": TODAY, "close_reason": SipCloseReason.CONSENT_REVOKED}, "revoked"),
    ],
)
def test_where_the_plan_stands_is_its_status(changed: dict[str, Any], status: str) -> None:
    assert only(whole(*WHOLE.entries(**changed)), "CarePlan")["status"] == status


def test_what_came_to_nothing_is_no_plan() -> None:
    declined = Sip(patient_id=ME, answer=SipAnswer.NO, answer_note="Orkar inte")
    refused = Sip(patient_id=ME, number=2, refused_on=TODAY, refused_reason="Bara regionen")
    found = whole(declined, refused)
    assert resources(found, "CarePlan") == [] and "Samordnad individuell plan" not in sections(found)


def test_how_it_came_to_be_stays_here() -> None:
    said = " ".join(texts(whole(*WHOLE.entries(need="BEHOVET", answer_note="SVARET", close_note="SLUTET"))))
    assert not [word for word in ("BEHOVET", "SVARET", "SLUTET", "Daniel Roos", "Sal 4") if word in said]


def test_a_contact_that_is_on_no_paper_or_tells_the_place_is_not_named() -> None:
    off = tuple(replace(one, on_print=False) if isinstance(one, Contact) else one for one in WHOLE.others)
    said = without_ids(" ".join(texts(whole(*replace(WHOLE, others=off).entries()))))
    assert "Anna Berg" not in said and "0430" not in said
    school = tuple(
        replace(one, category=ContactCategory.SCHOOL_WORK) if isinstance(one, Contact) else one for one in WHOLE.others
    )
    hidden = maja(protected_identity=ProtectedIdentity.REGISTRATION)
    found = whole(hidden, *replace(WHOLE, others=school).entries())
    assert only(found, "CarePlan")["contributor"][2:4] == [{"display": HIDDEN}] * 2
    assert "Anna Berg" not in " ".join(texts(found))


def test_an_empty_sip_is_a_draft() -> None:
    plan = only(whole(Sip(patient_id=ME)), "CarePlan")
    assert (plan["status"], plan["title"], "activity" in plan) == ("draft", "Samordnad individuell plan 1", False)
