"""A time as its day comes and goes."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.appointment_day import (
    OUTCOMES,
    asks_how_it_went,
    lacks_interpreter,
    move_appointment,
    note_outcome,
    read_new_time,
    week_in_words,
)
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of

DEC_1 = date(2026, 12, 1)


def visit(day: date = DEC_1, **fields: Any) -> Appointment:
    return Appointment(patient_id=PATIENT_ID, what="Provet", day=day, **fields)


def needing(need: Knowledge, *entries: Appointment) -> Record:
    return record_of(
        Patient(id=MAJA.id, patient_id=MAJA.id, given_name="Maja", family_name="Test", interpreter_need=need), *entries
    )


def only(record: Record) -> Appointment:
    (one,) = record.all(Appointment)
    return one


@pytest.mark.parametrize("status", AppointmentStatus)
def test_a_day_that_has_been_asks_while_nobody_has_said(status: AppointmentStatus) -> None:
    one = visit(TODAY - timedelta(days=1), status=status)
    assert asks_how_it_went(record_of(one), one) is one.is_coming


@pytest.mark.parametrize(
    ("starts", "minutes", "asks"),
    [
        (time(11), None, True),
        (time(11), 60, True),
        (time(11), 61, False),
        (time(12, 1), None, False),
        (None, 30, False),
    ],
)
def test_today_it_asks_when_it_is_over(starts: time | None, minutes: int | None, asks: bool) -> None:
    """It is noon; without an hour it may still come."""
    one = visit(TODAY, starts=starts, minutes=minutes)
    assert asks_how_it_went(record_of(one), one) is asks


def test_a_coming_day_asks_nothing() -> None:
    assert not asks_how_it_went(record_of(visit()), visit())


@pytest.mark.parametrize("need", Knowledge)
@pytest.mark.parametrize("booked", [None, False, True])
def test_an_interpreter_is_missed_only_where_one_is_needed(need: Knowledge, booked: bool | None) -> None:
    one = visit(interpreter_booked=booked)
    assert lacks_interpreter(needing(need, one), one) is (need is Knowledge.SOME and not booked)


def test_what_is_over_or_called_off_lacks_no_interpreter() -> None:
    for one in (visit(TODAY - timedelta(days=1)), visit(status=AppointmentStatus.CANCELLED)):
        assert not lacks_interpreter(needing(Knowledge.SOME, one), one)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_outcome_is_noted_once(outcome: AppointmentStatus) -> None:
    one = visit(TODAY)
    record = record_of(one)
    after = done(record, note_outcome(record, one.id, outcome=outcome))
    assert only(after).status is outcome
    with pytest.raises(RuleError, match="redan avslutat"):
        note_outcome(after, one.id, outcome=outcome)


def test_a_moved_time_is_the_same_entry_and_its_interpreter_is_to_be_booked_anew() -> None:
    one = visit(starts=time(9), minutes=30, interpreter_booked=True, movable=True)
    record = record_of(one)
    moved = only(done(record, move_appointment(record, one.id, to=date(2026, 12, 8), starts=time(10))))
    assert (moved.id, moved.day, moved.starts, moved.minutes) == (one.id, date(2026, 12, 8), time(10), 30)
    assert moved.interpreter_booked is False
    assert moved.movable


def test_an_interpreter_nobody_spoke_of_stays_so() -> None:
    record = record_of(visit())
    assert (
        only(done(record, move_appointment(record, only(record).id, to=TODAY, starts=None))).interpreter_booked is None
    )


@pytest.mark.parametrize(
    ("to", "why"), [(TODAY - timedelta(days=1), "har varit"), (DEC_1, "samma tid")], ids=["yesterday", "same"]
)
def test_a_time_is_not_moved_to_the_past_or_to_itself(to: date, why: str) -> None:
    record = record_of(visit())
    with pytest.raises(RuleError, match=why):
        move_appointment(record, only(record).id, to=to, starts=None)


def test_what_is_over_is_not_moved() -> None:
    record = record_of(visit(status=AppointmentStatus.CANCELLED))
    with pytest.raises(RuleError, match="redan avslutat"):
        move_appointment(record, only(record).id, to=TODAY, starts=None)


@pytest.mark.parametrize(
    ("text", "day", "starts", "words"),
    [
        ("tis 8 dec 10.30", date(2026, 12, 8), time(10, 30), "tis 8 dec 10:30"),
        ("8 dec", date(2026, 12, 8), time(9), "tis 8 dec 09:00, samma klockslag som förut"),
        ("kl 14", DEC_1, time(14), "tis 1 dec 14:00"),
    ],
)
def test_a_new_time_is_read_as_said(text: str, day: date, starts: time, words: str) -> None:
    one = visit(starts=time(9))
    new = read_new_time(record_of(one), one, text)
    assert (new.day, new.starts, new.words) == (day, starts, words)


def test_it_says_that_the_interpreter_is_to_be_booked_anew() -> None:
    one = visit(interpreter_booked=True)
    assert read_new_time(record_of(one), one, "8 dec").words == "tis 8 dec. Tolken behöver bokas om."


@pytest.mark.parametrize("text", ["", "sen", "31 feb"])
def test_what_tells_no_day_is_said(text: str) -> None:
    with pytest.raises(RuleError):
        read_new_time(record_of(visit()), visit(), text)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "v. 48, 23–29 nov"),
        (date(2026, 12, 6), "v. 49, 30 nov–6 dec"),
        (date(2027, 1, 1), "v. 53 2026, 28 dec–3 jan"),
        (date(2027, 11, 24), "v. 47, 22–28 nov 2027"),
        (date(2028, 1, 11), "v. 2, 10–16 jan 2028"),
    ],
)
def test_a_week_is_named_with_its_days(day: date, words: str) -> None:
    assert week_in_words(day, TODAY) == words


def test_summer_time_does_not_move_the_end() -> None:
    """On the day the clocks go forward an hour is missing: 90 minutes from 01:30 end at 04:00."""
    night = date(2027, 3, 28)
    one = visit(night, starts=time(1, 30), minutes=90)
    record = record_of(one, today=night)
    assert record.now == datetime(2027, 3, 28, 12, tzinfo=SWEDEN)
    assert asks_how_it_went(record, one)
