"""How one field of the strip is drawn: finns, inga kända and ej efterfrågat each with its own edge, sign and words."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from coordinator.entity import Knowledge
from ui.chips import pen, rounded
from ui.theme import scaled, theme

_BAR = 4


@dataclass(frozen=True)
class FieldLook:
    """Roles of the theme, and a sign. ``bar``: a thick edge at the left; ``dashed``: something is missing."""

    words: str
    title: str
    ground: str
    edge: str
    sign: str
    bar: bool = False
    dashed: bool = False


_LOOKS = {
    Knowledge.SOME: FieldLook("red", "ink", "red_soft", "red", "triangle-alert", bar=True),
    Knowledge.NONE_KNOWN: FieldLook("grey", "grey", "paper", "hair", "minus"),
    Knowledge.NOT_ASKED: FieldLook("amber", "grey", "paper", "amber", "circle-question-mark", dashed=True),
}


def look_of(state: Knowledge) -> FieldLook:
    """How what is known of a group is drawn."""
    return _LOOKS[state]


def paint_ground(painter: QPainter, place: QRectF, state: Knowledge, *, over: bool = False) -> None:
    """Draw what lies under the words of a field; ``over``: the mouse is on it."""
    look = look_of(state)
    edge = "hair" if look.bar and theme().tinted else look.edge
    ground = theme().colour("sel" if over else look.ground)
    rounded(painter, place, scaled(5), ground, pen(edge, dashed=look.dashed))
    if look.bar:
        painter.fillRect(QRectF(place.left(), place.top(), scaled(_BAR), place.height()), theme().colour(look.words))
