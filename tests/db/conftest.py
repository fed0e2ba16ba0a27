"""What the tests of the vault share: a way past the program to its tables, a filled vault and a quick check."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.change import Add, Applied, Change, Edit, Remove, Step
from coordinator.contact import Contact
from coordinator.person import Patient
from db import engine, key_file, keys, schema, vault
from db.store import VaultStore
from tests.conftest import ACTOR, CODE, PASSPHRASE, clock

ROOT = Path(__file__).resolve().parents[2]
MANY = 120

Faults = dict[str, tuple[str, ...]]
Checked = Callable[[Path], Faults]


def key_of(path: Path) -> bytes:
    """The vault's own key."""
    return key_file.read(path).unlocked_by_code(CODE)


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    """The tables past the program, as somebody with the key and another tool reaches them: no guard in the way."""
    connection = engine.connect(path, key_of(path))
    try:
        connection.execute("PRAGMA foreign_keys=OFF")
        for trigger in schema.TRIGGERS:
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        yield connection
        for sql in schema.TRIGGERS.values():
            connection.execute(sql)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def add_patient(store: VaultStore, **fields: Any) -> UUID:
    """A new patient in the store; her id."""
    patient_id = uuid4()
    fields = {"given_name": "Ronja", "family_name": "Åkesson"} | fields
    save(store, Add(Patient(id=patient_id, patient_id=patient_id, **fields)))
    return patient_id


def save(store: VaultStore, *steps: Step, title: str = "Provändring") -> Applied:
    """Apply one change of these steps."""
    return store.apply(steps[0].entry.patient_id, Change(title, steps))


def files_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of last change of every file."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def child(module: str, *arguments: object, **options: Any) -> "subprocess.Popen[str]":
    """Another Python that runs ``module`` of the tests with ``arguments``."""
    command = [sys.executable, "-m", module, *(str(argument) for argument in arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, encoding="utf-8", **options)


@pytest.fixture
def faults() -> Checked:
    """Run the check; the parts that are not whole, by name, with what is said of them."""

    def check(path: Path) -> Faults:
        return {part.name: part.faults for part in vault.check(path, PASSPHRASE) if part.faults}

    return check


@pytest.fixture(scope="session")
def filled_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a patient who has 120 contacts, some of them edited and removed; made once."""
    path = tmp_path_factory.mktemp("full") / "fylld pärm.hallpunkt"
    with vault.create(
        path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR
    ) as opened:
        patient_id = add_patient(opened.store)
        text = "Ringer tillbaka på eftermiddagen. " * 12
        contacts = [Contact(patient_id=patient_id, name=f"Kontakt {number}", note=text) for number in range(MANY + 5)]
        save(opened.store, *(Add(contact) for contact in contacts))
        record = opened.store.read(patient_id)
        for contact in record.all(Contact)[:10]:
            save(opened.store, Edit(_renamed(contact)))
        for contact in record.all(Contact)[MANY:]:
            save(opened.store, Remove(contact, "Dubblett"))
    return path


def _renamed(contact: Contact) -> Contact:
    return replace(contact, name=contact.name + " igen")


@pytest.fixture
def filled_path(filled_vault: Path, tmp_path: Path) -> Path:
    """A copy of the filled vault for one test."""
    folder = tmp_path / "fylld"
    shutil.copytree(filled_vault.parent, folder)
    return folder / filled_vault.name
