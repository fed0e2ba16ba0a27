"""Starts the program: the one module that joins screen and command line to the store."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.vaults import Vaults


def _vaults() -> "Vaults":
    from db import vault  # slow to import, and not needed to show the help or the unlock window
    from ui.rule_file import use_rule_file

    use_rule_file()
    return vault


def main() -> int:
    """Run the command in ``sys.argv``, or show the window when there is none; the exit code."""
    try:
        if sys.argv[1:] in ([], ["window"]):
            from ui.screen import show_window  # nothing of the command line: the window must be there at once

            return show_window(_vaults)
        from ui import command_line  # here, so that Ctrl-C while the program starts is no traceback

        return command_line.run(sys.argv[1:], _vaults)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
