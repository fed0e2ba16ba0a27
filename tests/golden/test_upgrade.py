"""Every golden vault of an earlier release opens, and shows what it showed: nothing lost, nothing made up."""

import json
import os
import shutil
import signal
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entity import Entity, Knowledge, attrs_of, plain
from coordinator.entries import edit_entry
from coordinator.errors import WriteFailed
from coordinator.kinds import BY_NAME, SCHEMA
from coordinator.person import Patient
from db import engine, key_file, restore, vault
from db.vault import Vault
from tests.conftest import CODE
from tests.db.conftest import child
from tests.golden import make

HERE = Path(__file__).parent
OLDER = [HERE / f"schema-{number}" for number in range(1, SCHEMA)]

pytestmark = pytest.mark.parametrize("golden", OLDER, ids=lambda folder: folder.name, indirect=True)


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a golden vault for one test."""
    return Path(shutil.copytree(request.param, tmp_path / "gyllene")) / make.NAME


@pytest.fixture
def expected(golden: Path) -> dict[str, Any]:
    """What the release that made it showed."""
    found: dict[str, Any] = json.loads((golden.parent / make.EXPECTED).read_text(encoding="utf-8"))
    return found


def opened(path: Path) -> Vault:
    return vault.open_with_code(path, make.RECOVERY_CODE, make.clock)


def fields_of(entry: Entity) -> dict[str, Any]:
    return {attr.name: plain(getattr(entry, attr.name)) for attr in attrs_of(type(entry))}


def with_defaults(kind: str, fields: dict[str, Any], made_under: int) -> dict[str, Any]:
    """What the fields were, and those that came later at their defaults."""
    later = {attr.name: plain(attr.default) for attr in attrs_of(BY_NAME[kind]) if attr.since > made_under}
    assert not later.keys() & fields.keys()
    return fields | later


def records_of(path: Path, expected: dict[str, Any]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Every entry of every patient, by patient and kind; kinds without any left out."""
    with opened(path) as upgraded:
        return {
            patient: {
                kind.KIND: [{"id": str(entry.id), "version": entry.version} | fields_of(entry) for entry in found]
                for kind, found in upgraded.store.read(UUID(patient)).entries.items()
                if found
            }
            for patient in expected["records"]
        }


