"""Back up or restore on a disk that fills, or until somebody kills it. Run by the tests.

    python -m tests.db.copying fill-backup VAULT FOLDER CODE
    python -m tests.db.copying fill-restore COPY FOLDER CODE
    python -m tests.db.copying kill-backup VAULT - CODE
    python -m tests.db.copying kill-restore COPY - CODE

To fill: no file may grow past a limit that rises in steps, until the work is done. To kill: each line of standard input
names where to, for one attempt. It runs in a process of its own, made by fork so that nothing is imported again, and
says its number first.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from coordinator.errors import CoordinatorError
from db import vault
from tests.db.saving import say

STEP = 8192


def main() -> None:
    """Do what the first argument says."""
    how, source, target, code = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    {"fill-backup": _fill_backup, "fill-restore": _fill_restore, "kill-backup": _kill_backup,
     "kill-restore": _kill_restore}[how](source, target, code)  # fmt: skip


def _clock() -> datetime:
    return datetime(2026, 11, 22, 8, 20, tzinfo=UTC)


def _fill_backup(path: Path, folder: Path, code: str) -> None:
    with vault.open_with_code(path, code, _clock) as opened:
        _fill(folder, lambda: opened.back_up(folder / "kopia"))


def _fill_restore(copy: Path, folder: Path, code: str) -> None:
    _fill(folder.parent, lambda: vault.restore_with_code(copy, folder, code))


def _fill(watched: Path, work: Callable[[], object]) -> None:
    """For each limit say how the work was refused and what it left behind in ``watched``."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead of the program
    before = _names(watched)
    for limit in range(0, 10_000_000, STEP):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            work()
        except CoordinatorError as error:
            said = f"refused {type(error).__name__} {error.title} {sorted(_names(watched) - before)}"
        else:
            said = "done"
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        say(said)
        if said == "done":
            return


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _kill_backup(path: Path, _folder: Path, code: str) -> None:
    def work(out: Path) -> None:
        with vault.open_with_code(path, code, _clock) as opened:
            opened.back_up(out, force=True)

    _attempts(work)


def _kill_restore(copy: Path, _folder: Path, code: str) -> None:
    _attempts(lambda folder: vault.restore_with_code(copy, folder, code))


def _attempts(work: Callable[[Path], object]) -> None:
    for line in sys.stdin:
        attempt = os.fork()
        if attempt == 0:
            say("begun", os.getpid())
            work(Path(line.rstrip("\n")))
            os._exit(0)
        _, status = os.waitpid(attempt, 0)
        say("ended", status)


if __name__ == "__main__":
    main()
