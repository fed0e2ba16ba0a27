"""*Diagnoser*: the main one first, what is ruled out folded, the state asked as a question, codes and source told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from coordinator.alert import EmergencyInformation
from coordinator.diagnosis import Certainty, EmergencyWish, RareCondition
from coordinator.entity import Coding
from coordinator.gaps import gaps
from coordinator.page import Page as PageName
from coordinator.person import DiagnosisState
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.chips import CHOSEN, GAP, OWN, Sign
from ui.pages.diagnoses import DiagnosesPage, said
from ui.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def no_lists_of_this_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "hallpunkt.json"))


@pytest.fixture
def page(page_of: Callable[[type[DiagnosesPage], str], DiagnosesPage]) -> DiagnosesPage:
    """The page of a patient of whom nothing is known."""
    return page_of(DiagnosesPage, "tom")


def diagnosis(patient_id: UUID, text: str, **fields: Any) -> RareCondition:
    return RareCondition(patient_id=patient_id, text=text, **fields)


def test_an_empty_page_begins_with_the_question_and_teaches_one_step(
    page: DiagnosesPage, session: Session, idle: Callable[[], None]
) -> None:
    page.start()
    assert focused() is page.question.answer.buttons[0] and page.note(record_of(session)) == ""
    page.question.answer.buttons[2].click()
    idle()
    patient = record_of(session).patient
    assert patient.diagnosis_state is DiagnosisState.INVESTIGATION
    assert (patient.diagnosis_checked, patient.diagnosis_checked_by) == (TODAY, "Anna Lind")
    page.start()
    assert (
        focused().accessibleName() == "Lägg till diagnos"
        and page.entries.add is not None
        and not page.entries.add.isVisible()
    )


def test_the_gap_leads_to_the_question(page: DiagnosesPage, session: Session) -> None:
    gap = next(one for one in gaps(record_of(session)) if one.key == "diagnosis_not_asked")
    assert gap.page is PageName.DIAGNOSES
    page.entries.begin()
    page.start(gap.field)
    assert focused() is page.question.answer.buttons[0]


def test_a_diagnosis_is_added_changed_and_taken_away(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("new")
    type_text(focused(), "Dravets syndrom")
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    (added,) = record_of(session).all(RareCondition)
    lines = page.entries.lines
    assert lines.said(added.id).what == "Dravets syndrom" and focused() is lines.line(added.id)
    assert page.entries.add is not None and page.entries.add.isVisible()
    page.start(added.id)
    box = page.entries.box
    assert box is not None
    box.form.start("plain_words")
    type_text(focused(), "Kramper med feber")
    box.form.start("text")
    idle()
    assert record_of(session).get(RareCondition, added.id).plain_words == "Kramper med feber"
    assert lines.open_id == added.id
    box.remove.click()
    idle()
    assert record_of(session).all(RareCondition) == () and page.entries.is_empty
    assert focused().accessibleName() == "Lägg till diagnos"
    session.undo()
    idle()
    assert page.entries.lines.ids == [added.id]


def test_a_new_one_without_words_is_refused_beside_the_form(
    page: DiagnosesPage, session: Session, idle: Callable[[], None]
) -> None:
    page.start("new")
    assert page.entries.new is not None
    page.entries.new.done.click()
    idle()
    assert "Skriv diagnosen med ord" in page.entries.new.form.fault.text() and session.can_undo == []


def test_the_main_one_is_first_and_what_is_ruled_out_is_folded(
    page: DiagnosesPage, session: Session, idle: Callable[[], None]
) -> None:
    patient_id = record_of(session).patient_id
    suspected = diagnosis(patient_id, "Grå starr", certainty=Certainty.SUSPECTED)
    sure, main = diagnosis(patient_id, "Epilepsi"), diagnosis(patient_id, "Dravets syndrom", main=True)
    out = diagnosis(patient_id, "Migrän", certainty=Certainty.RULED_OUT)
    session.do(lambda _record: adding((suspected, out, sure, main)))
    idle()
    assert page.entries.lines.ids == [main.id, sure.id, suspected.id]
    assert page.entries.lines.head("past").words == "1 som är avskrivna" and page.note(record_of(session)) == "3"
    page.start(out.id)
    assert page.entries.lines.open_id == out.id


def test_a_line_says_certainty_codes_and_source(session: Session, page: DiagnosesPage) -> None:
    record = record_of(session)
    full = diagnosis(
        record.patient_id, "Dravets syndrom", main=True, rare=False, certainty=Certainty.SUSPECTED,
        orpha=Coding(code="33069", display="Dravet syndrome"), icd10=Coding(code="G40.4"),
        snomed=Coding(original_text="230437002"), diagnosed_on=date(2016, 3, 1), source="Genetiken",
        checked_on=TODAY, checked_by="Anna", plain_words="Kramper",
    )  # fmt: skip
    words = said(full)
    assert (words.what, words.about) == ("Dravets syndrom", "Sedan 1 mar 2016")
    assert words.signs == (Sign("Huvuddiagnos", CHOSEN, "star"), Sign("Misstänkt", OWN))
    assert words.notes == (
        ("body", "Kramper"),
        ("note", "ORPHA 33069 Dravet syndrome. ICD-10-SE G40.4. SNOMED CT 230437002"),
        ("note", "Källa: Genetiken, kontrollerad 2026-11-22 av Anna."),
    )
    bare = said(diagnosis(record.patient_id, "Epilepsi", rare=False))
    assert bare.signs == (Sign("Källa saknas", GAP, "circle-dashed"),) and bare.notes == () and bare.about == ""


def test_a_diagnosis_tells_whether_akutinformation_exists_and_leads_to_it(
    page: DiagnosesPage, session: Session, idle: Callable[[], None]
) -> None:
    patient_id = record_of(session).patient_id
    written = diagnosis(patient_id, "Dravets syndrom", source="Brev", main=True)
    wanted = diagnosis(patient_id, "Addisons sjukdom", source="Brev", emergency_wish=EmergencyWish.WANTED)
    neither = diagnosis(patient_id, "Grå starr", source="Brev")
    text = EmergencyInformation(
        patient_id=patient_id, heading="Kramper", source="Brev", checked_on=TODAY, condition_id=written.id
    )
    session.do(lambda _record: adding((written, wanted, neither, text)))
    idle()
    lines = page.entries.lines
    signs = {id: [sign.text for sign in lines.said(id).signs] for id in (written.id, wanted.id, neither.id)}
    assert "Akutinformation finns" in signs[written.id] and "Akutinformation saknas" in signs[wanted.id]
    assert not any("Akutinformation" in sign for sign in signs[neither.id])
    led: list[tuple[str, object]] = []
    session.wanted.connect(lambda where, target: led.append((where, target)))
    for one, words in ((written, "Visa akutinformation"), (wanted, "Skriv akutinformation")):
        page.start(one.id)
        assert page.texts.text() == words
        page.texts.click()
    assert led == [("umi", written.id), ("umi", wanted.id)]


def test_the_physicians_wish_is_asked_of_diagnoses_that_hold(
    page: DiagnosesPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    patient_id = record_of(session).patient_id
    holds, out = diagnosis(patient_id, "Epilepsi"), diagnosis(patient_id, "Migrän", certainty=Certainty.RULED_OUT)
    session.do(lambda _record: adding((holds, out)))
    idle()
    page.start(out.id)
    box = page.entries.box
    assert box is not None and page.texts.isHidden()
    assert not box.form.fields["emergency_wish"].isVisible() and not box.form.fields["emergency_wish_by"].isVisible()
    page.start(holds.id)
    assert box.form.fields["emergency_wish"].isVisible() and box.form.fields["emergency_wish_by"].isVisible()
    box.form.start("emergency_wish_by")
    type_text(focused(), "Cornelia Strand")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert record_of(session).get(RareCondition, holds.id).emergency_wish_by == "Cornelia Strand"
