"""Entries to rows and back, and the salted digest by which a row can be recognised as the one that was written."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any
from uuid import UUID

from coordinator.entity import Attr, Code, Coding, Entity, attrs_of, plain

Row = dict[str, Any]
SALT_BYTES = 16
# repr: for what the program never writes, such as bytes; it makes a payload that no digest fits.
_JSON = json.JSONEncoder(ensure_ascii=False, default=repr)


def new_salt() -> bytes:
    """A fresh salt for one version of one row."""
    return os.urandom(SALT_BYTES)


def to_row(entry: Entity) -> Row:
    """The columns of an entry, without its salt."""
    row: Row = {"id": str(entry.id), "patient_id": str(entry.patient_id), "version": entry.version}
    for attr in attrs_of(type(entry)):
        row[attr.name] = _stored(getattr(entry, attr.name))
    return row


def _stored(value: Any) -> str | int | None:
    if isinstance(value, (tuple, Coding)):
        return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
    if isinstance(value, bool):
        return int(value)
    stored: str | int | None = plain(value)
    return stored


def from_row(kind: type[Entity], row: Mapping[str, Any]) -> Entity:
    """The entry a row holds; KeyError for a stored code that is not in its list."""
    values: dict[str, Any] = {
        "id": _id(row["id"]), "patient_id": _id(row["patient_id"]), "version": row["version"],
    }  # fmt: skip
    for name, read in _readers(kind):
        stored = row[name]
        values[name] = stored if stored is None or read is None else read(stored)
    entry = object.__new__(kind)
    # All are there; a frozen dataclass would set each by a call, which takes far longer.
    entry.__dict__.update(values)
    return entry


# The patient's id stands in every row, and that of a contact in many: each is read once.
_id = lru_cache(maxsize=1024)(UUID)

Reader = Callable[[Any], Any]
_READERS: dict[type[Entity], list[tuple[str, Reader | None]]] = {}


def _readers(kind: type[Entity]) -> list[tuple[str, Reader | None]]:
    if kind not in _READERS:
        _READERS[kind] = [(attr.name, _reader(attr)) for attr in attrs_of(kind)]
    return _READERS[kind]


def _reader(attr: Attr) -> Reader | None:
    if attr.value_type is tuple:
        item = _reader_of(attr.item_type or str)
        return lambda text: tuple(part if item is None else item(part) for part in json.loads(text))
    return _reader_of(attr.value_type)


def _reader_of(value_type: type) -> Reader | None:
    if value_type in (str, int):
        return None
    if value_type is bool:
        return bool
    if value_type is UUID:
        return _id
    if value_type is Coding:
        return lambda text: Coding(**json.loads(text))
    if value_type in (date, datetime, time):
        return value_type.fromisoformat
    if issubclass(value_type, Code):
        return {member.stored: member for member in value_type}.__getitem__
    raise TypeError(f"no column for {value_type.__name__}")


def payload_of(kind: type[Entity], row: Mapping[str, Any]) -> str:
    """The row as canonical text: what the history keeps and the digest covers.

    A field that was added later and holds its default is left out: the row that was written before there was such a
    field, and the same row with the new column, have the same payload.
    """
    left_out = ["salt"]
    for name, default in _added_later(kind):
        if name in row and row[name] == default and type(row[name]) is type(default):
            left_out.append(name)
    names, frame = _frame(tuple(row), tuple(left_out))
    texts = [
        _quoted(value) if type(value := row[name]) is str
        else "null" if value is None
        else value if type(value) is int
        else _JSON.encode(value)
        for name in names
    ]  # fmt: skip
    return frame % tuple(texts)


@lru_cache(maxsize=512)
def _frame(columns: tuple[str, ...], left_out: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The names in their order and the JSON object of them, with a place for the text of each value.

    They are kept: a patient has hundreds of rows with the same few sets of columns, and to sort and quote the names of
    each would take longer than their values.
    """
    names = tuple(sorted(set(columns).difference(left_out)))
    fields = ", ".join(_quoted(name).replace("%", "%%") + ": %s" for name in names)
    return names, f"{{{fields}}}"


def row_of(kind: type[Entity], payload: Mapping[str, Any]) -> Row:
    """The whole row that has that payload: what `payload_of` left out is there."""
    return {**dict(_added_later(kind)), **payload}


_ADDED_LATER: dict[type[Entity], list[tuple[str, str | int | None]]] = {}


def _added_later(kind: type[Entity]) -> list[tuple[str, str | int | None]]:
    if kind not in _ADDED_LATER:
        _ADDED_LATER[kind] = [(attr.name, stored_default(attr)) for attr in attrs_of(kind) if attr.since > 1]
    return _ADDED_LATER[kind]


def stored_default(attr: Attr) -> str | int | None:
    """The default of a field as its column holds it; TypeError when it has none, or cannot say it."""
    if attr.required:
        raise TypeError(f"{attr.name} was added later and needs a default")
    return _stored(attr.default)


def digest_of(payload: str, salt: bytes) -> str:
    """The salted digest that the access log keeps instead of the content."""
    return hashlib.sha256(salt + payload.encode()).hexdigest()


def is_as_written(payload: Any, salt: Any, digest: str | None) -> bool:
    """Whether ``digest`` was made of that payload and salt; never for values of types that were not written."""
    return isinstance(payload, str) and isinstance(salt, bytes) and digest_of(payload, salt) == digest
