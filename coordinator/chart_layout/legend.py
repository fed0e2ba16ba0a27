"""What the signs of points without a figure mean, where no words have room beside them: in the chart, else below it."""

from collections.abc import Iterator, Sequence

from coordinator.chart_layout.frame import Frame
from coordinator.chart_layout.gaps import ROOM, R, gap_sign, gap_words
from coordinator.map_layout.primitives import Box, Primitive
from coordinator.timeline_layout.shapes import block
from coordinator.trend import TrendGap
from coordinator.trend_words import GAPS

_BETWEEN, _APART = 1.2, 0.6


def legend_inside(frame: Frame, gaps: Sequence[TrendGap]) -> list[Primitive] | None:
    """On one line between the two lowest lines of the chart, where nothing is drawn; None when there is no room."""
    size = frame.size
    wide = sum(_wide(frame, gap) for gap in gaps) + _BETWEEN * size * (len(gaps) - 1)
    left, right = max(_free(frame), key=lambda one: one[1] - one[0])
    if right - left < wide:
        return None
    x, y = (left + right - wide) / 2, frame.y(frame.scale.top / 4)
    made: list[Primitive] = [block(Box(x, y - size / 2, wide, size), "paper")]
    for gap in gaps:
        made += _explained(frame, gap, x, y)
        x += _wide(frame, gap) + _BETWEEN * size
    return made


def legend_below(frame: Frame, gaps: Sequence[TrendGap], line: int) -> Iterator[Primitive]:
    """As many on a line as have room, from that line below the floor on."""
    for gap, further, x in _flow(frame, gaps):
        yield from _explained(frame, gap, x, frame.middle(line + further))


def lines_below(frame: Frame, gaps: Sequence[TrendGap]) -> int:
    """How many lines that takes."""
    return max(further + 1 for _, further, _ in _flow(frame, gaps))


def _flow(frame: Frame, gaps: Sequence[TrendGap]) -> Iterator[tuple[TrendGap, int, float]]:
    """Each sign with its line and where it begins."""
    line, left = 0, 0.0
    for gap in gaps:
        if left and left + _wide(frame, gap) > frame.width:
            line, left = line + 1, 0.0
        yield gap, line, left
        left += _wide(frame, gap) + _BETWEEN * frame.size


def _wide(frame: Frame, gap: TrendGap) -> float:
    return (R + ROOM) * frame.size + frame.wide(GAPS[gap])


def _explained(frame: Frame, gap: TrendGap, x: float, y: float) -> tuple[Primitive, Primitive]:
    middle = x + R * frame.size
    return gap_sign(gap, middle, y, frame.size), gap_words(GAPS[gap], middle + ROOM * frame.size, y, frame.size)


def _free(frame: Frame) -> Iterator[tuple[float, float]]:
    """From side to side what no point and no value at the ends takes.

    Between two points with a line there is never room: where the words had it, they would stand beside their sign.
    """
    apart = _APART * frame.size
    known = [at for at, point in enumerate(frame.trend.points) if point.value is not None]
    left = frame.label + apart
    for at in known:
        around = frame.ends if at in (known[0], known[-1]) else apart
        yield left, frame.x(at) - around
        left = frame.x(at) + around
    yield left, frame.width
