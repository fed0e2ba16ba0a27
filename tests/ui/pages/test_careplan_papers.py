"""Papers from the vårdplan page: printed, saved, handed out, printed again; each noted in the access log."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from coordinator.careplan import HandedOutPlan, PlanStatus, current_plan, establish_plan, write_plan
from coordinator.contact import ContactRole, InformedWay
from coordinator.desk import Access
from coordinator.document import from_json
from coordinator.documents.catalogue import ABOUT_ME, CARE_CONTACT
from coordinator.entries import edit_entry
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from tests.ui.conftest import ScriptedDialogs, TypeText
from ui.dialogs import Question
from ui.drafts import Drafts
from ui.fields import LineField
from ui.pages.careplan import CarePlanPage
from ui.pages.careplan_binding import Fault
from ui.pages.careplan_establish import Establishing
from ui.pages.careplan_versions import Versions
from ui.paper.pdf import render_pdf
from ui.parts import Button
from ui.session import Session

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def page(session: Session, open_patient: Open, qtbot: QtBot, idle: Idle) -> Iterator[CarePlanPage]:
    """The page with a plan in force."""
    open_patient("barn")
    made = CarePlanPage(session, Drafts(session))
    qtbot.addWidget(made)
    made.resize(900, 650)  # without the paper beside, which has tests of its own
    session.record_changed.connect(lambda: made.show_record(record_of(made)) if session.record else None)
    made.show()
    made.show_record(record_of(made))
    yield made
    idle()
    made.drafts.keep_now()


@pytest.fixture
def noted(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Access, str]]:
    """What is put in the access log, beside what the changes themselves put there."""
    found: list[tuple[Access, str]] = []
    note = session.vault.store.note

    def noting(access: Access, **named: Any) -> None:
        found.append((access, named.get("what", "")))
        note(access, **named)

    monkeypatch.setattr(session.vault.store, "note", noting)
    return found


def record_of(page: CarePlanPage) -> Record:
    assert page.session.record is not None
    return page.session.record


def asking(page: CarePlanPage) -> Establishing:
    """Where one says who has approved the plan."""
    assert page.sheet is not None
    return page.sheet.establishing


def words_in(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))


def test_printing_takes_what_is_being_written_with_it(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle, type_text: TypeText
) -> None:
    assert page.sheet is not None
    page.start()
    page.sheet.matters.selectAll()
    type_text(page.sheet.matters, "Havet och båten")
    dialogs.answers = [True]
    page.start("print")
    idle()
    ((pdf, title),) = dialogs.printed
    assert "Havet och båten" in words_in(pdf)
    assert title == "Min vårdplan"  # in the print queue it names nobody
    assert noted == [(Access.PRINT, "Min vårdplan")]
    assert page.notice.words == "Min vårdplan är skickad till skrivaren."


def test_a_print_that_is_thought_better_of_is_not_noted(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle
) -> None:
    dialogs.answers = [False]
    page.head.print.click()
    idle()
    assert len(dialogs.printed) == 1 and noted == [] and page.notice.words == ""


@pytest.fixture
def suggested(dialogs: ScriptedDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that the program suggests for files; the user writes her own, without an ending."""
    names: list[str] = []

    def save_path(_parent: object, _title: str, name: str, _kinds: str) -> Path | None:
        names.append(name)
        return tmp_path / "min plan"

    monkeypatch.setattr(dialogs, "save_path", save_path)
    return names


def test_a_plan_is_saved_whole_under_a_name_that_names_nobody(
    page: CarePlanPage, suggested: list[str], noted: list[tuple[Access, str]], idle: Idle, tmp_path: Path
) -> None:
    save = next(action for action in page.head.menu().actions() if action.text() == "Spara vårdplanen som PDF…")
    save.trigger()
    idle()
    assert suggested == ["vardplan.pdf"]
    assert "Mira" in words_in((tmp_path / "min plan.pdf").read_bytes())
    assert noted == [(Access.PRINT, "Min vårdplan")]
    assert page.notice.words == "Min vårdplan är sparad som PDF."
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["min plan.pdf"]


def test_a_file_that_cannot_be_written_is_told_of_and_not_noted(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle, tmp_path: Path
) -> None:
    dialogs.paths = [tmp_path / "finns inte" / "plan.pdf"]
    page.out.save_paper()
    idle()
    assert page.notice.words == "Mappen finns inte. Skapa mappen som filen ska ligga i, eller välj en annan."
    assert noted == []


def test_handing_out_asks_freezes_and_prints_the_very_same_paper_again(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle
) -> None:
    dialogs.answers = [True, True]
    assert page.head.hand_out.text() == "Lämna ut till Mira"
    page.head.hand_out.click()
    idle()
    (question,) = dialogs.asked
    assert isinstance(question, Question) and question.windowTitle() == "Lämna ut version 1"
    assert question.go.text() == "Lämna ut"
    (copy,) = record_of(page).all(HandedOutPlan)
    assert (copy.number, copy.handed_to) == (1, "Mira")
    ((first, _),) = dialogs.printed
    assert render_pdf(from_json(copy.document)) == first
    assert noted == [(Access.PRINT, "Min vårdplan")]
    assert page.notice.words == "Version 1 är utlämnad till Mira."

    page.session.do(write_plan, what_matters="Något nytt")
    idle()
    again = [one for one in page.findChildren(Button) if one.text() == "Skriv ut version 1 igen" and not one.isHidden()]
    dialogs.answers = [True]
    again[0].click()
    idle()
    assert dialogs.printed[-1][0] == first  # bit for bit
    assert noted == [(Access.PRINT, "Min vårdplan")] * 2


