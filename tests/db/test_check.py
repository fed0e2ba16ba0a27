"""The check: whatever is changed, moved, missing or unreadable is named, and the check itself changes nothing."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from coordinator.change import Add, Edit, Remove
from coordinator.contact import Contact
from coordinator.errors import CoordinatorError, FileDamaged, VaultError
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.today.day import Asked
from db import engine, schema, vault
from db.vault import Vault
from tests.conftest import CODE, NOW, PASSPHRASE, clock
from tests.db.conftest import MANY, Checked, add_patient, files_in, key_of, raw, save
from tests.rules.made_up import filled

PAGE = 4096


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of the file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)


def pages_of(path: Path, table: str) -> list[int]:
    """The pages that hold the rows of a table, as the database itself says."""
    with raw(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return [int(root)]


# Whole


def test_a_vault_that_nothing_happened_to_is_whole(vault_path: Path, filled_path: Path, faults: Checked) -> None:
    assert faults(vault_path) == {}
    assert faults(filled_path) == {}
    with vault.open_with_code(filled_path, CODE, clock) as opened:
        assert [row.contacts for row in opened.store.patients()] == [MANY]


def test_it_has_a_part_for_everything_that_is_kept(vault_path: Path) -> None:
    parts = vault.check(vault_path, PASSPHRASE)
    assert [part.name for part in parts] == [
        "cipher",
        "tables",
        "database",
        "schema",
        "rows",
        "history",
        "log",
        "head",
        "search",
    ]
    assert all(part.title and not part.faults for part in parts)


def test_it_changes_nothing(filled_path: Path, faults: Checked) -> None:
    before = files_in(filled_path.parent)
    assert faults(filled_path) == {}
    assert files_in(filled_path.parent) == before


def test_it_changes_nothing_in_what_is_damaged(filled_path: Path, faults: Checked) -> None:
    for page in (3, 10, 40):
        flip(filled_path, page * PAGE + 99)
    before = files_in(filled_path.parent)
    assert faults(filled_path)
    assert files_in(filled_path.parent) == before


def test_what_an_ended_program_left_in_its_log_is_whole_too(vault_path: Path, faults: Checked) -> None:
    """The cipher's own check reads past the write-ahead log and would cry wolf."""
    killed = vault.open_with_code(vault_path, CODE, clock)
    for number in range(30):
        add_patient(killed.store, given_name=f"Ny {number}")
    copy = vault_path.parent / "kopia"
    for end in ("", "-wal", ".nycklar"):
        shutil.copyfile(f"{vault_path}{end}", f"{copy}{end}")
    killed.abandon()
    assert Path(f"{copy}-wal").stat().st_size > 0
    assert faults(copy) == {}


def test_it_is_refused_while_the_vault_is_open(vault_path: Path, open_vault: Vault) -> None:
    with pytest.raises(VaultError, match="redan öppen"):
        vault.check(vault_path, PASSPHRASE)


# Damaged pages


def test_a_damaged_page_names_its_table(filled_path: Path, faults: Checked) -> None:
    (root,) = pages_of(filled_path, "contact")
    flip(filled_path, (root - 1) * PAGE + 2000)
    found = faults(filled_path)
    assert found["cipher"] == (f"Sida {root} är inte som den skrevs.",)
    assert "Kontakt kan inte läsas helt." in found["tables"]
    assert not [fault for fault in found["tables"] if "Patient " in fault]


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("stored_gap", "Listan över luckor"),
        ("stored_matter", "Listan Idag"),
        ("stored_fact", "Underlaget till nyckeltalen"),
    ],
)
def test_a_damaged_page_of_a_list_over_all_patients_is_named_and_the_records_are_read(
    vault_path: Path, faults: Checked, table: str, title: str
) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        save(opened.store, Add(Contact(patient_id=patient_id, name="Skolan")))
        opened.store.renew_findings(patient_id)
    (root,) = pages_of(vault_path, table)
    flip(vault_path, (root - 1) * PAGE + 2000)
    found = faults(vault_path)
    assert found["cipher"] == (f"Sida {root} är inte som den skrevs.",)
    assert f"{title} kan inte läsas helt." in found["tables"]
    opened = vault.open_with_code(vault_path, CODE, clock)
    assert opened.store.read(patient_id).all(Contact)
    with pytest.raises(FileDamaged):
        if table == "stored_matter":
            opened.store.day(Asked(NOW.date()))
        elif table == "stored_fact":
            opened.store.facts()
        else:
            opened.store.gap_list()
    opened.abandon()


