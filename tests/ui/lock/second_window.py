"""Another start of the program, for the tests of only one window and of beginning anew; run with ``-m``.

It claims its place in the folder it is given and says on a line what came of it. If it is first, it does what it is
told: ``serve`` and answer until standard input ends, or ``sleep`` without answering anybody until then.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from ui.lock.only_one import OnlyOne


def main(folder: str, then: str) -> None:
    """Claim, say so, and stay as long as the test wants."""
    application = QCoreApplication([])
    one = OnlyOne(Path(folder))
    first = one.claim()
    print(json.dumps({"first": first, "answered": one.answered, "pid": os.getpid()}), flush=True)
    if not first:
        return
    if then == "sleep":
        sys.stdin.read()
        return
    end = QSocketNotifier(0, QSocketNotifier.Type.Read)
    end.activated.connect(application.quit)
    application.exec()
    end.setEnabled(False)
    one.release()


if __name__ == "__main__":
    main(*sys.argv[1:])
