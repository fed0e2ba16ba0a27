"""Restore: a whole copy becomes a vault in a folder that has none; anything else is told, and leaves nothing behind."""

import errno
import json
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coordinator.errors import CoordinatorError, FileDamaged, PlaceRefused, TooNew, VaultError, WriteFailed, WrongKey
from coordinator.record import Actor
from db import backup, backup_file, key_file, keys, place, restore, vault
from db.key_file import key_path, twin_path
from db.schema import SCHEMA
from tests.conftest import CODE, PASSPHRASE, clock
from tests.db.conftest import add_patient, child, key_of, raw
from tests.db.test_backup import KILLS, back_up, kill_after, posix, replay, tables, tree
from tests.db.test_vault import NOBODY

NAME = "Ronja Åkesson 191212121212"


@pytest.fixture
def source(vault_path: Path) -> Path:
    """A vault with one patient."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        add_patient(opened.store)
    return vault_path


@pytest.fixture
def copy(source: Path, tmp_path: Path) -> Path:
    """A backup of it; somebody named the file after a patient."""
    path = tmp_path / "kopior" / f"{NAME}.hallpunkt-kopia"
    path.parent.mkdir()
    back_up(source, path)
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "här" / "ny"


def restored(copy: Path, into: Path) -> Path:
    return vault.restore_with_code(copy, into, CODE).path


def refused(copy: Path, into: Path, kind: type[CoordinatorError] = VaultError, match: str | None = None) -> None:
    """The restore is refused in words that name nobody, and nothing is changed anywhere."""
    around = into.parent.parent
    before = tree(around)
    locks = set(around.rglob("*.lock*"))
    with pytest.raises(kind, match=match) as said:
        restored(copy, into)
    assert tree(around) == before
    assert set(around.rglob("*.lock*")) == locks
    assert NAME not in str(said.value)
    assert said.value.message.endswith(".")


def parts_of(copy: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(copy) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(copy: Path, parts: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(copy, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def rewrite(copy: Path, change: Callable[[dict[str, Any]], object], *, key: bytes | None = None) -> None:
    """Change what the manifest says; with the key it gets its seal anew."""
    parts = parts_of(copy)
    said = json.loads(parts["sakerhetskopia.json"])
    change(said)
    parts["sakerhetskopia.json"] = json.dumps(said).encode()
    if key:
        manifest = backup_file._manifest(parts["sakerhetskopia.json"])
        parts["sakerhetskopia.json"] = manifest.sealed(key).to_json().encode()
    write_zip(copy, parts)


# Whole


def test_what_is_put_back_is_a_vault_and_its_keys_and_nothing_else(copy: Path, into: Path, source: Path) -> None:
    path = restored(copy, into)
    assert path == into / source.name
    assert {file.name.removeprefix(source.name) for file in into.iterdir()} == {"", ".nycklar", ".nycklar.bak", ".lock"}
    assert key_path(path).read_bytes() == twin_path(path).read_bytes()
    if os.name == "posix":
        assert {file.stat().st_mode & 0o077 for file in (path, key_path(path), twin_path(path))} == {0}
    with vault.open_with_passphrase(path, PASSPHRASE, clock) as opened:
        assert [row.name for row in opened.store.patients()] == ["Ronja Åkesson"]
    with vault.open_with_code(path, CODE, clock) as opened:
        assert [row.name for row in opened.store.patients()] == ["Ronja Åkesson"]


def test_a_folder_with_other_things_in_it_will_do(copy: Path, into: Path) -> None:
    into.mkdir(parents=True)
    (into / "brev.txt").write_bytes(b"kvar")
    (into / "x.hallpunkt-kopia").write_bytes(b"kvar")
    (into / "annan.hallpunkt.nycklar").write_bytes(b"kvar")
    restored(copy, into)
    assert (into / "brev.txt").read_bytes() == b"kvar"


def test_a_relative_folder_is_where_the_program_stood(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert restored(copy, Path("ny")) == tmp_path / "ny" / "tom.hallpunkt"


def test_a_practice_vault_comes_back_as_one(tmp_path: Path, into: Path) -> None:
    with vault.create(
        tmp_path / "övning.hallpunkt", passphrase=PASSPHRASE, recovery_code=CODE,
        actor=Actor("A", "", ""), clock=clock, practice=True, cost=keys.FLOOR,
    ) as made:  # fmt: skip
        made.back_up(tmp_path / "kopia")
    assert vault.restore_with_code(tmp_path / "kopia", into, CODE).practice
    with vault.open_with_code(into / "övning.hallpunkt", CODE, clock) as opened:
        assert opened.practice


def test_a_copy_of_an_older_schema_comes_back(copy: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is put a migration ahead: what is held against its tables cannot be."""
    for module in (backup_file, restore):
        monkeypatch.setattr(module, "SCHEMA", SCHEMA + 1)
    examined: list[bool] = []
    real = backup.faults_in

    def faults_in(*arguments: Any, older: bool) -> list[str]:
        examined.append(older)
        return real(*arguments, older=older)

    monkeypatch.setattr(restore, "faults_in", faults_in)
    assert restored(copy, into).exists()
    assert examined == [True]


