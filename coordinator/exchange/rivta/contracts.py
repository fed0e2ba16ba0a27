"""The four answers: what each is called, what it lists, and the schema that it is held against."""

from dataclasses import dataclass

from coordinator.exchange.rivta.shapes import ALERT, CARE_CONTACT, CARE_MANAGER, CARE_PLAN, Shape
from coordinator.exchange.target import (
    RIVTA_ALERTS,
    RIVTA_CARE_MANAGERS,
    RIVTA_CARE_PLANS,
    RIVTA_CONTACTS,
    Outgoing,
)


@dataclass(frozen=True, eq=False)
class Contract:
    """One answer: its name and namespace, what it lists, and the schema that it is held against.

    core: the namespace of everything within what is listed.
    """

    outgoing: Outgoing
    answer: str
    namespace: str
    core: str
    listed: str
    shape: Shape
    schema: str
    has_result: bool = True


_LOGISTICS = "urn:riv:clinicalprocess:logistics:logistics"
_DESCRIPTION = "urn:riv:clinicalprocess:healthcond:description"
_PARTICIPATION = "urn:riv:coreprocess:residentparticipation:residentparticipation"

CARE_PLANS = Contract(
    RIVTA_CARE_PLANS,
    "GetCarePlansResponse",
    f"{_LOGISTICS}:GetCarePlansResponder:2",
    f"{_LOGISTICS}:3",
    "carePlan",
    CARE_PLAN,
    "GetCarePlansResponder_2.0.xsd",
)
ALERTS = Contract(
    RIVTA_ALERTS,
    "GetAlertInformationResponse",
    f"{_DESCRIPTION}:GetAlertInformationResponder:2",
    f"{_DESCRIPTION}:2",
    "alertInformation",
    ALERT,
    "GetAlertInformationResponder_2.0.xsd",
)
CARE_CONTACTS = Contract(
    RIVTA_CONTACTS,
    "GetCareContactsResponse",
    f"{_LOGISTICS}:GetCareContactsResponder:3",
    f"{_LOGISTICS}:3",
    "careContact",
    CARE_CONTACT,
    "GetCareContactsResponder_3.0.xsd",
)
CARE_MANAGERS = Contract(
    RIVTA_CARE_MANAGERS,
    "GetCareManagersResponse",
    f"{_PARTICIPATION}:GetCareManagersResponder:1",
    f"{_PARTICIPATION}:1",
    "careManager",
    CARE_MANAGER,
    "GetCareManagersResponder_1.0.xsd",
    has_result=False,
)
CONTRACTS: tuple[Contract, ...] = (CARE_PLANS, ALERTS, CARE_CONTACTS, CARE_MANAGERS)
