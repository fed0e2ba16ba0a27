"""The changes of one record, newest first, a page at a time: read from the access log through its index.

A patient may have thousands of rows among hundreds of thousands, most of them readings. Which are hers stands in the
index alone; the rows themselves are fetched from the newest on, a few at a time, until the page is full.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, func, select

from coordinator.desk import Access, Deed, LoggedChange, Touched
from coordinator.kinds import BY_NAME
from coordinator.record import Actor
from db import history, schema

_LOG = schema.access_log
_AT_ONCE = 200
_LEFT_THE_RECORD = (Access.PRINT.stored, Access.EXPORT.stored)


def changes(
    connection: Connection, patient_id: UUID, *, limit: int, before: int | None, entry_id: UUID | None, removed: bool
) -> Sequence[LoggedChange]:
    """The newest ``limit`` changes before that number; see `coordinator.desk.Store`."""
    rows = _rows(connection, _numbers(connection, patient_id, before, entry_id, removed=removed))
    told = (row for row in rows if (row.operation == Deed.REMOVED.stored if removed else _is_told(row)))
    by_change = groupby(told, lambda row: row.change_id or uuid4())  # a print stands by itself
    return [_change(connection, list(of_one)) for _, of_one in islice(by_change, limit)]


def _is_told(row: Any) -> bool:
    return row.entry_id is not None or row.action in _LEFT_THE_RECORD


def _numbers(
    connection: Connection, patient_id: UUID, before: int | None, entry_id: UUID | None, *, removed: bool
) -> list[int]:
    """The numbers of the rows to look at, the newest first."""
    about = {"patient": str(patient_id), "entry": str(entry_id) if entry_id else None}
    wanted = _NEWEST_OF_EACH if removed else _OF_PATIENT if entry_id is None else _OF_ENTRY
    found = connection.execute(wanted, about).scalars()
    return sorted((number for number in found if before is None or number < before), reverse=True)


def _rows(connection: Connection, numbers: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield from connection.execute(_ROWS, {"numbers": numbers[start : start + _AT_ONCE]}).all()


def _change(connection: Connection, rows: Sequence[Any]) -> LoggedChange:
    """One change, of its rows from the last to the first."""
    first = rows[-1]
    reasons = dict.fromkeys(row.reason for row in reversed(rows) if row.reason)
    return LoggedChange(
        number=first.seq,
        at=datetime.fromisoformat(first.at),
        by=Actor(first.user_name, first.user_title, first.unit),
        access=Access.of(first.action),
        title=first.what,
        reason=", ".join(reasons),
        entries=tuple(_touched(connection, row) for row in reversed(rows) if row.entry_id is not None),
    )


def _touched(connection: Connection, row: Any) -> Touched:
    deed, entry_id = Deed.of(row.operation), UUID(row.entry_id)
    removed = None
    if deed is Deed.REMOVED:
        removed = history.version(connection, UUID(row.patient_id), entry_id, row.entry_version - 1)
    return Touched(BY_NAME[row.entry_kind], entry_id, row.entry_version, deed, removed)


_OF_PATIENT = select(_LOG.c.seq).where(_LOG.c.patient_id == bindparam("patient"))
_OF_ENTRY = _OF_PATIENT.where(_LOG.c.entry_id == bindparam("entry"))
_NEWEST_OF_EACH = (
    select(func.max(_LOG.c.seq))
    .where(_LOG.c.patient_id == bindparam("patient"), _LOG.c.entry_id.is_not(None))
    .group_by(_LOG.c.entry_id)
)
_ROWS = select(_LOG).where(_LOG.c.seq.in_(bindparam("numbers", expanding=True))).order_by(_LOG.c.seq.desc())
