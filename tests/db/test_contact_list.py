"""The contacts of all patients by name: those that hold, of those whose care goes on."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy

from coordinator.change import Add, Edit
from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.desk import Access, ContactName
from coordinator.guardian import Guardian
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from db.schema import access_log
from db.store import VaultStore
from db.vault import Vault
from tests.db.conftest import add_patient, save


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


def add(store: VaultStore, patient_id: UUID, **fields: Any) -> Contact:
    contact = Contact(patient_id=patient_id, **fields)
    save(store, Add(contact))
    return contact


def test_a_contact_is_named_as_elsewhere_with_role_unit_and_number(store: VaultStore) -> None:
    patient_id = add_patient(store)
    given = add(store, patient_id, name=" Eva Öberg ", role="dietist", unit="Barnkliniken", phone="08-465 00 99")
    unit = add(store, patient_id, unit="Habiliteringen", organisation="Regionen", switchboard="08-465 00 00")
    role = add(store, patient_id, role="kurator")
    assert sorted(store.contact_names(), key=lambda one: one.role) == [
        ContactName(patient_id, unit.id, unit.heading, "", "Habiliteringen", "08-465 00 00"),
        ContactName(patient_id, given.id, "Eva Öberg", "dietist", "Barnkliniken", "08-465 00 99"),
        ContactName(patient_id, role.id, role.heading, "kurator", "", ""),
    ]
    assert "Eva" not in repr(store.contact_names()[0])


@pytest.mark.parametrize("status", ContactStatus)
def test_only_contacts_that_hold_are_there(store: VaultStore, status: ContactStatus) -> None:
    contact = add(store, add_patient(store), name="Eva Öberg", status=status)
    assert [one.contact_id for one in store.contact_names()] == ([contact.id] if contact.is_current else [])


@pytest.mark.parametrize("status", PatientStatus)
def test_only_of_patients_whose_care_goes_on(store: VaultStore, status: PatientStatus) -> None:
    patient_id = add_patient(store)
    add(store, patient_id, name="Eva Öberg")
    save(store, Edit(replace(store.read(patient_id).all(Patient)[0], status=status)))
    assert len(store.contact_names()) == (status in (PatientStatus.ACTIVE, PatientStatus.RESTING))


def test_what_tells_where_a_protected_patient_is_stands_on_her_own_page_only(store: VaultStore) -> None:
    patient_id, other = add_patient(store), add_patient(store)
    school = add(store, patient_id, name="Skolan", category=ContactCategory.SCHOOL_WORK)
    marked = add(store, patient_id, name="Eva Öberg", reveals_location=True)
    away = add(store, patient_id, name="Centrumet", category=ContactCategory.SPECIALIST)
    hers = add(store, other, name="Hennes skola", category=ContactCategory.SCHOOL_WORK)
    assert {one.contact_id for one in store.contact_names()} == {school.id, marked.id, away.id, hers.id}
    patient = store.read(patient_id).all(Patient)[0]
    save(store, Edit(replace(patient, protected_identity=ProtectedIdentity.REGISTRATION)))
    assert {one.contact_id for one in store.contact_names()} == {away.id, hers.id}


def test_the_protection_of_somebody_at_home_hides_it_too(store: VaultStore) -> None:
    patient_id = add_patient(store)
    add(store, patient_id, name="Skolan", category=ContactCategory.SCHOOL_WORK)
    guardian = Guardian(patient_id=patient_id, name="Maja Test", protected_identity=ProtectedIdentity.REGISTRATION)
    save(store, Add(guardian))
    assert store.contact_names() == []


def test_it_is_noted_as_a_list_of_its_own(store: VaultStore) -> None:
    store.contact_names()
    with store.engine.connect() as connection:
        newest = connection.execute(sqlalchemy.select(access_log).order_by(access_log.c.seq.desc())).first()
    assert newest is not None
    assert (newest.action, newest.what, newest.patient_id) == (Access.LIST.stored, "Kontaktlista", None)
