"""The store: what is saved comes back, a change is whole or not at all, and every former version is kept and undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from coordinator.change import Add, Applied, Change, Edit, Remove, Step
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.desk import Access, Desk
from coordinator.entity import Entity
from coordinator.entries import edit_entry
from coordinator.errors import ConflictError, FileDamaged, RuleError
from coordinator.identity import IdentityType
from coordinator.kinds import BY_NAME, KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.settings import JOURNAL_LATIN1, PLAN_REVIEW_MONTHS, PRINT_IDENTITY_NUMBER, SETTINGS, Clinic
from db import schema, vault
from db.store import VaultStore
from db.vault import Vault
from tests.conftest import ACTOR, CODE, NOW, clock
from tests.db.conftest import Checked, add_patient, save
from tests.rules.made_up import filled


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


@pytest.fixture
def patient_id(store: VaultStore) -> UUID:
    return add_patient(store)


def add_contact(store: VaultStore, patient_id: UUID, **fields: Any) -> Contact:
    contact = Contact(patient_id=patient_id, **({"name": "Nour"} | fields))
    save(store, Add(contact), title="Kontakt tillagd")
    return replace(contact, version=1)


def contacts(store: VaultStore, patient_id: UUID) -> tuple[Contact, ...]:
    return store.read(patient_id).all(Contact)


def counted(store: VaultStore) -> dict[str, int]:
    """How many rows each table has."""
    with store.engine.connect() as connection:
        count = sqlalchemy.func.count
        return {
            table.name: connection.execute(sqlalchemy.select(count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        }


# What is saved comes back


def test_one_entry_of_every_kind_comes_back_equal(store: VaultStore) -> None:
    patient_id = uuid4()
    entries = filled(patient_id)
    save(store, *(Add(entry) for entry in entries))
    record = store.read(patient_id)
    assert {entry.KIND: entry for kind in KINDS for entry in record.all(kind)} == {
        entry.KIND: replace(entry, version=1) for entry in entries
    }


ODD = [
    "a\r\nb\tc",
    "",
    " ",
    "å" * 100_000,
    "'; DROP TABLE contact; --",
    "\u202e",
    "\U0001f9d1\u200d\u2695",
    "NULL",
    "1e3",
]


@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
    | st.sampled_from(ODD),
    others=st.fixed_dictionaries(
        {
            "interval_months": st.none() | st.integers(-(2**53), 2**53),
            "last_contact": st.none() | st.dates(),
            "called_automatically": st.none() | st.booleans(),
        }
    ),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_number_and_day_comes_back(
    store: VaultStore, patient_id: UUID, text: str, others: dict[str, Any]
) -> None:
    made = add_contact(store, patient_id, note=text, **others)
    stands = store.read(patient_id).get(Contact, made.id)
    assert stands == made
    assert type(stands.called_automatically) is type(made.called_automatically)


def test_what_was_added_first_is_read_first_after_edits_too(store: VaultStore, patient_id: UUID) -> None:
    made = [add_contact(store, patient_id, name=f"Kontakt {number}") for number in range(5)]
    save(store, Edit(replace(made[2], name="Ändrad")))
    assert [contact.id for contact in contacts(store, patient_id)] == [contact.id for contact in made]


def test_a_record_says_when_and_by_whom_it_was_read_and_how_far_the_log_had_come(
    store: VaultStore, patient_id: UUID
) -> None:
    first, blank = store.read(patient_id), store.blank(uuid4())
    assert (first.now, first.actor, first.practice) == (NOW, ACTOR, False)
    assert len(first.head) == 8
    assert blank.head == ""
    assert blank.all(Patient) == ()
    add_contact(store, patient_id)
    assert store.read(patient_id).head != first.head


def test_one_patients_record_holds_nothing_of_anothers(store: VaultStore, patient_id: UUID) -> None:
    other = add_patient(store)
    add_contact(store, other, name="Den andras")
    assert contacts(store, patient_id) == ()
    with pytest.raises(RuleError, match="Patienten finns inte"):
        store.read(uuid4())


def test_a_row_that_was_tampered_with_is_not_shown(store: VaultStore, patient_id: UUID) -> None:
    other = add_patient(store)
    add_contact(store, patient_id)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contact SET phone = '112'")
    with pytest.raises(FileDamaged, match="slaget Kontakt"):
        store.read(patient_id)
    assert store.read(other).patient
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM contact")
    with pytest.raises(FileDamaged, match="saknas"):
        store.read(patient_id)


# A change is whole or not at all


@pytest.mark.parametrize("step", [Edit, lambda entry: Remove(entry, "Dubblett")])
@pytest.mark.parametrize("version", [0, 1, 3, -1])
def test_who_read_before_somebody_saved_is_refused(
    store: VaultStore, patient_id: UUID, step: Callable[[Entity], Step], version: int
) -> None:
    made = add_contact(store, patient_id)
    save(store, Edit(replace(made, phone="1")))
    before = counted(store)
    with pytest.raises(ConflictError, match="Kontakt har ändrats"):
        save(store, step(replace(made, version=version, phone="2")))
    assert counted(store) == before
    assert contacts(store, patient_id)[0].phone == "1"


def test_what_was_removed_can_be_neither_edited_nor_removed_nor_added_as_new(
    store: VaultStore, patient_id: UUID
) -> None:
    made = add_contact(store, patient_id)
    save(store, Remove(made, "Dubblett"))
    for step in (Edit(made), Remove(made, "igen"), Edit(replace(made, version=2))):
        with pytest.raises(ConflictError):
            save(store, step)
    with pytest.raises(ConflictError, match="Posten finns redan"):
        save(store, Add(replace(made, version=0)))
    save(store, Add(replace(made, version=2)))
    assert contacts(store, patient_id) == (replace(made, version=3),)


@pytest.mark.parametrize("position", [0, 3, 6])
def test_one_step_that_fails_takes_all_the_others_with_it(store: VaultStore, patient_id: UUID, position: int) -> None:
    made = add_contact(store, patient_id)
    other = add_contact(store, patient_id)
    steps: list[Step] = [Add(Contact(patient_id=patient_id, name=f"Ny {number}")) for number in range(4)]
    steps += [Edit(replace(made, phone="1")), Remove(other, "Dubblett")]
    steps.insert(position, Edit(replace(made, version=17)))
    before, record = counted(store), store.read(patient_id)
    with pytest.raises(ConflictError):
        save(store, *steps)
    assert counted(store) == before
    assert store.read(patient_id).entries == record.entries


def test_a_reference_that_leads_nowhere_takes_the_change_with_it(store: VaultStore, patient_id: UUID) -> None:
    """The database's last guard, at the end of the transaction; the rules before it would have said so in words."""
    before = counted(store)
    role = ContactRole(
        patient_id=patient_id, contact_id=uuid4(), assignment=Assignment.FIXED_CARE_CONTACT, start=date(2026, 1, 1)
    )
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        save(store, Add(role))
    assert counted(store) == before
    assert store.read(patient_id)
    made = add_contact(store, patient_id)
    save(store, Add(replace(role, contact_id=made.id)))
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        save(store, Remove(made, "Dubblett"))
    assert contacts(store, patient_id) == (made,)


