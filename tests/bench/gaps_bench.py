"""How long the gaps take with 500 patients: the list, one patient found anew, all of them behind a window at work.

    python -m tests.bench.gaps_bench [--patients 500] [--contacts 120]

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Each patient has some twenty
gaps and a hundred rows in her contact log. The longest pause is that between two beats of the window's thread while the
gaps of all are found on the vault's. Times are of this machine, without a screen.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.change import Add, Change
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity
from coordinator.person import Patient
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock

if TYPE_CHECKING:
    from db.store import VaultStore
    from db.vault import Vault

LOG = 100
ROUNDS = 9
ASKED = 60
_TODAY = NOW.date()


def main() -> int:
    """Build the vault, measure, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=500)
    parser.add_argument("--contacts", type=int, default=120)
    asked = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from db import keys, vault

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mätning.hallpunkt"
        with vault.create(
            path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR
        ) as made:
            for _ in range(asked.patients):
                _fill(made.store, asked.contacts)
        print(f"{asked.patients} patienter × {asked.contacts} kontakter, {path.stat().st_size / 1e6:.0f} MB")
        with vault.open_with_code(path, CODE, clock) as opened:
            one = _one_patient(opened.store)
        return max(_told("en patients luckor på nytt, median ms", one, 20), _in_a_window(path))


def _one_patient(store: "VaultStore") -> float:
    """Every eighth of them, so that the first is not read out of what the last left in memory."""
    ids = store.stale_findings()[::8][:ASKED]
    for patient_id in ids[:5]:
        store.renew_findings(patient_id)
    return statistics.median(_timed(store.renew_findings, patient_id) for patient_id in ids)


def _in_a_window(path: Path) -> int:
    """All patients, behind a window that is on screen; then the list, and a round that is stopped on its way."""
    from PySide6.QtWidgets import QApplication

    from db import vault
    from ui.dialogs import Dialogs
    from ui.finding_keeper import FindingKeeper
    from ui.gallery import wait_for
    from ui.preferences import Preferences
    from ui.session import Place, Session
    from ui.theme import LIGHT, appearance
    from ui.window import Window
    from ui.worker import Worker

    gc.enable()  # as in the program: what the tests share turns it off
    _app = QApplication(["mätning"])
    appearance().apply(LIGHT, 100)
    vault_thread, side_thread = Worker("vault"), Worker("side")
    days = [0]
    opened: list[Vault] = []
    vault_thread.run(lambda: vault.open_with_code(path, CODE, lambda: _on_day(days[0])), opened.append)
    wait_for(lambda: bool(opened))
    session = Session(opened[0], vault_thread, side_thread, Dialogs())
    places: list[Place] = []
    session.start(places.append)
    wait_for(lambda: bool(places))
    window = Window(session, Preferences(path.with_name("hallpunkt.json")))
    window.resize(1366, 768)
    window.show()
    window.begin(Place())
    wait_for(lambda: not vault_thread.busy)
    keeper, store, told = FindingKeeper.of(session), opened[0].store, [0]
    keeper.progressed.connect(lambda done, _of: told.append(done))
    pauses, rounds = [], []
    for days[0] in (1, 2):
        began = time.perf_counter()
        keeper.start()
        pauses.append(_longest_pause(lambda: wait_for(lambda: not keeper.renewing)))
        rounds.append(time.perf_counter() - began)
    if max(told) != len(session.patients):
        raise RuntimeError("not everybody was done")
    listed: list[float] = []
    for _ in range(ROUNDS):
        vault_thread.run(lambda: _timed(store.gap_list), listed.append)
        wait_for(lambda: not vault_thread.busy)
    count: list[int] = []
    vault_thread.run(lambda: len(store.gap_list()), count.append)
    wait_for(lambda: not vault_thread.busy)
    days[0] = 3
    keeper.progressed.connect(lambda done, _of: keeper.cancel() if done == 10 else None)
    began = time.perf_counter()
    keeper.start()
    wait_for(lambda: not (keeper.renewing or vault_thread.busy))
    print(f"{count[0]} luckor. Avbruten efter tio patienter: {time.perf_counter() - began:.2f} s.")
    keeper.stop()
    vault_thread.run(opened[0].close)
    wait_for(lambda: not vault_thread.busy)
    vault_thread.stop()
    side_thread.stop()
    return max(
        _told("listan över alla luckor, median ms", statistics.median(listed), 100),
        _told("alla patienter på nytt, kortaste av två, s", min(rounds), 10),
        _told("längsta uppehåll i fönstrets tråd under tiden, kortaste av två, ms", min(pauses), 30),
    )


