"""What stands up the side of a chart: from nothing to all of it, or to a round number of days above the highest."""

from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.trend import TrendScale
from coordinator.trend_words import number, value_in_words

_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
"""The round numbers, ten times as many for each further figure."""
_LEAST = 10
"""No chart of days ends below this: two days more or less are not to look like a cliff."""


@dataclass(frozen=True)
class Scale:
    """The highest value that has room, and the values that have a line, from below, each with its words."""

    top: float
    lines: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """How far up a value stands, from 0 to 1."""
        return min(value / self.top, 1)


def scale_of(kind: TrendScale, values: Iterable[float]) -> Scale:
    """The scale that all the values have room on."""
    top = 100 if kind is TrendScale.SHARE else _round_above(max(values, default=0))
    return Scale(top, ((0, "0"), (top / 2, number(top / 2)), (top, value_in_words(top, kind))))


def _round_above(value: float) -> float:
    unit = 1.0
    while 10 * unit < value:
        unit *= 10
    return float(max(_LEAST, next(one * unit for one in _ROUND if one * unit >= value)))
