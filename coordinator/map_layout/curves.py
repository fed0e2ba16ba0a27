"""Arcs and the lines from the rim of the circle to what they lead to."""

from dataclasses import dataclass
from math import acos, ceil, cos, pi, sin, tan, tau

from coordinator.map_layout.primitives import Step


@dataclass(frozen=True, slots=True)
class Round:
    """A circle to measure along: angles begin at the top and go clockwise."""

    x: float
    y: float
    r: float

    def at(self, angle: float, r: float | None = None) -> tuple[float, float]:
        """The point at that angle, on the circle or at that distance from its middle."""
        away = self.r if r is None else r
        return self.x + away * sin(angle), self.y - away * cos(angle)

    def level(self, y: float, *, right: bool) -> float:
        """The angle on that side at which the circle is as far down as y, or nearest to it."""
        angle = acos(min(max((self.y - y) / self.r, -1), 1))
        return angle if right else tau - angle

    def arc(self, start: float, end: float, r: float | None = None) -> tuple[Step, ...]:
        """The steps along the circle from one angle to another."""
        away = self.r if r is None else r
        parts = max(1, ceil(abs(end - start) / (pi / 2)))
        turn = (end - start) / parts
        reach = away * 4 / 3 * tan(turn / 4)
        steps: list[Step] = [("M", *self.at(start, away))]
        for part in range(parts):
            one, two = start + part * turn, start + (part + 1) * turn
            (x, y), end_point = self.at(one, away), self.at(two, away)
            leaving = (x + reach * cos(one), y + reach * sin(one))
            coming = (end_point[0] - reach * cos(two), end_point[1] - reach * sin(two))
            steps.append(("C", *leaving, *coming, *end_point))
        return tuple(steps)


def way_out(rim: Round, angle: float, edge: float, y: float, margin: float) -> tuple[Step, ...]:
    """The curve from the rim at an angle to a height at the edge of a column; the first step begins at the rim.

    Curves of one side, in the order of their angles and heights, never cross. One that bends away from the middle of
    the circle goes straight into its curve. One that bends towards it first goes level, to where all such begin,
    since it would otherwise meet the circle and its neighbours.
    """
    x, start = rim.at(angle)
    steps: list[Step] = [("M", x, start)]
    if (y - start) * (start - rim.y) < 0:
        x = rim.x + (rim.r + margin if edge > rim.x else -rim.r - margin)
        steps.append(("L", x, start))
    half = (x + edge) / 2
    steps.append(("C", half, start, half, y, edge, y))
    return tuple(steps)
