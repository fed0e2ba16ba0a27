"""The one driver: what it asserts at start, what it never does, and what its errors say and do not say."""

import functools
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy
import sqlcipher3.dbapi2 as sqlcipher

from coordinator.change import Add
from coordinator.errors import ConflictError, CoordinatorError, FileDamaged, VaultBusy, VaultError, WriteFailed
from coordinator.person import Patient
from db import engine
from db.vault import Vault
from tests.conftest import CODE, PASSPHRASE
from tests.db.conftest import ROOT, add_patient, key_of, raw, save

CANARY = "Kanariefågel-19121212"


def test_the_file_is_not_readable_without_its_key(vault_path: Path, open_vault: Vault) -> None:
    for number in range(20):
        add_patient(open_vault.store, given_name=CANARY, identity_number=f"{CANARY}-{number}")
    for path in vault_path.parent.iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert CANARY.encode() not in content
        assert CANARY.encode("utf-16-le") not in content
    open_vault.close()
    plain = sqlcipher.connect(str(vault_path))
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM patient")
    plain.close()


def test_beside_it_lies_a_log_and_no_shared_memory(vault_path: Path, open_vault: Vault) -> None:
    add_patient(open_vault.store)
    beside = {path.name.removeprefix(vault_path.name) for path in vault_path.parent.iterdir()}
    assert beside == {"", "-wal", ".lock", ".lock-av", ".nycklar", ".nycklar.bak"}


def test_the_connection_is_as_safe_as_was_decided(open_vault: Vault) -> None:
    def said(pragma: str) -> Any:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()

    with open_vault._engine.connect() as connection:
        assert int(said("cipher_version").split(".")[0]) >= 4
        assert (said("synchronous"), said("journal_mode"), said("locking_mode")) == (2, "wal", "exclusive")
        assert (said("foreign_keys"), said("secure_delete"), said("temp_store")) == (1, 1, 2)
        assert said("application_id") == engine.APPLICATION_ID
        options = set(connection.exec_driver_sql("PRAGMA compile_options").scalars())
    assert "ENABLE_FTS5" in options
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}


