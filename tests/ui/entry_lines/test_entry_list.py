"""What every page of lines does: open in place, take away and back, go on by keys, and stay quick with many lines."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Add, Change
from coordinator.device import AssistiveDevice
from coordinator.record import Record
from tests.ui.conftest import TypeText, press
from tests.ui.entry_lines.shown import Shown
from ui.entry_lines.button import LineButton
from ui.entry_lines.line import Line
from ui.pages.devices import DevicesPage
from ui.session import Session

Open = Callable[[str], Shown[DevicesPage]]


@pytest.fixture
def open_page(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> Iterator[Open]:
    made: list[Shown[DevicesPage]] = []

    def make(slug: str) -> Shown[DevicesPage]:
        open_patient(slug)
        made.append(Shown(DevicesPage, session, qtbot, idle))
        return made[-1]

    yield make
    idle()
    for one in made:
        one.drafts.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def add_many(record: Record, /, names: list[str]) -> Change:
    return Change("Många", tuple(Add(AssistiveDevice(patient_id=record.patient_id, name=name)) for name in names))


def devices(shown: Shown[DevicesPage]) -> list[AssistiveDevice]:
    return list(shown.record.all(AssistiveDevice))


def test_the_arrows_go_between_lines_and_the_tab_key_stops_at_one(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    ids = shown.page.entries.lines.ids
    assert shown.focus == ids[0]
    shown.key(ids[0], Qt.Key.Key_Down)
    assert shown.focus == ids[1]
    shown.key(ids[1], Qt.Key.Key_End)
    assert shown.focus == ids[-1]
    shown.key(ids[-1], Qt.Key.Key_Up)
    stops = [id for id in ids if shown.page.entries.lines.slots[id].button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [ids[-2]] == [shown.focus]
    shown.key(ids[-2], Qt.Key.Key_Home)
    assert shown.focus == ids[0]


def test_enter_opens_the_form_in_place_and_escape_closes_it(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    first = shown.page.entries.lines.ids[0]
    shown.key(first, Qt.Key.Key_Return)
    box, button = shown.page.entries.box, shown.page.entries.lines.line(first)
    assert box is not None and box.isVisible()
    assert box.mapTo(shown.page, box.rect().topLeft()).y() > button.mapTo(shown.page, button.rect().topLeft()).y()
    name = box.form.fields["name"].editor.main
    assert name.hasFocus()
    press(name, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert shown.focus == first


def test_escape_takes_back_what_is_unfinished_before_it_closes(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("120-kontakter")
    shown.page.entries.open(shown.page.entries.lines.ids[0])
    assert shown.page.entries.box is not None
    name = shown.page.entries.box.form.fields["name"].editor.main
    type_text(name, "x")
    press(name, Qt.Key.Key_Escape)
    assert shown.page.entries.box.isVisible()
    press(name, Qt.Key.Key_Escape)
    assert shown.page.entries.box.isHidden()


def test_the_tab_key_goes_as_the_eye_does(open_page: Open) -> None:
    """The form was made last, and stands between two lines."""
    shown = open_page("120-kontakter")
    first, last = shown.page.entries.lines.ids[0], shown.page.entries.lines.ids[-1]
    shown.page.entries.open(first)
    shown.page.entries.lines.go_to(last)
    box = shown.page.entries.box
    assert box is not None
    heights = []
    here: QWidget | None = shown.page.entries.lines.slots[first].button
    while here is not None and here is not shown.page.entries.lines.slots[last].button:
        if box.isAncestorOf(here) and here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isVisible():
            heights.append(here.mapTo(shown.page.entries.lines, here.rect().topLeft()).y())
        here = here.nextInFocusChain()
    assert len(heights) > 10
    assert here is shown.page.entries.lines.slots[last].button


def test_what_is_written_is_saved_and_the_form_stays_open(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("120-kontakter")
    first = shown.page.entries.lines.ids[0]
    shown.page.entries.open(first)
    assert shown.page.entries.box is not None
    name = shown.page.entries.box.form.fields["name"].editor.main
    type_text(name, " ny")
    press(name, Qt.Key.Key_Return)
    shown.idle()
    assert shown.page.entries.box.isVisible()
    assert name.hasFocus()
    saved = shown.record.get(AssistiveDevice, first).name
    assert " ny" in saved
    assert shown.page.entries.lines.slots[first].button.accessibleName().startswith(saved.strip())


def test_delete_takes_away_and_undo_brings_back(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    ids = shown.page.entries.lines.ids
    name = shown.record.get(AssistiveDevice, ids[1]).name
    shown.page.entries.lines.go_to(ids[1])
    shown.key(ids[1], Qt.Key.Key_Delete)
    assert ids[1] not in shown.page.entries.lines.ids
    assert shown.focus == ids[2]
    assert shown.page.entries.told.isVisible()
    assert name in shown.page.entries.told.words.text()
    shown.session.undo()
    shown.idle()
    assert shown.page.entries.lines.ids == ids
    assert shown.page.entries.told.isHidden()


def test_the_button_in_the_form_takes_away_too(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    first = shown.page.entries.lines.ids[0]
    shown.page.entries.open(first)
    assert shown.page.entries.box is not None
    shown.page.entries.box.remove.click()
    shown.idle()
    assert first not in shown.page.entries.lines.ids
    assert shown.page.entries.box.isHidden()
    assert shown.focus in shown.page.entries.lines.ids


def test_a_new_one_is_added_by_form_and_one_stands_on_it(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    assert shown.page.entries.empty is not None
    shown.page.start("new")
    assert shown.page.entries.new is not None and shown.page.entries.empty.isHidden()
    type_text(shown.page.entries.new.form.fields["name"].editor.main, "Ståskal")
    press(shown.page.entries.new, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.idle()
    assert [one.what for one in shown.lines] == ["Ståskal"]
    assert shown.focus == shown.lines[0].id
    assert shown.page.entries.new is None


def test_one_from_before_opens_to_its_whole_height_after_another_was_added(
    open_page: Open, type_text: TypeText
) -> None:
    shown = open_page("tom")
    for name in ("Ståskal", "Duschstol"):
        shown.page.start("new")
        assert shown.page.entries.new is not None
        type_text(shown.page.entries.new.form.fields["name"].editor.main, name)
        press(shown.page.entries.new, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        shown.idle()
    for id in shown.page.entries.lines.ids:
        shown.key(id, Qt.Key.Key_Return)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        box = shown.page.entries.box
        assert box is not None and box.height() > box.sizeHint().height() // 2 > 100


def test_ctrl_enter_twice_adds_one(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    shown.page.start("new")
    assert shown.page.entries.new is not None
    type_text(shown.page.entries.new.form.fields["name"].editor.main, "Ståskal")
    for _ in range(2):
        press(shown.page.entries.new, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.idle()
    assert [one.what for one in shown.lines] == ["Ståskal"]


def test_one_added_as_she_left_the_patient_is_no_draft_any_more(
    open_page: Open, open_patient: Callable[[str], None], type_text: TypeText
) -> None:
    shown = open_page("tom")
    shown.page.start("new")
    assert shown.page.entries.new is not None
    type_text(shown.page.entries.new.form.fields["name"].editor.main, "Ståskal")
    press(shown.page.entries.new, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.page.entries.close_new()  # as another patient does
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown.settle()
    open_patient("barn")
    open_patient("tom")
    assert [one.what for one in shown.lines] == ["Ståskal"]
    assert shown.page.entries.new is None


def test_a_new_one_that_may_not_be_is_refused_in_place(open_page: Open) -> None:
    shown = open_page("tom")
    shown.page.start("new")
    assert shown.page.entries.new is not None
    shown.page.entries.new.done.click()
    shown.idle()
    assert "Skriv vad det är" in shown.page.entries.new.form.fault.text()
    assert shown.page.entries.new.isVisible()


def test_escape_puts_the_empty_form_away_and_what_is_half_written_comes_back(
    open_page: Open, type_text: TypeText
) -> None:
    shown = open_page("tom")
    shown.page.start("new")
    assert shown.page.entries.new is not None and shown.page.entries.empty is not None
    assert shown.page.entries.empty.isHidden()
    name = shown.page.entries.new.form.fields["name"].editor.main
    type_text(name, "Stås")
    press(shown.page.entries.new, Qt.Key.Key_Escape)
    assert shown.page.entries.new is None
    assert shown.page.entries.empty.isVisible()
    shown.page.start("new")
    assert shown.page.entries.new.form.fields["name"].value() == "Stås"


def test_another_patient_comes_without_what_was_open(open_page: Open, open_patient: Callable[[str], None]) -> None:
    shown = open_page("120-kontakter")
    shown.page.entries.open(shown.page.entries.lines.ids[0])
    open_patient("aret-19")
    assert shown.page.entries.box is not None and shown.page.entries.box.isHidden()
    assert {one.id for one in shown.lines} <= {one.id for one in devices(shown)}
    assert shown.page.entries.lines.open_id is None


def test_what_is_folded_opens_when_one_goes_there(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    returned = next(one for one in devices(shown) if not one.is_in_use)
    assert returned.id not in shown.page.entries.lines.ids
    shown.page.start(returned.id)
    assert shown.page.entries.lines.open_id == returned.id
    shown.button("Återlämnade, 1, öppen").click()
    assert returned.id not in shown.page.entries.lines.ids
    assert shown.page.entries.lines.open_id is None


def test_a_click_opens_a_line_that_is_half_out_of_sight(open_page: Open) -> None:
    """The page does not scroll between press and release, which would take the line away from under the mouse."""
    shown = open_page("120-kontakter")
    shown.page.resize(1152, 300)
    QApplication.processEvents()
    last = shown.page.entries.lines.ids[-1]
    button = shown.page.entries.lines.slots[last].button
    bar = shown.page.area.verticalScrollBar()
    bar.setValue(0)
    seen = bar.value()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert bar.value() == seen
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert shown.page.entries.lines.open_id == last


def test_of_a_hundred_only_some_are_made_and_more_on_demand(open_page: Open) -> None:
    shown = open_page("tom")
    shown.session.do(add_many, [f"Hjälpmedel {number}" for number in range(100)])
    shown.idle()
    assert len(shown.lines) == 40
    assert len(shown.page.entries.lines.findChildren(LineButton)) == 40
    more = shown.button("Visa 20 till, I bruk")
    more.click()
    assert len(shown.lines) == 60
    assert shown.focus == shown.page.entries.lines.ids[40]
    hidden = next(one for one in devices(shown) if one.name == "Hjälpmedel 99")
    shown.page.start(hidden.id)
    assert shown.page.entries.lines.open_id == hidden.id
    assert [one.what for one in shown.lines] == [f"Hjälpmedel {number}" for number in range(80, 100)]
    shown.button("Visa 20 före, I bruk").click()
    assert len(shown.lines) == 40
    assert shown.page.entries.lines.open_id == hidden.id


def test_every_widget_one_can_reach_has_a_name(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    shown.page.entries.open(shown.page.entries.lines.ids[0])
    nameless = [
        one
        for one in shown.page.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("width", [260, 500, 900])
def test_a_line_is_as_high_as_its_words_need(dressed: QApplication, qtbot: QtBot, width: int) -> None:
    line = Line(
        UUID(int=1), "Ett mycket långt namn på en mottagning " * 2, ("mån 30 nov",), "Och något om det", number="070-1"
    )
    made = LineButton(line, (100,))
    qtbot.addWidget(made)
    narrow, wide = made.heightForWidth(width), made.heightForWidth(2 * width)
    assert narrow >= wide > 30
    assert made.heightForWidth(260) > made.heightForWidth(1200)
    assert made.accessibleName().endswith("telefon 070-1")


def test_a_line_is_drawn_with_all_it_says(dressed: QApplication, qtbot: QtBot) -> None:
    """Something is drawn in the places of the day, the words and the number."""
    line = Line(UUID(int=1), "Provet", ("mån 30 nov",), number="070-123 45 67", number_of="Karin")
    made = LineButton(line, (100,))
    qtbot.addWidget(made)
    made.resize(700, 60)
    image = made.grab().toImage()
    ground = image.pixel(300, 55)
    for left, right in ((8, 100), (108, 180), (560, 690)):
        assert any(image.pixel(x, y) != ground for x in range(left, right) for y in range(8, 40))


def test_an_opened_entry_has_the_way_to_its_history(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    shown.page.start(shown.page.entries.lines.ids[0])
    assert shown.page.entries.box is not None
    history = shown.page.entries.box.form.history
    assert history is not None
    history.button.setFocus()
    press(history.button, Qt.Key.Key_Space)
    shown.idle()
    assert history.versions is not None
    press(history.versions.close_button, Qt.Key.Key_Escape)
    assert shown.focus is history.button
    assert shown.page.entries.box.isVisible()


def test_the_lines_of_what_went_are_used_for_what_came(open_page: Open) -> None:
    """Making lines anew takes longer than a key may."""
    shown = open_page("tom")
    shown.session.do(add_many, [f"Hjälpmedel {number}" for number in range(100)])
    shown.idle()
    lines = shown.page.entries.lines
    before = {lines.line(id) for id in lines.ids}
    hidden = next(one for one in devices(shown) if one.name == "Hjälpmedel 99")
    lines.reveal(hidden.id)
    assert {lines.line(id) for id in lines.ids} < before
    shown.key(lines.ids[0], Qt.Key.Key_Return)
    box = shown.page.entries.box
    assert box is not None and box.entry_id == lines.ids[0]