def test_nothing_is_frozen_when_the_question_or_the_print_is_thought_better_of(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle
) -> None:
    for answers in ([False], [True, False]):
        dialogs.answers = answers
        page.head.hand_out.click()
        idle()
    assert record_of(page).all(HandedOutPlan) == () and noted == []


def test_the_question_wants_to_know_to_whom(
    page: CarePlanPage, dialogs: ScriptedDialogs, idle: Idle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: Question, yes: Callable[[], object]) -> None:
        to = next(one for one in question.findChildren(LineField) if one.accessibleName() == "Till vem")
        to.setText(" ")
        assert not question.go.isEnabled()
        to.setText("Mira och mamma")
        assert question.go.isEnabled()
        next(one for one in question.findChildren(QRadioButton) if one.text() == "Spara som PDF").setChecked(True)
        yes()

    monkeypatch.setattr(dialogs, "ask", answer)
    dialogs.paths = [tmp_path / "plan.pdf"]
    page.head.hand_out.click()
    idle()
    (copy,) = record_of(page).all(HandedOutPlan)
    assert copy.handed_to == "Mira och mamma"
    assert render_pdf(from_json(copy.document)) == (tmp_path / "plan.pdf").read_bytes()
    assert dialogs.printed == []


def test_no_former_version_comes_out_when_somebody_is_protected_since(
    page: CarePlanPage, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    dialogs.answers = [True, True]
    page.head.hand_out.click()
    idle()
    patient = record_of(page).patient
    page.session.do(edit_entry, Patient, patient.id, protected_identity=ProtectedIdentity.REGISTRATION)
    idle()
    (versions,) = page.findChildren(Versions)
    assert not any(one.isEnabled() for one in versions.findChildren(Button) if not one.isHidden())
    printed = len(dialogs.printed)
    page.out.print_again(1)
    idle()
    assert page.notice.words.startswith("Den utlämnade planen kan visa var patienten finns.")
    assert len(dialogs.printed) == printed


def test_what_the_fonts_lack_is_said_and_can_be_printed_with_squares(
    page: CarePlanPage, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page.session.do(write_plan, what_matters="Hej \U0001f600")
    idle()
    page.out.print_paper()
    idle()
    assert "U+1F600" in page.notice.words and dialogs.printed == []
    assert page.notice.squares.isVisible()
    dialogs.answers = [True]
    page.notice.squares.click()
    idle()
    assert len(dialogs.printed) == 1 and not page.notice.squares.isVisible()


def test_the_other_papers_and_that_their_information_is_given(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle
) -> None:
    menus = {action.text(): action for action in page.head.menu().actions() if action.text()}
    assert "Spara Om mig som PDF…" in menus
    dialogs.answers = [True, True, False]
    page.out.print_paper(ABOUT_ME)
    idle()
    page.out.print_paper(CARE_CONTACT, InformedWay.ORALLY)
    idle()
    assert [title for _, title in dialogs.printed] == ["Om mig", "Din fasta vårdkontakt"]
    assert "muntligt" in words_in(dialogs.printed[1][0]).lower()
    held = record_of(page).all(ContactRole)
    assert any(one.informed_way is InformedWay.ORALLY and one.informed_on == record_of(page).today for one in held)
    assert [what for access, what in noted if access is Access.PRINT] == ["Om mig", "Din fasta vårdkontakt"]
    before = record_of(page)
    page.out.print_paper(CARE_CONTACT, InformedWay.IN_WRITING)  # thought better of: nothing is noted
    idle()
    assert record_of(page) == before


def test_a_draft_is_established_where_one_is(
    page: CarePlanPage, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("aret-19")
    plan = current_plan(record_of(page))
    assert plan is not None and plan.status is PlanStatus.DRAFT
    assert page.head.chip.accessibleName() == "Utkast, version 1"
    page.sizes.establish.click()
    type_text(asking(page).approved_by, "Åsa Ek, läkare")
    asking(page).review.setText("31 februari 2027")
    asking(page).button.click()
    assert asking(page).isVisible() and asking(page).review.property("faulty") is True
    asking(page).review.setText("om ett halvår")
    asking(page).button.click()
    idle()
    plan = current_plan(record_of(page))
    assert plan is not None and (plan.status, plan.approved_by) == (PlanStatus.CURRENT, "Åsa Ek, läkare")
    assert str(plan.next_review) == "2027-05-22"
    assert page.head.chip.accessibleName() == "Gäller från 22 nov"
    assert asking(page).isHidden() and page.sizes.establish.isHidden()
    page.session.undo()
    idle()
    assert page.head.chip.accessibleName() == "Utkast, version 1" and page.sizes.establish.isVisible()


def test_somebody_else_has_established_it_first(page: CarePlanPage, open_patient: Open, idle: Idle) -> None:
    open_patient("aret-19")
    plan = current_plan(record_of(page))
    assert plan is not None
    page.sizes.establish.click()
    page.session.do(establish_plan, plan.id, approved_by="A")
    asking(page).button.click()
    idle()
    assert asking(page).isVisible()
    faults = asking(page).findChildren(Fault)
    assert any("Planen är inte ett utkast" in one.text() for one in faults if one.isVisible())


def test_where_there_is_no_room_the_paper_is_asked_for(page: CarePlanPage, idle: Idle) -> None:
    assert page.sizes.paper.isVisible() and not page.preview.isVisible()
    page.sizes.paper.click()
    idle()
    assert page.preview.isVisible() and not page._scroll.isVisible()
    assert page.sizes.paper.text() == "Visa texten"
    page.sizes.paper.click()
    assert page._scroll.isVisible() and not page.preview.isVisible()
    page.resize(1200, 650)
    assert page._scroll.isVisible() and page.preview.isVisible() and not page.sizes.paper.isVisible()
    idle()
