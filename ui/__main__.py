"""Starts the program: the one module that joins screen and command line to the store."""

import sys

from coordinator.vaults import Vaults
from ui import command_line


def _vaults() -> Vaults:
    from db import vault  # slow to import, and not needed to show the help

    return vault


def main() -> int:
    """Run the command in ``sys.argv``; the exit code."""
    return command_line.run(sys.argv[1:], _vaults)


if __name__ == "__main__":
    sys.exit(main())
