"""What a timeline of transitions shows, in days and words, before anybody has placed it on a screen or a paper."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from coordinator.date_rule import DateSign
from coordinator.transition.standing import SwapState
from coordinator.transition.swap import TransitionKind


@dataclass(frozen=True)
class Mark:
    """A day of law, support or a stage. ``important`` is the one day that everything turns on: coming of age."""

    day: date
    text: str
    sign: DateSign
    important: bool = False


@dataclass(frozen=True)
class Booking:
    """A visit or a meeting that is planned."""

    day: date
    text: str


@dataclass(frozen=True)
class Lane:
    """One contact from today on: who answers until the swap, and who then.

    id: the transition's; None for the lane of those who decide for the patient, which is none. swap: the day it is
    planned for, None when no day is set. late: that day has passed and who answered still answers.
    """

    id: UUID | None
    title: str = field(repr=False)
    kind: TransitionKind | None
    today_words: str = field(repr=False)
    swap: date | None
    state: SwapState
    then_words: str = field(repr=False)
    joint: date | None = None
    bookings: tuple[Booking, ...] = ()
    late: bool = False

    @property
    def ok(self) -> bool:
        """Whether somebody is named for what comes after."""
        return self.state is not SwapState.HOLE


@dataclass(frozen=True)
class Years:
    """A stretch of the head: one year, or several in which nothing happens ("2030 till 2034").

    turns: the age that the patient reaches in a single year; None in a longer stretch or without a birth date. calm:
    nothing happens in it, so that it needs little room.
    """

    first: int
    last: int
    turns: int | None = None
    calm: bool = False

    @property
    def title(self) -> str:
        """ "2027", or "2030 till 2034"."""
        return str(self.first) if self.first == self.last else f"{self.first} till {self.last}"


@dataclass(frozen=True)
class Timeline:
    """From shortly before today to the last day, lanes sorted by the day of the swap."""

    first: date
    last: date
    today: date
    years: tuple[Years, ...]
    marks: tuple[Mark, ...]
    lanes: tuple[Lane, ...]

    @property
    def holes(self) -> int:
        """How many lanes have nobody who takes over."""
        return sum(not lane.ok for lane in self.lanes)
