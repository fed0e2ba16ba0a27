"""Holding a file against schemas in a folder: what is missing or does not fit is told, and nothing of the file is."""

from pathlib import Path

import pytest

from coordinator.careplan import CarePlan, PlanStatus
from coordinator.errors import OutputError
from coordinator.exchange.rivta.contracts import CARE_PLANS, CONTRACTS, Contract
from coordinator.exchange.rivta.rivta_file import rivta_file
from coordinator.exchange.rivta.schema_folder import validated
from tests.coordinator.exchange.fhir.reading import ME
from tests.coordinator.exchange.rivta.answers import FOLDER, answer, needs_schemas, record


@needs_schemas
@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda one: one.listed)
def test_a_right_file_passes_the_schema_wherever_it_lies_in_the_folder(contract: Contract) -> None:
    assert rivta_file(record(), contract.outgoing, schemas=FOLDER).count == 0


@needs_schemas
def test_a_wrong_file_is_told_with_its_line_alone() -> None:
    entry = CarePlan(patient_id=ME, status=PlanStatus.DRAFT, what_matters="Hemligt")
    content = answer(CARE_PLANS, entry).content.replace(b"<c:mediaType>text/plain", b"<c:mediaType>text/hemligt")
    with pytest.raises(OutputError) as refused:
        validated(CARE_PLANS, content, FOLDER)
    assert "rad " in refused.value.message and "hemligt" not in str(refused.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Mappen med scheman finns inte"):
        validated(CARE_PLANS, b"<x/>", tmp_path / "ingen")


def test_a_folder_without_the_schema_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        validated(CARE_PLANS, b"<x/>", tmp_path)
    assert CARE_PLANS.schema in refused.value.message


def test_a_schema_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / CARE_PLANS.schema).write_text("<inte-ett-schema", encoding="utf-8")
    with pytest.raises(OutputError, match="Schemat går inte att läsa"):
        validated(CARE_PLANS, b"<x/>", tmp_path)
