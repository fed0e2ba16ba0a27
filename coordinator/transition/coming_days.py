"""The days of a patient's transitions that are not behind her: swaps, meetings, first visits, follow-ups, agreements.

A plan may have forty swaps on one birthday and a hundred agreements that are late: what is of one sort and day is one
line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from coordinator.entity import Entity
from coordinator.transition.belonging import tasks_that_remain
from coordinator.transition.days import swap_day
from coordinator.transition.swap import Transition, TransitionFollowUp
from coordinator.transition.who import place_words

if TYPE_CHECKING:
    from coordinator.record import Record

_NAMED = 3
"""So many are told by name when several are one line."""


class _Sort(Enum):
    """Why the day matters: the word for one, for several of one day, and what to say when the day has passed."""

    SWAP = ("Övergång", "övergångar", "skulle ha varit klar")
    JOINT_MEETING = ("Gemensamt möte", "gemensamma möten", "skulle ha hållits")
    FIRST_VISIT = ("Första besöket efter", "första besök", "skulle ha varit")
    FOLLOW_UP = ("Uppföljning efter", "uppföljningar efter övergång", "skulle ha gjorts")
    AGREED = ("", "överenskommelser", "skulle ha gjorts")


@dataclass(frozen=True)
class ComingDay:
    """A day and what is on it. entry: where it stands, the first one when it is several. sort: why the day matters."""

    entry: Entity = field(repr=False)
    day: date
    what: str = field(repr=False)
    who: str = field(repr=False)
    should_have: str
    sort: str
    many: int = 1


_Told = tuple[Entity, str, str]
"""The entry, what it is called, and who it is with."""


def coming_days(record: "Record") -> list[ComingDay]:
    """Every day that remains, those that have passed too; in no order."""
    found: dict[tuple[_Sort, date], list[_Told]] = {}
    for sort, day, told in (*_of_swaps(record), *_follow_ups(record), *_agreed(record)):
        found.setdefault((sort, day), []).append(told)
    return [_line(sort, day, told) for (sort, day), told in found.items()]


def _of_swaps(record: "Record") -> Iterator[tuple[_Sort, date, _Told]]:
    for one in record.all(Transition):
        if not one.is_open:
            continue
        days = {
            _Sort.SWAP: swap_day(record, one),
            _Sort.JOINT_MEETING: one.joint_meeting_on if one.joint_meeting_held_on is None else None,
            _Sort.FIRST_VISIT: one.first_visit_on if one.first_visit_done_on is None else None,
        }
        for sort, day in days.items():
            if day is not None:
                yield sort, day, (one, place_words(record, one), one.receiver.strip())


def _follow_ups(record: "Record") -> Iterator[tuple[_Sort, date, _Told]]:
    swaps = {one.id: one for one in record.all(Transition) if one.dropped_on is None}
    for one in record.all(TransitionFollowUp):
        swap = swaps.get(one.transition_id)
        if one.done_on is None and swap is not None:
            yield _Sort.FOLLOW_UP, one.due_on, (one, place_words(record, swap), swap.receiver.strip())


def _agreed(record: "Record") -> Iterator[tuple[_Sort, date, _Told]]:
    """What was agreed and remains. Those that are late stand together, under the day of the first."""
    remain = [(one.due_on, one) for one in tasks_that_remain(record) if one.due_on]
    remain.sort(key=lambda one: one[0])
    for day, one in remain:
        yield _Sort.AGREED, remain[0][0] if day < record.today else day, (one, one.heading.strip(), one.who.strip())


def _line(sort: _Sort, day: date, told: list[_Told]) -> ComingDay:
    word, several, should_have = sort.value
    entry, called, who = told[0]
    if len(told) == 1:
        return ComingDay(entry, day, f"{word}: {called}" if word else called, who, should_have, sort.name.lower())
    names = list(dict.fromkeys(name for _, name, _ in told))
    more = f" och {len(names) - _NAMED} till" if len(names) > _NAMED else ""
    named, many = ", ".join(names[:_NAMED]) + more, len(told)
    return ComingDay(entry, day, f"{many} {several}", named, should_have, sort.name.lower(), many)
