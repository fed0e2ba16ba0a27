"""Swedish order, and dates as Swedes count and say them."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.swedish import add_months, age, day_in_words, sort_key, weekday_in_words
from tests.coordinator.conftest import TODAY

DAYS = st.dates(date(1890, 1, 1), date(2130, 12, 31))


@pytest.mark.parametrize(
    "in_order",
    [
        ["Zorn", "Åberg", "Ärlig", "Öberg"],
        ["andersson", "Andrén", "Åkesson"],
        ["Rum 2", "Rum 10", "Rum 10 B"],
        ["", "A"],
        ["Vik", "Wik"],
        ["Ålund", "Ærø", "Öman"],
        ["zebra", "ångström"],
    ],
)
def test_lists_stand_in_swedish_order(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=sort_key) == in_order


@pytest.mark.parametrize(
    ("one", "other"), [("ANDERS", "anders"), ("André", "andre"), ("\u212bsa", "åsa"), ("Groß", "gross"), ("øl", "öl")]
)
def test_what_reads_alike_sorts_alike(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(text=st.text(st.sampled_from("aåäöéüÅÄÖ12 -zZ"), max_size=12))
def test_order_does_not_depend_on_how_the_letters_are_composed(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))


@given(texts=st.lists(st.text(max_size=15), max_size=8))
def test_any_texts_can_be_sorted_together(texts: list[str]) -> None:
    backwards = texts[::-1]
    one, other = sorted(texts, key=sort_key), sorted(backwards, key=sort_key)
    assert [sort_key(text) for text in one] == [sort_key(text) for text in other]


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_months_are_added_and_the_day_is_clamped(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


@given(day=DAYS, months=st.integers(-1200, 1200))
def test_the_day_is_kept_or_is_the_last_of_a_shorter_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(2012, 2, 29), date(2025, 2, 27), 12),
        (date(2012, 2, 29), date(2025, 2, 28), 13),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2012, 2, 29), date(2030, 2, 28), 18),
        (date(2008, 12, 14), date(2026, 12, 13), 17),
        (date(2008, 12, 14), date(2026, 12, 14), 18),
        (date(1990, 7, 28), TODAY, 36),
        (TODAY, TODAY, 0),
    ],
)
def test_a_year_older_on_the_birthday(born: date, today: date, years: int) -> None:
    assert age(born, today) == years


@given(born=DAYS, years=st.integers(0, 120))
def test_a_year_is_gained_on_one_day_only(born: date, years: int) -> None:
    birthday = add_months(born, 12 * years)
    assert (age(born, birthday), age(born, birthday - timedelta(days=1))) == (years, years - 1)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "22 nov"),
        (date(2026, 12, 1), "1 dec"),
        (date(2027, 1, 31), "31 jan"),
        (date(2026, 5, 26), "26 maj 2026"),
        (date(2026, 5, 27), "27 maj"),
        (date(2027, 5, 20), "20 maj"),
        (date(2027, 5, 21), "21 maj 2027"),
        (date(2028, 11, 22), "22 nov 2028"),
    ],
)
def test_a_near_day_is_said_without_its_year(day: date, words: str) -> None:
    assert day_in_words(day, TODAY) == words


@given(one=DAYS, other=DAYS)
def test_two_days_are_never_said_the_same(one: date, other: date) -> None:
    assert one == other or day_in_words(one, TODAY) != day_in_words(other, TODAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 22), "söndag 22 november 2026"), (date(2028, 2, 29), "tisdag 29 februari 2028")],
)
def test_a_day_is_said_in_full(day: date, words: str) -> None:
    assert weekday_in_words(day) == words
