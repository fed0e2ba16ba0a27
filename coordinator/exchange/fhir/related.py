"""Those beside the patient: relatives, guardians and legal representatives, each with what they may decide and when."""

from datetime import date, timedelta

from coordinator.dates import OF_AGE, day_of
from coordinator.documents.people import what_she_is
from coordinator.entity import Knowledge
from coordinator.exchange.fhir.elements import Element, Resource, coded, concept, hl7, period
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.patient import address, spoken, telecom
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.guardian import Guardian
from coordinator.record import Record
from coordinator.related_person import Kinship, RelatedPerson
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power

_ROLES = hl7("v3-RoleCode")
_KINSHIP = {
    Kinship.MOTHER: coded(_ROLES, "MTH", "mother"),
    Kinship.FATHER: coded(_ROLES, "FTH", "father"),
    Kinship.PARENT: coded(_ROLES, "PRN", "parent"),
    Kinship.SIBLING: coded(_ROLES, "SIB", "sibling"),
    Kinship.PARTNER: coded(_ROLES, "SIGOTHR", "significant other"),
    Kinship.CHILD: coded(_ROLES, "CHILD", "child"),
    Kinship.GRANDPARENT: coded(_ROLES, "GRPRN", "grandparent"),
    Kinship.OTHER_RELATIVE: coded(_ROLES, "FAMMEMB", "family member"),
    Kinship.FRIEND: coded(_ROLES, "FRND", "unrelated friend"),
}
_GUARDIAN = coded(_ROLES, "GUARD", "guardian")
_KINDS: tuple[type[RelatedPerson], ...] = (Guardian, LegalRepresentative, Relative)
_NOT_TOLD = frozenset({"lives_with_patient", "protected_identity"})


def related_section(links: Links) -> Section:
    """Guardians, representatives and relatives, in that order; always with whether anybody asked for a god man."""
    found: list[RelatedPerson] = [one for kind in _KINDS for one in links.among(kind)]
    patient = links.record.patient
    asked = ("God man eller annan företrädare", patient.representative_known.label)
    told: list[Fact] = [(one.heading, one.TITLE if one.is_protected else what_she_is(one)) for one in found]
    if patient.representative_known is not Knowledge.NOT_ASKED or found:
        told.append(asked)
    return Section("Närstående och företrädare", tuple(told), tuple(_resource(links, one) for one in found))


def _resource(links: Links, one: RelatedPerson) -> Resource:
    """One person. Of a protected one nothing but that there is one: not even what she is to the patient."""
    if one.is_protected:
        body: Element = {
            "patient": links.patient,
            "name": [{"text": one.heading}],
            "relationship": [concept(one.TITLE)],
        }
        return links.of("RelatedPerson", one, body, title=one.heading, facts=())
    body = {
        "active": _holds(one, links.record),
        "patient": links.patient,
        "relationship": _relationship(one),
        "name": [{"text": one.name}],
        "telecom": telecom(one.phone, one.email),
        "address": address(one.address),
        "period": _period(one, links.record),
        "communication": spoken(one.language),
    }
    return links.of("RelatedPerson", one, body, title=one.heading, facts=facts_of(one, without=_NOT_TOLD))


def _relationship(one: RelatedPerson) -> list[Element]:
    """What the person is, in words that a court would use; a code only where it means the same.

    The powers of god man, förvaltare, framtidsfullmakt and anhörigbehörighet have no twin among HL7's codes: a code
    that almost fits would give powers that nobody gave.
    """
    if isinstance(one, Guardian):
        kin = concept(one.kinship.label, _KINSHIP.get(one.kinship, {}))
        return [concept(one.TITLE, _GUARDIAN), kin]
    if isinstance(one, LegalRepresentative):
        granted = coded(_ROLES, "POWATT", "power of attorney") if one.power is Power.POWER_OF_ATTORNEY else {}
        return [concept(one.power.label, granted)]
    if isinstance(one, Relative):
        return [concept(one.kinship.label, _KINSHIP.get(one.kinship, {}))]
    raise TypeError(f"no relationship for {type(one).__name__}")


def _holds(one: RelatedPerson, record: Record) -> bool | None:
    if isinstance(one, Guardian):
        return one.holds_on(record.today, record)
    return one.holds_on(record.today) if isinstance(one, LegalRepresentative) else None


def _period(one: RelatedPerson, record: Record) -> Element:
    if isinstance(one, Guardian):
        return period(one.valid_from, _last_day_of_custody(one, record))
    if isinstance(one, LegalRepresentative):
        return period(one.valid_from or one.decision_on, one.valid_until)
    return {}


def _last_day_of_custody(one: Guardian, record: Record) -> date | None:
    """The day before the patient comes of age, or an earlier one that was decided."""
    born = record.patient.birth_date
    of_age = day_of(OF_AGE, born) if born and born <= record.today else None
    last_of_childhood = of_age - timedelta(days=1) if of_age else None
    return min(_known(one.valid_until, last_of_childhood), default=None)


def _known(*days: date | None) -> list[date]:
    return [known for known in days if known is not None]