def test_after_a_damaged_page_the_rest_is_read_and_nothing_more_is_written(filled_path: Path, faults: Checked) -> None:
    """SQLCipher then answers every write with "out of memory"; the user hears what it means, at closing too."""
    (root,) = pages_of(filled_path, "contact")
    flip(filled_path, (root - 1) * PAGE + 2000)
    opened = vault.open_with_code(filled_path, CODE, clock)
    (patient_id,) = [row.id for row in opened.store.patients()]
    with pytest.raises(FileDamaged):
        opened.store.read(patient_id)
    assert opened.store.find(str(patient_id)) == patient_id
    with pytest.raises(FileDamaged):
        add_patient(opened.store)
    with pytest.raises(FileDamaged):
        opened.close()
    assert faults(filled_path)["cipher"] == (f"Sida {root} är inte som den skrevs.",)


def test_every_one_of_200_flipped_bits_is_reported(vault_path: Path, faults: Checked) -> None:
    one_of_each(vault_path)
    chance = random.Random(20261122)
    size = vault_path.stat().st_size
    for _ in range(200):
        place, bit = chance.randrange(size), chance.randrange(8)
        flip(vault_path, place, bit)
        found = faults(vault_path)
        page = place // PAGE + 1
        assert "file" in found or f"Sida {page} är inte som den skrevs." in found["cipher"], place
        flip(vault_path, place, bit)
    assert faults(vault_path) == {}


def test_two_pages_that_changed_places_are_both_named(filled_path: Path, faults: Checked) -> None:
    content = filled_path.read_bytes()
    one, other = 60, 70
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    pages[one - 1], pages[other - 1] = pages[other - 1], pages[one - 1]
    filled_path.write_bytes(b"".join(pages))
    assert set(faults(filled_path)["cipher"]) == {f"Sida {page} är inte som den skrevs." for page in (one, other)}


def test_one_old_page_put_back_is_seen_in_the_rows(vault_path: Path, faults: Checked) -> None:
    """The cipher and the database find nothing: only the log knows that the row was another."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        save(opened.store, Add(Contact(patient_id=patient_id, name="Gammal telefon", phone="111")))
    old = vault_path.read_bytes()
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        (contact,) = opened.store.read(patient_id).all(Contact)
        save(opened.store, Edit(_with_phone(contact, "222")))
    new = bytearray(vault_path.read_bytes())
    (root,) = pages_of(vault_path, "contact")
    new = bytearray(vault_path.read_bytes())
    new[(root - 1) * PAGE : root * PAGE] = old[(root - 1) * PAGE : root * PAGE]
    vault_path.write_bytes(new)
    found = faults(vault_path)
    assert found == {"rows": (f"Kontakt {str(contact.id)[:8]} är inte som den senast sparades.",)}
    with vault.open_with_code(vault_path, CODE, clock) as opened, pytest.raises(FileDamaged, match="slaget Kontakt"):
        opened.store.read(patient_id)


def _with_phone(contact: Contact, phone: str) -> Contact:
    return replace(contact, phone=phone)


@pytest.mark.parametrize("cut", [1, 100, PAGE, 10 * PAGE, 30 * PAGE + 7])
def test_a_file_that_lost_its_end_is_reported(filled_path: Path, faults: Checked, cut: int) -> None:
    filled_path.write_bytes(filled_path.read_bytes()[:-cut])
    assert faults(filled_path)


@pytest.mark.parametrize("place", [0, 15, 16, 100, PAGE - 1])
def test_a_destroyed_beginning_is_reported(filled_path: Path, faults: Checked, place: int) -> None:
    flip(filled_path, place)
    assert faults(filled_path) == {
        "file": ("Filens början eller innehållsförteckning är skadad, så inget i den går att läsa.",)
    }
    with pytest.raises(FileDamaged):
        vault.open_with_code(filled_path, CODE, clock)


def test_many_faults_are_counted_not_all_told(filled_path: Path, faults: Checked) -> None:
    with raw(filled_path) as connection:
        connection.execute("UPDATE contact SET note = 'x'")
    said = faults(filled_path)["rows"]
    assert len(said) == 21
    assert said[-1] == f"… och {MANY - 20} till."


# Changed past the program


def one_of_each(vault_path: Path) -> dict[str, str]:
    """A vault with one entry of every kind; their ids."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        entries = [entry for entry in filled(patient_id) if not isinstance(entry, Patient)]
        save(opened.store, *(Add(entry) for entry in entries))
        return {entry.KIND: str(entry.id) for entry in entries} | {"patient": str(patient_id)}


