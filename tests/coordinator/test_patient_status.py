"""Active, resting, ended, moved, dead: since a day, with what is still open told and nothing closed; and back again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.desk import Desk
from coordinator.errors import RuleError
from coordinator.patient_status import change_status, since_in_words
from coordinator.person import Patient, PatientStatus, register_patient
from coordinator.record import Record
from coordinator.reminder import Reminder
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, done, noon, record_of

ENROLLED = replace(MAJA, birth_date=date(1990, 7, 28), enrolled_on=TODAY - timedelta(days=400))
REMINDER = Reminder(patient_id=PATIENT_ID, what="Ring", owner="Anna Lind", due=TODAY)


def changed(record: Record, status: PatientStatus, **fields: Any) -> Patient:
    return done(record, change_status(record, status, **{"on": TODAY} | fields)).patient


def refusal(record: Record, status: PatientStatus, **fields: Any) -> tuple[str, str]:
    with pytest.raises(RuleError) as refused:
        changed(record, status, **fields)
    return refused.value.title, refused.value.field


def test_a_status_holds_since_a_day_and_says_why() -> None:
    patient = changed(record_of(ENROLLED), PatientStatus.RESTING, on=TODAY - timedelta(days=3), note=" Utomlands ")
    assert (patient.status, patient.status_on) == (PatientStatus.RESTING, TODAY - timedelta(days=3))
    assert (patient.status_note, patient.moved_to) == ("Utomlands", "")
    assert patient.enrolled_on == ENROLLED.enrolled_on


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (TODAY + timedelta(days=1), "Dagen ligger i framtiden"),
        (TODAY - timedelta(days=401), "Dagen ligger före patienten kom till oss"),
    ],
)
def test_a_day_that_cannot_be_is_told_in_words(on: date, title: str) -> None:
    assert refusal(record_of(ENROLLED), PatientStatus.ENDED, on=on) == (title, "on")


def test_of_whom_it_is_not_known_since_when_she_is_here_the_birth_is_the_limit() -> None:
    here = record_of(replace(ENROLLED, enrolled_on=None))
    assert refusal(here, PatientStatus.ENDED, on=date(1990, 7, 27)) == ("Dagen ligger före födelsedagen", "on")
    assert changed(here, PatientStatus.ENDED, on=date(1990, 7, 28)).status is PatientStatus.ENDED


def test_who_moved_went_somewhere_and_nobody_else_did() -> None:
    record = record_of(ENROLLED)
    assert refusal(record, PatientStatus.MOVED, moved_to="  ") == ("Vart har patienten flyttat?", "moved_to")
    assert refusal(record, PatientStatus.ENDED, moved_to="Region X") == ("Välj Flyttad", "moved_to")
    moved = changed(record, PatientStatus.MOVED, moved_to=" Region Jämtland ")
    assert (moved.status, moved.moved_to) == (PatientStatus.MOVED, "Region Jämtland")


def test_she_comes_back_and_where_she_had_moved_is_left_to_the_history() -> None:
    gone = done(record_of(ENROLLED), change_status(record_of(ENROLLED), PatientStatus.MOVED, on=TODAY, moved_to="Umeå"))
    back = changed(gone, PatientStatus.ACTIVE)
    assert (back.status, back.moved_to, back.status_on) == (PatientStatus.ACTIVE, "", TODAY)


def test_the_same_once_more_is_refused_but_a_wrong_day_is_set_right() -> None:
    ended = record_of(replace(ENROLLED, status=PatientStatus.ENDED, status_on=TODAY))
    assert refusal(ended, PatientStatus.ENDED)[0] == "Inget är ändrat"
    change = change_status(ended, PatientStatus.ENDED, on=TODAY - timedelta(days=9))
    assert change.title == "Status rättad"


@pytest.mark.parametrize("status", [one for one in PatientStatus if one is not PatientStatus.ACTIVE])
def test_nothing_else_of_her_is_closed(status: PatientStatus) -> None:
    record = record_of(ENROLLED, REMINDER)
    change = change_status(record, status, on=TODAY, moved_to="Umeå" if status is PatientStatus.MOVED else "")
    assert [type(step.entry) for step in change.steps] == [Patient]


def test_the_history_keeps_what_she_was() -> None:
    desk = Desk(MemoryStore(noon(TODAY)))
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, change_status, PatientStatus.RESTING, on=TODAY)
    desk.do(maja, change_status, PatientStatus.ACTIVE, on=TODAY)
    former = [one.entry for one in desk.store.history(maja, maja)]
    assert {one.status for one in former if isinstance(one, Patient)} == {PatientStatus.ACTIVE, PatientStatus.RESTING}


@pytest.mark.parametrize(
    ("status", "on", "said"),
    [
        (PatientStatus.ACTIVE, None, "Aktiv"),
        (PatientStatus.RESTING, TODAY, "Vilande sedan i dag"),
        (PatientStatus.ENDED, date(2026, 10, 3), "Avslutad sedan 3 okt"),
        (PatientStatus.DECEASED, date(2025, 3, 3), "Avliden 3 mar 2025"),
        (PatientStatus.MOVED, TODAY, "Flyttad i dag"),
    ],
)
def test_the_status_is_said_in_words(status: PatientStatus, on: date | None, said: str) -> None:
    assert since_in_words(replace(MAJA, status=status, status_on=on), TODAY) == said


def test_who_is_new_is_with_us_from_today_unless_another_day_is_said() -> None:
    desk = Desk(MemoryStore(noon(TODAY)))
    new = desk.begin(register_patient, given_name="Maja").patient_id
    known = desk.begin(register_patient, given_name="Alva", enrolled_on=date(2020, 1, 2)).patient_id
    assert desk.store.read(new).patient.enrolled_on == TODAY
    assert desk.store.read(known).patient.enrolled_on == date(2020, 1, 2)
