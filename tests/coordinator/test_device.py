"""Assistive devices: what it is, who answers for it, when it is serviced, and when it went back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import RuleError
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, problems_of, record_of

CENTRE = Contact(patient_id=PATIENT_ID, unit="Hjälpmedelscentralen")
MONTHS = "Månader mellan service ska vara 1 till 240."


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def device(**fields: Any) -> AssistiveDevice:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "name": "Rullstol"}
    return AssistiveDevice(**usual | fields)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": ""}, "Skriv vad det är för hjälpmedel."),
        ({"name": "\t ", "model": "Permobil M3"}, "Skriv vad det är för hjälpmedel."),
        ({"service_months": 0}, MONTHS),
        ({"service_months": -12}, MONTHS),
        ({"service_months": 241}, MONTHS),
        ({"last_service": day(1)}, "Senaste service ligger i framtiden."),
        ({"received_on": day(-1), "returned_on": day(-2)}, "Hjälpmedlet är återlämnat innan det togs emot."),
        ({"checked_on": day(1)}, "Datumet för kontrollen ligger i framtiden."),
    ],
)
def test_what_cannot_stand_in_a_device_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(device(**fields))
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"service_months": 1, "last_service": TODAY, "checked_on": TODAY},
        {"service_months": 240, "next_service": day(7000)},
        {"next_service": day(-30)},
        {"received_on": TODAY, "returned_on": TODAY},
        {"returned_on": TODAY},
        {"contact_id": CENTRE.id, "responsible": "Konsulenten"},
    ],
)
def test_what_may_stand_in_a_device_is_not_complained_of(fields: dict[str, Any]) -> None:
    assert problems_of(device(**fields), CENTRE) == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = device(
        name=" ", service_months=0, last_service=day(1), received_on=day(0), returned_on=day(-1), checked_on=day(1)
    )
    assert len(problems_of(wrong)) == 5


def test_a_device_is_in_use_until_it_has_gone_back() -> None:
    assert device().is_in_use and device(received_on=day(-9)).is_in_use
    assert not device(received_on=day(-9), returned_on=TODAY).is_in_use


def test_the_unit_that_answers_for_a_device_is_not_removed() -> None:
    one = device(contact_id=CENTRE.id)
    record = record_of(CENTRE, one)
    with pytest.raises(RuleError, match=r"Hjälpmedel hänvisar till en post som inte finns \(ansvarig enhet\)"):
        done(record, remove_entry(record, Contact, CENTRE.id, reason="Fel"))
    record = done(record, edit_entry(record, AssistiveDevice, one.id, contact_id=None, responsible="Centralen"))
    assert done(record, remove_entry(record, Contact, CENTRE.id, reason="Fel")).all(Contact) == ()


def test_no_unit_that_is_not_there_answers_for_a_device() -> None:
    with pytest.raises(RuleError, match="Hjälpmedel hänvisar"):
        done(record_of(), add_entry(record_of(), AssistiveDevice, name="Lyft", contact_id=UUID(int=7)))


def test_the_patient_may_have_two_alike() -> None:
    record = record_of(device())
    record = done(record, add_entry(record, AssistiveDevice, name="Rullstol", inventory_number="77"))
    assert [one.inventory_number for one in record.all(AssistiveDevice)] == ["", "77"]


def test_a_device_that_is_to_go_back_later_is_refused_or_still_in_use() -> None:
    one = device(received_on=day(-9), returned_on=day(30))
    assert problems_of(one) or one.is_in_use


def test_a_device_is_not_received_in_the_future() -> None:
    assert problems_of(device(received_on=day(30)))
