"""The stored lines of Idag: what the record says, in the parts of the day asked for, counted as one counts by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from coordinator import practice
from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.change import Add, Edit, Remove
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.desk import Access, Desk
from coordinator.guardian import Guardian
from coordinator.identity import IdentityType
from coordinator.journal.rows import journal_rows
from coordinator.journal_entry import enter_in_journal, not_in_journal
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.protection import place_is_secret
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.shared_paper import SharedPaper
from coordinator.swedish import folded, sort_key
from coordinator.taken_in import FileForm, TakenIn
from coordinator.today.day import Asked, Day, Part
from coordinator.today.finding import matters
from coordinator.today.matter import Matter, MatterKind, StoredMatter, stored
from coordinator.transition.swap import Transition
from db import gap_list, matter_list
from db.schema import access_log, stored_holder, stored_matter
from db.store import VaultStore
from db.vault import Vault
from tests.conftest import NOW
from tests.db.conftest import add_patient, save
from tests.db.test_gap_list import at, renew, statements
from tests.rules.made_up import adding, filled

TODAY = NOW.date()  # a Sunday: the week ends today
DAY = timedelta(days=1)
ASKED = Asked(TODAY)


@pytest.fixture
def store(open_vault: Vault) -> VaultStore:
    return open_vault.store


def line(key: str = "a", kind: MatterKind = MatterKind.REMINDER, **fields: Any) -> Matter:
    words = {"title": f"Rad {key}", "why": "För att", "verb": "Öppna", "page": Page.REMINDERS}
    return Matter(**{"key": key, "kind": kind, **words, **fields})


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, list[Matter]]:
    """What is found of each patient, in place of what her record says."""
    lines: dict[UUID, list[Matter]] = {}

    def of(record: Record, *, to_journal: int = 0) -> list[Matter]:
        many = [line("journal", MatterKind.JOURNAL, many=to_journal)] if to_journal else []
        return [*lines.get(record.patient_id, []), *many]

    monkeypatch.setattr(matter_list, "matters", of)
    return lines


def keys_of(day: Day) -> list[str]:
    return [one.matter.key for one in day.lines]


def rows(store: VaultStore, table: sqlalchemy.Table = stored_matter) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(sqlalchemy.select(table)))


# What is kept


def test_of_every_practice_patient_it_is_what_the_whole_record_says(store: VaultStore) -> None:
    """Also of one with every field filled; from one reading of what the rules ask for."""
    people = [person.patient_id for person in practice.fill_practice(Desk(store))]
    people.append(uuid4())
    store.apply(people[-1], adding(filled(people[-1])))
    renew(store)
    expected: list[StoredMatter] = []
    for patient_id in people:
        record = store.read(patient_id)
        said = [stored(patient_id, one) for one in matters(record, to_journal=len(journal_rows(record)))]
        assert len({one.key for one in said}) == len(said), "two lines of one patient with the same key"
        expected += [one.without_words() if place_is_secret(record) else one for one in said]
    expected = [one for one in expected if _is_told(ASKED, unstored(one))]
    day = store.day(replace(ASKED, limit=10_000))
    assert sorted(map(tuple, (one.matter for one in day.lines)), key=repr) == sorted(map(tuple, expected), key=repr)
    assert day.in_all == len(expected) > 20
    assert day.stale == 0


def test_each_line_stands_under_the_name_of_its_patient(store: VaultStore, found: dict[UUID, list[Matter]]) -> None:
    patient_id = add_patient(
        store, given_name="Ada ", family_name=" Öhn", birth_date=date(1990, 1, 2), identity_number="199001022389",
        identity_type=IdentityType.PERSONNUMMER,
    )  # fmt: skip
    found[patient_id] = [line(entry_id=patient_id, entry_kind="patient", clock="13:30", day=TODAY, owner="Anna")]
    renew(store)
    (one,) = store.day(ASKED).lines
    assert (one.name, one.sorted_name, one.number, one.birth_date) == (
        "Ada Öhn", "Öhn, Ada", "19900102-2389", date(1990, 1, 2),
    )  # fmt: skip
    assert one.matter == stored(patient_id, found[patient_id][0])
    assert (one.matter.patient_id, one.matter.entry_id, one.protected) == (patient_id, patient_id, False)


def test_only_rows_that_are_others_are_written(store: VaultStore, found: dict[UUID, list[Matter]]) -> None:
    patient_id = add_patient(store)
    found[patient_id] = [line("a"), line("b"), line("c")]
    renew(store)
    before = rows(store)
    with at(store, 1), statements(store) as run:
        renew(store)
        assert not any("stored_matter" in sql and "SELECT" not in sql for sql in run)
    found[patient_id] = [line("c"), line("b", why="Något annat"), line("d")]
    with at(store, 2), statements(store) as run:
        renew(store)
    deleted = [sql for sql in run if sql.startswith("DELETE FROM stored_matter")]
    written = [sql for sql in run if sql.startswith("INSERT INTO stored_matter")]
    assert (len(deleted), len(written)) == (2, 2)
    assert {row[1] for row in rows(store)} == {"b", "c", "d"}
    assert [row for row in rows(store) if row[1] == "c"] == [row for row in before if row[1] == "c"]


def test_of_two_lines_with_one_key_the_first_is_told(store: VaultStore, found: dict[UUID, list[Matter]]) -> None:
    found[add_patient(store)] = [line(title="Först"), line(title="Sedan")]
    assert renew(store) == 1
    assert [one.matter.title for one in store.day(ASKED).lines] == ["Först"]


def test_notes_that_wait_for_the_journal_are_counted_as_they_now_read(
    store: VaultStore, found: dict[UUID, list[Matter]]
) -> None:
    patient_id = add_patient(store)
    notes = [ContactLogEntry(patient_id=patient_id, at=NOW, what=f"Ringde {n}") for n in range(3)]
    save(store, *map(Add, notes))
    other = add_patient(store)
    save(store, Add(ContactLogEntry(patient_id=other, at=NOW, what="Ringde")))
    renew(store)
    assert (store.day(ASKED).to_journal, store.day(ASKED).in_all) == (4, 2)
    Desk(store).do(patient_id, enter_in_journal, [one.id for one in notes[:2]])
    renew(store)
    assert store.day(ASKED).to_journal == 2
    note = store.read(patient_id).get(ContactLogEntry, notes[0].id)
    save(store, Edit(replace(note, what="Ringde och fick svar")))
    renew(store)
    assert store.day(ASKED).to_journal == len(not_in_journal(store.read(patient_id))) + 1 == 3


def test_it_counts_as_many_as_the_page_of_the_journal_has_rows(store: VaultStore) -> None:
    """Of every kind, of papers and log without reading them: put there, changed, removed, mended, and taken back."""
    patient_id = uuid4()
    store.apply(patient_id, adding(filled(patient_id)))
    shared = SharedPaper(patient_id=patient_id, paper="vardplan", title="Vårdplan", to="Skolan", shared_on=TODAY,
                         shared_by="Anna Lind", sha256="0" * 64)  # fmt: skip
    plan = store.read(patient_id).all(CarePlan)[0]
    copies = [
        HandedOutPlan(patient_id=patient_id, plan_id=plan.id, number=n, handed_out_on=TODAY, handed_to="Skolan",
                      handed_out_by="Anna Lind", document="{}")
        for n in (91, 92, 93)
    ]  # fmt: skip
    first, again, _ = copies
    papers = [shared, replace(shared, id=uuid4(), copy_id=first.id),
              replace(shared, id=uuid4(), copy_id=again.id, again=True)]  # fmt: skip
    notes = [ContactLogEntry(patient_id=patient_id, at=NOW, what=f"Ringde {n}") for n in range(4)]
    swap = Transition(patient_id=patient_id, acknowledged_on=TODAY)
    save(store, *map(Add, (*copies, *papers, *notes, swap)))

    def counted(whose: UUID) -> int:
        record = store.read(whose)
        with store.engine.connect() as connection:
            asked = {kind: found for kind, found in record.entries.items() if kind in gap_list.ASKED_BY_RULES}
            return matter_list._to_journal(connection, replace(record, entries=asked))

    def rows_of(whose: UUID) -> int:
        return len(journal_rows(store.read(whose)))

    assert counted(patient_id) == rows_of(patient_id) >= 9
    desk = Desk(store)
    desk.do(
        patient_id, enter_in_journal, [*(one.id for one in notes[:3]), papers[0].id, first.id, copies[2].id, swap.id]
    )
    assert counted(patient_id) == rows_of(patient_id) > 0
    desk.do(patient_id, enter_in_journal)
    assert counted(patient_id) == rows_of(patient_id) == 0
    record = store.read(patient_id)
    note, other = record.get(ContactLogEntry, notes[0].id), record.get(ContactLogEntry, notes[1].id)
    saved = record.get(Transition, swap.id)
    save(store, Edit(replace(note, what="Annat")), Remove(other, "Fel"), Remove(saved, "Fel"),
         Edit(replace(record.get(CarePlan, plan.id), approved_by="Någon annan")))  # fmt: skip
    assert counted(patient_id) == rows_of(patient_id) == 4
    mended = desk.do(patient_id, enter_in_journal, [other.id, swap.id])
    assert counted(patient_id) == rows_of(patient_id) == 2
    desk.undo(mended.id)
    assert counted(patient_id) == rows_of(patient_id) == 4
    came = [
        ContactLogEntry(patient_id=patient_id, at=NOW, what="Ringde hemifrån"), replace(shared, id=uuid4()),
        replace(copies[0], id=uuid4(), number=94),
    ]  # fmt: skip
    file = TakenIn(
        patient_id=patient_id, form=FileForm.RECORD, taken_at=NOW, added=tuple(one.id for one in came)
    )  # fmt: skip
    save(store, *map(Add, (*came, file)))
    assert counted(patient_id) == rows_of(patient_id) == 4, "they stand in the journal of those who sent it"
    here = store.read(patient_id).get(ContactLogEntry, came[0].id)
    save(store, Edit(replace(here, what="Ringde upp igen")))
    assert counted(patient_id) == rows_of(patient_id) == 5, "what was changed here is ours"


# Where a line stands


@pytest.mark.parametrize(
    ("days", "fields", "part"),
    [
        (None, {}, Part.NO_DAY),
        (None, {"waiting": True}, Part.WAITING),
        (None, {"urgent": True}, Part.NO_DAY),
        (-1, {}, Part.LATE),
        (-1, {"waiting": True}, Part.LATE),
        (-1, {"urgent": True}, Part.URGENT),
        (0, {"kind": MatterKind.MEETING}, Part.MEETINGS),
        (-1, {"kind": MatterKind.MEETING}, Part.LATE),
        (1, {"kind": MatterKind.MEETING}, Part.NEXT_WEEK),
        (0, {}, Part.THIS_WEEK),
        (0, {"urgent": True}, Part.URGENT),
        (7, {"urgent": True}, Part.URGENT),
        (9, {"urgent": True, "ends": True}, Part.LATER),
        (0, {"waiting": True}, Part.WAITING),
        (20, {"waiting": True}, Part.WAITING),
        (1, {}, Part.NEXT_WEEK),
        (7, {}, Part.NEXT_WEEK),
        (8, {"ends": True}, Part.LATER),
        (8, {"kind": MatterKind.AGE}, Part.LATER),
    ],
)
def test_a_line_stands_in_its_part(
    store: VaultStore, found: dict[UUID, list[Matter]], days: int | None, fields: dict[str, Any], part: Part
) -> None:
    found[add_patient(store)] = [line(day=None if days is None else TODAY + days * DAY, **fields)]
    renew(store)
    day = store.day(ASKED)
    assert [one.part for one in day.lines] == [part]
    assert day.parts == {part: 1}
    assert day.late == (days is not None and days < 0)


def test_what_lies_further_on_is_there_for_who_asks_for_it(store: VaultStore, found: dict[UUID, list[Matter]]) -> None:
    """Who hands over a patient counts all that is known, not what is for today."""
    found[add_patient(store)] = [line(day=TODAY + 8 * DAY)]
    renew(store)
    assert store.day(ASKED).in_all == 0
    day = store.day(replace(ASKED, ahead=True))
    assert ([one.part for one in day.lines], day.in_all) == ([Part.LATER], 1)


def test_on_another_day_what_was_stored_stands_in_another_part(
    store: VaultStore, found: dict[UUID, list[Matter]]
) -> None:
    """Before it has been found anew too, which the list says."""
    found[add_patient(store)] = [line(day=TODAY + DAY)]
    renew(store)
    said = []
    for ahead in range(3):
        with at(store, ahead):
            day = store.day(replace(ASKED, today=TODAY + ahead * DAY))
            said.append((day.lines[0].part, day.late, day.stale))
    assert said == [(Part.NEXT_WEEK, 0, 0), (Part.THIS_WEEK, 0, 1), (Part.LATE, 1, 1)]


def test_in_a_part_they_stand_by_day_hour_and_swedish_name(store: VaultStore, found: dict[UUID, list[Matter]]) -> None:
    for name in ("Ärlig", "Åkesson", "Öhn", "ek", "Berg"):
        patient_id = add_patient(store, given_name="", family_name=name)
        found[patient_id] = [line(f"{name} sent", day=TODAY + 3 * DAY), line(name, day=TODAY + 2 * DAY)]
        if name == "Öhn":
            found[patient_id].append(line("möte", day=TODAY + 2 * DAY, clock="08:00"))
            found[patient_id].append(line("väntar", waiting=True))
            found[patient_id].append(line("väntar till", waiting=True, day=TODAY + 50 * DAY))
    renew(store)
    names = ["Berg", "ek", "Åkesson", "Ärlig", "Öhn"]
    expected = [*names, "möte", *(f"{name} sent" for name in names), "väntar till", "väntar"]
    assert keys_of(store.day(ASKED)) == expected
    for limit in range(len(expected)):
        day = store.day(replace(ASKED, limit=limit))
        assert keys_of(day) == expected[:limit]
        assert sum(day.parts.values()) == day.in_all == len(expected)


# Whose it is


def test_of_mine_are_those_of_whom_i_am_the_care_contact_and_what_i_hold(
    store: VaultStore, found: dict[UUID, list[Matter]]
) -> None:
    """By name as it is compared; who was it before today is it no more."""
    mine, lent, former, other = (add_patient(store) for _ in range(4))
    held = ((mine, "Anna  LIND", None), (former, "Anna Lind", TODAY - DAY), (other, "Bo Ek", None))
    for patient_id, name, end in held:
        contact = Contact(patient_id=patient_id, name=name)
        role = ContactRole(
            patient_id=patient_id, contact_id=contact.id, assignment=Assignment.FIXED_CARE_CONTACT,
            start=TODAY - 9 * DAY, end=end,
        )  # fmt: skip
        save(store, Add(contact), Add(role))
        Desk(store).do(patient_id, enter_in_journal)  # else who was named waits for the journal, a line of its own
    for patient_id in (mine, lent, former, other):
        found[patient_id] = [line("a", owner="Bo Ek"), line("b", owner="anna lind" if patient_id == lent else "")]
    renew(store)
    asked = replace(ASKED, mine="Ánna Lind")
    day = store.day(asked)
    assert {(one.matter.patient_id, one.matter.key) for one in day.lines} == {(mine, "a"), (mine, "b"), (lent, "b")}
    assert (day.in_all, day.patients, dict(day.parts)) == (3, 2, {Part.NO_DAY: 3})
    assert store.day(replace(ASKED, mine="Ingen")).in_all == 0
    assert store.day(ASKED).in_all == 8
    assert len(rows(store, stored_holder)) == 2


@pytest.mark.parametrize("status", PatientStatus)
def test_only_patients_whose_care_goes_on_are_told_of(
    store: VaultStore, found: dict[UUID, list[Matter]], status: PatientStatus
) -> None:
    """From the moment her care has ended, whatever is stored; and again when that is taken back."""
    patient_id = add_patient(store)
    found[patient_id] = [line(waiting=True, many=3, ends=True)]
    renew(store)
    ended = save(store, Edit(replace(store.read(patient_id).patient, status=status)))
    day = store.day(ASKED)
    counts = (len(day.lines), day.in_all, day.patients, day.waiting, day.ends, sum(day.kinds.values()))
    assert counts == ((1,) * 6 if status.goes_on else (0,) * 6)
    Desk(store).undo(ended.id)
    assert store.day(ASKED).in_all == 1


def test_with_the_patient_her_lines_go(store: VaultStore, found: dict[UUID, list[Matter]]) -> None:
    patient_id, other = add_patient(store), add_patient(store)
    found |= {patient_id: [line()], other: [line()]}
    renew(store)
    removed = save(store, Remove(store.read(patient_id).patient, "Fel person"))
    assert [row[0] for row in rows(store)] == [str(other)]
    assert store.day(ASKED).in_all == 1
    Desk(store).undo(removed.id)
    assert (store.day(ASKED).in_all, store.day(ASKED).stale) == (1, 1)
    renew(store)
    assert store.day(ASKED).in_all == 2


def _protect(store: VaultStore, patient_id: UUID) -> None:
    patient = store.read(patient_id).patient
    save(store, Edit(replace(patient, protected_identity=ProtectedIdentity.REGISTRATION)))


def _protect_parent(store: VaultStore, patient_id: UUID) -> None:
    save(store, Add(Guardian(patient_id=patient_id, protected_identity=ProtectedIdentity.REGISTRATION)))


@pytest.mark.parametrize("protect", [_protect, _protect_parent])
def test_from_the_moment_her_place_is_secret_no_words_of_hers_are_told(store: VaultStore, protect: Any) -> None:
    """Before her lines have been found anew too; and then they are not even stored."""
    patient_id = add_patient(store)
    contact = Contact(patient_id=patient_id, name="Hemliga skolan", category=ContactCategory.SCHOOL_WORK)
    reminder = Reminder(
        patient_id=patient_id, what="Ring Hemliga skolan", due=TODAY, owner="Rektor Hemlig", contact_id=contact.id
    )
    save(store, Add(contact), Add(reminder))
    renew(store)
    before = store.day(ASKED)
    assert "Hemlig" in _words(before)
    protect(store, patient_id)
    for _ in range(2):
        day = store.day(ASKED)
        assert "Hemlig" not in _words(day)
        assert {reminder.id} <= {one.matter.entry_id for one in day.lines}
        assert {one.matter.day for one in day.lines} >= {TODAY}
        renew(store)
    said = " ".join(str(cell) for row in rows(store) for cell in row[:-1])
    assert "Hemlig" not in said
    assert store.day(replace(ASKED, mine="Rektor Hemlig")).in_all >= 1


def _words(day: Day) -> str:
    return " ".join(str(cell) for one in day.lines for cell in one.matter)


# What the log and a damaged page say


def test_the_list_is_noted_once_and_says_when_something_was_last_written(store: VaultStore) -> None:
    add_patient(store)
    count = len(rows(store, access_log))
    with at(store, 5):
        day = store.day(ASKED)
        assert day.newest == TODAY
        noted = rows(store, access_log)
        assert (len(noted), store.day(ASKED, noted=False).newest) == (count + 1, TODAY + 5 * DAY)
    assert len(rows(store, access_log)) == count + 1
    with store.engine.connect() as connection:
        newest = connection.execute(sqlalchemy.select(access_log).order_by(access_log.c.seq.desc())).first()
    assert newest is not None
    assert (newest.action, newest.what, newest.patient_id) == (Access.LIST.stored, "Idag", None)


def test_nobody_and_nothing(store: VaultStore) -> None:
    day = store.day(ASKED)
    assert (day.lines, day.parts, day.kinds, day.in_all, day.patients, day.stale) == ([], {}, {}, 0, 0, 0)
    add_patient(store)
    assert store.day(ASKED).stale == 1


def test_it_costs_as_many_statements_for_ten_as_for_one_and_no_line_is_read_that_is_not_shown(
    store: VaultStore, found: dict[UUID, list[Matter]]
) -> None:
    counts = []
    for patients in (1, 9):
        for _ in range(patients):
            found[add_patient(store)] = [line("a", day=TODAY), line("b")]
        renew(store)
        with statements(store) as run:
            store.day(ASKED)
        counts.append(len(run))
    assert counts[0] == counts[1] < 14
    with store.engine.connect() as connection:
        for statement in (matter_list._counts("anna"), matter_list._lines("")):
            plan = _plan(connection, statement)
            assert any("stored_matter" in step and "ix_stored_matter_counted" in step for step in plan), plan
            assert not any(step.startswith("SCAN stored_matter") and "COVERING" not in step for step in plan), plan
            assert not any("TEMP B-TREE" in step for step in plan), plan


def _plan(connection: Connection, statement: Any) -> list[str]:
    """How the database goes about it."""
    asked = str(statement.params(groups="[]").compile(connection, compile_kwargs={"render_postcompile": True}))
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("x",) * asked.count("?"))
    return [str(row[3]) for row in steps]


# As one counts by hand


NAMES = ("", "anna", "bo")
PEOPLE = ("Berg", "Åkesson", "Ärlig")
LINES = st.builds(
    lambda whose, kind, days, clock, urgent, waiting, ends, owner, many: (
        whose,
        line(
            "", kind, day=None if days is None else TODAY + days * DAY, clock=clock, urgent=urgent, waiting=waiting,
            ends=ends, owner=owner, many=many,
        ),
    ),
    st.integers(0, 3), st.sampled_from([*list(MatterKind)[:4], MatterKind.JOURNAL]),
    st.none() | st.integers(-9, 16), st.sampled_from(["", "08:00"]), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from(NAMES), st.integers(1, 3),
)  # fmt: skip
ASKINGS = st.builds(
    Asked, st.integers(-2, 8).map(lambda days: TODAY + days * DAY), st.sampled_from(NAMES),
    st.frozensets(st.sampled_from(list(MatterKind)[:4]), max_size=2), st.booleans(), st.booleans(), st.booleans(),
    st.integers(0, 12),
)  # fmt: skip


@given(
    lines=st.lists(LINES, max_size=12),
    holders=st.sets(st.tuples(st.integers(0, 3), st.sampled_from(NAMES[1:]))),
    asked=ASKINGS,
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_as_one_counts_by_hand(
    lines: list[tuple[int, Matter]], holders: set[tuple[int, str]], asked: Asked, counted_store: VaultStore
) -> None:
    ids = [UUID(int=number) for number in range(1, 5)]
    lines = [(whose, replace(one, key=str(place))) for place, (whose, one) in enumerate(lines)]
    with counted_store.engine.connect() as connection:
        for whose, one in lines:
            connection.execute(stored_matter.insert().values((*stored(ids[whose], one), folded(one.owner))))
        for whose, name in holders:
            connection.execute(stored_holder.insert().values((str(ids[whose]), name)))
        day = matter_list.day_of(connection, asked, 7)
        connection.rollback()
    all_of_hers = [
        (whose, one)
        for whose, one in lines
        if whose < 3 and (not asked.mine or one.owner == asked.mine or (whose, asked.mine) in holders)
    ]
    people = len({whose for whose, _ in all_of_hers})
    all_of_hers = [(whose, one) for whose, one in all_of_hers if _is_told(asked, one)]
    shown = [
        (whose, one)
        for whose, one in all_of_hers
        if (not asked.kinds or one.kind in asked.kinds)
        and (one.day is not None and one.day < asked.today if asked.late else True)
        and (one.waiting if asked.waiting else True)
        and (one.ends if asked.ends else True)
    ]
    shown.sort(key=lambda pair: _standing(asked, *pair))
    assert [(one.part, one.matter) for one in day.lines] == [
        (_part(asked, one), stored(ids[whose], one)) for whose, one in shown[: asked.limit]
    ]
    assert day.parts == Counter(_part(asked, one) for _, one in shown)
    assert day.kinds == Counter(one.kind for _, one in all_of_hers)
    assert day.late == sum(one.day is not None and one.day < asked.today for _, one in all_of_hers)
    assert day.waiting == sum(one.waiting for _, one in all_of_hers)
    assert day.ends == sum(one.ends for _, one in all_of_hers)
    assert (day.in_all, day.patients) == (len(all_of_hers), people)
    assert day.to_journal == sum(one.many for _, one in all_of_hers if one.kind is MatterKind.JOURNAL)
    assert day.stale == 7


@pytest.fixture
def counted_store(store: VaultStore) -> VaultStore:
    """Three patients whose care goes on and one whose care has ended."""
    for number, name in enumerate((*PEOPLE, "Öhn"), 1):
        id = UUID(int=number)
        status = PatientStatus.ENDED if number == 4 else PatientStatus.ACTIVE
        save(store, Add(Patient(id=id, patient_id=id, family_name=name, status=status)))
    return store


def unstored(one: StoredMatter) -> Matter:
    """What of a stored line tells where it stands."""
    return line(one.key, one.kind, day=one.day, urgent=bool(one.urgent), waiting=bool(one.waiting), ends=bool(one.ends))


def _is_told(asked: Asked, one: Matter) -> bool:
    return _part(asked, one) is not Part.LATER or one.ends or one.kind is MatterKind.AGE


def _part(asked: Asked, one: Matter) -> Part:
    if one.day is None:
        return Part.WAITING if one.waiting else Part.NO_DAY
    (year, week, _), now = one.day.isocalendar(), asked.today.isocalendar()
    weeks = (date.fromisocalendar(year, week, 1) - date.fromisocalendar(now[0], now[1], 1)).days // 7
    if one.urgent and (one.day - asked.today).days <= 7:
        return Part.URGENT
    if one.day < asked.today:
        return Part.LATE
    if one.day == asked.today and one.kind is MatterKind.MEETING:
        return Part.MEETINGS
    if one.waiting:
        return Part.WAITING
    return {0: Part.THIS_WEEK, 1: Part.NEXT_WEEK}.get(weeks, Part.LATER)


def _standing(asked: Asked, whose: int, one: Matter) -> tuple[Any, ...]:
    return _part(asked, one), one.day is None, one.day or TODAY, one.clock, sort_key(PEOPLE[whose]), whose, one.key
