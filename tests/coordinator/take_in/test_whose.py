"""Whose a file is: found by id or by number, or said by the user; another patient's file never goes in."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.contact import Contact
from coordinator.errors import ImportRefused
from coordinator.identity import IdentityType
from coordinator.person import Patient, ProtectedIdentity
from tests.coordinator.conftest import PATIENT_ID, MemoryStore
from tests.coordinator.take_in.clinics import (
    HERE_ID,
    NUMBER,
    OTHER_NUMBER,
    clinic,
    contact,
    foreign,
    maja,
    seen,
    sent,
    taken,
)

LISA = contact("Lisa Ek")


def nobody(patient_id: UUID = PATIENT_ID, **fields: Any) -> Patient:
    """Somebody whose number is not known."""
    return maja(patient_id, **({"identity_number": None, "identity_type": IdentityType.UNKNOWN} | fields))


def other(patient_id: UUID = PATIENT_ID, **fields: Any) -> Patient:
    return maja(patient_id, **({"identity_number": OTHER_NUMBER, "birth_date": date(1999, 1, 1)} | fields))


def refused(store: MemoryStore, *entries: Patient | Contact, patient_id: UUID | None = None) -> str:
    """The refusal, after which everything stands as it stood."""
    before = {one.id: store.read(one.id).entries for one in store.patients()}
    with pytest.raises(ImportRefused) as error:
        seen(sent(*entries), store, patient_id)
    assert {one.id: store.read(one.id).entries for one in store.patients()} == before
    assert "Maja" not in str(error.value) and "19900728" not in str(error.value)
    return error.value.title


def test_the_same_id_is_the_same_patient() -> None:
    found = seen(sent(maja(), LISA), clinic(maja()))
    assert not found.is_new_patient and found.record.patient_id == PATIENT_ID and not found.warnings[1:]


def test_the_same_number_is_the_same_person_under_another_id() -> None:
    store = clinic(maja(HERE_ID))
    found = seen(sent(maja(), LISA), store)
    assert not found.is_new_patient and found.record.patient_id == HERE_ID
    taken(found, store)
    assert [one.id for one in store.patients()] == [HERE_ID]
    assert [one.name for one in store.read(HERE_ID).all(Contact)] == ["Lisa Ek"]


def test_a_samordningsnummer_is_one_too() -> None:
    number: dict[str, Any] = {
        "identity_type": IdentityType.SAMORDNINGSNUMMER,
        "identity_number": "196109732393",
        "birth_date": date(1961, 9, 13),
    }
    found = seen(sent(maja(**number)), clinic(maja(HERE_ID, **number)))
    assert found.record.patient_id == HERE_ID


@pytest.mark.parametrize("type", [IdentityType.RESERVNUMMER, IdentityType.UNKNOWN])
def test_a_number_of_another_kind_says_so_only_when_she_is_chosen(type: IdentityType) -> None:
    number: dict[str, Any] = {"identity_type": type, "identity_number": "99AB12345678"}
    store = clinic(maja(HERE_ID, **number))
    assert refused(store, maja(**number)) == "Numret hör till en annan patient i pärmen"
    assert seen(sent(maja(**number)), store, HERE_ID).record.patient_id == HERE_ID


def test_a_former_number_is_not_enough_by_itself() -> None:
    store = clinic(maja(HERE_ID, former_numbers=("99AB12345678",)))
    former: dict[str, Any] = {"identity_type": IdentityType.RESERVNUMMER, "identity_number": "99AB12345678"}
    assert refused(store, maja(**former)) == "Numret hör till en annan patient i pärmen"
    assert seen(sent(maja(**former)), store, HERE_ID).record.patient_id == HERE_ID


def test_another_number_than_the_chosen_patients_is_refused() -> None:
    assert refused(clinic(maja(HERE_ID)), other(), patient_id=HERE_ID) == "Filen gäller en annan patient"


def test_the_same_id_with_another_number_is_refused() -> None:
    assert refused(clinic(maja()), other()) == "Filen gäller en annan patient"


def test_whose_number_was_changed_there_is_known_by_the_former() -> None:
    there = other(former_numbers=("19900728-2388",))
    assert not seen(sent(there), clinic(maja())).is_new_patient


def test_a_number_of_somebody_else_here_is_refused_whoever_is_chosen() -> None:
    store = clinic(nobody(HERE_ID))
    other_id = uuid4()
    taken(seen(sent(maja(other_id)), store), store)
    assert refused(store, maja(), patient_id=HERE_ID) == "Numret hör till en annan patient i pärmen"


def test_without_a_number_it_goes_in_only_where_the_user_says_and_must_be_checked() -> None:
    store = clinic(nobody(HERE_ID))
    assert seen(sent(nobody(), LISA), store).is_new_patient
    found = seen(sent(nobody(), LISA), store, HERE_ID)
    assert not found.is_new_patient and found.warnings[0].startswith("Numret saknas i filen. Kontrollera")
    here_only = seen(sent(nobody()), clinic(maja(HERE_ID)), HERE_ID)
    assert here_only.warnings[0].startswith("Numret saknas i filen.")
    there_only = seen(sent(maja()), clinic(nobody(HERE_ID)), HERE_ID)
    assert there_only.warnings[0].startswith("Numret saknas här.")


def test_another_birth_date_without_numbers_is_another_person() -> None:
    store = clinic(nobody(HERE_ID, birth_date=date(1991, 1, 1)))
    assert refused(store, nobody(), patient_id=HERE_ID) == "Filen gäller en annan patient"


def test_a_new_patient_without_a_number_must_be_checked() -> None:
    assert seen(sent(nobody()), clinic()).warnings[0].startswith("Numret saknas i filen.")
    assert not any("Numret" in one for one in seen(sent(maja()), clinic()).warnings)


def test_a_file_that_does_not_say_whose_it_is_needs_a_chosen_patient() -> None:
    for read in (foreign(LISA), foreign(nobody(given_name="", family_name=" "), LISA)):
        with pytest.raises(ImportRefused, match="inte vem den gäller"):
            seen(read, clinic())
    found = seen(foreign(LISA), clinic(maja(HERE_ID)), HERE_ID)
    assert found.warnings == (
        "Numret saknas i filen. Kontrollera att filen gäller rätt patient innan du hämtar in den.",
    )


def test_a_file_about_two_is_refused() -> None:
    with pytest.raises(ImportRefused, match="flera patienter"):
        seen(foreign(maja(), maja(HERE_ID)), clinic())


def test_a_chosen_patient_that_is_not_here_is_refused() -> None:
    with pytest.raises(ImportRefused, match="Patienten finns inte"):
        seen(sent(maja()), clinic(), uuid4())


@pytest.mark.parametrize(
    "written",
    [
        "9007282388", "900728-2388", "19900728-2388", " 1990 0728 2388", "199007282388\u200b",
        "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER),
    ],
)  # fmt: skip
def test_her_number_is_hers_however_it_is_written(written: str) -> None:
    store = clinic(maja(HERE_ID))
    assert seen(sent(maja(identity_number=written)), store).record.patient_id == HERE_ID
    assert refused(store, other(former_numbers=(NUMBER,))) == "Numret hör till en annan patient i pärmen"


@pytest.mark.parametrize("type", list(IdentityType))
def test_a_number_that_is_no_personnummer_must_be_checked(type: IdentityType) -> None:
    read = seen(sent(maja(identity_number="199007282389", identity_type=type)), clinic(maja(HERE_ID)))
    assert read.is_new_patient and read.warnings[0].startswith("Numret i filen är inget personnummer som stämmer.")


def test_her_own_id_without_her_number_must_be_checked() -> None:
    """Who has had a file of hers has her id."""
    found = seen(sent(nobody(given_name="Karl", birth_date=None), LISA), clinic(maja()))
    assert found.warnings[0].startswith("Numret saknas i filen. Kontrollera")
    assert not [one for one in seen(sent(nobody()), clinic(nobody())).warnings if "Numret" in one]


def test_a_protection_that_only_the_file_knows_of_is_warned_of() -> None:
    protected = maja(protected_identity=ProtectedIdentity.REGISTRATION)
    content = sent(protected)
    assert [one for one in seen(content, clinic(maja())).warnings if "skyddade personuppgifter" in one]
    for store in (clinic(), clinic(protected)):
        assert not [one for one in seen(content, store).warnings if "Enligt filen" in one]


# Files of other programs, where any two may use the same id


def test_another_programs_id_does_not_make_two_people_one() -> None:
    store = clinic()
    taken(seen(foreign(maja(), LISA), store), store)
    found = seen(foreign(other(), LISA), store)
    assert found.is_new_patient
    taken(found, store)
    assert len(store.patients()) == 2


def test_another_programs_file_finds_the_patient_it_made_the_second_time() -> None:
    for person in (maja(), nobody()):
        store = clinic()
        taken(seen(foreign(person, LISA), store), store)
        again = seen(foreign(person, LISA), store)
        assert not again.is_new_patient and {one.state.stored for one in again.rows} == {"same"}
        assert (again.warnings == ()) is (person.identity_number is not None)


def test_an_entry_of_another_patient_here_is_refused() -> None:
    store = clinic(maja(HERE_ID, identity_number=OTHER_NUMBER), replace(LISA, patient_id=HERE_ID))
    with pytest.raises(ImportRefused, match="hör till en annan patient"):
        seen(sent(maja(), LISA), store)
