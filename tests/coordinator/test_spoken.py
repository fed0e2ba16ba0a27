"""How often something is, as people say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.spoken import months_between, often_in_words


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("var 6:e månad", 6), ("var 6e mån", 6), ("var 6 mån.", 6), ("var sjätte månad", 6), ("VAR TREDJE MÅNAD", 3),
        ("varje månad", 1), ("varannan månad", 2), ("varje kvartal", 3), ("varje halvår", 6), ("varje år", 12),
        ("vartannat år", 24), ("vart tredje år", 36), ("var 18:e månad", 18), ("var artonde månad", 18),
        ("en gång i kvartalet", 3), ("1 gång per år", 12), ("en gång om året", 12), ("två gånger per år", 6),
        ("2 ggr/år", 6), ("fyra gånger om året", 3), ("en gång i halvåret", 6), ("tre gånger per halvår", 2),
        ("månadsvis", 1), ("kvartalsvis", 3), ("halvårsvis", 6), ("årligen", 12), ("årsvis", 12),
        ("var 240:e månad", 240),
    ],
)  # fmt: skip
def test_how_often_is_understood_in_months(said: str, months: int) -> None:
    assert months_between(said) == (months, (0, len(said)))


@pytest.mark.parametrize(
    "said",
    [
        "var tredje vecka", "varje vecka", "varje måndag", "ofta", "var 0:e månad", "var 241:a månad", "5 ggr/år",
        "0 gånger per år", "var 999:e år", "varje åra", "månad", "6 månader", "", "varannan årstid",
    ],
)  # fmt: skip
def test_what_is_not_whole_months_is_not_understood(said: str) -> None:
    assert months_between(said) is None


def test_it_says_where_it_stands() -> None:
    said = "dietist var 3:e månad sedan våren"
    found = months_between(said)
    assert found is not None
    months, (start, end) = found
    assert (months, said[start:end]) == (3, "var 3:e månad")


@given(months=st.integers(1, 240))
def test_what_is_said_back_is_understood_the_same(months: int) -> None:
    words = often_in_words(months)
    assert months_between(words) == (months, (0, len(words)))


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "varje månad"), (2, "varannan månad"), (6, "var 6:e månad"), (11, "var 11:e månad"), (12, "varje år"),
     (21, "var 21:a månad"), (24, "vartannat år"), (112, "var 112:e månad")],
)  # fmt: skip
def test_how_often_in_words(months: int, words: str) -> None:
    assert often_in_words(months) == words
