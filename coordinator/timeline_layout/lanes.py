"""The lanes of a timeline: who answers today, and from the swap on who then, or that nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from coordinator.days_left import with_year
from coordinator.map_layout.lettering import Block, Piece, drawn
from coordinator.map_layout.primitives import Box, Of, Primitive, Role, Words
from coordinator.timeline_layout.head import Frame
from coordinator.timeline_layout.shapes import bar, hole_sign, joint_sign, level, named_sign, visit_sign
from coordinator.transition.standing import SwapState
from coordinator.transition.timeline_figure import Lane

NO_DAY = "ingen dag än"
MISSING = "Saknas"

_ROW, _BAR = 3.4, 2.0
"""How high a lane is at least, and how high its bars are, in sizes of letters."""
_LEADING, _MOST_LINES = 1.35, 9
_GAP, _PAD, _HAIR = 0.3, 0.7, 0.075
_AROUND_SIGN = 0.85
_UNDATED = (0.55, 0.72)
"""Without a day, what is today ends so far along the axis, and what comes then begins there."""


@dataclass(frozen=True)
class _Bar:
    """A stretch of a lane: how it looks, what is to stand in it, and what stands in the way of that."""

    left: float
    right: float
    words: str = field(repr=False)
    shorter: tuple[str, ...] = field(repr=False)
    role: Role
    fill: Role
    stroke: Role | None = None
    dashed: bool = False
    bold: bool = True


@dataclass(frozen=True)
class PlacedLane:
    """A lane, measured: its bars with their words, and what stands in the column of names. Drawn by `drawn_lane`."""

    number: int
    lane: Lane
    bars: tuple[tuple[_Bar, float, str], ...] = field(repr=False)
    name: Block = field(repr=False)
    more: Block = field(repr=False)
    height: float


def placed_lane(number: int, lane: Lane, today: date, frame: Frame) -> PlacedLane:
    """What of a lane stands where; what has no room in the bars stands below the name."""
    bars = []
    extra: list[Piece] = []
    blocked = _in_the_way(lane, today, frame)
    found = _bars(lane, today, frame)
    for place, one in enumerate(found):
        at, shown = _written(one, blocked, frame)
        bars.append((one, at, shown))
        if shown != one.words:
            extra.append(Piece(_below(lane, found, place), "grey"))
    if lane.late and lane.swap is not None:
        extra.append(Piece(f"Skulle ha bytt {with_year(lane.swap)}", "amber", True))
    ruler, size = frame.ruler, frame.size
    room = frame.label - 2.7 * size
    name = _first_lines(ruler.wrapped(ruler.text((Piece(lane.title, "ink", True),)), size, room))
    lines = [_first_lines(ruler.wrapped(ruler.text((piece,)), frame.small, room)) for piece in extra]
    more = Block(tuple(line for one in lines for line in one.lines), tuple(w for one in lines for w in one.widths))
    written = (len(name.lines) + len(more.lines)) * _LEADING * size
    return PlacedLane(number, lane, tuple(bars), name, more, max(_ROW * size, written + 1.2 * size))


def _first_lines(text: Block) -> Block:
    """No name is so long that a lane were higher than a page: what it is in full, the words of the timeline tell."""
    return Block(text.lines[:_MOST_LINES], text.widths[:_MOST_LINES])


def _below(lane: Lane, found: Sequence[_Bar], place: int) -> str:
    """The words of a bar as they stand below the name: it is said when who it is does not answer today."""
    words = found[place].words
    if lane.state is SwapState.DONE:
        return f"tidigare {words}" if place < len(found) - 1 else words
    if not place:
        return words
    return f"sedan {words}" if lane.ok else f"sedan {words[:1].lower()}{words[1:]}"


def drawn_lane(placed: PlacedLane, top: float, frame: Frame) -> list[Primitive]:
    """The lane with its upper edge there."""
    size, lane, of = frame.size, placed.lane, ("lane", placed.number)
    middle = top + placed.height / 2
    marks: list[Primitive] = [level(top + placed.height, 0, frame.width, "hair", _HAIR * size)]
    sign = frame.label - 1.2 * size
    if lane.ok:
        marks += named_sign(sign, middle, size, of)
    else:
        marks.append(hole_sign(sign, middle, size, of))
    marks += _names(placed, middle, frame, of)
    high = _BAR * size
    for one, at, shown in placed.bars:
        box = Box(one.left, middle - high / 2, one.right - one.left, high)
        marks.append(bar(box, size, fill=one.fill, stroke=one.stroke, dashed=one.dashed, of=of))
        if shown:
            marks.append(Words(at, middle + 0.35 * size, shown, size, one.role, one.bold, of=of))
    if lane.swap is None and lane.state is not SwapState.SAME:
        marks += _without_a_day(placed, middle, frame, of)
    marks += [visit_sign(frame.axis.x(visit.day), middle + high / 2, size, of) for visit in lane.bookings]
    if lane.joint is not None and frame.axis.holds(lane.joint):
        marks.append(joint_sign(frame.axis.x(lane.joint), middle, size, of))
    return marks


def _names(placed: PlacedLane, middle: float, frame: Frame, of: Of) -> list[Words]:
    size, leading = frame.size, _LEADING * frame.size
    first, second = len(placed.name.lines) * leading, len(placed.more.lines) * leading
    top = middle - (first + second) / 2
    said = drawn(placed.name, _PAD * size, top, height=first, size=size, leading=leading, of=of)
    below = drawn(placed.more, _PAD * size, top + first, height=second, size=frame.small, leading=leading, of=of)
    return said + below


def _without_a_day(placed: PlacedLane, middle: float, frame: Frame, of: Of) -> list[Primitive]:
    """Between who answers today and who then: that nobody has said when."""
    left, right = placed.bars[0][0].right, placed.bars[1][0].left
    small = frame.small
    wide = frame.ruler.width(NO_DAY, small)
    if wide <= right - left:
        return [Words((left + right) / 2, middle + 0.35 * small, NO_DAY, small, "grey", anchor="middle", of=of)]
    return [level(middle, left, right, "grey", _HAIR * frame.size)]


def _bars(lane: Lane, today: date, frame: Frame) -> list[_Bar]:
    """One after another from the left."""
    axis, gap = frame.axis, _GAP * frame.size / 2
    who, then = lane.today_words, lane.then_words
    first, last = axis.left, axis.right
    if lane.state is SwapState.SAME:
        return [_now(first, last, f"{who}, {SwapState.SAME.label.lower()}")]
    if lane.swap is None:
        ends, begins = (first + share * (last - first) for share in _UNDATED)
        return [_now(first, ends, who), _then(lane, begins, last)]
    if lane.state is SwapState.DONE:
        at = axis.x(lane.swap)
        before = [_Bar(first, at - gap, who, (), "grey", "sunken", "hair", bold=False)] if at - first > gap else []
        return [*before, _now(max(first, at + gap) if before else first, last, then)]
    at = axis.x(max(lane.swap, today))
    return [_now(first, at - gap, who), _then(lane, at + gap, last)]


def _now(left: float, right: float, words: str) -> _Bar:
    return _Bar(left, right, words, _first_part(words), "on_teal", "teal")


def _then(lane: Lane, left: float, right: float) -> _Bar:
    words = lane.then_words
    if lane.ok:
        return _Bar(left, right, words, _first_part(words), "teal", "sel", "teal")
    return _Bar(left, right, words, (words.partition(" (")[0], MISSING), "amber", "paper", "amber", dashed=True)


def _first_part(words: str) -> tuple[str, ...]:
    """The name, without the unit after it."""
    return (words.partition(", ")[0],)


def _in_the_way(lane: Lane, today: date, frame: Frame) -> list[float]:
    """Where on the axis no letters may stand."""
    days = [today, *([lane.joint] if lane.joint is not None else [])]
    return [frame.axis.x(day) for day in days if frame.axis.holds(day)]


def _written(one: _Bar, blocked: Sequence[float], frame: Frame) -> tuple[float, str]:
    """Where the words of a bar begin, and as much of them as has room: all, the name, or nothing.

    They stand after today's line where they can, as what is read of a bar is what is to come.
    """
    size, ruler = frame.size, frame.ruler
    edges = [one.left - (_AROUND_SIGN - _PAD) * size]
    edges += sorted(x for x in blocked if one.left < x < one.right)
    edges += [one.right + (_AROUND_SIGN - 0.3) * size]
    gaps = [(left + _AROUND_SIGN * size, right - _AROUND_SIGN * size) for left, right in pairwise(edges)]
    gaps = [*gaps[1:], gaps[0]] if blocked and one.left < blocked[0] < one.right else gaps
    for words in dict.fromkeys((one.words, *one.shorter)):
        wide = ruler.width(words, size, one.bold)
        for left, right in gaps:
            if wide <= right - left:
                return left, words
    return one.left, ""
