"""Invented figures over nine days: an ordinary one, and what is hidden, unknown, steep, high or all of one kind."""

from datetime import date

from coordinator.trend import Trend, TrendGap, TrendPoint, TrendScale

DAYS = (
    date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31),
    date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 11, 22),
)  # fmt: skip
HIDDEN, NOTHING, UNKNOWN = TrendGap
DEFINITION = "Av patienterna som är hos oss den dagen: andelen som har en fast vårdkontakt den dagen."


def trend(*values: float | TrendGap, scale: TrendScale = TrendScale.SHARE, title: str = "Fast vårdkontakt") -> Trend:
    """A figure with these values on the last of the days."""
    days = DAYS[len(DAYS) - len(values) :]
    points = tuple(_point(day, value) for day, value in zip(days, values, strict=True))
    return Trend(title, DEFINITION, "Nationell strategi för sällsynta hälsotillstånd", scale, points)


def _point(day: date, value: float | TrendGap) -> TrendPoint:
    when = "i dag" if day == DAYS[-1] else day.isoformat()
    if isinstance(value, TrendGap):
        return TrendPoint(day, when, None, "Visas inte." if value is HIDDEN else "Inget att räkna.", value)
    return TrendPoint(day, when, value, f"ungefär {round(value / 5) * 5} av 100 patienter")


USUAL = trend(52, 55, 61, 60, 66, 71, 74, 79, 81)
BEGINS_SMALL = trend(NOTHING, HIDDEN, HIDDEN, 40, 55, 0, 100, 62, 81)
ENDS_SMALL = trend(20, 30, HIDDEN, 40, 100, 0, 100, HIDDEN, HIDDEN)
TURNS = trend(HIDDEN, 50, HIDDEN, 50, NOTHING, 50, HIDDEN, 50, HIDDEN)
WAITING = trend(34, 30.5, NOTHING, 41, 12, 8, 62, 55, 48, scale=TrendScale.DAYS, title="Tid att få intyg")
NOW_ONLY = trend(*[UNKNOWN] * 8, 60, title="Övergång med namngiven mottagare")
EVERY = {
    "usual": USUAL, "begins small": BEGINS_SMALL, "ends small": ENDS_SMALL, "turns": TURNS, "waiting": WAITING,
    "long": trend(0, 0, 3, 1200, 4, 9, 12, 880, 1234, scale=TrendScale.DAYS), "now only": NOW_ONLY,
    "falls": trend(100, 90, 80, 70, 60, 50, 40, 20, 0), "one": trend(81), "two": trend(100, 0),
    "all hidden": trend(*[HIDDEN] * 9), "nothing": trend(*[NOTHING] * 9), "both": trend(*[NOTHING, HIDDEN] * 4, HIDDEN),
    "only one known": trend(*[HIDDEN] * 4, 7, *[HIDDEN] * 4), "hidden now": trend(*[50] * 8, HIDDEN),
    "hidden now only": trend(*[UNKNOWN] * 8, HIDDEN), "every": trend(*[UNKNOWN, NOTHING, HIDDEN] * 3),
}  # fmt: skip
