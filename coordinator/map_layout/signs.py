"""The signs of the map: the same on the rings, before the names and in the legend, told apart by shape alone."""

from math import pi

from coordinator.map_figure import MapMark
from coordinator.map_layout.primitives import Circle, Of, Path, Primitive

_BOLT = ((0.62, 0.0), (0.0, 0.58), (0.42, 0.58), (0.3, 1.0), (1.0, 0.38), (0.52, 0.38))
"""The corners of a lightning bolt in a box one wide and one high."""

BOLT_WIDTH = 0.62
"""How wide a bolt is for its height."""


def sign(mark: MapMark, x: float, y: float, r: float, of: Of = None) -> tuple[Primitive, ...]:
    """The sign of a contact. Nothing of it reaches further than r from its middle."""
    match mark:
        case MapMark.COORDINATES:
            line = 0.17 * r
            return (
                Circle(x, y, r - line / 2, fill="paper", stroke="teal", width=line, of=of),
                Circle(x, y, 0.58 * r, fill="teal", of=of),
            )
        case MapMark.CURRENT:
            return (Circle(x, y, 0.86 * r, fill="teal", of=of),)
        case MapMark.OLD:
            line = 0.36 * r
            return (Circle(x, y, 0.9 * r - line / 2, fill="paper", stroke="teal", width=line, of=of),)
        case MapMark.GAP:
            line = 0.3 * r
            reach = r - line / 2
            # Seven strokes and seven holes go once round exactly, so the last stroke meets no part of the first.
            dash = 2 * pi * reach / 7
            return (
                Circle(x, y, reach, fill="paper", stroke="amber", width=line, dash=(0.62 * dash, 0.38 * dash), of=of),
            )


def bolt(x: float, y: float, height: float, of: Of = None) -> Path:
    """The bolt of one who matters in an emergency, with its left edge at x and its middle at y."""
    width = height * BOLT_WIDTH
    corners = [(x + a * width, y + (b - 0.5) * height) for a, b in _BOLT]
    steps = tuple(("M" if not n else "L", *corner) for n, corner in enumerate(corners))
    return Path(steps, fill="red", closed=True, of=of)
