"""The patient: recognised by a name or a number, whose change of number is kept, and whose protection is heeded."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.change import Add
from coordinator.entity import Knowledge, attrs_of
from coordinator.errors import RuleError
from coordinator.identity import IdentityType
from coordinator.person import Patient, ProtectedIdentity, change_identity, register_patient
from coordinator.record import Record
from coordinator.settings import Settings
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, done, noon, problems_of, record_of


def patient(**fields: Any) -> Patient:
    return replace(MAJA, **fields)


def registered(**fields: Any) -> Patient:
    blank = Record(PATIENT_ID, noon(TODAY), ACTOR, Settings(), {})
    return done(blank, register_patient(blank, **fields)).patient


def test_a_patient_is_registered_with_what_the_number_tells() -> None:
    new = registered(number="900728-2388", given_name="Maja", address="Varvsgatan 14")
    assert (new.id, new.patient_id, new.version) == (PATIENT_ID, PATIENT_ID, 0)
    assert (new.identity_type, new.identity_number) == (IdentityType.PERSONNUMMER, "199007282388")
    assert new.birth_date == date(1990, 7, 28)
    assert (new.number_as_written, new.legal_sex, new.age_on(TODAY)) == ("19900728-2388", "kvinna", 36)


def test_a_newborn_with_a_reserve_number_keeps_the_birth_date_that_was_written() -> None:
    new = registered(number="992004391013", birth_date=TODAY)
    assert (new.identity_type, new.birth_date, new.age_on(TODAY)) == (IdentityType.RESERVNUMMER, TODAY, 0)
    assert (new.legal_sex, new.name) == ("", "Namn saknas")


def test_a_name_is_enough_and_so_is_a_number() -> None:
    assert registered(given_name="Alma").number_as_written == "Nummer saknas"
    assert registered(number="Pass c 123", identity_type=IdentityType.UNKNOWN).identity_number == "Pass c 123"


@pytest.mark.parametrize("fields", [{}, {"number": ""}, {"called": "Kaka"}, {"given_name": "  ", "family_name": "\t"}])
def test_somebody_nobody_can_recognise_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match="känna igen"):
        registered(**fields)


def test_a_number_that_is_wrong_is_refused_at_registration() -> None:
    with pytest.raises(RuleError, match="Kontrollsiffran"):
        registered(number="200001052381", given_name="Maja")


def test_a_number_that_only_looks_like_blanks_is_no_number() -> None:
    with pytest.raises(RuleError, match="tomt"):
        registered(number="  ", identity_type=IdentityType.UNKNOWN, given_name="Maja")


def test_the_newborns_number_is_changed_and_the_former_is_kept() -> None:
    newborn = patient(identity_type=IdentityType.RESERVNUMMER, identity_number="992004391013")
    record = record_of(newborn)
    changed = done(record, change_identity(record, number="20240115-2398")).patient
    assert (changed.identity_number, changed.former_numbers) == ("202401152398", ("992004391013",))
    assert (changed.identity_type, changed.birth_date) == (IdentityType.PERSONNUMMER, date(2024, 1, 15))
    assert (changed.id, changed.given_name) == (newborn.id, newborn.given_name)


def test_a_first_number_leaves_no_former_and_the_same_number_is_no_change() -> None:
    record = record_of(MAJA)
    record = done(record, change_identity(record, number="19900728-2388"))
    assert record.patient.former_numbers == ()
    with pytest.raises(RuleError, match="redan"):
        change_identity(record, number="900728-2388")


def test_a_number_that_comes_back_is_not_among_the_former() -> None:
    record = record_of(patient(given_name="Maja"))
    for number in ("19900728-2388", "20240115-2398", "19900728-2388"):
        record = done(record, change_identity(record, number=number))
    assert record.patient.identity_number == "199007282388"
    assert record.patient.former_numbers == ("202401152398",)


def test_a_first_personnummer_corrects_the_birth_date() -> None:
    record = record_of(patient(birth_date=date(1991, 1, 1)))
    assert done(record, change_identity(record, number="19900728-2388")).patient.birth_date == date(1990, 7, 28)


PERSONNUMMER = {
    "identity_type": IdentityType.PERSONNUMMER,
    "identity_number": "199007282388",
    "birth_date": date(1990, 7, 28),
}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"birth_date": date(2026, 11, 23)}, "Födelsedatumet ligger i framtiden."),
        (PERSONNUMMER | {"birth_date": date(1990, 7, 29)}, "Födelsedatumet är inte detsamma som i numret."),
        (PERSONNUMMER | {"birth_date": None}, "Födelsedatumet är inte detsamma som i numret."),
        (PERSONNUMMER | {"identity_number": "19900728-2388"}, "Numret ska sparas med tolv siffror utan streck."),
        (PERSONNUMMER | {"identity_number": "199007282389"}, "Kontrollsiffran"),
        (PERSONNUMMER | {"identity_type": IdentityType.SAMORDNINGSNUMMER}, "Fel typ av nummer"),
        ({"identity_number": ""}, "Numret är tomt"),
        ({"id": Patient(patient_id=PATIENT_ID).id}, "en enda patient"),
        ({"interpreter": "Arabiska", "interpreter_need": Knowledge.NONE_KNOWN}, "ändra Tolkbehov till Finns"),
        ({"adaptations": "Lyft", "adaptation_need": Knowledge.NONE_KNOWN}, "ändra Behov av anpassning till Finns"),
    ],
)
def test_what_cannot_stand_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(patient(**fields))
    assert problem in said


@pytest.mark.parametrize(
    "fields",
    [
        {},
        PERSONNUMMER,
        {"birth_date": TODAY},
        {"identity_type": IdentityType.RESERVNUMMER, "identity_number": "992004391013", "birth_date": TODAY},
        {"interpreter": "Arabiska", "interpreter_need": Knowledge.SOME},
    ],
)
def test_what_may_stand_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(patient(**fields)) == []


def test_no_problem_echoes_what_was_typed() -> None:
    typed = patient(identity_type=IdentityType.PERSONNUMMER, identity_number="199002302388")
    (said,) = problems_of(typed)
    assert "1990" not in said and "2388" not in said


@pytest.mark.parametrize(
    ("state", "protected"),
    [
        (ProtectedIdentity.NOT_ASKED, False),
        (ProtectedIdentity.NONE, False),
        (ProtectedIdentity.MARKED, True),
        (ProtectedIdentity.REGISTRATION, True),
    ],
)
def test_both_kinds_of_protection_protect(state: ProtectedIdentity, protected: bool) -> None:
    assert patient(protected_identity=state).is_protected is protected


def test_everything_that_tells_where_she_lives_is_marked() -> None:
    locating = {attr.name for attr in attrs_of(Patient) if attr.locates}
    assert locating == {"address", "phone", "email", "kommun", "region", "health_centre", "moved_to"}


@given(serial=st.integers(1, 999))
def test_the_third_of_the_last_digits_tells_the_legal_sex(serial: int) -> None:
    one = patient(identity_type=IdentityType.SAMORDNINGSNUMMER, identity_number=f"19900788{serial:03d}0")
    assert one.legal_sex == ("man" if serial % 2 else "kvinna")


def test_a_registration_is_one_new_entry() -> None:
    blank = Record(PATIENT_ID, noon(TODAY), ACTOR, Settings(), {})
    (step,) = register_patient(blank, given_name="Alma").steps
    assert isinstance(step, Add) and step.entry.id == step.entry.patient_id == PATIENT_ID
    with pytest.raises(TypeError):
        register_patient(blank, nickname="Kaka")
