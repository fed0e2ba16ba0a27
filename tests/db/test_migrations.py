"""Migrations: their end is the schema that the entries declare, and each is a step of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from coordinator.errors import TooNew
from db import engine, keys, migrations, schema, vault
from tests.conftest import CODE, clock
from tests.db.conftest import add_patient, files_in, raw

KEY = keys.new_key()
FOLDER = Path(migrations.__file__).parent


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Engine]:
    """An encrypted database with nothing in it."""
    active = engine.engine_of(engine.connect(tmp_path / "ny", KEY))
    yield active
    active.dispose()


def structure(active: Engine) -> dict[str, str]:
    """Every table, index and trigger with its SQL."""
    with active.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {row.name: row.sql for row in rows}


def test_the_end_of_the_migrations_is_what_the_entries_declare(fresh: Engine) -> None:
    migrations.upgrade(fresh)
    with fresh.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": schema.metadata}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_it_is_so_to_the_letter(fresh: Engine, tmp_path: Path) -> None:
    """What Alembic does not compare, such as when a reference is checked, and in what order columns stand."""
    migrations.upgrade(fresh)
    derived = engine.engine_of(engine.connect(tmp_path / "härledd", KEY))
    with derived.begin() as connection:
        schema.metadata.create_all(connection)
        for sql in schema.TRIGGERS.values():
            connection.exec_driver_sql(sql)
    assert {name: _plain(sql) for name, sql in structure(fresh).items()} == {
        name: _plain(sql) for name, sql in structure(derived).items()
    }
    derived.dispose()


def _plain(sql: str) -> list[str]:
    # The order of constraints within a table is nobody's concern; that of columns is.
    lines = [" ".join(line.split()).rstrip(",") for line in sql.splitlines()]
    return [line for line in lines if "CONSTRAINT" not in line] + sorted(line for line in lines if "CONSTRAINT" in line)


def test_the_guards_are_there_as_declared(fresh: Engine) -> None:
    migrations.upgrade(fresh)
    found = structure(fresh)
    assert {name: found[name] for name in schema.TRIGGERS} == schema.TRIGGERS
    with fresh.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
        assert set(names) == set(schema.TRIGGERS)


def test_there_are_as_many_steps_as_the_schemas_number_and_no_other_files() -> None:
    assert len(migrations.STEPS) == schema.SCHEMA
    assert {path.stem for path in FOLDER.glob("v*.py")} == set(migrations.STEPS)
    assert [name[:5] for name in migrations.STEPS] == [f"v{number + 1:04}" for number in range(schema.SCHEMA)]


@pytest.mark.parametrize("step", migrations.STEPS)
def test_a_step_stands_on_nothing_that_will_change(step: str) -> None:
    """It says what the schema was that day; entries and tables of today may not reach into it."""
    tree = ast.parse((FOLDER / f"{step}.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= {"sqlalchemy", "alembic"}


def test_an_upgrade_of_what_is_newest_writes_nothing(fresh: Engine) -> None:
    migrations.upgrade(fresh)
    before = structure(fresh)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    sqlalchemy.event.listen(fresh, "before_cursor_execute", note)
    migrations.upgrade(fresh)
    assert statements == ["BEGIN IMMEDIATE", "PRAGMA user_version"]
    assert structure(fresh) == before


def test_a_step_that_fails_leaves_the_schema_as_it_was(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step too many, that fails after it has changed something; put among the real ones."""

    def stop(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "access_log_never_shrinks" in statement:
            raise ZeroDivisionError

    sqlalchemy.event.listen(fresh, "before_cursor_execute", stop)
    with pytest.raises(ZeroDivisionError):
        migrations.upgrade(fresh)
    assert structure(fresh) == {}
    sqlalchemy.event.remove(fresh, "before_cursor_execute", stop)
    migrations.upgrade(fresh)
    assert len(structure(fresh)) > 20


def test_a_newer_schema_is_refused(fresh: Engine) -> None:
    migrations.upgrade(fresh)
    with fresh.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={schema.SCHEMA + 1}")
        connection.commit()
    with pytest.raises(TooNew):
        migrations.upgrade(fresh)


def test_no_reference_takes_anything_with_it(fresh: Engine) -> None:
    """What belongs to a patient goes when somebody says so, never because something else went."""
    migrations.upgrade(fresh)
    with fresh.connect() as connection:
        for table in schema.metadata.sorted_tables:
            for row in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table.name}")').mappings():
                assert (row["on_delete"], row["on_update"]) == ("NO ACTION", "NO ACTION")


def test_opening_an_upgraded_vault_changes_nothing_in_its_structure(vault_path: Path) -> None:
    with raw(vault_path) as connection:
        before = connection.execute("SELECT name, sql, rootpage FROM sqlite_master").fetchall()
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        add_patient(opened.store)
    with raw(vault_path) as connection:
        after = connection.execute("SELECT name, sql, rootpage FROM sqlite_master").fetchall()
    assert {tuple(row)[:2] for row in after} == {tuple(row)[:2] for row in before}
    assert "-journal" not in "".join(files_in(vault_path.parent))
