"""Run one session again and again while no file may grow past a limit that rises in steps. Run by the tests.

    python -m tests.db.filling VAULT FOLDER CODE

Each session has a copy of the vault in a folder of its own under FOLDER. The last one meets no limit.
"""

import random
import resource
import shutil
import signal
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from coordinator.errors import VaultError
from coordinator.settings import PLAN_REVIEW_MONTHS
from coordinator.swedish import SWEDEN
from db import vault
from tests.db.saving import save_on, say

STEP = 4096
ROUNDS = 6


def main() -> None:
    """Raise the limit until a whole session fits."""
    path, folder, code = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead of the program
    ended, limit = "", 0
    while ended != "closed":
        limit += STEP
        copy = folder / str(limit)
        shutil.copytree(path.parent, copy)
        say("session", limit)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        ended = _session(copy / path.name, code)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        say(ended)


def _session(path: Path, code: str) -> str:
    now = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
    try:
        with vault.open_with_code(path, code, lambda: now) as opened:
            new_keys = partial(opened.change_recovery_code, code)
            save_on(opened.store, random.Random(7), rounds=ROUNDS, now_and_then=new_keys)
            opened.store.set_setting(PLAN_REVIEW_MONTHS, 6)
    except VaultError as error:
        return f"error {type(error).__name__} {error.title}"
    return "closed"


if __name__ == "__main__":
    main()
