"""Contacts and named roles: exactly one fast vårdkontakt coordinates, whatever is done and in whatever order."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.contact import (
    Assignment,
    Contact,
    ContactRole,
    ContactStatus,
    InformedWay,
    add_contact,
    appoint,
    end_role,
    holders,
    record_information_given,
    suggested_roles,
)
from coordinator.entries import edit_entry, remove_entry
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, later, problems_of, record_of

CARE, PHYSICIAN = Assignment.FIXED_CARE_CONTACT, Assignment.FIXED_PHYSICIAN_CONTACT
EXACTLY_ONE = "Exakt en fast vårdkontakt ska vara huvudansvarig samordnare."
KARIN, PETRA, SIV, OLA = (Contact(patient_id=PATIENT_ID, name=name) for name in ("Karin", "Petra", "Siv", "Ola"))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def role(contact: Contact, **fields: Any) -> ContactRole:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "contact_id": contact.id, "assignment": CARE, "start": day(-30), "main": True,
    }  # fmt: skip
    return ContactRole(**usual | fields)


def appointed(record: Record, contact: Contact, assignment: Assignment = CARE, **more: Any) -> Record:
    return done(record, appoint(record, contact.id, assignment, **more))


def ended(record: Record, contact: Contact, **more: Any) -> Record:
    return done(record, end_role(record, role_of(record, contact).id, **more))


def role_of(record: Record, contact: Contact) -> ContactRole:
    return next(held for held in record.all(ContactRole) if held.contact_id == contact.id)


def names(record: Record, assignment: Assignment = CARE) -> list[str]:
    """Who holds it, the main coordinator with a star."""
    return [contact.name + "*" * held.main for held, contact in holders(record, assignment)]


def coordinators(record: Record) -> int:
    """How many of those who hold the assignment today coordinate."""
    return sum(held.main for held, _ in holders(record, CARE))


def refusal(record: Record, action: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(RuleError) as refused:
        done(record, action(record, *args, **more))
    return f"{refused.value.title}. {refused.value.message}"


# Contacts


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"name": "Karin Ålander", "unit": "Neuromuskulärt centrum"}, "Karin Ålander"),
        ({"unit": "Hjärtmottagningen", "organisation": "Sjukhuset"}, "Hjärtmottagningen"),
        ({"organisation": "Försäkringskassan", "role": "FK-handläggare"}, "Försäkringskassan"),
        ({"role": "granne"}, "granne"),
        ({}, ""),
    ],
)
def test_a_contact_is_called_by_the_nearest_name_there_is(fields: dict[str, Any], heading: str) -> None:
    assert Contact(patient_id=PATIENT_ID, **fields).heading == heading


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"phone": "031-390 06 12"}, "Skriv ett namn"),
        ({"name": " ", "unit": "\t"}, "Skriv ett namn"),
        ({"name": "Karin", "interval_months": 0}, "1 till 240"),
        ({"name": "Karin", "interval_months": 241}, "1 till 240"),
        ({"name": "Karin", "interval_months": -3}, "1 till 240"),
        ({"name": "Karin", "last_contact": day(1)}, "Senaste kontakt ligger i framtiden"),
        ({"name": "Karin", "checked_on": day(1)}, "kontrollen ligger i framtiden"),
        ({"name": "Karin", "transferred_to": "Vuxenhabiliteringen"}, "sätt status till Överförd"),
    ],
)
def test_what_cannot_stand_in_a_contact_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(Contact(patient_id=PATIENT_ID, **fields))
    assert problem in said


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "granne"},
        {"name": " ", "unit": "Hjärtmottagningen"},
        {"name": "Karin", "interval_months": 1, "last_contact": TODAY, "checked_on": TODAY, "next_contact": day(-1)},
        {"name": "Karin", "interval_months": 240, "next_contact": day(400)},
        {"name": "Karin", "status": ContactStatus.TRANSFERRED, "transferred_to": "Vuxenhabiliteringen"},
    ],
)
def test_what_may_stand_in_a_contact_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(Contact(patient_id=PATIENT_ID, **fields)) == []


def test_only_ended_and_transferred_contacts_are_over() -> None:
    over = {status for status in ContactStatus if not Contact(patient_id=PATIENT_ID, status=status).is_current}
    assert over == {ContactStatus.ENDED, ContactStatus.TRANSFERRED}


def test_a_contact_is_added_and_number_121_too() -> None:
    record = record_of()
    for number in range(121):
        record = done(record, add_contact(record, name=f"Karin {number}", role="logoped"))
    assert [contact.name for contact in record.all(Contact)][-1] == "Karin 120"
    assert len(record.all(Contact)) == 121


def test_the_usual_roles_are_suggested_once_each() -> None:
    assert {"läkare", "LSS-handläggare", "CSD-koordinator"} <= set(suggested_roles())
    assert len(set(suggested_roles())) == len(suggested_roles())
    assert not [one for one in suggested_roles() if one != one.strip() or one.startswith("#")]


# Roles


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"end": day(-31)}, "slutar innan det börjar"),
        ({"assignment": PHYSICIAN}, "Bara en fast vårdkontakt kan vara huvudansvarig"),
        ({"main": False}, EXACTLY_ONE),
        ({"informed_on": TODAY}, "på vilket sätt informationen lämnades och av vem"),
        ({"informed_on": TODAY, "informed_way": InformedWay.ORALLY}, "av vem"),
        ({"informed_on": TODAY, "informed_way": InformedWay.ORALLY, "informed_by": "  "}, "av vem"),
        ({"informed_on": day(1), "informed_way": InformedWay.ORALLY, "informed_by": "Karin"}, "ligger i framtiden"),
    ],
)
def test_what_cannot_stand_in_a_role_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(role(KARIN, **fields), KARIN)
    assert problem in said


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (0, 0, True), (-9, 9, True)],
)
def test_a_role_is_held_from_its_first_to_its_last_day(start: int, end: int | None, holds: bool) -> None:
    held = role(KARIN, start=day(start), end=None if end is None else day(end))
    assert held.holds_on(TODAY) is holds


def test_the_first_fast_vardkontakt_becomes_the_main_coordinator() -> None:
    record = appointed(record_of(KARIN, PETRA), KARIN)
    assert names(record) == ["Karin*"]
    assert names(appointed(record, PETRA)) == ["Karin*", "Petra"]
    assert role_of(record, KARIN).start == TODAY


def test_a_later_one_takes_over_when_told() -> None:
    record = appointed(appointed(record_of(KARIN, PETRA), KARIN), PETRA, main=True)
    assert names(record) == ["Petra*", "Karin"]


def test_one_who_has_the_assignment_can_take_over_while_the_former_stays() -> None:
    record = appointed(appointed(record_of(KARIN, PETRA), KARIN), PETRA)
    assert names(appointed(record, PETRA, main=True)) == ["Petra*", "Karin"]


def test_a_fast_lakarkontakt_coordinates_nothing_and_disturbs_nothing() -> None:
    record = appointed(record_of(KARIN, PETRA), KARIN, PHYSICIAN)
    assert (names(record, PHYSICIAN), names(record)) == (["Karin"], [])
    record = appointed(record, PETRA)
    assert (names(record, PHYSICIAN), names(record)) == (["Karin"], ["Petra*"])
    assert "huvudansvarig" in refusal(record, appoint, PETRA.id, PHYSICIAN, main=True)


def test_a_fast_lakarkontakt_is_appointed_though_the_coordinators_days_ran_out() -> None:
    record = ended(appointed(record_of(KARIN, PETRA, SIV), KARIN, start=day(-9)), KARIN, end=day(2))
    record = later(appointed(record, PETRA, start=day(1)), day(5))
    assert names(appointed(record, SIV, PHYSICIAN), PHYSICIAN) == ["Siv"]
    assert names(appointed(record, SIV)) == ["Petra*", "Siv"]


def test_nobody_is_appointed_twice_for_the_same_day() -> None:
    record = appointed(record_of(KARIN), KARIN)
    assert "redan fast vårdkontakt" in refusal(record, appoint, KARIN.id, CARE)
    assert "redan fast vårdkontakt" in refusal(record, appoint, KARIN.id, CARE, start=day(5))
    assert names(appointed(record, KARIN, PHYSICIAN), PHYSICIAN) == ["Karin"]


def test_one_who_ended_can_come_back_the_day_after() -> None:
    record = ended(appointed(record_of(KARIN), KARIN, start=day(-9)), KARIN, end=day(-1))
    assert names(record) == []
    assert names(appointed(record, KARIN)) == ["Karin*"]


def test_somebody_can_be_appointed_ahead_and_becomes_main_that_day() -> None:
    record = appointed(record_of(KARIN), KARIN, start=day(5))
    assert names(record) == []
    assert names(later(record, day(5))) == ["Karin*"]


def test_somebody_can_be_appointed_now_though_another_is_appointed_ahead() -> None:
    record = appointed(appointed(record_of(KARIN, PETRA), KARIN, start=day(5)), PETRA)
    assert names(record) == ["Petra*"]
    assert coordinators(later(record, day(5))) == 1


def test_the_main_part_cannot_be_taken_over_ahead() -> None:
    record = appointed(record_of(KARIN, PETRA), KARIN)
    assert "byts på dagen" in refusal(record, appoint, PETRA.id, CARE, start=day(5), main=True)


def test_the_only_one_can_end_today_or_on_a_coming_day() -> None:
    record = appointed(record_of(KARIN), KARIN, start=day(-9))
    assert names(ended(record, KARIN)) == ["Karin*"]
    assert names(later(ended(record, KARIN), day(1))) == []
    coming = ended(record, KARIN, end=day(7))
    assert names(later(coming, day(7))) == ["Karin*"]
    assert names(later(coming, day(8))) == []


def test_when_one_ends_ahead_her_appointed_follower_coordinates_from_the_next_day() -> None:
    record = ended(appointed(record_of(KARIN, PETRA), KARIN, start=day(-9)), KARIN, end=day(7))
    record = appointed(record, PETRA, start=day(8))
    assert names(later(record, day(7))) == ["Karin*"]
    assert names(later(record, day(8))) == ["Petra*"]


def test_a_handover_with_overlap_leaves_no_day_without_a_coordinator() -> None:
    record = ended(appointed(record_of(KARIN, PETRA), KARIN, start=day(-9)), KARIN, end=day(7))
    record = appointed(record, PETRA, start=day(3))
    assert names(later(record, day(3))) == ["Karin*", "Petra"]
    assert names(later(record, day(8))) == ["Petra*"]


def test_the_main_coordinator_ends_only_when_a_successor_is_named() -> None:
    record = appointed(appointed(record_of(KARIN, PETRA, SIV), KARIN, start=day(-9)), PETRA)
    said = refusal(record, end_role, role_of(record, KARIN).id)
    assert "Välj först" in said
    assert "Välj först" in refusal(record, end_role, role_of(record, KARIN).id, successor_id=role_of(record, KARIN).id)
    assert "Välj först" in refusal(record, end_role, role_of(record, KARIN).id, successor_id=SIV.id)
    record = ended(record, KARIN, successor_id=role_of(record, PETRA).id)
    assert names(record) == ["Petra*", "Karin"]
    assert names(later(record, day(1))) == ["Petra*"]


def test_one_who_is_not_main_ends_without_a_successor() -> None:
    record = appointed(appointed(record_of(KARIN, PETRA), KARIN), PETRA)
    assert names(later(ended(record, PETRA), day(1))) == ["Karin*"]


def test_a_role_does_not_end_before_it_began_and_keeps_its_history() -> None:
    record = appointed(record_of(KARIN), KARIN)
    assert "slutar innan det börjar" in refusal(record, end_role, role_of(record, KARIN).id, end=day(-1))
    assert role_of(ended(record, KARIN), KARIN).main


@pytest.mark.parametrize("main", [True, False])
def test_the_rule_holds_at_the_general_door_too(main: bool) -> None:
    record = appointed(appointed(record_of(KARIN, PETRA), KARIN), PETRA)
    held = role_of(record, PETRA if main else KARIN)
    assert EXACTLY_ONE in refusal(record, edit_entry, ContactRole, held.id, main=main)


def test_the_main_role_is_not_removed_while_others_remain() -> None:
    record = appointed(appointed(record_of(KARIN, PETRA), KARIN), PETRA)
    assert EXACTLY_ONE in refusal(record, remove_entry, ContactRole, role_of(record, KARIN).id, reason="Fel")
    record = done(record, remove_entry(record, ContactRole, role_of(record, PETRA).id, reason="Fel"))
    record = done(record, remove_entry(record, ContactRole, role_of(record, KARIN).id, reason="Fel"))
    assert names(record) == []


def test_a_contact_who_holds_or_held_a_role_is_not_removed() -> None:
    record = appointed(record_of(KARIN), KARIN, start=day(-9))
    assert "(kontakt)" in refusal(record, remove_entry, Contact, KARIN.id, reason="Fel")
    record = later(ended(record, KARIN), day(30))
    assert "(kontakt)" in refusal(record, remove_entry, Contact, KARIN.id, reason="Fel")


@pytest.mark.parametrize("status", [ContactStatus.ENDED, ContactStatus.TRANSFERRED])
def test_a_contact_who_coordinates_is_not_over(status: ContactStatus) -> None:
    record = appointed(record_of(KARIN), KARIN)
    assert refusal(record, edit_entry, Contact, KARIN.id, status=status)
    over = ended(record, KARIN)
    assert done(over, edit_entry(over, Contact, KARIN.id, status=status)).get(Contact, KARIN.id).status is status


def test_a_role_for_a_contact_who_does_not_exist_is_refused() -> None:
    record = record_of(KARIN)
    assert "Kontakt finns inte" in refusal(record, appoint, PETRA.id, CARE)
    assert "Uppdrag finns inte" in refusal(record, end_role, KARIN.id)


def test_that_the_patient_was_told_is_noted_with_day_way_and_by_whom() -> None:
    record = appointed(record_of(KARIN), KARIN)
    held = role_of(record, KARIN)
    record = done(
        record, record_information_given(record, held.id, on=TODAY, way=InformedWay.IN_WRITING, by="Karin Ålander")
    )
    told = role_of(record, KARIN)
    assert (told.informed_on, told.informed_way, told.informed_by, told.main) == (
        TODAY, InformedWay.IN_WRITING, "Karin Ålander", True,
    )  # fmt: skip
    for on, by, problem in ((day(1), "Karin", "framtiden"), (TODAY, "", "av vem")):
        assert problem in refusal(record, record_information_given, held.id, on=on, way=InformedWay.ORALLY, by=by)


def test_the_main_coordinator_is_shown_first_and_then_the_one_who_began_first() -> None:
    roles = [
        role(SIV, start=day(-1), main=False), role(PETRA, start=day(-5), main=False), role(KARIN, start=day(-2)),
    ]  # fmt: skip
    assert names(record_of(KARIN, PETRA, SIV, *roles)) == ["Karin*", "Petra", "Siv"]


# Anything, in any order

OFFSET = st.integers(-6, 6)
PERSON = st.integers(0, 2)
STEP = st.one_of(
    st.tuples(st.just("appoint"), PERSON, st.none() | OFFSET, st.booleans(), st.sampled_from(Assignment)),
    st.tuples(st.just("end"), st.integers(0, 5), st.none() | OFFSET, st.none() | st.integers(0, 5)),
    st.tuples(st.just("edit"), st.integers(0, 5), st.booleans()),
    st.tuples(st.just("remove role"), st.integers(0, 5)),
    st.tuples(st.just("remove contact"), PERSON),
)


def tried(record: Record, step: tuple[Any, ...]) -> Record:
    """The record after the step; as it was when the step is refused."""
    roles: list[UUID] = [held.id for held in record.all(ContactRole)]
    people = (KARIN, PETRA, SIV)
    try:
        match step:
            case ("appoint", person, offset, main, assignment):
                start = None if offset is None else day(offset)
                return done(record, appoint(record, people[person].id, assignment, start=start, main=main))
            case ("end", which, offset, heir) if roles:
                successor = None if heir is None else roles[heir % len(roles)]
                end = None if offset is None else day(offset)
                return done(record, end_role(record, roles[which % len(roles)], end=end, successor_id=successor))
            case ("edit", which, main) if roles:
                return done(record, edit_entry(record, ContactRole, roles[which % len(roles)], main=main))
            case ("remove role", which) if roles:
                return done(record, remove_entry(record, ContactRole, roles[which % len(roles)], reason="Fel"))
            case ("remove contact", person):
                return done(record, remove_entry(record, Contact, people[person].id, reason="Fel"))
    except CoordinatorError:
        pass
    return record


@settings(max_examples=150)
@given(steps=st.lists(STEP, max_size=8))
def test_whatever_is_done_one_coordinates_today_when_anybody_holds_the_assignment(steps: list[Any]) -> None:
    record = record_of(KARIN, PETRA, SIV)
    for step in steps:
        record = tried(record, step)
        assert coordinators(record) == (1 if holders(record, CARE) else 0), step
        assert all(record.get(Contact, one.contact_id) for one in record.all(ContactRole))
        assert not any(one.main for one, _ in holders(record, PHYSICIAN))


@settings(max_examples=150)
@example(steps=[("appoint", 0, -6, False, CARE), ("end", 0, 3, None), ("appoint", 1, 1, False, CARE)], passed=4)
@example(steps=[("appoint", 0, 5, False, CARE), ("appoint", 1, None, True, CARE)], passed=5)
@given(steps=st.lists(STEP, max_size=6), passed=st.integers(1, 8))
def test_whatever_is_done_nobody_is_left_without_a_coordinator_as_days_pass(steps: list[Any], passed: int) -> None:
    record = record_of(KARIN, PETRA, SIV)
    for step in steps:
        record = tried(record, step)
    then = later(record, day(passed))
    assert coordinators(then) == (1 if holders(then, CARE) else 0)


@settings(max_examples=150)
@example(steps=[("appoint", 0, 5, False, CARE), ("appoint", 1, None, False, CARE)], passed=5, ahead=0)
@example(
    steps=[("appoint", 0, -6, False, CARE), ("appoint", 1, None, False, CARE), ("end", 0, 3, 1)], passed=0, ahead=5
)
@example(
    steps=[("appoint", 0, -6, False, CARE), ("end", 0, 3, None), ("appoint", 1, 0, False, CARE)], passed=0, ahead=5
)
@given(steps=st.lists(STEP, max_size=6), passed=st.integers(0, 8), ahead=st.integers(0, 6))
def test_whatever_was_done_somebody_new_can_be_appointed_on_any_day(steps: list[Any], passed: int, ahead: int) -> None:
    record = record_of(KARIN, PETRA, SIV, OLA)
    for step in steps:
        record = tried(record, step)
    then = later(record, day(passed))
    coordinated = [contact.name for held, contact in holders(then, CARE) if held.main]
    then = appointed(then, OLA, start=day(passed + ahead))
    assert [contact.name for held, contact in holders(then, CARE) if held.main] == (
        coordinated or ([] if ahead else ["Ola"])
    )
    assert "Ola" in names(appointed(then, OLA, PHYSICIAN), PHYSICIAN)
