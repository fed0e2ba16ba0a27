"""One rule that gives a day from the birth date: what it is called, how the day is counted, and where that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator.date_formula import AfterLast, Formula, FormulaError, FromBirth, Halves, read_formula
from coordinator.entity import Code
from coordinator.rule_row import BadRow, answer_of, count_of, day_of_row, require_fields, text_of

KEYS = (
    "ombud1177_upphor", "egen_part_15", "egen_journal1177", "myndig", "god_man_forbered", "omvardnadsbidrag_t_o_m",
    "aktivitetsersattning_tidigast", "aktivitetsersattning_t_o_m", "bilstod_g3_t_o_m", "lss_ny_ansokan_fore",
    "stb_period", "fri_tandvard_t_o_m", "tandvardsstod_fr_o_m", "gymnasiet_slut", "anpassad_gymnasieskola_senast",
    "overgang_info", "overgang_plan", "overgang_beredskap", "overgang_mottagare", "overgang_overfora",
    "overgang_landa", "overgang_slut", "gallring",
)  # fmt: skip
"""Every rule the program asks for. One that is not in the file is told as missing and gives no day."""

MOST_LEAD_MONTHS = 60
_OWN_FIELDS = frozenset({"key", "formula", "lead_months", "source", "verified", "valid_from"})
_FIELDS = _OWN_FIELDS | {"name", "note", "group", "sign", "fixed"}


class DateSign(Code):
    """What kind of day it is; each has its own sign in the timeline."""

    AGE = ("age", "Ålder")
    BEGINS = ("begins", "Börjar")
    LAST_DAY = ("last_day", "Sista dag")


class RuleGroup(Code):
    """What the rule is about, in the order the groups are shown."""

    LAW = ("law", "Lag och ålder")
    BENEFIT = ("benefit", "Stöd och ersättning")
    CARE = ("care", "Vård och tandvård")
    SCHOOL = ("school", "Skola")
    TRANSITION = ("transition", "Övergångens skeden")
    RECORD = ("record", "Journalen")


@dataclass(frozen=True)
class DateRule:
    """One rule. ``formula``: how the day is counted, as a sentence (`coordinator.date_formula`).

    lead_months: how long before the day one wants to be reminded. verified: whether somebody has held it to its source.
    fixed: changed only with the program. own: the clinic has written it. fault: why it cannot be used; it then gives no
    day at all.
    """

    key: str
    name: str
    formula: str
    lead_months: int = 0
    source: str = ""
    verified: bool = False
    valid_from: date | None = None
    group: RuleGroup = RuleGroup.LAW
    sign: DateSign = DateSign.AGE
    fixed: bool = False
    note: str = ""
    own: bool = False
    fault: str = ""

    def day(self, born: date | None) -> date | None:
        """The day for somebody who was born then.

        None without a birth date, when the day is before that from which the rule holds or outside the calendar, and
        when the rule is about something else than a birth date or cannot be read.
        """
        read = self._read()
        if born is None or not isinstance(read, FromBirth):
            return None
        return self._held(read.day(born))

    def day_after(self, last_entry: date | None) -> date | None:
        """The day, of a rule that counts from the last entry of the record."""
        read = self._read()
        return self._held(read.day(last_entry)) if last_entry and isinstance(read, AfterLast) else None

    def period(self, day: date) -> tuple[date, date] | None:
        """The first and last day of the period ``day`` lies in, of a rule that divides the year."""
        read = self._read()
        return read.period(day) if isinstance(read, Halves) else None

    @property
    def counts_from_birth(self) -> bool:
        """Whether the day follows from a birth date; False also of a rule that cannot be read."""
        return isinstance(self._read(), FromBirth)

    def _read(self) -> Formula | None:
        return None if self.fault else read_formula(self.formula)

    def _held(self, day: date | None) -> date | None:
        return day if day and (self.valid_from is None or day >= self.valid_from) else None


def read_rule(row: Mapping[str, Any], base: DateRule | None = None) -> DateRule:
    """The rule a row of a file says. What is wrong with it is its ``fault``, and then it gives no day.

    base: the program's own rule of that key, whose name and kind hold where the row says nothing of them.
    """
    try:
        return _read(row, base)
    except BadRow as wrong:
        said = row.get("formula")
        here = base or DateRule(str(row.get("key", "")), str(row.get("name", "")), "")
        formula = said if isinstance(said, str) else ""
        return DateRule(
            here.key, here.name, formula, group=here.group, sign=here.sign, own=base is not None, fault=str(wrong)
        )


def row_of(rule: DateRule) -> Mapping[str, Any]:
    """The row that says the rule, as the clinic's file holds it."""
    return {
        "key": rule.key,
        "formula": rule.formula,
        "lead_months": rule.lead_months,
        "source": rule.source,
        "verified": rule.verified,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
    }


def _read(row: Mapping[str, Any], base: DateRule | None) -> DateRule:
    require_fields(row, _FIELDS if base is None else _OWN_FIELDS)
    name, note = (base.name, base.note) if base else (text_of(row, "name"), text_of(row, "note"))
    if not name:
        raise BadRow("fältet ”name” saknas")
    try:
        read = read_formula(text_of(row, "formula"))
    except FormulaError as wrong:
        raise BadRow(wrong.what[0].lower() + wrong.what[1:].rstrip(".")) from None
    if base and not base.fault and type(read) is not type(read_formula(base.formula)):
        raise BadRow(f"regeln räknas på ett annat sätt än programmets, ”{base.formula}”")
    try:
        group = base.group if base else RuleGroup.of(text_of(row, "group"))
        sign = base.sign if base else DateSign.of(text_of(row, "sign"))
    except ValueError:
        raise BadRow("fältet ”group” eller ”sign” är inget av dem som finns") from None
    return DateRule(
        key=text_of(row, "key"),
        name=name,
        formula=read.words,
        lead_months=count_of(row, "lead_months", MOST_LEAD_MONTHS, base.lead_months if base else 0),
        source=text_of(row, "source"),
        verified=answer_of(row, "verified"),
        # Not written is as the program's; null is always, and would else give days from before the law was.
        valid_from=day_of_row(row, "valid_from") if base is None or "valid_from" in row else base.valid_from,
        group=group,
        sign=sign,
        fixed=answer_of(row, "fixed"),
        note=note,
        own=base is not None,
    )
