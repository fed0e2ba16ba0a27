"""The plan: begun from the proposals, its track and stages, a new birth date, closed and opened again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.change import Add, Change
from coordinator.contact import Assignment, ContactRole
from coordinator.dates import date_rules
from coordinator.entity import new_id
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.transition.belonging import plan_of, tasks_of
from coordinator.transition.days import moved_days, swap_day
from coordinator.transition.following_up import follow_up
from coordinator.transition.handing_over import complete_transition, first_visit_done
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.planning import (
    accept_new_birth_date,
    begin_plan,
    close_plan,
    note_informed,
    note_planned,
    note_prepared,
    plan_more,
    reopen_plan,
    set_track,
    write_plan,
)
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind
from coordinator.transition.swapping import begin_transition, drop_transition
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, done, record_of
from tests.coordinator.transition.conftest import (
    BORN,
    CLOSED_UNIT,
    DENTIST,
    DEVICES,
    HABILITATION,
    NEURO,
    TEACHER,
    day,
    named,
    plan_in,
    refused,
    swap_of,
    tasks,
    visited,
    young,
)


def planned(**fields: Any) -> Record:
    record = young()
    return done(record, begin_plan(record, **fields))


def test_a_plan_begins_with_a_swap_for_each_ticked_contact_and_what_is_usually_agreed() -> None:
    fvk = ContactRole(
        patient_id=PATIENT_ID, contact_id=HABILITATION.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(-90),
        main=True,
    )  # fmt: skip
    record = young(fvk)
    record = done(record, begin_plan(record, track=Track.SUPPORTED))
    plan = plan_in(record)
    assert (plan.born, plan.begun_on, plan.coordinator, plan.track) == (BORN, TODAY, "Karin Lindström", Track.SUPPORTED)
    swaps = record.all(Transition)
    assert [(one.contact_id, one.rule) for one in swaps] == [
        (NEURO.id, "myndig"), (HABILITATION.id, "myndig"), (DENTIST.id, "fri_tandvard_t_o_m"),
        (TEACHER.id, "gymnasiet_slut"),
    ]  # fmt: skip
    assert {one.coordinator for one in swaps} == {"Karin Lindström"} and all(tasks_of(record, one.id) for one in swaps)
    assert {"consents", "supporter"} <= tasks(record).keys() and "god_man" not in tasks(record)


def test_the_contacts_may_be_chosen_also_none_and_no_other_than_those_that_are_proposed() -> None:
    record = planned(contact_ids=[DEVICES.id])
    assert [one.contact_id for one in record.all(Transition)] == [DEVICES.id]
    assert planned(contact_ids=()).all(Transition) == ()
    assert refused(begin_plan, young(), contact_ids=[CLOSED_UNIT.id]).title == "Kontakten kan inte väljas"


def test_there_is_one_plan_at_a_time_and_more_contacts_can_be_planned_later() -> None:
    record = planned(contact_ids=[NEURO.id])
    assert refused(begin_plan, record).title == "Planen är redan påbörjad"
    record = done(record, plan_more(record, [DENTIST.id]))
    assert swap_of(record).contact_id == DENTIST.id and tasks_of(record, swap_of(record).id)
    assert refused(plan_more, record, [DENTIST.id]).title == "Kontakten kan inte väljas"
    assert refused(plan_more, record, []).title == "Ingen kontakt är vald"


def test_a_patient_of_whom_nothing_is_known_has_a_plan_without_days() -> None:
    record = record_of(MAJA)
    record = done(record, begin_plan(record))
    assert plan_in(record).born is None and not record.all(Transition)
    assert all(one.due_on is None for one in tasks_of(record, None))
    for change in (note_informed(record), set_track(record, track=Track.REPRESENTED), close_plan(record)):
        done(record, change)


def test_a_grown_ups_plan_has_nothing_of_what_belongs_to_growing_up() -> None:
    record = young(born=date(1990, 7, 28))
    record = done(record, begin_plan(record, track=Track.REPRESENTED, contact_ids=()))
    assert tasks_of(record, None) == []


def test_the_track_brings_its_tasks_and_takes_those_of_another_that_nobody_has_written_in() -> None:
    record = planned(contact_ids=(), track=Track.REPRESENTED)
    due = tasks(record)["god_man"].due_on
    assert due == date(2027, 6, 24) and "e1177" not in tasks(record)
    own = replace(tasks(record)["god_man_certificate"], who="Doktor Falk")
    record = done(record, Change("x", (Add(replace(own, id=new_id())),)))
    record = done(record, set_track(record, track=Track.INDEPENDENT))
    assert {"e1177", "own_time", "consents"} <= tasks(record).keys() and "god_man" not in tasks(record)
    assert tasks(record)["god_man_certificate"].who == "Doktor Falk"
    assert refused(set_track, record, track=Track.INDEPENDENT).field == "track"


def test_each_stage_is_gone_through_today_or_on_a_day_that_is_told_but_not_to_come() -> None:
    for deed, name in (
        (note_informed, "informed_on"), (note_planned, "planned_on"), (note_prepared, "prepared_on"),
    ):  # fmt: skip
        record = planned()
        assert getattr(plan_in(done(record, deed(record))), name) == TODAY
        assert getattr(plan_in(done(record, deed(record, on=day(-9)))), name) == day(-9)
        assert refused(deed, record, on=day(1)).field == name
        assert refused(deed, young()).title == "Det finns ingen övergångsplan"


def test_the_plan_is_written_in_except_what_deeds_of_their_own_write() -> None:
    record = planned()
    record = done(record, write_plan(record, own_words="Jag vill prata själv.", summary="Text."))
    record = done(record, write_plan(record, summary_by="Doktor Falk", summary_on=TODAY))
    assert (plan_in(record).own_words, plan_in(record).summary_by) == ("Jag vill prata själv.", "Doktor Falk")
    assert refused(write_plan, record, summary_on=day(2)).field == "summary_on"
    for wrong in ("closed_on", "born", "track", "nothing"):
        with pytest.raises(TypeError):
            write_plan(record, **{wrong: None})


def _with_born(record: Record, born: date | None) -> Record:
    (patient,) = record.all(Patient)
    return replace(record, entries={**record.entries, Patient: (replace(patient, birth_date=born),)})


def test_a_new_birth_date_is_shown_as_a_difference_and_moves_the_usual_days_when_it_is_accepted() -> None:
    record = planned(contact_ids=[NEURO.id, DENTIST.id], track=Track.REPRESENTED)
    assert moved_days(record) == []
    assert refused(accept_new_birth_date, record).title == "Inget har ändrats"
    record = _with_born(record, date(2010, 2, 28))
    moved = {one.name: (one.was, one.becomes) for one in moved_days(record)}
    assert moved["Barn–vuxen specialistvård, Barnneurologen"] == (date(2027, 12, 24), date(2028, 2, 28))
    assert moved["Barn–vuxen tandvård, Folktandvården Lunden"] == (date(2028, 12, 31), date(2029, 12, 31))
    assert moved["Skede: Mottagare utsedd"] == (date(2026, 12, 24), date(2027, 2, 28))
    assert moved["Samtal om god man och börja ansökan"] == (date(2027, 6, 24), date(2027, 8, 28))
    of_age = date_rules().rule("myndig")
    assert of_age is not None and moved[of_age.name] == (date(2027, 12, 24), date(2028, 2, 28))
    # The swaps follow at once; what was agreed stays until somebody has seen the difference.
    assert swap_day(record, record.all(Transition)[0]) == date(2028, 2, 28)
    assert tasks(record)["god_man"].due_on == date(2027, 6, 24)
    record = done(record, accept_new_birth_date(record))
    assert moved_days(record) == [] and plan_in(record).born == date(2010, 2, 28)
    assert tasks(record)["god_man"].due_on == date(2027, 8, 28)
    assert tasks(record)["dental_f"].due_on == date(2029, 6, 30)


def test_a_birth_date_that_becomes_known_or_is_taken_away_is_a_difference_too() -> None:
    record = _with_born(planned(contact_ids=[NEURO.id]), None)
    assert all(one.becomes is None for one in moved_days(record)) and moved_days(record)
    record = done(record, accept_new_birth_date(record))
    assert all(one.was is None for one in moved_days(_with_born(record, BORN)))


def test_a_task_with_a_day_of_its_own_or_that_is_done_does_not_move() -> None:
    record = planned(contact_ids=[NEURO.id])
    held = {**tasks(record)}
    own = replace(held["joint_meeting"], due_on=day(40))
    ready = replace(held["way_back"], done_on=TODAY)
    entries = {one.id: one for one in record.all(type(own))} | {own.id: own, ready.id: ready}
    record = _with_born(replace(record, entries={**record.entries, type(own): tuple(entries.values())}), day(-6000))
    record = done(record, accept_new_birth_date(record))
    assert tasks(record)["joint_meeting"].due_on == day(40)
    assert tasks(record)["way_back"].due_on == ready.due_on
    assert tasks(record)["certificates"].due_on != held["certificates"].due_on


def test_a_plan_is_not_closed_while_somebody_is_still_to_take_over() -> None:
    record = planned(contact_ids=[NEURO.id, DENTIST.id])
    assert "2 övergångar pågår" in refused(close_plan, record).message
    for swap in record.all(Transition):
        record = done(record, drop_transition(record, swap.id, reason="Flyttar utomlands"))
    record = done(record, close_plan(record, note="Familjen flyttar."))
    plan = plan_in(record)
    assert (plan.closed_on, plan.closed_by, plan.close_note) == (TODAY, ACTOR.name, "Familjen flyttar.")
    for deed in (note_informed, close_plan, accept_new_birth_date):
        assert refused(deed, record).title == "Övergångsplanen är avslutad"
    record = done(record, reopen_plan(record))
    assert plan_in(record).is_open and plan_in(record).close_note == ""
    assert refused(reopen_plan, record).title == "Planen pågår redan"
    assert refused(reopen_plan, young()).title == "Det finns ingen övergångsplan"


def test_follow_ups_that_remain_need_a_word_before_the_plan_is_closed() -> None:
    record = visited()
    record = done(record, begin_plan(record, contact_ids=()))
    record = done(record, complete_transition(record, swap_of(record).id))
    fault = refused(close_plan, record)
    assert fault.field == "close_note" and "3 uppföljningar återstår" in fault.message
    assert done(record, close_plan(record, note="Vuxenhabiliteringen följer upp."))
    for one in record.all(TransitionFollowUp):
        record = done(record, follow_up(record, one.id, works=True))
    assert done(record, close_plan(record))


def test_a_former_plan_stays_beside_a_new_one_and_the_open_one_is_the_plan() -> None:
    record = young(TransitionPlan(patient_id=PATIENT_ID, begun_on=day(-900), closed_on=day(-400), closed_by="A"))
    record = done(record, begin_plan(record, contact_ids=()))
    plan = plan_of(record)
    assert plan is not None and plan.is_open and len(record.all(TransitionPlan)) == 2
    second = TransitionPlan(patient_id=PATIENT_ID)
    assert any("redan en övergångsplan" in one for one in second.problems(record))


def test_a_swap_needs_no_plan() -> None:
    record = young()
    record = done(record, begin_transition(record, kind=TransitionKind.HOSPITAL_HOME, from_unit="Avdelning 12"))
    record = named(record, receiver="Vera Hult", to_unit="Hemsjukvården")
    record = done(record, first_visit_done(record, swap_of(record).id))
    record = done(record, complete_transition(record, swap_of(record).id))
    assert swap_of(record).completed_on == TODAY and plan_of(record) is None
