"""What must hold before a paper leaves the house."""

import pytest

from coordinator.careplan import CarePlan, HandedOutPlan, hand_out_plan
from coordinator.contact import Assignment, Contact, ContactRole, InformedWay
from coordinator.document import texts, to_json
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import CARE_CONTACT
from coordinator.errors import RuleError
from coordinator.handing_out import handed_out_document, paper_of, plan_to_hand_out, require_reprintable
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of

PLAN = CarePlan(patient_id=PATIENT_ID, what_matters="Att sjunga i kören.")


def handed_out(record: Record) -> Record:
    kept = to_json(care_plan_document(record))
    return done(record, hand_out_plan(record, PLAN.id, to="Maja", document=kept))


def test_without_a_plan_there_is_nothing_to_hand_out() -> None:
    with pytest.raises(RuleError, match="Ingen vårdplan att lämna ut"):
        plan_to_hand_out(record_of())
    assert plan_to_hand_out(record_of(PLAN)) == PLAN


def test_a_version_is_the_same_paper_again() -> None:
    record = record_of(PLAN)
    paper = care_plan_document(record)
    assert handed_out_document(handed_out(record), 1) == paper


def test_a_version_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(RuleError, match=r"Version 2 är inte utlämnad.*versioner: 1\."):
        handed_out_document(handed_out(record_of(PLAN)), 2)
    with pytest.raises(RuleError, match=r"versioner: ingen\."):
        handed_out_document(record_of(PLAN), 1)


def test_no_version_comes_out_again_when_somebody_is_protected_since() -> None:
    record = handed_out(record_of(PLAN))
    protected = Patient(
        id=PATIENT_ID,
        patient_id=PATIENT_ID,
        given_name=MAJA.given_name,
        protected_identity=ProtectedIdentity.REGISTRATION,
    )
    hidden = record_of(protected, *record.all(CarePlan), *record.all(HandedOutPlan))
    with pytest.raises(RuleError, match="kan visa var patienten finns"):
        handed_out_document(hidden, 1)
    with pytest.raises(RuleError, match="kan visa var patienten finns"):
        require_reprintable(hidden)
    require_reprintable(record)


def test_the_paper_tells_itself_that_its_information_is_given() -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Karin Åhs", phone="031-390 06 77")
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=contact.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    record = record_of(contact, role)
    told = " ".join(texts(paper_of(record, CARE_CONTACT.made, information_given=InformedWay.ORALLY)))
    silent = " ".join(texts(paper_of(record, CARE_CONTACT.made)))
    assert TODAY.isoformat() in told and "muntligt" in told.lower()
    assert "muntligt" not in silent.lower()
