"""What the command indicators answers, in words and as JSON.

The names in JSON are stable. A point is ``day``, ``period`` (in words), ``value`` (per cent or days), ``denominator``
(rounded to the nearest five) and ``suppressed``; what cannot be told is null. The last point is today.
"""

from collections.abc import Iterable
from typing import Any

from coordinator.indicators.definitions import indicator_texts
from coordinator.indicators.figures import Clinic, Series
from coordinator.indicators.trends import trends
from coordinator.trend_words import in_words


def clinic_in_words(clinic: Clinic) -> Iterable[str]:
    """Every indicator with what it is, what it was, and how it is counted."""
    for one in trends(clinic):
        yield one.title
        yield from (f"  {line}" for line in in_words(one))
    yield indicator_texts()["about"]


def clinic_json(clinic: Clinic) -> Any:
    """``today``, ``about`` (what must be known to read any of them) and ``indicators``."""
    return {
        "today": clinic.today.isoformat(),
        "about": indicator_texts()["about"],
        "indicators": [_series_json(one) for one in clinic.series],
    }


def _series_json(series: Series) -> Any:
    one = series.indicator
    return {
        "key": one.key, "name": one.name, "unit": one.unit.stored, "counted": one.counted,
        "definition": one.definition, "source": one.source,
        "points": [
            {
                "day": point.day.isoformat(), "period": series.period(point), "value": point.value,
                "denominator": point.denominator, "suppressed": point.suppressed,
            }
            for point in series.points
        ],
    }  # fmt: skip
