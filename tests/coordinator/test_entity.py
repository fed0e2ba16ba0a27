"""What every entry is: declared once, read back, kept as it was written, silent in logs."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.change import Add, Change, Edit, Remove
from coordinator.contact import Contact, ContactCategory, ContactRole, Huvudman
from coordinator.diagnosis import RareCondition
from coordinator.entity import Attr, Code, Coding, Knowledge, attrs_of, new_id, plain, require_keepable, shown
from coordinator.errors import RuleError
from coordinator.person import Communication, Patient
from tests.coordinator.conftest import PATIENT_ID

ENTRY_ID = UUID("abcdef01-2222-3333-4444-555555555555")


def attr_of(kind: Any, name: str) -> Attr:
    return next(attr for attr in attrs_of(kind) if attr.name == name)


def contact(**fields: Any) -> Contact:
    return Contact(id=ENTRY_ID, patient_id=PATIENT_ID, **fields)


def test_a_repr_tells_kind_id_and_version_and_nothing_else() -> None:
    assert repr(contact(name="Karin Ålander", version=3)) == "<contact abcdef01 v3>"
    assert str(contact(name="Karin Ålander")) == "<contact abcdef01 v0>"


def test_a_change_can_be_logged_without_telling_what_is_in_it() -> None:
    entry = contact(name="Karin Ålander", note="Hemligt")
    said = repr(Change("Kontakt tillagd", (Add(entry), Edit(entry), Remove(entry, "Hemlig orsak"))))
    assert "Karin" not in said and "Hemlig" not in said and "<contact abcdef01 v0>" in said


def test_an_entry_is_frozen_and_keeps_to_what_it_declares() -> None:
    with pytest.raises(AttributeError):
        contact().name = "Ny"  # type: ignore[misc]
    with pytest.raises(TypeError):
        contact(nickname="Kaka")
    with pytest.raises(TypeError):
        Contact(PATIENT_ID)  # type: ignore[call-arg]


def test_two_entries_get_ids_of_their_own() -> None:
    assert Contact(patient_id=PATIENT_ID).id != Contact(patient_id=PATIENT_ID).id
    assert new_id() != new_id()


@pytest.mark.parametrize(
    ("kind", "name", "value_type", "item_type", "optional"),
    [
        (Contact, "name", str, None, False),
        (Contact, "category", ContactCategory, None, False),
        (Contact, "huvudman", Huvudman, None, True),
        (Contact, "last_contact", date, None, True),
        (Contact, "interval_months", int, None, True),
        (Contact, "called_automatically", bool, None, True),
        (Contact, "on_print", bool, None, False),
        (ContactRole, "contact_id", UUID, None, False),
        (CarePlan, "consent_id", UUID, None, True),
        (RareCondition, "orpha", Coding, None, True),
        (Patient, "communication", tuple, Communication, False),
        (Patient, "former_numbers", tuple, str, False),
        (Patient, "identity_number", str, None, True),
    ],
)
def test_a_declared_field_is_read_back(
    kind: Any, name: str, value_type: type, item_type: type | None, optional: bool
) -> None:
    attr = attr_of(kind, name)
    assert (attr.value_type, attr.item_type, attr.optional) == (value_type, item_type, optional)


def test_a_declaration_says_what_is_special_about_a_field() -> None:
    address, number = attr_of(Patient, "address"), attr_of(Patient, "identity_number")
    assert (address.label, address.long, address.locates, address.unique) == ("Adress", True, True, False)
    assert (number.unique, number.locates, number.long) == (True, False, False)
    assert attr_of(ContactRole, "contact_id").refers_to == "contact"
    assert attr_of(Contact, "role").help.startswith("Yrke")


def test_id_patient_and_version_are_no_fields_of_the_form_and_order_is_as_declared() -> None:
    names = [attr.name for attr in attrs_of(ContactRole)]
    assert names[:3] == ["contact_id", "assignment", "start"]
    assert not {"id", "patient_id", "version"} & set(names)
    assert attrs_of(ContactRole) is attrs_of(ContactRole)


def test_only_what_was_handed_out_is_kept_as_it_was() -> None:
    assert HandedOutPlan.KEPT_AS_IS and not CarePlan.KEPT_AS_IS


def test_a_code_is_found_by_its_stored_value_and_never_guessed() -> None:
    assert Knowledge.of("none_known") is Knowledge.NONE_KNOWN
    for unknown in ("", "NONE_KNOWN", "Inget känt", "none_known "):
        with pytest.raises(ValueError, match="Knowledge has no value"):
            Knowledge.of(unknown)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("noll\x00", "U+0000"), ("\x1b[31m", "U+001B"), ("a\x0bb", "U+000B"), ("\x7f", "U+007F"), ("\x85", "U+0085"),
        ("\ud83d", "U+D83D"), ("a\udc00", "U+DC00"), ("\ufffe", "U+FFFE"), ("\uffff", "U+FFFF"),
    ],
)  # fmt: skip
def test_a_sign_that_cannot_be_kept_is_refused_with_field_sign_and_place(text: str, sign: str) -> None:
    with pytest.raises(RuleError) as refused:
        require_keepable(contact(note=f"Ring {text}"))
    assert "Fältet Anteckning i Kontakt" in refused.value.message
    assert sign in refused.value.message
    place = next(at for at, char in enumerate(f"Ring {text}", 1) if f"U+{ord(char):04X}" == sign)
    assert f"plats {place}." in refused.value.message


@pytest.mark.parametrize(
    "text",
    [
        "Rad ett\nrad två\r\n\tindragen",
        "👩🏽‍⚕️ 🧠",
        "مرحبا بك",
        "\u200f\u202bשלום\u202c",
        "Łódź Đorđe Kovač",
        "e\u0301 ﷽ 𐍈",
    ],
)
def test_text_of_any_language_is_kept_as_it_is(text: str) -> None:
    change = Change("Kontakt tillagd", (Add(contact(name=text, note=text)),))
    kept = change.steps[0].entry
    assert isinstance(kept, Contact) and kept.note == text


@pytest.mark.parametrize(
    "entry",
    [
        RareCondition(patient_id=PATIENT_ID, text="Marfans syndrom", orpha=Coding(code="558", display="a\x00")),
        RareCondition(patient_id=PATIENT_ID, text="Marfans syndrom", snomed=Coding(original_text="\ud800")),
        Patient(id=PATIENT_ID, patient_id=PATIENT_ID, former_numbers=("992004391013", "\x01")),
    ],
)
def test_signs_are_looked_for_inside_codes_and_lists_too(entry: Any) -> None:
    for step in (Add, Edit):
        with pytest.raises(RuleError, match="styrtecken"):
            Change("Ändrat", (step(entry),))


def test_what_is_taken_away_may_hold_anything_but_the_reason_is_written_down() -> None:
    damaged = contact(name="a\x00")
    assert Change("Kontakt borttagen", (Remove(damaged, "Felregistrerad"),)).kinds == {Contact}
    with pytest.raises(RuleError, match="styrtecken"):
        Change("Kontakt borttagen", (Remove(contact(), "Fel\ud800"),))


@given(text=st.text())
def test_every_text_is_either_kept_or_refused_and_can_then_be_encoded(text: str) -> None:
    try:
        require_keepable(contact(name=text))
    except RuleError as refused:
        assert "U+" in refused.message
    else:
        assert text.encode().decode() == text
        assert "\x00" not in text


@pytest.mark.parametrize(
    ("value", "words", "stored"),
    [
        (None, "", None),
        (True, "Ja", True),
        (False, "Nej", False),
        (0, "0", 0),
        ("Å", "Å", "Å"),
        (Knowledge.SOME, "Finns", "some"),
        (date(2026, 11, 22), "2026-11-22", "2026-11-22"),
        (datetime(2026, 11, 22, 8, 20, tzinfo=UTC), "2026-11-22 09:20", "2026-11-22T08:20:00+00:00"),
        ((Communication.AAC, Communication.SPEECH), "AKK, Tal", ["aac", "speech"]),
        ((), "", []),
        (ENTRY_ID, str(ENTRY_ID), str(ENTRY_ID)),
    ],
)
def test_a_value_in_words_and_as_stored(value: Any, words: str, stored: Any) -> None:
    assert shown(value) == words
    assert plain(value) == stored


def test_a_value_of_no_known_type_is_a_bug_not_a_text() -> None:
    with pytest.raises(TypeError):
        plain(1.5)


def test_a_code_from_outside_shows_its_label_else_the_words_else_the_code() -> None:
    full = Coding(code="558", system="http://www.orpha.net", display="Marfans syndrom", original_text="marfan")
    assert shown(full) == "Marfans syndrom"
    assert shown(Coding(code="558", original_text="marfan")) == "marfan"
    assert shown(Coding(code="558")) == "558"
    assert plain(full) == {
        "code": "558", "system": "http://www.orpha.net", "system_version": "", "display": "Marfans syndrom",
        "original_text": "marfan",
    }  # fmt: skip


def test_a_code_is_a_member_of_its_own_list_only() -> None:
    assert issubclass(Knowledge, Code)
    assert {member.stored for member in Knowledge} == {"not_asked", "none_known", "some"}


def test_entries_are_written_and_changed_by_hand_unless_they_say_otherwise() -> None:
    assert contact().only_taken_in is False
    assert contact().kept_fields == frozenset()
