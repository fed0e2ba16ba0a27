"""Prepared statements: they run in the transaction they are given, and what goes wrong in them is told as elsewhere."""

from uuid import uuid4

import pytest
import sqlalchemy
from sqlalchemy import bindparam, insert, select

from coordinator.errors import ConflictError, FileDamaged
from db.engine import translated
from db.prepared import Prepared
from db.schema import gap_state
from db.vault import Vault

ADD = Prepared(insert(gap_state))
DAYS = Prepared(select(gap_state.c.day).where(gap_state.c.patient_id == bindparam("patient")))


def state(patient: str, day: str = "2026-11-22") -> dict[str, str]:
    return {"patient_id": patient, "day": day, "rules": "x"}


def test_it_runs_in_the_transaction_it_is_given(open_vault: Vault) -> None:
    one, other = str(uuid4()), str(uuid4())
    with open_vault.store.engine.connect() as connection:
        with connection.begin() as given:
            ADD.run(connection, [state(one), state(other, "2026-11-23")])
            assert [DAYS.rows(connection, patient=each) for each in (one, other)] == [
                [("2026-11-22",)],
                [("2026-11-23",)],
            ]
            given.rollback()
        with connection.begin():
            assert DAYS.rows(connection, patient=one) == []
            ADD.run(connection, [])
            assert connection.execute(sqlalchemy.select(gap_state)).all() == []


def test_its_errors_are_told_as_those_of_other_statements(open_vault: Vault) -> None:
    patient = str(uuid4())
    with pytest.raises(ConflictError), translated(), open_vault.store.engine.begin() as connection:
        ADD.run(connection, [state(patient), state(patient)])
    with open_vault.store.engine.begin() as connection:
        assert DAYS.rows(connection, patient=patient) == []
        connection.exec_driver_sql("INSERT INTO gap_state VALUES ('x', CAST(x'C3' AS TEXT), 'x')")
    with pytest.raises(FileDamaged), translated(), open_vault.store.engine.begin() as connection:
        DAYS.rows(connection, patient="x")
