"""Handing over to another fast vårdkontakt: exactly one has the main responsibility on every day, whatever the day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import (
    Assignment,
    Contact,
    ContactCategory,
    ContactRole,
    ContactStatus,
    InformedWay,
    add_contact,
    appoint,
    holders,
    inform_of_contacts,
    record_information_given,
)
from coordinator.contact_log import ContactLogEntry
from coordinator.coordinator_change import NewCoordinator, hand_over
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.gaps import gaps
from coordinator.person import PatientStatus, register_patient
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.sip.process import Sip, SipCloseReason, SipLead
from coordinator.soundness import problems
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, MemoryStore, done, later, noon, record_of

OF: Any = {"patient_id": PATIENT_ID}
CARE = Assignment.FIXED_CARE_CONTACT
ANNA = Contact(**OF, name=ACTOR.name, role="kontaktsjuksköterska", category=ContactCategory.COORDINATION)
PETRA = Contact(**OF, name="Petra Vik", role="kurator", category=ContactCategory.COORDINATION)
BO = NewCoordinator(name="Bo Ek", title="sjuksköterska", unit="SMO-mottagningen", phone="010-123 45 67")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def role(contact: Contact, **fields: Any) -> ContactRole:
    usual: dict[str, Any] = {
        "contact_id": contact.id, "assignment": CARE, "start": day(-30), "main": True, "informed_on": day(-20),
        "informed_way": InformedWay.ORALLY, "informed_by": ACTOR.name,
    }  # fmt: skip
    return ContactRole(**OF, **usual | fields)


ANNAS = role(ANNA)


def handed(record: Record, **fields: Any) -> Record:
    given: dict[str, Any] = {"to": BO, "on": TODAY} | fields
    return done(record, hand_over(record, **given))


def refusal(record: Record, **fields: Any) -> tuple[str, str]:
    with pytest.raises(RuleError) as refused:
        handed(record, **fields)
    return refused.value.title, refused.value.field


def names(record: Record) -> list[str]:
    """Who holds it, the main coordinator with a star."""
    return [contact.name + "*" * held.main for held, contact in holders(record, CARE)]


def held_by(record: Record, name: str) -> list[ContactRole]:
    of_name = {one.id for one in record.all(Contact) if one.name == name}
    return [one for one in record.all(ContactRole) if one.contact_id in of_name]


# Who is it


def test_the_former_leaves_the_day_before_and_the_new_one_is_a_contact() -> None:
    record = handed(record_of(ANNA, ANNAS))
    assert names(record) == ["Bo Ek*"]
    (bo,) = (one for one in record.all(Contact) if one.name == "Bo Ek")
    assert (bo.category, bo.role, bo.unit, bo.phone) == (ContactCategory.COORDINATION, BO.title, BO.unit, BO.phone)
    (left,), (begun,) = held_by(record, ACTOR.name), held_by(record, "Bo Ek")
    assert (left.end, begun.start, begun.end) == (day(-1), TODAY, None)


def test_the_patient_is_to_be_told_anew() -> None:
    before = record_of(ANNA, ANNAS)
    assert "not_informed" not in {one.key for one in gaps(before)}
    after = handed(before)
    assert held_by(after, "Bo Ek")[0].informed_on is None
    assert "not_informed" in {one.key for one in gaps(later(after, day(60)))}


def test_who_is_among_the_contacts_is_not_added_once_more() -> None:
    known = replace(PETRA, phone="")
    record = handed(record_of(ANNA, ANNAS, known), to=NewCoordinator(name="petra vik", title="x", phone="010-1"))
    (petra,) = (one for one in record.all(Contact) if one.name == "Petra Vik")
    assert (petra.role, petra.phone) == ("kurator", "010-1"), "what was not known is filled in, the rest stands"
    assert names(record) == ["Petra Vik*"]


def test_somebody_of_the_name_elsewhere_is_somebody_else() -> None:
    teacher = Contact(**OF, name="Bo Ek", category=ContactCategory.SCHOOL_WORK, unit="Björkskolan")
    record = handed(record_of(ANNA, ANNAS, teacher))
    assert sum(one.name == "Bo Ek" for one in record.all(Contact)) == 2
    assert held_by(record, "Bo Ek")[0].contact_id != teacher.id


def test_one_is_pointed_out_among_the_contacts() -> None:
    assert names(handed(record_of(ANNA, ANNAS, PETRA), to=NewCoordinator(PETRA.id))) == ["Petra Vik*"]
    gone = replace(PETRA, status=ContactStatus.ENDED)
    assert refusal(record_of(ANNA, ANNAS, gone), to=NewCoordinator(PETRA.id)) == ("Kontakten är avslutad", "to")


def test_words_when_there_is_nobody_to_leave_or_to_take_over() -> None:
    assert refusal(record_of())[0] == "Patienten har ingen fast vårdkontakt"
    assert refusal(record_of(PETRA, role(PETRA)))[0] == "Du är inte patientens fasta vårdkontakt"
    assert refusal(record_of(ANNA, ANNAS), former="Petra Vik")[0] == "Hon är inte fast vårdkontakt"
    assert refusal(record_of(ANNA, ANNAS), to=NewCoordinator(name=" ")) == ("Vem tar över?", "to")
    assert refusal(record_of(ANNA, ANNAS), to=NewCoordinator(name=ACTOR.name)) == ("Det är samma person", "to")
    ended = replace(MAJA, status=PatientStatus.MOVED)
    assert refusal(record_of(ended, ANNA, ANNAS))[0] == "Patienten är flyttad"


def test_another_than_the_user_may_leave() -> None:
    assert names(handed(record_of(PETRA, role(PETRA)), former="petra vik")) == ["Bo Ek*"]


# Which day


def test_a_day_to_come() -> None:
    record = handed(record_of(ANNA, ANNAS), on=day(10))
    assert names(record) == [f"{ACTOR.name}*"]
    assert names(later(record, day(9))) == [f"{ACTOR.name}*"]
    assert names(later(record, day(10))) == ["Bo Ek*"]


def test_a_day_that_has_been() -> None:
    record = handed(record_of(ANNA, ANNAS), on=day(-7))
    assert held_by(record, ACTOR.name)[0].end == day(-8) and held_by(record, "Bo Ek")[0].start == day(-7)


def test_who_began_that_day_leaves_that_day_and_one_has_the_main_responsibility() -> None:
    record = handed(record_of(ANNA, role(ANNA, start=TODAY)))
    assert sorted(names(record)) == [ACTOR.name, "Bo Ek*"]
    assert names(later(record, day(1))) == ["Bo Ek*"]


def test_days_that_cannot_be_are_told_in_words() -> None:
    assert refusal(record_of(ANNA, ANNAS), on=day(-31)) == ("Dagen ligger för långt tillbaka", "on")
    assert refusal(record_of(ANNA, ANNAS), on=day(400)) == ("Dagen ligger långt fram", "on")


def test_who_leaves_earlier_anyway_does() -> None:
    record = handed(record_of(ANNA, role(ANNA, end=day(3))), on=day(10))
    assert held_by(record, ACTOR.name)[0].end == day(3)


# Who has the main responsibility


def test_who_was_not_main_hands_over_what_she_had() -> None:
    record = handed(record_of(ANNA, PETRA, role(PETRA), role(ANNA, main=False)))
    assert names(record) == ["Petra Vik*", "Bo Ek"]


def test_the_other_fast_vardkontakt_may_be_the_one_who_takes_over() -> None:
    record = handed(record_of(ANNA, PETRA, ANNAS, role(PETRA, main=False)), to=NewCoordinator(PETRA.id))
    assert names(record) == ["Petra Vik*"]
    first, second = held_by(record, "Petra Vik")
    assert (first.end, second.start, second.informed_on) == (day(-1), TODAY, None)


def test_one_who_was_to_begin_later_begins_then() -> None:
    coming = role(PETRA, start=day(20), main=False)
    record = handed(record_of(ANNA, PETRA, ANNAS, coming), to=NewCoordinator(PETRA.id), on=day(5))
    (held,) = held_by(record, "Petra Vik")
    assert (held.start, held.informed_on) == (day(5), None) and names(later(record, day(5))) == ["Petra Vik*"]


def test_when_the_main_coordinators_days_are_over_the_one_who_coordinates_is_written_down() -> None:
    siv = Contact(**OF, name="Siv")
    over = record_of(siv, PETRA, ANNA, role(siv, end=day(-2)), role(PETRA, main=False), role(ANNA, main=False))
    record = handed(over)
    assert names(record) == ["Petra Vik*", "Bo Ek"] and problems(record) == {}


def test_handed_over_twice_one_has_the_main_responsibility_and_can_be_told_of_on_every_day() -> None:
    for first, second in ((10, 5), (5, 10), (5, -3)):
        record = handed(record_of(ANNA, PETRA, ANNAS), on=day(first))
        record = handed(record, on=day(second), to=NewCoordinator(PETRA.id))
        for ahead in range(12):
            then = later(record, day(ahead))
            now = holders(then, CARE)
            assert sum(held.main for held, _ in now) == 1
            assert sum(held.main for held in then.all(ContactRole) if held.holds_on(then.today)) <= 1
            done(then, inform_of_contacts(then, way=InformedWay.ORALLY))
            for held, _ in now:
                way = InformedWay.ORALLY
                done(then, record_information_given(then, held.id, on=then.today, way=way, by="Anna"))


def test_both_of_two_hand_over_to_the_same_on_days_of_their_own() -> None:
    for first, second in ((ACTOR.name, "Petra Vik"), ("Petra Vik", ACTOR.name)):
        record = handed(record_of(ANNA, PETRA, ANNAS, role(PETRA, main=False)), on=day(9), former=first)
        record = handed(record, on=day(4), former=second)
        assert "Bo Ek" not in str(names(later(record, day(3)))) and "Bo Ek" in str(names(later(record, day(4))))
        assert names(later(record, day(9))) == ["Bo Ek*"]


def test_who_took_over_from_a_day_to_come_hands_over_what_she_has_then_too() -> None:
    """The one of two who takes the other's place begins anew that day; when she leaves, she leaves that as well."""
    record = handed(record_of(ANNA, PETRA, ANNAS, role(PETRA, main=False)), on=day(20), to=NewCoordinator(PETRA.id))
    record = handed(record, on=day(30), former="Petra Vik")
    assert names(later(record, day(29))) == ["Petra Vik*"] and names(later(record, day(30))) == ["Bo Ek*"]


