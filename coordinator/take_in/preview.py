"""A file held against what stands here, row by row: what is new, changed, the same, removed here or refused."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.desk import Access, Records
from coordinator.entity import Code, Entity
from coordinator.journal.carrying import carried_over
from coordinator.person import Patient
from coordinator.take_in.homing import at_home
from coordinator.take_in.read_file import ReadEntry, ReadFile
from coordinator.take_in.whose import Whose, person_in, require_place, whose

if TYPE_CHECKING:
    from coordinator.record import Record


class RowState(Code):
    """What a row of the file is, beside what stands here."""

    NEW = ("new", "Ny")
    CHANGED = ("changed", "Ändrad")
    SAME = ("same", "Lika")
    REMOVED = ("removed", "Borttagen här")
    REFUSED = ("refused", "Tas inte in")

    @property
    def can_be_chosen(self) -> bool:
        """Whether taking the row in would do anything, and may be done."""
        return self in (RowState.NEW, RowState.CHANGED, RowState.REMOVED)


@dataclass(frozen=True)
class Differs:
    """One field in words: what stands here, and what the file has; of a new entry what it says."""

    label: str
    here: str = field(repr=False)
    in_file: str = field(repr=False)


@dataclass(frozen=True)
class IntakeRow:
    """One entry of the file. ``entry``: as it would stand here; ``there``: what stands now, None when nothing does.

    needs: the ids of the rows that must come along, those that they need too. like: whether it may be one that is here
    under another id; when it is the same, ``twin`` is that one's id, and what refers to the row refers to the twin
    unless the row is chosen. apart: the entry with the file's own references, for then. theirs: it tells of the work of
    those who wrote it. why: why it is refused, what of it stays as it is here, or what is to be mended once it is in.
    """

    entry: Entity = field(repr=False)
    there: Entity | None = field(repr=False)
    state: RowState
    title: str = field(repr=False)
    kind_title: str
    differs: tuple[Differs, ...] = field(default=(), repr=False)
    needs: frozenset[UUID] = frozenset()
    like: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    twin: UUID | None = None
    apart: Entity | None = field(default=None, repr=False)
    theirs: bool = False

    @property
    def id(self) -> UUID:
        """What it is chosen by."""
        return self.entry.id


@dataclass(frozen=True)
class Preview:
    """A file beside the record it would go into; nothing has been saved.

    record: as it is now; empty when the patient is new. patient_words: who she is. warnings: what must be seen before
    anything is chosen.
    """

    read: ReadFile
    record: "Record"
    rows: tuple[IntakeRow, ...] = field(repr=False)
    is_new_patient: bool
    patient_words: str = field(repr=False)
    warnings: tuple[str, ...] = ()


def preview(read: ReadFile, store: Records, *, into_practice: bool, patient_id: UUID | None = None) -> Preview:
    """Hold the file against the vault; the access log notes it. patient_id: whom the user says that it is about.

    ImportRefused when it is another patient's, or cannot go in at all.
    """
    from coordinator.take_in.rows import rows_of  # it makes the rows that are declared here

    require_place(practice=read.practice, into_practice=into_practice)
    found = whose(read, store, patient_id)
    record = found.record
    rows = rows_of(read, _as_here(at_home(read, found), record), record, store)
    store.note(Access.IMPORT, patient_id=found.patient_id, what=f"Förhandsgranskning: {read.form.label}")
    return Preview(read, record, rows, found.is_new, _words(rows, record), _warnings(read, found))


def _as_here(placed: Sequence[ReadEntry], record: "Record") -> tuple[ReadEntry, ...]:
    """The entries of the file, where what stands in the journal is told by the version that its entry has here."""
    here = [entry for found in record.entries.values() for entry in found]
    carried = carried_over((one.entry for one in placed), here)
    return tuple(replace(one, entry=entry) for one, entry in zip(placed, carried, strict=True))


def all_new(preview: Preview) -> frozenset[UUID]:
    """What is new and not the same as one here. What another practice noted for its own working day is theirs."""
    new = (row for row in preview.rows if row.state is RowState.NEW)
    return frozenset(row.id for row in new if row.twin is None and not row.theirs)


def first_choice(preview: Preview) -> frozenset[UUID]:
    """The rows that are chosen until somebody chooses otherwise: the new ones that can come in by themselves."""
    new = all_new(preview)
    return frozenset(row.id for row in preview.rows if row.id in new and row.needs <= new)


def with_needed(preview: Preview, chosen: Collection[UUID]) -> frozenset[UUID]:
    """The chosen rows, of those that can be, with the rows that must come along."""
    rows: Mapping[UUID, IntakeRow] = {row.id: row for row in preview.rows if row.state.can_be_chosen}
    asked = [rows[one] for one in chosen if one in rows]
    return frozenset(row.id for row in asked).union(*(row.needs for row in asked))


def _words(rows: Collection[IntakeRow], record: "Record") -> str:
    standing = record.all(Patient)
    people = standing or [row.entry for row in rows if isinstance(row.entry, Patient)]
    return ", ".join(f"{one.name}, {one.number_as_written}" for one in people)


def _warnings(read: ReadFile, found: Whose) -> tuple[str, ...]:
    told = list(found.warnings)
    person = person_in(read)
    is_open = any(not one.protected_identity.protects for one in found.record.all(Patient))
    if is_open and person is not None and person.protected_identity.protects:
        told.append("Enligt filen har patienten skyddade personuppgifter, och det står inte här. Ta reda på det först.")
    if read.practice:
        told.append("Filen kommer från en övningspärm. Patienten är påhittad.")
    if not read.complete:
        told.append("Allt är inte med i filen: det som är skyddat eller som avsändaren valt bort är utelämnat.")
    return tuple(told)