def test_both_ends_of_a_reference_may_come_in_any_order(store: VaultStore) -> None:
    patient_id = uuid4()
    save(store, *(Add(entry) for entry in reversed(filled(patient_id))))
    assert store.read(patient_id).patient


def test_a_change_touches_one_patient_only(store: VaultStore, patient_id: UUID) -> None:
    other = add_patient(store)
    made = add_contact(store, other)
    before = counted(store)
    with pytest.raises(ValueError, match="one patient"):
        store.apply(patient_id, Change("x", (Add(Contact(patient_id=patient_id, name="x")), Edit(made))))
    for step in (Edit(replace(made, patient_id=patient_id)), Remove(replace(made, patient_id=patient_id), "x")):
        with pytest.raises(ConflictError):
            save(store, step)
    with pytest.raises(ConflictError):
        save(store, Add(replace(made, patient_id=patient_id, version=0)))
    assert counted(store) == before


def test_two_patients_do_not_share_a_number(store: VaultStore) -> None:
    first = add_patient(store, identity_number="191212121212")
    with pytest.raises(ConflictError, match="samma identitetsnummer"):
        add_patient(store, identity_number="191212121212")
    second = add_patient(store, identity_number="201212121212")
    patient = store.read(second).patient
    with pytest.raises(ConflictError, match="samma identitetsnummer"):
        save(store, Edit(replace(patient, identity_number="191212121212")))
    add_patient(store, identity_number=None)
    add_patient(store, identity_number=None)
    save(store, Edit(replace(store.read(first).patient, identity_number=None)))
    save(store, Edit(replace(patient, identity_number="191212121212")))


