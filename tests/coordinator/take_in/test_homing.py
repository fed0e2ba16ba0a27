"""What a file's entries become under the patient here: the same each time, and all that points to them comes along."""

from dataclasses import replace
from uuid import UUID

import pytest

from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.change import Change, Remove
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.entity import Entity, attrs_of
from coordinator.errors import ImportRefused
from coordinator.exchange.record_json import record_json
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.taken_in import TakenIn
from coordinator.today.mark import MatterMark
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, noon
from tests.coordinator.take_in.clinics import HERE_ID, clinic, contact, edited, foreign, maja, seen, sent, taken
from tests.rules.made_up import filled

LISA = contact("Lisa Ek")
PLAN = CarePlan(patient_id=PATIENT_ID)
GOAL = CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Cykla")
STEP = Intervention(patient_id=PATIENT_ID, goal_id=GOAL.id, what="Öva", contact_id=LISA.id)


def moved(*entries: Entity) -> MemoryStore:
    """The clinic here, after the file has been taken in."""
    store = clinic(maja(HERE_ID))
    taken(seen(sent(maja(), *entries), store), store)
    return store


def test_everything_that_points_to_an_entry_points_to_it_here() -> None:
    record = moved(PLAN, GOAL, STEP, LISA).read(HERE_ID)
    (plan,), (goal,), (lisa,) = record.all(CarePlan), record.all(CareGoal), record.all(Contact)
    (step,) = record.all(Intervention)
    assert (goal.plan_id, step.goal_id, step.contact_id) == (plan.id, goal.id, lisa.id)
    assert not {plan.id, goal.id, step.id, lisa.id} & {PLAN.id, GOAL.id, STEP.id, LISA.id}


def test_every_kind_of_entry_stands_under_the_patient_here() -> None:
    her, *others = filled(PATIENT_ID)
    assert isinstance(her, Patient)
    store = clinic(maja(HERE_ID))
    found = seen(foreign(maja(), *others, own=True), store)
    ids = {one.entry.id for one in found.read.entries}
    for row in found.rows:
        assert row.entry.patient_id == HERE_ID
        for attr in attrs_of(type(row.entry)):
            value = getattr(row.entry, attr.name)
            assert not (isinstance(value, UUID) and value in ids), (row.entry.KIND, attr.name)
            assert attr.item_type is not UUID or not ids & set(value)
    assert {type(row.entry) for row in found.rows} == set(KINDS)


def test_what_points_without_being_asked_to_comes_along_too() -> None:
    at = noon(TODAY)
    entered = JournalEntry(
        patient_id=PATIENT_ID, entry_kind="contact", entry_id=LISA.id, entry_version=1, entered_at=at
    )
    mark = MatterMark(
        patient_id=PATIENT_ID, matter=f"contact:{LISA.id}:late", about=LISA.id, words="Ringt", marked_on=TODAY
    )
    file = TakenIn(patient_id=PATIENT_ID, form=seen(sent(maja()), clinic()).read.form, taken_at=at, added=(LISA.id,))
    record = moved(LISA, entered, mark, file).read(HERE_ID)
    (lisa,) = record.all(Contact)
    assert record.all(JournalEntry)[0].entry_id == lisa.id
    assert (record.all(MatterMark)[0].about, record.all(MatterMark)[0].matter) == (lisa.id, f"contact:{lisa.id}:late")
    assert record.all(TakenIn)[0].added == (lisa.id,)


def test_the_same_file_twice_is_the_same() -> None:
    store = moved(PLAN, GOAL, STEP, LISA)
    found = seen(sent(maja(), PLAN, GOAL, STEP, LISA), store)
    assert {one.state.stored for one in found.rows} == {"same"}


def test_what_was_changed_there_since_is_a_change_here() -> None:
    store = moved(LISA)
    found = seen(sent(maja(), replace(LISA, phone="1177")), store)
    assert [one.state.stored for one in found.rows] == ["same", "changed"]


def test_what_was_changed_or_removed_here_since_is_told() -> None:
    store = moved(LISA)
    content = sent(maja(), LISA)
    (here,) = store.read(HERE_ID).all(Contact)
    edited(store, here, phone="1177")
    assert [one.state.stored for one in seen(content, store).rows] == ["same", "changed"]
    (here,) = store.read(HERE_ID).all(Contact)
    store.apply(HERE_ID, Change("Bort", (Remove(here, "Dubblett"),)))
    assert [one.state.stored for one in seen(content, store).rows] == ["same", "removed"]


def test_an_entry_that_stands_here_under_the_id_it_has_there_is_itself() -> None:
    store = clinic(maja(HERE_ID), replace(LISA, patient_id=HERE_ID))
    found = seen(sent(maja(), LISA), store)
    assert [one.state.stored for one in found.rows] == ["same", "same"]


def test_what_went_from_here_and_comes_back_is_itself() -> None:
    """What the other clinic got from us stands there under its own ids; back here it is ours again."""
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=LISA.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT, start=TODAY
    )
    here = clinic(maja(), LISA, role)
    there = clinic(maja(HERE_ID))
    taken(seen(record_json(here.read(PATIENT_ID)), there), there)
    back = seen(record_json(there.read(HERE_ID)), here)
    states = [(one.entry.KIND, one.state.stored) for one in back.rows]
    assert states == [("patient", "same"), ("contact", "same"), ("contact_role", "same"), ("taken_in", "new")]


def test_another_programs_entry_never_takes_the_id_it_says() -> None:
    """Two programs may call two things the same."""
    store = clinic(maja(), LISA)
    found = seen(foreign(maja(), replace(LISA, name="Någon annan")), store)
    assert [one.state.stored for one in found.rows] == ["same", "new"] and found.rows[1].id != LISA.id


def test_the_same_entry_twice_is_refused() -> None:
    with pytest.raises(ImportRefused, match="två gånger"):
        seen(foreign(maja(), LISA, LISA), clinic())
