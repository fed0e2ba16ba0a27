"""Days that follow from the birth date, by the rules in force: the program's (`resources/rules`) and the clinic's own.

A rule that is missing or cannot be read is told in `DateRules.faults` and gives no day; never another one.
"""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

from coordinator.date_rule import KEYS, DateRule
from coordinator.own_date_rules import read_own
from coordinator.rules_in_force import DateRules, joined

OF_AGE = "myndig"
"""The key of the rule that more hangs on than a day in a list."""


class _InForce:
    """The rules as they were read last, and where the clinic's own are."""

    path: Path | None = None
    rules: DateRules | None = None


def use_own_rules(path: Path | None) -> None:
    """Take the clinic's own rules from that file from now on; none with None. Also said when the file has changed."""
    _InForce.path, _InForce.rules = path, None


def own_rules_file() -> Path | None:
    """The file of the clinic's own rules, whether there is one or not."""
    return _InForce.path


def date_rules() -> DateRules:
    """The rules in force; read when they are first asked for, and again after `use_own_rules`."""
    rules = _InForce.rules
    if rules is None:
        rules = joined(_shipped("date_rules.json"), _shipped("discharge.json"), read_own(_InForce.path))
        _InForce.rules = rules
    return rules


def day_of(key: str, born: date | None) -> date | None:
    """The day of that rule for somebody born then. KeyError only for a rule the program does not know.

    None without a birth date, and when there is no such day: the rule is missing or broken, or did not hold then.
    Who is born on 29 February has the birthday on 28 February in other years (lag 1930:173 1 §).
    """
    if key not in KEYS:
        raise KeyError(key)
    found = date_rules().day(key, born)
    return found[1] if found else None


def dates_of(born: date | None) -> list[tuple[DateRule, date]]:
    """Every rule that gives somebody born then a day, with that day, the earliest first."""
    rules = date_rules()
    found = (rules.day(key, born) for key in KEYS)
    return sorted((one for one in found if one), key=lambda one: one[1])


def rules_digest() -> str:
    """A short name for the rules in force; another one when any of them says something else."""
    return date_rules().digest


def _shipped(name: str) -> object:
    """What is written in a file of rules that the program comes with; None when it cannot be read."""
    try:
        written: object = json.loads((files("resources") / "rules" / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return written
