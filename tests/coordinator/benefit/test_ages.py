"""Between which ages a stöd can be had: said in words when the days are known, and what to offer first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.ages import age_words, fits_age, offered_kinds
from coordinator.benefit.kinds import BenefitKind
from coordinator.benefit.rules import benefit_rule
from coordinator.record import Record
from coordinator.settings import BENEFIT_LEAD_INSURANCE, Settings
from tests.coordinator.conftest import MAJA, TODAY, record_of

BORN = date(2008, 12, 14)
NOT_CHECKED = " (inte kontrollerat mot källan)"


def born_on(born: date | None, today: date = TODAY, settings: Settings | None = None) -> Record:
    return record_of(replace(MAJA, birth_date=born), today=today, settings=settings)


@pytest.mark.parametrize(
    ("kind", "today", "words"),
    [
        (BenefitKind.ACTIVITY_GRANT, TODAY, "Tidigast 1 juli 2027, längst till och med 30 november 2038"),
        (BenefitKind.ACTIVITY_GRANT, date(2027, 7, 1), "Längst till och med 30 november 2038"),
        (BenefitKind.ACTIVITY_GRANT, date(2038, 11, 30), "Längst till och med 30 november 2038"),
        (BenefitKind.ACTIVITY_GRANT, date(2038, 12, 1), "Gick till och med 30 november 2038"),
        (BenefitKind.CARE_ALLOWANCE, TODAY, f"Längst till och med 30 juni 2027{NOT_CHECKED}"),
        (BenefitKind.EXTRA_COSTS_ADULT, TODAY, f"Tidigast 1 juli 2027{NOT_CHECKED}"),
        (BenefitKind.EXTRA_COSTS_ADULT, date(2027, 7, 1), ""),
        (BenefitKind.ASSISTANCE_ALLOWANCE, TODAY, "Ny ansökan senast 13 december 2075"),
        (BenefitKind.ASSISTANCE_ALLOWANCE, date(2076, 1, 1), "Ny ansökan gick till och med 13 december 2075"),
        (
            BenefitKind.CAR_GRANT,
            TODAY,
            f"Längst till och med 13 december 2058{NOT_CHECKED}. Gäller den som inte arbetar eller studerar.",
        ),
        (BenefitKind.LSS, TODAY, ""),
    ],
)
def test_the_ages_are_said_in_words(kind: BenefitKind, today: date, words: str) -> None:
    assert age_words(benefit_rule(kind), BORN, today) == words


@pytest.mark.parametrize("kind", BenefitKind)
def test_nothing_is_said_without_a_birth_date(kind: BenefitKind) -> None:
    assert age_words(benefit_rule(kind), None, TODAY) == ""


@pytest.mark.usefixtures("unreadable_rules")
def test_nothing_is_said_when_the_date_rules_cannot_be_read() -> None:
    told = [kind for kind in BenefitKind if age_words(benefit_rule(kind), BORN, TODAY)]
    assert told == [BenefitKind.SICK_CHILD], "when she comes of age is not the clinic's to change"
    assert offered_kinds(born_on(BORN)) == list(BenefitKind), "and then all of them may fit"


def test_a_source_nobody_has_checked_is_told_whether_it_is_ours_or_the_date_rules() -> None:
    rule = benefit_rule(BenefitKind.ACTIVITY_GRANT)
    assert rule.is_confirmed_for(BORN)
    assert NOT_CHECKED in age_words(replace(rule, confirmed=False), BORN, TODAY)
    unchecked = replace(rule, until_rule="omvardnadsbidrag_t_o_m")  # confirmed here, and not there
    assert age_words(unchecked, BORN, TODAY).endswith(NOT_CHECKED)


def test_what_fits_her_age_is_offered_first_and_everything_is_offered() -> None:
    offered = offered_kinds(born_on(BORN))
    assert sorted(offered, key=list(BenefitKind).index) == list(BenefitKind)
    assert offered[0] is BenefitKind.CARE_ALLOWANCE and offered[-1] is BenefitKind.OTHER
    assert offered.index(BenefitKind.ACTIVITY_GRANT) > offered.index(BenefitKind.TRAVEL)
    grown_up = offered_kinds(born_on(date(1986, 12, 14)))
    assert grown_up[0] is BenefitKind.EXTRA_COSTS_ADULT
    assert grown_up.index(BenefitKind.CARE_ALLOWANCE) > grown_up.index(BenefitKind.TRAVEL)
    assert offered_kinds(born_on(None)) == list(BenefitKind)


def test_what_can_soon_be_had_fits_as_long_before_as_one_is_told() -> None:
    kind = BenefitKind.ACTIVITY_GRANT
    assert not fits_age(born_on(BORN, date(2026, 12, 31)), kind) and fits_age(born_on(BORN, date(2027, 1, 1)), kind)
    longer = Settings({BENEFIT_LEAD_INSURANCE.key: 9})
    assert fits_age(born_on(BORN, date(2026, 10, 1), longer), kind)


def test_it_fits_until_its_last_day() -> None:
    kind = BenefitKind.CARE_ALLOWANCE
    assert fits_age(born_on(BORN, date(2027, 6, 30)), kind) and not fits_age(born_on(BORN, date(2027, 7, 1)), kind)


@given(
    kind=st.sampled_from(list(BenefitKind)),
    born=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    today=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
)
def test_what_is_said_to_have_ended_does_not_fit_and_what_fits_has_not_ended(
    kind: BenefitKind, born: date, today: date
) -> None:
    said = age_words(benefit_rule(kind), born, today)
    fits = fits_age(born_on(born, today), kind)
    assert not ("ick till och med" in said and fits)
    assert said[:1] == said[:1].upper() and "  " not in said
