"""What the signs of the map mean, in a strip above or below it."""

from coordinator.map_figure import MapMark
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Measure, Primitive, Words
from coordinator.map_layout.signs import BOLT_WIDTH, bolt, sign

_ACUTE = "viktig i akut läge"
_DISTANCE = "Avstånd = när ni ses nästa gång"
_LEADING = 1.7
_OF = ("legend",)


def legend_layout(measure: Measure, width: float, size: float) -> tuple[tuple[Primitive, ...], float]:
    """The signs with their words from the left, on as many lines as it takes in that width; and how high they are."""
    marks, height = legend_marks(Ruler(measure, size), 0, width, size)
    return tuple(marks), height


def legend_marks(ruler: Ruler, top: float, width: float, size: float) -> tuple[list[Primitive], float]:
    """What the legend is drawn with, and how high it is."""
    marks: list[Primitive] = []
    x, middle = 0.0, top + _LEADING * size / 2
    for mark, text in [*((mark, mark.label) for mark in MapMark), (_ACUTE, _ACUTE), (None, _DISTANCE)]:
        inset = 1.25 * size if mark else 0
        if x and x + inset + ruler.width(text, size) > width:
            x, middle = 0.0, middle + _LEADING * size
        if isinstance(mark, MapMark):
            reach = (0.5 if mark is MapMark.COORDINATES else 0.38) * size
            marks += sign(mark, x + 0.5 * size, middle, reach, _OF)
        elif mark:
            marks.append(bolt(x + (0.5 - BOLT_WIDTH / 2) * size, middle, size, _OF))
        marks.append(Words(x + inset, middle + 0.35 * size, text, size, "grey", of=_OF))
        x += inset + ruler.width(text, size) + 1.6 * size
    return marks, middle + _LEADING * size / 2 - top
