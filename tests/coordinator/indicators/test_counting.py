"""Counting: who is counted on which day, in which quarter a thing falls, and what the median of an even number is."""

from datetime import date, timedelta

import pytest

from coordinator.indicators.counting import Counted, counted, days_told, median
from coordinator.indicators.fact import Fact, FactKind
from tests.coordinator.indicators.facts_of_clinics import DAYS, TODAY, clinic_of, event, span

LAST_QUARTER = date(2026, 9, 30)


def now(key: str, facts: list[Fact]) -> Counted:
    return counted(facts, TODAY)[key][-1]


def counts(key: str, facts: list[Fact]) -> list[tuple[int | None, int]]:
    return [(one.numerator, one.denominator) for one in counted(facts, TODAY)[key]]


def test_the_days_are_eight_quarter_ends_and_today() -> None:
    assert [day.isoformat() for day in DAYS] == [
        "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30",
        "2026-11-23",
    ]  # fmt: skip
    assert [one.day for one in counted([], TODAY)["informed"]] == DAYS


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2026, 1, 1), date(2024, 2, 29), date(2026, 10, 1)])
def test_a_quarter_that_ends_today_is_told_once(today: date) -> None:
    days = days_told(today)
    assert days == sorted(set(days))
    assert (len(days), days[-1]) == (9, today)
    assert all((day + timedelta(days=1)).day == 1 and day.month % 3 == 0 for day in days[:-1])


def test_a_span_counts_on_its_first_and_last_day_and_not_beside_them() -> None:
    here = span(1, FactKind.HERE)
    for start, end, expected in (
        ("2026-09-30", "2026-09-30", 1), ("2026-10-01", "2026-11-22", 0), ("2026-09-29", "2026-09-29", 0),
        ("2026-07-01", "2026-09-30", 1), ("2026-09-30", "2026-11-22", 1), ("2026-10-02", "2026-10-01", 0),
    ):  # fmt: skip
        found = counts("care_contact", [here, span(1, FactKind.CARE_CONTACT, start, end)])
        assert found == [(0, 1)] * 7 + [(expected, 1), (0, 1)], (start, end)


def test_what_begins_ahead_counts_on_no_day_yet() -> None:
    assert now("care_contact", [*clinic_of(1), span(0, FactKind.CARE_CONTACT, "2026-11-24")])[:3] == (TODAY, 0, 1)
    assert now("care_contact", [*clinic_of(1), span(0, FactKind.CARE_CONTACT, "2026-11-23")])[:3] == (TODAY, 1, 1)


def test_only_who_is_here_on_the_day_is_counted() -> None:
    left = span(7, FactKind.HERE, end="2026-09-29")
    having = [span(7, FactKind.CARE_CONTACT), span(7, FactKind.INFORMED)]
    assert counts("care_contact", [left, *having]) == [(1, 1)] * 7 + [(0, 0)] * 2
    assert counts("informed", [left, *having]) == [(1, 1)] * 7 + [(0, 0)] * 2


def test_two_who_hold_the_same_role_count_once() -> None:
    facts = [*clinic_of(2, care_contact=1), span(0, FactKind.CARE_CONTACT, "2026-01-01")]
    assert now("care_contact", facts) == Counted(TODAY, 1, 2, (2, 1, 1))


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("care_contact", "care_contact"), ("physician_contact", "physician_contact"), ("current_plan", "current_plan"),
        ("alerts_answered", "alerts_answered"),
    ],
)  # fmt: skip
def test_the_shares_of_all_who_are_here(key: str, kind: str) -> None:
    found = counted(clinic_of(9, **{kind: 4}), TODAY)
    assert found[key][-1] == Counted(TODAY, 4, 9, (9, 4, 5))
    others = set(found) & {"care_contact", "physician_contact", "current_plan", "alerts_answered"} - {key}
    assert all(found[other][-1].numerator == 0 for other in others)


def test_who_was_told_is_counted_of_those_who_have_somebody() -> None:
    facts = clinic_of(9, care_contact=6, informed=8)
    assert now("informed", facts) == Counted(TODAY, 6, 6, (6, 6, 0))


def test_what_happened_falls_in_the_quarter_of_its_day() -> None:
    days = [date(2024, 9, 30), date(2024, 10, 1), date(2026, 9, 30), date(2026, 10, 1), TODAY, date(2026, 11, 24)]
    facts = [event(1, FactKind.SIP_FOLLOW_UP, day, 1) for day in days]
    assert counts("sip_in_time", facts) == [(1, 1)] + [(0, 0)] * 6 + [(1, 1), (2, 2)]


def test_patients_and_not_papers_stand_behind_a_group() -> None:
    facts = [event(1, FactKind.SIP_FOLLOW_UP, TODAY, value) for value in (1, 1, 1, 0)]
    facts += [event(2, FactKind.SIP_FOLLOW_UP, TODAY, 1)]
    assert now("sip_in_time", facts) == Counted(TODAY, 4, 5, (2, 2, 1))
    waits = [event(1, FactKind.CERTIFICATE, LAST_QUARTER, days) for days in (3, 9, 30)]
    assert counted(waits, TODAY)["certificate_days"][-2] == Counted(LAST_QUARTER, None, 3, (1,), 9)


def test_a_fact_of_a_kind_that_is_not_known_here_is_passed_over() -> None:
    unknown = Fact("patient-0", "something_later", TODAY.isoformat(), TODAY.isoformat(), 1)
    assert counted([*clinic_of(2), unknown], TODAY) == counted(clinic_of(2), TODAY)


def test_a_transition_counts_as_long_as_its_patient_is_here() -> None:
    facts = [*clinic_of(2), *(span(one, FactKind.TRANSITION, "2026-11-23", value=one % 2) for one in (0, 1, 1, 5))]
    assert now("receiver", facts) == Counted(TODAY, 2, 3, (2, 1, 1))


def test_a_transition_that_was_found_yesterday_goes_on_today() -> None:
    facts = [span(0, FactKind.HERE), span(0, FactKind.TRANSITION, "2026-09-30", value=1)]
    assert now("receiver", facts)[:3] == (TODAY, 1, 1)


@pytest.mark.parametrize(
    ("values", "middle"),
    [((), None), ((4,), 4), ((9, 1, 5), 5), ((4, 6), 5), ((4, 7), 6), ((0, 1), 1), ((1, 2, 3, 100), 3), ((0, 0), 0)],
)
def test_the_median(values: tuple[int, ...], middle: int | None) -> None:
    assert median(values) == middle
