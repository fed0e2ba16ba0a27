"""The team's list on paper: initials and year of birth, never a name, a number or a unit."""

from dataclasses import replace
from datetime import date

from coordinator.document import texts
from coordinator.documents.team_list import initials, team_list_document
from coordinator.entity import new_id
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import TransitionKind
from coordinator.transition.team import Member, MemberPlan, MemberSwap, Task, team_rows
from tests.conftest import NOW
from tests.coordinator.conftest import TODAY

SWAP = MemberSwap(TransitionKind.HABILITATION, "Habiliteringen Norr", "", False, "", date(2026, 12, 1))
ALVA = Member(
    new_id(), "Alva Testsson", "Testsson, Alva", "20091224-2385", date(2009, 12, 24),
    MemberPlan(None, "Karin", None, None, None, None), (SWAP,),
)  # fmt: skip


def test_it_tells_who_by_initials_and_what_by_kind() -> None:
    said = "\n".join(texts(team_list_document(team_rows([ALVA], TODAY), NOW)))
    assert "A.T. 2009" in said and "Barn–vuxen habilitering" in said and "0 av 1" in said
    assert "tis 1 dec: Byte (Barn–vuxen habilitering)" in said
    for secret in ("Alva", "Testsson", "2385", "Habiliteringen Norr"):
        assert secret not in said


def test_what_was_agreed_in_own_words_is_told_as_an_agreement_only() -> None:
    """They may say a name: the list lies on a table among people."""
    usual = rule_of(TransitionKind.HABILITATION).tasks[0].what
    tasks = (Task("Visa Alva rummet", date(2026, 12, 2)), Task(usual, date(2026, 12, 3)))
    of_plan = (Task("Ring Alvas mormor", date(2026, 12, 4)),)
    row = replace(ALVA, swaps=(replace(SWAP, tasks=tasks),), tasks=of_plan)
    said = "\n".join(texts(team_list_document(team_rows([row], TODAY), NOW)))
    assert "Alva" not in said
    assert "ons 2 dec: Överenskommelse (Barn–vuxen habilitering)" in said
    assert f" 3 dec: {usual} (Barn–vuxen habilitering)" in said
    assert "fre 4 dec: Överenskommelse" in said


def test_what_is_after_the_quarter_is_left_out_and_nobody_is_normal() -> None:
    later = replace(ALVA, swaps=(replace(SWAP, planned_on=date(2027, 1, 1)),))
    assert "Byte" not in "\n".join(texts(team_list_document(team_rows([later], TODAY), NOW)))
    assert "Ingen är i en övergång just nu." in texts(team_list_document([], NOW))


def test_who_has_no_name_or_birth_date_is_told_as_far_as_can_be() -> None:
    (row,) = team_rows([replace(ALVA, name="", birth_date=None)], TODAY)
    assert initials(row) == "–"
