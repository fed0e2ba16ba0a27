"""The patient and those beside her."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from coordinator.entity import Knowledge
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.fhir.elements import STRUCTURES
from coordinator.exchange.fhir.patient import PROTECTED_NAME
from coordinator.guardian import Guardian
from coordinator.identity import IdentityType, compact, parse_identity
from coordinator.person import Patient, PatientStatus, ProtectedIdentity
from coordinator.related_person import Kinship
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.source import Found, Source, name_of, part_list
from coordinator.take_in.fhir.values import Resource, code_of, day, each, part, text, under_labels, words

_SYSTEMS = {
    "http://electronichealth.se/identifier/personnummer": IdentityType.PERSONNUMMER,
    "urn:oid:1.2.752.129.2.1.3.1": IdentityType.PERSONNUMMER,
    "http://electronichealth.se/identifier/samordningsnummer": IdentityType.SAMORDNINGSNUMMER,
    "urn:oid:1.2.752.129.2.1.3.3": IdentityType.SAMORDNINGSNUMMER,
    "http://electronichealth.se/identifier/nationelltReservnummer": IdentityType.RESERVNUMMER,
}
_LABELS = {
    "sekretessmarkering": ProtectedIdentity.MARKED,
    "skyddadFolkbokforing": ProtectedIdentity.REGISTRATION,
}
_INTERPRETER = f"{STRUCTURES}patient-interpreterRequired"


def number_of(resource: Resource) -> tuple[IdentityType, str] | None:
    """The number the patient is known by in this country, or one that we wrote; None when there is none.

    ImportRefused when a national number is none: whose file it is must be certain.
    """
    listed = each(resource, "identifier")
    for one in listed:
        kind = _SYSTEMS.get(text(one.get("system")))
        if kind and text(one.get("use")) != "old":
            return kind, _national(text(one.get("value")), kind)
    for one in listed:
        named = next((kind for kind in IdentityType if kind.label == words(one.get("type"))), None)
        if named and not text(one.get("system")) and text(one.get("value")):
            return named, text(one.get("value"))
    return None


def _national(value: str, kind: IdentityType) -> str:
    try:
        if kind is not IdentityType.RESERVNUMMER and len(compact(value)) != 12:
            raise ValueError("no century")
        return parse_identity(value, date.max, kind).number
    except (RuleError, ValueError):
        raise ImportRefused(
            "Patientens nummer går inte att läsa",
            "Numret i filen stämmer inte, eller saknar århundrade. Då går det inte att vara säker på vem den handlar "
            "om. Be avsändaren om en ny fil. Inget har ändrats.",
        ) from None


def patient(source: Source) -> Draft:
    """The patient, with what may be said of a protected one: never the words that stand instead of her name."""
    found = source.patient
    resource = found.resource
    known = number_of(resource)
    name = part(resource, "name")
    shown = text(part(name, "text"))
    said: dict[str, Any] = {
        **under_labels(Patient, found.told),
        "birth_date": day(resource.get("birthDate")),
        "health_centre": text(part(resource, "generalPractitioner", "display")),
        "language": words(part(resource, "communication", "language")),
        "protected_identity": next(filter(None, map(_protection, each(resource.get("meta"), "security"))), None),
        "interpreter_need": _interpreter(resource),
        "status": PatientStatus.DECEASED if _is_dead(resource) else None,
        "former_numbers": tuple(
            text(one.get("value")) for one in each(resource, "identifier") if text(one.get("use")) == "old"
        ),
        **_reached(resource),
    }
    if shown != PROTECTED_NAME:
        said |= _named(name, shown)
    if known:
        said |= {"identity_type": known[0], "identity_number": known[1]}
    return Draft(Patient, source.patient_id, found.place, said)


def _named(name: Any, shown: str) -> dict[str, str]:
    given = " ".join(one for one in part_list(name, "given") if isinstance(one, str)).strip()
    family = text(part(name, "family"))
    if not given and not family:
        given, _, family = shown.rpartition(" ")
    return {"given_name": given, "family_name": family}


def _protection(label: dict[str, Any]) -> ProtectedIdentity | None:
    return _LABELS.get(text(label.get("code")))


def _interpreter(resource: Resource) -> Knowledge | None:
    for one in each(resource, "extension"):
        if one.get("url") == _INTERPRETER and isinstance(one.get("valueBoolean"), bool):
            return Knowledge.SOME if one["valueBoolean"] else Knowledge.NONE_KNOWN
    return None


def _is_dead(resource: Resource) -> bool:
    return resource.get("deceasedBoolean") is True or isinstance(resource.get("deceasedDateTime"), str)


def _reached(resource: Resource) -> dict[str, str]:
    """How a person is reached: the first of each way."""
    found: dict[str, str] = {}
    for one in each(resource, "telecom"):
        name = {"phone": "phone", "email": "email"}.get(text(one.get("system")))
        if name:
            found.setdefault(name, text(one.get("value")))
    return found | {"address": _address(part(resource, "address"))}


def _address(value: Any) -> str:
    lines = [one for one in part_list(value, "line") if isinstance(one, str)]
    town = " ".join(filter(None, (text(part(value, "postalCode")), text(part(value, "city")))))
    return text(part(value, "text")) or "\n".join(filter(None, (*lines, town)))


_KIN = {
    "MTH": Kinship.MOTHER,
    "FTH": Kinship.FATHER,
    "PRN": Kinship.PARENT,
    "SIB": Kinship.SIBLING,
    "BRO": Kinship.SIBLING,
    "SIS": Kinship.SIBLING,
    "SIGOTHR": Kinship.PARTNER,
    "SPS": Kinship.PARTNER,
    "HUSB": Kinship.PARTNER,
    "WIFE": Kinship.PARTNER,
    "DOMPART": Kinship.PARTNER,
    "CHILD": Kinship.CHILD,
    "SON": Kinship.CHILD,
    "DAU": Kinship.CHILD,
    "GRPRN": Kinship.GRANDPARENT,
    "GRMTH": Kinship.GRANDPARENT,
    "GRFTH": Kinship.GRANDPARENT,
    "FAMMEMB": Kinship.OTHER_RELATIVE,
    "FRND": Kinship.FRIEND,
}
_POWERS = {one.label.casefold(): one for one in Power}


def related(source: Source, found: Found) -> Iterator[Draft]:
    """A relative, a guardian or a representative: what the words or codes of the relationship say."""
    resource = found.resource
    said: dict[str, Any] = {
        "name": name_of(resource),
        "language": words(part(resource, "communication", "language")),
        **_reached(resource),
    }
    bonds = each(resource, "relationship")
    kin = next(filter(None, (_KIN.get(code_of(one)) or _kinship(words(one)) for one in bonds)), None)
    power = next(filter(None, (_POWERS.get(words(one).casefold()) for one in bonds)), None)
    kind = found.own[0] if found.own else _kind(bonds, power)
    if kind is LegalRepresentative:
        said |= {"power": power} | ({} if found.own else _period(resource))
    elif kind is Guardian:
        said |= {"kinship": kin} | ({} if found.own else _period(resource))
    elif kind is Relative:
        said["kinship"] = kin
    else:
        source.unread.add("RelatedPerson", "är märkt som något annat än en närstående")
        return
    said |= under_labels(kind, found.told)
    if found.own and not found.told:  # of a protected person the file says only that there is one
        source.unread.add(kind.TITLE, "skyddade personuppgifter står inte i filen")
        return
    yield Draft(kind, source.id_of(found), found.place, said)


def _kind(
    bonds: list[dict[str, Any]], power: Power | None
) -> type[Guardian] | type[LegalRepresentative] | type[Relative]:
    if power or any(code_of(one) == "POWATT" for one in bonds):
        return LegalRepresentative
    guards = any(code_of(one) == "GUARD" or words(one).casefold() == Guardian.TITLE.casefold() for one in bonds)
    return Guardian if guards else Relative


def _kinship(label: str) -> Kinship | None:
    return next((one for one in Kinship if one.label.casefold() == label.casefold()), None)


def _period(resource: Resource) -> dict[str, date | None]:
    period = resource.get("period")
    return {"valid_from": day(part(period, "start")), "valid_until": day(part(period, "end"))}
