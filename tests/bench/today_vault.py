"""A vault of many patients for `tests.bench.today_bench`: written past the program, and grown by copying its rows."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, Insert, Table, func, insert, literal_column, select

from coordinator.appointment import Appointment
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind
from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity
from coordinator.journal_entry import JournalEntry
from coordinator.person import Patient
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from db.rows import digest_of, new_salt, payload_of, to_row
from db.schema import TABLES, access_log, gap_state, stored_fact, stored_gap, stored_holder, stored_matter
from db.store import VaultStore
from tests.conftest import NOW

ME, SHE = "Anna Lind", "Berit Öman"
"""Who is fast vårdkontakt of every second patient each."""
_TODAY, _DAY = NOW.date(), timedelta(days=1)
_GIVEN = ("Ada", "Bo", "Cilla", "Disa", "Egil", "Fia", "Göran", "Hedvig", "Ivar", "Jonna")
_FAMILY = ("Alm", "Björk", "Ek", "Forsgren", "Lindqvist", "Näslund", "Åkesson", "Ängström", "Öberg", "Östlund")
_LOGGED = {"user_name": ME, "user_title": "sjuksköterska", "unit": "mätbänken", "reason": "", "prev": "0" * 64}
_IDS = ("id", "patient_id", "entry_id", "contact_id", "change_id")
_ROW: ColumnElement[int] = literal_column("rowid")
_STORED = (stored_gap, stored_matter, stored_holder, stored_fact, gap_state)


def fill(store: VaultStore, patients: int, contacts: int, log: int) -> None:
    """So many patients, each with the contacts and her share of the log; every row as the program would write it."""
    chance = random.Random(12)
    for number in range(patients):
        with store.engine.begin() as connection:
            _write(connection, store.clock(), list(_entries(number, contacts, log // patients, chance)))


def grow(store: VaultStore, times: int) -> None:
    """So many times as many patients and rows, copied under other ids, at most twelve; what is stored of them too.

    The copies are for the lists over all patients: their digests are not theirs, so none of them is read whole.
    """
    tables = (*TABLES.values(), *_STORED, access_log)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=-600000")
        there = {table: connection.execute(select(func.max(_ROW)).select_from(table)).scalar() or 0 for table in tables}
    for copy in range(1, times):
        with store.engine.begin() as connection:
            for table in tables:
                connection.execute(_copied(table, copy, there[table]))


def _copied(table: Table, copy: int, last: int) -> Insert:
    """The statement that copies the first rows of a table; in every id the digit of its version says which copy."""
    values: list[ColumnElement[Any]] = []
    for column in table.c:
        if column.foreign_keys or column.name in _IDS:
            values.append(func.substr(column, 1, 14) + f"{copy + 4:x}" + func.substr(column, 16))
        else:
            values.append(column + copy * last if column is access_log.c.seq else column)
    return insert(table).from_select(list(table.c), select(*values).where(last >= _ROW).order_by(_ROW))


def _write(connection: Connection, now: datetime, entries: list[Entity]) -> None:
    """Entries of one patient with a row in the access log for each; the rows are not sealed."""
    (seq,) = connection.exec_driver_sql("SELECT max(seq) FROM access_log").one()
    logged = []
    kinds: dict[type[Entity], None] = {type(one): None for one in entries}
    for kind in kinds:
        rows = [to_row(one) | {"version": 1, "salt": new_salt()} for one in entries if type(one) is kind]
        connection.execute(insert(TABLES[kind]), rows)
        for row in rows:
            seq += 1
            logged.append(
                _LOGGED
                | {
                    "seq": seq,
                    "at": now.isoformat(),
                    "action": "change",
                    "patient_id": row["patient_id"],
                    "what": "Ändring",
                    "change_id": str(uuid4()),
                    "entry_kind": kind.KIND,
                    "entry_id": row["id"],
                    "entry_version": 1,
                    "operation": "add",
                    "digest": digest_of(payload_of(kind, row), row["salt"]),
                    "mac": uuid4().hex * 2,
                }
            )
    connection.execute(insert(access_log), logged)


def _entries(number: int, contacts: int, log: int, chance: random.Random) -> Iterator[Entity]:
    """One patient: what hangs over her is spread over the months around today, as it is at a clinic."""
    whose = uuid4()
    yield Patient(
        id=whose, patient_id=whose, given_name=_GIVEN[number % 10], family_name=_FAMILY[number // 10 % 10],
        birth_date=_TODAY - chance.randrange(300, 9000) * _DAY, enrolled_on=_TODAY - chance.randrange(90, 900) * _DAY,
    )  # fmt: skip
    people = list(_contacts(whose, contacts, ME if number % 2 else SHE, chance))
    yield from people
    yield ContactRole(
        patient_id=whose, contact_id=people[0].id, assignment=Assignment.FIXED_CARE_CONTACT, main=True,
        start=_TODAY - chance.randrange(300) * _DAY, informed_on=_TODAY if number % 3 else None,
    )  # fmt: skip
    if number % 4:
        yield ContactRole(
            patient_id=whose, contact_id=people[1].id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT,
            start=_TODAY - chance.randrange(300) * _DAY,
        )  # fmt: skip
    yield from _plan(whose, chance)
    yield from _waiting(whose, chance)
    notes = [
        ContactLogEntry(
            patient_id=whose, at=NOW - timedelta(hours=1 + 9 * n), with_whom="mottagningen", by=ME, nothing_next=True,
            what="Ringde om tiden och fick besked att kallelsen är skickad. Läkaren hör av sig om provsvaret.",
        )
        for n in range(log)
    ]  # fmt: skip
    yield from notes
    for note in notes[: -(log // 50) or None]:
        yield JournalEntry(
            patient_id=whose, entry_kind=note.KIND, entry_id=note.id, entry_version=1, entered_at=NOW, entered_by=ME
        )


def _contacts(whose: UUID, count: int, holder: str, chance: random.Random) -> Iterator[Contact]:
    for n in range(count):
        ahead = chance.randrange(-20 if n % 40 == 0 else 5, 300)
        yield Contact(
            patient_id=whose, name=f"Kontakt Kontaktsson {n}" if n else holder, role="läkare", unit="Enhet " * 3,
            category=list(ContactCategory)[n % len(ContactCategory)], responsible_for="Uppföljning " * 6,
            phone="" if n % 60 == 0 else f"08-465 00 {n % 90 + 10}", interval_months=12,
            last_contact=_TODAY - 40 * _DAY, next_contact=_TODAY + ahead * _DAY if n % 6 == 0 else None,
            checked_on=_TODAY - (500 if n % 60 == 0 else 20) * _DAY,
        )  # fmt: skip


def _plan(whose: UUID, chance: random.Random) -> Iterator[Entity]:
    plan = CarePlan(patient_id=whose, what_matters="Att orka", next_review=_TODAY + chance.randrange(-30, 300) * _DAY)
    yield plan
    goals = [CareGoal(patient_id=whose, plan_id=plan.id, position=n, goal=f"Mål {n}") for n in range(5)]
    yield from goals
    for goal in goals:
        yield Intervention(
            patient_id=whose, goal_id=goal.id, what="Insats", responsible="Läkaren",
            due=_TODAY + chance.randrange(-10, 200) * _DAY,
        )  # fmt: skip


def _waiting(whose: UUID, chance: random.Random) -> Iterator[Entity]:
    def near(first: int = -20, last: int = 90) -> timedelta:
        return chance.randrange(first, last) * _DAY

    for n in range(4):
        yield Reminder(patient_id=whose, what=f"Ring {n}", due=_TODAY + near(), owner=ME if n % 2 else "Cecilia Ek")
        yield Referral(
            patient_id=whose, to=f"Kliniken {n}", sent_on=_TODAY - 60 * _DAY, expected_answer=_TODAY + near()
        )
        yield AssistiveDevice(patient_id=whose, name=f"Rullstol {n}", next_service=_TODAY + near())
        yield Appointment(patient_id=whose, what=f"Besök {n}", day=_TODAY + near(-1, 60), starts=time(8 + n, 30))
    for n, kind in enumerate(chance.sample(list(BenefitKind), 3)):
        benefit = Benefit(
            patient_id=whose, kind=kind, what=f"Stöd {n}", valid_from=_TODAY - 400 * _DAY,
            valid_until=_TODAY + near(10, 400), applied_on=_TODAY - 500 * _DAY,
        )  # fmt: skip
        yield benefit
        yield Certificate(
            patient_id=whose, title="Läkarutlåtande", benefit_id=benefit.id, requested_on=_TODAY - 40 * _DAY,
            needed_by=_TODAY + near(), issued_on=None if n == 2 else _TODAY - chance.randrange(39) * _DAY,
        )  # fmt: skip
