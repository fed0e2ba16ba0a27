"""The patient list: each line says what the whole record would, and all of them are read in a few statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy

from coordinator import practice
from coordinator.change import Add
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.desk import Desk, PatientRow
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.guardian import Guardian
from coordinator.person import PatientStatus, ProtectedIdentity
from coordinator.related_person import SharesHome
from db.store import VaultStore
from db.vault import Vault
from tests.coordinator.conftest import row_of
from tests.db.conftest import add_patient, save
from tests.rules.made_up import adding, filled

AT_HOME = ("Hemskolan", "Vårdcentralen Hemma", "LSS Hemma", "Mottagningen Hemma")
AWAY = ("Universitetssjukhuset", "Habiliteringen")


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


@contextmanager
def statements(store: VaultStore) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that is run meanwhile, with what it was given."""
    run: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        run.append((statement, given))

    sqlalchemy.event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        sqlalchemy.event.remove(store.engine, "before_cursor_execute", note)


def add_contacts(store: VaultStore, patient_id: UUID) -> None:
    """Four that tell where she lives, one of them because it is marked so, and two that do not."""
    places = (
        {"organisation": "Hemskolan", "category": ContactCategory.SCHOOL_WORK},
        {"unit": "Vårdcentralen Hemma", "category": ContactCategory.PRIMARY_CARE},
        {"organisation": "LSS Hemma", "category": ContactCategory.KOMMUN},
        {"unit": "Mottagningen Hemma", "reveals_location": True},
        {"organisation": "Universitetssjukhuset"},
        {"unit": "Habiliteringen", "category": ContactCategory.HABILITATION},
    )
    save(store, *(Add(Contact(patient_id=patient_id, **place)) for place in places))


def line_of(store: VaultStore, patient_id: UUID) -> PatientRow:
    (row,) = [row for row in store.patients() if row.id == patient_id]
    return row


def same(row: PatientRow) -> PatientRow:
    """The line with its units in one order: they stand in none that means anything."""
    return replace(row, units=tuple(sorted(row.units)))


def test_each_line_says_what_the_record_says(store: VaultStore) -> None:
    """Of invented people of many sorts, two of whom are protected, and of one with every field filled."""
    people = ("skyddad", "skyddad-foralder", "barn", "odiagnostiserad", "forvaltare", "tom")
    practice.fill_practice(Desk(store), people)
    everything = add_patient(store)
    store.apply(everything, adding(tuple(entry for entry in filled(everything) if entry.KIND != "patient")))
    rows = store.patients()
    assert len(rows) == len(people) + 1
    assert [same(row) for row in rows] == [same(row_of(store.read(row.id))) for row in rows]
    assert sum(len(row.units) > 1 for row in rows) > 3
    assert sum(len(row.conditions) > 0 for row in rows) > 3


def test_a_line_holds_what_she_is_searched_for_by(store: VaultStore) -> None:
    patient_id = add_patient(
        store, given_name=" Ronja ", family_name="Åkesson", called="Ronny", former_numbers=("99AB12345678",),
        status=PatientStatus.RESTING, journal_unit="Barnmottagningen", health_centre="Vårdcentralen Norr",
    )  # fmt: skip
    row = line_of(store, patient_id)
    assert (row.name, row.sorted_name, row.called) == ("Ronja Åkesson", "Åkesson, Ronja", "Ronny")
    assert (row.former_numbers, row.status) == (("99AB12345678",), PatientStatus.RESTING)
    assert (row.conditions, row.units) == ((), ("Barnmottagningen", "Vårdcentralen Norr"))


@pytest.mark.parametrize(
    ("given", "family", "expected"), [("", "", ""), ("Ronja", "", "Ronja"), (" ", "Åkesson ", "Åkesson")]
)
def test_half_a_name_stands_without_a_comma(store: VaultStore, given: str, family: str, expected: str) -> None:
    row = line_of(store, add_patient(store, given_name=given, family_name=family))
    assert (row.name, row.sorted_name) == (expected, expected)


def test_one_family_stands_together_and_who_has_one_name_stands_by_that(store: VaultStore) -> None:
    expected = ["Ek, Åsa", "Ek, Örjan", "Ek Berg, Anna", "Ekman, Anna", "Eskil", "Åkesson, Anna"]
    for name in reversed(expected):
        family, _, given = name.partition(", ")
        add_patient(store, given_name=given or family, family_name=family if given else "")
    assert [row.sorted_name for row in store.patients()] == expected


def test_diagnoses_stand_with_the_main_one_first_and_without_those_ruled_out(store: VaultStore) -> None:
    patient_id = add_patient(store)
    conditions = (
        RareCondition(patient_id=patient_id, text="Epilepsi"),
        RareCondition(patient_id=patient_id, text="Något annat", certainty=Certainty.RULED_OUT),
        RareCondition(patient_id=patient_id, text="Mitokondriell sjukdom", certainty=Certainty.SUSPECTED),
        RareCondition(patient_id=patient_id, text="Dravets syndrom", main=True),
    )
    save(store, *map(Add, conditions))
    assert line_of(store, patient_id).conditions == (
        "Dravets syndrom", "Epilepsi", "Misstänkt: Mitokondriell sjukdom",
    )  # fmt: skip


