"""Silences: until when they hold, and what cannot stand in one."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.gap_silence import GapSilence
from tests.coordinator.conftest import PATIENT_ID, TODAY, problems_of
from tests.coordinator.gap_rules.cases import day

QUIET = GapSilence(
    patient_id=PATIENT_ID, rule="no_dental", reason="Hon får sina första tänder", until=day(90), silenced_on=TODAY
)


def test_it_holds_through_its_last_day() -> None:
    assert QUIET.holds_on(QUIET.until)
    assert not QUIET.holds_on(day(91))


@pytest.mark.parametrize(
    "silence",
    [
        QUIET,
        replace(QUIET, until=day(1)),
        replace(QUIET, until=date(2028, 11, 22)),
        replace(QUIET, silenced_on=day(-90), until=day(-1)),
        replace(QUIET, rule="a_rule_that_was"),
    ],
    ids=["as usual", "a day", "two years", "over", "of a rule that is gone"],
)
def test_what_can_stand(silence: GapSilence) -> None:
    assert problems_of(silence) == []


@pytest.mark.parametrize(
    ("silence", "said"),
    [
        (replace(QUIET, reason=" \n"), "Skriv varför luckan ska vara tyst."),
        (replace(QUIET, until=TODAY), "Välj en dag från och med i morgon"),
        (replace(QUIET, until=date(2028, 11, 23)), "högst 24 månader"),
        (replace(QUIET, silenced_on=day(1), until=day(9)), "Luckan är tystad i framtiden."),
        (replace(QUIET, silenced_on=date.max, until=date.max), "Luckan är tystad i framtiden."),
    ],
    ids=["no reason", "until today", "too long", "in the future", "at the end of the calendar"],
)
def test_what_cannot(silence: GapSilence, said: str) -> None:
    (problem,) = problems_of(silence)
    assert said in problem
