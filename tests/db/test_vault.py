"""The vault as one thing: made, opened, recovered, closed, and every way that can fail in the middle."""

import errno
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from coordinator.desk import Access
from coordinator.errors import (
    CoordinatorError,
    FileDamaged,
    KeyFileMissing,
    TooNew,
    VaultBusy,
    VaultError,
    WriteFailed,
    WrongKey,
)
from db import key_file, keys, schema, vault
from db.key_file import key_path, twin_path
from db.vault import Vault
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock
from tests.db.conftest import Checked, add_patient, child, files_in, key_of, raw

NOBODY = 65534


def make(path: Path, *, practice: bool = False) -> Vault:
    return vault.create(
        path,
        passphrase=PASSPHRASE,
        recovery_code=CODE,
        actor=ACTOR,
        clock=clock,
        practice=practice,
        cost=keys.FLOOR,
    )


def opened(path: Path) -> Vault:
    return vault.open_with_code(path, CODE, clock)


def deeds(path: Path) -> list[tuple[str, str]]:
    """What the log says was done, in order."""
    with raw(path) as connection:
        return [tuple(row) for row in connection.execute("SELECT action, what FROM access_log ORDER BY seq")]


# Made and opened


def test_what_was_saved_is_there_after_closing_and_after_recovery(vault_path: Path) -> None:
    with vault.open_with_passphrase(vault_path, PASSPHRASE, clock) as first:
        patient_id = add_patient(first.store, given_name="Åsa")
    with opened(vault_path) as second:
        assert second.store.read(patient_id).patient.given_name == "Åsa"
        second.change_passphrase("fyra helt nya ord", cost=keys.FLOOR)
    with vault.open_with_passphrase(vault_path, "fyra helt nya ord", clock) as third:
        assert [row.name for row in third.store.patients()] == ["Åsa Åkesson"]
        assert third.notices == []
    with pytest.raises(WrongKey):
        vault.open_with_passphrase(vault_path, PASSPHRASE, clock)


def test_a_new_vault_has_its_folders_made_and_nothing_strange_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "ny" / "mapp" / "pärm.hallpunkt"
    make(path).close()
    assert sorted(files_in(path.parent)) == [
        "pärm.hallpunkt", "pärm.hallpunkt.lock", "pärm.hallpunkt.nycklar", "pärm.hallpunkt.nycklar.bak",
    ]  # fmt: skip
    assert deeds(path) == [("create_vault", ""), ("lock", "")]


def test_a_vault_is_made_where_the_program_stood_not_where_it_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dialogs on Windows change the working folder of the program."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "annan").mkdir()
    with make(Path("pärm")):
        monkeypatch.chdir(tmp_path / "annan")
    assert not list((tmp_path / "annan").iterdir())
    opened(tmp_path / "pärm").close()


def test_a_name_that_the_database_would_take_for_memory_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(Path(":memory:")).close()
    assert (tmp_path / ":memory:").stat().st_size > 4096


@pytest.mark.parametrize("end", ["", ".nycklar", ".nycklar.bak", "-wal"])
@pytest.mark.parametrize("as_folder", [False, True])
def test_nothing_that_exists_is_written_over(tmp_path: Path, end: str, as_folder: bool) -> None:
    taken = tmp_path / ("pärm" + end)
    if as_folder:
        taken.mkdir()
    else:
        taken.write_bytes(b"kvar")
    with pytest.raises(VaultError):
        make(tmp_path / "pärm")
    assert taken.is_dir() if as_folder else taken.read_bytes() == b"kvar"
    assert {found.name for found in tmp_path.iterdir()} <= {taken.name, "pärm.lock"}


