"""The note to paste: what waits for the journal, or some of it, under the clinic's own sökord."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.exchange.journaltext import JournalText, OwnWords, composed, masked_words, opening
from coordinator.journal.rows import JournalRow, JournalState, journal_rows
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


def note_text(
    record: "Record", entry_ids: Collection[UUID] | None = None, words: OwnWords | None = None
) -> JournalText:
    """What is chosen (None: all that waits), with the date, the nurse's own words and who writes it.

    A line begins with its day when the rows are not all of today. What was changed or removed since it was put into the
    journal says so, since the journal holds the former words too.
    """
    wanted = None if entry_ids is None else set(entry_ids)
    found = journal_rows(record, entered=wanted is not None)
    rows = [row for row in found if wanted is None or row.entry_id in wanted]
    own = masked_words(record, words)
    facts = {key: [*lines] for key, lines in opening(record, own).items()}
    dated = any(row.day != record.today for row in rows)
    for row in sorted(rows, key=lambda row: row.day):
        facts.setdefault(row.section, []).extend(_lines(row, dated=dated))
    return composed(record, facts)


def told_in(record: "Record", text: JournalText) -> list[UUID]:
    """What waits and stands in the text: the entries whose part is under one of its sökord."""
    parts = {part for section in text.sections for part in section.parts}
    return [row.entry_id for row in journal_rows(record) if row.section in parts]


def _lines(row: JournalRow, *, dated: bool) -> Iterator[str]:
    day = _begins(row) if dated else ""
    since = row.entered.entered_at.astimezone(SWEDEN).date().isoformat() if row.entered is not None else ""
    if row.state is JournalState.REMOVED:
        yield f"{day}Utgår, infört {since}: {' / '.join(row.before) or row.kind_title}"
        return
    changed = ""
    if row.state is JournalState.CHANGED:
        changed = f"Ändrat sedan det infördes{f' {since}' if since else ''}: "
    for place, fact in enumerate(row.words):
        yield f"{day}{fact}" if place else f"{day}{changed}{fact.removeprefix(_begins(row))}"


def _begins(row: JournalRow) -> str:
    """How the words of a row begin, also where the note says of which day they are."""
    return f"{row.day.isoformat()}: "
