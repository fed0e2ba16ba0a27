"""What a bundle says of itself: who made it, on which day, and whether its people are invented."""

from datetime import date
from typing import Any

from coordinator.take_in.fhir.source import Source, name_of
from coordinator.take_in.fhir.values import day, each, part, text

_LONGEST = 120


def origin(source: Source) -> str:
    """The unit that keeps it and who wrote it: "SMO-mottagningen (Anna Lind)"; else the address of the system."""
    composition = next((one.resource for one in source.of("Composition")), {})
    places = [_called(source, composition.get("custodian"))]
    people = [_called(source, one) for one in each(composition, "author")]
    place, person = _first(places), _first(people)
    if not place and not person:
        return _kept(text(part(source.patient.resource, "meta", "source")).partition("#")[0])
    return _kept(f"{place} ({person})" if place and person and place != person else place or person)


def _called(source: Source, reference: Any) -> str:
    found = source.use(reference)
    if found and found.type_name == "PractitionerRole":
        source.use(found.resource.get("organization"))
        person = source.use(found.resource.get("practitioner"))
        return (name_of(person.resource) if person else "") or text(part(reference, "display"))
    return text(part(reference, "display")) or (name_of(found.resource) if found else "")


def _first(texts: list[str]) -> str:
    return next(filter(None, texts), "")


def _kept(told: str) -> str:
    """What can be shown in a line."""
    return "".join(sign for sign in told if sign.isprintable())[:_LONGEST]


def made_on(bundle: dict[str, Any], source: Source) -> date | None:
    """The day of the document, else of the bundle."""
    composition = next((one.resource for one in source.of("Composition")), {})
    return day(composition.get("date")) or day(bundle.get("timestamp")) or day(part(bundle, "meta", "lastUpdated"))


def is_practice(bundle: dict[str, Any], source: Source) -> bool:
    """Whether it says that it is test data."""
    labels = [*each(bundle.get("meta"), "security"), *each(source.patient.resource.get("meta"), "security")]
    return any(text(one.get("code")) == "HTEST" for one in labels)
