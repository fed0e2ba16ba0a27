"""Days that follow from the birth date. The rules are data (`resources/rules`), each with its source."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from coordinator.swedish import add_months


@cache
def _years() -> Mapping[str, int]:
    text = (files("resources") / "rules" / "date_rules.json").read_text(encoding="utf-8")
    return {rule["key"]: int(rule["years"]) for rule in json.loads(text)}


def day_of(rule: str, born: date | None) -> date | None:
    """The birthday on which ``rule`` takes effect; None when the birth date is not known. KeyError for no such rule.

    Who is born on 29 February has the birthday on 28 February in other years (lag 1930:173 1 §).
    """
    years = _years()[rule]
    if born is None or born.year + years > date.max.year:
        return None
    return add_months(born, 12 * years)
