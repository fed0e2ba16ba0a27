"""Days that follow from the birth date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.dates import day_of
from coordinator.swedish import age


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2008, 12, 14), date(2026, 12, 14)),
        (date(2012, 2, 29), date(2030, 2, 28)),
        (date(2008, 2, 29), date(2026, 2, 28)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 3, 1), date(2026, 3, 1)),
        (date(2006, 2, 28), date(2024, 2, 28)),
        (date(2008, 12, 31), date(2026, 12, 31)),
        (date(2008, 1, 1), date(2026, 1, 1)),
    ],
)
def test_somebody_comes_of_age_on_the_eighteenth_birthday(born: date, of_age: date) -> None:
    assert day_of("myndig", born) == of_age


@given(born=st.dates(date(1890, 1, 1), date(2130, 12, 31)))
def test_the_day_is_the_first_on_which_one_is_eighteen(born: date) -> None:
    of_age = day_of("myndig", born)
    assert of_age is not None
    assert age(born, of_age) == 18
    assert age(born, date.fromordinal(of_age.toordinal() - 1)) == 17


def test_without_a_birth_date_there_is_no_day() -> None:
    assert day_of("myndig", None) is None


@pytest.mark.parametrize("born", [date(2008, 12, 14), None])
def test_a_rule_that_is_not_there_is_an_error_also_without_a_birth_date(born: date | None) -> None:
    with pytest.raises(KeyError):
        day_of("myndigare", born)
