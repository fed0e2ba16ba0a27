"""How long something goes on holding, in words: its last day with the year, and what is left until then."""

from datetime import date

from coordinator.swedish import MONTHS, how_late

_NEAR_DAYS = 30


def with_year(day: date) -> str:
    """ "14 dec 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def left(day: date, today: date) -> str:
    """How far away ``day`` is, in days while they can be counted: "i dag", "om 22 dagar", "om 4 månader"."""
    days = (day - today).days
    return f"om {days} dagar" if 1 < days < _NEAR_DAYS else how_late(day, today)


def until(day: date, today: date) -> str:
    """ "till 14 dec 2026, om 22 dagar"."""
    return f"till {with_year(day)}, {left(day, today)}"


def ends_soon(day: date | None, today: date) -> bool:
    """Whether ``day`` is the last one, and less than thirty days away."""
    return day is not None and 0 <= (day - today).days < _NEAR_DAYS
