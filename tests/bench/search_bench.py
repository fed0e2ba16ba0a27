"""How fast the search answers in a large vault, and what its index costs in room and in time to save.

    python -m tests.bench.search_bench [--patients 500] [--contacts 120] [--log 250000]

Prints one line a figure, those with a bound with their bound, and ends with exit code 1 when a bound is not met. The
search is timed from the words to the finished hits, on the thread of the vault; times are of this machine.
"""

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert

from coordinator.change import Add, Change
from coordinator.contact import Contact, ContactCategory
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from coordinator.entity import Entity
from coordinator.person import Patient
from coordinator.record import Actor, swedish_clock
from db import keys, vault
from db.rows import new_salt, to_row
from db.schema import TABLES, access_log, search_state
from db.search_index import RULES
from db.store import VaultStore

ACTOR = Actor("Mätare", "mätare", "mätbänken")
ROUNDS = 5
SAVES = 60
SAME = {"user_name": "Mätare", "user_title": "mätare", "unit": "mätbänken", "reason": "", "prev": "0" * 64}
QUERIES = {
    "vanliga ord": ("och", "kontakt", "telefon", "ring", "mottagning", "samordna", "anna", "be", "2026"),
    "delar av ord": ("habilitering", "hjälpmedel", "skola", "intyg", "terapeut", "recept", "försäkring", "assist"),
    "sällsynta ord": (),
    "ord som inte finns": (
        "xyzzyqvack", "patientationen", "stationeringen", "kontaktionera", "mottagningarskan", "regionaliserande",
        "planeringskontakter", "utgåendetelefonen",
    ),
    "flera ord": (
        "anna kontakt", "telefon recept intyg", "ring mottagning provsvar", "remiss svar väntar",
        "samordna habilitering skola", "hembesök video", "utgående inkommande", "specialiserad hjälpmedel tid",
        "skolan och hjälpmedel för patienten",
    ),
    "nummer": ("070-174 06 35", "0701740635", "2026-11-22", "17 40 63"),
}  # fmt: skip


