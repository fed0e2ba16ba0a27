"""What is to be done now: what others are to do only when it is near, and what nothing more is waited for with."""

from coordinator.benefit.kinds import BenefitKind
from coordinator.benefit.to_do import to_do
from tests.coordinator.benefit.conftest import benefit, certificate, day, granted
from tests.coordinator.conftest import record_of


def test_one_that_the_decision_came_without_is_not_asked_for_any_more() -> None:
    of = granted()
    assert to_do(record_of(of, certificate(benefit_id=of.id, requested_on=day(-500)))) == []


def test_what_somebody_else_is_to_do_later_is_not_to_be_done_now() -> None:
    of = benefit(applied_on=day(-9))
    soon = certificate(benefit_id=of.id, requested_on=day(-9), needed_by=day(7))
    later = certificate(benefit_id=of.id, requested_on=day(-9), needed_by=day(8))
    assert [one.entry for one in to_do(record_of(of, soon, later))] == [soon]


def test_an_application_waits_for_its_intyg_and_is_then_to_be_sent() -> None:
    of = benefit(BenefitKind.TRANSPORT_SERVICE)
    asked = certificate(benefit_id=of.id, requested_on=day(-9))
    assert to_do(record_of(of, asked)) == []
    come = certificate(benefit_id=of.id, requested_on=day(-9), issued_on=day(-1), sent_on=day(-1))
    assert [one.what for one in to_do(record_of(of, come))] == ["Skicka ansökan: Färdtjänst"]


def test_what_is_lost_comes_first_and_what_has_no_day_last() -> None:
    unsent, ends = benefit(BenefitKind.LSS_PLAN), granted(BenefitKind.TRANSPORT_SERVICE, valid_until=day(3))
    supplement = benefit(applied_on=day(-40), supplement_asked_on=day(-9), supplement_by=day(9))
    assert [one.entry for one in to_do(record_of(unsent, ends, supplement))] == [supplement, ends, unsent]


def test_what_ends_is_told_of_on_its_renewal_once_that_is_begun() -> None:
    ends = granted(BenefitKind.TRANSPORT_SERVICE, valid_until=day(20))
    begun = benefit(BenefitKind.TRANSPORT_SERVICE, renews_id=ends.id)
    assert [one.entry for one in to_do(record_of(ends))] == [ends]
    assert [(one.entry, one.day) for one in to_do(record_of(ends, begun))] == [(begun, day(20))]
