"""Changing a rule: what the administrator wrote in one field is checked and kept in the clinic's own file.

After each change the rules in force are read anew. The newest wording of a rule is the one that is changed; an older
one goes on holding for the days before it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from coordinator.date_formula import read_formula
from coordinator.date_rule import MOST_LEAD_MONTHS, DateRule, row_of
from coordinator.dates import date_rules, own_rules_file, rules_digest, use_own_rules
from coordinator.day_reader import read_day
from coordinator.discharge_rule import MOST_DAYS, MOST_HOURS, DischargeRule, discharge_row_of
from coordinator.errors import RuleError
from coordinator.own_date_rules import Section, restore_former, save_rows

Rule = DateRule | DischargeRule

_TITLE = "Regeln går inte att spara så"
_LENGTH = re.compile(r"(\d{1,4}) ?(tim(?:me|mar|mars)?|h|dag(?:ar)?|dygn)")
_SAME_DAY = "samma dag"


def edit_rule(key: str, name: str, text: str, today: date) -> None:
    """Let the field ``name`` of a rule say ``text``. RuleError says what is wrong with it.

    name: formula, lead_months, source, valid_from, or of a rule of a discharge length, source, valid_from. A rule that
    says something else than before is not checked against its source any more.
    """
    _require_seen()
    rule = to_edit(key)
    fields = _READERS[name](rule, text, today)
    if any(getattr(rule, field) != value for field, value in fields.items()):
        _save(rule, replace(rule, **fields, verified=False))


def note_checked(key: str, *, verified: bool) -> None:
    """Somebody has held the rule to its source, or takes that back."""
    _require_seen()
    rule = to_edit(key)
    _save(rule, replace(rule, verified=verified))


def new_wording(key: str, text: str, today: date) -> None:
    """The rule is to say something else from a day on; what it says now goes on holding for the days before it."""
    _require_seen()
    rule = to_edit(key)
    day = _day(rule, text, today)["valid_from"]
    if day is None or day <= (rule.valid_from or date.min):
        after = f" efter {rule.valid_from.isoformat()}" if rule.valid_from and rule.valid_from > date.min else ""
        raise RuleError(_TITLE, f"Skriv från vilken dag{after} den nya lydelsen gäller.", field="wording")
    _save(None, replace(rule, valid_from=day, verified=False))


def remove_own(key: str) -> None:
    """Let the program's own rule hold again."""
    _require_seen()
    save_rows(_file(), _section(generations(key)[0]), key, [])
    _read_again()


def take_back() -> None:
    """Undo the last change; what it was until now can be taken back in turn."""
    _require_seen()
    restore_former(_file())
    _read_again()


def generations(key: str) -> Sequence[Rule]:
    """Every wording of a rule in force, of whichever kind, the newest first."""
    rules = date_rules()
    return rules.generations(key) or tuple(one for one in rules.discharge if one.key == key)


def shipped_rule(key: str) -> Rule:
    """The newest wording that the program comes with."""
    rules = date_rules()
    return rules.shipped[key][0] if key in rules.shipped else rules.shipped_discharge[key][0]


def to_edit(key: str) -> Rule:
    """What a change begins with: the newest wording; the program's rule where the clinic's cannot be used."""
    found = generations(key)
    rule = shipped_rule(key) if any(one.fault for one in found) else found[0]
    if isinstance(rule, DateRule) and rule.fixed:
        raise RuleError("Regeln ändras bara med programmet", "Vårdnadshavarnas rätt och samtyckena hänger på den.")
    return rule


def read_length(text: str) -> tuple[int | None, int]:
    """How long something may take, as hours (else None) and days: "24 timmar", "3 dagar", "samma dag"."""
    said = " ".join(text.casefold().split())
    if said == _SAME_DAY:
        return None, 0
    found = _LENGTH.fullmatch(said)
    if found is None:
        raise RuleError(
            "Tiden går inte att läsa", "Skriv till exempel 24 timmar, 3 dagar eller samma dag.", field="length"
        )
    count = int(found[1])
    by_the_hour = found[2][0] in "th"
    most, unit = (MOST_HOURS, "timmar") if by_the_hour else (MOST_DAYS, "dagar")
    if not 0 < count <= most:
        raise RuleError(_TITLE, f"Skriv 1 till {most} {unit}.", field="length")
    return (count, 0) if by_the_hour else (None, count)


