"""The rows of a side: each with a sign, its heading in bold and what is to be done; as many as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.card_layout.frame import Lettering, block
from coordinator.documents.phrases import sentence
from coordinator.map_layout.lettering import Block, Piece, drawn
from coordinator.map_layout.primitives import Box, Circle, Path, Primitive, Role
from coordinator.umi.card_facts import LEADS

_LEADS = tuple(lead for both in LEADS.values() for lead in both)

_INDENT = 1.15
"""So far in the text of a row begins, in sizes of letters."""

_MOST_BETWEEN = 0.6
"""What room is left over comes between the rows, but no more than this, in sizes of letters."""


@dataclass(frozen=True)
class CardRow:
    """What a row says. missing: what is said in grey after it, of what nobody has written. alone: it stands in place
    of rows, since there are none.
    """

    heading: str
    text: str = ""
    missing: str = ""
    severe: bool = False
    alone: bool = False


@dataclass(frozen=True)
class PlacedRow:
    """A row, measured."""

    row: CardRow
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return sum(len(one.lines) for one in self.blocks)


def placed_row(row: CardRow, lettering: Lettering, width: float) -> PlacedRow:
    """The row in lines of that width."""
    role: Role = "red" if row.severe else "ink"
    room = width - _INDENT * lettering.size
    missing = [Piece(row.missing, "grey")] if row.missing else []
    lines = [_line(one) for one in row.text.splitlines()]
    if lettering.airy:
        texts = [[Piece(row.heading, role, True)], *lines]
        texts[-1] += missing
    else:
        heading = sentence(row.heading) if row.text else row.heading
        texts = [[Piece(heading, role, True), *(piece for line in lines for piece in line), *missing]]
    ruler = lettering.ruler
    return PlacedRow(row, tuple(ruler.wrapped(ruler.text(one), lettering.size, room) for one in texts))


def _line(text: str) -> list[Piece]:
    """A line of a row; what must not be done, what shall be and the like begin it in bold."""
    lead = next((f"{one}:" for one in _LEADS if text.startswith(f"{one}: ")), "")
    return [Piece(lead, "ink", True), Piece(text.removeprefix(lead), "ink")]


def height_of(rows: Sequence[PlacedRow], lettering: Lettering) -> float:
    """How high the rows are with the room between them."""
    return sum(one.lines for one in rows) * lettering.leading + max(0, len(rows) - 1) * lettering.between


def drawn_rows(rows: Sequence[PlacedRow], lettering: Lettering, area: Box) -> list[Primitive]:
    """The rows one below another, from the top of the area."""
    left_over = max(0.0, area.height - height_of(rows, lettering)) / max(1, len(rows))
    between = lettering.between + min(left_over, _MOST_BETWEEN * lettering.size)
    marks: list[Primitive] = []
    top, leading = area.y, lettering.leading
    for number, one in enumerate(rows):
        of = ("item", number)
        marks.append(_sign(one, Box(area.x, top, lettering.size, one.lines * leading), number))
        for text in one.blocks:
            high = len(text.lines) * leading
            left = area.x + _INDENT * lettering.size
            marks += drawn(text, left, top, height=high, size=lettering.size, leading=leading, of=of)
            top += high
        top += between
    return marks


def _sign(one: PlacedRow, box: Box, number: int) -> Primitive:
    """A triangle for what threatens life, which stands out without its colour too; else a dot, or a bar alone."""
    of, size = ("item", number), box.width
    if one.row.alone:
        return block(Box(box.x, box.y + 0.1 * size, 0.3 * size, box.height - 0.2 * size), "ink", of)
    y = box.y + box.height / one.lines / 2
    if not one.row.severe:
        return Circle(box.x + 0.4 * size, y, 0.22 * size, fill="ink", of=of)
    half, up = 0.4 * size, 0.36 * size
    steps = (("M", box.x + half, y - up), ("L", box.x + 2 * half, y + up), ("L", box.x, y + up))
    return Path(steps, fill="red", closed=True, of=of)
