"""Gives the entries of a file their place here: the patient they go in under, their ids, and what they refer to.

A file that is taken in twice has to give the same ids the second time. An entry keeps the id that the program gave it
where it can; under another patient's id it gets one that is made of hers here and its own there.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from coordinator.entity import Entity, attrs_of
from coordinator.errors import ImportRefused
from coordinator.person import Patient
from coordinator.take_in.read_file import ReadEntry, ReadFile
from coordinator.take_in.whose import Whose
from coordinator.today.mark import MatterMark

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def at_home(read: ReadFile, whose: Whose) -> tuple[ReadEntry, ...]:
    """The entries as they would stand here. ImportRefused when one of them is another patient's in this vault."""
    keeps = read.own and read.patient_id == whose.patient_id
    ids = {read.patient_id: whose.patient_id} | ({} if keeps else _ids_here(read, whose))
    placed = tuple(
        replace(one, entry=_placed(one.entry, ids, whose.patient_id) if not keeps else one.entry)
        for one in read.entries
    )
    found: set[UUID] = set()
    for one in placed:
        if one.entry.id in whose.beside.ids:
            raise _refused("En post i filen hör till en annan patient i pärmen.")
        if one.entry.id in found:
            raise _refused("Samma post står två gånger i filen.")
        found.add(one.entry.id)
    return placed


def _ids_here(read: ReadFile, whose: Whose) -> dict[UUID, UUID]:
    """The id here of each entry that the file has under an id of its own."""
    patient_id = whose.patient_id
    standing = {(entry.KIND, entry.id) for found in whose.record.entries.values() for entry in found}
    # What went from here to the other clinic and was made over there comes back to itself.
    came_back = {made_over(read.patient_id, kind, entry_id): entry_id for kind, entry_id in standing}
    ids = {}
    for one in read.entries:
        kind, entry_id = one.entry.KIND, one.entry.id
        if isinstance(one.entry, Patient):
            ids[entry_id] = patient_id
        elif read.own and (kind, entry_id) in standing:
            ids[entry_id] = entry_id
        elif entry_id in came_back:
            ids[entry_id] = came_back[entry_id]
        else:
            ids[entry_id] = made_over(patient_id, kind, entry_id)
    return ids


def made_over(patient_id: UUID, kind: str, entry_id: UUID) -> UUID:
    """The id that an entry of a file gets under the patient here."""
    return uuid5(patient_id, f"{kind}:{entry_id}")


def _placed(entry: Entity, ids: Mapping[UUID, UUID], patient_id: UUID) -> Entity:
    moved = referring(replace(entry, id=ids[entry.id], patient_id=patient_id), ids)
    if isinstance(moved, MatterMark):  # the line is named by the entry it is about
        return replace(moved, matter=_ID.sub(lambda found: str(_elsewhere(UUID(found[0]), ids)), moved.matter))
    return moved


def referring(entry: Entity, ids: Mapping[UUID, UUID]) -> Entity:
    """The entry with each reference to one of ``ids`` put to what that is here."""
    changed: dict[str, Any] = {}
    for attr in attrs_of(type(entry)):
        value = getattr(entry, attr.name)
        if isinstance(value, UUID) and value in ids:
            changed[attr.name] = ids[value]
        elif attr.item_type is UUID:
            changed[attr.name] = tuple(_elsewhere(one, ids) for one in value)
    return replace(entry, **changed) if changed else entry


def _elsewhere(entry_id: UUID, ids: Mapping[UUID, UUID]) -> UUID:
    return ids.get(entry_id, entry_id)


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Filen kan inte tas in", f"{why} Inget har ändrats.")
