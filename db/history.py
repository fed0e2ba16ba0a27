"""Former versions of entries: kept when an entry changes, read back whatever schema they were written under, undone.

The digest is held against the payload as it was stored; only then is it brought up to today's fields.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, insert, select

from coordinator.change import Add, Change, Edit, Remove, Step
from coordinator.desk import FormerVersion
from coordinator.entity import Entity
from coordinator.errors import ConflictError, FileDamaged, RuleError
from coordinator.kinds import BY_NAME
from coordinator.record import Actor
from db import migrations, schema
from db.rows import Row, from_row, is_as_written, payload_of, row_of
from db.schema import SCHEMA, TABLES

_HISTORY = schema.history
_LOG = schema.access_log
_REMOVAL = _LOG.alias("removal")


def keep(connection: Connection, kind: type[Entity], former: Row) -> None:
    """Keep a row that is about to be changed or removed."""
    connection.execute(
        insert(_HISTORY),
        {
            "entry_id": former["id"], "version": former["version"], "patient_id": former["patient_id"],
            "kind": kind.KIND, "schema": SCHEMA, "payload": payload_of(kind, former), "salt": former["salt"],
        },
    )  # fmt: skip


def versions(connection: Connection, patient_id: UUID, entry_id: UUID) -> Sequence[FormerVersion]:
    """What an entry was before, oldest first. FileDamaged when a version is not the one that was written."""
    about = {"entry": str(entry_id), "patient": str(patient_id)}
    rows = connection.execute(_VERSIONS, about).all()
    newest = connection.execute(_NEWEST, about).scalar_one() if rows else None
    return [_former(row, newest) for row in rows]


def version(connection: Connection, patient_id: UUID, entry_id: UUID, number: int) -> FormerVersion:
    """One former version. FileDamaged when it is not the one that was written, or not there."""
    about = {"entry": str(entry_id), "patient": str(patient_id)}
    row = connection.execute(_VERSION, about | {"number": number}).first()
    if row is None:
        raise not_as_written(None)
    return _former(row, connection.execute(_NEWEST, about).scalar_one())


def _former(row: Any, newest: int | None) -> FormerVersion:
    return FormerVersion(
        entry=from_row(BY_NAME[row.kind], _row(row)),
        at=datetime.fromisoformat(row.at),
        by=Actor(row.user_name, row.user_title, row.unit),
        title=row.what,
        removed_because=row.reason or "",
        newest=newest or 0,
    )


def _row(kept: Any) -> Row:
    """The row that a kept version would be today."""
    kind = BY_NAME[kept.kind]
    if not is_as_written(kept.payload, kept.salt, kept.digest):
        raise not_as_written(kind)
    return row_of(kind, migrations.payload_of_today(kept.kind, json.loads(kept.payload), kept.schema))


def reversal(connection: Connection, change_id: UUID) -> tuple[UUID, Change]:
    """The change that takes ``change_id`` back; ConflictError when one of its entries has changed since."""
    deeds = connection.execute(_OF_CHANGE, {"change": str(change_id)}).all()
    if not deeds:
        raise RuleError("Det går inte att ångra", "Ändringen finns inte i pärmen.")
    steps = tuple(_reversed(connection, deed) for deed in reversed(deeds))
    return UUID(deeds[0].patient_id), Change(_undone(deeds[0].what), steps)


def _reversed(connection: Connection, deed: Any) -> Step:
    kind = BY_NAME[deed.entry_kind]
    table = TABLES[kind]
    row = connection.execute(select(table).where(table.c.id == deed.entry_id)).mappings().first()
    now = None if row is None else from_row(kind, dict(row))
    stands = deed.operation == "remove" if now is None else _is_as_left(connection, deed, now)
    if not stands:
        raise ConflictError("Det går inte att ångra", f"{kind.TITLE} har ändrats efteråt. Ändra för hand i stället.")
    if deed.operation == "add" and now is not None:
        return Remove(now, "Ångrat")
    about = {"entry": deed.entry_id, "patient": deed.patient_id}
    standing = connection.execute(_NEWEST, about).scalar_one() if now is None else now.version
    former = _at(connection, kind, deed, deed.entry_version - 1, standing)
    if former is None:
        raise not_as_written(kind)
    return Edit(former) if deed.operation == "edit" else Add(former)


def _is_as_left(connection: Connection, deed: Any, now: Entity) -> bool:
    """Whether the entry is as the change left it: not touched since, or what was done since is taken back."""
    if deed.operation == "remove":
        return False
    return now.version == deed.entry_version or _at(connection, type(now), deed, deed.entry_version, now.version) == now


def _at(connection: Connection, kind: type[Entity], deed: Any, version: int, called: int) -> Entity | None:
    """The entry as it was in a former version, with another number in its place."""
    kept = connection.execute(_ONE, {"entry": deed.entry_id, "version": version}).first()
    return None if kept is None else from_row(kind, _row(kept) | {"version": called})


def _undone(title: str) -> str:
    """The title of what takes a change back: an undo undone is the change done again, and so on."""
    if title.startswith("Ångrat: "):
        return f"Gjort igen: {title.removeprefix('Ångrat: ')}"
    return f"Ångrat: {title.removeprefix('Gjort igen: ')}"


def not_as_written(kind: type[Entity] | None) -> FileDamaged:
    """What is told when an entry of ``kind`` is not as the log says; None when it is missing altogether."""
    what = f"minst en post av slaget {kind.TITLE}" if kind else "minst en post saknas och"
    return FileDamaged(
        "Uppgifterna stämmer inte med loggen",
        f"I patientens pärm är {what} inte som den senast sparades. Lita inte på den. Kör kontrollen av pärmen: den "
        "säger vilken. Återställ sedan från en säkerhetskopia.",
    )


_OF_CHANGE = select(_LOG).where(_LOG.c.change_id == bindparam("change")).order_by(_LOG.c.seq)
_NEWEST = select(func.max(_LOG.c.entry_version)).where(
    _LOG.c.patient_id == bindparam("patient"), _LOG.c.entry_id == bindparam("entry")
)
# By the patient too: it is with her that the index of the log begins.
_WRITTEN = and_(
    _LOG.c.patient_id == _HISTORY.c.patient_id,
    _LOG.c.entry_id == _HISTORY.c.entry_id,
    _LOG.c.entry_version == _HISTORY.c.version,
)
_ONE = (
    select(_HISTORY, _LOG.c.digest)
    .join(_LOG, _WRITTEN)
    .where(_HISTORY.c.entry_id == bindparam("entry"), _HISTORY.c.version == bindparam("version"))
)
_VERSIONS = (
    select(
        _HISTORY,
        _LOG.c.digest,
        _LOG.c.at,
        _LOG.c.user_name,
        _LOG.c.user_title,
        _LOG.c.unit,
        _LOG.c.what,
        _REMOVAL.c.reason,
    )
    .join(_LOG, _WRITTEN)
    .outerjoin(
        _REMOVAL,
        and_(
            _REMOVAL.c.patient_id == _HISTORY.c.patient_id,
            _REMOVAL.c.entry_id == _HISTORY.c.entry_id,
            _REMOVAL.c.entry_version == _HISTORY.c.version + 1,
            _REMOVAL.c.operation == "remove",
        ),
    )
    .where(_HISTORY.c.entry_id == bindparam("entry"), _HISTORY.c.patient_id == bindparam("patient"))
    .order_by(_HISTORY.c.version)
)
_VERSION = _VERSIONS.where(_HISTORY.c.version == bindparam("number"))
