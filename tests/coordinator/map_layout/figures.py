"""Made-up figures for the geometry of the map, and what its tests measure with."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from math import hypot

from coordinator.map_figure import MapArea, MapDot, MapFigure, MapMark, MapRing
from coordinator.map_layout import Box, MapLayout, Path, Words

TITLES = (
    "Fast vård- och läkarkontakt",
    "Specialiserad vård",
    "Primärvård",
    "Habilitering och hjälpmedel",
    "Tandvård",
    "Kommun",
    "Skola",
    "Myndigheter, förening, närstående",
)
_FIRST = ("Henrik", "Amina", "Jonas", "Lisa", "Petra", "Erik", "Maria", "Olle", "Sofia", "Tarek", "Åsa-Viktoria")
_LAST = ("Falk", "Wallin", "Edman", "Ek", "Holm", "Överström-Nilsson", "Nord")
_ROLES = (
    "barnläkare",
    "öron-, näs- och halsläkare",
    "studie- och yrkesvägledare",
    "",
    "kurator",
    "ortopedingenjör",
    "LSS-handläggare",
)
_MARKS = (MapMark.CURRENT, MapMark.CURRENT, MapMark.OLD, MapMark.CURRENT, MapMark.GAP, MapMark.CURRENT, MapMark.CURRENT)
_RINGS = (MapRing.LATER, MapRing.MONTH, MapRing.LATER, MapRing.HALF_YEAR, MapRing.LATER)

LONG_NAME = "Anna-Karin Margareta Elisabet af Ugglas-Överström von Exempelsson-Testberg Nords"
LONG_WORD = "Å" + "abcdefghijklmnopqrst" * 6

COUNTS = {
    "none": (),
    "one": (1,),
    "ten": (1, 3, 1, 2, 0, 1, 1, 1),
    "forty": (2, 10, 2, 9, 2, 6, 4, 5),
    "fifty": (2, 12, 4, 10, 2, 7, 6, 7),
    "fifty-one": (2, 13, 4, 10, 2, 7, 6, 7),
    "hundred and twenty": (2, 39, 9, 19, 4, 19, 8, 20),
    "all in one area": (0, 121),
    "all in two": (0, 60, 0, 0, 0, 60),
    "one long, many short": (1, 100, 2, 3, 1, 2, 0, 1),
}


def measure(text: str, size: float, bold: bool) -> float:
    """A stand-in for a font: about as wide as text is."""
    narrow = sum(text.count(letter) for letter in "iljtfr., -")
    return ((0.56 if bold else 0.52) * len(text) - 0.22 * narrow) * size


def a_dot(n: int, *, mark: MapMark | None = None, ring: MapRing | None = None, name: str = "") -> MapDot:
    """The n-th made-up contact. Its number makes the name its own."""
    mark = mark or _MARKS[n % len(_MARKS)]
    return MapDot(
        name or f"{_FIRST[n % len(_FIRST)]} {_LAST[n % len(_LAST)]} {n}",
        _ROLES[n % len(_ROLES)],
        mark,
        ring or _RINGS[n % len(_RINGS)],
        acute=n % 9 == 0,
        says="ingen tid" if mark is MapMark.GAP else "",
    )


def figure_of(areas: Sequence[Sequence[MapDot]]) -> MapFigure:
    """The figure with those contacts in the areas of life; areas with nobody are not there."""
    count = sum(len(dots) for dots in areas)
    there = [MapArea(title, tuple(dots)) for title, dots in zip(TITLES, areas, strict=False) if dots]
    return MapFigure("Alva", f"{count} kontakter", "", tuple(there))


def a_figure(counts: Iterable[int]) -> MapFigure:
    """A figure with so many contacts in each area; the first of all coordinates."""
    areas: list[list[MapDot]] = []
    n = 0
    for count in counts:
        areas.append([a_dot(n + k, mark=MapMark.COORDINATES if n + k == 0 else None) for k in range(count)])
        n += count
    return figure_of(areas)


def extremes() -> dict[str, MapFigure]:
    """Every figure the map must stand, by its name."""
    return {
        **{name: a_figure(counts) for name, counts in COUNTS.items()},
        "long names": figure_of([[a_dot(n, name=LONG_NAME) for n in range(10)] for _ in TITLES]),
        "long words": figure_of([[a_dot(k, name=LONG_WORD) for k in range(3)] for _ in TITLES]),
        "all on one ring": figure_of([[a_dot(n, ring=MapRing.MONTH) for n in range(k * 4)] for k in range(1, 9)]),
        "all coordinate": figure_of([[a_dot(k, mark=MapMark.COORDINATES) for k in range(6)] for _ in TITLES]),
    }


def labels(layout: MapLayout) -> list[Box]:
    """The boxes of all names and of what shows more."""
    return [place.label for place in layout.dots.values() if place.label] + [more.box for more in layout.mores.values()]


def overlapping(boxes: Iterable[Box]) -> list[tuple[Box, Box]]:
    """The pairs that lie over each other by more than what adding decimals makes."""
    slim = [Box(box.x + 0.01, box.y + 0.01, box.width - 0.02, box.height - 0.02) for box in boxes]
    return [
        (a, b) for a, b in combinations(slim, 2)
        if a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
    ]  # fmt: skip


def reach(box: Box, x: float, y: float) -> float:
    """How near a box comes to a point."""
    return hypot(max(box.x - x, 0, x - box.right), max(box.y - y, 0, y - box.bottom))


def written(layouts: Iterable[MapLayout]) -> dict[tuple[int, int], tuple[str, str]]:
    """What is written about each contact on all pages: its bold text and the rest, without spaces."""
    found: dict[tuple[int, int], tuple[str, str]] = defaultdict(lambda: ("", ""))
    for layout in layouts:
        for mark in layout.marks:
            if isinstance(mark, Words) and mark.of and mark.of[0] == "dot":
                _, *numbers = mark.of
                key = (numbers[0], numbers[1])
                text = mark.text.replace(" ", "")
                bold, rest = found[key]
                found[key] = (bold + text, rest) if mark.bold else (bold, rest + text)
    return dict(found)


def points(path: Path) -> list[tuple[float, float]]:
    """Points along a path, close to each other where it bends."""
    found: list[tuple[float, float]] = []
    for step in path.steps:
        kind, *numbers = step
        if kind != "C":
            found.append((numbers[0], numbers[1]))
            continue
        (x, y), (x1, y1, x2, y2, x3, y3) = found[-1], numbers
        for n in range(1, 25):
            t = n / 24
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3))
    return found


def cross(one: Sequence[tuple[float, float]], two: Sequence[tuple[float, float]]) -> bool:
    """Whether two lines of points cross."""
    return any(_meet(a, b, c, d) for a, b in pairwise(one) for c, d in pairwise(two))


def _meet(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    return _side(a, b, c) * _side(a, b, d) < -1e-9 and _side(c, d, a) * _side(c, d, b) < -1e-9


def _side(a: tuple[float, float], b: tuple[float, float], p: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
