"""The stored gaps: always what the rules find once they are renewed, stale after a change, and never in its way."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy

from coordinator import practice
from coordinator.careplan import HandedOutPlan
from coordinator.change import Add, Edit, Remove
from coordinator.contact import Contact, ContactCategory
from coordinator.contact_log import ContactLogEntry
from coordinator.dates import use_own_rules
from coordinator.desk import Access, Desk
from coordinator.entity import Entity
from coordinator.errors import FileDamaged
from coordinator.gap_silence import GapSilence
from coordinator.gaps import gaps, rule_set_in_force
from coordinator.guardian import Guardian
from coordinator.indicators.facts import facts
from coordinator.kinds import KINDS
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.settings import PLAN_REVIEW_MONTHS
from coordinator.shared_paper import SharedPaper
from coordinator.stored_gap import stored_gaps
from db import gap_list
from db.schema import access_log, gap_state, stored_gap
from db.store import VaultStore
from db.vault import Vault
from tests.conftest import NOW
from tests.db.conftest import add_patient, save
from tests.rules.made_up import adding, filled

TODAY = NOW.date()


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


def renew(store: VaultStore) -> int:
    """Renew all that are stale; how many that was."""
    found = store.stale_findings()
    for patient_id in found:
        store.renew_findings(patient_id)
    return len(found)


def kept(store: VaultStore, table: sqlalchemy.Table = stored_gap) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(sqlalchemy.select(sqlalchemy.func.count()).select_from(table)).scalar_one())


def patient_of(store: VaultStore, patient_id: UUID) -> Patient:
    return store.read(patient_id).patient


def titles(store: VaultStore) -> str:
    return " ".join(f"{gap.title} {gap.why}" for gap in store.gap_list())


def school(store: VaultStore) -> tuple[UUID, Contact]:
    """A patient with a contact nobody can reach."""
    patient_id = add_patient(store)
    contact = Contact(patient_id=patient_id, name="Hemliga skolan", category=ContactCategory.SCHOOL_WORK)
    save(store, Add(contact))
    return patient_id, contact


# What is found


def test_of_every_practice_patient_it_is_what_the_whole_record_says(store: VaultStore) -> None:
    """Also of one with every field filled; of which the list says all, the most serious first."""
    people = [person.patient_id for person in practice.fill_practice(Desk(store))]
    people.append(uuid4())
    store.apply(people[-1], adding(filled(people[-1])))
    assert renew(store) == len(people)
    expected = [gap for patient_id in people for gap in stored_gaps(store.read(patient_id))]
    listed = store.gap_list()
    assert sorted(map(repr, listed)) == sorted(map(repr, expected))
    assert set(listed) == set(expected)
    order = [(gap.rank, gap.due or date.max) for gap in listed]
    assert order == sorted(order)
    assert len(listed) > 50 and len({gap.rule for gap in listed}) > 9


def test_no_rule_asks_for_what_is_not_read(store: VaultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[type[Entity]] = set()
    ask = Record.all

    def note(record: Record, kind: type[Any]) -> Any:
        asked.add(kind)
        return ask(record, kind)

    monkeypatch.setattr(Record, "all", note)
    for person in practice.fill_practice(Desk(store)):
        record = store.read(person.patient_id)
        asked.clear()
        stored_gaps(record)
        facts(record)
        assert asked <= set(gap_list.ASKED_BY_RULES)
    assert set(gap_list.ASKED_BY_RULES) < set(KINDS)


def test_of_one_patient_they_stand_in_her_own_order(store: VaultStore) -> None:
    patient_id, _ = school(store)
    renew(store)
    assert store.gap_list() == stored_gaps(store.read(patient_id))
    assert store.gap_list()[0].patient_id == patient_id


def test_nobody_and_nothing(store: VaultStore) -> None:
    assert (store.stale_findings(), store.gap_list()) == ([], [])
    store.renew_findings(uuid4())
    assert kept(store, gap_state) == 0


def test_one_who_has_no_gap_is_not_stale_for_ever(store: VaultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    add_patient(store)
    monkeypatch.setattr("db.store.stored_gaps", lambda _record: [])
    assert renew(store) == 1
    assert (store.stale_findings(), kept(store)) == ([], 0)


def test_a_page_that_is_gone_leads_to_the_page_of_the_gaps(store: VaultStore) -> None:
    school(store)
    renew(store)
    with store.engine.begin() as connection:
        connection.execute(sqlalchemy.update(stored_gap).values(page="gone", rule="gone"))
    assert {gap.page for gap in store.gap_list()} == {Page.GAPS}


# When it is stale


@contextmanager
def at(store: VaultStore, days: int) -> Iterator[None]:
    clock = store.clock
    store.clock = lambda: NOW + timedelta(days=days)
    yield
    store.clock = clock


def test_a_new_patient_is_stale_and_a_renewed_one_is_not(store: VaultStore) -> None:
    patient_id = add_patient(store)
    assert store.stale_findings() == [patient_id]
    assert renew(store) == 1
    assert store.stale_findings() == []


def test_on_another_day_all_are_stale_and_found_as_of_that_day(store: VaultStore) -> None:
    patient_id = add_patient(store)
    save(store, Add(Reminder(patient_id=patient_id, what="ring skolan", owner="Anna", due=TODAY)))
    renew(store)
    assert "ring skolan" not in titles(store).casefold()
    with at(store, 1):
        assert store.stale_findings() == [patient_id]
        renew(store)
        assert "ring skolan" in titles(store).casefold()
        assert store.stale_findings() == []


def test_the_day_is_swedish(store: VaultStore) -> None:
    """At half past midnight in Sweden it is still yesterday in London."""
    add_patient(store)
    renew(store)
    with at(store, 0):
        store.clock = lambda: NOW.replace(hour=23, minute=59)
        assert store.stale_findings() == []
        store.clock = lambda: NOW.replace(hour=0, minute=30) + timedelta(days=1)
        assert len(store.stale_findings()) == 1


def test_with_other_rules_all_are_stale(store: VaultStore, tmp_path: Path) -> None:
    """Also when the clinic has changed a date rule; and when that was while the gaps were sought."""
    patient_id = add_patient(store)
    renew(store)
    own = tmp_path / "datumregler.json"
    rows = [{"key": "overgang_info", "formula": "11-årsdagen"}]
    own.write_text(json.dumps({"date_rules": rows}), encoding="utf-8")
    before = rule_set_in_force()
    use_own_rules(own)
    try:
        assert store.stale_findings() == [patient_id]
        found = stored_gaps(store.read(patient_id))
        with store.engine.begin() as connection:
            gap_list.keep(connection, patient_id, found, TODAY, before)
        assert store.stale_findings() == [patient_id]
        assert renew(store) == 1
        assert store.stale_findings() == []
    finally:
        use_own_rules(None)
    assert store.stale_findings() == [patient_id]


def test_after_a_change_only_she_is_stale_until_she_is_renewed(store: VaultStore) -> None:
    (patient_id, contact), other = school(store), add_patient(store)
    renew(store)
    save(store, Edit(replace(store.read(patient_id).get(Contact, contact.id), phone="08-465 00 01")))
    assert store.stale_findings() == [patient_id]
    assert "Hemliga skolan" in titles(store)  # as it was last found
    store.renew_findings(patient_id)
    assert store.stale_findings() == []
    assert "Hemliga skolan" not in titles(store)
    assert {gap.patient_id for gap in store.gap_list()} == {patient_id, other}


def test_so_too_after_an_undo_and_a_silence(store: VaultStore) -> None:
    patient_id, contact = school(store)
    renew(store)
    silence = GapSilence(
        patient_id=patient_id, rule="contact_unreachable", about=contact.id, reason="Nås på plats", until=TODAY,
        silenced_on=TODAY,
    )  # fmt: skip
    applied = save(store, Add(silence))
    assert renew(store) == 1
    assert "Hemliga skolan" not in titles(store)
    Desk(store).undo(applied.id)
    assert renew(store) == 1
    assert "Hemliga skolan" in titles(store)


def test_what_is_kept_for_the_screen_makes_nothing_stale_and_another_setting_all(store: VaultStore) -> None:
    patient_id = add_patient(store)
    renew(store)
    store.keep("place", "x")
    assert store.stale_findings() == []
    store.set_setting(PLAN_REVIEW_MONTHS, 6)
    assert store.stale_findings() == [patient_id]
    renew(store)
    assert store.stale_findings() == []


def test_other_rules_make_those_stale_too_whose_care_has_ended(
    store: VaultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient_id = add_patient(store, status=PatientStatus.ENDED)
    renew(store)
    assert store.stale_findings() == []
    monkeypatch.setattr("db.store.rule_set_in_force", lambda: "others")
    assert store.stale_findings() == [patient_id]
    renew(store)
    assert store.stale_findings() == []


# Whom it tells of


@pytest.mark.parametrize("status", PatientStatus)
def test_only_patients_whose_care_goes_on_are_listed(store: VaultStore, status: PatientStatus) -> None:
    patient_id, _ = school(store)
    renew(store)
    goes_on = status in (PatientStatus.ACTIVE, PatientStatus.RESTING)
    save(store, Edit(replace(patient_of(store, patient_id), status=status)))
    assert bool(store.gap_list()) is goes_on
    assert renew(store) == 1  # once: then nothing is kept of her
    assert bool(kept(store)) is goes_on
    with at(store, 1):
        assert store.stale_findings() == ([patient_id] if goes_on else [])


def test_with_the_patient_everything_goes_and_with_an_undo_she_is_stale(store: VaultStore) -> None:
    patient_id = add_patient(store)
    other = add_patient(store)
    renew(store)
    removed = save(store, Remove(patient_of(store, patient_id), "Fel person"))
    with store.engine.connect() as connection:
        for table in (stored_gap, gap_state):
            left = connection.execute(sqlalchemy.select(table.c.patient_id).distinct()).scalars().all()
            assert left == [str(other)]
    assert store.stale_findings() == []
    Desk(store).undo(removed.id)
    assert store.stale_findings() == [patient_id]


def test_what_is_stored_of_one_who_is_gone_goes_when_she_is_renewed(store: VaultStore) -> None:
    patient_id = add_patient(store)
    record = store.read(patient_id)
    save(store, Remove(record.patient, "Fel person"))
    with store.engine.begin() as connection:
        gap_list.keep(connection, patient_id, stored_gaps(record), TODAY, rule_set_in_force())
    assert kept(store) and not store.gap_list()
    store.renew_findings(patient_id)
    assert (kept(store), kept(store, gap_state)) == (0, 0)


def protect(store: VaultStore, patient_id: UUID) -> None:
    patient = patient_of(store, patient_id)
    save(store, Edit(replace(patient, protected_identity=ProtectedIdentity.REGISTRATION)))


def protect_parent(store: VaultStore, patient_id: UUID) -> None:
    save(store, Add(Guardian(patient_id=patient_id, protected_identity=ProtectedIdentity.REGISTRATION)))


@pytest.mark.parametrize("protecting", [protect, protect_parent])
def test_from_the_moment_her_place_is_secret_no_words_of_hers_are_listed(
    store: VaultStore, protecting: Callable[[VaultStore, UUID], None]
) -> None:
    """Before what is stored has been found anew too."""
    patient_id, contact = school(store)
    renew(store)
    assert "Hemliga skolan" in titles(store)
    protecting(store, patient_id)
    assert "Hemliga skolan" not in titles(store)
    assert contact.id in {gap.contact_id for gap in store.gap_list()}
    renew(store)
    assert "Hemliga skolan" not in titles(store)
    with store.engine.connect() as connection:
        assert not any("Hemliga" in row.title for row in connection.execute(sqlalchemy.select(stored_gap)))


# What it costs others


def test_a_fault_in_a_rule_makes_no_save_fail(store: VaultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    patient_id, _ = school(store)
    renew(store)
    before = store.gap_list()

    def fail(_record: Record) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("db.store.stored_gaps", fail)
    save(store, Add(Contact(patient_id=patient_id, name="Ny")))
    assert store.stale_findings() == [patient_id]
    with pytest.raises(ZeroDivisionError):
        store.renew_findings(patient_id)
    assert store.gap_list() == before
    assert store.stale_findings() == [patient_id]


def test_a_save_that_fails_leaves_what_was_stored_fresh(store: VaultStore) -> None:
    _, contact = school(store)
    renew(store)
    with pytest.raises(Exception, match="Kontakt har ändrats"):
        save(store, Edit(replace(contact, name="Ny", version=9)))
    assert store.stale_findings() == []


def test_what_was_tampered_with_is_seen_and_leaves_the_list_as_it_was(store: VaultStore) -> None:
    patient_id, _ = school(store)
    renew(store)
    before = store.gap_list()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contact SET name = 'Någon annan'")
    with pytest.raises(FileDamaged):
        store.renew_findings(patient_id)
    assert store.gap_list() == before


@contextmanager
def statements(store: VaultStore) -> Iterator[list[str]]:
    """What is run meanwhile, as the database itself tells it."""
    run: list[str] = []
    driver = store.engine.raw_connection().driver_connection
    assert driver is not None
    driver.set_trace_callback(run.append)
    yield run
    driver.set_trace_callback(None)


def test_neither_log_nor_papers_are_read(store: VaultStore) -> None:
    """How many notes wait for the journal is counted, without the notes."""
    patient_id = add_patient(store)
    save(store, Add(ContactLogEntry(patient_id=patient_id, at=NOW, what="Ringde")))
    with statements(store) as run:
        store.renew_findings(patient_id)
    assert any("FROM contact " in sql.replace("\n", " ") for sql in run)
    kinds = set(KINDS) - set(gap_list.ASKED_BY_RULES)
    assert {ContactLogEntry, HandedOutPlan, SharedPaper} <= kinds
    assert not any(f"{kind.KIND}.salt" in sql for sql in run for kind in kinds)
    assert any("count(*)" in sql and "contact_log_entry" in sql for sql in run)


def test_what_is_as_it_was_is_not_written_again(store: VaultStore) -> None:
    patient_id, contact = school(store)
    renew(store)
    before = store.gap_list()
    for change, written in (
        (Add(ContactLogEntry(patient_id=patient_id, at=NOW, what="Ringde")), False),
        (Edit(replace(store.read(patient_id).get(Contact, contact.id), name="Nya skolan")), True),
    ):
        save(store, change)
        with statements(store) as run:
            assert renew(store) == 1
        assert any("INTO stored_gap" in sql for sql in run) is written
        assert store.stale_findings() == []
        assert (store.gap_list() != before) is written
        assert store.gap_list() == stored_gaps(store.read(patient_id))


def rows(store: VaultStore) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sqlalchemy.select(stored_gap).order_by(stored_gap.c.place))]


def test_what_is_stored_in_another_order_or_twice_is_written_again(store: VaultStore) -> None:
    patient_id, _ = school(store)
    renew(store)
    before = rows(store)
    for wrong in (
        "UPDATE stored_gap SET place = 90 - place",
        "INSERT INTO stored_gap SELECT patient_id, 90, rule, rank, title, why, verb, page, field, due, contact_id,"
        " entry_id FROM stored_gap WHERE place = 0",
        "UPDATE stored_gap SET due = '2026-01-01'",
    ):
        with store.engine.begin() as connection:
            connection.exec_driver_sql(wrong)
        assert rows(store) != before
        store.renew_findings(patient_id)
        assert rows(store) == before


def test_the_list_costs_as_many_statements_for_ten_as_for_one(store: VaultStore) -> None:
    counts = []
    for patients in (1, 9):
        for _ in range(patients):
            school(store)
        renew(store)
        with statements(store) as run:
            store.gap_list()
        counts.append(len(run))
    assert counts[0] == counts[1] < 12


def test_the_list_is_noted_and_the_finding_is_not(store: VaultStore) -> None:
    patient_id = add_patient(store)
    before = kept(store, access_log)
    store.stale_findings()
    store.renew_findings(patient_id)
    assert kept(store, access_log) == before
    store.gap_list()
    with store.engine.connect() as connection:
        newest = connection.execute(sqlalchemy.select(access_log).order_by(access_log.c.seq.desc())).first()
    assert newest is not None
    assert (newest.action, newest.what, newest.patient_id) == (Access.LIST.stored, "Luckor", None)


def test_it_is_in_no_history_and_goes_along_in_a_whole_copy(open_vault: Vault, tmp_path: Any) -> None:
    school(open_vault.store)
    renew(open_vault.store)
    with open_vault.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM history").scalar() == 0
    assert open_vault.back_up(tmp_path / "kopia.hallpunkt-kopia").patients == 1


def test_the_gaps_of_the_screen_and_of_the_list_are_the_same(store: VaultStore) -> None:
    patient_id, _ = school(store)
    renew(store)
    assert [gap.title for gap in store.gap_list()] == [gap.title for gap in gaps(store.read(patient_id))]
