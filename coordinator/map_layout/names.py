"""What stands about each contact beside the circle: signs, name, role and what is missing, whole or shortened."""

from coordinator.map_figure import MapDot, MapFigure, MapMark
from coordinator.map_layout.lettering import Block, Piece, Ruler, Text
from coordinator.map_layout.primitives import Of, Primitive, Role
from coordinator.map_layout.signs import BOLT_WIDTH, bolt, sign
from coordinator.map_layout.wheel import Key

_APART = 0.45
"""The width between a name and what follows it, as a share of the size."""
_SIGN = 1.15
_BOLT = 0.95
_LEAST_ROLE = 6
"""Less of a role than so many letters says nothing."""


class Names:
    """The texts about the contacts of a figure, each measured once. whole: nothing may be shortened."""

    def __init__(self, figure: MapFigure, ruler: Ruler, *, whole: bool) -> None:
        """Measure everything with that ruler."""
        self._ruler = ruler
        self._whole = whole
        self._dots = {(i, j): dot for i, area in enumerate(figure.areas) for j, dot in enumerate(area.dots)}
        self._texts = {key: ruler.text(_pieces(dot, dot.name, dot.role, dot.says)) for key, dot in self._dots.items()}
        self._widths = {key: text.width for key, text in self._texts.items()}

    def dot(self, key: Key) -> MapDot:
        """The contact itself."""
        return self._dots[key]

    def width(self, key: Key, size: float) -> float:
        """How wide everything about a contact is on one line."""
        return self._widths[key] * size

    def set(self, key: Key, size: float, room: float) -> Block:
        """Everything about a contact in lines of at most that width; on the screen in one, shortened to it."""
        text = self._texts[key]
        if self._widths[key] * size <= room:
            return self._ruler.wrapped(text, size)
        return self._broken(text, size, room) if self._whole else self._shortened(self._dots[key], size, room)

    def _broken(self, text: Text, size: float, room: float) -> Block:
        lines = self._ruler.wrapped(text, size, room)
        name = tuple(word for word in text.words if word.bold)
        rest = text.words[len(name) :]
        if not rest:
            return lines
        # A role in one piece under the name reads better than one that is broken, when it takes no more room.
        above, below = (self._ruler.wrapped(Text(words), size, room) for words in (name, rest))
        if len(above.lines) + len(below.lines) > len(lines.lines):
            return lines
        return Block(above.lines + below.lines, above.widths + below.widths)

    def _shortened(self, dot: MapDot, size: float, room: float) -> Block:
        """One line: the role is shortened first, then what is missing, the name last."""
        ruler = self._ruler
        left = room - ruler.width(dot.name, size, True) - _APART * size
        after = ruler.width(dot.says, size) + 0.6 * size if dot.says else 0
        role = ruler.shortened(dot.role, size, False, left - after)
        if len(role) > _LEAST_ROLE:
            return self._line(dot, size, dot.name, role, dot.says)
        says = ruler.shortened(dot.says, size, False, left)
        if len(says) > _LEAST_ROLE:
            return self._line(dot, size, dot.name, "", says)
        return self._line(dot, size, ruler.shortened(dot.name, size, True, room), "", "")

    def _line(self, dot: MapDot, size: float, *texts: str) -> Block:
        return self._ruler.wrapped(self._ruler.text(_pieces(dot, *texts)), size)


def _pieces(dot: MapDot, name: str, role: str, says: str) -> list[Piece]:
    """Name, role and what is missing, each in its style. Everything about a gap is amber."""
    missing = dot.mark is MapMark.GAP
    colour: Role = "amber" if missing else "teal" if dot.mark is MapMark.COORDINATES else "ink"
    pieces = [
        Piece(name, colour, bold=True),
        Piece(role + ("," if role and says else ""), "amber" if missing else "grey", before=_APART),
        Piece(says, "amber", before=None if role else _APART),
    ]
    return [pieces[0], *(piece for piece in pieces[1:] if piece.text)]


def indent(dot: MapDot, size: float, *, listed: bool) -> float:
    """How much room the signs before the name take. Only in a list does every name have its sign."""
    marked = listed or dot.mark is MapMark.COORDINATES
    return (_SIGN * size if marked else 0) + ((_BOLT * BOLT_WIDTH + 0.25) * size if dot.acute else 0)


def signs_before(dot: MapDot, x: float, y: float, *, size: float, of: Of, listed: bool) -> list[Primitive]:
    """The signs before a name, from x to the right, with their middle at y."""
    marks: list[Primitive] = []
    if listed or dot.mark is MapMark.COORDINATES:
        r = (0.43 if dot.mark is MapMark.COORDINATES else 0.34) * size
        marks += sign(dot.mark, x + 0.46 * size, y, r, of)
        x += _SIGN * size
    if dot.acute:
        marks.append(bolt(x, y, _BOLT * size, of))
    return marks
