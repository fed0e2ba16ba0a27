"""The days of the transitions as the nurse has them before her: each once, and forty of one day as one line."""

from datetime import date
from typing import Any

import pytest

from coordinator.agenda import AgendaItem, agenda
from coordinator.entity import Entity
from coordinator.page import Page
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from tests.coordinator.conftest import PATIENT_ID, TODAY
from tests.coordinator.transition.conftest import HABILITATION, NEURO, OF_AGE, day, young

PLAN = TransitionPlan(patient_id=PATIENT_ID)


def swap(**fields: Any) -> Transition:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "contact_id": NEURO.id, "receiver": "Mona Rehn", "to_unit": "Vuxenneurologen",
    }  # fmt: skip
    return Transition(**usual | fields)


def task(due_on: date, what: str = "Skicka remiss", **fields: Any) -> TransitionTask:
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "what": what, "who": "Anna", "due_on": due_on}
    return TransitionTask(**usual | fields)


def items(*entries: Entity, days: int = 30, today: date = TODAY) -> list[AgendaItem]:
    return [one for one in agenda(young(*entries, today=today), days) if one.kind.KIND.startswith("transition")]


def lines(*entries: Entity, days: int = 30) -> list[str]:
    return [" | ".join(filter(None, (one.what, one.who, one.should_have))) for one in items(*entries, days=days)]


def test_each_day_that_remains_of_a_swap_has_a_line() -> None:
    one = swap(planned_on=day(20), joint_meeting_on=day(4), first_visit_on=day(25))
    found = items(one)
    assert lines(one) == [
        "Gemensamt möte: Barnneurologen | Mona Rehn", "Övergång: Barnneurologen | Mona Rehn",
        "Första besöket efter: Barnneurologen | Mona Rehn",
    ]  # fmt: skip
    assert [(item.day, item.page, item.entry_id) for item in found] == [
        (day(offset), Page.TRANSITION, one.id) for offset in (4, 20, 25)
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"planned_on": day(31)},
        {"planned_on": day(3), "same_unit": True},
        {"planned_on": day(3), "completed_on": TODAY, "first_visit_done_on": TODAY},
        {"planned_on": day(3), "dropped_on": TODAY, "dropped_reason": "Flyttar"},
        {"joint_meeting_on": day(-3), "joint_meeting_held_on": day(-3)},
        {"first_visit_on": day(-3), "first_visit_done_on": day(-3)},
    ],
)
def test_what_is_far_off_done_or_came_to_nothing_is_not_there(fields: dict[str, Any]) -> None:
    assert items(swap(**fields)) == []


def test_what_has_passed_is_late_without_blame() -> None:
    one = swap(planned_on=day(-2), joint_meeting_on=day(-9))
    assert lines(one) == [
        "Gemensamt möte: Barnneurologen | Mona Rehn | skulle ha hållits",
        "Övergång: Barnneurologen | Mona Rehn | skulle ha varit klar",
    ]
    assert all(item.late for item in items(one))


def test_a_day_that_follows_a_rule_is_the_rules() -> None:
    (item,) = items(swap(rule="myndig"), days=(OF_AGE - TODAY).days)
    assert item.day == OF_AGE


def test_forty_of_one_day_are_one_line() -> None:
    named = [HABILITATION.id, NEURO.id, None, None]
    many = [
        swap(rule="myndig", contact_id=one, from_unit="" if one else f"Enhet {place}")
        for place, one in enumerate(named * 10)
    ]
    (line,) = lines(*many, days=(OF_AGE - TODAY).days)
    assert line.startswith("40 övergångar | Habiliteringen för barn, Björkhaga (logoped), Barnneurologen")
    assert line.endswith("till") and len(line) < 200


def test_what_was_agreed_and_is_late_is_one_line_by_its_first_day() -> None:
    one = swap()
    agreed = [task(day(-offset), f"Uppgift {offset}", transition_id=one.id) for offset in (3, 1, 8, 2)]
    today, soon = task(TODAY, "Ring skolan"), task(day(5), "Boka tolk")
    (late, now, coming) = items(one, PLAN, *agreed, soon, today)
    assert (now.what, now.late) == ("Ring skolan", False)
    assert (late.day, late.what, late.who) == (
        day(-8),
        "4 överenskommelser",
        "Uppgift 8, Uppgift 3, Uppgift 2 och 1 till",
    )
    assert (late.late, late.should_have, late.entry_id) == (True, "skulle ha gjorts", agreed[2].id)
    assert (coming.what, coming.who, coming.late) == ("Boka tolk", "Anna", False)


def test_what_was_agreed_is_not_told_of_when_it_is_done_or_nothing_goes_on() -> None:
    done, ended = task(day(2), done_on=TODAY), swap(dropped_on=TODAY, dropped_reason="Flyttar")
    closed = TransitionPlan(patient_id=PATIENT_ID, closed_on=TODAY)
    assert items(PLAN, done, task(day(2), not_needed="Redan gjort")) == []
    assert items(closed, ended, task(day(2)), task(day(2), transition_id=ended.id)) == []
    assert items(task(day(2))) == []


def test_a_follow_up_is_there_until_it_is_done_also_when_the_swap_is_complete() -> None:
    one = swap(kind=TransitionKind.SPECIALIST, first_visit_done_on=day(-80), completed_on=day(-70))
    due = TransitionFollowUp(patient_id=PATIENT_ID, transition_id=one.id, months=3, due_on=day(9))
    done = TransitionFollowUp(patient_id=PATIENT_ID, transition_id=one.id, months=3, due_on=day(9), done_on=TODAY)
    assert lines(one, due, done) == ["Uppföljning efter: Barnneurologen | Mona Rehn"]
