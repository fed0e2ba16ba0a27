"""From the vårdplan to its papers, versions printed again, and how a draft is established."""

from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from coordinator.careplan import HandedOutPlan, PlanStatus, current_plan, establish_plan, hand_out_plan, write_plan
from coordinator.desk import Access
from coordinator.document import from_json, to_json
from coordinator.documents.care_plan import care_plan_document
from coordinator.entries import edit_entry
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from tests.ui.conftest import ScriptedDialogs, TypeText
from ui.drafts import Drafts
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


def test_the_buttons_lead_to_the_papers_with_what_is_being_written(
    page: CarePlanPage, dialogs: ScriptedDialogs, idle: Idle, type_text: TypeText
) -> None:
    assert page.sheet is not None
    wanted: list[tuple[str, object]] = []
    page.session.wanted.connect(lambda name, target: wanted.append((name, target)))
    assert page.head.hand_out.text() == "Lämna ut till Mira"
    page.start()
    page.sheet.matters.selectAll()
    type_text(page.sheet.matters, "Havet och båten")
    page.head.print.setFocus()
    for button in (page.head.print, page.head.hand_out, page.head.others):
        button.click()
    idle()
    assert wanted == [("papers", "print"), ("papers", "hand_out"), ("papers", None)]
    plan = current_plan(record_of(page))
    assert plan is not None and plan.what_matters == "Havet och båten"
    assert dialogs.printed == [] and dialogs.asked == []


def hand_out(page: CarePlanPage, idle: Idle) -> HandedOutPlan:
    """The plan is kept as it is, on the page where that is done."""
    record = record_of(page)
    plan = current_plan(record)
    assert plan is not None
    page.session.do(hand_out_plan, plan.id, to="Mira", document=to_json(care_plan_document(record)))
    idle()
    (copy,) = record_of(page).all(HandedOutPlan)
    return copy


def test_a_version_is_printed_again_exactly_as_it_was(
    page: CarePlanPage, dialogs: ScriptedDialogs, noted: list[tuple[Access, str]], idle: Idle
) -> None:
    copy = hand_out(page, idle)
    page.session.do(write_plan, what_matters="Något nytt")
    idle()
    again = [one for one in page.findChildren(Button) if one.text() == "Skriv ut version 1 igen" and not one.isHidden()]
    dialogs.answers = [True]
    again[0].click()
    idle()
    ((pdf, _),) = dialogs.printed
    assert pdf == render_pdf(from_json(copy.document))
    assert noted == [(Access.PRINT, "Min vårdplan")]
    assert page.notice.words == "Min vårdplan är skickad till skrivaren."


def test_no_former_version_comes_out_when_somebody_is_protected_since(
    page: CarePlanPage, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    hand_out(page, idle)
    patient = record_of(page).patient
    page.session.do(edit_entry, Patient, patient.id, protected_identity=ProtectedIdentity.REGISTRATION)
    idle()
    (versions,) = page.findChildren(Versions)
    assert not any(one.isEnabled() for one in versions.findChildren(Button) if not one.isHidden())
    page.out.print_again(1)
    idle()
    assert page.notice.words.startswith("Den utlämnade planen kan visa var patienten finns.")
    assert dialogs.printed == []


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
