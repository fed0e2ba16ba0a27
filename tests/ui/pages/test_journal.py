"""*Till journalen*: what is not there is copied as a whole or by sökord, and is then said to stand there."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from coordinator.change import Add, Change
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.desk import Access
from coordinator.entries import edit_entry
from coordinator.errors import RuleError, WriteFailed
from coordinator.exchange.journal_headings import Heading
from coordinator.journal.rows import JournalState
from coordinator.journal_entry import enter_in_journal
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.settings import JOURNAL_CLIPBOARD, JOURNAL_LATIN1
from tests.ui.conftest import type_into
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.journal_seen import ALT, Seen
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.journal import JournalPage
from ui.pages.journal_desk import Copied, JournalDesk, enter_copied
from ui.pages.wrapped_text import WrappedText
from ui.pages.written_answer import AnswerLine
from ui.parts import Kind
from ui.session import Session

Noted = list[tuple[Access, str, str]]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody presses as quickly as a test does."""
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)


@pytest.fixture
def seen(page_of: OpenPage[JournalPage], session: Session, idle: Callable[[], None]) -> Iterator[Seen]:
    made = Seen(page_of(JournalPage, "tom"), session, idle)
    yield made
    made.clipboard.clear()
    QApplication.clipboard().clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def noted(session: Session, monkeypatch: pytest.MonkeyPatch) -> Noted:
    """What the access log is told."""
    rows: Noted = []
    note = session.vault.store.note

    def noted(access: Access, *, patient_id: UUID | None = None, what: str = "", reason: str = "") -> None:
        if access is Access.EXPORT:
            assert patient_id == record_of(session).patient_id
            rows.append((access, what, reason))
        note(access, patient_id=patient_id, what=what, reason=reason)

    monkeypatch.setattr(session.vault.store, "note", noted)
    return rows


# What is shown


def test_when_nothing_waits_there_is_one_sentence_and_a_note_can_be_written_all_the_same(seen: Seen) -> None:
    page = seen.page
    page.start()
    assert page.empty.isVisible() and not page.head.copy_all.isVisible() and not page._both.isVisible()
    assert focused() is page.anyway and JournalPage.note(record_of(seen.session)) == ""
    seen.key(Qt.Key.Key_Return)
    assert focused() is page.words.fields["form"] and page.head.copy_all.isVisible() and not page.empty.isVisible()
    assert not page.rows.isVisible()
    seen.copy_all()
    assert seen.pasted() == seen.text.text and not page.head.question.is_open  # there is no row to ask about


def test_words_without_a_row_are_asked_about_and_then_put_away(seen: Seen) -> None:
    seen.page.anyway.click()
    type_into(seen.page.words.fields["assessment"], "Stabil")
    seen.copy_all()
    assert "Stabil" in seen.pasted() and seen.page.head.question.is_open
    assert seen.page.head.question.about.text() == "Kopierat: hela anteckningen."
    seen.yes()
    assert seen.page.words.is_empty and seen.entered == [] and not seen.page.head.question.is_open


def test_the_rows_stand_oldest_first_and_all_go_along_from_the_start(seen: Seen) -> None:
    late, early, middle = seen.log("Sist", 0), seen.log("Först", 9), seen.log("Mitt", 3)
    assert seen.ids == [early, middle, late]
    assert all(row.box.isChecked() for row in seen.rows)
    assert (seen.page.head.how_many.text(), JournalPage.note(record_of(seen.session))) == ("3 uppgifter", "3")
    assert all(word in seen.note for word in ("Sist", "Först", "Mitt"))
    (words,) = seen.rows[0].findChildren(WrappedText)
    assert words.text().startswith("Kl. ") and "Först" in words.text()  # the day stands above
    name = seen.rows[0].box.accessibleName()
    assert "Först" in name and seen.rows[0].row.kind_title in name
    seen.page.start()
    assert focused() is seen.page.head.copy_all and seen.page.head.copy_all.kind is Kind.PRIMARY


