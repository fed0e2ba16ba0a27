"""How long something may take at a discharge from hospital: one rule of `resources/rules/discharge.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator.rule_row import BadRow, answer_of, count_of, day_of_row, require_fields, text_of

DISCHARGE_KEYS = ("admission_notice", "sip_invitation", "written_summary")
"""Every rule the program asks for."""
MOST_HOURS, MOST_DAYS = 240, 60
_OWN_FIELDS = frozenset({"key", "hours", "days", "source", "verified", "valid_from"})
_FIELDS = _OWN_FIELDS | {"name", "from", "should_have"}


@dataclass(frozen=True)
class DischargeRule:
    """How long something may take. ``since``: the fields of a stay from which it counts, the first that is filled in.

    hours: by the hour, else ``days`` whole days, of which the last is the day to do it. should_have: what is said of it
    when the time has passed. verified: whether somebody has held the rule to the source. own: the clinic has written
    it. fault: why it cannot be used; then nothing is counted by it.
    """

    key: str
    name: str
    since: tuple[str, ...]
    hours: int | None
    days: int
    should_have: str
    source: str
    verified: bool
    valid_from: date
    own: bool = False
    fault: str = ""

    @property
    def span(self) -> str:
        """How long it may take, in words."""
        if self.hours is not None:
            return "1 timme" if self.hours == 1 else f"{self.hours} timmar"
        return "samma dag" if not self.days else "1 dag" if self.days == 1 else f"{self.days} dagar"


def read_discharge_rule(row: Mapping[str, Any], base: DischargeRule | None = None) -> DischargeRule:
    """The rule a row of a file says. What is wrong with it is its ``fault``, and then nothing is counted by it.

    base: the program's own rule of that key, whose name and beginning hold.
    """
    try:
        return _read(row, base)
    except BadRow as wrong:
        here = base or DischargeRule(
            str(row.get("key", "")), str(row.get("name", "")), (), None, 0, "", "", False, _EVER
        )
        return DischargeRule(
            here.key, here.name, here.since, None, 0, here.should_have, "", False, _EVER, base is not None, str(wrong)
        )


_EVER = date.min


def discharge_row_of(rule: DischargeRule) -> Mapping[str, Any]:
    """The row that says the rule, as the clinic's file holds it."""
    length = {"days": rule.days} if rule.hours is None else {"hours": rule.hours}
    return {
        "key": rule.key,
        **length,
        "source": rule.source,
        "verified": rule.verified,
        "valid_from": rule.valid_from.isoformat(),
    }


def _read(row: Mapping[str, Any], base: DischargeRule | None) -> DischargeRule:
    require_fields(row, _FIELDS if base is None else _OWN_FIELDS)
    if ("hours" in row) is ("days" in row):
        raise BadRow("skriv antingen ”hours” eller ”days”")
    since = base.since if base else row.get("from")
    if not isinstance(since, list | tuple) or not since or not all(isinstance(one, str) for one in since):
        raise BadRow("fältet ”from” ska vara fält i vårdtillfället")
    valid_from = day_of_row(row, "valid_from")
    if valid_from is None:
        raise BadRow("fältet ”valid_from” saknas")
    return DischargeRule(
        key=text_of(row, "key"),
        name=base.name if base else text_of(row, "name"),
        since=tuple(since),
        hours=count_of(row, "hours", MOST_HOURS) if "hours" in row else None,
        days=count_of(row, "days", MOST_DAYS) if "days" in row else 0,
        should_have=base.should_have if base else text_of(row, "should_have"),
        source=text_of(row, "source"),
        verified=answer_of(row, "verified"),
        valid_from=valid_from,
        own=base is not None,
    )
