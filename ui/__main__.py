"""Starts the program: the one module that joins screen and command line to the store."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.vaults import Vaults


def _vaults() -> "Vaults":
    from db import vault  # slow to import, and not needed to show the help

    return vault


def main() -> int:
    """Run the command in ``sys.argv``; the exit code."""
    try:
        from ui import command_line  # here, so that Ctrl-C while the program starts is no traceback

        return command_line.run(sys.argv[1:], _vaults)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
