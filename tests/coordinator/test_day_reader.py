"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.day_reader import NotADay, read_day
from coordinator.errors import RuleError
from coordinator.swedish import day_in_words, short_day, week, weekday_in_words

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-1", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
        ("2019-02-03", date(2019, 2, 3)),
        ("1 dec", date(2026, 12, 1)),
        (" 1  DEC. ", date(2026, 12, 1)),
        ("1dec", date(2026, 12, 1)),
        ("den 1 december", date(2026, 12, 1)),
        ("1:a december 2027", date(2027, 12, 1)),
        ("1 sept 2027", date(2027, 9, 1)),
        ("21 nov", date(2027, 11, 21)),
        ("22 nov", TODAY),
        ("1/12", date(2026, 12, 1)),
        ("1/2", date(2027, 2, 1)),
        ("1/12 2028", date(2028, 12, 1)),
        ("1/12-2028", date(2028, 12, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("i dag", TODAY),
        ("idag", TODAY),
        ("I morgon", date(2026, 11, 23)),
        ("imorgon", date(2026, 11, 23)),
        ("i övermorgon", date(2026, 11, 24)),
        ("i går", date(2026, 11, 21)),
        ("om 2 veckor", date(2026, 12, 6)),
        ("om en vecka", date(2026, 11, 29)),
        ("om 10 dagar", date(2026, 12, 2)),
        ("om tre månader", date(2027, 2, 22)),
        ("om ett halvår", date(2027, 5, 22)),
        ("om ett år", date(2027, 11, 22)),
        ("fredag", date(2026, 11, 27)),
        ("på fredag", date(2026, 11, 27)),
        ("fre", date(2026, 11, 27)),
        ("söndag", date(2026, 11, 29)),
        ("tis 1 dec", date(2026, 12, 1)),
        ("tisdagen den 1 december", date(2026, 12, 1)),
        ("fredag v. 49", date(2026, 12, 4)),
        ("fre v 3", date(2027, 1, 22)),
        ("torsdag vecka 53 2026", date(2026, 12, 31)),
        ("", None),
        ("   ", None),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("29 februari 2027", "Februari har 28 dagar 2027"),
        ("2028-02-30", "Februari har 29 dagar 2028"),
        ("31/11", "November har 30 dagar 2026"),
        ("0 dec", "December har 31 dagar 2026"),
        ("1/13", "Månad 13 finns inte"),
        ("0000-01-01", "Det året finns inte"),
        ("mån 1 dec", "1 december 2026 är en tisdag"),
        ("v. 49", "Vilken dag i v. 49?"),
        ("fredag v 54", "Vecka 54 finns inte"),
        ("fredag v 53 2027", "Vecka 53 finns inte"),
        ("snart", "Datumet går inte att läsa"),
        ("nästa fredag", "Datumet går inte att läsa"),
        ("1 december 27", "Datumet går inte att läsa"),
        ("1 dechiffrera", "Datumet går inte att läsa"),
        ("om många veckor", "Datumet går inte att läsa"),
        ("må", "Datumet går inte att läsa"),
        ("٣ dec ٢٠٢٧ sedan", "Datumet går inte att läsa"),
    ],
)
def test_what_is_no_day_is_refused_with_words(text: str, title: str) -> None:
    with pytest.raises(RuleError) as refused:
        read_day(text, TODAY)
    assert refused.value.title == title
    assert refused.value.message.endswith((".", "?"))
    assert isinstance(refused.value, NotADay) == title.startswith("Datumet")


@given(st.dates(TODAY, TODAY + timedelta(3000)))
def test_every_way_the_program_writes_a_day_is_read_back(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(weekday_in_words(day), TODAY) == day
    if (day - TODAY).days < 300:
        assert read_day(short_day(day, TODAY), TODAY) == day
    assert read_day(f"{day.day} {day_in_words(day, day).split()[1]} {day.year}", TODAY) == day
    iso = day.isocalendar()
    assert read_day(f"{weekday_in_words(day).split()[0]} v. {iso.week} {iso.year}", TODAY) == day
    assert f"{iso.week}" in week(day)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_is_refused(text: str) -> None:
    try:
        found = read_day(text, TODAY)
    except RuleError:
        return
    assert found is None or isinstance(found, date)
