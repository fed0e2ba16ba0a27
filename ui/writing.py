"""One line of text, painted: in which hand, and what of it there is room for."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ui.chips import fitted
from ui.theme import BODY_POINTS, font, metrics, theme

_ON_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class Hand:
    """How a text is written: the role of its colour, its weight and size."""

    role: str
    weight: int = 400
    points: float = BODY_POINTS


def write(painter: QPainter, room: QRectF, text: str, hand: Hand) -> float:
    """Write ``text`` at the left of ``room``, what of it there is room for; where it ends."""
    width = room.width()
    if not text or width <= 0:
        return room.left()
    shown, needs = fitted(text, metrics(hand.points, hand.weight), width)
    painter.setFont(font(hand.points, hand.weight))
    painter.setPen(theme().colour(hand.role))
    place = QRectF(room.left(), room.top(), width + 2, room.height())
    painter.drawText(place, _ON_ONE_LINE, shown)
    return room.left() + min(width, needs)
