"""An entry of a file beside the one that stands here: what the file says of it, and what no file may change."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.desk import Deed, Records
from coordinator.entity import Attr, Coding, Entity, attrs_of
from coordinator.masking import MASK
from coordinator.protection import HIDDEN, PROTECTED_PERSON
from coordinator.take_in.read_file import ReadEntry, ReadFile

if TYPE_CHECKING:
    from coordinator.record import Record

_ALL = 1_000_000
_SAYS_NOTHING = (HIDDEN, PROTECTED_PERSON)


def gone_here(store: Records, record: "Record") -> dict[UUID, int]:
    """The entries that were removed from a record and are not back, with the number each would go on from."""
    standing = {entry.id for found in record.entries.values() for entry in found}
    gone: dict[UUID, int] = {}
    for change in store.changes(record.patient_id, limit=_ALL, removed=True):  # the newest first
        for touched in change.entries:
            if touched.deed is Deed.REMOVED and touched.id not in standing:
                gone.setdefault(touched.id, touched.version)
    return gone


def with_younger_fields(written: Entity, there: Entity, schema: int) -> Entity:
    """The entry of the file with the fields that stand here and are younger than it: of those it says nothing."""
    younger = {attr.name: getattr(there, attr.name) for attr in attrs_of(type(there)) if attr.since > schema}
    return replace(written, **younger)


def with_kept_fields(written: Entity, there: Entity) -> Entity:
    """The entry of the file with what stays here as it was written: a file may add such an entry, not rewrite it."""
    return replace(written, **{name: getattr(there, name) for name in there.kept_fields | written.kept_fields})


def is_rewritten(written: Entity, there: Entity) -> bool:
    """Whether the file has other words in what stays here as it was written."""
    kept = there.kept_fields | written.kept_fields
    return any(getattr(written, name) != getattr(there, name) for name in kept)


def with_unsaid(read: ReadFile, one: ReadEntry, there: Entity) -> Entity:
    """What the file says of the entry, over what stands here; in the version that stands here."""
    return replace(there, **{name: getattr(one.entry, name) for name in said_names(read, one)})


def said_names(read: ReadFile, one: ReadEntry) -> tuple[str, ...]:
    """The names of the fields that the file says anything of."""
    return tuple(attr.name for attr in attrs_of(type(one.entry)) if _says(read, one, attr))


def _says(read: ReadFile, one: ReadEntry, attr: Attr) -> bool:
    """Whether the file says anything of a field. In one that something was left out of, what is empty says nothing."""
    if attr.since > read.schema or (one.says is not None and attr.name not in one.says):
        return False
    value = getattr(one.entry, attr.name)
    return read.complete or not (_is_hidden(value) or (not attr.required and value == attr.default))


def _is_hidden(value: object) -> bool:
    """Whether words stand in the place of something that is protected."""
    if isinstance(value, Coding):
        return MASK in value.display or MASK in value.original_text
    return isinstance(value, str) and (value in _SAYS_NOTHING or MASK in value)


def differing(one: Entity, other: Entity) -> Sequence[Attr]:
    """The fields in which two entries of a kind are not the same."""
    return [attr for attr in attrs_of(type(one)) if getattr(one, attr.name) != getattr(other, attr.name)]