@pytest.mark.parametrize("name", sorted(engine._EXPECTED))
def test_what_is_not_as_expected_is_refused(vault_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A driver that does not do as it is told, put in place of the real one."""
    real = engine._pragma
    monkeypatch.setattr(engine, "_pragma", lambda connection, asked: "" if asked == name else real(connection, asked))
    with pytest.raises(VaultError, match=name):
        engine.connect(vault_path, key_of(vault_path))


def test_an_old_cipher_is_refused(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLCipher 3, put in place of the real one."""
    real = engine._pragma

    def pragma(connection: Any, asked: str) -> str:
        return "3.4.1 community" if asked == "cipher_version" else real(connection, asked)

    monkeypatch.setattr(engine, "_pragma", pragma)
    with pytest.raises(VaultError, match="säkert"):
        engine.connect(vault_path, key_of(vault_path))


WITHOUT_DRIVER = """
import sys
from datetime import datetime
from pathlib import Path
sys.modules["sqlcipher3"] = None
sys.modules["sqlcipher3.dbapi2"] = None
try:
    from db import vault
except ImportError as error:
    print("refused", error.name)
else:
    from coordinator.record import Actor
    vault.create(Path(sys.argv[1]), passphrase="fyra ord", recovery_code=sys.argv[2], actor=Actor("A", "", ""),
                 clock=datetime.now)
print("sqlite3" in sys.modules)
"""


def test_without_the_encrypting_driver_nothing_opens(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT_DRIVER, str(tmp_path / "pärm"), CODE],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert said.stdout.splitlines() == ["refused sqlcipher3.dbapi2", "False"]
    assert not list(tmp_path.iterdir())


def test_no_other_file_can_be_attached(vault_path: Path, tmp_path: Path, open_vault: Vault) -> None:
    with open_vault._engine.connect() as connection:
        for key in ("", " KEY ''"):
            with pytest.raises(sqlalchemy.exc.DatabaseError, match="not authorized"):
                connection.exec_driver_sql(f"ATTACH DATABASE '{tmp_path / 'öppen'}' AS plain{key}")
        with pytest.raises(sqlalchemy.exc.DatabaseError):
            connection.exec_driver_sql(f"VACUUM INTO '{tmp_path / 'öppen'}'")
    assert not (tmp_path / "öppen").exists()


def test_sorting_much_leaves_nothing_in_the_temporary_folder(
    filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tillfälligt"
    temporary.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    with raw(filled_path) as connection:
        many = "(SELECT a.note FROM contact a, contact b, contact c LIMIT 60000)"
        found = connection.execute(f"SELECT note || random() AS x FROM {many} ORDER BY x")  # noqa: S608 - no input
        assert found.fetchone()
        assert not list(temporary.iterdir())
        assert not [leads for leads in _open_files() if "etilqs" in leads]
        found.close()


def _open_files() -> list[str]:
    """What this program has open, where the system tells."""
    return [open_file.path for open_file in psutil.Process().open_files()]


# The key and personal data stay out of what is said


def test_the_key_stands_in_no_statement(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements: list[str] = []
    real = sqlcipher.connect

    def traced(*arguments: Any, **options: Any) -> Any:
        connection = real(*arguments, **options)
        connection.set_trace_callback(statements.append)
        return connection

    key = key_of(vault_path)
    monkeypatch.setattr(sqlcipher, "connect", traced)
    connection = engine.connect(vault_path, key)
    connection.execute("SELECT count(*) FROM patient")
    connection.close()
    assert any("locking_mode" in statement for statement in statements)
    assert not [statement for statement in statements if key.hex() in statement.lower() or "key=" in statement.lower()]


def test_the_key_stands_in_no_repr_and_no_traceback(vault_path: Path) -> None:
    key = key_of(vault_path)
    wrong = bytes(reversed(key))
    with pytest.raises(sqlcipher.DatabaseError) as said:
        engine.connect(vault_path, wrong)
    text = "".join(traceback.format_exception(said.value))
    active = engine.engine_of(engine.connect(vault_path, key))
    text += repr(active) + repr(active.url) + repr(active.pool) + repr(active.raw_connection())
    active.dispose()
    for secret in (key, wrong):
        assert secret.hex() not in text.lower()
        assert repr(secret) not in text
    assert PASSPHRASE not in text


def test_no_error_says_what_was_to_be_saved(open_vault: Vault) -> None:
    add_patient(open_vault.store, given_name=CANARY, identity_number=CANARY)
    with pytest.raises(ConflictError) as said:
        add_patient(open_vault.store, given_name=CANARY, identity_number=CANARY)
    assert CANARY not in "".join(traceback.format_exception(said.value))
    with open_vault._engine.connect() as connection, pytest.raises(sqlalchemy.exc.DBAPIError) as other:
        connection.execute(sqlalchemy.text("INSERT INTO patient (id) VALUES (:id)"), {"id": CANARY})
    assert CANARY not in "".join(traceback.format_exception(other.value))


# What the driver says, in the user's words


@pytest.mark.parametrize(
    ("said", "meaning", "title"),
    [
        ("database disk image is malformed", FileDamaged, "Pärmen är skadad"),
        ("file is not a database", FileDamaged, "Pärmen är skadad"),
        ("database is locked", VaultBusy, "Pärmen är upptagen"),
        ("database table is locked", VaultBusy, "Pärmen är upptagen"),
        ("database or disk is full", WriteFailed, "Disken är full"),
        ("attempt to write a readonly database", WriteFailed, "Pärmen är skrivskyddad"),
        ("disk I/O error", WriteFailed, "Disken svarar inte"),
        ("unable to open database file", WriteFailed, "Pärmen går inte att öppna"),
        ("UNIQUE constraint failed: patient.identity_number", ConflictError, "Numret finns redan"),
        ("UNIQUE constraint failed: contact.id", ConflictError, "Posten finns redan"),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_each_fault_of_disk_file_and_lock_is_said_in_swedish(
    said: str, meaning: type[CoordinatorError], title: str, wrapped: bool
) -> None:
    error: Exception = sqlcipher.OperationalError(said)
    if wrapped:
        error = sqlalchemy.exc.OperationalError("SELECT 1", None, error)
    with pytest.raises(meaning) as found, engine.translated():
        raise error
    assert found.value.title == title
    assert found.value.__cause__ is error


@pytest.mark.parametrize("said", ["no such table: x", "FOREIGN KEY constraint failed", "NOT NULL constraint failed"])
def test_what_is_a_bug_stays_one(said: str) -> None:
    with pytest.raises(sqlcipher.OperationalError), engine.translated():
        raise sqlcipher.OperationalError(said)


def test_our_own_errors_pass_as_they_are() -> None:
    for error in (ConflictError("a", "b"), KeyError("x")):
        with pytest.raises(type(error)), engine.translated():
            raise error


def test_nothing_is_written_to_standard_error_about_a_damaged_page(
    filled_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = bytearray(filled_path.read_bytes())
    key = key_of(filled_path)
    for place in range(5000, len(content), 4096):
        content[place] ^= 1
    filled_path.write_bytes(content)
    with pytest.raises(FileDamaged), engine.translated():
        connection = engine.connect(filled_path, key)
        connection.execute("SELECT * FROM contact").fetchall()
    assert capfd.readouterr() == ("", "")


def test_a_second_connection_is_locked_out_even_in_the_same_program(
    vault_path: Path, open_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_vault.store.patients()
    monkeypatch.setattr(sqlcipher, "connect", functools.partial(sqlcipher.connect, timeout=0))
    key = key_of(vault_path)
    with pytest.raises(VaultBusy), engine.translated():
        connection = engine.connect(vault_path, key)
        connection.execute("SELECT * FROM patient")


def test_looking_untouched_leaves_no_trace(vault_path: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in vault_path.parent.iterdir()}
    connection = engine.connect(vault_path, key_of(vault_path), untouched=True)
    assert connection.execute("PRAGMA user_version").fetchone()[0] > 0
    with pytest.raises(sqlcipher.OperationalError):
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    assert {path.name: path.stat().st_mtime_ns for path in vault_path.parent.iterdir()} == before


def test_a_transaction_that_failed_leaves_the_connection_usable(open_vault: Vault) -> None:
    patient_id = add_patient(open_vault.store)
    lost = Patient(id=patient_id, patient_id=patient_id)
    with pytest.raises(ConflictError, match="Posten finns redan"):
        save(open_vault.store, Add(lost))
    assert open_vault.store.read(patient_id).patient.given_name == "Ronja"
