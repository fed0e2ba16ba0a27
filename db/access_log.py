"""The access log: who did what to whom and when, one row a deed, each sealed over the row before.

Rows are only ever added. A changed, moved or missing row breaks the chain of seals, and verification names the first
one. Against somebody who holds the vault's key only a seal outside the vault helps: the key file, prints, backups.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, func, select

from coordinator.desk import Access
from coordinator.record import Actor
from db import keys
from db.key_file import Head
from db.prepared import Prepared
from db.schema import access_log

START = Head(0, "0" * 64)
"""What the first row is sealed over."""


@dataclass(frozen=True)
class Written:
    """What a row of the log says of one entry that was written; ``digest`` is None for one that was removed."""

    kind: str
    id: str
    version: int
    operation: str
    digest: str | None


class AccessLog:
    """Adds rows to the log of one vault, in the transaction of the deed itself."""

    def __init__(self, log_key: bytes, actor: Actor) -> None:
        self._key = log_key
        self.actor = actor

    def add(
        self,
        connection: Connection,
        at: datetime,
        access: Access,
        *,
        patient_id: UUID | None = None,
        what: str = "",
        reason: str = "",
        change_id: UUID | None = None,
        written: Written | None = None,
    ) -> None:
        """Add one row. ``what`` and ``reason`` hold no content of the record."""
        head = newest(connection)
        row = {
            "seq": head.seq + 1,
            "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "user_name": self.actor.name,
            "user_title": self.actor.title,
            "unit": self.actor.unit,
            "action": access.stored,
            "patient_id": str(patient_id) if patient_id else None,
            "what": what,
            "reason": reason,
            "change_id": str(change_id) if change_id else None,
            "entry_kind": written.kind if written else None,
            "entry_id": written.id if written else None,
            "entry_version": written.version if written else None,
            "operation": written.operation if written else None,
            "digest": written.digest if written else None,
            "prev": head.mac,
        }
        connection.execute(access_log.insert(), row | {"mac": self._seal(row)})

    def broken_rows(self, connection: Connection) -> Iterator[str]:
        """Swedish sentences on the first row that does not fit the chain; nothing when the log is whole."""
        expected = START
        for stored in connection.execute(select(access_log).order_by(access_log.c.seq)).mappings():
            row = dict(stored)
            mac = row.pop("mac")
            if row["seq"] != expected.seq + 1:
                yield f"Loggrad {expected.seq + 1} saknas."
                return
            if row["prev"] != expected.mac or mac != self._seal(row):
                yield f"Loggrad {row['seq']} är ändrad."
                return
            expected = Head(row["seq"], mac)

    def _seal(self, row: dict[str, Any]) -> str:
        return keys.seal(self._key, *map(_sealed_as, row.values()))


def _sealed_as(value: Any) -> bytes:
    # Every value with its length before it, and nothing as what no length is: no two rows can give the same bytes.
    if value is None:
        return b"-"
    text = str(value).encode()
    return b"%d:%b" % (len(text), text)


def newest(connection: Connection) -> Head:
    """The log's newest row."""
    row = connection.execute(_NEWEST).first()
    return Head(row.seq, row.mac) if row else START


_NEWEST = select(access_log.c.seq, access_log.c.mac).order_by(access_log.c.seq.desc()).limit(1)


def seal_of(connection: Connection, seq: int) -> str | None:
    """The seal of row ``seq``; None when there is no such row."""
    return connection.execute(select(access_log.c.mac).where(access_log.c.seq == seq)).scalar()


def newest_digests(connection: Connection, patient_id: str | None = None) -> dict[str, str | None]:
    """For each entry (of one patient, or of all) the digest of the row as it was last written; None when removed."""
    if patient_id is None:
        found = connection.execute(_digests(_WRITINGS)).all()
        return dict(map(tuple, found))
    return dict(_DIGESTS_OF_ONE.rows(connection, patient=patient_id))


def _digests(written: Select[Any]) -> Select[Any]:
    return select(access_log.c.entry_id, access_log.c.digest).where(access_log.c.seq.in_(written))


_WRITINGS = (
    select(func.max(access_log.c.seq))
    .where(access_log.c.entry_id.is_not(None))
    .group_by(access_log.c.patient_id, access_log.c.entry_id)
)
_DIGESTS_OF_ONE = Prepared(_digests(_WRITINGS.where(access_log.c.patient_id == bindparam("patient"))))
