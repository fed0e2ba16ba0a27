"""The care team: who the contacts are, where they work, and who holds which assignment."""

from collections.abc import Iterator
from typing import Any

from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.documents.phrases import title_of
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.source import Found, Source, foreign_id, name_of, own_id
from coordinator.take_in.fhir.values import day, each, part, text, under_labels, words

_PARTIES = ("member", "owner", "requester", "performer", "actor", "individual")
_HSA_IDS = ("urn:oid:1.2.752.29.4.19", "urn:oid:1.2.752.129.2.1.4.1")
_MAIN = " (huvudansvarig samordnare)"


def contacts(source: Source) -> Iterator[Draft]:
    """Everybody the patient meets: each role, and each person or place that something is asked of."""
    ours, wrote_it = source.patient.own is not None, _who_wrote_it(source)
    found = {one.url: one for one in source.of("PractitionerRole") if one.own or one.url not in wrote_it}
    for type_ in ("CareTeam", "Task", "Appointment", "Encounter", "ServiceRequest"):
        for one in source.of(type_):
            for name, reference in _parties(one.resource):
                contact = source.contact_of(reference)
                if contact and name in _PARTIES:
                    found.setdefault(contact.url, contact)
    over = _over(source)
    for one in found.values():
        if ours and not one.own:  # the unit that keeps the record, and who uses the program there
            continue
        source.used.add(one.url)
        yield _contact(source, one, over)


def _parties(resource: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """References to those who take part, on the first two levels of a resource."""
    for name, value in resource.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield name, one
                yield from ((inner, part) for inner, part in one.items() if isinstance(part, dict))


def _who_wrote_it(source: Source) -> set[str]:
    """The roles that are nobody the patient meets, but who made the file."""
    authors = {one.url for one in map(source.to, _authors(source)) if one}
    members = {one.url for team in source.of("CareTeam") for _, it in _parties(team.resource) if (one := source.to(it))}
    return authors - members


def _authors(source: Source) -> list[Any]:
    return [author for one in source.of("Composition") for author in each(one.resource, "author")]


def _over(source: Source) -> set[str]:
    """The members of a team whose time in it is over."""
    gone: set[str] = set()
    for team in source.of("CareTeam"):
        for one in each(team.resource, "participant"):
            member = source.contact_of(one.get("member"))
            period = one.get("period")
            if member and isinstance(period, dict) and ("end" in period or "_end" in period):
                gone.add(member.url)
    return gone


def _contact(source: Source, found: Found, over: set[str]) -> Draft:
    resource = found.resource
    person = source.use(resource.get("practitioner")) if found.type_name == "PractitionerRole" else found
    place = source.use(resource.get("organization")) if found.type_name == "PractitionerRole" else None
    if found.type_name == "Organization":
        person, place = None, found
    said: dict[str, Any] = {
        "name": name_of(person.resource) if person and person.type_name != "Organization" else "",
        "role": words(part(resource, "code")),
        "body_area": words(part(resource, "specialty")),
        "phone_hours": text(resource.get("availabilityExceptions")),
        "hsa_id": _hsa_id(found) or (_hsa_id(person) if person else ""),
        **_workplace(source, place),
        **_telecom(found, person, place),
    }
    if not said["name"] and not said["unit"] and not said["organisation"]:
        said["name"] = text(part(resource, "practitioner", "display"))
        said["organisation"] = text(part(resource, "organization", "display"))
    if resource.get("active") is False or (found.url in over and not found.own):
        said["status"] = ContactStatus.ENDED
    if found.own:
        said = {name: said[name] for name in ("name",)} | under_labels(Contact, found.told)
    title = Contact(patient_id=source.patient_id, **{name: value for name, value in said.items() if value is not None})
    source.titles[source.id_of(found)] = title_of(title)
    return Draft(Contact, source.id_of(found), found.place, said)


def _hsa_id(found: Found) -> str:
    listed = each(found.resource, "identifier")
    return next((text(one.get("value")) for one in listed if text(one.get("system")) in _HSA_IDS), "")


def _workplace(source: Source, place: Found | None) -> dict[str, str]:
    """The place and what it is a part of: unit, organisation and care provider from the inside out."""
    names: list[str] = []
    while place is not None and len(names) < 3:
        names.append(name_of(place.resource))
        place = source.use(place.resource.get("partOf"))
    if len(names) == 1:
        return {"organisation": names[0], "unit": "", "care_provider": ""}
    return dict(zip(("unit", "organisation", "care_provider"), [*names, "", "", ""], strict=False))


def _telecom(*found: Found | None) -> dict[str, str]:
    """The first number and mail of the role, else of the person, else of the place."""
    said = {"phone": "", "email": ""}
    for one in found:
        for point in each(one.resource, "telecom") if one else ():
            name = text(point.get("system"))
            if name in said and not said[name]:
                said[name] = text(point.get("value"))
    return said


def roles(source: Source) -> Iterator[Draft]:
    """The assignments in law that the team names, each from its first day."""
    for team in source.of("CareTeam"):
        source.used.add(team.url)
        for number, one in enumerate(each(team.resource, "participant")):
            label = words(part(one, "role"))
            assignment = next((held for held in Assignment if held.label == label.removesuffix(_MAIN)), None)
            member = source.contact_of(one.get("member"))
            if assignment is None or member is None:
                continue
            entry_id = own_id(one.get("id")) if source.patient.own else None
            said = {
                "contact_id": source.id_of(member),
                "assignment": assignment,
                "start": day(part(one, "period", "start")),
                "end": day(part(one, "period", "end")),
            }
            assumed = {"main": True} if label.endswith(_MAIN) else {}
            key = f"{team.key}#{number}"
            yield Draft(ContactRole, entry_id or foreign_id(source.patient_id, key), team.place, said, assumed)
