"""Makes the rows of a preview: each entry of the file beside what stands here, and which rows need each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Contact
from coordinator.contact_import import SAME_HERE, beside_contacts
from coordinator.desk import Records
from coordinator.entity import Attr, Entity, attrs_of, require_keepable
from coordinator.entry_history import in_words, over
from coordinator.entry_name import name_of
from coordinator.errors import RuleError
from coordinator.journal_entry import JournalEntry
from coordinator.person import Patient
from coordinator.soundness import problems
from coordinator.take_in.beside import differing, gone_here, said_names, with_kept_fields, with_unsaid
from coordinator.take_in.homing import referring
from coordinator.take_in.own_work import OWN_WORK, THEIR_JOURNAL, THEIR_WORK, of_our_practice
from coordinator.take_in.preview import Differs, IntakeRow, RowState
from coordinator.take_in.read_file import ReadEntry, ReadFile

if TYPE_CHECKING:
    from coordinator.record import Record

_Said = tuple[type[Entity], tuple[str, ...]]
"""A kind, and the fields of it that the file says anything of."""
_Needs = dict[UUID, set[tuple[str, UUID]]]
"""By row the kinds and ids that it refers to and that do not stand here."""


def rows_of(read: ReadFile, placed: Sequence[ReadEntry], record: "Record", store: Records) -> tuple[IntakeRow, ...]:
    """A row for each entry of the file, in its order."""
    making = _Rows(read, placed, record, store)
    rows = [making.row(one) for one in placed]
    return tuple(_with_mending(_with_needs(rows, record), record))


class _Rows:
    """What is asked of every entry, found once: what stands, which contacts are the same, and what all are called."""

    def __init__(self, read: ReadFile, placed: Sequence[ReadEntry], record: "Record", store: Records) -> None:
        self._read, self._record = read, record
        self._gone = gone_here(store, record)
        self._standing = {entry.id: entry for found in record.entries.values() for entry in found}
        self._named = {one.entry.id: one.entry for one in placed} | self._standing
        self._likeness = {one.entry.id: found for one, found in _contacts(placed, record, self._standing)}
        self._twins = {one: twin for one, (twin, _) in self._likeness.items() if twin is not None}
        self._twins |= self._doubles(placed)

    def row(self, one: ReadEntry) -> IntakeRow:
        there = self._standing.get(one.entry.id)
        row = self._new(one.entry) if there is None else self._beside(one, there)
        if not row.state.can_be_chosen:
            return row
        if self._is_theirs(one.entry):
            if isinstance(one.entry, JournalEntry):
                return replace(row, state=RowState.REFUSED, why=THEIR_JOURNAL, theirs=True)
            row = replace(row, theirs=True, why=" ".join(filter(None, (row.why, THEIR_WORK))))
        twin = self._twins.get(one.entry.id)
        like = SAME_HERE if twin else self._likeness.get(one.entry.id, (None, ""))[1]
        return replace(row, entry=referring(row.entry, self._twins), apart=row.entry, twin=twin, like=like)

    def _is_theirs(self, entry: Entity) -> bool:
        """Whether it tells of another practice's own work."""
        return type(entry) in OWN_WORK and not of_our_practice(self._read.form, self._read.unit, self._record)

    def _doubles(self, placed: Sequence[ReadEntry]) -> dict[UUID, UUID]:
        """What was written in at both clinics: it says nothing that an entry here does not say, and is that one."""
        in_file = {one.entry.id for one in placed}
        here = [there for there in self._standing.values() if there.id not in in_file]
        there_by: dict[_Said, dict[tuple[Any, ...], UUID]] = {}
        twins = dict(self._twins)
        waiting = [
            (one.entry, said_names(self._read, one))
            for one in placed
            if one.entry.id not in self._standing and not isinstance(one.entry, Contact) and not _is_blank(one.entry)
        ]
        found = True
        while found:  # what refers to a double can be one as well
            found = False
            for entry, names in waiting:
                kind = type(entry)
                if entry.id not in twins:
                    if (kind, names) not in there_by:
                        alike = (one for one in reversed(here) if type(one) is kind)
                        there_by[kind, names] = {(name_of(one), *_values(one, names)): one.id for one in alike}
                    said = (name_of(entry), *_values(referring(entry, twins), names))
                    twin = there_by[kind, names].get(said)
                    if twin is not None:
                        twins[entry.id], found = twin, True
        return twins

    def _new(self, entry: Entity) -> IntakeRow:
        try:
            require_keepable(entry)
        except RuleError as error:
            return self._made(entry, None, RowState.REFUSED, why=error.message)
        # When the whole patient was taken away again, everything of hers is new.
        state = RowState.REMOVED if entry.id in self._gone and self._standing else RowState.NEW
        goes_on = replace(entry, version=self._gone.get(entry.id, 0))
        return self._made(goes_on, None, state, self._told(None, entry, attrs_of(type(entry))))

    def _beside(self, one: ReadEntry, there: Entity) -> IntakeRow:
        if type(there) is not type(one.entry):
            return self._made(one.entry, None, RowState.REFUSED, why="Posten är av ett annat slag här.")
        said = with_unsaid(self._read, one, there)
        if referring(said, self._twins) == there:
            return self._made(said, there, RowState.SAME)
        all_differ = differing(referring(said, self._twins), there)
        if there.KEPT_AS_IS:
            why = "Den bevaras som den lämnades ut. I filen är den skriven på ett annat sätt."
            return self._made(said, there, RowState.REFUSED, self._told(there, said, all_differ), why)
        becomes = self._allowed(said, there)
        changes = differing(referring(becomes, self._twins), there)
        stays = [attr.label for attr in all_differ if attr not in changes]
        why = f"Står kvar som det är här: {', '.join(stays)}." if stays else ""
        try:
            require_keepable(becomes)
        except RuleError as error:
            return self._made(said, there, RowState.REFUSED, why=error.message)
        if not changes:
            return self._made(said, there, RowState.REFUSED, self._told(there, said, all_differ), why)
        return self._made(becomes, there, RowState.CHANGED, self._told(there, becomes, changes), why)

    def _allowed(self, said: Entity, there: Entity) -> Entity:
        """What the file says without what no file changes: a number, a protection, a no, what stays as it came."""
        return over(there, with_kept_fields(said, there), self._record.today)

    def _made(
        self, entry: Entity, there: Entity | None, state: RowState, differs: tuple[Differs, ...] = (), why: str = ""
    ) -> IntakeRow:
        return IntakeRow(entry, there, state, self._title(there or entry), entry.TITLE, differs, why=why)

    def _title(self, entry: Entity) -> str:
        """What it is called; of what has no words of its own what it first says, as whose task it is."""
        title = name_of(entry)
        if title != entry.TITLE:
            return title
        said = (one.in_file for one in self._told(None, entry, attrs_of(type(entry))))
        return ", ".join(islice(said, 2)) or title

    def _told(self, there: Entity | None, entry: Entity, attrs: Sequence[Attr]) -> tuple[Differs, ...]:
        """The fields in words; of a new entry those that say something."""
        found = []
        for attr in attrs:
            if there is None and getattr(entry, attr.name) == attr.default:
                continue
            here = "" if there is None else self._words(there, attr)
            in_file = self._words(entry, attr)
            if here or in_file:
                found.append(Differs(attr.label, here, in_file))
        return tuple(found)

    def _words(self, entry: Entity, attr: Attr) -> str:
        value = getattr(entry, attr.name)
        if isinstance(value, UUID):
            return self._called(value)
        if attr.item_type is UUID:
            return ", ".join(map(self._called, value))
        return in_words(entry, attr)

    def _called(self, entry_id: UUID) -> str:
        named = self._named.get(entry_id)
        return name_of(named) if named is not None else "En post som inte finns"


