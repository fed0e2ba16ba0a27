"""How fast the team's list of transitions comes on screen with 500 patients, from the key to the last letter.

    python -m tests.bench.team_bench [--patients 500] [--swaps 8]

Prints one line a figure with its bound, and ends with exit code 1 when the bound is not met. Each patient is between
12 and 24 years old and has as many swaps as said, each with a contact and four agreements. Times are of this machine,
without a screen (offscreen).
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.person import register_patient
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionTask
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock

if TYPE_CHECKING:
    from db.store import VaultStore

ROUNDS = 9
BOUND = 300
_TODAY = NOW.date()


def main() -> int:
    """Build the vault, measure, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=500)
    parser.add_argument("--swaps", type=int, default=8)
    asked = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from db import keys, vault

    with tempfile.TemporaryDirectory() as folder:
        os.environ["HALLPUNKT_CONFIG"] = str(Path(folder) / "hallpunkt.json")
        path = Path(folder) / "mätning.hallpunkt"
        with vault.create(
            path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR
        ) as made:
            for place in range(asked.patients):
                _fill(made.store, place, asked.swaps)
        taken = _on_screen(path)
    median = statistics.median(taken) * 1000
    print(f"{'alla övergångar, från tangent till bild, median ms':52} {median:8.1f}   högst {BOUND}")
    return int(median > BOUND)


def _fill(store: "VaultStore", place: int, swaps: int) -> None:
    from coordinator.desk import Desk

    born = date(_TODAY.year - 12 - place % 12, 1 + place % 12, 1 + place % 28)
    patient_id = (
        Desk(store)
        .begin(register_patient, given_name=f"Påhittad {place}", family_name="Testsson", birth_date=born)
        .patient_id
    )
    entries: list[Entity] = [
        TransitionPlan(patient_id=patient_id, coordinator="Karin Åkerström", born=born, informed_on=_TODAY)
    ]
    for number in range(swaps):
        contact = Contact(patient_id=patient_id, name=f"Läkare {number}", unit=f"Barnmottagning {number}")
        receiver, unit = ("Jakob Linder", "Medicinkliniken") if number % 2 else ("", "")
        swap = Transition(patient_id=patient_id, contact_id=contact.id, rule="myndig", receiver=receiver, to_unit=unit)
        entries += [contact, swap]
        entries += [
            TransitionTask(
                patient_id=patient_id, transition_id=swap.id, what=f"Uppgift {one}",
                due_on=_TODAY + timedelta(days=30 * one), position=one,
            )
            for one in range(4)
        ]  # fmt: skip
    store.apply(patient_id, Change("Ifylld", tuple(Add(one) for one in entries)))


def _on_screen(path: Path) -> list[float]:
    """Seconds from when the view is asked for to when it has been painted, each time read anew."""
    from PySide6.QtWidgets import QApplication

    from db import vault
    from ui.dialogs import Dialogs
    from ui.drafts import Drafts
    from ui.gallery import wait_for
    from ui.pages.all_transitions import AllTransitionsView
    from ui.preferences import Preferences
    from ui.session import Session
    from ui.theme import LIGHT, appearance
    from ui.worker import Worker

    app = QApplication.instance() or QApplication(["mätning"])
    appearance().apply(LIGHT, 100)
    vault_thread, side_thread = Worker("vault"), Worker("side")
    taken = []
    try:
        with vault.open_with_code(path, CODE, clock) as opened:
            session = Session(opened, vault_thread, side_thread, Dialogs())
            session.start(lambda _place: None)
            wait_for(lambda: not vault_thread.busy)
            view = AllTransitionsView(session, Drafts(session, session), Preferences(path.with_name("minne.json")))
            view.resize(1152, 650)
            view.show()
            for _ in range(ROUNDS):
                session.saved.emit("")
                app.processEvents()
                begun = time.perf_counter()
                view.start()
                wait_for(lambda: not vault_thread.busy)
                view.grab()
                taken.append(time.perf_counter() - begun)
            if not view.model.shown:
                raise RuntimeError("not the list that was to be measured")
            view.close()
    finally:
        vault_thread.stop()
        side_thread.stop()
    return taken


if __name__ == "__main__":
    sys.exit(main())
