"""One gap in a row: where its button leads, and what is done in the row itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Add, Change
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, InformedWay
from coordinator.gap import rules
from coordinator.gaps import Gap, gaps
from coordinator.page import Page as PageName
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.fields import LineField
from ui.pages.contacts import ContactsPage
from ui.pages.gap_row import GapRow, has_draft, is_question, sign_of, target_of
from ui.session import Session

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

Idle = Callable[[], None]
Open = Callable[[str], None]

CONTACT, ENTRY = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("page", "field", "target"),
    [
        (PageName.PERSON, "interpreter_need", "interpreter_need"),
        (PageName.PERSON, "", ENTRY),
        (PageName.CONTACTS, "", CONTACT),
        (PageName.CONTACTS, "new:tandläkare", "new:tandläkare"),
        (PageName.CARE_PLAN, "", ENTRY),
        (PageName.CARE_PLAN, "what_matters", "what_matters"),
    ],
)
def test_what_a_gap_leads_to_is_a_field_a_contact_or_an_entry(page: PageName, field: str, target: object) -> None:
    assert target_of(Gap("x", "", "", "Visa", page, CONTACT, ENTRY, field)) == target


def test_what_nobody_has_asked_has_a_question_mark() -> None:
    questions = [rule.code for rule in rules() if is_question(rule.code)]
    assert "interpreter_not_asked" in questions and "no_plan" not in questions
    assert {sign_of(code) for code in questions} == {"circle-question-mark"}
    assert sign_of("no_plan") == "circle-dashed"


@pytest.fixture
def late(session: Session, open_patient: Open, idle: Idle, qtbot: QtBot) -> GapRow:
    """A late reminder of a child, on screen."""
    open_patient("barn")
    gap = next(one for one in gaps(record_of(session)) if one.key == "reminder_late")
    return shown(gap, session, qtbot)


def shown(gap: Gap, session: Session, qtbot: QtBot) -> GapRow:
    row = GapRow(gap, session, Drafts(session))
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    qtbot.waitUntil(row.isActiveWindow)
    return row


def line_in(row: QWidget) -> LineField:
    found = row.findChild(LineField)
    assert found is not None
    return found


def test_escape_puts_an_empty_line_away(late: GapRow) -> None:
    press(late.button, Qt.Key.Key_Return)
    line = line_in(late)
    line.setText("Ringde")
    press(focused(), Qt.Key.Key_Escape)
    assert late.is_writing and line.text() == ""
    press(focused(), Qt.Key.Key_Escape)
    assert not late.is_writing and focused() is late.button
    press(late.button, Qt.Key.Key_Return)
    assert late.is_writing and isinstance(focused(), LineField) and focused() is not line


def test_what_was_half_written_is_forgotten_when_it_is_written(late: GapRow, session: Session, idle: Idle) -> None:
    late.button.click()
    line_in(late).setText("Ringde och bokade")
    late._drafts.keep_now()
    assert has_draft(late.gap, session)
    press(line_in(late), Qt.Key.Key_Return)
    idle()
    late._drafts.keep_now()
    assert not has_draft(late.gap, session)
    assert late.gap not in gaps(record_of(session))


def test_what_is_written_is_no_draft_even_when_its_row_has_gone(
    session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("barn")
    gap = next(one for one in gaps(record_of(session)) if one.key == "reminder_late")
    drafts = Drafts(session)
    row = GapRow(gap, session, drafts)
    row.button.click()
    line_in(row).setText("Ringde och bokade")
    drafts.keep_now()
    press(line_in(row), Qt.Key.Key_Return)
    row.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    idle()
    assert gap not in gaps(record_of(session)) and not has_draft(gap, session)


def test_an_empty_line_closes_nothing(late: GapRow, session: Session, idle: Idle) -> None:
    late.button.click()
    line_in(late).setText("   ")
    press(line_in(late), Qt.Key.Key_Return)
    idle()
    assert late.gap in gaps(record_of(session))


def test_that_the_patient_was_told_is_noted_with_how(
    session: Session, open_patient: Open, idle: Idle, practice: dict[str, UUID], qtbot: QtBot
) -> None:
    for slug in practice:
        open_patient(slug)
        found = [one for one in gaps(record_of(session)) if one.key == "not_informed"]
        if found:
            break
    row = shown(found[0], session, qtbot)
    row.button.click()
    menu = row.findChild(QMenu)
    assert menu is not None
    assert [one.text() for one in menu.actions()] == [way.label for way in InformedWay]
    menu.actions()[0].trigger()
    menu.close()
    idle()
    assert not any(one.key == "not_informed" for one in gaps(record_of(session)))


def test_it_is_noted_of_that_role_alone(session: Session, open_patient: Open, idle: Idle, qtbot: QtBot) -> None:
    open_patient("tom")
    told_then = date(2026, 3, 1)
    karin = Contact(patient_id=record_of(session).patient_id, name="Karin")
    nurse, physician = (
        ContactRole(
            patient_id=karin.patient_id, contact_id=karin.id, assignment=one, start=told_then,
            main=one is Assignment.FIXED_CARE_CONTACT,
        )
        for one in (Assignment.FIXED_CARE_CONTACT, Assignment.FIXED_PHYSICIAN_CONTACT)
    )  # fmt: skip
    nurse = replace(nurse, informed_on=told_then, informed_way=InformedWay.IN_WRITING, informed_by="Eva")
    session.do(lambda _: Change("Utsedda", tuple(Add(one) for one in (karin, nurse, physician))))
    idle()
    (gap,) = (one for one in gaps(record_of(session)) if one.key == "not_informed")
    assert gap.entry_id == physician.id
    row = shown(gap, session, qtbot)
    row.button.click()
    menu = row.findChild(QMenu)
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    idle()
    record = record_of(session)
    assert record.get(ContactRole, nurse.id) == replace(nurse, version=1)
    told = record.get(ContactRole, physician.id)
    assert (told.informed_on, told.informed_by) == (record.today, record.actor.name)


def test_a_page_of_rows_is_no_longer_than_its_rows_are_at_its_width(late: GapRow) -> None:
    narrow = QWidget.minimumSizeHint(late)
    wide = late.heightForWidth(1000)
    assert late.minimumSizeHint().width() == narrow.width()
    assert late.minimumSizeHint().height() <= wide < late.heightForWidth(narrow.width())


def test_nobody_in_dental_care_leads_to_a_line_that_only_lacks_the_name(
    page_of: OpenPage[ContactsPage], session: Session, idle: Idle, type_text: TypeText
) -> None:
    contacts = page_of(ContactsPage, "tom")
    gap = next(one for one in gaps(record_of(session)) if one.key == "no_dental")
    assert gap.page.stored == ContactsPage.NAME
    contacts.start(target_of(gap))
    assert focused() is contacts.quick.line
    type_text(focused(), "Örjan Ek")
    assert contacts.quick.line.text() == "Örjan Ek, tandläkare"
    press(focused(), Qt.Key.Key_Return)
    idle()
    (new,) = record_of(session).all(Contact)
    assert (new.name, new.role, new.category) == ("Örjan Ek", "tandläkare", ContactCategory.DENTAL)
    assert "no_dental" not in [one.key for one in gaps(record_of(session))]
    contacts.quick.line.setText("Anna Öberg, dietist")
    contacts.start(target_of(gap))
    assert contacts.quick.line.text() == "Anna Öberg, dietist"  # what she was writing is not lost
