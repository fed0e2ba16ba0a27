"""Backup: one file that holds the whole vault, verified before it has its name; a backup that fails leaves nothing."""

import json
import os
import random
import shutil
import signal
import subprocess
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from coordinator.change import Add, Edit
from coordinator.contact import Contact
from coordinator.errors import FileDamaged, OutputError, WriteFailed, WrongKey
from coordinator.vaults import Copied
from db import backup, backup_file, engine, key_file, keys, vault
from db.key_file import key_path
from db.schema import SCHEMA
from db.vault import Vault
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock
from tests.db.conftest import add_patient, child, key_of, raw, save
from tests.db.test_check import PAGE, flip, pages_of

KILLS = int(os.environ.get("HALLPUNKT_KILLS", "12"))
CANARY = "Kanariefågel"
posix = pytest.mark.skipif(os.name != "posix", reason="kill -9, fork and limits on files")


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden or not, but for what an open vault writes beside it all the time."""
    found = (path for path in folder.rglob("*") if not path.name.endswith(("-wal", ".lock", ".lock-av")))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"folder" for path in found}


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with raw(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(tuple, connection.execute(f'SELECT * FROM "{name}"')), key=repr)  # noqa: S608 - own names
            for name in names
        }


def back_up(path: Path, out: Path, *, force: bool = False) -> Copied:
    with vault.open_with_code(path, CODE, clock) as opened:
        return opened.back_up(out, force=force)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the backup goes: a folder of its own, so that all that is left in it is seen."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder / "kopia.hallpunkt-kopia"


# Whole


def test_what_was_backed_up_comes_back_row_for_row(filled_path: Path, out: Path, tmp_path: Path) -> None:
    copied = back_up(filled_path, out)
    assert copied == Copied(patients=1, same_disk=True)
    restored = vault.restore_with_passphrase(out, tmp_path / "ny", PASSPHRASE)
    assert restored.path == tmp_path / "ny" / filled_path.name
    assert (restored.patients, restored.made, restored.practice) == (1, NOW, False)
    before, after = tables(filled_path), tables(restored.path)
    log, log_of_copy = before.pop("access_log"), after.pop("access_log")
    assert before == after
    # The note of the backup, and of the end of that session, came after it.
    assert sorted(log)[: len(log_of_copy)] == sorted(log_of_copy)
    assert [row[5] for row in sorted(log)[len(log_of_copy) :]] == ["backup", "lock"]
    with vault.open_with_passphrase(restored.path, PASSPHRASE, clock) as opened:
        assert opened.notices == []
    assert not any(part.faults for part in vault.check(restored.path, PASSPHRASE))


def test_the_file_holds_the_vault_its_key_file_and_a_manifest(filled_path: Path, out: Path) -> None:
    back_up(filled_path, out)
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(out) as archive:
        assert {entry.filename for entry in archive.infolist()} == {
            filled_path.name, filled_path.name + ".nycklar", "sakerhetskopia.json",
        }  # fmt: skip
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        said = json.loads(archive.read("sakerhetskopia.json"))
    assert said.keys() == {"format", "v", "schema", "made", "vault_id", "practice", "head", "rows", "seal"}
    assert (said["schema"], said["practice"], said["made"]) == (SCHEMA, False, "2026-11-22T09:20:00+01:00")
    assert (said["rows"]["patient"], said["rows"]["contact"]) == (1, 120)
    assert said["vault_id"] == str(key_file.read(filled_path).vault_id)


def test_nothing_of_a_patient_can_be_read_in_it(vault_path: Path, out: Path) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        for number in range(20):
            add_patient(opened.store, given_name=CANARY, identity_number=f"19121212-{number}")
        opened.back_up(out)
    content = out.read_bytes()
    for text in (CANARY, "19121212", ACTOR.name):
        assert text.encode() not in content
        assert text.encode("utf-16-le") not in content


def test_what_was_saved_a_moment_ago_is_in_it(vault_path: Path, out: Path, tmp_path: Path) -> None:
    """It stands in the write-ahead log only, so a copy of the file would lack it."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        assert opened.back_up(out).patients == 1
        add_patient(opened.store)
        assert opened.back_up(out, force=True).patients == 2
    restored = vault.restore_with_code(out, tmp_path / "ny", CODE)
    with vault.open_with_code(restored.path, CODE, clock) as opened:
        assert opened.store.read(patient_id)


