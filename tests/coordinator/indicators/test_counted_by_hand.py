"""The figures of the practice clinic are those that were counted by hand from its files (`counted_by_hand.md`)."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from coordinator.desk import Desk
from coordinator.indicators.counting import Counted, counted
from coordinator.indicators.fact import Fact
from coordinator.indicators.facts import facts
from coordinator.indicators.figures import Point, figures
from coordinator.practice import PEOPLE, fill_practice
from tests.coordinator.conftest import MemoryStore, noon

TODAY = date(2026, 11, 22)
HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "counted_by_hand.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))
NONE = "-"


@cache
def facts_of_all() -> tuple[Fact, ...]:
    store = MemoryStore(noon(TODAY))
    made = fill_practice(Desk(store))
    return tuple(fact for person in made for fact in facts(store.read(person.patient_id)))


@cache
def inner() -> Mapping[str, Sequence[Counted]]:
    return counted(facts_of_all(), TODAY)


@cache
def shown() -> Mapping[tuple[str, date], Point]:
    clinic = figures(facts_of_all(), TODAY)
    return {(series.indicator.key, point.day): point for series in clinic.series for point in series.points}


def test_every_indicator_was_counted_on_every_day() -> None:
    assert [(row["indicator"], row["day"]) for row in ROWS] == [(key, day.isoformat()) for key, day in shown()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['indicator']} {row['day']}")
def test_what_is_counted_is_what_was_counted_by_hand(row: dict[str, str]) -> None:
    (found,) = [one for one in inner()[row["indicator"]] if one.day.isoformat() == row["day"]]
    if row["shown"] != "unknown":  # of former days nothing is known of transitions, and whatever is counted is not told
        by_hand = (row["numerator"], row["denominator"], row["median"])
        assert (_said(found.numerator), _said(found.denominator), _said(found.value)) == by_hand


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['indicator']} {row['day']}")
def test_what_is_shown_is_what_the_rules_leave_of_it(row: dict[str, str]) -> None:
    point = shown()[row["indicator"], date.fromisoformat(row["day"])]
    assert (_told(point), _said(point.denominator)) == (row["shown"], row["of_about"])


def test_the_count_tells_of_every_patient() -> None:
    told = (HERE / "counted_by_hand.md").read_text(encoding="utf-8")
    assert [slug for slug in PEOPLE if f"| {slug} |" not in told] == []


def _said(number: float | None) -> str:
    return NONE if number is None else f"{number:g}"


def _told(point: Point) -> str:
    if point.suppressed:
        return "hidden"
    if point.value is None:
        return "unknown" if point.denominator is None else "nothing"
    return _said(point.value)
