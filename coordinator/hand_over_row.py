"""One patient among those who are handed over: what is open of her in numbers, from the stored lines of Idag."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from coordinator.desk import PatientRow
from coordinator.swedish import folded
from coordinator.today.matter import MatterKind, StoredMatter

_NOT_A_TASK = frozenset({MatterKind.AGE})
"""What happens of itself."""


@dataclass(frozen=True)
class HandOverRow:
    """kinds: how many are open of each kind. late: how many should have been done. next_day: the first to come."""

    patient: PatientRow = field(repr=False)
    kinds: Mapping[MatterKind, int] = field(repr=False, hash=False)
    late: int = 0
    next_day: date | None = None

    @property
    def id(self) -> UUID:
        """Whose it is."""
        return self.patient.id

    @property
    def open(self) -> int:
        """How many there are in all."""
        return sum(self.kinds.values())

    @property
    def in_words(self) -> str:
        """ "Bevakningar 2, SIP 1": how many of each kind, in the order the kinds stand."""
        return ", ".join(f"{kind.label} {self.kinds[kind]}" for kind in MatterKind if self.kinds.get(kind))


def hand_over_rows(
    patients: Iterable[PatientRow], matters: Iterable[StoredMatter], former: str, today: date
) -> list[HandOverRow]:
    """A row for each patient whose care goes on and whose fast vårdkontakt ``former`` is."""
    of_patient: dict[str, list[StoredMatter]] = {}
    for one in matters:
        of_patient.setdefault(one.patient, []).append(one)
    mine = (one for one in patients if one.status.goes_on and one.is_held_by(former))
    return [_row(one, of_patient.get(str(one.id), ()), today) for one in mine]


def coordinators_of(patients: Sequence[PatientRow]) -> dict[str, int]:
    """Everybody who is fast vårdkontakt for somebody whose care goes on, and for how many, most first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for one in patients:
        if one.status.goes_on:
            for name in one.coordinators:
                counts[written.setdefault(folded(name), name)] += 1
    return dict(counts.most_common())


def _row(patient: PatientRow, matters: Iterable[StoredMatter], today: date) -> HandOverRow:
    kinds: Counter[MatterKind] = Counter()
    late, coming = 0, None
    for one in matters:
        if one.kind in _NOT_A_TASK:
            continue
        kinds[one.kind] += one.many
        day = one.day
        if day is not None and day < today:
            late += 1
        elif day is not None and (coming is None or day < coming):
            coming = day
    return HandOverRow(patient, dict(kinds), late, coming)
