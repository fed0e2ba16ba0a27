"""The numbers and words of uppmärksamhetsinformation that an administrator may change: `resources/rules/umi.json`."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from coordinator.swedish import add_months


@dataclass(frozen=True)
class AlertRules:
    """check_months: from one check against the journal to the next. card_months: how long a card holds at the most.
    notice_days: how long before its last day a card or a text is told of. blood_borne: words for what is not
    uppmärksamhetsinformation; allowed: the terms that are nevertheless.
    """

    check_months: int
    card_months: int
    notice_days: int
    blood_borne: tuple[str, ...]
    allowed: tuple[str, ...]


@cache
def alert_rules() -> AlertRules:
    """The rules, read once."""
    found = json.loads((files("resources") / "rules" / "umi.json").read_text(encoding="utf-8"))
    return AlertRules(
        found["check_months"], found["card_months"], found["notice_days"], tuple(found["blood_borne"]),
        tuple(found["allowed"]),
    )  # fmt: skip


def next_check_after(checked_on: date) -> date:
    """When a row that was checked that day is to be checked again."""
    return add_months(checked_on, alert_rules().check_months)
