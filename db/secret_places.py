"""Where a protected patient can be found is in no list over all patients: whose place is secret, what tells none."""

import json

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, not_, or_, select

from coordinator.contact import Contact, ContactCategory
from coordinator.entity import new_id
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import reveals_place
from coordinator.related_person import RelatedPerson
from db.rows import from_row
from db.schema import TABLES


def secret_patients(connection: Connection) -> set[str]:
    """The patients whose identity is protected, or whose home is hidden by the protection of somebody beside them."""
    return {*connection.execute(_PROTECTED).scalars()} | {
        str(person.patient_id)
        for kind, statement in _PROTECTED_PEOPLE
        for row in connection.execute(statement).mappings()
        if isinstance(person := from_row(kind, dict(row)), RelatedPerson) and person.shields_home
    }


def as_parameter(patients: set[str]) -> dict[str, str]:
    """What a statement with a clause below is executed with."""
    return {"secret": json.dumps(sorted(patients))}


_PATIENT, _CONTACT = TABLES[Patient], TABLES[Contact]
_PROTECTS = [member.stored for member in ProtectedIdentity if member.protects]
_PROTECTED = select(_PATIENT.c.id).where(_PATIENT.c.protected_identity.in_(_PROTECTS))
_PROTECTED_PEOPLE = [
    (kind, select(TABLES[kind]).where(TABLES[kind].c.protected_identity.in_(_PROTECTS)))
    for kind in KINDS
    if issubclass(kind, RelatedPerson)
]

# The rule is asked once what it says of each code; the database does the rest.
_WHERE_SHE_IS = [
    category.stored for category in ContactCategory if reveals_place(Contact(patient_id=new_id(), category=category))
]
OF_SECRET: ColumnElement[bool] = _CONTACT.c.patient_id.in_(
    select(func.json_each(bindparam("secret")).table_valued("value").c.value)
)
"""The contact is one of a patient whose place is secret."""
TELLS_NO_PLACE: ColumnElement[bool] = and_(
    _CONTACT.c.reveals_location == int(False), _CONTACT.c.category.not_in(_WHERE_SHE_IS)
)
MAY_BE_LISTED: ColumnElement[bool] = or_(not_(OF_SECRET), TELLS_NO_PLACE)
"""The contact tells nobody where a protected patient is."""
