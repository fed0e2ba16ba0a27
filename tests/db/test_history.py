"""Former versions: a payload of an older schema is brought up to today's, after its digest was held against it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from coordinator.change import Add, Edit, Remove
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entry_history import bring_back, read_past, versions
from coordinator.errors import ConflictError, FileDamaged
from coordinator.person import Patient
from db import history, migrations, rows, schema
from db.store import VaultStore
from db.vault import Vault
from tests.db.conftest import ROOT, add_patient, save

Payload = dict[str, Any]


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


@pytest.fixture
def patient_id(store: VaultStore) -> UUID:
    return add_patient(store)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the steps of the migrations be these, by what each does with a payload (None: nothing to do)."""

    def put(*bring_up: Callable[[str, Payload], Payload] | None) -> None:
        names = tuple(f"v{number + 1:04}_made_up" for number in range(len(bring_up)))
        for name, function in zip(names, bring_up, strict=True):
            module = ModuleType(f"db.migrations.{name}")
            if function:
                module.__dict__["upgrade_payload"] = function
            monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(migrations, "STEPS", names)

    return put


def edited(store: VaultStore, patient_id: UUID, **fields: Any) -> Contact:
    """A contact with a former version that held ``fields``."""
    save(store, Add(Contact(patient_id=patient_id, **{"name": "Nour"} | fields)))
    contact = store.read(patient_id).all(Contact)[-1]
    save(store, Edit(replace(contact, name="Nour Haddad", place="Lund")))
    return contact


def test_a_payload_goes_through_every_step_after_its_own_in_order(steps: Callable[..., None]) -> None:
    def add(word: str) -> Callable[[str, Payload], Payload]:
        return lambda kind, payload: {"way": [*payload["way"], f"{kind} {word}"]}

    steps(add("ett"), add("två"), None, add("fyra"))
    for schema_number, expected in ((1, ["x två", "x fyra"]), (2, ["x fyra"]), (3, ["x fyra"]), (4, [])):
        assert migrations.payload_of_today("x", {"way": []}, schema_number) == {"way": expected}


def test_a_former_version_is_read_through_the_steps(
    store: VaultStore, patient_id: UUID, steps: Callable[..., None]
) -> None:
    contact = edited(store, patient_id)
    steps(*[None] * schema.SCHEMA, lambda kind, payload: payload | {"name": f"{payload['name']} ({kind})"})
    (former,) = store.history(patient_id, contact.id)
    assert former.entry == replace(contact, name="Nour (contact)")


def test_undo_gives_back_what_the_steps_make_of_it(
    store: VaultStore, patient_id: UUID, steps: Callable[..., None]
) -> None:
    contact = edited(store, patient_id)
    removed = save(store, Remove(store.read(patient_id).all(Contact)[-1]))
    steps(*[None] * schema.SCHEMA, lambda kind, payload: payload | {"name": "Förd framåt"})
    _patient, change = store.reversal(removed.id)
    assert change.steps == (Add(replace(contact, name="Förd framåt", place="Lund", version=3)),)


def test_the_digest_is_held_against_what_was_stored(
    store: VaultStore, patient_id: UUID, steps: Callable[..., None]
) -> None:
    """A step that would mend a changed payload does not get to see it."""
    contact = edited(store, patient_id)
    with store.engine.begin() as connection:
        kept = connection.execute(select(schema.history.c.payload)).scalar_one()
        spoilt = json.dumps(json.loads(kept) | {"name": "Någon annan"}, ensure_ascii=False, sort_keys=True)
        connection.execute(schema.history.update().values(payload=spoilt))
    steps(*[None] * schema.SCHEMA, lambda _kind, _payload: json.loads(kept))
    with pytest.raises(FileDamaged):
        store.history(patient_id, contact.id)


def test_a_former_version_written_before_a_field_was_there_has_its_default(store: VaultStore, patient_id: UUID) -> None:
    """As it stands in a vault of schema 1, and as a row of schema 1 that is first changed under schema 2."""
    contact = edited(store, patient_id)
    with store.engine.begin() as connection:
        kept = connection.execute(select(schema.history.c.payload)).scalar_one()
        assert "place" not in json.loads(kept)
        connection.execute(schema.history.update().values(schema=1))
    (former,) = store.history(patient_id, contact.id)
    assert former.entry == contact
    assert contact.place == ""


