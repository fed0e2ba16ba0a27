"""The copies in a folder are told as they are, and one is checked as if it were restored, leaving nothing."""

import json
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.errors import FileDamaged, OutputError, VaultError
from coordinator.vaults import Copies
from db import backup_file, keys, vault
from db.vault import Vault
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock
from tests.db.conftest import add_patient


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the backup goes."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder / "kopia.hallpunkt-kopia"


def created(path: Path) -> Vault:
    return vault.create(path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR)


def test_a_folder_tells_the_copies_of_this_vault_and_how_many_others_there_are(open_vault: Vault, out: Path) -> None:
    assert open_vault.copies_in(out.parent) == Copies((), 0, 0, same_disk=True)
    add_patient(open_vault.store)
    open_vault.back_up(out)
    later = out.with_name("senare.hallpunkt-kopia")
    open_vault.store.clock = lambda: NOW + timedelta(hours=1)
    open_vault.back_up(later)
    with created(out.parent.parent / "annan" / "annan.hallpunkt") as other:
        other.back_up(out.with_name("annans.hallpunkt-kopia"))
    out.with_name("brev.hallpunkt-kopia").write_text("hej", encoding="utf-8")
    out.with_name("anteckning.txt").write_text("hej", encoding="utf-8")
    found = open_vault.copies_in(out.parent)
    assert [(one.path, one.made, one.patients) for one in found.copies] == [
        (later, NOW + timedelta(hours=1), 1), (out, NOW, 1),
    ]  # fmt: skip
    assert found.copies[0].size == later.stat().st_size
    assert (found.others, found.unreadable) == (1, 1)


def test_a_copy_that_claims_to_be_of_this_vault_is_not_believed(open_vault: Vault, out: Path) -> None:
    open_vault.back_up(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts[backup_file.MANIFEST])
    parts[backup_file.MANIFEST] = json.dumps(manifest | {"made": "2030-01-01T00:00:00+01:00"}).encode()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    found = open_vault.copies_in(out.parent)
    assert (found.copies, found.unreadable) == ((), 1)
    with pytest.raises(FileDamaged):
        open_vault.check_copy(out)


def test_a_folder_that_is_not_there_is_told(open_vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        open_vault.copies_in(tmp_path / "urtaget")


def test_a_copy_is_checked_whole_and_nothing_of_it_is_left(open_vault: Vault, out: Path) -> None:
    add_patient(open_vault.store)
    open_vault.back_up(out)
    before = {path.name for path in open_vault.path.parent.iterdir()}
    checked = open_vault.check_copy(out)
    assert (checked.path, checked.made, checked.patients) == (out, NOW, 1)
    damaged = bytearray(out.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    out.write_bytes(damaged)
    with pytest.raises(FileDamaged) as told:
        open_vault.check_copy(out)
    assert "Pärmen är orörd" in told.value.message
    assert {path.name for path in open_vault.path.parent.iterdir()} == before


def test_a_copy_of_another_vault_and_what_is_no_copy_are_told(open_vault: Vault, out: Path, tmp_path: Path) -> None:
    with created(tmp_path / "annan" / "annan.hallpunkt") as other:
        other.back_up(out)
    with pytest.raises(VaultError) as told:
        open_vault.check_copy(out)
    assert told.value.title == "Det är en kopia av en annan pärm"
    out.write_text("hej", encoding="utf-8")
    with pytest.raises(VaultError):
        open_vault.check_copy(out)


def test_a_copy_can_be_checked_while_the_vault_is_used_elsewhere(open_vault: Vault, out: Path) -> None:
    open_vault.back_up(out)
    answers: list[object] = []
    asking = threading.Thread(target=lambda: answers.append(open_vault.check_copy(out)))
    asking.start()
    add_patient(open_vault.store)
    asking.join()
    assert len(answers) == 1
