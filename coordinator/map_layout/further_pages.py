"""When a map does not go into one page: which names stay beside the circle, and pages for the others."""

from collections.abc import Mapping, Sequence

from coordinator.map_figure import MapFigure
from coordinator.map_layout.canvas import Sheet
from coordinator.map_layout.lettering import Piece
from coordinator.map_layout.primitives import Circle, MapLayout, Place
from coordinator.map_layout.side import (
    Frame,
    Group,
    Row,
    Style,
    group,
    heading_height,
    heading_text,
    in_columns,
    rows_of,
    total,
)
from coordinator.map_layout.side_drawing import Drawing, Side

_COLUMN = 24
"""How wide a column on a further page is, in text sizes."""


def cut_to(
    figure: MapFigure, areas: Sequence[int], style: Style, frame: Frame, *, count: int, high: float
) -> tuple[list[Group], dict[int, int]]:
    """The areas of a side cut to that height, and from which name on each goes on elsewhere.

    All areas are cut at the same height, so that one long list does not push the others away.
    """
    rows = {area: rows_of(figure, area, style, style.column(frame.width, count)) for area in areas}
    low, level = 0.0, high
    groups, left = _cut(figure, rows, style, frame, count=count, level=low)
    for _ in range(12):
        middle = (low + level) / 2
        tried, rest = _cut(figure, rows, style, frame, count=count, level=middle)
        if total(tried, style) <= high:
            low, groups, left = middle, tried, rest
        else:
            level = middle
    return groups, left


def _cut(
    figure: MapFigure, rows: Mapping[int, list[Row]], style: Style, frame: Frame, *, count: int, level: float
) -> tuple[list[Group], dict[int, int]]:
    groups, left = [], {}
    for area, all_rows in rows.items():
        columns = in_columns(all_rows, count)
        if max(sum(row.height for row in column) for column in columns) > level:
            kept = _kept(all_rows, count, level - style.row)
            note = Piece(f"{len(all_rows) - kept} till på nästa sida", "grey")
            columns = in_columns(all_rows[:kept], count) if kept else ((),)
            text = style.ruler.wrapped(style.ruler.text([note]), style.size, style.column(frame.width, count))
            last = Row(None, text, style.row + style.leading * (len(text.lines) - 1))
            columns = (*columns[:-1], (*columns[-1], last))
            left[area] = kept
        groups.append(group(figure, area, style, frame.width, columns))
    return groups, left


def _kept(rows: Sequence[Row], count: int, level: float) -> int:
    """How many of the rows go into so many columns of that height."""
    column, used = 0, 0.0
    for n, row in enumerate(rows):
        if used + row.height > level:
            column, used = column + 1, 0.0
        if column == count or row.height > level:
            return n
        used += row.height
    return len(rows)


def further_pages(figure: MapFigure, style: Style, sheet: Sheet, left: Mapping[int, int]) -> list[MapLayout]:
    """Pages in columns with the names that are left of each area, under its heading again."""
    count = max(1, int((sheet.width + style.gutter) // (_COLUMN * style.size + style.gutter)))
    column = style.column(sheet.width, count)
    pages: list[Drawing] = []
    n, y = count, sheet.top
    for area in sorted(left):
        rest = rows_of(figure, area, style, column)[left[area] :]
        heading = heading_text(f"{figure.areas[area].title},", "fortsättning", style, column)
        high = heading_height(heading, style)
        while rest:
            if n == count or (y > sheet.top and y + high + rest[0].height > sheet.bottom):
                n, y = n + 1, sheet.top
                if n >= count:
                    pages.append(Drawing())
                    n = 0
            taken = max(1, _kept(rest, 1, sheet.bottom - y - high))
            part = Group(area, heading, high, (tuple(rest[:taken]),))
            frame = Frame(n * (column + style.gutter), column, True)
            Side(style, frame, pages[-1]).draw_group(part, y)
            y += part.height + style.between
            rest = rest[taken:]
    return [_page(drawing, style, sheet) for drawing in pages]


def _page(drawing: Drawing, style: Style, sheet: Sheet) -> MapLayout:
    nowhere = Circle(0, 0, 0)
    places = {
        key: Place(box.x + 0.46 * style.size, box.y + style.row / 2, 0.43 * style.size, box)
        for key, box in drawing.labels.items()
    }
    return MapLayout(
        sheet.width,
        sheet.height,
        style.size,
        (*drawing.marks, *sheet.legend),
        nowhere,
        nowhere,
        places,
        drawing.headings,
        {},
        sheet.legend_box,
    )
