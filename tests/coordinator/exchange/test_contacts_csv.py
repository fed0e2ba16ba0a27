"""A list of contacts is read whatever wrote it, row by row, and written so that it can be read again unchanged."""

import csv
import io
import string
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.contact import BookedBy, Channel, Contact, ContactCategory, ContactStatus, Huvudman
from coordinator.desk import Desk
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.contact_rows import FIELDS, ReadContacts
from coordinator.exchange.contacts_csv import contacts_csv, read_csv
from coordinator.exchange.text_file import read_text
from coordinator.person import ProtectedIdentity
from coordinator.practice import fill_practice
from coordinator.record import Record
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, record_of


def read(text: str) -> ReadContacts:
    return read_csv(text, TODAY)


def fields(text: str) -> list[dict[str, Any]]:
    found = read(text)
    assert found.errors == ()
    return [dict(row.fields) for row in found.rows]


def cells(record: Record) -> list[list[str]]:
    return list(csv.reader(io.StringIO(contacts_csv(record).decode("utf-8-sig"), newline=""), delimiter=";"))


def contact(**values: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, **values)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_whatever_stands_between_its_cells(separator: str) -> None:
    rows = [["Namn", "Roll", "Anteckning"], ["Lisa Ek", "dietist", '"Ringer; sen, och\tannars ""inte"""']]
    (found,) = fields("\n".join(separator.join(row) for row in rows))
    assert found == {
        "name": "Lisa Ek", "role": "dietist", "note": 'Ringer; sen, och\tannars "inte"',
        "category": ContactCategory.SPECIALIST,
    }  # fmt: skip


def test_what_the_list_was_taken_for_is_told() -> None:
    assert read("Namn,Roll\nLisa,dietist").form == "en tabell med rubrikrad, komma mellan cellerna"
    assert read("Lisa Ek;dietist\nBo Al;logoped").form == "en tabell utan rubrikrad, semikolon mellan cellerna"


def test_a_comma_in_the_names_separates_nothing() -> None:
    assert [one["name"] for one in fields("Namn;Roll\nEk, Lisa;dietist\nAl, Bo;logoped\n")] == ["Ek, Lisa", "Al, Bo"]


def test_headings_tell_the_separator_before_the_number_of_cells() -> None:
    (found,) = fields("Namn;Roll (gärna, så, noga, det går)\nLisa Ek;dietist, a, b, c, d\n")
    assert (found["name"], found["role"]) == ("Lisa Ek", "dietist, a, b, c, d")


def test_the_separator_that_the_file_says_is_believed() -> None:
    found = read("sep=|\nNamn|Roll\nLisa; Ek|dietist\n")
    assert [(row.row, row.fields["name"]) for row in found.rows] == [(3, "Lisa; Ek")]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    text = 'Kontaktlista\n\nNamn;Anteckning;Nästa\nLisa;"två\nrader";\n;;\nBo;;nån gång\n'
    found = read(text)
    assert [row.row for row in found.rows] == [4]
    assert [(error.row, error.column) for error in found.errors] == [(6, "Nästa")]
    assert found.remarks == ("Det som står ovanför rubrikraden är inte med.",)


def test_halves_of_a_name_are_put_together() -> None:
    assert [one["name"] for one in fields("Efternamn;Förnamn;Roll\nEk;Lisa;dietist\nAl;;kurator\n")] == [
        "Lisa Ek",
        "Al",
    ]


def test_a_thousand_rows_with_thirty_seven_broken() -> None:
    rows = [f"Kontakt {number};{'snart' if number % 27 == 1 else '2026-12-01'}" for number in range(999)]
    found = read("\r\n".join(["Namn;Nästa", *rows, ""]).replace("\r\n", "\n"))
    broken = [number + 2 for number in range(999) if number % 27 == 1]
    assert [error.row for error in found.errors] == broken
    assert len(broken) == 37
    assert len(found.rows) == 999 - 37
    assert {error.column for error in found.errors} == {"Nästa"}
    assert all("2026-12-01" in error.why for error in found.errors)


def test_a_thousand_rows_are_taken_and_one_more_is_refused() -> None:
    rows = ["Namn;Roll", *(f"Kontakt {number};dietist" for number in range(1000))]
    assert len(read("\n".join(rows)).rows) == 1000
    with pytest.raises(ImportRefused, match="1 000"):
        read("\n".join([*rows, "En till;dietist"]))
    with pytest.raises(ImportRefused, match="1 000"):
        read("\n".join([*rows, *rows]))


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n ; \n"])
def test_an_empty_list_is_refused(text: str) -> None:
    with pytest.raises(ImportRefused, match="Listan är tom"):
        read(text)


