"""A column is told by its heading, as people write it, or by what stands in it where that is safe."""

import json
from collections import Counter
from importlib.resources import files

import pytest

from coordinator.errors import ImportRefused
from coordinator.exchange.contact_columns import FAMILY_NAME, GIVEN_NAME, by_content, by_headings, field_of
from coordinator.exchange.contact_rows import FIELDS
from coordinator.swedish import folded


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Namn", "name"), ("NAMN:", "name"), ("Titel", "role"), ("Befattning", "role"), ("Yrke", "role"),
        ("Klinik", "unit"), ("Mottagning", "unit"), ("Organisation", "organisation"), ("Tel.", "phone"),
        ("Telefon (direkt)", "phone"), ("Växel", "switchboard"), ("vaxel", "switchboard"), ("E-post", "email"),
        ("e_post", "email"), ("Mail", "email"), ("HSA-ID", "hsa_id"), ("Område", "category"), ("Kanal", "channel"),
        ("Ansvarar för", "responsible_for"), ("Senaste kontakt", "last_contact"), ("Nästa", "next_contact"),
        ("Intervall (månader)", "interval_months"), ("Anteckning", "note"), ("Förnamn", GIVEN_NAME),
        ("Efternamn", FAMILY_NAME), ("Skostorlek", None), ("", None), ("Samtycke till informationsutbyte", None),
    ],
)  # fmt: skip
def test_a_heading_names_a_field(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_every_field_answers_to_its_own_label() -> None:
    assert {name: field_of(attr.label) for name, attr in FIELDS.items()} == {name: name for name in FIELDS}


def test_no_heading_names_two_fields_and_every_one_names_a_field() -> None:
    stored = json.loads((files("resources") / "codes" / "contact_headers.json").read_text(encoding="utf-8"))
    assert set(stored) <= {*FIELDS, GIVEN_NAME, FAMILY_NAME}
    counts = Counter(folded(word).replace("-", " ") for words in stored.values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []
    assert {word: field_of(word) for words in stored.values() for word in words} == {
        word: name for name, words in stored.items() for word in words
    }


def test_columns_that_are_not_understood_are_named() -> None:
    columns = by_headings(["Namn", " Sko  storlek ", "Telefon", ""])
    assert columns is not None
    assert columns.fields == ("name", None, "phone", None)
    assert columns.unknown == ("Sko storlek",)


def test_two_headings_of_one_field_are_told_of() -> None:
    columns = by_headings(["Namn", "Telefon", "Mobil", "Telefon"])
    assert columns is not None
    assert [remark.split()[1] for remark in columns.remarks] == ["Mobil", "Telefon"]


@pytest.mark.parametrize(
    "cells",
    [
        ["Lisa Ek", "dietist", "070-174 06 35"],
        ["Namn", "070-174 06 35"],
        ["Lisa Ek", "Kontaktperson", "Fritids", ""],
        ["lisa.ek@example.org", "Enhet"],
        ["", "", ""],
        ["Namn", "Roll"] * 251,
    ],
)
def test_a_row_of_a_contact_is_no_heading(cells: list[str]) -> None:
    assert by_headings(cells) is None


def test_without_headings_the_columns_are_told_by_what_stands_in_them() -> None:
    columns = by_content(
        [
            ["Lisa Ek", "dietist", "Barnmottagningen", "070-174 06 35", "lisa@example.org", "7", "031-390 06 12"],
            ["Bo af Al", "logoped", "Avdelningen 3", "", "bo@example.org", "8", ""],
            ["Eva-Lena Ås", "kurator", "Habiliteringen", "031 390 06 11", "", "9"],
        ]
    )
    assert columns.fields == ("name", "role", "unit", "phone", "email", None, None)
    assert columns.unknown == ("kolumn 6", "kolumn 7")
    assert "kolumn 1 namn, kolumn 2 roll" in columns.remarks[0]


def test_a_column_where_only_some_fit_is_not_understood() -> None:
    columns = by_content([["Lisa Ek", "logoped", "031-390 06 12"], ["Bo Al", "snäll", "031-390 06 13"]])
    assert columns.fields == ("name", None, "phone")


@pytest.mark.parametrize(
    "rows",
    [
        [["abc", "def"], ["ghi", "jkl"]],
        [["Lisa Ek"], ["Bo Al"]],
        [["dietist", "070-174 06 35"], ["logoped", "070-174 06 36"]],
        [["Lisa Ek", "en hel mening"], ["Bo Al", "en till"]],
        [],
        [["Lisa Ek", "dietist", *[""] * 499]],
    ],
)
def test_where_it_is_not_safe_headings_are_asked_for(rows: list[list[str]]) -> None:
    with pytest.raises(ImportRefused, match="Rubrikraden saknas"):
        by_content(rows)
