"""The chart on the screen: every number is told, one goes from point to point, and it is read without colour."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.trend import Trend, TrendGap
from coordinator.trend_words import point_in_words, says
from tests.coordinator.chart_layout.figures import ENDS_SMALL, EVERY, USUAL, trend
from tests.ui.conftest import press
from ui import chart_view
from ui.chart_view import ChartView
from ui.theme import LIGHT, THEMES, Theme, appearance


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> Iterator[ChartView]:
    made = ChartView(ENDS_SMALL)
    qtbot.addWidget(made)
    made.resize(480, made.sizeHint().height())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.clearFocus()
    yield made


def told(shown: Trend, at: int) -> str:
    return point_in_words(shown.points[at], shown.scale)


def test_its_name_tells_every_number(view: ChartView) -> None:
    assert view.accessibleName() == f"Fast vårdkontakt. {says(ENDS_SMALL)}"
    assert "Pil höger" in view.accessibleDescription()


def test_the_arrows_go_from_point_to_point_and_each_is_said(view: ChartView, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(chart_view, "announce", lambda _widget, text: said.append(text))
    assert view.told == ""
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.told == told(ENDS_SMALL, 8) == "i dag: visas inte"
    left, right, home, end = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End
    for key, at in ((left, 7), (left, 6), (right, 7), (end, 8), (right, 8), (home, 0), (left, 0), (right, 1)):
        press(view, key)
        assert view.told == told(ENDS_SMALL, at)
    assert said == [told(ENDS_SMALL, at) for at in (7, 6, 7, 8, 8, 0, 0, 1)]
    press(view, left, Qt.KeyboardModifier.ControlModifier)
    assert len(said) == 8
    view.clearFocus()
    assert view.told == ""


def test_the_mouse_tells_the_point_it_is_at(view: ChartView) -> None:
    for at in (0, 2, 8):
        column = view.placed.columns[at]
        QTest.mouseMove(view, QPoint(round(column.x + column.width / 2), 40))
        assert view.told == told(ENDS_SMALL, at)
    QTest.mouseMove(view, QPoint(2, 40))
    assert view.told == ""


def test_it_is_never_narrower_than_its_points_need(qtbot: QtBot, dressed: QApplication) -> None:
    for scale in (100, 200):
        appearance().apply(LIGHT, scale)
        view = ChartView(USUAL)
        qtbot.addWidget(view)
        least = view.minimumSizeHint()
        view.resize(least)
        assert view.placed.width <= least.width() <= view.sizeHint().width()
        assert view.placed.height <= least.height()
        assert all(box.right <= least.width() for box in view.placed.columns)


def test_the_point_one_is_on_is_marked(view: ChartView) -> None:
    without = picture(view)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    press(view, Qt.Key.Key_Home)
    first = picture(view)
    press(view, Qt.Key.Key_Right)
    assert len({bits(one) for one in (without, first, picture(view))}) == 3
    columns = [QPoint(round(one.x + one.width / 2), 4) for one in view.placed.columns[:3]]
    grounds = [picture(view).pixelColor(place) for place in columns]
    assert grounds == [LIGHT.colour("paper"), LIGHT.colour("sel"), LIGHT.colour("paper")]


@pytest.mark.parametrize("dress", THEMES, ids=lambda one: one.name)
def test_what_is_hidden_differs_from_nought_in_shape_and_not_only_in_colour(
    dress: Theme, qtbot: QtBot, dressed: QApplication
) -> None:
    appearance().apply(dress, 100)
    seen = set()
    for now in (0.0, *TrendGap):
        view = ChartView(trend(40, 50, 60, now))
        qtbot.addWidget(view)
        view.resize(view.sizeHint())
        seen.add(bits(picture(view).convertToFormat(QImage.Format.Format_Mono)))
    assert len(seen) == 4


@pytest.mark.parametrize("shown", EVERY.values(), ids=EVERY)
def test_every_figure_has_room_in_the_view(shown: Trend, qtbot: QtBot, dressed: QApplication) -> None:
    view = ChartView(shown)
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    assert view.placed.width <= view.width() and view.placed.height <= view.height()


def picture(view: ChartView) -> QImage:
    return view.grab().toImage()


def bits(image: QImage) -> bytes:
    return bytes(image.constBits())
