"""A swap: begun, written in, given a receiver, the same all the way, dropped and taken up again."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.entity import new_id
from coordinator.entries import edit_entry
from coordinator.transition.agreements import task_done
from coordinator.transition.belonging import tasks_of
from coordinator.transition.days import swap_day
from coordinator.transition.handing_over import acknowledge, complete_transition, first_visit_done, send_letter
from coordinator.transition.kinds import rule_of
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition, TransitionKind, TransitionTask
from coordinator.transition.swapping import (
    begin_transition,
    drop_transition,
    name_receiver,
    same_unit,
    take_up_again,
    write_transition,
)
from coordinator.transition.timeline import timeline
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of
from tests.coordinator.transition.conftest import (
    ADULT,
    CLOSED_UNIT,
    DENTIST,
    NEURO,
    OF_AGE,
    TEACHER,
    begun,
    day,
    due_days,
    named,
    refused,
    swap_of,
    tasks,
    visited,
    young,
)


@pytest.mark.parametrize("kind", TransitionKind)
def test_a_swap_of_every_kind_has_its_usual_tasks_also_for_somebody_of_whom_nothing_is_known(
    kind: TransitionKind,
) -> None:
    record = record_of()
    record = done(record, begin_transition(record, kind=kind))
    held = tasks_of(record, swap_of(record).id)
    assert [one.task for one in held] == [one.key for one in rule_of(kind).tasks]
    assert all(one.due_on is None and one.who for one in held) and swap_of(record).rule == ""
    assert swap_day(record, swap_of(record)) is None


def test_its_day_follows_the_usual_rule_unless_another_is_told() -> None:
    record = begun()
    assert swap_of(record).rule == "myndig" and swap_day(record, swap_of(record)) == OF_AGE
    assert tasks(record)["referral"].due_on == date(2026, 12, 24)
    own = begun(planned_on=day(100))
    assert swap_of(own).rule == "" and swap_day(own, swap_of(own)) == day(100)
    move = begun(TransitionKind.MOVE)
    assert swap_day(move, swap_of(move)) is None
    grown_up = young(born=date(1990, 7, 28))
    grown_up = done(grown_up, begin_transition(grown_up, kind=TransitionKind.SPECIALIST, contact_id=NEURO.id))
    assert swap_of(grown_up).rule == ""


def test_a_contact_is_left_once_for_each_kind_and_has_to_be_there() -> None:
    record = begun()
    begin = {"kind": TransitionKind.SPECIALIST, "contact_id": NEURO.id}
    assert refused(begin_transition, record, **begin).title == "Kontakten har redan den övergången"
    assert done(record, begin_transition(record, kind=TransitionKind.PRIMARY_CARE, contact_id=NEURO.id))
    ended = refused(begin_transition, record, kind=TransitionKind.SPECIALIST, contact_id=CLOSED_UNIT.id)
    assert ended.field == "contact_id"
    with pytest.raises(TypeError):
        begin_transition(record, kind=TransitionKind.MOVE, completed_on=TODAY)
    assert refused(begin_transition, record, kind=TransitionKind.MOVE, receiver="Mona").field == "to_unit"
    assert refused(begin_transition, record, kind=TransitionKind.MOVE, rule="pension").field == "rule"


def test_a_rule_and_an_own_day_take_each_others_place_and_the_usual_tasks_follow() -> None:
    record = begun()
    ready = tasks(record)["certificates"]
    record = done(record, task_done(record, ready.id))
    record = done(record, edit_entry(record, TransitionTask, tasks(record)["way_back"].id, due_on=day(12)))
    record = done(record, write_transition(record, swap_of(record).id, planned_on=date(2028, 2, 29)))
    swap = swap_of(record)
    assert (swap.rule, swap.planned_on) == ("", date(2028, 2, 29))
    assert tasks(record)["referral"].due_on == date(2027, 2, 28)
    assert (tasks(record)["certificates"].due_on, tasks(record)["way_back"].due_on) == (ready.due_on, day(12))
    record = done(record, write_transition(record, swap.id, rule="myndig"))
    assert (swap_of(record).rule, swap_of(record).planned_on) == ("myndig", None)
    assert tasks(record)["referral"].due_on == date(2026, 12, 24)
    assert refused(write_transition, record, swap.id, rule="pension").field == "rule"


def test_another_kind_brings_its_own_tasks_and_keeps_what_somebody_has_written() -> None:
    record = begun()
    mine = replace(tasks(record)["way_back"], what="Ring Amina på onsdagar")
    record = replace(record, entries={**record.entries, type(mine): (tasks(record)["referral"], mine)})
    record = done(record, write_transition(record, swap_of(record).id, kind=TransitionKind.DENTAL))
    assert swap_of(record).rule == "fri_tandvard_t_o_m"
    assert {"dental_f", "way_back"} <= tasks(record).keys() and "referral" not in tasks(record)


def test_another_kind_is_not_one_that_goes_on_with_the_contact_already() -> None:
    record = begun()
    record = done(record, begin_transition(record, kind=TransitionKind.PRIMARY_CARE, contact_id=NEURO.id))
    fault = refused(write_transition, record, swap_of(record).id, kind=TransitionKind.SPECIALIST)
    assert fault.title == "Kontakten har redan den övergången"
    # Two swaps from units that nobody has put in the register have nothing to do with each other.
    record = begun(TransitionKind.MOVE, None, from_unit="A")
    assert done(record, begin_transition(record, kind=TransitionKind.MOVE, from_unit="B"))


def test_what_deeds_of_their_own_write_is_not_written_here() -> None:
    record = begun()
    for wrong in ("completed_on", "completed_by", "dropped_on", "dropped_reason", "same_unit", "nothing"):
        with pytest.raises(TypeError):
            write_transition(record, swap_of(record).id, **{wrong: None})
    assert refused(write_transition, record, swap_of(record).id, letter_sent_on=day(1)).field == "letter_sent_on"


def test_nothing_is_before_the_referral_and_it_is_said_beside_the_field_that_was_written() -> None:
    record = begun()
    swap = swap_of(record)
    record = done(record, write_transition(record, swap.id, referral_sent_on=day(-10)))
    for name in ("planned_on", "referral_confirmed_on", "first_visit_on", "first_visit_done_on"):
        fault = refused(write_transition, record, swap.id, **{name: day(-11)})
        assert (fault.field == name and "före remissen" in fault.title) or "innan den skickades" in fault.title
        assert done(record, write_transition(record, swap.id, **{name: day(-10)}))
    record = done(record, write_transition(record, swap.id, planned_on=day(-5)))
    assert refused(write_transition, record, swap.id, referral_sent_on=day(-4)).field == "referral_sent_on"
    problems = replace(swap, referral_sent_on=TODAY, planned_on=day(-1)).problems(record)
    assert "Överföringen ligger före remissen." in list(problems)
    # That the day of a rule has passed is late, not wrong: a referral may be sent at last.
    late = young(born=date(2008, 10, 1))
    late = done(late, begin_transition(late, kind=TransitionKind.SPECIALIST, contact_id=NEURO.id))
    assert done(late, write_transition(late, swap_of(late).id, referral_sent_on=TODAY))


def test_a_receiver_has_a_name_and_a_unit_and_is_not_who_leaves() -> None:
    record = begun()
    swap = swap_of(record)
    assert refused(name_receiver, record, swap.id, receiver="Mona Rehn").field == "to_unit"
    assert refused(name_receiver, record, swap.id, receiver=" ", to_unit="Vuxenneurologen").field == "receiver"
    same = refused(name_receiver, record, swap.id, receiver="Vuxenneurologen ", to_unit="vuxenneurologen")
    assert same.title == "Mottagaren är en enhet"
    assert refused(name_receiver, record, swap.id, contact_id=NEURO.id).field == "receiver"
    assert refused(name_receiver, record, swap.id, contact_id=CLOSED_UNIT.id).title == "Kontakten är avslutad"
    assert refused(write_transition, record, swap.id, receiver="Mona Rehn").field == "to_unit"
    unit = refused(write_transition, record, swap.id, receiver="Vuxenneurologen", to_unit="Vuxenneurologen")
    assert unit.title == "Mottagaren är en enhet"
    assert any(replace(swap, receiver="Norr", to_unit="norr ").problems(record))
    for place in (NEURO.unit, NEURO.organisation.upper()):
        by_name = refused(name_receiver, record, swap.id, receiver="amina wallin", to_unit=place)
        assert by_name.title == "Det är samma kontakt som lämnar"
    # She may go on with the patient at another unit.
    assert done(record, name_receiver(record, swap.id, receiver="Amina Wallin", to_unit="Vuxenneurologen"))
    assert state_of(swap_of(record)) is SwapState.HOLE


def test_a_receiver_from_the_register_brings_her_words_and_what_is_written_goes_first() -> None:
    record = begun()
    record = done(record, name_receiver(record, swap_of(record).id, contact_id=ADULT.id))
    swap = swap_of(record)
    assert (swap.receiver, swap.to_unit, swap.receiver_role) == ("Jakob Linder", "Medicinkliniken", "läkare")
    assert (swap.receiver_phone, swap.receiver_contact_id) == ("010-555 01 21", ADULT.id)
    record = done(record, name_receiver(record, swap.id, contact_id=ADULT.id, phone="010-555 01 99"))
    assert swap_of(record).receiver_phone == "010-555 01 99"
    # The same name once more, as when only the role is written, keeps her.
    record = done(record, name_receiver(record, swap.id, receiver="Jakob Linder", to_unit="Medicinkliniken", role="dr"))
    assert swap_of(record).receiver_contact_id == ADULT.id
    # Somebody else by name is not her, and somebody else with her name is.
    other = done(record, name_receiver(record, swap.id, receiver="Jon Ek", to_unit="Medicinkliniken"))
    assert swap_of(other).receiver_contact_id is None
    twin = replace(ADULT, id=new_id())
    twins = replace(record, entries={**record.entries, Contact: (*record.all(Contact), twin)})
    twins = done(twins, name_receiver(twins, swap.id, contact_id=twin.id))
    assert swap_of(twins).receiver_contact_id == twin.id
    # A unit in the register has no name to take.
    unit = Contact(patient_id=PATIENT_ID, unit="Vuxenmottagningen")
    record = replace(record, entries={**record.entries, Contact: (*record.all(Contact), unit)})
    assert refused(name_receiver, record, swap.id, contact_id=unit.id).field == "receiver"


def test_what_one_receiver_confirmed_and_was_sent_does_not_count_for_another() -> None:
    record = named()
    record = done(record, send_letter(record, swap_of(record).id))
    record = done(record, acknowledge(record, swap_of(record).id))
    kept = done(record, name_receiver(record, swap_of(record).id, receiver="Mona  Rehn", to_unit="Annan enhet"))
    assert swap_of(kept).acknowledged_on == TODAY and swap_of(kept).letter_sent_on == TODAY
    other = done(record, name_receiver(record, swap_of(record).id, receiver="Jon Ek", to_unit="Annan enhet"))
    assert swap_of(other).acknowledged_on is None and swap_of(other).letter_sent_on is None
    told = write_transition(record, swap_of(record).id, receiver="Jon Ek", letter_sent_on=day(-1))
    assert swap_of(done(record, told)).letter_sent_on == day(-1)
    gone = done(record, write_transition(record, swap_of(record).id, receiver=""))
    assert state_of(swap_of(gone)) is SwapState.HOLE and swap_of(gone).acknowledged_by == ""


def test_a_first_visit_does_not_count_for_somebody_else_somewhere_else() -> None:
    record = visited()
    swap = swap_of(record)
    other = {"receiver": "Jon Ek", "to_unit": "Annan enhet"}
    fault = refused(name_receiver, record, swap.id, **other)
    assert (fault.title, fault.field) == ("Första besöket är gjort på Vuxenneurologen", "to_unit")
    assert refused(write_transition, record, swap.id, **other).title == fault.title
    nobody = done(record, write_transition(record, swap.id, receiver=""))
    assert refused(name_receiver, nobody, swap.id, **other).title == fault.title
    # A colleague there, the same person under another roof, and another day for the new one are as they are.
    assert done(record, name_receiver(record, swap.id, receiver="Jon Ek", to_unit="Vuxenneurologen"))
    assert done(record, name_receiver(record, swap.id, receiver="Mona Rehn", to_unit="Annan enhet"))
    assert done(record, write_transition(record, swap.id, **other, first_visit_done_on=None))


def test_the_last_visit_where_one_was_may_be_to_come() -> None:
    record = begun()
    assert swap_of(done(record, write_transition(record, swap_of(record).id, last_visit_on=day(30)))).last_visit_on


def test_the_same_unit_all_the_way_is_noted_and_can_be_taken_up_again() -> None:
    record = young()
    record = done(record, same_unit(record, DENTIST.id))
    swap = swap_of(record)
    assert (swap.kind, swap.same_unit, state_of(swap)) == (TransitionKind.DENTAL, True, SwapState.SAME)
    assert tasks_of(record, swap.id) == []
    assert refused(same_unit, record, DENTIST.id).title == "Det är redan noterat"
    begin = refused(begin_transition, record, kind=TransitionKind.DENTAL, contact_id=DENTIST.id)
    assert begin.title == "Kontakten är samma enhet hela vägen"
    assert refused(name_receiver, record, swap.id, receiver="A", to_unit="B").title == "Det är samma enhet hela vägen"
    assert refused(same_unit, begun(), NEURO.id).title == "Kontakten har en övergång"
    assert refused(same_unit, record, CLOSED_UNIT.id).title == "Kontakten är avslutad"
    record = done(record, take_up_again(record, swap.id))
    assert swap_of(record).is_open and swap_of(record).rule == "fri_tandvard_t_o_m" and tasks_of(record, swap.id)


def test_what_came_to_nothing_says_why_and_can_be_taken_up_again() -> None:
    record = visited()
    swap = swap_of(record)
    assert refused(drop_transition, record, swap.id, reason=" ").field == "dropped_reason"
    record = done(record, drop_transition(record, swap.id, reason="Flyttar"))
    assert state_of(swap_of(record)) is SwapState.DROPPED and due_days(record) == []
    assert refused(drop_transition, record, swap.id, reason="x").title == "Övergången blev inte av"
    anew = done(record, begin_transition(record, kind=swap.kind, contact_id=swap.contact_id))
    assert refused(take_up_again, anew, swap.id).title == "Kontakten har redan den övergången"
    record = done(record, take_up_again(record, swap.id))
    assert swap_of(record).is_open and swap_of(record).dropped_reason == "" and len(due_days(record)) == 3
    assert refused(take_up_again, record, swap.id).title == "Övergången pågår redan"


def test_a_complete_swap_is_closed_but_for_what_is_noted_and_taking_it_up_brings_the_contact_back() -> None:
    record = visited()
    swap = swap_of(record)
    record = done(record, complete_transition(record, swap.id))
    record = done(record, write_transition(record, swap.id, way_back="Ring 010-555 01 20", note="Gick bra"))
    assert refused(write_transition, record, swap.id, referral_sent_on=TODAY).title == "Övergången är klar"
    assert record.get(Contact, NEURO.id).status is ContactStatus.TRANSFERRED
    record = done(record, take_up_again(record, swap.id))
    assert swap_of(record).is_open and record.get(Contact, NEURO.id).status is ContactStatus.ACTIVE
    assert record.get(Contact, NEURO.id).transferred_to == ""


def test_without_the_first_visit_its_follow_ups_that_remain_go() -> None:
    record = visited()
    record = done(record, write_transition(record, swap_of(record).id, first_visit_done_on=None))
    assert due_days(record) == []
    record = done(record, first_visit_done(record, swap_of(record).id))
    assert len(due_days(record)) == 3


def test_names_of_eighty_characters_and_forty_swaps_are_no_trouble() -> None:
    many = [
        Contact(patient_id=PATIENT_ID, name=f"{number:02} " + "Å" * 77, category=ContactCategory.SPECIALIST)
        for number in range(40)
    ]
    record = young(*many)
    for one in many:
        record = record.after(begin_transition(record, kind=TransitionKind.SPECIALIST, contact_id=one.id))
        record = record.after(name_receiver(record, swap_of(record).id, receiver="M" * 80, to_unit="V" * 80))
    assert len(record.all(Transition)) == 40 and {len(one.receiver) for one in record.all(Transition)} == {80}


def test_a_day_at_either_end_of_the_calendar_is_no_trouble() -> None:
    first = begun(TransitionKind.SCHOOL_ADULT, planned_on=date.min)
    assert {one.due_on for one in tasks_of(first, swap_of(first).id)} == {None}
    assert timeline(begun(planned_on=date.max)).last == date.max


def test_who_leaves_may_be_exchanged_for_somebody_who_is_there() -> None:
    record = begun()
    assert done(record, write_transition(record, swap_of(record).id, contact_id=TEACHER.id))
    assert refused(write_transition, record, swap_of(record).id, contact_id=CLOSED_UNIT.id).field == "contact_id"