# The folder


def test_a_vault_that_is_there_is_never_written_over(copy: Path, into: Path, source: Path) -> None:
    shutil.copytree(source.parent, into)
    refused(copy, into, match="redan en pärm")
    refused(copy, source.parent, match="redan en pärm")
    with pytest.raises(VaultError, match="redan en pärm"):
        vault.require_restorable(copy, into)


@pytest.mark.parametrize("name", ["annan.hallpunkt", "ANNAN.HALLPUNKT"])
@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("ingen")])
def test_any_vault_that_is_there_stops_it(copy: Path, into: Path, name: str, make: Callable[[Path], None]) -> None:
    into.mkdir(parents=True)
    make(into / name)
    refused(copy, into, match="redan en pärm")


@pytest.mark.parametrize("end", ["-wal", "-journal", ".forsok", ".nycklar", ".nycklar.bak"])
@pytest.mark.parametrize(
    "make", [Path.mkdir, lambda path: path.write_bytes(b"kvar"), lambda path: path.symlink_to("x")]
)
def test_what_the_vault_would_meet_stops_it(copy: Path, into: Path, end: str, make: Callable[[Path], None]) -> None:
    """Above all a write-ahead log of another vault, that the database would take for its own."""
    into.mkdir(parents=True)
    make(into / f"tom.hallpunkt{end}")
    refused(copy, into, match="hör till en pärm")


def test_a_place_where_no_vault_may_lie_is_refused(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(copy, tmp_path / "Dropbox" / "ny", PlaceRefused)
    (tmp_path / "länk").symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    (tmp_path / "OneDrive").mkdir()
    refused(copy, tmp_path / "länk" / "ny", PlaceRefused)
    monkeypatch.setattr(place, "_is_network", lambda _real: True)
    refused(copy, tmp_path / "här" / "ny", PlaceRefused)


@pytest.mark.parametrize("where", ["fil", "fil/under", "länk", "a" * 300, "a" * 250])
def test_a_folder_that_cannot_be_is_told(copy: Path, into: Path, where: str) -> None:
    into.mkdir(parents=True)
    (into / "fil").write_bytes(b"kvar")
    (into / "länk").symlink_to("ingen")
    if where == "a" * 250:  # the folder can be, but no file of such a name
        parts = parts_of(copy)
        write_zip(copy, {name.replace("tom", where): content for name, content in parts.items()})
        where = "ny"
    with pytest.raises(VaultError):
        restored(copy, into / where)
    assert sorted(path.name for path in into.iterdir()) == ["fil", "länk"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="becomes nobody for a while")
def test_a_folder_and_a_file_without_permission_are_told(copy: Path, into: Path, tmp_path: Path) -> None:
    into.mkdir(parents=True)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    copy.chmod(0o644)
    closed = tmp_path / "stängd"
    closed.mkdir(mode=0o700)
    shutil.copyfile(copy, closed / "kopia")
    os.seteuid(NOBODY)
    try:
        for folder in (into, into / "x", closed, closed / "x"):
            with pytest.raises(VaultError):
                restored(copy, folder)
        with pytest.raises(VaultError, match="kan inte läsas"):
            restored(closed / "kopia", into)
    finally:
        os.seteuid(0)
    assert [path.name for path in closed.iterdir()] == ["kopia"]
    assert not list(into.iterdir())


# The keys


def test_a_wrong_key_is_told_and_leaves_nothing(copy: Path, into: Path) -> None:
    with pytest.raises(WrongKey, match=r"Fel lösenfras.*gällde när kopian gjordes"):
        vault.restore_with_passphrase(copy, into, "fel fras")
    for code in (keys.new_recovery_code(), "blaj"):
        with pytest.raises(WrongKey):
            vault.restore_with_code(copy, into, code)
    assert not into.parent.exists()


# Files that are something else


def empty(copy: Path) -> None:
    copy.write_bytes(b"")


def noise(copy: Path) -> None:
    copy.write_bytes(random.Random(3).randbytes(100_000))


def truncated(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-30])


