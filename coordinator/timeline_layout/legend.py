"""What the bars and signs of the timeline mean, in a strip below it."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.date_rule import DateSign
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Box, Measure, Primitive, Words
from coordinator.timeline_layout.shapes import DAY_COLOURS, bar, day_sign, joint_sign, visit_sign

_OF = ("legend",)
_LEADING = 1.9


def _sign(sign: DateSign) -> "Callable[[float, float, float], Primitive]":
    return lambda x, y, size: day_sign(sign, (x + 0.5 * size, y), size, DAY_COLOURS[sign], _OF)


def _now(x: float, y: float, size: float) -> Primitive:
    return bar(_box(x, y, size), size, fill="teal", of=_OF)


def _named(x: float, y: float, size: float) -> Primitive:
    return bar(_box(x, y, size), size, fill="sel", stroke="teal", of=_OF)


def _missing(x: float, y: float, size: float) -> Primitive:
    return bar(_box(x, y, size), size, fill="paper", stroke="amber", dashed=True, of=_OF)


def _joint(x: float, y: float, size: float) -> Primitive:
    return joint_sign(x + 0.5 * size, y, size, _OF)


def _visit(x: float, y: float, size: float) -> Primitive:
    return visit_sign(x + 0.5 * size, y, 1.4 * size, _OF)


def _box(x: float, y: float, size: float) -> Box:
    return Box(x, y - 0.45 * size, 1.6 * size, 0.9 * size)


@dataclass(frozen=True)
class _Item:
    text: str
    wide: float
    draw: "Callable[[float, float, float], Primitive]"


_ITEMS = (
    _Item("ansvarar i dag", 1.6, _now),
    _Item("namngiven mottagare", 1.6, _named),
    _Item("saknas", 1.6, _missing),
    _Item("gemensamt möte", 1, _joint),
    _Item("bokad tid", 1, _visit),
    _Item("börjar", 1, _sign(DateSign.BEGINS)),
    _Item("sista dag", 1, _sign(DateSign.LAST_DAY)),
)


def legend_layout(measure: Measure, width: float, size: float) -> tuple[tuple[Primitive, ...], float]:
    """The signs with their words from the left, on as many lines as it takes in that width; and how high they are."""
    marks, height = legend_marks(Ruler(measure, size), 0, width, size)
    return tuple(marks), height


def legend_marks(ruler: Ruler, top: float, width: float, size: float) -> tuple[list[Primitive], float]:
    """What the legend is drawn with, and how high it is."""
    marks: list[Primitive] = []
    x, middle = 0.0, top + _LEADING * size / 2
    for item in _ITEMS:
        inset = (item.wide + 0.5) * size
        wide = inset + ruler.width(item.text, size)
        if x and x + wide > width:
            x, middle = 0.0, middle + _LEADING * size
        marks.append(item.draw(x, middle, size))
        marks.append(Words(x + inset, middle + 0.35 * size, item.text, size, "grey", of=_OF))
        x += wide + 1.1 * size
    return marks, middle + _LEADING * size / 2 - top
