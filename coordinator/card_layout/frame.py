"""The size of the card, what may stand on it where, and in what size its letters are tried."""

from dataclasses import dataclass

from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Box, Of, Path, Primitive, Role

MILLIMETRE = 72 / 25.4
WIDTH, HEIGHT = 85.60 * MILLIMETRE, 53.98 * MILLIMETRE
"""The size of a wallet card (ISO/IEC 7810 ID-1) in points."""

_MARGIN = 3 * MILLIMETRE
INNER = Box(_MARGIN, _MARGIN, WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN)
"""Where all that is read stands: scissors are not exact, and laminate has a rim."""

SMALLEST = 6.5
"""No letters on the card are smaller, in points."""

_LEADING = 1.2

_AIRY, _TIGHT = (10.0, 9.0, 8.5, 8.0, 7.5), (8.0, 7.5, 7.25, 7.0, 6.75, SMALLEST)
ATTEMPTS = (
    *((size, True, True) for size in _AIRY),
    *((size, True, False) for size in _AIRY),
    *((size, False, False) for size in _TIGHT),
)
"""What is tried, the best first: size, whether airy (a heading and each line below it on lines of their own) and
whether with what stands on the other side already.
"""


@dataclass(frozen=True)
class Lettering:
    """What everything on a side is measured by."""

    ruler: Ruler
    size: float
    airy: bool
    twice: bool

    @property
    def leading(self) -> float:
        """From line to line."""
        return leading_of(self.size)

    @property
    def small(self) -> float:
        """The size of what explains."""
        return max(SMALLEST, 0.9 * self.size)

    @property
    def between(self) -> float:
        """The room between two rows."""
        return (0.45 if self.airy else 0.25) * self.size


def leading_of(size: float) -> float:
    """From line to line in that size."""
    return _LEADING * size


def baseline(top: float, size: float) -> float:
    """Where the letters stand of a line that begins there."""
    return top + leading_of(size) / 2 + 0.35 * size


def block(box: Box, fill: Role, of: Of = None) -> Path:
    """A box without an edge."""
    steps = (("M", box.x, box.y), ("L", box.right, box.y), ("L", box.right, box.bottom), ("L", box.x, box.bottom))
    return Path(steps, fill=fill, closed=True, of=of)


def rule(y: float, left: float, right: float) -> Path:
    """A thin line across."""
    return Path((("M", left, y), ("L", right, y)), stroke="hair", width=0.6)


@dataclass(frozen=True)
class Side:
    """What stands on a side around its rows, and where the rows may stand."""

    marks: tuple[Primitive, ...]
    area: Box
