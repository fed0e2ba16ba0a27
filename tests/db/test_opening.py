"""Opening a vault: what it loads, and that all of it may be done on a thread of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from coordinator.errors import VaultBusy
from db import keys, vault
from db.vault import Vault
from tests.conftest import ACTOR, CODE, PASSPHRASE, clock
from tests.db.conftest import ROOT, Checked, add_patient

HEAVY = ("alembic", "mako", "keyring", "reportlab", "PySide6")
"""What takes long to load and is not needed to open a vault of this schema."""

OPENING = f"""
import sys
from pathlib import Path
from db import vault
from tests.conftest import clock
def say(): print(*(name for name in {HEAVY!r} if name in sys.modules), sep=",")
say()
with vault.open_with_code(Path(sys.argv[1]), sys.argv[2], clock) as opened:
    opened.store.patients()
    opened.store.keep("plats", "översikt")
    say()
say()
"""

Aside = Callable[..., Any]


@pytest.fixture
def aside() -> Iterator[Aside]:
    """Run a function on another thread, the same every time; what it gives."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda function, *arguments: thread.submit(function, *arguments).result()


def test_neither_the_import_nor_the_opening_loads_anything_heavy(vault_path: Path) -> None:
    command = [sys.executable, "-c", OPENING, str(vault_path), CODE]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "\n\n\n", "")


def test_a_whole_session_may_be_on_another_thread(tmp_path: Path, aside: Aside, faults: Checked) -> None:
    """From making the vault to closing it: the window never touches it from its own thread."""
    path = tmp_path / "pärm" / "ny.hallpunkt"

    def make() -> Vault:
        return vault.create(
            path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR
        )  # fmt: skip

    made = aside(make)
    patient_id = aside(add_patient, made.store)
    aside(made.store.keep, "utkast", "Halv mening")
    aside(made.back_up, tmp_path / "kopia")
    aside(made.change_recovery_code, CODE)
    aside(made.close)
    opened = aside(vault.open_with_code, path, CODE, clock)
    assert aside(opened.store.read, patient_id).patient.given_name == "Ronja"
    assert [row.id for row in aside(opened.store.patients)] == [patient_id]
    assert aside(opened.store.kept) == {"utkast": "Halv mening"}
    with pytest.raises(VaultBusy):
        vault.open_with_code(path, CODE, clock)
    aside(opened.close)
    assert faults(path) == {}


def test_a_vault_closed_on_another_thread_is_let_go_of(vault_path: Path, aside: Aside) -> None:
    """A lock that belongs to a thread would stay, and nobody could open the vault until the program ends."""
    opened = aside(vault.open_with_code, vault_path, CODE, clock)
    opened.close()
    vault.open_with_code(vault_path, CODE, clock).close()
    opened = aside(vault.open_with_code, vault_path, CODE, clock)
    opened.abandon()
    vault.open_with_code(vault_path, CODE, clock).close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_memory_dumps_are_forbidden_for_the_process_from_any_thread() -> None:
    program = (
        "import resource, threading; from db import keys; "
        "resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1])); "
        "thread = threading.Thread(target=keys.forbid_memory_dumps); thread.start(); thread.join(); "
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "(0, 0)\n"), ran.stderr
