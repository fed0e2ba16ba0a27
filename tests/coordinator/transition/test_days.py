"""The day of each swap: a rule's, one of its own, or none; never another one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coordinator.dates import use_own_rules
from coordinator.transition.days import is_growing_up, moved_days, rule_day, swap_day
from coordinator.transition.next_steps import next_steps
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.proposing import proposals
from coordinator.transition.swap import Transition, TransitionKind, TransitionTask
from coordinator.transition.swapping import begin_transition, usual_rule
from tests.coordinator.conftest import PATIENT_ID, done, record_of
from tests.coordinator.transition.conftest import BORN, DENTIST, OF_AGE, day, swap_of, young


def swap(rule: str = "", planned_on: date | None = None) -> Transition:
    return Transition(patient_id=PATIENT_ID, rule=rule, planned_on=planned_on)


def test_a_rule_goes_before_a_day_and_without_either_there_is_none() -> None:
    record = young()
    assert swap_day(record, swap("myndig")) == OF_AGE
    assert swap_day(record, swap(planned_on=day(4))) == day(4)
    assert swap_day(record, swap()) is None
    assert swap_day(record_of(), swap("myndig")) is None


def test_a_rule_the_program_does_not_have_gives_no_day() -> None:
    assert rule_day("overgang_info", BORN) == date(2021, 12, 24)
    assert rule_day("pension", BORN) is None
    assert swap_day(young(), swap("pension")) is None


def test_who_has_turned_twenty_five_is_grown_up_and_who_may_be_any_age_is_not() -> None:
    assert is_growing_up(young()) and is_growing_up(record_of())
    assert is_growing_up(young(today=date(2034, 12, 23))) and not is_growing_up(young(today=date(2034, 12, 24)))


def test_nothing_has_moved_without_a_plan_or_when_it_is_closed() -> None:
    assert moved_days(young(swap("myndig"))) == []
    closed = TransitionPlan(patient_id=PATIENT_ID, born=date(2009, 1, 1), closed_on=day(-1))
    assert moved_days(young(swap("myndig"), closed)) == []
    opened = TransitionPlan(patient_id=PATIENT_ID, born=date(2009, 1, 1))
    assert moved_days(young(opened))


@pytest.fixture
def unreadable_rules(tmp_path: Path) -> Iterator[None]:
    own = tmp_path / "datumregler.json"
    own.write_text("{", encoding="utf-8")
    use_own_rules(own)
    yield
    use_own_rules(None)


@pytest.mark.usefixtures("unreadable_rules")
def test_rules_that_cannot_be_read_give_no_day_and_nothing_is_lost() -> None:
    record = young()
    assert proposals(record) == [] and swap_day(record, swap("fri_tandvard_t_o_m")) is None
    # When somebody is of age is changed only with the program.
    assert swap_day(record, swap("myndig")) == OF_AGE
    record = done(record, begin_transition(record, kind=TransitionKind.DENTAL, contact_id=DENTIST.id))
    assert swap_of(record).rule == "" and all(one.due_on is None for one in record.all(TransitionTask))
    assert next_steps(record)[0].why == "Dagen för bytet är inte bestämd."


def test_where_nobody_can_say_when_one_is_grown_up_an_old_day_is_not_proposed(tmp_path: Path) -> None:
    own = tmp_path / "datumregler.json"
    own.write_text('{"date_rules": [{"key": "overgang_slut", "formula": "26-\u00e5rsdan"}]}', encoding="utf-8")
    old = young(today=date(2080, 1, 1))
    assert usual_rule(young(), TransitionKind.HABILITATION) == "myndig"
    use_own_rules(own)
    try:
        assert usual_rule(old, TransitionKind.HABILITATION) == ""
    finally:
        use_own_rules(None)
    assert usual_rule(old, TransitionKind.HABILITATION) == ""
