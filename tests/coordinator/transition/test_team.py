"""The list of all young people: who is in it, in which stage, who has no receiver, and what is due."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.entity import new_id
from coordinator.transition.plan import Track
from coordinator.transition.standing import TransitionStage
from coordinator.transition.swap import TransitionKind
from coordinator.transition.team import Due, Hole, Member, MemberPlan, MemberSwap, Task, TeamRow, quarter_end, team_rows
from tests.coordinator.conftest import TODAY

PLAN = MemberPlan(Track.SUPPORTED, "Karin", date(2025, 1, 1), None, None, None)
SWAP = MemberSwap(TransitionKind.HABILITATION, "Habiliteringen Norr", "myndig", False, "")
NAMED = replace(SWAP, kind=TransitionKind.SPECIALIST, place="Barnhjärta", receiver="Jakob Linder")
FIFTEEN = date(2011, 9, 1)


def member(
    born: date | None = FIFTEEN, plan: MemberPlan | None = PLAN, *swaps: MemberSwap, name: str = "Alva"
) -> Member:
    return Member(new_id(), name, name, "", born, plan, swaps)


def one(*members: Member) -> TeamRow:
    (row,) = team_rows(members, TODAY)
    return row


def test_a_young_person_with_a_plan_is_told_with_stage_holes_and_who_coordinates() -> None:
    row = one(member(FIFTEEN, PLAN, SWAP, NAMED))
    assert (row.stage, row.begun, row.track, row.coordinator, row.years) == (
        TransitionStage.PLAN,
        True,
        Track.SUPPORTED,
        "Karin",
        15,
    )
    assert (row.swaps, row.named, row.holes) == (2, 1, (Hole(TransitionKind.HABILITATION, "Habiliteringen Norr"),))


@pytest.mark.parametrize(
    ("born", "is_there"),
    [
        (date(2015, 1, 1), False),
        (date(2014, 11, 22), True),
        (date(2007, 11, 23), True),
        (date(2007, 11, 22), False),
        (None, False),
    ],
    ids=["eleven", "twelve today", "eighteen", "nineteen today", "no birth date"],
)
def test_who_has_nothing_begun_is_there_from_twelve_to_nineteen(born: date | None, is_there: bool) -> None:
    rows = team_rows([member(born, None)], TODAY)
    assert bool(rows) is is_there
    assert all(row.stage is None and not row.begun for row in rows)


def test_whoever_has_something_open_is_there_at_any_age() -> None:
    home = replace(NAMED, kind=TransitionKind.HOSPITAL_HOME, rule="", planned_on=TODAY)
    row = one(member(date(1950, 1, 1), None, home))
    assert row.due == (Due(TODAY, "Byte", "Barnhjärta", TransitionKind.HOSPITAL_HOME),)


def test_who_is_through_is_not_there() -> None:
    done = replace(NAMED, first_visit_done_on=TODAY, completed_on=TODAY)
    assert team_rows([member(FIFTEEN, replace(PLAN, closed_on=TODAY), done)], TODAY) == []
    assert team_rows([member(FIFTEEN, None, replace(NAMED, same_unit=True))], TODAY) == []


def test_a_follow_up_that_remains_keeps_her_there() -> None:
    left = replace(
        NAMED, first_visit_done_on=TODAY, completed_on=TODAY, follow_ups=(Task("Uppföljning efter 3 månader", TODAY),)
    )
    row = one(member(FIFTEEN, None, left))
    assert [due.words for due in row.due] == ["Uppföljning efter 3 månader: Barnhjärta"]


def test_what_is_due_is_what_remains_the_earliest_first() -> None:
    swap = replace(
        NAMED,
        rule="",
        planned_on=date(2027, 3, 1),
        joint_meeting_on=date(2026, 12, 1),
        first_visit_on=date(2027, 4, 1),
        tasks=(
            Task("Visa rummet", date(2026, 11, 1)),
            Task("Ingen dag", None),
        ),
    )
    row = one(member(FIFTEEN, PLAN, swap, replace(SWAP, dropped_on=TODAY)))
    assert [due.what for due in row.due] == ["Visa rummet", "Gemensamt möte", "Byte", "Första besöket"]
    assert [due.words for due in row.due_until(quarter_end(TODAY))] == [
        "Visa rummet",
        "Gemensamt möte: Barnhjärta",
    ]


def test_home_from_hospital_is_no_beginning_for_a_young_person() -> None:
    home = replace(NAMED, kind=TransitionKind.HOSPITAL_HOME, rule="", first_visit_done_on=TODAY, completed_on=TODAY)
    row = one(member(FIFTEEN, None, home))
    assert row.stage is None and not row.begun
    assert team_rows([member(FIFTEEN, None, replace(home, rule="myndig"))], TODAY) == []


def test_what_was_agreed_for_a_plan_that_is_closed_is_not_due_and_no_day_stands_in_for_that_of_a_rule() -> None:
    tasks = (Task("God man", TODAY),)
    unknown = replace(NAMED, rule="borttagen", planned_on=TODAY)
    both = replace(member(FIFTEEN, PLAN, unknown), tasks=tasks)
    assert [due.what for due in one(both).due] == ["God man"]
    row = one(replace(both, plan=replace(PLAN, closed_on=TODAY)))
    assert row.due == () and row.stage is TransitionStage.TRANSFER


def test_those_who_have_not_begun_come_first_then_by_stage_then_by_name() -> None:
    planned = replace(PLAN, planned_on=TODAY)
    rows = team_rows(
        [
            member(FIFTEEN, planned, SWAP, name="Örjan"),
            member(FIFTEEN, PLAN, name="Åsa"),
            member(FIFTEEN, None, name="Ö"),
            member(FIFTEEN, PLAN, name="Anna"),
            member(FIFTEEN, None, name="Bo"),
        ],
        TODAY,
    )
    assert [row.name for row in rows] == ["Bo", "Ö", "Anna", "Åsa", "Örjan"]


def test_where_a_protected_person_is_the_kind_is_told_and_no_place() -> None:
    row = one(member(FIFTEEN, PLAN, replace(SWAP, place="")))
    assert row.holes == (Hole(TransitionKind.HABILITATION, "Barn–vuxen habilitering"),)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 11, 22), date(2026, 12, 31)),
        (date(2028, 6, 30), date(2028, 6, 30)),
    ],
)
def test_a_quarter_ends(day: date, last: date) -> None:
    assert quarter_end(day) == last
