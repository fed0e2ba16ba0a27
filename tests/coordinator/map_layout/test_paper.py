"""On paper everybody is on the map in full, and nothing lies over anything else."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.map_figure import MapDot, MapFigure, MapMark, MapRing
from coordinator.map_layout import MapLayout, Words, paper_layouts
from tests.coordinator.map_layout.figures import (
    COUNTS,
    LONG_NAME,
    LONG_WORD,
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

A4 = (742.0, 470.0, 5.0)
A3 = (1090.0, 715.0, 7.0)


def _pages(figure: MapFigure, paper: tuple[float, float, float]) -> list[MapLayout]:
    width, height, smallest = paper
    return paper_layouts(figure, measure, width, height, size=10.5, smallest=smallest)


def _require_sound(figure: MapFigure, pages: Sequence[MapLayout], smallest: float) -> None:
    """Everything the issue asks of the map on paper."""
    for page in pages:
        boxes = [*labels(page), *page.headings.values()]
        assert page.legend is not None
        assert overlapping([*boxes, page.legend]) == []
        assert all(box.x >= -0.01 and box.right <= page.width + 0.01 for box in boxes)
        assert all(box.y >= -0.01 and box.bottom <= page.height + 0.01 for box in boxes)
        assert all(reach(box, page.rim.x, page.rim.y) > page.rim.r for box in boxes)
        assert page.mores == {}
        assert min(mark.size for mark in page.marks if isinstance(mark, Words)) >= smallest
    text = written(pages)
    for i, area in enumerate(figure.areas):
        for j, dot in enumerate(area.dots):
            assert sum(page.dots[i, j].label is not None for page in pages if (i, j) in page.dots) == 1
            name, rest = text[i, j]
            assert name == dot.name.replace(" ", "")
            assert rest == (dot.role + ("," if dot.role and dot.says else "") + dot.says).replace(" ", "")


@pytest.mark.parametrize("paper", [A4, A3], ids=["A4", "A3"])
@pytest.mark.parametrize("name", extremes())
def test_every_name_is_there_in_full_and_no_label_lies_over_another(
    name: str, paper: tuple[float, float, float]
) -> None:
    figure = extremes()[name]
    _require_sound(figure, _pages(figure, paper), paper[2])


@pytest.mark.parametrize("paper", [A4, A3], ids=["A4", "A3"])
@pytest.mark.parametrize("name", COUNTS)
def test_up_to_121_contacts_are_on_one_page(name: str, paper: tuple[float, float, float]) -> None:
    assert len(_pages(a_figure(COUNTS[name]), paper)) == 1


def test_few_contacts_are_not_set_small() -> None:
    for name in ("one", "ten"):
        assert _pages(a_figure(COUNTS[name]), A4)[0].size == 10.5
    assert _pages(a_figure(COUNTS["forty"]), A4)[0].size > 8
    assert _pages(a_figure(COUNTS["hundred and twenty"]), A4)[0].size > 6
    assert _pages(a_figure(COUNTS["hundred and twenty"]), A3)[0].size > 8


def test_what_does_not_go_in_stands_on_further_pages_under_its_heading_again() -> None:
    figure = figure_of([[a_dot(n, name=f"{LONG_NAME} {n}") for n in range(30)] for _ in range(8)])
    pages = _pages(figure, A4)
    assert len(pages) > 1
    _require_sound(figure, pages, 5)
    assert pages[0].size == 5
    assert set(pages[0].headings) == set(range(8))
    again = [mark.text for mark in pages[1].marks if isinstance(mark, Words) and mark.of and mark.of[0] == "area"]
    assert "fortsättning" in again
    there = [mark.text for mark in pages[0].marks if isinstance(mark, Words)]
    assert any(text.endswith("till på nästa sida") for text in there)
    told = sum(int(text.split()[0]) for text in there if text.endswith("till på nästa sida"))
    assert told == sum(place.label is None for place in pages[0].dots.values())


def test_a_word_longer_than_a_column_is_broken() -> None:
    figure = figure_of([[a_dot(0, name=LONG_WORD)]])
    pages = paper_layouts(figure, measure, 400, 300, size=10, smallest=5)
    _require_sound(figure, pages, 5)
    lines = [mark for mark in pages[0].marks if isinstance(mark, Words) and mark.of == ("dot", 0, 0) and mark.bold]
    assert len(lines) > 1


def test_a_map_of_nobody_has_its_middle_and_its_rings() -> None:
    (page,) = _pages(a_figure(()), A4)
    assert page.dots == {}
    assert page.centre.r > 0
    assert {mark.of for mark in page.marks if isinstance(mark, Words)} >= {("centre",), ("ring", 0), ("ring", 2)}


@pytest.mark.parametrize("paper", [A4, A3], ids=["A4", "A3"])
@pytest.mark.parametrize(
    ("name", "contacts"),
    [("Alva", "hundred and twenty"), ("Alexandra-Viktoria Överström", "hundred and twenty"), (LONG_NAME, "ten")],
)
def test_the_name_in_the_middle_is_whole_and_inside_the_disc(
    name: str, contacts: str, paper: tuple[float, float, float]
) -> None:
    page = _pages(replace(a_figure(COUNTS[contacts]), centre=name), paper)[0]
    middle = [mark for mark in page.marks if isinstance(mark, Words) and mark.of == ("centre",)]
    assert "".join(mark.text for mark in middle if mark.bold).replace(" ", "") == name.replace(" ", "")
    for mark in middle:
        half = measure(mark.text, mark.size, mark.bold) / 2
        far = max(abs(mark.y - page.centre.y), abs(mark.y - 0.7 * mark.size - page.centre.y))
        assert half**2 + far**2 < page.centre.r**2


_dots = st.builds(
    a_dot,
    st.integers(0, 60),
    mark=st.sampled_from(MapMark),
    ring=st.sampled_from(MapRing),
    name=st.text("abcdefghåäö -", min_size=1, max_size=80).map(lambda text: f"A{text.strip()}"),
)


@given(st.lists(st.lists(_dots, max_size=14), max_size=8), st.sampled_from([A4, A3]))
@settings(max_examples=12, deadline=None)
def test_any_figure_is_sound_on_paper(areas: list[list[MapDot]], paper: tuple[float, float, float]) -> None:
    figure = figure_of(areas)
    _require_sound(figure, _pages(figure, paper), paper[2])


def test_the_same_figure_gives_the_same_paper() -> None:
    figure = extremes()["hundred and twenty"]
    assert _pages(figure, A4) == _pages(figure, A4)
