"""Where a vault may lie, and that one program at a time has it open."""

import errno
import getpass
import json
import os
import socket
import subprocess
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import psutil
import pytest

from coordinator.errors import PlaceRefused, VaultBusy, WriteFailed
from db import keys, place, vault
from tests.conftest import ACTOR, CODE, PASSPHRASE, clock
from tests.db.conftest import child

SYNCHRONISED = [
    "OneDrive", "OneDrive - Region Exempel", "onedrive", "Dropbox", "Dropbox (Privat)", "Google Drive", "GoogleDrive",
    "iCloudDrive", "iCloud Drive", "CloudStorage", "Mobile Documents", "Nextcloud", "ownCloud", "pCloudDrive",
    "SynologyDrive",
]  # fmt: skip


@pytest.mark.parametrize("name", SYNCHRONISED)
@pytest.mark.parametrize("below", ["", "Dokument/pärmar/2026"])
def test_a_synchronised_folder_is_refused_at_any_depth(tmp_path: Path, name: str, below: str) -> None:
    folder = tmp_path / name / below
    with pytest.raises(PlaceRefused, match="kopieras till molnet"):
        place.require_safe(folder)  # it need not exist yet
    folder.mkdir(parents=True)
    with pytest.raises(PlaceRefused):
        place.require_safe(folder, network_allowed=True)


@pytest.mark.parametrize(
    "mark", [".dropbox", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log", ".sync_folder_marker"]
)
def test_a_mark_of_synchronisation_in_any_folder_above_is_enough(tmp_path: Path, mark: str) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    place.require_safe(folder)
    (tmp_path / mark).mkdir()
    with pytest.raises(PlaceRefused):
        place.require_safe(folder)


@pytest.mark.parametrize(
    "name", ["Pärmar", "100 % säkert?", "a#b", "slut på punkter...", "min-onedrive", " mellanslag "]
)
def test_an_ordinary_folder_is_fine_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    place.require_safe(tmp_path / name)
    with vault.create(
        tmp_path / name / "pärm? 50 %#.hallpunkt", passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR,
        clock=clock, cost=keys.FLOOR,
    ) as made:  # fmt: skip
        path = made.path
    vault.open_with_code(path, CODE, clock).close()


def test_a_link_into_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "lokal").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(PlaceRefused):
        place.require_safe(tmp_path / "lokal")


def test_a_vault_that_is_itself_a_link_into_one_is_refused(vault_path: Path, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    moved = vault_path.rename(tmp_path / "Dropbox" / "pärm")
    vault_path.symlink_to(moved)
    with pytest.raises(PlaceRefused):
        vault.open_with_code(vault_path, CODE, clock)


def test_a_link_that_leads_nowhere_is_not_followed_into_one(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "pärm").symlink_to(tmp_path / "Dropbox" / "pärm")
    with pytest.raises(PlaceRefused):
        vault.create(
            tmp_path / "pärm", passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR
        )
    assert not list((tmp_path / "Dropbox").iterdir())


def test_a_link_that_bites_its_tail_is_no_accident(tmp_path: Path) -> None:
    (tmp_path / "orm").symlink_to(tmp_path / "orm")
    place.require_safe(tmp_path / "orm")


# The network: what `psutil` says of mounted disks is put in its place


def _mounted(monkeypatch: pytest.MonkeyPatch, *disks: tuple[object, str, str]) -> None:
    parts = [SimpleNamespace(mountpoint=str(where), fstype=kind, opts=options) for where, kind, options in disks]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: parts)


@pytest.mark.parametrize("kind", ["cifs", "nfs", "nfs4", "NFS4", "smb3", "smbfs", "davfs", "fuse.sshfs", "fuse.rclone"])
def test_a_network_disk_is_refused_unless_the_clinic_allows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    _mounted(monkeypatch, ("/", "ext4", "rw"), (tmp_path / "H", kind, "rw"), (tmp_path / "H2", "ext4", "rw"))
    with pytest.raises(PlaceRefused, match="delad disk"):
        place.require_safe(tmp_path / "H" / "pärmar")
    with pytest.raises(PlaceRefused):
        place.require_safe(tmp_path / "H")
    place.require_safe(tmp_path / "H" / "pärmar", network_allowed=True)
    place.require_safe(tmp_path / "H2")  # a longer name that begins alike
    place.require_safe(tmp_path)


def test_what_is_mounted_last_and_deepest_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _mounted(
        monkeypatch,
        ("/", "nfs", "rw"), (tmp_path, "ext4", "rw"), (tmp_path / "x", "ext4", "rw"), (tmp_path / "x", "cifs", "rw"),
    )  # fmt: skip
    place.require_safe(tmp_path)
    with pytest.raises(PlaceRefused):
        place.require_safe(tmp_path / "x")
    with pytest.raises(PlaceRefused):
        place.require_safe(tmp_path.parent)


