"""The lock, on a real screen: nothing of any patient is left in memory, and she comes back to where she was."""

import shutil
import subprocess
from pathlib import Path

import pytest

from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.person import register_patient
from db import key_file, keys, vault
from tests.conftest import CODE, clock
from tests.journeys.screen import Screen, found_in_memory, require_screen, screen

CANARY = "Kanariefågelsson"
# What xdotool types must be on the keyboard of the screen: for å, ä and ö it changes the keys while the program reads.
TYPED = "korn som faller mellan stolar"
HALF = "Halvdan Strandkanarie, dietist, 031-390 06 12"


def end(program: subprocess.Popen[bytes]) -> None:
    program.kill()
    program.wait(10)


@pytest.fixture
def with_canary(vault_path: Path) -> Path:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.change_passphrase(TYPED, cost=keys.FLOOR)
        Desk(opened.store).begin(register_patient, given_name="Tora", family_name=CANARY, number="19900728-2388")
    return vault_path


def unlock(on: Screen) -> None:
    on.wait_for_title("Lås upp")
    on.type(TYPED)
    on.press("Return")


def write_half_a_contact(on: Screen) -> None:
    """Unlock, find the patient, and begin a line among her contacts."""
    unlock(on)
    on.wait_for_title("Idag")
    on.press("ctrl+f")
    on.wait_for_title("Patienter")
    on.type("kanarie")
    on.press("Return")
    on.wait_for_title("Översikt")
    on.press("ctrl+n")
    on.wait_for_title("Kontakter")
    on.type(HALF)


def test_after_the_lock_nothing_is_in_memory_and_she_is_where_she_was(with_canary: Path, tmp_path: Path) -> None:
    require_screen()
    key = key_file.read(with_canary).unlocked_by_code(CODE)
    secrets = {
        "namn": CANARY.encode(),
        "namn som Qt har det": CANARY.encode("utf-16-le"),
        "nummer": b"199007282388",
        "halvskrivet": b"Strandkanarie",
        "halvskrivet som Qt har det": "Strandkanarie".encode("utf-16-le"),
        "nyckel": key,
        "nyckel i text": key.hex().encode(),
        "lösenfras": TYPED.encode(),
        "lösenfras som Qt har den": TYPED.encode("utf-16-le"),
    }
    home = tmp_path / "hem"
    home.mkdir()
    with screen(home) as on:
        program = on.start(vault=with_canary)
        try:
            write_half_a_contact(on)
            there = {"namn", "nyckel", "halvskrivet som Qt har det"}  # what the search finds when it is there
            on.until(lambda: there <= found_in_memory(program.pid, secrets), "what is typed is not in memory")
            on.press("ctrl+l")
            on.wait_for_title("Lås upp")
            assert found_in_memory(program.pid, secrets) == set()
            unlock(on)
            on.wait_for_title("Kontakter")
            on.press("ctrl+n", "Return")
            on.press("ctrl+l")
            on.wait_for_title("Lås upp")
        finally:
            end(program)
    with vault.open_with_code(with_canary, CODE, clock) as opened:
        record = opened.store.read(opened.store.find("19900728-2388"))
    assert [(one.name, one.role, one.phone) for one in record.all(Contact)] == [
        ("Halvdan Strandkanarie", "dietist", "031-390 06 12")
    ]
    left = {file.name for file in home.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()}
    assert left == set()


def test_a_killed_program_loses_no_draft(with_canary: Path, tmp_path: Path) -> None:
    require_screen()
    home = tmp_path / "hem"
    home.mkdir()
    with screen(home) as on:
        program = on.start(vault=with_canary)
        try:
            write_half_a_contact(on)
            Screen.until(lambda: _draft_is_kept(with_canary, tmp_path / "kopia"), "utkastet sparades inte")
        finally:
            end(program)
    with vault.open_with_code(with_canary, CODE, clock) as opened:
        assert HALF in opened.store.kept("draft:").values()


def _draft_is_kept(path: Path, copy: Path) -> bool:
    """Look in a copy of the files, as they are on the disk while the program runs."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(path.parent, copy, ignore=shutil.ignore_patterns("*.lock", "*.lock-av"))
    with vault.open_with_code(copy / path.name, CODE, clock) as opened:
        return HALF in opened.store.kept("draft:").values()
