"""Rows: what the program wrote is recognised, what it never writes is not, and no stored code is guessed."""

import json
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from uuid import UUID, uuid4

import pytest
import sqlalchemy
from alembic import op
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import Contact
from coordinator.entity import Attr, Coding, Entity, Knowledge, attr, attrs_of, entity
from db import rows, schema
from tests.rules.made_up import filled

VALUES = st.none() | st.integers() | st.text() | st.binary() | st.floats(allow_nan=False)


def test_an_entry_of_every_kind_becomes_a_row_and_back() -> None:
    for entry in filled(uuid4()):
        assert rows.from_row(type(entry), rows.to_row(entry)) == entry


def test_what_is_read_is_in_nothing_other_than_what_was_made() -> None:
    """It is made without a call of its class, which would be seen if a kind did anything in that call."""
    for entry in filled(uuid4()):
        kind, read = type(entry), rows.from_row(type(entry), rows.to_row(entry))
        made = kind(**{one.name: getattr(read, one.name) for one in fields(kind)})
        assert not hasattr(kind, "__post_init__") and not hasattr(kind, "__slots__")
        assert vars(read) == vars(made) and list(vars(read)) == list(vars(made))
        assert (read, hash(read), repr(read)) == (made, hash(made), repr(made))
        assert all(type(getattr(read, name)) is type(value) for name, value in vars(entry).items())
        assert replace(read, version=7) == replace(made, version=7)
        with pytest.raises(FrozenInstanceError):
            setattr(read, "version", 8)  # noqa: B010 - what a type checker would refuse


def test_a_code_that_is_not_in_its_list_is_never_guessed() -> None:
    row = rows.to_row(Contact(patient_id=uuid4(), name="Nour"))
    for unknown in ("", "ACTIVE", "Aktiv", "active ", None):
        with pytest.raises((KeyError, TypeError, ValueError)):
            rows.from_row(Contact, row | {"category": unknown, "status": unknown, "id": "x"})
        if unknown is not None:
            with pytest.raises(KeyError):
                rows.from_row(Contact, row | {"status": unknown})


@entity("gadget", "Pryl")
class Gadget(Entity):
    """A made-up kind to which fields of every type were added later."""

    name: str = attr("Namn", default="", since=1)
    text: str = attr("Text", default="", since=2)
    quoted: str = attr("Citat", default='O\'Hara: "ja" 100 %', since=2)
    size: int = attr("Storlek", default=3, since=2)
    chosen: bool = attr("Vald", default=False, since=3)
    known: Knowledge = attr("Känt", default=Knowledge.NOT_ASKED, since=2)
    day: date | None = attr("Dag", default=None, since=2)
    often: int | None = attr("Ofta", default=7, since=2)
    words: tuple[str, ...] = attr("Ord", default=(), since=2)
    coding: Coding = attr("Kod", default=Coding(), since=2)


LATER = [attr_ for attr_ in attrs_of(Gadget) if attr_.since > 1]


@given(one=st.dictionaries(st.text(), VALUES), other=st.dictionaries(st.text(), VALUES))
def test_two_rows_have_one_payload_only_when_they_are_one(one: dict[str, object], other: dict[str, object]) -> None:
    for row in (one, other):
        row.pop("salt", None)
    if rows.payload_of(Gadget, one) == rows.payload_of(Gadget, other):
        assert {name: repr(value) if isinstance(value, bytes) else value for name, value in one.items()} == {
            name: repr(value) if isinstance(value, bytes) else value for name, value in other.items()
        }


@given(row=st.dictionaries(st.text() | st.sampled_from(["%", "%s", "salt"]), VALUES))
def test_a_payload_is_the_json_that_every_vault_was_written_with(row: dict[str, object]) -> None:
    written = {name: value for name, value in row.items() if name != "salt"}
    expected = json.dumps(written, ensure_ascii=False, sort_keys=True, default=repr)
    assert rows.payload_of(Gadget, row) == expected


def test_the_order_of_columns_does_not_matter_and_the_salt_is_left_out() -> None:
    assert (
        rows.payload_of(Gadget, {"b": 1, "a": "å", "salt": b"x"})
        == rows.payload_of(Gadget, {"a": "å", "b": 1})
        == '{"a": "å", "b": 1}'
    )


def test_a_row_keeps_its_payload_when_columns_are_added() -> None:
    """Written when the kind had but its first field, and read after each of the others came."""
    engine = sqlalchemy.create_engine("sqlite://")
    first = rows.to_row(Gadget(patient_id=uuid4(), name="Stol"))
    for later in LATER:
        del first[later.name]
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE gadget (id TEXT, patient_id TEXT, version INTEGER, name TEXT)")
        connection.execute(sqlalchemy.text("INSERT INTO gadget VALUES (:id, :patient_id, :version, :name)"), first)
        with Operations.context(MigrationContext.configure(connection)):
            for later in LATER:
                op.add_column("gadget", schema._column(later))
        row = dict(connection.exec_driver_sql("SELECT * FROM gadget").mappings().one())
    assert row.keys() == first.keys() | {later.name for later in LATER}
    assert rows.payload_of(Gadget, row) == rows.payload_of(Gadget, first)
    assert rows.from_row(Gadget, row) == rows.from_row(Gadget, rows.row_of(Gadget, first))
    assert rows.from_row(Gadget, row) == Gadget(id=UUID(first["id"]), patient_id=UUID(first["patient_id"]), name="Stol")


@pytest.mark.parametrize("later", LATER, ids=lambda later: later.name)
def test_a_later_field_is_left_out_only_at_its_default_and_of_its_type(later: Attr) -> None:
    row = rows.to_row(Gadget(patient_id=uuid4()))
    whole = rows.payload_of(Gadget, row)
    assert f'"{later.name}"' not in whole
    for other in ("x", b"", 0, 1, 0.0, 3.0, False, True, None, "", "0", "None"):
        if (other, type(other)) != (row[later.name], type(row[later.name])):
            assert rows.payload_of(Gadget, row | {later.name: other}) != whole


def test_a_first_field_is_always_in_the_payload() -> None:
    assert '"name": ""' in rows.payload_of(Gadget, rows.to_row(Gadget(patient_id=uuid4())))


@given(entry=st.builds(
    Gadget, patient_id=st.uuids(), text=st.text(), size=st.integers(), chosen=st.booleans(),
    day=st.none() | st.dates(), often=st.none() | st.integers(), known=st.sampled_from(Knowledge),
    words=st.lists(st.text()).map(tuple), coding=st.builds(Coding, code=st.text()),
))  # fmt: skip
def test_a_payload_becomes_the_whole_row_again(entry: Gadget) -> None:
    row = rows.to_row(entry)
    assert rows.row_of(Gadget, json.loads(rows.payload_of(Gadget, row))) == row


def test_a_field_without_a_default_cannot_be_added_later() -> None:
    with pytest.raises(TypeError, match="name"):
        rows.stored_default(replace(attrs_of(Gadget)[0], required=True))


def test_a_digest_is_of_one_payload_under_one_salt() -> None:
    salt, payload = rows.new_salt(), "{}"
    digest = rows.digest_of(payload, salt)
    assert rows.is_as_written(payload, salt, digest)
    assert len({rows.new_salt() for _ in range(100)} | {salt}) == 101
    for wrong in (
        (payload, rows.new_salt()),
        ("{} ", salt),
        (payload, salt.hex()),
        (b"{}", salt),
        (None, salt),
        (0, 0),
    ):
        assert not rows.is_as_written(wrong[0], wrong[1], digest)
    assert not rows.is_as_written(payload, salt, None)
