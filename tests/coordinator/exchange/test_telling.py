"""Whether a text tells who the patient is, where she lives or what she has: what is written for others is asked."""

import pytest

from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding
from coordinator.exchange.telling import tells
from coordinator.guardian import Guardian
from coordinator.person import Patient
from tests.coordinator.conftest import PATIENT_ID, record_of

MAJA = Patient(
    id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", family_name="Lindeskog", identity_number="201403172388",
    address="Storgatan 4 B\n852 30 Sundsvall", phone="070-174 06 05", email="maja@example.se",
)  # fmt: skip
HANNA = Guardian(patient_id=PATIENT_ID, name="Hanna Dahl", address="Skolgatan 12, 852 31 Sundsvall")
ILL = RareCondition(
    patient_id=PATIENT_ID,
    text="Duchennes muskeldystrofi",
    icd10=Coding(code="G71.0"),
    orpha=Coding(code="98896"),
    snomed=Coding(original_text="I ord"),
)
RECORD = record_of(MAJA, HANNA, ILL)


@pytest.mark.parametrize(
    "text",
    [
        "Ring Maja", "LINDESKOG", "Hos Hanna Dahl", "storgatan 4", "Skolgatan 12", "0701740605", "maja@example.se",
        "20140317-2388", "1403172388", "Muskeldystrofimottagningen", "duchennes", "G71.0", "ORPHA 98896",
    ],
)  # fmt: skip
def test_what_names_her_or_hers_tells(text: str) -> None:
    assert tells(RECORD, text)


@pytest.mark.parametrize(
    "text", ["", "  ", "Sundsvalls sjukhus", "Skolgatan 99", "Storgatan", "Sal B2", "112", "SMO-mottagningen", "Hanna"]
)
def test_a_place_where_many_go_tells_nothing(text: str) -> None:
    assert not tells(RECORD, text)
