"""Several papers out at once: bound or apart, all of them or none, and each is noted; one at a time is on the pages."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.desk import Access
from coordinator.documents.catalogue import SIP_INVITATION, TIMES
from coordinator.documents.sip_invitation import letters_of
from coordinator.errors import CoordinatorError, OutputError, RuleError
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order
from coordinator.sip.beginning import write_sip
from coordinator.sip.belonging import sips
from coordinator.whole_file import written
from tests.ui.conftest import ScriptedDialogs
from tests.ui.pages.seen import record_of
from ui import handing_out
from ui.handing_out import HandingOut, Wanted, for_herself
from ui.session import Session

Idle = Callable[[], None]


class Out:
    """Papers of the child with a SIP, what was told of them and what the access log got."""

    def __init__(self, session: Session, window: QWidget, idle: Idle, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session, self.idle = session, idle
        self.out = HandingOut(session, window)
        self.told: list[str] = []
        self.left: list[list[Wanted]] = []
        self.refused: list[CoordinatorError] = []
        self.again: list[Any] = []
        self.logged: list[tuple[Access, str]] = []
        self.out.told.connect(self.told.append)
        self.out.left.connect(self.left.append)
        self.out.refused.connect(self._refused)
        self._note = session.vault.store.note
        monkeypatch.setattr(session.vault.store, "note", self._noting)

    def _refused(self, error: CoordinatorError, again: object) -> None:
        self.refused.append(error)
        self.again.append(again)

    def _noting(self, access: Access, **named: Any) -> None:
        if access is Access.PRINT:
            self.logged.append((access, named["what"]))
        self._note(access, **named)

    @property
    def record(self) -> Record:
        return record_of(self.session)

    @property
    def letters(self) -> list[Wanted]:
        found = letters_of(self.record)
        assert len(found) == 8
        return [Wanted(Order(SIP_INVITATION, one.to, about=one.id)) for one in found if one.to is not None]

    @property
    def shared(self) -> list[SharedPaper]:
        return [one for one in self.record.all(SharedPaper) if one.paper == SIP_INVITATION.name]

    def print_all(self, wanted: list[Wanted]) -> None:
        self.out.print_all(wanted)
        self.idle()

    def save_all(self, wanted: list[Wanted], *, together: bool) -> None:
        self.out.save_all(wanted, together=together)
        self.idle()


@pytest.fixture
def out(
    session: Session, qtbot: QtBot, idle: Idle, open_patient: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Out:
    window = QWidget()
    qtbot.addWidget(window)
    open_patient("barn")
    return Out(session, window, idle, monkeypatch)


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


def test_all_letters_go_to_the_printer_at_once_and_each_is_noted(out: Out, dialogs: ScriptedDialogs) -> None:
    wanted = out.letters
    dialogs.answers = [True]
    out.print_all(wanted)
    ((pdf, title),) = dialogs.printed
    assert title == "Kallelse till SIP-möte" and sum("Sida 1 av" in page for page in pages(pdf)) == 8
    words = "Kallelse till SIP-möte: 8 papper är skickade till skrivaren. Vart och ett är noterat som lämnat."
    assert [said.partition("\n")[0] for said in out.told] == [words]
    assert out.left == [wanted] and out.refused == []
    assert [one.to for one in out.shared] == [one.order.recipient.name for one in wanted]
    assert {one.sha256 for one in out.shared} == {sha256(pdf).hexdigest()}
    assert {one.way for one in out.shared} == {Way.PRINTED} and {one.number for one in out.shared} == {0}
    assert [one.ground for one in out.shared] == [None, None, None, *[Ground.CONSENT] * 5]
    assert out.logged == [(Access.PRINT, "Kallelse till SIP-möte")] * 8


def test_they_are_saved_as_one_pdf(out: Out, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    dialogs.paths = [tmp_path / "brev"]
    out.save_all(out.letters, together=True)
    pdf = (tmp_path / "brev.pdf").read_bytes()
    assert sum("Sida 1 av" in page for page in pages(pdf)) == 8
    assert {(one.way, one.sha256) for one in out.shared} == {(Way.SAVED, sha256(pdf).hexdigest())}
    assert "8 papper är sparade som en PDF" in out.told[0] and len(out.shared) == len(out.logged) == 8


def test_they_are_saved_apart_under_names_that_say_whose_of_nobody(
    out: Out, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialogs.paths = [tmp_path, tmp_path]
    wanted = out.letters
    out.save_all(wanted, together=False)
    files = sorted(tmp_path.glob("*.pdf"))
    assert [one.name for one in files] == [f"sip-kallelse-{number}.pdf" for number in range(1, 9)]
    assert [one.sha256 for one in out.shared] == [sha256(file.read_bytes()).hexdigest() for file in files]
    for file, one in zip(files[1:], wanted[1:], strict=True):
        assert one.order.recipient.name.split(",")[0] in pages(file.read_bytes())[0]
    out.save_all(wanted, together=False)
    assert (tmp_path / "sip-kallelse-omgång-2-8.pdf").exists(), "what is there is not written over"
    assert len(out.shared) == 16 and out.refused == []


def test_when_one_may_not_go_none_does_and_it_is_said_which(out: Out, dialogs: ScriptedDialogs) -> None:
    first, second = out.letters[-2:]
    # The letter that is written to one of them, for the other.
    mixed = Wanted(Order(SIP_INVITATION, second.order.recipient, about=first.order.about))
    out.print_all([first, mixed])
    assert dialogs.printed == [] and out.shared == [] and out.logged == [] and out.left == [] and out.told == []
    (error,) = out.refused
    assert error.message.startswith("Papper 2 av 2: Papperet är skrivet till någon annan.") and out.again == [None]


def test_what_is_thought_better_of_is_not_noted(out: Out, dialogs: ScriptedDialogs) -> None:
    dialogs.answers = [False]
    out.print_all(out.letters)
    dialogs.paths = [None, None]
    out.save_all(out.letters, together=True)
    out.save_all(out.letters, together=False)
    assert out.shared == [] and out.told == [] and out.refused == [] and out.left == []


def test_no_papers_are_nothing_to_do(out: Out, dialogs: ScriptedDialogs) -> None:
    out.print_all([])
    out.save_all([], together=False)
    assert dialogs.printed == [] and out.refused == []


def test_one_letter_is_told_as_one(out: Out, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    dialogs.paths = [tmp_path]
    out.save_all(out.letters[3:4], together=False)
    assert out.told[0].startswith("Kallelse till SIP-möte är sparad som PDF. Det är noterat som lämnat till ")
    assert (tmp_path / "sip-kallelse-1.pdf").exists()


def test_different_papers_go_together(out: Out, dialogs: ScriptedDialogs) -> None:
    dialogs.answers = [True]
    out.print_all([Wanted(for_herself(TIMES, out.record)), out.letters[0]])
    texts = pages(dialogs.printed[0][0])
    assert "Mina tider" in texts[0] and "Kallelse till SIP-möte" in texts[-1]
    assert len(out.shared) == 1 and [what for _, what in out.logged] == ["Mina tider", "Kallelse till SIP-möte"]


def test_files_that_could_not_be_noted_are_taken_back(
    out: Out, dialogs: ScriptedDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise RuleError("Går inte", "Så är det.")

    monkeypatch.setattr(handing_out, "share", refuse)
    dialogs.paths = [tmp_path, tmp_path / "alla.pdf"]
    for together in (False, True):
        out.save_all(out.letters, together=together)
    assert list(tmp_path.glob("*.pdf")) == [] and out.shared == [] and out.told == []
    assert [error.title for error in out.refused] == ["Går inte"] * 2


def test_when_one_file_cannot_be_written_none_is(
    out: Out, dialogs: ScriptedDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(path: Path, content: bytes) -> Any:
        if path.name.endswith("-5.pdf"):
            raise OutputError("Disken är full", "Gör plats.")
        return written(path, content)

    monkeypatch.setattr("ui.leaving_file.written", some)
    dialogs.paths = [tmp_path]
    out.save_all(out.letters, together=False)
    assert list(tmp_path.glob("*.pdf")) == [] and out.shared == [] and out.logged == []
    assert [error.title for error in out.refused] == ["Disken är full"]


def test_what_the_fonts_lack_is_asked_about_once_for_all(out: Out, dialogs: ScriptedDialogs) -> None:
    (sip, *_) = sips(out.record)
    out.session.do(write_sip, sip.id, question="Hej \U0001f600")
    out.idle()
    out.print_all(out.letters)
    assert "U+1F600" in out.refused[0].message and dialogs.printed == [] and out.shared == []
    dialogs.answers = [True]
    out.again[0]()
    out.idle()
    assert len(dialogs.printed) == 1 and len(out.shared) == 8