def _is_blank(entry: Entity) -> bool:
    return all(getattr(entry, attr.name) == attr.default for attr in attrs_of(type(entry)))


def _values(entry: Entity, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in names)


def _contacts(
    placed: Sequence[ReadEntry], record: "Record", standing: Mapping[UUID, Entity]
) -> Iterator[tuple[ReadEntry, tuple[UUID | None, str]]]:
    """The contacts of the file that do not stand here by themselves, with which one here they are or resemble."""
    if not record.all(Contact):
        return
    beside: Callable[[Contact], tuple[UUID | None, str]] = beside_contacts(record)
    for one in placed:
        if isinstance(one.entry, Contact) and one.entry.id not in standing:
            yield one, beside(one.entry)


def _with_needs(rows: Sequence[IntakeRow], record: "Record") -> list[IntakeRow]:
    """The rows with what they need; one that needs what cannot be had is refused, and then what needs that."""
    standing = {(kind.KIND, entry.id) for kind, found in record.entries.items() for entry in found}
    found = {row.id: row for row in rows}
    direct = {row.id: _targets(row, standing) | _about(row, found) for row in rows if row.state.can_be_chosen}
    if not record.all(Patient):
        people = {("patient", row.id) for row in rows if isinstance(row.entry, Patient)}
        for row_id in direct:
            direct[row_id] |= {one for one in people if one[1] != row_id}
    while lost := _lost(direct, found):
        for row_id in lost:
            del direct[row_id]
    return [_needing(row, direct) if row.state.can_be_chosen else row for row in rows]


