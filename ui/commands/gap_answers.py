"""What the command gaps answers, in words and as JSON: the gaps of all patients, of one, and the rules.

The names in JSON are stable. A gap is ``rule`` (its code), ``title``, ``why``, ``due`` (a day or null), ``page`` (where
it is mended), ``contact_id`` and ``entry_id`` (whom and what it is about, or null); most serious first.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from coordinator.desk import PatientRow
from coordinator.entity import plain
from coordinator.gap import Gap, GapRule, rules
from coordinator.gap_silence import GapSilence
from coordinator.gaps import gaps, silenced
from coordinator.record import Record
from coordinator.stored_gap import StoredGap

NO_GAPS = "Inga luckor. Inget av det som reglerna söker saknas eller är försenat."
Patients = Mapping[UUID, PatientRow]
ByPatient = Mapping[UUID, list[StoredGap]]


def by_patient(listed: Iterable[StoredGap]) -> ByPatient:
    """The gaps of each patient, who has the most serious one first."""
    found: dict[UUID, list[StoredGap]] = {}
    for gap in listed:
        found.setdefault(gap.patient_id, []).append(gap)
    return found


def list_in_words(patients: Patients, listed: ByPatient) -> Iterable[str]:
    """All gaps, patient by patient."""
    if not patients:
        yield "Pärmen har inga patienter än, så det finns inga luckor att visa."
    elif not listed:
        yield NO_GAPS
    for place, (patient_id, found) in enumerate(listed.items()):
        row = patients[patient_id]
        many = "1 lucka" if len(found) == 1 else f"{len(found)} luckor"
        number = row.number or f"id {str(row.id)[:8]}"
        protected = "  skyddade personuppgifter" if row.protected else ""
        yield ("\n" if place else "") + f"{row.name or 'Namn saknas'}  {number}  {many}{protected}"
        for gap in found:
            yield from _in_words(gap.title, gap.why, gap.due)


def list_json(patients: Patients, listed: ByPatient) -> Any:
    """A list of patients who have gaps: ``id``, ``name``, ``number`` (or null), ``protected`` and ``gaps``."""
    return [
        {
            "id": str(patient_id), "name": patients[patient_id].name, "number": patients[patient_id].number or None,
            "protected": patients[patient_id].protected, "gaps": [_gap_json(gap.rule, gap) for gap in found],
        }
        for patient_id, found in listed.items()
    ]  # fmt: skip


def record_in_words(record: Record) -> Iterable[str]:
    """The gaps of one patient, and after them the silenced ones."""
    found, status = gaps(record), record.patient.status
    if not status.goes_on:
        yield f"Inga luckor söks: patienten är {status.label.lower()}."
    elif not found:
        yield NO_GAPS
    for gap in found:
        yield from _in_words(gap.title, gap.why, gap.due)
    for place, (gap, silence) in enumerate(silenced(record)):
        if not place:
            yield "\nTysta"
        yield from _in_words(gap.title, gap.why, gap.due)
        yield f"    tyst till och med {silence.until.isoformat()}: {' '.join(silence.reason.split())}"


def record_json(record: Record) -> Any:
    """A list of gaps, each with ``silenced``: null, or ``id``, ``until``, ``reason``, ``on`` and ``by``."""
    listed = [_gap_json(gap.key, gap) | {"silenced": None} for gap in gaps(record)]
    return listed + [_gap_json(gap.key, gap) | {"silenced": _silence_json(one)} for gap, one in silenced(record)]


def rules_in_words() -> Iterable[str]:
    """Every rule: its code, and what it looks for and why below."""
    for rule in rules():
        yield f"{rule.code}\n  {rule.name}\n    {rule.reason}"


def rules_json() -> Any:
    """A list of rules: ``code``, ``rank``, ``name``, ``reason``, ``page`` and ``numbers``, its lead times."""
    return [_rule_json(rule) for rule in rules()]


def _in_words(title: str, why: str, due: date | None) -> Iterable[str]:
    yield f"  {title}"
    yield f"    {why}" + (f" ({due.isoformat()})" if due else "")


def _gap_json(rule: str, gap: Gap | StoredGap) -> dict[str, Any]:
    return {
        "rule": rule, "title": gap.title, "why": gap.why, "due": plain(gap.due), "page": gap.page.stored,
        "contact_id": plain(gap.contact_id), "entry_id": plain(gap.entry_id),
    }  # fmt: skip


def _silence_json(silence: GapSilence) -> dict[str, Any]:
    return {
        "id": str(silence.id), "until": silence.until.isoformat(), "reason": silence.reason,
        "on": silence.silenced_on.isoformat(), "by": silence.silenced_by,
    }  # fmt: skip


def _rule_json(rule: GapRule) -> dict[str, Any]:
    return {
        "code": rule.code, "rank": rule.rank, "name": rule.name, "reason": rule.reason, "page": rule.page.stored,
        "numbers": dict(rule.numbers),
    }  # fmt: skip
