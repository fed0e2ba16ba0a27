"""The types of the contracts: the order of their elements, how many there may be, and what their texts are.

Each type is declared once; what writes a file and what checks one both read it here. Of the schemas the parts are left
out that nothing here fills: they are optional, and what is written is whole without them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Leaf(Enum):
    """What the text of an element is."""

    TEXT = auto()
    HSA_ID = auto()
    TIME = auto()
    """YYYYMMDDhhmmss, Swedish time."""
    DAY = auto()
    """YYYYMMDD."""
    CLOCK = auto()
    """hhmmss."""
    YES_NO = auto()
    BASE64 = auto()


@dataclass(frozen=True, eq=False)
class Shape:
    """A type: its elements by name, in their order."""

    name: str
    parts: "Mapping[str, Part]" = field(repr=False)


@dataclass(frozen=True, eq=False)
class Part:
    """One element of a type. most: None for any number."""

    type: Leaf | Shape
    least: int = 1
    most: int | None = 1


def _one(type_: Leaf | Shape) -> Part:
    return Part(type_)


def _maybe(type_: Leaf | Shape) -> Part:
    return Part(type_, least=0)


def _many(type_: Leaf | Shape) -> Part:
    return Part(type_, least=0, most=None)


CODE = Shape(
    "CVType",
    {
        name: _maybe(Leaf.TEXT)
        for name in ("code", "codeSystem", "codeSystemName", "codeSystemVersion", "displayName", "originalText")
    },
)
ID = Shape("IIType", {"root": _one(Leaf.TEXT), "extension": _maybe(Leaf.TEXT)})
PERSON_ID = Shape("PersonIdType", {"id": _one(Leaf.TEXT), "type": _one(Leaf.TEXT)})
TIMES = Shape("TimePeriodType", {"start": _one(Leaf.TIME), "end": _maybe(Leaf.TIME)})
VALIDITY = Shape("ValidityType", {"start": _maybe(Leaf.TIME), "end": _maybe(Leaf.TIME)})
RESULT = Shape("ResultType", {"resultCode": _one(Leaf.TEXT), "logId": _one(Leaf.TEXT)})


def _unit(least: int) -> Shape:
    """The unit: what names it may be left out in one of the two domains."""
    named = {"orgUnitHSAId": Part(Leaf.HSA_ID, least), "orgUnitName": Part(Leaf.TEXT, least)}
    return Shape("OrgUnitType", named | {"orgUnitTelecom": _maybe(Leaf.TEXT)})


def _professional(unit: Shape) -> Shape:
    return Shape(
        "HealthcareProfessionalType",
        {
            "authorTime": _one(Leaf.TIME),
            "healthcareProfessionalHSAId": _maybe(Leaf.HSA_ID),
            "healthcareProfessionalName": _maybe(Leaf.TEXT),
            "healthcareProfessionalRoleCode": _maybe(CODE),
            "healthcareProfessionalOrgUnit": _maybe(unit),
            "healthcareProfessionalCareUnitHSAId": _maybe(Leaf.HSA_ID),
            "healthcareProfessionalCareGiverHSAId": _maybe(Leaf.HSA_ID),
        },
    )


def _header(unit: Shape, last: tuple[str, ...]) -> Shape:
    """The two domains have what comes last in another order."""
    kinds = {"nullified": Leaf.YES_NO, "nullifiedReason": Leaf.TEXT, "careContactId": Leaf.TEXT}
    return Shape(
        "PatientSummaryHeaderType",
        {
            "documentId": _one(Leaf.TEXT),
            "sourceSystemHSAId": _one(Leaf.HSA_ID),
            "documentTitle": _maybe(Leaf.TEXT),
            "documentTime": _maybe(Leaf.TIME),
            "patientId": _one(PERSON_ID),
            "accountableHealthcareProfessional": _one(_professional(unit)),
            "approvedForPatient": _one(Leaf.YES_NO),
            **{name: _maybe(kinds[name]) for name in last},
        },
    )


LOGISTICS_UNIT = _unit(least=0)
LOGISTICS_HEADER = _header(LOGISTICS_UNIT, ("nullified", "nullifiedReason", "careContactId"))
DESCRIPTION_HEADER = _header(_unit(least=1), ("careContactId", "nullified", "nullifiedReason"))

CONTENT = Shape(
    "MultimediaType",
    {
        "id": _maybe(Leaf.TEXT),
        "mediaType": _one(Leaf.TEXT),
        "value": _maybe(Leaf.BASE64),
        "reference": _maybe(Leaf.TEXT),
    },
)
CARE_PLAN = Shape(
    "CarePlanType",
    {
        "carePlanHeader": _one(LOGISTICS_HEADER),
        "carePlanBody": _one(
            Shape(
                "CarePlanBodyType",
                {
                    "content": _many(CONTENT),
                    "participatingCareUnitHSAId": _many(ID),
                    "typeOfCarePlanEnum": _maybe(Leaf.TEXT),
                },
            )
        ),
    },
)
CARE_CONTACT = Shape(
    "CareContactType",
    {
        "careContactHeader": _one(LOGISTICS_HEADER),
        "careContactBody": _one(
            Shape(
                "CareContactBodyType",
                {
                    "careContactCode": _maybe(CODE),
                    "careContactReason": _maybe(Leaf.TEXT),
                    "careContactOrgUnit": _maybe(LOGISTICS_UNIT),
                    "careContactTimePeriod": _maybe(TIMES),
                    "careContactStatus": _maybe(CODE),
                },
            )
        ),
    },
)

HYPERSENSITIVITY = Shape(
    "HyperSensitivityType",
    {
        "typeOfHypersensitivity": _maybe(CODE),
        "degreeOfSeverity": _maybe(CODE),
        "degreeOfCertainty": _maybe(CODE),
        "pharmaceuticalHypersensitivity": _maybe(
            Shape(
                "PharmaceuticalHypersensitivityType",
                {
                    "atcSubstance": _maybe(CODE),
                    "nonATCSubstance": _maybe(Leaf.TEXT),
                    "nonATCSubstanceComment": _maybe(Leaf.TEXT),
                    "pharmaceuticalProductId": _many(CODE),
                },
            )
        ),
        "otherHypersensitivity": _maybe(
            Shape(
                "OtherHypersensitivityType",
                {"hypersensitivityAgent": _maybe(Leaf.TEXT), "hypersensitivityAgentCode": _maybe(CODE)},
            )
        ),
    },
)
ALERT_BODIES: Mapping[str, Part] = {
    "hypersensitivity": _maybe(HYPERSENSITIVITY),
    "seriousDisease": _maybe(Shape("SeriousDiseaseType", {"disease": _one(CODE)})),
    "treatment": _maybe(
        Shape(
            "TreatmentType",
            {
                "treatmentDescription": _one(Leaf.TEXT),
                "treatmentCode": _maybe(CODE),
                "pharmaceuticalTreatment": _maybe(CODE),
            },
        )
    ),
    "communicableDisease": _maybe(
        Shape("CommunicableDiseaseType", {"communicableDiseaseCode": _one(CODE), "routeOfTransmission": _maybe(CODE)})
    ),
    "restrictionOfCare": _maybe(Shape("RestrictionOfCareType", {"restrictionOfCareComment": _one(Leaf.TEXT)})),
    "unstructuredAlertInformation": _maybe(
        Shape(
            "UnstructuredAlertInformationType",
            {
                "unstructuredAlertInformationHeading": _one(Leaf.TEXT),
                "unstructuredAlertInformationContent": _one(Leaf.TEXT),
            },
        )
    ),
}
"""The bodies an alert can have: exactly one, though the schema lets none and several pass."""
ALERT = Shape(
    "AlertInformationType",
    {
        "alertInformationHeader": _one(DESCRIPTION_HEADER),
        "alertInformationBody": _one(
            Shape(
                "AlertInformationBodyType",
                {
                    "typeOfAlertInformation": _one(CODE),
                    "ascertainedDate": _maybe(Leaf.DAY),
                    "verifiedTime": _maybe(Leaf.TIME),
                    "validityTimePeriod": _one(VALIDITY),
                    "alertInformationComment": _maybe(Leaf.TEXT),
                    "obsoleteTime": _maybe(Leaf.TIME),
                    "obsoleteComment": _maybe(Leaf.TEXT),
                    **ALERT_BODIES,
                },
            )
        ),
    },
)

DAYS = Shape("DatePeriodType", {"start": _one(Leaf.DAY), "end": _maybe(Leaf.DAY)})
_HOURS = Shape(
    "HoursOfServiceType",
    {
        "weekDay": _many(Leaf.TEXT),
        "time": _maybe(Shape("ClockPeriodType", {"start": _maybe(Leaf.CLOCK), "end": _maybe(Leaf.CLOCK)})),
    },
)
_CONTACT = Shape(
    "ContactType",
    {
        "telecom": _many(
            Shape(
                "ContactPointSystemType",
                {"system": _maybe(CODE), "value": _one(Leaf.TEXT), "period": _many(_HOURS)},
            )
        )
    },
)
_ORGANISATION = Shape("OrganizationType", {"hsaId": _one(ID), "name": _maybe(Leaf.TEXT), "contact": _many(_CONTACT)})
CARE_MANAGER = Shape(
    "PractitionerRoleType",
    {
        "careManagerHeader": _one(
            Shape(
                "HeaderType",
                {
                    "accessControlHeader": _one(
                        Shape(
                            "AccessControlHeaderType",
                            {
                                "accountableHealthcareProviderId": _one(ID),
                                "accountableCareUnitId": _maybe(ID),
                                "patientId": _one(ID),
                                "blockComparisonTime": _one(Leaf.TIME),
                            },
                        )
                    ),
                    "sourceSystemId": _one(ID),
                },
            )
        ),
        "code": _one(CODE),
        "practitioner": _one(
            Shape("PractitionerType", {"hsaId": _one(ID), "name": _maybe(Leaf.TEXT), "qualification": _maybe(CODE)})
        ),
        "period": _one(DAYS),
        "internalNotes": _maybe(Leaf.TEXT),
        "externalNotes": _maybe(Leaf.TEXT),
        "managingCareGiver": _one(_ORGANISATION),
        "managingCareUnit": _maybe(_ORGANISATION),
        "careProvidingCareUnit": _maybe(_ORGANISATION),
        "contact": _many(_CONTACT),
    },
)
