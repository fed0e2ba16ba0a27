"""What every test may use: a fixed clock, and an open vault that costs little to make."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from coordinator.record import Actor
from coordinator.swedish import SWEDEN
from db import keys, vault
from db.vault import Vault

# The gate asks the same questions every time, so that what landed yesterday lands today. To look for more:
# `pytest --hypothesis-profile=explore`.
settings.register_profile("gate", derandomize=True, print_blob=True)
settings.register_profile("explore", max_examples=500)
settings.load_profile("gate")

# What Python collects on another thread than the window's may be a widget, and Qt does not bear that. The program sees
# to it (`ui.worker`); the threads of the test runner are not the program's.
gc.disable()


@pytest.fixture(autouse=True)
def collected_between_tests() -> Iterator[None]:
    """Collect on the main thread, when there is much to collect."""
    yield
    if gc.get_count()[0] > 100_000:
        gc.collect()


os.environ["HALLPUNKT_DEFAULTS"] = os.devnull  # what this computer's IT has decided changes no test
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no screen is needed, and none may be there

ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")
NOW = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
PASSPHRASE = "fyra ord som inte hör ihop"
CODE = keys.new_recovery_code()


def clock() -> datetime:
    """Sunday 22 November 2026, 09:20 in Sweden."""
    return NOW


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with nobody in it, made once: key derivation is meant to be slow."""
    path = tmp_path_factory.mktemp("mall") / "tom.hallpunkt"
    with vault.create(path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR):
        pass
    return path


@pytest.fixture
def vault_path(empty_vault: Path, tmp_path: Path) -> Path:
    """A copy of the empty vault for one test."""
    folder = tmp_path / "pärm"
    shutil.copytree(empty_vault.parent, folder)
    return folder / empty_vault.name


@pytest.fixture
def open_vault(vault_path: Path) -> Iterator[Vault]:
    """The copy, open (with the recovery code, whose derivation is fast)."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        yield opened
