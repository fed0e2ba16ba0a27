"""The map as a picture file: sound whatever is written in it, the same every time, and it leans on nothing outside."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.exchange.svg import COLOURS, svg
from coordinator.map_layout import Circle, MapLayout, Path, Primitive, Words
from ui.paper import drawing

_SVG = "{http://www.w3.org/2000/svg}"


def layout(*marks: Primitive) -> MapLayout:
    middle = Circle(50, 40, 10)
    return MapLayout(100, 80.5, 9, marks, middle, middle, {}, {}, {})


def parsed(*marks: Primitive, title: str = "Min kontaktkarta", says: str = "3 kontakter.", **how: Any) -> Any:
    return read(svg(layout(*marks), title, says, **how))


def read(made: str) -> Any:
    return ElementTree.fromstring(made)  # noqa: S314 - of our own making


def test_it_is_an_image_with_a_name_and_words_for_who_does_not_see_it() -> None:
    root = parsed(says="3 kontakter & 1 lucka <här>.")
    assert root.tag == f"{_SVG}svg" and root.get("role") == "img" and root.get("version") == "1.1"
    named = root.get("aria-labelledby").split()
    said = [next(one.text for one in root if one.get("id") == name) for name in named]
    assert said == ["Min kontaktkarta", "3 kontakter & 1 lucka <här>."]
    assert [root[0].tag, root[1].tag] == [f"{_SVG}title", f"{_SVG}desc"]
    assert root.get("viewBox") == "0 0 100 80.5"


def test_everything_is_drawn_in_its_place_and_order() -> None:
    *_, circle, path, words = parsed(
        Circle(10, 20.456, 5, fill="paper", stroke="amber", width=1.5, dash=(2, 1.25)),
        Path((("M", 1, 2), ("L", 3, 4), ("C", 1, 2, 3, 4, -0.001, 6.10)), fill="red", closed=True),
        Words(7, 8, "Åsa Ek", 9.5, "on_teal", bold=True, anchor="middle"),
    )
    assert circle.attrib == {
        "cx": "10", "cy": "20.46", "r": "5", "fill": "#FFFFFF", "stroke": "#8A5A00", "stroke-width": "1.5",
        "stroke-linejoin": "round", "stroke-dasharray": "2 1.25",
    }  # fmt: skip
    assert path.attrib == {"d": "M 1 2 L 3 4 C 1 2 3 4 0 6.1 Z", "fill": "#9B1C1C"}
    assert words.text == "Åsa Ek"
    assert words.attrib == {
        "x": "7", "y": "8", "font-size": "9.5", "fill": "#FFFFFF", "font-weight": "600", "text-anchor": "middle",
    }  # fmt: skip


def test_a_line_is_not_filled_and_a_disc_has_no_edge() -> None:
    *_, line, disc = parsed(Path((("M", 0, 0), ("L", 9, 9)), stroke="hair", width=0.5), Circle(1, 1, 1, fill="teal"))
    assert line.get("fill") == "none" and line.get("stroke") == "#D3DDDF" and "Z" not in line.get("d")
    assert disc.get("stroke") is None and disc.get("stroke-dasharray") is None


def test_a_text_is_as_wide_as_it_was_measured_whatever_font_draws_it() -> None:
    *_, words = parsed(Words(0, 0, "Åsa", 10), measure=lambda text, size, bold: len(text) * size + bold)
    assert (words.get("textLength"), words.get("lengthAdjust")) == ("30", "spacingAndGlyphs")
    *_, empty = parsed(Words(0, 0, "", 10), measure=lambda *_: 0.0)
    assert empty.get("textLength") is None


def test_the_texts_of_one_line_follow_each_other_so_that_none_is_drawn_on_another() -> None:
    def measure(text: str, size: float, _bold: bool) -> float:
        return len(text) * size / 2

    of = ("dot", 0, 0)
    name, role, below = (
        Words(10, 20, "Åsa Ek", 10, bold=True, of=of),
        Words(44, 20, "kurator", 10, "grey", of=of),
        Words(10, 32, "ingen tid", 10, of=of),
    )
    apart = replace(role, x=200.0)
    *_, line, alone = parsed(name, role, below, measure=measure)
    assert line.tag == f"{_SVG}text" and "".join(line.itertext()) == "Åsa Ek kurator" and alone.text == "ingen tid"
    # They stand four apart, and the blank between them is five wide.
    assert [one.get("dx") for one in line] == [None, "-1"] and line.get("x") == "10"
    assert [one.get("textLength") for one in line] == ["30", "35"]
    assert [one.text for one in parsed(name, role)[3:]] == ["Åsa Ek", "kurator"]
    assert [one.text for one in parsed(name, apart, measure=measure)[3:]] == ["Åsa Ek", "kurator"]
    for other in (replace(role, of=("dot", 0, 1)), replace(role, anchor="end"), replace(role, size=9.0)):
        assert [one.text for one in parsed(name, other, measure=measure)[3:]] == ["Åsa Ek", "kurator"]


def test_its_colours_are_those_of_the_paper() -> None:
    assert COLOURS == drawing.COLOURS


@pytest.mark.parametrize("text", ["\x00", "\x1b[31m", "a\ud800b", "]]>", "<!--", "&amp;", "\"'>", "\ufffe", "🦊\u2028"])
def test_any_text_leaves_it_sound(text: str) -> None:
    root = parsed(Words(0, 0, text, 9), title=text, says=text)
    kept = "".join(char for char in text if char >= " " and char not in "\ud800\ufffe")
    assert [root[0].text or "", root[1].text or "", root[-1].text or ""] == [kept] * 3


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=20))
def test_so_does_every_other(text: str) -> None:
    made = svg(layout(Words(0, 0, text, 9)), text, text)
    made.encode()  # a half of a pair would stop it from being written
    assert read(made).tag == f"{_SVG}svg"


def test_it_leans_on_nothing_outside_itself() -> None:
    made = svg(layout(Words(0, 0, "A", 9), Circle(0, 0, 1, fill="ink")), "T", "S")
    assert made.count("http") == 1 and 'xmlns="http://www.w3.org/2000/svg"' in made  # the name of the format
    for word in ("href", "url(", "<script", "<style", "<image", "@import", "<!DOCTYPE"):
        assert word not in made
    assert "'Atkinson Hyperlegible Next', Verdana, sans-serif" in made


def test_the_same_map_gives_the_same_letters() -> None:
    marks = (Words(1 / 3, 2 / 3, "A", 9), Circle(1e-9, 1, 1, stroke="grey", width=1))
    assert svg(layout(*marks), "T", "S") == svg(layout(*marks), "T", "S")