def test_a_windows_share_is_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows paths, put in place of this computer's."""
    monkeypatch.setattr(place, "Path", PureWindowsPath)
    _mounted(monkeypatch, ("C:\\", "NTFS", "rw,fixed"), ("H:\\", "NTFS", "rw,remote"))
    assert place._is_network(PureWindowsPath(r"\\server\hem\anna"))  # type: ignore[arg-type]
    assert place._is_network(PureWindowsPath(r"H:\anna"))  # type: ignore[arg-type]
    assert not place._is_network(PureWindowsPath(r"C:\Users\anna"))  # type: ignore[arg-type]


# One at a time


def test_a_second_program_is_told_who_has_it_open(vault_path: Path) -> None:
    with child("tests.db.holding", vault_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(VaultBusy, match=f"{getpass.getuser()} på {socket.gethostname()}"):
            vault.open_with_code(vault_path, CODE, clock)
        with pytest.raises(VaultBusy):
            vault.check(vault_path, PASSPHRASE)
        holder.stdin.close()
        assert holder.wait() == 0
    vault.open_with_code(vault_path, CODE, clock).close()


def test_a_holder_that_is_killed_holds_nothing(vault_path: Path) -> None:
    with child("tests.db.holding", vault_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    assert vault_path.with_name(vault_path.name + ".lock-av").exists()
    vault.open_with_code(vault_path, CODE, clock).close()


def test_a_second_window_of_the_same_program_is_refused_and_harms_nothing(vault_path: Path) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        with pytest.raises(VaultBusy):
            vault.open_with_code(vault_path, CODE, clock)
        with pytest.raises(VaultBusy):
            vault.open_with_code(vault_path.parent / "." / vault_path.name, CODE, clock)
        assert opened.store.patients() == []
        with pytest.raises(VaultBusy):
            vault.open_with_code(vault_path, CODE, clock)


def test_a_failed_opening_lets_go_of_the_lock(vault_path: Path) -> None:
    for _ in range(3):
        with pytest.raises(Exception, match="återställningskod"):
            vault.open_with_code(vault_path, keys.new_recovery_code(), clock)
    vault.open_with_code(vault_path, CODE, clock).close()


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"user": 1}', "\x00", "å" * 10, '{"user": "a"'])
def test_a_holder_that_cannot_be_read_is_somebody(vault_path: Path, content: str) -> None:
    lock = place.Lock(vault_path)
    lock.acquire()
    vault_path.with_name(vault_path.name + ".lock-av").write_text(content, encoding="latin-1")
    with pytest.raises(VaultBusy, match="Någon annan har den öppen"):
        place.Lock(vault_path).acquire()
    lock.release()


def test_a_computer_that_knows_no_user_name_can_open_a_vault(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container or after the account was removed; put in place of `getpass.getuser`."""

    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", unknown)
    with vault.open_with_code(vault_path, CODE, clock), pytest.raises(VaultBusy):
        place.Lock(vault_path).acquire()


@pytest.mark.parametrize("end", [".lock", ".lock-av"])
def test_a_folder_in_place_of_a_lock_file_is_told(vault_path: Path, end: str) -> None:
    taken = vault_path.with_name(vault_path.name + end)
    taken.unlink(missing_ok=True)
    taken.mkdir()
    with pytest.raises(WriteFailed):
        vault.open_with_code(vault_path, CODE, clock)
    taken.rmdir()
    vault.open_with_code(vault_path, CODE, clock).close()


def test_a_lock_that_is_a_link_is_not_followed(vault_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "annans fil"
    target.write_text("orörd")
    lock = vault_path.with_name(vault_path.name + ".lock")
    lock.unlink(missing_ok=True)
    lock.symlink_to(target)
    with pytest.raises(WriteFailed):
        vault.open_with_code(vault_path, CODE, clock)
    assert target.read_text() == "orörd"


def test_the_lock_is_given_back_though_its_note_cannot_be_removed(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that turned read-only, put in place of `Path.unlink`."""

    def refuse(_self: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    lock = place.Lock(vault_path)
    lock.acquire()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        lock.release()
    vault.open_with_code(vault_path, CODE, clock).close()


def test_the_note_holds_no_more_than_user_computer_and_process(vault_path: Path) -> None:
    lock = place.Lock(vault_path)
    lock.acquire()
    said = json.loads(vault_path.with_name(vault_path.name + ".lock-av").read_text(encoding="utf-8"))
    assert set(said) == {"user", "computer", "pid"}
    lock.release()
    lock.release()  # once more does no harm
