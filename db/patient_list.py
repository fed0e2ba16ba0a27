"""The lines of the patient list, read for all patients at once: as many statements for one as for a thousand."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, bindparam, distinct, func, literal_column, or_, select

from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.desk import PatientRow
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import new_id
from coordinator.identity import IdentityType, as_written
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.swedish import sort_key
from db.schema import TABLES
from db.secret_places import OF_SECRET, TELLS_NO_PLACE, as_parameter, secret_patients


def patient_list(connection: Connection, today: date) -> list[PatientRow]:
    """Every patient, in Swedish order of family name, with who is her fast vårdkontakt ``today``."""
    rows = connection.execute(_PATIENTS).all()
    secret = secret_patients(connection)
    conditions, places = _conditions(connection), _places(connection, secret)
    held = _coordinators(connection, today)
    found = []
    for row in sorted(rows, key=_by_name):
        own = [row.journal_unit] if row.id in secret else [row.journal_unit, row.health_centre]
        units = [*own, *places.get(row.id, ())]
        found.append(_patient_row(row, conditions.get(row.id, ()), units, held.get(row.id, ())))
    return found


def _by_name(row: Any) -> tuple[tuple[str, ...], ...]:
    given, family = row.given_name.strip(), row.family_name.strip()
    return sort_key(family or given), sort_key(given)


def _patient_row(row: Any, conditions: Sequence[str], units: Iterable[str], coordinators: Iterable[str]) -> PatientRow:
    given, family, number = row.given_name.strip(), row.family_name.strip(), row.identity_number
    return PatientRow(
        id=UUID(row.id),
        name=f"{given} {family}".strip(),
        number=as_written(IdentityType.of(row.identity_type), number) if number else "",
        birth_date=date.fromisoformat(row.birth_date) if row.birth_date else None,
        protected=_protects(row.protected_identity),
        contacts=row.contacts,
        called=row.called.strip(),
        sorted_name=", ".join(part for part in (family, given) if part),
        former_numbers=tuple(json.loads(row.former_numbers)),
        status=PatientStatus.of(row.status),
        conditions=tuple(conditions),
        units=_each_once(units),
        coordinators=_each_once(coordinators),
    )


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    once = dict.fromkeys(map(str.strip, texts))
    once.pop("", None)
    return tuple(once)


def _protects(stored: str) -> bool:
    return ProtectedIdentity.of(stored).protects


def _conditions(connection: Connection) -> Mapping[str, Sequence[str]]:
    """The diagnoses that are not ruled out, the main one first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(_CONDITIONS):
        suspected = row.certainty == Certainty.SUSPECTED.stored
        found[row.patient_id].append(f"{Certainty.SUSPECTED.label}: {row.text}" if suspected else row.text)
    return found


def _coordinators(connection: Connection, today: date) -> Mapping[str, Sequence[str]]:
    """The names of those who are fast vårdkontakt that day, the main one first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for patient, name in connection.execute(_HOLDERS, {"today": today.isoformat()}):
        found[patient].append(name)
    return found


def _places(connection: Connection, secret: set[str]) -> Mapping[str, Sequence[str]]:
    """The activities and units of the contacts that hold; of those in ``secret`` only what tells no place."""
    rows = [row for row in connection.execute(_PLACES) if row.patient_id not in secret]
    rows += connection.execute(_PLACES_AWAY, as_parameter(secret))
    return {row.patient_id: json.loads(row.activities) + json.loads(row.units) for row in rows}


_NOBODY = new_id()
_PATIENT, _CONTACT, _CONDITION = TABLES[Patient], TABLES[Contact], TABLES[RareCondition]
_ROLE = TABLES[ContactRole]

GOES_ON = _PATIENT.c.status.in_([one.stored for one in PatientStatus if one.goes_on])
"""Of whom the lists over all patients tell: those whose care has not ended."""

_PATIENTS = select(
    _PATIENT,
    select(func.count()).where(_CONTACT.c.patient_id == _PATIENT.c.id).scalar_subquery().label("contacts"),
)
_CONDITIONS = (
    select(_CONDITION.c.patient_id, _CONDITION.c.text, _CONDITION.c.certainty)
    .where(_CONDITION.c.certainty != Certainty.RULED_OUT.stored)
    .order_by(_CONDITION.c.main.desc(), literal_column("rowid"))
)

_TODAY: BindParameter[str] = bindparam("today")
_HOLDERS = (
    select(_ROLE.c.patient_id, _CONTACT.c.name)
    .join(_CONTACT, _CONTACT.c.id == _ROLE.c.contact_id)
    .where(
        _ROLE.c.assignment == Assignment.FIXED_CARE_CONTACT.stored,
        _ROLE.c.start <= _TODAY,
        or_(_ROLE.c.end.is_(None), _ROLE.c.end >= _TODAY),
    )
    .order_by(_ROLE.c.patient_id, _ROLE.c.main.desc(), _ROLE.c.start)
)

_HOLDING = [status.stored for status in ContactStatus if Contact(patient_id=_NOBODY, status=status).is_current]
# All of it stands in the index that `db.schema` makes for this: the contacts themselves are not read.
_PLACES = (
    select(
        _CONTACT.c.patient_id,
        func.json_group_array(distinct(_CONTACT.c.organisation)).label("activities"),
        func.json_group_array(distinct(_CONTACT.c.unit)).label("units"),
    )
    .where(_CONTACT.c.status.in_(_HOLDING))
    .group_by(_CONTACT.c.patient_id)
)
_PLACES_AWAY = _PLACES.where(OF_SECRET, TELLS_NO_PLACE)
