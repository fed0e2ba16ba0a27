"""What is usual for each kind, as data: whole, with rules that exist, in words that nurses say."""

import re

import pytest

from coordinator.date_rule import KEYS
from coordinator.transition.kinds import (
    SWAP,
    UsualTask,
    adult_words,
    follow_up_months,
    matches,
    plan_tasks,
    rule_of,
    waiting,
)
from coordinator.transition.plan import Track
from coordinator.transition.swap import TransitionKind

EVERY_TASK: list[UsualTask] = [one for kind in TransitionKind for one in rule_of(kind).tasks] + list(plan_tasks())


@pytest.mark.parametrize("kind", TransitionKind)
def test_every_kind_has_its_words_and_tasks(kind: TransitionKind) -> None:
    rule = rule_of(kind)
    assert rule.first_visit and rule.hole and rule.tasks
    assert rule.rule in ("", *KEYS)
    assert rule.first_visit[0].islower() and rule.hole[0].isupper()
    keys = [one.key for one in rule.tasks]
    assert len(keys) == len(set(keys))


def test_those_on_the_way_to_adult_life_follow_a_rule_and_others_are_planned_each_time() -> None:
    rules = {kind: rule_of(kind).rule for kind in TransitionKind if rule_of(kind).rule}
    assert rules == {
        TransitionKind.SPECIALIST: "myndig",
        TransitionKind.HABILITATION: "myndig",
        TransitionKind.DENTAL: "fri_tandvard_t_o_m",
        TransitionKind.PSYCHIATRY: "myndig",
        TransitionKind.SCHOOL_ADULT: "gymnasiet_slut",
    }
    assert {kind for kind in TransitionKind if rule_of(kind).adult_visit} == rules.keys()


def test_what_is_usually_agreed_is_said_in_words_with_somebody_who_does_it() -> None:
    for one in EVERY_TASK:
        assert one.day in (SWAP, *KEYS), one.key
        assert one.who.strip() and one.what[0].isupper() and not one.what.endswith("."), one.key
        assert 0 <= one.months_before <= 24 and 1 <= one.lead_months <= 12, one.key
        # Abbreviations are said out in full beside them; BUP, LSS and SIP are what the places are called.
        assert not re.search(r"\b(FVK|FLK|MAS|MAR|UMI|HSL)\b", f"{one.what} {one.who}"), one.key
    keys = [one.key for one in plan_tasks()]
    assert len(keys) == len(set(keys)) and {one.track for one in plan_tasks()} == {None, *Track}


def test_the_dental_applications_are_made_before_the_last_free_day() -> None:
    tasks = {one.key: one for one in rule_of(TransitionKind.DENTAL).tasks}
    for key in ("dental_allowance", "dental_f"):
        assert tasks[key].day == "fri_tandvard_t_o_m" and tasks[key].months_before >= 1
    assert {"dentist", "competence_centre"} <= tasks.keys()


def test_what_contacts_are_matched_by_is_folded_and_tells_why() -> None:
    for match in matches():
        assert match.rule in KEYS and match.why.endswith("." if match.chosen else "?")
        assert match.words or match.categories
        assert all(word == word.casefold() and "å" not in word for word in match.words)
        assert match.words or not match.any_age
    assert adult_words() and follow_up_months() == (3, 6, 12) and waiting().referral_days > 0