def test_two_that_create_at_once_do_not_destroy_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one is made between our look and our lock: put in where the slow derivation is."""
    path, real = tmp_path / "pärm", keys.from_passphrase
    other: list[Vault] = []

    def overtaken(passphrase: str, salt: bytes, cost: keys.Cost) -> bytes:
        if not other:
            other.append(Vault.__new__(Vault))
            with make(path) as made:
                add_patient(made.store)
        return real(passphrase, salt, cost)

    with monkeypatch.context() as patched:
        patched.setattr(keys, "from_passphrase", overtaken)
        with pytest.raises(VaultError):
            make(path)
    with opened(path) as kept:
        assert len(kept.store.patients()) == 1


@pytest.mark.parametrize("path", ["fil/pärm", "a" * 250, "a" * 300, "fil/x/y/pärm"])
def test_a_place_that_cannot_be_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / "fil").write_bytes(b"")
    for attempt in (make, opened):
        with pytest.raises(VaultError):
            attempt(tmp_path / path)
    assert [found.name for found in tmp_path.iterdir() if not found.name.endswith(".lock")] == ["fil"]


@pytest.fixture
def unreachable() -> Iterator[Path]:
    """A vault in a folder that this user may not enter; root becomes nobody for the while."""
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    inner = folder / "stängd"
    inner.mkdir()
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.chown(inner, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        inner.chmod(0)
        yield inner / "pärm"
    finally:
        inner.chmod(0o700)
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_a_folder_that_may_not_be_entered_is_told(unreachable: Path) -> None:
    for attempt in (make, opened, lambda path: vault.check(path, PASSPHRASE), vault.remove_practice):
        with pytest.raises(VaultError):
            attempt(unreachable)


# Refused


def test_a_missing_vault_is_told_and_not_made(tmp_path: Path, vault_path: Path) -> None:
    with pytest.raises(VaultError, match="Pärmen finns inte"):
        opened(tmp_path / "ingen")
    vault_path.unlink()
    before = set(files_in(vault_path.parent))
    for attempt in (opened, lambda path: vault.check(path, PASSPHRASE)):
        with pytest.raises(VaultError, match="Pärmen finns inte"):
            attempt(vault_path)
    assert set(files_in(vault_path.parent)) == before


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\0" * 4096, b"SQLite format 3\0" + bytes(4080)], ids=["empty", "x", "zeros", "plain"]
)
def test_what_is_no_vault_is_told_and_left_as_it_is(vault_path: Path, content: bytes) -> None:
    vault_path.write_bytes(content)
    with pytest.raises(FileDamaged):
        opened(vault_path)
    assert vault_path.read_bytes() == content


def test_an_unencrypted_database_is_no_vault(vault_path: Path) -> None:
    vault_path.unlink()
    with sqlite3.connect(vault_path) as plain:
        plain.execute("CREATE TABLE owner (name)")
    plain.close()
    before = vault_path.read_bytes()
    with pytest.raises(FileDamaged):
        opened(vault_path)
    assert vault_path.read_bytes() == before


def test_another_vaults_key_file_does_not_open_this_vault_and_harms_nothing(vault_path: Path, tmp_path: Path) -> None:
    make(tmp_path / "annan").close()
    before = vault_path.read_bytes()
    shutil.copyfile(key_path(tmp_path / "annan"), key_path(vault_path))
    with pytest.raises(FileDamaged):
        opened(vault_path)
    assert vault_path.read_bytes() == before
    shutil.copyfile(twin_path(vault_path), key_path(vault_path))
    opened(vault_path).close()


def test_a_folder_in_the_vaults_place_is_no_vault(vault_path: Path) -> None:
    vault_path.unlink()
    vault_path.mkdir()
    with pytest.raises(VaultError):
        opened(vault_path)


def test_a_vault_with_its_key_file_gone_says_so(vault_path: Path) -> None:
    key_path(vault_path).unlink()
    with pytest.raises(KeyFileMissing, match=r"nycklar\.bak"):
        opened(vault_path)


def test_a_newer_vault_is_refused_by_its_key_file_before_a_byte_is_touched(vault_path: Path) -> None:
    newer = replace(key_file.read(vault_path), schema=schema.SCHEMA + 1).sealed(key_of(vault_path))
    key_file.write(vault_path, newer)
    before = files_in(vault_path.parent)
    with pytest.raises(TooNew):
        opened(vault_path)
    assert files_in(vault_path.parent) == before


def test_a_newer_vault_is_refused_by_its_own_number_before_a_byte_is_touched(vault_path: Path) -> None:
    with raw(vault_path) as connection:
        connection.execute(f"PRAGMA user_version={schema.SCHEMA + 1}")
    vault_path.with_name(vault_path.name + ".lock-av").unlink(missing_ok=True)
    before = files_in(vault_path.parent)
    for _ in range(2):
        with pytest.raises(TooNew):
            opened(vault_path)
        assert files_in(vault_path.parent) == before


def test_the_key_file_learns_the_number_of_an_upgraded_vault(vault_path: Path) -> None:
    """Else a former program would get past it, to the vault itself."""
    older = replace(key_file.read(vault_path), schema=schema.SCHEMA - 1).sealed(key_of(vault_path))
    key_file.write(vault_path, older)
    opened(vault_path).close()
    assert key_file.read(vault_path).schema == schema.SCHEMA


def test_an_error_that_was_raised_once_does_not_keep_the_key(vault_path: Path) -> None:
    """A traceback holds what each function knew; an error made once and raised again would hold it for good."""
    with raw(vault_path) as connection:
        connection.execute(f"PRAGMA user_version={schema.SCHEMA + 1}")
    found = []
    for _ in range(2):
        with pytest.raises(TooNew) as said:
            opened(vault_path)
        found.append(said.value)
    assert found[0] is not found[1]


# Failed unlocks


def test_failed_unlocks_stand_in_the_log_after_the_next_one(vault_path: Path) -> None:
    before = len(deeds(vault_path))
    for code in (keys.new_recovery_code(), "felskriven"):
        with pytest.raises(WrongKey):
            vault.open_with_code(vault_path, code, clock)
    with pytest.raises(WrongKey):
        vault.open_with_passphrase(vault_path, "fel fras", clock)
    opened(vault_path).close()
    when = NOW.isoformat(timespec="seconds")
    assert deeds(vault_path)[before:] == [
        ("failed_unlock", when), ("failed_unlock", when), ("failed_unlock", when),
        ("unlock", "Återställningskod"), ("lock", ""),
    ]  # fmt: skip
    opened(vault_path).close()
    assert [action for action, _what in deeds(vault_path)].count("failed_unlock") == 3


def test_a_failed_check_is_a_failed_unlock(vault_path: Path) -> None:
    with pytest.raises(WrongKey):
        vault.check(vault_path, "gissning")
    opened(vault_path).close()
    assert [action for action, _what in deeds(vault_path)].count("failed_unlock") == 1


def test_what_somebody_wrote_into_the_file_of_failures_does_not_reach_the_log(vault_path: Path) -> None:
    failures = vault_path.with_name(vault_path.name + ".forsok")
    failures.write_bytes(b"Anna stal en journal\n\xff\xfe\x00\n2026-11-22T08:00:00+01:00\n" + b"9" * 100_000)
    opened(vault_path).close()
    assert [what for action, what in deeds(vault_path) if action == "failed_unlock"] == ["2026-11-22T08:00:00+01:00"]


def test_a_folder_in_place_of_the_file_of_failures_stops_nothing(vault_path: Path) -> None:
    vault_path.with_name(vault_path.name + ".forsok").mkdir()
    with pytest.raises(WrongKey):
        vault.open_with_code(vault_path, keys.new_recovery_code(), clock)
    opened(vault_path).close()


# Put back to a former state


def test_a_vault_file_put_back_is_told_for_as_long_as_it_is_so(vault_path: Path) -> None:
    former = vault_path.read_bytes()
    with opened(vault_path) as before:
        patient_id = add_patient(before.store)
    vault_path.write_bytes(former)
    for _ in range(3):
        with opened(vault_path) as after:
            assert len(after.notices) == 1
            assert "äldre än sin nyckelfil" in after.notices[0]
            with pytest.raises(CoordinatorError):
                after.store.read(patient_id)
            for number in range(10):
                add_patient(after.store, given_name=f"Ny {number}")


def test_a_vault_put_back_is_told_of_after_new_keys_too(vault_path: Path) -> None:
    former = vault_path.read_bytes()
    with opened(vault_path) as before:
        add_patient(before.store)
    vault_path.write_bytes(former)
    with opened(vault_path) as after:
        after.change_passphrase("fyra helt nya ord", cost=keys.FLOOR)
    with opened(vault_path) as again:
        assert len(again.notices) == 1


def test_a_key_file_that_is_behind_is_the_normal_case(vault_path: Path) -> None:
    behind = key_path(vault_path).read_bytes()
    with opened(vault_path) as first:
        add_patient(first.store)
    key_path(vault_path).write_bytes(behind)
    with opened(vault_path) as second:
        assert second.notices == []


def test_a_program_that_was_ended_has_lost_nothing(vault_path: Path) -> None:
    killed = opened(vault_path)
    patient_id = add_patient(killed.store)
    killed.abandon()
    with opened(vault_path) as after:
        assert after.notices == []
        assert after.store.read(patient_id).patient.given_name == "Ronja"


def test_a_write_ahead_log_that_went_missing_is_told(vault_path: Path) -> None:
    """Whoever tidies away a file beside the vault after a crash takes the last session with it."""
    killed = opened(vault_path)
    add_patient(killed.store)
    copy = vault_path.parent / "kopia"
    for end in ("", ".nycklar"):
        shutil.copyfile(f"{vault_path}{end}", f"{copy}{end}")
    killed.abandon()
    with opened(copy) as after:
        assert len(after.notices) == 1


# Closing


def test_everything_done_stands_in_the_log_under_the_users_name(vault_path: Path) -> None:
    with opened(vault_path) as first:
        patient_id = add_patient(first.store)
        first.store.note(Access.OPEN, patient_id=patient_id, reason="telefonsamtal")
        first.store.patients()
        first.change_recovery_code(CODE)
    with raw(vault_path) as connection:
        rows = connection.execute("SELECT action, user_name, user_title, unit, at FROM access_log").fetchall()
    assert {tuple(row[1:4]) for row in rows} == {(ACTOR.name, ACTOR.title, ACTOR.unit)}
    assert {row[4] for row in rows} == {"2026-11-22T08:20:00.000+00:00"}
    assert {"create_vault", "unlock", "change", "open", "list", "keys", "lock"} <= {row[0] for row in rows}


def test_closing_on_a_disk_that_says_no_is_told_and_lets_go(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk's refusal is put in place of `os.fsync`, which the key file needs and the database does not use."""

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    open_one = opened(vault_path)
    patient_id = add_patient(open_one.store)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(WriteFailed):
            open_one.close()
    with opened(vault_path) as after:
        assert after.store.read(patient_id)


