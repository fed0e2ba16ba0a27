"""Kontaktlogg: a call noted as one change, nothing half-written lost, and a long log that is found in at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm, log_lines
from coordinator.errors import WriteFailed
from coordinator.journal_entry import not_in_journal
from coordinator.reminder import Reminder
from coordinator.swedish import SWEDEN
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import record_of
from ui.drafts import Drafts
from ui.pages.contact_log import ContactLogPage
from ui.pages.log_body import LogBody
from ui.pages.log_note import LogNote
from ui.parts import Button
from ui.session import Session

# The offscreen screen has no windows to raise, as a list of names wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def page(page_of: OpenPage[ContactLogPage], drafts: Drafts, idle: Idle) -> Iterator[ContactLogPage]:
    yield page_of(ContactLogPage)
    idle()
    drafts.stop()


def words(page: QWidget) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def body_of(page: ContactLogPage) -> LogBody:
    assert isinstance(page.lines.body, LogBody)
    return page.lines.body


def button(page: ContactLogPage, words: str) -> Button:
    """The one that is seen and says so."""
    return next(one for one in page.findChildren(Button) if one.isVisible() and one.text() == words)


def write(note: LogNote, **texts: str) -> None:
    """Write in the fields of the form by what they are called in it."""
    for name, text in texts.items():
        field = getattr(note, name)
        field.show_draft(text)


def fill(note: LogNote) -> None:
    write(note, what="Beslutet om korttidsvistelse", outcome="Kommer före jul", step="Fråga igen", day="fre 4 dec")
    note.kinds[HelpKind.MEDIATE].click()


def test_a_call_is_noted_with_its_reminder_as_one_change(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    record = record_of(session)
    contact = next(one for one in record.all(Contact) if one.role == "LSS-handläggare")
    before = len(log_lines(record))
    page.start(contact.id)
    note = page.writing
    assert note.whom.text() == "Therese Abrahamsson, LSS-handläggare" and note.what.hasFocus()
    assert note.number.text() == contact.phone
    fill(note)
    assert note.becomes.text() == "Bevakning: fre 4 dec, v. 49, Anna Lind"
    press(note.outcome, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    record = record_of(session)
    new = log_lines(record)[0]
    reminder = next(one for one in record.all(Reminder) if one.log_entry_id == new.id)
    assert (new.contact_id, new.form, new.helped_with) == (contact.id, LogForm.PHONE_OUT, (HelpKind.MEDIATE,))
    assert (reminder.due, reminder.owner, reminder.what) == (date(2026, 12, 4), "Anna Lind", "Fråga igen")
    assert record.get(Contact, contact.id).last_contact == date(2026, 11, 22)
    assert page.lines.ids[0] == new.id and "Antecknat. Bevakning: fre 4 dec" in words(page)
    assert not note.is_begun and note.whom.hasFocus()
    session.undo()
    idle()
    assert len(log_lines(record_of(session))) == before and page.told.isHidden()


def test_everything_that_is_missing_is_said_by_its_field(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    page.start()
    note = page.writing
    write(note, whom="Bo", day="31 feb", minutes="många", when="i går")
    note.send()
    idle()
    said = words(note)
    for sentence in (
        "Skriv vad kontakten gällde", "Välj vilken sorts hjälp", "Februari har 28 dagar", "Minuterna går inte att läsa",
        "Klockslaget saknas",
    ):  # fmt: skip
        assert said.count(sentence) == 1, sentence
    assert log_lines(record_of(session)) == [] and note.whom.text() == "Bo" and note.when.hasFocus()
    write(note, when="i går 14:30", what="Ringde", minutes="10", day="")
    note.kinds[HelpKind.INFORM].click()
    note.nothing.click()
    note.send()
    idle()
    (new,) = log_lines(record_of(session))
    assert (new.with_whom, new.contact_id, new.minutes, new.nothing_next) == ("Bo", None, 10, True)
    assert new.at == datetime(2026, 11, 21, 14, 30, tzinfo=SWEDEN)
    assert record_of(session).all(Reminder) == ()


def test_what_is_half_noted_is_there_when_she_comes_back(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle, qtbot: QtBot
) -> None:
    open_patient("120-kontakter")
    page.start()
    write(page.writing, whom="Karin", what="Hon ringde om")
    page.writing.kinds[HelpKind.REPRESENT].click()
    page.writing.form.setCurrentIndex(1)
    press(page.writing.what, Qt.Key.Key_Escape)
    assert page.writing.what.text() == "Hon ringde om"
    QApplication.processEvents()
    open_patient("tom")
    assert not page.writing.is_begun
    open_patient("120-kontakter")
    note = page.writing
    assert (note.whom.text(), note.what.text()) == ("Karin", "Hon ringde om")
    assert note.kinds[HelpKind.REPRESENT].isChecked() and note.form.chosen() is LogForm.PHONE_IN
    other = ContactLogPage(session, Drafts(session))
    qtbot.addWidget(other)
    other.show_record(record_of(session))
    assert other.writing.what.text() == "Hon ringde om" and other.writing.kinds[HelpKind.REPRESENT].isChecked()
    other.drafts.stop()
    note.empty.click()
    idle()
    assert not note.is_begun
    page.drafts.keep_now()
    open_patient("tom")
    open_patient("120-kontakter")
    assert not page.writing.is_begun


def test_a_contact_does_not_take_the_place_of_a_note_begun_about_another(
    page: ContactLogPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    first, second = record_of(session).all(Contact)[:2]
    page.start(first.id)
    begun = page.writing.whom.text()
    page.start(second.id)
    assert page.writing.whom.text() != begun
    write(page.writing, what="Det gällde")
    begun = page.writing.whom.text()
    page.start(first.id)
    assert page.writing.whom.text() == begun


def test_enter_goes_on_to_the_next_field(page: ContactLogPage, open_patient: Open, type_text: TypeText) -> None:
    open_patient("tom")
    page.quick.whole.click()
    note = page.writing
    type_text(note.whom, "Åsa Ö")
    press(note.whom, Qt.Key.Key_Return)
    assert note.form.hasFocus()
    note.step.setFocus()
    press(note.step, Qt.Key.Key_Return)
    assert note.day.hasFocus()


def test_a_part_of_the_name_is_enough(
    page: ContactLogPage, session: Session, open_patient: Open, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    page.quick.whole.click()
    note = page.writing
    popup = note.whom.completer().popup()
    type_text(note.whom, "ss")
    assert popup is not None and popup.isVisible()
    press(popup, Qt.Key.Key_Return)
    assert note.whom.text() == "ss" and note.whom.hasFocus(), "several are offered: none is taken"
    note.whom.clear()
    type_text(note.whom, "lss-")
    press(popup, Qt.Key.Key_Return)
    assert note.whom.text() == "Therese Abrahamsson, LSS-handläggare" and note.whom.hasFocus()
    contact = next(one for one in record_of(session).all(Contact) if one.role == "LSS-handläggare")
    assert note.number.text() == contact.phone and note.number.isVisible()
    note.whom.setFocus()
    note.whom.clear()
    type_text(note.whom, "Åsa Okänd")
    press(note.whom, Qt.Key.Key_Return)
    assert note.whom.text() == "Åsa Okänd" and note.number.isHidden()


def test_the_kinds_of_help_are_told_whole(page: ContactLogPage, open_patient: Open) -> None:
    open_patient("tom")
    for kind, button in page.writing.kinds.items():
        assert button.toolTip() == button.accessibleDescription() == kind.label
    for one in (page.writing.whom, page.writing.what, page.writing.day, page.writing.form, page.filter.line):
        assert one.accessibleName()


def test_the_log_stands_month_by_month_and_says_what_came_of_it(
    page: ContactLogPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    assert page.lines.ids == [one.id for one in log_lines(record_of(session))][:20]
    shown = words(page)
    assert shown.index("November 2026") < shown.index("Oktober 2026")
    signs = {sign.text for one in page.lines.ids for sign in page.lines.said(one).signs}
    assert "nästa steg klart" in signs and any("sen" in text for text in signs)
    assert ContactLogPage.note(record_of(session)) == ""


def test_it_is_searched_by_words_kind_and_contact(
    page: ContactLogPage, session: Session, open_patient: Open, qtbot: QtBot
) -> None:
    open_patient("120-kontakter")
    log = log_lines(record_of(session))
    page.filter.line.setText("smartmottagningen")
    page.filter.done.emit()
    assert len(page.lines.ids) == 1 and page.lines.line(page.lines.ids[0]).hasFocus()
    page.filter.line.setText("finns inte")
    qtbot.waitUntil(lambda: page.lines.ids == [])
    assert "Inget i loggen passar" in words(page)
    page.filter.show_all()
    qtbot.waitUntil(lambda: page.lines.ids == [one.id for one in log[:20]])
    page.filter._kinds[1][1].click()
    wanted = [one.id for one in log if HelpKind.COORDINATE in one.helped_with]
    qtbot.waitUntil(lambda: list(page.lines.ids) == wanted)
    page.filter.show_all()
    with_contact = next(one for one in log if one.contact_id is not None)
    page.filter.whom._choose(with_contact.contact_id)
    wanted = [one.id for one in log if one.contact_id == with_contact.contact_id]
    qtbot.waitUntil(lambda: list(page.lines.ids) == wanted)


def test_a_long_log_has_a_page_of_lines_and_any_of_them_is_found(
    page: ContactLogPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    record = record_of(session)
    one = log_lines(record)[0]
    many = tuple(
        ContactLogEntry(
            patient_id=one.patient_id, at=one.at - timedelta(days=day), what=f"Rad {day}", nothing_next=True,
            helped_with=one.helped_with, by="Anna Lind", version=1,
        )
        for day in range(2000)
    )  # fmt: skip
    page.show_record(replace(record, entries={**record.entries, ContactLogEntry: many, Reminder: ()}))
    assert len(page.lines.ids) == 20
    button(page, "Visa 20 till").click()
    assert len(page.lines.ids) == 40 and page.lines.here == many[20].id
    page.start(many[1500].id)
    assert page.lines.open_id == many[1500].id and page.lines.ids == [one.id for one in many[1500:1520]]
    button(page, "Visa 20 före").click()
    assert page.lines.ids[0] == many[1480].id and page.lines.open_id == many[1500].id
    page.filter.line.setText("rad 1999")
    page.filter.done.emit()
    assert page.lines.ids == [many[1999].id]


def test_a_line_opens_its_form_in_place_and_saves_itself(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    entry = log_lines(record_of(session))[1]
    page.start(entry.id)
    line = page.lines.line(entry.id)
    assert line.hasFocus() and page.lines.open_id == entry.id
    press(line, Qt.Key.Key_Return)
    assert page.lines.open_id is None
    press(line, Qt.Key.Key_Return)
    form = body_of(page).form
    assert form is not None
    what = form.fields["what"].editor.text_field
    assert what is not None
    what.show_draft("Något annat")
    what.finish()
    idle()
    assert record_of(session).get(ContactLogEntry, entry.id).what == "Något annat"
    assert page.lines.said(entry.id).what.startswith("Något annat.")


def test_a_next_step_comes_and_goes_whole(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    record = record_of(session)
    entry = next(one for one in log_lines(record) if one.nothing_next)
    page.start(entry.id)
    body_of(page).step.click()
    answer = body_of(page).answer
    assert answer is not None
    type_text(answer.lines[0], "Fråga igen")
    press(answer.lines[0], Qt.Key.Key_Return)
    type_text(answer.lines[1], "om en vecka")
    for _ in range(2):  # Enter twice is one reminder
        press(answer.lines[1], Qt.Key.Key_Return)
    idle()
    (reminder,) = (one for one in record_of(session).all(Reminder) if one.log_entry_id == entry.id)
    assert (reminder.what, reminder.due) == ("Fråga igen", date(2026, 11, 29))
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    body_of(page).follow.click()
    assert wanted == [("reminders", reminder.id)]
    body_of(page).nothing.click()
    idle()
    assert record_of(session).get(ContactLogEntry, entry.id).nothing_next
    assert record_of(session).get(Reminder, reminder.id).done_on == date(2026, 11, 22)


def test_a_line_with_a_reminder_says_why_it_stays(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    record = record_of(session)
    led_to = {one.log_entry_id for one in record.all(Reminder)}
    kept = next(one for one in log_lines(record) if one.id in led_to)
    page.start(kept.id)
    body_of(page).remove.click()
    idle()
    assert kept.id in page.lines.ids and "hänvisar till en post" in body_of(page).fault.text()
    free = next(one for one in log_lines(record) if one.id not in led_to)
    page.start(free.id)
    press(page.lines.line(free.id), Qt.Key.Key_Delete)
    idle()
    assert free.id not in page.lines.ids


SAID, THEN = "Therese LSS 5 min: beslutet om korttids – kommer före jul", "fråga igen fre 4 dec"


def test_a_call_takes_two_lines(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    page.start("new")
    quick = page.quick
    assert quick.said.hasFocus() and page.writing.isHidden()
    type_text(quick.said, SAID)
    press(quick.said, Qt.Key.Key_Return)
    assert quick.then.hasFocus()
    type_text(quick.then, THEN)
    assert "Med vem: Therese Abrahamsson, LSS-handläggare; " in quick.becomes and "Datum: fre 4 dec" in quick.becomes
    press(quick.then, Qt.Key.Key_Return)
    idle()
    new = log_lines(record_of(session))[0]
    (reminder,) = (one for one in record_of(session).all(Reminder) if one.log_entry_id == new.id)
    assert (new.minutes, new.what, new.outcome) == (5, "beslutet om korttids", "kommer före jul")
    assert (reminder.what, reminder.due) == ("fråga igen", date(2026, 12, 4))
    assert not quick.is_begun and quick.said.hasFocus() and "Antecknat. Bevakning: fre 4 dec, v. 49" in words(page)
    session.undo()
    idle()
    assert new.id not in {one.id for one in log_lines(record_of(session))}


@pytest.mark.parametrize(
    "lines",
    [
        ("", THEN, "Skriv vad kontakten gällde."),
        (SAID, "", "Skriv vad du gör sedan"),
        (SAID, "fråga igen", "Skriv också en dag"),
        (SAID, "fråga 31 feb", "Februari har 28 dagar"),
    ],
)
def test_what_two_lines_lack_is_said_where_it_is_written(
    page: ContactLogPage, session: Session, open_patient: Open, lines: tuple[str, str, str]
) -> None:
    said, then, why = lines
    open_patient("tom")
    quick = page.quick
    quick.said.setText(said)
    quick.then.setText(then)
    quick.note.click()
    assert why in quick.fault_text and (quick.said.text(), quick.then.text()) == (said, then)
    assert (quick.then if said else quick.said).hasFocus()
    assert log_lines(record_of(session)) == []
    quick.then.setText(f"{then} ")
    assert quick.fault_text == ""


def test_half_a_call_stays_with_whom_it_was_about(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    type_text(page.quick.said, "mamma: sover")
    open_patient("barn")
    assert not page.quick.is_begun
    open_patient("tom")
    assert page.quick.said.text() == "mamma: sover"


def test_why_a_call_is_not_noted_is_not_said_by_the_lines_of_another(
    page: ContactLogPage, session: Session, practice: dict[str, UUID], open_patient: Open, idle: Idle
) -> None:
    told: list[object] = []
    session.refused.connect(told.append)
    open_patient("tom")
    page.quick.said.setText(SAID)
    page.quick.then.setText(THEN)
    path = session.vault.path
    path.rename(path.with_suffix(".borta"))
    page.quick.send()
    session._show(session.vault.store.read(practice["barn"]))  # she has gone on when the disk answers
    idle()
    path.with_suffix(".borta").rename(path)
    assert page.quick.fault_text == "" and [type(one) for one in told] == [WriteFailed]
    open_patient("tom")
    assert (page.quick.said.text(), page.quick.then.text()) == (SAID, THEN)


def test_notes_are_marked_as_they_come_into_the_journal(
    page: ContactLogPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("barn")
    waiting = [one for one in not_in_journal(record_of(session)) if isinstance(one, ContactLogEntry)]
    assert waiting and f"{len(waiting)} ska till journalen" in words(page)
    page.lines.open(waiting[0].id)
    button(page, "Införd i journalen").click()
    idle()
    assert waiting[0].id not in {one.id for one in not_in_journal(record_of(session))}
    assert body_of(page).entered.isHidden()
    session.undo()
    idle()
    button(page, "Införda i journalen").click()
    idle()
    left = not_in_journal(record_of(session))
    assert left and not any(isinstance(one, ContactLogEntry) for one in left), "only what stands in the log"
    assert "ska till journalen" not in words(page)
    assert page.entered.isHidden()


def test_the_log_and_a_line_lead_to_the_journal(
    page_of: OpenPage[ContactLogPage], session: Session, idle: Callable[[], None]
) -> None:
    page = page_of(ContactLogPage, "barn")
    waiting = next(one for one in not_in_journal(record_of(session)) if isinstance(one, ContactLogEntry))
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    page.to_journal.click()
    page.start(waiting.id)
    body_of(page).to_journal.click()
    assert wanted == [("journal", None), ("journal", waiting.id)]
