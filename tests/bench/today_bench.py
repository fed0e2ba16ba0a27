"""How fast Idag and the indicators are with 500 patients and a log of 250,000 rows, and with ten times as many.

    python -m tests.bench.today_bench [--patients 500] [--contacts 120] [--log 250000] [--times 10]

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Of the vault that is so many
times as large each bound is three times as high, and the figure is told as a ratio too. Idag is timed from the key to
the last paint, in the program's own window; a pause is the longest time between two beats of the window's thread, and
"eget arbete" is how much of it that thread was at work. Each figure is the median of its rounds, without a screen; with
other work on the machine the times tell of that too, so its load is told. The large vault takes five minutes and 6 GB:
its patients but the first are copies, which the lists tell of and nobody opens.
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import bindparam, delete, func, literal_column, select

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry
from coordinator.indicators.figures import figures
from coordinator.person import Patient
from coordinator.today.day import Asked
from db import keys, vault
from db.schema import TABLES, gap_state, stored_fact, stored_matter
from db.store import VaultStore
from db.vault import Vault
from tests.bench.today_vault import ME, fill, grow
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock
from ui.dialogs import Dialogs
from ui.finding_keeper import FindingKeeper
from ui.gallery import wait_for
from ui.pages.today import TodayView
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.theme import LIGHT, appearance
from ui.window import Window
from ui.worker import Worker

ROUNDS, STEPS, RENEWED = 8, 60, 60
MANY_TIMES = 3
"""So many times a bound is the bound of the large vault."""
_QUIET = 0.06
"""Seconds without a paint after which nothing more comes."""
_PATIENT = TABLES[Patient].c
_FIRST = select(_PATIENT.id).order_by(literal_column("patient.rowid")).limit(bindparam("many"))


@dataclass(frozen=True)
class Figure:
    """One thing that is measured, and what it may be, in milliseconds."""

    name: str
    value: float
    bound: float
    own: float | None = None


def main() -> int:
    """Build the vault, measure, grow it, measure again; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=500)
    parser.add_argument("--contacts", type=int, default=120)
    parser.add_argument("--log", type=int, default=250_000)
    parser.add_argument("--times", type=int, default=10)
    asked = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.enable()  # as in the program: what the tests share turns it off
    _app = QApplication(["mätning"])
    appearance().apply(LIGHT, 100)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mätning.hallpunkt"
        with vault.create(
            path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, cost=keys.FLOOR
        ) as made:
            fill(made.store, asked.patients, asked.contacts, asked.log)
            for patient_id in made.store.stale_findings():
                made.store.renew_findings(patient_id)
            _say_size(path, made.store)
        renewed = min(RENEWED, asked.patients)
        first = _measured(path, renewed)
        worst = max([_told(one, one.bound) for one in first])
        if asked.times > 1:
            with vault.open_with_code(path, CODE, clock) as opened:
                grow(opened.store, asked.times)
                _say_size(path, opened.store)
            for one, before in zip(_measured(path, renewed), first, strict=True):
                worst = max(worst, _told(one, MANY_TIMES * one.bound, before))
    return worst


def _say_size(path: Path, store: VaultStore) -> None:
    tables = (TABLES[Patient], TABLES[Contact], TABLES[ContactLogEntry], stored_matter, stored_fact)
    with store.engine.connect() as connection:
        counts = [connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables]
    said = "{} patienter, {} kontakter, {} i kontaktloggarna, {} rader i Idag, {} uppgifter till nyckeltalen"
    print(f"\n{said.format(*counts)}, {path.stat().st_size / 1e6:.0f} MB", flush=True)


def _told(one: Figure, bound: float, before: Figure | None = None) -> int:
    met = one.value <= bound
    own = f", eget arbete {one.own:.1f}" if one.own is not None else ""
    ratio = f", {one.value / before.value:.1f} gånger" if before is not None else ""
    said = "nådd" if met else "INTE NÅDD"
    print(f"{one.name:<52}{one.value:8.1f} ms (gräns {bound:g}): {said}{own}{ratio}", flush=True)
    return 0 if met else 1


