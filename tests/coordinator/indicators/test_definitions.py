"""The words of the indicators: each says what it counts and where it comes from, and there is one for each count."""

from coordinator.indicators.counting import counted
from coordinator.indicators.definitions import Unit, indicator_texts, indicators
from tests.coordinator.indicators.facts_of_clinics import TODAY


def test_there_is_one_for_each_count() -> None:
    assert [one.key for one in indicators()] == list(counted([], TODAY))


def test_each_is_told_in_few_sentences() -> None:
    for one in indicators():
        assert one.name
        assert one.counted
        assert one.source.endswith(".") or one.source == indicator_texts()["sources"]["strategy"]
        assert 2 <= one.definition.count(".") <= 4, one.key
        assert len(one.definition) < 330, one.key


def test_what_is_hidden_with_another_is_told_of_one_that_is_there() -> None:
    keys = {one.key for one in indicators()}
    assert {one.hidden_with for one in indicators()} - {""} <= keys
    (informed,) = [one for one in indicators() if one.hidden_with]
    assert (informed.key, informed.hidden_with) == ("informed", "care_contact")


def test_days_are_of_a_median_alone() -> None:
    assert [one.key for one in indicators() if one.unit is Unit.DAYS] == ["certificate_days"]
    assert [one.key for one in indicators() if one.by_quarter] == ["sip_in_time", "certificate_days"]
