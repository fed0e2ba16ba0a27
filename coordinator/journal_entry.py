"""What of the record stands in the journal (journalen): which entry in which wording, since when and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.consent import Consent
from coordinator.entity import Entity, attr, entity
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.journal.rows import JournalRow
    from coordinator.record import Record

SETTLED = "removed"
"""The mark of what was removed from the record, when somebody has said that the journal is mended."""


@entity("journal_entry", "Införd i journalen", since=10)
class JournalEntry(Entity):
    """An entry that somebody has put into the journal. ``entry_version``: the wording that stands there.

    words: that wording, a fact a line; empty for what was put in before it was kept. mark: tells the wording from
    others wherever the entry lies (`coordinator.journal`).
    """

    entry_kind: str = attr("Slag")
    entry_id: UUID = attr("Posten")
    entry_version: int = attr("Lydelse")
    entered_at: datetime = attr("Införd")
    entered_by: str = attr("Införd av", default="")
    note: str = attr("Anteckning", default="", long=True)
    words: str = attr("Så står det i journalen", default="", long=True, since=11)
    mark: str = attr("Lydelsens märke", default="", since=11)

    def problems(self, record: "Record") -> Iterator[str]:
        if self.entered_at > record.now:
            yield "Införd i journalen ligger i framtiden."


def not_in_journal(record: "Record") -> list[Entity]:
    """What belongs in the journal and does not stand there as it now reads, the oldest first."""
    return [row.entry for row in _rows(record) if row.words and row.entry is not None]


def enter_in_journal(record: "Record", /, entry_ids: Sequence[UUID] | None = None, *, note: str = "") -> Change:
    """These entries, or all that wait, stand in the journal now as they read; of what was removed, it is mended there.

    A consent keeps the day it was put there in a field of its own too.
    """
    waiting = {row.entry_id: row for row in _rows(record)}
    ids = waiting if entry_ids is None else dict.fromkeys(entry_ids)
    chosen = [waiting[id] for id in ids if id in waiting]
    if not chosen:
        raise RuleError("Inget väntar på journalen", "Allt som är antecknat är redan infört i journalen.")
    steps: list[Step] = []
    for row in chosen:
        steps.append(Add(_entered(record, row, note)))
        if isinstance(row.entry, Consent) and row.entry.in_journal_on is None:
            steps.append(Edit(replace(row.entry, in_journal_on=record.today)))
    return Change("Infört i journalen", tuple(steps))


def _rows(record: "Record") -> "list[JournalRow]":
    # In which words it stands there needs all kinds, and they are declared with this one.
    from coordinator.journal.rows import journal_rows

    return journal_rows(record)


def _entered(record: "Record", row: "JournalRow", note: str) -> JournalEntry:
    from coordinator.journal.kinds import mark_of

    stands = row.entry if row.words else None
    former = row.entered
    return JournalEntry(
        patient_id=record.patient_id,
        entry_kind=stands.KIND if stands is not None else former.entry_kind if former is not None else "",
        entry_id=row.entry_id,
        entry_version=stands.version if stands is not None else 0,
        entered_at=record.now,
        entered_by=record.actor.name,
        note=note.strip(),
        words="\n".join(row.words),
        mark=mark_of(record, stands) if stands is not None else SETTLED,
    )
