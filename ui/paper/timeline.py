"""The timeline of transitions on paper: a drawing over as many pages as it takes, heard part by part.

The drawing as a whole is heard as one sentence; then each day and each contact with all that is known of it.
"""

from itertools import groupby

from coordinator.map_layout import Of, Primitive, Words
from coordinator.timeline_layout import Stretch, timeline_stretch
from coordinator.transition.timeline_figure import Timeline
from coordinator.transition.timeline_words import lane_in_words, mark_in_words, says
from ui.paper.drawing import measure, paint, write
from ui.paper.look import Sheet
from ui.paper.marks import Mark
from ui.paper.tags import Node

SIZE, SMALLEST = 9.0, 5.0
"""The size of the names in points, and how small they may get where the head else had no room on a page."""
_SMALLER = 0.9


class TimelineNodes:
    """The elements that the timeline is heard as."""

    def __init__(self, shown: Timeline, parent: Node) -> None:
        self.drawing = parent.add("Figure", alt=says(shown), once=True)
        self.law = parent.add("P")
        days = parent.add("L", numbering="None")
        self._days = [days.item().add("Figure", alt=mark_in_words(mark)) for mark in shown.marks]
        lanes = parent.add("L", numbering="None")
        self._lanes = [lanes.item().add("Figure", alt=lane_in_words(lane)) for lane in shown.lanes]

    def node(self, of: Of) -> Node | None:
        """The element that a part of the drawing is; what stands below it all explains signs to those who see them."""
        match of:
            case ("lane", int(number)):
                return self._lanes[number]
            case ("mark", int(number)):
                return self._days[number]
            case ("law",):
                return self.law
            case ("legend",):
                return None
        return self.drawing


class TimelinePiece(Mark):
    """The timeline, or as much of it as stands on a page."""

    def __init__(self, stretch: Stretch, nodes: TimelineNodes) -> None:
        super().__init__(stretch.frame.width, stretch.height)
        self._stretch, self._nodes = stretch, nodes

    def least_height(self, _width: float) -> float:
        """That of the head with one contact."""
        return self._stretch.least

    def split(self, _available_width: float, available_height: float) -> "list[TimelinePiece]":
        """As many contacts as there is room for, and the rest; empty when not one has room."""
        parts = self._stretch.cut(available_height)
        if parts is None:
            return []
        first, rest = (TimelinePiece(part, self._nodes) for part in parts)
        first.spaceBefore, rest.spaceAfter = self.getSpaceBefore(), self.getSpaceAfter()
        return [first, rest]

    def draw(self) -> None:
        """Draw it part by part, each as what it is."""
        layout = self._stretch.layout()
        self.canv.setLineJoin(1)
        for of, marks in groupby((*layout.band, *layout.marks), key=lambda mark: mark.of):
            self._say(of, list(marks))
        self.canv.setDash()

    def _say(self, of: Of, marks: list[Primitive]) -> None:
        node = self._nodes.node(of)
        if node is not None and node.kind == "Figure" and node.box is None:
            node.box = self.canv.box_of(self.width, self.height)
        with self.canv.saying(node):
            for mark in marks:
                if isinstance(mark, Words):
                    write(self.canv, self.height, mark)
                else:
                    paint(self.canv, self.height, mark)


def timeline_piece(shown: Timeline, sheet: Sheet, parent: Node) -> TimelinePiece:
    """The timeline for the sheet, in letters that let its head and a contact go on a page."""
    size = SIZE * sheet.scale
    stretch = timeline_stretch(shown, measure, sheet.body_width, size)
    while stretch.least > sheet.body_height and size > SMALLEST:
        size *= _SMALLER
        stretch = timeline_stretch(shown, measure, sheet.body_width, size)
    return TimelinePiece(stretch, TimelineNodes(shown, parent))
