"""What is looked at of all patients' transitions: read without their records, and never where a protected one is."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy

from coordinator.change import Add, Edit
from coordinator.contact import Contact
from coordinator.desk import Access
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from coordinator.transition.team import Member, MemberPlan, MemberSwap, Task
from db.schema import access_log
from db.store import VaultStore
from db.vault import Vault
from tests.db.conftest import add_patient, save

DAY = date(2026, 11, 1)


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


def member(store: VaultStore, patient_id: UUID) -> Member:
    return next(one for one in store.transition_list(DAY) if one.patient_id == patient_id)


def test_a_patient_is_read_with_plan_swaps_tasks_and_follow_ups(store: VaultStore) -> None:
    patient_id = add_patient(store)
    heart = Contact(patient_id=patient_id, name="Amina Wallin", organisation="Barnsjukhuset", unit=" Hjärtat ")
    closed = TransitionPlan(patient_id=patient_id, coordinator="Den förra", closed_on=DAY)
    plan = TransitionPlan(patient_id=patient_id, track=Track.SUPPORTED, coordinator="Karin", informed_on=DAY)
    swap = Transition(
        patient_id=patient_id, contact_id=heart.id, rule="myndig", receiver="Jakob", to_unit="Vuxenhjärta",
        joint_meeting_on=DAY, first_visit_done_on=DAY,
    )  # fmt: skip
    elsewhere = Transition(
        patient_id=patient_id, kind=TransitionKind.MOVE, from_unit="Regionen", planned_on=DAY, same_unit=True
    )
    save(
        store, Add(heart), Add(plan), Add(closed), Add(swap), Add(elsewhere),
        Add(TransitionTask(patient_id=patient_id, transition_id=swap.id, what="Visa rummet", due_on=DAY)),
        Add(TransitionTask(patient_id=patient_id, transition_id=swap.id, what="Ring", due_on=DAY, not_needed="Gjort")),
        Add(TransitionTask(patient_id=patient_id, transition_id=swap.id, what="Sen", due_on=DAY + timedelta(days=1))),
        Add(TransitionTask(patient_id=patient_id, transition_id=swap.id, what="Gjord", due_on=DAY, done_on=DAY)),
        Add(TransitionTask(patient_id=patient_id, what="God man", due_on=DAY)),
        Add(TransitionFollowUp(patient_id=patient_id, transition_id=swap.id, months=3, due_on=DAY, done_on=DAY)),
        Add(TransitionFollowUp(patient_id=patient_id, transition_id=swap.id, months=6, due_on=DAY)),
    )  # fmt: skip
    found = member(store, patient_id)
    assert found.plan == MemberPlan(Track.SUPPORTED, "Karin", DAY, None, None, None)
    assert found.tasks == (Task("God man", DAY),)
    first, second = sorted(found.swaps, key=lambda one: one.same_unit)
    assert first == MemberSwap(
        TransitionKind.SPECIALIST, "Hjärtat", "myndig", False, "Jakob", joint_meeting_on=DAY,
        first_visit_done_on=DAY, tasks=(Task("Visa rummet", DAY),),
        follow_ups=(Task("Uppföljning efter 6 månader", DAY),),
    )  # fmt: skip
    assert second == MemberSwap(TransitionKind.MOVE, "Regionen", "", True, "", DAY)
    assert "Amina" not in repr(found) and "Visa" not in repr(found)


def test_where_a_protected_patient_is_is_told_by_no_word_that_was_written(store: VaultStore) -> None:
    patient_id = add_patient(store)
    swap = Transition(patient_id=patient_id, from_unit="Gömda skolan", receiver="Jakob", to_unit="Vuxenhjärta")
    task = TransitionTask(patient_id=patient_id, transition_id=swap.id, what="Ring Gömda skolan", due_on=DAY)
    mine = TransitionTask(patient_id=patient_id, what="Hälsa på i Gömstället", due_on=DAY)
    plan = TransitionPlan(patient_id=patient_id, coordinator="Skolsköterskan på Gömda skolan", informed_on=DAY)
    save(store, Add(swap), Add(task), Add(mine), Add(plan))
    patient = store.read(patient_id).all(Patient)[0]
    save(store, Edit(replace(patient, protected_identity=ProtectedIdentity.REGISTRATION)))
    found = member(store, patient_id)
    (only,) = found.swaps
    assert only.place == "" and only.kind is TransitionKind.SPECIALIST and only.receiver
    assert {one.what for one in (*only.tasks, *found.tasks)} == {"Överenskommelse"}
    assert found.plan == MemberPlan(None, "", DAY, None, None, None)


@pytest.mark.parametrize("status", PatientStatus)
def test_only_patients_whose_care_goes_on_are_there(store: VaultStore, status: PatientStatus) -> None:
    patient_id = add_patient(store)
    save(store, Edit(replace(store.read(patient_id).all(Patient)[0], status=status)))
    there = patient_id in {one.patient_id for one in store.transition_list(DAY)}
    assert there is (status in (PatientStatus.ACTIVE, PatientStatus.RESTING))


def test_the_access_log_notes_the_list(store: VaultStore) -> None:
    store.transition_list(DAY)
    with store.engine.connect() as connection:
        row = connection.execute(sqlalchemy.select(access_log).order_by(access_log.c.seq.desc()).limit(1)).one()
    assert (row.action, row.what) == (Access.LIST.stored, "Övergångar")
