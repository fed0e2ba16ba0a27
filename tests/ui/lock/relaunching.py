"""A program that replaces itself, for the tests of beginning anew; run with ``-m`` or as a script.

``first FILE FOLDER``: fill memory with a mark, written to FILE as well, hold files, a socket and a thread open, and
claim to be the only one in FOLDER. Any other arguments: do nothing. Either way say on a line how things are, and for
each line on standard input begin anew with its words as arguments.
"""

import json
import os
import sys
import threading
from pathlib import Path

from ui.lock.relaunch import relaunch

MARKS = 1000


def main() -> None:
    """Be the first or a later image of the process, as the arguments say."""
    held = hold(Path(sys.argv[2]), Path(sys.argv[3])) if sys.argv[1:2] == ["first"] else []
    now = {"pid": os.getpid(), "arguments": sys.argv[1:], "utf8": sys.flags.utf8_mode, "held": len(held)}
    print(json.dumps(now), flush=True)
    for line in sys.stdin:
        print("sista raden", end="")  # not flushed: beginning anew must do that
        if line.strip() == "nothing-to-run":
            sys.executable = "/finns/inte"
        relaunch(line.split())


def hold(file: Path, folder: Path) -> list[object]:
    """Everything that must not come along."""
    from PySide6.QtCore import QCoreApplication

    from ui.lock.only_one import OnlyOne

    application = QCoreApplication([])
    one = OnlyOne(folder)
    assert one.claim()
    mark = os.urandom(16).hex()
    file.write_text(mark, encoding="utf-8")
    forgotten = os.open(file, os.O_RDWR)
    os.set_inheritable(forgotten, True)
    thread = threading.Thread(target=threading.Event().wait)
    thread.start()
    return [application, one, thread, *(f"{mark} {number}" for number in range(MARKS))]


if __name__ == "__main__":
    main()
