"""What to do next: from a hole to a contact that does not work, the most urgent first and never too much."""

from dataclasses import replace
from datetime import date, timedelta

from coordinator.change import Add, Change
from coordinator.contact import Contact, ContactStatus
from coordinator.entity import Entity
from coordinator.page import Page
from coordinator.record import Record
from coordinator.representative import LegalRepresentative, Power
from coordinator.swedish import add_months
from coordinator.transition.agreements import add_task, task_not_needed
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.days import swap_day
from coordinator.transition.following_up import follow_up
from coordinator.transition.handing_over import (
    acknowledge,
    book_first_visit,
    complete_transition,
    first_visit_done,
    note_referral,
    plan_joint_meeting,
    send_letter,
)
from coordinator.transition.next_step import NextStep, StepGroup
from coordinator.transition.next_steps import next_steps
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.planning import begin_plan, note_informed, note_planned, note_prepared, write_plan
from coordinator.transition.proposing import proposals
from coordinator.transition.swap import Transition, TransitionKind, TransitionTask
from coordinator.transition.swapping import begin_transition, drop_transition, name_receiver, write_transition
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, later, record_of
from tests.coordinator.transition.conftest import (
    ADULT,
    BORN,
    DENTIST,
    NEURO,
    OF_AGE,
    begun,
    day,
    named,
    swap_of,
    tasks,
    visited,
    young,
)


def steps(record: Record, group: StepGroup) -> list[NextStep]:
    return [one for one in next_steps(record) if one.group is group]


def bare(record: Record) -> Record:
    """The record without what is usually agreed, so that only the swap itself speaks."""
    return replace(record, entries={**record.entries, TransitionTask: ()})


def only(record: Record) -> NextStep:
    (one,) = next_steps(bare(record))
    return one


def test_there_is_nothing_to_do_where_nothing_is_planned_or_all_is_far_away() -> None:
    assert next_steps(record_of()) == [] and next_steps(young()) == []
    far = young(born=date(2014, 3, 17))
    far = done(far, begin_transition(far, kind=TransitionKind.SPECIALIST, contact_id=NEURO.id))
    assert next_steps(far) == []


def test_a_hole_comes_with_whom_to_ring_and_is_late_when_its_day_has_passed() -> None:
    step = only(begun())
    assert (step.group, step.title, step.field) == (StepGroup.HOLE, "Utse mottagare efter Barnneurologen", "receiver")
    assert (step.why, step.verb, step.phone, step.late) == (
        "Bytet är 24 dec 2027.", "Skriv in mottagare", "010-555 01 20", False,
    )  # fmt: skip
    on_its_day = only(later(begun(), OF_AGE))
    assert (on_its_day.late, on_its_day.why) == (False, "Bytet är 24 dec.")
    late = only(later(begun(), date(2028, 1, 3)))
    assert (late.late, late.why) == (True, "Bytet skulle ha varit 24 dec.")
    no_day = only(begun(TransitionKind.MOVE))
    assert (no_day.late, no_day.why) == (False, "Dagen för bytet är inte bestämd.")


def test_a_receiver_who_has_ended_is_to_be_replaced() -> None:
    record = begun()
    record = done(record, name_receiver(record, swap_of(record).id, contact_id=ADULT.id))
    gone = tuple(replace(one, status=ContactStatus.ENDED) if one.id == ADULT.id else one for one in record.all(Contact))
    step = only(replace(record, entries={**record.entries, Contact: gone}))
    assert (step.title, step.field) == ("Utse en ny mottagare efter Barnneurologen", "receiver")


def test_a_referral_and_a_letter_are_asked_about_and_then_late() -> None:
    record = named(phone="010-555 01 30")
    id = swap_of(record).id
    asked = done(record, note_referral(record, id, on=day(-15)))
    step = only(asked)
    assert (step.group, step.field, step.late, step.phone) == (
        StepGroup.REFERRAL, "referral_confirmed_on", False, "010-555 01 30",
    )  # fmt: skip
    assert only(later(asked, day(15))).late
    assert next_steps(bare(done(record, note_referral(record, id, on=day(-14))))) == []
    sent = done(record, send_letter(record, id, on=day(-15)))
    assert (only(sent).group, only(sent).field, only(sent).late) == (StepGroup.RECEIPT, "acknowledged_by", False)
    assert only(later(sent, day(15))).late
    assert next_steps(bare(done(sent, acknowledge(sent, id)))) == []


def test_a_meeting_that_has_passed_is_asked_about() -> None:
    record = named()
    record = done(record, plan_joint_meeting(record, swap_of(record).id, on=day(3)))
    assert next_steps(bare(record)) == []
    step = only(later(record, day(4)))
    assert (step.group, step.field, step.late) == (StepGroup.MEETING, "joint_meeting_held_on", True)


