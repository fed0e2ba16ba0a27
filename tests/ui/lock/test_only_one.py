"""One window for each user, held with real processes: who is first, who knocks, who crashed, who is replaced."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from ui.lock.only_one import OnlyOne

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name, since that of a socket may not be long."""
    with tempfile.TemporaryDirectory(prefix="en-") as made:
        yield Path(made) / "hallpunkt"


@pytest.fixture
def one(qtbot: QtBot, folder: Path) -> Iterator[OnlyOne]:
    made = OnlyOne(folder)
    yield made
    made.release()


def start(folder: Path, then: str = "serve") -> "subprocess.Popen[str]":
    """Another start of the program."""
    command = [sys.executable, "-m", "tests.ui.lock.second_window", str(folder), then]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """What it said came of its claim."""
    assert process.stdout is not None
    line: dict[str, Any] = json.loads(process.stdout.readline())
    return line


def test_a_second_start_brings_the_first_to_the_front(qtbot: QtBot, one: OnlyOne, folder: Path) -> None:
    assert one.claim()
    with start(folder) as second:
        with qtbot.waitSignal(one.wanted):
            qtbot.waitUntil(lambda: second.poll() is not None)
        assert said(second) == {"first": False, "answered": True, "pid": second.pid}


def test_the_second_hears_that_the_first_has_heard(folder: Path, qtbot: QtBot) -> None:
    with start(folder) as first:
        assert said(first)["first"]
        second = OnlyOne(folder)
        assert not second.claim()
        assert second.answered


def test_the_one_who_asks_again_is_still_the_first(one: OnlyOne) -> None:
    assert one.claim()
    assert one.claim()


def test_each_who_knocks_is_heard(qtbot: QtBot, one: OnlyOne, folder: Path) -> None:
    assert one.claim()
    times: list[bool] = []
    one.wanted.connect(lambda: times.append(True))
    callers = [QLocalSocket() for _ in range(3)]
    for caller in callers:
        caller.connectToServer(str(folder / "ensam"))
        caller.write(b"x" * 5000)  # whatever somebody writes is not read
    qtbot.waitUntil(lambda: len(times) == 3)
    qtbot.waitUntil(lambda: all(caller.state() is QLocalSocket.LocalSocketState.UnconnectedState for caller in callers))
    assert [caller.readAll().data() for caller in callers] == [b"visas\n"] * 3
    qtbot.waitUntil(lambda: one.findChildren(QLocalSocket) == [])


def test_what_a_crash_leaves_behind_stops_nobody(qtbot: QtBot, one: OnlyOne, folder: Path) -> None:
    with start(folder) as crashed:
        assert said(crashed)["first"]
        crashed.kill()
    assert stat.S_ISSOCK((folder / "ensam").lstat().st_mode)
    assert one.claim()
    with start(folder) as second, qtbot.waitSignal(one.wanted):
        qtbot.waitUntil(lambda: second.poll() is not None)


def test_a_first_that_does_not_answer_is_still_the_first(qtbot: QtBot, folder: Path) -> None:
    one = OnlyOne(folder, patience=0.2)
    with start(folder, "sleep") as stuck:
        assert said(stuck)["first"]
        assert not one.claim()
        assert not one.answered


def test_of_many_at_once_one_is_the_first(folder: Path) -> None:
    started = [start(folder) for _ in range(3)]
    results = [said(process) for process in started]
    for process in started:
        with process:
            pass
    assert sorted(result["first"] for result in results) == [False, False, True]
    assert sorted(result["answered"] for result in results) == [False, True, True]


def test_after_release_another_is_the_first(one: OnlyOne, folder: Path) -> None:
    assert one.claim()
    one.release()
    assert not (folder / "ensam").exists()
    with start(folder) as next_one:
        assert said(next_one)["first"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permissions of this kind")
def test_nobody_else_can_knock(one: OnlyOne, folder: Path) -> None:
    folder.mkdir(mode=0o755)
    assert one.claim()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "ensam").stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((folder / "ensam.lock").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owner numbers")
def test_in_a_folder_of_somebody_else_nothing_is_touched(
    one: OnlyOne, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    assert one.claim()  # the vault's own lock still keeps two from writing
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
def test_a_link_laid_in_the_way_is_not_followed(one: OnlyOne, folder: Path) -> None:
    elsewhere = folder.with_name("annanstans")
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)
    assert one.claim()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_RUNTIME_DIR is of Linux")
def test_the_usual_folder_is_the_sessions_own_and_names_nobody(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder.parent))
    usual = OnlyOne()
    assert usual.claim()
    (made,) = folder.parent.iterdir()
    assert made.name.startswith("hallpunkt-")
    assert str(os.getuid()) != made.name.removeprefix("hallpunkt-")
    usual.release()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_RUNTIME_DIR is of Linux")
def test_without_a_runtime_folder_the_one_for_temporary_files_serves(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "finns-inte"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder.parent))
    usual = OnlyOne()
    assert usual.claim()
    assert len(list(folder.parent.iterdir())) == 1
    usual.release()
