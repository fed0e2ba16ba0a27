"""What is usual for each stöd: the data is whole, lead times are chosen, and a proposed last day is never made up."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.kinds import BenefitKind, Decider
from coordinator.benefit.rules import answer_days, benefit_rule, lead_months, months_before, proposed_until
from coordinator.date_rule import KEYS, DateSign
from coordinator.dates import date_rules
from coordinator.settings import BENEFIT_LEAD_INSURANCE, BENEFIT_LEAD_OTHERS, Settings

DATA: dict[str, Any] = json.loads((files("resources") / "rules" / "benefits.json").read_text(encoding="utf-8"))
BORN = date(2008, 12, 14)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def test_the_data_has_every_kind_once_and_no_other() -> None:
    assert list(DATA["kinds"]) == [kind.stored for kind in BenefitKind]


@pytest.mark.parametrize("kind", BenefitKind)
def test_each_kind_is_told_whole(kind: BenefitKind) -> None:
    rule = benefit_rule(kind)
    assert rule.kind is kind and rule.source
    assert (rule.decider is None) is (kind is BenefitKind.OTHER)
    assert kind is BenefitKind.OTHER or rule.renewal.endswith(".")
    assert not rule.form or rule.certificate
    assert 0 <= rule.months <= 120 and (rule.lead_months is None or 0 <= rule.lead_months <= 60)
    assert sum((bool(rule.months), bool(rule.period_rule), rule.school_year)) <= 1
    assert not rule.age_note or rule.from_rule or rule.until_rule


@pytest.mark.parametrize("kind", BenefitKind)
def test_the_ages_follow_date_rules_that_there_are(kind: BenefitKind) -> None:
    rule = benefit_rule(kind)
    for key in (rule.from_rule, rule.until_rule):
        if key:
            found = date_rules().rule(key)
            assert key in KEYS and found is not None and found.counts_from_birth
            assert key == rule.until_rule or found.sign is not DateSign.LAST_DAY
    assert not rule.period_rule or date_rules().period(rule.period_rule, date(2026, 11, 22))


def test_what_is_known_of_the_ages_of_somebody_born_on_14_december_2008() -> None:
    found = {
        kind: (benefit_rule(kind).earliest(BORN), benefit_rule(kind).latest(BORN))
        for kind in BenefitKind
        if benefit_rule(kind).from_rule or benefit_rule(kind).until_rule
    }
    nineteen = date(2027, 7, 1)
    assert found == {
        BenefitKind.CARE_ALLOWANCE: (None, date(2027, 6, 30)),
        BenefitKind.EXTRA_COSTS_CHILD: (None, date(2027, 6, 30)),
        BenefitKind.EXTRA_COSTS_ADULT: (nineteen, None),
        BenefitKind.ACTIVITY_GRANT: (nineteen, date(2038, 11, 30)),
        BenefitKind.ACTIVITY_GRANT_SCHOOL: (nineteen, date(2038, 11, 30)),
        BenefitKind.SICKNESS_GRANT: (nineteen, None),
        BenefitKind.HOUSING_SUPPLEMENT: (nineteen, None),
        BenefitKind.ASSISTANCE_ALLOWANCE: (None, date(2075, 12, 13)),  # before she turns 67
        BenefitKind.DENTAL_GRANT: (date(2028, 1, 1), None),
        BenefitKind.F_DENTAL: (date(2028, 1, 1), None),
        BenefitKind.CAR_GRANT: (None, date(2058, 12, 13)),
        BenefitKind.SICK_CHILD: (None, date(2026, 12, 13)),  # before she turns 18
        BenefitKind.GOOD_MAN: (date(2026, 6, 14), None),
    }


def test_without_a_birth_date_no_age_is_known() -> None:
    for kind in BenefitKind:
        rule = benefit_rule(kind)
        assert rule.earliest(None) is None and rule.latest(None) is None
        assert not rule.is_past(None, date(2026, 11, 22))


@pytest.mark.usefixtures("unreadable_rules")
def test_without_date_rules_no_age_is_known() -> None:
    rule = benefit_rule(BenefitKind.ACTIVITY_GRANT)
    assert rule.earliest(BORN) is None and rule.latest(BORN) is None and not rule.is_past(BORN, date(2099, 1, 1))


def test_who_was_too_old_before_there_was_a_rule_is_too_old() -> None:
    rule, born = benefit_rule(BenefitKind.CARE_ALLOWANCE), date(1960, 2, 29)
    assert rule.latest(born) is None and rule.is_past(born, date(2026, 11, 22))
    assert not rule.is_past(BORN, date(2027, 6, 30)) and rule.is_past(BORN, date(2027, 7, 1))
    assert not benefit_rule(BenefitKind.SICKNESS_GRANT).is_past(born, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("kind", "decider", "months"),
    [
        (BenefitKind.CARE_ALLOWANCE, None, 6),
        (BenefitKind.LSS, None, 3),
        (BenefitKind.OTHER, None, 3),
        (BenefitKind.OTHER, Decider.SOCIAL_INSURANCE, 6),
        (BenefitKind.ASSISTANCE_ALLOWANCE, Decider.KOMMUN, 3),
        (BenefitKind.COST_CEILING, None, 1),
        (BenefitKind.SICK_CHILD, None, 1),
        (BenefitKind.GOOD_MAN, Decider.KOMMUN, 6),
        (BenefitKind.TEN_DENTAL, None, 0),
    ],
)
def test_the_lead_time_is_the_kinds_own_else_the_one_for_who_decides(
    kind: BenefitKind, decider: Decider | None, months: int
) -> None:
    assert lead_months(Settings(), kind, decider) == months


def test_the_two_lead_times_are_chosen_and_a_kind_with_its_own_keeps_it() -> None:
    chosen = Settings({BENEFIT_LEAD_INSURANCE.key: 9, BENEFIT_LEAD_OTHERS.key: 4})
    kinds = (BenefitKind.CARE_ALLOWANCE, BenefitKind.LSS, BenefitKind.COST_CEILING)
    assert [lead_months(chosen, kind) for kind in kinds] == [9, 4, 1]


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        (BenefitKind.SCHOOL_TRANSPORT, date(2026, 8, 20), date(2027, 6, 30)),
        (BenefitKind.SCHOOL_TRANSPORT, date(2027, 1, 10), date(2027, 6, 30)),
        (BenefitKind.SCHOOL_TRANSPORT, date(2027, 5, 30), date(2027, 6, 30)),
        (BenefitKind.SCHOOL_TRANSPORT, date(2027, 6, 1), date(2028, 6, 30)),  # the next läsår
        (BenefitKind.DENTAL_GRANT, date(2026, 11, 22), date(2026, 12, 31)),
        (BenefitKind.DENTAL_GRANT, date(2027, 1, 1), date(2027, 6, 30)),
        (BenefitKind.COST_CEILING, date(2026, 3, 1), date(2027, 2, 28)),
        (BenefitKind.SELF_CARE, date(2024, 2, 29), date(2025, 2, 27)),
        (BenefitKind.LSS, date(2026, 11, 22), None),
        (BenefitKind.TRANSPORT_SERVICE, date(2026, 11, 22), None),  # one to three years: not ours to guess
        (BenefitKind.SCHOOL_TRANSPORT, None, None),
        (BenefitKind.COST_CEILING, date(9999, 5, 1), None),
        (BenefitKind.SCHOOL_TRANSPORT, date(9999, 12, 31), None),
    ],
)
def test_a_last_day_is_proposed_where_one_is_usual(kind: BenefitKind, start: date | None, last: date | None) -> None:
    assert proposed_until(kind, start) == last


def test_a_proposed_day_is_never_after_the_last_age() -> None:
    old = date(1997, 5, 1)  # thirty in May 2027
    assert proposed_until(BenefitKind.ACTIVITY_GRANT_SCHOOL, date(2026, 8, 20), old) == date(2027, 4, 30)
    assert proposed_until(BenefitKind.ACTIVITY_GRANT_SCHOOL, date(2026, 8, 20)) == date(2027, 6, 30)
    too_late = proposed_until(BenefitKind.ACTIVITY_GRANT_SCHOOL, date(2027, 8, 20), old)
    assert too_late == date(2028, 6, 30), "a day before the first one is no proposal"


@pytest.mark.usefixtures("unreadable_rules")
def test_no_period_is_proposed_when_its_rule_cannot_be_read() -> None:
    assert proposed_until(BenefitKind.DENTAL_GRANT, date(2026, 11, 22)) is None


@given(kind=st.sampled_from(list(BenefitKind)), start=DAYS, born=st.none() | DAYS)
def test_whatever_the_days_a_proposal_does_not_end_before_it_begins(
    kind: BenefitKind, start: date, born: date | None
) -> None:
    last = proposed_until(kind, start, born)
    assert last is None or last >= start


@given(day=DAYS, months=st.integers(0, 60))
def test_there_is_a_day_so_many_months_before_any_day(day: date, months: int) -> None:
    assert months_before(day, months) <= day


def test_one_waits_two_months_before_one_asks() -> None:
    assert answer_days() == 60
