"""The checklist: its questions, its rounds, and what has changed. Nothing is added up."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from coordinator.errors import RuleError
from coordinator.transition import checklists
from coordinator.transition.belonging import rounds
from coordinator.transition.checklist import Ability, Answerer, ChecklistAnswer, ChecklistRound, MaturityAssessment
from coordinator.transition.checklists import (
    answer_question,
    answered,
    areas,
    assess_maturity,
    begin_round,
    in_round,
    introduction,
    questions,
    who_answered,
)
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

LONG_AGO = TODAY - timedelta(days=300)
ICONS = Path(checklists.__file__).parents[2] / "resources" / "icons"


def a_round(on: date = TODAY, by: Answerer = Answerer.YOUNG) -> ChecklistRound:
    return ChecklistRound(patient_id=PATIENT_ID, answered_on=on, answered_by=by, name="Nina")


def an_answer(of: ChecklistRound, answer: Ability, question: str = "travel") -> ChecklistAnswer:
    return ChecklistAnswer(patient_id=PATIENT_ID, round_id=of.id, question=question, answer=answer)


def test_there_are_six_areas_and_each_question_has_a_key_of_its_own() -> None:
    assert len(areas()) == 6
    assert len(questions()) == sum(len(area.questions) for area in areas())


def test_every_question_has_words_for_both_and_a_picture_that_is_there() -> None:
    for one in questions().values():
        assert one.to(Answerer.YOUNG) == one.to(Answerer.TOGETHER) == one.young
        assert one.to(Answerer.RELATIVE) == one.relative != one.young
        assert (ICONS / f"{one.picture}.svg").is_file()
    assert introduction(Answerer.YOUNG) == introduction(Answerer.TOGETHER) != introduction(Answerer.RELATIVE)


def test_the_last_answer_is_told_with_the_one_before_that_was_another() -> None:
    first, second, third = a_round(LONG_AGO), a_round(LONG_AGO + timedelta(days=9)), a_round()
    record = record_of(
        MAJA, third, first, second, an_answer(first, Ability.NOT_YET), an_answer(second, Ability.WITH_HELP),
        an_answer(third, Ability.WITH_HELP),
    )  # fmt: skip
    found = answered(record, by_relative=False)["travel"]
    assert (found.answer.answer, found.of) == (Ability.WITH_HELP, third)
    assert (found.before, found.before_on) == (Ability.NOT_YET, LONG_AGO)


def test_what_was_left_out_this_time_keeps_its_last_answer() -> None:
    first, second = a_round(LONG_AGO), a_round()
    record = record_of(MAJA, first, second, an_answer(first, Ability.BY_SELF))
    assert answered(record, by_relative=False)["travel"].of == first


def test_a_relatives_answer_never_stands_for_the_young_persons() -> None:
    hers, mothers = a_round(LONG_AGO, Answerer.TOGETHER), a_round(TODAY, Answerer.RELATIVE)
    record = record_of(MAJA, hers, mothers, an_answer(hers, Ability.BY_SELF), an_answer(mothers, Ability.NOT_YET))
    assert answered(record, by_relative=False)["travel"].answer.answer is Ability.BY_SELF
    assert answered(record, by_relative=True)["travel"].answer.answer is Ability.NOT_YET


def test_an_answer_to_a_question_that_is_no_more_is_left_alone() -> None:
    one = a_round()
    record = record_of(MAJA, one, an_answer(one, Ability.BY_SELF, "gone"))
    assert answered(record, by_relative=False) == {}


def test_a_round_is_told_with_what_the_same_side_answered_before() -> None:
    first, hers, second = a_round(LONG_AGO), a_round(LONG_AGO + timedelta(days=5), Answerer.RELATIVE), a_round()
    record = record_of(
        MAJA, first, hers, second, an_answer(first, Ability.NOT_YET), an_answer(hers, Ability.NOT_RELEVANT),
        an_answer(second, Ability.WITH_HELP), an_answer(first, Ability.BY_SELF, "money"),
    )  # fmt: skip
    told = in_round(record, second)
    assert list(told) == list(questions())
    assert told["travel"].has_changed and told["travel"].before_words == "Förra gången, 26 jan 2026: Inte än"
    assert not told["money"].has_changed and told["money"].before_words == "Förra gången, 26 jan 2026: Klarar själv"
    assert told["housing"].before_words == "" and told["housing"].answer is None
    assert all(one.before is None for one in in_round(record, first).values())
    same = record_of(MAJA, first, second, *(an_answer(one, Ability.NOT_YET) for one in (first, second)))
    assert in_round(same, second)["travel"].before_words == "Förra gången, 26 jan 2026: samma svar"


def test_of_two_rounds_of_one_day_the_one_that_was_begun_last_counts() -> None:
    first, second = a_round(), a_round()
    record = record_of(MAJA, first, second, an_answer(first, Ability.NOT_YET), an_answer(second, Ability.BY_SELF))
    assert rounds(record) == [second, first]
    assert answered(record, by_relative=False)["travel"].of == second
    assert in_round(record, second)["travel"].before is Ability.NOT_YET


@pytest.mark.parametrize(
    ("by", "name", "words"),
    [
        (Answerer.YOUNG, "", "Den unge själv"),
        (Answerer.YOUNG, "Stina", "Den unge själv, Stina"),
        (Answerer.TOGETHER, "Stina Broman", "Den unge tillsammans med Stina Broman"),
        (Answerer.TOGETHER, " ", "Den unge tillsammans med någon"),
        (Answerer.RELATIVE, "Nina Ek", "Närstående, Nina Ek"),
    ],
)
def test_whose_answers_they_are_is_told(by: Answerer, name: str, words: str) -> None:
    assert who_answered(ChecklistRound(patient_id=PATIENT_ID, answered_on=TODAY, answered_by=by, name=name)) == words


def test_an_answer_is_given_changed_and_taken_away() -> None:
    one = a_round()
    record = record_of(MAJA, one)
    (given,) = answer_question(record, one.id, "travel", Ability.NOT_YET, note=" bussen ").steps
    assert isinstance(given.entry, ChecklistAnswer)
    assert (given.entry.answer, given.entry.note) == (Ability.NOT_YET, "bussen")
    held = record_of(MAJA, one, given.entry)
    (changed,) = answer_question(held, one.id, "travel", Ability.WITH_HELP).steps
    assert isinstance(changed.entry, ChecklistAnswer)
    assert (changed.entry.id, changed.entry.answer, changed.entry.note) == (
        given.entry.id, Ability.WITH_HELP, "bussen",
    )  # fmt: skip
    (away,) = answer_question(held, one.id, "travel", None).steps
    assert away.entry == given.entry
    assert answer_question(record, one.id, "travel", None).steps == ()


def test_a_question_that_is_not_there_is_refused() -> None:
    one = a_round()
    with pytest.raises(RuleError):
        answer_question(record_of(MAJA, one), one.id, "gone", Ability.BY_SELF)


def test_a_relative_says_who_she_is() -> None:
    with pytest.raises(RuleError) as refused:
        begin_round(record_of(MAJA), answered_by=Answerer.RELATIVE, name=" ")
    assert refused.value.field == "name"
    (begun,) = begin_round(record_of(MAJA), answered_by=Answerer.YOUNG).steps
    assert isinstance(begun.entry, ChecklistRound)
    assert begun.entry.answered_on == TODAY


@pytest.mark.parametrize("missing", ["about", "assessment", "by"])
def test_a_judgement_needs_what_words_and_whose(missing: str) -> None:
    told = {"about": "Samtycka till SIP", "assessment": "Förstår med bilder", "by": "Stina Broman", missing: " "}
    with pytest.raises(RuleError) as refused:
        assess_maturity(record_of(MAJA), about=told["about"], assessment=told["assessment"], by=told["by"])
    assert refused.value.field == {"by": "assessed_by"}.get(missing, missing)


def test_a_judgement_is_kept_in_the_clinicians_words() -> None:
    (step,) = assess_maturity(
        record_of(MAJA), about="Samtycka till SIP", assessment="Förstår med bilder", by="Stina Broman"
    ).steps
    assert isinstance(step.entry, MaturityAssessment)
    assert (step.entry.assessment, step.entry.assessed_on) == ("Förstår med bilder", TODAY)
