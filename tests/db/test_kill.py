"""A program that is killed in the middle of saving has lost nothing that it said was saved.

25 kills in an ordinary run; set HALLPUNKT_KILLS for more. A kill does not test a power cut: what the operating system
had taken over, it still writes.
"""

import os
import random
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import vault
from tests.conftest import CODE, clock
from tests.db.conftest import Checked, child
from tests.db.sessions import require_kept

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork")
KILLS = int(os.environ.get("HALLPUNKT_KILLS", "25"))


Session = Callable[[int, int, float], list[str]]


@pytest.fixture
def killed(vault_path: Path) -> Iterator[Session]:
    """Run a session and kill it: seed, changes to wait for, and seconds after that. What it had said by then."""
    with child("tests.db.saving", vault_path, CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        saying, said = running.stdin, running.stdout

        def run(seed: int, changes: int, seconds: float) -> list[str]:
            saying.write(f"{seed}\n")
            saying.flush()
            first = said.readline()
            assert first.startswith("opened "), first
            lines: list[str] = []
            while len(lines) < 2 * changes:
                lines.append(said.readline())
                assert lines[-1] not in ("", "ended\n"), lines[-5:]  # an error of its own stands on standard error
            timer = threading.Timer(seconds, os.kill, (int(first.split()[1]), signal.SIGKILL))
            timer.start()
            while (line := said.readline()) != "ended\n":
                assert line
                lines.append(line)
            timer.join()
            return lines

        yield run
        saying.close()


def test_no_acknowledged_change_is_lost_to_a_kill(vault_path: Path, killed: Session, faults: Checked) -> None:
    """One vault goes through all the kills, so that what one leaves behind the next must live with."""
    chance = random.Random()
    seed = chance.randrange(10**9)
    chance.seed(seed)
    saved = 0
    for number in range(KILLS):
        # After a number of changes rather than a time: then a slow computer is killed at as many different places.
        lines = killed(chance.randrange(10**9), chance.randrange(30), chance.random() / 200)
        saved += require_kept(vault_path, lines)
        if number % 5 == 4 or number == KILLS - 1:
            assert faults(vault_path) == {}, (seed, number)
    assert saved > KILLS


def test_a_log_left_by_a_kill_is_not_lost_when_all_files_are_moved(
    vault_path: Path, killed: Session, tmp_path: Path
) -> None:
    lines = killed(1, 20, 0.0)
    assert Path(f"{vault_path}-wal").stat().st_size > 0
    moved = tmp_path / "flyttad"
    shutil.copytree(vault_path.parent, moved)
    assert require_kept(moved / vault_path.name, lines) >= 20
    vault.open_with_code(moved / vault_path.name, CODE, clock).close()
