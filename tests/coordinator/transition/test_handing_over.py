"""From referral to complete: what is noted, in which order, and what a complete swap does with the contacts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.change import Change
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.dates import day_of
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import contacts_to_print
from coordinator.record import Record
from coordinator.transition.days import swap_day
from coordinator.transition.following_up import follow_up
from coordinator.transition.handing_over import (
    acknowledge,
    book_first_visit,
    complete_transition,
    first_visit_done,
    hold_joint_meeting,
    note_referral,
    note_referral_confirmed,
    plan_joint_meeting,
    send_letter,
)
from coordinator.transition.planning import begin_plan
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind
from coordinator.transition.swapping import begin_transition, name_receiver, same_unit, write_transition
from coordinator.transition.who import sender_answers, sender_words
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, done, later
from tests.coordinator.transition.conftest import (
    ADULT,
    DENTIST,
    NEURO,
    begun,
    day,
    due_days,
    named,
    refused,
    swap_of,
    visited,
    young,
)


def complete(record: Record) -> Record:
    return done(record, complete_transition(record, swap_of(record).id))


def test_the_course_of_a_swap_from_referral_to_complete() -> None:
    record = named()
    id = swap_of(record).id
    record = done(record, note_referral(record, id, on=day(-20)))
    record = done(record, note_referral_confirmed(record, id, on=day(-8)))
    record = done(record, plan_joint_meeting(record, id, on=day(-3)))
    record = done(record, hold_joint_meeting(record, id))
    assert swap_of(record).joint_meeting_held_on == day(-3)
    record = done(record, send_letter(record, id, on=day(-3)))
    record = done(record, acknowledge(record, id, on=day(-1)))
    assert (swap_of(record).acknowledged_by, state_of(swap_of(record))) == ("Mona Rehn", SwapState.ACKNOWLEDGED)
    record = done(record, book_first_visit(record, id, on=TODAY))
    record = done(record, first_visit_done(record, id))
    assert state_of(swap_of(record)) is SwapState.VISITED
    assert sender_answers(swap_of(record))
    record = complete(record)
    assert (swap_of(record).completed_on, swap_of(record).completed_by) == (TODAY, ACTOR.name)
    assert not sender_answers(swap_of(record))


def test_what_has_happened_did_so_today_or_before_and_after_the_referral() -> None:
    record = begun()
    id = swap_of(record).id
    for deed, name in (
        (note_referral, "referral_sent_on"), (note_referral_confirmed, "referral_confirmed_on"),
        (hold_joint_meeting, "joint_meeting_held_on"), (send_letter, "letter_sent_on"),
        (first_visit_done, "first_visit_done_on"),
    ):  # fmt: skip
        assert refused(deed, record, id, on=day(1)).field == name
    assert refused(acknowledge, record, id, by="Mona", on=day(1)).field == "acknowledged_on"
    record = done(record, note_referral(record, id, on=day(-5)))
    assert refused(note_referral_confirmed, record, id, on=day(-6)).field == "referral_confirmed_on"
    assert refused(book_first_visit, record, id, on=day(-6)).field == "first_visit_on"
    assert refused(first_visit_done, record, id, on=day(-6)).field == "first_visit_done_on"
    record = done(record, book_first_visit(record, id, on=day(-2)))
    assert refused(note_referral, record, id, on=TODAY).field == "referral_sent_on"


def test_who_confirmed_is_told_and_not_before_the_letter() -> None:
    record = begun()
    assert refused(acknowledge, record, swap_of(record).id).field == "acknowledged_by"
    record = done(record, send_letter(record, swap_of(record).id))
    assert refused(acknowledge, record, swap_of(record).id, by="Jon", on=day(-1)).field == "acknowledged_on"
    record = done(record, acknowledge(record, swap_of(record).id, by="Jon Ek, sekreterare"))
    # Somebody at the unit has confirmed, but nobody takes over by name: it is a hole still.
    assert state_of(swap_of(record)) is SwapState.HOLE


def test_a_meeting_that_nobody_planned_was_held_and_one_to_come_is_not_held_on_its_day() -> None:
    record = begun()
    held = done(record, hold_joint_meeting(record, swap_of(record).id, on=day(-4)))
    assert (swap_of(held).joint_meeting_on, swap_of(held).joint_meeting_held_on) == (day(-4), day(-4))
    record = done(record, plan_joint_meeting(record, swap_of(record).id, on=day(9)))
    record = done(record, hold_joint_meeting(record, swap_of(record).id))
    assert swap_of(record).joint_meeting_held_on == TODAY


def test_the_first_visit_makes_follow_ups_at_three_six_and_twelve_months() -> None:
    record = visited(on=date(2026, 8, 31))
    assert due_days(record) == [(3, date(2026, 11, 30)), (6, date(2027, 2, 28)), (12, date(2027, 8, 31))]
    first = min(record.all(TransitionFollowUp), key=lambda one: one.months)
    record = done(record, follow_up(record, first.id, works=True, on=day(-1)))
    record = done(record, first_visit_done(record, swap_of(record).id, on=date(2026, 9, 15)))
    assert due_days(record) == [(6, date(2027, 3, 15)), (12, date(2027, 9, 15))]
    (kept,) = [one for one in record.all(TransitionFollowUp) if one.done_on]
    assert kept.due_on == date(2026, 11, 30)
    record = done(record, write_transition(record, swap_of(record).id, first_visit_done_on=date(2026, 9, 14)))
    assert due_days(record)[0] == (6, date(2027, 3, 14))


def test_complete_is_refused_naming_what_is_missing_beside_the_field() -> None:
    record = begun()
    fault = refused(complete_transition, record, swap_of(record).id)
    assert fault.field == "receiver" and "namngiven mottagare" in fault.message
    assert "första vuxenbesöket" in fault.message and "lämnande enheten" in fault.message
    fault = refused(complete_transition, record := named(record), swap_of(record).id)
    assert fault.field == "first_visit_done_on" and "namngiven mottagare" not in fault.message
    booked = done(record, book_first_visit(record, swap_of(record).id, on=day(-1)))
    assert refused(complete_transition, booked, swap_of(record).id).field == "first_visit_done_on"
    hole = begun()
    hole = done(hole, first_visit_done(hole, swap_of(hole).id))
    fault = refused(complete_transition, hole, swap_of(hole).id)
    assert fault.field == "receiver" and "första vuxenbesöket" not in fault.message
    for wrong in (replace(swap_of(record), completed_on=TODAY), replace(swap_of(hole), completed_on=TODAY)):
        assert [one for one in wrong.problems(record) if "kan inte vara klar" in one]


def test_complete_transfers_the_contact_and_the_receiver_stands_in_the_same_area_of_life() -> None:
    record = complete(visited())
    leaving = record.get(Contact, NEURO.id)
    assert leaving.status is ContactStatus.TRANSFERRED
    assert leaving.transferred_to == "Mona Rehn, läkare, Vuxenneurologen"
    new = next(one for one in record.all(Contact) if one.id == swap_of(record).receiver_contact_id)
    assert (new.name, new.unit, new.role) == ("Mona Rehn", "Vuxenneurologen", "läkare")
    assert (new.category, new.status) == (ContactCategory.SPECIALIST, ContactStatus.ACTIVE)
    assert not new.reveals_location
    assert refused(complete_transition, record, swap_of(record).id).title == "Övergången är klar"


def test_a_receiver_who_is_there_already_is_kept_and_no_longer_waited_for() -> None:
    written: tuple[dict[str, Any], ...] = (
        {"contact_id": ADULT.id}, {"receiver": "jakob linder", "to_unit": "Medicinkliniken"},
    )  # fmt: skip
    for fields in written:
        record = begun()
        record = done(record, name_receiver(record, swap_of(record).id, **fields))
        record = done(record, first_visit_done(record, swap_of(record).id))
        before = len(record.all(Contact))
        record = complete(record)
        assert len(record.all(Contact)) == before and swap_of(record).receiver_contact_id == ADULT.id
        assert record.get(Contact, ADULT.id).status is ContactStatus.ACTIVE


def test_who_told_where_the_patient_is_does_so_through_the_new_contact_too() -> None:
    marked = replace(DENTIST, reveals_location=True)
    record = young(marked)
    record = done(record, begin_transition(record, kind=TransitionKind.DENTAL, contact_id=marked.id))
    record = named(record, receiver="Rojda Demir", to_unit="Folktandvården")
    record = complete(done(record, first_visit_done(record, swap_of(record).id)))
    new = record.get(Contact, swap_of(record).receiver_contact_id or NEURO.id)
    assert new.reveals_location and new.category is ContactCategory.DENTAL


def test_where_a_protected_patient_moves_to_is_on_no_paper_afterwards_either() -> None:
    record = visited()
    swap = replace(swap_of(record), kind=TransitionKind.MOVE)
    hidden = replace(record.patient, protected_identity=ProtectedIdentity.REGISTRATION)
    record = replace(record, entries={**record.entries, Patient: (hidden,), Transition: (swap,)})
    record = complete(record)
    assert "Mona Rehn" not in {one.name for one in contacts_to_print(record)}
    assert record.get(Contact, swap_of(record).receiver_contact_id or NEURO.id).name == "Mona Rehn"


def test_a_sender_outside_the_register_leaves_and_the_receiver_stands_where_the_kind_says() -> None:
    record = begun(TransitionKind.PRIMARY_CARE, None, from_unit="Hjärtkliniken")
    record = named(record, receiver="Vera Hult", to_unit="Vårdcentralen Lunden")
    assert sender_words(record, swap_of(record)) == "Hjärtkliniken"
    record = complete(done(record, first_visit_done(record, swap_of(record).id)))
    assert record.all(Contact)[-1].category is ContactCategory.PRIMARY_CARE


def test_who_holds_a_role_is_not_transferred_until_somebody_else_does() -> None:
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=NEURO.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT, start=day(-90)
    )
    record = visited()
    held = replace(record, entries={**record.entries, ContactRole: (role,)})
    fault = refused(complete_transition, held, swap_of(held).id)
    assert (fault.title, fault.field) == ("Kontakten har ett uppdrag", "contact_id")
    assert "fast läkarkontakt" in fault.message
    ended = replace(record, entries={**record.entries, ContactRole: (replace(role, end=TODAY),)})
    assert complete(ended).get(Contact, NEURO.id).status is ContactStatus.TRANSFERRED


def test_a_receiver_who_has_ended_since_is_no_receiver() -> None:
    record = begun()
    record = done(record, name_receiver(record, swap_of(record).id, contact_id=ADULT.id))
    record = done(record, first_visit_done(record, swap_of(record).id))
    gone = tuple(replace(one, status=ContactStatus.ENDED) if one.id == ADULT.id else one for one in record.all(Contact))
    record = replace(record, entries={**record.entries, Contact: gone})
    assert refused(complete_transition, record, swap_of(record).id).field == "receiver"


def test_who_sends_to_acute_care_stays_and_nothing_is_followed_up_for_a_year() -> None:
    record = named(begun(TransitionKind.TO_ACUTE, NEURO), receiver="Jon Ek", to_unit="Akutmottagningen")
    record = complete(done(record, first_visit_done(record, swap_of(record).id)))
    assert record.get(Contact, NEURO.id).is_current and due_days(record) == []


def test_a_contact_that_leaves_twice_stays_until_the_last_of_them_is_complete() -> None:
    record = visited()
    first = swap_of(record).id
    record = done(record, begin_transition(record, kind=TransitionKind.PRIMARY_CARE, contact_id=NEURO.id))
    record = done(record, complete_transition(record, first))
    assert record.get(Contact, NEURO.id).is_current
    record = named(record, receiver="Vera Hult", to_unit="Vårdcentralen Lunden")
    record = complete(done(record, first_visit_done(record, swap_of(record).id)))
    assert not record.get(Contact, NEURO.id).is_current


@pytest.mark.parametrize("deed", [note_referral, note_referral_confirmed, hold_joint_meeting, send_letter, acknowledge])
def test_nothing_is_noted_in_a_swap_that_nobody_takes_over_in(deed: Callable[..., Change]) -> None:
    record = young()
    record = done(record, same_unit(record, NEURO.id))
    assert refused(deed, record, swap_of(record).id).title == "Det är samma enhet hela vägen"


def test_the_journey_of_the_young_person_born_on_a_leap_day() -> None:
    """Not complete without a named receiver and the first adult visit; followed up at 6 and 12 months too."""
    born = date(2012, 2, 29)
    assert [day_of(rule, born) for rule in ("ombud1177_upphor", "egen_journal1177", "myndig")] == [
        date(2025, 2, 28), date(2028, 2, 29), date(2030, 2, 28),
    ]  # fmt: skip
    record = young(born=born)
    record = done(record, begin_plan(record, contact_ids=[NEURO.id]))
    swap = swap_of(record)
    assert swap_day(record, swap) == date(2030, 2, 28)
    assert refused(complete_transition, record, swap.id).field == "receiver"
    record = later(record, date(2030, 2, 20))
    record = done(record, name_receiver(record, swap.id, contact_id=ADULT.id))
    assert refused(complete_transition, record, swap.id).field == "first_visit_done_on"
    record = later(record, date(2030, 3, 31))
    record = done(record, first_visit_done(record, swap.id))
    record = done(record, complete_transition(record, swap.id))
    assert due_days(record) == [(3, date(2030, 6, 30)), (6, date(2030, 9, 30)), (12, date(2031, 3, 31))]
    assert {one.transition_id for one in record.all(TransitionFollowUp)} == {record.all(Transition)[0].id}
