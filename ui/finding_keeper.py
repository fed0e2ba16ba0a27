"""Finds gaps, lines of Idag and facts of all patients anew in the background, so that the lists are there when asked.

One patient is one job on the vault's thread, given when that thread is idle: what she asks for comes in between.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator.errors import CoordinatorError, FileDamaged
from ui.finding_anew import renew_one
from ui.session import Session

_AFTER_MS = 4_000
"""How long after unlocking the first round begins: the window is drawn first, and she is where she was."""


class FindingKeeper(QObject):
    """Keeps what is stored for lists over all patients fresh: after unlocking, each change, and on another day.

    It does nothing until it is started. The store knows which are stale, so it is always asked: a change may be of
    another patient than the one on screen. Whom it could not do, or was stopped before, it leaves until she is changed,
    the day is another or it is started again.
    """

    progressed = Signal(int, int)
    """So many patients are done, of so many; (0, 0) at the end of a round in which there was nobody to do."""
    renewed = Signal()
    """The lists over all patients are others: a round has ended, or was stopped on its way."""

    def __init__(self, session: Session, parent: QObject, *, after_ms: int = _AFTER_MS) -> None:
        super().__init__(parent)
        self._session, self._after_ms = session, after_ms
        self.renewing = False
        """Whether a round is under way."""
        self._day = date.min
        self._waiting: list[UUID] = []
        self._left: frozenset[UUID] = frozenset()
        self._done = 0
        self._started = self._asks = self._under_way = self._stopped = False
        self._told: set[type[Exception]] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.start)
        session.saved.connect(self._changed)
        session.undone.connect(self._changed)
        session.record_changed.connect(self._day_may_have_changed)
        session.vault_thread.idle.connect(self._go_on)

    @staticmethod
    def of(session: Session) -> "FindingKeeper":
        """The one of the session, made when it is first asked for."""
        found = session.findChild(FindingKeeper)
        return found if isinstance(found, FindingKeeper) else FindingKeeper(session, session)

    def start_soon(self) -> None:
        """Start in a while, when the window has come up."""
        if not (self._started or self._stopped):
            self._timer.start(self._after_ms)

    def start(self) -> None:
        """Find anew whatever is stale, now."""
        self._timer.stop()
        self._started = True
        self._left = frozenset()
        self._day = self._session.today
        self._ask()

    def cancel(self) -> None:
        """End the round; what is found so far is kept."""
        self._timer.stop()
        self._left |= frozenset(self._waiting)
        self._waiting.clear()
        self._asks = False
        self._end()

    def stop(self) -> None:
        """Nothing more: the vault is about to be closed."""
        self._stopped = True
        self.cancel()

    # When

    def _changed(self) -> None:
        """Something was saved or taken back."""
        if not self._started:  # the first round sees it
            return
        record = self._session.record
        if self._session.today != self._day:
            self._left = frozenset()
            self._day = self._session.today
        elif record is not None:
            self._left -= {record.patient_id}
        self._ask()

    def _day_may_have_changed(self) -> None:
        if self._started and self._session.today != self._day:
            self.start()

    # What is done

    def _ask(self) -> None:
        if not self._stopped:
            self.renewing = self._asks = True
            self._go_on()

    def _go_on(self) -> None:
        """Give the vault's thread the next job, unless it has something to do: it says when it is idle."""
        thread, store = self._session.vault_thread, self._session.vault.store
        if self._under_way or thread.busy:
            return
        if self._asks:
            self._asks, self._under_way = False, True
            thread.run(store.stale_findings, self._stale, self._not_asked)
        elif self._waiting:
            patient_id, self._under_way = self._waiting.pop(0), True
            job = partial(renew_one, store, patient_id)
            thread.run(job, partial(self._one_done, patient_id), partial(self._one_left, patient_id))

    def _stale(self, found: Sequence[UUID]) -> None:
        self._under_way = False
        if not self.renewing:  # cancelled while it was asked
            self._left |= frozenset(found)
            return
        record = self._session.record
        here = record.patient_id if record is not None else None  # who is on screen first: it is she who was changed
        self._waiting = sorted((one for one in found if one not in self._left), key=lambda one: one != here)
        if self._waiting:
            self.progressed.emit(self._done, self._done + len(self._waiting))
        self._next()

    def _not_asked(self, error: CoordinatorError) -> None:
        self._under_way = False
        self._tell(error)
        self.cancel()

    def _one_done(self, patient_id: UUID, bug: Exception | None) -> None:
        self._under_way = False
        self._done += 1
        if bug is not None:
            self._left |= {patient_id}
            self._tell(bug)
        self.progressed.emit(self._done, self._done + len(self._waiting))
        self._next()

    def _one_left(self, patient_id: UUID, error: CoordinatorError) -> None:
        self._under_way = False
        self._left |= {patient_id}
        self._tell(error)
        if isinstance(error, FileDamaged):  # of this patient; a full disk would stop all of them
            self._next()
        else:
            self.cancel()

    def _next(self) -> None:
        if not (self._waiting or self._asks):
            self._end()
        self._go_on()

    def _end(self) -> None:
        ended, self.renewing = self.renewing, False
        done, self._done = self._done, 0
        if self._stopped:  # nobody is to read the list now
            return
        if done:
            self.renewed.emit()
        elif ended:
            self.progressed.emit(0, 0)

    def _tell(self, error: Exception) -> None:
        """Damage and bugs are told, once. A full disk is told when she saves; here the list only stays as it was."""
        if type(error) in self._told:
            return
        self._told.add(type(error))
        if isinstance(error, FileDamaged):
            self._session.refused.emit(error)
        elif not isinstance(error, CoordinatorError):
            self._session.vault_thread.crashed.emit(error)