def test_a_row_that_is_left_out_is_neither_in_the_note_nor_said_to_be_there(seen: Seen) -> None:
    first, other = seen.log("Stanna här", 2), seen.log("Följ med", 1)
    seen.page.start(first)
    seen.key(Qt.Key.Key_Space)
    assert "Stanna här" not in seen.note and "Följ med" in seen.note
    seen.copy_all()
    seen.yes()
    assert [one.entry_id for one in seen.entered] == [other]
    assert seen.ids == [first] and not seen.rows[0].box.isChecked()
    seen.log("Ny", 0)  # what comes goes along, and what was left out stays so
    assert [row.box.isChecked() for row in seen.rows] == [False, True]
    assert [one.entry_id for one in seen.page.rows.chosen] == seen.ids[1:]


def test_what_is_left_out_stays_so_when_one_comes_back(seen: Seen, open_patient: Callable[[str], None]) -> None:
    first, other = seen.log("Stanna här", 2), seen.log("Följ med", 1)
    seen.page.rows.shown[first].box.click()
    open_patient("barn")
    assert all(row.box.isChecked() for row in seen.rows)
    open_patient("tom")
    assert [one.entry_id for one in seen.page.rows.chosen] == [other] and not seen.rows[0].box.isChecked()
    seen.page.rows.all.click()
    assert all(row.box.isChecked() for row in seen.rows)


def test_the_arrows_go_from_row_to_row_and_the_words_can_be_pressed_too(seen: Seen, qtbot: Any) -> None:
    first, other = seen.log("Ett", 2), seen.log("Två", 1)
    seen.page.start(first)
    seen.key(Qt.Key.Key_Down)
    assert focused() is seen.page.rows.shown[other].box
    seen.key(Qt.Key.Key_Down)
    assert focused() is seen.page.rows.shown[other].box
    qtbot.mouseClick(seen.page.rows.shown[first], Qt.MouseButton.LeftButton)
    assert not seen.page.rows.shown[first].box.isChecked() and focused() is seen.page.rows.shown[first].box


def test_tab_goes_through_the_page_as_it_stands_also_what_came_later(seen: Seen) -> None:
    seen.log("Två", 1)
    seen.log("Ett", 2)
    seen.page.rows.all.setFocus()
    came = []
    for _ in range(20):
        seen.key(Qt.Key.Key_Tab)
        came.append(focused())
    parts = [part.copy for part in seen.page.note_view.in_order()]
    fields = [*seen.page.words.fields.values()]
    wanted = [*(row.box for row in seen.rows), seen.page.until.button, seen.page.headings, *fields, *parts]
    assert came[: len(wanted)] == wanted


def test_all_or_none_are_chosen_with_one_button(seen: Seen) -> None:
    seen.log("Ett", 2)
    assert not seen.page.rows.all.isVisible()
    seen.log("Två", 1)
    seen.page.rows.all.click()
    assert (seen.page.rows.chosen, seen.page.rows.head.note.text()) == ([], "0 av 2 valda")
    assert not any(row.box.isChecked() for row in seen.rows) and "Ett" not in seen.note
    seen.page.rows.all.click()
    assert len(seen.page.rows.chosen) == 2 and all(row.box.isChecked() for row in seen.rows)


def test_of_120_rows_20_are_shown_and_all_are_in_the_note(seen: Seen) -> None:
    def many(record: Record) -> Change:
        return Change("Många", tuple(
            Add(ContactLogEntry(
                patient_id=record.patient_id, at=record.now - timedelta(hours=number), what=f"Sak {number}.",
                helped_with=(HelpKind.COORDINATE,), nothing_next=True,
            ))
            for number in range(120)
        ))  # fmt: skip

    seen.session.do(many)
    seen.idle()
    assert len(seen.rows) == 20 and len(seen.page.rows.chosen) == 120
    assert all(f"Sak {number}." in seen.note for number in range(120))
    seen.page.rows.more.click()
    assert len(seen.rows) == 40 and focused() is seen.rows[20].box
    last = seen.page._rows[-1].entry_id
    seen.page.start(last)
    assert focused() is seen.page.rows.shown[last].box


# Copying the whole


