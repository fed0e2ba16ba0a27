"""The shapes of the timeline: bars, signs of days, and whether somebody is named; told apart without any colour."""

from math import pi

from coordinator.date_rule import DateSign
from coordinator.map_layout.primitives import Box, Circle, Of, Path, Primitive, Role, Step

_ROUND = 0.5523
"""So far along a corner's edges its curve reaches, to be as good as round."""
_STROKE = 0.1
"""How wide the edges of bars and signs are, as a share of the size of letters."""

DAY_COLOURS: dict[DateSign, Role] = {DateSign.AGE: "ink", DateSign.BEGINS: "teal", DateSign.LAST_DAY: "amber"}


def upright(x: float, top: float, bottom: float, role: Role, width: float) -> Path:
    """A line down the timeline."""
    return Path((("M", x, top), ("L", x, bottom)), stroke=role, width=width)


def level(y: float, left: float, right: float, role: Role, width: float) -> Path:
    """A line across the timeline."""
    return Path((("M", left, y), ("L", right, y)), stroke=role, width=width)


def block(box: Box, fill: Role, of: Of = None) -> Path:
    """A box without an edge, with sharp corners."""
    return Path(_corners(box), fill=fill, closed=True, of=of)


def bar(box: Box, size: float, *, fill: Role, stroke: Role | None = None, dashed: bool = False, of: Of = None) -> Path:
    """A rounded bar whose edge lies wholly inside the box."""
    width = 1.15 * _STROKE * size if stroke else 0
    inside = Box(box.x + width / 2, box.y + width / 2, max(0, box.width - width), max(0, box.height - width))
    r = min(0.28 * size, inside.width / 2, inside.height / 2)
    dash = (0.42 * size, 0.3 * size) if dashed else ()
    return Path(_rounded(inside, r), fill=fill, stroke=stroke, width=width, dash=dash, closed=True, of=of)


def day_sign(sign: DateSign, at: tuple[float, float], size: float, role: Role, of: Of = None) -> Primitive:
    """A day: a disc for an age, a triangle for what begins, a square for a last day."""
    (x, y), r = at, 0.39 * size
    match sign:
        case DateSign.BEGINS:
            steps: tuple[Step, ...] = (("M", x - 0.8 * r, y - r), ("L", x + 1.1 * r, y), ("L", x - 0.8 * r, y + r))
            return Path(steps, fill=role, closed=True, of=of)
        case DateSign.LAST_DAY:
            return block(Box(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r), role, of)
        case DateSign.AGE:
            return Circle(x, y, r, fill=role, of=of)


def joint_sign(x: float, y: float, size: float, of: Of = None) -> Path:
    """A meeting of those who hand over with those who take over: a diamond."""
    r = 0.5 * size
    steps = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y))
    return Path(steps, fill="paper", stroke="teal", width=1.4 * _STROKE * size, closed=True, of=of)


def visit_sign(x: float, y: float, size: float, of: Of = None) -> Circle:
    """A booked visit: a small ring."""
    return Circle(x, y, 0.24 * size, fill="paper", stroke="teal", width=_STROKE * size, of=of)


def named_sign(x: float, y: float, size: float, of: Of = None) -> tuple[Primitive, ...]:
    """Somebody is named: a ring with a tick."""
    r, width = 0.5 * size, 1.15 * _STROKE * size
    tick = (("M", x - 0.42 * r, y + 0.02 * r), ("L", x - 0.1 * r, y + 0.34 * r), ("L", x + 0.46 * r, y - 0.3 * r))
    return Circle(x, y, r, stroke="green", width=width, of=of), Path(tick, stroke="green", width=width, of=of)


def hole_sign(x: float, y: float, size: float, of: Of = None) -> Circle:
    """Nobody is named: a broken ring."""
    r = 0.5 * size
    dash = 2 * pi * r / 9
    return Circle(x, y, r, stroke="amber", width=1.3 * _STROKE * size, dash=(0.62 * dash, 0.38 * dash), of=of)


def _corners(box: Box) -> tuple[Step, ...]:
    return (("M", box.x, box.y), ("L", box.right, box.y), ("L", box.right, box.bottom), ("L", box.x, box.bottom))


def _rounded(box: Box, r: float) -> tuple[Step, ...]:
    left, top, right, bottom, k = box.x, box.y, box.right, box.bottom, r * (1 - _ROUND)
    return (
        ("M", left + r, top),
        ("L", right - r, top),
        ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom),
        ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r),
        ("C", left, top + k, left + k, top, left + r, top),
    )
