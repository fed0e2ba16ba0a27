"""The contacts of all patients by name: those that hold, of those whose care goes on."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy

from coordinator.change import Add, Edit
from coordinator.contact import Contact, ContactStatus
from coordinator.desk import Access, ContactName
from coordinator.person import Patient, PatientStatus
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


def test_it_is_noted_as_a_list_of_its_own(store: VaultStore) -> None:
    store.contact_names()
    with store.engine.connect() as connection:
        newest = connection.execute(sqlalchemy.select(access_log).order_by(access_log.c.seq.desc())).first()
    assert newest is not None
    assert (newest.action, newest.what, newest.patient_id) == (Access.LIST.stored, "Kontaktlista", None)
