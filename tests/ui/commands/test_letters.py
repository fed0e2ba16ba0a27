"""The commands on SIP: one letter, all of them in one file or a folder, the form, the plan, and the calendar file."""

from collections.abc import Callable
from datetime import time, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from pikepdf import PasswordError, Pdf

from coordinator.change import Add, Change
from coordinator.consent import Consent, ConsentPurpose
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact
from coordinator.desk import Access
from coordinator.entity import Entity
from coordinator.person import Patient
from coordinator.record import swedish_clock
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from db import vault
from tests.conftest import CODE, PASSPHRASE
from ui import command_line
from ui.exit_code import ExitCode

ME = UUID("11111111-2222-3333-4444-555555555555")
TODAY = swedish_clock().date()
LOCK = "korall mjölk trampa linjal"
MAJA = Patient(id=ME, patient_id=ME, given_name="Maja", family_name="Test", identity_number="199007282388")
ALI = Contact(patient_id=ME, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun")
NORA = Contact(patient_id=ME, name="Nora Berg", role="kurator")
SIPS = [Sip(patient_id=ME, number=number, question=f"Fråga {number}?") for number in (1, 2)]
CONSENTS = [
    Consent(
        patient_id=ME, purpose=ConsentPurpose.SIP, sip_id=one.id, given_by="Maja", given_on=TODAY,
        recipients="Deltagarna", covers="Planen", valid_until=TODAY + timedelta(days=90),
    )
    for one in SIPS
]  # fmt: skip


def meeting(sip: Sip, kind: SipMeetingKind, day: int) -> tuple[Entity, ...]:
    """A meeting of the SIP to which the patient, Ali and Nora are called."""
    planned = SipMeeting(
        patient_id=ME, sip_id=sip.id, kind=kind, day=TODAY + timedelta(days=day), at=time(14), place="Sal B2"
    )
    return (
        planned,
        *(SipInvitation(patient_id=ME, meeting_id=planned.id, participant_id=one.id) for one in PEOPLE[sip.id]),
    )


PEOPLE = {
    sip.id: (
        SipParticipant(patient_id=ME, sip_id=sip.id, part=SipPart.PATIENT),
        SipParticipant(patient_id=ME, sip_id=sip.id, position=1, contact_id=ALI.id),
        SipParticipant(patient_id=ME, sip_id=sip.id, position=2, contact_id=NORA.id),
    )
    for sip in SIPS
}
FIRST, SECOND = SIPS
FIRST_MEETINGS = (
    *meeting(FIRST, SipMeetingKind.PREPARATION, 3), *meeting(FIRST, SipMeetingKind.PLANNING, 9),
)  # fmt: skip
NAMED = [
    ConsentRecipient(patient_id=ME, consent_id=CONSENTS[0].id, contact_id=one.id) for one in (ALI, NORA)
] + [ConsentRecipient(patient_id=ME, consent_id=CONSENTS[1].id, contact_id=ALI.id)]  # fmt: skip
ONE_SIP = (MAJA, ALI, NORA, FIRST, CONSENTS[0], *PEOPLE[FIRST.id], *FIRST_MEETINGS, *NAMED[:2])
BOTH = (
    *ONE_SIP, SECOND, CONSENTS[1], *PEOPLE[SECOND.id], *meeting(SECOND, SipMeetingKind.PLANNING, 5), NAMED[2],
)  # fmt: skip


class Sips:
    """The commands on a record with one or two SIPs."""

    def __init__(self, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._path, self.folder, self._monkeypatch = path, folder, monkeypatch
        (folder / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")

    def hold(self, *entries: Entity) -> None:
        """Put them in the vault."""
        with vault.open_with_code(self._path, CODE, swedish_clock) as opened:
            opened.store.apply(ME, Change("Påhittat", tuple(map(Add, entries))))

    def __call__(self, *words: str, out: str, typed: str = "") -> int:
        self._monkeypatch.setattr("sys.stdin", StringIO(typed))
        here = ["--vault", str(self._path), "--passphrase-file", str(self.folder / "fras.txt"), "--patient"]
        command, kind, *options = words
        return command_line.run(
            [command, kind, *here, "199007282388", "--out", str(self.folder / out), *options], lambda: vault
        )

    def kept(self) -> list[SharedPaper]:
        """What is noted as shared."""
        with vault.open_with_code(self._path, CODE, swedish_clock) as opened:
            return list(opened.store.read(ME).all(SharedPaper))

    def logged(self, access: Access) -> list[str]:
        """What the access log says, the oldest first."""
        with vault.open_with_code(self._path, CODE, swedish_clock) as opened:
            found = [one.title for one in opened.store.changes(ME, limit=30) if one.access is access]
        return found[::-1]


@pytest.fixture
def sips(vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sips]:
    def holding(*entries: Entity) -> Sips:
        made = Sips(vault_path, tmp_path, monkeypatch)
        made.hold(*entries)
        return made

    return holding


def words(file: Path, password: str | None = None) -> str:
    with pypdfium2.PdfDocument(file, password=password) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


Holding = Callable[..., Sips]


def test_one_letter_is_to_whom_it_is_written(sips: Holding) -> None:
    there = sips(*ONE_SIP)
    assert there("print", "sip-kallelse", "--to", "ali demir", out="a.pdf") == ExitCode.DONE
    assert there("print", "sip-kallelse", out="m.pdf") == ExitCode.DONE
    said = words(there.folder / "a.pdf")
    assert "Till: Ali Demir" in said and "Fråga 1?" in said and "Kallelse till SIP-möte" in said
    assert "Till: Maja Test" in words(there.folder / "m.pdf")
    first, second = there.kept()
    assert (first.contact_id, first.consent_id, first.ground) == (ALI.id, CONSENTS[0].id, Ground.CONSENT)
    assert second.to_patient and first.sha256 == sha256((there.folder / "a.pdf").read_bytes()).hexdigest()


def test_the_meeting_is_chosen_and_is_the_sip_meeting_else(sips: Holding) -> None:
    there = sips(*ONE_SIP)
    assert there("print", "sip-kallelse", "--meeting", "preparation", out="f.pdf") == ExitCode.DONE
    assert "Kallelse till förmöte inför SIP" in words(there.folder / "f.pdf")
    assert there("print", "sip-kallelse", "--meeting", "follow_up", out="u.pdf") == ExitCode.REFUSED


def test_which_of_two_must_be_said(sips: Holding, capsys: pytest.CaptureFixture[str]) -> None:
    there = sips(*BOTH)
    assert there("print", "sip-kallelse", out="a.pdf") == ExitCode.REFUSED
    assert "--sip" in (said := capsys.readouterr().err) and "1, 2" in said
    assert there("print", "sip-kallelse", "--sip", "7", out="a.pdf") == ExitCode.REFUSED
    assert "ingen med nummer 7" in capsys.readouterr().err and not (there.folder / "a.pdf").exists()
    assert there("print", "sip-kallelse", "--sip", "2", out="a.pdf") == ExitCode.DONE
    assert "Fråga 2?" in words(there.folder / "a.pdf")


def test_all_letters_are_one_pdf_and_each_is_noted(sips: Holding) -> None:
    there = sips(*ONE_SIP)
    assert there("print", "sip-kallelse", "--all", out="alla.pdf") == ExitCode.DONE
    said = words(there.folder / "alla.pdf")
    assert [f"Till: {name}" in said for name in ("Maja Test", "Ali Demir", "Nora Berg")] == [True] * 3
    seal = sha256((there.folder / "alla.pdf").read_bytes()).hexdigest()
    assert [one.to for one in there.kept()] == ["Patienten", "Ali Demir, LSS-handläggare", "Nora Berg, kurator"]
    assert {(one.sha256, one.way) for one in there.kept()} == {(seal, Way.SAVED)}
    assert there.logged(Access.PRINT) == ["Kallelse till SIP-möte"] * 3


def test_or_each_in_a_folder(sips: Holding) -> None:
    there = sips(*ONE_SIP)
    (there.folder / "brev").mkdir()
    assert there("print", "sip-kallelse", "--all", "--large", out="brev") == ExitCode.DONE
    files = sorted((there.folder / "brev").iterdir())
    assert [one.name for one in files] == [f"sip-kallelse-{number}.pdf" for number in (1, 2, 3)]
    assert "Till: Nora Berg" in words(files[2])
    assert [one.sha256 for one in there.kept()] == [sha256(one.read_bytes()).hexdigest() for one in files]


def test_all_of_them_can_be_locked(sips: Holding) -> None:
    there = sips(*ONE_SIP)
    (there.folder / "las.txt").write_text(LOCK, encoding="utf-8")
    locked = ("--password-file", str(there.folder / "las.txt"))
    assert there("print", "sip-kallelse", "--all", *locked, out="alla.pdf") == ExitCode.DONE
    file = there.folder / "alla.pdf"
    with pytest.raises(PasswordError):
        Pdf.open(BytesIO(file.read_bytes()))
    assert "Till: Nora Berg" in words(file, LOCK)
    assert {(one.way, one.sha256) for one in there.kept()} == {(Way.LOCKED, sha256(file.read_bytes()).hexdigest())}


def test_when_one_may_not_go_none_does(sips: Holding, capsys: pytest.CaptureFixture[str]) -> None:
    there = sips(*BOTH)
    assert there("print", "sip-kallelse", "--sip", "2", "--all", out="alla.pdf") == ExitCode.REFUSED
    assert "Papper 3 av 3" in capsys.readouterr().err
    assert not (there.folder / "alla.pdf").exists() and there.kept() == [] and there.logged(Access.PRINT) == []
    asked = ("--ground", "request")
    assert there("print", "sip-kallelse", "--sip", "2", "--all", *asked, out="alla.pdf") == ExitCode.DONE
    assert [one.ground for one in there.kept()] == [None, Ground.REQUEST, Ground.REQUEST]


def test_what_cannot_be_is_refused_with_words(sips: Holding, capsys: pytest.CaptureFixture[str]) -> None:
    there = sips(*ONE_SIP)
    for words_after, out, says in (
        (("--all",), "alla.txt", "Flera brev skrivs som PDF"),
        (("--all",), "mapp som inte finns", "eller vara en mapp som finns"),
        (("--all",), "finns inte/alla.pdf", "Mappen finns inte"),
        (("--to", "Okänd"), "a.pdf", "Mottagaren är inte kallad"),
        (("--to", "Ali Demir"), ".", "Det är en mapp"),
    ):
        assert there("print", "sip-kallelse", *words_after, out=out) == ExitCode.REFUSED
        assert says in capsys.readouterr().err
    assert there.kept() == []


def test_a_file_that_is_there_is_not_written_over(sips: Holding) -> None:
    there = sips(*ONE_SIP)
    (there.folder / "alla.pdf").write_text("annat")
    assert there("print", "sip-kallelse", "--all", out="alla.pdf") == ExitCode.REFUSED
    assert (there.folder / "alla.pdf").read_text() == "annat" and there.kept() == []
    assert there("print", "sip-kallelse", "--all", "--force", out="alla.pdf") == ExitCode.DONE


def test_the_plan_and_the_form_are_about_the_sip(sips: Holding) -> None:
    there = sips(*BOTH)
    assert there("print", "sip-plan", "--sip", "1", out="plan.pdf") == ExitCode.DONE
    assert "Samordnad individuell plan" in words(there.folder / "plan.pdf")
    assert there("print", "samtycke", "--sip", "1", out="s.pdf") == ExitCode.DONE
    assert "Ali Demir" in words(there.folder / "s.pdf")
    assert there("print", "samtycke", out="tom.pdf") == ExitCode.DONE
    assert "Ali Demir" not in words(there.folder / "tom.pdf")
    assert [one.number for one in there.kept()] == [0] * 3


def test_without_a_sip_it_is_said_what_to_do(sips: Holding, capsys: pytest.CaptureFixture[str]) -> None:
    there = sips(MAJA)
    for command in (("print", "sip-kallelse"), ("print", "sip-plan"), ("export", "ics")):
        assert there(*command, out="x.pdf") == ExitCode.REFUSED
        assert "SIP" in capsys.readouterr().err


def test_the_calendar_file_is_of_the_meeting_and_is_logged(sips: Holding) -> None:
    there = sips(*BOTH)
    assert there("export", "ics", "--sip", "1", out="m.ics") == ExitCode.DONE
    content = (there.folder / "m.ics").read_bytes()
    assert b"SUMMARY:SIP-m\xc3\xb6te\r\n" in content and b"LOCATION:Sal B2\r\n" in content and b"Maja" not in content
    assert there("export", "ics", "--sip", "1", "--meeting", "preparation", out="f.ics") == ExitCode.DONE
    assert "Förmöte" in (there.folder / "f.ics").read_text(encoding="utf-8")
    assert there.logged(Access.EXPORT) == ["Kalenderfil (ICS), SIP-möte, till Min kalender"] * 2
    assert there("export", "ics", out="x.ics") == ExitCode.REFUSED and not (there.folder / "x.ics").exists()
