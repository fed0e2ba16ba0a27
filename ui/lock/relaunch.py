"""Replaces the process with a fresh one: locking, since nothing less takes what was read out of memory."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn


def relaunch(arguments: Sequence[str]) -> NoReturn:
    """Begin anew as the program was started, with ``arguments`` instead of those it had then.

    The vault must be closed and the background work ended: threads stop where they are. On POSIX the process keeps its
    number and nothing else; no descriptor but the standard three is passed on. ``arguments`` can be read by every user
    of the computer, so they must hold nothing personal. If nothing new can be started the program ends, since it must
    not stay unlocked.
    """
    command = [*started_as(), *arguments]
    try:
        _flush()
        if sys.platform == "win32":
            import subprocess

            apart = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
            nowhere = subprocess.DEVNULL
            subprocess.Popen(
                command, env=_environment(), creationflags=apart, stdin=nowhere, stdout=nowhere, stderr=nowhere
            )
            os._exit(0)
        _keep_descriptors_from_the_next()
        os.execve(command[0], command, _environment())  # noqa: S606 - no shell is wanted
    finally:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            print("Hållpunkt låstes men kunde inte starta om. Starta programmet igen.", file=sys.stderr, flush=True)
        os._exit(1)


def started_as() -> list[str]:
    """The command this program was started with, without its arguments.

    That is a bundle's own executable, or the interpreter with its options and ``-m ui`` or the installed script.
    """
    if getattr(sys, "frozen", False):  # made with PyInstaller
        return [sys.executable]
    own = sys.argv[1:]
    before = sys.orig_argv[1 : len(sys.orig_argv) - len(own)]
    if not before or sys.orig_argv[1 + len(before) :] != own:  # embedded, or somebody has changed sys.argv
        before = ["-m", "ui"]
    elif not before[-1].startswith("-") and before[-2:-1] not in (["-m"], ["-c"]):
        before[-1] = str(Path(before[-1]).absolute())  # the script
    return [sys.executable, *before]


def _environment() -> dict[str, str]:
    """Ours as it is; a bundle must also be told that this is a new start and no helper of the old one."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return environment


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, nobody reads, or there is none
            stream.flush()


def _keep_descriptors_from_the_next() -> None:
    """Python and Qt open theirs so already; a library may have forgotten. Closing them here could not be undone."""
    folder = Path("/proc/self/fd") if sys.platform == "linux" else Path("/dev/fd")
    for descriptor in [int(entry.name) for entry in folder.iterdir()]:
        if descriptor > 2:
            with contextlib.suppress(OSError):  # the one that listed the folder is gone
                os.set_inheritable(descriptor, False)
