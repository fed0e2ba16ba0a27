"""The guard over each step: what was there before it and is gone after it, unless the step says so itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from sqlalchemy import Connection

from db.engine import count_rows
from db.schema import SEARCH, TRIGGERS

_WORDS = {"table": "Tabellen", "index": "Sökregistret", "trigger": "Skyddet", "view": "Vyn", "column": "Kolumnen"}


@dataclass(frozen=True)
class Snapshot:
    """What a database holds: each table, index, trigger and column with its table, and the rows of each table."""

    names: Mapping[tuple[str, str], str]
    rows: Mapping[str, int]


def snapshot(connection: Connection) -> Snapshot:
    """What the database holds now."""
    found = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master").all()
    columns = connection.exec_driver_sql(
        "SELECT part.name, held.name FROM sqlite_master AS held, pragma_table_info(held.name) AS part "
        "WHERE held.type = 'table'"
    ).all()
    names = {(kind, name): table for kind, name, table in found}
    names |= {("column", f"{table}.{column}"): table for column, table in columns}
    # Not the tables in which a full-text index keeps itself: those follow it. The search index itself is made anew when
    # all steps are done, and may be damaged until then.
    counted = connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).scalars()
    return Snapshot(names, {table: count_rows(connection, table) for table in counted.all() if table not in SEARCH})


def lost(connection: Connection, before: Snapshot, step: ModuleType) -> Iterator[str]:
    """Swedish sentences on what is gone since ``before`` though ``step`` does not say that it takes it away."""
    after = snapshot(connection)
    removes = frozenset(getattr(step, "REMOVES", ()))
    recounts = frozenset(getattr(step, "RECOUNTS", ()))
    meant = removes | frozenset(getattr(step, "MOVED", ()))
    for (kind, name), table in before.names.items():
        if (kind, name) not in after.names and not {name, table} & meant:
            yield f"{_WORDS[kind]} {name} är borta."
    for table, count in before.rows.items():
        now = after.rows.get(table)
        if now is not None and now != count and table not in recounts:
            yield f"Tabellen {table} har {now} rader i stället för {count}."
    for table in sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}):
        yield f"En hänvisning i tabellen {table} pekar på något som inte finns."


def restore_triggers(connection: Connection) -> None:
    """Put every trigger in place as it is declared; one that is so already is left alone."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = {row.name: row.sql for row in found}
    for name, sql in TRIGGERS.items():
        if present.get(name) != sql:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(sql)
