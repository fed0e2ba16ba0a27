"""*Om mig*: the first words begin it, every heading saves itself, and what is being written is never lost."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.entity import attrs_of
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.fields import Field, TextField
from ui.pages.about_me import AboutMePage
from ui.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(page_of: Callable[[type[AboutMePage], str], AboutMePage]) -> AboutMePage:
    """The page of a patient of whom nothing is written."""
    return page_of(AboutMePage, "tom")


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
    assert page.note(record_of(session)) == "" and not page.sheet.remove.isVisible()
    page.start("people")
    type_text(focused(), "Mormor")
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert (written(session).people, written(session).written_on) == ("Mormor", TODAY)
    assert focused() is field(page, "people") and page.note(record_of(session)) == "1 av 7"
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
    assert page.note(record_of(session)) == "7 av 7"


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


def test_a_field_is_as_high_as_its_text(page: AboutMePage, open_patient: Callable[[str], None], qtbot: QtBot) -> None:
    """Each of these has one line of text and room for two."""
    open_patient("barn")
    texts = [one for one in page.findChildren(TextField) if one.property("own")]
    qtbot.waitUntil(lambda: len({one.height() for one in texts}) == 1)
    assert len(texts) == len(HEADINGS)


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
        tops = [one.mapTo(inside, one.rect().center()).y() for one in seen if sheet.isAncestorOf(one)]
        return all(later > earlier - 20 for earlier, later in pairwise(tops))

    qtbot.waitUntil(in_order)
    for one in page.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)
