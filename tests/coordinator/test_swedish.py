"""Swedish order and search, and dates as Swedes count and say them."""

import re
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.swedish import (
    add_months,
    age,
    day_in_words,
    folded,
    full_day,
    how_late,
    in_sentence,
    short_day,
    sort_key,
    week,
    weekday_in_words,
    weeks,
)
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


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Öberg", "oberg"),
        ("  Åsa\t\n Ärlig ", "asa arlig"),
        ("É ü Ł ø đ æ", "e u l o d ae"),
        ("STRASSE Straße", "strasse strasse"),
        ("070-123 45 67", "070-123 45 67"),
        ("", ""),
    ],
)
def test_a_text_is_searched_for_without_case_and_marks(text: str, bare: str) -> None:
    assert folded(text) == bare


@given(text=st.text())
def test_what_is_bare_already_stays(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "v. 47"),
        (date(2026, 12, 27), "v. 52"),
        (date(2026, 12, 28), "v. 53 2026"),
        (date(2027, 1, 1), "v. 53 2026"),
        (date(2027, 1, 3), "v. 53 2026"),
        (date(2027, 1, 4), "v. 1 2027"),
        (date(2027, 1, 11), "v. 2"),
        (date(2025, 12, 22), "v. 52 2025"),
        (date(2025, 12, 29), "v. 1 2026"),
    ],
)
def test_a_week_has_its_year_at_the_turn_of_the_year(day: date, words: str) -> None:
    assert week(day) == words


@given(one=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_weeks_of_neighbouring_years_are_never_said_the_same_near_new_year(one: date) -> None:
    near = [one + timedelta(days=days) for days in range(-28, 29)]
    assert len({week(day) for day in near}) == len({day.isocalendar()[:2] for day in near})


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 23), date(2026, 12, 20), "v. 48–51"),
        (date(2026, 11, 23), date(2026, 11, 29), "v. 48"),
        (date(2026, 12, 21), date(2027, 1, 3), "v. 52–53 2026"),
        (date(2026, 12, 21), date(2027, 1, 12), "v. 52 2026–v. 2 2027"),
        (date(2027, 1, 4), date(2027, 1, 12), "v. 1–2 2027"),
    ],
)
def test_a_span_of_weeks(first: date, last: date, words: str) -> None:
    assert weeks(first, last) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "mån 23 nov"),
        (date(2027, 6, 1), "tis 1 jun"),
        (date(2027, 11, 23), "tis 23 nov 2027"),
        (date(2025, 11, 23), "sön 23 nov 2025"),
    ],
)
def test_a_short_day_has_its_weekday_and_a_far_one_its_year(day: date, words: str) -> None:
    assert short_day(day, TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"), (1, "i morgon"), (2, "om 2 dagar"), (13, "om 13 dagar"), (14, "om 2 veckor"),
        (62, "om 2 månader"),
        (-1, "1 dag sen"), (-2, "2 dagar sen"), (-14, "2 veckor sen"), (-60, "8 veckor sen"), (-92, "3 månader sen"),
        (-400, "13 månader sen"), (-800, "2 år sen"),
    ],
)  # fmt: skip
def test_how_far_away_a_day_is(days: int, words: str) -> None:
    assert how_late(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Läkarutlåtande", "läkarutlåtande"), ("Återbesök", "återbesök"), ("LSS-insats", "LSS-insats"),
        ("F-tandvård", "F-tandvård"), ("intyg", "intyg"), ("A", "A"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_written_small_inside_a_sentence_unless_it_is_an_abbreviation(text: str, inside: str) -> None:
    assert in_sentence(text) == inside


@given(day=st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_a_length_is_never_nothing(day: date) -> None:
    assert not re.search(r"\b[01] (?:dagar|veckor|månader|år)", how_late(day, TODAY))


def test_a_day_in_full_has_its_year_when_it_is_another() -> None:
    assert full_day(date(2026, 12, 1), date(2026, 11, 22)) == "tisdag 1 december"
    assert full_day(date(2027, 1, 1), date(2026, 11, 22)) == "fredag 1 januari 2027"
