"""Migrations: their end is the schema that the entries declare, and each is a step of its own."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from coordinator.errors import TooNew, VaultError, WriteFailed
from db import engine, keys, migrations, schema, search_index, vault
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
        # Defaults are held to the letter in the next test; Alembic does not recognise an empty text.
        # So is the full-text index; the tables in which it keeps itself are nobody's to declare.
        opts = {"compare_type": True, "target_metadata": schema.metadata, "include_name": _is_mapped}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, schema.metadata) == []


def _is_mapped(name: str | None, _type: str, _parents: object) -> bool:
    return not (name or "").startswith("search_text")


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
    # The order of constraints within a table is nobody's concern; that of columns is. A column that was added later
    # stands on the line of the one before it.
    parts = [" ".join(part.split()) for part in _PARTS.findall(sql)]
    return [part for part in parts if "CONSTRAINT" not in part] + sorted(part for part in parts if "CONSTRAINT" in part)


# What stands between commas that are in no parentheses but the outermost and in no text.
_PARTS = re.compile(r"(?:'(?:''|[^'])*'|\((?:[^()']|'(?:''|[^'])*')*\)|[^,()'])+")


def test_what_is_compared_is_every_part_of_a_table() -> None:
    sql = "CREATE TABLE x (\n a TEXT NOT NULL, \n b TEXT DEFAULT 'o, (' NOT NULL, CONSTRAINT p KEY (a, b)\n)"
    assert _plain(sql) == [
        "CREATE TABLE x", "a TEXT NOT NULL", "b TEXT DEFAULT 'o, (' NOT NULL", "CONSTRAINT p KEY (a, b)",
    ]  # fmt: skip


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
def test_a_step_follows_the_laws_of_steps(step: str) -> None:
    assert list(breaches((FOLDER / f"{step}.py").read_text(encoding="utf-8"))) == []


def breaches(source: str) -> Iterator[str]:
    """What a step may not do, or not without saying why."""
    tree = ast.parse(source)
    lines = source.splitlines()
    moved = [node.value for node in tree.body if isinstance(node, ast.Assign) and _names(node) == ["MOVED"]]
    said: dict[str, str] = ast.literal_eval(moved[0]) if moved else {}
    for node in ast.walk(tree):
        imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        imported += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        if not set(imported) <= {"sqlalchemy", "alembic"}:  # it says what the schema was that day
            yield f"imports {imported}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "cascade" in node.value.lower():
            yield "takes along what belongs to a patient"
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "batch_alter_table" and "  # batch: " not in lines[node.lineno - 1]:
            yield "makes a table anew and does not say why"
        if node.func.attr == "drop_column":
            words = [str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant)]
            if not any(said.get(f"{table}.{column}") for table in words for column in words):
                yield f"drops {words} and does not say in MOVED where its data went"


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import sqlalchemy as sa\nfrom alembic import op\nop.add_column('a', sa.Column('b', sa.TEXT()))", 0),
        ("from coordinator.kinds import KINDS", 1),
        ("def upgrade():\n    from db.schema import metadata", 1),
        ("import db.schema", 1),
        ("op.create_table('a', sa.ForeignKeyConstraint(['b'], ['c.id'], ondelete='CASCADE'))", 1),
        ("op.execute('CREATE TABLE a (b REFERENCES c ON DELETE cascade)')", 1),
        ("with op.batch_alter_table('a') as batch:\n    pass", 1),
        ("with op.batch_alter_table('a') as batch:  # batch: SQLite cannot change a column's type\n    pass", 0),
        ("op.drop_column('a', 'b')", 1),
        ("MOVED = {'a.c': 'elsewhere'}\nop.drop_column('a', 'b')", 1),
        ("MOVED = {'a.b': ''}\nop.drop_column('a', 'b')", 1),
        ("MOVED = {'a.b': 'joined with a.c'}\nop.drop_column('a', column_name='b')", 0),
    ],
)
def test_a_breach_of_the_laws_is_seen(source: str, expected: int) -> None:
    assert len(list(breaches(source))) == expected


def test_an_upgrade_of_what_is_newest_writes_nothing(fresh: Engine) -> None:
    migrations.upgrade(fresh)
    before = structure(fresh)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    sa.event.listen(fresh, "before_cursor_execute", note)
    migrations.upgrade(fresh)
    assert statements == ["BEGIN IMMEDIATE", "PRAGMA user_version"]
    assert structure(fresh) == before


def test_a_step_that_fails_leaves_the_schema_as_it_was(fresh: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step too many, that fails after it has changed something; put among the real ones."""

    def stop(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "access_log_never_shrinks" in statement:
            raise ZeroDivisionError

    sa.event.listen(fresh, "before_cursor_execute", stop)
    with pytest.raises(ZeroDivisionError):
        migrations.upgrade(fresh)
    assert structure(fresh) == {}
    sa.event.remove(fresh, "before_cursor_execute", stop)
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


def test_step_10_leaves_patients_as_they_were_and_has_all_lists_found_anew(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of those whose care has ended, of whom nothing was kept before: they are counted by the indicators."""
    with monkeypatch.context() as former:
        former.setattr(migrations, "STEPS", migrations.STEPS[:9])
        former.setattr(search_index, "rebuild", lambda _connection: None)
        migrations.upgrade(fresh)
    with fresh.begin() as connection:
        columns = connection.exec_driver_sql("PRAGMA table_info(patient)").mappings().all()
        row = {one["name"]: "id" for one in columns if one["notnull"] or one["name"] == "id"}
        connection.execute(sa.table("patient", *map(sa.column, row)).insert(), row)
        connection.exec_driver_sql("INSERT INTO gap_state VALUES ('id', '2026-11-22', 'rules')")
        was = connection.exec_driver_sql("SELECT * FROM patient").mappings().one()
    migrations.upgrade(fresh, lambda: Path("kopia"))
    with fresh.connect() as connection:
        now = connection.exec_driver_sql("SELECT * FROM patient").mappings().one()
        found = connection.exec_driver_sql("SELECT * FROM gap_state").all()
    new = {"enrolled_on": None, "status_on": None, "status_note": "", "moved_to": ""}
    assert (dict(now), found) == (dict(was) | new, [])


# What a step may do to a vault that holds something

FTS_PARTS = ("data", "idx", "content", "docsize", "config")
TWO_TRIGGERS = {"access_log_never_changes", "access_log_never_shrinks"}
Step = Callable[[], None]


@pytest.fixture
def held(fresh: Engine) -> Engine:
    """The newest schema, with a ward whose 1000 notes go when it goes, and a full-text index over it."""
    migrations.upgrade(fresh)
    with fresh.begin() as connection:
        for sql in (
            "CREATE TABLE ward (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, ward_id REFERENCES ward(id) ON DELETE CASCADE)",
            "CREATE INDEX note_of_ward ON note (ward_id)",
            "CREATE VIRTUAL TABLE ward_text USING fts5(name)",
            "CREATE TRIGGER ward_indexed AFTER INSERT ON ward BEGIN INSERT INTO ward_text VALUES (new.name); END",
            "INSERT INTO ward VALUES (1, 'Avdelning 12')",
            "INSERT INTO access_log VALUES (1, '', '', '', '', '', NULL, '', '', NULL, NULL, NULL, NULL, NULL, NULL, "
            "'', '')",
        ):
            connection.exec_driver_sql(sql)
        connection.execute(text("INSERT INTO note VALUES (:n, 'Ö', 1)"), [{"n": number} for number in range(1000)])
    return fresh


@pytest.fixture
def upgraded_by(held: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run one more step on it: what it does, and what it says of itself."""

    released = migrations.STEPS

    def run(does: Step, **says: object) -> None:
        module = ModuleType("db.migrations.v9999_made_up")
        module.__dict__.update(says, upgrade=does)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(migrations, "STEPS", (*released, "v9999_made_up"))
        migrations.upgrade(held, lambda: Path("/hemlig/mapp/kopian"))

    return run


def everything(active: Engine) -> dict[str, object]:
    """The structure, the number of rows of every table, the schema's number and whether references are enforced."""
    with active.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    return structure(active) | pragmas | {f"{table}: rows": count(active, table) for table in tables}


PRAGMAS = ("user_version", "foreign_keys")


def count(active: Engine, table: str) -> int:
    with active.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one())


def make_ward_anew() -> None:
    with op.batch_alter_table("ward", recreate="always") as batch:
        batch.add_column(sa.Column("floor", sa.TEXT()))


def make_log_anew() -> None:
    with op.batch_alter_table("access_log", recreate="always") as batch:
        batch.add_column(sa.Column("place", sa.TEXT()))


def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.migrations.guard.lost", lambda *_: iter(()))


def test_with_references_enforced_a_parent_made_anew_takes_all_its_rows_along(
    held: Engine, upgraded_by: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The danger itself, and that nothing but the number of rows tells of it."""
    unguarded(monkeypatch)
    monkeypatch.setattr(migrations, "_enforce_references", lambda _driver, *, on: None)
    upgraded_by(make_ward_anew)
    assert count(held, "ward") == 1
    assert count(held, "note") == 0
    with held.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_parent_made_anew_in_a_step_takes_nothing_along(held: Engine, upgraded_by: Callable[..., None]) -> None:
    upgraded_by(make_ward_anew, REMOVES={"ward_indexed"})
    assert "floor" in structure(held)["ward"]
    assert (count(held, "ward"), count(held, "note")) == (1, 1000)
    assert everything(held)["foreign_keys"] == 1


def test_rows_that_go_along_with_a_parent_are_missed_and_come_back(
    held: Engine, upgraded_by: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were references enforced all the same, the count would tell."""
    before = everything(held)
    monkeypatch.setattr(migrations, "_enforce_references", lambda _driver, *, on: None)
    with pytest.raises(VaultError, match=r"Tabellen note har 0 rader i stället för 1000\."):
        upgraded_by(make_ward_anew, REMOVES={"ward_indexed"})
    assert everything(held) == before


def test_a_table_made_anew_loses_its_triggers_without_a_word(
    held: Engine, upgraded_by: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The danger itself: the log could be changed from then on."""
    unguarded(monkeypatch)
    monkeypatch.setattr("db.migrations.guard.restore_triggers", lambda _connection: None)
    upgraded_by(make_log_anew)
    assert not set(structure(held)) & TWO_TRIGGERS
    with held.begin() as connection:
        assert connection.exec_driver_sql("DELETE FROM access_log").rowcount == 1


@pytest.mark.parametrize(
    ("does", "expected"), [(make_ward_anew, {"ward_indexed"}), (make_log_anew, TWO_TRIGGERS)], ids=["ward", "log"]
)
def test_a_trigger_that_is_lost_takes_the_step_back(
    held: Engine, upgraded_by: Callable[..., None], does: Step, expected: set[str]
) -> None:
    before = everything(held)
    with pytest.raises(VaultError) as refused:
        upgraded_by(does)
    assert {word for word in refused.value.message.split() if word in TWO_TRIGGERS | {"ward_indexed"}} == expected
    assert everything(held) == before


def test_declared_triggers_are_there_again_after_the_last_step(held: Engine, upgraded_by: Callable[..., None]) -> None:
    upgraded_by(make_log_anew, REMOVES=TWO_TRIGGERS)
    assert {name: structure(held)[name] for name in TWO_TRIGGERS} == schema.TRIGGERS
    with pytest.raises(DBAPIError, match="append-only"), held.begin() as connection:
        connection.exec_driver_sql("DELETE FROM access_log")


def test_a_trigger_that_does_nothing_is_put_right_by_the_last_step(
    held: Engine, upgraded_by: Callable[..., None]
) -> None:
    with held.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER access_log_never_shrinks")
        connection.exec_driver_sql("CREATE TRIGGER access_log_never_shrinks AFTER INSERT ON note BEGIN SELECT 1; END")
    upgraded_by(lambda: None)
    assert {name: structure(held)[name] for name in TWO_TRIGGERS} == schema.TRIGGERS


def run_sql(*statements: str) -> Step:
    def run() -> None:
        for sql in statements:
            op.execute(sql)

    return run


LOSSES = [
    (run_sql("DELETE FROM note WHERE id > 997"), "Tabellen note har 998 rader", {"RECOUNTS": {"note"}}),
    (run_sql("INSERT INTO note VALUES (1000, '', 1)"), "Tabellen note har 1001 rader", {"RECOUNTS": {"note"}}),
    (run_sql("DROP INDEX note_of_ward"), "Sökregistret note_of_ward är borta.", {"REMOVES": {"note_of_ward"}}),
    (run_sql("DROP TRIGGER ward_indexed"), "Skyddet ward_indexed är borta.", {"REMOVES": {"ward_indexed"}}),
    (run_sql("DROP TABLE note"), "Tabellen note är borta.", {"REMOVES": {"note"}}),
    (
        run_sql("DROP TRIGGER ward_indexed", "DROP TABLE ward_text"),
        "Tabellen ward_text är borta.",
        {"REMOVES": {"ward_text", "ward_indexed", *(f"ward_text_{part}" for part in FTS_PARTS)}},
    ),
    (run_sql("INSERT INTO ward_text VALUES ('x')"), "Tabellen ward_text har 2 rader", {"RECOUNTS": {"ward_text"}}),
    (run_sql("ALTER TABLE note DROP COLUMN text"), "Kolumnen note.text är borta.", {"MOVED": {"note.text": "x"}}),
    (run_sql("ALTER TABLE note RENAME COLUMN text TO t"), "Kolumnen note.text är borta.", {"MOVED": {"note.text": ""}}),
    (run_sql("UPDATE note SET ward_id = 2 WHERE id = 1"), "En hänvisning i tabellen note pekar på", None),
]


@pytest.mark.parametrize(("does", "expected", "says"), LOSSES, ids=[loss[1] for loss in LOSSES])
def test_whatever_is_lost_takes_the_step_back_unless_the_step_says_so(
    held: Engine, upgraded_by: Callable[..., None], does: Step, expected: str, says: dict[str, object] | None
) -> None:
    before = everything(held)
    with pytest.raises(VaultError, match=re.escape(expected)) as refused:
        upgraded_by(does)
    assert f"pärmen är hel i version {schema.SCHEMA}" in refused.value.message
    assert "i kopian." in refused.value.message
    assert "hemlig" not in refused.value.message
    assert everything(held) == before
    if says is not None:
        upgraded_by(does, **says)
        assert everything(held) != before


def test_a_step_may_add_what_it_likes(held: Engine, upgraded_by: Callable[..., None]) -> None:
    upgraded_by(
        run_sql(
            "CREATE TABLE x (y)", "INSERT INTO x VALUES (1)", "ALTER TABLE note ADD z", "CREATE INDEX w ON note (z)"
        )
    )
    assert count(held, "x") == 1


@pytest.mark.parametrize(
    ("keeps", "sound", "anew"),
    [((True,), True, 0), ((True, True), True, 0), ((True,), False, 1), ((False, True), True, 1), ((False,), True, 1)],
)
def test_the_search_index_is_made_anew_unless_every_step_keeps_it(
    held: Engine, monkeypatch: pytest.MonkeyPatch, keeps: tuple[bool, ...], sound: bool, anew: int
) -> None:
    names = [f"v999{number}_made_up" for number in range(len(keeps))]
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *names))
    for name, kept in zip(names, keeps, strict=True):
        module = ModuleType(f"db.migrations.{name}")
        module.__dict__.update(upgrade=run_sql(f"CREATE TABLE {name} (x)"), KEEPS_SEARCH=kept)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    if not sound:
        with held.begin() as connection:
            search_index.give_up(connection)
    made: list[object] = []
    monkeypatch.setattr(search_index, "rebuild", made.append)
    migrations.upgrade(held, lambda: Path("kopian"))
    assert len(made) == anew


# The copy that is made first


def test_a_vault_that_is_behind_is_copied_once_and_before_anything_is_touched(
    held: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "v9998_made_up", "v9999_made_up"))
    for name in ("v9998_made_up", "v9999_made_up"):
        module = ModuleType(f"db.migrations.{name}")
        module.__dict__["upgrade"] = run_sql(f"CREATE TABLE {name} (x)")
        monkeypatch.setitem(sys.modules, module.__name__, module)
    seen = []

    def copy() -> Path:
        seen.append(everything(held))
        return Path("kopian")

    before = everything(held)
    migrations.upgrade(held, copy)
    assert seen == [before]
    assert {"v9998_made_up", "v9999_made_up"} <= set(structure(held))
    migrations.upgrade(held, copy)
    assert len(seen) == 1


def test_without_a_copy_no_step_is_begun(held: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "v9999_missing"))
    before = everything(held)

    def full() -> Path:
        raise WriteFailed("Disken är full", "")

    with pytest.raises(WriteFailed):
        migrations.upgrade(held, full)
    with pytest.raises(ValueError, match="copied"):
        migrations.upgrade(held)
    assert everything(held) == before


def test_a_new_vault_has_nothing_to_copy(fresh: Engine) -> None:
    migrations.upgrade(fresh, lambda: pytest.fail("copied"))
    assert everything(fresh)["user_version"] == schema.SCHEMA
    assert everything(fresh)["foreign_keys"] == 1