def test_only_headings_are_refused() -> None:
    with pytest.raises(ImportRefused, match="bara rubriker"):
        read("Namn;Roll;Telefon\n\n")


def test_prose_is_refused() -> None:
    with pytest.raises(ImportRefused, match="Rubrikraden saknas"):
        read("Det var en gång, för länge sedan.\nEn till mening, och en till.\n")


def test_two_headings_of_one_field_lose_nothing() -> None:
    found = read("Namn;Telefon;Mobil\nLisa;031-390 06 12;070-174 06 35\nBo;;070-174 06 36\n")
    assert [(row.fields["phone"], row.fields.get("note")) for row in found.rows] == [
        ("031-390 06 12", "Mobil: 070-174 06 35"),
        ("070-174 06 36", None),
    ]
    assert "Mobil" in found.remarks[0]


def test_a_row_with_more_cells_than_headings_is_an_error() -> None:
    found = read("Namn;Anteckning\nLisa;Ringer;sen\nBo;Ringer;\nEva\n")
    assert [row.fields["name"] for row in found.rows] == ["Bo", "Eva"]
    (error,) = found.errors
    assert (error.row, "3 celler" in error.why, "semikolon" in error.why) == (2, True, True)


def test_a_quote_mark_that_is_never_closed_costs_only_what_stands_after_it() -> None:
    found = read('Namn;Roll\nLisa;dietist\n"Bo;kurator\nEva;logoped\n')
    assert [row.fields["name"] for row in found.rows] == ["Lisa"]
    assert [(error.row, "citattecken" in error.why) for error in found.errors] == [(3, True)]
    with pytest.raises(ImportRefused, match="citattecken"):
        read('"Namn;Roll\nLisa;dietist\n')


def test_a_text_without_end_is_an_error_of_its_row() -> None:
    found = read(f"Namn;Roll\nLisa;dietist\n{'x' * 200_000};kurator\nEva;logoped\n")
    assert [row.row for row in found.rows] == [2]
    assert [error.row for error in found.errors] == [3]


def test_what_looks_like_a_formula_comes_back_as_it_was_and_is_only_text() -> None:
    (found,) = fields("Namn;Anteckning\n'=1+1;'''@x\n")
    assert (found["name"], found["note"]) == ("=1+1", "''@x")
    (found,) = fields("Namn;Anteckning\n=cmd|'/c calc'!A0;'vanlig'\n")
    assert (found["name"], found["note"]) == ("=cmd|'/c calc'!A0", "'vanlig'")


def test_the_list_is_written_for_a_spreadsheet() -> None:
    content = contacts_csv(record_of(contact(name="Åsa Öberg", phone="+46 (0)31-390 06 12", note='a;b\n"c"')))
    assert content.startswith(b"\xef\xbb\xbfKategori;Namn;Roll;")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    heading, row = cells(record_of(contact(name="Åsa Öberg", phone="+46 (0)31-390 06 12", note='a;b\n"c"')))
    written = dict(zip(heading, row, strict=True))
    assert written["Namn"] == "Åsa Öberg"
    assert written["Direkttelefon"] == "031-390 06 12"
    assert written["Anteckning"] == 'a;b\n"c"'
    assert "Samtycke till informationsutbyte" not in heading


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_begins_as_a_formula(sign: str) -> None:
    text = f"{sign}SUM(A1)"
    entry = contact(name=text, role=text, phone=f"{sign}47 22 33", note=f"'{text}", organisation=f" {text}")
    _, row = cells(record_of(entry))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_who_has_ended_and_who_is_not_for_paper_is_not_in_the_list() -> None:
    ended, hidden = contact(name="Slut", status=ContactStatus.ENDED), contact(name="Inte här", on_print=False)
    written = contacts_csv(record_of(contact(name="Lisa Ek"), ended, hidden)).decode()
    assert "Lisa Ek" in written
    assert "Slut" not in written
    assert "Inte här" not in written


