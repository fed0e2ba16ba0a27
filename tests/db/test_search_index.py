"""The search index: it follows every change, gives the newest first, and is never in the way of a record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from coordinator.appointment import Appointment
from coordinator.change import Add, Edit, Remove
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, LogForm
from coordinator.desk import Access, Desk, Found
from coordinator.errors import WriteFailed
from coordinator.identity import IdentityType
from coordinator.kinds import KINDS
from coordinator.person import ProtectedIdentity
from db import search_index, vault
from db.schema import access_log, search_entry, search_state
from db.store import VaultStore
from db.vault import Vault
from tests.conftest import CODE, NOW, clock
from tests.db.conftest import Checked, add_patient, raw, save
from tests.rules.made_up import adding, filled


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


@pytest.fixture
def patient_id(store: VaultStore) -> UUID:
    return add_patient(store, identity_number="199007282388")


def named(patient_id: UUID, name: str, **fields: Any) -> Contact:
    return Contact(patient_id=patient_id, name=name, **fields)


def log_of(patient_id: UUID, what: str, day: int) -> ContactLogEntry:
    return ContactLogEntry(patient_id=patient_id, at=datetime(2026, 11, day, 9, 0, tzinfo=UTC), what=what)


def found(store: VaultStore, words: str, patient_id: UUID | None = None) -> list[UUID]:
    return [hit.entry_id for hit in store.search(words, patient_id).hits]


def faults(store: VaultStore) -> list[str]:
    with store.engine.connect() as connection:
        return list(search_index.faults(connection))


# It follows every change


def test_every_kind_is_found_with_all_its_texts(store: VaultStore) -> None:
    patient_id = uuid4()
    entries = filled(patient_id, text="{kind} {field}kvitter")
    store.apply(patient_id, adding(entries))
    for kind, entry in zip(KINDS, entries, strict=True):
        for name, value in vars(entry).items():
            if isinstance(value, str) and (kind.KIND, name) != ("gap_silence", "rule"):  # a code, said in other words
                assert entry.id in found(store, f"{name}kvitter {kind.KIND}")
    assert {hit.kind for hit in store.search("kvitter").hits} >= set(KINDS) - {type(entries[4])}
    assert faults(store) == []


def test_a_hit_says_whose_it_is_and_shows_why(store: VaultStore) -> None:
    hers = add_patient(
        store, given_name="Mira", family_name="Ödestrand", identity_number="201403172388",
        identity_type=IdentityType.PERSONNUMMER,
        protected_identity=ProtectedIdentity.MARKED,
    )  # fmt: skip
    entry = log_of(hers, "Ringde Barnhabiliteringen om tid", 20)
    save(store, Add(entry))
    (hit,) = store.search("HABILITERING").hits
    assert (hit.patient_id, hit.patient, hit.number, hit.protected) == (hers, "Mira Ödestrand", "20140317-2388", True)
    assert (hit.kind, hit.entry_id, hit.day) == (ContactLogEntry, entry.id, date(2026, 11, 20))
    assert (hit.heading, hit.label) == ("Ringde Barnhabiliteringen om tid", "Vad det gällde")
    assert (hit.text, hit.marks) == ("Ringde Barnhabiliteringen om tid", ((11, 12),))
    assert "Mira" not in repr(hit)
    assert "Ringde" not in repr(hit)


def test_what_was_changed_is_found_as_it_is_and_not_as_it_was(store: VaultStore, patient_id: UUID) -> None:
    contact = named(patient_id, "Eva Öberg")
    save(store, Add(contact))
    save(store, Edit(replace(contact, name="Eva Lind", version=1)))
    assert found(store, "oberg") == []
    assert found(store, "lind") == [contact.id]


def test_what_was_removed_is_not_found_until_it_is_back(store: VaultStore, patient_id: UUID) -> None:
    contact = named(patient_id, "Eva Öberg")
    save(store, Add(contact))
    removed = save(store, Remove(replace(contact, version=1), "Dubblett"))
    assert found(store, "oberg") == []
    Desk(store).undo(removed.id)
    assert found(store, "oberg") == [contact.id]
    assert faults(store) == []


def test_a_change_that_was_not_saved_is_not_found(store: VaultStore, patient_id: UUID) -> None:
    contact = named(patient_id, "Eva Öberg")

    def stop(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "INTO search_text" in statement:
            raise OperationalError(statement, {}, Exception("database or disk is full"))

    sqlalchemy.event.listen(store.engine, "before_cursor_execute", stop)
    with pytest.raises(WriteFailed):
        save(store, Add(contact))
    sqlalchemy.event.remove(store.engine, "before_cursor_execute", stop)
    assert store.read(patient_id).all(Contact) == ()
    assert found(store, "oberg") == []
    assert faults(store) == []


WORDS = ("Öberg", "habiliteringen", "Barnhabiliteringen", "08-465 00 99", "tid", "Ängelholm")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "remove", "undo"]),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
        st.integers(0, 5),
    ),
    max_size=12,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_whatever_is_done_the_index_knows_what_stands(
    store: VaultStore, deeds: list[tuple[str, list[str], int]]
) -> None:
    patient_id = add_patient(store)
    desk = Desk(store)
    done = []
    for deed, words, which in deeds:
        standing = store.read(patient_id).all(ContactLogEntry)
        if deed == "add":
            done.append(save(store, Add(log_of(patient_id, " ".join(words), 1 + which))))
        elif deed == "undo" and done:
            done.append(desk.store.apply(*store.reversal(done.pop().id), access=Access.UNDO))
        elif standing and deed != "undo":
            one = standing[which % len(standing)]
            changed = replace(one, what=" ".join(words), at=one.at + timedelta(days=which))
            done.append(save(store, Remove(one, "Prov") if deed == "remove" else Edit(changed)))
    standing = store.read(patient_id).all(ContactLogEntry)
    for word in WORDS:
        expected = {one.id: one.day for one in standing if word.casefold() in one.what.casefold()}
        hits = store.search(word, patient_id).hits
        assert {hit.entry_id: hit.day for hit in hits} == expected
        assert [hit.day for hit in hits] == sorted(expected.values(), reverse=True)
    assert faults(store) == []


# What comes first, and how much


def test_the_newest_day_comes_first_whenever_it_was_written(store: VaultStore, patient_id: UUID) -> None:
    entries = [log_of(patient_id, "Ringde Öberg", day) for day in (3, 20, 11)]
    coming = Appointment(patient_id=patient_id, what="Träffa Öberg", day=date(2026, 12, 24))
    contact = named(patient_id, "Eva Öberg")
    save(store, Add(coming), *(Add(entry) for entry in entries), Add(contact))
    hits = store.search("öberg").hits
    assert [hit.day for hit in hits] == [
        date(2026, 12, 24), NOW.date(), date(2026, 11, 20), date(2026, 11, 11), date(2026, 11, 3),
    ]  # fmt: skip
    assert hits[1].entry_id == contact.id
    assert [hit.day for hit in hits] == [hit.day for hit in rebuilt(store).search("öberg").hits]


def rebuilt(store: VaultStore) -> VaultStore:
    store.rebuild_search()
    return store


def test_an_entry_that_is_moved_to_another_day_moves(store: VaultStore, patient_id: UUID) -> None:
    first, second = log_of(patient_id, "Öberg", 3), log_of(patient_id, "Öberg", 5)
    save(store, Add(first), Add(second))
    assert found(store, "öberg") == [second.id, first.id]
    save(store, Edit(replace(first, at=second.at + timedelta(days=2), version=1)))
    assert found(store, "öberg") == [first.id, second.id]


def test_more_than_the_limit_is_said_and_left_out(store: VaultStore, patient_id: UUID) -> None:
    save(store, *(Add(log_of(patient_id, f"Ringde Öberg {day}", day)) for day in range(1, 8)))
    some = store.search("öberg", limit=4)
    assert ([hit.day.day for hit in some.hits], some.more) == ([7, 6, 5, 4], True)
    every = store.search("öberg", limit=7)
    assert (len(every.hits), every.more) == (7, False)


def test_words_that_only_look_alike_in_pieces_are_passed_over(store: VaultStore, patient_id: UUID) -> None:
    """Each piece of the word stands in the entry, the word does not; what is older is found all the same."""
    save(store, *(Add(log_of(patient_id, "tandl ndläk läkar karen", day)) for day in range(5, 12)))
    wanted = log_of(patient_id, "Ringde tandläkaren", 2)
    save(store, Add(wanted))
    assert store.search("tandläkaren", limit=3) == replace(store.search("tandläkaren"), more=False)
    assert found(store, "tandläkaren") == [wanted.id]


def test_one_patients_search_gives_nothing_of_anybody_else(store: VaultStore, patient_id: UUID) -> None:
    other = add_patient(store)
    save(store, *(Add(log_of(other, "Ringde Öberg", day)) for day in range(1, 9)))
    own = log_of(patient_id, "Ringde Öberg", 1)
    save(store, Add(own))
    assert found(store, "öberg", patient_id) == [own.id]
    assert len(found(store, "öberg")) == 9
    assert store.search("öberg", uuid4()).hits == ()


def test_codes_and_words_may_be_mixed(store: VaultStore, patient_id: UUID) -> None:
    out = replace(log_of(patient_id, "Ringde Öberg", 3), form=LogForm.PHONE_OUT)
    save(store, Add(out), Add(replace(log_of(patient_id, "Ringde Öberg", 4), form=LogForm.MEETING)))
    assert found(store, "oberg utgaende") == [out.id]


# What is typed


@pytest.mark.parametrize(
    "typed", ["", "x", "\x00", "🙂", '" OR', "x" * 10_000, "ab " * 5000, "NEAR(a b)", "\ud800eva", "'"]
)
def test_nothing_that_is_typed_is_an_error(store: VaultStore, patient_id: UUID, typed: str) -> None:
    for whose in (None, patient_id):
        result = store.search(typed, whose)
        assert (result.hits, result.damaged) == ((), False)


def test_what_is_too_short_is_said(store: VaultStore) -> None:
    assert store.search("ö") == Found(too_short=True)
    assert store.search("öb") == Found()


# The log


def searches(store: VaultStore) -> list[tuple[str, str | None]]:
    with store.engine.connect() as connection:
        rows = connection.execute(
            sqlalchemy.select(access_log).where(access_log.c.action == Access.SEARCH.stored)
        ).all()
    return [(row.what, row.patient_id) for row in rows]


def test_a_search_is_noted_without_its_words_and_typing_on_is_not(store: VaultStore, patient_id: UUID) -> None:
    store.search("öb")
    store.search("öbe", noted=False)
    store.search("öberg", patient_id)
    assert searches(store) == [
        ("Sökning bland alla patienter", None), ("Sökning i patientens pärm", str(patient_id)),
    ]  # fmt: skip


# When it is damaged


def spoil_text(connection: Any) -> None:
    connection.execute("UPDATE search_text_data SET block = zeroblob(10) WHERE id > 1")


def empty_text(connection: Any) -> None:
    connection.execute("DELETE FROM search_text_data")


def drop_part(connection: Any) -> None:
    connection.execute("DROP TABLE search_text_docsize")


def forget_entry(connection: Any) -> None:
    connection.execute("DELETE FROM search_entry WHERE kind = 'contact'")


def forget_text(connection: Any) -> None:
    connection.execute("DELETE FROM search_text WHERE rowid = (SELECT min(place) FROM search_entry)")


def forget_state(connection: Any) -> None:
    connection.execute("DELETE FROM search_state")


DAMAGES = [spoil_text, empty_text, drop_part, forget_entry, forget_text, forget_state]


@pytest.fixture
def damaged(vault_path: Path, request: pytest.FixtureRequest) -> tuple[Path, UUID]:
    """A vault with an index that somebody has damaged, and its patient."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        patient_id = add_patient(opened.store)
        for number in range(6):
            save(opened.store, Add(named(patient_id, f"Eva Öberg {number}")))
    damage: Callable[[Any], None] = request.param
    with raw(vault_path) as connection:
        damage(connection)
    return vault_path, patient_id


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_the_check_says_so_and_of_nothing_else(damaged: tuple[Path, UUID], faults: Checked) -> None:
    path, _ = damaged
    assert set(faults(path)) == {"search"}


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_everything_else_goes_on_and_making_it_anew_mends_it(
    damaged: tuple[Path, UUID], faults: Checked, tmp_path: Path
) -> None:
    path, patient_id = damaged
    with vault.open_with_code(path, CODE, clock) as opened:
        for number in range(12):
            save(opened.store, Add(named(patient_id, f"Ny {number}")))
        opened.store.search("öberg")
        record = opened.store.read(patient_id)
        save(opened.store, Edit(replace(record.all(Contact)[0], name="Eva Ek")))
        assert len(record.all(Contact)) == 18
        opened.back_up(tmp_path / "kopia.hallpunkt-kopia")
    with vault.open_with_code(path, CODE, clock) as opened:
        if faults_of(opened) != []:
            opened.store.rebuild_search()
        assert len(found(opened.store, "öberg")) == 5
        assert len(found(opened.store, "eva")) == 6
        assert len(found(opened.store, "ny")) == 12
    assert faults(path) == {}


