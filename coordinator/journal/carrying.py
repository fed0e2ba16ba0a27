"""What stands in the journal, carried over in a file: versions begin anew, so that what is said tells whether it is."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from coordinator.contact_log import ContactLogEntry
from coordinator.entity import Entity
from coordinator.journal.kinds import counted_mark
from coordinator.journal_entry import SETTLED, JournalEntry
from coordinator.taken_in import TakenIn

_FIRST = 1


def carried_over(entries: Iterable[Entity], standing: Iterable[Entity] = ()) -> list[Entity]:
    """The entries of a file as they can go in: what was put into the journal gets the version its contact has here.

    A contact that reads as it stood when it was put there is in the journal; any other, and one of a file from before
    the words were kept, has to be looked at again: its version is 0, that of none. standing: what is here already and
    stays as it is; that it was once taken in somewhere else does not make it another's.
    """
    found, here = [*entries], {one.id: one for one in standing}
    contacts = {one.id: one for one in (*found, *here.values()) if isinstance(one, ContactLogEntry)}
    carried: list[Entity] = []
    for one in found:
        if isinstance(one, JournalEntry):
            carried.append(_carried(one, contacts, here.get(one.id)))
        elif isinstance(one, TakenIn):
            there = here.get(one.id)
            ours = here.keys() - ({*there.added, *there.changed} if isinstance(there, TakenIn) else set())
            carried.append(replace(one, added=_but(one.added, ours), changed=_but(one.changed, ours)))
        else:
            carried.append(one)
    return carried


def _but(ids: Iterable[UUID], ours: Collection[UUID]) -> tuple[UUID, ...]:
    return tuple(one for one in ids if one not in ours)


def _carried(one: JournalEntry, contacts: dict[UUID, ContactLogEntry], there: Entity | None) -> JournalEntry:
    if isinstance(there, JournalEntry):
        return replace(one, entry_version=there.entry_version)
    contact = contacts.get(one.entry_id)
    if contact is None or one.mark == SETTLED:
        return one
    same = bool(one.mark) and one.mark == counted_mark(contact)
    return replace(one, entry_version=max(contact.version, _FIRST) if same else 0)
