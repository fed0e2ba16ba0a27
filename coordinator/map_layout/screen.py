"""The map on the screen: text of one size, as many names as there is room for, the rest a step away."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.map_figure import MapFigure
from coordinator.map_layout.canvas import Sheet, allotted, frames, put_together
from coordinator.map_layout.curves import Round
from coordinator.map_layout.lettering import Piece, Ruler
from coordinator.map_layout.names import Names
from coordinator.map_layout.primitives import MapLayout, Measure
from coordinator.map_layout.side import Frame, Group, Row, Style, area_heading, group, in_columns, keys_of, rows_of
from coordinator.map_layout.side_drawing import MORE_INDENT
from coordinator.map_layout.spread import shares
from coordinator.map_layout.wheel import sides

LINES_UP_TO = 50
"""With more contacts than so, an area has one curve instead of a line for each."""

_LEAST_TEXT = 0.7
"""The least text inside the circle, as a share of the size of names."""
_GOOD_R = 12
_GOOD_COLUMN = 13
"""How large a circle, and how wide a column, a list does not take from the other for; in text sizes."""


def screen_layout(
    figure: MapFigure,
    measure: Measure,
    width: float,
    height: float,
    size: float,
    *,
    row: float,
    shown: frozenset[int] = frozenset(),
) -> MapLayout:
    """The map in a window of that width: text in `size`, rows at least `row` high, the rest behind "Visa N till".

    The areas in `shown` are shown whole; then the map grows higher than `height`. In a window too low for the headings
    it does so too.
    """
    ruler = Ruler(measure, size)
    names = Names(figure, ruler, whole=False)
    beside = sides(figure)[::-1]
    window = _Window(figure, names, ruler, width, height, size, max(row, 1.25 * size), shown, beside)
    if sum(len(area.dots) for area in figure.areas) <= LINES_UP_TO:
        lines = window.style(listed=False)
        if all(window.takes(areas, lines, 1) <= height for areas in window.sides):
            return window.with_lines(lines)
    return window.with_lists(window.style(listed=True))


@dataclass(frozen=True)
class _Window:
    """What a map has to go into. sides: the areas on the left and on the right, from the top down."""

    figure: MapFigure = field(repr=False)
    names: Names = field(repr=False)
    ruler: Ruler
    width: float
    height: float
    size: float
    row: float
    shown: frozenset[int]
    sides: tuple[list[int], ...]

    def style(self, *, listed: bool) -> Style:
        """How the names are set."""
        return Style(
            self.names,
            self.ruler,
            self.size,
            leading=1.1 * self.size,
            row=self.row,
            heading=1.15 * self.row,
            between=0.45 * self.row,
            listed=listed,
            whole=False,
        )

    def takes(self, areas: Sequence[int], style: Style, columns: int) -> float:
        """The height of a side with everybody in so many columns."""
        return sum(self._needs(areas, columns)) * self.row + style.around(areas)

    def with_lines(self, style: Style) -> MapLayout:
        """Each name on the end of a line from its dot."""
        wishes = [self._wish(areas, style, 1, 24) for areas in self.sides]
        spare = self.width - sum(wishes) - 2 * self._most_r()
        gap = min(max(3 * self.size, spare / 2.2), 5.5 * self.size)
        return self._drawn(style, [1, 1], gap, self._radius(sum(wishes), gap, 10 * self.size), wishes)

    def with_lists(self, style: Style) -> MapLayout:
        """The names in lists, shortened where they are long."""
        gap = 2 * self.size
        room = self._beside(_GOOD_R * self.size, gap)
        counts = self._counts(style, int((room + style.gutter) // (_GOOD_COLUMN * self.size + style.gutter)))
        least = sum(self._wish(areas, style, count, 14.5) for areas, count in zip(self.sides, counts, strict=True))
        wishes = [self._wish(areas, style, count, 20) for areas, count in zip(self.sides, counts, strict=True)]
        return self._drawn(style, counts, gap, self._radius(least, gap, _GOOD_R * self.size), wishes)

    def _drawn(self, style: Style, counts: list[int], gap: float, r: float, wishes: list[float]) -> MapLayout:
        share = counts[0] / sum(counts) if sum(counts) else 0.5
        given = allotted(self._beside(r, gap), wishes[0], wishes[1], share)
        rim, *both = frames(self.width, Round(self.width / 2, self.height / 2, r), gap, given)
        lists = [
            (frame, self._groups(areas, style, frame, count))
            for frame, areas, count in zip(both, self.sides, counts, strict=True)
        ]
        sheet = Sheet(self.width, self.height, 0, self.height, _LEAST_TEXT * self.size)
        return put_together(self.figure, style, sheet, rim, lists)

    def _most_r(self) -> float:
        return min(0.41 * self.height, 24 * self.size)

    def _beside(self, r: float, gap: float) -> float:
        """What both sides together have of the width beside a circle."""
        return self.width - 2.1 * r - gap * sum(1 for areas in self.sides if areas)

    def _radius(self, wish: float, gap: float, good: float) -> float:
        """The largest circle beside what the sides wish for; a good one comes before their wishes where it goes.

        In a narrow window it shrinks further, but not to nothing.
        """
        narrow = min(good, max(0.16 * self.width, (self._beside(0, gap) - 2 * _GOOD_COLUMN * self.size) / 2.1))
        return min(self._most_r(), max((self._beside(0, gap) - wish) / 2.1, narrow))

    def _wish(self, areas: Sequence[int], style: Style, columns: int, most: float) -> float:
        """The width of a side where nothing is shortened, but no column wider than `most` text sizes."""
        if not areas:
            return 0
        widest = max(style.natural(key) for key in keys_of(self.figure, areas))
        heading = max(area_heading(self.figure, area, style, float("inf")).width for area in areas)
        wide = [min(text, most * self.size) + 1 for text in (widest, heading)]
        return max(columns * wide[0] + (columns - 1) * style.gutter, wide[1])

    def _needs(self, areas: Sequence[int], columns: int) -> list[int]:
        """How many rows each area takes."""
        return [-(-len(self.figure.areas[area].dots) // columns) for area in areas]

    def _counts(self, style: Style, columns: int) -> list[int]:
        """How many columns each side has: as few as show everybody, of so many together."""
        counts = []
        for areas in self.sides:
            enough = (n for n in range(1, 7) if self.takes(areas, style, n) <= self.height)
            counts.append(next(enough, 6) if areas else 0)
        while sum(counts) > max(columns, sum(1 for count in counts if count)):
            counts[counts.index(max(counts))] -= 1
        return counts

    def _groups(self, areas: Sequence[int], style: Style, frame: Frame, columns: int) -> list[Group]:
        """The areas of a side, with its rows shared between them where they are too few."""
        if not areas:
            return []
        needs = self._needs(areas, columns)
        room = int((self.height - style.around(areas)) / self.row + 0.001)
        groups = []
        for area, need, limit in zip(areas, needs, _whole_rows(needs, max(room, len(areas))), strict=True):
            rows = rows_of(self.figure, area, style, style.column(frame.width, columns))
            whole = need <= limit or area in self.shown
            shown, hidden = (
                (in_columns(rows, columns), 0)
                if whole
                else self._cut(rows, columns, limit, style.column(frame.width, columns))
            )
            groups.append(group(self.figure, area, style, frame.width, shown, hidden=hidden))
        return groups

    def _cut(self, rows: list[Row], columns: int, limit: int, width: float) -> tuple[tuple[tuple[Row, ...], ...], int]:
        """As many names as go into columns of `limit` rows with the last one for the rest; and how many that hides."""
        kept = limit * columns - 1
        hidden = len(rows) - kept
        long, short = (
            self.ruler.text([Piece(words, "teal", bold=True)]) for words in (f"Visa {hidden} till", f"{hidden} till")
        )
        text = long if (long.width + MORE_INDENT) * self.size <= width else short
        seen = [*rows[:kept], Row(None, self.ruler.wrapped(text, self.size), self.row)]
        return tuple(tuple(seen[n : n + limit]) for n in range(0, len(seen), limit)), hidden


def _whole_rows(needs: Sequence[int], room: int) -> list[int]:
    """The rows of a side shared out: whole ones, at least one each, none left over while somebody needs it."""
    rows = [max(1, int(share + 0.001)) for share in shares(needs, room)]
    for n, need in enumerate(needs):
        if rows[n] < need and sum(rows) < room:
            rows[n] += 1
    return rows
