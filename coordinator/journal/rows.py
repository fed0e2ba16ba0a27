"""What belongs in the journal, a row an entry: not there yet, changed or removed since it was put there, or in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from uuid import UUID

from coordinator.careplan import HandedOutPlan
from coordinator.consent import Consent
from coordinator.contact_log import ContactLogEntry
from coordinator.documents.phrases import shortened
from coordinator.entity import Code, Entity
from coordinator.exchange.journal_letters import one_line
from coordinator.exchange.own_number import number_left_out
from coordinator.journal.kinds import JOURNAL_KINDS, KIND_NAMED, JournalKind, mark_of
from coordinator.journal_entry import SETTLED, JournalEntry
from coordinator.protection import shareable
from coordinator.settings import JOURNAL_IDENTITY_NUMBER
from coordinator.shared_paper import SharedPaper
from coordinator.swedish import SWEDEN
from coordinator.taken_in import TakenIn

if TYPE_CHECKING:
    from coordinator.record import Record

_HEADING = 60


class JournalState(Code):
    """How an entry stands to the journal."""

    WAITING = ("waiting", "Ska till journalen")
    CHANGED = ("changed", "Ändrad efter överföring")
    REMOVED = ("removed", "Borttagen efter överföring")
    ENTERED = ("entered", "Införd")


@dataclass(frozen=True)
class JournalRow:
    """One entry and the journal.

    entry: None when it is not in the record any more. section: the key of what it stands under in the note. words: as
    it now reads, a fact a line, the first of which begins with its day; none of what is removed. entered: when it was
    last put there, and before: in which words; none of what was put there before they were kept. What is protected
    stands in none of it.
    """

    entry: Entity | None
    entry_id: UUID
    kind_title: str
    day: date
    heading: str = field(repr=False)
    section: str
    words: tuple[str, ...] = field(repr=False)
    state: JournalState
    entered: JournalEntry | None
    before: tuple[str, ...] = field(repr=False)

    @property
    def reads_as_before(self) -> bool:
        """Whether it was changed, and back again or in what the journal does not say."""
        return self.state is JournalState.CHANGED and bool(self.words) and self.words == self.before


class Put(Protocol):
    """That an entry was put into the journal, as little of it as tells how the entry stands."""

    @property
    def entry_kind(self) -> str: ...

    @property
    def entry_id(self) -> UUID: ...

    @property
    def entry_version(self) -> int: ...

    @property
    def mark(self) -> str: ...


P = TypeVar("P", bound=Put)


@dataclass(frozen=True)
class _Standing(Generic[P]):
    known: JournalKind
    entry: Entity | None
    there: P | None
    day: date | None
    state: JournalState


def journal_rows(record: "Record", *, entered: bool = False) -> list[JournalRow]:
    """What is not in the journal as it now reads, the oldest first; ``entered``: and after that what is."""
    put = sorted(record.all(JournalEntry), key=lambda one: one.entered_at)
    found = [one for one in _standings(record, put, JOURNAL_KINDS) if entered or one.state is not JournalState.ENTERED]
    rows = [*_told(record, found)]
    return sorted(rows, key=lambda row: (row.state is JournalState.ENTERED, row.day))


def of_others(record: "Record") -> frozenset[UUID]:
    """What came with another clinic's file, and is in their journal."""
    return frozenset(id for one in record.all(TakenIn) if one.from_others for id in one.added)


def many_beside_log(record: "Record", put: Iterable[Put]) -> int:
    """How many rows `journal_rows` has beside contacts that stand in the log and what was handed out.

    put: the earliest first; what was put into the journal of all but the contacts that stand in the log. It counts the
    same from a record of which neither log nor paper has been read.
    """
    return sum(one.state is not JournalState.ENTERED for one in _standings(record, put, _BESIDE))


_BESIDE = {
    kind: known for kind, known in JOURNAL_KINDS.items() if kind not in (ContactLogEntry, SharedPaper, HandedOutPlan)
}


def _standings(record: "Record", put: Iterable[P], kinds: Mapping[type[Entity], JournalKind]) -> Iterator[_Standing[P]]:
    there: dict[UUID, P] = {}
    versions: set[tuple[UUID, int]] = set()
    for one in put:
        there[one.entry_id] = one
        versions.add((one.entry_id, one.entry_version))
    others = of_others(record)
    for kind, known in kinds.items():
        for entry in record.all(kind):
            last, day = there.pop(entry.id, None), known.day(record, entry)
            if day is None:
                if _stands(last) and not kind.KEPT_AS_IS:  # what was noted as done is not so any more
                    yield _Standing(known, entry, last, None, JournalState.REMOVED)
            elif last is not None or entry.version > 1 or entry.id not in others:
                is_there = (entry.id, entry.version) in versions
                yield _Standing(known, entry, last, day, _state(record, entry, last, is_there=is_there))
    for left in there.values():
        gone = KIND_NAMED.get(left.entry_kind)
        if gone is not None and not gone.kind.KEPT_AS_IS and _stands(left):
            yield _Standing(gone, None, left, None, JournalState.REMOVED)


def _stands(last: Put | None) -> bool:
    return last is not None and last.mark != SETTLED


def _state(record: "Record", entry: Entity, last: Put | None, *, is_there: bool) -> JournalState:
    """A contact stands there in a version, so that they can be counted without being read; others by what is said."""
    if last is None or last.mark == SETTLED:
        if isinstance(entry, Consent) and entry.in_journal_on is not None:
            ended_since = entry.revoked_on is not None and entry.revoked_on >= entry.in_journal_on
            return JournalState.CHANGED if ended_since else JournalState.ENTERED
        return JournalState.ENTERED if is_there else JournalState.WAITING
    if entry.KEPT_AS_IS:
        return JournalState.ENTERED
    by_version = isinstance(entry, ContactLogEntry) or not last.mark
    same = is_there if by_version else last.mark == mark_of(record, entry)
    return JournalState.ENTERED if same else JournalState.CHANGED


def _told(record: "Record", found: Iterable[_Standing[JournalEntry]]) -> Iterator[JournalRow]:
    """The rows in words, without what is protected and without the patient's number unless it is wanted."""
    shown = shareable(record)
    kinds: tuple[type[Entity], ...] = (*JOURNAL_KINDS, JournalEntry)
    known: dict[UUID, Entity] = {entry.id: entry for kind in kinds for entry in shown.all(kind)}
    with_number = record.settings[JOURNAL_IDENTITY_NUMBER]
    without = (lambda text: text) if with_number else number_left_out(record.patient)
    for one in found:
        last = known[one.there.id] if one.there is not None else None
        entered = last if isinstance(last, JournalEntry) else None
        before = tuple(map(without, filter(None, entered.words.split("\n")))) if entered is not None else ()
        words: tuple[str, ...] = ()
        if one.entry is not None and one.state is not JournalState.REMOVED:
            said = one.known.words(shown, known[one.entry.id])
            words = tuple(without(line) for fact in said if (line := one_line(fact)))
        heading = shortened((*words, *before, one.known.kind.TITLE)[0], _HEADING)
        day = one.day or (entered.entered_at.astimezone(SWEDEN).date() if entered is not None else record.today)
        if words:  # so that another day is seen in what it read before
            words = (f"{day.isoformat()}: {words[0]}", *words[1:])
        title = one.known.kind.TITLE
        id = one.entry.id if one.entry is not None else entered.entry_id if entered is not None else record.patient_id
        yield JournalRow(one.entry, id, title, day, heading, one.known.section, words, one.state, entered, before)
