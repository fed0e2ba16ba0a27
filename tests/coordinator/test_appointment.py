"""Booked times: with whom or about what, how long, and what may be said of a time that has not come."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entity import attrs_of
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, done, problems_of, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin")
NOBODY = "Skriv vad besöket gäller, eller vem det är med."
PROPOSED, BOOKED, FULFILLED, CANCELLED, NO_SHOW = AppointmentStatus


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def appointment(**fields: Any) -> Appointment:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "what": "EKG", "day": day(9)}
    return Appointment(**usual | fields)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"what": ""}, NOBODY),
        ({"what": " ", "with_whom": "\t\n", "place": "Umeå"}, NOBODY),
        ({"minutes": 0}, "Minuter ska vara 1 till 1440."),
        ({"minutes": -30}, "Minuter ska vara 1 till 1440."),
        ({"minutes": 1441}, "Minuter ska vara 1 till 1440."),
        ({"day": day(1), "status": FULFILLED}, "Besöket ligger i framtiden"),
        ({"day": day(1), "status": NO_SHOW}, "Besöket ligger i framtiden"),
        ({"checked_on": day(1)}, "Datumet för kontrollen ligger i framtiden."),
    ],
)
def test_what_cannot_stand_in_an_appointment_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(appointment(**fields))
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"what": "", "with_whom": "Dr Öberg"},
        {"what": " ", "contact_id": KARIN.id},
        {"minutes": 1},
        {"minutes": 1440},
        {"day": TODAY, "status": FULFILLED},
        {"day": TODAY, "status": NO_SHOW},
        {"day": day(1), "status": CANCELLED},
        {"day": day(1), "status": PROPOSED, "preliminary": True},
        {"day": day(-400), "status": BOOKED},
        {"checked_on": TODAY, "starts": time(0, 0)},
    ],
)
def test_what_may_stand_in_an_appointment_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(appointment(**fields), KARIN) == []


def test_a_visit_only_a_day_ahead_cannot_be_over_but_the_day_itself_can() -> None:
    one = appointment(day=day(1))
    record = record_of(one)
    with pytest.raises(RuleError, match="ligger i framtiden"):
        done(record, edit_entry(record, Appointment, one.id, status=FULFILLED))
    changed = done(record, edit_entry(record, Appointment, one.id, status=FULFILLED, day=TODAY))
    assert changed.get(Appointment, one.id).status is FULFILLED


def test_an_appointment_needs_a_day() -> None:
    with pytest.raises(TypeError, match="day"):
        add_entry(record_of(), Appointment, what="EKG")


def test_only_what_is_wished_for_or_booked_is_coming() -> None:
    assert {status for status in AppointmentStatus if appointment(status=status).is_coming} == {PROPOSED, BOOKED}
    assert appointment().status is BOOKED


# When it begins and ends


def test_a_span_needs_both_the_hour_and_the_length() -> None:
    assert appointment().span is None
    assert appointment(starts=time(9, 20)).span is None
    assert appointment(minutes=30).span is None


@pytest.mark.parametrize(
    ("on", "starts", "minutes", "begins", "ends"),
    [
        (date(2026, 1, 15), time(9, 20), 40, datetime(2026, 1, 15, 8, 20), datetime(2026, 1, 15, 9, 0)),
        (date(2026, 7, 15), time(9, 20), 40, datetime(2026, 7, 15, 7, 20), datetime(2026, 7, 15, 8, 0)),
        (date(2026, 3, 28), time(9, 0), 60, datetime(2026, 3, 28, 8, 0), datetime(2026, 3, 28, 9, 0)),
        (date(2026, 3, 29), time(9, 0), 60, datetime(2026, 3, 29, 7, 0), datetime(2026, 3, 29, 8, 0)),
        (date(2026, 10, 24), time(9, 0), 60, datetime(2026, 10, 24, 7, 0), datetime(2026, 10, 24, 8, 0)),
        (date(2026, 10, 25), time(9, 0), 60, datetime(2026, 10, 25, 8, 0), datetime(2026, 10, 25, 9, 0)),
        (date(2026, 7, 15), time(0, 0), 1, datetime(2026, 7, 14, 22, 0), datetime(2026, 7, 14, 22, 1)),
        (date(2026, 1, 15), time(23, 30), 60, datetime(2026, 1, 15, 22, 30), datetime(2026, 1, 15, 23, 30)),
    ],
    ids=["winter", "summer", "before spring", "spring day", "before autumn", "autumn day", "midnight", "past midnight"],
)
def test_a_span_is_in_swedish_time_summer_and_winter(
    on: date, starts: time, minutes: int, begins: datetime, ends: datetime
) -> None:
    span = appointment(day=on, starts=starts, minutes=minutes).span
    assert span is not None
    assert span == (begins.replace(tzinfo=UTC), ends.replace(tzinfo=UTC))
    assert (span[0].date(), span[0].time()) == (on, starts)


def test_a_span_past_midnight_ends_the_next_day() -> None:
    span = appointment(day=TODAY, starts=time(23, 30), minutes=60).span
    assert span is not None
    assert (span[1].date(), span[1].time(), span[1].tzinfo) == (day(1), time(0, 30), SWEDEN)


# Contacts


def test_a_contact_that_has_an_appointment_is_not_removed(desk: Desk, store: MemoryStore) -> None:
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, add_entry, Contact, name="Karin")
    (karin,) = store.read(maja).all(Contact)
    desk.do(maja, add_entry, Appointment, contact_id=karin.id, day=day(3))
    before = store.read(maja)
    with pytest.raises(RuleError, match=r"Besök hänvisar till en post som inte finns \(med kontakt\)"):
        desk.do(maja, remove_entry, Contact, karin.id, reason="Felregistrerad")
    assert store.read(maja) == before
    (booked,) = before.all(Appointment)
    desk.do(maja, edit_entry, Appointment, booked.id, contact_id=None, with_whom="Karin")
    desk.do(maja, remove_entry, Contact, karin.id, reason="Felregistrerad")
    assert store.read(maja).all(Contact) == ()


def test_no_time_is_booked_with_a_contact_that_is_not_there() -> None:
    with pytest.raises(RuleError, match="Besök hänvisar"):
        done(record_of(), add_entry(record_of(), Appointment, contact_id=UUID(int=7), day=TODAY))


def test_a_contact_cannot_be_let_go_when_nothing_else_says_what_it_is() -> None:
    one = appointment(what="", contact_id=KARIN.id)
    record = record_of(KARIN, one)
    with pytest.raises(RuleError, match=NOBODY):
        done(record, edit_entry(record, Appointment, one.id, contact_id=None))


def test_a_time_that_is_moved_is_the_same_entry(desk: Desk, store: MemoryStore) -> None:
    maja = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(maja, add_entry, Appointment, what="EKG", day=day(3), starts=time(9, 20))
    (first,) = store.read(maja).all(Appointment)
    desk.do(maja, edit_entry, Appointment, first.id, day=day(10))
    (moved,) = store.read(maja).all(Appointment)
    assert (moved.id, moved.day, moved.starts) == (first.id, day(10), time(9, 20))
    assert [former.entry for former in store.history(maja, first.id)] == [first]


def test_where_the_patient_will_be_is_declared_as_telling_where_she_is() -> None:
    assert {attr.name for attr in attrs_of(Appointment) if attr.locates} >= {"place", "where", "travel"}


@pytest.mark.parametrize("night", [date(2026, 3, 28), date(2026, 10, 24)], ids=["clocks go forward", "clocks go back"])
def test_a_night_at_the_sleep_laboratory_is_as_long_as_booked_when_the_clocks_change(night: date) -> None:
    """Adding minutes to a time with a zone moves the hands of the clock, not the time."""
    span = appointment(day=night, starts=time(21, 0), minutes=600).span
    assert span is not None
    assert span[1].astimezone(UTC) - span[0].astimezone(UTC) == timedelta(minutes=600)


def test_a_coming_visit_cannot_be_missed_in_good_swedish() -> None:
    (said,) = problems_of(appointment(day=day(1), status=NO_SHOW))
    assert "vara uteblev" not in said


def test_a_coming_visit_cannot_be_done_in_good_swedish() -> None:
    (said,) = problems_of(appointment(day=day(1), status=FULFILLED))
    assert "Besöket ligger i framtiden och kan inte vara genomförd." not in said
