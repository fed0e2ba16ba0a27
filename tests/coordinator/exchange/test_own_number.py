"""The patient's own number is found however it was written, and nothing that is not it."""

import pytest

from coordinator.exchange.own_number import LEFT_OUT, number_left_out
from coordinator.identity import IdentityType
from coordinator.person import Patient
from tests.coordinator.conftest import PATIENT_ID


def maja(number: str | None = "199007282388", kind: IdentityType = IdentityType.PERSONNUMMER) -> Patient:
    return Patient(id=PATIENT_ID, patient_id=PATIENT_ID, identity_type=kind, identity_number=number)


@pytest.mark.parametrize(
    "written",
    ["199007282388", "19900728-2388", "900728-2388", "9007282388", "900728+2388", "19900728 2388", "1990-07-28-2388",
     "1990 07 28 - 2388", "900728\u20112388", "900728\u200b-2388", "90 07 28 23 88", "900728-23 88", "900728_2388",
     "19900728- / 2388", "9 0 0 7 2 8 2 3 8 8", "1 9 9 0 0 7 2 8-2 3 8 8"],
)  # fmt: skip
def test_it_is_left_out_however_it_was_written(written: str) -> None:
    assert number_left_out(maja())(f"Nr {written}, ringde") == f"Nr {LEFT_OUT}, ringde"


@pytest.mark.parametrize(
    "text",
    ["1990-07-28", "2388", "010-900 72 82 388", "19900728-2389", "90072823881", "119900728238800", "900728", "",
     "1990-07-28\n2388"],
)  # fmt: skip
def test_what_is_not_her_number_stays(text: str) -> None:
    assert number_left_out(maja())(text) == text


@pytest.mark.parametrize("written", ["pnr900728-2388", "Pnr199007282388s", "_900728-2388_"])
def test_a_word_right_beside_it_does_not_hide_it(written: str) -> None:
    assert LEFT_OUT in number_left_out(maja())(written) and "2388" not in number_left_out(maja())(written)


def test_a_former_number_and_one_with_letters_are_found_too() -> None:
    former = Patient(
        id=PATIENT_ID, patient_id=PATIENT_ID, identity_type=IdentityType.PERSONNUMMER, identity_number="199007282388",
        former_numbers=("98240301AA06", "12"),
    )  # fmt: skip
    assert number_left_out(former)("98240301aa06 blev 900728-2388 på rum 12") == f"{LEFT_OUT} blev {LEFT_OUT} på rum 12"


def test_of_who_has_no_number_nothing_is_left_out() -> None:
    assert number_left_out(maja(None))("199007282388") == "199007282388"
