"""The torture run: very many broken files through everything that takes a file in.

    python -m tests.torture.take_in [--text 200000] [--pdf 2000] [--seed 1] [--failures FOLDER]

It breaks whole files about an invented person, of every form that the program reads (record.json, FHIR, RIV-TA, CSV,
vCard, pasted text, PDF), and holds what comes of each against `tests.torture.judging`: a refusal in words, or a preview
of the right patient and a change that is whole. Nothing else may come out, and nothing may take longer than 5 seconds.

Two processes do the work, each within 3 GB; one that is caught in a file is ended, and the file counts as a failure.
The same seed gives the same files. At the end stand the counts of every outcome; each file that failed lies in the
folder, named by its form and number. It ends with 1 when any did. Linux only. pytest runs a sample of it:
tests/coordinator/take_in/test_torture_sample.py.
"""

import argparse
import faulthandler
import multiprocessing
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any

from tests.torture.breaking import broken
from tests.torture.judging import outcome
from tests.torture.seeds import papers, store, texts

TOO_LONG = 5.0
"""Seconds."""
_CAUGHT = 15.0
"""Seconds after which a process that answers nothing is ended: it is caught where no signal is heard."""
_MEMORY = 3 * 1024**3
_PROCESSES = 2
_CHUNK = 200

Case = tuple[str, int]
"""Of texts or of papers, and its number."""


class TooLong(Exception):
    """A file has taken longer than it may."""


def case(kind: str, number: int, seed: int) -> tuple[str, bytes, Random]:
    """One broken file: its form and content, and random numbers for what is chosen of it."""
    random = Random(f"{seed} {kind} {number}")
    whole = random.choice(papers()[:1] if kind == "pdf" else texts())
    return whole.form, broken(whole, random), random


def tried(form: str, content: bytes, where: Any, random: Random) -> tuple[str, str]:
    """What came of one file, and the trace when it should not have."""
    caught = Caught()
    with caught:
        return outcome(form, content, where, random), ""
    return f"FAILED: {caught.name}", caught.trace


class Caught:
    """Keeps whatever comes out of a file: anything at all is what is looked for."""

    name = trace = ""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(error, Exception):
            return False
        self.name, self.trace = type(error).__name__, "".join(traceback.format_exception(error))
        return True


def _work(seed: int, orders: Connection, failures: Path) -> None:
    """One process: takes cases as they are given, and tells what came of each chunk."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _alarm)
    where = store()
    while True:
        kind, first, last = orders.recv()
        if not kind:
            return
        counted: Counter[str] = Counter()
        for number in range(first, last):
            orders.send(("at", number))
            form, content, random = case(kind, number, seed)
            started = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, TOO_LONG)
            told, trace = tried(form, content, where, random)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if time.perf_counter() - started > TOO_LONG and not trace:
                told, trace = "FAILED: longer than 5 seconds", "longer than 5 seconds"
            if trace:
                (failures / f"{form}-{number}").write_bytes(content)
                (failures / f"{form}-{number}.txt").write_text(trace)
            counted[f"{form}: {told}"] += 1
            where.noted.clear()
        orders.send(("done", counted))


def _alarm(*_: object) -> None:
    raise TooLong


class Worker:
    """A process with what it is at, and since when."""

    def __init__(self, seed: int, failures: Path) -> None:
        self.seed, self.failures = seed, failures
        self.at = self.last = 0
        self.kind = ""
        self.since = time.monotonic()
        self.process: BaseProcess
        self.pipe: Connection
        self.start()

    def start(self) -> None:
        """Begin, or begin again after the process was ended."""
        self.pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=_work, args=(self.seed, theirs, self.failures), daemon=True)
        self.process.start()

    def give(self, kind: str, first: int, last: int) -> None:
        """The next cases."""
        self.kind, self.at, self.last, self.since = kind, first, last, time.monotonic()
        self.pipe.send((kind, first, last))

    def heard(self, counts: Counter[str]) -> bool:
        """Whether the chunk is done; a process that is caught or gone is ended and goes on after the case."""
        while self.pipe.poll(0.02):
            try:
                word, value = self.pipe.recv()
            except (EOFError, OSError):
                break
            self.since = time.monotonic()
            if word == "done":
                counts.update(value)
                return True
            self.at = value
        if self.process.is_alive() and time.monotonic() - self.since < _CAUGHT:
            return False
        self.process.kill()
        self.process.join()
        form, content, _ = case(self.kind, self.at, self.seed)
        (self.failures / f"{form}-{self.at}").write_bytes(content)
        (self.failures / f"{form}-{self.at}.txt").write_text("the process was caught, or ended")
        counts[f"{form}: FAILED: caught"] += 1
        self.start()
        if self.at + 1 >= self.last:
            return True
        self.give(self.kind, self.at + 1, self.last)
        return False


def run(text: int, pdf: int, seed: int, failures: Path) -> Counter[str]:
    """All of it; the counts of what came of the files."""
    failures.mkdir(parents=True, exist_ok=True)
    texts(), papers()  # made once, before there are processes that share them
    chunks = [(kind, first, min(first + _CHUNK, most)) for kind, most in (("text", text), ("pdf", pdf))
              for first in range(0, most, _CHUNK)]  # fmt: skip
    counts: Counter[str] = Counter()
    busy = {worker for _ in range(_PROCESSES) if (worker := Worker(seed, failures))}
    for worker in list(busy):
        _next(worker, chunks, busy)
    done = 0
    while busy:
        for worker in list(busy):
            if worker.heard(counts):
                done += 1
                if done % 50 == 0:
                    print(f"{sum(counts.values())} files", flush=True)
                _next(worker, chunks, busy)
    return counts


def _next(worker: Worker, chunks: list[tuple[str, int, int]], busy: set[Worker]) -> None:
    if chunks:
        worker.give(*chunks.pop(0))
    else:
        worker.pipe.send(("", 0, 0))
        busy.discard(worker)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=int, default=200_000)
    parser.add_argument("--pdf", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("torture-failures"))
    chosen = parser.parse_args(arguments)
    started = time.monotonic()
    counts = run(chosen.text, chosen.pdf, chosen.seed, chosen.failures)
    for told, number in sorted(counts.items()):
        print(f"{number:8}  {told}")
    failed = sum(number for told, number in counts.items() if "FAILED" in told)
    print(f"{sum(counts.values())} files in {time.monotonic() - started:.0f} s, seed {chosen.seed}: {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
