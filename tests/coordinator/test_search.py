"""What is searched for, what an entry says to it, and the piece of it that shows why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.appointment import Appointment
from coordinator.careplan import HandedOutPlan
from coordinator.contact import Contact, ContactCategory
from coordinator.contact_log import ContactLogEntry, LogForm
from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding, Entity
from coordinator.gap_silence import GapSilence
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.search import LIMIT, day_of, look, terms_of
from tests.rules.made_up import filled

PATIENT = uuid4()


def contact(**fields: Any) -> Contact:
    return Contact(patient_id=PATIENT, **fields)


def marked(entry: Entity, typed: str) -> list[str]:
    """The marked pieces of what is shown of the entry; empty too when it is not found."""
    seen = look(entry, terms_of(typed))
    return [] if seen is None else [seen.text[start : start + length] for start, length in seen.marks]


def found(entry: Entity, typed: str) -> bool:
    return look(entry, terms_of(typed)) is not None


# Words


@pytest.mark.parametrize("typed", ["oberg", "Öberg", "ÖBERG", "öberg", "O\N{COMBINING DIAERESIS}berg"])
@pytest.mark.parametrize("written", ["Öberg", "Oberg", "O\N{COMBINING DIAERESIS}berg"])
def test_marks_and_capitals_mean_nothing(typed: str, written: str) -> None:
    assert marked(contact(name=f"Eva {written}, läkare"), typed) == [written]


def test_a_part_of_a_long_word_is_found_and_shown_in_it() -> None:
    seen = look(contact(unit="Barnhabiliteringen i Ängelholm"), terms_of("HABILITERING"))
    assert seen is not None
    assert (seen.label, seen.text, seen.marks) == ("Enhet", "Barnhabiliteringen i Ängelholm", ((4, 12),))


def test_every_word_must_be_there_in_one_field_or_another() -> None:
    entry = contact(name="Eva Öberg", role="dietist")
    assert found(entry, "dietist öberg")
    assert not found(entry, "dietist ek")


def test_the_field_with_most_of_the_words_is_shown() -> None:
    entry = contact(name="Eva Öberg", note="Ring Eva på Sahlgrenska.\nSök Öberg efter tio.")
    seen = look(entry, terms_of("eva öberg tio"))
    assert seen is not None
    assert (seen.label, seen.text) == ("Anteckning", "Ring Eva på Sahlgrenska. Sök Öberg efter tio.")
    assert marked(entry, "eva öberg tio") == ["Eva", "Öberg", "tio"]


def test_two_letters_are_found_where_a_word_begins() -> None:
    assert marked(contact(role="FK-handläggare"), "fk") == ["FK"]
    assert not found(contact(role="tandläkare"), "dl")


def test_a_single_letter_counts_for_nothing_beside_a_word() -> None:
    assert found(contact(name="Eva Öberg"), "eva x")


@pytest.mark.parametrize("typed", ["", " ", "x", "å", "7", '"', "AND", "* ( ) ^ : -", "🙂", "\x00", "\ud800", "a b c"])
def test_what_is_too_short_has_no_words(typed: str) -> None:
    assert len(terms_of(typed)) == (typed == "AND")


@pytest.mark.parametrize("typed", ['"eva"', "eva*", "(eva)", "eva:", "^eva", "-eva", "eva\x00öberg", "eva🙂öberg"])
def test_signs_mean_nothing(typed: str) -> None:
    assert found(contact(name="Eva Öberg"), typed)


def test_only_the_beginning_of_a_very_long_text_is_looked_for() -> None:
    assert len(terms_of(" ".join(f"ord{number}x" for number in range(5000)))) <= 12
    assert [len(term.text) for term in terms_of("x" * 10_000)] == [40]


# Numbers


@pytest.mark.parametrize("written", ["070-174 06 35", "0701740635", "+46 70 174 06 35", "+46 (0)70-1740635"])
@pytest.mark.parametrize(
    "typed", ["070-174 06 35", "0701740635", "+46701740635", "0046 70 174 06 35", "174 06", "17406"]
)
def test_a_telephone_number_is_found_however_it_is_written(written: str, typed: str) -> None:
    assert found(contact(phone=written), typed)


def test_a_number_is_marked_as_it_is_written() -> None:
    assert marked(contact(phone="Växeln 08-465 00 99"), "4650099") == ["465 00 99"]


@pytest.mark.parametrize("typed", ["19900728-2388", "900728-2388", "199007282388", "9007282388", "1990 0728", "2388"])
@pytest.mark.parametrize("written", ["199007282388", "19900728-2388"])
def test_a_personnummer_is_found_however_it_is_written(typed: str, written: str) -> None:
    assert found(contact(note=f"Gäller {written}."), typed)


def test_the_century_may_be_left_out_in_the_text_too() -> None:
    assert found(contact(note="Gäller 900728-2388."), "19900728-2388")


def test_numbers_beside_each_other_are_found_apart_too() -> None:
    entry = contact(note="Rum 12, plan 2026")
    assert found(entry, "12 2026")
    assert not found(entry, "12 2027")


def test_no_number_goes_on_from_one_field_to_the_next() -> None:
    assert not found(contact(phone="08-465", switchboard="00 99"), "4650099")


# What is searched in


def test_a_silence_is_found_by_what_its_rule_looks_for_and_never_by_a_code_or_an_id() -> None:
    since = date(2026, 11, 22)
    quiet = GapSilence(
        patient_id=PATIENT, rule="no_dental", about=uuid4(), reason="Tänderna kommer",
        until=since + timedelta(90), silenced_on=since,
    )  # fmt: skip
    assert found(quiet, "tandvården")
    assert found(quiet, "tänderna")
    assert not found(quiet, "dental")
    assert not found(quiet, str(quiet.about))


def test_codes_are_found_by_their_words() -> None:
    entry = ContactLogEntry(patient_id=PATIENT, at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC), form=LogForm.PHONE_OUT)
    assert marked(entry, "utgående") == ["utgående"]
    assert found(contact(category=ContactCategory.DENTAL), "tandvard")


def test_a_coded_diagnosis_is_found_by_word_and_number() -> None:
    coded = Coding(code="558", system="http://www.orpha.net", display="Marfans syndrom")
    entry = RareCondition(patient_id=PATIENT, text="Marfan", orpha=coded)
    assert marked(entry, "marfans 558") == ["Marfans", "558"]
    assert not found(entry, "orpha.net")


def test_a_day_is_found_as_it_is_shown() -> None:
    assert marked(Appointment(patient_id=PATIENT, day=date(2026, 11, 3)), "2026-11-03") == ["2026-11-03"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_every_text_of_every_kind_is_searched_in(kind: type[Entity]) -> None:
    (entry,) = (one for one in filled(PATIENT, text="{field}kvitter") if type(one) is kind)
    texts = [name for name, value in vars(entry).items() if isinstance(value, str) and name != "rule"]  # a code
    assert all(found(entry, f"{name}kvitter") for name in texts)
    assert texts or kind.KIND in {"contact_role"}


def test_a_paper_is_searched_in_as_it_was_read() -> None:
    (paper,) = (one for one in filled(PATIENT) if isinstance(one, HandedOutPlan))
    stored = (
        '{"hallpunkt_document":1,"document":{"title":"Min vårdplan","blocks":[{"block":"paragraph","text":["Öva"]}]}}'
    )
    paper = replace(paper, document=stored)
    assert marked(paper, "min öva") == ["Min", "Öva"]
    assert not found(paper, "paragraph")


def test_the_day_is_what_the_entry_is_about() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert day_of(ContactLogEntry(patient_id=PATIENT, at=late)) == date(2026, 11, 21)
    assert day_of(contact(checked_on=date(2026, 1, 1))) is None
    assert {day_of(one) for one in filled(PATIENT) if one.KIND in {"reminder", "referral", "shared_paper"}} == {
        date(2026, 11, 22)
    }


# The piece that is shown


def test_a_long_text_is_cut_between_words_around_what_was_found() -> None:
    entry = contact(note="Ringde mottagningen. " * 30 + "Frågade efter Öberg. " + "Väntar på svar. " * 30)
    seen = look(entry, terms_of("oberg"))
    assert seen is not None
    assert seen.text.startswith("… ")
    assert seen.text.endswith(" …")
    assert len(seen.text) <= 170
    assert set(seen.text.strip("… ").replace(".", "").split()) <= set(entry.note.replace(".", "").split())
    assert marked(entry, "oberg") == ["Öberg"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 12))
def test_whatever_is_written_is_found_by_each_of_its_own_words(text: str, place: int, length: int) -> None:
    """And what is marked is a piece of the text, inside what is shown."""
    typed = text[place : place + length]
    terms = terms_of(typed)
    entry = contact(note=text)
    if len(typed.split()) == 1 and len(terms) == 1 and len(terms[0].text) > 2:
        seen = look(entry, terms)
        assert seen is not None
        assert seen.marks
        ends = [0, *(start + size for start, size in seen.marks)]
        assert all(start >= before and size > 0 for (start, size), before in zip(seen.marks, ends, strict=False))
        assert ends[-1] <= len(seen.text)


def test_the_names_of_a_patient_are_found_together() -> None:
    patient = Patient(id=PATIENT, patient_id=PATIENT, given_name="Ronja", family_name="Åkesson", called="Nja")
    assert found(patient, "akesson ronja")
    assert LIMIT == 50
