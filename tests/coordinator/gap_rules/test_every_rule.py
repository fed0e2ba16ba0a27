"""The laws over all rules: each has a function, a case in which it fires and one in which it stays silent."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from coordinator import gap_rules
from coordinator.gap import GapRule, rules
from coordinator.gap_rules.finders import FINDERS, finds
from coordinator.gaps import gaps
from tests.coordinator.gap_rules.cases import Case, record_with


def _cases() -> Iterator[Case]:
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        if file.stem != Path(__file__).stem:
            yield from import_module(f"{__package__}.{file.stem}").CASES


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_case_in_which_it_fires_and_one_in_which_it_is_silent(rule: GapRule) -> None:
    assert {case.fires for case in _cases() if case.code == rule.code} == {True, False}


def test_there_are_cases_of_rules_only() -> None:
    assert {case.code for case in _cases()} == {rule.code for rule in rules()}


def test_every_rule_has_a_function_and_every_function_a_rule() -> None:
    assert set(FINDERS) == {rule.code for rule in rules()}


def test_every_module_of_rules_is_asked() -> None:
    there = {module.name for module in pkgutil.iter_modules(gap_rules.__path__)}
    assert there - {"finders"} == set(gap_rules.__all__)


def test_a_rule_has_one_function_only() -> None:
    with pytest.raises(ValueError, match="no_plan has two functions"):
        finds("no_plan")(FINDERS["no_plan"])


def test_a_record_where_all_is_written_has_no_gap() -> None:
    assert gaps(record_with()) == []
