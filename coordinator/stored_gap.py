"""The gaps of a patient as they are kept for lists over all patients, where nothing tells where a protected one is."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from coordinator.gap import Gap, rule_named
from coordinator.gaps import gaps
from coordinator.page import Page
from coordinator.protection import place_is_secret

if TYPE_CHECKING:
    from coordinator.record import Record

_PAGES = {page.stored: page for page in Page}
_id = lru_cache(UUID)
_day = lru_cache(date.fromisoformat)
_NO_RULE = "Något att se över"
_ON_HER_PAGE = "Vad det gäller står på patientens egen sida."


class StoredGap(NamedTuple):
    """One gap of some patient, as a list over all patients tells of it: see `coordinator.gap.Gap`.

    It is a row as it is stored: there may be tens of thousands, and a text is read as what it means when somebody asks.
    rule: the code of the rule that found it; it may be gone since. rank: the place of that rule then, the most serious
    first. page_name: a page that may be gone since. due_text: an ISO day. patient, contact, entry: ids.
    """

    patient: str
    rule: str
    rank: int
    title: str
    why: str
    verb: str
    page_name: str
    field: str
    due_text: str | None
    contact: str | None = None
    entry: str | None = None

    def __repr__(self) -> str:
        return f"StoredGap({self.patient}, {self.rule})"  # not its words: they are of the record

    @property
    def patient_id(self) -> UUID:
        """Whose it is."""
        return _id(self.patient)

    @property
    def page(self) -> Page:
        """Where it can be mended; the page of the gaps when that one is gone."""
        return _PAGES.get(self.page_name, Page.GAPS)

    @property
    def due(self) -> date | None:
        """The day by which something was or is to be done."""
        return _day(self.due_text) if self.due_text else None

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
        return self._replace(title=rule.name if rule else _NO_RULE, why=_ON_HER_PAGE)


def stored_gaps(record: "Record") -> list[StoredGap]:
    """What is kept of the patient's gaps, most serious first; without her words when where she is must stay secret."""
    found = [_stored(record.patient_id, gap) for gap in gaps(record)]
    return [gap.without_words() for gap in found] if place_is_secret(record) else found


def _stored(patient_id: UUID, gap: Gap) -> StoredGap:
    return StoredGap(
        str(patient_id), gap.key, gap.rule.rank, gap.title, gap.why, gap.verb, gap.page.stored, gap.field,
        gap.due.isoformat() if gap.due else None, _text(gap.contact_id), _text(gap.entry_id),
    )  # fmt: skip


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
