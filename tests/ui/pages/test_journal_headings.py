"""*Journalens sökord*: the clinic's own words, order and parts, saved as they are changed, told when they cannot be."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.exchange.journal_headings import PARTS, Heading, headings_of, own_headings, written
from coordinator.settings import JOURNAL_HEADINGS, Clinic, Settings
from tests.ui.conftest import press, type_into
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages.journal_headings import JournalHeadingsView
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(session: Session, drafts: Drafts, qtbot: QtBot, tmp_path: Path, idle: Idle) -> Iterator[JournalHeadingsView]:
    made = JournalHeadingsView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    idle()
    yield made
    idle()


def saved(session: Session) -> tuple[Heading, ...]:
    return headings_of(session.vault.store.settings())


def texts(view: JournalHeadingsView) -> list[str]:
    return [one.text for one in view.headings]


def test_the_programs_own_stand_there_from_the_start(view: JournalHeadingsView, session: Session) -> None:
    assert view.headings == own_headings() and focused() is view.rows[0].field
    assert view.origin.text() == "Programmets egna" and not view.back.isVisible() and not view.undo.isVisible()
    assert not view.loose.isVisible() and not view.fault.isVisible()
    assert view.rows[0].field.accessibleName() == f"Sökord 1 av {len(view.rows)}"
    assert view.rows[1].remove.accessibleName() == f"Ta bort {view.rows[1].heading.text}"


def test_a_sokord_is_renamed_and_saved_by_enter(view: JournalHeadingsView, session: Session, idle: Idle) -> None:
    field = view.rows[4].field
    field.setFocus()
    field.selectAll()
    type_into(field, "Anamnes")
    press(field, Qt.Key.Key_Return)
    idle()
    assert saved(session)[4] == Heading("Anamnes", own_headings()[4].parts)
    assert view.origin.text() == "Era egna" and view.back.isVisible()
    view.undo.click()
    idle()
    assert saved(session) == own_headings() and view.headings == own_headings()


def test_what_is_written_while_another_is_being_saved_stays(
    view: JournalHeadingsView, session: Session, idle: Idle
) -> None:
    first, other = view.rows[4].field, view.rows[5].field
    first.setFocus()
    first.end(False)
    type_into(first, " A")
    press(first, Qt.Key.Key_Return)
    other.setFocus()
    other.end(False)
    type_into(other, " B")
    view.add.click()
    idle()
    assert focused() is view.rows[-1].field and view.rows[-1].heading.text == ""
    assert view.rows[5].field is other and other.text().endswith(" B")
    type_into(focused(), "Nytt")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert [one.text for one in saved(session)] == texts(view)
    assert (texts(view)[4][-2:], texts(view)[5][-2:], texts(view)[-1]) == (" A", " B", "Nytt")


def test_alt_and_arrows_move_it_and_the_keyboard_goes_along(
    view: JournalHeadingsView, session: Session, idle: Idle
) -> None:
    first = texts(view)
    row = view.rows[2]
    row.field.setFocus()
    press(row.field, Qt.Key.Key_Up, ALT)
    idle()
    assert texts(view) == [first[0], first[2], first[1], *first[3:]] == [one.text for one in saved(session)]
    assert focused() is row.field
    press(row.field, Qt.Key.Key_Up, ALT)
    press(row.field, Qt.Key.Key_Up, ALT)  # there is nothing above
    idle()
    assert texts(view)[0] == first[2] and not row.up.isEnabled() and row.down.isEnabled()
    row.down.click()
    idle()
    assert [one.text for one in saved(session)][:2] == [first[0], first[2]]


def test_a_part_is_moved_under_another_and_one_without_a_place_is_told(
    view: JournalHeadingsView, session: Session, idle: Idle
) -> None:
    above, below = view.rows[4], view.rows[5]
    (key,) = below.parts
    next(item for item in above.items() if item.title.startswith(PARTS[key])).act()
    idle()
    assert saved(session)[4].parts == (*own_headings()[4].parts, key) and saved(session)[5].parts == ()
    assert below.nothing.isVisible() and not above.nothing.isVisible() and not view.loose.isVisible()
    assert focused() is above.chips[key]
    assert above.chips[key].accessibleName() == f"Ta bort {PARTS[key]} ur {above.heading.text}"
    above.chips[key].click()
    idle()
    assert view.loose.isVisible() and PARTS[key] in view.loose.words.text() and focused() is above.add
    assert below.items()[0].title == PARTS[key]  # what stands nowhere is offered first


def test_a_sokord_is_removed_and_brought_back(view: JournalHeadingsView, session: Session, idle: Idle) -> None:
    gone = view.rows[3]
    gone.remove.setFocus()
    press(gone.remove, Qt.Key.Key_Return)
    idle()
    assert gone.heading not in saved(session) and len(view.rows) == len(own_headings()) - 1
    assert view.loose.isVisible() and focused() is view.rows[3].field
    view.undo.click()
    idle()
    assert saved(session) == own_headings() and not view.loose.isVisible()


def test_a_new_one_is_not_saved_before_it_has_a_name(view: JournalHeadingsView, session: Session, idle: Idle) -> None:
    view.add.click()
    new = view.rows[-1]
    assert focused() is new.field and not new.fault.isVisible()
    view.rows[0].down.click()
    idle()
    assert new.fault.isVisible() and "inget namn" in new.fault.text() and saved(session) == own_headings()
    assert not view.fault.isVisible()  # it is told by the row
    new.field.setFocus()
    type_into(new.field, "Status")
    press(new.field, Qt.Key.Key_Return)
    idle()
    assert not new.fault.isVisible() and saved(session)[-1] == Heading("Status", ())


@pytest.mark.parametrize(("text", "why"), [("Datum", "lika"), ("Datum: tid", "kolon"), ("X" * 61, "för långt")])
def test_what_cannot_stand_is_told_in_its_row_and_kept_as_written(
    view: JournalHeadingsView, session: Session, idle: Idle, text: str, why: str
) -> None:
    field = view.rows[5].field
    field.setFocus()
    field.selectAll()
    type_into(field, text)
    press(field, Qt.Key.Key_Return)
    idle()
    assert why in view.rows[5].fault.text() and field.property("faulty") and field.text() == text
    assert saved(session) == own_headings()


def test_the_programs_own_come_back_and_that_can_be_undone(
    view: JournalHeadingsView, session: Session, idle: Idle
) -> None:
    mine = (Heading("Anteckning", tuple(PARTS)),)
    session.choose(JOURNAL_HEADINGS, written(mine), lambda _settings: None, lambda _error: None)
    view.start()
    idle()
    assert view.headings == mine and view.origin.text() == "Era egna"
    view.back.click()
    idle()
    assert view.headings == own_headings() == saved(session) and focused() is view.undo
    view.undo.click()
    idle()
    assert view.headings == mine == saved(session)


def test_what_the_clinic_has_locked_can_be_read_only(view: JournalHeadingsView) -> None:
    text = written((Heading("Anteckning", tuple(PARTS)),))
    key = JOURNAL_HEADINGS.key
    view._begin(Settings(clinic=Clinic(values={key: text}, locked=frozenset({key}))))
    assert view.locked.isVisible() and not view.add.isVisible() and not view.back.isVisible()
    assert texts(view) == ["Anteckning"] and not view.rows[0].field.isEnabled()


def test_nothing_is_cut_in_a_narrow_window(view: JournalHeadingsView) -> None:
    for width in (1152, 520):
        view.resize(width, 600)
        QApplication.processEvents()
        assert view.area.horizontalScrollBar().maximum() == 0
