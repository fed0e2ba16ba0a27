"""The gaps of all patients as they were last found: kept here, listed in one statement, found anew when they are stale.

They are made from the entries, so they can be thrown away: a save only marks them stale, and never waits for a rule.
With them are found the lines of Idag (`db.matter_list`) and what the indicators count (`db.fact_list`): here stands of
whom all three are stale.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, delete, insert, literal_column, or_, select

from coordinator.careplan import HandedOutPlan
from coordinator.change import Remove, Step
from coordinator.contact_log import ContactLogEntry
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.shared_paper import SharedPaper
from coordinator.stored_gap import StoredGap
from db.found_rows import FoundRows
from db.patient_list import GOES_ON
from db.prepared import Prepared
from db.schema import TABLES, gap_state, stored_fact, stored_gap, stored_holder, stored_matter
from db.secret_places import secret_patients

ASKED_BY_RULES = tuple(
    kind for kind in KINDS if kind not in (ContactLogEntry, HandedOutPlan, SharedPaper, JournalEntry)
)
"""What must be read of a record to find what is kept: of a long life most is log and paper, which nothing asks for."""


def gap_list(connection: Connection) -> list[StoredGap]:
    """The stored gaps of every patient whose care has not ended, the most serious first, then the one due first.

    Of a patient whose place is secret by now no words are told, whatever was stored before it was.
    """
    secret = secret_patients(connection)
    found = [StoredGap._make(row) for row in connection.execute(_GAPS).all()]  # one by one takes three times as long
    return [gap.without_words() if gap.patient in secret else gap for gap in found] if secret else found


def stale(connection: Connection, today: date, by_rules: str) -> list[UUID]:
    """The patients of whom something else may be stored than would be found now, by these rules.

    The day makes nothing stale of those whose care has ended: of them only facts are kept, which do not grow older.
    """
    found = connection.execute(_STALE, {"day": today.isoformat(), "rules": by_rules})
    return [UUID(patient) for patient in found.scalars()]


def keep(connection: Connection, patient_id: UUID, found: Sequence[StoredGap], today: date, by_rules: str) -> None:
    """Put what was found today in the place of what was stored; what is as it was is not written again.

    by_rules: those in force when the finding began, since somebody may change one while it goes on.
    """
    patient = str(patient_id)
    _FOUND.keep(connection, patient, [(gap.patient, place, *gap[1:]) for place, gap in enumerate(found)])
    _STORE_STATE.run(connection, [{"patient_id": patient, "day": today.isoformat(), "rules": by_rules}])


def forget(connection: Connection, patient_id: UUID) -> None:
    """Store nothing of the patient."""
    for table in (stored_gap, stored_matter, stored_holder, stored_fact, gap_state):
        connection.execute(delete(table).where(table.c.patient_id == str(patient_id)))


def follow(connection: Connection, patient_id: UUID, steps: Iterable[Step]) -> None:
    """After a change what is stored is stale; with the patient it goes."""
    if any(isinstance(step, Remove) and isinstance(step.entry, Patient) for step in steps):
        forget(connection, patient_id)
    else:
        connection.execute(delete(gap_state).where(gap_state.c.patient_id == str(patient_id)))


_COLUMNS = tuple(column.name for column in stored_gap.c if column.name != "place")
"""Of the table, in the order of the fields of `StoredGap`."""
_FOUND = FoundRows(stored_gap)
_STORE_STATE = Prepared(insert(gap_state).prefix_with("OR REPLACE"))
_PATIENT = TABLES[Patient]
_GAPS = (
    select(*(stored_gap.c[name] for name in _COLUMNS))
    .where(stored_gap.c.patient_id.in_(select(_PATIENT.c.id).where(GOES_ON)))
    .order_by(
        stored_gap.c.rank, stored_gap.c.due.is_(None), stored_gap.c.due, stored_gap.c.patient_id, stored_gap.c.place
    )
)
_STALE = (
    select(_PATIENT.c.id)
    .outerjoin(gap_state, gap_state.c.patient_id == _PATIENT.c.id)
    .where(
        or_(
            gap_state.c.patient_id.is_(None),
            gap_state.c.rules != bindparam("rules"),
            and_(GOES_ON, gap_state.c.day != bindparam("day")),
        )
    )
    .order_by(literal_column("patient.rowid"))
)
