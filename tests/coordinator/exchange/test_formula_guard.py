"""No cell is a formula to a spreadsheet, and each comes back as it was."""

import pytest

from coordinator.exchange.formula_guard import guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+46 8", "-", "@x", "\tx", "'=1", "''=1"])
def test_what_may_be_taken_for_a_formula_gets_a_mark_that_goes_again(text: str) -> None:
    assert (guarded(text), unguarded(guarded(text))) == (f"'{text}", text)


@pytest.mark.parametrize("text", ["", "Solen", "'Solen", "a=1", "''"])
def test_other_texts_are_as_they_are(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
