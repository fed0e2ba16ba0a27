"""Diagnoses: always in words, codes as chosen or none at all."""

from datetime import timedelta
from typing import Any

import pytest

from coordinator.diagnosis import Certainty, EmergencyWish, RareCondition
from coordinator.entity import Coding, attrs_of
from coordinator.entries import add_entry, edit_entry
from coordinator.errors import RuleError
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, problems_of, record_of

MARFAN = Coding(code="558", system="http://www.orpha.net", system_version="2025-12", display="Marfans syndrom")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": " "}, "Skriv diagnosen med ord."),
        ({"text": "", "orpha": MARFAN}, "Skriv diagnosen med ord."),
        ({"text": "Marfans syndrom", "diagnosed_on": TODAY + timedelta(days=1)}, "ligger i framtiden"),
    ],
)
def test_what_cannot_stand_is_said(fields: dict[str, Any], problem: str) -> None:
    (said,) = problems_of(RareCondition(patient_id=PATIENT_ID, **fields))
    assert problem in said


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Något ingen har sett förr", "certainty": Certainty.SUSPECTED},
        {"text": "Marfans syndrom", "orpha": MARFAN, "diagnosed_on": TODAY},
        {"text": "Epilepsi", "rare": False},
    ],
)
def test_words_are_enough(fields: dict[str, Any]) -> None:
    assert problems_of(RareCondition(patient_id=PATIENT_ID, **fields)) == []


def test_a_code_is_kept_as_it_was_chosen() -> None:
    record = record_of()
    record = done(record, add_entry(record, RareCondition, text="marfan", orpha=MARFAN))
    (kept,) = record.all(RareCondition)
    assert kept.orpha == MARFAN and kept.icd10 is None
    assert (kept.rare, kept.main, kept.certainty) == (True, False, Certainty.CONFIRMED)


def test_every_code_is_optional_and_the_words_are_not() -> None:
    optional = {attr.name: attr.optional for attr in attrs_of(RareCondition)}
    assert optional["orpha"] and optional["icd10"] and optional["snomed"] and not optional["text"]
    with pytest.raises(TypeError):
        add_entry(record_of(), RareCondition, orpha=MARFAN)


def test_a_check_that_is_yet_to_come_is_refused() -> None:
    tomorrow = TODAY + timedelta(days=1)
    record = record_of()
    with pytest.raises(RuleError, match="framtiden"):
        done(record, add_entry(record, RareCondition, text="Epilepsi", checked_on=tomorrow))


def test_nobody_has_asked_the_physician_about_akutinformation_until_it_is_noted() -> None:
    record = record_of()
    record = done(record, add_entry(record, RareCondition, text="Epilepsi"))
    (kept,) = record.all(RareCondition)
    assert (kept.emergency_wish, kept.emergency_wish_by) == (EmergencyWish.NOT_ASKED, "")
    wish = {"emergency_wish": EmergencyWish.WANTED, "emergency_wish_by": "Amina Wallin"}
    (asked,) = done(record, edit_entry(record, RareCondition, kept.id, **wish)).all(RareCondition)
    assert (asked.emergency_wish, asked.emergency_wish_by) == (EmergencyWish.WANTED, "Amina Wallin")
