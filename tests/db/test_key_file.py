"""The key file: what is damaged, tampered with or another vault's is told apart, and a write is whole or not at all."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coordinator import whole_file
from coordinator.errors import FileDamaged, KeyFileDamaged, TooNew, VaultError, WriteFailed, WrongKey
from coordinator.record import Actor
from db import key_file, keys, vault
from db.key_file import KeyFile, key_path, twin_path
from tests.conftest import CODE, PASSPHRASE, clock
from tests.db.conftest import files_in, key_of

Content = dict[str, Any]


def rewrite(path: Path, tamper: Callable[[Content], object]) -> None:
    """Tamper with the key file and give it a checksum that fits, as somebody who knows the program can."""
    content = json.loads(key_path(path).read_text(encoding="utf-8"))
    tamper(content)
    content.pop("checksum", None)
    key_path(path).write_text(json.dumps(content | {"checksum": key_file._checksum(content)}), encoding="utf-8")


def test_a_key_file_comes_back_as_it_was_written(vault_path: Path) -> None:
    found = key_file.read(vault_path)
    key_file.write(vault_path, found)
    assert key_file.read(vault_path) == found
    assert key_path(vault_path).read_bytes() == twin_path(vault_path).read_bytes()
    assert {slot.kind for slot in found.slots} == {"passphrase", "recovery"}


def test_only_the_owner_may_read_it(vault_path: Path) -> None:
    assert [path.stat().st_mode & 0o777 for path in (key_path(vault_path), twin_path(vault_path))] == [0o600, 0o600]


def test_the_passphrase_and_the_code_open_the_same_key(vault_path: Path) -> None:
    found = key_file.read(vault_path)
    assert found.unlocked_by_passphrase(PASSPHRASE) == found.unlocked_by_code(CODE)
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper(), CODE):
        with pytest.raises(WrongKey):
            found.unlocked_by_passphrase(wrong)
    for wrong in ("", keys.new_recovery_code(), CODE[:-1] + ("0" if CODE[-1] != "0" else "1")):
        with pytest.raises(WrongKey):
            found.unlocked_by_code(wrong)


# Damage


def test_a_flipped_bit_in_any_byte_is_noticed(vault_path: Path) -> None:
    original, whole = key_path(vault_path).read_bytes(), key_file.read(vault_path)
    harmless = 0
    for place in range(len(original)):
        for bit in (0, 5):
            changed = bytearray(original)
            changed[place] ^= 1 << bit
            key_path(vault_path).write_bytes(changed)
            try:
                assert key_file.read(vault_path) == whole
                harmless += 1
            except KeyFileDamaged:
                pass
    assert harmless < len(original) / 10  # white space between values


def test_every_shorter_file_is_noticed(vault_path: Path) -> None:
    original = key_path(vault_path).read_bytes()
    for length in range(len(original) - 1):
        key_path(vault_path).write_bytes(original[:length])
        with pytest.raises(KeyFileDamaged):
            key_file.read(vault_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=5,
)


@given(content=JSON)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_other_json_is_damage(vault_path: Path, content: Any) -> None:
    key_path(vault_path).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(KeyFileDamaged):
        key_file.read(vault_path)


PLACES: list[tuple[str | int, ...]] = [
    ("format",), ("v",), ("vault_id",), ("schema",), ("practice",), ("slots",), ("head",), ("seal",), ("head", "seq"),
    ("head", "mac"), ("slots", 0), *(
        ("slots", number, name) for number, names in enumerate((
            ("kind", "salt", "nonce", "wrapped", "passes", "memory_kib", "lanes"), ("kind", "salt", "nonce", "wrapped"),
        )) for name in names
    ),
]  # fmt: skip


@given(where=st.sampled_from(PLACES), value=JSON)
@example(where=("schema",), value=float("inf"))
@example(where=("head", "seq"), value=float("-inf"))
@example(where=("slots", 0, "passes"), value=3.5)
@example(where=("slots", 0, "memory_kib"), value=float("inf"))
@example(where=("slots", 0, "memory_kib"), value=2**70)
@example(where=("slots", 0, "lanes"), value=4.0)
@example(where=("slots", 0, "salt"), value="")
@example(where=("slots", 1, "salt"), value="")
@example(where=("slots", 0, "nonce"), value="")
@example(where=("slots", 1, "nonce"), value="00" * 500)
@example(where=("slots", 1, "wrapped"), value="00")
@example(where=("slots", 0, "kind"), value="recovery")
@example(where=("slots", 1, "kind"), value="passphrase")
@example(where=("slots",), value=[])
@example(where=("slots", 1, "kind"), value="keyring")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_field_the_answer_is_ours(vault_path: Path, where: tuple[Any, ...], value: Any) -> None:
    """Any value in any field, with a checksum that fits: an error with a title, or the same key."""
    original, key = key_path(vault_path).read_bytes(), key_of(vault_path)

    def put(content: Content) -> None:
        *way, last = where
        inner: Any = content
        for step in way:
            inner = inner[step]
        inner[last] = value

    rewrite(vault_path, put)
    ways: list[Callable[[KeyFile], bytes]] = [
        lambda found: found.unlocked_by_passphrase(PASSPHRASE),
        lambda found: found.unlocked_by_code(CODE),
    ]
    for unlock in ways:
        try:
            assert unlock(key_file.read(vault_path)) == key
        except VaultError as error:
            assert error.title
    key_path(vault_path).write_bytes(original)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\xff\xfe{}", "{}".encode("utf-16"), b"\x00" * 900, b"[]", b'"text"', b"null", b"7", b"1e999",
        b"9" * 5000, b"[" * 100_000, b'{"a":' * 100_000, b'{"checksum": "x"}', b"SQLite format 3\x00",
        b"\xef\xbb\xbf{}",
    ],
    ids=lambda content: content[:8].hex() + f"-{len(content)}",
)  # fmt: skip
def test_what_is_no_key_file_is_damage(vault_path: Path, content: bytes) -> None:
    key_path(vault_path).write_bytes(content)
    with pytest.raises(KeyFileDamaged, match=r"\.bak"):
        key_file.read(vault_path)


def test_the_twin_is_what_the_message_says_it_is(vault_path: Path) -> None:
    key_path(vault_path).write_bytes(b"")
    with pytest.raises(KeyFileDamaged):
        vault.open_with_code(vault_path, CODE, clock)
    shutil.copyfile(twin_path(vault_path), key_path(vault_path))
    vault.open_with_code(vault_path, CODE, clock).close()


def test_each_way_it_can_go_wrong_has_its_own_title(vault_path: Path) -> None:
    def title(unlock: Callable[[], object]) -> str:
        with pytest.raises(VaultError) as said:
            unlock()
        return said.value.title

    def opened() -> object:
        return vault.open_with_code(vault_path, CODE, clock)

    written, pages = key_path(vault_path).read_bytes(), vault_path.read_bytes()
    titles = [title(lambda: vault.open_with_passphrase(vault_path, "en annan fras", clock))]
    titles += [title(lambda: vault.open_with_code(vault_path, keys.new_recovery_code(), clock))]
    titles += [title(lambda: vault.open_with_code(vault_path, "felskriven", clock))]
    key_path(vault_path).write_bytes(written[:-40])
    titles += [title(opened)]
    key_path(vault_path).unlink()
    titles += [title(opened)]
    key_path(vault_path).mkdir()
    titles += [title(opened)]
    key_path(vault_path).rmdir()
    key_path(vault_path).write_bytes(written)
    vault_path.write_bytes(os.urandom(4096) + pages[4096:])
    titles += [title(opened)]
    vault_path.unlink()
    titles += [title(opened)]
    assert len(set(titles)) == len(titles), titles


# Tampering


@pytest.mark.parametrize(("name", "value"), [("passes", 1), ("memory_kib", 8), ("memory_kib", 65_535), ("lanes", 1)])
def test_a_cheaper_derivation_is_refused_before_it_is_run(vault_path: Path, name: str, value: int) -> None:
    rewrite(vault_path, lambda content: content["slots"][0].update({name: value}))
    with pytest.raises(KeyFileDamaged):
        key_file.read(vault_path)


@pytest.mark.parametrize(("name", "value"), [("passes", 17), ("memory_kib", 2**21), ("lanes", 17), ("passes", 2**63)])
def test_a_derivation_that_would_hang_the_program_is_refused(vault_path: Path, name: str, value: int) -> None:
    rewrite(vault_path, lambda content: content["slots"][0].update({name: value}))
    with pytest.raises(KeyFileDamaged):
        key_file.read(vault_path)


def test_many_slots_of_one_kind_would_hang_the_program_too(vault_path: Path) -> None:
    rewrite(vault_path, lambda content: content["slots"].extend([content["slots"][0]] * 1000))
    with pytest.raises(KeyFileDamaged):
        key_file.read(vault_path)


def test_a_cost_raised_within_bounds_does_not_open(vault_path: Path) -> None:
    rewrite(vault_path, lambda content: content["slots"][0].update(passes=4))
    with pytest.raises(WrongKey):
        key_file.read(vault_path).unlocked_by_passphrase(PASSPHRASE)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda content: content.update(practice=True), lambda content: content.update(schema=0),
        lambda content: content["head"].update(seq=0), lambda content: content["head"].update(mac="0" * 64),
        lambda content: content["slots"].pop(0), lambda content: content.update(seal=""),
        lambda content: content.update(vault_id="00000000-0000-0000-0000-000000000000"),
        lambda content: content["slots"].append(content["slots"][1] | {"kind": "manager"}),
        lambda content: content["slots"].reverse(),
    ],
)  # fmt: skip
def test_what_the_seal_covers_cannot_be_changed(vault_path: Path, tamper: Callable[[Content], object]) -> None:
    rewrite(vault_path, tamper)
    before = vault_path.read_bytes()
    with pytest.raises((KeyFileDamaged, WrongKey)):
        vault.open_with_code(vault_path, CODE, clock)
    assert vault_path.read_bytes() == before


def test_another_vaults_slot_does_not_open_this_one(vault_path: Path, tmp_path: Path) -> None:
    other, code = tmp_path / "annan", keys.new_recovery_code()
    with vault.create(
        other, passphrase="en annan fras", recovery_code=code, actor=Actor("B", "", ""), clock=clock, cost=keys.FLOOR
    ):
        pass
    foreign = json.loads(key_path(other).read_text(encoding="utf-8"))["slots"]
    rewrite(vault_path, lambda content: content.update(slots=foreign))
    with pytest.raises(WrongKey):
        key_file.read(vault_path).unlocked_by_passphrase("en annan fras")
    rewrite(vault_path, lambda content: content.update(vault_id=str(key_file.read(other).vault_id)))
    with pytest.raises(KeyFileDamaged):
        key_file.read(vault_path).unlocked_by_code(code)


def test_a_format_from_the_future_is_not_called_damage(vault_path: Path) -> None:
    """Called damage, it would be "repaired" with a twin of the same format, over and over."""
    rewrite(vault_path, lambda content: content.update(v=key_file.FORMAT_VERSION + 1))
    with pytest.raises(TooNew):
        vault.open_with_code(vault_path, CODE, clock)


# The keyring slot


@pytest.fixture
def remembered(vault_path: Path) -> tuple[Path, bytes]:
    """A vault whose key file has a keyring slot, and the secret that opens it."""
    secret = keys.new_key()
    key_file.write(vault_path, key_file.read(vault_path).with_keyring(secret, key_of(vault_path)))
    return vault_path, secret


def test_the_secret_opens_the_same_key_and_no_other_does(remembered: tuple[Path, bytes]) -> None:
    path, secret = remembered
    found, key = key_file.read(path), key_of(path)
    assert found.unlocked_by_keyring(secret) == found.unlocked_by_passphrase(PASSPHRASE) == key
    for wrong in (b"", bytes(32), key, keys.new_key()):
        with pytest.raises(WrongKey):
            found.unlocked_by_keyring(wrong)
    renewed = found.with_keyring(keys.new_key(), key)
    assert len(renewed.slots) == len(found.slots) == 3
    with pytest.raises(WrongKey):
        renewed.unlocked_by_keyring(secret)


@pytest.mark.parametrize("name", ["kind", "salt", "nonce", "wrapped"])
def test_a_changed_keyring_slot_does_not_open(remembered: tuple[Path, bytes], name: str) -> None:
    path, secret = remembered
    whole = json.loads(key_path(path).read_text(encoding="utf-8"))["slots"][2]
    other = "chef" if name == "kind" else "00" * (len(whole[name]) // 2)
    rewrite(path, lambda content: content["slots"][2].update({name: other}))
    with pytest.raises(WrongKey):
        key_file.read(path).unlocked_by_keyring(secret)
    with pytest.raises(KeyFileDamaged):
        key_file.read(path).unlocked_by_code(CODE)


def test_the_keyring_is_never_the_only_way(remembered: tuple[Path, bytes]) -> None:
    path, _secret = remembered
    found, before = key_file.read(path), files_in(path.parent)
    alone = replace(found, slots=found.slots[2:]).sealed(key_of(path))
    with pytest.raises(ValueError, match="passphrase or a recovery code"):
        key_file.write(path, alone)
    assert files_in(path.parent) == before
    key_file.write(path, replace(found, slots=found.slots[1:]).sealed(key_of(path)))
    rewrite(path, lambda content: content["slots"].pop(0))
    with pytest.raises(KeyFileDamaged):
        key_file.read(path)


def test_without_it_the_rest_is_as_before(vault_path: Path) -> None:
    before, key = key_file.read(vault_path), key_of(vault_path)
    assert not before.remembered
    with_slot = before.with_keyring(keys.new_key(), key)
    assert with_slot.remembered
    assert with_slot.without_keyring().sealed(key) == before


def test_a_slot_of_a_later_version_is_kept_and_passed_by(vault_path: Path) -> None:
    """So do versions that know no keyring slot: it is why the format has the same number."""
    later = key_file.Slot("chef", bytes(16), bytes(12), bytes(48))
    found = key_file.read(vault_path)
    key_file.write(vault_path, replace(found, slots=(*found.slots, later)).sealed(key_of(vault_path)))
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.change_recovery_code(CODE)
    assert later in key_file.read(vault_path).slots


# Change of keys


def test_the_former_passphrase_opens_neither_the_file_nor_its_twin(vault_path: Path) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.change_passphrase("fyra helt nya ord", cost=keys.FLOOR)
    for content in (key_path(vault_path).read_bytes(), twin_path(vault_path).read_bytes()):
        key_path(vault_path).write_bytes(content)
        found = key_file.read(vault_path)
        assert found.unlocked_by_passphrase("fyra helt nya ord") == found.unlocked_by_code(CODE)
        with pytest.raises(WrongKey):
            found.unlocked_by_passphrase(PASSPHRASE)


def test_the_former_recovery_code_opens_neither_the_file_nor_its_twin(vault_path: Path) -> None:
    fresh = keys.new_recovery_code()
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.change_recovery_code(fresh)
    for content in (key_path(vault_path).read_bytes(), twin_path(vault_path).read_bytes()):
        key_path(vault_path).write_bytes(content)
        assert key_file.read(vault_path).unlocked_by_code(fresh)
        with pytest.raises(WrongKey):
            key_file.read(vault_path).unlocked_by_code(CODE)


def test_a_code_that_is_none_is_not_taken_for_one(vault_path: Path) -> None:
    before = files_in(vault_path.parent)
    with pytest.raises(ValueError, match="recovery code"):
        key_file.read(vault_path).with_code("inte en kod", key_of(vault_path))
    assert files_in(vault_path.parent) == before


# Writing: a disk that says no, put in place of the real one


def _changed(vault_path: Path) -> KeyFile:
    found = key_file.read(vault_path)
    return replace(found, schema=0).sealed(key_of(vault_path))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("failing", ["fsync", "open"])
def test_a_disk_that_says_no_leaves_the_old_file_whole(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, failing: str
) -> None:
    """The error of the disk is put in place of `os.fsync` or `os.open`."""
    changed, before = _changed(vault_path), files_in(vault_path.parent)

    def refuse(*_arguments: object) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, failing, refuse)
        with pytest.raises(WriteFailed) as said:
            key_file.write(vault_path, changed)
    assert said.value.title == ("Disken är full" if code in whole_file.FULL else "Mappen kan inte skrivas")
    assert files_in(vault_path.parent) == before


def test_a_file_that_cannot_be_renamed_leaves_the_old_one_whole(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a virus scanner holds the file on Windows; put in place of `Path.replace`."""
    changed, before = _changed(vault_path), files_in(vault_path.parent)

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(WriteFailed):
            key_file.write(vault_path, changed)
    assert files_in(vault_path.parent) == before


def test_what_was_left_half_written_does_not_stop_the_next_write(vault_path: Path) -> None:
    half = key_path(vault_path).with_name(f".{key_path(vault_path).name}.halv")
    half.write_bytes(b"{" * 100_000)
    changed = _changed(vault_path)
    key_file.write(vault_path, changed)
    assert key_file.read(vault_path) == changed


def test_a_damaged_vault_is_not_a_damaged_key_file(vault_path: Path) -> None:
    vault_path.write_bytes(os.urandom(8192))
    with pytest.raises(FileDamaged):
        vault.open_with_code(vault_path, CODE, clock)
