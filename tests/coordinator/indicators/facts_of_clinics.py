"""Clinics made of facts alone: so many patients who have something on every day that is told."""

from collections.abc import Iterable
from datetime import date

from coordinator.indicators.counting import days_told
from coordinator.indicators.fact import Fact, FactKind

TODAY = date(2026, 11, 23)
DAYS = days_told(TODAY)
ALWAYS = "2000-01-01"


def span(patient: int, kind: FactKind, start: str = ALWAYS, end: str = "", value: int = 0) -> Fact:
    """What holds of the patient with that number."""
    return Fact(f"patient-{patient}", kind.stored, start, end, value)


def event(patient: int, kind: FactKind, day: date, value: int) -> Fact:
    """What happened to her on a day."""
    return Fact(f"patient-{patient}", kind.stored, day.isoformat(), day.isoformat(), value)


def clinic_of(here: int, **having: int) -> list[Fact]:
    """``here`` patients, of whom the first so many have each of the kinds."""
    found = [span(one, FactKind.HERE) for one in range(here)]
    return found + [span(one, FactKind.of(kind)) for kind, count in having.items() for one in range(count)]


def events(kind: FactKind, day: date, values: Iterable[int]) -> list[Fact]:
    """One event of each value, each of a patient of her own who is here."""
    return [event(one, kind, day, value) for one, value in enumerate(values)]