def test_a_field_that_was_added_later_is_kept_when_it_holds_something(store: VaultStore, patient_id: UUID) -> None:
    contact = edited(store, patient_id, place="Kiruna")
    (former,) = store.history(patient_id, contact.id)
    assert former.entry == contact
    patient = store.read(patient_id).patient
    checked = replace(patient, representative_checked=date(2026, 11, 22), representative_checked_by="Anna Lind")
    save(store, Edit(checked))
    save(store, Edit(replace(checked, version=2, representative_checked=None)))
    before, then = [version.entry for version in store.history(patient_id, patient_id)]
    assert (before, then) == (patient, replace(checked, version=2))


def test_what_is_kept_says_under_which_schema(store: VaultStore, patient_id: UUID) -> None:
    edited(store, patient_id)
    with store.engine.connect() as connection:
        assert connection.execute(select(schema.history.c.schema)).scalars().all() == [schema.SCHEMA]


def test_the_kept_payload_is_the_one_the_log_has_sealed(store: VaultStore, patient_id: UUID) -> None:
    patient = Patient(id=patient_id, patient_id=uuid4())
    row = rows.to_row(patient) | {"salt": rows.new_salt()}
    with store.engine.begin() as connection:
        history.keep(connection, Patient, row)
        kept = connection.execute(select(schema.history)).one()
    assert (kept.payload, kept.salt) == (rows.payload_of(Patient, row), row["salt"])


def test_reading_history_does_not_load_alembic() -> None:
    """It takes longer to load than all the rest of reading a patient."""
    program = (
        "import sys; from db import history, migrations; migrations.payload_of_today('contact', {}, 1); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_a_former_version_says_where_a_removed_entry_goes_on(store: VaultStore, patient_id: UUID) -> None:
    contact = edited(store, patient_id)
    assert [former.newest for former in store.history(patient_id, contact.id)] == [2]
    save(store, Remove(store.read(patient_id).all(Contact)[-1], "Dubblett"))
    kept = store.history(patient_id, contact.id)
    assert [(former.entry.version, former.newest) for former in kept] == [(1, 3), (2, 3)]


def test_what_was_removed_comes_back_with_an_older_content_and_goes_again(store: VaultStore, patient_id: UUID) -> None:
    desk, contact = Desk(store), edited(store, patient_id, phone="070-1")
    save(store, Remove(store.read(patient_id).all(Contact)[-1], "Dubblett"))
    first, _second = store.history(patient_id, contact.id)
    back = desk.do(patient_id, bring_back, first)
    assert store.read(patient_id).all(Contact) == (replace(contact, version=4),)
    desk.undo(back.id)
    assert store.read(patient_id).all(Contact) == ()
    assert [former.newest for former in store.history(patient_id, contact.id)] == [5, 5, 5]


def test_what_came_back_meanwhile_is_not_added_twice(store: VaultStore, patient_id: UUID) -> None:
    contact = edited(store, patient_id)
    save(store, Remove(store.read(patient_id).all(Contact)[-1], "Dubblett"))
    first, _second = store.history(patient_id, contact.id)
    stale = bring_back(store.read(patient_id), first)
    Desk(store).do(patient_id, bring_back, first)
    with pytest.raises(ConflictError):
        store.apply(patient_id, stale)


def test_a_version_of_an_older_schema_comes_back_in_todays_shape(
    store: VaultStore, patient_id: UUID, steps: Callable[..., None]
) -> None:
    contact = edited(store, patient_id)
    steps(*[None] * schema.SCHEMA, lambda kind, payload: payload | {"name": f"{payload['name']} ({kind})"})
    (former,) = store.history(patient_id, contact.id)
    Desk(store).do(patient_id, bring_back, former)
    (now,) = store.read(patient_id).all(Contact)
    assert now == replace(contact, name="Nour (contact)", version=3)
    record = store.read(patient_id)
    newest = versions(record, contact.id, read_past(store, record, contact.id, limit=9))[0]
    assert [(one.before, one.after) for one in newest.changes if one.label == "Namn"] == [
        ("Nour Haddad (contact)", "Nour (contact)")
    ]


def test_the_history_is_looked_up_by_the_patient(store: VaultStore) -> None:
    """Else each version is looked for among all the rows of the log, which only grows."""
    about = {"entry": "a", "patient": "b", "number": 1, "version": 1}
    for query in (history._VERSIONS, history._VERSION, history._ONE, history._NEWEST):
        compiled = query.compile(store.engine, compile_kwargs={"render_postcompile": True})
        with store.engine.connect() as connection:
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {compiled}",
                tuple((compiled.params | about)[name] for name in compiled.positiontup or ()),
            ).all()
        assert [row for row in plan if row.detail.startswith(("SCAN", "USE TEMP"))] == []
