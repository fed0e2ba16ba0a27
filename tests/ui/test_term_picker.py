"""Choosing a diagnosis while one types: from the keyboard, with codes kept as they stood, and never in the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.own_names import add_own_name
from coordinator.terms.term import ORPHA, TO_CHECK, UNDIAGNOSED
from tests.coordinator.terms.made_up_lists import ICD_FILE, ORPHA_FILE, allow_small_lists, put, same_and
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.fields import LineField
from ui.pages.diagnoses import DiagnosesPage
from ui.session import Session
from ui.term_hits import TermHits
from ui.term_picker import HELP, MOST, NO_ICD, NONE, READING, TermPicker

Idle = Callable[[], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ListFolder:
    """This computer's code lists: none but those that come with the program."""
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "hallpunkt.json"))
    allow_small_lists(monkeypatch)
    return ListFolder(tmp_path / "kodlistor")


@pytest.fixture
def drafts(session: Session) -> Drafts:
    return Drafts(session)


@pytest.fixture
def page(session: Session, drafts: Drafts, qtbot: QtBot, open_patient: Callable[[str], None]) -> DiagnosesPage:
    """The page of a patient of whom nothing is known, shown again after each change."""
    made = DiagnosesPage(session, drafts)
    qtbot.addWidget(made)
    open_patient("tom")

    def show() -> None:
        made.show_record(record_of(session))

    made.destroyed.connect(lambda: session.record_changed.disconnect(show))
    session.record_changed.connect(show)
    show()
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told, at once."""
    found: list[str] = []

    def tell(_widget: QWidget, text: str) -> None:
        found.append(text)

    for where in ("ui.term_picker", "ui.hits_below"):
        monkeypatch.setattr(f"{where}.announce", tell)
    monkeypatch.setattr("ui.screen_reader.Announcer.soon", lambda _self, text: found.append(text))
    return found


def picker_of(form: QWidget) -> TermPicker:
    found = form.findChild(TermPicker)
    assert isinstance(found, TermPicker)
    return found


def new_picker(page: DiagnosesPage) -> TermPicker:
    page.start("new")
    assert isinstance(page.entries.new, NewEntry)
    return picker_of(page.entries.new.form)


def titles(hits: TermHits) -> list[str]:
    return [str(hits.model.index(place).data()) for place in range(hits.model.rowCount())]


def saved_one(session: Session, idle: Idle, **fields: Any) -> RareCondition:
    one = RareCondition(patient_id=record_of(session).patient_id, **fields)
    session.do(lambda _record: adding((one,)))
    idle()
    return one


def test_a_term_is_chosen_by_the_arrows_and_enter(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Idle, said: list[str]
) -> None:
    picker = new_picker(page)
    name = picker.lines["text"]
    type_text(name, "dra")
    hits = picker.hits("text")
    assert hits.isVisible() and hits.note.text() == READING and titles(hits) == []
    idle()
    assert 0 < len(titles(hits)) <= MOST and hits.note.text().endswith(HELP) and hits.marked is None
    type_text(name, "vet")
    assert titles(hits)[0] == "Dravets syndrom" and hits.marked is None and said[-1] == "1 träff"
    press(name, Qt.Key.Key_Down)
    marked = hits.marked
    assert marked is not None and marked.code == "ORPHA:33069" and said[-1] == marked.words
    assert f"ICD-10-SE G40.4 ({TO_CHECK})" in marked.more
    press(name, Qt.Key.Key_Return)
    assert not hits.isVisible() and focused() is name and name.text() == "Dravets syndrom"
    assert picker.lines["icd10"].text() == "", "a suggestion never fills itself"
    press(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    (added,) = record_of(session).all(RareCondition)
    assert added.text == "Dravets syndrom" and added.icd10 is None
    assert added.orpha == Coding(code="33069", system=ORPHA, system_version="2025-12", display="Dravets syndrom")


def test_enter_without_choosing_keeps_what_was_typed(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Idle
) -> None:
    one = saved_one(session, idle, text="Oklart")
    page.start(one.id)
    picker = page.entries.box and picker_of(page.entries.box.form)
    assert picker
    line = picker.lines["orpha"]
    line.setFocus()
    type_text(line, "dravet")
    idle()
    assert picker.hits("orpha").isVisible()
    press(line, Qt.Key.Key_Return)
    idle()
    assert not picker.hits("orpha").isVisible()
    now = record_of(session).get(RareCondition, one.id)
    assert (now.text, now.orpha) == ("Oklart", Coding(original_text="dravet"))


def test_choosing_in_a_saved_diagnosis_is_one_change_and_one_undo(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Idle
) -> None:
    one = saved_one(session, idle, text="x")
    page.start(one.id)
    assert page.entries.box is not None
    picker, before = picker_of(page.entries.box.form), len(session.can_undo)
    name = picker.lines["text"]
    name.selectAll()
    type_text(name, "dravet")
    idle()
    press(name, Qt.Key.Key_Down)
    press(name, Qt.Key.Key_Return)
    picker.lines["icd10"].setFocus()  # leaving saves nothing once more
    idle()
    now = record_of(session).get(RareCondition, one.id)
    assert now.text == "Dravets syndrom" and now.orpha is not None and now.orpha.system == ORPHA
    assert len(session.can_undo) == before + 1
    session.undo()
    idle()
    assert record_of(session).get(RareCondition, one.id).orpha is None and name.text() == "x"


def test_what_was_chosen_and_not_saved_stays_and_says_why(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Idle
) -> None:
    one = saved_one(session, idle, text="x")
    page.start(one.id)
    assert page.entries.box is not None
    form = page.entries.box.form
    picker, path = picker_of(form), session.vault.path
    away = path.rename(path.with_suffix(".borta"))
    type_text(picker.lines["orpha"], "33069")
    idle()
    press(picker.lines["orpha"], Qt.Key.Key_Down)
    press(picker.lines["orpha"], Qt.Key.Key_Return)
    idle()
    away.rename(path)
    assert "Pärmens fil är borta" in form.fields["orpha"].fault_text
    assert picker.lines["orpha"].text() == "33069 Dravets syndrom"
    press(picker.lines["orpha"], Qt.Key.Key_Return)  # once more
    idle()
    now = record_of(session).get(RareCondition, one.id)
    assert now.orpha is not None and now.orpha.system == ORPHA and form.fields["orpha"].fault_text == ""


def test_a_code_chosen_in_its_own_field_leaves_the_physicians_words(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Idle
) -> None:
    one = saved_one(session, idle, text="Epilepsi, genetisk")
    page.start(one.id)
    assert page.entries.box is not None
    picker = picker_of(page.entries.box.form)
    line = picker.lines["orpha"]
    line.setFocus()
    type_text(line, "33069")
    idle()
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Return)
    idle()
    now = record_of(session).get(RareCondition, one.id)
    assert now.text == "Epilepsi, genetisk" and now.orpha is not None and now.orpha.display == "Dravets syndrom"


def test_the_codes_that_may_fit_are_pressed_one_by_one(page: DiagnosesPage, session: Session, idle: Idle) -> None:
    coding = Coding(code="33069", system=ORPHA, system_version="2025-12", display="Dravets syndrom")
    one = saved_one(session, idle, text="Dravets syndrom", orpha=coding)
    page.start(one.id)
    idle()
    assert page.entries.box is not None
    picker = picker_of(page.entries.box.form)
    (offered,) = picker.offers.buttons
    assert picker.offers.isVisible() and offered.text() == "G40.4"
    assert (
        offered.accessibleName() == f"ICD-10-SE G40.4, {TO_CHECK}" and offered.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    picker.lines["icd10"].setFocus()
    press(picker.lines["icd10"], Qt.Key.Key_Tab)
    assert focused() is offered
    press(offered, Qt.Key.Key_Return)
    idle()
    now = record_of(session).get(RareCondition, one.id)
    assert now.icd10 is not None and now.icd10.code == "G40.4"
    assert not picker.offers.isVisible() and focused() is picker.lines["icd10"]


def test_escape_closes_the_box_first_and_an_emptied_field_too(
    page: DiagnosesPage, type_text: TypeText, idle: Idle
) -> None:
    picker = new_picker(page)
    name = picker.lines["text"]
    type_text(name, "dravet")
    idle()
    press(name, Qt.Key.Key_Escape)
    assert not picker.hits("text").isVisible() and page.entries.new is not None and name.text() == "dravet"
    type_text(name, " s")
    assert picker.hits("text").isVisible()
    for _ in name.text():
        press(name, Qt.Key.Key_Backspace)
    assert not picker.hits("text").isVisible()
    type_text(name, "dra")
    picker.lines["orpha"].setFocus()
    assert not picker.hits("text").isVisible()
    picker.lines["orpha"].setFocus()
    press(picker.lines["orpha"], Qt.Key.Key_Escape)
    assert page.entries.new is None, "with no box open Escape puts the form away"


def test_the_arrows_go_round_and_back_to_the_field(page: DiagnosesPage, type_text: TypeText, idle: Idle) -> None:
    picker = new_picker(page)
    name = picker.lines["text"]
    type_text(name, "syndrom")
    idle()
    hits = picker.hits("text")
    assert len(titles(hits)) == MOST
    press(name, Qt.Key.Key_Up)
    assert hits.marked is not None and hits.marked.title == titles(hits)[-1]
    press(name, Qt.Key.Key_Down)
    assert hits.marked is None
    press(name, Qt.Key.Key_Down)
    assert hits.marked is not None and hits.marked.title == titles(hits)[0]


def test_a_click_takes_a_line(page: DiagnosesPage, type_text: TypeText, idle: Idle) -> None:
    picker = new_picker(page)
    type_text(picker.lines["text"], "dravet")
    idle()
    hits = picker.hits("text")
    hits.list.clicked.emit(hits.model.index(0))
    assert picker.lines["orpha"].text() == "33069 Dravets syndrom" and not hits.isVisible()


def test_nothing_that_fits_is_said_and_does_not_hinder(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Idle, said: list[str]
) -> None:
    picker = new_picker(page)
    type_text(picker.lines["text"], "Zzyzx qvarnsjuka")
    idle()
    hits = picker.hits("text")
    assert titles(hits) == [] and hits.note.text() == NONE == said[-1] and not hits.list.isVisible()
    press(picker.lines["text"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    (added,) = record_of(session).all(RareCondition)
    assert (added.text, added.orpha, added.icd10) == ("Zzyzx qvarnsjuka", None, None)


def test_who_has_no_diagnosis_is_one_press(page: DiagnosesPage, session: Session, idle: Idle) -> None:
    picker = new_picker(page)
    assert picker.undiagnosed.isVisible()
    press(picker.lines["text"], Qt.Key.Key_Tab)
    assert focused() is picker.undiagnosed
    press(picker.undiagnosed, Qt.Key.Key_Return)
    idle()
    assert picker.lines["orpha"].text().startswith(UNDIAGNOSED) and not picker.undiagnosed.isVisible()
    assert focused() is picker.lines["text"]
    assert page.entries.new is not None
    page.entries.new.done.click()
    idle()
    (added,) = record_of(session).all(RareCondition)
    assert added.orpha is not None and added.orpha.code == UNDIAGNOSED and "utan fastställd diagnos" in added.text


def test_what_was_chosen_and_not_added_is_the_same_when_it_comes_back(
    page: DiagnosesPage, session: Session, drafts: Drafts, type_text: TypeText, idle: Idle
) -> None:
    picker = new_picker(page)
    type_text(picker.lines["text"], "dravet")
    idle()
    press(picker.lines["text"], Qt.Key.Key_Down)
    press(picker.lines["text"], Qt.Key.Key_Return)
    drafts.keep_now()
    page.entries.close_new()
    again = new_picker(page)
    idle()
    assert again is not picker and again.lines["orpha"].text() == "33069 Dravets syndrom"
    assert page.entries.new is not None
    page.entries.new.done.click()
    idle()
    (added,) = record_of(session).all(RareCondition)
    assert added.orpha == Coding(code="33069", system=ORPHA, system_version="2025-12", display="Dravets syndrom")


def test_without_icd_10_se_its_field_says_where_it_is_taken_in(
    page: DiagnosesPage, type_text: TypeText, idle: Idle
) -> None:
    picker = new_picker(page)
    picker.lines["icd10"].setFocus()
    type_text(picker.lines["icd10"], "G71")
    idle()
    assert picker.hits("icd10").note.text() == NO_ICD


def test_taken_in_lists_are_used_as_soon_as_they_are_there(
    page: DiagnosesPage, folder: ListFolder, type_text: TypeText, idle: Idle, tmp_path: Path
) -> None:
    picker = new_picker(page)
    picker.lines["icd10"].setFocus()
    type_text(picker.lines["icd10"], "G71")
    idle()
    put(ICD_FILE, folder)
    put(ORPHA_FILE, folder)
    add_own_name(folder, "Norrlandssjukan")
    type_text(picker.lines["icd10"], ".")
    hits = picker.hits("icd10")
    assert picker.shelf.lists is None and hits.note.text() == READING, "they are read on the other thread again"
    idle()
    assert titles(hits) and all(code.startswith("G71") for code in codes(hits))
    picker.lines["text"].setFocus()
    type_text(picker.lines["text"], "norrlands")
    assert titles(picker.hits("text")) == ["Norrlandssjukan"]
    press(picker.lines["text"], Qt.Key.Key_Down)
    press(picker.lines["text"], Qt.Key.Key_Return)
    assert picker.lines["text"].text() == "Norrlandssjukan" and picker.lines["orpha"].text() == ""


def codes(hits: TermHits) -> list[str]:
    found = []
    for _ in range(hits.model.rowCount()):
        hit = hits.step(1)
        assert hit is not None
        found.append(hit.code)
    return found


def test_a_code_that_is_no_more_says_so(
    page: DiagnosesPage, folder: ListFolder, type_text: TypeText, idle: Idle, tmp_path: Path
) -> None:
    put(ORPHA_FILE, folder)
    gone = next(line for line in ORPHA_FILE.read_text(encoding="utf-8").splitlines() if line.startswith("33069\t"))
    put(same_and(tmp_path / "orpha-2026-07.tsv", (f"{gone}\n", "")), folder)
    picker = new_picker(page)
    type_text(picker.lines["text"], "Dravets syndrom")
    idle()
    hit = picker.hits("text").step(1)
    assert hit is not None and "Koden finns inte längre i utgåvan juli 2026." in hit.remark


def test_each_field_has_a_name_and_the_box_lies_within_the_page(
    page: DiagnosesPage, type_text: TypeText, idle: Idle
) -> None:
    picker = new_picker(page)
    type_text(picker.lines["text"], "syndrom")
    idle()
    hits = picker.hits("text")
    ground = hits.parentWidget()
    assert ground is not None and ground.rect().contains(hits.geometry())
    assert hits.list.accessibleName() and all(isinstance(one, LineField) for one in picker.lines.values())
    assert all(one.accessibleName() for one in picker.lines.values())


def test_what_is_typed_while_the_lists_are_read_goes_before_the_quick_pick(
    page: DiagnosesPage, type_text: TypeText, idle: Idle
) -> None:
    picker = new_picker(page)
    picker.undiagnosed.click()
    type_text(picker.lines["text"], "dra")
    idle()
    assert (picker.lines["text"].text(), picker.lines["orpha"].text()) == ("dra", "")