# History


def test_every_former_version_says_who_when_and_why(open_vault: Vault) -> None:
    store, now = open_vault.store, [NOW]
    store.clock = lambda: now[0]
    patient_id = add_patient(store)
    made = add_contact(store, patient_id, phone="1")
    for number in (2, 3):
        now[0] += timedelta(hours=1)
        save(store, Edit(replace(made, version=number - 1, phone=str(number))), title="Kontakt ändrad")
    assert [former.entry for former in store.history(patient_id, made.id)] == [
        made, replace(made, version=2, phone="2"),
    ]  # fmt: skip
    now[0] += timedelta(hours=1)
    save(store, Remove(replace(made, version=3, phone="3"), "Felregistrerad"), title="Kontakt borttagen")
    kept = store.history(patient_id, made.id)
    assert [former.entry for former in kept] == [
        replace(made, version=number, phone=str(number)) for number in (1, 2, 3)
    ]
    assert [former.at for former in kept] == [NOW + timedelta(hours=hours) for hours in range(3)]
    assert {former.by for former in kept} == {ACTOR}
    assert [former.title for former in kept] == ["Kontakt tillagd", "Kontakt ändrad", "Kontakt ändrad"]
    assert [former.removed_because for former in kept] == ["", "", "Felregistrerad"]
    assert store.history(patient_id, uuid4()) == []
    assert store.history(uuid4(), made.id) == []


def test_every_kind_has_a_readable_history(store: VaultStore) -> None:
    patient_id = uuid4()
    entries = filled(patient_id)
    save(store, *(Add(entry) for entry in entries))
    save(store, *(Edit(replace(entry, version=1)) for entry in entries))
    for entry in entries:
        (former,) = store.history(patient_id, entry.id)
        assert former.entry == replace(entry, version=1)


TAMPERED = [
    "UPDATE history SET payload = replace(payload, 'Nour', 'Nils')",
    "UPDATE history SET salt = randomblob(16)",
    "DELETE FROM history",
]


