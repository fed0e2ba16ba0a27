"""What every entry of the record is: a frozen dataclass that declares each field once.

Column, form, table, print and export read the declaration; nothing about a field is written twice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import UTC, date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID, uuid4

from coordinator.errors import RuleError
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


class Code(Enum):
    """A closed list that rules depend on: each member is ``(stored value, Swedish label)``.

    The stored value is a stable English word, or the national code where one exists. An unknown stored value is an
    error, never a guess.
    """

    stored: str
    label: str

    def __init__(self, stored: str, label: str) -> None:
        self.stored = stored
        self.label = label

    @classmethod
    def of(cls, stored: str) -> Self:
        """The member whose stored value is ``stored``; ValueError when there is none."""
        for member in cls:
            if member.stored == stored:
                return member
        raise ValueError(f"{cls.__name__} has no value {stored!r}")


class Knowledge(Code):
    """Three-valued: "inget känt" is not "ej efterfrågat"."""

    NOT_ASKED = ("not_asked", "Ej efterfrågat")
    NONE_KNOWN = ("none_known", "Inget känt")
    SOME = ("some", "Finns")


@dataclass(frozen=True, kw_only=True)
class Coding:
    """A code from an open list outside the program, in the national shape (RIV-TA CV), as it was chosen.

    The label is kept with the code, so that a retired code still reads. Free text is always allowed:
    then only ``original_text`` is set.
    """

    code: str = ""
    system: str = ""
    system_version: str = ""
    display: str = ""
    original_text: str = ""

    def __str__(self) -> str:
        return self.display or self.original_text or self.code


def new_id() -> UUID:
    """A fresh id, made where the entry is made, so that records can be merged later."""
    return uuid4()


def attr(
    label: str,
    *,
    default: Any = MISSING,
    help: str = "",
    long: bool = False,
    locates: bool = False,
    unique: bool = False,
    refers_to: str = "",
    stands_for: str = "",
    since: int = 1,
) -> Any:
    """Declare one field of an entry.

    label: what the screen and the paper call it. help: one sentence for the form.
    long: several lines of text. locates: tells where the person lives or can be found, and therefore stays out of
    prints and exports when the identity is protected. unique: no two entries of the kind may share the value.
    refers_to: the stored name of the kind whose id the field holds. stands_for: the field says in words whom another
    field of that name refers to, and is hidden with it. since: the schema number in which a field was added
    to a kind that was there before; it then needs a default.
    """
    metadata = {
        "label": label, "help": help, "long": long, "locates": locates, "unique": unique, "refers_to": refers_to,
        "stands_for": stands_for, "since": since,
    }  # fmt: skip
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True, repr=False)
class Entity:
    """An entry of a patient's record. ``version`` is 0 until saved and grows by one with every change."""

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    KEPT_AS_IS: ClassVar[bool] = False
    SINCE: ClassVar[int] = 1

    id: UUID = field(default_factory=new_id)
    patient_id: UUID
    version: int = 0

    def __repr__(self) -> str:
        return f"<{self.KIND} {str(self.id)[:8]} v{self.version}>"

    @property
    def only_taken_in(self) -> bool:
        """Whether the entry can come from a file alone: nobody writes a new one."""
        return False

    @property
    def kept_fields(self) -> frozenset[str]:
        """The names of the fields that stay as they are once the entry is saved."""
        return frozenset()

    def problems(self, record: "Record") -> Iterator[str]:
        """Swedish sentences on what cannot stand in this entry, seen in ``record`` as it would become.

        Checked for every change, whatever door it came through. Kinds override it with what always holds for them.
        """
        return iter(())


