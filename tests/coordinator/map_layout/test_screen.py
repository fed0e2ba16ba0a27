"""On the screen rows keep their height, and what has no room is counted and can be shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.map_figure import MapArea, MapDot, MapFigure, MapMark, MapRing
from coordinator.map_layout import MapLayout, Words, screen_layout
from tests.coordinator.map_layout.figures import (
    COUNTS,
    LONG_NAME,
    TITLES,
    a_dot,
    a_figure,
    extremes,
    figure_of,
    labels,
    measure,
    overlapping,
    reach,
    written,
)

WINDOWS = [
    (1128.0, 560.0, 13.0, 18.0),
    (1160.0, 650.0, 13.0, 18.0),
    (560.0, 400.0, 13.0, 18.0),
    (900.0, 420.0, 26.0, 36.0),
]


def _screen(
    figure: MapFigure, window: tuple[float, float, float, float] = WINDOWS[0], shown: frozenset[int] = frozenset()
) -> MapLayout:
    width, height, size, row = window
    return screen_layout(figure, measure, width, height, size, row=row, shown=shown)


def _require_sound(figure: MapFigure, layout: MapLayout, window: tuple[float, float, float, float]) -> None:
    boxes = [*labels(layout), *layout.headings.values()]
    assert overlapping(boxes) == []
    assert layout.width == window[0]
    assert all(box.x >= -0.01 and box.right <= layout.width + 0.01 for box in boxes)
    assert all(box.y >= -0.01 and box.bottom <= layout.height + 0.01 for box in boxes)
    assert all(reach(box, layout.rim.x, layout.rim.y) > layout.rim.r for box in boxes)
    assert all(box.height >= window[3] - 0.01 for box in labels(layout))
    for i, area in enumerate(figure.areas):
        hidden = sum(layout.dots[i, j].label is None for j in range(len(area.dots)))
        assert hidden == (layout.mores[i].hidden if i in layout.mores else 0)
    assert {mark.size for mark in layout.marks if isinstance(mark, Words) and mark.of and mark.of[0] == "dot"} <= {
        window[2]
    }


@pytest.mark.parametrize("window", WINDOWS, ids=["common", "large", "narrow", "large text"])
@pytest.mark.parametrize("name", extremes())
def test_nothing_lies_over_anything_and_what_is_hidden_is_counted(
    name: str, window: tuple[float, float, float, float]
) -> None:
    figure = extremes()[name]
    _require_sound(figure, _screen(figure, window), window)


@given(
    st.lists(st.integers(0, 45), max_size=8),
    st.floats(560, 2000),
    st.floats(400, 1200),
    st.floats(9, 26),
    st.frozensets(st.integers(0, 7), max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_any_figure_is_sound_in_any_window(
    counts: list[int], width: float, height: float, size: float, shown: frozenset[int]
) -> None:
    figure, window = a_figure(counts), (width, height, size, 1.4 * size)
    _require_sound(figure, _screen(figure, window, shown), window)


def test_up_to_fifty_are_all_named() -> None:
    for name in ("one", "ten", "forty"):
        layout = _screen(a_figure(COUNTS[name]))
        assert layout.mores == {}
        assert layout.height == 560
        assert all(place.label for place in layout.dots.values())


def test_a_list_that_does_not_go_in_ends_with_how_many_more_there_are() -> None:
    figure = a_figure(COUNTS["hundred and twenty"])
    layout = _screen(figure)
    assert layout.height == 560
    assert layout.mores
    for area, more in layout.mores.items():
        (words,) = [mark for mark in layout.marks if isinstance(mark, Words) and mark.of == ("more", area)]
        assert words.text == f"Visa {more.hidden} till"
        assert more.hidden > 1
        seen = [j for (i, j), place in layout.dots.items() if i == area and place.label]
        assert seen == list(range(len(seen)))


def test_the_rows_of_a_side_are_shared_out_so_that_short_lists_are_whole() -> None:
    layout = _screen(a_figure(COUNTS["hundred and twenty"]))
    assert {TITLES[area] for area in layout.mores} <= {TITLES[1], TITLES[3], TITLES[5], TITLES[7]}
    # Four headings and what is between areas leave 25 rows, and none of them stands empty.
    rows = 0
    for area in range(4):
        boxes = [place.label for (i, _), place in layout.dots.items() if i == area and place.label]
        rows += len({round(box.y) for box in boxes})
    assert rows == 25


def test_a_list_asked_for_is_shown_whole_and_makes_the_map_higher() -> None:
    figure = a_figure(COUNTS["hundred and twenty"])
    before, after = _screen(figure), _screen(figure, shown=frozenset({1}))
    assert 1 in before.mores
    assert 1 not in after.mores
    assert all(after.dots[1, j].label for j in range(39))
    assert after.height > before.height
    assert {area: more.hidden for area, more in after.mores.items()} == {
        area: more.hidden for area, more in before.mores.items() if area != 1
    }
    assert (after.rim, after.centre) == (before.rim, before.centre)


def test_the_role_is_shortened_before_the_name() -> None:
    figure = a_figure(COUNTS["hundred and twenty"])
    layout = _screen(figure)
    text = written([layout])
    cut = 0
    for (i, j), place in layout.dots.items():
        if not place.label:
            continue
        dot = figure.areas[i].dots[j]
        name, rest = text[i, j]
        assert name == dot.name.replace(" ", "") or (name.endswith("…") and not rest)
        kept, mark, _ = rest.partition("…")
        cut += bool(kept and mark) and dot.role.replace(" ", "").startswith(kept)
    assert cut


def test_a_name_too_long_for_its_column_ends_with_an_ellipsis() -> None:
    figure = figure_of([[a_dot(n, name=LONG_NAME) for n in range(10)] for _ in TITLES])
    layout = _screen(figure, WINDOWS[2])
    texts = [name for name, rest in written([layout]).values()]
    assert texts
    assert all(name.endswith("…") and LONG_NAME.replace(" ", "").startswith(name[:-1]) for name in texts)


def test_what_is_missing_stands_after_the_role_in_amber() -> None:
    figure = a_figure(COUNTS["forty"])
    layout = _screen(figure, WINDOWS[1])
    gaps = [(i, j) for (i, j) in layout.dots if figure.areas[i].dots[j].says]
    assert gaps
    for i, j in gaps:
        words = [mark for mark in layout.marks if isinstance(mark, Words) and mark.of == ("dot", i, j)]
        assert {mark.role for mark in words} == {"amber"}
        assert words[-1].text.endswith("ingen tid")


def test_the_same_figure_gives_the_same_map() -> None:
    figure = a_figure(COUNTS["hundred and twenty"])
    assert _screen(figure) == _screen(figure)


def test_a_role_that_nobody_holds_is_not_counted_among_the_contacts() -> None:
    missing = MapDot("Fast läkarkontakt saknas", "", MapMark.GAP, MapRing.LATER, missing=True)
    area = MapArea(TITLES[0], (a_dot(1), missing))
    layout = _screen(MapFigure("Alva", "1 kontakt", "Kartan", (area,)))
    heading = [mark.text for mark in layout.marks if isinstance(mark, Words) and mark.of == ("area", 0)]
    assert " ".join(heading) == f"{TITLES[0]} 1"
