"""The gaps (luckor) of a patient's record, most serious first, and the silences that keep some of them quiet."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change, Remove
from coordinator.dates import rules_digest
from coordinator.errors import RuleError
from coordinator.gap import Gap, data, rule_named, rule_set, rules
from coordinator.gap_rules.contacts import is_reachable
from coordinator.gap_rules.finders import FINDERS, RecordView
from coordinator.gap_silence import GapSilence
from coordinator.swedish import day_in_words

if TYPE_CHECKING:
    from coordinator.record import Record

__all__ = ["Gap", "end_silence", "gaps", "is_reachable", "rule_set_in_force", "silence_gap", "silenced"]

_EDITION = 2
"""Raise it when gaps, lines of Idag or facts for the indicators are found otherwise by code alone: what was stored of
them before is then found anew."""
_FILES = ("gaps.json", "benefits.json", "transitions.json", "umi.json")
"""What they are found by; the date rules tell for themselves when they are others."""
_WRITTEN = rule_set(b"\0".join(map(data, _FILES)), _EDITION)

SHOWN_AGAIN = "Visas igen"
"""The reason that is kept when a silence is ended."""


def rule_set_in_force() -> str:
    """Which rules these are; another text when the data or the code of them is another, or a date rule is changed."""
    return f"{_WRITTEN}-{rules_digest()}"


def gaps(record: "Record") -> list[Gap]:
    """The gaps of one patient, most serious first; none for a patient who is ended or has died."""
    quiet = _quiet(record)
    return [gap for gap in _all(record) if _silence_of(gap, quiet) is None]


def silenced(record: "Record") -> list[tuple[Gap, GapSilence]]:
    """The gaps that are there but quiet today, most serious first, each with the silence that lasts longest."""
    quiet = _quiet(record)
    found = ((gap, _silence_of(gap, quiet)) for gap in (_all(record) if quiet else ()))
    return [(gap, silence) for gap, silence in found if silence is not None]


def silence_gap(record: "Record", /, rule: str, *, about: UUID | None, reason: str, until: date) -> Change:
    """Keep a gap quiet through the day ``until``: the one of the entry ``about``, or all that the rule finds.

    RuleError says why not: no such rule or gap, no reason, a day that is not to come or too far away, quiet already.
    """
    if rule_named(rule) is None:
        raise RuleError("Regeln finns inte", "Läs om sidan. Listan över regler visar vilka luckor som söks.")
    if about is not None and not any((gap.key, gap.entry_id) == (rule, about) for gap in _all(record)):
        raise RuleError("Luckan finns inte längre", "Läs om sidan. Den är fylld eller har tagits bort.")
    for held in _quiet(record):
        if held.rule == rule and held.about in (None, about):
            last = day_in_words(held.until, record.today)
            raise RuleError("Luckan är redan tyst", f"Den är tyst till och med {last}. Visa den igen först.")
    silence = GapSilence(
        patient_id=record.patient_id,
        rule=rule,
        about=about,
        reason=reason.strip(),
        until=until,
        silenced_on=record.today,
        silenced_by=record.actor.name,
    )
    for problem in silence.problems(record):
        raise RuleError("Luckan kan inte tystas", problem)
    return Change("Lucka tystad", (Add(silence),))


def end_silence(record: "Record", /, silence_id: UUID) -> Change:
    """Show what was quiet again; the silence and why it was stay in the history."""
    return Change("Luckan visas igen", (Remove(record.get(GapSilence, silence_id), SHOWN_AGAIN),))


def _all(record: "Record") -> tuple[Gap, ...]:
    """Every gap, quiet or not, the most serious first; found once, though side panel, page and map each ask."""
    if "gaps" not in record.derived:
        record.derived["gaps"] = tuple(_found(record))
    found: tuple[Gap, ...] = record.derived["gaps"]
    return found


def _found(record: "Record") -> Iterator[Gap]:
    if not record.patient.status.goes_on:
        return
    view = RecordView(record)
    for rule in rules():
        yield from FINDERS[rule.code](view, rule)


def _quiet(record: "Record") -> list[GapSilence]:
    """The silences that hold today, the one that lasts longest first."""
    held = (one for one in record.all(GapSilence) if one.holds_on(record.today))
    return sorted(held, key=lambda one: one.until, reverse=True)


def _silence_of(gap: Gap, quiet: list[GapSilence]) -> GapSilence | None:
    return next((one for one in quiet if one.rule == gap.key and one.about in (None, gap.entry_id)), None)
