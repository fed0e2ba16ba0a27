"""No file leaves without a target and a purpose that go together: by no written name, and to nobody who is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coordinator.contact import Contact, ContactStatus
from coordinator.errors import RuleError
from coordinator.exchange.target import CSV, FHIR, ICS, RECORD, VCARD, Outgoing, Purpose, Target, leave, refusal
from coordinator.guardian import Guardian
from coordinator.recipient import PATIENT, Recipient, recipients
from coordinator.shared_paper import Ground
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

SCHOOL = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="klasslärare", unit="Ekskolan")
TO_SCHOOL = Recipient("Åke Blom, klasslärare", SCHOOL.id)
INSIDE = pytest.mark.parametrize("purpose", [Purpose.OWN_SYSTEM, Purpose.CALENDAR])


@INSIDE
@pytest.mark.parametrize("what", [FHIR, RECORD, CSV, VCARD], ids=lambda one: one.name)
def test_a_contact_is_none_of_our_own_systems(what: Outgoing, purpose: Purpose) -> None:
    if purpose in what.purposes:
        assert "passar inte ihop" in refusal(record_of(SCHOOL), what, Target(TO_SCHOOL, purpose))


@pytest.mark.parametrize("name", ["Åke Blom", "åke  blom", " Åke Blom, klasslärare ", "ÅKE BLOM"])
def test_whoever_writes_the_name_of_a_contact_means_that_contact(name: str) -> None:
    record = record_of(SCHOOL)
    for purpose in (Purpose.OWN_SYSTEM, Purpose.CARE):
        target = Target(Recipient(name), purpose, Ground.LAW, "Skollagen")
        assert "Välj" in refusal(record, FHIR, target) and "Åke" not in refusal(record, FHIR, target)
        with pytest.raises(RuleError):
            leave(record, FHIR, target, sha256="a")
    assert refusal(record, ICS, Target(Recipient(name), Purpose.CALENDAR)) == ""  # it tells nothing of the patient


@pytest.mark.parametrize("name", [PATIENT, "patienten", MAJA.calling_name, f"{MAJA.given_name} {MAJA.family_name}"])
def test_whoever_writes_the_name_of_the_patient_means_the_patient(name: str) -> None:
    assert "Välj" in refusal(record_of(), FHIR, Target(Recipient(name), Purpose.OWN_SYSTEM))
    assert "Välj" in refusal(record_of(), FHIR, Target(Recipient(name), Purpose.CARE, Ground.EMERGENCY, "Sjuk"))


def test_a_name_that_several_have_is_told_apart_first() -> None:
    other = replace(SCHOOL, id=PATIENT_ID, role="rektor")
    assert "Flera heter så" in refusal(record_of(SCHOOL, other), FHIR, Target(Recipient("Åke Blom"), Purpose.CARE))


def test_a_contact_that_ended_gets_no_file_by_name_or_choice() -> None:
    record = record_of(replace(SCHOOL, status=ContactStatus.ENDED))
    for to in (TO_SCHOOL, Recipient("Åke Blom")):
        assert "avslutad" in refusal(record, FHIR, Target(to, Purpose.CARE, Ground.LAW, "Skollagen"))


def test_who_no_longer_stands_for_the_patient_gets_no_file() -> None:
    born = TODAY - timedelta(days=9 * 365)
    child = replace(MAJA, birth_date=born)
    guardian = Guardian(patient_id=PATIENT_ID, name="Lo Lindeskog")
    whom = next(one for one in recipients(record_of(child, guardian)) if "Lo Lindeskog" in one.name)
    target = Target(whom, Purpose.PATIENT)
    assert refusal(record_of(child, guardian), FHIR, target) == ""
    assert "företräder inte" in refusal(record_of(child), FHIR, target)
    with pytest.raises(RuleError):
        leave(record_of(child), FHIR, target, sha256="a")
