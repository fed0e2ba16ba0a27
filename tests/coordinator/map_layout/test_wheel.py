"""Where the dots and lines of the map are: in order, on their rings, apart from each other."""

from itertools import combinations
from math import atan2, degrees, dist, hypot, radians

import pytest

from coordinator.map_figure import MapFigure, MapMark, MapRing
from coordinator.map_layout import Circle, MapLayout, Path, Words, legend_layout, paper_layouts, screen_layout
from coordinator.map_layout.curves import Round, way_out
from coordinator.map_layout.signs import sign
from coordinator.map_layout.wheel import RINGS
from tests.coordinator.map_layout.figures import (
    COUNTS,
    a_dot,
    a_figure,
    cross,
    extremes,
    figure_of,
    measure,
    points,
)


def _screen(figure: MapFigure) -> MapLayout:
    return screen_layout(figure, measure, 1160, 650, 13, row=18)


def _paper(figure: MapFigure) -> MapLayout:
    return paper_layouts(figure, measure, 742, 470, size=10.5, smallest=5)[0]


def _angle(layout: MapLayout, key: tuple[int, int]) -> float:
    """Degrees clockwise from the top."""
    return _clockwise(layout, (layout.dots[key].x, layout.dots[key].y))


def _clockwise(layout: MapLayout, point: tuple[float, float]) -> float:
    return degrees(atan2(point[0] - layout.rim.x, layout.rim.y - point[1])) % 360


@pytest.mark.parametrize("name", extremes())
def test_no_two_dots_overlap(name: str) -> None:
    for layout in (_screen(extremes()[name]), _paper(extremes()[name])):
        for one, two in combinations(layout.dots.values(), 2):
            assert dist((one.x, one.y), (two.x, two.y)) > one.r + two.r - 0.001
        for place in layout.dots.values():
            away = hypot(place.x - layout.rim.x, place.y - layout.rim.y)
            assert layout.centre.r < away - place.r
            assert away + place.r < layout.rim.r
            assert place.r > 0.5


@pytest.mark.parametrize("name", extremes())
def test_the_vertical_axis_is_free_for_the_names_of_the_rings(name: str) -> None:
    for layout in (_screen(extremes()[name]), _paper(extremes()[name])):
        angles = [_angle(layout, key) for key in layout.dots]
        assert all(20 < angle < 160 or 200 < angle < 340 for angle in angles)
        names = [mark for mark in layout.marks if isinstance(mark, Words) and mark.of and mark.of[0] == "ring"]
        assert [mark.text for mark in names] == ["inom 30 dagar", "inom 6 mån", "senare"]
        for mark in names:
            half = measure(mark.text, mark.size, False) / 2
            for place in layout.dots.values():
                inside = abs(place.x - mark.x) < half + place.r and mark.y - mark.size < place.y < mark.y
                assert not inside


@pytest.mark.parametrize("name", extremes())
def test_a_full_ring_does_not_reach_the_next(name: str) -> None:
    figure = extremes()[name]
    inside = {MapRing.LATER: MapRing.HALF_YEAR, MapRing.HALF_YEAR: MapRing.MONTH}
    for layout in (_screen(figure), _paper(figure)):
        for (i, j), place in layout.dots.items():
            dot = figure.areas[i].dots[j]
            if dot.mark is not MapMark.COORDINATES and dot.ring in inside:
                away = hypot(place.x - layout.rim.x, place.y - layout.rim.y)
                assert away - place.r > RINGS[inside[dot.ring]] * layout.rim.r


def test_areas_and_the_dots_in_them_go_clockwise_on_the_right_and_stand_as_they_are_read_on_the_left() -> None:
    figure = a_figure(COUNTS["hundred and twenty"])
    layout = _screen(figure)
    middles = [
        sum(_angle(layout, (i, j)) for j in range(len(area.dots))) / len(area.dots)
        for i, area in enumerate(figure.areas)
    ]
    assert middles == sorted(middles)
    assert middles[3] < 180 < middles[4]
    for i, area in enumerate(figure.areas):
        for ring in MapRing:
            heights = [
                layout.dots[i, j].y
                for j, dot in enumerate(area.dots)
                if dot.ring is ring and dot.mark is not MapMark.COORDINATES and ring is MapRing.HALF_YEAR
            ]
            assert heights == sorted(heights)


def test_the_nearer_the_meeting_the_nearer_the_middle() -> None:
    figure = a_figure(COUNTS["forty"])
    layout = _screen(figure)
    away: dict[MapRing, set[float]] = {ring: set() for ring in MapRing}
    for (i, j), place in layout.dots.items():
        dot = figure.areas[i].dots[j]
        if dot.mark is not MapMark.COORDINATES:
            away[dot.ring].add(round(hypot(place.x - layout.rim.x, place.y - layout.rim.y), 3))
    assert [len(radii) for radii in away.values()] == [1, 1, 1]
    assert max(away[MapRing.MONTH]) < min(away[MapRing.HALF_YEAR]) < min(away[MapRing.LATER])


def test_who_coordinates_is_nearest_the_middle_with_a_thick_line() -> None:
    layout = _screen(a_figure(COUNTS["forty"]))
    nearest = min(
        layout.dots, key=lambda key: hypot(layout.dots[key].x - layout.rim.x, layout.dots[key].y - layout.rim.y)
    )
    assert nearest == (0, 0)
    assert layout.dots[nearest].r > 1.5 * max(place.r for key, place in layout.dots.items() if key != nearest)
    lines = [mark for mark in layout.marks if isinstance(mark, Path) and mark.of == ("dot", 0, 0) and not mark.fill]
    assert max(line.width for line in lines) > 2 * min(line.width for line in lines)