def lost_its_start(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[5000:])


def other_zip(copy: Path) -> None:
    write_zip(copy, {"brev.docx": b"x", "bild.png": b"y"})


def empty_zip(copy: Path) -> None:
    write_zip(copy, {})


def the_vault_itself(copy: Path) -> None:
    copy.write_bytes(parts_of(copy)["tom.hallpunkt"])


def one_more(copy: Path) -> None:
    write_zip(copy, parts_of(copy) | {"mer": b""})


def one_fewer(copy: Path) -> None:
    parts = parts_of(copy)
    del parts["tom.hallpunkt"]
    write_zip(copy, parts)


def compressed(copy: Path) -> None:
    write_zip(copy, parts_of(copy), zipfile.ZIP_DEFLATED)


def bomb(copy: Path) -> None:
    write_zip(copy, parts_of(copy) | {"tom.hallpunkt": bytes(50_000_000)}, zipfile.ZIP_DEFLATED)


def renamed(name: str) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        parts = parts_of(copy)
        write_zip(copy, {entry.replace("tom.hallpunkt", name): content for entry, content in parts.items()})

    return change


def folders(copy: Path) -> None:
    parts = parts_of(copy)
    write_zip(copy, {"tom.hallpunkt/": b"", **{name: parts[name] for name in list(parts)[:2]}})


def twice(copy: Path) -> None:
    parts = parts_of(copy)
    with zipfile.ZipFile(copy, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for name, content in [*parts.items(), ("tom.hallpunkt", parts["tom.hallpunkt"])]:
            archive.writestr(name, content)


def absurd_sizes(copy: Path) -> None:
    """The list at the end says four gigabytes of the vault."""
    content = copy.read_bytes()
    size = len(parts_of(copy)["tom.hallpunkt"]).to_bytes(4, "little")
    copy.write_bytes(content.replace(size * 2, b"\xfe\xff\xff\xff" * 2))


def absurd_small(copy: Path) -> None:
    parts = parts_of(copy)
    write_zip(copy, parts | {"sakerhetskopia.json": parts["sakerhetskopia.json"] + b" " * 1_000_000})


def absurd_key_file(copy: Path) -> None:
    parts = parts_of(copy)
    write_zip(copy, parts | {"tom.hallpunkt.nycklar": parts["tom.hallpunkt.nycklar"] + b" " * 1_000_000})


def by_another_method(copy: Path) -> None:
    """What cannot be compressed grows a little, so no size gives it away."""
    write_zip(copy, parts_of(copy), zipfile.ZIP_LZMA)


def with_password(copy: Path) -> None:
    """What the ZIP says of each file, before the file and in the list at the end, is that it has a password."""
    content = bytearray(copy.read_bytes())
    for mark, place_of_it in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found >= 0:
            content[found + place_of_it] = 1
            found = content.find(mark, found + 4)
    copy.write_bytes(content)


NOT_OURS: list[Callable[[Path], None]] = [
    empty, noise, truncated, lost_its_start, other_zip, empty_zip, the_vault_itself, one_more, one_fewer, compressed,
    bomb, folders, twice, absurd_sizes, absurd_small, absurd_key_file, with_password, by_another_method,
    *map(renamed, ["../tom.hallpunkt", "/tom.hallpunkt", "..", "a/b", "a\\b", "c:tom", ".dold", "rad\nbrytning"]),
]  # fmt: skip


@pytest.mark.parametrize("harm", NOT_OURS)
def test_a_file_that_is_no_backup_is_told(copy: Path, into: Path, harm: Callable[[Path], None]) -> None:
    harm(copy)
    refused(copy, into, FileDamaged, "Inget har lagts i mappen")
    with pytest.raises(FileDamaged):
        vault.require_restorable(copy, into)


def test_no_file_or_a_folder_is_told(copy: Path, into: Path) -> None:
    refused(copy.with_name("ingen"), into, match="finns inte")
    refused(copy / "ingen", into)
    refused(copy.parent, into, match="en mapp")
    refused(copy.with_name("a" * 300), into)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"9" * 5000, b'{"format": 1}',
     b'{"format": "hallpunkt-sakerhetskopia"}'],
)  # fmt: skip
def test_a_manifest_that_is_none_is_told(copy: Path, into: Path, text: bytes) -> None:
    write_zip(copy, parts_of(copy) | {"sakerhetskopia.json": text})
    refused(copy, into, FileDamaged, "skadad")


