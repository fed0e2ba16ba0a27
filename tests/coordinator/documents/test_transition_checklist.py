"""*Checklista* on paper: to fill in for each who answers, and as it was answered, with what changed and no sum."""

from datetime import date

from coordinator.blocks import Bullets, Table, words
from coordinator.document import Document
from coordinator.document_text import plain_text
from coordinator.documents.catalogue import CHECKLIST
from coordinator.documents.transition_checklist import (
    BLANK_PICTURES,
    BLANK_RELATIVE,
    blank_checklist,
    checklist_document,
    checklist_papers,
)
from coordinator.record import Record
from coordinator.transition.checklist import Ability, Answerer, ChecklistAnswer, ChecklistRound
from coordinator.transition.checklists import areas, questions
from tests.coordinator.conftest import PATIENT_ID, record_of

FIRST = ChecklistRound(
    patient_id=PATIENT_ID, answered_on=date(2025, 11, 22), answered_by=Answerer.TOGETHER, name="Stina Broman"
)
LATER = ChecklistRound(
    patient_id=PATIENT_ID, answered_on=date(2026, 10, 18), answered_by=Answerer.TOGETHER, name="Stina Broman",
    note="Två pass",
)  # fmt: skip


def answer(of: ChecklistRound, question: str, said: Ability, note: str = "") -> ChecklistAnswer:
    return ChecklistAnswer(patient_id=PATIENT_ID, round_id=of.id, question=question, answer=said, note=note)


def filled() -> Record:
    return record_of(
        FIRST, LATER, answer(FIRST, "travel", Ability.NOT_YET), answer(LATER, "travel", Ability.WITH_HELP, "bussen"),
        answer(FIRST, "money", Ability.NOT_YET), answer(LATER, "money", Ability.NOT_YET),
    )  # fmt: skip


def rows(document: Document) -> list[tuple[str, ...]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) == len(areas()) == 6
    return [tuple(words(cell) for cell in row) for table in tables for row in table.rows]


def test_there_are_other_sheets_and_every_time_it_was_answered() -> None:
    assert [(one.title, one.number) for one in checklist_papers(filled())] == [
        ("Att fylla i, med bildstöd", 1), ("Att fylla i, närstående", 2),
        ("Besvarad 2026-10-18, Den unge tillsammans med Stina Broman", 3),
        ("Besvarad 2025-11-22, Den unge tillsammans med Stina Broman", 4),
    ]  # fmt: skip
    assert len(CHECKLIST.subjects_of(record_of())) == 2


def test_a_sheet_asks_every_question_with_four_boxes_and_answers_nothing() -> None:
    young, hers = blank_checklist(filled()), checklist_document(filled(), BLANK_RELATIVE)
    assert rows(young) == [(one.young, *("□",) * 4) for one in questions().values()]
    assert rows(hers) == [(one.relative, *("□",) * 4) for one in questions().values()]


def test_with_pictures_there_is_room_for_one_beside_each_sentence() -> None:
    for row, question in zip(rows(checklist_document(record_of(), BLANK_PICTURES)), questions().values(), strict=True):
        assert row[0] == question.young and not row[2].strip("\xa0") and len(row[2]) > 20
        assert [line[2:] for line in row[1].splitlines()] == [one.label for one in Ability]


def test_as_answered_it_says_each_answer_what_was_before_and_what_changed() -> None:
    made = checklist_document(filled(), LATER.id)
    told = {row[0]: row[1:] for row in rows(made)}
    assert told["Jag tar mig dit jag ska."] == ("Med hjälp\nbussen", "Inte än\n2025-11-22")
    assert told["Jag vet hur mina pengar sköts."] == ("Inte än", "Inte än\n2025-11-22")
    assert told["Jag vet hur jag vill bo."] == ("Inte besvarad", "")
    (changed,) = [block for block in made.blocks if isinstance(block, Bullets)]
    assert [words(one) for one in changed.items] == ["Jag tar mig dit jag ska. Förra gången: inte än. Nu: med hjälp."]
    assert "Två pass" in plain_text(made) and "Svaren räknas inte ihop" in plain_text(made)


def test_the_first_time_nothing_has_changed() -> None:
    made = checklist_document(filled(), FIRST.id)
    assert not [block for block in made.blocks if isinstance(block, Bullets)]


def test_a_relatives_answers_stand_by_her_sentences() -> None:
    one = ChecklistRound(
        patient_id=PATIENT_ID, answered_on=date(2026, 1, 1), answered_by=Answerer.RELATIVE, name="Nina"
    )
    record = record_of(FIRST, one, answer(FIRST, "travel", Ability.BY_SELF), answer(one, "travel", Ability.NOT_YET))
    told = {row[0]: row[1:] for row in rows(checklist_document(record, one.id))}
    assert told["Tar sig till besök, med den hjälp som behövs."] == ("Inte än", ""), "the young person's is not hers"
