"""The form of a SNOMED CT id. The ids here are of the namespace 9999999, which nobody has; no real one stands here."""

import pytest

from coordinator.terms.sctid import is_concept_id

GOOD = ("19999999103", "29999999105", "49999999102", "1239999999107")


@pytest.mark.parametrize("text", GOOD)
def test_an_id_with_its_check_digit_is_one(text: str) -> None:
    assert is_concept_id(text)


@pytest.mark.parametrize("text", GOOD)
def test_a_slip_of_one_digit_or_two_that_changed_places_is_seen(text: str) -> None:
    for place, digit in enumerate(text):
        for other in "0123456789":
            assert is_concept_id(text[:place] + other + text[place + 1 :]) is (other == digit)
        swapped = text[:place] + text[place + 1 : place + 2] + digit + text[place + 2 :]
        assert is_concept_id(swapped) is (swapped == text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "00000",
        "049999999102",
        "49999999102 ",
        "4,9999999102E+10",
        "４9999999102",
        "4" * 19,
        "-49999999102",
        "A1",
    ],
)
def test_what_is_no_number_of_that_length_is_none(text: str) -> None:
    assert not is_concept_id(text)


def test_a_description_is_no_concept() -> None:
    assert not is_concept_id("49999999118"), "its check digit is right, and the two before say what it names"
