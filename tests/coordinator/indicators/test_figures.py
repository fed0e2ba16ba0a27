"""The figures as they are told: in their order, over nine days, with when it was and of how many."""

from datetime import date

import pytest

from coordinator.indicators.definitions import indicators
from coordinator.indicators.fact import FactKind
from coordinator.indicators.figures import Series, figures
from tests.coordinator.indicators.facts_of_clinics import DAYS, TODAY, clinic_of, events


def series(key: str, here: int = 12) -> Series:
    facts = [*clinic_of(here, care_contact=6), *events(FactKind.CERTIFICATE, date(2026, 9, 1), [8] * 7)]
    return {one.indicator.key: one for one in figures(facts, TODAY).series}[key]


def test_every_indicator_has_a_point_for_each_day() -> None:
    clinic = figures([], TODAY)
    assert (clinic.today, [one.indicator for one in clinic.series]) == (TODAY, list(indicators()))
    assert all([point.day for point in one.points] == DAYS for one in clinic.series)
    assert all(one.now is one.points[-1] for one in clinic.series)


@pytest.mark.parametrize(
    ("key", "last", "now"),
    [("care_contact", "30 sep 2026", "i dag"), ("certificate_days", "kvartal 3 2026", "kvartal 4 2026 hittills")],
)
def test_when_it_was(key: str, last: str, now: str) -> None:
    found = series(key)
    assert [found.period(point) for point in found.points[-2:]] == [last, now]


@pytest.mark.parametrize("month", range(1, 13))
def test_the_quarter_of_today(month: int) -> None:
    found = figures([], date(2026, month, 5)).series[3]
    assert found.period(found.now) == f"kvartal {1 + (month - 1) // 3} 2026 hittills"


@pytest.mark.parametrize(("at", "quarter"), [(0, "kvartal 4 2024"), (1, "kvartal 1 2025"), (2, "kvartal 2 2025")])
def test_the_quarter_is_that_of_its_last_day(at: int, quarter: str) -> None:
    found = series("sip_in_time")
    assert found.period(found.points[at]) == quarter


def test_of_how_many() -> None:
    told = series("care_contact")
    assert told.about(told.now) == "av ungefär 10 patienter"
    days = series("certificate_days")
    assert [days.about(point) for point in days.points[-2:]] == ["av ungefär 5 intyg", ""]
    hidden = series("care_contact", here=7)
    assert hidden.about(hidden.now) == ""
