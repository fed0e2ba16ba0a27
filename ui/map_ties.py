"""Who exchanges information with whom, as lines between the dots of the map."""

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from coordinator.map_layout import Circle, Place
from ui.chips import pen

_TOWARDS_MIDDLE = 0.5
"""A line bends so much of the way towards the middle, so that two of them are seldom on top of each other."""
_REACH = 2.5


def paint_ties(
    painter: QPainter,
    centre: Circle,
    places: Mapping[Hashable, Place],
    pairs: Sequence[tuple[Hashable, Hashable]],
    chosen: Hashable,
    *,
    everybody: bool,
) -> None:
    """The lines of the chosen contact, with a ring around each at their other end; with ``everybody`` all the others
    too, thinner.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    known = [pair for pair in pairs if pair[0] in places and pair[1] in places]
    if everybody:
        painter.setPen(pen("teal"))
        for one, other in known:
            painter.drawPath(_line(places[one], places[other], centre))
    painter.setPen(pen("teal", width=2))
    for pair in known:
        if chosen in pair:
            one, other = (places[key] for key in pair)
            painter.drawPath(_line(one, other, centre))
            there = other if pair[0] == chosen else one
            reach = there.r + _REACH
            painter.drawEllipse(QPointF(there.x, there.y), reach, reach)


def _line(one: Place, other: Place, centre: Circle) -> QPainterPath:
    start, end, middle = QPointF(one.x, one.y), QPointF(other.x, other.y), QPointF(centre.x, centre.y)
    made = QPainterPath(start)
    halfway = (start + end) / 2
    made.quadTo(halfway + (middle - halfway) * _TOWARDS_MIDDLE, end)
    return made
