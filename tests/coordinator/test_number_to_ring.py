"""Which number to ring: what is written on the entry comes first, then its contact's."""

from typing import Any

import pytest

from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.number_to_ring import (
    Number,
    number_of_contact,
    number_when_broken,
    who_asks,
    who_is_asked,
    who_is_responsible,
)
from coordinator.referral import Referral
from tests.coordinator.conftest import PATIENT_ID, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin Ek", role="konsulent", phone="070-1", phone_hours="8–10")
UNIT = Contact(patient_id=PATIENT_ID, unit="Hjälpmedelscentralen", switchboard="08-12")
SILENT = Contact(patient_id=PATIENT_ID, name="Sven Öst")
RECORD = record_of(KARIN, UNIT, SILENT)


def device(**fields: Any) -> AssistiveDevice:
    return AssistiveDevice(patient_id=PATIENT_ID, name="Rullstol", **fields)


@pytest.mark.parametrize(
    ("contact", "number"),
    [
        (KARIN, Number("070-1", "Karin Ek, konsulent", "8–10")),
        (UNIT, Number("08-12 (växel)", "Hjälpmedelscentralen")),
        (SILENT, None),
    ],
)
def test_a_contact_is_rung_directly_else_through_the_switchboard(contact: Contact, number: Number | None) -> None:
    assert number_of_contact(RECORD, contact.id) == number
    assert number_when_broken(RECORD, device(contact_id=contact.id)) == number


def test_nobody_has_no_number() -> None:
    assert number_of_contact(RECORD, None) is None
    assert number_when_broken(RECORD, device()) is None


def test_the_number_on_the_device_comes_first() -> None:
    found = number_when_broken(RECORD, device(contact_id=KARIN.id, phone_when_broken=" 112 ", responsible="Jouren"))
    assert found == Number("112", "Jouren")


def test_who_is_as_written_else_the_contact() -> None:
    assert who_is_responsible(RECORD, device(contact_id=KARIN.id)) == "Karin Ek, konsulent"
    assert who_is_responsible(RECORD, device(contact_id=KARIN.id, responsible="Jouren")) == "Jouren"
    referral = Referral(patient_id=PATIENT_ID, contact_id=UNIT.id, from_contact_id=KARIN.id)
    assert (who_is_asked(RECORD, referral), who_asks(RECORD, referral)) == (
        "Hjälpmedelscentralen",
        "Karin Ek, konsulent",
    )
    assert who_is_asked(RECORD, Referral(patient_id=PATIENT_ID, to="Ögonkliniken")) == "Ögonkliniken"
    assert who_asks(RECORD, Referral(patient_id=PATIENT_ID, to="Ögonkliniken")) == ""


def test_no_content_is_in_the_repr() -> None:
    assert "070" not in repr(Number("070-1", "Karin Ek"))
