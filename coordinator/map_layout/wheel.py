"""The circle of the map: the sector of each area, the ring of each dot, and the dots in their places."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import asin, pi, radians, sin, tau

from coordinator.map_figure import MapDot, MapFigure, MapMark, MapRing
from coordinator.map_layout.curves import Round
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Path, Primitive, Words
from coordinator.map_layout.signs import sign
from coordinator.map_layout.spread import spread

RINGS: Mapping[MapRing, float] = {MapRing.MONTH: 0.55, MapRing.HALF_YEAR: 0.745, MapRing.LATER: 0.915}
"""How far out each ring is, as a share of the radius of the rim."""

_COORDINATORS = 0.37
_FREE = radians(20)
"""What is left free on both sides of the vertical axis, above and below."""
_FREE_BELOW = radians(42)
"""What may be left free below when the names of the rings take more."""
_BETWEEN = radians(4)
_LEAST_SECTOR = radians(6)
_MOST_FOR_A_DOT = radians(20)
_GOOD = 0.6
"""As much of the radius it should have makes a dot readable still."""
_HEADING = 2.2
"""A heading takes as much of a side as so many names."""

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sector:
    """The part of the rim that is an area's."""

    area: int
    start: float
    end: float

    @property
    def middle(self) -> float:
        """The angle in the middle of it."""
        return (self.start + self.end) / 2

    def nearest(self, angle: float) -> float:
        """The angle of it that is nearest to another, a little from its ends."""
        low, high = sorted((self.start, self.end))
        inset = 0.15 * (high - low)
        return min(max(angle, low + inset), high - inset)

    @property
    def span(self) -> float:
        """How wide it is."""
        return abs(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a dot is: its angle, its distance from the middle, and its own radius."""

    angle: float
    away: float
    r: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """The circle with everything in it."""

    rim: Round
    size: float
    sectors: Mapping[int, Sector]
    spots: Mapping[Key, Spot]
    names: Sequence[Words] = field(repr=False)
    """The names of the rings; none where the circle is too small for them."""
    name_halves: Sequence[float]
    """Half of what each name takes of its ring."""

    def at(self, key: Key) -> tuple[float, float]:
        """The point where a dot stands."""
        spot = self.spots[key]
        return self.rim.at(spot.angle, spot.away)


def sides(figure: MapFigure) -> tuple[list[int], list[int]]:
    """Which areas stand on the right and which on the left, each from the top down.

    Clockwise round the circle they stand in the figure's order, so the left side is read from below. The two sides
    are as equal as they get without breaking an area.
    """
    takes = [len(area.dots) + _HEADING for area in figure.areas]
    count = len(takes)
    if not count:
        return [], []
    split = min(range(1, count + 1), key=lambda n: (max(sum(takes[:n]), sum(takes[n:])), -n))
    return list(range(split)), list(reversed(range(split, count)))


def wheel(figure: MapFigure, rim: Round, ruler: Ruler, size: float, smallest: float, *, fixed: bool) -> Wheel:
    """The circle of that figure. fixed: each dot has a line of its own, so all of an area stand at even angles."""
    right, left = sides(figure)
    names, halves, free = _ring_names(rim, ruler, size, smallest)
    top = min(free, radians(26))
    sectors = _sectors(figure, right, top, pi - free) | _sectors(figure, left, tau - top, pi + free)
    spots = _even(figure, rim, sectors, size) if fixed else _by_ring(figure, rim, sectors, size)
    return Wheel(rim, size, sectors, spots, names, halves)


def _ring_names(rim: Round, ruler: Ruler, size: float, smallest: float) -> tuple[list[Words], list[float], float]:
    for scale in (0.88, 0.8, 0.72):
        text = max(scale * size, smallest)
        halves = [ruler.width(ring.label, text) / 2 + 0.35 * size for ring in RINGS]
        most = max(half / (share * rim.r) for half, share in zip(halves, RINGS.values(), strict=True))
        if most <= sin(_FREE_BELOW):
            down = [rim.y + share * rim.r + 0.35 * text for share in RINGS.values()]
            names = [
                Words(rim.x, y, ring.label, text, "grey", anchor="middle", of=("ring", k))
                for k, (ring, y) in enumerate(zip(RINGS, down, strict=True))
            ]
            return names, halves, max(_FREE, asin(most) + radians(2))
    return [], [], _FREE


def _sectors(figure: MapFigure, areas: list[int], start: float, end: float) -> dict[int, Sector]:
    """The sectors of one side from the top down; on the left the angles fall."""
    if not areas:
        return {}
    turn = 1 if end > start else -1
    whole = abs(end - start) - _BETWEEN * (len(areas) - 1)
    # Every area has the least; what is left is shared by the number of dots, but few dots take no half circle.
    least = min(_LEAST_SECTOR, whole / len(areas))
    takes = [len(figure.areas[area].dots) for area in areas]
    shared = (whole - least * len(areas)) / sum(takes)
    spans = [min(least + shared * n, max(_MOST_FOR_A_DOT * n, least)) for n in takes]
    at = start + turn * (whole - sum(spans)) / 2
    sectors = {}
    for area, span in zip(areas, spans, strict=True):
        sectors[area] = Sector(area, at, at + turn * span)
        at += turn * (span + _BETWEEN)
    return sectors


def _distance(dot: MapDot) -> float:
    return _COORDINATORS if dot.mark is MapMark.COORDINATES else RINGS[dot.ring]


def _wanted(away: float, rim: Round, size: float) -> float:
    """The radius a dot has where nothing is in its way."""
    return min(0.4 * size, 0.03 * rim.r) * (1.9 if away == _COORDINATORS else 1)


def _even(figure: MapFigure, rim: Round, sectors: Mapping[int, Sector], size: float) -> dict[Key, Spot]:
    """The dots of each area at even angles, so that the line of each passes between the others."""
    angles = {
        (i, j): sector.start + (sector.end - sector.start) * (j + 0.5) / len(figure.areas[i].dots)
        for i, sector in sectors.items()
        for j in range(len(figure.areas[i].dots))
    }
    rings: dict[float, list[float]] = defaultdict(list)
    for (i, j), angle in angles.items():
        rings[_distance(figure.areas[i].dots[j])].append(angle % tau)
    # Half the way to the nearest on the same ring, and not onto the line of a neighbour from a ring further in.
    nearest = min(_gaps([angle % tau for angle in angles.values()]), default=tau)
    radius = {}
    for away, ring in rings.items():
        inner = 1.0 if away == _COORDINATORS else 0.8 * nearest
        room = min(0.45 * min(_gaps(ring), default=tau), inner)
        radius[away] = min(_wanted(away, rim, size), room * away * rim.r)
    return {
        (i, j): Spot(angle, away * rim.r, radius[away])
        for (i, j), angle in angles.items()
        for away in [_distance(figure.areas[i].dots[j])]
    }


def _gaps(angles: list[float]) -> list[float]:
    placed = sorted(angles)
    return [b - a for a, b in pairwise(placed)] + ([placed[0] + tau - placed[-1]] if len(placed) > 1 else [])


def _by_ring(figure: MapFigure, rim: Round, sectors: Mapping[int, Sector], size: float) -> dict[Key, Spot]:
    """Each dot near its place in the area, moved along its ring as far as the others on it ask for.

    A ring too full for dots of a good size has up to three rows, the further ones inside it.
    """
    even = _even(figure, rim, sectors, size)
    groups: dict[float, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, j in even:
        groups[_distance(figure.areas[i].dots[j])][i].append(j)
    leaders = groups.pop(_COORDINATORS, {})
    spots = {(i, j): even[i, j] for i, members in leaders.items() for j in members}
    rows, r = {}, _wanted(0, rim, size)
    for away, areas in groups.items():
        room = 0.44 * min(sectors[i].span * away * rim.r / len(members) for i, members in areas.items())
        rows[away] = next((n for n in (1, 2) if n * room >= _GOOD * r), 3)
        # Rows inside one another must go in before the next ring, and an inner row is shorter.
        r = min(r, rows[away] * room) if rows[away] == 1 else min(r, 0.85 * rows[away] * room, 0.021 * rim.r)
    for away, areas in groups.items():
        for i, members in areas.items():
            spots |= _in_rows(sectors[i], members, len(figure.areas[i].dots), away=away * rim.r, r=r, rows=rows[away])
    return {key: spots[key] for key in even}


def _in_rows(
    sector: Sector, members: Sequence[int], of_all: int, *, away: float, r: float, rows: int
) -> dict[Key, Spot]:
    """The dots of an area on a ring, in one row where they go in it."""
    rows = 1 if 2.25 * r / away * len(members) <= sector.span else rows
    full = 2.25 * r / (away - (rows - 1) * 2.3 * r)
    takes = min(full / rows, sector.span / len(members))
    hopes = [sector.span * (j + 0.5) / of_all - takes / 2 for j in members]
    turn = 1 if sector.end > sector.start else -1
    return {
        (sector.area, j): Spot(sector.start + turn * (begin + takes / 2), away - n % rows * 2.3 * r, r)
        for n, (j, begin) in enumerate(
            zip(members, spread(hopes, [takes] * len(members), 0, 0, sector.span), strict=True)
        )
    }


def ground(wheel: Wheel) -> list[Primitive]:
    """The rings, broken where their names stand: what lies under the lines."""
    thin = 0.08 * wheel.size
    rings = list(RINGS.values())
    marks: list[Primitive] = []
    for k, share in enumerate(rings):
        r = share * wheel.rim.r
        hole = asin(wheel.name_halves[k] / r) if wheel.names else 0.0
        steps = wheel.rim.arc(hole - pi, pi - hole, r)
        marks.append(Path(steps, stroke="hair", width=thin, closed=not hole, of=("ring", k)))
    return [*marks, *wheel.names]


def spokes(figure: MapFigure, wheel: Wheel) -> list[Primitive]:
    """The thick line from the middle to each who coordinates."""
    marks: list[Primitive] = []
    for key, spot in wheel.spots.items():
        if _dot(figure, key).mark is MapMark.COORDINATES:
            ends = (("M", wheel.rim.x, wheel.rim.y), ("L", *wheel.rim.at(spot.angle, spot.away)))
            marks.append(Path(ends, stroke="teal", width=0.22 * wheel.size, of=("dot", *key)))
    return marks


def arcs_and_dots(figure: MapFigure, wheel: Wheel) -> list[Primitive]:
    """The arc of each area and the sign of each contact: what lies over the lines."""
    thick = min(0.38 * wheel.size, 0.03 * wheel.rim.r)
    marks: list[Primitive] = [
        Path(wheel.rim.arc(sector.start, sector.end), stroke="teal", width=thick, of=("area", i))
        for i, sector in wheel.sectors.items()
    ]
    for key, spot in wheel.spots.items():
        marks += sign(_dot(figure, key).mark, *wheel.at(key), spot.r, ("dot", *key))
    return marks


def _dot(figure: MapFigure, key: Key) -> MapDot:
    return figure.areas[key[0]].dots[key[1]]
