"""Which step is gone on with, which can be opened, and when the page goes along."""

from typing import Any

import pytest

from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason
from coordinator.sip.standing import SipStep
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from ui.pages.sip_course import can_open, leads_on, step_now

EVERY = frozenset(SipStep)


def sip(**fields: Any) -> Sip:
    return Sip(patient_id=PATIENT_ID, **fields)


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, SipStep.NEED), ({"need_assessed_on": TODAY}, SipStep.OFFER),
        ({"refused_on": TODAY, "need_assessed_on": TODAY}, SipStep.NEED),
        ({"answer": SipAnswer.NO, "need_assessed_on": TODAY}, SipStep.OFFER),
        ({"closed_on": TODAY, "close_reason": SipCloseReason.MOVED}, SipStep.CLOSED),
        ({"established_on": TODAY, "follow_up_on": TODAY}, SipStep.FOLLOW_UP),
    ],
)  # fmt: skip
def test_one_goes_on_with_what_is_next_or_where_it_ended(fields: dict[str, Any], step: SipStep) -> None:
    one = sip(**fields)
    assert step_now(record_of(one), one) is step


def test_a_plan_that_has_been_followed_up_is_followed_up_again() -> None:
    one = sip(established_on=TODAY, follow_up_on=TODAY)
    followed = SipFollowUp(patient_id=PATIENT_ID, sip_id=one.id, followed_up_on=TODAY, next_on=TODAY)
    assert step_now(record_of(one, followed), one) is SipStep.FOLLOW_UP


def test_much_can_be_prepared_but_only_a_plan_that_is_made_is_followed_up() -> None:
    begun, made = sip(), sip(established_on=TODAY, follow_up_on=TODAY)
    assert can_open(record_of(begun), begun) == EVERY - {SipStep.FOLLOW_UP}
    assert can_open(record_of(made), made) == EVERY


def test_of_one_that_has_ended_what_was_done_can_be_seen() -> None:
    one = sip(need_assessed_on=TODAY, answer=SipAnswer.NO)
    assert can_open(record_of(one), one) == {SipStep.NEED, SipStep.OFFER}


@pytest.mark.parametrize(
    ("step", "now", "is_open", "goes"),
    [
        (SipStep.NEED, SipStep.NEED, True, False), (SipStep.NEED, SipStep.OFFER, True, True),
        (SipStep.CONSENT, SipStep.INVITATION, True, True), (SipStep.INVITATION, SipStep.MEETING, True, False),
        (SipStep.INVITATION, SipStep.OFFER, True, True), (SipStep.MEETING, SipStep.CLOSED, False, True),
    ],
)  # fmt: skip
def test_one_goes_along_where_there_is_nothing_more_to_do(
    step: SipStep, now: SipStep, is_open: bool, goes: bool
) -> None:
    assert leads_on(step, now, is_open=is_open) is goes
