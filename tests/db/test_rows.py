"""Rows: what the program wrote is recognised, what it never writes is not, and no stored code is guessed."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.contact import Contact
from db import rows
from tests.rules.made_up import filled

VALUES = st.none() | st.integers() | st.text() | st.binary() | st.floats(allow_nan=False)


def test_an_entry_of_every_kind_becomes_a_row_and_back() -> None:
    for entry in filled(uuid4()):
        assert rows.from_row(type(entry), rows.to_row(entry)) == entry


def test_a_code_that_is_not_in_its_list_is_never_guessed() -> None:
    row = rows.to_row(Contact(patient_id=uuid4(), name="Nour"))
    for unknown in ("", "ACTIVE", "Aktiv", "active ", None):
        with pytest.raises((KeyError, TypeError, ValueError)):
            rows.from_row(Contact, row | {"category": unknown, "status": unknown, "id": "x"})
        if unknown is not None:
            with pytest.raises(KeyError):
                rows.from_row(Contact, row | {"status": unknown})


@given(one=st.dictionaries(st.text(), VALUES), other=st.dictionaries(st.text(), VALUES))
def test_two_rows_have_one_payload_only_when_they_are_one(one: dict[str, object], other: dict[str, object]) -> None:
    for row in (one, other):
        row.pop("salt", None)
    if rows.payload_of(one) == rows.payload_of(other):
        assert {name: repr(value) if isinstance(value, bytes) else value for name, value in one.items()} == {
            name: repr(value) if isinstance(value, bytes) else value for name, value in other.items()
        }


def test_the_order_of_columns_does_not_matter_and_the_salt_is_left_out() -> None:
    assert (
        rows.payload_of({"b": 1, "a": "å", "salt": b"x"}) == rows.payload_of({"a": "å", "b": 1}) == '{"a": "å", "b": 1}'
    )


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
