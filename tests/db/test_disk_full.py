"""A disk that fills at any moment: what was said to be saved is kept, the rest is refused in words, nothing is torn."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CODE
from tests.db.conftest import Checked, child
from tests.db.sessions import require_kept


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files")
def test_a_disk_that_fills_at_any_moment_loses_nothing(vault_path: Path, tmp_path: Path, faults: Checked) -> None:
    """One session, again and again, while no file may grow past a limit that rises in steps of 4 kB."""
    sessions: list[list[str]] = []
    with child("tests.db.filling", vault_path, tmp_path, CODE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith("session "):
                sessions.append([line])
            else:
                sessions[-1].append(line)
            if line.startswith(("error ", "closed")):
                folder = tmp_path / sessions[-1][0].split()[1]
                require_kept(folder / vault_path.name, sessions[-1])
                assert faults(folder / vault_path.name) == {}, folder.name
                assert not list(folder.glob(".*.halv"))
                shutil.rmtree(folder)
    assert running.returncode == 0
    *refused, whole = [lines[-1].rstrip("\n") for lines in sessions]
    assert whole == "closed"
    assert len(refused) > 50
    assert set(refused) <= {"error WriteFailed Disken är full", "error WriteFailed Disken svarar inte"}
    assert len({len(lines) for lines in sessions}) > 6  # it did stop at different places