def _measured(path: Path, renewed: int) -> list[Figure]:
    """Every figure of the vault as it is, in a window of its own."""
    with _window(path, renewed) as bench:
        found = [*bench.of_the_list(), *bench.of_the_store(), *bench.while_patients_are_renewed()]
    print(f"Maskinens last: {os.getloadavg()[0]:.1f} på {os.cpu_count()} processorer", flush=True)
    return found


@contextmanager
def _window(path: Path, renewed: int) -> Iterator["Bench"]:
    vault_thread, side_thread = Worker("vault"), Worker("side")
    opened: list[Vault] = []
    vault_thread.run(lambda: vault.open_with_code(path, CODE, clock), opened.append)
    wait_for(lambda: bool(opened))
    session = Session(opened[0], vault_thread, side_thread, Dialogs())
    places: list[Place] = []
    session.start(places.append)
    wait_for(lambda: bool(places))
    window = Window(session, Preferences(path.with_name("hallpunkt.json")))
    window.resize(1366, 768)
    window.show()
    window.begin(Place())
    window.activateWindow()
    wait_for(window.isActiveWindow)
    try:
        yield Bench(session, window, renewed)
    finally:
        FindingKeeper.of(session).stop()
        vault_thread.run(opened[0].close)
        wait_for(lambda: not vault_thread.busy)
        window.close()
        vault_thread.stop()
        side_thread.stop()


class Beat(NamedTuple):
    """When the window's thread was free to hear it, and how long it had been at work by then, in seconds."""

    at: float
    own: float

    @staticmethod
    def now() -> "Beat":
        return Beat(time.perf_counter(), time.thread_time())

    def since(self, before: "Beat") -> "Beat":
        """The time between them, in milliseconds."""
        return Beat(1000 * (self.at - before.at), 1000 * (self.own - before.own))


def _pause(name: str, pauses: Sequence[Beat]) -> Figure:
    return Figure(name, median(one.at for one in pauses), 30, median(one.own for one in pauses))


