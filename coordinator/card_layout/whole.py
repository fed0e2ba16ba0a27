"""Both sides of the card, in points from the upper left corner of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coordinator.card_layout.back import back, back_rows
from coordinator.card_layout.frame import ATTEMPTS, HEIGHT, WIDTH, Lettering, Side
from coordinator.card_layout.front import front, front_rows
from coordinator.card_layout.rows import CardRow, drawn_rows, height_of, placed_row
from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Measure, Primitive
from coordinator.umi.card_figure import CardFacts

__all__ = ["HEIGHT", "WIDTH", "CardLayout", "card_layout"]

AROUND_THE_ROWS = "Namn, diagnos, telefoner och språk"
"""What has no room when not even a single row has any."""

_BASIS = 10.0


@dataclass(frozen=True)
class CardLayout:
    """front and back: what is drawn on each. too_much: the headings of the rows that have no room; nothing of the card
    may be printed then.
    """

    front: tuple[Primitive, ...] = field(repr=False)
    back: tuple[Primitive, ...] = field(repr=False)
    too_much: tuple[str, ...]


@dataclass(frozen=True)
class _Placed:
    """A side, and how many of its rows have room."""

    marks: tuple[Primitive, ...] = field(repr=False)
    rows: int


def card_layout(facts: CardFacts, measure: Measure) -> CardLayout:
    """Place the card. measure: the width of a text in points, by its size and whether it is bold."""
    ruler = Ruler(measure, _BASIS)
    swedish, english = facts.nothing
    first = _placed(lambda one: front(facts, one), front_rows(facts) or [CardRow(swedish, alone=True)], ruler)
    second = _placed(lambda one: back(facts, one), back_rows(facts) or [CardRow(english, alone=True)], ruler)
    rows = min(first.rows, second.rows)
    without_room = [one.heading for one in facts.items][rows:]
    if not rows:
        without_room.insert(0, AROUND_THE_ROWS)
    return CardLayout(first.marks, second.marks, tuple(without_room))


def _placed(side: Callable[[Lettering], Side], rows: Sequence[CardRow], ruler: Ruler) -> _Placed:
    """The side in the best size that has room for all; in the smallest with as many rows as it has room for."""
    for attempt in ATTEMPTS:
        lettering = Lettering(ruler, *attempt)
        around = side(lettering)
        placed = [placed_row(one, lettering, around.area.width) for one in rows]
        if height_of(placed, lettering) <= around.area.height:
            break
    while placed and height_of(placed, lettering) > around.area.height:
        placed.pop()
    return _Placed((*around.marks, *drawn_rows(placed, lettering, around.area)), len(placed))