def test_units_are_of_contacts_that_hold_and_each_stands_once(store: VaultStore) -> None:
    patient_id = add_patient(store, journal_unit="Enhet A")
    for number, status in enumerate(ContactStatus):
        save(store, Add(Contact(patient_id=patient_id, name="Nour", unit=f"Status {number}", status=status)))
    for unit in ("Enhet A ", "Enhet B", "Enhet B", "  ", 'Enhet "C", å'):
        save(store, Add(Contact(patient_id=patient_id, name="Nour", organisation=unit, unit=unit)))
    expected = ["Enhet A", "Enhet B", 'Enhet "C", å', "Status 0", "Status 1", "Status 2"]
    assert sorted(line_of(store, patient_id).units) == sorted(expected)


@pytest.mark.parametrize("protection", ProtectedIdentity)
def test_a_line_does_not_tell_where_a_protected_patient_is(store: VaultStore, protection: ProtectedIdentity) -> None:
    patient_id = add_patient(
        store, protected_identity=protection, health_centre="Hemma", journal_unit="Journalen"
    )  # fmt: skip
    add_contacts(store, patient_id)
    told = {"Journalen", *AWAY} if protection.protects else {"Journalen", "Hemma", *AWAY, *AT_HOME}
    row = line_of(store, patient_id)
    assert (row.protected, set(row.units)) == (protection.protects, told)


@pytest.mark.parametrize("shares", SharesHome)
def test_nor_where_somebody_protected_lives_with_her(store: VaultStore, shares: SharesHome) -> None:
    patient_id = add_patient(store, health_centre="Hemma")
    add_contacts(store, patient_id)
    save(store, Add(Guardian(
        patient_id=patient_id, name="Mor", protected_identity=ProtectedIdentity.MARKED, lives_with_patient=shares,
    )))  # fmt: skip
    told = {"Hemma", *AWAY, *AT_HOME} if shares is SharesHome.NO else set(AWAY)
    row = line_of(store, patient_id)
    assert (row.protected, set(row.units)) == (False, told)


def test_what_is_protected_of_one_patient_is_not_hidden_of_another(store: VaultStore) -> None:
    """And one who is protected and only has contacts that tell the place has none left."""
    protected = add_patient(store, protected_identity=ProtectedIdentity.REGISTRATION)
    other = add_patient(store)
    for patient_id in (protected, other):
        save(store, Add(Contact(patient_id=patient_id, unit="Hemskolan", category=ContactCategory.SCHOOL_WORK)))
    assert (line_of(store, protected).units, line_of(store, other).units) == ((), ("Hemskolan",))


def test_as_many_statements_are_run_for_many_as_for_one(store: VaultStore) -> None:
    counted = []
    for _ in range(3):
        add_contacts(store, add_patient(store, protected_identity=ProtectedIdentity.MARKED))
        add_contacts(store, add_patient(store))
        with statements(store) as run:
            store.patients()
        counted.append(len(run))
    assert counted == counted[:1] * 3
    assert counted[0] < 15


def test_the_contacts_themselves_are_not_read(store: VaultStore) -> None:
    """They hold much more than their units: the index has all that the list asks for."""
    with statements(store) as run:
        store.patients()
    asked = [(statement, given) for statement, given in run if "json_group_array" in statement]
    assert len(asked) == 2
    with store.engine.connect() as connection:
        for statement, given in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
            assert "COVERING INDEX ix_contact_listed" in str(plan)


def test_who_is_fast_vardkontakt_today_stands_there_the_main_one_first(store: VaultStore) -> None:
    today = store.clock().date()
    patient_id = add_patient(store)
    roles: dict[str, dict[str, Any]] = {
        "Siv": {"start": today - timedelta(days=9)},
        " Petra ": {"start": today, "main": True},
        "Förr": {"start": today - timedelta(days=9), "end": today - timedelta(days=1)},
        "Sedan": {"start": today + timedelta(days=1)},
        "Läkare": {"start": today, "assignment": Assignment.FIXED_PHYSICIAN_CONTACT},
        "Sista dagen": {"start": today - timedelta(days=8), "end": today},
    }
    for name, fields in roles.items():
        contact = Contact(patient_id=patient_id, name=name)
        held = {"assignment": Assignment.FIXED_CARE_CONTACT} | fields
        save(store, Add(contact), Add(ContactRole(patient_id=patient_id, contact_id=contact.id, **held)))
    assert line_of(store, patient_id).coordinators == ("Petra", "Siv", "Sista dagen")
    assert line_of(store, add_patient(store)).coordinators == ()
