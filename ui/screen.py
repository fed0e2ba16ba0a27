"""Whether there is a screen, and the way from the command line to the window on it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.exit_code import ExitCode

if TYPE_CHECKING:
    from coordinator.vaults import Vaults

NO_SCREEN = (
    "Ingen skärm att visa fönstret på\n"
    "Starta programmet från skrivbordet, eller använd kommandona: hallpunkt --help visar dem."
)


def has_screen() -> bool:
    """Whether a window can be shown here. Without one Qt ends the program, so it is asked first."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def show_window(load_vaults: "Callable[[], Vaults]", vault: Path | None = None) -> int:
    """Show the window until it is closed; the exit code. ``vault``: the pärm to unlock, else the one used last."""
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return ExitCode.REFUSED
    from ui.app import run_window  # Qt is slow to import, and not there for those who have no screen

    return run_window(load_vaults, vault=vault)
