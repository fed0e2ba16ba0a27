"""The Nyckeltal as figures over time, ready to be drawn and told: for the screen and the paper alike."""

from coordinator.indicators.csv import remark
from coordinator.indicators.definitions import Unit
from coordinator.indicators.figures import Clinic, Point, Series
from coordinator.trend import Trend, TrendGap, TrendPoint, TrendScale

_SCALES = {Unit.SHARE: TrendScale.SHARE, Unit.DAYS: TrendScale.DAYS}


def trends(clinic: Clinic) -> tuple[Trend, ...]:
    """Every indicator, in the order they are shown."""
    return tuple(map(_trend, clinic.series))


def _trend(series: Series) -> Trend:
    one = series.indicator
    points = tuple(_point(series, point) for point in series.points)
    return Trend(one.name, one.definition, one.source, _SCALES[one.unit], points)


def _point(series: Series, point: Point) -> TrendPoint:
    gap = _gap(point)
    counted = series.about(point) if gap is None else remark(point)
    return TrendPoint(point.day, series.period(point), point.value if gap is None else None, counted, gap)


def _gap(point: Point) -> TrendGap | None:
    """Why there is no figure; None when there is one."""
    if point.suppressed:
        return TrendGap.HIDDEN
    if point.value is not None:
        return None
    return TrendGap.UNKNOWN if point.denominator is None else TrendGap.NOTHING
