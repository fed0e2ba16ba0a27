"""The timeline on the screen: one goes through its lanes by keyboard and mouse, and what one is on stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from coordinator.timeline_layout import TimelineLayout
from coordinator.transition.timeline_figure import Years
from coordinator.transition.timeline_words import lane_in_words, says
from tests.coordinator.timeline_layout.figures import USUAL, lane, many, timeline_of
from tests.ui.conftest import press
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, Theme, appearance
from ui.timeline_view import TimelineView


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> Iterator[TimelineView]:
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(900, 420)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def placed(view: TimelineView) -> TimelineLayout:
    assert view.picture.placed is not None
    return view.picture.placed


def click(view: TimelineView, number: int) -> None:
    """On the bars of a lane."""
    QTest.mouseClick(view.picture.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, number))


def middle(view: TimelineView, number: int) -> QPoint:
    row = placed(view).rows[number]
    return QPoint(500, round(row.y + row.height / 2) - view.picture.verticalScrollBar().value())


def colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}


def test_one_goes_through_the_lanes_by_keyboard_and_opens_one(qtbot: QtBot, view: TimelineView) -> None:
    shown, picture = timeline_of(), view.picture
    view.show_timeline(shown)
    assert picture.accessibleName() == says(shown) and "Enter öppnar" in picture.accessibleDescription()
    opened: list[UUID] = []
    view.chosen.connect(opened.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.lane == USUAL[0], "the first, which is the nearest"
    for key, there in (
        (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_End, 7), (Qt.Key.Key_Down, 7),
        (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        press(picture, key)
        assert view.lane == USUAL[there]
    for letter, there in (("h", 4), ("h", 7), ("h", 4), ("x", 4)):
        QTest.keyClicks(picture, letter)
        assert view.lane == USUAL[there]
    press(picture, Qt.Key.Key_Return)
    press(picture, Qt.Key.Key_Space)
    assert opened == [USUAL[4].id] * 2
    # The lane of the guardians is no transition: another page tells of them.
    press(picture, Qt.Key.Key_Home)
    press(picture, Qt.Key.Key_Down)
    press(picture, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.representation_wanted):
        press(picture, Qt.Key.Key_Return)
    assert len(opened) == 2


def test_one_presses_a_lane_and_is_told_of_it(view: TimelineView) -> None:
    opened: list[UUID] = []
    view.chosen.connect(opened.append)
    view.show_timeline(timeline_of())
    click(view, 0)
    assert opened == [USUAL[0].id] and view.lane == USUAL[0]
    QTest.mouseClick(view.picture.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 5))
    QTest.mouseClick(view.picture.viewport(), Qt.MouseButton.RightButton, pos=middle(view, 1))
    assert len(opened) == 1, "neither the years nor the other button open anything"
    at = middle(view, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.picture.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.picture.viewport(), event)
    assert QToolTip.text() == lane_in_words(USUAL[0])
    QToolTip.hideText()


def test_what_one_is_on_is_seen_and_stays_when_it_is_shown_again(view: TimelineView) -> None:
    shown = many(40)
    view.show_timeline(shown)
    picture, bar = view.picture, view.picture.verticalScrollBar()
    assert bar.maximum() > 0
    last = shown.lanes[-1]
    assert last.id is not None and view.choose(last.id) and not view.choose(UUID(int=1))
    assert view.lane == last and bar.value() == bar.maximum()
    assert picture.viewport().rect().contains(middle(view, 39))
    for _ in range(5):
        press(picture, Qt.Key.Key_Up)
    assert middle(view, 34).y() > placed(view).band_height
    before, drawn = bar.value(), picture.placed
    here = view.lane
    view.show_timeline(many(40))
    assert (view.lane, bar.value()) == (here, before) and picture.placed is drawn, "nothing is placed anew"
    gone = replace(shown, lanes=tuple(one for one in shown.lanes if one != here))
    view.show_timeline(gone)
    assert view.lane == shown.lanes[35], "gone: one is on the next"
    press(picture, Qt.Key.Key_Home)
    assert bar.value() == 0, "at the first one sees the days of law too"
    view.show_timeline(timeline_of(()))
    assert view.lane is None
    press(picture, Qt.Key.Key_Down)
    picture.clearFocus()
    view.begin()
    view.show_timeline(shown)
    assert view.lane is None and bar.value() == 0, "of another patient nobody is chosen yet"


def test_the_same_is_a_list_in_words(view: TimelineView) -> None:
    opened: list[UUID] = []
    view.chosen.connect(opened.append)
    view.show_timeline(timeline_of())
    assert view.choose(UUID(int=5))
    view.turn.click()
    assert view.words.isVisible() and not view.picture.isVisible() and not view.legend.isVisible()
    assert view.words.hasFocus() and view.lane == USUAL[4], "one is on the same lane"
    assert view.words.count() == 2 + len(timeline_of().marks) + len(USUAL)
    press(view.words, Qt.Key.Key_Down)
    press(view.words, Qt.Key.Key_Return)
    assert opened == [USUAL[5].id]
    view.show_timeline(timeline_of(USUAL[1:]))
    assert view.lane == USUAL[5]
    view.words.setCurrentRow(1)
    assert view.lane is None, "a day of law is nothing to open"
    press(view.words, Qt.Key.Key_Return)
    assert len(opened) == 1
    view.choose(UUID(int=5))
    view.turn.click()
    assert view.picture.hasFocus() and view.lane == USUAL[4]
    assert view.turn.text() == "Visa som text"


@pytest.mark.parametrize("look", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda look: look.name)
def test_it_is_drawn_in_every_look_and_the_years_stay_while_one_scrolls(view: TimelineView, look: Theme) -> None:
    appearance().apply(look, 100)
    view.begin()
    view.show_timeline(many(40))
    view.picture.setFocus()
    first = view.picture.viewport().grab().toImage()
    assert {look.colour(role).rgb() for role in ("teal", "amber", "ink", "paper")} <= colours(first)
    view.picture.verticalScrollBar().setValue(900)
    after = view.picture.viewport().grab().toImage()
    high = int(placed(view).band_height * first.devicePixelRatio())
    assert first.copy(0, 0, first.width(), high) == after.copy(0, 0, first.width(), high)
    assert first != after
    assert look.colour("focus").rgb() not in colours(after)
    view.choose(many(40).lanes[20].id or UUID(int=0))
    assert look.colour("focus").rgb() in colours(view.picture.viewport().grab().toImage())


def test_it_is_as_high_as_it_is_and_the_signs_have_words(view: TimelineView) -> None:
    view.show_timeline(timeline_of())
    view.resize(900, 2_000)
    assert view.picture.verticalScrollBar().maximum() == 0
    assert placed(view).height <= view.picture.sizeHint().height() <= placed(view).height + 2
    assert view.legend.accessibleName().startswith("Teckenförklaring: ansvarar i dag, namngiven mottagare, saknas")
    assert view.legend.heightForWidth(200) > view.legend.heightForWidth(1_000)
    years = tuple(Years(year, year) for year in range(2026, 2049))
    view.show_timeline(replace(timeline_of(marks=()), years=years, last=date(2048, 5, 1)))
    assert view.picture.horizontalScrollBar().maximum() > 0, "too narrow for the years: it scrolls"
    view.bound(300)
    assert view.picture.height() == 300 and view.picture.verticalScrollBar().maximum() > 0, "no higher than it may be"
    long = lane(50, "A", "Ett namn som inte ryms i en kort stapel", date(2026, 12, 1))
    view.show_timeline(timeline_of([long], marks=()))
    assert view.picture.height() == view.picture.sizeHint().height() < 300, "and no higher than it is"
    QTest.mouseClick(view.picture.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, round(placed(view).top) + 5))
    assert view.lane == long