def test_a_vault_larger_than_one_step_is_copied_whole(vault_path: Path, out: Path, tmp_path: Path) -> None:
    with raw(vault_path) as connection:
        connection.execute("CREATE TABLE ballast (x)")
        connection.execute(
            "INSERT INTO ballast SELECT zeroblob(1000000) FROM setting UNION ALL SELECT zeroblob(9000000)"
        )
    back_up(vault_path, out)
    restored = vault.restore_with_code(out, tmp_path / "ny", CODE)
    assert restored.path.stat().st_size > 2 * PAGE * 1000
    with raw(restored.path) as connection:
        assert connection.execute("SELECT sum(length(x)) FROM ballast").fetchone() == (9_000_000,)


def test_it_opens_with_the_keys_it_had(vault_path: Path, out: Path, tmp_path: Path) -> None:
    back_up(vault_path, out)
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.change_passphrase("fyra helt nya ord", cost=keys.FLOOR)
    with pytest.raises(WrongKey, match="gällde när kopian gjordes"):
        vault.restore_with_passphrase(out, tmp_path / "ny", "fyra helt nya ord")
    assert not (tmp_path / "ny").exists()
    vault.restore_with_passphrase(out, tmp_path / "ny", PASSPHRASE)


def test_a_name_that_not_every_disk_can_have_is_another_in_the_copy(
    empty_vault: Path, out: Path, tmp_path: Path
) -> None:
    for number, name in enumerate(("a:b", "sakerhetskopia.json", ".dold", "b\\c", "rad\nbrytning")):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        for end in ("", ".nycklar", ".nycklar.bak"):
            shutil.copyfile(f"{empty_vault}{end}", folder / f"{name}{end}")
        back_up(folder / name, out, force=True)
        assert vault.restore_with_code(out, folder / "ny", CODE).path.name == "parm.hallpunkt"


def test_a_vault_put_back_to_a_former_state_says_so_in_its_copy_too(
    vault_path: Path, out: Path, tmp_path: Path
) -> None:
    former = vault_path.read_bytes()
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        add_patient(opened.store)
    vault_path.write_bytes(former)
    back_up(vault_path, out)
    restored = vault.restore_with_code(out, tmp_path / "ny", CODE)
    with vault.open_with_code(restored.path, CODE, clock) as opened:
        assert len(opened.notices) == 1


def test_a_backup_of_a_restored_vault_is_a_backup(vault_path: Path, out: Path, tmp_path: Path) -> None:
    back_up(vault_path, out)
    for number in range(3):
        restored = vault.restore_with_code(out, tmp_path / f"{number}", CODE)
        back_up(restored.path, out, force=True)


# Where it may be written


