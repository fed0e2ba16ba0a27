"""The command export: no file without to whom and why; what leaves is noted, logged, and never half done."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.change import Add, Change
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact
from coordinator.desk import Access
from coordinator.entity import Entity
from coordinator.exchange.target import OUTGOING, Outgoing, Purpose
from coordinator.guardian import Guardian
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import swedish_clock
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from db import vault
from tests.conftest import CODE, PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

ME = UUID("11111111-2222-3333-4444-555555555555")
TODAY = swedish_clock().date()
MAJA = Patient(id=ME, patient_id=ME, given_name="Maja", family_name="Test", identity_number="199007282388")
ALI = Contact(patient_id=ME, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun")
CONSENT = Consent(
    patient_id=ME, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY, recipients="LSS-handläggaren",
    covers="Planen", excludes="Diagnosen", valid_until=TODAY + timedelta(days=90),
)  # fmt: skip
HIDDEN = AlertInformation(
    patient_id=ME, type=AlertType.of("D1"), term="Hotbild mot patient", valid_from=TODAY, for_patient=False
)
LEAVES = {one.name: one for one in OUTGOING if any(purpose.leaves for purpose in one.purposes)}
MANY = [one.name for one in OUTGOING if len(one.purposes) > 1]


class Exporting:
    """The command on Maja's record in a vault of its own."""

    def __init__(self, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *entries: Entity) -> None:
        self.path, self.folder, self._monkeypatch = path, folder, monkeypatch
        (folder / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
        with vault.open_with_code(path, CODE, swedish_clock) as opened:
            opened.store.apply(ME, Change("Påhittat", tuple(map(Add, entries))))

    def __call__(self, form: str, out: str, *options: str) -> int:
        self._monkeypatch.setattr("sys.stdin", StringIO())
        here = ["--vault", str(self.path), "--passphrase-file", str(self.folder / "fras.txt")]
        where = ["--patient", "199007282388", "--out", str(self.folder / out)]
        return command_line.run(["export", form, *here, *where, *options], lambda: vault)

    def read(self, out: str) -> bytes:
        return (self.folder / out).read_bytes()

    def kept(self) -> tuple[SharedPaper, ...]:
        with vault.open_with_code(self.path, CODE, swedish_clock) as opened:
            return opened.store.read(ME).all(SharedPaper)

    def logged(self) -> list[tuple[str, str]]:
        with vault.open_with_code(self.path, CODE, swedish_clock) as opened:
            found = [one for one in opened.store.changes(ME, limit=20) if one.access is Access.EXPORT]
            return [(one.title, one.reason) for one in reversed(found)]


Begin = Callable[..., Exporting]


@pytest.fixture
def begin(vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    return lambda *entries: Exporting(vault_path, tmp_path, monkeypatch, *(entries or (MAJA, ALI, CONSENT)))


@pytest.mark.parametrize("form", MANY)
def test_no_file_is_made_without_to_whom_and_why(form: str, begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    there = begin()
    for options, said in (
        ((), "Säg vem filen är till, och varför\n"),
        (("--to", "Ali Demir"), "Säg varför filen görs\n"),
        (("--purpose", "own_system"), "Säg vem filen är till\n"),
        (("--to", " ", "--purpose", "own_system"), "Säg vem filen är till\n"),
    ):
        assert there(form, "x", *options) == ExitCode.REFUSED
        told = capsys.readouterr().err
        assert told.startswith(said) and ("--to" in told or "--purpose" in told)
        if "varför" in said:
            what = next(one for one in OUTGOING if one.name == form)
            assert all(f"{one.stored} = {one.label}" in told for one in what.purposes), "the choices are listed"
    assert not (there.folder / "x").exists() and there.logged() == [] and there.kept() == ()


def test_what_can_be_for_our_own_use_alone_needs_neither(begin: Begin) -> None:
    there = begin(MAJA, Appointment(patient_id=ME, what="Ögon", day=TODAY + timedelta(days=3)))
    assert there("journaltext", "j.txt") == ExitCode.DONE
    assert there("ics", "b.ics", "--appointment", "1") == ExitCode.DONE
    assert there.logged() == [
        ("Journaltext, till Vår egen journal", Purpose.OWN_JOURNAL.label),
        ("Kalenderfil (ICS), besök, till Min kalender", Purpose.CALENDAR.label),
    ]
    assert there.kept() == ()


@pytest.mark.parametrize("form", LEAVES)
def test_what_goes_to_another_clinic_is_kept_among_what_was_handed_out(form: str, begin: Begin) -> None:
    there = begin()
    assert there(form, "x", "--to", "Ali Demir", "--purpose", "move") == ExitCode.DONE
    (kept,), what = there.kept(), LEAVES[form]
    assert (kept.paper, kept.title, kept.way) == (form, what.title, Way.SAVED)
    assert (kept.contact_id, kept.ground, kept.consent_id) == (ALI.id, Ground.CONSENT, CONSENT.id)
    assert kept.sha256 == sha256(there.read("x")).hexdigest()
    assert there.logged() == [(f"{what.title}, till Ali Demir, LSS-handläggare", Purpose.MOVE.label)]


@pytest.mark.parametrize("form", LEAVES)
def test_without_a_ground_nothing_leaves(form: str, begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    there = begin(MAJA, ALI)
    to = ("--to", "Region Norr", "--purpose", "care")
    assert there(form, "x", *to) == ExitCode.REFUSED
    assert "samtycke" in capsys.readouterr().err
    assert there(form, "x", *to, "--ground", "law") == ExitCode.REFUSED, "which law is not said"
    assert not (there.folder / "x").exists() and there.kept() == () and there.logged() == []
    assert there(form, "x", *to, "--ground", "law", "--ground-note", "Smittskyddslagen") == ExitCode.DONE
    (kept,) = there.kept()
    assert (kept.to, kept.ground, kept.ground_note) == ("Region Norr", Ground.LAW, "Smittskyddslagen")
    (row,) = there.logged()
    assert row[1] == f"{Purpose.CARE.label}. {Ground.LAW.label}: Smittskyddslagen"


def test_a_purpose_that_the_file_cannot_have_is_no_choice(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    there = begin()
    for form, purpose in (("journaltext", "care"), ("ics", "patient"), ("fhir-transaction", "move")):
        assert there(form, "x", "--to", "Ali Demir", "--purpose", purpose) == ExitCode.USAGE
        assert "går inte att välja" in capsys.readouterr().err
    assert there("record", "x", "--to", "Ali Demir", "--purpose", "patient") == ExitCode.REFUSED
    assert "passar inte ihop" in capsys.readouterr().err


def test_what_the_consent_keeps_back_and_what_the_patient_may_not_see_is_said(
    begin: Begin, capsys: pytest.CaptureFixture[str]
) -> None:
    there = begin(MAJA, ALI, CONSENT, HIDDEN)
    assert there("fhir", "x", "--to", "Ali Demir", "--purpose", "care") == ExitCode.DONE
    told = capsys.readouterr().err
    assert "Samtycket säger att det här inte får lämnas: Diagnosen" in told
    assert "uppmärksamhetsinformation som inte får visas för patienten" in told


def test_what_is_protected_goes_along_within_the_clinic_only(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    there = begin(replace(MAJA, protected_identity=ProtectedIdentity.MARKED, address="Gömgatan 4"))
    everything = ("--to", "Vår nya pärm", "--include-protected", "--purpose")
    assert there("record", "x", *everything, "move") == ExitCode.REFUSED
    assert "stannar i verksamheten" in capsys.readouterr().err and not (there.folder / "x").exists()
    assert there("record", "x", *everything, "own_system") == ExitCode.DONE
    assert "SKYDDADE" in capsys.readouterr().err and "Gömgatan" in there.read("x").decode()
    ((what, _why),) = there.logged()
    assert what == "Alla uppgifter (record.json), även skyddade, till Vår nya pärm"
    assert there("record", "y", "--to", "Motorn", "--purpose", "own_system") == ExitCode.DONE
    assert "Gömgatan" not in there.read("y").decode() and "--include-protected" in capsys.readouterr().err


def test_the_extract_is_for_the_patient_as_paper_and_as_file(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    mother = Guardian(patient_id=ME, name="Hanna Dahl")
    there = begin(MAJA, ALI, HIDDEN, mother)
    assert there("registerutdrag", "u.json") == ExitCode.REFUSED
    assert capsys.readouterr().err.startswith("Säg vem filen är till")
    assert there("registerutdrag", "u.json", "--to", "Ali Demir") == ExitCode.REFUSED
    assert there("registerutdrag", "u.txt", "--to", "patienten") == ExitCode.REFUSED
    assert ".pdf" in capsys.readouterr().err
    for name in ("u.json", "u.pdf"):
        assert there("registerutdrag", name, "--to", "patienten") == ExitCode.DONE
    assert json.loads(there.read("u.json"))["hallpunkt_extract"] == 1 and there.read("u.pdf").startswith(b"%PDF")
    assert "Hotbild" not in there.read("u.json").decode()
    assert [one.title for one in there.kept()] == ["Registerutdrag (JSON)", "Registerutdrag (PDF)"]
    assert all(one.to_patient and one.ground is None for one in there.kept())
    assert [what for what, _why in there.logged()] == [f"{one.title}, till Patienten" for one in there.kept()]


def test_a_besok_is_chosen_by_its_number_and_called_off(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    soon, later = (
        Appointment(patient_id=ME, what="Hemligt", day=TODAY + timedelta(days=days), starts=time(9, 30))
        for days in (3, 9)
    )
    off = Appointment(patient_id=ME, what="Prov", day=TODAY + timedelta(days=5), status=AppointmentStatus.CANCELLED)
    there = begin(MAJA, later, off, soon)
    assert there("ics", "x.ics", "--appointment", "7") == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert f"1 = {soon.day} kl. 09.30; 2 = {off.day} (avbokat); 3 = {later.day} kl. 09.30" in told
    assert "Hemligt" not in told
    assert there("ics", "x.ics", "--appointment", "2") == ExitCode.REFUSED, "it is called off"
    assert there("ics", "1.ics", "--appointment", "3") == ExitCode.DONE
    assert f"UID:{later.id}" in there.read("1.ics").decode()
    assert there("ics", "2.ics", "--appointment", "2", "--cancel") == ExitCode.DONE
    assert f"UID:{off.id}" in there.read("2.ics").decode() and b"METHOD:CANCEL" in there.read("2.ics")
    assert there.logged()[-1][0] == "Kalenderfil (ICS), besök, inställt, till Min kalender"
    assert there("ics", "3.ics", "--appointment", "1", "--meeting", "planning") == ExitCode.REFUSED


def test_both_bundles_say_that_the_log_goes_along(begin: Begin) -> None:
    there = begin()
    for form, kind in (("fhir", "document"), ("fhir-transaction", "transaction")):
        assert there(form, f"{form}.json", "--to", "Motorn", "--purpose", "own_system", "--with-log") == ExitCode.DONE
        assert json.loads(there.read(f"{form}.json"))["type"] == kind
    assert [what for what, _why in there.logged()] == [
        "FHIR-dokument, med kontaktlogg, till Motorn", "FHIR-transaktion, med kontaktlogg, till Motorn",
    ]  # fmt: skip


def test_the_lists_are_read_by_other_programs(begin: Begin) -> None:
    there = begin()
    to = ("--to", "Min adressbok", "--purpose", "calendar")
    assert there("csv", "k.csv", *to) == there("vcard", "k.vcf", *to) == ExitCode.DONE
    rows = list(csv.reader(StringIO(there.read("k.csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 2 and "Ali Demir" in rows[1]
    assert there.kept() == ()


@pytest.mark.parametrize("what", OUTGOING, ids=lambda one: one.name)
def test_every_kind_of_file_has_its_command(what: Outgoing, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command_line.parser().parse_args(["export", what.name, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "--to VEM" in told and all(f"{one.stored} = {one.label}" in told for one in what.purposes)
    assert ("--ground" in told) is any(one.leaves for one in what.purposes)


def test_whoever_asks_for_help_imports_nothing_that_writes_a_format() -> None:
    writes = ("fhir", "rivta", "ics", "calendar_file", "vcard", "extract_json", "journaltext", "svg")
    code = (
        "import sys; from ui.command_line import parser; parser(); "
        f"print([m for m in sys.modules for w in {writes!r} if m == f'coordinator.exchange.{{w}}'])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