def test_the_whole_note_is_copied_noted_and_asked_about(seen: Seen, noted: Noted) -> None:
    seen.log("Ringde boendet")
    seen.page.start()
    seen.key(Qt.Key.Key_Return)
    assert seen.pasted() == seen.text.text
    assert "Ringde boendet" in seen.pasted() and "\r\n" in seen.pasted()
    ((access, what, reason),) = noted
    assert access is Access.EXPORT and what == "Journaltext, till vår egen journal: alla sökord"
    assert reason == "Föras in i vår egen journal" and "boendet" not in what + reason
    question = seen.page.head.question
    assert question.isVisible() and focused() is question.enter
    assert "hela anteckningen" in question.about.text() and "1 uppgift" in question.about.text()
    assert question.left.text() == f"Försvinner ur urklipp om {record_of(seen.session).settings[JOURNAL_CLIPBOARD]} s"
    assert question.enter.accessibleDescription().startswith("Är anteckningen införd i journalen?")
    assert (question.enter.kind, seen.page.head.copy_all.kind) == (Kind.PRIMARY, Kind.ORDINARY)


def test_what_cannot_be_noted_is_not_copied(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise WriteFailed("Disken är full", "Frigör utrymme.")

    monkeypatch.setattr(seen.session.vault.store, "note", full)
    seen.log("Ringde")
    refused: list[object] = []
    seen.session.refused.connect(refused.append)
    seen.copy_all()
    assert seen.pasted() == "" and not seen.page.head.question.is_open and len(refused) == 1


def test_what_is_copied_as_another_patient_comes_is_not(seen: Seen, open_patient: Callable[[str], None]) -> None:
    open_patient("barn")
    other = record_of(seen.session)
    open_patient("tom")
    seen.log("Ringde")
    seen.page.head.copy_all.click()
    seen.session._show(other)
    seen.idle()
    assert seen.pasted() == "" and not seen.page.head.question.is_open


def test_enter_and_enter_again_is_the_whole_way_and_one_undo_takes_it_back(seen: Seen) -> None:
    id = seen.log("Ringde boendet")
    type_into(seen.page.words.fields["assessment"], "Trygg hemma")
    seen.page.start()
    seen.key(Qt.Key.Key_Return)
    assert "Trygg hemma" in seen.pasted()
    seen.key(Qt.Key.Key_Return)
    (there,) = seen.entered
    assert (there.entry_id, there.entered_by) == (id, record_of(seen.session).actor.name)
    assert there.entered_at == record_of(seen.session).now
    assert seen.page.empty.isVisible() and seen.page.head.told.words.text() == "Infört i journalen: 1 uppgift"
    assert seen.page.words.is_empty and not seen.page.head.question.is_open
    seen.session.undo()
    seen.idle()
    assert seen.entered == [] and seen.ids == [id]
    assert seen.page.words.words.assessment == "Trygg hemma"


def test_the_second_of_two_quick_presses_does_not_say_that_it_is_there(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    seen.log("Ringde")
    seen.page.start()
    seen.key(Qt.Key.Key_Return)
    seen.key(Qt.Key.Key_Return)
    assert seen.entered == [] and seen.page.head.question.is_open


def test_not_yet_leaves_the_rows_as_they_are(seen: Seen) -> None:
    id = seen.log("Ringde")
    seen.copy_all()
    seen.key(Qt.Key.Key_I, ALT)
    assert not seen.page.head.question.isVisible() and seen.ids == [id] and seen.entered == []
    assert focused() is seen.page.head.copy_all and seen.page.head.copy_all.kind is Kind.PRIMARY


def test_what_reads_otherwise_when_it_is_saved_is_refused(seen: Seen) -> None:
    id = seen.log("Ringde")
    former = Copied({"Åtgärd": ((id, JournalState.WAITING.stored, ("Kl. 09:00. Något annat",)),)}, whole=True)
    with pytest.raises(RuleError, match="Kopiera igen"):
        enter_copied(record_of(seen.session), former)


def test_what_is_changed_while_the_copy_is_noted_is_to_be_copied_again(seen: Seen) -> None:
    id = seen.log("Ringde")
    seen.session.do(edit_entry, ContactLogEntry, id, what="Ringde två gånger")
    seen.copy_all()  # noted after the change, which is on its way
    assert "två" not in seen.pasted() and "två" in seen.note
    assert not seen.page.head.question.is_open and seen.page.head.changed.isVisible()


def test_the_keys_answer_from_anywhere_on_the_page(seen: Seen) -> None:
    seen.log("Ringde")
    seen.copy_all()
    seen.page.rows.start()
    seen.key(Qt.Key.Key_J, ALT)
    assert len(seen.entered) == 1


def test_the_question_stays_while_one_is_with_another_patient(seen: Seen, open_patient: Callable[[str], None]) -> None:
    id = seen.log("Ringde")
    seen.copy_all()
    open_patient("barn")
    assert not seen.page.head.question.is_open and id not in seen.ids and "Ringde" not in seen.note
    open_patient("tom")
    assert seen.page.head.question.is_open
    seen.yes()
    assert [one.entry_id for one in seen.entered] == [id]


def test_the_question_goes_when_what_was_copied_reads_otherwise(seen: Seen) -> None:
    id = seen.log("Ringde")
    seen.copy_all()
    other = seen.log("Ett till")  # is no part of what was copied
    assert seen.page.head.question.is_open
    seen.change(id, "Ringde två gånger")
    assert not seen.page.head.question.is_open and seen.page.head.changed.isVisible()
    assert focused() is seen.page.head.copy_all  # what had the keyboard is gone
    assert {*seen.ids} == {id, other} and seen.entered == []
    seen.copy_all()
    assert not seen.page.head.changed.isVisible()


def test_only_what_was_copied_is_said_to_be_there(seen: Seen) -> None:
    id = seen.log("Ringde")
    seen.copy_all()
    seen.log("Ett till")
    seen.yes()
    assert [one.entry_id for one in seen.entered] == [id]


# One sökord at a time


def test_each_sokord_is_copied_alone_and_enter_goes_on_to_the_next(seen: Seen, noted: Noted) -> None:
    seen.log("Ringde boendet")
    parts = seen.page.note_view.in_order()
    assert len(parts) > 2 and parts[0].copy.accessibleName() == f"Kopiera {parts[0].section.heading}"
    parts[0].copy.setFocus()
    (with_row,) = (place for place, part in enumerate(parts) if "Ringde" in part.section.text)
    assert with_row > 0  # the day stands first: of that alone nothing is asked
    for place, part in enumerate(parts):
        assert focused() is part.copy
        seen.key(Qt.Key.Key_Return)
        assert seen.pasted() == part.section.text
        assert noted[-1][1] == f"Journaltext, till vår egen journal: sökord {part.section.heading}"
        assert part.copy.text() == "Kopierat" and seen.page.head.question.is_open is (place >= with_row)
        told = f"({place + 1} av {len(parts)} sökord)"
        assert place < with_row or told in seen.page.head.question.about.text()
    assert focused() is seen.page.head.question.enter
    assert "Ringde" not in " ".join(what for _, what, _ in noted)
    seen.yes()
    assert len(seen.entered) == 1


def test_a_sokord_that_reads_otherwise_is_not_copied_any_more(seen: Seen) -> None:
    seen.log("Ringde")
    type_into(seen.page.words.fields["assessment"], "Lugn")
    seen.page._show_note()
    part = next(one for one in seen.page.note_view.in_order() if one.section.text == "Lugn")
    part.copy.click()
    seen.idle()
    assert part.copy.text() == "Kopierat"
    type_into(seen.page.words.fields["assessment"], " och nöjd")
    seen.page._show_note()
    assert part.copy.text() == "Kopiera" and part.section.text == "Lugn och nöjd"


def test_only_her_own_words_that_were_copied_are_put_away(seen: Seen) -> None:
    seen.log("Ringde")
    for name, text in (("assessment", "Lugn"), ("reason", "Oro")):
        type_into(seen.page.words.fields[name], text)
    seen.page._show_note()
    seen.copy_part("Oro")
    assert seen.page.head.question.is_open  # of her own words
    seen.copy_part("Ringde")
    seen.yes()
    assert len(seen.entered) == 1
    assert (seen.page.words.words.assessment, seen.page.words.words.reason) == ("Lugn", "")
    seen.session.undo()
    seen.idle()
    assert (seen.page.words.words.assessment, seen.page.words.words.reason) == ("Lugn", "Oro")


def test_what_she_writes_after_she_copied_stays_when_she_says_that_it_is_there(seen: Seen) -> None:
    seen.log("Ringde")
    type_into(seen.page.words.fields["assessment"], "Lugn")
    seen.copy_all()
    type_into(seen.page.words.fields["assessment"], " men trött")
    type_into(seen.page.words.fields["action"], "Ringer i morgon")
    seen.yes()
    assert len(seen.entered) == 1
    assert (seen.page.words.words.assessment, seen.page.words.words.action) == ("Lugn men trött", "Ringer i morgon")


def test_her_own_words_alone_are_copied_by_sokord_too(seen: Seen) -> None:
    seen.page.anyway.click()
    for name, text in (("assessment", "Stabil"), ("action", "Råd")):
        type_into(seen.page.words.fields[name], text)
    seen.page._show_note()
    many = len(seen.headings())
    for number, text in enumerate(("Stabil", "Råd"), 1):
        seen.copy_part(text)
        assert f"({number} av {many} sökord)" in seen.page.head.question.about.text()
    seen.yes()
    assert seen.page.words.is_empty and not seen.page.head.question.is_open


def test_a_row_whose_sokord_was_not_copied_is_not_said_to_be_there(seen: Seen) -> None:
    seen.log("Ringde")
    seen.page.note_view.in_order()[0].copy.click()
    seen.idle()
    assert not seen.page.head.question.is_open
    seen.key(Qt.Key.Key_J, ALT)
    assert seen.entered == []


def test_what_stands_under_no_sokord_is_told_and_is_not_said_to_be_there(seen: Seen) -> None:
    seen.log("Ringde")
    type_into(seen.page.words.fields["reason"], "Oro")
    seen.choose_headings(Heading("Dag", ("date",)), Heading("Bedömning", ("assessment",)))
    said = seen.page.note_view.left_out
    assert said.isVisible() and said.text().endswith("anteckningen: 1 uppgift, Kontaktorsak.")
    seen.copy_all()
    assert "Ringde" not in seen.pasted() and not seen.page.head.question.is_open
    seen.choose_headings(Heading("Allt", ("action", "reason")))
    assert not said.isVisible()
    seen.copy_all()
    seen.yes()
    assert len(seen.entered) == 1 and seen.page.words.is_empty


def test_sokord_that_are_renamed_while_the_question_stands_count_no_more(seen: Seen) -> None:
    seen.log("Ringde")
    seen.copy_part("Ringde")
    seen.choose_headings(Heading("Dag", ("date",)), Heading("Gjort", ("action",)))
    seen.page.note_view.in_order()[0].copy.click()
    seen.idle()
    assert not seen.page.head.question.is_open
    seen.copy_part("Ringde")
    assert "Dag, Gjort (2 av 2 sökord)" in seen.page.head.question.about.text()


def test_what_is_said_to_be_there_on_another_page_is_not_called_changed(seen: Seen) -> None:
    seen.log("Ringde")
    seen.copy_all()
    seen.session.do(enter_in_journal)
    seen.idle()
    assert not seen.page.head.question.is_open and not seen.page.head.changed.isVisible()


def test_the_clipboard_is_emptied_when_its_time_is_over_and_the_question_stays(seen: Seen) -> None:
    seen.log("Ringde")
    seen.copy_all()
    seen.clipboard._until = QDeadlineTimer(0)
    seen.clipboard._tick()
    assert seen.pasted() == "" and seen.page.head.question.left.text() == "Inte längre i urklipp"
    assert seen.page.head.question.isVisible()


# Her own words


def test_her_own_words_stand_in_the_note_and_are_kept_for_each_patient(
    seen: Seen, open_patient: Callable[[str], None], drafts: Drafts
) -> None:
    seen.log("Ringde")
    type_into(seen.page.words.fields["form"], "Telefon")
    seen.page._show_note()
    assert "Telefon" in seen.note.split("\n")
    open_patient("barn")
    assert seen.page.words.is_empty
    open_patient("tom")
    assert seen.page.words.words.form == "Telefon"


# Characters that are lost


def test_what_the_journal_cannot_keep_is_told_before_it_is_copied(seen: Seen) -> None:
    seen.log("Ringde Łukasz")
    warning = seen.page.note_view.warning
    assert warning.isVisible() and "Ł (U+0141) blir ?" in warning._where.text()
    lost = seen.text.lost[0]
    assert f"{lost.heading} rad {lost.line}" in warning._where.text()
    part = next(one for one in seen.page.note_view.in_order() if one.section.heading == lost.heading)
    assert any("Ł (U+0141)" in one.text() for one in part.findChildren(QLabel) if one.isVisible())
    wanted: list[tuple[str, object]] = []
    seen.session.wanted.connect(lambda name, target: wanted.append((name, target)))
    warning.setting.click()
    assert wanted == [("settings", JOURNAL_LATIN1.key)]
    seen.session.choose(JOURNAL_LATIN1, False, lambda _settings: None, lambda _error: None)
    seen.idle()
    assert not warning.isVisible() and "Łukasz" in seen.note


# Changed and removed since


def test_what_was_changed_since_shows_both_versions_with_what_is_other(seen: Seen) -> None:
    id = seen.log("Ringde boendet om nyckeln")
    seen.copy_all()
    seen.yes()
    seen.change(id, "Ringde boendet om medicinen")
    older = seen.log("Äldre", 30)
    assert seen.ids == [id, older]  # what stands wrong in the journal comes first
    seen.session.undo()
    seen.idle()
    (row,) = seen.rows
    assert row.row.state is JournalState.CHANGED
    assert seen.page.head.how_many.text() == "1 uppgift, 1 ändrad efter överföring"
    before, now = row.versions.before, row.versions.now
    assert "line-through" in before.text() and "nyckeln" in before.text() and "medicinen" not in before.text()
    assert "underline" in now.text() and "medicinen" in now.text() and "nyckeln" not in now.text()
    assert "bara i journalen: nyckeln" in before.accessibleName() and "bara här: medicinen" in now.accessibleName()
    assert "Ändrad efter överföring" in row.box.accessibleName()
    seen.copy_all()
    seen.yes()
    assert seen.page.empty.isVisible() and len(seen.entered) == 2


def test_what_was_changed_and_back_again_says_that_it_reads_the_same(seen: Seen) -> None:
    id = seen.log("Ringde boendet")
    seen.copy_all()
    seen.yes()
    seen.change(id, "Ringde skolan")
    assert not seen.page.until.isVisible()
    seen.session.undo()
    seen.idle()
    (row,) = seen.rows
    assert row.row.state is JournalState.CHANGED  # the page counts as Idag does, which does not read the words
    assert any("orden är desamma" in one.text() for one in row.findChildren(QLabel))
    seen.page.until.button.click()  # so that it need not be pasted again
    type_into(focused(), "i dag")
    seen.key(Qt.Key.Key_Return)
    assert seen.rows == [] and len(seen.entered) == 2


def test_what_was_taken_away_since_is_told_with_what_the_journal_says(seen: Seen) -> None:
    id = seen.log("Ringde fel patient")
    seen.copy_all()
    seen.yes()
    seen.session.do(take_away, ContactLogEntry, id)
    seen.idle()
    (row,) = seen.rows
    assert row.row.state is JournalState.REMOVED and "fel patient" in row.versions.before.text()
    assert row.versions.now.text() == "Borttagen."
    seen.copy_all()
    seen.yes()
    assert seen.rows == [] and seen.page.empty.isVisible()


def test_what_stands_there_is_folded_and_can_be_looked_at(seen: Seen) -> None:
    id = seen.log("Ringde boendet")
    seen.copy_all()
    seen.yes()
    folded = seen.page.entered
    assert folded.isVisible() and folded.fold.text() == "Står i journalen (1)" and folded.parts == {}
    folded.fold.click()
    words = [one.text() for one in folded.parts[id].findChildren(QLabel)]
    assert any(record_of(seen.session).actor.name in one for one in words)
    assert any("Ringde boendet" in one for one in words)
    folded.fold.click()
    assert folded.parts == {}
    seen.page.start(seen.entered[0].id)  # as one comes from a search
    assert [*folded.parts] == [id]


# An old pärm


def test_all_until_a_day_is_said_to_be_there_in_one_change(seen: Seen) -> None:
    old, older, new = seen.log("Gammal", 40), seen.log("Äldre", 60), seen.log("Ny", 1)
    until = seen.page.until
    until.button.click()
    assert until.answer is not None and focused() is until.answer.lines[0]
    type_into(focused(), record_of(seen.session).today.replace(day=1).isoformat())
    assert until.becomes.text().startswith("Blir: 2 uppgifter till och med")
    assert seen.entered == []
    seen.key(Qt.Key.Key_Return)
    assert {one.entry_id for one in seen.entered} == {old, older} and seen.ids == [new]
    assert seen.entered[0].note == "Stod redan i journalen"
    assert seen.page.head.told.words.text().startswith("2 uppgifter till och med") and until.answer is None
    seen.session.undo()
    seen.idle()
    assert len(seen.ids) == 3


def test_the_day_is_there_for_the_next_patient(
    seen: Seen, open_patient: Callable[[str], None], practice: dict[str, UUID]
) -> None:
    seen.log("Gammal", 40)
    seen.page.until.button.click()
    type_into(focused(), "i dag")
    seen.key(Qt.Key.Key_Return)
    open_patient("barn")
    seen.page.until.button.click()
    line = focused()
    assert isinstance(line, AnswerLine) and line.text() == line.selectedText() == seen.session.today.isoformat()
    assert seen.page.until.becomes.text().startswith("Blir: ")
    many = len([one for one in seen.page._rows if one.state is JournalState.WAITING])
    before = len(seen.entered)
    seen.key(Qt.Key.Key_Return)
    assert len(seen.entered) == before + many > before


def test_a_day_to_come_or_with_nothing_before_it_is_refused_in_place(seen: Seen) -> None:
    seen.log("Ny", 1)
    until = seen.page.until
    until.button.click()
    for text in ("2099-01-01", "2001-01-01", "hej"):
        field = until.answer.lines[0] if until.answer is not None else None
        assert field is not None and focused() is field
        field.selectAll()
        type_into(focused(), text)
        seen.key(Qt.Key.Key_Return)
        assert until.answer is not None and until.answer._fault.text() and seen.entered == []
    seen.key(Qt.Key.Key_Escape)  # what is written goes
    seen.key(Qt.Key.Key_Escape)
    assert until.answer is None and focused() is until.button and not seen.page.head.told.isVisible()


def test_what_is_refused_when_it_is_saved_is_not_told_as_done(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_named: object) -> Change:
        raise RuleError("Disken är full", "Frigör utrymme.")

    monkeypatch.setattr("ui.pages.journal_until.enter_in_journal", full)
    seen.log("Gammal", 40)
    seen.page.until.button.click()
    type_into(focused(), "i dag")
    seen.key(Qt.Key.Key_Return)
    answer = seen.page.until.answer
    assert answer is not None and "Disken är full" in answer._fault.text()
    answer.close_it()
    assert not seen.page.head.told.isVisible() and seen.entered == []


# One patient after the other


def test_the_round_leads_from_patient_to_patient_and_back_to_the_list(
    seen: Seen, practice: dict[str, UUID], open_patient: Callable[[str], None]
) -> None:
    page = seen.page
    assert not page.head.next.isVisible()
    first, last = practice["tom"], practice["barn"]
    JournalDesk.of(seen.session).begin_round([first, last])
    page.show_record(record_of(seen.session))
    page.start()
    assert (
        focused() is page.head.next and page.head.next.text() == "Nästa patient" and page.head.next.kind is Kind.PRIMARY
    )
    wanted: list[object] = []
    seen.session.patient_wanted.connect(lambda id, name, _target: wanted.append((id, name)))
    seen.session.wanted.connect(lambda name, _target: wanted.append(name))
    seen.key(Qt.Key.Key_Return)
    assert wanted == [(last, "journal")]
    open_patient("barn")
    assert page.head.next.text() == "Till listan"
    page.head.next.click()
    assert wanted[-1] == "to_journal"


# Room


def test_in_a_narrow_window_the_note_stands_below_and_nothing_is_cut(seen: Seen) -> None:
    seen.log("Ringde boendet om nyckeln")
    for width, beside in ((1152, True), (620, False)):
        seen.page.resize(width, 600)
        QApplication.processEvents()
        assert seen.page._both.beside is beside
        assert seen.page.area.horizontalScrollBar().maximum() == 0
