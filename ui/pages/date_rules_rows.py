"""The rows of the date rules: what their cells say, and under which heading they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.date_rule import DateRule, RuleGroup
from coordinator.dates import date_rules
from coordinator.editing_rules import Rule
from ui.chips import DONE, GAP, LATE, Sign
from ui.table import Cell, Column, Grouping

DISCHARGE = "Utskrivning från sjukhus"
ORDER = (*(group.label for group in RuleGroup), DISCHARGE)


@dataclass(frozen=True)
class RuleRow:
    """A rule in the table, with its newest wording. ``place``: in the order of the files."""

    rule: Rule
    place: int
    fault: str = ""

    @property
    def id(self) -> str:
        """The rule's key."""
        return self.rule.key


def rows() -> list[RuleRow]:
    """Every rule in force, each once."""
    return [RuleRow(found[0], place, _fault(found)) for place, found in enumerate(_each())]


def _each() -> Iterator[Sequence[Rule]]:
    rules = date_rules()
    yield from rules.by_key.values()
    for key in rules.shipped_discharge:
        yield [one for one in rules.discharge if one.key == key]


def _fault(found: Sequence[Rule]) -> str:
    return next((one.fault for one in found if one.fault), "")


def group_of(rule: Rule) -> str:
    """The heading a rule stands under."""
    return rule.group.label if isinstance(rule, DateRule) else DISCHARGE


def said(rule: Rule) -> str:
    """How the day is counted, in words."""
    if isinstance(rule, DateRule):
        return rule.formula
    return "" if rule.fault else f"inom {rule.span}" if rule.hours or rule.days else rule.span


def since(rule: Rule) -> str:
    """The day from which the rule holds; empty when it always does."""
    day = rule.valid_from
    return "" if day is None or day == date.min else day.isoformat()


def lead(rule: Rule) -> str:
    """How long before the day one is reminded, in words."""
    months = rule.lead_months if isinstance(rule, DateRule) else 0
    return f"{months} mån före" if months else ""


def standing(one: RuleRow) -> tuple[Sign, ...]:
    """Whether it can be used, and is held to its source: in words and with a sign."""
    if one.fault:
        return (Sign("Ger ingen dag", LATE, "triangle-alert"),)
    if one.rule.verified:
        return (Sign("Kontrollerad", DONE, "check"),)
    return (Sign("Inte kontrollerad", GAP, "circle-question-mark"),)


def searched(one: RuleRow) -> str:
    """What a filter looks in."""
    return f"{one.rule.name} {one.rule.key}"


def grouping() -> Grouping[RuleRow]:
    """Under what they are about."""
    return Grouping(lambda one: group_of(one.rule), ORDER, _about)


def _about(found: Sequence[RuleRow]) -> tuple[str, str]:
    broken = sum(bool(one.fault) for one in found)
    return ("1 regel" if len(found) == 1 else f"{len(found)} regler"), (f"{broken} ger ingen dag" if broken else "")


def _name(one: RuleRow) -> Cell:
    whose = "ändrad av er" if one.rule.own else ""
    return Cell(one.rule.name, whose, weight=600, icon="pencil" if whose else "", icon_role="teal")


def columns() -> tuple[Column[RuleRow], ...]:
    """The columns, in the order of the rules until another is chosen."""
    return (
        Column("Regel", _name, lambda one: one.place, "Sista dag med fri tandvård ändrad", 4, has_icon=True),
        Column("Så räknas dagen", lambda one: Cell(said(one.rule)), lambda one: said(one.rule),
               "31 december det år personen", 4),
        Column("Påminns", lambda one: Cell(lead(one.rule), role="grey"), lambda one: lead(one.rule) or None,
               "12 mån före", 0, 3),
        Column("Gäller från", lambda one: Cell(since(one.rule), role="grey"), lambda one: since(one.rule) or None,
               "2026-01-01", 0, 4),
        Column("Källa", lambda one: Cell(one.rule.source, role="grey"), lambda one: one.rule.source or None,
               "Proposition", 3, 5),
        Column("Mot källan", lambda one: Cell(signs=standing(one)), lambda one: one.rule.verified,
               "Inte kontrollerad mot", 0),
    )  # fmt: skip
