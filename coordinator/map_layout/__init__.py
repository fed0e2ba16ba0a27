"""Where everything on a map of contacts stands, as primitives that screen, paper and picture file draw alike."""

from coordinator.map_layout.legend import legend_layout
from coordinator.map_layout.paper import paper_layouts
from coordinator.map_layout.primitives import (
    Box,
    Circle,
    MapLayout,
    Measure,
    More,
    Of,
    Path,
    Place,
    Primitive,
    Role,
    Step,
    Words,
)
from coordinator.map_layout.screen import screen_layout

__all__ = [
    "Box",
    "Circle",
    "MapLayout",
    "Measure",
    "More",
    "Of",
    "Path",
    "Place",
    "Primitive",
    "Role",
    "Step",
    "Words",
    "legend_layout",
    "paper_layouts",
    "screen_layout",
]