def test_another_disk_is_told_from_the_vaults_own(vault_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another device number, put in place of a second disk."""
    real = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real(self, follow_symlinks=follow_symlinks)
        return os.stat_result((*found[:2], 4711, *found[3:])) if self == out else found

    monkeypatch.setattr(Path, "stat", stat)
    assert not back_up(vault_path, out).same_disk


def test_a_synchronised_or_shared_folder_is_as_good_as_any_for_a_copy(vault_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    back_up(vault_path, folder / "kopia")
    assert [path.name for path in folder.iterdir()] == ["kopia"]


def test_a_path_to_a_shared_disk_is_one_that_the_database_can_read() -> None:
    assert engine._uri(PureWindowsPath(r"\\server\h$\anna lind\kopia")) == "file:////server/h%24/anna%20lind/kopia"
    assert engine._uri(PureWindowsPath(r"C:\pärm")) == "file:///C:/p%C3%A4rm"
    assert engine._uri(PurePosixPath("/hem/pärm")) == "file:///hem/p%C3%A4rm"


def test_a_file_that_is_there_is_kept_unless_told_otherwise(vault_path: Path, out: Path) -> None:
    out.write_bytes(b"en tidigare kopia")
    with pytest.raises(OutputError, match="Filen finns redan"):
        back_up(vault_path, out)
    assert tree(out.parent) == {out.name: b"en tidigare kopia"}
    back_up(vault_path, out, force=True)
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize("end", ["", ".nycklar", ".nycklar.bak", ".forsok", "-wal", "-journal", ".lock", ".lock-av"])
def test_a_copy_never_takes_the_name_of_the_vault_or_a_file_of_it(vault_path: Path, end: str) -> None:
    before = tree(vault_path.parent)
    for target in (
        Path(f"{vault_path}{end}"),
        vault_path.parent / ".." / vault_path.parent.name / f"tom.hallpunkt{end}",
    ):
        with pytest.raises(OutputError, match="hör till en pärm"):
            vault.require_backup_room(target, vault_path, force=True)
        with pytest.raises(OutputError, match="hör till en pärm"):
            back_up(vault_path, target, force=True)
    assert tree(vault_path.parent).keys() == before.keys()
    back_up(vault_path, vault_path.parent / "kopia")


def test_a_copy_never_takes_the_vaults_place_by_another_name(vault_path: Path, tmp_path: Path) -> None:
    """The vault is reached by a link, or the copy's name is a link to the vault."""
    (tmp_path / "länk").symlink_to(vault_path)
    (tmp_path / "mapp").symlink_to(vault_path.parent)
    before = vault_path.read_bytes()
    for path, target in (
        (vault_path, tmp_path / "länk"),
        (vault_path, tmp_path / "mapp" / "tom.hallpunkt.nycklar"),
        (tmp_path / "mapp" / "tom.hallpunkt", key_path(vault_path)),
    ):
        with pytest.raises(OutputError, match="hör till en pärm"):
            vault.require_backup_room(target, path, force=True)
    assert vault_path.read_bytes() == before


def test_a_copy_is_not_called_what_vaults_are_called(vault_path: Path, out: Path) -> None:
    for name in ("kopia.hallpunkt", "kopia.HALLPUNKT"):
        with pytest.raises(OutputError, match="hör till en pärm"):
            back_up(vault_path, out.with_name(name))


@pytest.mark.parametrize("where", [".", "ingen/kopia", "fil/kopia", "a" * 300])
def test_a_place_where_nothing_can_be_written_is_told(vault_path: Path, out: Path, where: str) -> None:
    (out.parent / "fil").write_bytes(b"")
    before = tree(out.parent)
    with pytest.raises(OutputError):
        back_up(vault_path, out.parent / where)
    assert tree(out.parent) == before


def test_a_folder_of_somebody_elses_in_the_works_place_is_left_alone(vault_path: Path, out: Path) -> None:
    work = out.with_name(f".{key_file.read(vault_path).vault_id}.kopieras")
    work.mkdir()
    (work / "annat").write_bytes(b"kvar")
    with pytest.raises(OutputError):
        back_up(vault_path, out)
    assert (work / "annat").read_bytes() == b"kvar"
    shutil.rmtree(work)
    elsewhere = out.with_name("annan mapp")
    elsewhere.mkdir()
    (elsewhere / "kopia").write_bytes(b"kvar")
    work.symlink_to(elsewhere)
    with pytest.raises(OutputError):
        back_up(vault_path, out)
    assert (elsewhere / "kopia").read_bytes() == b"kvar"


# Not whole


def test_a_vault_with_a_damaged_page_gives_no_backup(filled_path: Path, out: Path) -> None:
    (root,) = pages_of(filled_path, "contact")
    flip(filled_path, root * PAGE - 900)
    out.write_bytes(b"en tidigare kopia")
    with pytest.raises(FileDamaged, match="Pärmen är skadad"):
        back_up(filled_path, out, force=True)
    assert tree(out.parent) == {out.name: b"en tidigare kopia"}


def test_a_vault_with_an_old_page_put_back_gives_no_backup(vault_path: Path, out: Path) -> None:
    """Every cipher check is clean: only the rows against the log show it."""
    replay(vault_path)
    with pytest.raises(FileDamaged, match="Posterna mot loggen"):
        back_up(vault_path, out)
    assert tree(out.parent) == {}


def replay(path: Path) -> None:
    """Put one page of the contacts back as it was before a telephone number was changed."""
    with vault.open_with_code(path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        save(opened.store, Add(Contact(patient_id=patient_id, name="Gammal telefon", phone="111")))
    old = path.read_bytes()
    with vault.open_with_code(path, CODE, clock) as opened:
        (contact,) = opened.store.read(patient_id).all(Contact)
        save(opened.store, Edit(replace(contact, phone="222")))
    (root,) = pages_of(path, "contact")
    new = bytearray(path.read_bytes())
    new[(root - 1) * PAGE : root * PAGE] = old[(root - 1) * PAGE : root * PAGE]
    path.write_bytes(new)


def _flipped(out: Path) -> None:
    flip(out, out.stat().st_size // 2)


def _cut(out: Path) -> None:
    out.write_bytes(out.read_bytes()[:-1])


def _of_another_time(out: Path) -> None:
    """A copy that is whole, but of another moment than the manifest says."""
    with zipfile.ZipFile(out) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(content["sakerhetskopia.json"])
    content["sakerhetskopia.json"] = json.dumps(said | {"made": "2031-01-01T00:00:00+01:00"}).encode()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)


@pytest.mark.parametrize("harm", [_flipped, _cut, _of_another_time])
def test_a_disk_that_does_not_keep_what_was_written_is_noticed(
    vault_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], None]
) -> None:
    """A bad disk, put in place of the real one between writing and reading back."""
    real = backup_file.write

    def write(file: Path, *arguments: object) -> None:
        real(file, *arguments)  # type: ignore[arg-type]
        harm(file)

    monkeypatch.setattr(backup_file, "write", write)
    with pytest.raises(FileDamaged, match="blev inte hel"):
        back_up(vault_path, out)
    assert tree(out.parent) == {}
    assert "backup" not in [row[5] for row in tables(vault_path)["access_log"]]


