"""Entries of any kind made up from their declarations: a new kind is covered the day it is listed."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from coordinator.change import Add, Change
from coordinator.entity import Attr, Code, Coding, Entity, attrs_of
from coordinator.kinds import BY_NAME, KINDS
from coordinator.person import Patient

# What `require_keepable` lets through: everything but control characters (three of which are text) and surrogates.
_UNKEEPABLE = [code for code in (*range(32), *range(127, 160), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[chr(code) for code in _UNKEEPABLE]))
_BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    date: st.dates(),
    datetime: st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)),
    time: st.times(),
    UUID: st.uuids(),  # of any entry there may be, or may have been
    Coding: st.builds(Coding, code=TEXT, system=TEXT, system_version=TEXT, display=TEXT, original_text=TEXT),
}


def _value(attr: Attr) -> st.SearchStrategy[Any]:
    if attr.value_type is tuple:
        assert attr.item_type is not None
        return st.lists(_of(attr.item_type), max_size=3).map(tuple)
    return _of(attr.value_type)


def _of(value_type: type) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(value_type)) if issubclass(value_type, Code) else _BY_TYPE[value_type]


@st.composite
def whole_records(draw: st.DrawFn) -> tuple[Entity, ...]:
    """One entry of every kind, belonging together; any text, any date, optional fields there or not."""
    patient_id = uuid4()
    ids = {kind.KIND: uuid4() for kind in KINDS} | {Patient.KIND: patient_id}
    entries = []
    for kind in KINDS:
        values: dict[str, Any] = {}
        for attr in attrs_of(kind):
            if attr.optional and draw(st.booleans()):
                values[attr.name] = None
            elif attr.refers_to:
                values[attr.name] = ids[attr.refers_to]
            elif attr.unique:
                values[attr.name] = str(uuid4())
            else:
                values[attr.name] = draw(_value(attr))
        if kind is Patient:  # nobody else in a vault that holds several of these may have had them
            values["former_numbers"] = tuple(f"{number}{uuid4()}" for number in values["former_numbers"])
        entries.append(kind(id=ids[kind.KIND], patient_id=patient_id, **values))
    return tuple(entries)


def filled(patient_id: UUID, *, text: str = "{label}") -> tuple[Entity, ...]:
    """One entry of every kind with every field filled in; texts say ``text`` with kind and field put in."""
    ids = {kind.KIND: uuid4() for kind in KINDS} | {Patient.KIND: patient_id}
    entries = []
    for kind in BY_NAME.values():
        values: dict[str, Any] = {attr.name: _sample(attr, kind, text) for attr in attrs_of(kind)}
        values |= {attr.name: ids[attr.refers_to] for attr in attrs_of(kind) if attr.refers_to}
        entries.append(kind(id=ids[kind.KIND], patient_id=patient_id, **values))
    return tuple(entries)


def _sample(attr: Attr, kind: type[Entity], text: str) -> Any:
    value_type = attr.item_type if attr.value_type is tuple else attr.value_type
    assert value_type is not None
    said = text.format(kind=kind.KIND, field=attr.name, label=attr.label)
    samples: dict[type, Any] = {
        str: said, bool: True, int: 1, date: date(2026, 11, 22), datetime: datetime(2026, 11, 22, 8, 20, tzinfo=UTC),
        time: time(9, 20), UUID: UUID(int=0), Coding: Coding(code="558", system="http://www.orpha.net", display=said),
    }  # fmt: skip
    value = list(value_type)[-1] if issubclass(value_type, Code) else samples[value_type]
    return (value,) if attr.value_type is tuple else value


def adding(entries: tuple[Entity, ...]) -> Change:
    """A change that adds them all, past the rules: the store must keep what any rule may one day let through."""
    return Change("Påhittat", tuple(Add(entry) for entry in entries))
