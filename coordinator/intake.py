"""Taking a record in from a file: what is new, what stands already, and what differs and is kept as it is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.desk import Beside, Records
from coordinator.entity import Entity
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.record_json import TakenOut
from coordinator.journal.carrying import carried_over
from coordinator.journal_entry import JournalEntry
from coordinator.person import Patient
from coordinator.soundness import problems, require_whole
from coordinator.take_in.beside import gone_here, is_rewritten, with_kept_fields, with_younger_fields
from coordinator.take_in.own_work import of_our_practice
from coordinator.take_in.whose import require_hers, require_place
from coordinator.taken_in import FileForm

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class Intake:
    """A file beside the record it would go into; nothing has been saved.

    record: empty when the patient is new. differing: the entry of the file and the one that stands, by pairs.
    removed: entries of the file that were removed here. theirs: what it says of another practice's journal, which never
    comes in. change: what taking it in would do. to_mend: what the rules
    would say of the record afterwards.
    """

    record: "Record"
    new: tuple[Entity, ...] = field(repr=False)
    same: tuple[Entity, ...] = field(repr=False)
    differing: tuple[tuple[Entity, Entity], ...] = field(repr=False)
    removed: tuple[Entity, ...] = field(repr=False)
    theirs: tuple[Entity, ...] = field(repr=False)
    change: Change
    to_mend: tuple[str, ...] = field(repr=False)

    @property
    def is_new_patient(self) -> bool:
        """Whether the vault does not have the patient."""
        return not any(self.record.entries.values())


def compare(taken: TakenOut, store: Records, *, into_practice: bool, replacing: bool = False) -> Intake:
    """Hold the file against the vault; nothing is saved, the change goes through `Desk.take_in`.

    ImportRefused or RuleError when the file cannot go in.
    """
    require_place(practice=taken.practice, into_practice=into_practice)
    beside = store.beside(taken.patient_id)
    record = store.read(taken.patient_id) if beside.known else store.blank(taken.patient_id)
    _require_hers(taken, beside, record.today)
    standing = {one.id: one for found in record.entries.values() for one in found}
    gone = gone_here(store, record)
    new: list[Entity] = []
    same: list[Entity] = []
    differing: list[tuple[Entity, Entity]] = []
    removed: list[Entity] = []
    theirs = _of_their_journal(taken, record, standing)
    coming = [entry for entry in taken.entries if entry not in theirs]
    for written in carried_over(coming, standing.values()):
        there = standing.get(written.id)
        if there is None:
            # A removed entry goes on from the version at which it was removed.
            (removed if written.id in gone and standing else new).append(
                replace(written, version=gone.get(written.id, 0))
            )
            continue
        if type(there) is not type(written):
            raise ImportRefused("Filen kan inte tas in", "En post är av ett annat slag i pärmen. Inget har ändrats.")
        entry = with_younger_fields(written, there, taken.schema)
        if replace(there, version=0) == entry:
            same.append(entry)
        else:
            differing.append((entry, there))
    change = _change(new, removed, differing, complete=taken.complete, replacing=replacing)
    require_whole(record, change)
    would_say = [sentence for _, sentence in problems(record.after(change))]
    to_mend = tuple(dict.fromkeys([*_not_rewritten(differing), *would_say]))
    return Intake(record, tuple(new), tuple(same), tuple(differing), tuple(removed), theirs, change, to_mend)


def _of_their_journal(taken: TakenOut, record: "Record", standing: Collection[UUID]) -> tuple[Entity, ...]:
    """What the file says of another practice's journal, beside what stands here."""
    if of_our_practice(FileForm.RECORD, taken.unit, record):
        return ()
    return tuple(one for one in taken.entries if isinstance(one, JournalEntry) and one.id not in standing)


def _require_hers(taken: TakenOut, beside: Beside, today: date) -> None:
    """Refuse a file with a number or an entry that is another patient's in this vault."""
    (person,) = (entry for entry in taken.entries if isinstance(entry, Patient))
    require_hers(person, beside, today)
    if any(entry.id in beside.ids for entry in taken.entries):
        raise ImportRefused(
            "Filen kan inte tas in", "En post i filen hör till en annan patient i pärmen. Inget har ändrats."
        )


def _not_rewritten(differing: Sequence[tuple[Entity, Entity]]) -> Iterator[str]:
    """What is told of entries that the file has in other words than those that stay here."""
    for entry, there in differing:
        if is_rewritten(entry, there):
            yield f"{there.TITLE} står kvar som den togs in; i filen är den skriven på ett annat sätt."


def _change(
    new: Sequence[Entity],
    removed: Sequence[Entity],
    differing: Sequence[tuple[Entity, Entity]],
    *,
    complete: bool,
    replacing: bool,
) -> Change:
    """Add what is new. replacing: and let the file stand where they differ or where an entry was removed.

    The former words are kept in the history.
    RuleError when the file lacks what is protected and would replace entries that have it.
    """
    if replacing and not complete:
        raise RuleError(
            "Filen saknar det som är skyddat",
            "Den får lägga till poster men inte ersätta dem som finns. Inget har ändrats.",
        )
    steps: list[Step] = [Add(entry) for entry in new]
    if replacing:
        steps += [Add(entry) for entry in removed]
        steps += [
            Edit(replace(with_kept_fields(entry, there), version=there.version))
            for entry, there in differing
            if not entry.KEPT_AS_IS
        ]
    return Change("Uppgifter importerade", tuple(steps))
