"""The map on paper: everybody in full, in the largest text that goes in, on further pages when nothing else helps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from math import ceil

from coordinator.map_figure import MapFigure
from coordinator.map_layout.canvas import Sheet, allotted, frames, put_together
from coordinator.map_layout.curves import Round
from coordinator.map_layout.further_pages import cut_to, further_pages
from coordinator.map_layout.legend import legend_marks
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.names import Names
from coordinator.map_layout.primitives import Box, MapLayout, Measure
from coordinator.map_layout.side import Frame, Group, Style, area_heading, group, in_columns, keys_of, rows_of, total
from coordinator.map_layout.wheel import sides

_LINES_UP_TO = 50
_LINES_FROM = 0.75
"""Each name has a line of its own only where the text is at least this share of the size asked for."""
_BASIS = 10.0
_STEP = 0.25
_LEGEND = 9.0
_CIRCLES = (0.42, 0.36, 0.3, 0.25, 0.21)
"""The radii tried, as shares of the height, before the text becomes smaller."""
_CIRCLES_OF_LINES = (0.42, 0.39, 0.36, 0.33, 0.3)


def paper_layouts(
    figure: MapFigure, measure: Measure, width: float, height: float, *, size: float, smallest: float
) -> list[MapLayout]:
    """The map with every name in full, in the largest text between the two sizes that fits one page.

    Where not even the smallest does, the rest of the names stands on further pages. What `measure` says must grow with
    the size in proportion, as it does on paper.
    """
    ruler = Ruler(measure, _BASIS)
    paper = _Paper(figure, Names(figure, ruler, whole=True), ruler, width, height, smallest, sides(figure)[::-1])
    count = int((size - smallest) / _STEP)
    sizes = [size - _STEP * n for n in range(count + 1)] + [smallest]
    if sum(len(area.dots) for area in figure.areas) <= _LINES_UP_TO:
        plan = _largest(paper, [text for text in sizes if text >= _LINES_FROM * size], listed=False)
        if plan:
            return [paper.drawn(plan)]
    plan = _largest(paper, sizes, listed=True)
    return [paper.drawn(plan)] if plan else paper.over_pages()


@dataclass(frozen=True)
class _Plan:
    """A map that goes in."""

    style: Style
    rim: Round
    lists: list[tuple[Frame, list[Group]]]


def _largest(paper: "_Paper", sizes: Sequence[float], *, listed: bool) -> _Plan | None:
    """The plan in the largest of the sizes that goes in: halving, since what goes in does so in less too."""
    best = None
    low, high = 0, len(sizes)
    while low < high:
        # The largest is asked for first: most maps are small.
        middle = (low + high) // 2 if low or high < len(sizes) else 0
        plan = paper.plan(sizes[middle], listed=listed)
        if plan:
            best, high = plan, middle
        else:
            low = middle + 1
    return best


@dataclass(frozen=True)
class _Paper:
    """What a map has to go into. sides: the areas on the left and on the right, from the top down."""

    figure: MapFigure = field(repr=False)
    names: Names = field(repr=False)
    ruler: Ruler
    width: float
    height: float
    smallest: float
    sides: tuple[list[int], ...]

    def style(self, size: float, *, listed: bool) -> Style:
        """How the names are set in that size."""
        return Style(
            self.names,
            self.ruler,
            size,
            leading=1.2 * size,
            row=1.38 * size,
            heading=1.75 * size,
            between=0.7 * size,
            listed=listed,
            whole=True,
        )

    def sheet(self, size: float) -> Sheet:
        """The page with the legend at its foot."""
        text = max(self.smallest, min(size, _LEGEND))
        _, high = legend_marks(self.ruler, 0, self.width, text)
        top = self.height - high
        marks, _ = legend_marks(self.ruler, top, self.width, text)
        box = Box(0, top, self.width, high)
        return Sheet(self.width, self.height, 0, top - 0.5 * size, self.smallest, tuple(marks), box)

    def drawn(self, plan: _Plan) -> MapLayout:
        """The page of a plan."""
        return put_together(self.figure, plan.style, self.sheet(plan.style.size), plan.rim, plan.lists)

    def plan(self, size: float, *, listed: bool) -> _Plan | None:
        """The map in that size with the largest circle that leaves room for the names; None: it does not go in."""
        style, sheet = self.style(size, listed=listed), self.sheet(size)
        if listed:
            tries = (
                (r, pair, False) for r in self._circles(size, sheet, _CIRCLES) for pair in self._counts(style, sheet, r)
            )
        else:
            # With lines a large circle matters, and names on one line before that.
            circles = self._circles(size, sheet, _CIRCLES_OF_LINES)
            tries = ((r, (1, 1), roomy) for roomy in (True, False) for r in circles)
        plans = (self._try(style, sheet, r, counts, roomy=roomy) for r, counts, roomy in tries)
        return next((plan for plan in plans if plan), None)

    def over_pages(self) -> list[MapLayout]:
        """The map in the smallest text with as many names as go in, and pages for those that are left."""
        style, sheet = self.style(self.smallest, listed=True), self.sheet(self.smallest)
        r = min(self._circles(self.smallest, sheet, _CIRCLES))
        lead = self._lead(style)
        room = self._beside(r, lead) / max(1, sum(1 for areas in self.sides if areas))
        count = max(1, int((room + style.gutter) // (11 * self.smallest + style.gutter)))
        widths = [room if areas else 0.0 for areas in self.sides]
        rim, *both = frames(self.width, self._round(sheet, r), lead, (widths[0], widths[1]))
        lists: list[tuple[Frame, list[Group]]] = []
        left: dict[int, int] = {}
        for frame, areas in zip(both, self.sides, strict=True):
            groups, rest = cut_to(self.figure, areas, style, frame, count=count, high=sheet.bottom - sheet.top)
            lists.append((frame, groups))
            left |= rest
        first = put_together(self.figure, style, sheet, rim, lists)
        return [first, *further_pages(self.figure, style, sheet, left)]

    def _try(self, style: Style, sheet: Sheet, r: float, counts: tuple[int, int], *, roomy: bool) -> _Plan | None:
        """A map with that circle and so many columns, if it goes in. roomy: only if both sides get what they wish."""
        lead, high = self._lead(style), sheet.bottom - sheet.top
        left, right = (self._wish(areas, style, count) for areas, count in zip(self.sides, counts, strict=True))
        beside = self._beside(r, lead)
        if roomy and left + right > beside:
            return None
        given = allotted(beside, left, right, counts[0] / sum(counts) if any(counts) else 0.5)
        rim, *both = frames(self.width, self._round(sheet, r), lead, given)
        parts = [
            (frame, areas, count, style.column(frame.width, count))
            for frame, areas, count in zip(both, self.sides, counts, strict=True)
            if areas
        ]
        least = (8 if style.listed else 10) * style.size
        if any(column < least or self._least(areas, style, count, column) > high for _, areas, count, column in parts):
            return None
        lists: list[tuple[Frame, list[Group]]] = []
        for frame, areas, count, column in parts:
            groups = []
            for area in areas:
                columns = in_columns(rows_of(self.figure, area, style, column), count)
                groups.append(group(self.figure, area, style, frame.width, columns))
            if total(groups, style) > high:
                return None
            lists.append((frame, groups))
        return _Plan(style, rim, lists)

    def _lead(self, style: Style) -> float:
        """What is free between circle and names."""
        return (2.2 if style.listed else 3.4) * style.size

    def _circles(self, size: float, sheet: Sheet, shares: Sequence[float]) -> list[float]:
        """The radii to try, the largest first: none so small that the names of the rings do not go in."""
        high = sheet.bottom - sheet.top
        least = min(9.5 * max(0.75 * size, self.smallest), 0.42 * high)
        found = [min(share * high, 24 * size) for share in shares]
        return list(dict.fromkeys(max(r, least) for r in found))

    def _round(self, sheet: Sheet, r: float) -> Round:
        return Round(self.width / 2, (sheet.top + sheet.bottom) / 2, r)

    def _beside(self, r: float, lead: float) -> float:
        """What both sides together have of the width beside a circle."""
        return self.width - 2.1 * r - lead * sum(1 for areas in self.sides if areas)

    def _counts(self, style: Style, sheet: Sheet, r: float) -> list[tuple[int, int]]:
        """The numbers of columns worth trying: as few as could hold the names if none took two lines, and some more."""
        high = sheet.bottom - sheet.top
        most = int((self._beside(r, self._lead(style)) + style.gutter) // (8 * style.size + style.gutter))
        ranges: list[range] = []
        for areas in self.sides:
            enough = (n for n in range(1, most + 1) if self._least(areas, style, n, float("inf")) <= high)
            fewest = next(enough, most + 1)
            ranges.append(range(fewest, min(fewest + 3, most + 1)) if areas else range(1))
        pairs = [(left, right) for left, right in product(*ranges) if left + right <= most]
        return sorted(pairs, key=lambda pair: (sum(pair), max(pair)))

    def _least(self, areas: Sequence[int], style: Style, count: int, column: float) -> float:
        """What a side takes at least, reckoned without breaking a line: so most tries cost little."""
        names = 0.0
        for key in keys_of(self.figure, areas):
            inset = style.indent(key)
            lines = max(1, ceil((style.natural(key) - inset) / (column - inset) - 0.001))
            names += style.row + style.leading * (lines - 1)
        return names / count + style.around(areas)

    def _wish(self, areas: Sequence[int], style: Style, count: int) -> float:
        """The width of a side in which few names take two lines."""
        if not areas:
            return 0
        widest = max(style.natural(key) for key in keys_of(self.figure, areas))
        column = min(widest + 0.1, (22 if style.listed else 26) * style.size)
        headings = [area_heading(self.figure, area, style, float("inf")).width + 0.1 for area in areas]
        return max(count * column + (count - 1) * style.gutter, min(max(headings), 26 * style.size))
