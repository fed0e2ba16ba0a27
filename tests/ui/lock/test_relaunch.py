"""Beginning anew: the same process number, a fresh memory, no file left open, started the way it was started before."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.lock.relaunching import MARKS
from ui.lock.only_one import OnlyOne
from ui.lock.relaunch import _environment, started_as

ROOT = Path(__file__).parents[3]
MODULE = "tests.ui.lock.relaunching"

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace a process; it starts another")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@contextmanager
def running(command: Sequence[str], cwd: Path = ROOT) -> Iterator["subprocess.Popen[str]"]:
    """The program, until it is left; then standard input ends and so does it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONUNBUFFERED", None)  # then there would be nothing to lose
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8"
    ) as process:
        yield process


def said(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """The line in which it says how things are."""
    assert process.stdout is not None
    line = process.stdout.readline()
    answer: dict[str, Any] = json.loads(line.removeprefix("sista raden"))
    answer["flushed"] = line.startswith("sista raden")
    return answer


def tell(process: "subprocess.Popen[str]", *arguments: str) -> None:
    """Have it begin anew with these arguments."""
    assert process.stdin is not None
    print(*arguments, file=process.stdin, flush=True)


def descriptors(pid: int) -> set[int]:
    """What the process has open, seen from outside."""
    return {int(entry.name) for entry in Path(f"/proc/{pid}/fd").iterdir()}


def times_in_memory(pid: int, mark: bytes) -> int:
    """How often the mark stands in the memory of the process, seen from outside."""
    found = 0
    with Path(f"/proc/{pid}/maps").open(encoding="utf-8") as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            area = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if area is None or "[v" in line:
                continue
            begin, end = (int(number, 16) for number in area.groups())
            memory.seek(begin)
            found += memory.read(end - begin).count(mark)
    return found


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name, since that of a socket may not be long."""
    with tempfile.TemporaryDirectory(prefix="om-") as made:
        yield Path(made) / "hallpunkt"


@linux
def test_nothing_that_was_in_memory_or_open_comes_along(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "märke"
    with running([sys.executable, "-m", MODULE, "first", str(file), str(folder)]) as process:
        first = said(process)
        mark = file.read_bytes()
        assert times_in_memory(process.pid, mark) >= MARKS
        assert len(descriptors(process.pid)) > 5
        tell(process, "andra")
        second = said(process)
        assert second["pid"] == first["pid"] == process.pid
        assert second["arguments"] == ["andra"]
        assert second["held"] == 0
        assert times_in_memory(process.pid, mark) == 0
        assert descriptors(process.pid) == {0, 1, 2}
        for generation in ("tredje", "fjärde"):
            tell(process, generation)
            assert said(process)["arguments"] == [generation]
            assert descriptors(process.pid) == {0, 1, 2}
        one = OnlyOne(folder)
        assert one.claim()  # the lock went with the old image, though nobody released it
        one.release()
    assert process.returncode == 0


@posix
def test_what_was_printed_before_is_not_lost() -> None:
    with running([sys.executable, "-m", MODULE]) as process:
        assert not said(process)["flushed"]
        tell(process, "igen")
        assert said(process)["flushed"]


@posix
def test_the_options_of_the_interpreter_are_kept() -> None:
    with running([sys.executable, "-X", "utf8=1", "-W", "error", "-m", MODULE, "-m", "gammalt"]) as process:
        assert said(process)["utf8"] == 1
        tell(process, "igen")
        again = said(process)
        assert again["utf8"] == 1
        assert again["arguments"] == ["igen"]


@posix
def test_an_installed_script_begins_anew_as_itself(tmp_path: Path) -> None:
    script = tmp_path / "bin" / "hallpunkt"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nfrom {MODULE} import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)
    with running(["bin/hallpunkt", "med", "mera"], tmp_path) as process:
        assert said(process)["arguments"] == ["med", "mera"]
        tell(process, "--efter", "lås")
        again = said(process)
        assert again["pid"] == process.pid
        assert again["arguments"] == ["--efter", "lås"]


@posix
def test_if_nothing_can_be_started_the_program_ends() -> None:
    with running([sys.executable, "-m", MODULE]) as process:
        said(process)
        tell(process, "nothing-to-run")
        assert process.stderr is not None
        assert process.stderr.read() == "Hållpunkt låstes men kunde inte starta om. Starta programmet igen.\n"
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("original", "seen", "expected"),
    [
        (["python3", "-m", "ui"], ["…/ui/__main__.py"], ["-m", "ui"]),
        (["python3", "-m", "ui", "-m", "x"], ["…/ui/__main__.py", "-m", "x"], ["-m", "ui"]),
        (["python3", "-I", "-m", "ui", "öppna"], ["…/ui/__main__.py", "öppna"], ["-I", "-m", "ui"]),
        (["python3", "/bin/hallpunkt", "demo"], ["/bin/hallpunkt", "demo"], ["/bin/hallpunkt"]),
        (["python3", "-X", "dev", "hallpunkt"], ["hallpunkt"], ["-X", "dev", str(Path("hallpunkt").absolute())]),
        (["python3", "-c", "main()", "a"], ["-c", "a"], ["-c", "main()"]),
        (["python3", "-m", "pytest", "tests"], ["pytest", "annat"], ["-m", "ui"]),
        (["program", "a"], ["program", "a"], ["-m", "ui"]),
        ([], [""], ["-m", "ui"]),
    ],
)
def test_it_is_started_as_it_was(
    monkeypatch: pytest.MonkeyPatch, original: list[str], seen: list[str], expected: list[str]
) -> None:
    monkeypatch.setattr(sys, "orig_argv", original)
    monkeypatch.setattr(sys, "argv", seen)
    assert started_as() == [sys.executable, *expected]


def test_a_bundle_is_its_own_command_and_starts_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "PYINSTALLER_RESET_ENVIRONMENT" not in _environment()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "orig_argv", ["hallpunkt", "öppna"])
    monkeypatch.setattr(sys, "argv", ["hallpunkt", "öppna"])
    assert started_as() == [sys.executable]
    assert _environment()["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_the_environment_goes_on_as_it_was() -> None:
    assert _environment() == dict(os.environ)
