"""A whole chart placed: lines to read by, the line of the figure with its ends in words, gaps, quarters and years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coordinator.chart_layout import frame as frames
from coordinator.chart_layout.days import day_marks
from coordinator.chart_layout.frame import Frame, end_words, frame_of
from coordinator.chart_layout.gaps import gaps_of
from coordinator.chart_layout.legend import legend_below, legend_inside, lines_below
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Box, Circle, Measure, Path, Primitive, Words
from coordinator.timeline_layout.shapes import block, level
from coordinator.trend import Trend

_DAYS = 2
"""The lines with the quarters and the years."""
_HAIR, _FLOOR, _LINE = 0.075, 0.1, 0.17
_R, _R_NOW, _BESIDE = 0.25, 0.36, 0.8
_EVERY_LINE = 2.2
"""In a lower chart than so many sizes of letters the line in the middle is left out."""


@dataclass(frozen=True)
class ChartLayout:
    """A chart, placed. columns: the room of each point from top to bottom, beside each other without a gap between.

    dots: where those points stand that have a figure.
    """

    width: float
    height: float
    size: float
    marks: tuple[Primitive, ...] = field(repr=False)
    columns: tuple[Box, ...] = field(repr=False)
    dots: Mapping[int, Circle] = field(repr=False)


def chart_layout(trend: Trend, measure: Measure, width: float, height: float, size: float) -> ChartLayout:
    """The chart in that room, in letters of that size; wider and higher where it would have too little."""
    ruler = Ruler(measure, size)
    with_gaps = any(point.gap is not None for point in trend.points)
    frame = frame_of(trend, ruler, (width, height), size, _DAYS + with_gaps)
    gaps = gaps_of(frame)
    legend = legend_inside(frame, gaps.unsaid) if gaps.unsaid else []
    if legend is None:
        below = _DAYS + with_gaps
        frame = frame_of(trend, ruler, (width, height), size, below + lines_below(frame, gaps.unsaid))
        gaps = gaps_of(frame)
        legend = list(legend_below(frame, gaps.unsaid, below))
    dots = dict(_dots(frame))
    marks = [*_lines(frame), *legend, *_course(frame), *dots.values(), *_ends(frame, dots), *gaps.signs, *gaps.words]
    marks += day_marks(frame, int(with_gaps))
    return ChartLayout(frame.width, frame.height, size, tuple(marks), tuple(_columns(frame)), dots)


def least_width(trend: Trend, measure: Measure, size: float) -> float:
    """How wide a chart is at least, in letters of that size."""
    return frames.least_width(trend, Ruler(measure, size), size)


def _lines(frame: Frame) -> Iterator[Primitive]:
    """The lines to read values by, each with its value; the floor is the strongest."""
    size, right = frame.size, frame.x(len(frame.trend.points) - 1) + _BESIDE * frame.size
    lines = frame.scale.lines
    for value, words in lines if frame.floor - frame.ceiling >= _EVERY_LINE * size else (lines[0], lines[-1]):
        y = frame.y(value)
        left = frame.label + 0.4 * size
        if value == 0:
            yield level(y, left, right, "grey", _FLOOR * size)
        else:
            yield level(y, left, right, "hair", _HAIR * size)
        yield Words(frame.label, y + 0.35 * size, words, size, "grey", anchor="end")


def _dots(frame: Frame) -> Iterator[tuple[int, Circle]]:
    last = len(frame.trend.points) - 1
    for at, point in enumerate(frame.trend.points):
        if point.value is not None:
            r = (_R_NOW if at == last else _R) * frame.size
            yield at, Circle(frame.x(at), frame.y(point.value), r, fill="teal", of=("point", at))


def _course(frame: Frame) -> Iterator[Primitive]:
    """The line from each point to the next, broken where there is no figure."""
    points = frame.trend.points
    for at in range(1, len(points)):
        before, value = points[at - 1].value, points[at].value
        if before is not None and value is not None:
            steps = ("M", frame.x(at - 1), frame.y(before)), ("L", frame.x(at), frame.y(value))
            yield Path(steps, stroke="teal", width=_LINE * frame.size)


def _ends(frame: Frame, dots: Mapping[int, Circle]) -> Iterator[Primitive]:
    """The first and the last value in words, beside the line where nothing of it runs."""
    if not dots:
        return
    size, first, last = frame.size, min(dots), max(dots)
    for at in dict.fromkeys((first, last)):
        dot, value = dots[at], frame.trend.points[at].value
        words = end_words(value or 0, frame.trend.scale)
        wide = frame.wide(words, bold=True)
        left = dot.x + _BESIDE * size if at == last else dot.x - _BESIDE * size - wide
        ground = Box(left - 0.1 * size, dot.y - 0.5 * size, wide + 0.2 * size, size)
        yield block(ground, "paper")
        yield Words(left, dot.y + 0.35 * size, words, size, "ink", True, of=("point", at))


def _columns(frame: Frame) -> Iterator[Box]:
    """The first reaches to the words at the left, the last to the edge."""
    last = len(frame.trend.points) - 1
    for at in range(last + 1):
        left = frame.label + 0.4 * frame.size if at == 0 else frame.x(at) - frame.step / 2
        right = frame.width if at == last else frame.x(at) + frame.step / 2
        yield Box(left, 0, right - left, frame.height)
