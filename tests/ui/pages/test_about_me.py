"""*Om mig*: the first words begin it, every field saves itself, nothing is lost; who has read it, many at once."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.contact import Contact
from coordinator.entity import attrs_of
from coordinator.removal import remove_contact
from coordinator.story_readers import readers
from coordinator.story_reading import StoryReading
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.fields import Field, TextField
from ui.pages.about_me import NEW_READERS, AboutMePage
from ui.pages.about_me_noting import NoteReadings
from ui.parts import Boxed
from ui.session import Session
from ui.theme import LIGHT, appearance

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(page_of: Callable[[type[AboutMePage], str], AboutMePage]) -> AboutMePage:
    """The page of a patient of whom nothing is written."""
    return page_of(AboutMePage, "tom")


@pytest.fixture
def barn(page_of: Callable[[type[AboutMePage], str], AboutMePage]) -> AboutMePage:
    """The page of a patient who has written, and whom some have read."""
    return page_of(AboutMePage, "barn")


def field(page: AboutMePage, name: str) -> Field:
    assert page.sheet is not None
    return page.sheet.fields[name]


def written(session: Session) -> AboutMe:
    (one,) = record_of(session).all(AboutMe)
    return one


def test_every_field_of_it_is_on_the_page_in_its_order(page: AboutMePage) -> None:
    assert page.sheet is not None
    assert list(page.sheet.fields) == [attr.name for attr in attrs_of(AboutMe)]


def test_the_first_words_begin_it_and_passing_through_does_not(
    page: AboutMePage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start()
    assert focused() is field(page, "most_important") and page.sheet is not None
    for _ in range(12):
        press(focused(), Qt.Key.Key_Tab)
    idle()
    assert record_of(session).all(AboutMe) == () and session.can_undo == []
    assert page.who_has_read.noting is None
    assert page.note(record_of(session)) == "" and not page.sheet.remove.isVisible()
    page.start("people")
    type_text(focused(), "Mormor")
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert (written(session).people, written(session).written_on) == ("Mormor", TODAY)
    assert focused() is field(page, "people") and page.note(record_of(session)) == "1 av 8"
    page.start("support")
    type_text(focused(), "Morgonen")
    page.start("people")
    idle()
    assert (written(session).people, written(session).support) == ("Mormor", "Morgonen")
    session.undo()
    session.undo()
    idle()
    assert record_of(session).all(AboutMe) == () and field(page, "people").text() == ""


def test_a_date_alone_begins_nothing_and_is_kept_with_the_reason(
    page: AboutMePage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("written_on")
    type_text(focused(), "2026-11-03")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert page.sheet is not None and record_of(session).all(AboutMe) == ()
    assert "Skriv under någon av rubrikerna" in page.sheet.faults["written_on"].text()
    assert field(page, "written_on").text() == "2026-11-03"


def test_it_is_written_again_today_by_a_button(
    page: AboutMePage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    assert page.sheet is not None and field(page, "written_on").text() == "2026-10-11"
    page.sheet.today.setFocus()
    page.sheet.today.click()
    idle()
    assert written(session).written_on == TODAY and not page.sheet.today.isVisible()
    assert focused() is field(page, "written_on")
    assert page.note(record_of(session)) == "8 av 8"


def test_a_date_in_the_future_is_refused_beside_it(
    page: AboutMePage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    there = field(page, "written_on")
    there.show_draft("2027-01-01")
    there.finish()
    idle()
    assert page.sheet is not None and "framtiden" in page.sheet.faults["written_on"].text()
    assert there.text() == "2027-01-01" and there.property("faulty") is True


def test_what_is_half_written_stays_with_its_patient(
    page: AboutMePage, session: Session, type_text: TypeText, open_patient: Callable[[str], None],
    idle: Callable[[], None],
) -> None:  # fmt: skip
    page.start("people")
    type_text(focused(), "Mormor")
    page.drafts.keep_now()
    open_patient("barn")
    idle()
    assert field(page, "people").text().startswith("Mamma Sofia") and session.can_undo == []
    open_patient("tom")
    assert field(page, "people").text() == "Mormor" and record_of(session).all(AboutMe) == ()


def test_a_change_elsewhere_leaves_focus_and_text_alone(
    page: AboutMePage, session: Session, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    open_patient("barn")
    page.start("people")
    there = focused()
    type_text(there, "X")
    page.show_record(record_of(session))
    assert focused() is there and field(page, "people").text().startswith("XMamma")
    press(there, Qt.Key.Key_Escape)
    assert field(page, "people").text().startswith("Mamma")


def test_it_is_taken_away_and_brought_back(
    page: AboutMePage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    assert page.sheet is not None
    page.sheet.remove.setFocus()
    page.sheet.remove.click()
    idle()
    assert record_of(session).all(AboutMe) == () and focused() is field(page, "most_important")
    session.undo()
    idle()
    assert field(page, "most_important").text().startswith("Vatten.")


def test_a_former_wording_can_be_read(
    page: AboutMePage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    assert page.sheet is not None and page.sheet.history.isHidden()
    for words in ("Mormor", " och morfar"):
        page.start("people")
        type_text(focused(), words)
        page.start("support")
        idle()
    page.sheet.history.toggle()
    idle()
    versions = page.sheet.history.versions
    assert versions is not None and len(versions.shown) == 2


def test_its_paper_is_printed_and_said_so(
    page: AboutMePage, dialogs: ScriptedDialogs, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    dialogs.answers = [True]
    page.print.click()
    idle()
    ((pdf, title),) = dialogs.printed
    assert pdf.startswith(b"%PDF") and title == "Om mig"
    assert page.notice.words == "Om mig är skickad till skrivaren."


def test_a_field_is_as_high_as_its_text_and_there_is_more_room_for_the_story(page: AboutMePage, qtbot: QtBot) -> None:
    """All of them are empty, and have room for two lines; the story for four."""
    texts = [one for one in page.findChildren(TextField) if one.property("own")]
    qtbot.waitUntil(lambda: len({one.height() for one in texts}) == 2)
    assert len(texts) == len(HEADINGS)
    story = field(page, "story")
    assert all(one.height() < story.height() for one in texts if one is not story)


def test_headings_stand_two_by_two_where_there_is_room_and_else_below_each_other(
    page: AboutMePage, qtbot: QtBot
) -> None:
    def top(name: str) -> int:
        return field(page, name).mapTo(page, field(page, name).rect().topLeft()).y()

    qtbot.waitUntil(lambda: top("people") == top("communication") > top("most_important"))
    assert top("support") == top("worth_knowing") < top("story")
    page.resize(640, 650)
    qtbot.waitUntil(lambda: top("people") < top("communication"))
    assert page.area.horizontalScrollBar().maximum() == 0


def test_a_click_below_a_short_text_is_in_its_field(page: AboutMePage) -> None:
    there = field(page, "people")
    box = there.parentWidget()
    assert isinstance(box, Boxed)
    QTest.mouseClick(
        box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.rect().bottomLeft() + QPoint(30, -1)
    )
    assert focused() is there


def test_the_story_is_written_where_it_is_asked_for(
    page: AboutMePage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("story")
    there = focused()
    assert isinstance(there, TextField)
    assert all(asked in there.placeholderText() for asked in ("har hänt", "prövat", "frågad om en gång till"))
    type_text(there, "Benen")
    press(there, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert written(session).story == "Benen"


def test_a_day_without_a_year_is_the_last_such_day(
    page: AboutMePage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    there = field(page, "written_on")
    there.show_draft("3 nov")
    there.finish()
    idle()
    assert written(session).written_on == date(2026, 11, 3)


def test_tab_goes_down_the_page_and_everything_has_a_name(
    page: AboutMePage, open_patient: Callable[[str], None], qtbot: QtBot
) -> None:
    open_patient("barn")
    page.start()
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    assert page.sheet is not None
    inside, sheet = page.area.widget(), page.sheet
    assert inside is not None and len(seen) >= 11

    def in_order() -> bool:
        tops = [one.mapTo(inside, one.rect().topLeft()).y() for one in seen if sheet.isAncestorOf(one)]
        return all(later > earlier - 20 for earlier, later in pairwise(tops))

    qtbot.waitUntil(in_order)
    for one in page.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)


# Who has read it

CONTROL = Qt.KeyboardModifier.ControlModifier


def noting(page: AboutMePage) -> NoteReadings:
    """The box that is open."""
    found = page.who_has_read.noting
    assert found is not None
    return found


def lines(page: AboutMePage) -> list[str]:
    """What each line says."""
    shown = page.who_has_read.list.lines
    return [shown.said(id).words for id in shown.ids]


def days(session: Session) -> dict[str, date]:
    """Who has read it, and when last."""
    return {one.name: one.reading.read_on for one in reversed(readers(record_of(session)))}


def test_who_has_read_stands_with_the_day_and_a_mark_where_it_was_written_later(
    page: AboutMePage, open_patient: Callable[[str], None]
) -> None:
    assert lines(page) == [] and page.who_has_read.empty.isVisible() and not page.who_has_read.count.isVisible()
    open_patient("barn")
    assert lines(page) == [
        "Emil Sandahl, elevassistent, läste 25 okt 2026",
        "Vikarien på fritids, läste 25 okt 2026",
        "Anna-Karin Vide, sjuksköterska, läste 18 okt 2026",
        "Nora Engvall, logoped, läste 11 okt 2026",
        "Cornelia Strand, läkare, läste 22 aug 2026, Ändrad sedan dess",
    ]
    assert page.who_has_read.count.text() == "3 av 21 kontakter har läst det som står nu."
    assert not page.who_has_read.empty.isVisible()


def test_it_is_marked_as_soon_as_it_is_written_anew(
    page: AboutMePage, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    assert page.sheet is not None
    page.sheet.today.click()
    idle()
    assert all(line.endswith("Ändrad sedan dess") for line in lines(page))
    assert page.who_has_read.count.text() == "0 av 21 kontakter har läst det som står nu."


def test_several_are_ticked_by_typing_and_noted_in_one_change_with_one_undo(
    page: AboutMePage, session: Session, type_text: TypeText, open_patient: Callable[[str], None],
    idle: Callable[[], None],
) -> None:  # fmt: skip
    open_patient("120-kontakter")
    before = days(session)
    page.start(NEW_READERS)
    box = noting(page)
    assert focused() is box.search and not page.who_has_read.add.isVisible()
    assert len(box.list.ticks.shown) == 115
    for letters in ("henrik st", "alma"):
        type_text(box.search, letters)
        press(box.search, Qt.Key.Key_Return)
        assert box.search.text() == ""
    assert box.chosen.text() == "2 valda: Alma Rydén, genetisk vägledare; Henrik Stålberg, läkare"
    press(box.search, Qt.Key.Key_Down)
    assert focused() is box.list
    press(box.list, Qt.Key.Key_Down)
    press(box.list, Qt.Key.Key_Space)
    assert box.list.ticks.names()[0] == "Agneta Flodin, företagssköterska"
    box.others.setFocus()
    type_text(box.others, "Mormor")
    press(box.others, Qt.Key.Key_Return)
    type_text(box.others, "Nattlaget")
    box.day.setFocus()
    box.day.selectAll()
    type_text(box.day, "3 nov")
    press(box.day, Qt.Key.Key_Return, CONTROL)
    idle()
    new = {name: day for name, day in days(session).items() if name not in before}
    assert new == dict.fromkeys(
        ("Agneta Flodin, företagssköterska", "Alma Rydén, genetisk vägledare", "Henrik Stålberg, läkare", "Mormor",
         "Nattlaget"), date(2026, 11, 3),
    )  # fmt: skip
    assert page.who_has_read.noting is None and focused() is page.who_has_read.add
    assert page.who_has_read.list.told.words.text() == "5 läsningar av Om mig är noterade."
    assert len(session.can_undo) == 1
    session.undo()
    idle()
    assert days(session) == before
    page.start(NEW_READERS)
    assert noting(page).list.ticks.ticked == set() and noting(page).others.text() == ""
    assert noting(page).day.text() == TODAY.isoformat()


def test_what_begins_as_typed_comes_before_what_holds_it(
    page: AboutMePage, open_patient: Callable[[str], None]
) -> None:
    open_patient("120-kontakter")
    page.start(NEW_READERS)
    ticks = noting(page).list.ticks
    ticks.narrow("ann")
    begins = [any(word.startswith("ann") for word in one.searched.casefold().split()) for one in ticks.shown]
    assert begins == sorted(begins, reverse=True) and 0 < sum(begins) < len(begins)
    ticks.narrow("vårdcentralen ekeberga lakare")
    assert [one.name for one in ticks.shown] == ["Henrik Stålberg, läkare"]


def test_those_who_have_not_read_come_first_and_when_others_did_stands_beside(
    page: AboutMePage, open_patient: Callable[[str], None]
) -> None:
    open_patient("barn")
    page.start(NEW_READERS)
    offered = noting(page).list.ticks.shown
    notes = [one.note for one in offered]
    assert notes[-3:] == ["läste 18 okt", "läste 25 okt", "läste 11 okt"]
    assert [one.name for one in offered if one.note == "läste 22 aug"] == ["Cornelia Strand, läkare"]
    assert sum(note.startswith("läste") for note in notes) == 4


def test_a_click_ticks_once_wherever_on_the_line(barn: AboutMePage) -> None:
    barn.start(NEW_READERS)
    ticks = noting(barn).list
    for row, left in ((0, 12), (1, 200)):
        place = ticks.visualRect(ticks.ticks.index(row))
        QTest.mouseClick(
            ticks.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            place.topLeft() + QPoint(left, 8),
        )
    assert ticks.ticks.names() == [one.name for one in ticks.ticks.shown[:2]]


@pytest.mark.parametrize(
    ("ticked", "day", "why"),
    [
        ("", "3 nov", "Ingen är vald"), ("Ida", "2026-12-01", "Dagen ligger i framtiden"),
        ("Ida", "blåsippa", "Datumet går inte att läsa"), ("Anna-Karin", "18 okt", "Det är redan noterat"),
    ],
)  # fmt: skip
def test_a_refusal_stands_in_the_box_and_what_was_ticked_stays(
    barn: AboutMePage, idle: Callable[[], None], ticked: str, day: str, why: str
) -> None:
    barn.start(NEW_READERS)
    box = noting(barn)
    box.list.ticks.tick({one.id for one in box.list.ticks.every if ticked and one.name.startswith(ticked)})
    before = box.list.ticks.names()
    box.day.setText(day)
    box.done.click()
    idle()
    assert why in box.fault.text() and box.fault.isVisible() and barn.session.can_undo == []
    assert box.list.ticks.names() == before and len(before) == bool(ticked)
    box.list.ticks.toggle(box.list.ticks.index(0))
    assert not box.fault.isVisible()


def test_what_is_half_noted_is_kept_with_its_patient(
    page: AboutMePage, type_text: TypeText, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    page.start(NEW_READERS)
    box = noting(page)
    box.list.ticks.toggle(box.list.ticks.index(1))
    names = box.list.ticks.names()
    box.others.setFocus()
    type_text(box.others, "Mormor")
    box.day.show_draft("3 nov")
    open_patient("tom")
    idle()
    assert page.who_has_read.noting is None
    open_patient("barn")
    idle()
    box = noting(page)
    assert box.list.ticks.names() == names and box.chosen.isVisible()
    assert (box.others.text(), box.day.text()) == ("Mormor", "3 nov")


def test_a_change_elsewhere_leaves_what_is_half_noted_and_takes_away_who_is_gone(
    page: AboutMePage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    page.start(NEW_READERS)
    box = noting(page)
    box.list.ticks.tick({one.id for one in box.list.ticks.every[:2]})
    gone, stays = box.list.ticks.every[:2]
    session.do(remove_contact, gone.id)
    idle()
    assert noting(page) is box and box.list.ticks.names() == [stays.name]
    assert box.chosen.text() == f"1 vald: {stays.name}"
    assert focused() is box.search


def test_escape_closes_the_box_and_goes_back_to_the_button(
    page: AboutMePage, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    open_patient("barn")
    page.who_has_read.add.setFocus()
    page.who_has_read.add.click()
    type_text(focused(), "x")
    press(focused(), Qt.Key.Key_Escape)
    assert noting(page).search.text() == ""
    press(noting(page).list, Qt.Key.Key_Escape)
    assert page.who_has_read.noting is None and focused() is page.who_has_read.add


def test_a_patient_without_contacts_is_read_of_somebody_by_name(
    page: AboutMePage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    assert record_of(session).all(Contact) == ()
    page.start(NEW_READERS)
    box = noting(page)
    assert focused() is box.others and not box.list.isVisible()
    type_text(box.others, "Mormor")
    press(box.others, Qt.Key.Key_Return, CONTROL)
    idle()
    assert lines(page) == ["Mormor, läste 22 nov 2026"]
    assert page.who_has_read.list.told.words.text() == "En läsning av Om mig är noterad."


def test_a_reading_is_taken_away_and_undo_brings_it_back(
    page: AboutMePage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("barn")
    before = lines(page)
    shown = page.who_has_read.list.lines
    shown.line(shown.ids[1]).setFocus()
    press(focused(), Qt.Key.Key_Delete)
    idle()
    assert lines(page) == [before[0], *before[2:]]
    session.undo()
    idle()
    assert lines(page) == before


def test_one_is_led_to_a_reading(page: AboutMePage, session: Session, open_patient: Callable[[str], None]) -> None:
    open_patient("barn")
    one = record_of(session).all(StoryReading)[-1]
    page.start(one.id)
    assert page.who_has_read.list.lines.open_id == one.id


@pytest.mark.parametrize("slug", ["tom", "120-kontakter"])
def test_everything_has_room_in_large_text_with_the_box_open(
    session: Session, page_of: Callable[[type[AboutMePage], str], AboutMePage], slug: str
) -> None:
    appearance().apply(LIGHT, 200)
    page = page_of(AboutMePage, slug)
    page.start(NEW_READERS)
    box = noting(page)
    box.list.ticks.tick({one.id for one in box.list.ticks.every})
    QApplication.processEvents()
    assert page.area.horizontalScrollBar().maximum() == 0
    for one in box.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)