@given(
    on=st.integers(-30, 60), start=st.integers(-30, 0), who=st.tuples(*[st.booleans()] * 3), ahead=st.integers(0, 90)
)
def test_exactly_one_coordinates_on_every_day(on: int, start: int, who: tuple[bool, bool, bool], ahead: int) -> None:
    mine, beside, to = who
    on = max(on, start)
    entries: list[Entity] = [ANNA, PETRA, role(ANNA, start=day(start), main=mine or not beside)]
    if beside:
        entries.append(role(PETRA, start=day(start), main=not mine))
    record = handed(record_of(*entries), on=day(on), to=NewCoordinator(PETRA.id) if to else BO)
    assert problems(record) == {}
    then = later(record, day(ahead))
    assert sum(held.main for held, _ in holders(then, CARE)) == 1
    assert all(held.end is None or held.end >= held.start for held in record.all(ContactRole))


# What follows


def test_what_is_open_follows_and_what_is_done_or_anothers_does_not() -> None:
    open_, done_ = (
        Reminder(**OF, what="Ring", owner="anna lind", due=day(1)),
        Reminder(**OF, what="Ringt", owner="Anna Lind", due=day(1), done_on=TODAY, done_note="Ja"),
    )
    others = Reminder(**OF, what="Ring", owner="Petra Vik", due=day(1))
    record = record_of(ANNA, ANNAS, open_, done_, others)
    owners = {one.id: one.owner for one in handed(record).all(Reminder)}
    assert owners == {open_.id: "Bo Ek", done_.id: "Anna Lind", others.id: "Petra Vik"}
    kept = handed(record, move_reminders=False).all(Reminder)
    assert [one.owner for one in kept] == ["anna lind", "Anna Lind", "Petra Vik"]


