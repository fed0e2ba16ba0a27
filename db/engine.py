"""The one module that knows the SQLCipher driver: how a connection is opened, asserted and its errors translated.

There is no fallback to a driver without encryption: when `sqlcipher3` cannot be imported, nothing opens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import sqlalchemy
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.pool import StaticPool

from coordinator.errors import ConflictError, FileDamaged, VaultBusy, VaultError, WriteFailed

APPLICATION_ID = 0x48504B54  # "HPKT": marks the file as a Hållpunkt vault
_ATTACH = 24  # SQLITE_ATTACH, an action code of sqlite3_set_authorizer
_DENY = 1
_ALLOW = 0

_DAMAGED = ("Pärmen är skadad", "En del av filen går inte att läsa. Skriv inget mer i den. Kör kontrollen av pärmen: "
            "den säger vilken del. Återställ sedan från en säkerhetskopia.")  # fmt: skip

# Driver text → what it means. The text is the driver's own and stable across SQLite 3.
_MEANINGS: tuple[tuple[str, type[VaultError], str, str], ...] = (
    ("malformed", FileDamaged, *_DAMAGED),
    ("not a database", FileDamaged, "Pärmen är skadad", "Lösenfrasen är rätt, men filens början går inte att läsa. "
     "Återställ från en säkerhetskopia. Rör inte den skadade filen."),
    ("locked", VaultBusy, "Pärmen är upptagen", "Ett annat fönster eller program har den öppen. Stäng det först."),
    ("full", WriteFailed, "Disken är full", "Ändringen sparades inte; allt som sparats tidigare finns kvar. "
     "Gör plats på disken och spara igen."),
    ("readonly", WriteFailed, "Pärmen är skrivskyddad", "Ändringen sparades inte. Kontrollera att du får skriva i "
     "pärmens mapp."),
    ("disk i/o", WriteFailed, "Disken svarar inte", "Ändringen sparades inte; allt som sparats tidigare finns kvar. "
     "Kontrollera disken och försök igen."),
    ("unable to open", WriteFailed, "Pärmen går inte att öppna", "Kontrollera att du får läsa och skriva i pärmens "
     "mapp."),
)  # fmt: skip


PRAGMAS = (
    "locking_mode=EXCLUSIVE",  # before the first access: then no shared-memory file and no second process
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",
)


def connect(path: Path, key: bytes, *, untouched: bool = False) -> Any:
    """A keyed driver connection to the vault file.

    key: 32 bytes, used as they are (no derivation in SQLCipher); they never stand in SQL text.
    untouched: read only, without as much as a lock or a log file beside it.
    """
    if untouched:
        connection = sqlcipher.connect(f"{_uri(path.absolute())}?mode=ro&immutable=1", uri=True, isolation_level=None)
    else:
        connection = sqlcipher.connect(str(path.absolute()), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # else page errors are written to stderr
        connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
        if not untouched:
            _configure(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: PurePath) -> str:
    """The path as SQLite reads it: a shared disk's name after two more slashes, or it is taken for another computer."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _configure(connection: Any) -> None:
    connection.set_authorizer(lambda action, *_rest: _DENY if action == _ATTACH else _ALLOW)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    found = {name: _pragma(connection, name) for name in _EXPECTED}
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    wrong = [name for name, value in _EXPECTED.items() if found[name] != value]
    if wrong or int(_pragma(connection, "cipher_version").split(".")[0]) < 4:
        raise VaultError(
            "Pärmen kan inte öppnas säkert",
            f"Krypteringen är inte som den ska ({', '.join(wrong) or 'version'}). Installera om programmet.",
        )
    if not {"ENABLE_FTS5"} <= options or not options & {"TEMP_STORE=2", "TEMP_STORE=3"}:
        raise VaultError("Pärmen kan inte öppnas säkert", "En del av programmet saknas. Installera om det.")


_EXPECTED = {
    "journal_mode": "wal", "synchronous": "2", "locking_mode": "exclusive", "foreign_keys": "1", "secure_delete": "1",
    "temp_store": "2", "cipher_status": "1",
}  # fmt: skip


def _pragma(connection: Any, name: str) -> str:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return "" if row is None else str(row[0])


def engine_of(connection: Any) -> sqlalchemy.Engine:
    """A SQLAlchemy engine over one open driver connection (the vault is locked to it)."""
    engine = sqlalchemy.create_engine(
        "sqlite://", creator=lambda: connection, module=sqlcipher, poolclass=StaticPool, hide_parameters=True
    )

    @sqlalchemy.event.listens_for(engine, "begin")
    def begin(active: sqlalchemy.Connection) -> None:
        active.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def count_rows(connection: sqlalchemy.Connection, table: str) -> int:
    """How many rows the table of that name has, whether or not the program of today knows it."""
    counted = sqlalchemy.select(sqlalchemy.func.count()).select_from(sqlalchemy.table(table))
    return connection.execute(counted).scalar_one()


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into ours; what is not a fault of disk, file or lock passes on as the bug it is."""
    try:
        yield
    except MemoryError as error:  # SQLCipher's answer to every write after it has met a damaged page
        raise FileDamaged(*_DAMAGED) from error
    except (sqlcipher.Error, sqlalchemy.exc.DBAPIError) as error:
        said = str(getattr(error, "orig", error)).lower()
        if "could not decode" in said:  # here the driver quotes the text itself, so its words end here
            raise FileDamaged(*_DAMAGED) from None
        for text, meaning, title, message in _MEANINGS:
            if text in said:
                raise meaning(title, message) from error
        if "unique constraint" in said and not said.endswith(".identity_number"):
            raise ConflictError(
                "Posten finns redan", "Någon hann före. Läs om sidan och se vad som är nytt."
            ) from error
        if "unique constraint" in said:
            raise ConflictError(
                "Numret finns redan", "En annan patient i pärmen har samma identitetsnummer."
            ) from error
        raise
