"""Text from the clipboard becomes contacts, whether it is a table, lines as one says them, or signatures."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.contact import ContactCategory
from coordinator.errors import ImportRefused
from coordinator.exchange.contact_rows import ReadContact, ReadContacts
from coordinator.exchange.pasted_contacts import PASTED, read_pasted
from tests.coordinator.conftest import TODAY

SIGNATURE = """Med vänlig hälsning

Åsa Öberg
Leg. arbetsterapeut
Barn- och ungdomshabiliteringen Göteborg
Besöksadress: Storgatan 5, 411 23 Göteborg
Tel: 031-390 06 00 | Växel 031-390 06 01
Direkt: +46 (0)31-390 06 77 Mobil: 070-174 06 05
<mailto:asa.oberg@example.org> | www.example.org
"""


def read(text: str) -> ReadContacts:
    return read_pasted(text, TODAY)


def one(text: str) -> ReadContact:
    found = read(text)
    assert found.errors == ()
    (row,) = found.rows
    return row


def names(text: str) -> list[Any]:
    return [row.fields.get("name") for row in read(text).rows]


def test_a_table_from_a_spreadsheet_with_headings() -> None:
    found = read("Namn\tTitel\tTel\r\nLisa Ek\tdietist\t070-174 06 35\r\n\t\t\r\nBo Al\tlogoped\t\r\n")
    assert [(row.row, row.fields["name"], row.fields["role"]) for row in found.rows] == [
        (2, "Lisa Ek", "dietist"),
        (4, "Bo Al", "logoped"),
    ]
    assert (found.form, found.origin) == ("en tabell med rubrikrad, tabb mellan cellerna", PASTED)


def test_a_table_without_headings() -> None:
    found = read("Lisa Ek\tdietist\t070-174 06 35\nBo Al\tlogoped\t070-174 06 36")
    assert found.form == "en tabell utan rubrikrad, tabb mellan cellerna"
    assert [row.fields["phone"] for row in found.rows] == ["070-174 06 35", "070-174 06 36"]


def test_a_table_that_cannot_be_guessed_is_read_line_by_line() -> None:
    found = read("Lisa Ek\tvar 6:e månad\nBo Al\tvarje år")
    assert found.form == "en kontakt på varje rad"
    assert [row.fields["interval_months"] for row in found.rows] == [6, 12]


def test_a_list_with_headings_between_semicolons() -> None:
    found = read("Namn;Roll\nLisa Ek;dietist\n")
    assert (found.form, len(found.rows)) == ("en tabell med rubrikrad, semikolon mellan cellerna", 1)


def test_one_contact_in_each_line_as_it_is_said() -> None:
    found = read("- Lisa Ek, dietist, 070-174 06 35, var 6:e månad\n2. Neurologen, 031-390 06 10\n\nBo Al, kurator\n")
    assert found.form == "en kontakt på varje rad"
    assert [(row.row, row.fields.get("name"), row.fields.get("unit")) for row in found.rows] == [
        (1, "Lisa Ek", None),
        (2, None, "Neurologen"),
        (4, "Bo Al", None),
    ]
    assert found.rows[0].guessed == ("category",)


def test_a_list_of_names_alone() -> None:
    assert names("Lisa Ek\nBo Al\nEva Ås") == ["Lisa Ek", "Bo Al", "Eva Ås"]


def test_a_line_of_nobody_is_an_error_with_its_number() -> None:
    found = read("Lisa Ek, dietist\n070-174 06 35\nBo Al, kurator")
    assert [error.row for error in found.errors] == [2]
    assert len(found.rows) == 2


def test_a_signature() -> None:
    row = one(SIGNATURE)
    assert row.fields == {
        "name": "Åsa Öberg", "role": "arbetsterapeut", "organisation": "Barn- och ungdomshabiliteringen Göteborg",
        "phone": "+46 (0)31-390 06 77", "switchboard": "031-390 06 01", "email": "asa.oberg@example.org",
        "note": "Tel: 031-390 06 00, Mobil: 070-174 06 05", "category": ContactCategory.HABILITATION,
    }  # fmt: skip
    assert (row.row, row.left_out, read(SIGNATURE).form) == (3, ("adress", "webbadress"), "en signatur")


def test_what_stands_under_a_name_is_the_title_and_marked_as_a_guess() -> None:
    row = one("Bo Ek\nSamordnare för allt\nRegion Skåne\n040-628 04 00")
    assert (row.fields["role"], row.guessed) == ("Samordnare för allt", ("category", "role"))
    assert "note" not in row.fields


def test_a_known_title_goes_before_what_stands_under_the_name() -> None:
    row = one("Bo Ek\nSamordnare för allt\nKurator\n040-628 04 00")
    assert (row.fields["role"], row.fields["note"], row.guessed) == ("kurator", "Samordnare för allt", ("category",))


def test_several_signatures_each_with_a_blank_line_in_it() -> None:
    text = f"{SIGNATURE}\n-- \nMvh\nBo Ek\nKurator\n\nBox 12, 211 11 Malmö\n040-628 04 00\n"
    found = read(text)
    assert found.form == "flera signaturer"
    assert [row.fields["name"] for row in found.rows] == ["Åsa Öberg", "Bo Ek"]
    assert (found.rows[1].fields["phone"], found.rows[1].left_out) == ("040-628 04 00", ("adress",))


def test_a_signature_and_lines() -> None:
    found = read(f"{SIGNATURE}\nLisa Ek, dietist, 070-174 06 35\n")
    assert found.form == "en signatur och en kontakt på varje rad"
    assert len(found.rows) == 2


def test_a_signature_without_a_number() -> None:
    row = one("Lisa Ek\nLogoped\nHabiliteringen")
    assert (row.fields["name"], row.fields["role"], row.fields["organisation"]) == (
        "Lisa Ek",
        "logoped",
        "Habiliteringen",
    )


def test_the_signature_of_a_workplace() -> None:
    row = one("Neurologmottagningen\nTel 031-390 06 10\nTelefontid vardagar 8–9")
    assert row.fields == {
        "unit": "Neurologmottagningen", "phone": "031-390 06 10", "phone_hours": "Telefontid vardagar 8–9",
        "category": ContactCategory.SPECIALIST,
    }  # fmt: skip


def test_the_small_print_is_left_out_and_told_of() -> None:
    row = one(f"Lisa Ek\nDietist\n070-174 06 35\n{'Det här meddelandet kan innehålla uppgifter. ' * 4}")
    assert (row.left_out, "note" in row.fields) == (("lång text",), False)


@pytest.mark.parametrize(
    "line",
    [
        "Lisa Ek | dietist | Barn- och ungdomshabiliteringen | 031-390 06 12 | lisa@exempel.se",
        "- Lisa Ek, dietist, Barn- och ungdomshabiliteringen, 031-390 06 12, lisa@exempel.se",
        "\ufeffLisa Ek • dietist • Barn- och ungdomshabiliteringen • 031-390 06 12 • lisa@exempel.se",
    ],
)
def test_a_line_whose_parts_stand_apart_in_another_way(line: str) -> None:
    assert one(line).fields == {
        "name": "Lisa Ek", "role": "dietist", "organisation": "Barn- och ungdomshabiliteringen",
        "phone": "031-390 06 12", "email": "lisa@exempel.se", "category": ContactCategory.HABILITATION,
    }  # fmt: skip


def test_what_mail_programs_and_people_put_around_words() -> None:
    row = one(
        "Vänliga hälsningar Lisa\n\nLisa Ek\nDietist\nHabiliteringen\n✆ *031-390 06 12*\n"
        "✉️ lisa@exempel.se <mailto:lisa@exempel.se>"
    )
    assert row.fields == {
        "name": "Lisa Ek", "role": "dietist", "organisation": "Habiliteringen", "phone": "031-390 06 12",
        "email": "lisa@exempel.se", "category": ContactCategory.HABILITATION,
    }  # fmt: skip


def test_cards_can_be_pasted_too() -> None:
    assert names("\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lisa Ek\r\nEND:VCARD\r\n") == ["Lisa Ek"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "Hej Anna!\n\nMed vänliga hälsningar,\n----"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(ImportRefused, match="ingen kontakt"):
        read(text)


@pytest.mark.parametrize("line", ["Lisa Ek, dietist\n", "Lisa Ek\tvar 6:e månad\n", "Lisa Ek\tdietist\n"])
def test_a_thousand_and_one_are_refused(line: str) -> None:
    assert len(read(line * 1000).rows) == 1000
    with pytest.raises(ImportRefused, match="1 000"):
        read(line * 1001)


@pytest.mark.parametrize("text", ["Lisa Ek, dietist. " * 120_000, "Lisa\n\n" * 10_001])
def test_what_is_too_long_to_be_a_list_is_refused_before_it_is_read(text: str) -> None:
    with pytest.raises(ImportRefused, match="för lång"):
        read(text)


def test_a_line_that_is_too_long_for_a_contact_is_an_error() -> None:
    found = read(f"Lisa Ek, dietist\n{'Bo Al, ' * 100}\n")
    assert (len(found.rows), [error.row for error in found.errors]) == (1, [2])


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Lisa Ek,;\t\n-|031@.å", max_size=60))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    try:
        found = read(text)
    except ImportRefused:
        return
    assert len(found.rows) + len(found.errors) > 0
    assert all(row.fields for row in found.rows)
