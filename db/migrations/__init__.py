"""Steps from each schema number to the next. A step is written for Alembic's operations and never imports entities.

A step is a module with ``upgrade()``. What it takes away on purpose it says: ``REMOVES``, the names of tables, indexes
and triggers; ``MOVED``, where the data of each dropped ``table.column`` went; ``RECOUNTS``, the tables that may have
another number of rows afterwards. The guard refuses a step after which anything else is gone. ``KEEPS_SEARCH``: no
entry is other than it was, so a search index that is sound stays; without it the index is made anew.

``upgrade_payload(kind, payload)`` turns a former version written under the schema before into one of this schema. Added
fields need none: a field at its default is in no payload. Alembic, slow to load, is imported inside ``upgrade``: the
history imports the module too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine

from coordinator.errors import VaultError
from db import key_file, search_index
from db.migrations import guard

STEPS = (
    "v0001_first",
    "v0002_record_complete",
    "v0003_kept",
    "v0004_search",
    "v0005_shared_papers",
    "v0006_gaps",
    "v0007_sip",
    "v0008_transitions",
    "v0009_umi",
    "v0010_today",
    "v0011_exchange",
)
"""The modules of the steps, in order; the number of a vault's schema is how many it has had."""


def upgrade(engine: Engine, copy_first: Callable[[], Path] | None = None) -> None:
    """Bring the vault to the newest schema, one transaction a step; nothing happens when it is there already.

    copy_first: makes a verified copy of the vault and says where; called before the first step of a vault that is not
    new. When it raises, no step is begun.
    Raises TooNew; VaultError when a step would have lost something, and ValueError when a vault that is not new has
    nothing to copy it: then the vault is whole in the schema it had.
    """
    with engine.connect() as connection:
        has_had = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if has_had == len(STEPS):
            return
        is_new = not guard.snapshot(connection).names
    if has_had > len(STEPS):
        raise key_file.too_new()
    if not is_new and copy_first is None:
        raise ValueError("a vault is copied before it is upgraded")
    copy = None if is_new or copy_first is None else copy_first()
    steps = [import_module(f"{__name__}.{name}") for name in STEPS[has_had:]]
    keeps_search = all(getattr(step, "KEEPS_SEARCH", False) for step in steps)
    with _references_not_enforced(engine):
        for number, step in enumerate(steps, has_had):
            _run(engine, number, step, copy, keeps_search=keeps_search)


@contextmanager
def _references_not_enforced(engine: Engine) -> Iterator[None]:
    """With references enforced, a table that is made anew takes along every row that refers to it with CASCADE."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection  # past SQLAlchemy: in a transaction it has no effect
    try:
        _enforce_references(driver, on=False)
        yield
    finally:
        _enforce_references(driver, on=True)


def _enforce_references(driver: Any, *, on: bool) -> None:
    driver.execute(f"PRAGMA foreign_keys={int(on)}")
    if driver.execute("PRAGMA foreign_keys").fetchone()[0] != int(on):
        raise RuntimeError("foreign_keys cannot be changed inside a transaction")


def _run(engine: Engine, number: int, step: ModuleType, copy: Path | None, *, keeps_search: bool) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with engine.begin() as connection:
        before = guard.snapshot(connection)
        with Operations.context(MigrationContext.configure(connection)):
            step.upgrade()
        lost = list(guard.lost(connection, before, step))
        if lost:
            raise _stopped(number, lost, copy)
        if number + 1 == len(STEPS):
            guard.restore_triggers(connection)
            if not (keeps_search and search_index.is_sound(connection)):
                search_index.rebuild(connection)  # as the entries and their words are today, whatever they were
        connection.exec_driver_sql(f"PRAGMA user_version={number + 1}")


def _stopped(number: int, lost: list[str], copy: Path | None) -> VaultError:
    lies = f"En kontrollerad kopia ligger bredvid, i {copy.name}. " if copy else ""
    return VaultError(
        "Uppgraderingen stoppades",
        f"Steget till version {number + 1} skulle ha förlorat något och togs tillbaka: {' '.join(lost)} Inget är "
        f"ändrat; pärmen är hel i version {number} och går att öppna med det program du hade förut. {lies}"
        "Visa det här för den som har hand om programmet.",
    )


def payload_of_today(kind: str, payload: dict[str, Any], schema: int) -> dict[str, Any]:
    """What a former version of an entry of ``kind``, written under ``schema``, would have been written as today."""
    for name in STEPS[schema:]:
        bring_up = getattr(import_module(f"{__name__}.{name}"), "upgrade_payload", None)
        if bring_up:
            payload = bring_up(kind, payload)
    return payload
