"""The thread behind the window: jobs in order, answers on the window's thread, and nothing left when it stops."""

import gc
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.errors import CoordinatorError, RuleError
from ui.worker import Worker


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("prov")
    yield made
    made.stop()


def refuse() -> None:
    raise RuleError("Det går inte", "Gör så här.")


def break_down() -> None:
    raise ValueError("ett fel i programmet")


def test_jobs_are_done_in_order_on_one_thread_and_told_on_this_one(worker: Worker, qtbot: QtBot) -> None:
    done: list[tuple[int, str]] = []
    told: list[tuple[int, str]] = []

    def job(number: int) -> int:
        done.append((number, threading.current_thread().name))
        return number

    for number in range(20):
        worker.run(partial(job, number), lambda got: told.append((got, threading.current_thread().name)))
    assert worker.busy
    assert told == []
    qtbot.waitUntil(lambda: not worker.busy)
    assert [number for number, _ in done] == [number for number, _ in told] == list(range(20))
    assert {name for _, name in done} == {"prov_0"}
    assert {name for _, name in told} == {threading.main_thread().name}


def test_an_answer_nobody_waits_for_is_no_trouble(worker: Worker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.idle):
        worker.run(lambda: 1)
    assert not worker.busy


def test_a_refusal_goes_to_who_asked_for_it_and_else_to_the_signal(worker: Worker, qtbot: QtBot) -> None:
    asked: list[CoordinatorError] = []
    unasked: list[CoordinatorError] = []
    done: list[None] = []
    worker.refused.connect(unasked.append)
    worker.run(refuse, done.append, asked.append)
    worker.run(refuse, done.append)
    qtbot.waitUntil(lambda: not worker.busy)
    assert [one.title for one in asked] == [one.title for one in unasked] == ["Det går inte"]
    assert done == []


def test_a_fault_in_a_job_is_told_and_the_next_job_is_done(worker: Worker, qtbot: QtBot) -> None:
    crashes: list[Exception] = []
    refused: list[CoordinatorError] = []
    done: list[int] = []
    worker.crashed.connect(crashes.append)
    worker.run(break_down, refused=refused.append)
    worker.run(lambda: 2, done.append)
    qtbot.waitUntil(lambda: not worker.busy)
    assert [type(one) for one in crashes] == [ValueError]
    assert (done, refused) == ([2], [])


def test_an_answer_may_give_a_job(worker: Worker, qtbot: QtBot) -> None:
    found: list[int] = []
    idle: list[bool] = []
    worker.idle.connect(lambda: idle.append(worker.busy))

    def again(number: int) -> None:
        found.append(number)
        if number < 5:
            worker.run(lambda: number + 1, again)

    worker.run(lambda: 0, again)
    qtbot.waitUntil(lambda: not worker.busy)
    assert found == [0, 1, 2, 3, 4, 5]
    assert idle == [False]


def test_stopping_forgets_answers_and_waiting_jobs_and_leaves_no_thread(qapp: QApplication) -> None:
    worker = Worker("stoppad")
    begun, go_on = threading.Event(), threading.Event()
    ran: list[str] = []
    told: list[object] = []

    def long() -> None:
        begun.set()
        go_on.wait()
        ran.append("den första")

    worker.run(long, told.append)
    worker.run(lambda: ran.append("den andra"), told.append)
    worker.run(refuse, told.append, told.append)
    assert begun.wait(10)
    threading.Timer(0.3, go_on.set).start()  # after the others have been forgotten
    worker.stop()
    qapp.processEvents()
    assert ran == ["den första"]
    assert told == []
    assert not worker.busy
    assert [one.name for one in threading.enumerate() if one.name.startswith("stoppad")] == []
    worker.stop()


def test_a_worker_never_used_has_no_thread(qapp: QApplication) -> None:
    worker = Worker("oanvänd")
    assert [one.name for one in threading.enumerate() if one.name.startswith("oanvänd")] == []
    assert not worker.busy
    worker.stop()


def test_nothing_is_collected_on_the_other_thread(qapp: QApplication, qtbot: QtBot) -> None:
    worker = Worker("samlar inte")
    seen: list[bool] = []
    gc.enable()
    try:
        worker.run(lambda: seen.append(gc.isenabled()))
        worker.run(lambda: seen.append(gc.isenabled()))
        assert not gc.isenabled()
        qtbot.waitUntil(lambda: not worker.busy)
        assert seen == [False, False]
        assert gc.isenabled()
        worker.run(lambda: None)
        worker.stop()
        assert gc.isenabled()
    finally:
        gc.disable()
