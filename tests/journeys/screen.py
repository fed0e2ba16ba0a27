"""A real X screen of its own (Xvfb), a program on it, and hands on its keyboard (xdotool)."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 40.0


def require_screen() -> None:
    """Skip where there is no Xvfb; in a gate that must have it, fail."""
    absent = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if absent and os.environ.get("CI"):
        pytest.fail(f"saknas här: {', '.join(absent)}")
    if absent:
        pytest.skip(f"saknas här: {', '.join(absent)}")


class Screen:
    """A screen with one program on it."""

    def __init__(self, display: str, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "HALLPUNKT_CONFIG": str(folder / "hallpunkt.json"), "XDG_RUNTIME_DIR": str(folder / "run"),
            "XDG_CONFIG_HOME": str(folder / "config"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        (folder / "run").mkdir(mode=0o700)

    def start(self, *arguments: str, vault: Path | None = None) -> subprocess.Popen[bytes]:
        """Start the program; ``vault`` is the one it asks to unlock."""
        environment = {**self.environment, **({"HALLPUNKT_VAULT": str(vault)} if vault else {})}
        return subprocess.Popen([sys.executable, "-m", "ui", *arguments], cwd=self.folder, env=environment)

    def wait_for_title(self, title: str) -> None:
        """Wait until the window says that it is at ``title``, and give it the keyboard."""
        self.until(lambda: self._window(title) != "", f"fönstret kom inte till {title}")
        self._xdotool("windowfocus", "--sync", self._window(title))

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self._xdotool("type", "--delay", "12", text)

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them: Return, ctrl+l."""
        self._xdotool("key", "--delay", "30", *keys)

    def picture(self, file: Path) -> None:
        """What is on the screen, for a person to look at."""
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=False)

    @staticmethod
    def until(done: Callable[[], bool], otherwise: str) -> None:
        """Wait until ``done``."""
        deadline = time.monotonic() + _PATIENCE
        while not done():
            assert time.monotonic() < deadline, otherwise
            time.sleep(0.05)

    def _window(self, title: str) -> str:
        found = self._xdotool("search", "--onlyvisible", "--name", f"^{title}")
        return found.split()[0] if found else ""

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()


_numbers = cycle(range(100 + os.getpid() % 500 * 100, 200 + os.getpid() % 500 * 100))
"""Numbers of screens that no other process of the tests uses: a server that ends takes the socket of its number with
it, also when another has just begun with that number.
"""


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """An X server of our own, of a small laptop's size."""
    server, number = _server()
    try:
        yield Screen(f":{number}", folder)
    finally:
        server.terminate()
        server.wait(10)


def _server() -> tuple[subprocess.Popen[bytes], int]:
    """A server that answers, on the first number that is free."""
    for number in islice(_numbers, 20):
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", f":{number}", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp",
             "-dpi", "96"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            if told.readline().strip():
                return server, number
        server.wait(10)
    raise AssertionError("Xvfb startade inte")


def found_in_memory(pid: int, wanted: dict[str, bytes]) -> set[str]:
    """Which of ``wanted`` are in the memory of a process, read from outside."""
    found = set()
    longest = max(map(len, wanted.values()))
    with Path(f"/proc/{pid}/maps").open(encoding="utf-8") as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            where, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            begin, end = (int(part, 16) for part in where.split("-"))
            former = b""
            for place in range(begin, end, 1 << 22):
                try:
                    memory.seek(place)
                    part = memory.read(min(1 << 22, end - place))
                except OSError:
                    break
                found |= {name for name, content in wanted.items() if content in former[-longest:] + part}
                former = part
    return found
