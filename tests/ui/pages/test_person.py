"""*Om patienten*: questions answered in one change, the number changed with the old one kept, a list."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.change import Change
from coordinator.diagnosis import RareCondition
from coordinator.entity import Knowledge, attrs_of
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.diagnoses import DiagnosesPage
from ui.pages.person import PersonPage
from ui.pages.person_status import NAMES as OF_STATUS
from ui.pages.relatives import RelativesPage
from ui.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(page_of: Callable[[type[PersonPage], str], PersonPage]) -> PersonPage:
    """The page as the frame has it: of a patient of whom nothing is known, shown again after each change."""
    return page_of(PersonPage, "tom")


def test_every_field_of_the_patient_stands_on_a_page(
    page: PersonPage, session: Session, drafts: Drafts, qtbot: QtBot
) -> None:
    relatives, diagnoses = RelativesPage(session, drafts), DiagnosesPage(session, drafts)
    for one in (relatives, diagnoses):
        qtbot.addWidget(one)
    shown = {name for form in page.forms for name in form.fields}
    questions = (*page.questions.values(), relatives.question, diagnoses.question)
    shown |= {name for one in questions for name in (one.name, *one.checked)}
    shown |= {"identity_type", "identity_number", "former_numbers", *OF_STATUS}
    assert shown == {one.name for one in attrs_of(Patient)}


def test_an_answer_is_saved_with_day_and_name_in_one_change(
    session: Session, page: PersonPage, idle: Callable[[], None]
) -> None:
    question = page.questions["interpreter_need"]
    assert question.is_open and question.when.isHidden()
    question.answer.buttons[1].click()
    idle()
    patient = record_of(session).patient
    assert patient.interpreter_need is Knowledge.NONE_KNOWN
    assert (patient.interpreter_checked, patient.interpreter_checked_by) == (TODAY, "Anna Lind")
    assert len(session.can_undo) == 1
    assert question.when.text() == "Kontrollerat 22 nov av Anna Lind" and question.again.isHidden()
    session.undo()
    idle()
    assert record_of(session).patient.interpreter_checked is None and question.is_open


def test_an_answer_that_is_taken_back_is_not_checked_by_anybody(
    session: Session, page: PersonPage, idle: Callable[[], None]
) -> None:
    question = page.questions["protected_identity"]
    for button in (2, 0):
        question.answer.buttons[button].click()
        idle()
    patient = record_of(session).patient
    assert patient.protected_identity is ProtectedIdentity.NOT_ASKED
    assert (patient.protection_checked, patient.protection_checked_by) == (None, "")


def test_an_answer_by_keys_is_chosen_with_space_and_not_by_passing_it(
    session: Session, page: PersonPage, idle: Callable[[], None]
) -> None:
    page.start("adaptation_need")
    press(focused(), Qt.Key.Key_Right)
    press(focused(), Qt.Key.Key_Right)
    idle()
    assert session.can_undo == []
    press(focused(), Qt.Key.Key_Space)
    idle()
    assert record_of(session).patient.adaptation_need is Knowledge.SOME
    assert focused() is page.questions["adaptation_need"].answer.buttons[2]


def test_an_answer_that_a_rule_refuses_goes_back_and_says_why(
    session: Session, page: PersonPage, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    form = next(one for one in page.forms if "interpreter" in one.fields)
    field = form.fields["interpreter"].editor.text_field
    assert field is not None
    field.show_draft("Arabiska till pappa")
    field.finish()
    idle()
    question = page.questions["interpreter_need"]
    question.answer.buttons[1].click()
    idle()
    assert "Tolk är ifylld" in question.fault.text() and question.is_open
    assert record_of(session).patient.interpreter_need is Knowledge.NOT_ASKED
    open_patient("barn")
    assert question.fault.text() == ""


def test_a_number_is_changed_by_its_own_action_and_the_old_one_kept(
    session: Session, page: PersonPage, type_text: TypeText, idle: Callable[[], None]
) -> None:
    for number in ("99 2004391054", "850312-2387"):
        page.start("identity_number")
        page.number.line.selectAll()
        type_text(page.number.line, number)
        press(page.number.line, Qt.Key.Key_Return)
        idle()
        assert page.number.fault.text() == ""
    patient = record_of(session).patient
    assert (patient.identity_number, patient.former_numbers) == ("198503122387", ("992004391054",))
    assert page.number.line.text() == "19850312-2387" and page.number.line.unfinished() is None
    assert page.former.text() == "Tidigare nummer: 992004391054"


def test_a_wrong_number_stays_with_the_reason(
    session: Session, page: PersonPage, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("identity_number")
    type_text(page.number.line, "19900728-2389")
    press(page.number.line, Qt.Key.Key_Return)
    idle()
    assert "Kontrollsiffran" in page.number.fault.text() and session.can_undo == []
    assert page.number.line.text() == "19900728-2389"


def test_akutinformation_is_told_of_and_stands_on_a_page_of_its_own(
    session: Session, page: PersonPage, idle: Callable[[], None]
) -> None:
    assert page.texts.text() == "Ingen akutinformation är inskriven. Den skrivs på sidan UMI och akut."
    patient_id = record_of(session).patient_id
    known: dict[str, Any] = {"patient_id": patient_id, "source": "Brev", "checked_on": TODAY}
    over = EmergencyInformation(**known, heading="Gammalt", valid_until=date(2025, 1, 1))
    holds = EmergencyInformation(**known, heading="Kramper")
    english = EmergencyInformation(
        **known, heading="Seizures", language=CardLanguage.ENGLISH, translates_id=holds.id
    )  # fmt: skip
    session.do(lambda _record: adding((holds, english, over)))
    idle()
    assert page.texts.text() == "1 akutinformation gäller. Texten står på sidan UMI och akut."
    asked: list[tuple[str, object]] = []
    session.wanted.connect(lambda where, target: asked.append((where, target)))
    page.to_texts.click()
    assert asked == [("umi", None)]


def test_the_page_begins_with_what_nobody_has_asked(page: PersonPage, session: Session) -> None:
    page.start()
    assert focused() is page.forms[0].fields["given_name"].editor.main
    page.start(record_of(session).patient_id)
    assert focused() is page.questions["protected_identity"].answer.buttons[0]
    page.start("status")
    assert focused().accessibleName() == "Ändra status"


def test_tab_goes_down_the_page(page: PersonPage) -> None:
    page.start()
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    inside = page.area.widget()
    assert inside is not None
    tops = [one.mapTo(inside, one.rect().center()).y() for one in seen]
    assert len(seen) > 25
    assert all(later > earlier - 20 for earlier, later in pairwise(tops))


def test_everything_that_takes_the_focus_has_a_name(page: PersonPage) -> None:
    for one in page.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)


def test_showing_a_record_changes_nothing_and_keeps_what_is_being_written(
    session: Session, page: PersonPage, type_text: TypeText, idle: Callable[[], None]
) -> None:
    def another(record: Record) -> Change:
        return adding((RareCondition(id=uuid4(), patient_id=record.patient_id, text="Epilepsi"),))

    page.start("address")
    type_text(focused(), "Varvsgatan")
    field = focused()
    session.do(another)
    idle()
    assert focused() is field and field.property("plainText") == "Varvsgatan"
    assert record_of(session).patient.address == ""
    assert len(session.can_undo) == 1
