"""The map on the screen: one goes about on it by keyboard and mouse, zooms and drags it, and what one is on stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.contact_map import ContactMap, MapNode, contact_map
from coordinator.map_figure import MapFigure
from coordinator.map_layout import Box, Circle, MapLayout, More, Path, Place, Words
from tests.ui.conftest import TypeText, press
from ui import map_view, zoom_area
from ui.map_moves import Way, beside, meant, stops
from ui.map_paint import Drawing, measure
from ui.map_view import MapView
from ui.map_words import MapWords
from ui.session import Session
from ui.theme import LIGHT

Open = Callable[[str], None]


@pytest.fixture
def barn(session: Session, open_patient: Open) -> ContactMap:
    """The map of a child with contacts in most areas."""
    open_patient("barn")
    assert session.record is not None
    return contact_map(session.record)


@pytest.fixture
def many(session: Session, open_patient: Open) -> ContactMap:
    """The map of somebody with more contacts than there is room for."""
    open_patient("120-kontakter")
    assert session.record is not None
    return contact_map(session.record)


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> Iterator[MapView]:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(1100, 460)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made


def layout_of(view: MapView) -> MapLayout:
    assert view.placed is not None
    return view.placed


def nodes_of(shown: ContactMap) -> list[MapNode]:
    return [node for area in shown.nodes for node in area]


def keep_some(shown: ContactMap, many: int) -> ContactMap:
    """The same map with only the first of each area."""
    areas = tuple(replace(area, dots=area.dots[:many]) for area in shown.figure.areas)
    nodes = tuple(area[:many] for area in shown.nodes)
    return replace(shown, nodes=nodes, figure=replace(shown.figure, areas=areas))


def without_first(shown: ContactMap) -> MapFigure:
    """The figure without the first dot of all."""
    first, *rest = shown.figure.areas
    return replace(shown.figure, areas=(replace(first, dots=first.dots[1:]), *rest))


def centre_of(box: Box) -> QPoint:
    return QPoint(round(box.x + box.width / 2), round(box.y + box.height / 2))


def hidden(view: MapView, area: int) -> list[tuple[int, int]]:
    return sorted(stop for stop, place in layout_of(view).dots.items() if stop[0] == area and place.label is None)


# Where keys and mouse lead


def placed(labels: dict[tuple[int, int], Box | None], mores: dict[int, More] | None = None) -> MapLayout:
    nowhere = Circle(0, 0, 0)
    dots = {stop: Place(500 + 20 * stop[1], 100 + 200 * stop[0], 4, box) for stop, box in labels.items()}
    return MapLayout(1000, 600, 13, (), nowhere, nowhere, dots, {}, mores or {})


TWO_COLUMNS = placed(
    {
        (0, 0): Box(700, 0, 80, 20), (0, 1): Box(700, 20, 90, 20), (0, 2): Box(850, 0, 60, 20), (0, 3): None,
        (1, 0): Box(700, 80, 40, 20), (2, 0): Box(100, 0, 90, 20), (2, 1): Box(150, 20, 40, 20),
    },
    {0: More(Box(850, 20, 80, 20), 1)},
)  # fmt: skip


@pytest.mark.parametrize(
    ("here", "way", "there"),
    [
        ((0, 0), Way.DOWN, (0, 1)), ((0, 1), Way.DOWN, (1, 0)), ((1, 0), Way.DOWN, None), ((0, 0), Way.UP, None),
        ((1, 0), Way.UP, (0, 1)), ((0, 1), Way.RIGHT, (0,)), ((1, 0), Way.RIGHT, (0,)), ((0,), Way.RIGHT, None),
        ((0,), Way.UP, (0, 2)), ((0, 2), Way.LEFT, (0, 0)), ((0, 1), Way.LEFT, (2, 1)), ((2, 1), Way.RIGHT, (0, 1)),
        ((2, 0), Way.LEFT, None),
    ],
)  # fmt: skip
def test_an_arrow_goes_down_a_column_or_to_the_one_beside(
    here: tuple[int, ...], way: Way, there: tuple[int, ...] | None
) -> None:
    assert beside(stops(TWO_COLUMNS), here, way) == there


def test_what_one_can_be_on_stands_in_reading_order_without_what_is_hidden() -> None:
    assert list(stops(TWO_COLUMNS)) == [(0, 0), (0, 1), (0, 2), (0,), (1, 0), (2, 0), (2, 1)]


def test_one_points_at_a_label_or_at_the_nearest_dot() -> None:
    assert meant(TWO_COLUMNS, 710, 25) == (0, 1)
    assert meant(TWO_COLUMNS, 852, 30) == (0,)
    assert meant(TWO_COLUMNS, 522, 102) == (0, 1)
    assert meant(TWO_COLUMNS, 558, 100) == (0, 3), "a contact without a label has its dot"
    assert meant(TWO_COLUMNS, 400, 400) is None


# Keyboard


def test_focus_finds_somebody_and_keys_go_about(view: MapView, barn: ContactMap) -> None:
    view.clearFocus()
    view.show_map(barn)
    assert view.node is None and view.accessibleName() == barn.figure.says
    assert "Piltangenterna" in view.accessibleDescription()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    first = view.node
    assert first is not None and first.contact is not None and first.gap is not None, "what there is most to do about"
    press(view, Qt.Key.Key_Home)
    assert view.node == nodes_of(barn)[0]
    press(view, Qt.Key.Key_Down)
    assert view.node == nodes_of(barn)[1]
    press(view, Qt.Key.Key_Left)
    assert view.node is not None and view.node.category is not nodes_of(barn)[0].category
    press(view, Qt.Key.Key_End)
    assert view.node == nodes_of(barn)[-1]


def test_every_contact_is_reached_with_the_arrows(view: MapView, barn: ContactMap) -> None:
    view.show_map(barn)
    every = stops(layout_of(view))
    seen, waiting = set(), [next(iter(every))]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += [there for way in Way if (there := beside(every, here, way)) is not None]
    assert seen == set(every) and len(seen) == len(nodes_of(barn))


def test_a_letter_goes_to_the_next_name_round_and_round(view: MapView, barn: ContactMap, type_text: TypeText) -> None:
    view.show_map(barn)
    view.choose(nodes_of(barn)[0].key)
    named = [node for node in nodes_of(barn) if node.dot.name.startswith("E")]
    assert len(named) > 1
    for expected in (*named, named[0]):
        type_text(view, "e")
        assert view.node == expected
    type_text(view, "ö")
    assert view.node is not None and view.node.dot.name.startswith("Ö")
    type_text(view, "x")
    assert view.node.dot.name.startswith("Ö"), "nobody is called so"


def test_enter_opens_and_space_says_who_it_is(
    view: MapView, barn: ContactMap, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(map_view, "announce", lambda _widget, text: said.append(text))
    view.show_map(barn)
    view.choose(nodes_of(barn)[1].key)
    with qtbot.waitSignal(view.opened) as opened:
        press(view, Qt.Key.Key_Return)
    assert opened.args == [nodes_of(barn)[1]]
    press(view, Qt.Key.Key_Space)
    assert said[-2] == said[-1] and said[-1].startswith(nodes_of(barn)[1].dot.name)


def test_what_there_is_no_room_for_is_shown_by_key_and_by_mouse(view: MapView, many: ContactMap) -> None:
    view.show_map(many)
    first, second = sorted(layout_of(view).mores)[:2]
    every, behind, height = stops(layout_of(view)), hidden(view, first), layout_of(view).height
    assert len(behind) == layout_of(view).mores[first].hidden > 0
    above = next(stop for stop in every if len(stop) == 2 and beside(every, stop, Way.DOWN) == (first,))
    view.choose(many.nodes[above[0]][above[1]].key)
    press(view, Qt.Key.Key_Down)
    assert view.more == (many.figure.areas[first].title, len(behind))
    assert view.said == f"Visa {len(behind)} till, {many.figure.areas[first].title}"
    press(view, Qt.Key.Key_Return)
    assert hidden(view, first) == [] and first not in layout_of(view).mores
    assert layout_of(view).height > height
    assert view.more is None and view.node == many.nodes[first][behind[0][1]], "one is on the first that was hidden"
    frame = layout_of(view).dots[behind[0]].label
    assert frame is not None and is_seen(view, frame)
    view.zoom_back()
    more = layout_of(view).mores[second]
    view.bring_into_view(QRectF(more.box.x, more.box.y, more.box.width, more.box.height))
    click(view, more.box)
    assert hidden(view, second) == [] and view.node == many.nodes[second][len(many.nodes[second]) - more.hidden]


def test_going_to_somebody_who_is_hidden_shows_her(view: MapView, many: ContactMap) -> None:
    view.show_map(many)
    area = next(iter(layout_of(view).mores))
    i, j = hidden(view, area)[-1]
    assert view.choose(many.nodes[i][j].key)
    assert layout_of(view).dots[i, j].label is not None and hidden(view, area) == []
    assert not view.choose("nobody")
    assert view.node == many.nodes[i][j]


# Mouse, zoom and scrolling


def click(view: MapView, box: Box, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    at = view.in_view(QPointF(centre_of(box))).toPoint()
    QTest.mouseClick(view.viewport(), button, Qt.KeyboardModifier.NoModifier, at)


def is_seen(view: MapView, box: Box) -> bool:
    top, bottom = view.in_view(QPointF(box.x, box.y)), view.in_view(QPointF(box.right, box.bottom))
    return QRectF(view.viewport().rect()).contains(QRectF(top, bottom))


def turn_wheel(view: MapView, up: int, held: Qt.KeyboardModifier, at: QPointF) -> None:
    turned = QWheelEvent(
        at, QPointF(view.viewport().mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120 * up),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turned)


def test_a_click_chooses_by_label_or_dot_and_two_open(view: MapView, barn: ContactMap, qtbot: QtBot) -> None:
    view.show_map(barn)
    label, dot = layout_of(view).dots[1, 0].label, layout_of(view).dots[0, 1]
    assert label is not None
    click(view, label)
    assert view.node == barn.nodes[1][0] and view.hasFocus()
    click(view, Box(dot.x - 1, dot.y - 1, 2, 2))
    assert view.node == barn.nodes[0][1]
    click(view, label, Qt.MouseButton.RightButton)
    assert view.node == barn.nodes[0][1]
    at = view.in_view(QPointF(centre_of(label))).toPoint()
    click(view, label)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert opened.args == [barn.nodes[1][0]]


def test_two_clicks_on_the_rest_of_a_list_show_it_and_open_nobody(view: MapView, many: ContactMap) -> None:
    opened: list[MapNode] = []
    view.opened.connect(opened.append)
    view.show_map(many)
    area = next(iter(layout_of(view).mores))
    click(view, layout_of(view).mores[area].box)
    assert hidden(view, area) == []
    label = next(place.label for place in layout_of(view).dots.values() if place.label is not None)
    there = view.in_view(QPointF(centre_of(label))).toPoint()  # as if the list had come to stand under the pointer
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)
    assert opened == []


def test_two_clicks_beside_everybody_do_nothing(view: MapView, barn: ContactMap) -> None:
    opened: list[MapNode] = []
    view.opened.connect(opened.append)
    view.show_map(barn)
    before = view.node
    for click_or_two in (QTest.mouseClick, QTest.mouseDClick):
        click_or_two(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))
    assert opened == [] and view.node == before


def test_it_zooms_about_the_mouse_and_back(view: MapView, barn: ContactMap) -> None:
    view.show_map(barn)
    size, at = layout_of(view), QPointF(300, 200)
    under = view.on_drawing(at)
    turn_wheel(view, 1, Qt.KeyboardModifier.ControlModifier, at)
    turn_wheel(view, -1, Qt.KeyboardModifier.ControlModifier, at)
    turn_wheel(view, 1, Qt.KeyboardModifier.ControlModifier, at)
    turn_wheel(view, 0, Qt.KeyboardModifier.ControlModifier, at)  # sideways, as a trackpad does between
    assert view.zoom == 125
    view.zoom_back()
    turn_wheel(view, 1, Qt.KeyboardModifier.ControlModifier, at)
    assert view.zoom == 125
    assert (view.on_drawing(at) - under).manhattanLength() < 2
    for _ in range(20):
        view.zoom_by(1)
    assert view.zoom == zoom_area.ZOOMS[-1] == 300
    assert view.placed is size, "larger is the same drawing, not another"
    assert view.horizontalScrollBar().maximum() > view.viewport().width()
    view.zoom_back()
    assert (view.zoom, view.horizontalScrollBar().maximum(), view.verticalScrollBar().maximum()) == (100, 0, 0)
    view.zoom_by(-1)
    assert view.zoom == 100


def test_zooming_by_key_keeps_what_one_is_on_in_view(view: MapView, barn: ContactMap) -> None:
    view.show_map(barn)
    for node, stop in (
        (barn.nodes[0][0], (0, 0)),
        (barn.nodes[-1][-1], (len(barn.nodes) - 1, len(barn.nodes[-1]) - 1)),
    ):
        view.zoom_back()
        view.choose(node.key)
        for _ in range(4):
            view.zoom_by(1)
        box = layout_of(view).dots[stop].label
        assert box is not None
        assert QRectF(view.viewport().rect()).contains(view.in_view(QPointF(centre_of(box))))
    press(view, Qt.Key.Key_Home)
    home = layout_of(view).dots[0, 0].label
    assert home is not None and QRectF(view.viewport().rect()).contains(view.in_view(QPointF(home.x, home.y)))


def test_it_is_dragged_and_a_drag_chooses_nobody(view: MapView, barn: ContactMap) -> None:
    view.show_map(barn)
    for _ in range(4):
        view.zoom_by(1, QPointF(0, 0))
    box = layout_of(view).dots[0, 0].label
    assert box is not None
    view.bring_into_view(QRectF(box.x, box.y, box.width, box.height))
    here, before = view.node, view.horizontalScrollBar().value()
    assert here != barn.nodes[0][0]
    at = view.in_view(QPointF(centre_of(box))).toPoint()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view.viewport(), left, none, at)
    for step in (20, 40, 60):
        QTest.mouseMove(view.viewport(), at + QPoint(step, 0))
    QTest.mouseRelease(view.viewport(), left, none, at + QPoint(60, 0))
    assert view.horizontalScrollBar().value() == before - 60
    assert view.node == here


# What stays


def test_a_map_shown_again_stays_where_it_was(view: MapView, many: ContactMap, session: Session) -> None:
    view.show_map(many)
    view.choose(many.nodes[2][0].key)
    view.zoom_by(2)
    view.verticalScrollBar().setValue(40)
    here, before = view.node, view.placed
    assert session.record is not None
    again = contact_map(session.record)
    view.show_map(again)
    assert (view.zoom, view.verticalScrollBar().value(), view.node) == (150, 40, here)
    assert view.placed is before, "nothing is placed anew when nothing is another"
    view.resize(view.width() - 100, view.height())
    assert view.placed is not before and (view.zoom, view.node) == (150, here)


def test_when_the_chosen_one_is_gone_the_next_is_chosen(view: MapView, barn: ContactMap) -> None:
    view.show_map(barn)
    gone = barn.nodes[0][-1]
    assert len(barn.nodes[0]) > 1
    view.choose(gone.key)
    left = keep_some(barn, 1)
    view.show_map(left)
    assert view.node is not None and view.node in nodes_of(left) and view.node != gone
    view.show_map(replace(barn, nodes=(), figure=replace(barn.figure, areas=())))
    assert view.node is None and view.more is None and view.said == ""


def test_another_patients_map_begins_anew(view: MapView, many: ContactMap, barn: ContactMap) -> None:
    view.show_map(many)
    area = next(iter(layout_of(view).mores))
    view.choose(many.nodes[area][-1].key)
    view.zoom_by(2)
    view.begin()
    assert (view.zoom, view.node, view.placed) == (100, None, None)
    view.show_map(many)
    assert area in layout_of(view).mores, "what was shown of a long list is not remembered"


# Painting


def painted(view: MapView) -> QImage:
    return view.viewport().grab().toImage()


def test_the_frame_has_the_colour_of_the_focus_only_while_it_is_there(view: MapView, barn: ContactMap) -> None:
    view.show_map(barn)
    view.setFocus()
    view.choose(barn.nodes[0][0].key)
    focus = LIGHT.colour("focus").rgb()
    with_focus = colours(painted(view))
    view.clearFocus()
    assert focus in with_focus and focus not in colours(painted(view))


def colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(0, picture.height(), 2)}


def test_who_exchanges_information_is_drawn_for_the_chosen_one_or_for_all(
    view: MapView, barn: ContactMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_map(barn)
    one = barn.exchanges[0]
    ends = {key for pair in barn.exchanges for key in (pair.from_key, pair.to_key)}
    nobody = next(node.key for node in nodes_of(barn) if node.key not in ends)
    view.choose(nobody)
    without = painted(view)
    view.show_all_ties(True)
    with_all = painted(view)
    view.show_all_ties(False)
    assert painted(view) == without != with_all
    view.choose(one.from_key)
    chosen = painted(view)
    monkeypatch.setattr(map_view, "paint_ties", lambda *_shown, **_how: None)
    assert painted(view) != chosen


def test_every_primitive_is_drawn_in_the_colour_of_its_role(dressed: QApplication) -> None:
    marks = (
        Circle(20, 20, 10, fill="teal"),
        Circle(60, 20, 10, stroke="amber", width=4),
        Path((("M", 90, 10), ("L", 110, 10), ("L", 110, 30), ("C", 105, 30, 95, 30, 90, 30)), fill="red", closed=True),
        Words(200, 25, "Åsa", 20, "ink", bold=True, anchor="end"),
    )
    drawn = QImage(220, 40, QImage.Format.Format_RGB32)
    drawn.fill(LIGHT.colour("paper"))
    painter = QPainter(drawn)
    Drawing(marks, LIGHT.colour).paint(painter, QRectF(drawn.rect()))
    painter.end()
    assert drawn.pixelColor(20, 20) == LIGHT.colour("teal")
    assert drawn.pixelColor(60, 20) == LIGHT.colour("paper") and drawn.pixelColor(60, 10) == LIGHT.colour("amber")
    assert drawn.pixelColor(100, 20) == LIGHT.colour("red")
    width = measure("Åsa", 20, True)
    inked = [x for x in range(130, 220) if any(drawn.pixelColor(x, y) == LIGHT.colour("ink") for y in range(40))]
    assert 200 - width - 1 <= inked[0] and inked[-1] <= 201
    assert measure("Åsa", 40, True) == pytest.approx(2 * width)


def test_only_what_is_seen_is_painted(dressed: QApplication) -> None:
    drawn = QImage(40, 40, QImage.Format.Format_RGB32)
    drawn.fill(LIGHT.colour("paper"))
    painter = QPainter(drawn)
    Drawing((Circle(20, 20, 10, fill="teal"),), LIGHT.colour).paint(painter, QRectF(100, 100, 40, 40))
    painter.end()
    assert drawn.pixelColor(20, 20) == LIGHT.colour("paper")


# As text


def test_the_same_map_is_a_list_in_words(qtbot: QtBot, barn: ContactMap) -> None:
    words = MapWords()
    qtbot.addWidget(words)
    words.resize(600, 400)
    words.show_map(barn)
    words.show()
    assert words.count() == len(nodes_of(barn)) + len(barn.nodes)
    words.setFocus()
    words.setCurrentRow(0)
    assert words.node is None, "a heading"
    press(words, Qt.Key.Key_Down)
    assert words.node == nodes_of(barn)[0]
    with qtbot.waitSignal(words.opened) as opened:
        press(words, Qt.Key.Key_Return)
    assert opened.args == [nodes_of(barn)[0]]
    last = nodes_of(barn)[-1]
    assert words.choose(last.key) and words.node == last
    words.show_map(barn)
    assert words.node == last, "shown again it is on the same line"
    assert not words.choose("nobody")
    words.show_map(keep_some(barn, 1))
    assert words.node == nodes_of(keep_some(barn, 1))[-1], "the last is gone: one is on the last that is left"
    words.show_map(barn)
    first, after = barn.nodes[0][:2]
    words.choose(first.key)
    words.show_map(replace(barn, nodes=(barn.nodes[0][1:], *barn.nodes[1:]), figure=without_first(barn)))
    assert words.node == after, "gone: one is on the next"
    words.begin()
    words.show_map(barn)
    assert words.node is None and words.currentRow() == -1, "of another patient nobody is chosen yet"
    words.choose(last.key)
    item = words.item(words.currentRow())
    assert item is not None and item.text().startswith(last.dot.name)


def test_a_long_line_takes_as_many_rows_as_it_needs(qtbot: QtBot, barn: ContactMap) -> None:
    words = MapWords()
    qtbot.addWidget(words)
    words.resize(700, 400)
    words.show_map(barn)
    words.show()
    wide = words.sizeHintForRow(1)
    words.resize(160, 400)
    assert words.sizeHintForRow(1) > 1.8 * wide
