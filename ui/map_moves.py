"""Where on the map the keys and the mouse lead: from label to label, as one sees them."""

from collections.abc import Callable, Mapping
from enum import Enum

from coordinator.map_layout import Box, MapLayout

Stop = tuple[int, ...]
"""What one can be on: (area, dot) is a contact or a missing role, (area,) is what shows more of an area."""

_NEAR = 4
"""So many pixels beside a label or a dot one still means it."""


class Way(Enum):
    """Where an arrow key points."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


def stops(placed: MapLayout) -> dict[Stop, Box]:
    """Everything with a label of its own, in reading order."""
    found: dict[Stop, Box] = {(i, j): place.label for (i, j), place in placed.dots.items() if place.label is not None}
    found |= {(i,): more.box for i, more in placed.mores.items()}
    return dict(sorted(found.items(), key=lambda one: (one[0][0], len(one[0]) == 1, one[0])))


def beside(every: Mapping[Stop, Box], here: Stop, way: Way) -> Stop | None:
    """What an arrow key leads to: the next one in the same column, or the nearest in the column beside; or nothing."""
    box = every[here]
    if way in (Way.UP, Way.DOWN):
        column = [stop for stop, other in every.items() if _share_column(box, other)]
        below = [stop for stop in column if every[stop].y > box.y] if way is Way.DOWN else []
        above = [stop for stop in column if every[stop].y < box.y] if way is Way.UP else []
        return min(below, key=_top(every), default=None) or max(above, key=_top(every), default=None)
    if way is Way.RIGHT:
        there = [stop for stop, other in every.items() if other.x >= box.right]
        first = min(there, key=lambda stop: every[stop].x, default=None)
    else:
        there = [stop for stop, other in every.items() if other.right <= box.x]
        first = max(there, key=lambda stop: every[stop].right, default=None)
    if first is None:
        return None
    column = [stop for stop in there if _share_column(every[first], every[stop])]
    return min(column, key=lambda stop: abs(every[stop].y - box.y))


def meant(placed: MapLayout, x: float, y: float) -> Stop | None:
    """What one points at: a label, else the nearest dot within reach."""
    for stop, box in stops(placed).items():
        if box.x - _NEAR <= x <= box.right + _NEAR and box.y <= y <= box.bottom:
            return stop
    reached = {
        stop: (place.x - x) ** 2 + (place.y - y) ** 2
        for stop, place in placed.dots.items()
        if (place.x - x) ** 2 + (place.y - y) ** 2 <= (place.r + _NEAR) ** 2
    }
    return min(reached, key=lambda stop: reached[stop], default=None)


def _share_column(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right


def _top(every: Mapping[Stop, Box]) -> Callable[[Stop], float]:
    return lambda stop: every[stop].y
