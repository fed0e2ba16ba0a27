"""The command print: every document, for the patient or somebody else, in each form, locked, and what is kept of it."""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2
import pytest

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.change import Add, Change
from coordinator.consent import Consent, ConsentPurpose, revoke_consent
from coordinator.contact import Contact
from coordinator.desk import Access, Desk, LoggedChange
from coordinator.documents.catalogue import CONTACT_MAP, DOCUMENTS
from coordinator.documents.paper_kind import Paper
from coordinator.exchange.contacts_csv import read_csv
from coordinator.exchange.record_json import read_record_json
from coordinator.exchange.text_file import read_text
from coordinator.exchange.vcard import read_cards
from coordinator.lettering import Lettering
from coordinator.person import Patient
from coordinator.record import Record, swedish_clock
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.umi.card import EmergencyCard
from db import vault
from tests.conftest import CODE, PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

ME = UUID("11111111-2222-3333-4444-555555555555")
TODAY = swedish_clock().date()
MAJA = Patient(id=ME, patient_id=ME, given_name="Maja", family_name="Test", identity_number="199007282388")
PLAN = CarePlan(patient_id=ME, what_matters="Att orka med skolan")
LSS = Contact(patient_id=ME, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun")
CONSENT = Consent(
    patient_id=ME, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY, recipients="LSS-handläggaren",
    covers="Planen", excludes="Diagnosen", valid_until=TODAY + timedelta(days=90),
)  # fmt: skip

PASSWORD = "fyra ord som går"


class Printing:
    """The command on Maja's record in a vault of its own."""

    def __init__(self, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._path, self._folder, self._monkeypatch = path, folder, monkeypatch
        (folder / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
        with vault.open_with_code(path, CODE, swedish_clock) as opened:
            opened.store.apply(ME, Change("Påhittat", tuple(map(Add, (MAJA, PLAN, LSS, CONSENT)))))

    def __call__(self, paper: str, out: str, *options: str, typed: str = "") -> int:
        self._monkeypatch.setattr("sys.stdin", StringIO(typed))
        here = ["--vault", str(self._path), "--passphrase-file", str(self._folder / "fras.txt"), "--patient"]
        return command_line.run(
            ["print", paper, *here, "199007282388", "--out", str(self._folder / out), *options], lambda: vault
        )

    def locked(self) -> list[str]:
        """The options that lock the file."""
        (self._folder / "ord.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
        return ["--password-file", str(self._folder / "ord.txt")]

    def file(self, out: str) -> bytes:
        """What was written."""
        return self.path(out).read_bytes()

    def path(self, out: str) -> Path:
        """Where it is."""
        return self._folder / out

    def text(self, out: str) -> str:
        """Its words."""
        with pypdfium2.PdfDocument(self.file(out), password=PASSWORD) as pdf:
            return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)

    def record(self) -> Record:
        """The record as it stands."""
        with vault.open_with_code(self._path, CODE, swedish_clock) as opened:
            return opened.store.read(ME)

    def logged(self) -> LoggedChange:
        """The newest paper in the log."""
        with vault.open_with_code(self._path, CODE, swedish_clock) as opened:
            return next(one for one in opened.store.changes(ME, limit=9) if one.access is Access.PRINT)

    def do(self, action: Callable[..., Change], *arguments: Any) -> None:
        """Something else that is done with the record."""
        with vault.open_with_code(self._path, CODE, swedish_clock) as opened:
            Desk(opened.store).do(ME, action, *arguments)


@pytest.fixture
def printing(vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printing:
    return Printing(vault_path, tmp_path, monkeypatch)


def attached(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf), password=PASSWORD if b"/Encrypt" in pdf else "") as opened:
        return set(opened.attachments)


FORMS = [
    (paper, lettering, landscape)
    for paper in DOCUMENTS
    if paper.make is not None  # those about one of several: test_letters
    for lettering in paper.letterings
    for landscape in (False, True)
    if not landscape or (paper.landscape and lettering is Lettering.STANDARD)
]
OPTION = {Lettering.LARGE: ["--large"], Lettering.EASY: ["--easy"], Lettering.STANDARD: []}


@pytest.mark.parametrize(
    ("paper", "lettering", "landscape"), FORMS, ids=lambda one: getattr(one, "name", str(one)).lower()
)
def test_every_document_is_printed_in_every_form_and_noted(
    printing: Printing, paper: Paper, lettering: Lettering, landscape: bool
) -> None:
    options = [*OPTION[lettering], *(["--landscape"] if landscape else [])]
    if paper.locked:
        options += printing.locked()
    if paper.to_another:
        options += ["--to", "patienten"]
    assert printing(paper.name, "p.pdf", *options) == ExitCode.DONE
    (kept,) = printing.record().all(SharedPaper)
    way = Way.LOCKED if paper.locked else Way.SAVED
    lies = landscape or paper is CONTACT_MAP
    assert (kept.paper, kept.lettering, kept.landscape) == (paper.name, lettering, lies)
    assert (kept.to, kept.to_patient, kept.ground, kept.way) == ("Patienten", True, None, way)
    assert kept.sha256 == hashlib.sha256(printing.file("p.pdf")).hexdigest()
    assert kept.with_record is paper.carries(lettering) is bool(attached(printing.file("p.pdf")))
    assert kept.mark in printing.text("p.pdf") and kept.mark.startswith("Logg ")
    assert printing.record().all(HandedOutPlan) == ()


def test_the_plan_goes_to_whom_a_consent_names_and_is_kept(
    printing: Printing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printing("vardplan", "p.pdf", "--to", "Ali Demir") == ExitCode.DONE
    record = printing.record()
    (kept,), (copy,) = record.all(SharedPaper), record.all(HandedOutPlan)
    assert (kept.ground, kept.consent_id, kept.contact_id, kept.copy_id) == (
        Ground.CONSENT, CONSENT.id, LSS.id, copy.id,
    )  # fmt: skip
    assert "Diagnosen" in capsys.readouterr().err
    assert printing("vardplan", "igen.pdf", "--version", "1") == ExitCode.DONE
    assert printing.text("igen.pdf") == printing.text("p.pdf")
    assert printing.record().all(SharedPaper)[-1].again
    assert printing.logged().reason == ""


def test_without_a_consent_it_is_stopped_before_anything_is_written(
    printing: Printing, capsys: pytest.CaptureFixture[str]
) -> None:
    printing.do(revoke_consent, CONSENT.id)
    for options in (["--to", "Ali Demir"], ["--hand-out-to", "Ali Demir"], ["--to", "Trygg Försäkring"]):
        assert printing("vardplan", "p.pdf", *options) == ExitCode.REFUSED
        said = capsys.readouterr().err
        assert "Papperet får inte lämnas ut" in said and "en annan grund" in said and "Demir" not in said
    assert printing("om-mig", "p.pdf", "--to", "Ali Demir", "--ground", "law") == ExitCode.REFUSED
    assert "vilken skyldighet" in capsys.readouterr().err
    assert printing.record().all(SharedPaper) == ()
    with pytest.raises(FileNotFoundError):
        printing.file("p.pdf")


@pytest.mark.parametrize("ground", ["request", "law", "emergency"])
def test_another_ground_opens_and_stands_in_the_log(printing: Printing, ground: str) -> None:
    printing.do(revoke_consent, CONSENT.id)
    stated = ("--ground", ground, "--ground-note", "Ringde akuten")
    assert printing("om-mig", "p.pdf", "--to", "Ali Demir, LSS-handläggare", *stated) == ExitCode.DONE
    (kept,) = printing.record().all(SharedPaper)
    assert (kept.ground, kept.ground_note, kept.consent_id) == (Ground.of(ground), "Ringde akuten", None)
    assert printing.logged().reason == f"{Ground.of(ground).label}: Ringde akuten"


@pytest.mark.parametrize("option", ["--to", "--hand-out-to"])
def test_an_empty_name_is_nobody_and_not_the_patient(
    printing: Printing, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printing("vardplan", "p.pdf", option, "") == ExitCode.REFUSED
    assert "Skriv vem papperet är till" in capsys.readouterr().err and printing.record().all(SharedPaper) == ()


def test_a_former_version_goes_to_nobody_without_a_ground_either(printing: Printing) -> None:
    assert printing("vardplan", "p.pdf", "--hand-out-to", "patienten") == ExitCode.DONE
    printing.do(revoke_consent, CONSENT.id)
    assert printing("vardplan", "x.pdf", "--version", "1", "--to", "Ali Demir") == ExitCode.REFUSED
    assert printing("vardplan", "x.pdf", "--version", "1", "--large") == ExitCode.REFUSED
    assert printing("vardplan", "x.pdf", "--version", "2") == ExitCode.REFUSED
    assert len(printing.record().all(SharedPaper)) == 1


def test_what_is_left_out_is_on_no_page_and_in_no_file(printing: Printing) -> None:
    assert printing("vardplan", "hel.pdf") == ExitCode.DONE
    left = ("--leave-out", "contacts", "--leave-out", "times")
    assert printing("vardplan", "del.pdf", *left) == ExitCode.DONE
    assert "Ali Demir" in printing.text("hel.pdf") and "Ali Demir" not in printing.text("del.pdf")
    assert "inte dela" in printing.text("del.pdf")
    kept = printing.record().all(SharedPaper)[-1]
    assert [section.stored for section in kept.left_out] == ["times", "contacts"]
    assert printing("vardplan", "x.pdf", "--easy", *left) == ExitCode.REFUSED
    assert printing("vardplan", "x.pdf", "--leave-out", "blaj") == ExitCode.USAGE
    assert printing("om-mig", "x.pdf", *left) == ExitCode.USAGE


def test_the_record_stays_at_home_when_it_is_not_to_go(printing: Printing) -> None:
    assert printing("vardplan", "p.pdf", "--without-record") == ExitCode.DONE
    assert printing("vardplan", "p.txt") == ExitCode.DONE
    assert attached(printing.file("p.pdf")) == set()
    assert [one.with_record for one in printing.record().all(SharedPaper)] == [False, False]


def test_a_locked_file_opens_with_its_password_only(printing: Printing, tmp_path: Path) -> None:
    (tmp_path / "ord.txt").write_text("fyra ord som går\n", encoding="utf-8")
    assert printing("vardplan", "p.pdf", "--password-file", str(tmp_path / "ord.txt")) == ExitCode.DONE
    content = printing.file("p.pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(content))
    with pikepdf.open(BytesIO(content), password="fyra ord som går") as opened:
        assert opened.encryption.R == 6
    (kept,) = printing.record().all(SharedPaper)
    assert (kept.way, kept.sha256) == (Way.LOCKED, hashlib.sha256(content).hexdigest())
    assert printing("vardplan", "x.txt", "--password-file", str(tmp_path / "ord.txt")) == ExitCode.REFUSED


def test_what_is_for_the_next_clinic_is_never_a_file_that_anybody_can_open(
    printing: Printing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printing("overlamning-flytt", "p.pdf", *printing.locked()) == ExitCode.REFUSED
    assert "Skriv vem papperet är till." in capsys.readouterr().err  # not the patient, when nothing is said
    to = ("--to", "Ali Demir")
    assert printing("overlamning-flytt", "p.pdf", *to) == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert told.startswith("Papperet sparas bara med lösenord\n") and "--password-file" in told
    assert printing("overlamning-flytt", "p.txt", *to, *printing.locked()) == ExitCode.REFUSED
    assert printing.record().all(SharedPaper) == ()
    assert printing("overlamning-flytt", "p.pdf", *to, *printing.locked()) == ExitCode.DONE
    assert "Diagnosen" in capsys.readouterr().err, "what the consent says must not go"
    (kept,) = printing.record().all(SharedPaper)
    assert (kept.ground, kept.consent_id, kept.contact_id, kept.with_record) == (
        Ground.CONSENT, CONSENT.id, LSS.id, True,
    )  # fmt: skip
    content = printing.file("p.pdf")
    for wrong in ("", "fyra ord som star"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(content), password=wrong)
        with pytest.raises(pypdfium2.PdfiumError, match="password"):
            pypdfium2.PdfDocument(content, password=wrong)
    with pikepdf.open(BytesIO(content), password=PASSWORD) as opened:
        assert opened.encryption.R == 6 and opened.encryption.bits == 256
        files = {name: one.get_file().read_bytes() for name, one in opened.attachments.items()}
    assert set(files) == {"record.json", "record.fhir.json", "kontakter.csv", "kontakter.vcf"}
    assert read_record_json(files["record.json"]).patient_id == ME
    assert json.loads(files["record.fhir.json"])["type"] == "document"
    for name in ("kontakter.csv", "kontakter.vcf"):
        read = read_cards if name.endswith(".vcf") else read_csv
        (found,) = read(read_text(files[name]), TODAY).rows
        assert found.fields["name"] == "Ali Demir"
    if shutil.which("pdftotext"):
        for password, code in ((PASSWORD, 0), ("fel ord här", 1)):
            read_by = ["pdftotext", "-upw", password, str(printing.path("p.pdf")), "-"]
            seen = subprocess.run(read_by, capture_output=True, text=True, check=False)
            assert (seen.returncode, "Min vårdplan" in seen.stdout) == (code, code == 0)
    assert "Att orka med skolan" in printing.text("p.pdf") and "Min vårdplan" in printing.text("p.pdf")


def test_a_password_that_is_asked_for_is_written_twice(printing: Printing, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["ett lösenord", "ett annat", "ett lösenord", "ett lösenord"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    assert printing("om-mig", "p.pdf", "--password-prompt") == ExitCode.REFUSED
    assert printing.record().all(SharedPaper) == ()
    assert printing("om-mig", "p.pdf", "--password-prompt") == ExitCode.DONE
    with pikepdf.open(BytesIO(printing.file("p.pdf")), password="ett lösenord") as opened:
        assert opened.is_encrypted


def test_a_password_that_is_soon_guessed_locks_nothing(
    printing: Printing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ord.txt").write_text("kort", encoding="utf-8")
    assert printing("om-mig", "p.pdf", "--password-file", str(tmp_path / "ord.txt")) == ExitCode.REFUSED
    assert "Lösenordet är för svagt" in capsys.readouterr().err and printing.record().all(SharedPaper) == ()


def test_nothing_is_noted_of_a_paper_that_cannot_be_written(printing: Printing, tmp_path: Path) -> None:
    (tmp_path / ".p.pdf.halv").mkdir()  # the disk says no to the file
    assert printing("vardplan", "p.pdf", "--to", "Ali Demir") == ExitCode.REFUSED
    record = printing.record()
    assert not record.all(SharedPaper) and not record.all(HandedOutPlan)


@pytest.mark.parametrize("paper", [one for one in DOCUMENTS if one.for_patient_only], ids=lambda one: one.name)
def test_what_is_only_for_the_patient_goes_to_nobody_else(printing: Printing, paper: Paper) -> None:
    assert printing(paper.name, "x.pdf", "--to", "Ali Demir", "--ground", "request") == ExitCode.REFUSED
    assert printing(paper.name, "x.pdf", "--to", "Maja") == ExitCode.DONE


# The cards


def test_so_many_cards_are_printed_and_kept_as_out_as_are_asked_for(printing: Printing) -> None:
    for out, options, copies, pages in (("ett.pdf", [], 1, 1), ("fyra.pdf", ["--copies", "4"], 4, 2)):
        assert printing("akutkort", out, *options) == ExitCode.DONE
        assert printing.text(out).count("Emergency card") == copies
        with pypdfium2.PdfDocument(printing.file(out)) as pdf:
            assert len(pdf) == pages
    assert sorted(one.copies for one in printing.record().all(EmergencyCard)) == [1, 4]
    for wrong in ("0", "9", "två"):
        assert printing("akutkort", "x.pdf", "--copies", wrong) == ExitCode.USAGE
    assert printing("om-mig", "x.pdf", "--copies", "2") == ExitCode.USAGE


def _with_text(record: Record, /, heading: str) -> Change:
    written = EmergencyInformation(
        patient_id=ME, heading=heading, card_text="Ring anestesijouren före sövning. " * 5, source="Brev",
        checked_on=record.today, checked_by="Anna Lind",
    )  # fmt: skip
    return Change("Påhittat", (Add(written),))


def test_a_card_without_room_is_refused_and_nothing_is_written_or_kept(
    printing: Printing, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Svårintuberad", "Addisons sjukdom"):
        printing.do(_with_text, name)
    assert printing("akutkort", "x.pdf") == ExitCode.REFUSED
    said = capsys.readouterr().err
    assert "tecken för lång" in said and "”Addisons sjukdom”" in said and "UMI och akut" in said
    assert not (printing._folder / "x.pdf").exists() and printing.record().all(EmergencyCard) == ()


# The map


def test_the_map_is_printed_on_the_paper_that_is_asked_for(printing: Printing) -> None:
    for out, options, wanted in (("a4.pdf", [], (842, 595)), ("a3.pdf", ["--a3"], (1191, 842))):
        assert printing("kontaktkarta", out, *options) == ExitCode.DONE
        with pypdfium2.PdfDocument(printing.file(out)) as pdf:
            assert {tuple(map(round, page.get_size())) for page in pdf} == {wanted}
        assert "Ali Demir" in printing.text(out)


def test_the_map_is_a_picture_when_the_file_says_so_and_noted_as_any_paper(printing: Printing) -> None:
    assert printing("kontaktkarta", "karta.svg") == ExitCode.DONE
    made = printing.file("karta.svg")
    assert made.startswith(b"<?xml") and b"Ali Demir" in made
    (kept,) = printing.record().all(SharedPaper)
    assert (kept.paper, kept.way, kept.sha256) == ("kontaktkarta", Way.SAVED, hashlib.sha256(made).hexdigest())
    assert printing.logged().title == kept.title
    assert printing("kontaktkarta", "stor.svg", "--a3") == ExitCode.DONE
    assert _width(printing.file("stor.svg")) > 1.3 * _width(made)


def _width(picture: bytes) -> float:
    found = re.search(rb' width="([\d.]+)pt"', picture)
    assert found
    return float(found[1])


def test_what_is_no_picture_is_not_written_as_one(printing: Printing, capsys: pytest.CaptureFixture[str]) -> None:
    (printing._folder / "lösen.txt").write_text("hemlig mening med många ord", encoding="utf-8")
    lock = ["--password-file", str(printing._folder / "lösen.txt")]
    for paper, options, says in (("vardplan", [], "Bara kontaktkartan"), ("kontaktkarta", lock, "kan inte låsas")):
        assert printing(paper, "p.svg", *options) == ExitCode.REFUSED
        assert says in capsys.readouterr().err
    assert not (printing._folder / "p.svg").exists() and printing.record().all(SharedPaper) == ()
