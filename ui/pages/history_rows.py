"""The lines of the page *Historik*: one for each change, and for each paper or file that left the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from uuid import UUID

from coordinator.desk import Access, Deed, LoggedChange, Touched
from coordinator.entry_history import who_in_words
from coordinator.entry_name import name_of
from coordinator.record import Record
from coordinator.swedish import SWEDEN, week, weekday_in_words
from ui.chips import CHOSEN, Sign
from ui.table import Cell, Column, Grouping

_MOST_NAMES = 2
_LEFT = {Access.PRINT: "Utskrivet", Access.EXPORT: "Exporterat"}


@dataclass(frozen=True)
class HistoryRow:
    """One line, under the heading ``day``. ``names``: of the entries that were touched, by id; ``gone``: those that it
    removed and that are not in the record now.
    """

    change: LoggedChange
    day: str
    names: Mapping[UUID, str] = field(repr=False)
    gone: tuple[Touched, ...] = ()

    @property
    def id(self) -> int:
        """The change's place in the log."""
        return self.change.number

    @property
    def entries(self) -> tuple[Touched, ...]:
        """The entries that were touched, first the one it was about: what hangs on an entry is removed before it."""
        touched = self.change.entries
        is_removal = bool(touched) and touched[-1].deed is Deed.REMOVED
        return touched[::-1] if is_removal else touched

    @property
    def title(self) -> str:
        """What was done."""
        left = _LEFT.get(self.change.access)
        return f"{left}: {self.change.title}" if left else self.change.title

    @property
    def about(self) -> str:
        """Which entries it was about."""
        names = list(dict.fromkeys(self.names[one.id] for one in self.entries if self.names[one.id] != one.kind.TITLE))
        said = ", ".join(names[:_MOST_NAMES])
        more = len(names) - _MOST_NAMES
        return f"{said} och {more} till" if more > 0 else said


def rows_of(record: Record, changes: Sequence[LoggedChange]) -> list[HistoryRow]:
    """A row for each change, newest first. What is gone is named as it was when it was last removed."""
    names = {entry.id: name_of(entry) for entries in record.entries.values() for entry in entries}
    rows = []
    for change in changes:
        gone = tuple(one for one in change.entries if one.removed is not None and one.id not in names)
        names |= {one.id: name_of(one.removed.entry) for one in gone if one.removed is not None}
        day = _day_in_words(change.at.astimezone(SWEDEN).date())
        of_change = {one.id: names.get(one.id, one.kind.TITLE) for one in change.entries}
        rows.append(HistoryRow(change, day, of_change, gone))
    return rows


def _time(row: HistoryRow) -> Cell:
    return Cell(row.change.at.astimezone(SWEDEN).strftime("%H:%M"), role="grey")


def _what(row: HistoryRow) -> Cell:
    return Cell(row.title, row.about, weight=600, help=row.change.reason)


def _who(row: HistoryRow) -> Cell:
    return Cell(row.change.by.name, help=who_in_words(row.change.by))


def _back(row: HistoryRow) -> Cell:
    return Cell(signs=(Sign("Ta tillbaka", CHOSEN, "undo-2"),) if row.gone else ())


def columns() -> tuple[Column[HistoryRow], ...]:
    """The columns of the list; sorted by the first, the newest stands first."""
    return (
        Column("Tid", _time, lambda row: -row.id, "00:00"),
        Column("Vad", _what, lambda row: row.title, "Närstående har ändrats Charlotte Lindst", 4),
        Column("Vem", _who, lambda row: row.change.by.name, "Charlotte Lindström", 1, 1),
        Column("Borttaget", _back, lambda row: None if row.gone else 0, "Ta tillbaka mm", 0),
    )


def by_day(rows: Sequence[HistoryRow]) -> Grouping[HistoryRow]:
    """Under each day with its week."""
    return Grouping(lambda row: row.day, tuple(dict.fromkeys(row.day for row in rows)), _how_many)


@cache
def _day_in_words(day: date) -> str:
    said = weekday_in_words(day)
    return f"{said[:1].upper()}{said[1:]}, {week(day)}"


def _how_many(rows: Sequence[HistoryRow]) -> tuple[str, str]:
    return (str(len(rows)), "")
