"""The gaps of a patient as they are kept for lists over all patients, where nothing tells where a protected one is."""

import dataclasses
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.gap import Gap, rule_named
from coordinator.gaps import gaps
from coordinator.page import Page
from coordinator.protection import place_is_secret

if TYPE_CHECKING:
    from coordinator.record import Record

_NO_RULE = "Något att se över"
_ON_HER_PAGE = "Vad det gäller står på patientens egen sida."


@dataclass(frozen=True, slots=True)  # there may be tens of thousands
class StoredGap:
    """One gap of some patient, as a list over all patients tells of it: see `coordinator.gap.Gap`.

    rule: the code of the rule that found it; it may be gone since. rank: the place of that rule then, the most serious
    first. contact, entry: their ids as they are stored, read as ids only when somebody goes there: reading them for all
    takes longer than the rest of the list.
    """

    patient_id: UUID
    rule: str
    rank: int
    title: str = dataclasses.field(repr=False)
    why: str = dataclasses.field(repr=False)
    verb: str
    page: Page
    field: str
    due: date | None
    contact: str | None = None
    entry: str | None = None

    @property
    def contact_id(self) -> UUID | None:
        """The contact it is about."""
        return UUID(self.contact) if self.contact else None

    @property
    def entry_id(self) -> UUID | None:
        """The entry it is about."""
        return UUID(self.entry) if self.entry else None

    def without_words(self) -> "StoredGap":
        """The same gap in the words of its rule, which name nobody and no place."""
        rule = rule_named(self.rule)
        return replace(self, title=rule.name if rule else _NO_RULE, why=_ON_HER_PAGE)


def stored_gaps(record: "Record") -> list[StoredGap]:
    """What is kept of the patient's gaps, most serious first; without her words when where she is must stay secret."""
    found = [_stored(record.patient_id, gap) for gap in gaps(record)]
    return [gap.without_words() for gap in found] if place_is_secret(record) else found


def _stored(patient_id: UUID, gap: Gap) -> StoredGap:
    return StoredGap(
        patient_id, gap.key, gap.rule.rank, gap.title, gap.why, gap.verb, gap.page, gap.field, gap.due,
        _text(gap.contact_id), _text(gap.entry_id),
    )  # fmt: skip


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
