"""The stored facts: what every record says to the indicators, also of those whose care has ended; noted as a list."""

from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy

from coordinator import practice
from coordinator.change import Edit, Remove
from coordinator.desk import Access, Desk
from coordinator.indicators.fact import Fact
from coordinator.indicators.facts import facts
from coordinator.person import PatientStatus
from coordinator.record import Record
from db import fact_list
from db.schema import access_log, stored_fact
from db.store import VaultStore
from db.vault import Vault
from tests.conftest import NOW
from tests.db.conftest import add_patient, save
from tests.db.test_gap_list import at, renew, statements

TODAY = NOW.date()


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, list[Fact]]:
    """What each record says, in place of what it says."""
    by_patient: dict[UUID, list[Fact]] = {}
    monkeypatch.setattr(fact_list, "facts", lambda record: by_patient.get(record.patient_id, []))
    return by_patient


def fact(patient_id: UUID, kind: str = "here", start: str = "2026-01-01", end: str = "", value: int = 0) -> Fact:
    return Fact(str(patient_id), kind, start, end, value)


def test_of_every_practice_patient_it_is_what_the_whole_record_says(store: VaultStore) -> None:
    people = [person.patient_id for person in practice.fill_practice(Desk(store))]
    renew(store)
    found = store.facts()
    assert {one.patient for one in found} <= {str(patient_id) for patient_id in people}
    for patient_id in people:
        assert [one for one in found if one.patient == str(patient_id)] == facts(store.read(patient_id))
    assert len(found) >= len(people)


def test_they_stand_in_the_order_of_the_record(store: VaultStore, said: dict[UUID, list[Fact]]) -> None:
    """The same fact twice is two facts."""
    patient_id = add_patient(store)
    said[patient_id] = [fact(patient_id, start) for start in ("c", "a", "b", "a")]
    renew(store)
    assert store.facts() == said[patient_id]
    said[patient_id] = [fact(patient_id, "a", end="2026-02-02", value=-3), fact(patient_id, "b")]
    with at(store, 1):
        renew(store)
    assert store.facts() == said[patient_id]


def test_only_rows_that_are_others_are_written(store: VaultStore, said: dict[UUID, list[Fact]]) -> None:
    patient_id = add_patient(store)
    said[patient_id] = [fact(patient_id, kind) for kind in "abc"]
    renew(store)
    with at(store, 1), statements(store) as run:
        renew(store)
        assert not any("stored_fact" in sql and "SELECT" not in sql for sql in run)
    said[patient_id][2] = fact(patient_id, "c", end="2026-03-03")
    with at(store, 2), statements(store) as run:
        renew(store)
    assert sum("INTO stored_fact" in sql for sql in run) == 1
    assert sum(sql.startswith("DELETE FROM stored_fact") for sql in run) == 1
    assert store.facts() == said[patient_id]


def test_of_one_whose_care_has_ended_they_are_kept_and_found_anew(store: VaultStore) -> None:
    """She was here until then: the indicators of those days count her."""
    patient_id = add_patient(store, enrolled_on=TODAY.replace(year=2025))
    renew(store)
    here = [one for one in store.facts() if one.kind_name == "here"]
    patient = store.read(patient_id).patient
    save(store, Edit(replace(patient, status=PatientStatus.ENDED, status_on=TODAY)))
    assert [one for one in store.facts() if one.kind_name == "here"] == here
    renew(store)
    (ended,) = [one for one in store.facts() if one.kind_name == "here"]
    assert (ended.patient, ended.start) == (str(patient_id), "2025-11-22")
    assert ended.end
    with at(store, 1):
        assert store.stale_findings() == []


def test_with_the_patient_her_facts_go(store: VaultStore) -> None:
    patient_id, other = add_patient(store), add_patient(store)
    renew(store)
    removed = save(store, Remove(store.read(patient_id).patient, "Fel person"))
    assert {one.patient for one in store.facts()} == {str(other)}
    Desk(store).undo(removed.id)
    renew(store)
    assert {one.patient for one in store.facts()} == {str(patient_id), str(other)}


def test_a_fault_in_the_facts_leaves_all_three_lists_as_they_were(
    store: VaultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient_id = add_patient(store)
    renew(store)
    before = (store.gap_list(), store.facts())

    def fail(_record: Record) -> list[Fact]:
        raise ZeroDivisionError

    save(store, Edit(replace(store.read(patient_id).patient, given_name="Ny")))
    monkeypatch.setattr(fact_list, "facts", fail)
    with pytest.raises(ZeroDivisionError):
        store.renew_findings(patient_id)
    assert (store.gap_list(), store.facts()) == before
    assert store.stale_findings() == [patient_id]


def test_the_reading_is_noted_as_a_list_and_the_finding_is_not(store: VaultStore) -> None:
    add_patient(store)
    with store.engine.connect() as connection:
        before = connection.execute(sqlalchemy.select(access_log.c.seq)).all()
    renew(store)
    store.facts()
    store.facts(noted=False)
    with store.engine.connect() as connection:
        noted = connection.execute(sqlalchemy.select(access_log).offset(len(before))).all()
        assert connection.execute(sqlalchemy.select(stored_fact)).all()
    assert [(row.action, row.what, row.patient_id) for row in noted] == [(Access.LIST.stored, "Nyckeltal", None)]
