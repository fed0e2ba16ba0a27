"""Writes a placed map of contacts as a picture of lines and letters (SVG 1.1), which grows without getting blurred.

It leans on nothing outside itself, and says in words what it shows to whoever does not see it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from coordinator.map_layout import Circle, MapLayout, Measure, Path, Primitive, Role, Words

COLOURS: dict[Role, str] = {
    "ink": "16252C",
    "grey": "51626A",
    "teal": "0B5563",
    "amber": "8A5A00",
    "red": "9B1C1C",
    "green": "1F6B3A",
    "hair": "D3DDDF",
    "paper": "FFFFFF",
    "sunken": "F1F5F5",
    "sel": "DFECEE",
    "on_teal": "FFFFFF",
}
"""Those of the paper."""

_FONTS = "'Atkinson Hyperlegible Next', Verdana, sans-serif"

# A text may hold what no XML may: signs that control a machine, halves of pairs, and the two that are no characters.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(layout: MapLayout, title: str, says: str, *, measure: Measure | None = None) -> str:
    """The map as a file: the same letters for the same map.

    title: what it is called; says: what it shows, in words. measure: what the map was placed with; each text is then
    as wide as there, whatever font it is drawn with.
    """
    size = f"{_number(layout.width)} {_number(layout.height)}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{_number(layout.width)}pt"'
        f' height="{_number(layout.height)}pt" viewBox="0 0 {size}" role="img" aria-labelledby="title says"'
        f' xml:lang="sv" font-family="{_FONTS}">',
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="says">{_text(says)}</desc>',
        f'<rect width="{_number(layout.width)}" height="{_number(layout.height)}" fill="#{COLOURS["paper"]}"/>',
        *(_drawn(marks, measure) for marks in _together(layout.marks, measure)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _together(marks: Sequence[Primitive], measure: Measure | None) -> Iterator[list[Primitive]]:
    """The marks one by one, but the texts of one line together: then none is drawn on another, however wide the font.

    Not every program that shows pictures heeds how wide a text is to be.
    """
    line: list[Primitive] = []
    for mark in marks:
        before = line[-1] if line else None
        goes_on = (
            measure is not None
            and isinstance(before, Words)
            and isinstance(mark, Words)
            and (before.of, before.y, before.size) == (mark.of, mark.y, mark.size)
            and mark.of is not None
            and before.anchor == mark.anchor == "start"
            and before.x < mark.x < before.x + measure(before.text, before.size, before.bold) + mark.size
        )
        if line and not goes_on:
            yield line
            line = []
        line.append(mark)
    if line:
        yield line


def _drawn(marks: Sequence[Primitive], measure: Measure | None) -> str:
    mark = marks[0]
    match mark:
        case Circle():
            place = {"cx": _number(mark.x), "cy": _number(mark.y), "r": _number(mark.r)}
            return _tag("circle", place | dict(_paint(mark)))
        case Path():
            return _tag("path", {"d": _steps(mark)} | dict(_paint(mark)))
        case Words():
            return _line([one for one in marks if isinstance(one, Words)], measure)


def _paint(mark: Circle | Path) -> Iterator[tuple[str, str]]:
    yield "fill", f"#{COLOURS[mark.fill]}" if mark.fill else "none"
    if mark.stroke:
        yield "stroke", f"#{COLOURS[mark.stroke]}"
        yield "stroke-width", _number(mark.width)
        yield "stroke-linejoin", "round"
        if mark.dash:
            yield "stroke-dasharray", " ".join(map(_number, mark.dash))


def _steps(path: Path) -> str:
    steps = [" ".join((letter, *map(_number, numbers))) for letter, *numbers in path.steps]
    return " ".join([*steps, "Z"] if path.closed else steps)


def _line(line: Sequence[Words], measure: Measure | None) -> str:
    """A text, or several that follow each other."""
    first = line[0]
    place = {"x": _number(first.x), "y": _number(first.y), "font-size": _number(first.size)}
    if first.anchor != "start":
        place["text-anchor"] = first.anchor
    if len(line) == 1 or measure is None:
        return _element("text", place | _setting(first, measure), _text(first.text))
    spans = [_element("tspan", _setting(first, measure), _text(first.text))]
    for before, words in pairwise(line):
        blank = measure(" ", words.size, False)
        apart = words.x - before.x - measure(before.text, before.size, before.bold) - blank
        spans.append(_element("tspan", {"dx": _number(apart)} | _setting(words, measure), _text(words.text)))
    return _element("text", place, " ".join(spans))


def _setting(words: Words, measure: Measure | None) -> dict[str, str]:
    """How a text is set, wherever it stands."""
    found = {"fill": f"#{COLOURS[words.role]}"}
    if words.bold:
        found["font-weight"] = "600"
    if measure is not None and (width := measure(words.text, words.size, words.bold)) > 0:
        found |= {"textLength": _number(width), "lengthAdjust": "spacingAndGlyphs"}
    return found


def _element(name: str, attributes: dict[str, str], inside: str) -> str:
    return f"{_tag(name, attributes)[:-2]}>{inside}</{name}>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    return f"<{name} {' '.join(f'{key}={quoteattr(value)}' for key, value in attributes.items())}/>"


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


def _number(number: float) -> str:
    """A number with two decimals at most, and none that say nothing."""
    return f"{round(number, 2) + 0:.2f}".rstrip("0").rstrip(".")