def _on_day(day: int) -> datetime:
    return NOW + timedelta(days=day)


def _longest_pause(work: Callable[[], object]) -> float:
    """The longest time between two beats of the window's thread while ``work`` lets it work, in milliseconds."""
    from PySide6.QtCore import Qt, QTimer

    heard = [time.perf_counter()]
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
    timer.timeout.connect(lambda: heard.append(time.perf_counter()))
    timer.start()
    work()
    timer.stop()
    return 1000 * max((after - before for before, after in pairwise(heard)), default=0.0)


def _timed(deed: Callable[..., object], *arguments: object) -> float:
    """How long it takes, in milliseconds."""
    began = time.perf_counter()
    deed(*arguments)
    return 1000 * (time.perf_counter() - began)


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.1f} (gräns {bound:g}) {'nådd' if met else 'INTE NÅDD'}", flush=True)
    return 0 if met else 1


def _fill(store: "VaultStore", contacts: int) -> None:
    patient_id = uuid4()
    patient = Patient(id=patient_id, patient_id=patient_id, given_name="Mät", family_name="Ning")
    entries = [patient, *_contacts(patient_id, contacts), *_plan(patient_id), *_rest(patient_id)]
    store.apply(patient_id, Change("Fyllt", tuple(map(Add, entries))))


def _contacts(patient_id: UUID, count: int) -> list[Entity]:
    """Every sixtieth can be reached by nobody, should have been met and was checked long ago."""
    people = [
        Contact(
            patient_id=patient_id, name=f"Kontakt Kontaktsson {n}", role="läkare", unit="Enhet " * 3,
            category=list(ContactCategory)[n % len(ContactCategory)], responsible_for="Uppföljning " * 6,
            phone="" if n % 60 == 0 else f"08-465 00 {n % 90 + 10}", interval_months=6,
            last_contact=_TODAY - timedelta(days=300 if n % 60 == 0 else 20),
            next_contact=None if n % 60 == 0 else _TODAY + timedelta(days=n + 9),
            checked_on=_TODAY - timedelta(days=500 if n % 60 == 0 else 20),
        )
        for n in range(count)
    ]  # fmt: skip
    held = ContactRole(
        patient_id=patient_id,
        contact_id=people[0].id,
        assignment=Assignment.FIXED_CARE_CONTACT,
        start=_TODAY,
        main=True,
    )
    return [*people, held]


def _plan(patient_id: UUID) -> list[Entity]:
    plan = CarePlan(patient_id=patient_id, what_matters="Att orka", next_review=_TODAY - timedelta(days=9))
    goals = [
        CareGoal(
            patient_id=patient_id, plan_id=plan.id, position=n, goal=f"Mål {n}", follow_up=_TODAY + timedelta(days=90)
        )
        for n in range(6)
    ]
    steps = [
        Intervention(
            patient_id=patient_id, goal_id=goal.id, position=n, what=f"Insats {n}", responsible="Läkaren",
            due=_TODAY + timedelta(days=30 * (3 * place + n) - 1),
        )
        for place, goal in enumerate(goals[1:])
        for n in range(3)
    ]  # fmt: skip
    return [plan, *goals, *steps]


def _rest(patient_id: UUID) -> list[Entity]:
    day = timedelta(days=1)
    referrals = [
        Referral(
            patient_id=patient_id, to=f"Kliniken {n}", sent_on=_TODAY - 60 * day, expected_answer=_TODAY + 9 * n * day
        )
        for n in range(-1, 5)
    ]
    devices = [
        AssistiveDevice(patient_id=patient_id, name=f"Rullstol {n}", next_service=_TODAY + 9 * n * day)
        for n in range(-1, 5)
    ]
    consents = [
        Consent(
            patient_id=patient_id, purpose=ConsentPurpose.DISCLOSURE, given_by="Patienten", given_on=_TODAY - 90 * day,
            recipients=f"Mottagare {n}", covers="Planen", valid_until=_TODAY + 40 * n * day,
        )
        for n in range(4)
    ]  # fmt: skip
    reminders = [
        Reminder(patient_id=patient_id, what=f"Ring {n}", due=_TODAY + 9 * n * day, owner="Anna") for n in range(-1, 5)
    ]
    log = [
        ContactLogEntry(patient_id=patient_id, at=NOW - n * day, what="Ringde om tiden. " * 12, by="Anna Lind")
        for n in range(LOG)
    ]
    return [*referrals, *devices, *consents, *reminders, *log]


if __name__ == "__main__":
    sys.exit(main())
