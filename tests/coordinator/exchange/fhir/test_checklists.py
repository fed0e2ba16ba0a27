"""The checklist of a transition as an answered form: each answer under its heading, never a sum."""

from datetime import date
from typing import Any

from coordinator.transition.checklist import Ability, Answerer, ChecklistAnswer, ChecklistRound
from coordinator.transition.checklists import areas
from tests.coordinator.exchange.fhir.reading import ME, at, bundle, only, resources, sections

AREA = areas()[0]
QUESTION = AREA.questions[0]


def answered(by: Answerer, question: str = QUESTION.key) -> tuple[ChecklistRound, ChecklistAnswer]:
    one = ChecklistRound(patient_id=ME, answered_on=date(2026, 9, 1), answered_by=by, name="Mamma", note="HEMLIGT")
    answer = ChecklistAnswer(
        patient_id=ME, round_id=one.id, question=question, answer=Ability.WITH_HELP, note="HEMLIGT"
    )
    return one, answer


def test_an_answer_stands_under_its_heading_in_the_words_she_read() -> None:
    one, answer = answered(Answerer.YOUNG)
    found = bundle(one, answer)
    form = only(found, "QuestionnaireResponse")
    assert form["identifier"]["value"] == f"urn:uuid:{one.id}"
    assert (form["status"], form["authored"]) == ("completed", "2026-09-01")
    assert at(found, form["source"])["resourceType"] == "Patient"
    (group,) = form["item"]
    assert group["text"] == AREA.title and "answer" not in group
    assert group["item"] == [
        {"id": str(answer.id), "linkId": QUESTION.key, "text": QUESTION.young, "answer": [{"valueString": "Med hjälp"}]}
    ]
    assert "HEMLIGT" not in str(found)
    assert any(one.heading in section["text"]["div"] for section in sections(found).values())


def test_a_relative_answers_in_her_own_name_and_reads_other_words() -> None:
    form: dict[str, Any] = only(bundle(*answered(Answerer.RELATIVE)), "QuestionnaireResponse")
    assert "reference" not in form["source"] and "Mamma" in form["source"]["display"]
    assert form["item"][0]["item"][0]["text"] == QUESTION.relative


def test_a_question_that_is_no_longer_asked_keeps_its_answer() -> None:
    form = only(bundle(*answered(Answerer.YOUNG, "gammal_fråga")), "QuestionnaireResponse")
    assert form["item"][0]["item"][0]["linkId"] == "gammal_fråga"
    assert only(bundle(*answered(Answerer.YOUNG, " ")), "QuestionnaireResponse")["item"][0]["item"][0]["linkId"]


def test_a_round_without_answers_is_no_form() -> None:
    assert resources(bundle(answered(Answerer.YOUNG)[0]), "QuestionnaireResponse") == []
