"""Suppression: what is of one to four patients is never shown, nor to be had by laying what is shown side by side."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.indicators.counting import Counted, counted
from coordinator.indicators.csv import csv_text
from coordinator.indicators.definitions import indicators
from coordinator.indicators.fact import Fact, FactKind
from coordinator.indicators.figures import Clinic, Point, figures
from coordinator.indicators.suppression import FEW, rounded
from tests.coordinator.indicators.facts_of_clinics import DAYS, TODAY, clinic_of, event, events, span

OF_ALL = {
    "care_contact": FactKind.CARE_CONTACT, "physician_contact": FactKind.PHYSICIAN_CONTACT,
    "current_plan": FactKind.CURRENT_PLAN, "alerts_answered": FactKind.ALERTS_ANSWERED,
}  # fmt: skip
DAY_SPANS = (*OF_ALL.values(), FactKind.INFORMED)
HIDDEN = Point(TODAY, suppressed=True)


def now(facts: list[Fact], key: str) -> Point:
    return {one.indicator.key: one.now for one in figures(facts, TODAY).series}[key]


@pytest.mark.parametrize("here", range(30))
def test_a_share_is_shown_when_no_group_is_of_one_to_four(here: int) -> None:
    for having in range(here + 1):
        point = now(clinic_of(here, care_contact=having), "care_contact")
        small = any(0 < group < FEW for group in (here, having, here - having))
        assert point.suppressed is small, (here, having)
        if small:
            assert point == HIDDEN
        elif here:
            # All and none are told of all and none alone.
            assert (point.value == 0) is (having == 0)
            assert (point.value == 100) is (having == here)
            assert point.denominator == rounded(here)


@pytest.mark.parametrize(
    ("having", "here", "value"),
    [
        (7, 14, 50), (12, 18, 50), (6, 20, 25), (14, 20, 75), (18, 30, 60), (33, 52, 60), (68, 102, 65),
        (68, 250, 28), (317, 500, 63), (5, 499, 2), (5, 249, 5), (5, 5000, 1), (4995, 5000, 99), (22, 22, 100),
        (0, 22, 0), (6, 6, 100),
    ],
)  # fmt: skip
def test_a_share_is_rounded_to_steps_of_at_least_five_patients(having: int, here: int, value: int) -> None:
    assert now(clinic_of(here, care_contact=having), "care_contact") == Point(TODAY, float(value), rounded(here))


@pytest.mark.parametrize("here", [10, 12, 17, 20, 24, 33, 49, 50, 99, 100, 125])
def test_a_share_stands_for_at_least_three_numbers_of_patients(here: int) -> None:
    """Even to who knows how many patients there are."""
    shown = [now(clinic_of(here, care_contact=having), "care_contact").value for having in range(5, here - 4)]
    counts = Counter(shown)
    # Where five have it and five have it not there is one number only, and it is told by the whole as well.
    assert min(counts.values()) >= min(3, here - 9)
    assert list(counts) == sorted(counts, key=lambda one: one or 0)


def test_of_nobody_there_is_nothing_to_count() -> None:
    assert now([], "care_contact") == now([], "informed") == now([], "certificate_days") == Point(TODAY, None, 0)


def test_five_papers_of_four_patients_are_of_four() -> None:
    waits = events(FactKind.CERTIFICATE, TODAY, (10, 20, 30, 40))
    assert now([*waits, event(0, FactKind.CERTIFICATE, TODAY, 50)], "certificate_days") == HIDDEN
    assert now([*waits, event(9, FactKind.CERTIFICATE, TODAY, 50)], "certificate_days") == Point(TODAY, 30.0, 5)
    late = events(FactKind.SIP_FOLLOW_UP, TODAY, [1] * 8 + [0] * 4)
    assert now([*late, event(8, FactKind.SIP_FOLLOW_UP, TODAY, 0)], "sip_in_time") == HIDDEN
    assert now([*late, event(12, FactKind.SIP_FOLLOW_UP, TODAY, 0)], "sip_in_time") == Point(TODAY, 50.0, 15)


def test_six_patients_who_were_followed_up_both_in_time_and_late() -> None:
    both = [event(one, FactKind.SIP_FOLLOW_UP, TODAY, value) for one in range(6) for value in (0, 1, 1)]
    assert now(both, "sip_in_time") == Point(TODAY, 50.0, 20)


def test_the_steps_are_those_of_patients_and_not_of_papers() -> None:
    """Sixty follow-ups of twelve patients: a tenth of them may be of one."""
    many = [event(one % 12, FactKind.SIP_FOLLOW_UP, TODAY, int(one < 40)) for one in range(60)]
    assert now(many, "sip_in_time") == Point(TODAY, 50.0, 60)


def test_what_is_counted_of_a_number_that_is_not_shown_does_not_show_it() -> None:
    assert now(clinic_of(20, care_contact=17, informed=10), "informed") == HIDDEN
    assert now(clinic_of(20, care_contact=15, informed=10), "informed") == Point(TODAY, 50.0, None)
    assert now(clinic_of(20, care_contact=20, informed=17), "informed") == HIDDEN


def test_of_transitions_nothing_is_told_of_former_days() -> None:
    facts = clinic_of(12)
    facts += [span(one, FactKind.TRANSITION, "2020-01-01", value=int(one < 6)) for one in range(12)]
    (series,) = [one for one in figures(facts, TODAY).series if one.indicator.only_now]
    assert series.points == (*(Point(day) for day in DAYS[:-1]), Point(TODAY, 50.0, 10))


def numbers_shown(clinic: Clinic) -> set[int]:
    points = [point for series in clinic.series for point in series.points]
    return {one.denominator for one in points if one.denominator is not None}


# A clinic as whoever attacks imagines it: each row a patient, with the kinds that hold of her today beside being here.
Table = list[frozenset[FactKind]]
tables = st.lists(st.frozensets(st.sampled_from(DAY_SPANS)), max_size=28)


def as_facts(table: Table) -> list[Fact]:
    return [
        span(patient, kind, TODAY.isoformat())
        for patient, row in enumerate(table)
        for kind in (FactKind.HERE, *sorted(row, key=lambda one: one.stored))
    ]


@given(tables)
def test_no_two_numbers_that_are_shown_lie_one_to_four_apart(table: Table) -> None:
    shown = numbers_shown(figures(as_facts(table), TODAY))
    assert all(abs(one - other) % FEW == 0 for one, other in combinations({0, *shown}, 2))


@given(tables, st.sampled_from(DAY_SPANS), st.integers(2, 4), st.booleans())
def test_two_clinics_that_differ_in_one_person_of_a_small_group_look_the_same(
    table: Table, kind: FactKind, few: int, lacking: bool
) -> None:
    """Whoever knows everything but one person's answer cannot tell it from what is shown, when few share it."""
    of_care = kind is FactKind.INFORMED
    asked = [place for place, row in enumerate(table) if not of_care or FactKind.CARE_CONTACT in row]
    if len(asked) < few:
        return
    one, another = (
        [row | {kind} if (place in asked[:count]) is not lacking else row - {kind} for place, row in enumerate(table)]
        for count in (few, few - 1)
    )
    shown = [figures(as_facts(one), TODAY), figures(as_facts(another), TODAY)]
    assert shown[0] == shown[1]
    assert csv_text(shown[0]) == csv_text(shown[1])
    key = next((key for key, held in OF_ALL.items() if held is kind), "informed")
    assert now(as_facts(one), key).suppressed


