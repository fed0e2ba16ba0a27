"""Steps from each schema number to the next. A step is written for Alembic's operations and never imports entities."""

from importlib import import_module

from sqlalchemy import Engine

from db import key_file

STEPS = ("v0001_first",)
"""The modules of the steps, in order; the number of a vault's schema is how many it has had."""


def upgrade(engine: Engine) -> None:
    """Bring the vault to the newest schema, one transaction a step; nothing happens when it is there already."""
    with engine.connect() as connection:
        has_had = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if has_had > len(STEPS):
        raise key_file.too_new()
    for number in range(has_had, len(STEPS)):
        _run(engine, number)


def _run(engine: Engine, number: int) -> None:
    from alembic.migration import (
        MigrationContext,
    )  # slow to import, and only needed for a vault that is behind
    from alembic.operations import Operations

    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            import_module(f"{__name__}.{STEPS[number]}").upgrade()
        connection.exec_driver_sql(f"PRAGMA user_version={number + 1}")
