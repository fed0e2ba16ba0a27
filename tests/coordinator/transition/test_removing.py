"""Taking what belongs to transitions out of the record: what goes with it, and what must go on being told."""

from dataclasses import replace

from coordinator.change import Remove
from coordinator.contact import Contact
from coordinator.entry_name import name_of
from coordinator.removal import take_away
from coordinator.transition.agreements import task_done
from coordinator.transition.belonging import tasks_of
from coordinator.transition.checklist import Ability, ChecklistAnswer, ChecklistRound
from coordinator.transition.checklists import questions
from coordinator.transition.handing_over import acknowledge, complete_transition
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.planning import begin_plan, close_plan
from coordinator.transition.swap import Transition, TransitionFollowUp
from coordinator.transition.swapping import drop_transition, name_receiver
from tests.coordinator.conftest import PATIENT_ID, TODAY, done
from tests.coordinator.transition.conftest import (
    ADULT,
    NEURO,
    begun,
    day,
    named,
    plan_in,
    refused,
    swap_of,
    visited,
    young,
)


def test_a_swap_goes_with_its_agreements_and_follow_ups() -> None:
    record = begun()
    swap = swap_of(record)
    one = TransitionFollowUp(patient_id=PATIENT_ID, transition_id=swap.id, due_on=day(9))
    record = young(swap, *tasks_of(record, swap.id), one)
    change = take_away(record, Transition, swap.id)
    record = done(record, change)
    assert not record.all(Transition) and not record.all(TransitionFollowUp) and tasks_of(record, swap.id) == []
    assert all(isinstance(step, Remove) and step.reason for step in change.steps)


def test_what_a_receiver_has_begun_is_not_taken_away() -> None:
    record = named()
    confirmed = done(record, acknowledge(record, swap_of(record).id))
    for held in (confirmed, visited()):
        assert refused(take_away, held, Transition, swap_of(held).id).title == "Mottagaren har redan tagit vid"
        assert done(held, drop_transition(held, swap_of(held).id, reason="Fel person"))
    record = visited()
    record = done(record, complete_transition(record, swap_of(record).id))
    assert refused(take_away, record, Transition, swap_of(record).id).title == "Övergången är klar"


def test_a_plan_goes_with_what_was_agreed_for_it_and_leaves_its_swaps() -> None:
    record = young()
    record = done(record, begin_plan(record))
    swaps = record.all(Transition)
    gone = done(record, take_away(record, TransitionPlan, plan_in(record).id))
    assert tasks_of(gone, None) == [] and gone.all(Transition) == swaps and tasks_of(gone, swaps[0].id)
    closed = young()
    closed = done(closed, begin_plan(closed, contact_ids=()))
    closed = done(closed, close_plan(closed))
    assert refused(take_away, closed, TransitionPlan, plan_in(closed).id).title == "Planen är avslutad"
    # What was done under the one before stays.
    closed = done(closed, task_done(closed, tasks_of(closed, None)[0].id))
    again = done(closed, begin_plan(closed, contact_ids=()))
    again = done(again, take_away(again, TransitionPlan, again.all(TransitionPlan)[-1].id))
    assert [one.is_open for one in tasks_of(again, None)] == [False] and len(again.all(TransitionPlan)) == 1


def test_a_round_of_the_checklist_goes_with_its_answers() -> None:
    gone_through = ChecklistRound(patient_id=PATIENT_ID, answered_on=TODAY)
    answer = ChecklistAnswer(patient_id=PATIENT_ID, round_id=gone_through.id, question="x", answer=Ability.BY_SELF)
    record = young(gone_through, answer)
    record = done(record, take_away(record, ChecklistRound, gone_through.id))
    assert not record.all(ChecklistRound) and not record.all(ChecklistAnswer)


def test_a_contact_that_is_taken_away_leaves_her_words_in_the_swap() -> None:
    record = begun()
    record = done(record, take_away(record, Contact, NEURO.id))
    swap = swap_of(record)
    assert (swap.contact_id, swap.from_unit) == (None, "Amina Wallin, läkare")
    record = begun()
    record = done(record, name_receiver(record, swap_of(record).id, contact_id=ADULT.id))
    record = done(record, take_away(record, Contact, ADULT.id))
    assert (swap_of(record).receiver_contact_id, swap_of(record).receiver) == (None, "Jakob Linder")


def test_each_kind_has_a_name_in_a_line() -> None:
    record = visited()
    assert name_of(swap_of(record)) == "Barn–vuxen specialistvård: Mona Rehn"
    assert name_of(record.all(TransitionFollowUp)[0]) == "Uppföljning efter 3 månader"
    assert name_of(tasks_of(record, swap_of(record).id)[0]).startswith("Skriv remiss")
    assert name_of(TransitionPlan(patient_id=PATIENT_ID)) == "Övergångsplan"
    answer = ChecklistAnswer(patient_id=PATIENT_ID, round_id=PATIENT_ID, question="book_visit")
    assert name_of(answer) == questions()["book_visit"].young
    assert name_of(replace(answer, question="gone")) == "Svar i checklista"