def test_of_a_protected_patient_nothing_tells_the_place() -> None:
    nova = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    school = contact(name="Hemliga skolan", category=ContactCategory.SCHOOL_WORK, phone="031-390 06 99")
    told = contact(name="Lisa Ek", note="Ringer Hemliga skolan på 031-390 06 99", phone="031-390 06 12")
    written = contacts_csv(record_of(nova, school, told)).decode()
    assert "Lisa Ek" in written
    assert "Hemliga" not in written
    assert "06 99" not in written


def test_without_a_contact_there_is_nothing_to_write() -> None:
    with pytest.raises(RuleError, match="Inga kontakter"):
        contacts_csv(record_of())


def test_the_120_contacts_come_back_unchanged(desk: Desk, store: MemoryStore) -> None:
    (person,) = fill_practice(desk, ("120-kontakter",))
    record = store.read(person.patient_id)
    found = read_csv(read_text(contacts_csv(record)), record.today)
    assert found.errors == ()
    there = [one for one in record.all(Contact) if one.is_current and one.on_print]
    assert len(found.rows) == len(there) > 100
    for row, one in zip(found.rows, there, strict=True):
        expected = replace(one, consent_id=None)
        assert replace(expected, **row.fields) == expected
        blank = {name for name in FIELDS if getattr(expected, name) in ("", None)}
        assert set(row.fields) | blank >= set(FIELDS)


_WORD = st.text(alphabet=string.ascii_letters + "åäöÅÄÖé0123456789=+-@'\";,.|#()/", min_size=1, max_size=9)
_SHORT = st.lists(_WORD, max_size=3).map(" ".join)
_LONG = st.lists(_SHORT, max_size=3).map("\n".join).map(str.strip)
_NUMBER = st.sampled_from(["", "031-390 06 12", "+47 22 33 44 55", "1177", "031-390 06 00 ankn 5", "-", "=1"])
_DAY = st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1))
_PAST = st.none() | st.dates(date(2000, 1, 1), TODAY)

CONTACTS = st.builds(
    Contact, id=st.builds(uuid4), patient_id=st.just(PATIENT_ID), category=st.sampled_from(ContactCategory),
    name=st.builds("N{}".format, _SHORT).map(str.strip), role=_SHORT, organisation=_SHORT, unit=_SHORT,
    care_provider=_SHORT, huvudman=st.none() | st.sampled_from(Huvudman), phone=_NUMBER, switchboard=_NUMBER,
    phone_hours=_SHORT, email=_SHORT, channel=st.none() | st.sampled_from(Channel), channel_note=_SHORT, hsa_id=_SHORT,
    region=_SHORT, place=_SHORT, responsible_for=_LONG, body_area=_SHORT, last_contact=_PAST, next_contact=_DAY,
    next_is_preliminary=st.booleans(), interval_months=st.none() | st.integers(1, 240),
    called_automatically=st.none() | st.booleans(), booked_by=st.none() | st.sampled_from(BookedBy),
    status=st.sampled_from([ContactStatus.ACTIVE, ContactStatus.PLANNED, ContactStatus.AWAITING_REFERRAL]),
    important_in_emergency=st.booleans(), reveals_location=st.booleans(), note=_LONG, source=_SHORT, checked_on=_PAST,
    checked_by=_SHORT,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(CONTACTS, min_size=1, max_size=2))
@example([contact(name="N", note="'=1\n\n=2", unit="''@", responsible_for='"')])
def test_what_is_written_is_read_again_unchanged(entries: list[Contact]) -> None:
    found = read_csv(read_text(contacts_csv(record_of(*entries))), TODAY)
    assert found.errors == ()
    assert found.unknown_columns == ()
    blank = contact()
    for row, entry in zip(found.rows, entries, strict=True):
        assert replace(blank, id=entry.id, **row.fields) == entry
        assert row.guessed == ()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='Namn;Roll,\t"\n=1åö@.0 ', max_size=80))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    try:
        found = read(text)
    except ImportRefused:
        return
    assert len(found.rows) + len(found.errors) > 0


def test_our_own_notes_go_to_nobody_else() -> None:
    entry = contact(name="Lisa Ek", note="Maja är rädd för nålar", phone="031-390 06 12")
    for notes in (True, False):
        text = contacts_csv(record_of(entry), notes=notes).decode("utf-8-sig")
        heading, row = csv.reader(io.StringIO(text, newline=""), delimiter=";")
        assert len(heading) == len(row) == len(FIELDS) and "Lisa Ek" in row
        assert ("Maja är rädd för nålar" in row) is notes