def test_near_its_day_the_letter_goes_and_the_first_visit_is_booked_noted_and_the_swap_complete() -> None:
    record = bare(later(named(), date(2027, 10, 24)))
    id = swap_of(record).id
    assert [(one.group, one.page, one.field) for one in next_steps(record)] == [
        (StepGroup.LETTER, Page.PAPERS, "letter_sent_on"), (StepGroup.VISIT, Page.TRANSITION, "first_visit_on"),
    ]  # fmt: skip
    record = done(record, acknowledge(record, id))
    assert only(record).title == "Boka första vuxenbesöket efter Barnneurologen"
    assert [only(later(record, one)).late for one in (OF_AGE, OF_AGE + timedelta(1))] == [False, True]
    record = done(record, book_first_visit(record, id, on=date(2027, 11, 1)))
    assert next_steps(record) == []
    record = later(record, date(2027, 11, 2))
    assert (only(record).field, only(record).late) == ("first_visit_done_on", True)
    record = done(record, first_visit_done(record, id))
    assert (only(record).verb, only(record).field) == ("Klar", "completed_on")
    record = done(record, complete_transition(record, id))
    assert next_steps(record) == []


def test_a_visit_that_is_made_does_not_fill_the_hole() -> None:
    record = begun()
    record = done(record, first_visit_done(record, swap_of(record).id))
    assert only(record).group is StepGroup.HOLE


def test_follow_ups_are_told_of_in_time_and_late_also_when_the_swap_is_complete() -> None:
    record = visited()
    record = bare(done(record, complete_transition(record, swap_of(record).id)))
    due = add_months(TODAY, 3)
    assert next_steps(later(record, due - timedelta(15))) == []
    assert only(later(record, due - timedelta(14))).group is StepGroup.FOLLOW_UP
    step = only(later(record, due))
    assert (step.group, step.field, step.late) == (StepGroup.FOLLOW_UP, "works", False)
    assert step.follow_up_id == follow_ups_of(record, swap_of(record).id)[0].id
    record = later(record, add_months(TODAY, 14))
    assert len(next_steps(record)) == 2 and all(one.late for one in next_steps(record))
    assert next_steps(record)[0].why == "Skulle ha gjorts 22 feb 2027."


def test_a_contact_that_does_not_work_shows_the_way_back() -> None:
    record = bare(visited())
    id = swap_of(record).id
    record = done(record, complete_transition(record, id))
    record = done(record, write_transition(record, id, way_back="Barnneurologen 010-555 01 20"))
    record = done(record, follow_up(record, follow_ups_of(record, id)[0].id, works=False))
    step = only(record)
    assert (step.group, step.why) == (StepGroup.FAILS, "Väg tillbaka: Barnneurologen 010-555 01 20")


def test_the_stages_are_gone_through_when_their_age_has_come() -> None:
    record = young()
    record = bare(done(record, begin_plan(record, track=Track.INDEPENDENT, contact_ids=())))
    assert (only(record).field, only(record).verb) == ("informed_on", "Informerad i dag")
    record = done(record, note_informed(record))
    assert only(record).field == "planned_on"
    record = done(record, note_planned(record))
    assert only(record).field == "prepared_on"
    again = done(record, note_prepared(record, on=add_months(TODAY, -12)))
    assert only(again).title.endswith("igen")
    assert next_steps(done(record, note_prepared(record))) == []
    landing = visited()
    gone_through = TransitionPlan(
        patient_id=PATIENT_ID, informed_on=day(-900), planned_on=day(-900), prepared_on=day(-900)
    )
    landing = done(landing, Change("x", (Add(gone_through),)))
    assert steps(bare(landing), StepGroup.STAGE) == []
    child = young(TransitionPlan(patient_id=PATIENT_ID), born=date(2015, 3, 1))
    assert next_steps(child) == []
    grown_up = young(TransitionPlan(patient_id=PATIENT_ID), born=date(1990, 3, 1))
    assert next_steps(grown_up) == []


def test_a_summary_without_its_writer_is_asked_about() -> None:
    record = young(TransitionPlan(patient_id=PATIENT_ID, track=Track.INDEPENDENT, informed_on=TODAY,
                                  planned_on=TODAY, prepared_on=TODAY))  # fmt: skip
    record = done(record, write_plan(record, summary="Epilepsi sedan 2012."))
    assert only(record).field == "summary_by"


def god_man(record: Record) -> list[NextStep]:
    return steps(record, StepGroup.REPRESENTATIVE)