E = TypeVar("E", bound=Entity)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attr, field))
def entity(kind: str, title: str, *, kept_as_is: bool = False, since: int = 1) -> Callable[[type[E]], type[E]]:
    """Make a class an entry: ``kind`` is its stored English name, ``title`` its Swedish name.

    kept_as_is: once saved it is never changed or removed, not even by undo. since: the schema number in which the kind
    was added.
    """

    def decorate(cls: type[E]) -> type[E]:
        cls.KIND = kind
        cls.TITLE = title
        cls.KEPT_AS_IS = kept_as_is
        cls.SINCE = since
        return dataclass(frozen=True, kw_only=True, repr=False)(cls)

    return decorate


@dataclass(frozen=True)
class Attr:
    """One declared field, read back: its name, Swedish label and value type.

    ``value_type`` is the type of a value that is present; ``item_type`` that of the members when it is a tuple.
    ``optional``: it may be None. ``required``: it has no default. ``default``: the value when
    none is given, MISSING when it is required.
    """

    name: str
    label: str
    help: str
    value_type: type
    item_type: type | None
    optional: bool
    required: bool
    long: bool
    locates: bool
    unique: bool
    refers_to: str
    stands_for: str
    since: int
    default: Any


_ATTRS: dict[type[Entity], tuple[Attr, ...]] = {}


def attrs_of(kind: type[Entity]) -> tuple[Attr, ...]:
    """The fields that ``kind`` declares, in the order they were declared (id, patient and version left out)."""
    if kind not in _ATTRS:
        hints = get_type_hints(kind)
        _ATTRS[kind] = tuple(
            _read(f.name, hints[f.name], f.default, f.metadata) for f in fields(kind) if "label" in f.metadata
        )
    return _ATTRS[kind]


def _read(name: str, hint: Any, default: Any, metadata: Any) -> Attr:
    optional = False
    if get_origin(hint) in (Union, UnionType):
        present = [part for part in get_args(hint) if part is not NoneType]
        optional = len(present) < len(get_args(hint))
        (hint,) = present
    item_type = None
    if get_origin(hint) is tuple:
        item_type = get_args(hint)[0]
        hint = tuple
    return Attr(
        name=name,
        value_type=hint,
        item_type=item_type,
        optional=optional,
        required=default is MISSING,
        default=default,
        **metadata,
    )


# Line feed, carriage return and tab are text; the other control characters and lone surrogates cannot be kept,
# printed or exported without being changed.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


_LARGEST = 2**53


def require_keepable(entry: Entity) -> None:
    """Refuse an entry with a character that cannot be kept as it is, naming the field and the character."""
    for attr_ in attrs_of(type(entry)):
        value = getattr(entry, attr_.name)
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise RuleError("Talet kan inte sparas", f"{attr_.label} i {type(entry).TITLE} är ett orimligt stort tal.")
        if isinstance(value, datetime) and not date.min.year < value.year < date.max.year:
            raise RuleError("Tiden kan inte sparas", f"{attr_.label} i {type(entry).TITLE} är utanför kalendern.")
        for text in _texts(value):
            require_keepable_text(text, attr_.label, type(entry))


def require_keepable_text(text: str, label: str, kind: type[Entity]) -> None:
    """Refuse one text of an entry of ``kind`` in the same way."""
    found = _UNKEEPABLE.search(text)
    if found:
        raise RuleError(
            "Texten kan inte sparas",
            f"Fältet {label} i {kind.TITLE} innehåller ett osynligt styrtecken "
            f"(U+{ord(found.group()):04X}) på plats {found.start() + 1}. Ta bort det och spara igen.",
        )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Coding):
        yield from (value.code, value.system, value.system_version, value.display, value.original_text)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def shown(value: Any) -> str:
    """A field's value in words, for tables, history and plain lists; empty when there is nothing to show."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, Code):
        return value.label
    if isinstance(value, datetime):
        return value.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return ", ".join(shown(part) for part in value)
    return str(value)


def plain(value: Any) -> Any:
    """A field's value as JSON knows it: stored codes, ISO dates, UTC times; lists and objects where it has parts."""
    if isinstance(value, Code):
        return value.stored
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Coding):
        return asdict(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"no plain form for {type(value).__name__}")
