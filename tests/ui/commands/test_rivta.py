"""The commands that write files for a region's integration engine: made, noted with whom and why, or refused whole."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from coordinator.careplan import CarePlan, PlanStatus
from coordinator.entity import Entity
from coordinator.exchange.target import OUTGOING
from coordinator.identity import IdentityType
from coordinator.person import Patient
from coordinator.record import swedish_clock
from coordinator.settings import PROVIDER_HSA_ID, UNIT_HSA_ID
from db import vault
from tests.conftest import CODE
from tests.coordinator.exchange.rivta.answers import FOLDER, needs_schemas
from tests.ui.commands.test_exports import Exporting
from ui.exit_code import ExitCode

ME = UUID("11111111-2222-3333-4444-555555555555")
MAJA = Patient(
    id=ME, patient_id=ME, given_name="Maja", family_name="Test", identity_type=IdentityType.PERSONNUMMER,
    identity_number="199007282388",
)  # fmt: skip
PLAN = CarePlan(patient_id=ME, status=PlanStatus.CURRENT, established_on=date(2026, 3, 4), what_matters="Att rida")
EVERY = {
    "rivta-careplans": "GetCarePlansResponse",
    "rivta-alerts": "GetAlertInformationResponse",
    "rivta-contacts": "GetCareContactsResponse",
    "rivta-caremanagers": "GetCareManagersResponse",
}
Begin = Callable[..., Exporting]


@pytest.fixture
def begin(vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    def holding(*entries: Entity, sender: bool = True) -> Exporting:
        there = Exporting(vault_path, tmp_path, monkeypatch, MAJA, *entries)
        if sender:
            with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
                opened.store.set_setting(UNIT_HSA_ID, "SE2321000016-1A2B")
                opened.store.set_setting(PROVIDER_HSA_ID, "SE2321000016-106J")
        return there

    return holding


def test_each_is_written_and_noted_with_whom_and_why(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    there = begin()
    for form, answer in EVERY.items():
        assert there(form, f"{form}.xml") == ExitCode.DONE
        assert etree.fromstring(there.read(f"{form}.xml")).tag.endswith(answer)
    titles = {one.name: one.title for one in OUTGOING}
    why = "Vårt eget system, eller regionens integrationsmotor"
    assert there.logged() == [(f"{titles[form]}, till Regionens integrationsmotor", why) for form in EVERY]
    assert there.kept() == (), "it stays with us"
    assert "OBS: Källsystemets HSA-id" in capsys.readouterr().err


def test_to_whom_can_be_said(begin: Begin) -> None:
    there = begin()
    assert there("rivta-alerts", "a.xml", "--to", "Integration Test") == ExitCode.DONE
    assert there.logged()[0][0].endswith("till Integration Test")


def test_without_a_sender_there_is_no_file_and_nothing_is_noted(
    begin: Begin, capsys: pytest.CaptureFixture[str]
) -> None:
    there = begin(sender=False)
    assert there("rivta-alerts", "a.xml") == ExitCode.REFUSED
    assert "care.unit_hsa_id" in capsys.readouterr().err
    assert not (there.folder / "a.xml").exists() and there.logged() == []


def test_what_is_there_is_not_written_over(begin: Begin) -> None:
    there = begin()
    (there.folder / "a.xml").write_text("mitt", encoding="utf-8")
    assert there("rivta-alerts", "a.xml") != ExitCode.DONE
    assert there.read("a.xml") == b"mitt"
    assert there("rivta-alerts", "a.xml", "--force") == ExitCode.DONE


@needs_schemas
def test_a_folder_with_schemas_is_asked(begin: Begin) -> None:
    assert begin(PLAN)("rivta-careplans", "a.xml", "--xsd", str(FOLDER)) == ExitCode.DONE


def test_a_folder_without_the_schema_stops_the_file(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    there = begin()
    assert there("rivta-alerts", "a.xml", "--xsd", str(there.folder)) != ExitCode.DONE
    assert "GetAlertInformationResponder_2.0.xsd" in capsys.readouterr().err
    assert not (there.folder / "a.xml").exists() and there.logged() == []


def test_the_plan_goes_along_as_pdf_where_that_is_asked(
    begin: Begin, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = begin(PLAN)
    monkeypatch.setattr("ui.commands.papers.pdf_bytes", lambda _paper: b"%PDF-1.7 liten")
    assert there("rivta-careplans", "a.xml", "--with-pdf") == ExitCode.DONE
    assert b"application/pdf" in there.read("a.xml")
    monkeypatch.setattr("ui.commands.papers.pdf_bytes", lambda _paper: b"%PDF-1.7" * 20_000)
    assert there("rivta-careplans", "b.xml", "--with-pdf") == ExitCode.DONE
    assert b"application/pdf" not in there.read("b.xml") and b"text/plain" in there.read("b.xml")
    assert "OBS: Min vårdplan är för stor som PDF" in capsys.readouterr().err
