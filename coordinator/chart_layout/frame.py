"""What everything in a chart is placed by: the room for the words at its sides, and where each point stands."""

from dataclasses import dataclass

from coordinator.chart_layout.scale import Scale, scale_of
from coordinator.map_layout.lettering import Ruler
from coordinator.trend import Trend, TrendScale
from coordinator.trend_words import number, value_in_words

QUARTER = "Kvartal"
_WIDEST_LINE = "90 dagar"
"""Charts of every kind below each other have their points in line: so much room the words at the left always have."""
_WIDEST_VALUE = "100 %"
_BESIDE = 0.6
"""Between words and what they stand beside."""
_LEAST_STEP, _LEAST_HEIGHT = 1.25, 1.4
_TOP = 0.75
_LINE, _HEAD, _FOOT = 1.25, 0.5, 0.1
"""How high a line of words is, how far the first is below the floor and the lowest from the edge."""


def end_words(value: float, kind: TrendScale) -> str:
    """What stands at the ends of the line: the side of the chart says that it is days."""
    return value_in_words(value, kind) if kind is TrendScale.SHARE else number(value)


@dataclass(frozen=True)
class Frame:
    """A chart of that size. label: where the words at the left end. ends: the room for a value beside the line."""

    trend: Trend
    ruler: Ruler
    size: float
    width: float
    height: float
    scale: Scale
    label: float
    ends: float
    below: int
    """How many lines of words there are below the floor."""

    @property
    def ceiling(self) -> float:
        """Where the highest line runs: half a line of words has room above it."""
        return _TOP * self.size

    @property
    def floor(self) -> float:
        """Where the lowest line runs."""
        return self.height - (_HEAD + self.below * _LINE + _FOOT) * self.size

    @property
    def step(self) -> float:
        """From one point to the next."""
        return (self.width - self.label - 2 * self.ends) / max(1, len(self.trend.points) - 1)

    def x(self, at: int) -> float:
        """Where a point stands across the chart."""
        return self.label + self.ends + at * self.step

    def y(self, value: float) -> float:
        """Where a value stands up the chart."""
        return self.floor - self.scale.share(value) * (self.floor - self.ceiling)

    def middle(self, line: int) -> float:
        """The middle of a line of words below the floor, counted from 0."""
        return self.floor + (_HEAD + (line + 0.5) * _LINE) * self.size

    def wide(self, text: str, *, bold: bool = False) -> float:
        """The width of a text in the size of the chart."""
        return self.ruler.width(text, self.size, bold)


def frame_of(trend: Trend, ruler: Ruler, room: tuple[float, float], size: float, below: int) -> Frame:
    """The frame of a chart in that room; no narrower than its points need, and no lower than its words."""
    scale = scale_of(trend.scale, (one.value for one in trend.points if one.value is not None))
    label, ends = _sides(trend, scale, ruler, size)
    width, height = room
    wide = max(width, _needed(trend, label, ends, size))
    high = max(height, (_TOP + _LEAST_HEIGHT + _HEAD + below * _LINE + _FOOT) * size)
    return Frame(trend, ruler, size, wide, high, scale, label, ends, below)


def least_width(trend: Trend, ruler: Ruler, size: float) -> float:
    """How wide a chart is at least."""
    scale = scale_of(trend.scale, (one.value for one in trend.points if one.value is not None))
    return _needed(trend, *_sides(trend, scale, ruler, size), size)


def _sides(trend: Trend, scale: Scale, ruler: Ruler, size: float) -> tuple[float, float]:
    at_left = (QUARTER, _WIDEST_LINE, *(words for _, words in scale.lines))
    at_ends = (_WIDEST_VALUE, *(end_words(one.value, trend.scale) for one in trend.points if one.value is not None))
    label = max(ruler.width(words, size) for words in at_left)
    ends = max(ruler.width(words, size, True) for words in at_ends)
    return label, ends + 2 * _BESIDE * size


def _needed(trend: Trend, label: float, ends: float, size: float) -> float:
    return label + 2 * ends + _LEAST_STEP * size * (len(trend.points) - 1)
