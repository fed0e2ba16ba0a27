"""The sentences of date rules: what can be read, which day each gives, and what is said of the others."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.date_formula import FORMS, AfterLast, FormulaError, FromBirth, Halves, read_formula

BORN = date(2008, 12, 14)
BIRTH_DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def day(text: str, born: date = BORN) -> date | None:
    read = read_formula(text)
    assert isinstance(read, FromBirth)
    return read.day(born)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-årsdagen", date(2026, 12, 14)),
        ("6 månader före 18-årsdagen", date(2026, 6, 14)),
        ("1 år efter 18-årsdagen", date(2027, 12, 14)),
        ("2 veckor före 18-årsdagen", date(2026, 11, 30)),
        ("dagen före 50-årsdagen", date(2058, 12, 13)),
        ("dagen efter 18-årsdagen", date(2026, 12, 15)),
        ("30 juni det år personen fyller 19", date(2027, 6, 30)),
        ("29 februari det år personen fyller 19", date(2027, 2, 28)),
        ("29 februari det år personen fyller 20", date(2028, 2, 29)),
        ("3 månader före 30 juni det år personen fyller 19", date(2027, 3, 30)),
        ("sista dagen i månaden före 30-årsdagens månad", date(2038, 11, 30)),
        ("sista dagen i månaden efter 30-årsdagens månad", date(2039, 1, 31)),
        ("första dagen i 18-årsdagens månad", date(2026, 12, 1)),
        ("21-årsdagen, senast 1 januari 2020", date(2020, 1, 1)),
        ("21-årsdagen, senast 1 januari 2030", date(2029, 12, 14)),
    ],
)
def test_a_day_from_the_birth_date(text: str, expected: date) -> None:
    assert day(text) == expected
    assert read_formula(text).words == text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  18 - Årsdag ", "18-årsdagen"),
        ("18års dagen.", "18-årsdagen"),
        ("sex mån innan 18–årsdagen", "6 månader före 18-årsdagen"),
        ("1 dag före 50-årsdagen", "1 dag före 50-årsdagen"),
        ("den 30:e jun under det år då hon fyller 19 år", "30 juni det år personen fyller 19"),
        ("1 jan. året man fyller 20", "1 januari det år personen fyller 20"),
        ("Sista dagen i månaden innan 30-årsdagen", "sista dagen i månaden före 30-årsdagens månad"),
        ("tio år efter den sista uppgiften", "10 år efter sista uppgiften"),
        ("Halvår: 1 januari - 30 juni och 1 juli - 31 december", "halvår 1 jan–30 jun och 1 jul–31 dec"),
        ("18-årsdagen dock senast den 31 dec 2030", "18-årsdagen, senast 31 december 2030"),
    ],
)
def test_what_is_meant_is_read_and_kept_in_one_way(typed: str, words: str) -> None:
    assert read_formula(typed).words == words
    assert read_formula(words) == read_formula(typed)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_that_is_offered_can_be_read(form: str) -> None:
    assert read_formula(form).words == form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv hur dagen räknas"),
        ("31 juni det år personen fyller 19", "Det finns ingen 31 juni"),
        ("18-årsdagen, senast 29 februari 2027", "Det finns ingen 29 februari"),
        ("0-årsdagen", "1 till 130 år"),
        ("999-årsdagen", "1 till 130 år"),
        ("0 månader före 18-årsdagen", "längre än 0"),
        ("1 maj det år personen fylde 19", "”fylde”"),
        ("årsdagen", "Åldern saknas"),
        ("18", "Skriv vad åldern gäller"),
        ("18 6 månader före årsdagen", "i den ordningen"),
        ("halvår 1 jan–30 jun och 2 jul–31 dec", "följa på varandra"),
        ("halvår 1 jan–30 jun och 1 jul–30 dec", "följa på varandra"),
        ("halvår 1 jan–31 dec och 1 jan–31 dec", "olika dagar"),
        ("6 månader före 6 månader före 18-årsdagen", "i den ordningen"),
        ("10 år före sista uppgiften", "i den ordningen"),
    ],
)
def test_what_cannot_be_read_is_said_and_never_taken_for_another_day(text: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said) as refused:
        read_formula(text)
    assert refused.value.field == "formula"


@given(born=BIRTH_DATES, age=st.integers(1, 130))
def test_a_birthday_is_in_its_year_and_on_its_day(born: date, age: int) -> None:
    found = day(f"{age}-årsdagen", born)
    assert found is not None
    assert found.year == born.year + age
    is_moved = (born.month, born.day) == (2, 29) and (found.year % 4 != 0 or found.year % 400 in (100, 200, 300))
    assert (found.month, found.day) == ((2, 28) if is_moved else (born.month, born.day))


@given(born=BIRTH_DATES)
def test_the_last_day_of_a_month_is_followed_by_a_first(born: date) -> None:
    last, birthday = day("sista dagen i månaden före 30-årsdagens månad", born), day("30-årsdagen", born)
    assert last is not None
    assert birthday is not None
    assert last + timedelta(days=1) == birthday.replace(day=1)


@given(born=BIRTH_DATES, months=st.integers(1, 60))
def test_months_before_stop_at_the_last_day_of_the_month(born: date, months: int) -> None:
    found, birthday = day(f"{months} månader före 18-årsdagen", born), day("18-årsdagen", born)
    assert found is not None
    assert birthday is not None
    assert (birthday.year - found.year) * 12 + birthday.month - found.month == months
    assert found.day == birthday.day or (found.day < birthday.day and (found + timedelta(days=1)).day == 1)


def test_outside_the_calendar_there_is_no_day() -> None:
    assert day("18-årsdagen", date(9990, 1, 1)) is None
    assert day("100 år före 18-årsdagen", date(20, 1, 1)) is None
    assert day("dagen före 1-årsdagen", date(9998, 12, 31)) == date(9999, 12, 30)


def test_so_long_after_the_last_entry() -> None:
    read = read_formula("10 år efter sista uppgiften")
    assert isinstance(read, AfterLast)
    assert read.day(date(2016, 2, 29)) == date(2026, 2, 28)
    assert read.day(date(9995, 1, 1)) is None


def test_the_year_in_two_periods() -> None:
    read = read_formula("halvår 1 jan–30 jun och 1 jul–31 dec")
    assert isinstance(read, Halves)
    assert read.period(date(2026, 6, 30)) == (date(2026, 1, 1), date(2026, 6, 30))
    assert read.period(date(2026, 7, 1)) == (date(2026, 7, 1), date(2026, 12, 31))
    over = read_formula("halvår 1 mar–31 aug och 1 sep–28 feb")
    assert isinstance(over, Halves)
    assert over.period(date(2028, 2, 29)) == (date(2027, 9, 1), date(2028, 2, 29))
    assert over.period(date(1, 1, 1)) is None
