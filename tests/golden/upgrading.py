"""Open a vault of an older schema, and stand still where the upgrade runs a certain statement. Run by the tests.

    python -m tests.golden.upgrading VAULT STATEMENT

STATEMENT is the beginning of the statement before which it says "here" and waits to be killed.
"""

import sys
import time
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine

from db import vault
from tests.golden import make


def main() -> None:
    """Open the vault; it never comes further than the statement."""
    path, beginning = Path(sys.argv[1]), sys.argv[2]

    def stop(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if " ".join(statement.split()).startswith(beginning):
            print("here", flush=True)
            time.sleep(600)

    sqlalchemy.event.listen(Engine, "before_cursor_execute", stop)
    vault.open_with_code(path, make.RECOVERY_CODE, make.clock)
    print("opened", flush=True)


if __name__ == "__main__":
    main()
