"""What was read, tied together: nothing points to an entry that did not come along."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from coordinator.entity import Attr, Entity, attrs_of
from coordinator.kinds import BY_NAME
from coordinator.take_in.drafting import Unread
from coordinator.take_in.read_file import ReadEntry


def tied(read: Mapping[UUID, ReadEntry], unread: Unread) -> tuple[ReadEntry, ...]:
    """The entries that hold together. What may point to nothing does; what must point to another goes with it."""
    kept = dict(read)
    while True:
        gone = [entry_id for entry_id, one in kept.items() if _lacks(one.entry, kept)]
        if not gone:
            break
        for entry_id in gone:
            unread.add(kept.pop(entry_id).entry.TITLE, "hör till något som inte togs in")
    return tuple(_loosened(one, kept, unread) for one in kept.values())


def _lacks(entry: Entity, kept: Mapping[UUID, ReadEntry]) -> bool:
    return any(attr.required and not _is_there(entry, attr, kept) for attr in attrs_of(type(entry)) if attr.refers_to)


def _is_there(entry: Entity, attr: Attr, kept: Mapping[UUID, ReadEntry]) -> bool:
    """Whether what a field points to came along, and is of the kind that it may point to."""
    target = getattr(entry, attr.name)
    return target is None or (target in kept and isinstance(kept[target].entry, BY_NAME[attr.refers_to]))


def _loosened(one: ReadEntry, kept: Mapping[UUID, ReadEntry], unread: Unread) -> ReadEntry:
    loose = [
        attr.name
        for attr in attrs_of(type(one.entry))
        if attr.refers_to and not attr.required and not _is_there(one.entry, attr, kept)
    ]
    if not loose:
        return one
    unread.add("hänvisningar", "leder till något som inte togs in")
    said = None if one.says is None else one.says - set(loose)
    return replace(one, entry=_without(one.entry, loose), says=said)


def _without(entry: Entity, names: list[str]) -> Entity:
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(entry, **nothing)
