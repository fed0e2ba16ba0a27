"""Who keeps the record: the user, the unit and the care provider, each with an HSA-id where one is set."""

from coordinator.exchange.fhir.elements import Element, Resource, first_text, provider_number
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.profiles import ORGANIZATION, PRACTITIONER, PRACTITIONER_ROLE
from coordinator.exchange.fhir.text import narrative
from coordinator.settings import OWN_HSA_ID, PROVIDER_HSA_ID, UNIT_HSA_ID

_ROLE, _PERSON, _UNIT, _PROVIDER = "actor", "actor.practitioner", "actor.unit", "actor.provider"


def author(links: Links) -> tuple[Element, list[Resource]]:
    """Who made the document: the user with title and unit; a reference, and what it refers to."""
    actor, own_id = links.record.actor, links.record.settings[OWN_HSA_ID]
    key = "\n".join((actor.name, actor.title, actor.unit))
    named = first_text(actor.name, actor.title, actor.unit)
    is_somebody = bool(first_text(actor.name, own_id))
    person = links.resource(
        "Practitioner",
        _PERSON,
        key,
        {"identifier": provider_number(own_id), "name": [{"text": actor.name}]},
        profile=PRACTITIONER,
    )
    role = {
        "practitioner": links.to(_PERSON, key, actor.name) if is_somebody else None,
        "organization": unit(links),
        "code": [{"text": actor.title}],
    }
    told = narrative(named or "Okänd", ())
    made_by = links.resource("PractitionerRole", _ROLE, key, role, text=told, profile=PRACTITIONER_ROLE)
    return links.to(_ROLE, key, named), [made_by, *([person] if is_somebody else []), *_places(links)]


def unit(links: Links) -> Element | None:
    """The unit where the record is kept, or the care provider when no unit is known; None when neither is."""
    return _unit(links) or _provider(links)


def _unit(links: Links) -> Element | None:
    name = links.record.actor.unit
    return links.to(_UNIT, name.strip(), name) if first_text(name, links.record.settings[UNIT_HSA_ID]) else None


def _provider(links: Links) -> Element | None:
    number = links.record.settings[PROVIDER_HSA_ID]
    return links.to(_PROVIDER, number.strip(), "Vårdgivaren") if number.strip() else None


def _places(links: Links) -> list[Resource]:
    """The unit and the care provider it is a part of, those that are known.

    They share no id with the workplace of a contact: an HSA-id that is set tells of our own unit alone.
    """
    settings, name = links.record.settings, links.record.actor.unit
    found = []
    if _unit(links):
        body = {"identifier": provider_number(settings[UNIT_HSA_ID]), "name": name, "partOf": _provider(links)}
        found.append(links.resource("Organization", _UNIT, name.strip(), body, profile=ORGANIZATION))
    if _provider(links):
        number = settings[PROVIDER_HSA_ID]
        body = {"identifier": provider_number(number)}
        found.append(links.resource("Organization", _PROVIDER, number.strip(), body, profile=ORGANIZATION))
    return found
