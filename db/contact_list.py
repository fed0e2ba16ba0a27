"""The contacts that hold, of all patients at once, as they are looked for by name: one statement for all.

An index with all that is read here was a seventh faster and took twelve megabytes: most of the time goes to the lines.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from coordinator.contact import Contact, ContactStatus
from coordinator.desk import ContactName
from coordinator.entity import new_id
from coordinator.person import Patient
from db.patient_list import GOES_ON
from db.schema import TABLES
from db.secret_places import MAY_BE_LISTED, as_parameter, secret_patients


def contact_list(connection: Connection) -> Sequence[ContactName]:
    """Every contact that still holds of every patient whose care has not ended, one patient after the other.

    Those that tell where a protected patient can be found are left out: they stand on her own page.
    """
    secret = as_parameter(secret_patients(connection))
    ids: dict[str, UUID] = {}  # the same object for all contacts of a patient
    return [_name(row, ids) for row in connection.execute(_NAMES, secret)]


def _name(row: Any, ids: dict[str, UUID]) -> ContactName:
    patient, contact, *texts, phone, switchboard = row
    name, unit, organisation, role = map(str.strip, texts)
    if patient not in ids:
        ids[patient] = UUID(patient)
    heading = name or unit or organisation or role
    return ContactName(ids[patient], UUID(contact), heading, role, unit, phone.strip() or switchboard.strip())


_NOBODY = new_id()
_PATIENT, _CONTACT = TABLES[Patient], TABLES[Contact]
_HOLDING = [status.stored for status in ContactStatus if Contact(patient_id=_NOBODY, status=status).is_current]
_NAMES = (
    select(
        _CONTACT.c.patient_id, _CONTACT.c.id, _CONTACT.c.name, _CONTACT.c.unit, _CONTACT.c.organisation,
        _CONTACT.c.role, _CONTACT.c.phone, _CONTACT.c.switchboard,
    )
    .where(
        _CONTACT.c.patient_id.in_(select(_PATIENT.c.id).where(GOES_ON)),
        _CONTACT.c.status.in_(_HOLDING),
        MAY_BE_LISTED,
    )
)  # fmt: skip
