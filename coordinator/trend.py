"""A figure over the last quarters, in values and words, before anybody has placed it on a screen or a paper."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class TrendScale(Enum):
    """What the values are: per cent or days."""

    SHARE = "share"
    DAYS = "days"


class TrendGap(Enum):
    """Why a point has no figure: it is of so few that it is not told, nothing was there to count, or nobody knows."""

    HIDDEN = "hidden"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TrendPoint:
    """The figure as it was at a time. value: in per cent or days; None when there is a ``gap`` instead.

    day: the last day of the time, which ``when`` tells in words ("kvartal 3 2026"). counted: what it is counted of
    ("ungefär 35 av 40 patienter"), or why there is no figure.
    """

    day: date
    when: str
    value: float | None
    counted: str = ""
    gap: TrendGap | None = None

    def __post_init__(self) -> None:
        if (self.value is None) is (self.gap is None):
            raise ValueError("either a figure or why there is none")
        if self.value is not None and not 0 <= self.value < float("inf"):
            raise ValueError("no such figure")


@dataclass(frozen=True)
class Trend:
    """A figure with its name, how it is counted and where that comes from. The last point is how it is now."""

    title: str
    definition: str
    source: str
    scale: TrendScale
    points: tuple[TrendPoint, ...]

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError("a figure without a value now")

    @property
    def now(self) -> TrendPoint:
        """How it is now."""
        return self.points[-1]