@given(st.integers(5, 40), st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_how_many_a_small_group_is_of_changes_nothing(here: int, few: int, other: int, missing: bool) -> None:
    """One to four who have it, or have it not, among the same patients: every number that is shown stays as it was."""
    for kind in OF_ALL.values():
        clinics = [
            figures(clinic_of(here, informed=6, **{kind.stored: max(0, here - count) if missing else count}), TODAY)
            for count in (few, other)
            if (count if missing else here - count) >= 0
        ]
        assert clinics[0] == clinics[-1]


def test_a_newcomer_does_not_show_as_the_difference_to_the_quarter_before() -> None:
    """Whoever knows that one patient came cannot see what she has."""
    for has_it in (True, False):
        came = [span(21, FactKind.HERE, "2026-10-05")] + [span(21, FactKind.CARE_CONTACT, "2026-10-05")] * has_it
        points = figures([*clinic_of(21, care_contact=12), *came], TODAY).series[0].points
        assert [(point.value, point.denominator) for point in points] == [(50, 20)] * 9


def test_what_is_hidden_has_no_number_left_in_it() -> None:
    assert Point(date(2026, 1, 1), suppressed=True) == Point(date(2026, 1, 1), None, None, True)
    facts = clinic_of(3, care_contact=2)
    assert {series.now for series in figures(facts, TODAY).series} == {HIDDEN, Point(TODAY, None, 0)}


def test_every_group_is_looked_at_whatever_the_indicator() -> None:
    assert {one.key for one in indicators()} == set(counted([], TODAY))
    assert {one.key: len(counted([], TODAY)[one.key][0].behind) for one in indicators() if one.unit.stored == "share"} \
        == {one.key: 3 for one in indicators() if one.unit.stored == "share"}  # fmt: skip
    assert Counted(TODAY, 1, 2, (2, 1, 1)) in counted(clinic_of(2, care_contact=1), TODAY)["care_contact"]
