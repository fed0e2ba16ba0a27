"""ATC codes: written in capitals, of five levels, coarse ones advised against."""

import pytest

from coordinator.umi.atc import advice_on_atc, is_atc, is_too_coarse, written_atc


@pytest.mark.parametrize("typed", ["j01ce01", " J01CE01 ", "J01 CE01", "j01 c e 01"])
def test_a_code_is_written_in_capitals_however_it_is_typed(typed: str) -> None:
    assert written_atc(typed) == "J01CE01"


@pytest.mark.parametrize("atc", ["J", "J01", "J01C", "J01CE", "J01CE01"])
def test_each_level_is_a_code(atc: str) -> None:
    assert is_atc(atc)
    assert is_too_coarse(atc) is (len(atc) < 3)


@pytest.mark.parametrize("text", ["", "J0", "J01C0", "J01CE0", "J01CE011", "j01", "01J", "J01CE01?", "J٠١"])
def test_other_text_is_none(text: str) -> None:
    assert not is_atc(text)


def test_a_code_of_three_characters_is_accepted_with_advice_to_be_finer() -> None:
    assert advice_on_atc("j01") == (
        "J01 är en stor grupp läkemedel. Skriv hellre fyra tecken, som J01C, om journalen har det."
    )


@pytest.mark.parametrize("typed", ["", "J", "J01C", "J01CE01", "abc", "J0"])
def test_of_what_is_finer_or_refused_there_is_no_advice(typed: str) -> None:
    assert advice_on_atc(typed) == ""
