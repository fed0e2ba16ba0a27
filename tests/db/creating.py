"""Make a vault while no file may grow past a limit, and the limit rises until there is room. Run by the tests."""

import resource
import signal
import sys
from datetime import datetime
from pathlib import Path

from coordinator.errors import WriteFailed
from coordinator.record import Actor
from coordinator.swedish import SWEDEN
from db import keys, vault

PAGE = 4096
LIMITS = (*range(0, 16 * PAGE, PAGE), *range(16 * PAGE, 4_000_000, 7 * PAGE))
"""Page by page where the key file and the first tables are written; then a few places in each step of the schema."""


def main() -> None:
    """For each limit say whether the vault was refused, with what title and what was left, or made."""
    folder, code = Path(sys.argv[1]), sys.argv[2]
    now = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
    keys.from_passphrase = lambda passphrase, salt, cost: bytes(keys.KEY_BYTES)  # the slow part is not the point here
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead of the program
    for limit in LIMITS:
        path = folder / f"{limit}" / "pärm"
        path.parent.mkdir()
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            made = vault.create(
                path, passphrase="fyra ord", recovery_code=code, actor=Actor("A", "", ""), clock=lambda: now,
                cost=keys.FLOOR,
            )  # fmt: skip
            made.abandon()
        except WriteFailed as error:
            left = [found.name for found in path.parent.iterdir() if not found.name.endswith(".lock")]
            print("refused", limit, error.title, left, flush=True)
            continue
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("made", limit, flush=True)
        return


if __name__ == "__main__":
    main()
