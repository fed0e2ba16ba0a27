"""Where a day stands across the timeline: years in which something happens have more room than those that are calm."""

from bisect import bisect_right
from datetime import date
from itertools import accumulate

from coordinator.transition.timeline_figure import Timeline, Years

_CALM, _CALM_MANY, _LEAST = 0.5, 0.9, 0.3
"""The room of a calm year, of several together, and of a stretch that only is a few months; a full year has 1."""
_YEAR = 366


class Axis:
    """The days from the first to the last, between two edges."""

    def __init__(self, shown: Timeline, left: float, right: float) -> None:
        self.left, self.right = left, right
        self._shown = shown
        self._starts = [max(shown.first, date(one.first, 1, 1)) for one in shown.years]
        ends = [*self._starts[1:], shown.last]
        shares = [
            _share(one, (end - start).days) for one, start, end in zip(shown.years, self._starts, ends, strict=True)
        ]
        self.room = whole = sum(shares)
        """How many full years it is as wide as."""
        reached = [0.0, *accumulate(shares)]
        self._edges = [left + (right - left) * part / whole for part in reached]
        self._days = [max(1, (end - start).days) for start, end in zip(self._starts, ends, strict=True)]

    def x(self, day: date) -> float:
        """Where the day stands; one outside the timeline at its edge."""
        at = max(0, bisect_right(self._starts, day) - 1)
        part = (day - self._starts[at]).days / self._days[at]
        return self._edges[at] + (self._edges[at + 1] - self._edges[at]) * min(max(part, 0), 1)

    def holds(self, day: date) -> bool:
        """Whether the day is on the timeline at all."""
        return self._shown.first <= day <= self._shown.last

    def stretch(self, number: int) -> tuple[float, float]:
        """The edges of one of the timeline's `years`."""
        return self._edges[number], self._edges[number + 1]


def _share(one: Years, days: int) -> float:
    if one.calm:
        return _CALM_MANY if one.last > one.first else _CALM
    return max(_LEAST, days / _YEAR)