def faults_of(opened: Vault) -> list[str]:
    return faults(opened.store)


def test_an_index_that_fails_is_given_up_and_says_so(store: VaultStore, patient_id: UUID) -> None:
    save(store, Add(named(patient_id, "Eva Öberg")))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM search_text_data")
    assert store.search("öberg") == Found(damaged=True)
    save(store, Add(named(patient_id, "Eva Ek")))
    with store.engine.connect() as connection:
        assert connection.execute(sqlalchemy.select(search_state)).all() == []
    assert len(store.read(patient_id).all(Contact)) == 2
    store.rebuild_search()
    assert len(found(store, "eva")) == 2


def test_an_entry_that_cannot_be_read_is_passed_over(store: VaultStore, patient_id: UUID) -> None:
    save(store, Add(named(patient_id, "Eva Öberg")), Add(named(patient_id, "Eva Ek")))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contact SET status = 'okänd' WHERE name = 'Eva Ek'")
    assert len(found(store, "eva")) == 1
    store.rebuild_search()
    assert len(found(store, "eva")) == 1
    assert "Sökregistret stämmer inte med posterna av slaget Kontakt." in faults(store)


def test_what_is_made_anew_is_what_was_kept(store: VaultStore) -> None:
    patient_id = uuid4()
    store.apply(patient_id, adding(filled(patient_id)))

    def entries() -> list[tuple[Any, ...]]:
        with store.engine.connect() as connection:
            rows = connection.execute(sqlalchemy.select(search_entry))
            return sorted((row.place >> 24, row.kind, row.entry_id) for row in rows)

    before = entries()
    assert len(before) == len(KINDS)
    store.rebuild_search()
    assert entries() == before
