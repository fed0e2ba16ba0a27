"""The whole timeline placed: all lanes below one head for the screen, or cut into pages with the years on each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from coordinator.map_layout.lettering import Ruler
from coordinator.map_layout.primitives import Box, Measure, Primitive
from coordinator.timeline_layout.axis import Axis
from coordinator.timeline_layout.head import BAND, Frame, band, days
from coordinator.timeline_layout.lanes import PlacedLane, drawn_lane, placed_lane
from coordinator.timeline_layout.legend import legend_marks
from coordinator.timeline_layout.shapes import level, upright
from coordinator.transition.timeline_figure import Timeline

_LEAST_LABEL, _MOST_LABEL = 0.2, 0.3
"""The names have this share of the width: so much that no word of a title has to be broken, where that is possible."""
_LEAST_AXIS, _LEAST_YEAR = 20.0, 3.6
"""No axis, and no full year on it, is narrower than so many sizes of letters."""
_BESIDE, _RIGHT, _HAIR, _LINE = 0.8, 0.45, 0.075, 0.15


@dataclass(frozen=True)
class TimelineLayout:
    """A timeline, placed. The band with the years stands at the top, apart: on a screen it stays while one scrolls.

    label: how wide the names are; top: where the lanes begin; rows: where each is, by its number.
    """

    width: float
    height: float
    size: float
    band_height: float
    label: float
    top: float
    band: tuple[Primitive, ...] = field(repr=False)
    marks: tuple[Primitive, ...] = field(repr=False)
    rows: Mapping[int, Box] = field(repr=False)


@dataclass(frozen=True)
class Stretch:
    """Some lanes below the years, which can be cut in two where a page ends. Only the first has the days of law."""

    shown: Timeline
    frame: Frame
    lanes: tuple[PlacedLane, ...] = field(repr=False)
    is_first: bool = True
    with_legend: bool = True

    @property
    def height(self) -> float:
        """How high it is."""
        return self._around + sum(lane.height for lane in self.lanes)

    @property
    def least(self) -> float:
        """The height of the smallest part that may stand at the foot of a page."""
        return self._around + sum(lane.height for lane in self.lanes[:1])

    @property
    def _around(self) -> float:
        """What stands above and below the lanes."""
        frame, top = self.frame, BAND * self.frame.size
        if self.is_first:
            _, top = days(self.shown, frame, top)
        return top + (self._foot if self.with_legend else 0)

    @property
    def _foot(self) -> float:
        return legend_marks(self.frame.ruler, 0, self.frame.width, self.frame.small)[1] + 0.5 * self.frame.size

    def cut(self, room: float) -> "tuple[Stretch, Stretch] | None":
        """As many lanes as go into that height, and the rest; None when not one does, or all do."""
        left, many = room - self._around, 0
        for lane in self.lanes:
            left -= lane.height
            if left < 0:
                break
            many += 1
        if not 0 < many < len(self.lanes):
            return None
        return replace(self, lanes=self.lanes[:many]), replace(self, lanes=self.lanes[many:], is_first=False)

    def layout(self) -> TimelineLayout:
        """Where everything in it stands."""
        shown, frame, size = self.shown, self.frame, self.frame.size
        band_height = BAND * size
        law, top = days(shown, frame, band_height) if self.is_first else ([], band_height)
        rows: dict[int, Box] = {}
        bars: list[Primitive] = []
        bottom = top
        for lane in self.lanes:
            rows[lane.number] = Box(0, bottom, frame.width, lane.height)
            bars += drawn_lane(lane, bottom, frame)
            bottom += lane.height
        over = [upright(frame.axis.x(shown.today), band_height, bottom, "ink", _LINE * size)]
        height = bottom
        foot: list[Primitive] = []
        if self.with_legend:
            foot, _ = legend_marks(frame.ruler, bottom + 0.5 * size, frame.width, frame.small)
            height += self._foot
        marks = (*self._lines(band_height, top, bottom), *law, *bars, *over, *foot)
        return TimelineLayout(frame.width, height, size, band_height, frame.label, top, band(shown, frame), marks, rows)

    def _lines(self, above: float, top: float, bottom: float) -> Iterator[Primitive]:
        """What lies under the bars: where years begin, and the day that everything turns on."""
        shown, axis, size = self.shown, self.frame.axis, self.frame.size
        for number in range(1, len(shown.years)):
            yield upright(axis.stretch(number)[0], above, bottom, "hair", _HAIR * size)
        for mark in shown.marks:
            if mark.important:
                yield upright(axis.x(mark.day), above, bottom, "teal", _LINE * size)
        if top > above:
            yield level(top, 0, self.frame.width, "hair", _HAIR * size)


def timeline_layout(shown: Timeline, measure: Measure, width: float, size: float) -> TimelineLayout:
    """All lanes under each other; wider than ``width`` where a year would have too little room in it."""
    stretch = timeline_stretch(shown, measure, max(width, _least(shown, size)), size)
    return replace(stretch, with_legend=False).layout()


def timeline_stretch(shown: Timeline, measure: Measure, width: float, size: float) -> Stretch:
    """The whole timeline for a paper of that width, to be cut where its pages end."""
    frame = _frame(shown, Ruler(measure, size), width, size)
    lanes = (placed_lane(number, lane, shown.today, frame) for number, lane in enumerate(shown.lanes))
    return Stretch(shown, frame, tuple(lanes))


def _least(shown: Timeline, size: float) -> float:
    axis = max(_LEAST_AXIS, _LEAST_YEAR * Axis(shown, 0, 1).room) * size
    return axis / (1 - _LEAST_LABEL)


def _frame(shown: Timeline, ruler: Ruler, width: float, size: float) -> Frame:
    words = (word for lane in shown.lanes for word in lane.title.split())
    widest = max((ruler.width(word, size, True) for word in words), default=0) + 3.2 * size
    label = min(max(widest, _LEAST_LABEL * width), _MOST_LABEL * width)
    return Frame(ruler, size, width, label, Axis(shown, label + _BESIDE * size, width - _RIGHT * size))
