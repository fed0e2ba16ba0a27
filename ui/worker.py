"""A thread that does one job at a time and tells the window how each ended.

The vault lives on one such thread for its whole life: opened there, used there, closed there. Printing has another.
"""

import gc
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:  # slow to import, and the first picture is there before the first job
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")

sys.setswitchinterval(0.0001)
# A job that computes lets the window's thread in after a tenth of a millisecond, not five: each call of the toolkit
# lets go of the interpreter, and waits that long to have it back. Painting a page is hundreds of them.


class _NoCollecting:
    """Keeps Python from collecting cycles while a job is under way.

    It would collect on whichever thread allocates, and a widget must not be destroyed on another than the window's.
    Jobs are given and answered on the window's thread, so a plain count is enough.
    """

    def __init__(self) -> None:
        self._jobs = 0
        self._was_on = False

    def begin(self) -> None:
        """A job has been given."""
        if self._jobs == 0:
            self._was_on = gc.isenabled()
            gc.disable()
        self._jobs += 1

    def end(self, jobs: int = 1) -> None:
        """So many jobs are answered or forgotten, and their thread is at rest."""
        self._jobs -= jobs
        if self._jobs == 0 and jobs and self._was_on:
            if gc.get_count()[0] > gc.get_threshold()[0]:
                gc.collect(1)  # here and now, so that it is not due on the other thread
            gc.enable()


_no_collecting = _NoCollecting()
Refused = Callable[[CoordinatorError], object]


def is_there(answer: Callable[..., object] | None) -> bool:
    """Whether there is somebody to tell: the window may have been made anew since the question."""
    bound = answer.func if isinstance(answer, partial) else answer
    whose = getattr(bound, "__self__", None)
    return answer is not None and (not isinstance(whose, QObject) or isValid(whose))


class Worker(QObject):
    """Jobs in, answers back on the window's thread.

    A job gets and gives frozen objects only. What it raises goes to ``refused`` when it is meant for the user, else to
    the signal ``crashed``: that is a bug.
    """

    refused = Signal(object)
    """A CoordinatorError that whoever gave the job did not ask for."""
    crashed = Signal(object)
    idle = Signal()
    _ended = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: dict[Future[Any], tuple[Callable[[Any], object] | None, Refused | None]] = {}
        self._stopped = False
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waits, or an answer has not been told yet."""
        return bool(self._waiting)

    def run(
        self, job: Callable[[], T], done: Callable[[T], object] | None = None, refused: Refused | None = None
    ) -> None:
        """Do ``job`` on the thread after those before it; then ``done`` or ``refused`` on this one."""
        if self._stopped:
            return  # the program is ending: nobody would hear the answer
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        _no_collecting.begin()
        future = self._pool.submit(job)
        self._waiting[future] = (done, refused)
        future.add_done_callback(self._ended.emit)

    def stop(self) -> None:
        """Let the job under way end, forget the others and every answer; the thread is gone when this returns."""
        self._stopped = True
        forgotten = len(self._waiting)
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        _no_collecting.end(forgotten)

    @Slot(object)
    def _answer(self, future: "Future[Any]") -> None:
        if future not in self._waiting:
            return
        done, refused = self._waiting.pop(future)
        _no_collecting.end()
        if future.cancelled():
            return
        try:
            answer = future.result()
        except CoordinatorError as error:
            (refused if refused is not None and is_there(refused) else self.refused.emit)(error)
        except Exception as error:  # noqa: BLE001 - a bug in the job: the crash dialog says where
            self.crashed.emit(error)
        else:
            if done is not None and is_there(done):
                done(answer)
        if not self._waiting:
            self.idle.emit()