def test_a_god_man_is_thought_of_in_time_unless_the_young_person_is_to_manage_alone() -> None:
    def planned(track: Track | None, today: date, *entries: Entity) -> Record:
        record = young(*entries, today=today)
        return done(record, begin_plan(record, track=track, contact_ids=()))

    assert god_man(planned(Track.REPRESENTED, date(2026, 12, 23))) == []
    (step,) = god_man(planned(Track.REPRESENTED, date(2026, 12, 24)))
    assert (step.why, step.late, step.page) == ("Börja senast 24 jun 2027.", False, Page.APPOINTMENTS)
    assert step.task_id is not None
    (late,) = god_man(planned(Track.SUPPORTED, date(2027, 8, 1)))
    assert (late.why, late.late, late.task_id) == ("Skulle ha börjat 24 jun.", True, None)
    assert god_man(planned(Track.INDEPENDENT, date(2027, 8, 1))) == []
    held = LegalRepresentative(patient_id=PATIENT_ID, name="Eva Ek", power=Power.GOD_MAN)
    assert god_man(planned(Track.REPRESENTED, date(2027, 12, 30), held)) == []
    dealt_with = planned(Track.REPRESENTED, date(2027, 8, 1))
    task = tasks(dealt_with)["god_man"]
    assert god_man(done(dealt_with, task_not_needed(dealt_with, task.id, reason="Fullmakt räcker"))) == []


def test_dental_applications_are_told_of_half_a_year_ahead_and_other_tasks_when_they_are_near() -> None:
    record = begun(TransitionKind.DENTAL, DENTIST)
    at = later(record, date(2028, 1, 2))
    dental = {one.task_id: one for one in steps(at, StepGroup.DENTAL)}
    assert dental.keys() <= {one.id for one in at.all(TransitionTask)} and dental
    assert tasks(record)["dental_f"].due_on == date(2028, 6, 30)
    keys = {one.id: key for key, one in tasks(record).items()}
    ahead = done(at, write_transition(at, swap_of(at).id, to_unit="Folktandvården"))
    rest = {key: one for key, one in tasks(ahead).items() if key in ("dental_allowance", "dental_f")}
    alone = replace(ahead, entries={**ahead.entries, TransitionTask: tuple(rest.values())})
    assert [keys[one.task_id] for one in steps(alone, StepGroup.DENTAL) if one.task_id] == [
        "dental_allowance", "dental_f",
    ]  # fmt: skip
    assert steps(later(alone, date(2027, 12, 29)), StepGroup.DENTAL) == []


def test_an_own_task_is_told_of_two_months_ahead_and_not_when_its_swap_came_to_nothing() -> None:
    record = bare(begun())
    id = swap_of(record).id
    record = done(record, add_task(record, id, what="Ring skolan", who="skolsköterskan", due_on=date(2027, 1, 22)))
    (step,) = steps(record, StepGroup.TASK)
    assert (step.title, step.why, step.field) == ("Ring skolan", "Senast 22 jan. Skolsköterskan.", "done_on")
    assert steps(later(record, day(-1)), StepGroup.TASK) == []
    assert steps(later(record, date(2027, 1, 23)), StepGroup.TASK)[0].why.startswith("Skulle ha varit klart 22 jan.")
    dropped = done(record, drop_transition(record, id, reason="Flyttar"))
    assert next_steps(dropped) == []


def test_in_the_year_of_nineteen_the_applications_before_the_last_free_day_are_late() -> None:
    record = young(born=date(2007, 7, 31))
    (dental,) = [one for one in proposals(record) if one.chosen and one.kind is TransitionKind.DENTAL]
    record = done(record, begin_plan(record, contact_ids=[dental.contact.id]))
    assert swap_day(record, swap_of(record)) == date(2026, 12, 31)
    assert tasks(record)["dental_allowance"].due_on == tasks(record)["dental_f"].due_on == date(2026, 6, 30)
    late = [one for one in next_steps(record) if one.late and one.group is StepGroup.DENTAL]
    assert len(late) == 2 and all(one.transition_id == swap_of(record).id for one in late)


def test_what_is_late_is_first_and_of_each_sort_there_are_two_and_of_all_six() -> None:
    many = [Contact(patient_id=PATIENT_ID, name=f"Läkare {number}") for number in range(40)]
    swaps = [
        Transition(patient_id=PATIENT_ID, contact_id=one.id, planned_on=day(number + 1))
        for number, one in enumerate(many)
    ]
    letters = [
        Transition(patient_id=PATIENT_ID, receiver="Mona", to_unit="V", letter_sent_on=day(-40), planned_on=day(200)),
        Transition(patient_id=PATIENT_ID, receiver="Mona", to_unit="V", joint_meeting_on=day(-1), planned_on=day(500)),
        Transition(patient_id=PATIENT_ID, receiver="M", to_unit="V", first_visit_on=day(-1), acknowledged_on=TODAY),
        Transition(patient_id=PATIENT_ID, receiver="M", to_unit="V", acknowledged_on=TODAY, planned_on=day(9)),
    ]
    record = record_of(replace(young().patient, birth_date=BORN), *many, *swaps, *letters)
    found = next_steps(record)
    assert [(one.group, one.late) for one in found] == [
        (StepGroup.RECEIPT, True), (StepGroup.MEETING, True), (StepGroup.VISIT, True),
        (StepGroup.HOLE, False), (StepGroup.HOLE, False), (StepGroup.VISIT, False),
    ]  # fmt: skip
    assert [one.transition_id for one in found[3:5]] == [swaps[0].id, swaps[1].id]
    assert "Läkare" not in repr(found[3])
