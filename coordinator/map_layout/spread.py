"""Putting things in a row as near to where they belong as they go without meeting."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], lengths: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Where each begins, in their order, between low and high: the least squares away from where it wants to begin.

    When they do not all go in, they begin at low and go past high.
    """
    # Without their lengths and gaps the things may stand on one spot but must not change places: each group of those
    # that would stands on the mean of its wishes.
    before: list[float] = []
    used = 0.0
    groups: list[tuple[float, int]] = []
    for place, length in zip(wanted, lengths, strict=True):
        before.append(used)
        total, count = place - used, 1
        while groups and groups[-1][0] / groups[-1][1] > total / count:
            last = groups.pop()
            total, count = total + last[0], count + last[1]
        groups.append((total, count))
        used += length + gap
    top = max(low, high - (used - gap))
    starts = [min(max(total / count, low), top) for total, count in groups for _ in range(count)]
    return [start + offset for start, offset in zip(starts, before, strict=True)]


def shares(needs: Sequence[float], room: float) -> list[float]:
    """What each gets of a room too small for all: those who need little get it all, the others equally much."""
    given = [0.0] * len(needs)
    left = room
    for served, n in enumerate(sorted(range(len(needs)), key=lambda n: needs[n])):
        given[n] = min(needs[n], left / (len(needs) - served))
        left -= given[n]
    return given
