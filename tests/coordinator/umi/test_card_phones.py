"""Whom the card says to ring: one of each sort, no telephone twice, three at the most."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.entity import Entity
from coordinator.guardian import Guardian
from coordinator.person import ProtectedIdentity
from coordinator.related_person import SharesHome
from coordinator.relative import Relative
from coordinator.umi.card_phones import card_phones
from tests.coordinator.conftest import MAJA, PATIENT_ID, record_of
from tests.coordinator.umi.conftest import day, text

NURSE = Contact(patient_id=PATIENT_ID, name="Karin Lindström", phone="010-123 45 67")
FIXED = ContactRole(
    patient_id=PATIENT_ID, contact_id=NURSE.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(-9), main=True
)
JOUR = Contact(patient_id=PATIENT_ID, name="Narkosjouren", phone="010-111 22 33", important_in_emergency=True)
MOTHER = Relative(patient_id=PATIENT_ID, name="Eva Test", called="Mamma Eva", phone="070-111 22 33", call_first=True)
FATHER = Relative(patient_id=PATIENT_ID, name="Olle Test", phone="070-444 55 66")


def phones(*entries: Entity) -> list[tuple[str, str, str]]:
    return [(one.who, one.name, one.number) for one in card_phones(record_of(*entries))]


def test_one_of_each_sort_in_its_order() -> None:
    assert phones(FATHER, MOTHER, JOUR, NURSE, FIXED) == [
        ("Fast vårdkontakt", "Karin Lindström", "010-123 45 67"),
        ("I akut läge", "Narkosjouren", "010-111 22 33"),
        ("Närstående", "Mamma Eva", "070-111 22 33"),
    ]


def test_of_a_child_who_decides_for_her_is_rung_before_others_unless_somebody_is_to_be_rung_first() -> None:
    sofia = Guardian(patient_id=PATIENT_ID, name="Sofia Test", phone="070-777 88 99")
    child, grown = (replace(MAJA, birth_date=born) for born in (date(2014, 3, 15), date(1990, 3, 15)))
    assert phones(child, FATHER, sofia) == [("Vårdnadshavare", "Sofia Test", "070-777 88 99")]
    assert phones(child, MOTHER, sofia) == [("Närstående", "Mamma Eva", "070-111 22 33")]
    assert phones(grown, FATHER, sofia) == [("Närstående", "Olle Test", "070-444 55 66")]
    assert phones(child, replace(sofia, on_print=False)) == phones(child, replace(sofia, phone="")) == []
    hidden = replace(sofia, protected_identity=ProtectedIdentity.MARKED, lives_with_patient=SharesHome.NO)
    assert phones(child, hidden) == []


def test_who_is_wanted_on_no_paper_is_not_there() -> None:
    assert phones(replace(JOUR, on_print=False), replace(MOTHER, on_print=False)) == []


@pytest.mark.parametrize("number", ["010-123 45 67", "0101234567", "+46 10 123 45 67", "+46 (0)10 123 45 67"])
def test_the_same_telephone_stands_once_and_gives_way_to_another(number: str) -> None:
    same = replace(JOUR, phone=number)
    assert phones(NURSE, FIXED, same) == [("Fast vårdkontakt", "Karin Lindström", "010-123 45 67")]
    other = Contact(patient_id=PATIENT_ID, name="Barnakuten", phone="010-9", important_in_emergency=True)
    assert [one[1] for one in phones(NURSE, FIXED, same, other)] == ["Karin Lindström", "Barnakuten"]


def test_whom_a_text_on_the_card_says_to_ring_out_of_hours_is_there_when_nobody_else_is() -> None:
    told = text(call_on_call="Anestesijour via växeln 031-390 06 00")
    assert phones(told) == [("Jourtid", "Anestesijour via växeln", "031-390 06 00")]
    assert phones(replace(told, on_card=False)) == []
    assert [one[0] for one in phones(told, JOUR, MOTHER)] == ["I akut läge", "Närstående", "Jourtid"]
    assert len(phones(told, JOUR, MOTHER, NURSE, FIXED)) == 3


@pytest.mark.parametrize("words", ["", "Växeln", "031-390 06 00", "1" * 5_000, "a 1 " * 3_000])
def test_words_without_a_name_and_a_number_are_not_guessed_at(words: str) -> None:
    assert phones(text(call_on_call=words)) == []


def test_who_has_no_number_has_ended_or_is_not_for_paper_is_left_out() -> None:
    ended = replace(JOUR, status=ContactStatus.ENDED)
    off, protected = (
        replace(MOTHER, on_print=False),
        replace(FATHER, protected_identity=ProtectedIdentity.REGISTRATION, lives_with_patient=SharesHome.NO),
    )
    assert phones(replace(NURSE, phone=""), FIXED, ended, off, protected) == []
    assert phones(replace(NURSE, phone="", switchboard="010-1"), FIXED) == [
        ("Fast vårdkontakt", "Karin Lindström", "010-1 (växel)")
    ]


def test_when_a_relative_is_protected_nobody_close_is_named() -> None:
    assert phones(MOTHER, replace(FATHER, protected_identity=ProtectedIdentity.REGISTRATION)) == []