def test_a_changed_row_of_any_kind_is_named(vault_path: Path, faults: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.check._MOST_NAMED", len(KINDS))
    ids = one_of_each(vault_path)
    with raw(vault_path) as connection:
        for kind, table in schema.TABLES.items():
            column = next(c.name for c in table.columns if c.name not in ("id", "patient_id", "version", "salt"))
            connection.execute(f"UPDATE {kind.KIND} SET {column} = {column} || '!'")  # noqa: S608 - own names
    said = faults(vault_path)["rows"]
    assert sorted(said) == sorted(
        f"{kind.TITLE} {ids[kind.KIND][:8]} är inte som den senast sparades." for kind in KINDS
    )


@pytest.mark.parametrize(
    "value", ["NULL", "x'00ff'", "17", "'\ufffd'", "CAST(x'ff' AS TEXT)", "salt", "zeroblob(100000)"]
)
@pytest.mark.parametrize("column", ["note", "salt", "version"])
def test_a_value_of_any_type_in_any_column_is_named(vault_path: Path, faults: Checked, column: str, value: str) -> None:
    ids = one_of_each(vault_path)
    with raw(vault_path) as connection:
        try:
            connection.execute(f"UPDATE contact SET {column} = {value}")  # noqa: S608 - own words
        except sqlcipher.IntegrityError:  # not every column takes nothing
            return
    if column != "salt" or value != "salt":
        said = faults(vault_path)
        assert any("Kontakt" in fault or "läsa" in fault for fault in said["rows"]), said
        with vault.open_with_code(vault_path, CODE, clock) as opened, pytest.raises(CoordinatorError):
            opened.store.read(UUID(ids["patient"]))


def test_a_deleted_row_is_named(vault_path: Path, faults: Checked) -> None:
    ids = one_of_each(vault_path)
    with raw(vault_path) as connection:
        connection.execute("DELETE FROM consent")
    found = faults(vault_path)
    assert found["rows"] == (f"En post ({ids['consent'][:8]}) som finns i loggen saknas i pärmen.",)
    assert "hänvisning" in found["database"][0]


def test_a_row_that_was_put_in_is_named(vault_path: Path, faults: Checked) -> None:
    ids = one_of_each(vault_path)
    with raw(vault_path) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(contact)")][1:]
        listed = ", ".join(f'"{column}"' for column in columns)
        connection.execute(
            f"INSERT INTO contact (id, {listed}) SELECT 'abcdefgh-x', {listed} FROM contact"  # noqa: S608 - own names
        )
    assert faults(vault_path)["rows"] == ("Kontakt abcdefgh är inte som den senast sparades.",)
    with vault.open_with_code(vault_path, CODE, clock) as opened, pytest.raises(FileDamaged):
        opened.store.read(UUID(ids["patient"]))


def test_a_row_moved_to_another_patient_is_named_and_neither_is_shown(vault_path: Path, faults: Checked) -> None:
    ids = one_of_each(vault_path)
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        other = add_patient(opened.store)
    with raw(vault_path) as connection:
        connection.execute("UPDATE contact SET patient_id = ?", (str(other),))
    assert faults(vault_path)["rows"]
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        for patient_id in (other, UUID(ids["patient"])):
            with pytest.raises(FileDamaged):
                opened.store.read(patient_id)


HISTORY = [
    ("UPDATE history SET payload = replace(payload, 'Nour', 'Nils')", "är ändrad"),
    ("UPDATE history SET salt = randomblob(16)", "är ändrad"),
    ("UPDATE history SET salt = 'text'", "är ändrad"),
    ("UPDATE history SET version = version + 10", "saknas"),
    ("DELETE FROM history", "saknas"),
]


@pytest.mark.parametrize(("sql", "expected"), HISTORY)
def test_a_former_version_that_was_tampered_with_is_named(
    vault_path: Path, faults: Checked, sql: str, expected: str
) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        contact = Contact(patient_id=patient_id, name="Nour")
        save(opened.store, Add(contact))
        (contact,) = opened.store.read(patient_id).all(Contact)
        save(opened.store, Edit(_with_phone(contact, "222")))
        (contact,) = opened.store.read(patient_id).all(Contact)
        save(opened.store, Remove(contact, "Dubblett"))
    assert faults(vault_path) == {}
    with raw(vault_path) as connection:
        connection.execute(sql)
    said = faults(vault_path)["history"]
    assert any(f"({str(contact.id)[:8]})" in fault and expected in fault for fault in said)


# The structure


STRUCTURE: list[tuple[str, str]] = [
    ("DROP TABLE intervention", "Insats saknas."),
    ("DROP TABLE history", "Tidigare versioner saknas."),
    ("DROP TABLE access_log", "Loggen saknas."),
    ("DROP TABLE kept", "Det skärmen minns saknas."),
    ("ALTER TABLE contact DROP COLUMN note", "Kontakt: kolumnen note saknas."),
    ("ALTER TABLE patient RENAME COLUMN called TO x", "Patient: kolumnen called saknas."),
    (
        f"PRAGMA user_version={schema.SCHEMA + 1}",
        f"Pärmen har version {schema.SCHEMA + 1}, programmet {schema.SCHEMA}.",
    ),
]


@pytest.mark.parametrize(("sql", "expected"), STRUCTURE)
def test_what_is_missing_in_the_structure_is_named(vault_path: Path, faults: Checked, sql: str, expected: str) -> None:
    connection = engine.connect(vault_path, key_of(vault_path))
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(sql)
    connection.close()
    assert expected in faults(vault_path)["schema"]


@pytest.mark.parametrize("trigger", sorted(schema.TRIGGERS))
@pytest.mark.parametrize("weaker", ["", "CREATE TRIGGER {0} BEFORE UPDATE ON access_log WHEN 0 BEGIN SELECT 1; END"])
def test_a_guard_that_is_gone_or_does_nothing_is_named(
    vault_path: Path, faults: Checked, trigger: str, weaker: str
) -> None:
    connection = engine.connect(vault_path, key_of(vault_path))
    connection.execute(f"DROP TRIGGER {trigger}")
    if weaker:
        connection.execute(weaker.format(trigger))
    connection.close()
    assert faults(vault_path) == {"schema": (f"Skyddet {trigger} saknas.",)}


def test_a_vault_that_was_put_back_is_told(vault_path: Path, faults: Checked) -> None:
    former = vault_path.read_bytes()
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        add_patient(opened.store)
    vault_path.write_bytes(former)
    assert "äldre läge" in faults(vault_path)["head"][0]


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""), lambda path: path.unlink(), lambda path: path.write_bytes(b"x" * 100),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused_and_not_made(vault_path: Path, spoil: Spoil) -> None:
    spoil(vault_path)
    before = files_in(vault_path.parent)
    with pytest.raises(VaultError):
        vault.check(vault_path, PASSPHRASE)
    assert files_in(vault_path.parent) == before
