"""Where things stand in a chart: no text on another or on the line, gaps that are no noughts, ends told in words."""

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.chart_layout import ChartLayout, chart_layout, least_width
from coordinator.chart_layout.scale import scale_of
from coordinator.map_layout import Box, Circle, Path, Words
from coordinator.trend import Trend, TrendGap, TrendPoint, TrendScale
from coordinator.trend_words import GAPS
from tests.coordinator.chart_layout.figures import (
    BEGINS_SMALL,
    ENDS_SMALL,
    EVERY,
    HIDDEN,
    NOTHING,
    NOW_ONLY,
    TURNS,
    UNKNOWN,
    USUAL,
    WAITING,
    trend,
)

SIZE, HEIGHT = 13.0, 136.0
WIDTHS = [0, 300, 440, 900]


def measure(text: str, size: float, bold: bool) -> float:
    """Letters of one width."""
    return len(text) * size * (0.56 if bold else 0.52)


def placed(shown: Trend, width: float = 440) -> ChartLayout:
    return chart_layout(shown, measure, width, HEIGHT, SIZE)


def words_of(layout: ChartLayout) -> list[Words]:
    return [mark for mark in layout.marks if isinstance(mark, Words)]


def texts(layout: ChartLayout) -> list[str]:
    return [mark.text for mark in words_of(layout)]


def box_of(words: Words) -> Box:
    width = measure(words.text, words.size, words.bold)
    left = words.x - {"start": 0, "middle": 0.5, "end": 1}[words.anchor] * width
    return Box(left, words.y - 0.75 * words.size, width, 0.8 * words.size)


def meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def course(layout: ChartLayout) -> list[Path]:
    """The pieces of the line of the figure."""
    return [mark for mark in layout.marks if isinstance(mark, Path) and mark.stroke == "teal"]


def signs(layout: ChartLayout) -> list[Box]:
    """The signs of points without a figure, and in the explanation of them."""
    found = []
    for mark in layout.marks:
        if isinstance(mark, Circle) and mark.stroke:
            found.append(Box(mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r))
        elif isinstance(mark, Path) and mark.stroke == "grey":
            xs, ys = ([step[place] for step in mark.steps] for place in (1, 2))
            left, right, top, bottom = (
                min(map(float, xs)),
                max(map(float, xs)),
                min(map(float, ys)),
                max(map(float, ys)),
            )
            if right - left < SIZE:
                found.append(Box(left, top, right - left, bottom - top))
    return found


def require_apart(layout: ChartLayout) -> None:
    """No text on a text, on a sign, on a dot or on the line, and all of it inside."""
    boxes = [box_of(one) for one in words_of(layout)]
    assert [pair for pair in combinations(boxes, 2) if meet(*pair)] == []
    dots = [Box(one.x - one.r, one.y - one.r, 2 * one.r, 2 * one.r) for one in layout.dots.values()]
    assert not any(meet(box, other) for box in boxes for other in (*signs(layout), *dots))
    for piece in course(layout):
        begin, end = (tuple(map(float, step[1:])) for step in piece.steps)
        for part in range(21):
            x, y = (one + (other - one) * part / 20 for one, other in zip(begin, end, strict=True))
            assert not any(meet(Box(x - 0.5, y - 0.5, 1, 1), box) for box in boxes)
    for box in (*boxes, *signs(layout), *dots):
        assert box.x >= -1e-6 and box.right <= layout.width + 1e-6
        assert box.y >= 0 and box.bottom <= layout.height


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("shown", EVERY.values(), ids=EVERY)
def test_no_text_stands_on_another_nor_on_what_is_drawn(shown: Trend, width: float) -> None:
    require_apart(placed(shown, width))


@pytest.mark.parametrize("many", [1, 3, 5, 7])
def test_what_explains_the_signs_stands_beside_the_values_at_the_ends(many: int) -> None:
    """In every width, with the values as high up as the explanation."""
    shown = trend(25, *[HIDDEN] * many, 25)
    layouts = [placed(shown, width) for width in range(150, 600, 5)]
    for layout in layouts:
        require_apart(layout)


def test_a_low_chart_leaves_out_the_line_in_the_middle() -> None:
    for shown in EVERY.values():
        layout = chart_layout(shown, measure, 0, 60, SIZE)
        require_apart(layout)
        assert layout.height >= 60
    assert "50" in texts(chart_layout(USUAL, measure, 440, 80, SIZE))
    assert "50" not in texts(chart_layout(USUAL, measure, 440, 60, SIZE))


VALUES = st.lists(st.sampled_from(TrendGap) | st.floats(0, 100), min_size=1, max_size=9)


@given(VALUES, st.sampled_from(WIDTHS), st.sampled_from(TrendScale))
@settings(max_examples=60, deadline=None)
def test_that_is_so_for_any_figure(values: list[float | TrendGap], width: float, scale: TrendScale) -> None:
    layout = placed(trend(*values, scale=scale), width)
    require_apart(layout)
    known = [at for at, value in enumerate(values) if not isinstance(value, TrendGap)]
    assert list(layout.dots) == known
    assert len(course(layout)) == sum(later - at == 1 for at, later in pairwise(known))
    said = texts(layout)
    assert [gap for gap in TrendGap if GAPS[gap] in said] == [gap for gap in TrendGap if gap in values]


