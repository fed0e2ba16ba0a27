"""A desktop as a screen reader's user has it: a screen, a window manager, the buses of AT-SPI, and the reader."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.by_ear import Log, ScreenReader
from tests.journeys.screen import Screen, screen
from tests.ui.lock.private_bus import start_bus

_PYTHON = Path("/usr/bin/python3")
"""The system's own, which has the library of AT-SPI."""
_READER = Path(__file__).with_name("reader.py")
_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")


def require_reader() -> None:
    """Skip where there is no AT-SPI; in a gate that must have it, fail."""
    absent = [name for name in ("Xvfb", "evilwm", "dbus-daemon") if shutil.which(name) is None]
    if not _LAUNCHER.exists():
        absent.append("at-spi2-core")
    if not _has_library():
        absent.append("python3-gi, gir1.2-atspi-2.0")
    if absent and os.environ.get("CI"):
        pytest.fail(f"saknas här: {', '.join(absent)}")
    if absent:
        pytest.skip(f"saknas här: {', '.join(absent)}")


def _has_library() -> bool:
    wanted = [
        str(_PYTHON),
        "-I",
        "-c",
        "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi",
    ]
    return _PYTHON.exists() and subprocess.run(wanted, stderr=subprocess.DEVNULL, check=False).returncode == 0


class Desktop:
    """A screen with a screen reader on it, for one program."""

    def __init__(self, on: Screen, reader: ScreenReader) -> None:
        self._on, self.reader = on, reader
        self.mark = on.environment["XDG_RUNTIME_DIR"]
        """What everything that was started for it has in its environment."""
        self.errors = on.folder / "fel.txt"
        """What the program wrote on its standard error."""

    @contextmanager
    def running(self, *module: str) -> Iterator[None]:
        """A program of ours, by its module and arguments."""
        with self.errors.open("wb") as errors:
            command = [sys.executable, "-m", *module]
            with _ended(subprocess.Popen(command, cwd=self._on.folder, env=self._on.environment, stderr=errors)):
                yield


@contextmanager
def desktop(folder: Path, log: Log) -> Iterator[Desktop]:
    """Start it all in order, and end it in the other; nothing of it is left."""
    with ExitStack() as stack:
        # A folder with a short path: the name of a socket has 108 bytes at most.
        short = stack.enter_context(tempfile.TemporaryDirectory(prefix="atspi-"))
        stack.callback(_end_the_last, short)
        on = stack.enter_context(screen(folder))
        bus, address = start_bus("dbus-daemon", Path(short))
        stack.enter_context(_ended(bus))
        on.environment |= {
            "XDG_RUNTIME_DIR": short, "DBUS_SESSION_BUS_ADDRESS": address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }  # fmt: skip

        def start(*command: str, **how: Any) -> "subprocess.Popen[Any]":
            started = subprocess.Popen(command, env=on.environment, stderr=subprocess.DEVNULL, **how)
            stack.enter_context(_ended(started))
            return started

        start("evilwm", "-fn", "fixed")  # a window has the focus only where somebody gives it; the one font every X has
        start(str(_LAUNCHER), "--launch-immediately")
        asked = start(str(_PYTHON), "-I", str(_READER), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        reader = ScreenReader(asked, log)
        reader.listen()  # it answers when it is there
        yield Desktop(on, reader)


@contextmanager
def _ended(process: "subprocess.Popen[Any]") -> Iterator[None]:
    """See to it that a process of ours has ended, whatever happens."""
    with process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def left_behind(mark: str) -> dict[int, str]:
    """What runs of all that was started, by us or by what we started, with ``mark`` in its environment."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int(process.name) != os.getpid() and mark.encode() in (process / "environ").read_bytes():
                found[int(process.name)] = (process / "comm").read_text(encoding="utf-8").strip()
        except OSError:
            continue  # it ended just now, or is somebody else's
    return found


def _end_the_last(mark: str) -> None:
    """What the buses started themselves ends with them; what does not is ended here, and is a fault."""
    deadline = time.monotonic() + 10
    while left := left_behind(mark):
        if time.monotonic() > deadline:
            for process in left:
                os.kill(process, signal.SIGKILL)
            raise AssertionError(f"slutade inte av sig självt: {sorted(left.values())}")
        time.sleep(0.05)
