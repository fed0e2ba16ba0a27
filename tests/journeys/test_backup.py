"""Backup and restore by command line, as the user who lost her disk meets them."""

import json
from pathlib import Path

import pytest

from tests.conftest import CODE, PASSPHRASE
from tests.journeys.conftest import Hallpunkt


@pytest.fixture
def here(hallpunkt: Hallpunkt, vault_path: Path, passphrase_file: Path) -> tuple[object, ...]:
    """``--vault`` and ``--passphrase-file`` for a vault with two patients."""
    options = ("--vault", vault_path, "--passphrase-file", passphrase_file)
    for number, name in (("19900728-2388", "Maja"), ("19121212-1212", "Tolvan")):
        added = hallpunkt("add", "patient", *options, "--number", number, "--given-name", name, "--family-name", "Test")
        assert added.code == 0, added.err
    return options


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where the backup goes."""
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb" / "måndag.hallpunkt-kopia"


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_restored_is_what_was_backed_up(
    hallpunkt: Hallpunkt, here: tuple[object, ...], copy: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    made = hallpunkt("backup", *here, "--out", copy)
    assert (made.code, made.err) == (0, "")
    assert f"Skrev {copy}" in made.out and "Patienter: 2." in made.out
    assert "samma disk som pärmen" in made.out
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    restored = hallpunkt("restore", copy, "--into", tmp_path / "ny", "--passphrase-file", passphrase_file)
    assert (restored.code, restored.err) == (0, "")
    assert str(tmp_path / "ny" / "tom.hallpunkt") in restored.out and "Patienter: 2." in restored.out
    there = ("--vault", tmp_path / "ny", "--passphrase-file", passphrase_file)
    listed = hallpunkt("patients", *there, "--json")
    assert (listed.code, listed.err) == (0, "")
    assert json.loads(listed.out) == json.loads(hallpunkt("patients", *here, "--json").out)
    assert len(json.loads(listed.out)) == 2
    checked = hallpunkt("check", *there)
    assert (checked.code, "Pärmen är hel." in checked.out) == (0, True)


def test_a_folder_with_a_vault_is_refused_before_anything_is_asked(
    hallpunkt: Hallpunkt, here: tuple[object, ...], copy: Path, vault_path: Path
) -> None:
    hallpunkt("backup", *here, "--out", copy)
    before = files_in(vault_path.parent)
    refused = hallpunkt("restore", copy, "--into", vault_path.parent, "--passphrase-file", "finns inte")
    assert refused.code == 4
    assert refused.err.startswith("Det finns redan en pärm i mappen\n")
    assert files_in(vault_path.parent) == before


def test_the_recovery_code_will_do(hallpunkt: Hallpunkt, here: tuple[object, ...], copy: Path, tmp_path: Path) -> None:
    hallpunkt("backup", *here, "--out", copy)
    into = ("--into", tmp_path / "ny")
    wrong = hallpunkt("restore", copy, *into, "--passphrase-file", "-", typed="fel fras\n")
    assert (wrong.code, wrong.err.splitlines()[0]) == (4, "Fel lösenfras")
    assert not (tmp_path / "ny").exists()
    assert hallpunkt("restore", copy, *into, "--code-file", "-", typed=f"{CODE}\n").code == 0
    both = hallpunkt("restore", copy, *into, "--code-file", "-", "--passphrase-file", "-")
    assert both.code == 2


def test_a_practice_vault_is_called_one(hallpunkt: Hallpunkt, tmp_path: Path, copy: Path) -> None:
    hallpunkt("demo", tmp_path / "övning", "--headless")
    typed = "övning gör mästare\n"
    made = hallpunkt("backup", "--vault", tmp_path / "övning", "--passphrase-file", "-", "--out", copy, typed=typed)
    assert made.code == 0, made.err
    restored = hallpunkt("restore", copy, "--into", tmp_path / "ny", "--passphrase-file", "-", typed=typed)
    assert restored.out.startswith("Övningspärmen är återställd: ")


def test_a_file_is_written_over_only_when_told(
    hallpunkt: Hallpunkt, here: tuple[object, ...], copy: Path, vault_path: Path
) -> None:
    copy.write_bytes(b"mitt")
    refused = hallpunkt("backup", *here, "--out", copy)
    assert (refused.code, copy.read_bytes()) == (3, b"mitt")
    assert hallpunkt("backup", *here, "--out", copy, "--force").code == 0
    before = vault_path.read_bytes()
    refused = hallpunkt("backup", *here, "--out", vault_path, "--force")
    assert (refused.code, vault_path.read_bytes()) == (3, before)


def test_nothing_is_asked_when_it_cannot_be(hallpunkt: Hallpunkt, here: tuple[object, ...], copy: Path) -> None:
    nowhere = hallpunkt("backup", here[0], here[1], "--passphrase-file", "finns inte", "--out", copy / "x" / "y")
    assert (nowhere.code, "Mappen finns inte" in nowhere.err) == (3, True)
    for file in (copy, copy.parent):
        refused = hallpunkt("restore", file, "--into", copy.parent / "ny", "--passphrase-file", "finns inte")
        assert (refused.code, "Fel i programmet" in refused.err) == (4, False)
    copy.write_bytes(b"brev till Maja")
    refused = hallpunkt("restore", copy, "--into", copy.parent / "ny", "--passphrase-file", "finns inte")
    assert refused.err.startswith("Det är ingen hel säkerhetskopia\n")
    assert PASSPHRASE not in refused.err and "måndag" not in refused.err
