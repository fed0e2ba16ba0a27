"""How much encryption costs: the same reads and saves on an encrypted and on an unkeyed file, as ratios in one run.

    python -m tests.bench.store_bench [--patients 500] [--contacts 120]

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Absolute times depend on
the machine and on what else it does; the ratios hold.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as sqlcipher

from coordinator.change import Add, Change, Edit
from coordinator.contact import Contact
from coordinator.person import Patient
from coordinator.record import Actor, swedish_clock
from db import engine, key_file, keys, vault
from db.access_log import AccessLog
from db.store import VaultStore

ACTOR = Actor("Mätare", "mätare", "mätbänken")
ROUNDS = 5
A_ROUND = 60


def main() -> int:
    """Build both files, measure in turn, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=500)
    parser.add_argument("--contacts", type=int, default=120)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder), asked.patients, asked.contacts)


def _measure(folder: Path, patients: int, contacts: int) -> int:
    path, code = folder / "mätning.hallpunkt", keys.new_recovery_code()
    made = vault.create(
        path, passphrase="mätning", recovery_code=code, actor=ACTOR, clock=swedish_clock, cost=keys.FLOOR
    )
    with made as built:
        ids = [_fill(built.store, contacts) for _ in range(patients)]
    opened = statistics.median(
        _timed(lambda: vault.open_with_code(path, code, swedish_clock).close()) for _ in range(9)
    )
    # Opening and closing are timed together; the bound is for the opening alone, so it is met with room.
    key = key_file.read(path).unlocked_by_code(code)
    plain = _unkeyed_copy(path, key, folder / "öppen.db")
    with vault.open_with_code(path, code, swedish_clock) as encrypted:
        reads = _ratio(ids, encrypted.store, plain, _read)
        saves = _ratio(ids, encrypted.store, plain, _save)
    plain.engine.dispose()
    print(f"{patients} patienter × {contacts} kontakter, {path.stat().st_size / 1e6:.0f} MB")
    return max(
        _told("read, krypterad/öppen", reads, 1.5),
        _told("sparad ändring p50, krypterad/öppen", saves, 2.0),
        _told("öppna och stänga utan nyckelhärledning, ms", opened * 1000, 50),
    )


def _fill(store: VaultStore, contacts: int) -> UUID:
    patient_id = uuid4()
    people = [
        Contact(patient_id=patient_id, name=f"Kontakt {n}", role="läkare", unit="Enhet " * 3, responsible_for="x" * 80)
        for n in range(contacts)
    ]
    patient = Patient(id=patient_id, patient_id=patient_id, given_name="Mät", family_name="Ning")
    store.apply(patient_id, Change("Fyllt", tuple(Add(entry) for entry in (patient, *people))))
    return patient_id


def _unkeyed_copy(path: Path, key: bytes, copy: Path) -> VaultStore:
    source = sqlcipher.connect(str(path), isolation_level=None)
    source.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
    source.execute("ATTACH ? AS plain KEY ''", (str(copy),))
    source.execute("SELECT sqlcipher_export('plain')").fetchall()
    source.close()
    connection = sqlcipher.connect(str(copy), isolation_level=None, check_same_thread=False)
    for pragma in engine.PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return VaultStore(engine.engine_of(connection), AccessLog(keys.derived(key, "log"), ACTOR), swedish_clock)


def _read(store: VaultStore, patient_id: UUID) -> float:
    return _timed(lambda: store.read(patient_id))


def _save(store: VaultStore, patient_id: UUID) -> float:
    contact = store.read(patient_id).all(Contact)[0]
    change = Change("Mätt", (Edit(replace(contact, phone=str(uuid4()))),))
    return _timed(lambda: store.apply(patient_id, change))


def _ratio(
    ids: list[UUID], encrypted: VaultStore, plain: VaultStore, deed: Callable[[VaultStore, UUID], float]
) -> float:
    """The median over rounds of encrypted median / unkeyed median, the two taken in turn on the same patients."""
    ratios = []
    for turn in range(ROUNDS):
        chosen = [ids[(turn * A_ROUND + n) % len(ids)] for n in range(A_ROUND)]
        pairs = [(deed(encrypted, patient_id), deed(plain, patient_id)) for patient_id in chosen]
        ratios.append(statistics.median(pair[0] for pair in pairs) / statistics.median(pair[1] for pair in pairs))
    return statistics.median(ratios)


def _timed(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound}) {'nådd' if met else 'INTE NÅDD'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
