"""The square that a telephone reads, as one path of rectangles."""

from dataclasses import dataclass
from functools import lru_cache

from coordinator.card_layout.frame import MILLIMETRE
from coordinator.map_layout.primitives import Path, Step

_WIDE = 93.0
"""So wide the square is with what must be empty around it: the modules of version 13, the largest, are 0.42 mm."""

_LARGEST = 0.65 * MILLIMETRE
"""No module need be larger, when there is little to say."""

_QUIET = 4
"""The empty modules around, which a reader needs."""


@dataclass(frozen=True)
class Square:
    """A code: how wide it is, and how much around it must be empty, on each side of it."""

    path: Path
    side: float
    quiet: float


@lru_cache(maxsize=64)
def square(content: str, right: float, top: float) -> Square:
    """The code with its empty edge below ``top``, and its last modules at ``right``.

    Never a Micro QR, which telephones do not read. Dark modules that lie side by side are one rectangle.
    """
    from segno import make  # seldom drawn

    rows = make(content, micro=False, error="m", encoding="utf-8").matrix
    module = min(_WIDE / (len(rows) + 2 * _QUIET), _LARGEST)
    side, quiet = len(rows) * module, _QUIET * module
    steps: list[Step] = []
    for number, row in enumerate(rows):
        above = top + quiet + number * module
        steps += _rectangles(row, right - side, above, module)
    return Square(Path(tuple(steps), fill="ink", closed=True, of=("qr",)), side, quiet)


def _rectangles(row: bytearray, left: float, top: float, module: float) -> list[Step]:
    steps: list[Step] = []
    start, bottom = 0, top + module
    while start < len(row):
        end = start
        while end < len(row) and row[end]:
            end += 1
        if end > start:
            first, last = left + start * module, left + end * module
            steps += [("M", first, top), ("L", last, top), ("L", last, bottom), ("L", first, bottom)]
        start = end + 1
    return steps
