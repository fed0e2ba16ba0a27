"""The foot of a side: what it rests on to the left, until when it holds to the right."""

from coordinator.card_layout.frame import SMALLEST, baseline, leading_of, rule
from coordinator.map_layout.lettering import Piece, Ruler, drawn
from coordinator.map_layout.primitives import Box, Primitive, Words

_OF = ("foot",)
_ABOVE = 1.0


def foot(left: str, right: str, ruler: Ruler, area: Box) -> tuple[list[Primitive], float]:
    """The foot of the area with a line above it; and where the room for the rest ends."""
    size, leading = SMALLEST, leading_of(SMALLEST)
    wide = ruler.width(right, size, True)
    text = ruler.wrapped(ruler.text((Piece(left, "grey"),)), size, area.width - wide - 6)
    high = leading * len(text.lines)
    top = area.bottom - high
    marks: list[Primitive] = [rule(top - _ABOVE, area.x, area.right)]
    marks += drawn(text, area.x, top, height=high, size=size, leading=leading, of=_OF)
    last = baseline(area.bottom - leading, size)
    marks.append(Words(area.right - wide, last, right, size, "ink", True, of=_OF))
    return marks, top - 2 * _ABOVE
