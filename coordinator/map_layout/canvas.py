"""How circle and sides share the width, and the whole map put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.map_figure import MapFigure
from coordinator.map_layout.curves import Round
from coordinator.map_layout.middle import middle
from coordinator.map_layout.primitives import Box, Circle, MapLayout, Primitive
from coordinator.map_layout.side import Frame, Group, Style
from coordinator.map_layout.side_drawing import Drawing, Side
from coordinator.map_layout.wheel import arcs_and_dots, ground, spokes, wheel


@dataclass(frozen=True)
class Sheet:
    """What a map lies on: its size, what of its height is for the map, and the least text inside the circle."""

    width: float
    height: float
    top: float
    bottom: float
    smallest: float
    legend: tuple[Primitive, ...] = ()
    legend_box: Box | None = None


def allotted(room: float, left: float, right: float, share: float) -> tuple[float, float]:
    """What each side gets of the width: what it wishes, or its share where both do not go in.

    share: the part of the left side, used where both wish for more.
    """
    if left + right <= room:
        return left, right
    if left <= room * share:
        return left, room - left
    if right <= room * (1 - share):
        return room - right, right
    return room * share, room * (1 - share)


def frames(width: float, wanted: Round, gap: float, sides: tuple[float, float]) -> tuple[Round, Frame, Frame]:
    """The circle as near to where it is wanted as sides of those widths let it, and the frames beside it."""
    left, right = sides
    r, edge = wanted.r, 0.05 * wanted.r
    x = min(max(wanted.x, r + (left + gap if left else edge)), width - r - (right + gap if right else edge))
    return Round(x, wanted.y, r), Frame(x - r - gap - left, left, False), Frame(x + r + gap, right, True)


def put_together(
    figure: MapFigure, style: Style, sheet: Sheet, rim: Round, sides: Sequence[tuple[Frame, Sequence[Group]]]
) -> MapLayout:
    """The circle and both sides, drawn on that sheet."""
    turned = wheel(figure, rim, style.ruler, style.size, sheet.smallest, fixed=not style.listed)
    drawing = Drawing()
    for frame, groups in sides:
        Side(style, frame, drawing, turned).draw(groups, sheet.top, sheet.bottom)
    written = middle(figure, rim, style, sheet.smallest)
    marks = [
        *ground(turned),
        *drawing.lines,
        *spokes(figure, turned),
        *written,
        *arcs_and_dots(figure, turned),
        *drawing.marks,
        *sheet.legend,
    ]
    return MapLayout(
        sheet.width,
        drawing.bottom if drawing.bottom > sheet.height + 0.5 else sheet.height,
        style.size,
        tuple(marks),
        written[0],
        Circle(rim.x, rim.y, rim.r),
        drawing.places(turned),
        drawing.headings,
        drawing.mores,
        sheet.legend_box,
    )
