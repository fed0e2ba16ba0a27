"""The command gaps: all patients or one, in words and as JSON, and the rules without any vault."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import pytest

from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.desk import Access
from coordinator.entity import Entity
from coordinator.gap import rules
from coordinator.gap_silence import GapSilence
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.record import swedish_clock
from coordinator.reminder import Reminder
from db import vault
from tests.conftest import CODE, PASSPHRASE
from ui import command_line, finding_anew
from ui.exit_code import ExitCode

TODAY = swedish_clock().date()
MAJA, NOVA = UUID(int=1), UUID(int=2)
MAJAS = Patient(id=MAJA, patient_id=MAJA, given_name="Maja", family_name="Test", identity_number="199007282388")
NOVAS = Patient(id=NOVA, patient_id=NOVA, protected_identity=ProtectedIdentity.MARKED)
RING = Reminder(patient_id=MAJA, what="Ring skolan", owner="Anna", due=TODAY - timedelta(days=2))
SCHOOL = Contact(patient_id=NOVA, name="Hemliga skolan")
QUIET = GapSilence(
    patient_id=MAJA, rule="no_plan", reason="Planen görs\ni december", until=TODAY + timedelta(days=30),
    silenced_on=TODAY, silenced_by="Anna Lind",
)  # fmt: skip

Run = Callable[..., int]


def no_vault() -> NoReturn:
    raise AssertionError("no vault is needed")


@pytest.fixture
def run(vault_path: Path, tmp_path: Path) -> Run:
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    here = ["gaps", "--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt")]
    return lambda *words: command_line.run([*here, *words], lambda: vault)


def put(path: Path, *entries: Entity) -> None:
    with vault.open_with_code(path, CODE, swedish_clock) as opened:
        opened.store.apply(entries[0].patient_id, Change("Påhittat", tuple(map(Add, entries))))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(said(capsys))


def test_of_nobody_it_says_so(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == ExitCode.DONE
    assert said(capsys) == "Pärmen har inga patienter än, så det finns inga luckor att visa.\n"
    assert run("--json") == ExitCode.DONE
    assert answer(capsys) == []


def test_all_patients_the_one_with_the_most_serious_gap_first(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, RING)
    assert run() == ExitCode.DONE
    lines = said(capsys).splitlines()
    assert lines[0].startswith("Maja Test  199007282388  ")
    assert lines[1] == "  Fast vårdkontakt saknas"
    late = lines.index(next(line for line in lines if "ing skolan" in line))
    assert lines[late + 1].endswith(f" ({RING.due.isoformat()})")
    assert lines[0].endswith(f"  {sum(line.startswith('  ') and line[2] != ' ' for line in lines)} luckor")


def test_of_a_protected_patient_the_list_names_only_the_rules(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, NOVAS, SCHOOL)
    run()
    told = said(capsys)
    assert told.startswith(f"Namn saknas  id {str(NOVA)[:8]}  ")
    assert told.splitlines()[0].endswith("  skyddade personuppgifter")
    assert "Hemliga" not in told
    assert "Vad det gäller står på patientens egen sida." in told
    run("--patient", str(NOVA))
    assert "Hemliga skolan" in said(capsys)


def test_what_it_answers_other_programs(run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault_path, MAJAS, RING)
    run("--json")
    (maja,) = answer(capsys)
    assert {name: maja[name] for name in ("id", "name", "number", "protected")} == {
        "id": str(MAJA), "name": "Maja Test", "number": "199007282388", "protected": False,
    }  # fmt: skip
    (late,) = [gap for gap in maja["gaps"] if gap["rule"] == "reminder_late"]
    assert late == {
        "rule": "reminder_late", "title": late["title"], "why": late["why"], "due": RING.due.isoformat(),
        "page": "reminders", "contact_id": None, "entry_id": str(RING.id),
    }  # fmt: skip
    assert (late["title"], late["why"]) != ("", "")


def test_the_gaps_of_one_patient_with_those_that_are_silenced(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, RING, QUIET)
    assert run("--patient", "199007282388") == ExitCode.DONE
    open_ones, _, quiet = said(capsys).partition("\nTysta\n")
    assert "ing skolan" in open_ones
    assert quiet.splitlines()[-1] == f"    tyst till och med {QUIET.until.isoformat()}: Planen görs i december"
    run("--patient", "199007282388", "--json")
    listed = answer(capsys)
    silent = {gap["rule"]: gap["silenced"] for gap in listed if gap["silenced"]}
    assert silent == {
        "no_plan": {
            "id": str(QUIET.id), "until": QUIET.until.isoformat(), "reason": QUIET.reason, "on": TODAY.isoformat(),
            "by": "Anna Lind",
        }
    }  # fmt: skip
    assert len(listed) > 5
    run()
    assert "görs i december" not in said(capsys)


def test_to_look_at_one_patient_is_noted(run: Run, vault_path: Path) -> None:
    put(vault_path, MAJAS)
    run("--patient", "199007282388")
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened, opened.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM access_log WHERE patient_id IS NOT NULL").scalars().all()
    assert rows.count(Access.OPEN.stored) == 1


@pytest.mark.parametrize("status", [PatientStatus.ENDED, PatientStatus.DECEASED])
def test_whose_care_is_over_has_none(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str], status: PatientStatus
) -> None:
    put(vault_path, Patient(id=MAJA, patient_id=MAJA, identity_number="199007282388", status=status))
    run()
    assert said(capsys).startswith("Inga luckor.")
    run("--patient", "199007282388")
    assert said(capsys) == f"Inga luckor söks: patienten är {status.label.lower()}.\n"


def test_no_gap_at_all_is_said(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault_path, MAJAS)
    monkeypatch.setattr("coordinator.gaps._all", lambda _record: iter(()))
    monkeypatch.setattr("ui.commands.gap_answers.gaps", lambda _record: [])
    run()
    run("--patient", "199007282388")
    assert said(capsys) == 2 * "Inga luckor. Inget av det som reglerna söker saknas eller är försenat.\n"


def test_of_many_patients_it_says_that_it_takes_a_while(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_anew, "_MANY", 1)
    put(vault_path, MAJAS)
    run("--json")
    told = capsys.readouterr()
    assert told.err == "Läser igenom 1 patienter …\n"
    assert len(json.loads(told.out)) == 1
    run()
    assert capsys.readouterr().err == ""


def test_an_unknown_patient_is_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--patient", "199007282388") == ExitCode.REFUSED
    assert capsys.readouterr().err.startswith("Patienten finns inte")


def test_the_rules_need_no_vault(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["gaps", "--rules"], no_vault) == ExitCode.DONE
    lines = said(capsys).splitlines()
    assert lines == [line for rule in rules() for line in (rule.code, f"  {rule.name}", f"    {rule.reason}")]
    command_line.run(["gaps", "--rules", "--json"], no_vault)
    told = answer(capsys)
    assert [one["code"] for one in told] == [rule.code for rule in rules()]
    assert set(told[0]) == {"code", "rank", "name", "reason", "page", "numbers"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "det här saknas: --vault"),
        (["--rules", "--vault", "x"], "--rules kan inte stå tillsammans med --vault"),
        (["--rules", "--patient", "x"], "--rules kan inte stå tillsammans med --patient"),
    ],
)
def test_what_cannot_be_asked_is_said(words: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["gaps", *words], no_vault) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"hallpunkt gaps: {expected}"
