"""Reminders: something to do that always has an owner and a day, until it is done with a note."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.desk import Desk
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import ConflictError, RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.reminder import (
    Reminder,
    coming_weeks,
    done_reminders,
    finish_reminder,
    late_reminders,
    open_reminders,
    postpone_reminder,
)
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, done, later, noon, problems_of, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin")
NO_NOTE = "Skriv hur det gick när bevakningen är klar."


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def reminder(**fields: Any) -> Reminder:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "what": "Ring FK", "owner": "Anna Lind", "due": day(7)}
    return Reminder(**usual | fields)


def the_one(record: Record) -> Reminder:
    (one,) = record.all(Reminder)
    return one


def refusal(record: Record, action: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(RuleError) as refused:
        done(record, action(record, *args, **more))
    return f"{refused.value.title}. {refused.value.message}"


# What cannot stand


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"what": ""}, "Skriv vad som ska bevakas."),
        ({"what": " \n"}, "Skriv vad som ska bevakas."),
        ({"owner": ""}, "Skriv vem som har bevakningen."),
        ({"owner": "\t"}, "Skriv vem som har bevakningen."),
        ({"done_on": TODAY}, NO_NOTE),
        ({"done_on": TODAY, "done_note": " \n"}, NO_NOTE),
        ({"done_on": day(1), "done_note": "Klart"}, "Bevakningen kan inte vara klar i framtiden."),
    ],
)
def test_what_cannot_stand_in_a_reminder_is_said(fields: dict[str, Any], problem: str) -> None:
    assert problems_of(reminder(**fields)) == [problem]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"due": TODAY},
        {"due": day(-400)},
        {"done_on": TODAY, "done_note": "Klart"},
        {"done_on": day(-1), "done_note": "Klart", "due": day(7)},
        {"contact_id": KARIN.id},
    ],
)
def test_what_may_stand_in_a_reminder_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(reminder(**fields), KARIN) == []


@pytest.mark.parametrize("missing", ["what", "owner", "due"])
def test_a_reminder_without_task_owner_or_day_is_none(missing: str) -> None:
    given = {"what": "Ring FK", "owner": "Anna Lind", "due": TODAY}
    with pytest.raises(TypeError, match=missing):
        add_entry(record_of(), Reminder, **{name: value for name, value in given.items() if name != missing})


# Which are open


def test_the_earliest_comes_first_and_what_is_done_is_left_out() -> None:
    record = record_of(
        reminder(what="sist", due=day(30)),
        reminder(what="gjord", due=day(-9), done_on=TODAY, done_note="Klart"),
        reminder(what="förfallen", due=day(-3)),
        reminder(what="i dag, först sparad", due=TODAY),
        reminder(what="i dag, sedan sparad", due=TODAY),
    )
    assert [one.what for one in open_reminders(record)] == [
        "förfallen", "i dag, först sparad", "i dag, sedan sparad", "sist",
    ]  # fmt: skip
    assert open_reminders(record_of()) == []


# Done


def test_a_reminder_is_done_today_with_a_note() -> None:
    one = reminder(note="Fråga efter Eva")
    record = record_of(one)
    change = finish_reminder(record, one.id, note="Beslutet har kommit")
    after = done(record, change)
    finished = the_one(after)
    assert (finished.done_on, finished.done_note, finished.note) == (TODAY, "Beslutet har kommit", "Fråga efter Eva")
    assert (finished.due, finished.what, finished.id) == (one.due, one.what, one.id)
    assert (open_reminders(after), change.title) == ([], "Bevakning klar")


def test_it_is_done_on_the_swedish_day() -> None:
    one = reminder()
    just_after_midnight = replace(record_of(one), now=datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    finished = done(just_after_midnight, finish_reminder(just_after_midnight, one.id, note="Klart"))
    assert the_one(finished).done_on == TODAY


@pytest.mark.parametrize("note", ["", "  ", "\n\t"])
def test_a_reminder_is_not_done_without_a_word_on_how_it_went(note: str) -> None:
    one = reminder()
    assert NO_NOTE in refusal(record_of(one), finish_reminder, one.id, note=note)


def test_a_reminder_is_done_once() -> None:
    one = reminder()
    record = done(record_of(one), finish_reminder(record_of(one), one.id, note="Klart"))
    said = refusal(later(record, day(2)), finish_reminder, one.id, note="Klart igen")
    assert "Bevakningen är redan klar" in said and TODAY.isoformat() in said


def test_a_reminder_that_is_not_there_is_told() -> None:
    for action, more in (
        (finish_reminder, {"note": "Klart"}),
        (postpone_reminder, {"to": day(9), "because": "Sjuk"}),
    ):
        assert "Bevakning finns inte" in refusal(record_of(), action, UUID(int=7), **more)


# Postponed


def test_a_postponed_reminder_keeps_the_first_day_and_the_last_reason() -> None:
    one = reminder(due=day(7))
    record = record_of(one)
    record = done(record, postpone_reminder(record, one.id, to=day(8), because="Handläggaren är sjuk"))
    assert (the_one(record).due, the_one(record).first_due) == (day(8), day(7))
    record = done(record, postpone_reminder(record, one.id, to=day(20), because="Semester"))
    moved = the_one(record)
    assert (moved.due, moved.first_due, moved.postponed_because) == (day(20), day(7), "Semester")
    assert open_reminders(record) == [moved]


@pytest.mark.parametrize("offset", [7, 6, 0, -1, -400])
def test_a_reminder_is_not_postponed_to_the_same_or_an_earlier_day(offset: int) -> None:
    one = reminder(due=day(7))
    said = refusal(record_of(one), postpone_reminder, one.id, to=day(offset), because="Sjuk")
    assert "Datumet är inte senare" in said


@pytest.mark.parametrize("offset", [-2, -1, 0])
def test_an_overdue_reminder_is_postponed_to_a_coming_day_only(offset: int) -> None:
    one = reminder(due=day(-3))
    record = record_of(one)
    assert "Datumet är inte senare" in refusal(record, postpone_reminder, one.id, to=day(offset), because="Sjuk")
    moved = the_one(done(record, postpone_reminder(record, one.id, to=day(1), because="Sjuk")))
    assert (moved.due, moved.first_due) == (day(1), day(-3))


@pytest.mark.parametrize("because", ["", " ", "\n"])
def test_a_reminder_is_not_postponed_without_a_reason(because: str) -> None:
    one = reminder()
    assert "Orsaken saknas" in refusal(record_of(one), postpone_reminder, one.id, to=day(9), because=because)


def test_what_is_done_is_not_postponed() -> None:
    one = reminder(done_on=TODAY, done_note="Klart")
    said = refusal(record_of(one), postpone_reminder, one.id, to=day(30), because="Sjuk")
    assert "redan klar" in said and "Gör en ny" in said


@given(moves=st.lists(st.integers(-20, 60), max_size=8))
def test_however_often_it_is_moved_it_only_moves_forward_from_its_first_day(moves: list[int]) -> None:
    record = record_of(reminder(due=day(7)))
    one, due = the_one(record), day(7)
    for offset in moves:
        try:
            record = done(record, postpone_reminder(record, one.id, to=day(offset), because="Sjuk"))
        except RuleError:
            assert day(offset) <= max(due, TODAY)
            continue
        assert day(offset) > due
        due = day(offset)
        assert (the_one(record).due, the_one(record).first_due) == (due, day(7))


# Through the desk


def test_what_is_refused_leaves_the_reminder_as_it_was_and_undo_opens_it_again(desk: Desk, store: MemoryStore) -> None:
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, add_entry, Reminder, what="Ring FK", owner="Anna Lind", due=day(7))
    before = store.read(maja)
    one = the_one(before)
    with pytest.raises(RuleError):
        desk.do(maja, finish_reminder, one.id, note=" ")
    with pytest.raises(RuleError):
        desk.do(maja, postpone_reminder, one.id, to=day(7), because="Sjuk")
    assert store.read(maja) == before
    finished = desk.do(maja, finish_reminder, one.id, note="Klart")
    assert open_reminders(store.read(maja)) == []
    desk.undo(finished.id)
    (again,) = open_reminders(store.read(maja))
    assert (again.done_on, again.done_note) == (None, "")


def test_two_who_finish_at_once_do_not_write_over_each_other(desk: Desk, store: MemoryStore) -> None:
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, add_entry, Reminder, what="Ring FK", owner="Anna Lind", due=day(7))
    read_by_both = store.read(maja)
    one = the_one(read_by_both)
    desk.do(maja, finish_reminder, one.id, note="Först")
    with pytest.raises(ConflictError):
        store.apply(maja, finish_reminder(read_by_both, one.id, note="Sedan"))
    assert the_one(store.read(maja)).done_note == "Först"


# What it refers to


def test_a_contact_or_log_line_that_a_reminder_names_is_not_removed() -> None:
    line = ContactLogEntry(
        patient_id=PATIENT_ID, at=noon(TODAY), what="Tid", helped_with=(HelpKind.INFORM,), nothing_next=True
    )
    one = reminder(contact_id=KARIN.id, log_entry_id=line.id)
    record = record_of(KARIN, line, one)
    said = refusal(record, remove_entry, Contact, KARIN.id, reason="Fel")
    assert "Bevakning hänvisar till en post som inte finns (kontakt)" in said
    said = refusal(record, remove_entry, ContactLogEntry, line.id, reason="Fel")
    assert "Bevakning hänvisar till en post som inte finns (ur kontaktloggen)" in said
    record = done(record, edit_entry(record, Reminder, one.id, contact_id=None, log_entry_id=None))
    record = done(record, remove_entry(record, Contact, KARIN.id, reason="Fel"))
    record = done(record, remove_entry(record, ContactLogEntry, line.id, reason="Fel"))
    assert (record.all(Contact), record.all(ContactLogEntry), len(record.all(Reminder))) == ((), (), 1)


# How they are read


def test_reminders_stand_late_first_then_week_by_week_and_the_done_newest_first() -> None:
    late, later_late = reminder(due=day(-9)), reminder(due=day(-2))
    today, monday, next_week = reminder(due=TODAY), reminder(due=day(1)), reminder(due=day(8))
    first = reminder(due=day(-20), done_on=day(-20), done_note="Klart")
    last = reminder(due=day(-30), done_on=day(-1), done_note="Klart")
    record = record_of(next_week, monday, later_late, today, first, late, last)
    assert late_reminders(record) == [late, later_late]
    assert coming_weeks(record) == {(2026, 47): [today], (2026, 48): [monday], (2026, 49): [next_week]}
    assert done_reminders(record) == [last, first]


def test_weeks_of_the_turn_of_the_year_are_not_mixed() -> None:
    one, other = reminder(due=date(2026, 12, 31)), reminder(due=date(2027, 1, 4))
    assert list(coming_weeks(record_of(one, other))) == [(2026, 53), (2027, 1)]
