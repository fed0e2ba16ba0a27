"""What is asked of the list over all patients, and its answer: lines in parts of the day, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum

from coordinator.documents.phrases import sentence
from coordinator.swedish import SWEDEN, folded, full_day, how_late, short_day, week, weekday_in_words
from coordinator.today.matter import MatterKind, StoredMatter

AT_ONCE = 150
"""So many lines are read and shown at a time; there may be tens of thousands."""
EVERY_LINE = 1_000_000_000
"""More lines than any clinic has: for what tells or counts all of them."""
_SOON = timedelta(hours=2)
_MINUTE = timedelta(minutes=1)
_URGENT_DAYS = 7
"""So long before its day what law or somebody's safety hangs on is told first of all: a weekend may lie between."""


class Part(IntEnum):
    """A part of the day's list, in the order they stand."""

    URGENT = 0
    MEETINGS = 1
    LATE = 2
    THIS_WEEK = 3
    NEXT_WEEK = 4
    WAITING = 5
    LATER = 6
    NO_DAY = 7


@dataclass(frozen=True)
class Asked:
    """What to show. today: the day it is seen from. mine: whose patients and tasks alone, by name; empty for all.

    kinds: the kinds to show, none for all. late, waiting, ends: only what is. ahead: also what lies further on than it
    is told of in Idag. limit: at most so many lines from the beginning; how many there are is told all the same.
    """

    today: date
    mine: str = field(default="", repr=False)
    kinds: frozenset[MatterKind] = frozenset()
    late: bool = False
    waiting: bool = False
    ends: bool = False
    limit: int = AT_ONCE
    ahead: bool = False

    @property
    def me(self) -> str:
        """The name as it is compared."""
        return folded(self.mine)

    @property
    def is_narrowed(self) -> bool:
        """Whether only some lines are asked for, of whomever they are."""
        return bool(self.kinds) or self.late or self.waiting or self.ends

    @property
    def sunday(self) -> date:
        """The last day of this week."""
        return self.today + timedelta(days=7 - self.today.isoweekday())


@dataclass(frozen=True)
class DayLine:
    """One line, whose it is and in which part it stands. name: given name first; sorted_name: family name first."""

    part: Part
    name: str = field(repr=False)
    sorted_name: str = field(repr=False)
    number: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    protected: bool
    matter: StoredMatter


@dataclass(frozen=True)
class Day:
    """The answer. parts: how many lines stand in each part, of those asked for. kinds, late, waiting, ends, in_all: how
    many there are of each in all, whatever else was asked for than whose. patients: of how many patients there is
    anything, now or further on. to_journal: how many notes are not yet in the journal. stale: of how many patients the
    lines may be old. newest: the day of the latest row in the log, to tell a clock that was set back.
    """

    lines: Sequence[DayLine]
    parts: Mapping[Part, int]
    kinds: Mapping[MatterKind, int]
    late: int
    waiting: int
    ends: int
    in_all: int
    patients: int
    to_journal: int
    stale: int
    newest: date | None = None


def part_of(asked: Asked, kind: MatterKind, day: date | None, *, urgent: bool, waiting: bool) -> Part:
    """The part in which a line stands that day."""
    if day is None:
        return Part.WAITING if waiting else Part.NO_DAY
    if urgent and day <= asked.today + timedelta(days=_URGENT_DAYS):
        return Part.URGENT
    if day < asked.today:
        return Part.LATE
    if day == asked.today and kind is MatterKind.MEETING:
        return Part.MEETINGS
    if waiting:
        return Part.WAITING
    if day <= asked.sunday:
        return Part.THIS_WEEK
    return Part.NEXT_WEEK if day <= asked.sunday + timedelta(days=7) else Part.LATER


def is_told(part: Part, kind: MatterKind, *, ends: bool) -> bool:
    """Whether a line there is one for today: further on than next week only what takes its time to see to.

    What ends, and what changes with an age, is told of as long before as its rule says; a visit in three weeks is not.
    """
    return part is not Part.LATER or ends or kind is MatterKind.AGE


def nothing_words(asked: Asked) -> str:
    """What to say when there is no line: who asked for one kind is not told that there is nothing to do."""
    narrowed = asked.is_narrowed or bool(asked.me)
    return "Inget av det här just nu." if narrowed else "Inget att göra just nu."


def part_title(part: Part, today: date) -> str:
    """What stands over a part of the list."""
    match part:
        case Part.URGENT:
            return "Bråttom"
        case Part.MEETINGS:
            return "Möten i dag"
        case Part.LATE:
            return "Försenat"
        case Part.THIS_WEEK:
            return f"Den här veckan, {week(today)}"
        case Part.NEXT_WEEK:
            return f"Nästa vecka, {week(today + timedelta(days=7))}"
        case Part.WAITING:
            return "Väntar på svar"
        case Part.LATER:
            return "Längre fram"
        case Part.NO_DAY:
            return "Utan dag"


def when_words(line: DayLine, today: date, now: datetime | None = None) -> str:
    """When the line is due, in its column: "2 dagar sen", "10:30, om 49 min", "i dag", "senast mån 23 nov".

    Worked out when it is read, since the line may have been found on another day. Empty for what has no day. Without
    ``now``, as on paper, how soon it is is not told.
    """
    one = line.matter
    day = one.day
    if day is None:
        return ""
    if day < today:
        return how_late(day, today)
    told = "i dag" if day == today else short_day(day, today)
    if one.urgent:
        return f"senast {told} {one.clock}".rstrip()
    if not one.clock:
        return told
    return f"{one.clock}{_how_soon(day, one.clock, now)}" if day == today else f"{told} {one.clock}"


def why_words(line: DayLine, today: date) -> str:
    """What stands below the line: what should have been when its day has passed, and why it is here."""
    one = line.matter
    if one.day is None or one.day >= today or not one.should_have:
        return one.why
    should_have = f"{one.should_have[:1].upper()}{one.should_have[1:]} {full_day(one.day, today)}"
    return f"{sentence(should_have)} {one.why}".rstrip()


def clock_warning(day: Day, today: date) -> str:
    """What to say when the computer's clock is behind what was saved last; empty when it is not.

    Nothing is hidden or changed by it: what is late is only reckoned from the wrong day.
    """
    if day.newest is None or day.newest <= today:
        return ""
    return (
        f"Datorns klocka verkar gå fel. Den visar {weekday_in_words(today)}, men det senaste i pärmen är från "
        f"{weekday_in_words(day.newest)}. Ställ klockan rätt. Inget är borta, men vad som är försenat kan vara fel."
    )


def _how_soon(day: date, clock: str, now: datetime | None) -> str:
    """ ", om 49 min" within the two hours before it begins."""
    if now is None:
        return ""
    hour, _, minute = clock.partition(":")
    begins = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=SWEDEN)
    left = begins - now.astimezone(SWEDEN)
    return f", om {-(-left // _MINUTE)} min" if timedelta() < left <= _SOON else ""
