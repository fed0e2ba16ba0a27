"""Taking a record in from a file: what is new, what stands already, and what differs and is kept as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coordinator.change import Add, Change, Edit, Step
from coordinator.desk import Beside, Records
from coordinator.entity import Entity, attrs_of
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.record_json import TakenOut
from coordinator.identity import compact
from coordinator.person import Patient
from coordinator.soundness import problems, require_whole

if TYPE_CHECKING:
    from coordinator.record import Record


_LEAST = 6
"""Signs in a former number that can be told from others."""


@dataclass(frozen=True)
class Intake:
    """A file beside the record it would go into; nothing has been saved.

    record: empty when the patient is new. differing: the entry of the file and the one that stands, by pairs.
    removed: entries of the file that were removed here. change: what taking it in would do. to_mend: what the rules
    would say of the record afterwards.
    """

    record: "Record"
    new: tuple[Entity, ...] = field(repr=False)
    same: tuple[Entity, ...] = field(repr=False)
    differing: tuple[tuple[Entity, Entity], ...] = field(repr=False)
    removed: tuple[Entity, ...] = field(repr=False)
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
    if into_practice and not taken.practice:
        raise ImportRefused(
            "En riktig patient hör inte hemma i övningspärmen",
            "Dess lösenfras är känd av alla. Importera i din egen pärm. Inget har ändrats.",
        )
    beside = store.beside(taken.patient_id)
    _require_hers(taken, beside)
    record = store.read(taken.patient_id) if beside.known else store.blank(taken.patient_id)
    standing = {one.id: one for found in record.entries.values() for one in found}
    new: list[Entity] = []
    same: list[Entity] = []
    differing: list[tuple[Entity, Entity]] = []
    removed: list[Entity] = []
    for written in taken.entries:
        there = standing.get(written.id)
        if there is None:
            former = store.history(taken.patient_id, written.id)
            # A removed entry goes on from the version at which it was removed.
            back = replace(written, version=former[-1].entry.version + 1) if former else written
            (removed if former and standing else new).append(back)
            continue
        if type(there) is not type(written):
            raise ImportRefused("Filen kan inte tas in", "En post är av ett annat slag i pärmen. Inget har ändrats.")
        entry = _with_younger_fields(written, there, taken.schema)
        if replace(there, version=0) == entry:
            same.append(entry)
        else:
            differing.append((entry, there))
    change = _change(new, removed, differing, complete=taken.complete, replacing=replacing)
    require_whole(record, change)
    would_say = [sentence for _, sentence in problems(record.after(change))]
    to_mend = tuple(dict.fromkeys([*_not_rewritten(differing), *would_say]))
    return Intake(record, tuple(new), tuple(same), tuple(differing), tuple(removed), change, to_mend)


def _require_hers(taken: TakenOut, beside: Beside) -> None:
    """Refuse a file with a number or an entry that is another patient's in this vault."""
    people = [entry for entry in taken.entries if isinstance(entry, Patient)]
    former = {compact(number) for one in people for number in one.former_numbers}
    numbers = {compact(one.identity_number or "") for one in people} | {one for one in former if len(one) >= _LEAST}
    if numbers & beside.numbers - {""}:
        raise ImportRefused(
            "Numret hör till en annan patient i pärmen",
            "Är det samma person är hon inskriven för sig här, och uppgifterna kan inte läggas ihop av sig själva. "
            "Inget har ändrats.",
        )
    if any(entry.id in beside.ids for entry in taken.entries):
        raise ImportRefused(
            "Filen kan inte tas in", "En post i filen hör till en annan patient i pärmen. Inget har ändrats."
        )


def _with_younger_fields(written: Entity, there: Entity, schema: int) -> Entity:
    """The entry of the file with the fields that stand here and are younger than it: of those it says nothing."""
    younger = {attr.name: getattr(there, attr.name) for attr in attrs_of(type(there)) if attr.since > schema}
    return replace(written, **younger)


def _with_kept_fields(written: Entity, there: Entity) -> Entity:
    """The entry of the file with what stays here as it was written: a file may add such an entry, not rewrite it."""
    return replace(written, **{name: getattr(there, name) for name in there.kept_fields | written.kept_fields})


def _not_rewritten(differing: Sequence[tuple[Entity, Entity]]) -> Iterator[str]:
    """What is told of entries that the file has in other words than those that stay here."""
    for entry, there in differing:
        kept = there.kept_fields | entry.kept_fields
        if any(getattr(entry, name) != getattr(there, name) for name in kept):
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
            Edit(replace(_with_kept_fields(entry, there), version=there.version))
            for entry, there in differing
            if not entry.KEPT_AS_IS
        ]
    return Change("Uppgifter importerade", tuple(steps))