# Each field: what it is to be, from what was written


def _formula(rule: Rule, text: str, _today: date) -> Mapping[str, Any]:
    read = read_formula(text)
    ours = shipped_rule(rule.key)
    if isinstance(ours, DateRule) and not ours.fault and type(read) is not type(read_formula(ours.formula)):
        raise RuleError(_TITLE, f"Den ska räknas på samma sätt som programmets: {ours.formula}.", field="formula")
    return {"formula": read.words}


def _lead_months(_rule: Rule, text: str, _today: date) -> Mapping[str, Any]:
    said = re.fullmatch(r"(\d{1,3})? ?(?:mån(?:ad(?:er)?)?)?", " ".join(text.casefold().split()))
    months = int(said[1] or 0) if said else MOST_LEAD_MONTHS + 1
    if months > MOST_LEAD_MONTHS:
        raise RuleError(_TITLE, f"Skriv hur många månader före, 0 till {MOST_LEAD_MONTHS}.", field="lead_months")
    return {"lead_months": months}


def _length(_rule: Rule, text: str, _today: date) -> Mapping[str, Any]:
    hours, days = read_length(text)
    return {"hours": hours, "days": days}


def _source(_rule: Rule, text: str, _today: date) -> Mapping[str, Any]:
    words = " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())
    if not words:
        raise RuleError(_TITLE, "Skriv var det står: en lag, en myndighets sida eller ett beslut.", field="source")
    return {"source": words}


def _day(rule: Rule, text: str, today: date) -> Mapping[str, Any]:
    try:
        day = read_day(text, today)
    except RuleError as wrong:
        raise RuleError(wrong.title, wrong.message, field="valid_from") from None
    others = {one.valid_from for one in generations(rule.key)} - {rule.valid_from}
    if day in others:
        raise RuleError(_TITLE, "En annan lydelse gäller från samma dag.", field="valid_from")
    if day is None and isinstance(rule, DischargeRule):
        raise RuleError(_TITLE, "Skriv från vilken dag regeln gäller.", field="valid_from")
    return {"valid_from": day}


_READERS: Mapping[str, Callable[[Rule, str, date], Mapping[str, Any]]] = {
    "formula": _formula, "lead_months": _lead_months, "length": _length, "source": _source, "valid_from": _day,
}  # fmt: skip


# The file


def _require_seen() -> None:
    """Refuse to change rules that somebody else has changed since they were read; they are then as they are now.

    A tick for "checked" would else be for words that nobody here has seen.
    """
    seen = rules_digest()
    _read_again()
    if rules_digest() != seen:
        raise RuleError(
            "Reglerna har ändrats i ett annat fönster",
            "Nu visas de som de gäller. Gör om ändringen om den behövs.",
        )


def _save(before: Rule | None, rule: Rule) -> None:
    """Keep the rule in the place of ``before``, beside its other wordings."""
    held = generations(rule.key)
    others = [] if any(one.fault for one in held) else [one for one in held if one is not before]
    rows = [row_of(one) if isinstance(one, DateRule) else discharge_row_of(one) for one in (rule, *others)]
    save_rows(_file(), _section(rule), rule.key, rows)
    _read_again()


def _section(rule: Rule) -> Section:
    return Section.DATES if isinstance(rule, DateRule) else Section.DISCHARGE


def _file() -> Path:
    path = own_rules_file()
    if path is None:
        raise RuleError("Egna regler kan inte sparas här", "Starta om Hållpunkt och försök igen.")
    return path


def _read_again() -> None:
    """At once: what is read here is what is shown, and what somebody else writes after it has not been seen."""
    use_own_rules(own_rules_file())
    date_rules()
