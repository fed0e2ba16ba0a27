"""*Medicinsk sammanfattning*: the physician's words as they were given, and whose they are."""

from coordinator.blocks import Facts, Missing, Note, Paragraph, words
from coordinator.documents.medical_summary import as_given, medical_summary_document
from coordinator.entity import Entity
from coordinator.transition.plan import TransitionPlan
from tests.coordinator.conftest import PATIENT_ID, record_of
from tests.coordinator.documents.transition_samples import whole_transition

WHOLE = whole_transition(PATIENT_ID)


def blocks(*entries: Entity) -> list[object]:
    return list(medical_summary_document(record_of(*entries)).blocks)


def test_the_words_stand_as_they_were_given_with_nothing_added() -> None:
    facts, first, second, note = blocks(*WHOLE.entries())
    assert isinstance(facts, Facts)
    assert [(fact.label, words(fact.value)) for fact in facts.facts] == [
        ("Skriven av", "Amina Wallin, överläkare, Barnneurologen"), ("Skriven", "2026-10-02"),
    ]  # fmt: skip
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph) and isinstance(note, Note)
    assert words(first.text) == "Leo har en ovanlig diagnos.\nKontroller två gånger om året."
    assert words(second.text) == "  Läkemedel: se läkemedelslistan."


def test_that_there_is_none_is_said() -> None:
    for entries in ((), (TransitionPlan(patient_id=PATIENT_ID, summary=" \n"),)):
        (only,) = blocks(*entries)
        assert isinstance(only, Missing)


def test_a_summary_without_a_name_says_so() -> None:
    facts = blocks(TransitionPlan(patient_id=PATIENT_ID, summary="Text"))[0]
    assert isinstance(facts, Facts) and words(facts.facts[0].value) == "Inte inskrivet"


def test_only_blank_lines_part_paragraphs() -> None:
    assert [words(one.text) for one in as_given("a\n\n\n b\r\nc\n")] == ["a", " b\nc"]
