"""Counts the facts of all patients as they are, before anything is hidden; what leaves this is not to be shown.

An indicator is counted on nine days: the ends of the last eight quarters, and today.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coordinator.indicators.fact import Fact, FactKind

QUARTERS = 8


class Counted(NamedTuple):
    """What was counted on or until a day. value: the median where that is the figure.

    behind: how many patients stand behind each of the groups that the figure tells of: all of them, those of the
    numerator and those of the rest. Six certificates may be of one patient.
    """

    day: date
    numerator: int | None
    denominator: int
    behind: tuple[int, ...]
    value: float | None = None


class _Event(NamedTuple):
    patient: str
    value: int


class _Days:
    """The patients of every span, the transitions that go on and the things that happened, laid out under the days."""

    def __init__(self, facts: Iterable[Fact], days: Sequence[date]) -> None:
        self.days = days
        said = [day.isoformat() for day in days]
        first = quarter_start(days[0]).isoformat()
        self._spans: dict[str, list[set[str]]] = {kind.stored: [set() for _ in days] for kind in _SPANS}
        self._events: dict[str, list[list[_Event]]] = {kind.stored: [[] for _ in days] for kind in _EVENTS}
        for patient, kind, start, end, value in facts:
            begins = bisect_left(said, start)
            covered = slice(begins, bisect_right(said, end) if end else None)
            if kind in self._spans:
                for among in self._spans[kind][covered]:
                    among.add(patient)
            elif kind == FactKind.TRANSITION.stored:
                for going_on in self._events[kind][covered]:
                    going_on.append(_Event(patient, value))
            elif kind in self._events and begins < len(said) and start >= first:  # another program may have stored more
                self._events[kind][begins].append(_Event(patient, value))

    def patients(self, kind: FactKind, at: int) -> set[str]:
        """Those of whom it held on the day, and who were here."""
        return self._spans[kind.stored][at] & self._spans[FactKind.HERE.stored][at]

    def events(self, kind: FactKind, at: int) -> list[_Event]:
        """What happened in the quarter of the day, until it; of transitions those that go on."""
        return self._events[kind.stored][at]


_EVENTS = (FactKind.TRANSITION, FactKind.SIP_FOLLOW_UP, FactKind.CERTIFICATE)
_SPANS = tuple(kind for kind in FactKind if kind not in _EVENTS)


def counted(facts: Iterable[Fact], today: date) -> Mapping[str, Sequence[Counted]]:
    """Every indicator by its key on each of the days, the last of them today."""
    laid = _Days(facts, days_told(today))
    return {key: [count(laid, at) for at in range(len(laid.days))] for key, count in _COUNTS.items()}


def days_told(today: date) -> list[date]:
    """The ends of the last eight quarters before today, and today."""
    found = [today]
    for _ in range(QUARTERS):
        found.insert(0, quarter_start(found[0]) - timedelta(days=1))
    return found


def quarter_start(day: date) -> date:
    """The first day of the quarter that ``day`` is in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _share(kind: FactKind, of: FactKind) -> Callable[[_Days, int], Counted]:
    def count(laid: _Days, at: int) -> Counted:
        everybody = laid.patients(of, at)
        having = laid.patients(kind, at) & everybody
        groups = (len(everybody), len(having), len(everybody) - len(having))
        return Counted(laid.days[at], len(having), len(everybody), groups)

    return count


def _share_of_events(kind: FactKind) -> Callable[[_Days, int], Counted]:
    def count(laid: _Days, at: int) -> Counted:
        found = laid.events(kind, at)
        if kind is FactKind.TRANSITION:
            here = laid.patients(FactKind.HERE, at)
            found = [one for one in found if one.patient in here]
        having = [one for one in found if one.value]
        rest = [one for one in found if not one.value]
        groups = tuple(len({one.patient for one in group}) for group in (found, having, rest))
        return Counted(laid.days[at], len(having), len(found), groups)

    return count


def _median_days(laid: _Days, at: int) -> Counted:
    found = laid.events(FactKind.CERTIFICATE, at)
    patients = len({one.patient for one in found})
    return Counted(laid.days[at], None, len(found), (patients,), median([one.value for one in found]))


def median(values: Sequence[int]) -> float | None:
    """The middle one; of an even number the middle between the two, in whole days, upwards from a half."""
    if not values:
        return None
    in_order, half = sorted(values), len(values) // 2
    return float(in_order[half] if len(values) % 2 else (in_order[half - 1] + in_order[half] + 1) // 2)


_COUNTS: Mapping[str, Callable[[_Days, int], Counted]] = {
    "care_contact": _share(FactKind.CARE_CONTACT, FactKind.HERE),
    "physician_contact": _share(FactKind.PHYSICIAN_CONTACT, FactKind.HERE),
    "current_plan": _share(FactKind.CURRENT_PLAN, FactKind.HERE),
    "sip_in_time": _share_of_events(FactKind.SIP_FOLLOW_UP),
    "receiver": _share_of_events(FactKind.TRANSITION),
    "certificate_days": _median_days,
    "alerts_answered": _share(FactKind.ALERTS_ANSWERED, FactKind.HERE),
    "informed": _share(FactKind.INFORMED, FactKind.CARE_CONTACT),
}
