"""*Exportera och hämta*: every file is asked about, made of what is on disk, written whole, noted, and told."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coordinator.contact import add_contact
from coordinator.desk import Access
from coordinator.errors import OutputError, RuleError
from coordinator.exchange.target import EXTRACT, FHIR, ICS, OUTGOING, RECORD, VCARD, Purpose
from coordinator.settings import PROVIDER_HSA_ID, UNIT_HSA_ID, Settings
from coordinator.shared_paper import Ground, SharedPaper
from db.store import VaultStore
from tests.ui.asking import AskingDialogs
from tests.ui.conftest import press
from tests.ui.pages.conftest import Do, OpenPage
from tests.ui.pages.seen import focused, record_of
from ui import file_out
from ui.pages.exports import ExportsPage
from ui.pages.exports_kinds import GROUPS
from ui.session import Session

Idle = Callable[[], None]
_HERE = Path(__file__).parents[3] / "ui"


class Shown:
    """The page of a practice patient, with questions that are really asked."""

    def __init__(self, page: ExportsPage, session: Session, idle: Idle, folder: Path) -> None:
        self.page, self.session, self.idle, self.folder = page, session, idle, folder
        self.dialogs = session.dialogs = AskingDialogs()
        self.read = ""

    def ask(self, kind: str) -> None:
        line = next(one for one in self.page.lines.values() if one.exported.making and _kind(one) == kind)
        line.button.setFocus()
        press(line.button, Qt.Key.Key_Return)

    def answer(self, to: str = "", *, ground: int = 0, name: str = "ut") -> Path:
        """Answer the question and say where; what was written, if anything was."""
        question, path = self.dialogs.target, self.folder / name
        if to:
            question.form.to.write(to)
        if ground:
            question.form.standing.ground.buttons[ground].click()
        self.dialogs.paths = [path]
        question.go.click()
        self.idle()
        self.read = ""
        if self.dialogs.asked[-1] is not question:
            last = self.dialogs.asked[-1]
            self.read = "\n".join(one.text() for one in last.findChildren(QLabel))
            last.go.click()
            self.idle()
        return next((one for one in self.folder.iterdir() if one.stem == name), path)

    @property
    def told(self) -> str:
        return self.page.saved.words.text() if not self.page.saved.isHidden() else ""

    @property
    def left(self) -> list[SharedPaper]:
        return [
            one for one in record_of(self.session).all(SharedPaper) if one.paper in {kind.name for kind in OUTGOING}
        ]

    @property
    def noted(self) -> list[tuple[str, str]]:
        """What the access log says was exported, and why."""
        store = self.session.vault.store
        found: list[tuple[str, str]] = []
        assert isinstance(store, VaultStore)

        def read() -> list[tuple[str, str]]:
            with store.engine.connect() as connection:
                rows = connection.exec_driver_sql(
                    "SELECT what, reason FROM access_log WHERE action = 'export' ORDER BY seq"
                )
                return [(what, reason) for what, reason in rows]

        self.session.vault_thread.run(read, found.extend)
        self.idle()
        return found


def _kind(line: Any) -> str:
    making = line.exported.making
    return making.what.name if making is not None else ""


Open = Callable[[str], Shown]


@pytest.fixture
def opened(page_of: OpenPage[ExportsPage], session: Session, idle: Idle, tmp_path: Path) -> Open:
    folder = tmp_path / "ut"
    folder.mkdir()

    def one(slug: str) -> Shown:
        return Shown(page_of(ExportsPage, slug), session, idle, folder)

    return one


def test_every_kind_of_file_stands_on_the_page_or_is_led_to() -> None:
    made = {one.making.what for group in GROUPS for one in group.lines if one.making is not None}
    assert {one.name for one in OUTGOING} - {one.name for one in made} == {"journaltext", "ics"}
    assert [leads for group in GROUPS for one in group.lines if (leads := one.leads) != ("", None)] == [
        ("journal", None), ("papers", "overlamning-flytt"), ("papers", "registerutdrag"),
    ]  # fmt: skip
    assert all(one.says.endswith(".") for group in GROUPS for one in group.lines)


def test_what_stays_in_the_house_is_logged_and_not_among_what_was_handed_out(opened: Open) -> None:
    shown = opened("barn")
    made = {"fhir": b"{", "fhir-transaction": b"{", "vcard": b"BEGIN:VCARD", "csv": b"\xef\xbb\xbf"}
    for kind, begins in made.items():
        shown.ask(kind)
        file = shown.answer("Vårt eget system", name=kind)
        assert file.read_bytes().startswith(begins)
        assert "Filen är inte krypterad: ta bort den när den är använd." in shown.told
    titles = [one.title for one in OUTGOING if one.name in made]
    assert sorted(shown.noted) == sorted(
        (f"{title}, till Vårt eget system", Purpose.OWN_SYSTEM.label) for title in titles
    )
    assert shown.left == []
    assert not [one for one in shown.folder.iterdir() if one.suffix not in (".json", ".vcf", ".csv")]


def test_what_goes_to_another_clinic_is_kept_with_ground_and_seal(opened: Open) -> None:
    shown = opened("barn")
    shown.ask("fhir")
    file = shown.answer("Vuxenmottagningen", ground=1)
    (left,) = shown.left
    assert (left.paper, left.to, left.ground) == (FHIR.name, "Vuxenmottagningen", Ground.REQUEST)
    assert left.sha256 == sha256(file.read_bytes()).hexdigest()
    assert shown.noted == [("FHIR-dokument, till Vuxenmottagningen", f"{Purpose.CARE.label}. {Ground.REQUEST.label}")]
    assert "Det är noterat som lämnat till Vuxenmottagningen." in shown.told


def test_the_patient_has_her_extract(opened: Open) -> None:
    shown = opened("barn")
    shown.ask(EXTRACT.name)
    file = shown.answer()
    assert json.loads(file.read_bytes())
    (left,) = shown.left
    assert left.to_patient and left.ground is None


def test_nothing_is_made_or_saved_when_the_question_is_left(opened: Open) -> None:
    shown = opened("barn")
    shown.ask("record")
    shown.dialogs.target.reject()
    shown.idle()
    assert shown.noted == [] and shown.told == "" and [*shown.folder.iterdir()] == []


def test_she_may_think_better_of_it_where_the_file_is_to_lie(opened: Open) -> None:
    shown = opened("barn")
    shown.ask(VCARD.name)
    shown.dialogs.paths = [None]
    shown.dialogs.target.go.click()
    shown.idle()
    assert shown.noted == [] and shown.told == ""


def test_an_answer_that_was_never_complete_makes_no_file(
    page_of: OpenPage[ExportsPage], session: Session, dialogs: Any, idle: Idle
) -> None:
    page = page_of(ExportsPage, "barn")
    dialogs.answers = [True]  # as if it was answered without being looked at
    page.lines["FHIR-dokument"].button.click()
    idle()
    assert "Filen får inte lämnas ut" in page.saved.words.text()
    assert dialogs.paths == []


def test_what_was_just_written_is_in_the_file(opened: Open, session: Session, do: Do) -> None:
    shown = opened("tom")
    shown.ask(VCARD.name)
    session.do(add_contact, name="Sanna Björk", role="dietist")  # on its way to the disk when the answer is given
    assert "Sanna Björk" in shown.answer().read_text(encoding="utf-8")


def test_options_are_in_the_file_and_in_the_log(opened: Open) -> None:
    shown = opened("skyddad")
    shown.ask(RECORD.name)
    form = shown.dialogs.target.form
    form.to.write("Vårt eget system")
    assert form.left_out.text() == "Det som är skyddat är utelämnat ur filen."
    next(iter(form.boxes.values())).click()
    assert "SKYDDADE" in form.left_out.text()
    assert json.loads(shown.answer(name="allt").read_bytes())["complete"] is True
    assert "SKYDDADE" in shown.told
    shown.ask(RECORD.name)
    assert json.loads(shown.answer(name="delat").read_bytes())["complete"] is False
    to = "till Vårt eget system"
    titles = [what for what, _reason in shown.noted]
    assert titles == [f"{RECORD.title}, även skyddade, {to}", f"{RECORD.title}, {to}"]


def test_a_file_that_cannot_be_noted_in_the_log_is_not_there(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = opened("barn")
    shown.ask(VCARD.name)

    def refuse(access: Access, **_named: Any) -> NoReturn:
        raise OutputError("Disken är full", "Inget är skrivet.")

    monkeypatch.setattr(shown.session.vault.store, "note", refuse)
    assert not shown.answer().exists()
    assert "Disken är full" in shown.told and [*shown.folder.iterdir()] == []


def test_a_file_whose_leaving_cannot_be_kept_is_taken_back(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = opened("barn")
    shown.ask(EXTRACT.name)

    def refuse(*_arguments: Any, **_named: Any) -> NoReturn:
        raise RuleError("Går inte", "Försök igen.")

    monkeypatch.setattr(file_out, "leave", refuse)
    assert not shown.answer().exists()
    assert "Går inte" in shown.told and shown.left == []


def test_a_folder_that_is_not_there_is_told(opened: Open) -> None:
    shown = opened("barn")
    shown.ask(EXTRACT.name)
    shown.dialogs.paths = [shown.folder / "finns inte" / "ut.json"]
    shown.dialogs.target.go.click()
    shown.idle()
    assert "Mappen finns inte" in shown.told and shown.noted == [] and shown.left == []


def test_nothing_is_saved_when_another_patient_is_opened_in_the_middle(
    opened: Open, practice: dict[str, UUID], idle: Idle
) -> None:
    shown = opened("barn")
    shown.ask(VCARD.name)
    shown.session.open_patient(practice["tom"])  # her record comes before the file is made
    shown.dialogs.paths = [shown.folder / "ut.vcf"]
    shown.dialogs.target.go.click()
    idle()
    assert shown.dialogs.paths == [shown.folder / "ut.vcf"]  # nobody was asked where
    assert shown.noted == [] and shown.told == ""


def test_the_page_that_is_gone_asks_nothing_more(opened: Open, idle: Idle, qtbot: QtBot) -> None:
    """As when the program locks while the file is made."""
    shown = opened("barn")
    shown.ask(VCARD.name)
    question = shown.dialogs.target
    question.go.click()
    shown.page.close()
    shown.page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    idle()
    assert shown.dialogs.paths == [] and [*shown.folder.iterdir()] == []


def test_a_missing_setting_is_told_once_with_the_way_to_it(opened: Open, session: Session, qtbot: QtBot) -> None:
    shown = opened("barn")
    (lacks,) = shown.page.lacks
    assert lacks.isVisible() and UNIT_HSA_ID.label in lacks.words.text() and PROVIDER_HSA_ID.label in lacks.words.text()
    line = shown.page.lines["Vårdplaner (RIV-TA)"]
    assert not line.button.isEnabled()
    with qtbot.waitSignal(session.wanted) as asked:
        lacks.mend[1].click()
    assert asked.args == ["settings", PROVIDER_HSA_ID.key]


def test_the_files_to_the_engine_are_made_when_the_settings_are_there(
    opened: Open, session: Session, idle: Idle
) -> None:
    shown = opened("barn")

    def done(_settings: Settings) -> None: ...

    for setting in (UNIT_HSA_ID, PROVIDER_HSA_ID):
        session.choose(setting, setting.example, done, lambda _error: None)
    idle()
    assert not shown.page.lacks[0].isVisible()
    for line in [one for one in shown.page.lines.values() if _kind(one).startswith("rivta")]:
        shown.ask(_kind(line))
        assert shown.dialogs.target.form.to.currentText() == "Regionens integrationsmotor"
        assert b"Response" in shown.answer(name=_kind(line)).read_bytes()[:400]
        assert "Källsystemets HSA-id" in shown.read and not shown.dialogs.asked[-1].isVisible()
    assert len(shown.noted) == 4
    assert "Filen är inte krypterad" in shown.told
    assert "i filen" in shown.told or "giltig men tom" in shown.told


def test_what_a_file_leaves_out_is_read_before_it_is_saved_and_may_stop_it(
    opened: Open, session: Session, idle: Idle
) -> None:
    shown = opened("barn")
    for setting in (UNIT_HSA_ID, PROVIDER_HSA_ID):
        session.choose(setting, setting.example, lambda _settings: None, lambda _error: None)
    idle()
    shown.ask("rivta-alerts")
    shown.dialogs.target.go.click()
    idle()
    question = shown.dialogs.asked[-1]
    assert question.windowTitle() == "Läs innan filen sparas"
    question.reject()
    idle()
    assert shown.noted == [] and [*shown.folder.iterdir()] == []


def test_our_own_notes_are_in_a_list_for_our_own_system_alone(opened: Open, do: Do) -> None:
    shown = opened("barn")
    do(add_contact, name="Sanna Björk", note="Ring efter lunch")
    for to, expected in (("Vårt eget system", True), ("Min adressbok", False)):
        shown.ask("csv")
        assert (b"Ring efter lunch" in shown.answer(to, name=to).read_bytes()) is expected


def test_the_plan_goes_along_as_pdf_when_that_is_ticked(opened: Open, session: Session, idle: Idle) -> None:
    shown = opened("barn")
    for setting in (UNIT_HSA_ID, PROVIDER_HSA_ID):
        session.choose(setting, setting.example, lambda _settings: None, lambda _error: None)
    idle()
    sizes = []
    for ticked in (False, True):
        shown.ask("rivta-careplans")
        (box,) = shown.dialogs.target.form.boxes.values()
        box.setChecked(ticked)
        sizes.append(len(shown.answer(name=f"plan-{ticked}").read_bytes()))
    assert sizes[1] > sizes[0] + 5_000
    assert [", med PDF" in what for what, _reason in shown.noted] == [False, True]


def test_a_visit_or_a_meeting_is_put_in_a_calendar_and_taken_out_again(opened: Open) -> None:
    shown = opened("barn")
    line = shown.page.calendar
    assert line.which.count() > 2
    for place, button, method in (
        (0, line.save, "PUBLISH"),
        (0, line.cancel, "CANCEL"),
        (line.which.count() - 1, line.save, ""),
    ):
        line.which.setCurrentIndex(place)
        line.which.finished.emit()
        press(button, Qt.Key.Key_Return)
        text = shown.answer(name=f"tid-{place}-{method}").read_text(encoding="utf-8")
        assert text.startswith("BEGIN:VCALENDAR") and f"METHOD:{method}" in text
        assert "Mira" not in text and "Mira" not in shown.told
        assert "inte krypterad" not in shown.told  # there is nothing of the patient in it
    meeting = next(at for at in range(line.which.count()) if "SIP" in line.which.itemText(at))
    line.which.setCurrentIndex(meeting)
    line.which.finished.emit()
    press(line.save, Qt.Key.Key_Return)
    shown.answer(name="sip")
    assert {what for what, _reason in shown.noted} == {
        f"{ICS.title}, {about}, till Min kalender" for about in ("besök", "besök, inställt", "SIP-möte")
    }


def test_without_a_time_there_is_no_calendar_file_and_it_is_said(opened: Open) -> None:
    line = opened("tom").page.calendar
    assert not line.save.isEnabled() and not line.cancel.isEnabled() and not line.which.isVisible()


def test_one_begins_with_the_first_file_or_with_the_one_that_was_asked_for(opened: Open) -> None:
    page = opened("barn").page
    page.start()
    assert focused() is page.lines["Text till journalen"].button
    page.start("vcard")
    assert focused() is page.lines["Kontakter som visitkort (vCard)"].button


def test_what_leads_elsewhere_leads_there(opened: Open, session: Session, qtbot: QtBot) -> None:
    page = opened("barn").page
    for button, place in (
        (page.lines["Överlämning vid flytt"].button, ["papers", "overlamning-flytt"]),
        (page.take_in, ["take_in", None]),
    ):
        with qtbot.waitSignal(session.wanted) as asked:
            button.click()
        assert asked.args == place


def test_what_was_told_is_not_told_of_another_patient(opened: Open, open_patient: Callable[[str], None]) -> None:
    shown = opened("barn")
    shown.ask(VCARD.name)
    shown.answer()
    assert shown.told
    press(shown.page.saved.close_it, Qt.Key.Key_Return)
    assert shown.told == "" and focused() is shown.page.lines["Kontakter som visitkort (vCard)"].button
    shown.ask(VCARD.name)
    shown.answer()
    open_patient("tom")
    assert shown.told == ""


_MAY_WRITE = {
    "file_out.py": "asks to whom and why",
    "handing_out.py": "papers, which have their own recipient and ground",
    "leaving_file.py": "writes what those two give it",
    "pages/indicators_out.py": "figures, with no name in them",
    "pages/directory_deeds.py": "the clinic's own units, and nobody's",
    "start/recovery_code.py": "the code, before anything is open",
    "preferences.py": "what this computer remembers of the window",
    "gallery.py": "pictures of invented people",
}
"""The places of the window that ask for a name or write a file, and why they may."""
_WRITES = re.compile(
    r"\.save_path\(|with written\(|enter_context\(written\(|\.write_bytes\(|\.write_text\(|replace_whole\(|QFile\("
)


def test_no_other_place_of_the_window_lets_a_file_out() -> None:
    found = {
        file.relative_to(_HERE).as_posix() for file in _HERE.rglob("*.py") if _WRITES.search(file.read_text("utf-8"))
    }
    assert {one for one in found if not one.startswith("commands/")} == set(_MAY_WRITE)
