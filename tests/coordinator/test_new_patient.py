"""A new patient with her diagnosis in one change, and who already has a number."""

from uuid import UUID

import pytest

from coordinator.desk import Desk, PatientRow
from coordinator.diagnosis import RareCondition
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.new_patient import holder_of, register_with_diagnosis
from coordinator.person import DiagnosisState, Patient, PatientStatus
from coordinator.record import Record
from coordinator.settings import Settings
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, MemoryStore, done, noon


@pytest.fixture
def blank() -> Record:
    return Record(PATIENT_ID, noon(TODAY), ACTOR, Settings(), {})


def test_the_diagnosis_comes_with_the_patient_as_the_main_one(blank: Record) -> None:
    change = register_with_diagnosis(blank, given_name="Maja", number="900728-2388", diagnosis=" Dravets syndrom ")
    record = done(blank, change)
    (condition,) = record.all(RareCondition)
    assert (condition.text, condition.main, condition.patient_id) == ("Dravets syndrom", True, PATIENT_ID)
    patient = record.patient
    assert patient.identity_number == "199007282388"
    assert patient.diagnosis_state is DiagnosisState.DIAGNOSED
    assert (patient.diagnosis_checked, patient.diagnosis_checked_by) == (TODAY, ACTOR.name)


@pytest.mark.parametrize("words", ["", "  "])
def test_without_words_there_is_no_diagnosis_and_nothing_is_said_of_it(blank: Record, words: str) -> None:
    record = done(blank, register_with_diagnosis(blank, given_name="Maja", diagnosis=words))
    assert record.all(RareCondition) == ()
    assert record.patient.diagnosis_state is DiagnosisState.NOT_ASKED


def test_a_diagnosis_alone_is_nobody(blank: Record) -> None:
    with pytest.raises(RuleError, match="Skriv minst ett namn"):
        register_with_diagnosis(blank, diagnosis="Dravets syndrom")


def test_one_undo_takes_all_of_it_back() -> None:
    desk = Desk(MemoryStore(noon(TODAY)))
    applied = desk.begin(register_with_diagnosis, given_name="Maja", diagnosis="Dravets syndrom")
    assert applied.kinds == {Patient, RareCondition}
    desk.undo(applied.id)
    assert not desk.store.beside(applied.patient_id).known


def _row(number: str, *former: str) -> PatientRow:
    return PatientRow(
        id=new_id(), name="Maja", number=number, birth_date=None, protected=False, contacts=0, called="",
        sorted_name="Maja", former_numbers=former, status=PatientStatus.ACTIVE, conditions=(), units=(),
    )  # fmt: skip


def test_who_has_a_number_is_found_however_it_is_written() -> None:
    maja, alva, nobody = _row("19900728-2388", "992004391013"), _row("Pass c-123"), _row("")
    rows = [nobody, maja, alva]
    assert isinstance(maja.id, UUID)
    assert holder_of("199007282388", rows) is maja
    assert holder_of("99 2004391013", rows) is maja
    assert holder_of("pass C123", rows) is alva
    assert holder_of("20240115-2398", rows) is None
    assert holder_of(" - ", rows) is None
