"""The rows that a table keeps of each patient, found in her record: of what is as it was nothing is written again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from db.prepared import Prepared


class FoundRows:
    """Keeps one table, whose rows are told apart by its primary key. A row is its columns in their order."""

    def __init__(self, table: Table) -> None:
        self._columns = tuple(table.c.keys())
        self._key = tuple(column.name for column in table.primary_key)
        self._stored = Prepared(select(table).where(table.c.patient_id == bindparam("patient")))
        self._drop = Prepared(delete(table).where(*(table.c[name] == bindparam(name) for name in self._key)))
        self._store = Prepared(insert(table))

    def keep(self, connection: Connection, patient: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put these in the place of what was stored of the patient: each row that is another, and no other."""
        was, now = set(self._stored.rows(connection, patient=patient)), set(rows)
        gone = [dict(zip(self._columns, row, strict=True)) for row in was - now]
        new = [dict(zip(self._columns, row, strict=True)) for row in rows if row not in was]
        if gone:
            self._drop.run(connection, [{name: row[name] for name in self._key} for row in gone])
        if new:
            self._store.run(connection, new)
