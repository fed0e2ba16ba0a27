"""All rules in force: the program's, with the clinic's own in the places of those they change, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from coordinator.date_rule import KEYS, DateRule, read_rule
from coordinator.discharge_rule import DISCHARGE_KEYS, DischargeRule, read_discharge_rule
from coordinator.own_date_rules import OwnRows

_Rule = TypeVar("_Rule", DateRule, DischargeRule)
_UNREADABLE = "filen med egna regler går inte att läsa"
_NAMED = 10
_TWICE = "två regler gäller från samma dag"


@dataclass(frozen=True)
class DateRules:
    """Every rule in force by its key, the newest first; ``discharge``: those of a discharge.

    faults: what is wrong with any of them, in Swedish. shipped, shipped_discharge: what the program comes with, by key.
    """

    by_key: Mapping[str, tuple[DateRule, ...]]
    shipped: Mapping[str, tuple[DateRule, ...]]
    discharge: tuple[DischargeRule, ...]
    shipped_discharge: Mapping[str, tuple[DischargeRule, ...]]
    faults: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[DateRule, ...]:
        """Every rule, those of one key together."""
        return tuple(rule for those in self.by_key.values() for rule in those)

    @cached_property
    def digest(self) -> str:
        """A short name for the rules; another one when any of them says something else."""
        return sha256(repr((self.rules, self.discharge)).encode()).hexdigest()[:16]

    def rule(self, key: str) -> DateRule | None:
        """The newest rule of that key; None when the program's file lacks it."""
        return next(iter(self.generations(key)), None)

    def generations(self, key: str) -> tuple[DateRule, ...]:
        """Every rule of that key, the newest first."""
        return self.by_key.get(key, ())

    def day(self, key: str, born: date | None) -> tuple[DateRule, date] | None:
        """The day for somebody born then, with the newest rule that holds on that day; None when there is none."""
        generations = self.generations(key)
        if any(rule.fault for rule in generations):
            return None
        found = ((rule, day) for rule in generations if (day := rule.day(born)))
        return next(found, None)

    def period(self, key: str, day: date) -> tuple[date, date] | None:
        """The period ``day`` lies in, by the newest rule that holds on that day; None when there is none."""
        generations = self.generations(key)
        if any(rule.fault for rule in generations):
            return None
        held = (rule for rule in generations if rule.valid_from is None or rule.valid_from <= day)
        return next((found for rule in held if (found := rule.period(day))), None)

    def why_no_day(self, key: str, born: date | None) -> str:
        """Why a rule gives somebody born then no day, in a sentence; empty when it gives one."""
        generations = self.generations(key)
        fault = next((rule.fault for rule in generations if rule.fault), "")
        if not generations:
            return "Regeln saknas i programmet."
        if fault:
            return f"Regeln går inte att använda: {fault}."
        if self.day(key, born):
            return ""
        if not generations[0].counts_from_birth:
            return "Regeln räknas inte från födelsedatum."
        if born is None:
            return "Födelsedatum saknas."
        first = min((rule.valid_from for rule in generations if rule.valid_from), default=None)
        return f"Regeln gäller från {first.isoformat()}." if first else "Dagen ligger utanför kalendern."


def joined(shipped: object, shipped_discharge: object, own: OwnRows) -> DateRules:
    """What the program comes with and what the clinic has written, as they are read from their files."""
    ours = _by_key([read_rule(row) for row in _rows(shipped)], KEYS)
    ours_discharge = _by_key([read_discharge_rule(row) for row in _rows(shipped_discharge)], DISCHARGE_KEYS)
    faults = list(own.faults)
    for key in (*KEYS, *DISCHARGE_KEYS):
        if key not in ours and key not in ours_discharge:
            faults.append(f"Regeln {key} saknas i programmet och ger ingen dag. Installera om Hållpunkt.")
    rules = {
        key: _in_force(base, [read_rule(row, base[0]) for row in own.dates.get(key, ())], own)
        for key, base in ours.items()
    }
    discharge = tuple(
        one
        for key, base in ours_discharge.items()
        for one in _in_force(base, [read_discharge_rule(row, base[0]) for row in own.discharge.get(key, ())], own)
    )
    used: list[DateRule | DischargeRule] = [*(one for those in rules.values() for one in those), *discharge]
    if not own.unreadable:  # which is told once
        faults += [f"Regeln {one.name} ({one.key}) ger ingen dag: {one.fault}." for one in used if one.fault]
    faults += _unused(ours, ours_discharge, own)
    return DateRules(rules, ours, discharge, ours_discharge, tuple(dict.fromkeys(faults)))


def _unused(
    ours: Mapping[str, tuple[DateRule, ...]], ours_discharge: Mapping[str, object], own: OwnRows
) -> Iterator[str]:
    """What the clinic has written that is of no rule it can change."""
    strange = [key for key in own.dates if key not in ours]
    strange += [key for key in own.discharge if key not in ours_discharge]
    if len(strange) > _NAMED:
        yield f"Det finns {len(strange)} egna regler som inte är någon av programmets. De används inte."
    for key in strange if len(strange) <= _NAMED else ():
        yield f"Det finns ingen regel som heter ”{key}”. Den egna regeln används inte."
    fixed = (key for key in own.dates if any(one.fixed for one in ours.get(key, ())))
    yield from (f"Regeln {key} ändras bara med programmet. Den egna regeln används inte." for key in fixed)


def _in_force(ours: tuple[_Rule, ...], own_rules: list[_Rule], own: OwnRows) -> tuple[_Rule, ...]:
    """The rules of one key: the clinic's if it has written any, else ours."""
    if isinstance(ours[0], DateRule) and ours[0].fixed:
        return ours
    if own.unreadable:
        return (replace(ours[0], fault=_UNREADABLE),)
    return _newest_first(own_rules) if own_rules else ours


def _by_key(rules: Sequence[_Rule], keys: Sequence[str]) -> dict[str, tuple[_Rule, ...]]:
    """The rules of each key that is there, in the order of the keys."""
    found = {key: [one for one in rules if one.key == key] for key in keys}
    return {key: _newest_first(those) for key, those in found.items() if those}


def _newest_first(rules: Sequence[_Rule]) -> tuple[_Rule, ...]:
    """Two that hold from the same day: which of them holds is not known, so neither does."""
    days = [one.valid_from for one in rules]
    if len(set(days)) < len(days):
        rules = [replace(one, fault=one.fault or _TWICE) for one in rules]
    return tuple(sorted(rules, key=lambda one: one.valid_from or date.min, reverse=True))


def _rows(read: object) -> list[Mapping[str, Any]]:
    return [row for row in read if isinstance(row, dict)] if isinstance(read, list) else []
