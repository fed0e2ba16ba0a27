"""A figure over the last quarters in plain text: what it is now, what it was each time, and all of it as one text."""

from coordinator.trend import Trend, TrendGap, TrendPoint, TrendScale

GAPS = {
    TrendGap.HIDDEN: "visas inte",
    TrendGap.NOTHING: "inget att räkna",
    TrendGap.UNKNOWN: "kan inte räknas",
}
"""What stands beside the sign of a point without a figure.

Not that it is of few: what nearly all have is hidden too, for the sake of the few who have it not, and would look low.
"""
_NONE = "–"


def number(value: float) -> str:
    """ "34", "30,5"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def value_in_words(value: float, scale: TrendScale) -> str:
    """ "81 %", "34 dagar": nearly none is never told as none, nor nearly all as all."""
    if scale is TrendScale.SHARE:
        return f"{value if value in (0, 100) else min(max(round(value), 1), 99):.0f} %"
    return f"{number(value)} {'dag' if value == 1 else 'dagar'}"


def figure(trend: Trend) -> str:
    """What stands large: the figure as it is now, or a line when there is none."""
    value = trend.now.value
    return _NONE if value is None else value_in_words(value, trend.scale)


def point_in_words(point: TrendPoint, scale: TrendScale) -> str:
    """ "31 dec 2025: 81 %, ungefär 35 av 40 patienter", "kvartal 3 2026: visas inte"."""
    if point.gap is not None:
        return f"{point.when}: {GAPS[point.gap]}"
    told = value_in_words(point.value or 0, scale)
    return f"{point.when}: {', '.join(filter(None, (told, point.counted)))}"


def says(trend: Trend) -> str:
    """Every point, for whoever does not see the drawing."""
    return f"Över tid: {'; '.join(point_in_words(point, trend.scale) for point in trend.points)}."


def in_words(trend: Trend) -> list[str]:
    """What stands below its name: the figure, what it is counted of, every point, how it is counted, and where from."""
    texts = (figure(trend), trend.now.counted, says(trend), trend.definition, trend.source)
    return [text for text in texts if text]