def main() -> int:
    """Fill a vault, measure, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=500)
    parser.add_argument("--contacts", type=int, default=120)
    parser.add_argument("--log", type=int, default=250_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder) / "mätning.hallpunkt", asked.patients, asked.contacts, asked.log)


def _measure(path: Path, patients: int, contacts: int, log: int) -> int:
    writer = _Writer()
    code = keys.new_recovery_code()
    with vault.create(
        path, passphrase="mätning", recovery_code=code, actor=ACTOR, clock=swedish_clock, cost=keys.FLOOR
    ) as opened:
        store = opened.store
        ids = [_fill(store, writer, contacts, log // patients) for _ in range(patients)]
        without = _size(store)
        took = _timed(store.rebuild_search)
        size = _size(store)
        print(f"{patients} patienter × {contacts} kontakter, {log} loggposter, {size:.0f} MB utan index {without:.0f}")
        print(f"indexet görs på {took:.0f} s och är {100 * (size - without) / without:.0f} % av resten av filen")
        worst = max(_searches(store, writer, ids), _contact_names(store))
        _saves(store, ids)
    return worst


class _Writer:
    """Writes what nurses write, out of the words of the invented people, and longer words that are put together."""

    def __init__(self) -> None:
        found: Counter[str] = Counter()
        for file in (files("resources") / "demo").iterdir():
            if file.name.endswith(".json"):
                for text in _texts(json.loads(file.read_text(encoding="utf-8"))):
                    found.update(re.findall(r"[^\W\d_]{2,}", text))
        self._chance = random.Random(1)
        self._words, self._weights = list(found), list(found.values())
        long = [word.lower() for word in self._words if len(word) > 4]
        self.compounds = [self._chance.choice(long) + self._chance.choice(long) for _ in range(60_000)]

    def text(self, shortest: int, longest: int) -> str:
        words = self._chance.choices(self._words, self._weights, k=self._chance.randint(shortest, longest))
        return " ".join(self._chance.choice(self.compounds) if self._chance.random() < 0.06 else word for word in words)

    def log_entry(self, patient_id: UUID) -> ContactLogEntry:
        ago = timedelta(minutes=self._chance.randrange(60 * 24 * 1100))
        return ContactLogEntry(
            patient_id=patient_id, at=swedish_clock() - ago, helped_with=(self._chance.choice(list(HelpKind)),),
            form=self._chance.choice(list(LogForm)), with_whom=self.text(2, 2), what=self.text(8, 25),
            outcome=self.text(3, 12), next_step=self.text(3, 8), next_on=(swedish_clock() + timedelta(9)).date(),
            by="Anna Lind",
        )  # fmt: skip

    def contact(self, patient_id: UUID) -> Contact:
        number = f"0{self._chance.randrange(10**8, 10**9)}"
        return Contact(
            patient_id=patient_id, category=self._chance.choice(list(ContactCategory)), name=self.text(2, 2),
            role=self.text(1, 1), unit=self.text(2, 3), organisation=self.text(2, 2), note=self.text(0, 12),
            phone=f"{number[:3]}-{number[3:6]} {number[6:8]} {number[8:]}",
        )  # fmt: skip


def _texts(part: object) -> Iterator[str]:
    """The sentences in a file of an invented person."""
    if isinstance(part, str) and " " in part:
        yield part
    elif isinstance(part, (dict, list)):
        for inside in part.values() if isinstance(part, dict) else part:
            yield from _texts(inside)


def _fill(store: VaultStore, writer: _Writer, contacts: int, log: int) -> UUID:
    """One more patient, past the program: a row in the access log for each entry, without a seal."""
    patient_id = uuid4()
    patient = Patient(id=patient_id, patient_id=patient_id, given_name="Mät", family_name="Ning")
    entries: list[Entity] = [patient]
    entries += [writer.contact(patient_id) for _ in range(contacts)]
    entries += [writer.log_entry(patient_id) for _ in range(log)]
    with store.engine.begin() as connection:
        for kind in dict.fromkeys(map(type, entries)):  # whom others refer to first, or SQLite looks for them in all
            rows = [to_row(entry) | {"version": 1, "salt": new_salt()} for entry in entries if type(entry) is kind]
            connection.execute(insert(TABLES[kind]), rows)
        _log(connection, store, entries)
    return patient_id


def _log(connection: Connection, store: VaultStore, entries: list[Entity]) -> None:
    first = connection.exec_driver_sql("SELECT max(seq) FROM access_log").scalar_one() + 1
    at = store.clock().isoformat()
    rows = [
        SAME
        | {
            "seq": seq, "at": at, "action": "change", "patient_id": str(entry.patient_id), "what": "Ändring",
            "change_id": str(uuid4()), "entry_kind": entry.KIND, "entry_id": str(entry.id), "entry_version": 1,
            "operation": "add", "digest": uuid4().hex * 2, "mac": uuid4().hex * 2,
        }
        for seq, entry in enumerate(entries, first)
    ]  # fmt: skip
    connection.execute(insert(access_log), rows)


def _searches(store: VaultStore, writer: _Writer, ids: list[UUID]) -> int:
    chance = random.Random(2)
    rare = tuple(chance.choice(writer.compounds) for _ in range(12))
    every: dict[str, list[float]] = {"alla patienter": [], "en patient": []}
    began, busy = time.perf_counter(), time.process_time()
    for sort, queries in QUERIES.items():
        for scope in every:
            own: list[float] = []
            for _ in range(ROUNDS):
                for words in queries or rare:
                    whose = chance.choice(ids) if scope == "en patient" else None
                    own.append(_timed(_search(store, words, whose)))
            every[scope] += own
            print(f"  {sort}, {scope}: p50 {_ms(own, 0.5):.1f}, längst {max(own) * 1000:.1f} ms")
    share = (time.process_time() - busy) / (time.perf_counter() - began)
    both = [one for taken in every.values() for one in taken]
    for scope, taken in every.items():
        print(f"  {scope}: p50 {_ms(taken, 0.5):.1f}, p99 {_ms(taken, 0.99):.1f} ms")
    print(
        f"  mätningen fick processorn {100 * share:.0f} % av tiden; med annat igång säger tiderna mer än sökningen tar"
    )
    return _told("sökning p99, ms", _ms(both, 0.99), 50)


def _search(store: VaultStore, words: str, patient_id: UUID | None) -> Callable[[], object]:
    return lambda: store.search(words, patient_id, noted=False)


def _contact_names(store: VaultStore) -> int:
    count = len(store.contact_names())
    taken = statistics.median(_timed(store.contact_names) for _ in range(5))
    return _told(f"kontaktlista, {count} kontakter, ms", taken * 1000, 1000)


def _saves(store: VaultStore, ids: list[UUID]) -> None:
    """Save new log entries with the index and without it in turn: what it costs of a save."""
    writer = _Writer()
    taken: dict[bool, list[float]] = {True: [], False: []}
    for patient_id in ids[:SAVES]:
        for indexed in (True, False):
            if not indexed:
                with store.engine.begin() as connection:
                    connection.execute(delete(search_state))
            entry = writer.log_entry(patient_id)
            taken[indexed].append(_timed(_save(store, entry)))
            if not indexed:
                with store.engine.begin() as connection:
                    connection.execute(insert(search_state), {"rules": RULES})
    with_it, without = (statistics.median(taken[indexed]) * 1000 for indexed in (True, False))
    print(f"sparad loggpost p50: {with_it:.2f} ms med index, {without:.2f} utan: {with_it / without:.2f} gånger")


def _save(store: VaultStore, entry: Entity) -> Callable[[], object]:
    return lambda: store.apply(entry.patient_id, Change("Mätt", (Add(entry),)))


def _ms(taken: list[float], share: float) -> float:
    return sorted(taken)[min(int(len(taken) * share), len(taken) - 1)] * 1000


def _size(store: VaultStore) -> float:
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    return float(pages - free) * 4096 / 1e6


def _timed(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound:g}) {'nådd' if met else 'INTE NÅDD'}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
