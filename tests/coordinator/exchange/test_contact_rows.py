"""The words of a cell become the value of a field, or a sentence on why they do not."""

from datetime import date
from typing import Any

import pytest

from coordinator.contact import Channel, ContactCategory, ContactStatus
from coordinator.entity import Code
from coordinator.errors import ImportRefused
from coordinator.exchange.contact_rows import (
    FIELDS,
    LIMIT,
    Problem,
    ReadContact,
    RowError,
    code_of,
    national,
    read_fields,
    require_few,
    tidy,
    value_of,
)
from coordinator.quick_contact import read_contact
from tests.coordinator.conftest import TODAY


def value(field: str, text: str) -> Any:
    return value_of(FIELDS[field], text, TODAY)


def read(*cells: tuple[str, str, str]) -> ReadContact | list[RowError]:
    return read_fields(cells, 7, TODAY, {})


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("next_contact", "2026-12-01", date(2026, 12, 1)),
        ("next_contact", "1 dec", date(2026, 12, 1)),
        ("next_contact", "2026-12-01 00:00:00", date(2026, 12, 1)),
        ("next_contact", "1/12 2026", date(2026, 12, 1)),
        ("last_contact", "20261101", date(2026, 11, 1)),
        ("last_contact", "i går", date(2026, 11, 21)),
        ("interval_months", "6", 6),
        ("interval_months", "6 mån", 6),
        ("interval_months", "varje halvår", 6),
        ("category", "Tandvård", ContactCategory.DENTAL),
        ("category", "habilitering", ContactCategory.HABILITATION),
        ("category", "school_work", ContactCategory.SCHOOL_WORK),
        ("channel", "sdk", Channel.SDK),
        ("channel", "Cosmic", Channel.COSMIC),
        ("channel", "1177", Channel.E1177),
        ("status", "planerad", ContactStatus.PLANNED),
        ("on_print", "Nej", False),
        ("on_print", "x", True),
        ("phone", "+46 31-390 06 12", "+46 31-390 06 12"),
        ("name", "1177", "1177"),
    ],
)
def test_what_a_cell_means(field: str, text: str, expected: object) -> None:
    assert value(field, text) == expected


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("next_contact", "2026-13-01", "Månad 13 finns inte"),
        ("next_contact", "46348", "2026-12-01"),
        ("last_contact", "1 dec", "vilket år"),
        ("interval_months", "ibland", "antalet månader"),
        ("category", "vård", "Tandvård"),
        ("channel", "telepati", "Säker digital kommunikation"),
        ("on_print", "kanske", "Ja eller Nej"),
        ("phone", "7,01741E+08", "gjort om numret"),
        ("name", "x" * 501, "högst 500 tecken"),
        ("note", "x" * 20_001, "högst 20000 tecken"),
    ],
)
def test_what_a_cell_cannot_mean_is_said(field: str, text: str, why: str) -> None:
    with pytest.raises(Problem, match=why):
        value(field, text)


def test_a_beginning_that_two_words_have_is_not_guessed_from() -> None:
    class Colour(Code):
        BRIGHT = ("bright", "Röd, ljus")
        DARK = ("dark", "Röd, mörk")
        BLUE = ("blue", "Blå, ljus")

    assert code_of(Colour, "blå") is Colour.BLUE
    with pytest.raises(Problem, match="Röd, ljus; Röd, mörk"):
        code_of(Colour, "röd")


def test_every_error_of_a_row_is_told_with_its_heading() -> None:
    errors = read(("name", "Namn", "Lisa"), ("next_contact", "Nästa", "snart"), ("category", "Område", "rymden"))
    assert isinstance(errors, list)
    assert [(error.row, error.column) for error in errors] == [(7, "Nästa"), (7, "Område")]


def test_a_row_without_words_is_an_error() -> None:
    errors = read(("name", "Namn", "  "), ("note", "Anteckning", "\n"))
    assert isinstance(errors, list)
    assert "inget som hör till en kontakt" in errors[0].why


def test_a_second_value_of_a_field_is_kept_in_the_note() -> None:
    found = read(
        ("phone", "Telefon", "031-1"), ("phone", "Mobil", "070-2"), ("phone", "Tel", "031-1"), ("note", "Anm", "Ring")
    )
    assert isinstance(found, ReadContact)
    assert (found.fields["phone"], found.fields["note"]) == ("031-1", "Ring\nMobil: 070-2")


@pytest.mark.parametrize("role", ["fysioterapeut", "tandläkare", "god man", "öron-, näs- och halsläkare", "okänd", ""])
@pytest.mark.parametrize("place", ["Vårdcentralen Eken", "Barnneurologen", "Ekskolan", ""])
def test_the_area_is_guessed_as_in_a_line_and_marked(role: str, place: str) -> None:
    found = read(("name", "Namn", "Lisa Ek"), ("role", "Roll", role), ("unit", "Enhet", place))
    line = read_contact(f"Lisa Ek; {role}; {place}", TODAY)
    assert isinstance(found, ReadContact)
    assert found.fields["category"] is line.fields["category"]
    assert found.guessed == ("category",)


def test_an_area_that_is_written_is_no_guess() -> None:
    found = read(("name", "Namn", "Lisa Ek"), ("category", "Kategori", "Tandvård"))
    assert isinstance(found, ReadContact)
    assert found.guessed == ()


def test_blanks_are_single_and_only_a_long_text_keeps_its_lines() -> None:
    assert tidy(" Lisa \xa0 Ek\nNorberg\v") == "Lisa Ek Norberg"
    assert tidy(" ett \r\n\n två ", long=True) == "ett\n\ntvå"


@pytest.mark.parametrize(
    ("written", "rung"),
    [
        ("+46 (0)31-390 06 12", "031-390 06 12"),
        ("+4631-3900612", "031-3900612"),
        ("0046 70 174 06 35", "070 174 06 35"),
        ("+47 22 33 44 55", "+47 22 33 44 55"),
        ("031-390 06 12", "031-390 06 12"),
        ("", ""),
    ],
)
def test_a_swedish_number_as_it_is_rung_here(written: str, rung: str) -> None:
    assert national(written) == rung


def test_more_than_a_thousand_are_refused() -> None:
    require_few(LIMIT)
    with pytest.raises(ImportRefused, match="för många"):
        require_few(LIMIT + 1)
