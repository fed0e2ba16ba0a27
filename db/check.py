"""The check of a vault: cipher, database, tables, rows against the log, schema, log chain. It names what is damaged."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Table, func, inspect, select, text
from sqlalchemy import table as bare_table
from sqlalchemy.exc import DBAPIError

from coordinator.entity import Entity
from coordinator.errors import CoordinatorError, FileDamaged, VaultError
from coordinator.record import Actor, Clock, swedish_clock
from coordinator.vaults import CheckedPart
from db import access_log, engine, failed_unlocks, key_file, keys, place, search_index
from db.access_log import AccessLog
from db.key_file import Head
from db.rows import is_as_written, payload_of
from db.schema import SCHEMA, SEARCH, TABLES, TRIGGERS, metadata

_OTHER_TITLES = {
    "history": "Tidigare versioner", "access_log": "Loggen", "setting": "Inställningar", "owner": "Användaren",
    "kept": "Det skärmen minns", **dict.fromkeys(SEARCH, "Sökregistret"),
    **dict.fromkeys(("stored_gap", "gap_state"), "Listan över luckor"),
    **dict.fromkeys(("stored_matter", "stored_holder"), "Listan Idag"),
    "stored_fact": "Underlaget till nyckeltalen",
}  # fmt: skip
_MOST_NAMED = 20


def check(path: Path, passphrase: str, clock: Clock = swedish_clock) -> Sequence[CheckedPart]:
    """Check the vault at ``path`` and change nothing in it. VaultError when it cannot even be unlocked."""
    path = path.absolute()
    place.require_vault(path)
    found = key_file.read(path)
    lock = place.Lock(path)
    lock.acquire()
    try:
        try:
            key = found.unlocked_by_passphrase(passphrase)
        except VaultError:
            failed_unlocks.remember(path, clock())
            raise
        try:
            with engine.translated():
                connection = engine.connect(path, key)
                # The cipher's check reads the main file past the write-ahead log: empty that first, outside any
                # transaction, or sound pages are called damaged.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                active = engine.engine_of(connection)
        except FileDamaged:
            return [
                CheckedPart(
                    "file",
                    "Filen",
                    ("Filens början eller innehållsförteckning är skadad, så inget i den går att läsa.",),
                )
            ]
        try:
            with active.connect() as reading:
                number = reading.exec_driver_sql("PRAGMA user_version").scalar_one()
                # A vault that has not been opened since the program was updated is no damaged one.
                older = 0 < number < SCHEMA
                parts = examine(reading, keys.derived(key, "log"), found.head, older=older)
                return parts if older else [*parts, _run(reading, "search", "Sökregistret", search_index.faults)]
        finally:
            active.dispose()
    finally:
        lock.release()


def examine(connection: Connection, log_key: bytes, head: Head, *, older: bool = False) -> Sequence[CheckedPart]:
    """Check an open vault, part by part, and change nothing in it.

    older: the vault has not had every migration yet; what is held against today's tables is left out.
    The search index is left out too: it can be made anew from what is examined, so no copy is worse for it.
    """
    return [_run(connection, *part) for part in _parts(log_key, head) if not (older and part[0] in _OF_TODAY)]


Test = Callable[[Connection], Iterator[str]]

_OF_TODAY = ("tables", "schema")


def _parts(log_key: bytes, head: Head) -> Sequence[tuple[str, str, Test]]:
    log = AccessLog(log_key, Actor("", "", ""))
    return (
        ("cipher", "Krypteringen", _cipher),
        ("tables", "Tabellerna", _tables),
        ("database", "Databasen", _database),
        ("schema", "Pärmens version", _schema),
        ("rows", "Posterna mot loggen", _rows),
        ("history", "Tidigare versioner mot loggen", _history),
        ("log", "Loggens kedja", log.broken_rows),
        ("head", "Loggen mot nyckelfilen", lambda connection: _head(connection, head)),
    )


def _run(connection: Connection, name: str, title: str, test: Test) -> CheckedPart:
    faults: list[str] = []
    try:
        with engine.translated():
            faults.extend(test(connection))
    except CoordinatorError:
        faults.append("Går inte att läsa: en sida i filen är skadad.")
    except DBAPIError:
        faults.append("Går inte att läsa: något i den saknas.")
    if len(faults) > _MOST_NAMED:
        faults = [*faults[:_MOST_NAMED], f"… och {len(faults) - _MOST_NAMED} till."]
    return CheckedPart(name, title, tuple(faults))


def _cipher(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        page = str(said).rsplit(" ", 1)[-1]
        yield f"Sida {page} är inte som den skrevs." if page.isdigit() else f"Filen: {said}."


def _database(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok" and not any(name in said for name in SEARCH):
            yield f"Databasens egen kontroll: {said}."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{_title(str(row[0]))}: en hänvisning pekar på något som inte finns."


def _tables(connection: Connection) -> Iterator[str]:
    """Read every table and index through; say which cannot be read."""
    for table in _of_record():
        try:
            with engine.translated():
                for _row in connection.execute(select(table)):
                    pass
        except (CoordinatorError, DBAPIError):
            yield f"{_title(table.name)} kan inte läsas helt."
            continue
        for index in inspect(connection).get_indexes(table.name):
            try:
                with engine.translated():
                    connection.exec_driver_sql(
                        f'SELECT count(*) FROM "{table.name}" INDEXED BY "{index["name"]}"'  # noqa: S608 - own names
                    ).fetchall()
            except (CoordinatorError, DBAPIError):
                yield f"Sökregistret för {_title(table.name)} är skadat; posterna själva går att läsa."


def _of_record() -> list[Table]:
    """Every table but those of the search index, which are made from the others."""
    return [table for table in metadata.sorted_tables if table.name not in SEARCH]


def _schema(connection: Connection) -> Iterator[str]:
    number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if number != SCHEMA:
        yield f"Pärmen har version {number}, programmet {SCHEMA}."
    present = inspect(connection)
    for table in _of_record():
        if not present.has_table(table.name):
            yield f"{_title(table.name)} saknas."
            continue
        columns = {column["name"] for column in present.get_columns(table.name)}
        for missing in sorted({column.name for column in table.columns} - columns):
            yield f"{_title(table.name)}: kolumnen {missing} saknas."
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    triggers = {row.name: row.sql for row in found}
    for name, sql in TRIGGERS.items():
        if triggers.get(name) != sql:  # one that does something else is none
            yield f"Skyddet {name} saknas."


def _rows(connection: Connection) -> Iterator[str]:
    digests = access_log.newest_digests(connection)
    present = inspect(connection)
    for kind, table in TABLES.items():
        if not present.has_table(table.name):  # in a vault of an older schema; a row that is missed is told below
            continue
        # All columns that are there: an older schema has fewer, and its rows the same payload.
        every_column = select(text("*")).select_from(bare_table(table.name))
        for found in connection.execute(every_column).mappings():
            row = dict(found)
            if not is_as_written(payload_of(kind, row), row["salt"], digests.pop(row["id"], None)):
                yield f"{kind.TITLE} {row['id'][:8]} är inte som den senast sparades."
    for entry_id, digest in digests.items():
        if digest is not None:
            yield f"En post ({entry_id[:8]}) som finns i loggen saknas i pärmen."


def _history(connection: Connection) -> Iterator[str]:
    """Every version that the log has seen written, but the ones that stand, is kept as it was."""
    log = metadata.tables["access_log"]
    written = select(log.c.entry_id, log.c.entry_version, log.c.digest).where(log.c.entry_id.is_not(None))
    digests, newest = {}, {}
    for row in connection.execute(written.order_by(log.c.seq)):
        newest[row.entry_id] = (row.entry_id, row.entry_version)
        if row.digest is not None:
            digests[row.entry_id, row.entry_version] = row.digest
    for standing in newest.values():
        digests.pop(standing, None)
    for kept in connection.execute(select(metadata.tables["history"])):
        if not is_as_written(kept.payload, kept.salt, digests.pop((kept.entry_id, kept.version), None)):
            yield f"Version {kept.version} av en post ({kept.entry_id[:8]}) är ändrad."
    for entry_id, version in digests:
        yield f"Version {version} av en post ({entry_id[:8]}) saknas."


def _head(connection: Connection, head: Head) -> Iterator[str]:
    if head.seq and access_log.seal_of(connection, head.seq) != head.mac:
        count = connection.execute(select(func.count()).select_from(metadata.tables["access_log"])).scalar_one()
        yield (
            f"Nyckelfilen har sett loggrad {head.seq}, loggen slutar vid {count} eller är en annan: "
            "pärmen har lagts tillbaka till ett äldre läge."
        )


def _title(table: str) -> str:
    kinds: dict[str, type[Entity]] = {kind.KIND: kind for kind in TABLES}
    return _OTHER_TITLES.get(table) or (kinds[table].TITLE if table in kinds else table)
