"""Whom to ring: who it is from the left, and the number at the right edge, where an eye finds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.card_layout.frame import Lettering, baseline, leading_of, rule
from coordinator.map_layout.lettering import Block, Piece, drawn
from coordinator.map_layout.primitives import Box, Primitive, Words

_LARGEST = 7.5
_ABOVE = 1.5


@dataclass(frozen=True)
class PhoneLine:
    """Who answers, what she is called (may be empty), and the number."""

    who: str
    name: str
    number: str


def phone_lines(
    lines: Sequence[PhoneLine], lettering: Lettering, area: Box
) -> tuple[list[Primitive], float]:  # fmt: skip
    """The telephones at the foot of the area with a line above them; and where that is."""
    if not lines:
        return [], area.bottom
    ruler, size = lettering.ruler, min(lettering.size, _LARGEST)
    leading = leading_of(size)
    widest = max(ruler.width(one.number, size, True) for one in lines)
    found: list[Block] = []
    for one in lines:
        pieces = (Piece(one.who, "grey"), Piece(one.name, "ink", before=0.6))
        found.append(ruler.wrapped(ruler.text(pieces), size, area.width - widest - 6))
    at = area.bottom - leading * sum(len(one.lines) for one in found)
    top = at - _ABOVE
    marks: list[Primitive] = [rule(top, area.x, area.right)]
    for number, (line, text) in enumerate(zip(lines, found, strict=True)):
        of = ("phone", number)
        high = leading * len(text.lines)
        marks += drawn(text, area.x, at, height=high, size=size, leading=leading, of=of)
        left = area.right - ruler.width(line.number, size, True)
        marks.append(Words(left, baseline(at, size), line.number, size, "ink", True, of=of))
        at += high
    return marks, top
