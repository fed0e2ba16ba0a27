"""How far a stöd or a certificate has come, who decides, and from which day on it is told that it ends."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.benefit.standing import (
    BenefitStep,
    CertificateStep,
    benefit_step,
    certificate_step,
    decided_by,
    is_renewed,
    last_day,
    tell_from,
    told_of,
)
from coordinator.settings import BENEFIT_LEAD_INSURANCE, BENEFIT_LEAD_OTHERS, Settings
from coordinator.swedish import add_months
from tests.coordinator.benefit.conftest import benefit, certificate, day, granted
from tests.coordinator.conftest import TODAY, record_of

DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (benefit(), BenefitStep.PLANNED),
        (benefit(applied_on=day(-9)), BenefitStep.APPLIED),
        (benefit(applied_on=day(-9), supplement_asked_on=day(-2)), BenefitStep.SUPPLEMENT),
        (benefit(applied_on=day(-9), supplement_asked_on=day(-2), supplement_sent_on=day(-1)), BenefitStep.APPLIED),
        (granted(), BenefitStep.HOLDS),
        (granted(decision=Decision.PARTLY), BenefitStep.HOLDS),
        (granted(valid_from=day(1)), BenefitStep.COMING),
        (granted(valid_from=day(0), valid_until=day(400)), BenefitStep.HOLDS),
        (granted(valid_until=day(100)), BenefitStep.ENDS_SOON),
        (granted(valid_until=day(0)), BenefitStep.ENDS_SOON),
        (granted(valid_until=day(-1)), BenefitStep.EXPIRED),
        (granted(valid_until=day(400), renew_by=day(-1)), BenefitStep.ENDS_SOON),
        (granted(renew_by=day(9)), BenefitStep.ENDS_SOON),
        (granted(decision=Decision.REFUSED, valid_until=day(-1)), BenefitStep.REFUSED),
        (granted(valid_until=day(-1), ended_on=day(-9)), BenefitStep.ENDED),
        (benefit(ended_on=day(-9)), BenefitStep.ENDED),
    ],
)
def test_the_step_is_read_from_the_days(one: Benefit, step: BenefitStep) -> None:
    assert benefit_step(record_of(one), one) is step


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, CertificateStep.NEEDED),
        ({"requested_on": day(-9)}, CertificateStep.REQUESTED),
        ({"requested_on": day(-9), "issued_on": day(-2)}, CertificateStep.ISSUED),
        ({"issued_on": day(-2), "sent_on": day(-1)}, CertificateStep.SENT),
        ({"requested_on": day(-9), "dropped_on": day(-1)}, CertificateStep.DROPPED),
    ],
)
def test_so_is_the_step_of_a_certificate(fields: dict[str, Any], step: CertificateStep) -> None:
    assert certificate_step(certificate(**fields)) is step


@pytest.mark.parametrize(
    ("one", "months"),
    [
        (granted(), 6),
        (granted(BenefitKind.LSS), 3),
        (granted(BenefitKind.LSS, decider=Decider.SOCIAL_INSURANCE), 6),
        (granted(BenefitKind.COST_CEILING), 1),
        (granted(BenefitKind.LSS, lead_months=9), 9),
        (granted(lead_months=0), 0),
    ],
)
def test_it_is_told_of_so_long_before_as_is_chosen_here_or_usual(one: Benefit, months: int) -> None:
    last = date(2027, 8, 31)
    ends = replace(one, valid_until=last)
    first = add_months(last, -months)
    assert tell_from(record_of(), ends) == first
    before = date.fromordinal(first.toordinal() - 1)
    assert not told_of(record_of(ends, today=before), ends) and told_of(record_of(ends, today=first), ends)


def test_the_settings_move_the_day_it_is_told_from() -> None:
    chosen = Settings({BENEFIT_LEAD_INSURANCE.key: 1, BENEFIT_LEAD_OTHERS.key: 12})
    record = record_of(settings=chosen)
    last = date(2027, 8, 31)
    assert tell_from(record, granted(valid_until=last)) == date(2027, 7, 31)
    assert tell_from(record, granted(BenefitKind.LSS, valid_until=last)) == date(2026, 8, 31)


def test_by_when_it_is_renewed_goes_before_its_last_day_and_without_either_it_does_not_end() -> None:
    assert last_day(granted(renew_by=day(9), valid_until=day(90))) == day(9)
    assert last_day(granted(valid_until=day(90))) == day(90)
    assert last_day(granted()) is None and tell_from(record_of(), granted()) is None
    assert not told_of(record_of(), granted())


def test_it_is_told_of_until_the_renewal_is_sent_and_not_only_begun() -> None:
    former = granted(valid_until=day(30))
    begun = benefit(renews_id=former.id)
    record = record_of(former, begun)
    assert told_of(record, former) and not is_renewed(record, former)
    for renewal in (
        replace(begun, applied_on=day(-1)),
        replace(begun, decision=Decision.REFUSED, decided_on=day(-1)),
        replace(begun, applied_on=day(-9), decision=Decision.GRANTED, decided_on=day(-1)),
    ):
        record = record_of(former, renewal)
        assert not told_of(record, former) and is_renewed(record, former)
    given_up = replace(begun, applied_on=day(-9), ended_on=day(-1), end_reason="Fel")
    assert told_of(record_of(former, given_up), former), "the application was taken back"


def test_what_was_refused_ended_or_never_decided_is_not_told_of() -> None:
    for fields in ({"decision": Decision.REFUSED}, {"ended_on": day(-1)}, {"decision": None, "decided_on": None}):
        one = granted(**{"valid_until": day(9)} | fields)
        assert not told_of(record_of(one), one), fields


def test_who_decides_is_said_on_the_support_else_as_usual() -> None:
    assert decided_by(benefit(BenefitKind.LSS)) is Decider.KOMMUN
    assert decided_by(benefit(BenefitKind.LSS, decider=Decider.REGION)) is Decider.REGION
    assert decided_by(benefit(BenefitKind.OTHER)) is None, "that differs, and nobody has said"


@given(
    decision=st.sampled_from([None, *Decision]),
    lead=st.none() | st.integers(0, 60),
    days=st.fixed_dictionaries(
        dict.fromkeys(
            (
                "applied_on",
                "supplement_asked_on",
                "supplement_sent_on",
                "valid_from",
                "valid_until",
                "renew_by",
                "ended_on",
            ),
            DAYS,
        )
    ),
)
def test_whatever_days_are_known_it_has_one_step_and_that_agrees_with_what_is_told(
    decision: Decision | None, lead: int | None, days: dict[str, Any]
) -> None:
    one = benefit(decision=decision, lead_months=lead, **days)
    record = record_of(one)
    step, told = benefit_step(record, one), told_of(record, one)
    assert not told or step in (BenefitStep.ENDS_SOON, BenefitStep.EXPIRED, BenefitStep.COMING)
    assert told or step is not BenefitStep.ENDS_SOON
    assert step is BenefitStep.ENDED or one.holds_on(TODAY) is (step in (BenefitStep.HOLDS, BenefitStep.ENDS_SOON))