def test_what_is_due_before_a_day_to_come_stays_with_the_one_who_is_there() -> None:
    soon, after = (Reminder(**OF, what="Ring", owner="Anna Lind", due=day(to)) for to in (4, 5))
    found = {one.id: one.owner for one in handed(record_of(ANNA, ANNAS, soon, after), on=day(5)).all(Reminder)}
    assert found == {soon.id: "Anna Lind", after.id: "Bo Ek"}


def test_the_plans_that_name_the_former_name_the_new_one() -> None:
    closed: Any = {"closed_on": day(-1), "close_reason": SipCloseReason.GOALS_MET}
    entries = (
        TransitionPlan(**OF, coordinator="Anna Lind"),
        Transition(**OF, from_unit="Barnkliniken", coordinator="Anna Lind, kontaktsjuksköterska"),
        Transition(**OF, from_unit="Ögon", coordinator="Petra Vik"),
        Sip(**OF, number=1, lead=SipLead.OTHERS, led_by="Anna Lind"),
        Sip(**OF, number=2, lead=SipLead.OTHERS, led_by="Anna Lind", **closed),
    )
    record = handed(record_of(ANNA, ANNAS, *entries))
    assert record.all(TransitionPlan)[0].coordinator == "Bo Ek"
    assert [one.coordinator for one in record.all(Transition)] == ["Bo Ek", "Petra Vik"]
    assert [one.led_by for one in record.all(Sip)] == ["Bo Ek", "Anna Lind"]


def test_a_note_stands_in_the_log() -> None:
    assert handed(record_of(ANNA, ANNAS)).all(ContactLogEntry) == ()
    (line,) = handed(record_of(ANNA, ANNAS), note=" Jag slutar. ").all(ContactLogEntry)
    assert line.what == f"Byte av fast vårdkontakt: Anna Lind till Bo Ek från {TODAY.isoformat()}. Jag slutar."
    assert (line.nothing_next, line.by) == (True, ACTOR.name)


def test_one_undo_takes_all_of_it_back() -> None:
    desk = Desk(MemoryStore(noon(TODAY)))
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, add_contact, name=ACTOR.name)
    (contact,) = desk.store.read(maja).all(Contact)
    desk.do(maja, appoint, contact.id, CARE, start=day(-9))
    before = desk.store.read(maja).all(ContactRole)
    applied = desk.do(maja, hand_over, to=BO, on=TODAY)
    assert names(desk.store.read(maja)) == ["Bo Ek*"]
    desk.undo(applied.id)
    after = desk.store.read(maja)
    assert [replace(one, version=0) for one in after.all(ContactRole)] == [replace(one, version=0) for one in before]
    assert len(after.all(Contact)) == 1