WRONG: dict[str, list[Any]] = {
    "format": ["annat"], "v": [0, -1, "1", None, 1.0, True], "schema": [-1, "1", None, True, 1.5, 10**30],
    "made": ["i går", "2026-11-22T09:20:00", 5, None], "vault_id": ["x", 5, None], "practice": [1, "ja", None],
    "head": [None, {}, [], {"seq": "1", "mac": "x"}, {"seq": -1, "mac": "x"}], "seal": ["x", None],
    "rows": [None, [], "x", {"patient": "1"}, {"patient": -1}, {"patient": None}],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_manifest_with_anything_wrong_in_it_is_told(copy: Path, into: Path, name: str, value: object) -> None:
    rewrite(copy, lambda said: said.update({name: value}))
    refused(copy, into, FileDamaged)
    rewrite(copy, lambda said: said.pop(name))
    refused(copy, into, FileDamaged)


@pytest.mark.parametrize(
    "change",
    [{"made": "2031-01-01T00:00:00+01:00"}, {"rows": {"patient": 1}}, {"head": {"seq": 1, "mac": "0" * 64}}],
)
def test_a_manifest_that_somebody_changed_is_told(
    copy: Path, into: Path, source: Path, change: dict[str, object]
) -> None:
    """Who has no key cannot make an old copy look new."""
    rewrite(copy, lambda said: said.update(change))
    refused(copy, into, FileDamaged)
    if "made" not in change:  # with the key she could, but then it does not say what the vault does
        rewrite(copy, lambda said: said.update(change), key=key_of(source))
        refused(copy, into, FileDamaged, "Inte som det ska")


@pytest.mark.parametrize("text", [b"", b"{}", b"\xff", b"[" * 100_000])
def test_a_key_file_that_is_none_is_told(copy: Path, into: Path, text: bytes) -> None:
    write_zip(copy, parts_of(copy) | {"tom.hallpunkt.nycklar": text})
    refused(copy, into, FileDamaged, "skadad")


def test_parts_of_different_copies_do_not_make_one(copy: Path, into: Path, source: Path) -> None:
    former = parts_of(copy)
    with vault.open_with_code(source, CODE, clock) as opened:
        add_patient(opened.store)
    back_up(source, copy, force=True)
    later = parts_of(copy)
    for name in former:
        write_zip(copy, later | {name: former[name]})
        if name == "tom.hallpunkt.nycklar":  # an older key file is the normal case: it is sealed, and opens the same
            assert not vault.check(restored(copy, into.with_name("annan")), PASSPHRASE)[-1].faults
        else:
            refused(copy, into, FileDamaged)


def test_a_key_file_that_somebody_changed_is_told(copy: Path, into: Path) -> None:
    contents = backup_file.read(copy)
    changed = replace(contents.key_file, head=key_file.Head(1, "0" * 64))
    write_zip(copy, parts_of(copy) | {"tom.hallpunkt.nycklar": changed.to_json().encode()})
    refused(copy, into, FileDamaged, "Säkerhetskopian är skadad")


def test_a_copy_by_a_newer_version_is_refused_as_that(copy: Path, into: Path, source: Path) -> None:
    whole, key = copy.read_bytes(), key_of(source)
    rewrite(copy, lambda said: said.update(schema=SCHEMA + 1), key=key)
    refused(copy, into, TooNew)
    with pytest.raises(TooNew):
        vault.require_restorable(copy, into)
    copy.write_bytes(whole)
    rewrite(copy, lambda said: said.update(v=2, annat=1))
    write_zip(copy, parts_of(copy) | {"ny del": b""})
    refused(copy, into, TooNew)
    copy.write_bytes(whole)
    newer = replace(backup_file.read(copy).key_file, schema=SCHEMA + 1).sealed(key)
    write_zip(copy, parts_of(copy) | {"tom.hallpunkt.nycklar": newer.to_json().encode()})
    refused(copy, into, TooNew)


# The vault in it


def test_an_old_page_in_it_is_noticed(copy: Path, into: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cipher check is clean. The copy is made by a program that does not verify, put in place of ours."""
    replay(source)
    with monkeypatch.context() as patched:
        patched.setattr("db.backup._require_whole", lambda *_arguments, **_options: None)
        back_up(source, copy, force=True)
    refused(copy, into, FileDamaged, "Posterna mot loggen")


@pytest.mark.parametrize(
    ("deed", "part"),
    [("UPDATE patient SET given_name = 'Annan'", "Posterna mot loggen"), ("DELETE FROM patient", "Posterna mot loggen"),
     ("UPDATE access_log SET what = 'x' WHERE seq = 1", "Loggens kedja"), ("DROP TABLE setting", "Pärmens version"),
     ("DELETE FROM access_log WHERE seq = (SELECT max(seq) FROM access_log)", "Loggen mot nyckelfilen"),
     ("INSERT INTO setting VALUES ('x', 'y')", "Antalet poster"), ("PRAGMA application_id=5", "Pärmens version")],
)  # fmt: skip
def test_a_vault_that_was_changed_inside_it_is_noticed(
    copy: Path, into: Path, source: Path, deed: str, part: str
) -> None:
    contents, database = backup_file.read(copy), copy.with_name("ut")
    backup_file.take_out(copy, contents.name, database)
    shutil.copyfile(key_path(source), key_path(database))
    with raw(database) as connection:
        connection.execute(deed)
    copy.unlink()
    backup_file.write(copy, database, contents)
    refused(copy, into, FileDamaged, part)


def test_no_flipped_bit_gets_through(copy: Path, into: Path, source: Path) -> None:
    """Anywhere in what is not the vault, and in the vault: refused in words, or of no importance."""
    whole, expected = copy.read_bytes(), parts_of(copy)
    inside = whole.find(expected["tom.hallpunkt"][:64])
    length = len(expected["tom.hallpunkt"])
    chance = random.Random(5)
    around = [*range(inside), *range(inside + length, len(whole))]
    places = [*chance.sample(around, 200), *(inside + chance.randrange(length) for _ in range(50))]
    accepted = []
    for where in places:
        content = bytearray(whole)
        content[where] ^= 1 << chance.randrange(8)
        copy.write_bytes(content)
        try:
            path = restored(copy, into)
        except VaultError:
            assert not into.parent.exists()
            continue
        accepted.append(where)
        assert path.read_bytes() == expected["tom.hallpunkt"]
        assert key_path(path).read_bytes() == expected["tom.hallpunkt.nycklar"]
        shutil.rmtree(into.parent)
    assert all(not inside <= where < inside + length for where in accepted)
    assert len(accepted) < 40  # dates and marks that nobody reads


def test_a_file_that_lost_any_part_of_its_end_is_told(copy: Path, into: Path) -> None:
    whole = copy.read_bytes()
    for length in [*range(0, len(whole), 9973), *range(len(whole) - 400, len(whole))]:
        copy.write_bytes(whole[:length])
        with pytest.raises(FileDamaged):
            restored(copy, into)
    assert not into.parent.exists()


# Interrupted


def test_what_an_interrupted_restore_left_is_in_nobodys_way(copy: Path, into: Path, source: Path) -> None:
    into.mkdir(parents=True)
    contents = backup_file.read(copy)
    text = contents.key_file.to_json().encode()
    (into / f".{source.name}.halv").write_bytes(b"halv")
    for end in (".nycklar.bak", ".nycklar"):
        (into / f"{source.name}{end}").write_bytes(text)
        (into / f".{source.name}{end}.halv").write_bytes(text[:100])
        (into / f"{source.name}.lock").touch()
    restored(copy, into)
    assert not list(into.glob(".*"))


def test_keys_that_were_there_are_there_after_a_failure(
    copy: Path, into: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may be the last of a vault whose file was lost. The disk's refusal is put in place of the last step."""

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    into.mkdir(parents=True)
    key_path(into / source.name).write_bytes(backup_file.read(copy).key_file.to_json().encode())
    monkeypatch.setattr(Path, "rename", refuse)
    refused(copy, into, WriteFailed)


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "io")])
@pytest.mark.parametrize("step", ["backup_file.take_out", "restore._require_whole", "key_file.write"])
def test_a_restore_that_is_interrupted_leaves_nothing(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    (tmp_path / "finns").mkdir()
    before = tree(tmp_path)
    for into in (tmp_path / "finns", tmp_path / "finns" / "inte" / "än"):
        with monkeypatch.context() as patched:
            patched.setattr(f"db.{step}", fail)
            with pytest.raises((KeyboardInterrupt, WriteFailed)):
                restored(copy, into)
        assert tree(tmp_path) == before
        assert not list((tmp_path / "finns").iterdir())  # not even a lock
    restored(copy, tmp_path / "finns")


def test_keys_stay_with_the_vault_when_the_interruption_comes_after_its_name(
    copy: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> None:
        real(self, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        with pytest.raises(KeyboardInterrupt):
            restored(copy, into)
    vault.open_with_code(into / "tom.hallpunkt", CODE, clock).close()


def test_one_who_makes_a_vault_there_meanwhile_keeps_it(
    copy: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our look and the name; put in where the vault is verified."""
    other = into / "tom.hallpunkt"

    def overtaken(*_arguments: object) -> None:
        other.write_bytes(b"annans")

    with monkeypatch.context() as patched:
        patched.setattr(restore, "_require_whole", overtaken)
        with pytest.raises(VaultError, match="redan en pärm"):
            restored(copy, into)
    assert other.read_bytes() == b"annans"
    assert tree(into) == {other.name: b"annans"}


@posix
def test_a_restore_to_a_full_disk_leaves_nothing_wherever_it_stops(copy: Path, into: Path) -> None:
    into.parent.mkdir()
    with child("tests.db.copying", "fill-restore", copy, into, CODE, stdout=subprocess.PIPE) as run:
        said = run.communicate(timeout=300)[0].splitlines()
    assert run.returncode == 0
    *refusals, done = said
    assert (done, len(refusals) > 15) == ("done", True)
    assert {line[-2:] for line in refusals} == {"[]"}
    assert {line.split(" ", 2)[1] for line in refusals} == {"WriteFailed"}
    vault.open_with_code(into / "tom.hallpunkt", CODE, clock).close()


@posix
def test_a_killed_restore_is_done_or_can_be_done_again(copy: Path, tmp_path: Path, source: Path) -> None:
    chance = random.Random(12)
    ended: list[int] = []
    left: set[str] = set()
    with child(
        "tests.db.copying", "kill-restore", copy, tmp_path, CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        for number in range(KILLS):
            path = tmp_path / "mål" / f"{number}" / source.name
            for _attempt in range(3):
                if not path.exists():
                    ended.append(kill_after(running, chance.random() * 0.1, path.parent))
                    left.update(tree(path.parent) if path.parent.exists() else ())
            if not path.exists():
                restored(copy, path.parent)
            assert tables(path)["patient"] == tables(source)["patient"]
            with vault.open_with_code(path, CODE, clock) as opened:
                assert opened.notices == []
            assert not list(path.parent.glob(".*"))
            with pytest.raises(VaultError, match="redan en pärm"):
                restored(copy, path.parent)
        assert running.stdin
        running.stdin.close()
    assert ended.count(9) > KILLS // 6
    assert f".{source.name}.halv" in left  # some were killed in the middle
