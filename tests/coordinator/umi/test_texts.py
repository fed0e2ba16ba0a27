"""Akutinformation in two languages side by side, row by row, with what is missing told and nothing lost."""

from coordinator.alert import CardLanguage
from coordinator.entity import new_id
from coordinator.umi.texts import TextPair, missing_english, pairs, past_pairs, text_lines, text_of_condition
from tests.coordinator.conftest import record_of
from tests.coordinator.umi.conftest import day, text

SWEDISH = text("Kortison", do_this="Ge stressdos.\n\nRing narkosen.", do_not="Avbryt aldrig kortison.")
ENGLISH = text(
    "Steroids", do_this="Give stress dose.", do_not="Never stop steroids.", language=CardLanguage.ENGLISH,
    translates_id=SWEDISH.id,
)  # fmt: skip
ALONE = text("Anaesthesia risk", language=CardLanguage.ENGLISH)


def test_each_swedish_text_stands_with_its_translation_and_english_ones_alone_last() -> None:
    other = text("Sövning")
    assert pairs(record_of(ALONE, ENGLISH, SWEDISH, other)) == [
        TextPair(SWEDISH, ENGLISH), TextPair(other, None), TextPair(None, ALONE),
    ]  # fmt: skip


def test_no_translation_is_lost_when_two_came_for_one_text() -> None:
    twice = text("Cortisone", language=CardLanguage.ENGLISH, translates_id=SWEDISH.id)
    found = pairs(record_of(SWEDISH, ENGLISH, twice))
    assert {one.english.id for one in found if one.english} == {ENGLISH.id, twice.id}
    assert [one.swedish for one in found] == [SWEDISH, None]


def test_a_translation_of_what_no_longer_holds_stands_alone() -> None:
    old = text("Kortison", id=SWEDISH.id, valid_until=day(-1))
    record = record_of(old, ENGLISH)
    assert pairs(record) == [TextPair(None, ENGLISH)] and past_pairs(record) == [TextPair(old, None)]


def test_the_rows_stand_beside_each_other_what_must_not_be_done_first() -> None:
    lines = [(one.label, one.swedish, one.english_label, one.english) for one in text_lines(TextPair(SWEDISH, ENGLISH))]
    assert lines == [
        ("Rubrik", "Kortison", "Heading", "Steroids"),
        ("Gör inte detta", "Avbryt aldrig kortison.", "What not to do", "Never stop steroids."),
        ("Gör detta", "Ge stressdos.", "Do this", "Give stress dose."),
        ("Gör detta", "Ring narkosen.", "Do this", ""),
    ]


def test_what_only_the_swedish_says_is_told_as_missing() -> None:
    assert [one.swedish for one in missing_english(TextPair(SWEDISH, ENGLISH))] == ["Ring narkosen."]
    assert len(missing_english(TextPair(SWEDISH, None))) == 4
    assert missing_english(TextPair(None, ENGLISH)) == []


def test_a_text_is_about_a_diagnosis_by_its_id_or_its_name() -> None:
    condition = new_id()
    assert text_of_condition(record_of(text(condition_id=condition)), condition, "Marfan")
    assert not text_of_condition(record_of(text(condition_id=new_id(), condition="Marfan")), condition, "Marfan")
    assert text_of_condition(record_of(text(condition=" MARFANS syndrom")), condition, "Marfans syndrom")
    assert not text_of_condition(record_of(text(condition="")), condition, "")
    assert not text_of_condition(record_of(text(condition_id=condition, valid_until=day(-1))), condition, "Marfan")
