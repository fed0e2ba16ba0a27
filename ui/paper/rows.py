"""Rows of cells: the one way tables, facts, boxes and lists are laid out and split over pages.

A row is cut only when it is tall, never with fewer than two lines of a text on a side, and the header comes again on
every page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from ui.paper.marks import Mark
from ui.paper.text import Text

_TALL = 110.0
"""A row higher than this, in points, may be cut; a lower one goes whole to the next page."""

_SHORT = 480.0
"""Rows that are not higher than this, in points, always find a page where they stand whole."""

Part = Text | Mark


@dataclass(frozen=True)
class Cell:
    """What stands from ``left`` and ``width`` points wide, its parts below each other."""

    left: float
    width: float
    parts: tuple[Part, ...]

    def height(self) -> float:
        """The height of the parts together."""
        return float(sum(part.wrap(self.width)[1] for part in self.parts))

    def cut(self, height: float) -> tuple["Cell", "Cell"] | None:
        """What fits in ``height`` and the rest; None when not even the least piece of it fits."""
        fitting: list[Part] = []
        for number, part in enumerate(self.parts):
            _, needed = part.wrap(self.width)
            if needed <= height + 1e-6:
                fitting.append(part)
                height -= needed
                continue
            pieces = part.split(self.width, height) if isinstance(part, Text) else []
            rest = self.parts[number:]
            if len(pieces) == 2:
                fitting.append(pieces[0])
                rest = (pieces[1], *self.parts[number + 1 :])
            if not fitting:
                return None
            return replace(self, parts=tuple(fitting)), replace(self, parts=rest)
        return self, replace(self, parts=())


@dataclass(frozen=True)
class Row:
    """Cells beside each other. ``rule`` is the colour of a thin line below, ``ground`` that of the background.

    tall: up to this height it is never cut.
    """

    cells: tuple[Cell, ...]
    above: float = 0
    below: float = 0
    rule: str = ""
    ground: str = ""
    tall: float = _TALL

    def height(self) -> float:
        """The height with the room above and below."""
        return self.above + self.below + max((cell.height() for cell in self.cells), default=0)

    def cut(self, height: float) -> tuple["Row", "Row"] | None:
        """The part of the row that fits in ``height`` and the rest; None when the row is to be kept whole."""
        if self.height() <= self.tall:
            return None
        cuts = [cell.cut(height - self.above - self.below) for cell in self.cells]
        if any(cut is None for cut in cuts):
            return None
        found = [cut for cut in cuts if cut is not None]
        return (
            replace(self, cells=tuple(first for first, _ in found), rule=""),
            replace(self, cells=tuple(rest for _, rest in found)),
        )

    def least_height(self) -> float:
        """The height of the smallest piece of the row that may stand at the foot of a page."""
        whole = self.height()
        if whole <= self.tall:
            return whole
        least = max(cell.parts[0].least_height(cell.width) if cell.parts else 0 for cell in self.cells)
        return self.above + self.below + least


@dataclass(frozen=True)
class Box:
    """What stands behind the rows: a ground, a bar at the left, a dashed outline, an edge: each by its colour or empty.

    left, width, top, height: of a box behind some of the cells; a width or height of 0 is that of all rows.
    """

    ground: str = ""
    bar: str = ""
    outline: str = ""
    edge: str = ""
    left: float = 0
    width: float = 0
    top: float = 0
    height: float = 0


class Rows(Flowable):  # type: ignore[misc]
    """Rows under each other, under an optional header. The first ``together`` rows are not parted from each other.

    ends: neither are so many of the last, where one page has room for them. down: what stands below each other is one
    thing, and is written before what stands beside it.
    """

    def __init__(
        self, rows: tuple[Row, ...], *, header: Row | None = None, box: Box | tuple[Box, ...] = (), together: int = 1,
        ends: int = 1, down: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.down = down
        self.rows, self.header, self.together, self.ends = rows, header, together, ends
        self.box = (box,) if isinstance(box, Box) else box

    def with_note(self, note: Text, width: float) -> "Rows":
        """The same with a text below, which does not come alone to the next page."""
        row = Row((Cell(0, width, (note,)),), above=max(self.getSpaceAfter(), note.getSpaceBefore()))
        made = Rows((*self.rows, row), header=self.header, box=self.box, together=self.together, ends=2)
        made.spaceBefore, made.spaceAfter = self.getSpaceBefore(), note.getSpaceAfter()
        return made

    def _all(self) -> tuple[Row, ...]:
        return (self.header, *self.rows) if self.header else self.rows

    def wrap(self, available_width: float, _available_height: float = 0) -> tuple[float, float]:
        """The width given and the height of all rows."""
        self.width, self.height = available_width, sum(row.height() for row in self._all())
        return self.width, self.height

    def split(self, _available_width: float, available_height: float) -> list["Rows"]:
        """The rows in two, the header over both; empty when too little would stand on this page."""
        left = available_height - (self.header.height() if self.header else 0)
        last = len(self.rows) - self.ends
        for number, row in enumerate(self.rows):
            height = row.height()
            if height <= left + 1e-6:
                left -= height
                continue
            if number > last >= self.together:
                return [self._with(self.rows[:last], self.together, 1), self._with(self.rows[last:], 1, self.ends)]
            if number > last and self.height <= _SHORT:
                return []
            cut = row.cut(left)
            held = self.rows[: self.together]
            if number + (cut is not None) < len(held) and sum(row.height() for row in held) <= _SHORT:
                return []
            first, rest = self.rows[:number], self.rows[number:]
            if cut is not None:
                first, rest = (*first, cut[0]), (cut[1], *self.rows[number + 1 :])
            return [self._with(first, self.together, 1), self._with(rest, 1, self.ends)] if first else []
        return [self]

    def _with(self, rows: tuple[Row, ...], together: int, ends: int) -> "Rows":
        part = Rows(rows, header=self.header, box=self.box, together=together, ends=ends)
        part.spaceBefore, part.spaceAfter = self.getSpaceBefore(), self.getSpaceAfter()
        return part

    def least_height(self, width: float) -> float:
        """The height of the smallest piece that may stand at the foot of a page."""
        if self.ends > 1 and len(self.rows) < self.together + self.ends and (height := self.wrap(width)[1]) <= _SHORT:
            return height
        held = self.rows[: self.together]
        whole = sum(row.height() for row in held[:-1])
        return (self.header.height() if self.header else 0) + whole + (held[-1].least_height() if held else 0)

    def draw(self) -> None:
        """Draw the boxes, row by row what is behind, then what is in the cells, in reading order."""
        canvas = self.canv
        for box in self.box:
            self._draw_box(canvas, box)
        top = self.height
        for row in self._all():
            height = row.height()
            if row.ground:
                canvas.setFillColor(HexColor(f"#{row.ground}"))
                canvas.rect(0, top - height, self.width, height, stroke=0, fill=1)
            if row.rule:
                canvas.setStrokeColor(HexColor(f"#{row.rule}"))
                canvas.setLineWidth(0.8)
                canvas.line(0, top - height, self.width, top - height)
            top -= height
        for cell, under in self._written():
            y = under
            for part in cell.parts:
                y -= part.wrap(cell.width)[1]
                part.drawOn(canvas, cell.left, y)

    def _written(self) -> Iterator[tuple[Cell, float]]:
        """The cells in the order they are written, each with the height of its upper edge."""
        rows, top = [], float(self.height)
        for row in self._all():
            rows.append([(cell, top - row.above) for cell in row.cells])
            top -= row.height()
        count = len(rows[0]) if self.down and rows else 1
        for number in range(count):
            for cells in rows:
                each = len(cells) // count
                yield from cells[number * each : (number + 1) * each]

    def _draw_box(self, canvas: Any, box: Box) -> None:
        left, width, height = box.left, box.width or self.width, box.height or self.height
        below = self.height - box.top - height
        if box.ground:
            canvas.setFillColor(HexColor(f"#{box.ground}"))
            canvas.rect(left, below, width, height, stroke=0, fill=1)
        if box.outline or box.edge:
            canvas.setStrokeColor(HexColor(f"#{box.outline or box.edge}"))
            canvas.setLineWidth(1)
            if box.outline:
                canvas.setDash(3.5, 2.5)
            canvas.roundRect(left + 0.5, below + 0.5, width - 1, height - 1, 4, stroke=1, fill=0)
            canvas.setDash()
        if box.bar:
            canvas.setFillColor(HexColor(f"#{box.bar}"))
            canvas.rect(left, below, 3.5, height, stroke=0, fill=1)
