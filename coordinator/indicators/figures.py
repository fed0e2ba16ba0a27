"""The Nyckeltal of the clinic: each indicator now and at the ends of the last eight quarters, as they may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.days_left import with_year
from coordinator.indicators.counting import counted
from coordinator.indicators.definitions import Indicator, indicators
from coordinator.indicators.fact import Fact
from coordinator.indicators.suppression import Point, published

__all__ = ["Clinic", "Point", "Series", "figures"]


@dataclass(frozen=True)
class Series:
    """One indicator over time, the earliest first; the last point is how it is today."""

    indicator: Indicator
    points: tuple[Point, ...]

    @property
    def now(self) -> Point:
        """How it is today, or of what is counted by quarter: what the quarter has given so far."""
        return self.points[-1]

    def period(self, point: Point) -> str:
        """ "30 sep. 2026", "kvartal 3 2026": when it was so; of the last one "i dag" or "kvartal 4 2026 hittills"."""
        is_now = point.day == self.now.day
        if not self.indicator.by_quarter:
            return "i dag" if is_now else with_year(point.day)
        quarter = f"kvartal {(point.day.month + 2) // 3} {point.day.year}"
        return f"{quarter} hittills" if is_now else quarter

    def about(self, point: Point) -> str:
        """ "av ungefär 40 patienter": what it was counted of; empty when that is not told."""
        return f"av ungefär {point.denominator} {self.indicator.counted}" if point.denominator else ""


@dataclass(frozen=True)
class Clinic:
    """Every indicator, with nobody in it."""

    today: date
    series: tuple[Series, ...]


def figures(facts: Sequence[Fact], today: date) -> Clinic:
    """What the facts of all patients give today."""
    shown = published(indicators(), counted(facts, today))
    return Clinic(today, tuple(Series(one, shown[one.key]) for one in indicators()))
