"""Save one change after another and say of each that it is on disk, until somebody kills it. Run by the tests.

    python -m tests.db.saving VAULT CODE

Each line of standard input is the seed of a session. It runs in a process of its own, made by fork so that nothing is
imported again; its first line says the number of that process, and after its end comes a line "ended".
"""

import os
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove
from coordinator.contact import Contact
from coordinator.person import Patient
from coordinator.swedish import SWEDEN
from db import vault
from db.store import VaultStore


def main() -> None:
    """One session after another, until standard input ends."""
    path, code = Path(sys.argv[1]), sys.argv[2]
    for seed in sys.stdin:
        session = os.fork()
        if session == 0:
            _until_killed(path, code, int(seed))
        os.waitpid(session, 0)
        say("ended")


def _until_killed(path: Path, code: str, seed: int) -> None:
    now = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
    with vault.open_with_code(path, code, lambda: now) as opened:
        say("opened", os.getpid())
        save_on(
            opened.store, random.Random(seed), rounds=10**9, now_and_then=partial(opened.change_recovery_code, code)
        )


def say(*words: object) -> None:
    """A line that is out at once and in one piece: a kill leaves no half of it."""
    print(" ".join(map(str, words)) + "\n", end="", flush=True)


def save_on(store: VaultStore, chance: random.Random, *, rounds: int, now_and_then: Callable[[], object]) -> None:
    """Add, edit and remove contacts of a new patient, in an order that ``chance`` gives."""
    patient_id = UUID(int=chance.getrandbits(128), version=4)
    store.apply(patient_id, Change("Patient tillagd", (Add(Patient(id=patient_id, patient_id=patient_id)),)))
    say("saved", patient_id, patient_id, 1, "")
    standing: list[Contact] = []
    for number in range(rounds):
        deed = chance.choice(["add", "add", "add", "edit", "edit", "remove"]) if standing else "add"
        if deed == "add":
            contact = Contact(patient_id=patient_id, name=f"Kontakt {number}", note="text " * chance.randrange(200))
            step: Add | Edit | Remove = Add(contact)
        elif deed == "edit":
            contact = standing.pop(chance.randrange(len(standing)))
            contact = replace(contact, name=f"Ändrad {number}")
            step = Edit(contact)
        else:
            contact = standing.pop(chance.randrange(len(standing)))
            step = Remove(contact, "Dubblett")
        say("saving", patient_id, contact.id, contact.version + 1, "" if deed == "remove" else contact.name)
        version = store.apply(patient_id, Change("Kontakt sparad", (step,))).versions[contact.id]
        say("saved", patient_id, contact.id, version, "" if deed == "remove" else contact.name)
        if deed != "remove":
            standing.append(replace(contact, version=version))
        if number % 7 == 3:
            now_and_then()


if __name__ == "__main__":
    main()
