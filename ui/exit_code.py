"""How a command ends, for scripts."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 done; 1 a bug; 2 the command was not understood; 3 a rule, a file or an input said no; 4 the vault."""

    DONE = 0
    BUG = 1
    USAGE = 2
    REFUSED = 3
    VAULT = 4
    INTERRUPTED = 130