def test_the_ends_are_told_and_higher_is_more() -> None:
    layout = placed(USUAL)
    bold = [one.text for one in words_of(layout) if one.bold]
    assert bold == ["52 %", "81 %"]
    heights = [layout.dots[at].y for at in range(9)]
    values = [point.value or 0 for point in USUAL.points]
    assert sorted(range(9), key=lambda at: -heights[at]) == sorted(range(9), key=lambda at: values[at])
    (nought, _), (_, half), (whole, _) = (
        (one.y, one.y) for one in words_of(layout) if one.text in ("0", "50", "100 %")
    )
    assert half == pytest.approx((nought + whole) / 2) and nought > whole
    assert layout.dots[8].r > layout.dots[7].r, "today is the largest"


def test_a_value_stands_level_with_its_line() -> None:
    layout = placed(trend(0, 50, 100))
    lines = {one.text: one.y - 0.35 * SIZE for one in words_of(layout) if not one.bold}
    assert [layout.dots[at].y for at in range(3)] == pytest.approx([lines["0"], lines["50"], lines["100 %"]])


def test_a_gap_breaks_the_line_and_is_no_nought() -> None:
    layout = placed(ENDS_SMALL)
    assert sorted(layout.dots) == [0, 1, 3, 4, 5, 6] and len(course(layout)) == 4
    nought = layout.dots[5].y
    assert all(sign.y > nought for sign in signs(layout)) and len(signs(layout)) == 3
    assert texts(layout).count("visas inte") == 2 and "inget att räkna" not in texts(layout)


def test_each_kind_of_gap_has_a_sign_of_its_own() -> None:
    layout = placed(trend(HIDDEN, NOTHING, UNKNOWN))
    found = [one for one in layout.marks if one.of and not isinstance(one, Words)]
    assert [one.of for one in found] == [("point", at) for at in range(3)]
    assert isinstance(found[0], Circle) and found[0].dash
    assert [len(one.steps) for one in found[1:] if isinstance(one, Path)] == [2, 4]


def test_what_has_no_room_beside_its_sign_is_explained_below() -> None:
    layout = placed(TURNS)
    years = max(one.y for one in words_of(layout) if one.text == "2025")
    below = [one.text for one in words_of(layout) if one.y > years]
    assert below == ["visas inte", "inget att räkna"]
    wide = placed(TURNS, 1400)
    assert max(one.y for one in words_of(wide)) == max(one.y for one in words_of(wide) if one.text == "2025")
    assert [one.text for one in words_of(placed(NOW_ONLY)) if one.text in GAPS.values()] == ["kan inte räknas"]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_point_has_its_quarter_and_the_years_stand_in_order(width: float) -> None:
    layout = placed(USUAL, width)
    said = [one for one in words_of(layout) if one.of and one.of[0] == "point" and not one.bold]
    assert [one.text for one in said[:-1]] == list("41234123")
    assert said[-1].text == ("i dag" if width >= 440 else "nu") and said[-1].role == "ink"
    assert [one.x for one in said] == pytest.approx([layout.dots[at].x for at in range(9)])
    years = sorted((one for one in words_of(layout) if one.text.startswith("20")), key=lambda one: one.x)
    assert [one.text for one in years] == ["2024", "2025", "2026"]


def test_a_quarter_is_told_by_any_day_in_it() -> None:
    days = [date(2026, month, 1) for month in range(1, 13)]
    points = tuple(TrendPoint(day, "då", 50.0) for day in (*days, date(2027, 1, 1)))
    said = [one for one in words_of(placed(replace(USUAL, points=points), 900)) if one.of and not one.bold]
    assert [one.text for one in said[:-1]] == list("111222333444")


def test_the_columns_lie_beside_each_other_each_around_its_point() -> None:
    layout = placed(BEGINS_SMALL)
    assert len(layout.columns) == 9
    for one, other in pairwise(layout.columns):
        assert one.right == pytest.approx(other.x)
    assert all(layout.columns[at].x < dot.x < layout.columns[at].right for at, dot in layout.dots.items())
    assert layout.columns[-1].right == layout.width


def test_it_is_never_narrower_than_its_points_need() -> None:
    needed = least_width(USUAL, measure, SIZE)
    assert needed < 440 and placed(USUAL, 0).width == pytest.approx(needed)
    assert placed(USUAL, needed + 5).width == needed + 5


def test_charts_of_shares_and_of_days_have_their_quarters_in_line() -> None:
    shares, days = placed(USUAL), placed(WAITING)
    assert shares.columns == days.columns


@pytest.mark.parametrize(
    ("values", "top"), [((), 10), ((0,), 10), ((10,), 10), ((11,), 15), ((34, 62), 80), ((81,), 100), ((101,), 150),
                        ((1234,), 1500), ((9999.5,), 10000)],
)  # fmt: skip
def test_days_end_at_a_round_number_above_the_highest(values: tuple[float, ...], top: float) -> None:
    scale = scale_of(TrendScale.DAYS, values)
    assert scale.top == top and scale.lines[-1] == (top, f"{top} dagar")
    assert scale_of(TrendScale.SHARE, values).top == 100
