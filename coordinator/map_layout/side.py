"""One side of the map: the areas under each other, each with a heading and its names in columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.map_figure import MapFigure
from coordinator.map_layout.lettering import Block, Piece, Ruler
from coordinator.map_layout.names import Names, indent
from coordinator.map_layout.wheel import Key


@dataclass(frozen=True, slots=True)
class Style:
    """How the names of a map are set.

    listed: in lists with a sign before each name and one curve to each area; else each name has a line to its dot.
    whole: nothing may be shortened.
    """

    names: Names = field(repr=False)
    ruler: Ruler = field(repr=False)
    size: float
    leading: float
    row: float
    """The least height of a row; a name of several lines takes more."""
    heading: float
    """The height of a heading of one line, with the hairline under it."""
    between: float
    """What is at least free between two areas."""
    listed: bool
    whole: bool

    @property
    def gutter(self) -> float:
        """What is free between two columns."""
        return 0.9 * self.size

    def column(self, width: float, count: int) -> float:
        """How wide each of so many columns is."""
        return (width - self.gutter * (count - 1)) / count

    def indent(self, key: Key) -> float:
        """How much room the signs before a name take."""
        return indent(self.names.dot(key), self.size, listed=self.listed)

    def natural(self, key: Key) -> float:
        """The width of everything about a contact on one line."""
        return self.names.width(key, self.size) + self.indent(key)

    def around(self, areas: Sequence[int]) -> float:
        """The height that headings of one line, and what is between them, take of a side."""
        return len(areas) * self.heading + max(len(areas) - 1, 0) * self.between


@dataclass(frozen=True, slots=True)
class Row:
    """A contact in a column, or the "Visa N till" of its area (number None)."""

    number: int | None
    text: Block
    height: float


@dataclass(frozen=True, slots=True)
class Group:
    """An area beside the circle."""

    area: int
    heading: Block
    heading_height: float
    columns: tuple[tuple[Row, ...], ...]
    hidden: int = 0

    @property
    def height(self) -> float:
        """The height of all of it."""
        return self.heading_height + max((sum(row.height for row in rows) for rows in self.columns), default=0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a side stands, and whether it is the right one."""

    x: float
    width: float
    right: bool

    @property
    def edge(self) -> float:
        """Its edge towards the circle."""
        return self.x if self.right else self.x + self.width


def keys_of(figure: MapFigure, areas: Sequence[int]) -> list[Key]:
    """The contacts of those areas."""
    return [(area, number) for area in areas for number in range(len(figure.areas[area].dots))]


def rows_of(figure: MapFigure, area: int, style: Style, column: float) -> list[Row]:
    """The names of an area, set for a column of that width."""
    rows = []
    for key in keys_of(figure, [area]):
        text = style.names.set(key, style.size, column - style.indent(key))
        rows.append(Row(key[1], text, style.row + style.leading * (len(text.lines) - 1)))
    return rows


def in_columns(rows: Sequence[Row], count: int) -> tuple[tuple[Row, ...], ...]:
    """The rows in so many columns, read downwards, the highest as low as it gets; the last may be empty."""
    limit = max([sum(row.height for row in rows) / count, *(row.height for row in rows)], default=0)
    while True:
        columns, over = _filled(rows, limit + 0.001)
        if len(columns) <= count:
            return columns + ((),) * (count - len(columns))
        limit = over


def _filled(rows: Sequence[Row], limit: float) -> tuple[tuple[tuple[Row, ...], ...], float]:
    columns: list[list[Row]] = [[]]
    used, over = 0.0, float("inf")
    for row in rows:
        if columns[-1] and used + row.height > limit:
            over = min(over, used + row.height)
            columns.append([])
            used = 0.0
        columns[-1].append(row)
        used += row.height
    return tuple(tuple(column) for column in columns), over


def group(
    figure: MapFigure, area: int, style: Style, width: float, columns: Sequence[Sequence[Row]], *, hidden: int = 0
) -> Group:
    """The area with its heading and those columns."""
    heading = area_heading(figure, area, style, width)
    return Group(area, heading, heading_height(heading, style), tuple(tuple(column) for column in columns), hidden)


def area_heading(figure: MapFigure, area: int, style: Style, width: float) -> Block:
    """The heading of an area, with how many contacts there are."""
    titled = figure.areas[area]
    return heading_text(titled.title, str(titled.contacts), style, width)


def heading_text(title: str, after: str, style: Style, width: float) -> Block:
    """The heading of an area: its title, and after it in grey how many or that it goes on."""
    behind = Piece(after, "grey", before=0.5)
    if not style.whole:
        room = width - style.ruler.width(after, style.size) - 0.5 * style.size
        title = style.ruler.shortened(title, style.size, True, room)
    text = style.ruler.text([Piece(title, "teal", bold=True), behind])
    return style.ruler.wrapped(text, style.size, width if style.whole else float("inf"))


def heading_height(heading: Block, style: Style) -> float:
    """How high a heading is."""
    return style.heading + style.leading * (len(heading.lines) - 1)


def total(groups: Sequence[Group], style: Style) -> float:
    """The height of a side."""
    return sum(group.height for group in groups) + style.between * (len(groups) - 1)
