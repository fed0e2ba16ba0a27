"""Where things stand on a timeline: nothing on anything else, every name in full, days in their order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.date_rule import DateSign
from coordinator.map_layout import Box, Circle, Path, Words
from coordinator.timeline_layout import TimelineLayout, legend_layout, timeline_layout, timeline_stretch
from coordinator.timeline_layout.axis import Axis
from coordinator.transition.standing import SwapState
from coordinator.transition.timeline_figure import Lane, Mark, Timeline, Years
from tests.coordinator.timeline_layout.figures import LONG, ODD, TODAY, USUAL, lane, many, timeline_of

SIZE = 13.0
WIDTHS = [420, 820, 1400]


def measure(text: str, size: float, bold: bool) -> float:
    """Letters of one width."""
    return len(text) * size * (0.56 if bold else 0.52)


def placed(shown: Timeline, width: float = 820) -> TimelineLayout:
    return timeline_layout(shown, measure, width, SIZE)


def words_of(layout: TimelineLayout, kind: str, number: int) -> list[Words]:
    return [mark for mark in layout.marks if isinstance(mark, Words) and mark.of == (kind, number)]


def box_of(words: Words) -> Box:
    width = measure(words.text, words.size, words.bold)
    left = words.x - {"start": 0, "middle": 0.5, "end": 1}[words.anchor] * width
    return Box(left, words.y - 0.75 * words.size, width, words.size)


def bars_of(layout: TimelineLayout, number: int) -> list[Path]:
    """The bars of a lane: what is closed and has rounded corners."""
    found = (mark for mark in layout.marks if isinstance(mark, Path) and mark.of == ("lane", number))
    return [mark for mark in found if mark.closed and any(step[0] == "C" for step in mark.steps)]


def edges(path: Path) -> tuple[float, float]:
    xs = [x for _, *numbers in path.steps for x in numbers[::2]]
    return min(xs), max(xs)


def meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def uprights(layout: TimelineLayout, role: str) -> Iterator[float]:
    for mark in layout.marks:
        if isinstance(mark, Path) and mark.stroke == role and len(mark.steps) == 2:
            left, right = (numbers[0] for _, *numbers in mark.steps)
            if left == right:
                yield left


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lanes", [USUAL, ODD, ()], ids=["usual", "odd", "none"])
def test_no_text_stands_on_another_nor_on_a_sign(lanes: tuple[Lane, ...], width: float) -> None:
    layout = placed(timeline_of(lanes), width)
    boxes = [box_of(mark) for mark in layout.marks if isinstance(mark, Words)]
    assert [pair for pair in combinations(boxes, 2) if meet(*pair)] == []
    signs = [mark for mark in layout.marks if isinstance(mark, Circle) and mark.of and mark.of[0] == "mark"]
    assert len(signs) == 4
    for sign in signs:
        around = Box(sign.x - sign.r, sign.y - sign.r, 2 * sign.r, 2 * sign.r)
        assert not any(meet(around, box) for box in boxes)
    assert all(box.x >= 0 and box.right <= layout.width for box in boxes)


@given(st.lists(st.integers(0, 2900), min_size=1, max_size=14), st.sampled_from([100, *WIDTHS]))
@settings(max_examples=15, deadline=None)
def test_days_are_stacked_wherever_they_fall(days: list[int], width: float) -> None:
    marks = [
        Mark(TODAY + timedelta(days=day), ("Dag", "Dagen då något händer", LONG)[day % 3], list(DateSign)[day % 3])
        for day in sorted(days)
    ]
    layout = placed(timeline_of((), marks=marks), width)
    boxes = [(mark.of, box_of(mark)) for mark in layout.marks if isinstance(mark, Words)]
    assert {of for of, _ in boxes} == {("law",), *(("mark", number) for number in range(len(marks)))}
    assert not any(meet(one, other) for (_, one), (_, other) in combinations(boxes, 2))
    assert all(box.bottom <= layout.top for _, box in boxes)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_name_stands_in_full_in_its_bar_or_below_the_title(width: float) -> None:
    every = (*USUAL, *ODD)
    layout = placed(timeline_of(every), width)
    for number, one in enumerate(every):
        written = " ".join(words.text for words in words_of(layout, "lane", number))
        letters = written.replace(" ", "").casefold()
        for text in (one.title, one.today_words, one.then_words):
            # Of who handed over long ago nothing remains to be said.
            gone = one.state is SwapState.DONE and one.swap == date(2025, 3, 1) and text == one.today_words
            assert gone or text.replace(" ", "").casefold() in letters or LONG in text
        if one.title == LONG:
            assert written.count("Maria Elisabeth") == 3 and written.count("Natt D") == 3
    assert "Skulle ha bytt 14 jun 2026" in " ".join(words.text for words in words_of(layout, "lane", 8))


def test_the_words_of_a_bar_lie_in_it_and_no_line_goes_through_them() -> None:
    layout = placed(timeline_of())
    (now,) = set(uprights(layout, "ink"))
    for number in range(len(USUAL)):
        bars = bars_of(layout, number)
        inside = [box_of(words) for words in words_of(layout, "lane", number) if words.x > layout.label]
        assert inside
        for box in inside:
            assert any(left <= box.x and box.right <= right for left, right in map(edges, bars))
            assert not box.x - 1 < now < box.right + 1
    of_lane = [mark for mark in layout.marks if isinstance(mark, Path) and mark.of == ("lane", 3)]
    joint = next(mark for mark in of_lane if len(mark.steps) == 4)
    left, right = edges(joint)
    assert not any(box_of(words).x < right and left < box_of(words).right for words in words_of(layout, "lane", 3))


def test_the_bars_meet_on_the_day_of_the_swap_and_a_hole_is_told_by_its_dashes() -> None:
    layout = placed(timeline_of())
    of_age = next(iter(uprights(layout, "teal")))
    for number, one in enumerate(USUAL[:-1]):
        today, then = bars_of(layout, number)
        assert edges(today)[1] < edges(then)[0] and not today.dash
        assert bool(then.dash) is not one.ok
        assert (then.fill == "paper") is not one.ok
    left, right = edges(bars_of(layout, 0)[0])[1], edges(bars_of(layout, 0)[1])[0]
    assert left < of_age < right
    (same,) = bars_of(layout, 7)
    assert edges(same)[0] == pytest.approx(edges(bars_of(layout, 0)[0])[0])
    assert edges(same)[1] == pytest.approx(edges(bars_of(layout, 0)[1])[1], abs=1)


def test_who_is_late_answers_until_today_and_who_took_over_answers_now() -> None:
    layout = placed(timeline_of(ODD))
    (now,) = set(uprights(layout, "ink"))
    late, then = bars_of(layout, 0)
    assert edges(late)[1] == pytest.approx(now, abs=SIZE / 3) and then.dash
    (whole,) = bars_of(layout, 1)
    assert whole.fill == "teal" and words_of(layout, "lane", 1)[-1].text == "Ola Nord, Hjärtmottagningen"
    before, after = bars_of(layout, 2)
    assert (before.fill, after.fill) == ("sunken", "teal") and edges(before)[1] < now
    today, hole = bars_of(layout, 3)
    assert hole.dash and edges(hole)[0] - edges(today)[1] > 3 * SIZE
    assert "ingen dag än" in [words.text for words in words_of(layout, "lane", 3)]


def test_today_and_the_years_stand_in_the_band_and_never_on_each_other() -> None:
    for width in WIDTHS:
        layout = placed(timeline_of(), width)
        boxes = [box_of(mark) for mark in layout.band if isinstance(mark, Words)]
        assert not any(meet(*pair) for pair in combinations(boxes, 2))
        titles = [mark.text for mark in layout.band if isinstance(mark, Words)]
        assert titles[-1] == "i dag" and "2028" in titles
        assert {"2030 till 2034", "2030–2034", "’30–34"} & set(titles)
    assert "fyller 18" in [mark.text for mark in placed(timeline_of()).band if isinstance(mark, Words)]


def test_a_year_with_much_in_it_has_more_room_than_a_calm_one() -> None:
    axis = Axis(timeline_of(), 0, 1000)
    widths = [right - left for left, right in map(axis.stretch, range(5))]
    assert widths[1] == pytest.approx(widths[2], rel=0.01)
    assert widths[4] < widths[1] < 5 * widths[4]
    days = [date(2026, 8, 22), TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2029, 12, 31), date(2034, 12, 24)]
    assert all(axis.x(one) < axis.x(other) for one, other in pairwise(days))
    assert (axis.x(date(2000, 1, 1)), axis.x(date(2050, 1, 1))) == pytest.approx((0, 1000))


def test_a_small_child_has_room_for_every_year() -> None:
    years = tuple(Years(year, year, year - 2023) for year in range(2026, 2049))
    shown = replace(timeline_of(marks=()), years=years, last=date(2048, 5, 1))
    layout = placed(shown, 300)
    assert layout.width > 20 * 3 * SIZE, "wider than the room: it scrolls"
    assert sum(isinstance(mark, Words) for mark in layout.band) > 20


def test_rows_follow_each_other_below_the_days_of_law() -> None:
    layout = placed(many(40))
    rows = [layout.rows[number] for number in range(40)]
    assert rows[0].y == layout.top and rows[-1].bottom == pytest.approx(layout.height)
    assert all(one.bottom == pytest.approx(other.y) for one, other in pairwise(rows))
    assert min(row.height for row in rows) >= 3 * SIZE
    assert placed(timeline_of(marks=())).top == layout.band_height, "without days of law there is no room for them"


def test_it_is_cut_where_a_page_ends_and_every_lane_is_on_one() -> None:
    stretch = timeline_stretch(many(40), measure, 495, 9)
    pages = []
    while (parts := stretch.cut(640)) is not None:
        pages.append(parts[0])
        stretch = parts[1]
    pages.append(stretch)
    numbers = [number for page in pages for number in page.layout().rows]
    assert numbers == list(range(40)) and len(pages) > 2
    assert all(page.height <= 640 and page.layout().height == pytest.approx(page.height) for page in pages)
    laws = [any(mark.of == ("law",) for mark in page.layout().marks) for page in pages]
    assert laws == [True, *[False] * (len(pages) - 1)]
    assert all(any(mark.of == ("legend",) for mark in page.layout().marks) for page in pages)
    assert stretch.cut(40) is None and stretch.cut(10_000) is None


def test_no_name_is_so_long_that_a_lane_has_no_end() -> None:
    endless = "ord " * 5_000
    layout = placed(timeline_of([lane(1, endless, endless, date(2028, 1, 1), endless)]))
    assert layout.rows[0].height < 40 * SIZE


@pytest.mark.parametrize("width", [200, 800])
def test_the_legend_says_every_sign(width: float) -> None:
    marks, height = legend_layout(measure, width, SIZE)
    words = [mark for mark in marks if isinstance(mark, Words)]
    assert [mark.text for mark in words] == [
        "ansvarar i dag", "namngiven mottagare", "saknas", "gemensamt möte", "bokad tid", "börjar", "sista dag",
    ]  # fmt: skip
    assert not any(meet(box_of(one), box_of(other)) for one, other in combinations(words, 2))
    assert all(mark.y <= height for mark in words)
    dashed = [mark for mark in marks if isinstance(mark, Path) and mark.dash]
    assert len(dashed) == 1, "what is missing is told without its colour"


def test_nothing_is_drawn_that_is_not_a_number() -> None:
    layout = placed(timeline_of(ODD))
    for mark in (*layout.marks, *layout.band):
        numbers = [n for _, *step in mark.steps for n in step] if isinstance(mark, Path) else [mark.x, mark.y]
        assert all(-1 <= number <= layout.width + layout.height for number in numbers)


def test_a_meeting_before_the_timeline_begins_is_not_at_its_edge() -> None:
    def diamonds(joint: date) -> int:
        layout = placed(timeline_of([replace(USUAL[3], joint=joint)]))
        found = [mark for mark in layout.marks if isinstance(mark, Path) and mark.of == ("lane", 0)]
        return sum(len(mark.steps) == 4 and mark.closed for mark in found)

    assert (diamonds(date(2027, 10, 1)), diamonds(date(2026, 1, 4))) == (1, 0)


def test_no_word_of_a_title_is_broken_while_there_is_room() -> None:
    layout = placed(timeline_of([replace(USUAL[0], title="Barn- och ungdomshabiliteringen")]), 1000)
    assert [words.text for words in words_of(layout, "lane", 0)][:2] == ["Barn- och", "ungdomshabiliteringen"]


def test_a_hole_says_as_much_as_there_is_room_for() -> None:
    said = "Mottagare saknas (Mottagningen för vuxna med medfött hjärtfel)"
    hole = replace(USUAL[0], then_words=said)

    def in_bar(width: float) -> str:
        layout = placed(timeline_of([hole]), width)
        return next(
            words.text for words in words_of(layout, "lane", 0) if words.x > layout.label and words.role == "amber"
        )

    assert [in_bar(width) for width in (1400, 820)] == [said, "Mottagare saknas"]
    late = placed(timeline_of([replace(hole, swap=date(2032, 6, 1))]), 820)
    assert "Saknas" in [words.text for words in words_of(late, "lane", 0)]
