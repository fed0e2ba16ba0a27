"""What of the record stands in the journal (journalen): which entry in which wording, since when and by whom."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change
from coordinator.contact_log import ContactLogEntry
from coordinator.entity import Entity, attr, entity
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record

BELONGS_IN_JOURNAL: tuple[type[Entity], ...] = (ContactLogEntry,)
"""The kinds that are counted as not yet in the journal until somebody says that they are."""


@entity("journal_entry", "Införd i journalen", since=10)
class JournalEntry(Entity):
    """An entry that somebody has put into the journal. ``entry_version``: the wording that stands there."""

    entry_kind: str = attr("Slag")
    entry_id: UUID = attr("Posten")
    entry_version: int = attr("Lydelse")
    entered_at: datetime = attr("Införd")
    entered_by: str = attr("Införd av", default="")
    note: str = attr("Anteckning", default="", long=True)

    def problems(self, record: "Record") -> Iterator[str]:
        if self.entered_at > record.now:
            yield "Införd i journalen ligger i framtiden."


def not_in_journal(record: "Record") -> list[Entity]:
    """What belongs in the journal and does not stand there as it now reads, the earliest saved first."""
    there = {(one.entry_id, one.entry_version) for one in record.all(JournalEntry)}
    found = (entry for kind in BELONGS_IN_JOURNAL for entry in record.all(kind))
    return [entry for entry in found if (entry.id, entry.version) not in there]


def enter_in_journal(record: "Record", /, entry_ids: Sequence[UUID] | None = None, *, note: str = "") -> Change:
    """These entries, or all that wait, stand in the journal now as they read."""
    waiting = {entry.id: entry for entry in not_in_journal(record)}
    ids = waiting if entry_ids is None else dict.fromkeys(entry_ids)
    chosen = [waiting[id] for id in ids if id in waiting]
    if not chosen:
        raise RuleError("Inget väntar på journalen", "Allt som är antecknat är redan infört i journalen.")
    steps = [
        Add(
            JournalEntry(
                patient_id=record.patient_id,
                entry_kind=entry.KIND,
                entry_id=entry.id,
                entry_version=entry.version,
                entered_at=record.now,
                entered_by=record.actor.name,
                note=note.strip(),
            )
        )
        for entry in chosen
    ]
    return Change("Infört i journalen", tuple(steps))
