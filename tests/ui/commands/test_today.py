"""The command today: Idag in words, as JSON and on paper; a clock set back and a fault in a rule are told."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from sqlalchemy import update

from coordinator.change import Add, Change
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.dates import use_own_rules
from coordinator.entity import Entity
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.record import Record, swedish_clock
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.today.day import Part
from coordinator.today.finding import matters
from coordinator.today.matter import Matter, MatterKind
from db import vault
from db.schema import TABLES
from tests.conftest import CODE, PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

TODAY = swedish_clock().date()
MAJA, NOVA = UUID(int=1), UUID(int=2)
MAJAS = Patient(id=MAJA, patient_id=MAJA, given_name="Maja", family_name="Test", identity_number="199007282388")
NOVAS = Patient(id=NOVA, patient_id=NOVA, protected_identity=ProtectedIdentity.MARKED)
RING = Reminder(patient_id=MAJA, what="Ring skolan", owner="Karin", due=TODAY - timedelta(days=2))
HEART = Referral(patient_id=MAJA, to="Hjärtmottagningen", expected_answer=TODAY + timedelta(days=1))
SECRET = Reminder(patient_id=NOVA, what="Ring Hemliga skolan", owner="Anna", due=TODAY)
LOGGED = ContactLogEntry(
    patient_id=MAJA, at=swedish_clock() - timedelta(hours=1), helped_with=(HelpKind.INFORM,), what="Ringde",
    nothing_next=True,
)  # fmt: skip

Run = Callable[..., int]


@pytest.fixture
def run(vault_path: Path, tmp_path: Path) -> Run:
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    here = ["today", "--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt")]
    return lambda *words: command_line.run([*here, *words], lambda: vault)


def put(path: Path, *entries: Entity) -> None:
    with vault.open_with_code(path, CODE, swedish_clock) as opened:
        opened.store.apply(entries[0].patient_id, Change("Påhittat", tuple(map(Add, entries))))


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def titles(capsys: pytest.CaptureFixture[str]) -> set[str]:
    return {one["title"] for one in answer(capsys)["lines"]}


def test_of_nobody_it_says_so(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == ExitCode.DONE
    assert capsys.readouterr().out == "Inget att göra just nu.\n"


def test_part_by_part_whom_what_why_and_when(run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault_path, MAJAS, RING, HEART, LOGGED)
    assert run() == ExitCode.DONE
    told = capsys.readouterr().out.splitlines()
    late = told.index("Försenat (1)")
    assert told[late + 1 : late + 3] == ["  Maja Test  199007282388  2 dagar sen", "    Ring skolan"]
    assert told[late + 3].startswith("    Skulle ha gjorts ") and told[late + 3].endswith("Bevakas av Karin.")
    assert "Väntar på svar (1)" in told and "    Svar på remiss till Hjärtmottagningen" in told
    assert told[-1] == "Ej överfört till journal: 1"


def test_what_it_answers_other_programs(run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault_path, MAJAS, RING, LOGGED)
    run("--json")
    told = answer(capsys)
    assert (told["today"], told["late"], told["to_journal"], told["stale"]) == (TODAY.isoformat(), 1, 1, 0)
    assert told["parts"]["late"] == 1 and told["kinds"]["reminder"] == 1
    assert set(told["parts"]) <= {part.name.lower() for part in Part}
    (late,) = [one for one in told["lines"] if one["late"]]
    assert late == {
        "part": "late", "kind": "reminder", "key": f"reminder:{RING.id}", "title": "Ring skolan",
        "why": "Bevakas av Karin.", "day": RING.due.isoformat(), "clock": None, "late": True, "urgent": False,
        "waiting": False, "ends": False, "owner": "Karin", "page": "reminders", "field": None,
        "entry_kind": "reminder", "entry_id": str(RING.id), "many": 1,
        "patient": {
            "id": str(MAJA), "name": "Maja Test", "number": late["patient"]["number"], "birth_date": None,
            "protected": False,
        },
    }  # fmt: skip


def test_of_a_protected_patient_nothing_that_anybody_wrote_is_told(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, NOVAS, SECRET)
    run()
    told = capsys.readouterr().out
    assert "Hemliga" not in told and "  skyddade personuppgifter" in told


def test_it_is_narrowed_by_kind_and_by_what_is_late_or_waits(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, RING, HEART)
    run("--json", "--kind", "reminder", "--kind", "answer")
    assert titles(capsys) == {"Ring skolan", "Svar på remiss till Hjärtmottagningen"}
    run("--json", "--waiting")
    assert titles(capsys) == {"Svar på remiss till Hjärtmottagningen"}
    run("--kind", "device")
    assert capsys.readouterr().out.startswith("Inget av det här just nu."), "there is something else to do"


def test_a_kind_that_is_none_is_answered_with_those_that_are(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--kind", "nonsense") == 2
    told = capsys.readouterr().err
    assert "--kind: går inte att välja" in told and all(kind.stored in told for kind in MatterKind)


def test_mine_are_those_i_am_coordinator_for_and_what_i_hold(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        me = opened.store.blank(MAJA).actor.name
    nurse = Contact(patient_id=MAJA, name=me)
    role = ContactRole(
        patient_id=MAJA, contact_id=nurse.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    put(vault_path, MAJAS, RING, nurse, role)
    other = Patient(id=NOVA, patient_id=NOVA, given_name="Nova", identity_number="201403172388")
    theirs = Reminder(patient_id=NOVA, what="Inte min", owner="Karin", due=TODAY)
    mine = Reminder(patient_id=NOVA, what="Min hos Nova", owner=me, due=TODAY)
    put(vault_path, other, theirs, mine)
    run("--json", "--mine", "--kind", "reminder")
    assert titles(capsys) == {"Ring skolan", "Min hos Nova"}, "and not what another holds of another's patient"


@pytest.mark.parametrize("status", [PatientStatus.ENDED, PatientStatus.DECEASED, PatientStatus.MOVED])
def test_whose_care_is_over_has_none(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str], status: PatientStatus
) -> None:
    put(vault_path, Patient(id=MAJA, patient_id=MAJA, status=status), RING)
    run()
    assert capsys.readouterr().out == "Inget att göra just nu.\n"


def test_a_clock_that_was_set_back_is_told_and_the_list_given_all_the_same(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault_path, MAJAS, RING)
    monkeypatch.setattr("ui.vault_options.swedish_clock", lambda: swedish_clock() - timedelta(days=5))
    assert run("--json") == ExitCode.DONE
    told = capsys.readouterr()
    assert told.err.startswith("VIKTIGT: Datorns klocka verkar gå fel.")
    assert "Ring skolan" in told.out


def test_a_fault_in_a_date_rule_is_told_and_the_list_given_all_the_same(
    run: Run, vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, RING)
    broken = tmp_path / "regler.json"
    broken.write_text('[{"key": "myndig", "formula": "när det passar"}]', encoding="utf-8")
    use_own_rules(broken)
    try:
        assert run("--json") == ExitCode.DONE
    finally:
        use_own_rules(None)
    told = capsys.readouterr()
    assert told.err.startswith("VIKTIGT: ")
    assert "Ring skolan" in told.out


def test_the_list_on_paper_has_initials_and_is_noted(
    run: Run, vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, RING)
    out = tmp_path / "dagens.txt"
    assert run("--out", str(out)) == ExitCode.DONE
    assert capsys.readouterr().out == f"Skrev {out}\n"
    text = out.read_text(encoding="utf-8-sig")
    assert "M.T." in text and "Bevakning" in text
    for secret in ("Maja", "Test ", "2388", "skolan", "Karin"):
        assert secret not in text
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened, opened.store.engine.connect() as connection:
        noted = connection.exec_driver_sql("SELECT action FROM access_log").scalars().all()
    assert noted.count("print") == 1


def test_the_paper_is_a_pdf_that_says_what_it_is(run: Run, vault_path: Path, tmp_path: Path) -> None:
    put(vault_path, MAJAS, RING)
    out = tmp_path / "dagens.pdf"
    assert run("--out", str(out), "--late") == ExitCode.DONE
    with pikepdf.open(out) as made:
        width, height = (float(value) for value in list(made.pages[0].mediabox)[2:])
        assert height > width
        assert str(made.docinfo["/Title"]).startswith("Dagens lista")


def test_a_patient_the_rules_cannot_be_used_on_stops_no_other(
    run: Run, vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_of_maja(record: Record, *, to_journal: int = 0) -> list[Matter]:
        if record.patient_id == NOVA:
            raise ZeroDivisionError
        return matters(record, to_journal=to_journal)

    put(vault_path, NOVAS, SECRET)
    put(vault_path, MAJAS, RING)
    monkeypatch.setattr("db.matter_list.matters", only_of_maja)
    out = tmp_path / "dagens.txt"
    assert run("--json", "--out", str(out)) == ExitCode.BUG, "whoever reads it knows that something is wrong"
    told = capsys.readouterr()
    shown = json.loads(told.out)
    assert [one["title"] for one in shown["lines"] if one["late"]] == ["Ring skolan"] and shown["stale"] == 1
    assert "OBS: Av en patient kunde det inte räknas om." in told.err
    assert "M.T." in out.read_text(encoding="utf-8-sig")
    monkeypatch.undo()
    assert run("--json") == ExitCode.DONE and answer(capsys)["stale"] == 0


def test_a_record_that_is_damaged_stops_no_other(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, NOVAS, SECRET)
    put(vault_path, MAJAS, RING)
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened, opened.store.engine.begin() as connection:
        connection.execute(
            update(TABLES[Reminder]).where(TABLES[Reminder].c.id == str(SECRET.id)).values(owner="Någon")
        )
    assert run() == ExitCode.VAULT
    told = capsys.readouterr()
    assert "Ring skolan" in told.out and "OBS: Av en patient kunde det inte räknas om." in told.err
