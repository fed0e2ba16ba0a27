"""The disc in the middle with the name of whom the map is about."""

from math import sqrt

from coordinator.map_figure import MapFigure
from coordinator.map_layout.curves import Round
from coordinator.map_layout.lettering import Piece, Ruler
from coordinator.map_layout.primitives import Circle, Words
from coordinator.map_layout.side import Style

_LEADING = 1.15


_DISCS = (0.2, 0.235, 0.27)
"""The radius of the disc as a share of the rim's: larger only when the name asks for it."""
_SIZES = (1.3, 1.15, 1, 0.9, 0.8, 0.7, 0.6, 0.5)

_Line = tuple[str, float, bool]
"""A line of text, its size, and whether it is bold."""


def middle(figure: MapFigure, rim: Round, style: Style, smallest: float) -> tuple[Circle, *tuple[Words, ...]]:
    """The disc, and in it the name and what stands under that, in the largest text that goes into it."""
    r, lines = _filled(figure, rim.r, style, smallest)
    top = rim.y - sum(_LEADING * text for _, text, _ in lines) / 2
    words = []
    for line, text, bold in lines:
        baseline = top + _LEADING * text / 2 + 0.35 * text
        words.append(Words(rim.x, baseline, line, text, "on_teal", bold, anchor="middle", of=("centre",)))
        top += _LEADING * text
    return Circle(rim.x, rim.y, r, fill="teal", of=("centre",)), *words


def _filled(figure: MapFigure, rim: float, style: Style, smallest: float) -> tuple[float, list[_Line]]:
    """The disc's radius and the lines in it."""
    sizes = sorted({max(smallest, share * style.size) for share in _SIZES}, reverse=True)
    for below in (*_belows(figure.below), ""):
        # Under the name stands something in any disc; without that only the largest is tried.
        for share in _DISCS if below else _DISCS[-1:]:
            for text in sizes:
                lines = _set(figure.centre, below, share * rim, style, text=text, small=max(smallest, 0.75 * text))
                if lines:
                    return share * rim, lines
    short = style.ruler.shortened(figure.centre, sizes[-1], True, 1.7 * _DISCS[0] * rim)
    return _DISCS[0] * rim, [(short, sizes[-1], True)] if short else []


def _belows(below: str) -> list[str]:
    """What may stand under the name: in a small circle "40 kontakter" is "40", since the number is what counts."""
    number = below.split(" ", maxsplit=1)[0]
    return [below, number] if number.isdigit() and number != below else [below] if below else []


def _set(name: str, below: str, r: float, style: Style, *, text: float, small: float) -> list[_Line]:
    """Name and what is under it as lines that go into a disc, broken as little as it takes; none if they do not."""
    for part in (1.9, 1.6, 1.3):
        above = [(line, text, True) for line in _broken(name, style.ruler, text, part * r, bold=True)]
        under = [(line, small, False) for line in _broken(below, style.ruler, small, part * r, bold=False)]
        few = style.whole or len(above) < 3
        if above and few and (under or not below) and _fits([*above, *under], r, style.ruler):
            return [*above, *under]
    return []


def _broken(words: str, ruler: Ruler, text: float, room: float, *, bold: bool) -> list[str]:
    """The lines of a text, broken between words and after hyphens, or nothing when a part is wider than the room."""
    parts = words.replace("-", "- ")
    block = ruler.wrapped(ruler.text([Piece(parts, "on_teal", bold)]), text, room)
    lines = [run.text for line in block.lines for run in line]
    return [line.replace("- ", "-") for line in lines] if " ".join(lines) == " ".join(parts.split()) else []


def _fits(lines: list[_Line], r: float, ruler: Ruler) -> bool:
    top = -sum(_LEADING * text for _, text, _ in lines) / 2
    for line, text, bold in lines:
        far = max(abs(top + 0.15 * text), abs(top + text))
        if far >= r or ruler.width(line, text, bold) > 1.86 * sqrt(r * r - far * far):
            return False
        top += _LEADING * text
    return True
