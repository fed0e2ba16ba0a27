"""What stands below a chart: the quarter of each point, the years, and which one is today."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from coordinator.chart_layout.frame import QUARTER, Frame
from coordinator.map_layout.primitives import Primitive, Words
from coordinator.timeline_layout.shapes import upright

TODAY, NOW = "i dag", "nu"
"""What the last point is called; the shorter where the points stand near each other."""
_HAIR, _APART = 0.075, 0.3


def day_marks(frame: Frame, line: int) -> Iterator[Primitive]:
    """The quarters on that line below the floor, and the years on the next."""
    size, last = frame.size, len(frame.trend.points) - 1
    y = frame.middle(line) + 0.35 * size
    yield Words(frame.label, y, QUARTER, size, "grey", anchor="end")
    beside = frame.wide("4") / 2 + _APART * size
    now = TODAY if last == 0 or frame.step >= frame.wide(TODAY) / 2 + beside else NOW
    for at, point in enumerate(frame.trend.points):
        words = now if at == last else str((point.day.month + 2) // 3)
        yield Words(frame.x(at), y, words, size, "ink" if at == last else "grey", anchor="middle", of=("point", at))
    yield from _years(frame, line + 1)


def _years(frame: Frame, line: int) -> Iterator[Primitive]:
    """Each year in the middle of its points, those with most points first; what has no room is left out."""
    size, points = frame.size, frame.trend.points
    runs = [list(run) for _, run in groupby(range(len(points)), key=lambda at: points[at].day.year)]
    for before, after in pairwise(runs):
        x = (frame.x(before[-1]) + frame.x(after[0])) / 2
        yield upright(x, frame.middle(line - 1) - 0.5 * size, frame.middle(line) + 0.4 * size, "hair", _HAIR * size)
    taken: list[tuple[float, float]] = []
    for run in sorted(runs, key=len, reverse=True):
        words = str(points[run[0]].day.year)
        half = frame.wide(words) / 2
        left, right = frame.x(run[0]) - frame.step / 2, frame.x(run[-1]) + frame.step / 2
        x = (left + right) / 2
        if run is runs[0] and len(runs) > 1:  # beside the chart there is room
            x = min(x, right - half - _APART * size)
        elif run is runs[-1] and len(runs) > 1:
            x = max(x, left + half + _APART * size)
        span = x - half - _APART * size, x + half + _APART * size
        if not any(span[0] < end and start < span[1] for start, end in taken):
            taken.append(span)
            yield Words(x, frame.middle(line) + 0.35 * size, words, size, "grey", anchor="middle")
