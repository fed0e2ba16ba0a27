"""What is usual for each kind of stöd: who decides, which certificate, which ages, how it is renewed.

The data is `resources/rules/benefits.json`; days follow the date rules by key, which the clinic may change.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.benefit.kinds import BenefitKind, Decider
from coordinator.date_rule import DateRule, DateSign
from coordinator.dates import date_rules
from coordinator.settings import BENEFIT_LEAD_INSURANCE, BENEFIT_LEAD_OTHERS, Settings
from coordinator.swedish import add_months


@dataclass(frozen=True)
class BenefitRule:
    """decider: who decides, None when that differs. certificate: what somebody must write, empty when nothing; form:
    the number of its blankett. from_rule and until_rule: keys of date rules (`coordinator.dates`), empty when age does
    not matter. kept_after: the last day is for a new application, and who has the stöd keeps it. age_note: whom the
    ages hold for. renewal: how it is renewed, in words. months: how long a decision holds, 0 when that varies.
    period_rule: the date rule of the periods it is given for. school_year: a new application every läsår. lead_months:
    how long before its last day it is told of, None when that is as for others. confirmed: somebody has held it to the
    source.
    """

    kind: BenefitKind
    decider: Decider | None
    certificate: str = ""
    form: str = ""
    from_rule: str = ""
    until_rule: str = ""
    kept_after: bool = False
    age_note: str = ""
    renewal: str = ""
    months: int = 0
    period_rule: str = ""
    school_year: bool = False
    lead_months: int | None = None
    source: str = ""
    confirmed: bool = False

    def earliest(self, born: date | None) -> date | None:
        """The first day somebody born then may have it; None when age does not matter or is not known."""
        found = _day(self.from_rule, born)
        return found[1] if found else None

    def latest(self, born: date | None) -> date | None:
        """The last day somebody born then may have it, or apply for it where it is kept afterwards."""
        found = _day(self.until_rule, born)
        if found is None:
            return None
        rule, day = found
        return day if rule.sign is DateSign.LAST_DAY else day - timedelta(days=1)

    def is_past(self, born: date | None, today: date) -> bool:
        """Whether somebody born then is too old, also where she was so before there was such a rule."""
        newest = date_rules().rule(self.until_rule) if self.until_rule else None
        latest = self.latest(born) or (replace(newest, valid_from=None).day(born) if newest else None)
        return latest is not None and latest < today

    def is_confirmed_for(self, born: date | None) -> bool:
        """Whether what is said of the ages is held to the source, the date rules it follows counted."""
        found = (_day(self.from_rule, born), _day(self.until_rule, born))
        return self.confirmed and all(one[0].verified for one in found if one)


@cache
def benefit_rule(kind: BenefitKind) -> BenefitRule:
    """What is usual for the kind."""
    one = dict(_data()["kinds"][kind.stored])
    decider = one.pop("decider", None)
    return BenefitRule(kind, Decider.of(decider) if decider else None, **one)


def lead_months(settings: Settings, kind: BenefitKind, decider: Decider | None = None) -> int:
    """How long before its last day a stöd is told of: the kind's own time, else the one chosen for who decides.

    decider: who decides on this one, when that is not as usual.
    """
    rule = benefit_rule(kind)
    if rule.lead_months is not None:
        return rule.lead_months
    insured = (decider or rule.decider) is Decider.SOCIAL_INSURANCE
    return settings[BENEFIT_LEAD_INSURANCE if insured else BENEFIT_LEAD_OTHERS]


def proposed_until(kind: BenefitKind, valid_from: date | None, born: date | None = None) -> date | None:
    """The last day that is usual for a decision from that day, to be confirmed; None when it varies.

    It is never after the last day somebody born then may have the stöd.
    """
    if valid_from is None:
        return None
    rule = benefit_rule(kind)
    try:
        last = _usual_end(rule, valid_from)
    except (ValueError, OverflowError):  # there is no such day in the calendar
        return None
    oldest = rule.latest(born)
    if last is None or oldest is None or oldest < valid_from:
        return last
    return min(last, oldest)


def months_before(day: date, months: int) -> date:
    """So many months before ``day``; the first day of the calendar where there is no such day."""
    try:
        return add_months(day, -months)
    except (ValueError, OverflowError):
        return date.min


def answer_days() -> int:
    """How many days one waits for a certificate or a decision before it is asked after."""
    return int(_data()["answer_days"])


def _usual_end(rule: BenefitRule, start: date) -> date | None:
    if rule.school_year:
        month, day = (int(part) for part in _data()["school_year_ends"].split("-"))
        this_year = date(start.year, month, day)
        # What is decided when a läsår is all but over is for the next one.
        return this_year if add_months(start, 1) <= this_year else date(start.year + 1, month, day)
    if rule.period_rule:
        period = date_rules().period(rule.period_rule, start)
        return period[1] if period else None
    return add_months(start, rule.months) - timedelta(days=1) if rule.months else None


def _day(key: str, born: date | None) -> tuple[DateRule, date] | None:
    return date_rules().day(key, born) if key else None


@cache
def _data() -> Any:
    return json.loads((files("resources") / "rules" / "benefits.json").read_text(encoding="utf-8"))
