"""What a map is drawn with: circles, paths and words, simple enough for screen, paper and picture file alike.

The unit is the one of `Measure` (pixels on the screen, points on paper); y grows downwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Measure = Callable[[str, float, bool], float]
"""The width of a text set in that size, bold or not."""

Role = Literal["ink", "grey", "teal", "amber", "red", "green", "hair", "paper", "sunken", "sel", "on_teal"]
"""What a colour is for. Whoever draws knows which colour that is; "paper" is what the map lies on.

"green", "sunken" and "sel" are for the timeline; no map has them.
"""

Anchor = Literal["start", "middle", "end"]

Of = tuple[str, *tuple[int, ...]] | None
"""What a primitive belongs to: None (nothing), ("centre",), ("ring", k), ("area", i), ("dot", i, j), ("more", i)
or ("legend",). i and j count the figure's areas and their dots."""

Step = tuple[str, *tuple[float, ...]]
"""One step of a path: ("M", x, y) moves, ("L", x, y) draws a line, ("C", x1, y1, x2, y2, x, y) a cubic curve."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle or disc. Without fill or stroke that part is not drawn."""

    x: float
    y: float
    r: float
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 0
    dash: tuple[float, ...] = ()
    of: Of = None


@dataclass(frozen=True, slots=True)
class Path:
    """A line or an area of straight and curved steps. Lines end flat and meet in round corners."""

    steps: tuple[Step, ...]
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 0
    dash: tuple[float, ...] = ()
    closed: bool = False
    of: Of = None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, at its baseline."""

    x: float
    y: float
    text: str = field(repr=False)
    size: float
    role: Role = "ink"
    bold: bool = False
    anchor: Anchor = "start"
    of: Of = None


Primitive = Circle | Path | Words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contact is: its dot on the rings, and the box of its label (None where the list hides it)."""

    x: float
    y: float
    r: float
    label: Box | None


@dataclass(frozen=True, slots=True)
class More:
    """What "Visa 24 till" covers, and how many it hides."""

    box: Box
    hidden: int


@dataclass(frozen=True, slots=True)
class MapLayout:
    """A whole map, placed. The marks stand in drawing order; the rest says where things are, for clicks and tests."""

    width: float
    height: float
    size: float
    """The text size of names."""
    marks: tuple[Primitive, ...] = field(repr=False)
    centre: Circle
    """The disc in the middle."""
    rim: Circle
    """The circle the arcs of the areas lie on (not drawn itself)."""
    dots: Mapping[tuple[int, int], Place] = field(repr=False)
    """By the number of the area and the number of the dot in it. On a further page: the labels that stand there."""
    headings: Mapping[int, Box] = field(repr=False)
    mores: Mapping[int, More] = field(repr=False)
    legend: Box | None = None
