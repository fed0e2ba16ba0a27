"""The points without a figure: each a sign below the floor, so that none looks like nought, with words beside it."""

from dataclasses import dataclass, field
from itertools import groupby

from coordinator.chart_layout.frame import Frame
from coordinator.map_layout.primitives import Circle, Of, Path, Primitive, Step, Words
from coordinator.trend import TrendGap
from coordinator.trend_words import GAPS

R, ROOM = 0.3, 0.75
"""A sign, and how far from its middle other things stand."""
_STROKE, _APART = 0.1, 0.5


def gap_sign(gap: TrendGap, x: float, y: float, size: float, of: Of = None) -> Primitive:
    """A broken ring for what is hidden, a line for nothing to count, a cross for what nobody knows."""
    r, width = R * size, _STROKE * size
    if gap is TrendGap.HIDDEN:
        return Circle(x, y, r, stroke="grey", width=width, dash=(0.24 * size, 0.16 * size), of=of)
    steps: tuple[Step, ...] = (("M", x - r, y), ("L", x + r, y))
    if gap is TrendGap.UNKNOWN:
        r *= 0.8
        steps = ("M", x - r, y - r), ("L", x + r, y + r), ("M", x - r, y + r), ("L", x + r, y - r)
    return Path(steps, stroke="grey", width=width, of=of)


@dataclass
class Gaps:
    """The signs of a chart, with the words that have room beside them."""

    signs: list[Primitive] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    unsaid: tuple[TrendGap, ...] = ()
    """What no run of signs had room for words beside."""


def gaps_of(frame: Frame) -> Gaps:
    """Each point without a figure, on the first line below the floor."""
    made, y, size = Gaps(), frame.middle(0), frame.size
    gaps = [one.gap for one in frame.trend.points]
    taken: list[tuple[float, float]] = []
    for at, gap in enumerate(gaps):
        if gap is not None:
            made.signs.append(gap_sign(gap, frame.x(at), y, size, ("point", at)))
            taken.append((frame.x(at) - ROOM * size, frame.x(at) + ROOM * size))
    said: set[TrendGap] = set()
    for gap, run in groupby(range(len(gaps)), key=lambda at: gaps[at]):
        places = list(run)
        left = None if gap is None else _free(frame, GAPS[gap], (places[0], places[-1]), taken)
        if gap is not None and left is not None:
            made.words.append(gap_words(GAPS[gap], left, y, size))
            taken.append((left - _APART * size, left + frame.wide(GAPS[gap]) + _APART * size))
            said.add(gap)
    made.unsaid = tuple(gap for gap in TrendGap if gap in gaps and gap not in said)
    return made


def _free(frame: Frame, words: str, run: tuple[int, int], taken: list[tuple[float, float]]) -> float | None:
    """Where the words have room beside a run of signs: after it, else before it."""
    wide, beside = frame.wide(words), ROOM * frame.size
    for left in (frame.x(run[1]) + beside, frame.x(run[0]) - beside - wide):
        inside = left >= frame.label and left + wide <= frame.width
        if inside and not any(left < right - 1e-6 and begin + 1e-6 < left + wide for begin, right in taken):
            return left
    return None


def gap_words(text: str, x: float, y: float, size: float) -> Words:
    """What stands beside it, level with it."""
    return Words(x, y + 0.35 * size, text, size, "grey")
