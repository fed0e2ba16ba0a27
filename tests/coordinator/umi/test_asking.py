"""Asking group by group, or about all that is left at once."""

from typing import Any

import pytest

from coordinator.desk import Desk
from coordinator.entity import Knowledge
from coordinator.person import register_patient
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.asking import answer_group, answer_rest, edit_answer, unasked
from coordinator.umi.belonging import answer_of
from coordinator.umi.kinds import AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import ACTOR, TODAY, done, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, field_of, historic, refused, row

C = AlertGroup.HYPERSENSITIVITY


@pytest.mark.parametrize("known", [Knowledge.NONE_KNOWN, Knowledge.SOME])
def test_an_answer_has_its_day_and_who_asked(known: Knowledge) -> None:
    record = record_of()
    record = done(record, answer_group(record, C, known=known, source=" Mamma "))
    kept = answer_of(record, C)
    assert kept is not None
    assert (kept.known, kept.checked_on, kept.checked_by, kept.source) == (known, TODAY, ACTOR.name, "Mamma")


def test_a_new_answer_takes_the_place_of_the_former() -> None:
    record = record_of(answer(C, Knowledge.SOME))
    record = done(record, answer_group(record, C, known=Knowledge.NOT_ASKED))
    (kept,) = record.all(AlertGroupAnswer)
    assert (kept.known, kept.checked_on, kept.checked_by) == (Knowledge.NOT_ASKED, None, "")


def test_an_answer_that_is_changed_has_its_own_day_unless_it_says_which() -> None:
    former = answer(C, Knowledge.SOME, source="Mamma")
    record = record_of(former)

    def changed(**fields: Any) -> tuple[object, ...]:
        (kept,) = done(record, edit_answer(record, former.id, **fields)).all(AlertGroupAnswer)
        return kept.known, kept.checked_on, kept.checked_by, kept.source

    assert changed(known=Knowledge.NONE_KNOWN) == (Knowledge.NONE_KNOWN, TODAY, ACTOR.name, "")
    assert changed(known=Knowledge.NOT_ASKED) == (Knowledge.NOT_ASKED, None, "", "")
    told = {"checked_on": day(-3), "checked_by": "Nina", "source": "Pappa"}
    assert changed(known=Knowledge.NONE_KNOWN, **told) == (Knowledge.NONE_KNOWN, day(-3), "Nina", "Pappa")
    assert changed(source="Pappa") == (Knowledge.SOME, former.checked_on, former.checked_by, "Pappa")


@pytest.mark.parametrize("known", [Knowledge.NONE_KNOWN, Knowledge.NOT_ASKED])
def test_a_group_with_rows_that_hold_has_something(known: Knowledge) -> None:
    record = record_of(allergy(), answer(C, Knowledge.SOME))
    said = refused(record, lambda: answer_group(record, C, known=known))
    assert said.title == "Överkänslighet har uppgifter som gäller"
    assert "Bensylpenicillin" not in str(said)


def test_the_groups_that_are_left_are_those_without_answer_and_rows_and_never_the_historic_one() -> None:
    record = record_of(row(), answer(AlertGroup.INFECTION), answer(C, Knowledge.NOT_ASKED), historic())
    assert unasked(record) == [C, AlertGroup.ROUTINE]
    assert unasked(record_of()) == [group for group in AlertGroup if group is not AlertGroup.HISTORIC]


def test_one_question_answers_all_that_are_left_and_no_others() -> None:
    record = record_of(allergy(), answer(C, Knowledge.SOME))
    record = done(record, answer_rest(record, source="Mamma"))
    said = {group: field_of(record, group).words for group in AlertGroup}
    assert said == {
        AlertGroup.CONDITION: "Inga kända", AlertGroup.INFECTION: "Inga kända", C: "1 livshotande",
        AlertGroup.ROUTINE: "Inga kända", AlertGroup.HISTORIC: "Ej efterfrågat",
    }  # fmt: skip
    assert refused(record, lambda: answer_rest(record)).title == "Alla grupper är efterfrågade"


@pytest.mark.parametrize(
    "stopped",
    [allergy(valid_until=day(-9)), row("Dialysbehandling", AlertType.TREATMENT, ongoing=False)],
)
def test_what_has_run_out_or_is_paused_is_not_answered_with_the_rest(stopped: AlertInformation) -> None:
    """ "Nothing in the others" is not said of what was there until last week."""
    record = record_of(stopped)
    was = field_of(record, stopped.group).words
    assert stopped.group in unasked(record) and was in ("Har gått ut", "Behandling pausad")
    record = done(record, answer_rest(record))
    assert field_of(record, stopped.group).words == was
    assert field_of(record, AlertGroup.ROUTINE).words == "Inga kända"
    assert refused(record, lambda: answer_rest(record)).title == "Grupperna som är kvar frågas var för sig"
    asked = done(record, answer_group(record, stopped.group, known=Knowledge.NONE_KNOWN))
    assert field_of(asked, stopped.group).words == "Inga kända"


def test_undo_makes_the_groups_unasked_again(desk: Desk) -> None:
    patient = desk.begin(register_patient, given_name="Maja", family_name="Lindeskog").patient_id
    applied = desk.do(patient, answer_rest)
    desk.undo(applied.id)
    assert len(unasked(desk.open(patient))) == 4 and not desk.open(patient).all(AlertGroupAnswer)
