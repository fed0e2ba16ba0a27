"""Every line has a sort with words of its own, a key that says something, and for its own page what to do there."""

from dataclasses import dataclass

import pytest

from coordinator.dates import date_rules
from coordinator.gap import rules
from coordinator.kinds import BY_NAME
from coordinator.today import words
from coordinator.today.finding import matters
from coordinator.today.matter import MatterKind
from coordinator.today.words import Finishing, called, sort_named, sort_of
from tests.coordinator.today.conftest import practice_records


@dataclass(frozen=True)
class Line:
    key: str
    kind: MatterKind = MatterKind.REMINDER


def test_every_sort_is_of_a_kind_of_entry_and_says_what_to_do() -> None:
    for (kind, _), sort in words._SORTS.items():
        assert kind in BY_NAME or kind == words.JOURNAL
        assert sort.called.strip() and sort.verb.strip()
        assert bool(sort.place) == (sort.finishing is Finishing.PLACE), sort.called
    assert len({sort.called for sort in words._SORTS.values()}) == len(words._SORTS)


def test_every_practice_patients_line_is_of_a_sort_that_is_known() -> None:
    for record in practice_records():
        for one in matters(record, to_journal=1):
            assert sort_of(one) is not words._OTHER, one.key
            assert sort_of(one).kind is one.kind, one.key


def test_on_paper_a_line_is_called_by_the_programs_own_words() -> None:
    """Nothing that stands in any record is in them: they may lie on a desk."""
    ours = {sort.called for sort in words._SORTS.values()}
    ours |= {rule.name for rule in rules()} | {rule.name for rule in date_rules().rules}
    for record in practice_records():
        assert {called(one) for one in matters(record, to_journal=1)} <= ours


@pytest.mark.parametrize("key", ["gap:no_such_rule", "patient:1:no_such_rule", "something:1", "sip:1:unknown", ""])
def test_a_line_of_another_edition_has_words_too(key: str) -> None:
    """What is stored may be of rules that are gone since."""
    assert called(Line(key)).strip()
    assert sort_of(Line(key)).verb.strip()


def test_an_unknown_sort_is_finished_on_its_page() -> None:
    assert sort_named("something").finishing is Finishing.PLACE
