"""A corrected birth date without a plan: it is told how many swaps move, and their tasks follow."""

from dataclasses import replace
from datetime import date

from coordinator.desk import FormerVersion
from coordinator.entries import edit_entry
from coordinator.entry_history import bring_back
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.transition.agreements import task_done
from coordinator.transition.days import swap_day
from coordinator.transition.new_birth_date import change_number
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import TransitionKind, TransitionTask
from coordinator.transition.swapping import begin_transition, drop_transition
from tests.coordinator.conftest import ACTOR, PATIENT_ID, done
from tests.coordinator.transition.conftest import BORN, HABILITATION, begun, day, swap_of, tasks, young

LATER = date(2010, 1, 24)
NUMBER = "19900728-2388"


def born(record: Record, on: date | None) -> Record:
    return done(record, edit_entry(record, Patient, PATIENT_ID, birth_date=on))


def test_the_change_tells_how_many_move_and_their_usual_tasks_that_remain_move_with_them() -> None:
    record = begun()
    record = done(record, task_done(record, tasks(record)["way_back"].id))
    record = done(record, edit_entry(record, TransitionTask, tasks(record)["joint_meeting"].id, due_on=day(40)))
    change = edit_entry(record, Patient, PATIENT_ID, birth_date=LATER)
    assert change.title == "Patient har ändrats, och en övergång har fått en ny dag"
    after = done(record, change)
    assert swap_day(after, swap_of(after)) == date(2028, 1, 24)
    moved = {key: one.due_on for key, one in tasks(after).items()}
    assert (moved["referral"], moved["certificates"]) == (date(2027, 1, 24), date(2027, 11, 24))
    assert (moved["joint_meeting"], moved["way_back"]) == (day(40), date(2027, 10, 24))
    both = done(record, begin_transition(record, kind=TransitionKind.HABILITATION, contact_id=HABILITATION.id))
    assert "2 övergångar har fått nya dagar" in edit_entry(both, Patient, PATIENT_ID, birth_date=LATER).title


def test_a_number_that_tells_another_day_does_so_too_and_a_day_that_is_taken_away_leaves_none() -> None:
    record = begun()
    assert change_number(record, number=NUMBER).title == "Identitetsnummer bytt, och en övergång har fått en ny dag"
    unknown = born(record, None)
    assert swap_day(unknown, swap_of(unknown)) is None and tasks(unknown)["referral"].due_on is None
    assert tasks(born(unknown, BORN))["referral"].due_on == tasks(record)["referral"].due_on


def test_an_earlier_birth_date_that_is_brought_back_tells_it_as_well() -> None:
    record = begun()
    earlier = FormerVersion(replace(record.patient, birth_date=LATER), record.now, ACTOR, "Patient har ändrats")
    assert bring_back(record, earlier).title.endswith(", och en övergång har fått en ny dag")


def test_nothing_is_told_when_nothing_moves_or_an_open_plan_shows_it() -> None:
    title = "Patient har ändrats"
    own = begun(planned_on=day(100))
    dropped = begun()
    dropped = done(dropped, drop_transition(dropped, swap_of(dropped).id, reason="Flyttar"))
    planned = begun()
    plan = TransitionPlan(patient_id=PATIENT_ID, born=BORN)
    planned = replace(planned, entries={**planned.entries, TransitionPlan: (plan,)})
    for record in (own, dropped, planned, young()):
        change = edit_entry(record, Patient, PATIENT_ID, birth_date=LATER)
        assert (change.title, len(change.steps)) == (title, 1)
    assert edit_entry(begun(), Patient, PATIENT_ID, given_name="Alba").title == title
    closed = replace(planned, entries={**planned.entries, TransitionPlan: (replace(plan, closed_on=day(-1)),)})
    assert edit_entry(closed, Patient, PATIENT_ID, birth_date=LATER).title != title
