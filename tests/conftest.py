"""What every test may use: a fixed clock, and an open vault that costs little to make."""

import functools
import gc
import os
import re
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


_LONGEST = frozenset({"test_gallery.py", "test_upgrade.py", "test_restore.py"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The few files that take minutes begin first, so that at the end no worker waits for another."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the last: no collecting need look through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_between_tests() -> Iterator[None]:
    """Collect on the main thread, when there is much to collect; among all there is only now and then."""
    yield
    new, _young, rounds = gc.get_count()
    if new > 100_000:
        gc.collect(2 if rounds >= 10 else 1)


os.environ["HALLPUNKT_DEFAULTS"] = os.devnull  # what this computer's IT has decided changes no test
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no screen is needed, and none may be there

ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")
NOW = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
PASSPHRASE = "fyra ord som inte hör ihop"
CODE = keys.new_recovery_code()


def clock() -> datetime:
    """Sunday 22 November 2026, 09:20 in Sweden."""
    return NOW


_DRAWN = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{32,}\b")


def without_ids(text: str) -> str:
    """The text without its ids and checksums: any few digits may come up in those."""
    return _DRAWN.sub("", text)


_remembered = functools.cache(keys.from_passphrase)


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember what each passphrase derives to: the same keys, made once; a new one costs as little as is allowed."""
    monkeypatch.setattr(keys, "from_passphrase", _remembered)
    monkeypatch.setattr(keys, "calibrated_cost", lambda *_seconds: keys.FLOOR)


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
