"""The commands import contacts, export csv and export vcard: told row by row, one change, noted in the access log."""

import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coordinator.change import Add, Change
from coordinator.contact import Contact, ContactCategory
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.exchange.text_file import LARGEST
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import swedish_clock
from db import vault
from tests.conftest import CODE, PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

MAJA = UUID(int=1)
MAJAS = Patient(id=MAJA, patient_id=MAJA, given_name="Maja", family_name="Test", identity_number="199007282388")
LISA = Contact(patient_id=MAJA, name="Lisa Ek", role="dietist", unit="Barnmottagningen", phone="+46 31-390 06 12")
TODAY = swedish_clock().date()
HERE = ("--to", "Mitt kalkylprogram", "--purpose", "calendar")

Run = Callable[..., int]


@pytest.fixture
def run(vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    phrase = tmp_path / "fras.txt"
    phrase.write_text(PASSPHRASE, encoding="utf-8")
    where = ["--vault", str(vault_path), "--patient", "199007282388"]

    def asked(*words: str, phrase_from: str = str(phrase)) -> int:
        return command_line.run([*words, *where, "--passphrase-file", phrase_from], lambda: vault)

    return asked


@pytest.fixture
def contacts_file(tmp_path: Path) -> Callable[[bytes | str], str]:
    def written(content: bytes | str) -> str:
        path = tmp_path / "kontakter.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


def put(path: Path, *entries: Entity) -> None:
    with vault.open_with_code(path, CODE, swedish_clock) as opened:
        opened.store.apply(MAJA, Change("Påhittat", tuple(map(Add, entries))))


def contacts(path: Path) -> list[Contact]:
    with vault.open_with_code(path, CODE, swedish_clock) as opened:
        return list(opened.store.read(MAJA).all(Contact))


def log(path: Path) -> list[tuple[str, str]]:
    with vault.open_with_code(path, CODE, swedish_clock) as opened, opened.store.engine.connect() as connection:
        return [
            (action, what)
            for action, what in connection.exec_driver_sql("SELECT action, what FROM access_log ORDER BY seq")
        ]


def test_a_preview_tells_everything_and_changes_nothing(
    run: Run, vault_path: Path, contacts_file: Callable[[bytes | str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, LISA)
    rows = [
        "Namn;Roll;Enhet;Telefon;Nästa;Skor", "Lisa Ek;dietist;Barnmottagningen;031-390 06 12;;",
        "Bo Al;kurator;Skolan;;2026-13-01;", "Lisa Ek;dietist;Neurologen;;;", "Eva Ås;dietist;;;;",
    ]  # fmt: skip
    assert run("import", "contacts", contacts_file("\r\n".join(rows).encode("cp1252"))) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == [
        "Läste det som en tabell med rubrikrad, semikolon mellan cellerna.",
        "2 kontakter kan tas in, 1 finns redan, 1 rad kan inte tas in.",
        "Kan inte tas in:",
        "  rad 3, Nästa: Månad 13 finns inte. Skriv dagen först och sedan månaden: 1/12 är 1 december.",
        "Finns redan:",
        "  rad 2: Finns redan hos patienten",
        "Kan vara samma:",
        "  rad 4: Liknar en kontakt som finns: samma namn",
        "Gissat, kontrollera efteråt:",
        "  Kategori för 2 kontakter",
        "Kolumner som inte förstås och inte tas med:",
        "  Skor",
        "Kör igen med --apply för att ta in 2 kontakter. Inget har ändrats.",
    ]
    assert contacts(vault_path) == [replace(LISA, version=1)]
    assert ("import", "Förhandsgranskning av kontakter") in log(vault_path)


def test_with_apply_the_good_rows_are_one_change_that_is_taken_back_in_one(
    run: Run, vault_path: Path, contacts_file: Callable[[bytes | str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, LISA)
    rows = [f"Kontakt {number};{'snart' if number % 10 == 3 else ''}" for number in range(100)]
    path = contacts_file("\n".join(["Namn;Nästa", "Lisa Ek;", *rows]))
    assert run("import", "contacts", path, "--apply") == ExitCode.DONE
    told = capsys.readouterr().out
    assert "10 rader kan inte tas in" in told
    taken = contacts(vault_path)
    assert len(taken) == 92
    assert {one.source for one in taken[1:]} == {f"Importerad ur fil {TODAY.isoformat()}"}
    assert log(vault_path).count(("change", "91 kontakter importerade")) == 91
    change = re.search(r"^91 kontakter importerade\. Ångra: hallpunkt undo .* (\S+)$", told, re.MULTILINE)
    assert change is not None
    with vault.open_with_code(vault_path, CODE, swedish_clock) as opened:
        Desk(opened.store).undo(UUID(change[1]))
    assert [one.name for one in contacts(vault_path)] == ["Lisa Ek"]


def test_what_is_there_already_is_taken_only_when_asked_for(
    run: Run, vault_path: Path, contacts_file: Callable[[bytes | str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, LISA)
    path = contacts_file("Namn;Enhet;Telefon\nLisa Ek;Barnmottagningen;031-390 06 12\n")
    assert run("import", "contacts", path, "--apply") == ExitCode.REFUSED
    assert "--duplicates" in capsys.readouterr().err
    assert len(contacts(vault_path)) == 1
    assert run("import", "contacts", path, "--apply", "--duplicates") == ExitCode.DONE
    assert len(contacts(vault_path)) == 2


def test_pasted_text_is_read_from_standard_in_after_the_passphrase(
    run: Run, vault_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault_path, MAJAS)
    text = f"{PASSPHRASE}\nÅsa Öberg\nArbetsterapeut\nwww.example.org\nTel 031-390 06 12\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii"))
    assert run("import", "contacts", "-", "--apply", phrase_from="-") == ExitCode.DONE
    told = capsys.readouterr().out
    assert "Läste det som en signatur." in told
    assert "  rad 1: webbadress" in told
    (asa,) = contacts(vault_path)
    assert (asa.name, asa.role, asa.phone) == ("Åsa Öberg", "arbetsterapeut", "031-390 06 12")
    assert asa.source == f"Inklistrad {TODAY.isoformat()}"


def test_business_cards_are_read_and_what_is_left_out_is_told(
    run: Run, vault_path: Path, contacts_file: Callable[[bytes | str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS)
    cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lisa Ek\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bo"
    assert run("import", "contacts", contacts_file(cards.encode("utf-16"))) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "1 kontakt kan tas in, 1 kort kan inte tas in." in told
    assert "  kort 2: Kortet slutar mitt i." in told
    assert "  kort 1: foto" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "Listan är tom"),
        ("Namn;Roll\n", "bara rubriker"),
        (b"Namn\0Roll\nLisa", "Filen är inte text"),
        ("Namn;Nästa\nLisa;snart\n", "Inget att ta in"),
        ("Namn\n" + "Lisa\n" * 1001, "för många rader"),
    ],
)
def test_what_cannot_be_taken_ends_with_the_code_of_a_refusal(
    run: Run,
    vault_path: Path,
    contacts_file: Callable[[bytes | str], str],
    *,
    content: bytes | str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(vault_path, MAJAS)
    assert run("import", "contacts", contacts_file(content), "--apply") == ExitCode.REFUSED
    assert said in capsys.readouterr().err
    assert contacts(vault_path) == []


def test_a_file_over_twenty_megabytes_is_not_read(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    opened: Any = Path.open

    def refuse(self: Path, *arguments: Any, **named: Any) -> Any:
        assert self != path, "the file was opened"
        return opened(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    assert run("import", "contacts", str(path)) == ExitCode.REFUSED
    assert capsys.readouterr().err.startswith("Filen är för stor")


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "contacts", str(tmp_path / "ingen.csv")) == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert told.startswith("Filen kan inte läsas")
    assert "ingen.csv" not in told


@pytest.mark.parametrize(("name", "what"), [("csv", "Kontakter (CSV)"), ("vcard", "Kontakter (vCard)")])
def test_the_contacts_are_written_noted_and_read_again(
    name: str, what: str, run: Run, vault_path: Path, tmp_path: Path, *, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault_path, MAJAS, LISA)
    out = tmp_path / "ut.txt"
    assert run("export", name, *HERE, "--out", str(out)) == ExitCode.DONE
    assert capsys.readouterr().out == f"Skrev {out}\n"
    assert ("export", f"{what}, till Mitt kalkylprogram") in log(vault_path)
    assert run("export", name, *HERE, "--out", str(out)) == ExitCode.REFUSED
    assert run("export", name, *HERE, "--out", str(out), "--force") == ExitCode.DONE
    capsys.readouterr()
    assert run("import", "contacts", str(out)) == ExitCode.REFUSED
    told = capsys.readouterr()
    assert "0 kontakter kan tas in, 1 finns redan." in told.out


@pytest.mark.parametrize("name", ["csv", "vcard"])
def test_without_contacts_no_file_is_written(name: str, run: Run, vault_path: Path, tmp_path: Path) -> None:
    put(vault_path, MAJAS)
    out = tmp_path / "ut.txt"
    assert run("export", name, *HERE, "--out", str(out)) == ExitCode.REFUSED
    assert not out.exists()
    assert not [one for one in log(vault_path) if one[0] == "export"]


@pytest.mark.parametrize("name", ["csv", "vcard"])
def test_of_a_protected_patient_what_is_left_out_is_said(
    name: str, run: Run, vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school = Contact(patient_id=MAJA, name="Hemliga skolan", category=ContactCategory.SCHOOL_WORK)
    put(vault_path, replace(MAJAS, protected_identity=ProtectedIdentity.MARKED), LISA, school)
    out = tmp_path / "ut.txt"
    assert run("export", name, *HERE, "--out", str(out)) == ExitCode.DONE
    assert "skyddat är utelämnat" in capsys.readouterr().err
    assert b"Lisa Ek" in out.read_bytes()
    assert b"Hemliga" not in out.read_bytes()
