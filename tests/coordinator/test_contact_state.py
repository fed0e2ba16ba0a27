"""What is said of each contact in the list."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.contact_state import ContactState, ContactStates
from coordinator.entity import Entity
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of

DUE = Contact(patient_id=PATIENT_ID, name="Jonas", interval_months=6, last_contact=date(2026, 5, 11))


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def state(contact: Contact, *others: Entity) -> ContactState:
    return ContactStates(record_of(contact, *others)).of(contact)


def visit(offset: int, **fields: Any) -> Appointment:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "contact_id": DUE.id, "day": day(offset), "starts": time(9)}
    return Appointment(**known | fields)


def role(**fields: Any) -> ContactRole:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "contact_id": DUE.id, "assignment": Assignment.FIXED_CARE_CONTACT,
        "start": day(-30), "main": True,
    }  # fmt: skip
    return ContactRole(**known | fields)


def test_a_contact_whose_interval_has_passed_has_no_time() -> None:
    assert state(DUE) is ContactState.NO_TIME


@pytest.mark.parametrize(
    "fields",
    [
        {"interval_months": None},
        {"last_contact": None},
        {"last_contact": date(2026, 5, 22)},
        {"next_contact": day(0)},
        {"next_contact": day(200)},
        {"status": ContactStatus.ENDED},
        {"last_contact": date(9999, 1, 1), "interval_months": 240},
    ],
)
def test_a_contact_that_is_not_due_or_has_a_day_needs_none(fields: dict[str, Any]) -> None:
    assert state(replace(DUE, **fields)) is ContactState.NONE


def test_the_interval_has_passed_on_the_day_after() -> None:
    assert state(replace(DUE, last_contact=date(2026, 5, 21))) is ContactState.NO_TIME


def test_a_planned_day_that_has_been_is_no_time_to_come() -> None:
    assert state(replace(DUE, next_contact=day(-1))) is ContactState.NO_TIME


@pytest.mark.parametrize(
    ("appointment", "expected"),
    [
        (visit(0), ContactState.NONE),
        (visit(5, status=AppointmentStatus.PROPOSED), ContactState.NONE),
        (visit(-1), ContactState.NO_TIME),
        (visit(5, status=AppointmentStatus.CANCELLED), ContactState.NO_TIME),
        (visit(5, contact_id=None), ContactState.NO_TIME),
    ],
)
def test_an_appointment_to_come_is_a_time(appointment: Appointment, expected: ContactState) -> None:
    assert state(DUE, appointment) is expected


def test_the_next_time_is_the_earliest_of_the_planned_and_the_booked() -> None:
    contact = replace(DUE, next_contact=day(9))
    states = ContactStates(record_of(contact, visit(30), visit(7), visit(-3)))
    assert states.next_time(contact) == day(7)
    assert ContactStates(record_of(contact)).next_time(contact) == day(9)
    assert ContactStates(record_of(DUE)).next_time(DUE) is None


@pytest.mark.parametrize(
    ("checked", "expected"),
    [(None, ContactState.NONE), (day(-365), ContactState.NONE), (day(-366), ContactState.OLD)],
)
def test_facts_that_nobody_has_checked_for_a_year_are_old(checked: date | None, expected: ContactState) -> None:
    assert state(Contact(patient_id=PATIENT_ID, name="Petra", checked_on=checked)) is expected


def test_a_missing_time_comes_before_old_facts_and_the_coordinator_before_both() -> None:
    contact = replace(DUE, checked_on=day(-900))
    assert state(contact) is ContactState.NO_TIME
    assert state(contact, role()) is ContactState.COORDINATES
    states = ContactStates(record_of(contact, role()))
    assert states.coordinates(contact)
    assert states.needs_time(contact)


@pytest.mark.parametrize(
    "fields", [{"end": day(-1)}, {"assignment": Assignment.FIXED_PHYSICIAN_CONTACT, "main": False}, {"start": day(1)}]
)
def test_only_a_fast_vardkontakt_of_today_coordinates(fields: dict[str, Any]) -> None:
    assert state(DUE, role(**fields)) is ContactState.NO_TIME