def test_closing_when_the_database_may_not_be_written_is_told_and_lets_go(vault_path: Path) -> None:
    open_one = opened(vault_path)
    with open_one._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(WriteFailed):
        open_one.close()
    opened(vault_path).close()


def test_the_first_error_is_the_one_that_is_told(vault_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), opened(vault_path) as open_one:
        with open_one._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only=ON")
        _ = 1 / 0
    opened(vault_path).close()


def test_closing_twice_does_no_harm(vault_path: Path) -> None:
    with opened(vault_path) as first:
        first.close()
    assert [action for action, _what in deeds(vault_path)][-2:] == ["unlock", "lock"]


def test_an_opening_that_fails_at_its_end_lets_go_of_everything(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills when the key file is written; put in place of `os.fsync`."""

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for _ in range(2):
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", refuse)
            with pytest.raises(WriteFailed, match="Disken är full") as said:
                opened(vault_path)
        assert said.traceback  # while the error is held, so is what it met: nothing is left to chance
        opened(vault_path).close()


def test_a_vault_says_its_name_and_nothing_else(vault_path: Path) -> None:
    with opened(vault_path) as first:
        assert repr(first) == f"<vault {vault_path.name}>"
        assert PASSPHRASE not in repr(vars(first)["_lock"])


# Change of keys


def test_new_keys_that_cannot_be_logged_are_not_taken(vault_path: Path) -> None:
    """Who is told that nothing was saved must be able to open with the passphrase she had."""
    with pytest.raises(WriteFailed), opened(vault_path) as first:
        with first._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only=ON")
        first.change_recovery_code(keys.new_recovery_code())
    opened(vault_path).close()


def test_new_keys_that_cannot_be_written_are_not_in_the_log(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with opened(vault_path) as first, monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(WriteFailed):
            first.change_recovery_code(keys.new_recovery_code())
    opened(vault_path).close()
    assert "keys" not in [action for action, _what in deeds(vault_path)]


def test_new_keys_whose_log_row_is_not_kept_are_taken_back(vault_path: Path) -> None:
    """The transaction's end is made to fail after the key file was written."""
    fresh = keys.new_recovery_code()
    first = opened(vault_path)

    def refuse(_connection: object) -> None:
        raise WriteFailed("Disken är full", "")

    event.listen(first._engine, "commit", refuse)
    with pytest.raises(WriteFailed):
        first.change_recovery_code(fresh)
    first.abandon()
    for content in (key_path(vault_path).read_bytes(), twin_path(vault_path).read_bytes()):
        key_path(vault_path).write_bytes(content)
        opened(vault_path).close()
    assert "keys" not in [action for action, _what in deeds(vault_path)]


# Failed creation


@pytest.mark.parametrize("step", ["migrations.upgrade", "key_file.write", "access_log.newest"])
def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A full disk, put in place of one step after another."""

    def refuse(*_arguments: object) -> None:
        raise WriteFailed("Disken är full", "")

    with monkeypatch.context() as patched:
        patched.setattr(f"db.{step}", refuse)
        with pytest.raises(WriteFailed):
            make(tmp_path / "pärm")
    assert {found.name for found in tmp_path.iterdir()} <= {"pärm.lock"}
    make(tmp_path / "pärm").close()


def test_a_creation_on_a_full_disk_leaves_nothing_wherever_it_stops(tmp_path: Path, faults: Checked) -> None:
    """No file may grow past a limit that rises until there is room."""
    with child("tests.db.creating", tmp_path, CODE, stdout=subprocess.PIPE) as run:
        said = run.communicate(timeout=300)[0].splitlines()
    assert run.returncode == 0
    refused, made = said[:-1], said[-1]
    assert len(refused) > 10
    assert {line.split(" ", 2)[2] for line in refused} <= {"Disken är full []", "Disken svarar inte []"}
    assert made.startswith("made ")


# Practice


def test_a_practice_vault_is_removed_whole(tmp_path: Path) -> None:
    make(tmp_path / "övning", practice=True).close()
    with pytest.raises(WrongKey):
        vault.open_with_code(tmp_path / "övning", keys.new_recovery_code(), clock)
    with opened(tmp_path / "övning") as first:
        assert first.practice
        assert first.store.read(add_patient(first.store)).practice
        with pytest.raises(VaultBusy):
            vault.remove_practice(tmp_path / "övning")
    vault.remove_practice(tmp_path / "övning")
    assert {found.name for found in tmp_path.iterdir()} <= {"övning.lock"}


def test_a_real_vault_is_never_removed_as_practice(vault_path: Path) -> None:
    before = files_in(vault_path.parent)
    with pytest.raises(VaultError, match="ingen övningspärm"):
        vault.remove_practice(vault_path)
    assert files_in(vault_path.parent) == before


def test_a_practice_vault_that_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to delete a file that is open; put in place of `Path.unlink`."""
    make(tmp_path / "övning", practice=True).close()

    def refuse(_self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(WriteFailed):
            vault.remove_practice(tmp_path / "övning")
    vault.remove_practice(tmp_path / "övning")


def test_a_place_can_be_tried_before_anybody_is_asked_for_a_passphrase(tmp_path: Path, vault_path: Path) -> None:
    vault.require_free(tmp_path / "ny" / "pärm")
    assert not (tmp_path / "ny").exists()
    for taken in (vault_path, tmp_path / "Dropbox" / "pärm", tmp_path / ("a" * 300)):
        with pytest.raises(VaultError):
            vault.require_free(taken)