@pytest.mark.parametrize("sql", TAMPERED)
def test_a_former_version_that_was_tampered_with_does_not_come_back(
    store: VaultStore, patient_id: UUID, sql: str
) -> None:
    made = add_contact(store, patient_id)
    change = save(store, Remove(made, "Dubblett"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    with pytest.raises(FileDamaged):
        store.reversal(change.id)
    if "DELETE" not in sql:
        with pytest.raises(FileDamaged):
            store.history(patient_id, made.id)


# Undo


def undo(store: VaultStore, applied: Applied) -> Applied:
    patient_id, change = store.reversal(applied.id)
    return store.apply(patient_id, change, access=Access.UNDO)


def without_versions(store: VaultStore, patient_id: UUID) -> list[Entity]:
    record = store.read(patient_id)
    return sorted((replace(entry, version=0) for kind in KINDS for entry in record.all(kind)), key=lambda e: str(e.id))


@pytest.mark.parametrize("doing", ["add", "edit", "remove", "all"])
def test_undo_takes_a_change_back_and_undone_again_it_is_done_again(
    store: VaultStore, patient_id: UUID, doing: str
) -> None:
    one, other = add_contact(store, patient_id, name="Ett"), add_contact(store, patient_id, name="Två")
    steps: dict[str, list[Step]] = {
        "add": [Add(Contact(patient_id=patient_id, name="Tre"))],
        "edit": [Edit(replace(one, phone="1"))],
        "remove": [Remove(other, "Dubblett")],
    }
    steps["all"] = [step for group in steps.values() for step in group]
    before = without_versions(store, patient_id)
    applied = save(store, *steps[doing], title="Provändring")
    after = without_versions(store, patient_id)
    titles = []
    for expected in (before, after, before, after):
        applied = undo(store, applied)
        titles.append(applied.title)
        assert without_versions(store, patient_id) == expected
    assert titles == ["Ångrat: Provändring", "Gjort igen: Provändring"] * 2


def test_undo_of_a_whole_record_with_references_both_ways(store: VaultStore) -> None:
    patient_id = uuid4()
    applied = save(store, *(Add(entry) for entry in filled(patient_id)))
    whole = without_versions(store, patient_id)
    back = undo(store, applied)
    with pytest.raises(RuleError):
        store.read(patient_id)
    assert set(counted(store)) and all(counted(store)[kind] == 0 for kind in BY_NAME)
    undo(store, back)
    assert without_versions(store, patient_id) == whole


def test_undo_is_refused_when_one_entry_has_changed_since(store: VaultStore, patient_id: UUID) -> None:
    one, other = add_contact(store, patient_id), add_contact(store, patient_id)
    change = save(store, Edit(replace(one, phone="1")), Edit(replace(other, phone="1")))
    save(store, Edit(replace(other, version=2, phone="2")))
    with pytest.raises(ConflictError, match="Kontakt har ändrats efteråt"):
        store.reversal(change.id)
    save(store, Remove(replace(one, version=2, phone="1"), "Dubblett"))
    with pytest.raises(ConflictError):
        store.reversal(change.id)
    assert [contact.phone for contact in contacts(store, patient_id)] == ["2"]


def test_the_same_change_is_not_undone_twice(store: VaultStore, patient_id: UUID) -> None:
    made = Contact(patient_id=patient_id, name="Nour")
    applied = save(store, Add(made))
    undo(store, applied)
    with pytest.raises(ConflictError):
        store.reversal(applied.id)
    with pytest.raises(RuleError, match="Ändringen finns inte"):
        store.reversal(uuid4())


def test_an_undo_prepared_before_somebody_saved_is_refused(store: VaultStore, patient_id: UUID) -> None:
    made = add_contact(store, patient_id)
    applied = save(store, Edit(replace(made, phone="1")))
    _patient, change = store.reversal(applied.id)
    save(store, Edit(replace(made, version=2, phone="2")))
    with pytest.raises(ConflictError):
        store.apply(patient_id, change)


def test_undo_is_in_the_log_as_undo_and_says_so_in_the_history(store: VaultStore, patient_id: UUID) -> None:
    desk = Desk(store)
    made = add_contact(store, patient_id)
    applied = desk.do(patient_id, edit_entry, Contact, made.id, phone="1")
    desk.undo(applied.id)
    (former, undone) = store.history(patient_id, made.id)
    assert (former.title, undone.title) == ("Kontakt tillagd", applied.title)
    with store.engine.connect() as connection:
        last = connection.execute(
            sqlalchemy.select(schema.access_log).order_by(schema.access_log.c.seq.desc()).limit(1)
        ).one()
    assert (last.action, last.what, last.operation) == ("undo", f"Ångrat: {applied.title}", "edit")


# Lists, numbers, settings


def test_patients_are_sorted_as_swedes_sort(store: VaultStore) -> None:
    expected = ["Andersson", "Ek 2", "Ek 10", "Élan", "Wik", "Zetterlund", "Åberg", "Ärlig", "Öberg", "Öst"]
    for name in reversed(expected):
        add_patient(store, given_name="", family_name=name)
    assert [row.name for row in store.patients()] == expected


def test_a_line_of_the_list_says_what_the_record_says(store: VaultStore) -> None:
    patient_id = add_patient(
        store, identity_number="191212121212", identity_type=IdentityType.PERSONNUMMER,
        birth_date=date(1912, 12, 12), protected_identity=ProtectedIdentity.MARKED,
    )  # fmt: skip
    for _ in range(3):
        add_contact(store, patient_id)
    (row,) = store.patients()
    assert (row.id, row.name, row.birth_date, row.protected, row.contacts) == (
        patient_id, "Ronja Åkesson", date(1912, 12, 12), True, 3,
    )  # fmt: skip
    assert row.number == store.read(patient_id).patient.number_as_written


def test_a_patient_is_found_by_every_number_she_has_had(store: VaultStore) -> None:
    patient_id = add_patient(
        store, identity_number="191212121212", former_numbers=("99AB12345678", "19-ABC/77"), given_name="Åsa"
    )
    other = add_patient(store, identity_number="19-XYZ-88")
    nobody = add_patient(store, identity_number=None)
    by_number = ["191212121212", "19121212-1212", "121212-1212", "1212121212", " 1912 1212 1212 ", "121212+1212"]
    by_former = ["99ab12345678", "19-ABC/77", "19abc77"]
    for typed in (*by_number, *by_former, str(patient_id), str(patient_id)[:8], patient_id.hex[:12]):
        assert store.find(typed) == patient_id, typed
    assert store.find("19-XYZ-88") == store.find("19xyz88") == other
    assert store.find(str(nobody)) == nobody
    for typed in ("", "  ", "-", "1", "12121212", "191212121213", "%", "Åsa", str(uuid4()), str(patient_id)[:7]):
        with pytest.raises(RuleError, match="Patienten finns inte"):
            store.find(typed)


def test_ten_digits_that_two_have_are_asked_about(store: VaultStore) -> None:
    add_patient(store, identity_number="191212121212")
    second = add_patient(store, identity_number="201212121212")
    with pytest.raises(RuleError, match="flera patienter"):
        store.find("121212-1212")
    assert store.find("20121212-1212") == second


def test_a_choice_can_be_taken_back_and_the_clinics_value_holds(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.in_force", lambda: Clinic(values={PLAN_REVIEW_MONTHS.key: 24}))
    store = open_vault.store
    store.set_setting(PLAN_REVIEW_MONTHS, 6)
    assert store.settings()[PLAN_REVIEW_MONTHS] == 6
    store.set_setting(PLAN_REVIEW_MONTHS, None)
    assert (store.settings()[PLAN_REVIEW_MONTHS], store.settings().chosen) == (24, {})
    assert store.blank(uuid4()).settings[PLAN_REVIEW_MONTHS] == 24


def test_settings_are_kept_and_logged(open_vault: Vault) -> None:
    store, path = open_vault.store, open_vault.path
    assert store.settings().chosen == {}
    assert {known.key for known in SETTINGS} >= {PLAN_REVIEW_MONTHS.key, JOURNAL_LATIN1.key}
    store.set_setting(PLAN_REVIEW_MONTHS, 6)
    store.set_setting(JOURNAL_LATIN1, False)
    store.set_setting(PRINT_IDENTITY_NUMBER, True)
    store.set_setting(PLAN_REVIEW_MONTHS, 7)
    assert store.settings()[PLAN_REVIEW_MONTHS] == 7
    open_vault.close()
    with vault.open_with_code(path, CODE, clock) as again:
        chosen = again.store.settings()
        assert (chosen[PLAN_REVIEW_MONTHS], chosen[JOURNAL_LATIN1], chosen[PRINT_IDENTITY_NUMBER]) == (7, False, True)
        with again._engine.connect() as connection:
            log = schema.access_log
            said = connection.execute(sqlalchemy.select(log.c.what).where(log.c.action == "setting")).scalars().all()
    assert said == [
        "plan.review_months = 6", "journal.latin1 = False", "print.identity_number = True", "plan.review_months = 7",
    ]  # fmt: skip


def test_a_setting_of_another_version_is_left_alone(store: VaultStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(schema.setting.insert(), {"key": "from.the.future", "value": "x"})
    assert store.settings()[PLAN_REVIEW_MONTHS] == 12
    assert counted(store)["setting"] == 1


# What the screen keeps


def test_what_is_kept_is_there_until_it_is_forgotten(open_vault: Vault) -> None:
    store, path = open_vault.store, open_vault.path
    assert store.kept() == {}
    store.keep("utkast/åsa", "Ringde om")
    store.keep("utkast/åsa", "Ringde om höften\n")
    store.keep("plats", "")
    store.keep("fästa", "[]")
    store.keep("fästa", None)
    store.keep("fanns aldrig", None)
    expected = {"utkast/åsa": "Ringde om höften\n", "plats": ""}
    assert store.kept() == expected
    open_vault.close()
    with vault.open_with_code(path, CODE, clock) as again:
        assert again.store.kept() == expected


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [("utkast/", ["utkast/1", "utkast/2"]), ("utkast/1", ["utkast/1"]), ("Utkast", []), ("u%", ["u%"]), ("u_", []),
     ("", ["utkast/1", "utkast/2", "u%", "ö", "'; --"]), ("ö", ["ö"]), ("öö", []), ("utkast/1/", []), ("'", ["'; --"])],
)  # fmt: skip
def test_it_is_found_by_the_letters_its_key_begins_with(store: VaultStore, prefix: str, expected: list[str]) -> None:
    for key in ("utkast/1", "utkast/2", "u%", "ö", "'; --"):
        store.keep(key, "x")
    assert list(store.kept(prefix)) == expected


def test_what_was_kept_last_stands_last(store: VaultStore) -> None:
    for key, value in (("besökt/1", "a"), ("besökt/2", "b"), ("besökt/3", "c"), ("besökt/1", "d")):
        store.keep(key, value)
    assert list(store.kept().items()) == [("besökt/2", "b"), ("besökt/3", "c"), ("besökt/1", "d")]


def test_the_log_does_not_tell_what_is_kept(store: VaultStore, patient_id: UUID) -> None:
    before = counted(store)
    store.keep(f"utkast/{patient_id}", "Halv mening")
    store.kept()
    store.keep("plats", "översikt")
    store.keep("plats", None)
    assert counted(store) == before | {"kept": 1}


def test_what_cannot_be_kept_leaves_what_was_there(store: VaultStore) -> None:
    store.keep("utkast", "Halv mening")
    with pytest.raises(UnicodeEncodeError):
        store.keep("utkast", "Halv \ud800")
    assert store.kept() == {"utkast": "Halv mening"}
    store.keep("utkast", "Hel mening")
    assert store.kept() == {"utkast": "Hel mening"}


def test_a_draft_is_nowhere_in_clear_and_goes_along_in_a_copy(open_vault: Vault, tmp_path: Path) -> None:
    canary = "KANARIEFÅGEL i ett utkast"
    open_vault.store.keep("utkast", canary * 400)
    open_vault.back_up(tmp_path / "kopia")
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in found} > {".hallpunkt", ".hallpunkt-wal"}
    assert [path.name for path in found if b"KANARIE" in path.read_bytes()] == []
    open_vault.close()
    restored = vault.restore_with_code(tmp_path / "kopia", tmp_path / "åter", CODE).path
    with vault.open_with_code(restored, CODE, clock) as opened:
        assert opened.store.kept() == {"utkast": canary * 400}


# Against a plain dictionary


def _content(contact: Contact | None) -> Contact | None:
    """The contact without its number: what was changed and changed back is as it was."""
    return None if contact is None else replace(contact, version=0)


class StoreAgainstDictionary(RuleBasedStateMachine):
    """Any order of adding, editing, removing and undoing, with a dictionary beside it that must say the same."""

    made: Vault
    standing = Bundle("standing")
    changes = Bundle("changes")

    @initialize(target=changes)
    def begin(self) -> Any:
        self.store = self.made.store
        self.patient_id = add_patient(self.store)
        self.expected: dict[UUID, Contact] = {}
        self.states: dict[UUID, tuple[dict[UUID, Contact], dict[UUID, Contact]]] = {}
        return multiple()

    def _done(self, applied: Applied, changed: dict[UUID, Contact | None]) -> Applied:
        before = {key: self.expected[key] for key in changed if key in self.expected}
        for key, contact in changed.items():
            if contact is None:
                del self.expected[key]
            else:
                self.expected[key] = replace(contact, version=applied.versions[key])
        after = {key: self.expected[key] for key in changed if key in self.expected}
        self.states[applied.id] = (before, after)
        return applied

    @rule(target=changes, name=st.text("abcåäö ", max_size=5))
    def add(self, name: str) -> Applied:
        contact = Contact(patient_id=self.patient_id, name=name)
        return self._done(save(self.store, Add(contact)), {contact.id: contact})

    @rule(target=changes, pick=st.integers(0, 100), phone=st.text("0123456789-", max_size=5))
    def edit(self, pick: int, phone: str) -> Any:
        if not self.expected:
            return multiple()
        contact = replace(self._picked(pick), phone=phone)
        return self._done(save(self.store, Edit(contact)), {contact.id: contact})

    @rule(target=changes, pick=st.integers(0, 100))
    def remove(self, pick: int) -> Any:
        if not self.expected:
            return multiple()
        contact = self._picked(pick)
        return self._done(save(self.store, Remove(contact, "Dubblett")), {contact.id: None})

    @rule(target=changes, pick=st.integers(0, 100), name=st.text("xyz", max_size=3))
    def several(self, pick: int, name: str) -> Applied:
        new = Contact(patient_id=self.patient_id, name=name)
        steps: list[Step] = [Add(new)]
        changed: dict[UUID, Contact | None] = {new.id: new}
        if self.expected:
            other = self._picked(pick)
            steps.append(Edit(replace(other, name=name)))
            changed[other.id] = replace(other, name=name)
        return self._done(save(self.store, *steps), changed)

    @rule(target=changes, change=consumes(changes))
    def undo(self, change: Applied) -> Any:
        before, after = self.states[change.id]
        untouched = all(_content(self.expected.get(key)) == _content(after.get(key)) for key in before | after)
        try:
            applied = undo(self.store, change)
        except ConflictError:
            assert not untouched
            return multiple()
        assert untouched
        return self._done(applied, {key: before.get(key) for key in before | after})

    @rule(pick=st.integers(0, 100))
    def edit_what_is_stale(self, pick: int) -> None:
        if self.expected:
            contact = self._picked(pick)
            with pytest.raises(ConflictError):
                save(self.store, Add(Contact(patient_id=self.patient_id)), Edit(replace(contact, version=10_000)))

    def _picked(self, pick: int) -> Contact:
        return list(self.expected.values())[pick % len(self.expected)]

    @invariant()
    def they_say_the_same(self) -> None:
        if hasattr(self, "expected"):
            assert {found.id: found for found in contacts(self.store, self.patient_id)} == self.expected


def test_the_store_is_as_good_as_a_dictionary(open_vault: Vault, faults: Checked) -> None:
    class Machine(StoreAgainstDictionary):
        made = open_vault

    run_state_machine_as_test(Machine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
    assert open_vault.store.patients()
    path = open_vault.path
    open_vault.close()
    assert faults(path) == {}
