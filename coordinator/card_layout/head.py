"""The red head of a side: a warning triangle of our own, what the card is in two languages, and whether it is real."""

from coordinator.card_layout.frame import INNER, SMALLEST, WIDTH, block
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Box, Circle, Path, Primitive, Words

HEAD = 26.0
"""How high it is."""

PRACTICE = ("ÖVNING,", "påhittade personer")

_TITLE, _BELOW = 11.5, 7.0
_SIGN = 17.0
_PAD = 3.5
_OF = ("head",)


def head(title: str, below: str, ruler: Ruler, *, practice: bool) -> list[Primitive]:
    """The head. below: what the card is in the other language. Its colour runs over the edge that is cut."""
    left = INNER.x + _SIGN + 6
    marks: list[Primitive] = [block(Box(0, 0, WIDTH, HEAD), "red", _OF), *_triangle(INNER.x, (HEAD - 15) / 2)]
    marks.append(Words(left, 13.6, title, _TITLE, "on_teal", True, of=_OF))
    marks.append(Words(left, 22.0, below, _BELOW, "on_teal", of=_OF))
    if practice:
        wide = max(ruler.width(line, SMALLEST, True) for line in PRACTICE) + 2 * _PAD
        ground = Box(INNER.right - wide, (HEAD - 18) / 2, wide, 18)
        marks.append(block(ground, "on_teal", _OF))
        marks += [
            Words(ground.x + _PAD, ground.y + 7.4 + 7.8 * number, line, SMALLEST, "ink", True, of=_OF)
            for number, line in enumerate(PRACTICE)
        ]
    return marks


def _triangle(x: float, y: float) -> list[Primitive]:
    """White, with rounded corners, and a red exclamation mark in it."""
    middle = x + _SIGN / 2
    corners = (("M", middle, y + 1), ("L", x + _SIGN - 1, y + 14), ("L", x + 1, y + 14))
    stem = ((-1.1, 4.6), (1.1, 4.6), (0.75, 9.6), (-0.75, 9.6))
    steps = tuple(("L" if number else "M", middle + dx, y + dy) for number, (dx, dy) in enumerate(stem))
    return [
        Path(corners, fill="on_teal", stroke="on_teal", width=2, closed=True, of=_OF),
        Path(steps, fill="red", closed=True, of=_OF),
        Circle(middle, y + 11.9, 1.15, fill="red", of=_OF),
    ]
