"""Contacts are first held against the record, and then taken in as one change that can be taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.contact_import import Preview, import_contacts, preview, read_contacts
from coordinator.desk import Desk
from coordinator.errors import RuleError
from coordinator.exchange.contact_rows import ReadContacts
from coordinator.exchange.contacts_csv import contacts_csv, read_csv
from coordinator.exchange.pasted_contacts import read_pasted
from coordinator.person import register_patient
from coordinator.practice import fill_practice
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, MemoryStore, done, record_of

LISA = Contact(patient_id=PATIENT_ID, name="Lisa Ek", role="dietist", unit="Barnmottagningen", phone="+46 31-390 06 12")


def csv(*rows: str, heading: str = "Namn;Roll;Enhet;Telefon") -> ReadContacts:
    return read_csv("\n".join([heading, *rows]), TODAY)


def marks(found: Preview) -> Mapping[int, tuple[str, str]]:
    return {one.row: (one.same_as, one.like) for one in found.candidates if one.same_as or one.like}


def contacts(record: Any) -> list[Contact]:
    return list(record.all(Contact))


def test_what_can_be_taken_and_what_cannot() -> None:
    source = csv("Lisa Ek;;;;;", "Bo Al;kurator;snart;", "Eva Ås;;;2027-01-01", heading="Namn;Roll;Nästa;Senaste;Ålder")
    found = preview(record_of(), source)
    assert [one.fields["name"] for one in found.ready] == ["Lisa Ek"]
    assert [(error.row, error.column) for error in found.errors] == [(3, "Nästa"), (4, "")]
    assert "ligger i framtiden" in found.errors[1].why
    assert (found.unknown_columns, found.bad_rows, found.form) == (("Ålder",), 2, source.form)
    assert found.ready[0].guessed == ("category",)


def test_several_errors_of_a_row_are_one_bad_row() -> None:
    found = preview(record_of(), csv("Bo;snart;rymden", heading="Namn;Nästa;Kategori"))
    assert (len(found.errors), found.bad_rows, found.ready) == (2, 1, ())


def test_a_sign_that_cannot_be_kept_is_an_error_and_not_shown() -> None:
    found = preview(record_of(), csv("Lisa\x01Ek;;;"))
    assert [error.row for error in found.errors] == [2]
    assert "styrtecken" in found.errors[0].why
    assert "Lisa" not in found.errors[0].why


def test_duplicates_in_the_record_and_in_the_list_are_told_apart() -> None:
    source = csv(
        "lisa ek;;barnmottagningen;031-3900612",
        "Bo Ål;kurator;Barnmottagningen;031-390 06 13",
        "BO AL;;Barnmottagningen;0046 31 390 06 13",
    )
    found = preview(record_of(LISA), source)
    assert marks(found) == {2: ("Finns redan hos patienten", ""), 4: ("Samma som rad 3", "")}
    assert [one.row for one in found.ready] == [3]
    assert [one.row for one in found.duplicates] == [2, 4]


def test_one_person_at_four_units_is_four_contacts_that_are_marked() -> None:
    units = ("Barnmottagningen", "Neurologen", "Habiliteringen", "Ögonkliniken")
    found = preview(record_of(), csv(*(f"Lisa Ek;dietist;{unit};031-390 06 12" for unit in units)))
    assert len(found.ready) == 4
    assert marks(found) == dict.fromkeys((3, 4, 5), ("", "Liknar rad 2: samma namn"))
    of_organisations = csv(*(f"Lisa Ek;{unit}" for unit in units), heading="Namn;Verksamhet")
    assert len(preview(record_of(), of_organisations).ready) == 4


def test_two_roles_without_a_name_at_one_unit_are_two_contacts() -> None:
    found = preview(record_of(), csv(";dietist;Barnmottagningen;", ";kurator;Barnmottagningen;"))
    assert (len(found.ready), marks(found)) == (2, {})


@pytest.mark.parametrize(
    ("row", "like"),
    [
        ("Ek Lisa;;;", "Liknar en kontakt som finns: samma namn"),
        ("L. Ek;;;031-390 06 12", "Liknar en kontakt som finns: samma telefon"),
        (";dietist;;031-390 06 12", "Liknar en kontakt som finns: samma telefon"),
        ("Bo Al;;;031-390 06 12", ""),
        ("Bo Al;;;", ""),
    ],
)
def test_near_duplicates_are_only_marked(row: str, like: str) -> None:
    (one,) = preview(record_of(LISA), csv(row)).ready
    assert one.like == like


def test_who_has_ended_is_no_duplicate_but_told_of() -> None:
    ended = Contact(patient_id=PATIENT_ID, name="Lisa Ek", unit="Hab", status=ContactStatus.ENDED)
    (one,) = preview(record_of(ended), csv("Lisa Ek;;Hab;")).ready
    assert one.like == "Liknar en kontakt som är avslutad: samma namn"


def test_a_file_of_cards_and_a_table_are_told_apart() -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lisa Ek\r\nEND:VCARD\r\n"
    assert read_contacts(card.encode("utf-16"), TODAY).called == "kort"
    assert read_contacts("Namn;Roll\r\nÅsa;dietist\r\n".encode("cp1252"), TODAY).rows[0].fields["name"] == "Åsa"


def test_the_chosen_rows_are_one_change_with_where_they_come_from() -> None:
    record = record_of(LISA)
    source = csv("Bo Al;kurator;;;1177.se", "Eva Ås;;;;", heading="Namn;Roll;Enhet;Telefon;Källa")
    found = preview(record, source)
    change = import_contacts(record, found.ready, source=found.origin)
    assert change.title == "2 kontakter importerade"
    _, bo, eva = contacts(done(record, change))
    assert (bo.name, bo.source, eva.source) == (
        "Bo Al",
        "1177.se; importerad ur fil 2026-11-22",
        "Importerad ur fil 2026-11-22",
    )
    assert (eva.checked_on, eva.checked_by) == (None, "")


def test_pasted_text_says_so_and_the_facts_may_be_marked_as_checked() -> None:
    record = record_of()
    found = preview(record, read_pasted("Lisa Ek, tandläkare", TODAY))
    change = import_contacts(record, found.ready, source=found.origin, checked=True)
    (lisa,) = contacts(done(record, change))
    assert (change.title, lisa.source, lisa.category) == (
        "En kontakt importerad",
        "Inklistrad 2026-11-22",
        ContactCategory.DENTAL,
    )
    assert (lisa.checked_on, lisa.checked_by) == (TODAY, ACTOR.name)


def test_where_it_comes_from_does_not_grow_each_time() -> None:
    record = record_of()
    for written, kept in (
        ("Importerad ur fil 2025-01-01", "Importerad ur fil 2026-11-22"),
        ("1177.se; importerad ur fil 2025-01-01", "1177.se; importerad ur fil 2026-11-22"),
    ):
        found = preview(record, csv(f"Lisa;{written.replace(';', ',')}", heading="Namn;Källa"))
        one = found.ready[0]
        row = type(one)(one.row, {**one.fields, "source": written})
        (lisa,) = contacts(done(record, import_contacts(record, [row])))
        assert lisa.source == kept


def test_what_has_become_a_contact_since_is_passed_over_and_a_chosen_duplicate_is_not() -> None:
    before = preview(record_of(), csv("Lisa Ek;;Barnmottagningen;031-390 06 12", "Bo Al;;;"))
    change = import_contacts(record_of(LISA), before.ready)
    assert [one.name for one in contacts(done(record_of(LISA), change))] == ["Lisa Ek", "Bo Al"]
    with pytest.raises(RuleError, match="Inget att importera"):
        import_contacts(record_of(LISA), before.ready[:1])
    now = preview(record_of(LISA), csv("Lisa Ek;;Barnmottagningen;031-390 06 12"))
    assert len(contacts(done(record_of(LISA), import_contacts(record_of(LISA), now.duplicates)))) == 2
    with pytest.raises(RuleError, match="Inget att importera"):
        import_contacts(record_of(), ())


def test_a_hundred_more_than_a_hundred_and_twenty_and_back_in_one_undo(desk: Desk, store: MemoryStore) -> None:
    (person,) = fill_practice(desk, ("120-kontakter",))
    before = store.read(person.patient_id)
    rows = (f"Ny Kontakt{chr(97 + number // 26)}{chr(97 + number % 26)};dietist;;" for number in range(121))
    found = preview(before, csv(*rows))
    assert len(found.ready) == 121
    applied = desk.do(person.patient_id, import_contacts, found.ready, source=found.origin)
    assert len(store.read(person.patient_id).all(Contact)) == len(before.all(Contact)) + 121
    desk.undo(applied.id)
    assert store.read(person.patient_id).all(Contact) == before.all(Contact)


def test_what_was_exported_is_there_already_and_goes_into_an_empty_record(desk: Desk, store: MemoryStore) -> None:
    (person,) = fill_practice(desk, ("120-kontakter",))
    record = store.read(person.patient_id)
    source = read_contacts(contacts_csv(record), record.today)
    again = preview(record, source)
    assert (again.ready, again.errors) == ((), ())
    new = desk.begin(register_patient, given_name="Nova").patient_id
    found = preview(store.read(new), source)
    assert (found.duplicates, found.errors) == ((), ())
    desk.do(new, import_contacts, found.ready, source=found.origin)
    assert len(store.read(new).all(Contact)) == len(source.rows)


def test_what_a_preview_is_called_in_a_log_tells_nobody() -> None:
    found = preview(record_of(LISA), csv("Lisa Ek;dietist;Barnmottagningen;031-390 06 12"))
    assert "Lisa" not in repr(found)
    assert "390" not in repr(found)


def test_what_lies_ahead_may_be_taken_in_when_it_is_planned() -> None:
    day = TODAY + timedelta(days=9)
    (one,) = preview(record_of(), csv(f"Lisa;{day}", heading="Namn;Nästa besök")).ready
    assert one.fields["next_contact"] == day
