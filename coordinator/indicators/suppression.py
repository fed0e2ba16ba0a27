"""What of a count may be shown, so that nobody can work out who it is of.

A clinic for rare conditions has few patients, and somebody always knows some of them. Four rules, the same for the
screen, the paper and the file, so that two of them laid beside each other tell no more than one:

1. Nothing of a point is shown when one to four patients stand behind any of its groups: those it is counted of, those
   who have what is counted, those who have it not. So neither of the two can be taken from the whole. None is shown as
   none: that there is nobody tells of nobody. Patients are counted, not papers: six certificates may be of one.
2. A share is rounded to steps worth at least five patients each: whole per cent from five hundred patients, ten
   per cent from fifty. How many have what is counted is never shown beside it. So a newcomer does not show as the one
   by whom a quarter differs from the one before, and a share with a whole gives no number of patients.
3. The whole is rounded to the nearest five. It is the same for several figures, and every difference between two that
   are shown, of any figures on any days, is a multiple of five: none lies between one and four.
4. A share of those that another share tells of is hidden with it, and shows no whole: that would be the number which
   the other does not show.

"All" and "none" are told of all and none alone. Every other share that is shown stands for at least three numbers of
patients. What no rule can hide is what is learnt by somebody who knows of all patients but one and sees a figure change
just then.

A median is of at least five patients' certificates, and tells neither the shortest nor the longest wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.indicators.counting import Counted
from coordinator.indicators.definitions import Indicator, Unit

FEW = 5
"""From so many patients a group is told of."""
_STEPS = (1, 2, 5, 10, 20, 25, 50)
"""In per cent. Below ten patients a share is all or none or hidden, or half when the same patients have both."""


@dataclass(frozen=True)
class Point:
    """A figure as it is shown. value: per cent in its steps, or days; None when there is nothing to tell.

    denominator: of about how many; 0 when there was nothing to count. suppressed: hidden because it is of few; then no
    number is left in it. Neither value, denominator nor hidden: nothing tells how it was on that day.
    """

    day: date
    value: float | None = None
    denominator: int | None = None
    suppressed: bool = False


def published(
    indicators: Sequence[Indicator], counts: Mapping[str, Sequence[Counted]]
) -> Mapping[str, tuple[Point, ...]]:
    """The points of every indicator by its key, as they may be shown."""
    few = {key: [any(0 < group < FEW for group in one.behind) for one in found] for key, found in counts.items()}
    shown = {}
    for one in indicators:
        found = counts[one.key]
        beside = few[one.hidden_with] if one.hidden_with else [False] * len(found)
        hidden = [mine or others for mine, others in zip(few[one.key], beside, strict=True)]
        points = [_point(one, count, is_hidden) for count, is_hidden in zip(found, hidden, strict=True)]
        if one.only_now:
            points[:-1] = [Point(point.day) for point in points[:-1]]
        shown[one.key] = tuple(points)
    return shown


def _point(indicator: Indicator, count: Counted, is_hidden: bool) -> Point:
    if is_hidden:
        return Point(count.day, suppressed=True)
    if not count.denominator:
        return Point(count.day, denominator=0)
    value = count.value if indicator.unit is Unit.DAYS else _share(count)
    return Point(count.day, value, None if indicator.hidden_with else rounded(count.denominator))


def _share(count: Counted) -> float:
    """In per cent, in steps after how many patients there are; some is never told as none, nor nearly all as all."""
    some, of = count.numerator or 0, count.denominator
    if some in (0, of):
        return 100.0 * (some // of)
    step = next((one for one in _STEPS if one * count.behind[0] >= 100 * FEW), _STEPS[-1])
    nearest = (200 * some + step * of) // (2 * step * of) * step
    return float(min(max(step, nearest), 100 - step))


def rounded(count: int) -> int:
    """To the nearest five."""
    return (count + FEW // 2) // FEW * FEW