class Bench(QObject):
    """What is measured in one window. It hears a beat each millisecond, when the window's thread is free to."""

    def __init__(self, session: Session, window: Window, renewed: int) -> None:
        super().__init__(window)
        self._renewed = renewed
        self.session, self.window, self.keeper = session, window, FindingKeeper.of(session)
        self.store = opened_store(session)
        self._heard = [Beat.now()]
        self._painted = 0.0
        self._beat = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._beat.timeout.connect(lambda: self._heard.append(Beat.now()))
        window.installEventFilter(self)
        self._let_work(self._at_rest)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note when the window is about to paint what has changed in it."""
        if event.type() == QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self, self._note_paint)  # after it
        return False

    def _note_paint(self) -> None:
        self._painted = time.perf_counter()

    # What is measured

    def of_the_list(self) -> list[Figure]:
        """From the key to the list, and from line to line."""
        shown = [self._idag(self._at_rest) for _ in range(ROUNDS)]
        steps = [self._press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, self._at_rest) for _ in range(STEPS)]
        view = self.window.findChild(TodayView)
        if view is None or view.table.currentIndex().row() < STEPS:
            raise RuntimeError("the keys did not go through the list")
        return [
            Figure("tangent till Idag på skärmen", median(one for one, _ in shown), 300),
            Figure("tangent till nästa rad på skärmen", median(one for one, _ in steps), 50),
            _pause("längsta uppehåll medan Idag läses", [one for _, one in shown]),
            _pause("längsta uppehåll vid nästa rad", [one for _, one in steps]),
        ]

    def of_the_store(self) -> list[Figure]:
        """What the vault's thread does: the list with what it can be narrowed to, the indicators, one patient."""
        today = NOW.date()
        lists = [Asked(today), Asked(today, mine=ME), Asked(today, late=True), Asked(today, waiting=True)]
        read = [[self._on_vault(partial(self.store.day, one, noted=False)) for _ in range(5)] for one in lists]
        indicators = [self._on_vault(lambda: figures(self.store.facts(), today)) for _ in range(5)]
        renewed = [self._on_vault(partial(self.store.renew_findings, one)) for one in self._first_patients()]
        return [
            Figure("Idag ur pärmen, det långsammaste av fyra urval", max(map(median, read)), 300),
            Figure("nyckeltalen, utanför fönstrets tråd", median(indicators), 1000),
            Figure("en patient på nytt", median(renewed), 30),
        ]

    def while_patients_are_renewed(self) -> list[Figure]:
        """The longest pause while patients are found anew behind Idag, and how Idag comes up meanwhile."""
        pauses, shown = [], []
        for _ in range(5):
            self._renew()
            pauses.append(self._let_work(self._is_renewed))
        for _ in range(5):
            shown.append(self._idag(self._is_renewed, meanwhile=self._renew))
        return [
            _pause("längsta uppehåll medan patienter görs på nytt", pauses),
            _pause("längsta uppehåll när Idag öppnas under tiden", [one for _, one in shown]),
        ]

    # How it is done

    def _idag(self, done: Callable[[], bool], meanwhile: Callable[[], None] | None = None) -> tuple[float, Beat]:
        """From somewhere else to Idag."""
        self.window.show_page("patients")
        self._let_work(self._at_rest)
        if meanwhile is not None:
            meanwhile()
        return self._press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, done)

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier, done: Callable[[], bool]) -> tuple[float, Beat]:
        """From the key to the last paint before all is done and quiet, in milliseconds; and the longest pause."""
        began = self._painted = time.perf_counter()
        self._heard = [Beat.now()]
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        pause = self._let_work(lambda: done() and time.perf_counter() - self._painted > _QUIET)
        return 1000 * (self._painted - began), pause

    def _let_work(self, done: Callable[[], bool]) -> Beat:
        """Let the window work until then; the longest time between two beats."""
        self._beat.start()
        wait_for(done)
        self._beat.stop()
        return max((after.since(before) for before, after in pairwise(self._heard)), default=Beat(0, 0))

    def _at_rest(self) -> bool:
        return not (self.session.vault_thread.busy or self.session.side_thread.busy)

    def _is_renewed(self) -> bool:
        return not self.keeper.renewing and self._at_rest()

    def _first_patients(self) -> list[UUID]:
        """Those whose rows are as the program writes them."""
        found: list[UUID] = []

        def read() -> None:
            with self.store.engine.connect() as connection:
                found.extend(map(UUID, connection.execute(_FIRST, {"many": self._renewed}).scalars()))

        self._on_vault(read)
        return found

    def _renew(self) -> None:
        """Begin to find some patients anew."""

        def make_stale() -> None:
            with self.store.engine.begin() as connection:
                stale = delete(gap_state).where(gap_state.c.patient_id.in_(_FIRST))
                connection.execute(stale, {"many": self._renewed})

        self._on_vault(make_stale)
        self._heard = [Beat.now()]
        self.keeper.start()

    def _on_vault(self, job: Callable[[], object]) -> float:
        """How long it takes on the vault's thread, in milliseconds."""
        taken: list[float] = []

        def timed() -> float:
            began = time.perf_counter()
            job()
            return 1000 * (time.perf_counter() - began)

        self.session.vault_thread.run(timed, taken.append)
        wait_for(lambda: bool(taken))
        return taken[0]


def opened_store(session: Session) -> VaultStore:
    """The store of the vault in the window, with its tables."""
    store = session.vault.store
    if not isinstance(store, VaultStore):
        raise TypeError("no store of a vault")
    return store


if __name__ == "__main__":
    sys.exit(main())