def records_expected(expected: dict[str, Any]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {
        patient: {
            kind: [with_defaults(kind, fields, expected["schema"]) for fields in entries]
            for kind, entries in record.items()
            if entries
        }
        for patient, record in expected["records"].items()
    }


def tables_of(path: Path, key: bytes | None = None) -> dict[str, Any]:
    """The schema's number, structure and every row, read past the program."""
    connection = engine.connect(path, key or key_file.read(path).unlocked_by_code(make.RECOVERY_CODE))
    try:
        structure = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return {
            "number": connection.execute("PRAGMA user_version").fetchone()[0],
            "structure": sorted(structure),
            "rows": {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names},  # noqa: S608
        }
    finally:
        connection.close()


def test_every_entry_is_as_it_was_with_later_fields_at_their_defaults(golden: Path, expected: dict[str, Any]) -> None:
    assert sum(len(entries) for record in expected["records"].values() for entries in record.values()) > 80
    assert records_of(golden, expected) == records_expected(expected)
    with opened(golden) as upgraded:
        assert {str(row.id) for row in upgraded.store.patients()} == set(expected["records"])


def test_the_upgraded_vault_is_whole_and_of_this_schema(golden: Path) -> None:
    opened(golden).close()
    parts = vault.check(golden, make.PASSPHRASE, make.clock)
    assert [part for part in parts if part.faults] == []
    assert len(parts) > 6
    assert key_file.read(golden).schema == SCHEMA


def test_a_check_before_the_upgrade_finds_every_row_as_it_was_written(golden: Path) -> None:
    """A program that was updated does not call the vault damaged: what only the upgrade makes is not asked for."""
    parts = {part.name: part.faults for part in vault.check(golden, make.PASSPHRASE, make.clock)}
    assert parts == dict.fromkeys(("cipher", "database", "rows", "history", "log", "head"), ())


def test_it_has_the_structure_of_a_vault_that_was_made_today(golden: Path, vault_path: Path) -> None:
    """So the steps of old releases are still what they were."""
    opened(golden).close()
    key = key_file.read(vault_path).unlocked_by_code(CODE)
    assert tables_of(golden)["structure"] == tables_of(vault_path, key)["structure"]


def test_nothing_that_was_written_is_written_anew(golden: Path) -> None:
    """No row of the log, history or record changes: the digests of the old release fit the new columns."""
    before = tables_of(golden)["rows"]
    opened(golden).close()
    after = tables_of(golden)["rows"]
    new = after["access_log"][len(before["access_log"]) :]
    assert after["access_log"][: len(before["access_log"])] == before["access_log"]
    assert {row[5] for row in new} == {"unlock", "lock"}
    for table in before.keys() - {"access_log"}:
        assert [row[: len(old)] for row, old in zip(after[table], before[table], strict=True)] == before[table]


def test_former_versions_are_as_they_were(golden: Path, expected: dict[str, Any]) -> None:
    assert sum(len(versions) for versions in expected["former"].values()) > 15
    with opened(golden) as upgraded:
        for entry_id, versions in expected["former"].items():
            found = upgraded.store.history(UUID(versions[0]["patient"]), UUID(entry_id))
            assert [
                {
                    "patient": str(was.entry.patient_id), "kind": was.entry.KIND, "version": was.entry.version,
                    "at": plain(was.at), "by": was.by.name, "title": was.title, "removed_because": was.removed_because,
                    "fields": fields_of(was.entry),
                }
                for was in found
            ] == [
                was | {"fields": with_defaults(was["kind"], was["fields"], expected["schema"])} for was in versions
            ]  # fmt: skip


def test_a_change_made_before_the_upgrade_is_undone_and_done_again(golden: Path, expected: dict[str, Any]) -> None:
    """An edit, a removal and an addition."""
    assert [undo["then"] is None for undo in expected["undo"]] == [False, False, True] * 2
    with opened(golden) as upgraded:
        desk = Desk(upgraded.store)
        before = {undo["patient"]: upgraded.store.read(UUID(undo["patient"])).entries for undo in expected["undo"]}
        undone = [(undo, desk.undo(UUID(undo["change"]))) for undo in expected["undo"]]
        for undo in expected["undo"]:
            record = upgraded.store.read(UUID(undo["patient"]))
            entry = next(
                (one for found in record.entries.values() for one in found if str(one.id) == undo["entry"]), None
            )
            if undo["then"] is None:
                assert entry is None
            else:
                assert entry is not None
                assert fields_of(entry) == with_defaults(entry.KIND, undo["then"], expected["schema"])
        for _undo, applied in undone:
            desk.undo(applied.id)
        for patient, entries in before.items():
            after = upgraded.store.read(UUID(patient)).entries
            assert {kind: {one.id: replace(one, version=0) for one in found} for kind, found in after.items()} == {
                kind: {one.id: replace(one, version=0) for one in found} for kind, found in entries.items()
            }
    assert not any(part.faults for part in vault.check(golden, make.PASSPHRASE, make.clock))


def test_the_patients_can_be_edited_afterwards_in_new_fields_too(golden: Path, expected: dict[str, Any]) -> None:
    patients = {UUID(undo["patient"]) for undo in expected["undo"]}
    with opened(golden) as upgraded:
        desk = Desk(upgraded.store)
        for patient_id in patients:
            contact = desk.open(patient_id).all(Contact)[-1]
            patient = desk.open(patient_id).patient
            desk.do(patient_id, edit_entry, Contact, contact.id, place="Sundsvall")
            desk.do(
                patient_id, edit_entry, Patient, patient_id, representative_known=Knowledge.NONE_KNOWN,
                representative_checked=date(2026, 11, 20), representative_checked_by="Anna Lind",
            )  # fmt: skip
            assert desk.open(patient_id).get(Contact, contact.id).place == "Sundsvall"
            assert desk.store.history(patient_id, contact.id)[-1].entry == contact
            assert desk.store.history(patient_id, patient_id)[-1].entry == patient
    assert not any(part.faults for part in vault.check(golden, make.PASSPHRASE, make.clock))


def test_a_row_that_was_changed_is_seen_after_the_upgrade(golden: Path, expected: dict[str, Any]) -> None:
    """In an old column and in a new one: a field that is left out of the digest is so at its default only."""
    opened(golden).close()
    for column in ("given_name", "representative_checked_by"):
        copy = shutil.copytree(golden.parent, golden.parent.with_name(column)) / golden.name
        connection = engine.connect(copy, key_file.read(copy).unlocked_by_code(make.RECOVERY_CODE))
        connection.execute(f"UPDATE patient SET {column} = 'Obehörig'")  # noqa: S608 - own names
        connection.close()
        (rows,) = [part for part in vault.check(copy, make.PASSPHRASE, make.clock) if part.faults]
        assert (rows.name, len(rows.faults)) == ("rows", len(expected["records"]))


# The copy


def test_a_verified_copy_of_what_was_lies_beside(golden: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    was = tables_of(golden)
    before = set(golden.parent.iterdir())
    opened(golden).close()
    (copy,) = [made for made in set(golden.parent.iterdir()) - before if not made.name.endswith(".lock")]
    stamp = copy.stat()
    opened(golden).close()
    assert copy.stat() == stamp  # made once, and never again when the vault is of this schema
    restored = restore.restore_with_code(copy, tmp_path / "åter", make.RECOVERY_CODE).path
    assert tables_of(restored) == was
    assert records_of(restored, expected) == records_expected(expected)


def test_without_room_for_the_copy_the_vault_is_left_as_it_was(
    golden: Path, monkeypatch: pytest.MonkeyPatch, expected: dict[str, Any]
) -> None:
    def full(*_arguments: object) -> Path:
        raise WriteFailed("Disken är full", "")

    was = tables_of(golden)
    with monkeypatch.context() as patched:
        patched.setattr("db.backup.before_upgrade", full)
        with pytest.raises(WriteFailed):
            opened(golden)
    assert tables_of(golden) == was
    assert records_of(golden, expected) == records_expected(expected)


# A kill in the middle

IN_THE_STEP_FROM = {
    1: ("CREATE TABLE about_me", "ALTER TABLE patient ADD COLUMN representative_checked ", "PRAGMA user_version=2"),
    2: ("CREATE TABLE kept", "CREATE INDEX ix_contact_listed", "PRAGMA user_version=3"),
    3: ("CREATE TABLE search_entry", "CREATE TABLE search_state", "PRAGMA user_version=4"),
    4: ("CREATE TABLE shared_paper", "CREATE INDEX ix_shared_paper_patient_id", "PRAGMA user_version=5"),
    5: ("ALTER TABLE about_me ADD COLUMN story", "CREATE TABLE story_reading", "PRAGMA user_version=6"),
    6: ("CREATE TABLE sip ", "CREATE INDEX ix_sip_invitation_patient_id", "PRAGMA user_version=7"),
    7: ("CREATE TABLE transition_plan", "CREATE INDEX ix_transition_patient_id", "PRAGMA user_version=8"),
    8: ("ALTER TABLE rare_condition ADD COLUMN ", "CREATE TABLE emergency_card", "PRAGMA user_version=9"),
    9: ("ALTER TABLE patient ADD COLUMN enrolled_on", "CREATE TABLE matter_mark", "PRAGMA user_version=10"),
    10: ("ALTER TABLE journal_entry ADD COLUMN words", "CREATE TABLE taken_in", "PRAGMA user_version=11"),
}
"""Statements of each step: its first, one in the middle and its last."""


def killed_before(path: Path, statement: str) -> None:
    """Open the vault in another program and kill it where the upgrade comes to the statement."""
    with child("tests.golden.upgrading", path, statement, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "here\n"
        os.kill(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("where", range(3), ids=["first", "middle", "last"])
def test_a_kill_in_the_middle_of_a_step_leaves_the_old_version_whole(
    golden: Path, expected: dict[str, Any], where: int
) -> None:
    was = tables_of(golden)
    killed_before(golden, IN_THE_STEP_FROM[expected["schema"]][where])
    assert tables_of(golden) == was
    assert records_of(golden, expected) == records_expected(expected)
    assert not any(part.faults for part in vault.check(golden, make.PASSPHRASE, make.clock))


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_kill_before_the_last_step_leaves_the_version_before_whole(golden: Path, expected: dict[str, Any]) -> None:
    """The steps that were done are done; the next opening goes on from there, after a copy of what there is then."""
    killed_before(golden, IN_THE_STEP_FROM[SCHEMA - 1][0])
    assert tables_of(golden)["number"] == SCHEMA - 1
    assert records_of(golden, expected) == records_expected(expected)
    assert golden.with_name(f"{golden.name}.före-schema-{SCHEMA}.hallpunkt-kopia").exists()
    assert not any(part.faults for part in vault.check(golden, make.PASSPHRASE, make.clock))


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_kill_when_the_upgrade_is_done_leaves_the_new_version_whole(golden: Path, expected: dict[str, Any]) -> None:
    """The key file does not know of it yet."""
    killed_before(golden, "SELECT owner.name")
    assert tables_of(golden)["number"] == SCHEMA
    assert key_file.read(golden).schema < SCHEMA
    assert records_of(golden, expected) == records_expected(expected)
    assert key_file.read(golden).schema == SCHEMA