@pytest.mark.parametrize("name", ["one", "ten", "forty", "fifty"])
def test_each_of_up_to_fifty_has_a_line_and_no_two_lines_cross(name: str) -> None:
    figure = a_figure(COUNTS[name])
    for layout in (_screen(figure), _paper(figure)):
        lines = {
            mark.of: mark
            for mark in layout.marks
            if isinstance(mark, Path) and mark.of and mark.of[0] == "dot" and mark.stroke in {"grey", "amber"}
        }
        assert len(lines) == len(layout.dots)
        paths = [points(line) for line in lines.values()]
        assert not any(cross(one, two) for one, two in combinations(paths, 2))
        for (i, j), place in layout.dots.items():
            line = lines["dot", i, j]
            begins, ends = points(line)[0], points(line)[-1]
            assert begins == pytest.approx((place.x, place.y))
            assert place.label is not None
            assert place.label.y < ends[1] < place.label.bottom
            out = points(line)[1:]
            assert all(hypot(x - layout.rim.x, y - layout.rim.y) > layout.rim.r - 0.01 for x, y in out)
            assert min(abs(ends[0] - place.label.x), abs(ends[0] - place.label.right)) < layout.size
            gap = figure.areas[i].dots[j].mark is MapMark.GAP
            assert (line.stroke, bool(line.dash)) == (("amber", True) if gap else ("grey", False))


def test_with_more_than_fifty_each_area_has_one_curve_and_none_cross() -> None:
    figure = a_figure(COUNTS["hundred and twenty"])
    for layout in (_screen(figure), _paper(figure)):
        curves = [
            points(mark)
            for mark in layout.marks
            if isinstance(mark, Path)
            and mark.of
            and mark.of[0] == "area"
            and mark.steps[-1][0] == "C"
            and mark.width < 2
        ]
        assert len(curves) == 8
        arcs = {mark.of: points(mark) for mark in layout.marks if isinstance(mark, Path) and mark.width > 2}
        for i, curve in enumerate(sorted(curves, key=lambda curve: _clockwise(layout, curve[0]))):
            assert _clockwise(layout, arcs["area", i][0]) != _clockwise(layout, arcs["area", i][-1])
            low, high = sorted(_clockwise(layout, arcs["area", i][end]) for end in (0, -1))
            assert low < _clockwise(layout, curve[0]) < high
        assert not any(cross(one, two) for one, two in combinations(curves, 2))


def test_a_line_that_bends_towards_the_middle_goes_round_the_circle() -> None:
    rim = Round(0, 0, 100)
    for angle, edge in ((radians(45), 110), (radians(135), 110), (radians(225), -110), (radians(315), -110)):
        way = points(Path(way_out(rim, angle, edge, 0, 3)))
        assert way[0] == pytest.approx(rim.at(angle))
        assert way[-1] == pytest.approx((edge, 0))
        assert all(hypot(x, y) > 99.99 for x, y in way)


def test_above_fifty_no_dot_has_a_line_even_where_there_is_room() -> None:
    (page,) = paper_layouts(a_figure(COUNTS["fifty-one"]), measure, 1090, 715, size=10.5, smallest=7)
    lines = [mark for mark in page.marks if isinstance(mark, Path) and mark.of and mark.of[0] == "dot" and mark.stroke]
    assert [line.of for line in lines] == [("dot", 0, 0)]


def test_the_bolt_of_the_acute_stands_before_the_name_and_not_on_it() -> None:
    figure = a_figure(COUNTS["forty"])
    for layout in (_screen(figure), _paper(figure)):
        bolts = {mark.of: mark for mark in layout.marks if isinstance(mark, Path) and mark.fill == "red"}
        acute = {("dot", i, j) for (i, j) in layout.dots if figure.areas[i].dots[j].acute}
        bolts.pop(("legend",), None)
        assert set(bolts) == acute
        for of, mark in bolts.items():
            words = min(one.x for one in layout.marks if isinstance(one, Words) and one.of == of)
            assert max(x for x, _ in points(mark)) < words


def test_the_sides_are_as_equal_as_they_get() -> None:
    figure = figure_of([[a_dot(n) for n in range(count)] for count in (1, 1, 1, 1, 40, 1)])
    layout = _screen(figure)
    right = {i for i, j in layout.dots if _angle(layout, (i, j)) < 180}
    assert right == {0, 1, 2, 3}


def test_the_four_signs_differ_in_shape_and_not_only_in_colour() -> None:
    shapes = set()
    for mark in MapMark:
        circles = [one for one in sign(mark, 0, 0, 10) if isinstance(one, Circle)]
        shapes.add((len(circles), circles[0].fill == "paper", bool(circles[0].dash)))
        assert all(circle.r + circle.width / 2 <= 10.001 for circle in circles)
    assert len(shapes) == len(MapMark)


def test_the_legend_says_what_every_sign_means_and_breaks_where_it_is_narrow() -> None:
    wide, narrow = (legend_layout(measure, width, 12) for width in (2000, 300))
    texts = [mark.text for mark in wide[0] if isinstance(mark, Words)]
    assert texts == [*(mark.label for mark in MapMark), "viktig i akut läge", "Avstånd = när ni ses nästa gång"]
    assert narrow[1] > 2 * wide[1]
    for mark in narrow[0]:
        if isinstance(mark, Words):
            assert mark.x + measure(mark.text, mark.size, False) < 320
