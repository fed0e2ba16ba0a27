"""The top of a timeline: the years in a band, and below it the days of law and support, stacked where they are near."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from coordinator.map_layout.lettering import Block, Piece, Ruler, drawn
from coordinator.map_layout.primitives import Box, Primitive, Role, Words
from coordinator.timeline_layout.axis import Axis
from coordinator.timeline_layout.shapes import DAY_COLOURS, bar, block, day_sign, level, upright
from coordinator.transition.timeline_figure import Mark, Timeline, Years
from coordinator.transition.timeline_words import FROM_BIRTH, LAW

BAND = 1.9
"""How high the band with the years is, in sizes of its letters."""
SMALL = 0.92
"""How large explanations are beside names."""
TODAY = "i dag"

_ROW = 1.62
"""From one day to the one stacked below it."""
_PAD, _BESIDE, _HAIR = 0.5, 0.75, 0.075
_LEAST_ROOM = 6.0
"""A text that has less room than this beside its sign is broken into lines on the other side."""


@dataclass(frozen=True)
class Frame:
    """What everything on the timeline is placed by: the size of letters, the room for names, and the axis."""

    ruler: Ruler
    size: float
    width: float
    label: float
    axis: Axis

    @property
    def small(self) -> float:
        """The size of explanations."""
        return SMALL * self.size


def band(shown: Timeline, frame: Frame) -> tuple[Primitive, ...]:
    """The years, and where today is."""
    size, axis, ruler, height = frame.size, frame.axis, frame.ruler, BAND * frame.size
    now = axis.x(shown.today) + _HAIR * size
    said = ruler.width(TODAY, size, True)
    label = Box(now - said - size, 0.1 * size, said + size, height - 0.2 * size)
    baseline = height / 2 + 0.35 * size
    marks: list[Primitive] = [block(Box(0, 0, frame.width, height), "sunken")]
    for number, one in enumerate(shown.years):
        start, end = axis.stretch(number)
        if number:
            marks.append(upright(start, 0, height, "hair", _HAIR * size))
        if start < label.right:
            start = max(start, label.right)
        marks += _title(one, frame, start + _PAD * size, end, baseline)
    marks.append(level(height, 0, frame.width, "hair", _HAIR * size))
    marks.append(bar(label, size, fill="ink", of=("today",)))
    marks.append(Words(label.x + size / 2, baseline, TODAY, size, "paper", True, of=("today",)))
    return tuple(marks)


def _title(one: Years, frame: Frame, left: float, right: float, baseline: float) -> Iterator[Words]:
    """As much of it as there is room for."""
    ruler, size, small = frame.ruler, frame.size, frame.small
    short = one.title.replace(" till ", "–")
    shortest = f"’{short[2:4]}{short[4:5]}{short[7:]}"
    title = next((text for text in (one.title, short, shortest) if left + ruler.width(text, size, True) <= right), "")
    if not title:
        return
    yield Words(left, baseline, title, size, "ink", True)
    turns = f"fyller {one.turns}" if one.turns else ""
    at = left + ruler.width(title, size, True) + 0.35 * size
    if turns and at + ruler.width(turns, small) <= right:
        yield Words(at, baseline, turns, small, "grey")


@dataclass(frozen=True)
class _Placed:
    """A day with its text, on which row it is, and the box that nothing else may stand in."""

    mark: Mark
    number: int
    x: float
    text: Block
    at: float
    row: int
    left: float
    right: float

    @property
    def rows(self) -> range:
        return range(self.row, self.row + len(self.text.lines))

    def meets(self, other: "_Placed") -> bool:
        """Whether both cannot stand where they are."""
        rows = self.row <= other.rows[-1] and other.row <= self.rows[-1]
        return rows and self.left < other.right and other.left < self.right


def days(shown: Timeline, frame: Frame, top: float) -> tuple[list[Primitive], float]:
    """The days of law and support with what they are called, and how far down they go; nothing where there are none."""
    if not shown.marks:
        return [], top
    size, ruler = frame.size, frame.ruler
    placed = _stacked(shown, frame)
    title = ruler.wrapped(ruler.text((Piece(LAW, "teal", True),)), size, frame.label - size)
    note = ruler.wrapped(ruler.text((Piece(FROM_BIRTH, "grey"),)), frame.small, frame.label - size)
    step, inset = _ROW * size, 0.75 * size
    rows = 1 + max(one.rows[-1] for one in placed)
    lines = len(title.lines) + len(note.lines)
    bottom = top + 2 * inset + max(rows * step, lines * 1.4 * size)
    marks: list[Primitive] = []
    for one in placed:
        y = top + inset + (one.row + 0.5) * step
        marks.append(upright(one.x, y, bottom, "hair", _HAIR * size))
    for one in placed:
        y, of = top + inset + one.row * step, ("mark", one.number)
        high = step * len(one.text.lines)
        behind = Box(one.at - 0.2 * size, y + 0.15 * step, one.text.width + 0.4 * size, high - 0.3 * step)
        marks.append(block(behind, "paper"))
        role = "teal" if one.mark.important else DAY_COLOURS[one.mark.sign]
        marks.append(day_sign(one.mark.sign, (one.x, y + step / 2), size, role, of))
        marks += drawn(one.text, one.at, y, height=high, size=size, leading=step, of=of)
    first = top + inset + (step - 1.4 * size) / 2
    high = 1.4 * size * len(title.lines)
    marks += drawn(title, 0, first, height=high, size=size, leading=1.4 * size, of=("law",))
    marks += drawn(
        note, 0, first + high, height=1.4 * size * len(note.lines), size=frame.small, leading=1.4 * size, of=("law",)
    )
    return marks, bottom


def _stacked(shown: Timeline, frame: Frame) -> list[_Placed]:
    """Each day on the first row where it has room, its text to the right of its sign rather than to the left."""
    found: list[_Placed] = []
    for number, mark in enumerate(shown.marks):
        ways = _beside(mark, number, frame, frame.axis.x(shown.today))
        places = (replace(one, row=row) for row in count() for one in ways)
        found.append(next(one for one in places if not any(map(one.meets, found))))
    return found


def _beside(mark: Mark, number: int, frame: Frame, edge: float) -> list[_Placed]:
    """The text on each side of its sign where it has room; in lines on the wider one where it has none.

    edge: it stands wholly to the right of that, which is today.
    """
    size, ruler = frame.size, frame.ruler
    role: Role = "teal" if mark.important else DAY_COLOURS[mark.sign]
    text = ruler.text((Piece(mark.text, role, mark.important),))
    x, beside = frame.axis.x(mark.day), _BESIDE * size
    right, left = frame.axis.right - x - beside, x - beside - edge - _PAD * size
    most = max(right, left, _LEAST_ROOM * size)
    made = ruler.wrapped(text, size, most)
    ways = ((right, x + beside), (left, x - beside - made.width))
    sides = [at for room, at in ways if made.width <= room] or [max(ways)[1]]
    around = 0.4 * size
    return [
        _Placed(mark, number, x, made, at, 0, min(at, x - beside) - around, max(at + made.width, x + beside) + around)
        for at in sides
    ]
