"""The list of every kind of entry. A new kind is one line here."""

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan, Intervention
from coordinator.consent import Consent
from coordinator.contact import Contact, ContactRole
from coordinator.diagnosis import RareCondition
from coordinator.entity import Entity
from coordinator.person import Patient

SCHEMA = 1
"""The number of the record's shape: it grows with every migration and stands in every file that holds records."""

KINDS: tuple[type[Entity], ...] = (
    Patient,
    RareCondition,
    EmergencyInformation,
    Contact,
    ContactRole,
    CarePlan,
    CareGoal,
    Intervention,
    HandedOutPlan,
    Consent,
)

BY_NAME: dict[str, type[Entity]] = {kind.KIND: kind for kind in KINDS}
