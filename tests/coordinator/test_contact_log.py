"""The contact log: what took place, which help it was, and a next step with a day, or that nothing more is needed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import Contact
from coordinator.contact_log import (
    ContactLogEntry,
    HelpKind,
    LogForm,
    add_next_step,
    log_contact,
    log_lines,
    needs_nothing_more,
    not_yet,
)
from coordinator.desk import Desk
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import ConflictError, RuleError
from coordinator.person import Patient, register_patient
from coordinator.record import Record
from coordinator.reminder import Reminder, finish_reminder, open_reminders
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, done, noon, problems_of, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin")
NOW = noon(TODAY)
ASK_NEXT = "Skriv nästa steg och datum, eller välj Inget mer behövs."
NOTHING_NEXT = "Ett nästa steg är ifyllt: ta bort Inget mer behövs."
SAID: dict[str, Any] = {"what": "Tid för EKG", "helped_with": (HelpKind.MEDIATE,)}
CLOSED: dict[str, Any] = SAID | {"nothing_next": True}


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def step(offset: int = 7) -> dict[str, Any]:
    return SAID | {"next_step": "Ring igen", "next_on": day(offset)}


def line(**fields: Any) -> ContactLogEntry:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "at": NOW} | CLOSED
    return ContactLogEntry(**usual | fields)


def logged(record: Record, **fields: Any) -> Record:
    return done(record, log_contact(record, **fields))


def the_line(record: Record) -> ContactLogEntry:
    (one,) = record.all(ContactLogEntry)
    return one


def last_contact(record: Record) -> date | None:
    return record.get(Contact, KARIN.id).last_contact


@pytest.fixture
def maja(desk: Desk) -> Patient:
    """A patient who has the contact Karin."""
    applied = desk.begin(register_patient, given_name="Maja")
    desk.do(applied.patient_id, add_entry, Contact, name="Karin")
    return desk.store.read(applied.patient_id).patient


def karin_of(desk: Desk, patient: Patient) -> Contact:
    (one,) = desk.store.read(patient.id).all(Contact)
    return one


# What cannot stand


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"what": ""}, "Skriv vad kontakten gällde."),
        ({"what": " ", "outcome": "\n\t"}, "Skriv vad kontakten gällde."),
        ({"helped_with": ()}, "Välj vilken sorts hjälp det var."),
        ({"at": NOW + timedelta(minutes=1)}, "Kontakten ligger i framtiden."),
        ({"at": NOW + timedelta(microseconds=1)}, "Kontakten ligger i framtiden."),
        ({"at": (NOW + timedelta(minutes=1)).astimezone(UTC)}, "Kontakten ligger i framtiden."),
        ({"next_step": "Ring"}, NOTHING_NEXT),
        ({"next_on": day(1)}, NOTHING_NEXT),
        ({"next_step": "Ring", "next_on": day(1)}, NOTHING_NEXT),
        ({"nothing_next": False}, ASK_NEXT),
        ({"nothing_next": False, "next_step": "Ring"}, ASK_NEXT),
        ({"nothing_next": False, "next_on": day(1)}, ASK_NEXT),
        ({"nothing_next": False, "next_step": " \t", "next_on": day(1)}, ASK_NEXT),
        ({"nothing_next": False, "next_step": "Ring", "next_on": day(-1)}, "Nästa steg ligger före kontakten."),
        ({"minutes": 0}, "Minuter ska vara 1 till 1440."),
        ({"minutes": -5}, "Minuter ska vara 1 till 1440."),
        ({"minutes": 1441}, "Minuter ska vara 1 till 1440."),
    ],
)
def test_what_cannot_stand_in_the_log_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(line(**fields))
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"at": NOW.astimezone(UTC)},
        {"at": NOW - timedelta(days=4000)},
        {"what": "", "outcome": "Svarade inte"},
        {"helped_with": tuple(HelpKind)},
        {"next_step": "  "},
        {"nothing_next": False, "next_step": "Ring", "next_on": TODAY},
        {"nothing_next": False, "next_step": "Ring", "next_on": day(-3), "at": NOW - timedelta(days=3)},
        {"minutes": 1},
        {"minutes": 1440},
    ],
)
def test_what_may_stand_in_the_log_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(line(**fields)) == []


def test_all_that_is_missing_is_asked_for_at_once() -> None:
    found = problems_of(ContactLogEntry(patient_id=PATIENT_ID, at=NOW + timedelta(hours=1)))
    assert len(found) == 4 and ASK_NEXT in found


def test_the_four_kinds_of_help_are_the_official_ones() -> None:
    assert [kind.label for kind in HelpKind] == [
        "Samordna vårdens insatser",
        "Informera om vårdsituationen",
        "Förmedla kontakter",
        "Vara kontaktperson för andra delar av vården, socialtjänsten och myndigheter",
    ]


# The day in Sweden


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 11, 22, 0, 10, tzinfo=SWEDEN), date(2026, 11, 22)),
        (datetime(2026, 11, 21, 19, 0, tzinfo=ZoneInfo("America/New_York")), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 7, 0, tzinfo=ZoneInfo("Asia/Tokyo")), date(2026, 11, 21)),
    ],
)
def test_the_day_is_the_swedish_one_also_when_the_clocks_change(at: datetime, expected: date) -> None:
    assert line(at=at).day == expected


@pytest.mark.parametrize(("offset", "complaints"), [(-1, 1), (0, 0)])
def test_the_next_step_is_held_against_the_swedish_day(offset: int, complaints: int) -> None:
    just_after_midnight = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    one = line(at=just_after_midnight, nothing_next=False, next_step="Ring", next_on=day(offset))
    assert len(problems_of(one)) == complaints


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 11, 21, 18, 30, tzinfo=ZoneInfo("America/New_York")), TODAY),
    ],
)
def test_the_contact_is_moved_to_the_swedish_day(at: datetime, expected: date) -> None:
    record = logged(record_of(KARIN), at=at, contact_id=KARIN.id, **CLOSED)
    assert last_contact(record) == expected


# Logging


def test_a_contact_is_logged_now_by_the_user_unless_told_otherwise() -> None:
    change = log_contact(record_of(), **CLOSED)
    one = the_line(done(record_of(), change))
    assert (one.at, one.by, one.form, change.title) == (NOW, "Anna Lind", LogForm.PHONE_OUT, "Kontakt loggad")
    yesterday = NOW - timedelta(days=1)
    told = the_line(logged(record_of(), at=yesterday, by="Petra", form=LogForm.LETTER, **CLOSED))
    assert (told.at, told.by, told.form) == (yesterday, "Petra", LogForm.LETTER)


def test_the_next_step_becomes_a_reminder_of_the_users_own() -> None:
    record = logged(record_of(KARIN), contact_id=KARIN.id, **step())
    (reminder,) = open_reminders(record)
    assert (reminder.what, reminder.owner, reminder.due) == ("Ring igen", "Anna Lind", day(7))
    assert (reminder.contact_id, reminder.log_entry_id) == (KARIN.id, the_line(record).id)
    assert (reminder.first_due, reminder.done_on) == (None, None)


@pytest.mark.parametrize(
    ("owner", "held_by"), [("Petra Ek", "Petra Ek"), (" Petra ", "Petra"), ("", "Anna Lind"), (" \t", "Anna Lind")]
)
def test_somebody_always_holds_the_reminder(owner: str, held_by: str) -> None:
    (reminder,) = open_reminders(logged(record_of(), owner=owner, by="Siv", **step()))
    assert reminder.owner == held_by


def test_a_reminder_without_a_contact_has_none() -> None:
    (reminder,) = open_reminders(logged(record_of(), with_whom="Grannen", **step()))
    assert reminder.contact_id is None


def test_when_nothing_more_is_needed_there_is_no_reminder() -> None:
    record = logged(record_of(), **CLOSED)
    assert record.all(Reminder) == ()
    assert the_line(record).nothing_next


@pytest.mark.parametrize(
    "fields",
    [
        SAID,
        SAID | {"next_step": "Ring"},
        SAID | {"next_on": TODAY},
        SAID | {"next_step": " \n", "next_on": TODAY},
        step() | {"nothing_next": True},
        step(-1),
        step() | {"what": " "},
        step() | {"helped_with": ()},
        step() | {"at": NOW + timedelta(seconds=1)},
    ],
)
def test_a_half_filled_line_is_refused_and_leaves_no_trace(
    desk: Desk, store: MemoryStore, maja: Patient, fields: dict[str, Any]
) -> None:
    before = store.read(maja.id)
    store.noted.clear()
    with pytest.raises(RuleError):
        desk.do(maja.id, log_contact, contact_id=karin_of(desk, maja).id, **fields)
    assert (store.read(maja.id), store.noted) == (before, [])


@pytest.mark.parametrize("half", [{}, {"next_step": "Ring"}, {"next_on": TODAY}, {"next_step": " ", "next_on": TODAY}])
def test_a_missing_next_step_is_asked_for_without_a_word_of_reminders(half: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as refused:
        logged(record_of(), **SAID | half)
    assert refused.value.message == ASK_NEXT
    assert Reminder not in log_contact(record_of(), **SAID | half).kinds


def test_a_contact_that_is_not_there_is_told() -> None:
    with pytest.raises(RuleError, match="Kontakt finns inte"):
        log_contact(record_of(), contact_id=UUID(int=7), **CLOSED)


# The last day of the contact


@pytest.mark.parametrize(
    ("before", "logged_on", "after"),
    [(None, 0, 0), (None, -9, -9), (-9, -3, -3), (-9, -9, -9), (-3, -9, -3), (0, 0, 0)],
)
def test_the_last_day_of_the_contact_moves_forward_and_never_back(
    before: int | None, logged_on: int, after: int
) -> None:
    karin = replace(KARIN, last_contact=None if before is None else day(before), role="logoped")
    change = log_contact(record_of(karin), contact_id=karin.id, at=NOW + timedelta(days=logged_on), **CLOSED)
    record = done(record_of(karin), change)
    assert record.get(Contact, karin.id) == replace(karin, last_contact=day(after))
    assert (Contact in change.kinds) is (before != after)


def test_only_the_contact_of_the_line_is_moved() -> None:
    petra = Contact(patient_id=PATIENT_ID, name="Petra")
    record = logged(record_of(KARIN, petra), contact_id=petra.id, **CLOSED)
    assert (last_contact(record), record.get(Contact, petra.id).last_contact) == (None, TODAY)


@given(offsets=st.lists(st.integers(-400, 0), min_size=1, max_size=8))
def test_in_whatever_order_lines_are_written_the_latest_day_stands(offsets: list[int]) -> None:
    record = record_of(KARIN)
    for offset in offsets:
        record = logged(record, contact_id=KARIN.id, at=NOW + timedelta(days=offset), **CLOSED)
    assert last_contact(record) == day(max(offsets))
    assert len(record.all(ContactLogEntry)) == len(offsets)


# Taken back


def test_undo_takes_back_line_reminder_and_day_together(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    karin = karin_of(desk, maja)
    desk.do(maja.id, edit_entry, Contact, karin.id, last_contact=day(-30))
    applied = desk.do(maja.id, log_contact, contact_id=karin.id, **step())
    assert applied.kinds == frozenset({ContactLogEntry, Reminder, Contact})
    record = store.read(maja.id)
    assert (len(record.all(ContactLogEntry)), len(record.all(Reminder))) == (1, 1)
    assert karin_of(desk, maja).last_contact == TODAY
    undone = desk.undo(applied.id)
    record = store.read(maja.id)
    assert (record.all(ContactLogEntry), record.all(Reminder)) == ((), ())
    assert karin_of(desk, maja).last_contact == day(-30)
    desk.undo(undone.id)
    record = store.read(maja.id)
    (reminder,) = record.all(Reminder)
    assert reminder.log_entry_id == the_line(record).id
    assert karin_of(desk, maja).last_contact == TODAY


def test_a_line_whose_reminder_is_done_is_not_taken_back_by_half(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    applied = desk.do(maja.id, log_contact, contact_id=karin_of(desk, maja).id, **step())
    (reminder,) = store.read(maja.id).all(Reminder)
    desk.do(maja.id, finish_reminder, reminder.id, note="Klart")
    before = store.read(maja.id)
    with pytest.raises(ConflictError):
        desk.undo(applied.id)
    assert store.read(maja.id) == before


def test_a_contact_with_a_line_in_the_log_is_not_removed(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    karin = karin_of(desk, maja)
    desk.do(maja.id, log_contact, contact_id=karin.id, **CLOSED)
    before = store.read(maja.id)
    with pytest.raises(RuleError, match=r"Logganteckning hänvisar till en post som inte finns \(kontakt\)"):
        desk.do(maja.id, remove_entry, Contact, karin.id, reason="Felregistrerad")
    assert store.read(maja.id) == before


@pytest.mark.parametrize(
    ("now", "at", "future"),
    [
        (datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=SWEDEN), datetime(2026, 10, 25, 2, 40, tzinfo=SWEDEN), False),
        (datetime(2026, 10, 25, 2, 40, tzinfo=SWEDEN), datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=SWEDEN), True),
    ],
    ids=["half an hour ago", "in half an hour"],
)
def test_past_and_future_are_told_apart_in_the_hour_that_comes_twice(now: datetime, at: datetime, future: bool) -> None:
    """Two times of the same zone are compared by the hands of the clock; in UTC they are compared as times."""
    record = replace(record_of(), now=now)
    found = [one for one in line(at=at).problems(record) if "framtiden" in one]
    assert bool(found) is future


# What a form asks before it saves, and what a line leads to after all


def test_what_cannot_stand_is_said_by_its_field() -> None:
    record = record_of(KARIN)
    assert set(not_yet(record)) == {"what", "helped_with", "next_step"}
    assert set(not_yet(record, **SAID, next_step="Ring igen")) == {"next_on"}
    assert set(not_yet(record, **SAID, next_step="Ring igen", next_on=day(-1))) == {"next_on"}
    assert set(not_yet(record, **SAID, nothing_next=True, next_step="Ring", minutes=0)) == {"nothing_next", "minutes"}
    assert not_yet(record, **step()) == {}


def test_the_log_stands_newest_first_also_across_zones() -> None:
    early = line(at=NOW - timedelta(hours=2))
    late = line(at=(NOW - timedelta(hours=1)).astimezone(UTC))
    assert log_lines(record_of(early, late)) == [late, early]


def test_a_line_that_needs_nothing_more_closes_its_reminder_and_undo_opens_it(
    desk: Desk, store: MemoryStore, maja: Patient
) -> None:
    desk.do(maja.id, log_contact, **step())
    entry = the_line(store.read(maja.id))
    applied = desk.do(maja.id, needs_nothing_more, entry.id)
    record = store.read(maja.id)
    (reminder,) = record.all(Reminder)
    assert the_line(record).nothing_next and not the_line(record).next_step and the_line(record).next_on is None
    assert (reminder.done_on, reminder.done_note) == (TODAY, "Inget mer behövs.")
    desk.undo(applied.id)
    assert len(open_reminders(store.read(maja.id))) == 1 and the_line(store.read(maja.id)).next_on == day(7)


def test_a_line_that_needs_nothing_says_so_once() -> None:
    record = logged(record_of(KARIN), **CLOSED)
    with pytest.raises(RuleError, match="redan antecknat"):
        needs_nothing_more(record, the_line(record).id)


def test_a_line_gets_a_next_step_after_all_and_a_reminder_with_it() -> None:
    record = logged(record_of(KARIN), contact_id=KARIN.id, **CLOSED)
    record = done(record, add_next_step(record, the_line(record).id, step="Fråga igen", on=day(3), owner="Karin"))
    (reminder,) = record.all(Reminder)
    assert (reminder.what, reminder.due, reminder.owner) == ("Fråga igen", day(3), "Karin")
    assert (reminder.contact_id, reminder.log_entry_id) == (KARIN.id, the_line(record).id)
    assert not the_line(record).nothing_next
