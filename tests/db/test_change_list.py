"""The changes of one record, newest first, a page at a time; what was removed and is not back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from coordinator.change import Add, Edit, Remove
from coordinator.contact import Contact
from coordinator.desk import Access, Deed, Desk, LoggedChange
from coordinator.entry_history import bring_back
from coordinator.errors import FileDamaged
from coordinator.person import Patient
from db import change_list
from db.store import VaultStore
from db.vault import Vault
from tests.conftest import ACTOR, NOW
from tests.db.conftest import add_patient, save


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


@pytest.fixture
def patient_id(store: VaultStore) -> UUID:
    return add_patient(store)


def contacts(store: VaultStore, patient_id: UUID, *names: str) -> list[Contact]:
    made = [Contact(patient_id=patient_id, name=name) for name in names]
    save(store, *map(Add, made), title="Kontakter tillagda")
    return [replace(one, version=1) for one in made]


def test_every_change_says_who_when_and_what(store: VaultStore, patient_id: UUID) -> None:
    now = [NOW]
    store.clock = lambda: now[0]
    lisa, nils = contacts(store, patient_id, "Lisa", "Nils")
    now[0] += timedelta(hours=1)
    save(store, Edit(replace(lisa, phone="1")), Remove(nils, "Dubblett"), title="Städat")
    cleaned, added, registered = store.changes(patient_id, limit=9)
    assert (cleaned.at, cleaned.by, cleaned.title, cleaned.reason) == (
        NOW + timedelta(hours=1), ACTOR, "Städat", "Dubblett",
    )  # fmt: skip
    assert [(one.kind, one.id, one.version, one.deed) for one in cleaned.entries] == [
        (Contact, lisa.id, 2, Deed.EDITED), (Contact, nils.id, 2, Deed.REMOVED),
    ]  # fmt: skip
    assert [one.deed for one in added.entries] == [Deed.ADDED, Deed.ADDED]
    assert [one.kind for one in registered.entries] == [Patient]
    assert cleaned.number > added.number > registered.number
    _edited, gone = cleaned.entries
    assert gone.removed is not None
    assert gone.removed == store.history(patient_id, nils.id)[0]
    assert (gone.removed.entry, gone.removed.newest) == (nils, 2)


def test_prints_and_exports_are_there_and_readings_are_not(store: VaultStore, patient_id: UUID) -> None:
    Desk(store).open(patient_id)
    store.note(Access.PRINT, patient_id=patient_id, what="Akutkort")
    store.note(Access.PRINT, patient_id=patient_id, what="Akutkort")
    store.note(Access.EXPORT, patient_id=patient_id, what="Journaltext")
    store.note(Access.IMPORT, patient_id=patient_id, what="Förhandsgranskning av record.json")
    store.note(Access.PRINT, what="Patientlista")
    found = store.changes(patient_id, limit=9)
    assert [(one.access, one.title, one.entries == ()) for one in found[:-1]] == [
        (Access.EXPORT, "Journaltext", True), (Access.PRINT, "Akutkort", True), (Access.PRINT, "Akutkort", True),
    ]  # fmt: skip
    assert len(found) == 4


def test_the_next_page_begins_where_the_last_ended(
    store: VaultStore, patient_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a change of many rows lies across what is fetched at once."""
    monkeypatch.setattr(change_list, "_AT_ONCE", 4)
    other = add_patient(store)
    for number in range(4):
        contacts(store, patient_id, *(f"{number}.{each}" for each in range(3)))
        contacts(store, other, "Någon")
        Desk(store).open(patient_id)
    whole = store.changes(patient_id, limit=99)
    assert [len(one.entries) for one in whole] == [3, 3, 3, 3, 1]
    paged: list[LoggedChange] = []
    before = None
    while page := store.changes(patient_id, limit=2, before=before):
        paged += page
        before = page[-1].number
    assert paged == whole


def test_of_one_entry_only_what_happened_to_it(store: VaultStore, patient_id: UUID) -> None:
    lisa, _nils = contacts(store, patient_id, "Lisa", "Nils")
    save(store, Edit(replace(lisa, phone="1")))
    found = store.changes(patient_id, limit=9, entry_id=lisa.id)
    assert [[(one.id, one.version) for one in change.entries] for change in found] == [[(lisa.id, 2)], [(lisa.id, 1)]]
    assert store.changes(uuid4(), limit=9, entry_id=lisa.id) == []


def test_the_removed_are_those_that_are_not_back(store: VaultStore, patient_id: UUID) -> None:
    lisa, nils, stina = contacts(store, patient_id, "Lisa", "Nils", "Stina")
    save(store, Remove(lisa, "Dubblett"), Remove(nils, "Dubblett"))
    save(store, Remove(stina, "Flyttad"))
    assert [[one.id for one in change.entries] for change in store.changes(patient_id, limit=9, removed=True)] == [
        [stina.id], [lisa.id, nils.id],
    ]  # fmt: skip
    (former,) = store.history(patient_id, lisa.id)
    Desk(store).do(patient_id, bring_back, former)
    newest, older = store.changes(patient_id, limit=9, removed=True)
    assert [one.id for one in older.entries] == [nils.id]
    assert store.changes(patient_id, limit=9, removed=True, before=newest.number) == [older]
    assert store.changes(patient_id, limit=1, removed=True) == [newest]


def test_a_removed_entry_that_was_tampered_with_is_not_shown(store: VaultStore, patient_id: UUID) -> None:
    (lisa,) = contacts(store, patient_id, "Lisa")
    save(store, Remove(lisa, "Dubblett"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE history SET payload = replace(payload, 'Lisa', 'Nils')")
    with pytest.raises(FileDamaged):
        store.changes(patient_id, limit=9, removed=True)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM history")
    with pytest.raises(FileDamaged):
        store.changes(patient_id, limit=9, removed=True)


def test_a_change_does_not_show_why_or_what_in_its_repr(store: VaultStore, patient_id: UUID) -> None:
    (lisa,) = contacts(store, patient_id, "Lisa")
    save(store, Remove(lisa, "Lisa bad om det"))
    assert "Lisa" not in repr(store.changes(patient_id, limit=9))


def test_which_rows_are_hers_is_read_from_the_index_alone(store: VaultStore) -> None:
    for query in (change_list._OF_PATIENT, change_list._OF_ENTRY, change_list._NEWEST_OF_EACH):
        compiled = query.compile(store.engine)
        with store.engine.connect() as connection:
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {compiled}", tuple("a" for _ in compiled.positiontup or ())
            ).all()
        assert [row.detail for row in plan if "COVERING INDEX ix_access_log_patient_entry" not in row.detail] == []
