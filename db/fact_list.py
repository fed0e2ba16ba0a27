"""What every patient's record says to the indicators, as it was last found: kept and thrown away with the gaps."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from coordinator.indicators.fact import Fact
from coordinator.indicators.facts import facts
from coordinator.record import Record
from db.found_rows import FoundRows
from db.prepared import Prepared
from db.schema import stored_fact


def keep(connection: Connection, record: Record) -> None:
    """Put the facts of the record in the place of what was stored of the patient."""
    rows = [(one.patient, place, *one[1:]) for place, one in enumerate(facts(record))]
    _FOUND.keep(connection, str(record.patient_id), rows)


def fact_list(connection: Connection) -> Sequence[Fact]:
    """Every fact of every patient, also of those whose care has ended: they were here then."""
    return list(map(Fact._make, _FACTS.rows(connection)))


_FOUND = FoundRows(stored_fact)
_COLUMNS = tuple(column.name for column in stored_fact.c if column.name != "place")
"""Of the table, in the order of the fields of `Fact`."""
_FACTS = Prepared(
    select(*(stored_fact.c[name] for name in _COLUMNS)).order_by(stored_fact.c.patient_id, stored_fact.c.place)
)
