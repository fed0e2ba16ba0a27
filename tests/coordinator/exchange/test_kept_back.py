"""A file holds nothing that she may not be shown or wants to keep back, in any form it is written."""

import json
from uuid import uuid4

import pytest

from coordinator.appointment import Appointment
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.entity import Knowledge
from coordinator.exchange.extract_json import extract_json
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.kept_back import seen_by
from coordinator.exchange.record_json import read_record_json, record_json
from coordinator.exchange.target import FHIR, RECORD, Purpose, Target
from coordinator.exchange.target_offers import kept_back
from coordinator.journal_entry import JournalEntry
from coordinator.recipient import PATIENT, Recipient
from coordinator.record import Record
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID, TODAY, noon, record_of

HIDDEN = AlertInformation(
    patient_id=PATIENT_ID, type=AlertType.SUBSTANCE, term="Wolframat", comment="Oroas lätt", for_patient=False
)
SHOWN = AlertInformation(patient_id=PATIENT_ID, type=AlertType.SUBSTANCE, term="Latexgummi")
IN_JOURNAL = JournalEntry(
    patient_id=PATIENT_ID, entry_kind=HIDDEN.KIND, entry_id=HIDDEN.id, entry_version=1, entered_at=noon(TODAY),
    words="Tål inte wolframat",
)  # fmt: skip
ANSWER = AlertGroupAnswer(
    patient_id=PATIENT_ID, about=HIDDEN.group, known=Knowledge.NONE_KNOWN, source="Wolframlistan"
)  # fmt: skip
HERS = Target(Recipient(PATIENT, is_patient=True), Purpose.PATIENT)
CLINIC = Target(Recipient("Barnkliniken"), Purpose.CARE)
WHOLE = record_of(HIDDEN, SHOWN, IN_JOURNAL, ANSWER)


def _fhir(record: Record) -> bytes:
    return to_bytes(document_bundle(record, uuid4(), with_log=True))


@pytest.mark.parametrize("written", [_fhir, record_json, extract_json])
def test_what_she_may_not_see_is_in_no_file_to_her(written: object) -> None:
    assert callable(written)
    text = written(seen_by(WHOLE, HERS)).decode().casefold()
    assert "latexgummi" in text
    for secret in ("wolfram", "oroas"):
        assert secret not in text


def test_others_have_it_and_so_does_a_record_that_keeps_nothing() -> None:
    assert seen_by(WHOLE, CLINIC) is WHOLE
    assert b"Wolframat" in record_json(seen_by(WHOLE, CLINIC)) and b"Wolframat" in _fhir(seen_by(WHOLE, CLINIC))
    open_record = record_of(SHOWN)
    assert seen_by(open_record, HERS) is open_record


def test_what_is_left_can_be_read_by_itself_and_says_that_it_is_not_all() -> None:
    seen = seen_by(WHOLE, HERS)
    read = read_record_json(record_json(seen, whole=seen is WHOLE))
    assert not read.complete
    assert {type(one) for one in read.entries} == {type(WHOLE.patient), AlertInformation}
    assert str(HIDDEN.id) not in json.dumps(json.loads(record_json(seen)))


def test_what_she_wants_on_no_paper_goes_to_no_other_clinic_and_stays_in_what_is_hers() -> None:
    kept_off = Contact(patient_id=PATIENT_ID, name="Siri Bertmark", on_print=False)
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=kept_off.id, start=TODAY, assignment=Assignment.FIXED_CARE_CONTACT
    )
    visit = Appointment(patient_id=PATIENT_ID, day=TODAY, contact_id=kept_off.id, with_whom="Siri Bertmark")
    shown = Contact(patient_id=PATIENT_ID, name="Åke Blom")
    record = record_of(kept_off, role, visit, shown)
    for written in (_fhir, record_json):
        to_clinic = written(seen_by(record, CLINIC)).decode()
        assert "Bertmark" not in to_clinic and str(kept_off.id) not in to_clinic and "Åke Blom" in to_clinic
    assert "Bertmark" in record_json(seen_by(record, HERS)).decode()
    assert ["papper" in one for one in kept_back(record, RECORD, CLINIC)] == [True]
    assert [*kept_back(record, RECORD, HERS)] == [] and [*kept_back(record_of(shown), FHIR, CLINIC)] == []
    assert not read_record_json(record_json(seen_by(record, CLINIC), whole=seen_by(record, CLINIC) is record)).complete
