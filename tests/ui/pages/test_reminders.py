"""Bevakningar: late first, then week by week; done, put off, changed and added without leaving the line."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry
from coordinator.reminder import Reminder, done_reminders, late_reminders, open_reminders
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import record_of
from ui.drafts import Drafts
from ui.pages.reminder_body import ReminderBody
from ui.pages.reminders import RemindersPage
from ui.pages.written_answer import AnswerLine
from ui.parts import Button
from ui.session import Session

Idle = Callable[[], None]
Open = Callable[[str], None]
TODAY = date(2026, 11, 22)


@pytest.fixture
def page(page_of: OpenPage[RemindersPage], drafts: Drafts, idle: Idle) -> Iterator[RemindersPage]:
    yield page_of(RemindersPage)
    idle()
    drafts.stop()


def body_of(page: RemindersPage) -> ReminderBody:
    assert isinstance(page.lines.body, ReminderBody)
    return page.lines.body


def words(page: RemindersPage) -> list[str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def fold_of(page: RemindersPage) -> Button:
    """What shows those that are done, or hides them."""
    button = page.lines.head("done").button
    assert button is not None
    return button


def focus_line() -> AnswerLine:
    focus = QApplication.focusWidget()
    assert isinstance(focus, AnswerLine)
    return focus


def get(session: Session, reminder_id: UUID) -> Reminder:
    return record_of(session).get(Reminder, reminder_id)


def test_an_empty_page_teaches_one_step(page: RemindersPage, open_patient: Open) -> None:
    open_patient("tom")
    assert any("ring LSS om beslutet fre\u00a04\u00a0dec Karin" in text for text in words(page))
    page.start()
    assert page.quick is not None and page.quick.line.hasFocus()


def test_the_late_stand_first_and_the_rest_by_iso_week(
    page: RemindersPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    record = record_of(session)
    late = late_reminders(record)
    assert list(page.lines.ids) == [one.id for one in open_reminders(record)]
    assert page.lines.said(late[0].id).signs
    shown = words(page)
    assert "V. 8 2027" in shown
    assert shown.index("Försenade") < shown.index("Den här veckan, v. 47") < shown.index("Nästa vecka, v. 48")
    assert page.note(record) == RemindersPage.note(record) == str(len(open_reminders(record)))


def test_a_line_tells_who_holds_it_and_the_number_to_ring(
    page: RemindersPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    record = record_of(session)
    one = next(one for one in open_reminders(record) if one.contact_id is not None)
    contact = record.get(Contact, one.contact_id) if one.contact_id else None
    said = page.lines.said(one.id)
    assert contact is not None and one.owner in said.about and contact.phone in said.about
    page.start(one.id)
    assert contact.phone in words(page)
    moved = next(one for one in open_reminders(record) if one.first_due is not None)
    assert "uppskjuten från" in page.lines.said(moved.id).words


def test_done_is_asked_for_in_one_line_and_undo_brings_it_back(
    page: RemindersPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    page.start()
    first, second = page.lines.ids[:2]
    press(page.lines.line(first), Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    type_text(focus_line(), "Åkte dit, allt är klart.")
    press(focus_line(), Qt.Key.Key_Return)
    idle()
    assert (get(session, first).done_on, get(session, first).done_note) == (TODAY, "Åkte dit, allt är klart.")
    assert first not in page.lines.ids and page.lines.here == second
    assert page.lines.line(second).hasFocus()
    session.undo()
    idle()
    assert get(session, first).done_on is None and first in page.lines.ids
    page.start(first)
    assert body_of(page).answer is None, "what was answered is no draft any more"


def test_without_a_word_of_how_it_went_it_is_not_done(
    page: RemindersPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    page.start()
    first = page.lines.ids[0]
    body_of(page).ask_how_it_went()
    press(focus_line(), Qt.Key.Key_Return)
    idle()
    assert get(session, first).done_on is None
    assert any("Skriv hur det gick" in text for text in words(page))
    assert focus_line().property("faulty")


def test_put_off_keeps_the_first_day_in_sight(
    page: RemindersPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    page.start()
    one = get(session, page.lines.ids[0])
    press(page.lines.line(one.id), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    type_text(focus_line(), "om en vecka")
    assert any(text.startswith("Blir: sön 29 nov, v. 48") for text in words(page))
    press(focus_line(), Qt.Key.Key_Return)
    type_text(focus_line(), "Handläggaren är ledig")
    press(focus_line(), Qt.Key.Key_Return)
    idle()
    moved = get(session, one.id)
    assert (moved.due, moved.first_due) == (TODAY + timedelta(days=7), one.due)
    assert moved.postponed_because == "Handläggaren är ledig"
    (sign,) = page.lines.said(one.id).signs
    assert sign.text.startswith("uppskjuten från")
    assert page.lines.line(one.id).hasFocus()


@pytest.mark.parametrize(("day", "why"), [("snart", "går inte att läsa"), ("i dag", "inte senare")])
def test_a_day_that_cannot_be_is_said_and_the_text_kept(
    page: RemindersPage, open_patient: Open, idle: Idle, day: str, why: str
) -> None:
    open_patient("120-kontakter")
    page.start()
    first, before = page.lines.ids[0], page.lines.said(page.lines.ids[0])
    body_of(page).ask_until_when()
    answer = body_of(page).answer
    assert answer is not None
    answer.lines[0].setText(day)
    answer.lines[1].setText("Ledig")
    press(answer.lines[1], Qt.Key.Key_Return)
    idle()
    assert page.lines.said(first) == before
    assert any(why in text for text in words(page))
    assert answer.lines[0].text() == day and answer.lines[0].property("faulty") and answer.lines[0].hasFocus()


def test_what_is_half_answered_is_there_again(
    page: RemindersPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    page.start()
    first = page.lines.ids[0]
    body_of(page).ask_how_it_went()
    type_text(focus_line(), "Hon skulle")
    page.lines.go_to(page.lines.ids[1])
    assert body_of(page).answer is None
    open_patient("tom")
    open_patient("120-kontakter")
    page.start(first)
    idle()
    answer = body_of(page).answer
    assert answer is not None and answer.lines[0].text() == "Hon skulle"
    assert get(session, first).done_on is None


def test_the_done_are_folded_newest_first_with_how_it_went(
    page: RemindersPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    done = done_reminders(record_of(session))
    assert not {one.id for one in done} & set(page.lines.ids)
    fold_of(page).click()
    assert list(page.lines.ids)[-len(done) :] == [one.id for one in done]
    assert page.lines.said(done[0].id).about == done[0].done_note
    fold_of(page).click()
    page.start(done[-1].id)
    assert page.lines.here == done[-1].id and body_of(page).done.isHidden()


def test_a_line_is_added_as_it_is_said(
    page: RemindersPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    before = {one.id for one in record_of(session).all(Reminder)}
    page.start("new")
    quick = page.quick
    assert quick is not None and quick.line.hasFocus()
    type_text(quick.line, "ring LSS om åtgärden fre 4 dec")
    assert "Datum: fre 4 dec, v. 49" in quick.becomes and "Ansvarig: Anna Lind, föreslaget" in quick.becomes
    press(quick.line, Qt.Key.Key_Return)
    idle()
    (new,) = (one for one in record_of(session).all(Reminder) if one.id not in before)
    assert (new.what, new.due, new.owner) == ("ring LSS om åtgärden", date(2026, 12, 4), "Anna Lind")
    assert quick.line.text() == "" and quick.line.hasFocus() and new.id in page.lines.ids


@pytest.mark.parametrize(
    ("text", "why"), [("ring LSS", "Skriv också en dag"), ("ring 31 feb", "Februari har 28 dagar")]
)
def test_a_line_that_cannot_be_added_stays_with_why(
    page: RemindersPage, open_patient: Open, idle: Idle, text: str, why: str
) -> None:
    open_patient("tom")
    quick = page.quick
    assert quick is not None
    quick.line.setText(text)
    press(quick.line, Qt.Key.Key_Return)
    idle()
    assert page.lines.ids == []
    assert why in quick.fault_text and quick.line.text() == text


def test_the_half_written_line_belongs_to_its_patient(page: RemindersPage, open_patient: Open, idle: Idle) -> None:
    open_patient("120-kontakter")
    assert page.quick is not None
    page.quick.line.setText("ring Försäkrings")
    open_patient("tom")
    assert page.quick.line.text() == ""
    open_patient("120-kontakter")
    idle()
    assert page.quick.line.text() == "ring Försäkrings"


def test_the_keys_walk_the_lines_and_delete_takes_one_away(
    page: RemindersPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    page.start()
    first, second, third = page.lines.ids[:3]
    press(page.lines.line(first), Qt.Key.Key_Down)
    assert page.lines.line(second).hasFocus() and page.lines.open_id == second
    press(page.lines.line(second), Qt.Key.Key_Delete)
    idle()
    assert second not in page.lines.ids and page.lines.line(third).hasFocus()
    press(page.lines.line(third), Qt.Key.Key_Up)
    assert page.lines.line(first).hasFocus()
    press(page.lines.line(first), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is body_of(page).done
    session.undo()
    idle()
    assert second in page.lines.ids


def test_tab_stops_at_the_line_one_is_on_and_goes_through_what_is_open(page: RemindersPage, open_patient: Open) -> None:
    open_patient("120-kontakter")
    third = page.lines.ids[2]
    page.start(third)
    page.start("new")
    stops = []
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    body = body_of(page)
    buttons = [one for one in (body.done, body.put_off, body.change, body.remove, body.source) if one.isVisible()]
    assert stops == [page.lines.line(third), *buttons, fold_of(page)][:6]


def test_the_form_changes_it_in_place(page: RemindersPage, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("120-kontakter")
    page.start()
    first = page.lines.ids[0]
    body_of(page).change.click()
    form = body_of(page).form
    assert form is not None
    owner = form.fields["owner"].editor.text_field
    assert owner is not None
    owner.show_draft("Bo Ek")
    owner.finish()
    idle()
    assert get(session, first).owner == "Bo Ek" and "Bo Ek" in page.lines.said(first).about
    assert body_of(page).form is form, "the form stays open"
    owner.setFocus()
    press(owner, Qt.Key.Key_Escape)
    assert page.lines.line(first).hasFocus()


def test_it_leads_back_to_the_log(page: RemindersPage, session: Session, open_patient: Open) -> None:
    open_patient("120-kontakter")
    one = next(one for one in open_reminders(record_of(session)) if one.log_entry_id is not None)
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    page.start(one.id)
    body_of(page).source.click()
    assert wanted == [("contact_log", one.log_entry_id)]
    assert one.log_entry_id in {entry.id for entry in record_of(session).all(ContactLogEntry)}


def test_every_part_that_takes_the_focus_has_a_name(page: RemindersPage, open_patient: Open) -> None:
    open_patient("120-kontakter")
    page.start()
    body_of(page).ask_until_when()
    for one in page.findChildren(AnswerLine):
        assert one.accessibleName()
    assert all(page.lines.line(one).accessibleName() for one in page.lines.ids)
