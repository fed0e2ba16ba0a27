"""A square that a telephone reads, drawn as one shape."""

from dataclasses import replace

from reportlab.lib.colors import HexColor

from ui.paper.look import INK
from ui.paper.marks import Gap, Mark
from ui.paper.rows import Rows
from ui.paper.tags import Node
from ui.paper.text import Text

_MODULE = 1.42
"""The side of one module in points: 0.5 mm, with some to spare for a poor camera."""
_QUIET = 4
"""The empty modules around, which a reader needs."""


class Qr(Mark):
    """The content as a QR code, with its quiet zone. Never a Micro QR, which telephones do not read."""

    def __init__(self, content: str, scale: float = 1.0, node: Node | None = None) -> None:
        from segno import make  # seldom printed

        self.modules = make(content, micro=False, error="m", encoding="utf-8").matrix
        self.module = _MODULE * scale
        side = (len(self.modules) + 2 * _QUIET) * self.module
        super().__init__(side, side, node)

    def _draw(self) -> None:
        path = self.canv.beginPath()
        for number, row in enumerate(self.modules):
            below = self.height - (_QUIET + number + 1) * self.module
            start = 0
            while start < len(row):
                end = start
                while end < len(row) and row[end]:
                    end += 1
                if end > start:
                    path.rect((_QUIET + start) * self.module, below, (end - start) * self.module, self.module)
                start = end + 1
        self.canv.setFillColor(HexColor(f"#{INK}"))
        self.canv.drawPath(path, stroke=0, fill=1)


def beside_square(square: Rows, note: Text) -> Rows:
    """The square with a note under what stands beside it: in the middle of its height, from its top when it is much."""
    (row,) = square.rows
    left, right = row.cells
    parts = (*right.parts[1:], Gap(note.getSpaceBefore()), note)
    free = left.height() - sum(part.wrap(right.width)[1] for part in parts)
    cell = replace(right, parts=(Gap(max(0.0, free / 2)), *parts))
    made = Rows((replace(row, cells=(left, cell)),))
    made.spaceBefore, made.spaceAfter = square.getSpaceBefore(), square.getSpaceAfter()
    return made