def _lost(direct: _Needs, found: Mapping[UUID, IntakeRow]) -> list[UUID]:
    """The rows that need one that cannot be had."""
    there = {(found[row_id].entry.KIND, row_id) for row_id in direct}
    return [row_id for row_id, needed in direct.items() if not needed <= there]


def _needing(row: IntakeRow, direct: _Needs) -> IntakeRow:
    if row.id in direct:
        return replace(row, needs=_closure(row.id, direct))
    why = "Den hänvisar till en post som inte finns, eller som inte kan tas in."
    return replace(row, state=RowState.REFUSED, why=why)


def _targets(row: IntakeRow, standing: set[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    """What the row refers to and that does not stand here."""
    wanted = {(attr.refers_to, getattr(row.entry, attr.name)) for attr in attrs_of(type(row.entry)) if attr.refers_to}
    return {one for one in wanted if one[1] is not None} - standing


def _about(row: IntakeRow, found: Mapping[UUID, IntakeRow]) -> set[tuple[str, UUID]]:
    """What the row is about without having to: by itself it would tell of what is not there."""
    named = [getattr(row.entry, one.name) for one in attrs_of(type(row.entry)) if one.value_type is UUID]
    about = (found[one] for one in named if one in found)
    return {(one.entry.KIND, one.id) for one in about if one.there is None and one.state.can_be_chosen}


def _closure(row_id: UUID, direct: _Needs) -> frozenset[UUID]:
    met: set[UUID] = set()
    ahead = [row_id]
    while ahead:
        new = {target for _, target in direct[ahead.pop()]} - met
        met |= new
        ahead.extend(new)
    return frozenset(met - {row_id})


def _with_mending(rows: Sequence[IntakeRow], record: "Record") -> Iterator[IntakeRow]:
    """The rows with what the rules would say of them, if all that is not here already came in."""
    steps = [step_of(row) for row in rows if row.state.can_be_chosen and row.twin is None]
    to_mend: dict[UUID, list[str]] = {}
    if steps:
        known = problems(record)
        for entry_id, sentence in problems(record.after(Change("Förhandsgranskning", tuple(steps)))):
            if (entry_id, sentence) not in known:
                to_mend.setdefault(entry_id, []).append(sentence)
    for row in rows:
        said = to_mend.get(row.id, []) if row.state.can_be_chosen else []
        mending = [f"Att rätta efteråt: {' '.join(said)}"] if said else []
        yield replace(row, why=" ".join([*([row.why] if row.why else []), *mending])) if mending else row


def step_of(row: IntakeRow, entry: Entity | None = None) -> Step:
    """What taking the row in does."""
    becomes = row.entry if entry is None else entry
    return Add(becomes) if row.there is None else Edit(replace(becomes, version=row.there.version))
