"""The command indicators: in words, as JSON, as a table and as a page, always of today and without anybody in it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coordinator.change import Add, Change
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.desk import Access
from coordinator.indicators.fact import Fact
from coordinator.indicators.facts import facts
from coordinator.patient_status import change_status
from coordinator.person import Patient, PatientStatus
from coordinator.record import Record, swedish_clock
from coordinator.swedish import add_months
from db import vault
from db.vault import Vault
from tests.conftest import CODE, PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

TODAY = swedish_clock().date()
Run = Callable[..., int]


@pytest.fixture
def run(vault_path: Path, tmp_path: Path) -> Run:
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    here = ["indicators", "--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt")]
    return lambda *words: command_line.run([*here, *words], lambda: vault)


@pytest.fixture
def twelve(vault_path: Path) -> Path:
    """Twelve patients for three months, of whom six have a fast vårdkontakt."""
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        for number in range(1, 13):
            _put(opened, UUID(int=number), has_contact=number <= 6)
    return vault_path


def _put(opened: Vault, id: UUID, *, has_contact: bool) -> None:
    came = add_months(TODAY, -3)
    entries = [Add(Patient(id=id, patient_id=id, given_name=f"Hemliga{id.int}", enrolled_on=came))]
    if has_contact:
        nurse = Contact(patient_id=id, name="Anna Ek")
        role = ContactRole(
            patient_id=id, contact_id=nurse.id, assignment=Assignment.FIXED_CARE_CONTACT, start=came, main=True
        )
        entries += [Add(nurse), Add(role)]
    opened.store.apply(id, Change("Påhittat", tuple(entries)))


def noted(path: Path) -> list[str]:
    """What the access log calls the files that were written."""
    with vault.open_with_code(path, CODE, swedish_clock) as opened, opened.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT action, what FROM access_log ORDER BY seq").all()
    return [what for action, what in rows if action == Access.EXPORT.stored]


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_of_nobody_there_is_nothing_to_count(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == ExitCode.DONE
    told = capsys.readouterr().out
    assert told.startswith("Fast vårdkontakt\n  –\n  Inget att räkna.\n")
    assert "Andelar är avrundade till steg" in told.splitlines()[-1]


@pytest.mark.usefixtures("twelve")
def test_what_it_tells_in_words(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == ExitCode.DONE
    told = capsys.readouterr().out
    assert told.startswith("Fast vårdkontakt\n  50 %\n  av ungefär 10 patienter\n")
    assert "Av patienterna som är hos oss den dagen" in told
    assert "Processindikator" in told
    assert "Hemliga" not in told


def test_what_it_answers_other_programs(run: Run, twelve: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json") == ExitCode.DONE
    found = answer(capsys)
    first = found["indicators"][0]
    assert (found["today"], len(found["indicators"])) == (TODAY.isoformat(), 8)
    assert first["points"][-1] == {
        "day": TODAY.isoformat(), "period": "i dag", "value": 50.0, "denominator": 10, "suppressed": False,
    }  # fmt: skip
    assert [one["denominator"] for one in first["points"]][:7] == [0] * 7
    assert noted(twelve) == []


def test_it_is_of_today_whatever_was_found_before(run: Run, twelve: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--json")
    assert answer(capsys)["indicators"][0]["points"][-1]["value"] == 50
    with vault.open_with_code(twelve, CODE, swedish_clock) as opened:
        record = opened.store.read(UUID(int=6))
        left = change_status(record, PatientStatus.ENDED, on=TODAY, note="Klar")
        opened.store.apply(record.patient_id, left)
        record = opened.store.read(UUID(int=5))
        opened.store.apply(record.patient_id, change_status(record, PatientStatus.ENDED, on=TODAY, note="Klar"))
    run("--json")
    assert answer(capsys)["indicators"][0]["points"][-1] == {
        "day": TODAY.isoformat(), "period": "i dag", "value": None, "denominator": None, "suppressed": True,
    }  # fmt: skip


def test_a_table_for_a_spreadsheet(run: Run, twelve: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "nyckeltal.csv"
    assert run("--out", str(out)) == ExitCode.DONE
    assert capsys.readouterr().out == f"Skrev {out}\n"
    assert out.read_bytes().startswith(b"\xef\xbb\xbfNyckeltal;")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[8]["Värde"] == "50"
    assert "Hemliga" not in out.read_text(encoding="utf-8")
    assert noted(twelve) == ["Nyckeltal (CSV)"]
    assert run("--out", str(out)) == ExitCode.REFUSED
    assert "Filen finns redan" in capsys.readouterr().err
    assert run("--out", str(out), "--force") == ExitCode.DONE


def test_a_page(run: Run, twelve: Path, tmp_path: Path) -> None:
    out = tmp_path / "nyckeltal.PDF"
    assert run("--out", str(out)) == ExitCode.DONE
    assert out.read_bytes().startswith(b"%PDF-")
    assert noted(twelve) == ["Nyckeltal (PDF)"]


def test_no_other_file(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--out", str(tmp_path / "nyckeltal.xlsx")) == ExitCode.REFUSED
    assert ".csv eller .pdf" in capsys.readouterr().err


def test_a_clock_that_was_set_back_is_told_and_the_figures_given_all_the_same(
    run: Run, twelve: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.vault_options.swedish_clock", lambda: swedish_clock() - timedelta(days=5))
    assert run("--json") == ExitCode.DONE
    told = capsys.readouterr()
    assert told.err.startswith("VIKTIGT: Datorns klocka verkar gå fel.") and json.loads(told.out)["indicators"]


def test_a_record_that_cannot_be_counted_stops_no_other(
    run: Run, twelve: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_the_last(record: Record) -> list[Fact]:
        if record.patient_id == UUID(int=12):
            raise ZeroDivisionError
        return facts(record)

    monkeypatch.setattr("db.fact_list.facts", not_the_last)
    assert run("--json") == ExitCode.BUG, "whoever reads it knows that something is wrong"
    told = capsys.readouterr()
    assert "OBS: Av en patient kunde det inte räknas om." in told.err
    assert json.loads(told.out)["indicators"][0]["points"][-1]["denominator"] == 10
