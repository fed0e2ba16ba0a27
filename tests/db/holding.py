"""Hold the lock of a vault until standard input ends. Run by the tests as a second program."""

import sys
from pathlib import Path

from db import place


def main() -> None:
    """Take the lock, say so, wait."""
    lock = place.Lock(Path(sys.argv[1]))
    lock.acquire()
    print("held", flush=True)
    sys.stdin.read()
    lock.release()


if __name__ == "__main__":
    main()