@pytest.mark.parametrize(
    "deed",
    ["DELETE FROM setting", "INSERT INTO setting VALUES ('x', 'y')", "DROP TABLE setting", "PRAGMA user_version=77",
     "PRAGMA application_id=77", "DELETE FROM access_log WHERE seq = (SELECT max(seq) FROM access_log)"],
)  # fmt: skip
def test_a_copy_that_is_not_like_its_vault_is_noticed(
    vault_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """A driver that copies wrongly, put in place of the real one."""
    with raw(vault_path) as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
    real, key = backup_file.write, key_of(vault_path)

    def write(file: Path, database: Path, contents: backup_file.Contents) -> None:
        connection = engine.connect(database, key)
        connection.execute("DROP TRIGGER access_log_never_shrinks")
        connection.execute(deed)
        connection.execute(
            "CREATE TRIGGER access_log_never_shrinks BEFORE DELETE ON access_log "
            "BEGIN SELECT RAISE(ABORT, 'access log is append-only'); END"
        )
        connection.close()
        real(file, database, contents)

    monkeypatch.setattr(backup_file, "write", write)
    with pytest.raises(FileDamaged, match="blev inte hel"):
        back_up(vault_path, out)
    assert tree(out.parent) == {}


def test_the_copying_does_not_wait_for_ever(open_vault: Vault, out: Path) -> None:
    with open_vault._engine.begin(), pytest.raises(OutputError):
        open_vault.back_up(out)
    assert tree(out.parent) == {}


# Interrupted


def test_a_backup_that_cannot_be_logged_is_none(open_vault: Vault, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault's own disk fills just then; put in place of the note."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise WriteFailed("Disken är full", "Ändringen sparades inte.")

    with monkeypatch.context() as patched:
        patched.setattr(open_vault.store, "note", refuse)
        with pytest.raises(WriteFailed):
            open_vault.back_up(out)
    assert tree(out.parent) == {}


@pytest.mark.parametrize("step", ["_copy_pages", "_described", "_require_whole", "sync_folder"])
def test_an_interrupted_backup_leaves_nothing_half(
    open_vault: Vault, out: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Ctrl-C, put in place of one step after another."""

    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backup, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            open_vault.back_up(out)
    assert tree(out.parent).keys() == ({out.name} if step == "sync_folder" else set())
    open_vault.back_up(out, force=True)


@posix
def test_a_backup_to_a_full_disk_leaves_nothing_wherever_it_stops(filled_path: Path, out: Path) -> None:
    with child("tests.db.copying", "fill-backup", filled_path, out.parent, CODE, stdout=subprocess.PIPE) as run:
        said = run.communicate(timeout=300)[0].splitlines()
    assert run.returncode == 0
    *refused, done = said
    assert (done, len(refused) > 20) == ("done", True)
    assert {line[-2:] for line in refused} == {"[]"}
    assert {line.split(" ", 2)[1] for line in refused} == {"OutputError"}
    assert vault.restore_with_code(out.with_name("kopia"), out.parent / "ny", CODE).patients == 1


@posix
def test_a_killed_backup_harms_neither_the_vault_nor_the_former_copy(
    filled_path: Path, out: Path, tmp_path: Path
) -> None:
    chance = random.Random(11)
    back_up(filled_path, out)
    ended = []
    with child(
        "tests.db.copying", "kill-backup", filled_path, out, CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        for number in range(KILLS):
            ended.append(kill_after(running, chance.random() * 0.3, out))
            assert vault.restore_with_code(out, tmp_path / f"{number}", CODE).patients == 1
        assert running.stdin
        running.stdin.close()
    assert ended.count(9) > KILLS // 6
    back_up(filled_path, out, force=True)
    assert list(tree(out.parent)) == [out.name]
    assert not any(part.faults for part in vault.check(filled_path, PASSPHRASE))


# Before an upgrade


@pytest.fixture
def older(vault_path: Path) -> Path:
    """A vault that lacks a table and a migration of today's."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        add_patient(opened.store)
    with raw(vault_path) as connection:
        connection.execute("DROP TABLE setting")
        connection.execute(f"PRAGMA user_version={SCHEMA - 1}")
    return vault_path


def upgrade_copy(path: Path) -> Path:
    """What the migrations ask for."""
    key = key_of(path)
    with engine.translated():
        active = engine.engine_of(engine.connect(path, key))
        try:
            return backup.before_upgrade(active, path, key, key_file.read(path))
        finally:
            active.dispose()


def test_a_vault_is_copied_beside_itself_before_an_upgrade(older: Path, tmp_path: Path) -> None:
    before = tree(older.parent)
    copy = upgrade_copy(older)
    assert copy == older.with_name(f"tom.hallpunkt.före-schema-{SCHEMA}.hallpunkt-kopia")
    assert tree(older.parent).keys() == {*before, copy.name}
    again = upgrade_copy(older)  # as after an interrupted upgrade
    assert again == copy
    restored = vault.restore_with_code(copy, tmp_path / "ny", CODE)
    assert restored.patients == 1
    assert key_file.read(restored.path).schema == SCHEMA - 1
    assert tables(restored.path) == tables(older)
    with raw(restored.path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA - 1,)


@pytest.mark.parametrize(
    "deed",
    ["UPDATE access_log SET what = 'x' WHERE seq = 1", "DELETE FROM access_log WHERE seq = 2",
     "UPDATE patient SET patient_id = 'ingen'"],
)  # fmt: skip
def test_a_vault_that_is_not_whole_is_not_copied_before_an_upgrade(older: Path, deed: str) -> None:
    with raw(older) as connection:
        connection.execute(deed)
    before = tree(older.parent)
    with pytest.raises(FileDamaged):
        upgrade_copy(older)
    assert tree(older.parent) == before


def test_a_damaged_page_stops_an_upgrade_wherever_it_is(older: Path) -> None:
    """What is in the rows of an older vault is not held against the log, so the pages are all there is."""
    whole = older.read_bytes()
    for page in range(1, len(whole) // PAGE):
        flip(older, page * PAGE + 2000)
        before = tree(older.parent)
        with pytest.raises(FileDamaged):
            upgrade_copy(older)
        assert tree(older.parent) == before
        older.write_bytes(whole)
    upgrade_copy(older)


def test_an_upgrade_on_a_full_disk_is_refused_as_an_opening_is(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk's refusal is put in place of `os.fsync`."""

    def refuse(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    before = tree(older.parent)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(WriteFailed, match="Disken är full"):
            upgrade_copy(older)
    assert tree(older.parent) == before


def kill_if_there(number: int) -> None:
    """Kill a process, unless it got done just before."""
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


def kill_after(running: "subprocess.Popen[str]", seconds: float, target: Path) -> int:
    """Start one attempt of `tests.db.copying` and kill it; the signal that it ended by, 0 if it got done."""
    assert running.stdin
    assert running.stdout
    running.stdin.write(f"{target}\n")
    running.stdin.flush()
    word, number = running.stdout.readline().split()
    assert word == "begun"
    killing = threading.Timer(seconds, kill_if_there, (int(number),))
    killing.start()
    word, status = running.stdout.readline().split()
    assert word == "ended"
    killing.cancel()
    killing.join()
    assert int(status) in (0, 9)
    return int(status)
