"""The access log: no row can be changed, moved, put in or taken out unseen, and no content stands in it."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.change import Add, Edit, Remove, Step
from coordinator.contact import Contact
from coordinator.desk import Access
from coordinator.record import Actor
from db import access_log, engine, keys, rows, schema
from db.access_log import AccessLog
from db.vault import Vault
from tests.conftest import NOW
from tests.db.conftest import Checked, add_patient, key_of, raw, save

COLUMNS = [column.name for column in schema.access_log.columns]
LENGTH = 9


@pytest.fixture
def logged(vault_path: Path, open_vault: Vault) -> Path:
    """A vault whose log has eight rows and the closing one."""
    patient_id = add_patient(open_vault.store)
    contact = Contact(patient_id=patient_id, name="Nour")
    save(open_vault.store, Add(contact), title="Kontakt tillagd")
    save(open_vault.store, Remove(replace(contact, version=1), "Dubblett"), title="Kontakt borttagen")
    open_vault.store.note(Access.OPEN, patient_id=patient_id, reason="samtal")
    open_vault.store.patients()
    open_vault.close()
    return vault_path


def said_of(path: Path) -> list[str]:
    """What verification of the log says."""
    active = engine.engine_of(engine.connect(path, key_of(path)))
    try:
        with active.connect() as connection:
            log = AccessLog(keys.derived(key_of(path), "log"), Actor("", "", ""))
            return list(log.broken_rows(connection))
    finally:
        active.dispose()


def test_a_log_nobody_touched_is_whole(logged: Path) -> None:
    with raw(logged) as connection:
        assert connection.execute("SELECT max(seq), count(*) FROM access_log").fetchone() == (LENGTH, LENGTH)
    assert said_of(logged) == []


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "seq"])
@pytest.mark.parametrize("seq", [4])
def test_a_changed_value_names_its_row(logged: Path, column: str, seq: int) -> None:
    for value in ("'x'", "NULL", "'-'", f"{column} || ' '"):
        was = _put(logged, column, seq, value)
        if _put(logged, column, seq, column) != was:  # what stands there now
            assert said_of(logged) == [f"Loggrad {seq} är ändrad."], value
        _put(logged, column, seq, "?", was)
    assert said_of(logged) == []


def _put(path: Path, column: str, seq: int, value: str, *bound: Any) -> Any:
    """Set a column of a row past the program, where the column takes it; what stood there."""
    where = f"access_log WHERE seq = {seq}"
    with raw(path) as connection:
        (was,) = connection.execute(f"SELECT {column} FROM {where}").fetchone()  # noqa: S608 - own words
        with suppress(sqlcipher.IntegrityError):
            connection.execute(f"UPDATE access_log SET {column} = {value} WHERE seq = {seq}", bound)  # noqa: S608
    return was


TAMPERING: list[tuple[str, str]] = [
    ("DELETE FROM access_log WHERE seq = 1", "Loggrad 1 saknas."),
    ("DELETE FROM access_log WHERE seq = 5", "Loggrad 5 saknas."),
    ("DELETE FROM access_log WHERE seq < 4", "Loggrad 1 saknas."),
    ("UPDATE access_log SET seq = -seq WHERE seq = 3", "Loggrad 1 saknas."),
    ("UPDATE access_log SET seq = seq + 1000 WHERE seq > 6", "Loggrad 7 saknas."),
    ("INSERT INTO access_log SELECT 10, {columns} FROM access_log WHERE seq = 9", "Loggrad 10 är ändrad."),
    ("INSERT INTO access_log SELECT 0, {columns} FROM access_log WHERE seq = 1", "Loggrad 1 saknas."),
    ("UPDATE access_log SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4);"
     "UPDATE access_log SET seq = -seq WHERE seq < 0", "Loggrad 3 är ändrad."),
    ("DELETE FROM access_log WHERE seq = 5; UPDATE access_log SET seq = seq - 1 WHERE seq > 5",
     "Loggrad 5 är ändrad."),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), TAMPERING)
def test_rows_taken_out_put_in_and_moved_are_named(logged: Path, sql: str, expected: str) -> None:
    with raw(logged) as connection:
        for statement in sql.format(columns=", ".join(COLUMNS[1:])).split(";"):
            connection.execute(statement)
    assert said_of(logged) == [expected]


def test_an_end_cut_off_is_seen_against_the_key_file(logged: Path, faults: Checked) -> None:
    """What is left is a whole chain: only the head outside the file tells."""
    with raw(logged) as connection:
        connection.execute("DELETE FROM access_log WHERE seq > 6")
    assert said_of(logged) == []
    assert "loggrad 9" in faults(logged)["head"][0]


def test_an_emptied_log_is_seen_against_the_key_file(logged: Path, faults: Checked) -> None:
    with raw(logged) as connection:
        connection.execute("DELETE FROM access_log")
    assert said_of(logged) == []
    assert set(faults(logged)) >= {"head", "rows"}


def test_a_forger_without_the_key_cannot_make_a_row(logged: Path) -> None:
    with raw(logged) as connection:
        connection.execute("UPDATE access_log SET reason = 'påhitt' WHERE seq = 7")
        row = dict(zip(COLUMNS, connection.execute("SELECT * FROM access_log WHERE seq = 7").fetchone(), strict=True))
        row.pop("mac")
        forged = AccessLog(os.urandom(32), Actor("", "", ""))._seal(row)
        connection.execute("UPDATE access_log SET mac = ? WHERE seq = 7", (forged,))
    assert said_of(logged) == ["Loggrad 7 är ändrad."]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE access_log SET reason = 'x' WHERE seq = 1", "UPDATE access_log SET seq = 99 WHERE seq = 1",
        "DELETE FROM access_log WHERE seq = 1", "DELETE FROM access_log",
    ],
)  # fmt: skip
def test_the_tables_own_guards_stop_what_is_done_by_mistake(open_vault: Vault, sql: str) -> None:
    with open_vault._engine.connect() as connection, pytest.raises(sqlalchemy.exc.IntegrityError, match="append-only"):
        connection.exec_driver_sql(sql)


# The seal


VALUE = st.none() | st.integers(-10, 10) | st.text("-0123456789:None\x00å", max_size=4)


@given(one=st.lists(VALUE, min_size=3, max_size=3), other=st.lists(VALUE, min_size=3, max_size=3))
@settings(max_examples=200)
def test_two_different_rows_never_have_one_seal(one: list[Any], other: list[Any]) -> None:
    """Numbers and their digits are one: the tables give each column one type."""
    log = AccessLog(bytes(32), Actor("", "", ""))

    def seal(values: list[Any]) -> str:
        return log._seal(dict(zip("abc", values, strict=True)))

    def as_text(values: list[Any]) -> list[str | None]:
        return [None if value is None else str(value) for value in values]

    assert (seal(one) == seal(other)) == (as_text(one) == as_text(other))


@pytest.mark.parametrize("column", [column.name for column in schema.access_log.columns if column.nullable])
def test_nothing_and_a_dash_are_not_the_same(column: str) -> None:
    log = AccessLog(bytes(32), Actor("", "", ""))
    assert log._seal({column: None}) != log._seal({column: "-"})


# What the log holds and what it does not


CANARY = "Kanariefågel"


def test_no_content_stands_in_the_log(vault_path: Path, open_vault: Vault) -> None:
    patient_id = add_patient(open_vault.store, given_name=CANARY, phone=CANARY, identity_number=CANARY.upper())
    contact = Contact(patient_id=patient_id, name=CANARY, note=CANARY)
    save(open_vault.store, Add(contact))
    save(open_vault.store, Edit(replace(contact, version=1, unit=CANARY)))
    save(open_vault.store, Remove(replace(contact, version=2), "Dubblett"))
    open_vault.store.find(CANARY.upper())
    open_vault.store.patients()
    open_vault.close()
    with raw(vault_path) as connection:
        for row in connection.execute("SELECT * FROM access_log"):
            assert CANARY.casefold() not in repr(tuple(row)).casefold()


def test_equal_content_twice_has_two_digests(vault_path: Path, open_vault: Vault) -> None:
    """Else who holds the log could try what a row may have said."""
    patient_id = add_patient(open_vault.store)
    contact = Contact(patient_id=patient_id, name="Nour")
    for _ in range(2):
        save(open_vault.store, Add(contact))
        stands = open_vault.store.read(patient_id).all(Contact)[0]
        save(open_vault.store, Remove(stands, "Dubblett"))
        contact = replace(contact, id=uuid4())
    open_vault.close()
    with raw(vault_path) as connection:
        found = connection.execute("SELECT digest FROM access_log WHERE entry_kind = 'contact' AND digest NOT NULL")
        digests = [digest for (digest,) in found]
    assert len(digests) == len(set(digests)) == 2


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(
    doings=st.lists(st.sampled_from(["add", "edit", "remove"]), min_size=1, max_size=8),
    texts=st.lists(TEXT, min_size=8, max_size=8),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_step_gives_exactly_one_row_with_the_digest_of_what_stands(
    open_vault: Vault, doings: list[str], texts: list[str]
) -> None:
    store = open_vault.store
    patient_id = add_patient(store)
    standing: list[Contact] = []
    expected: list[tuple[str, UUID, int]] = []
    with store.engine.connect() as connection:
        before = access_log.newest(connection).seq
    for doing, text in zip(doings, texts, strict=False):
        if doing == "add" or not standing:
            standing.append(Contact(patient_id=patient_id, name="x", note=text))
            step: Step = Add(standing[-1])
        elif doing == "edit":
            step = Edit(replace(standing[-1], note=text))
        else:
            step = Remove(standing.pop(), "Dubblett")
        version = save(store, step).versions[step.entry.id]
        expected.append((type(step).__name__.lower(), step.entry.id, version))
        if not isinstance(step, Remove):
            standing[-1] = replace(standing[-1], version=version)
    with store.engine.connect() as connection:
        table = schema.access_log
        written = connection.execute(sqlalchemy.select(table).where(table.c.seq > before).order_by(table.c.seq)).all()
        contacts = connection.execute(sqlalchemy.select(schema.TABLES[Contact])).mappings().all()
    assert [(row.operation, UUID(row.entry_id), row.entry_version) for row in written] == expected
    assert all((row.digest is None) == (row.operation == "remove") for row in written)
    newest = {row.entry_id: row.digest for row in written}
    for contact in contacts:
        if contact["id"] in newest:
            row = dict(contact)
            assert newest[row["id"]] == rows.digest_of(rows.payload_of(Contact, row), row["salt"])


def test_the_time_is_kept_in_utc_whatever_the_clock_says(open_vault: Vault) -> None:
    open_vault.store.note(Access.PRINT)
    with open_vault._engine.connect() as connection:
        at = connection.execute(sqlalchemy.select(schema.access_log.c.at)).scalars().all()[-1]
    assert at == "2026-11-22T08:20:00.000+00:00"
    assert NOW.utcoffset()
