"""The journal text by command: the whole note, what waits, one sökord of it, and that it is entered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coordinator.change import Add, Change, Edit
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.exchange.journal_headings import Heading, written
from coordinator.journal.rows import JournalRow, JournalState, journal_rows
from coordinator.journal_entry import JournalEntry
from coordinator.person import Patient
from coordinator.record import Record, swedish_clock
from coordinator.settings import JOURNAL_HEADINGS
from db import vault
from tests.conftest import CODE, PASSPHRASE
from tests.coordinator.conftest import PATIENT_ID, noon
from tests.coordinator.journal.people import consent
from ui import command_line
from ui.exit_code import ExitCode

MAJA = Patient(id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", identity_number="199007282388")
CALL = ContactLogEntry(
    patient_id=PATIENT_ID, at=noon(date(2026, 1, 9)), what="Ringde skolan", helped_with=(HelpKind.MEDIATE,),
    nothing_next=True,
)  # fmt: skip

CONSENT = consent(version=0, given_on=date(2026, 1, 8))

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt" / "hallpunkt.json"))


@pytest.fixture
def run(vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Makes Maja's journal text: how it ended, what stands in it, and what was said besides."""
    (tmp_path / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        opened.store.apply(PATIENT_ID, Change("Påhittat", (Add(MAJA), Add(CALL), Add(CONSENT))))
    out = tmp_path / "text.txt"
    here = ["--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt"), "--patient", "199007282388"]

    def carried_out(*words: str) -> tuple[int, str, str]:
        out.unlink(missing_ok=True)
        ended = command_line.run(["export", "journaltext", *words, *here, "--out", str(out)], lambda: vault)
        told = capsys.readouterr()
        return ended, out.read_bytes().decode("latin-1") if out.exists() else "", told.out + told.err

    return carried_out


def record(vault_path: Path) -> Record:
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        return opened.store.read(PATIENT_ID)


def rows(vault_path: Path) -> list[JournalRow]:
    return journal_rows(record(vault_path))


def test_the_whole_note_is_what_is_made_unless_something_else_is_asked_for(run: Run, vault_path: Path) -> None:
    ended, text, _ = run()
    assert ended == ExitCode.DONE and "Diagnosläge" in text and "Ringde skolan" not in text
    assert run("--all")[1].splitlines()[2:] == text.splitlines()[2:]
    assert len(rows(vault_path)) == 2, "nothing is entered by that"


def test_what_waits_is_written_and_entered_when_that_is_said(run: Run, vault_path: Path) -> None:
    ended, text, told = run("--waiting", "--assessment", "Behöver stöd")
    assert ended == ExitCode.DONE and "Diagnosläge" not in text
    assert "2026-01-09: Kl. 12:00. Telefon, utgående (förmedla kontakter). Ringde skolan." in text.split("\r\n")
    assert "Behöver stöd" in text and "Samtycke" in text and "Antecknat" not in told
    assert len(rows(vault_path)) == 2
    ended, again, told = run("--waiting", "--mark")
    assert ended == ExitCode.DONE and "Ringde skolan" in again and "Antecknat som infört i journalen: 2" in told
    assert rows(vault_path) == [] and len(record(vault_path).all(JournalEntry)) == 2
    ended, nothing, told = run("--waiting")
    assert (ended, nothing) == (ExitCode.REFUSED, "") and "Inget väntar på journalen" in told


def test_one_sokord_alone_and_only_what_stands_there_is_entered(run: Run, vault_path: Path) -> None:
    _, text, _ = run("--waiting", "--heading", "åtgärd", "--mark")
    assert text == "2026-01-09: Kl. 12:00. Telefon, utgående (förmedla kontakter). Ringde skolan.\r\n"
    assert [row.kind_title for row in rows(vault_path)] == ["Samtycke"]
    ended, text, told = run("--heading", "Status")
    assert (ended, text) == (ExitCode.REFUSED, "") and "Sökordet finns inte" in told and "Bedömning" in told
    ended, text, told = run("--heading", "Bedömning")
    assert (ended, text) == (ExitCode.REFUSED, "") and "Inget står under sökordet" in told


def test_a_sokord_that_tells_of_nothing_that_waits_cannot_be_marked(run: Run, vault_path: Path) -> None:
    ended, text, told = run("--waiting", "--heading", "Datum", "--mark")
    assert (ended, text) == (ExitCode.REFUSED, "") and "Inget av det som väntar står i texten" in told
    assert run("--waiting", "--heading", "Datum")[0] == ExitCode.DONE and len(rows(vault_path)) == 2


def test_what_the_clinic_has_placed_nowhere_is_neither_written_nor_entered(run: Run, vault_path: Path) -> None:
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        opened.store.set_setting(JOURNAL_HEADINGS, written((Heading("Samordning", ("action",)),)))
    _, text, _ = run("--waiting", "--mark")
    assert "Ringde skolan" in text and "Samtycke" not in text
    assert [row.kind_title for row in rows(vault_path)] == ["Samtycke"]


def test_the_whole_note_cannot_be_said_to_be_entered_nor_both_be_asked_for(run: Run, vault_path: Path) -> None:
    ended, text, told = run("--mark")
    assert (ended, text) == (ExitCode.REFUSED, "") and "--waiting" in told
    assert len(rows(vault_path)) == 2
    assert run("--waiting", "--all")[0] == ExitCode.USAGE


def test_what_was_changed_since_is_there_again(run: Run, vault_path: Path) -> None:
    run("--waiting", "--mark")
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        there = opened.store.read(PATIENT_ID).get(ContactLogEntry, CALL.id)
        opened.store.apply(PATIENT_ID, Change("Ändrat", (Edit(replace(there, what="Ringde rektorn")),)))
    (row,) = rows(vault_path)
    assert row.state is JournalState.CHANGED and "skolan" in row.before[0] and "rektorn" in row.words[0]
    assert "Ändrat sedan det infördes" in run("--waiting")[1]
