"""Which stretch of each long list of entries is shown as lines, and which of the groups that fold are open."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from ui.entry_lines.group import Group
from ui.entry_lines.line import Line

AT_A_TIME = 20
"""How many more lines are shown at a time."""
T = TypeVar("T")


class Known(Protocol):
    """What has an id: an entry, or a line made beforehand."""

    @property
    def id(self) -> UUID: ...


K = TypeVar("K", bound=Known)


class Stretch:
    """Which of a long list are shown: some at first, more on demand, and those around one that is gone to."""

    def __init__(self, many: int = AT_A_TIME, at_a_time: int = AT_A_TIME) -> None:
        self.first, self._many, self._at_a_time = 0, many, at_a_time

    def of(self, entries: Sequence[T]) -> Sequence[T]:
        """Those that are shown."""
        if self.first >= len(entries):
            self.first = 0
        return entries[self.first : self.first + self._many]

    def after(self, entries: Sequence[object]) -> int:
        """How many there are below those that are shown."""
        return max(0, len(entries) - self.first - self._many)

    def begin_with(self, many: int) -> None:
        """Show so many from the top."""
        self.first, self._many = 0, many

    def show_more(self) -> None:
        """Show more below."""
        self._many += self._at_a_time

    def show_before(self) -> None:
        """Show more above."""
        step = min(self.first, self._at_a_time)
        self.first, self._many = self.first - step, self._many + step

    def reach(self, place: int) -> None:
        """See to it that the one at ``place`` is shown; one far off with those around it only."""
        if self.first <= place < self.first + self._many:
            return
        if self.first + self._many <= place < self.first + self._many + self._at_a_time:
            self.show_more()
        else:
            self.first, self._many = place - place % self._at_a_time, self._at_a_time


class Sections:
    """The stretches and folds of one patient's lines."""

    def __init__(self, at_first: Mapping[str, int], folded: Collection[str]) -> None:
        """at_first: how many lines of a group are shown, where it is not the usual. folded: those closed at first."""
        self._at_first, self._folded = at_first, folded
        self._stretches: dict[str, Stretch] = {}
        self._turned: set[str] = set()
        self.key_of: dict[UUID, str] = {}
        """In which group each line stood last."""

    def begin_again(self) -> None:
        """Show as few as at first."""
        self._stretches, self._turned, self.key_of = {}, set(), {}

    def stretch(self, key: str) -> Stretch:
        """What is shown of a group."""
        return self._stretches.setdefault(key, Stretch(self._at_first.get(key, AT_A_TIME)))

    def fold(self, key: str) -> None:
        """Open a group that is closed, or close it."""
        self._turned ^= {key}

    def group(
        self,
        key: str,
        title: str,
        entries: Sequence[K],
        say: Callable[[K], Line],
        note: str = "",
        *,
        is_gap: bool = False,
        wanted: UUID | None = None,
        opened: UUID | None = None,
    ) -> list[Group]:
        """A group of entries, of which only those that are to be seen become lines; none when there is none.

        wanted: one that is to be seen wherever it stands. opened: one that is to be seen where that is not folded away.
        """
        if not entries:
            return []
        stretch, folds = self.stretch(key), key in self._folded
        places = {one.id: place for place, one in enumerate(entries) if one.id in (wanted, opened)}
        if wanted in places and folds:
            self._turned.add(key)
        is_open = not folds or key in self._turned
        sought = wanted if wanted in places else opened
        if sought in places and is_open:
            stretch.reach(places[sought])
        lines = tuple(say(one) for one in stretch.of(entries)) if is_open else ()
        self.key_of |= {one.id: key for one in lines}
        return [Group(key, title, lines, note, stretch.first, stretch.after(entries), folds, is_open, is_gap)]
