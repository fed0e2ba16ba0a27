"""The contacts as a care team: everybody the patient meets, now and before, and who holds which assignment."""

from coordinator.contact import Assignment, Contact, ContactRole, holders
from coordinator.documents.phrases import title_of, workplace_of
from coordinator.exchange.fhir.elements import Element, Resource, concept, first_text, over, period, provider_number
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.profiles import ORGANIZATION, PRACTITIONER, PRACTITIONER_ROLE
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of, narrative
from coordinator.protection import PROTECTED_WORDS

CARE_TEAM = "care_team"


def contacts_section(links: Links) -> Section:
    """Every contact by name, the current ones first; what stands behind: their roles, names and workplaces."""
    found = sorted(links.contacts.values(), key=lambda one: not one.is_current)
    told: list[Fact] = [(title_of(one), _in_short(one)) for one in found]
    if links.hides_contacts:
        told.append(("", PROTECTED_WORDS))
    if not found:
        return Section("Kontakter", tuple(told), loinc=("85847-2", "Patient Care team information"))
    places: dict[str, Resource] = {}
    behind = [resource for one in found for resource in _resources(links, one, places)]
    team = links.resource(
        "CareTeam",
        CARE_TEAM,
        links.record.patient_id,
        {
            "status": "active",
            "name": "Vård- och samhällskontakter",
            "subject": links.patient,
            "participant": [*_assigned(links), *(_participant(links, one) for one in found)],
        },
        text=narrative("Kontakter", told),
    )
    return Section(
        "Kontakter", tuple(told), (team,), (*behind, *places.values()), ("85847-2", "Patient Care team information")
    )


def _in_short(one: Contact) -> str:
    status = "" if one.is_current else one.status.label
    phone = one.phone or (f"{one.switchboard} (växel)" if one.switchboard.strip() else "")
    return "; ".join(part.strip() for part in (workplace_of(one), phone, status) if part.strip())


def _resources(links: Links, one: Contact, places: dict[str, Resource]) -> list[Resource]:
    """A role, the person who has it when she has a name; where she works is put among the ``places``.

    The role is what the rest of the document points to: it holds the telephone and the work, and it is there also when
    the contact is a unit without a name. It also holds the HSA-id, which may be that of a person or of a unit.
    """
    workplace = _workplace(links, (one.care_provider, one.organisation, one.unit), places)
    named = {"name": [{"text": one.name}]}
    person = links.resource("Practitioner", "contact.practitioner", one.id, named, profile=PRACTITIONER)
    people = [person] if one.name.strip() else []
    body = {
        "identifier": provider_number(one.hsa_id),
        "active": one.is_current,
        "practitioner": links.to("contact.practitioner", one.id, one.name) if people else None,
        "organization": workplace,
        "code": [concept(one.role), *(concept(held) for held in _held_today(links, one))],
        "specialty": [concept(one.body_area)],
        "telecom": _telecom(one),
        "availabilityExceptions": one.phone_hours,
    }
    told = [*facts_of(one), *_assignments_in_words(links, one)]
    role = links.of("PractitionerRole", one, body, title=title_of(one), facts=told, profile=PRACTITIONER_ROLE)
    return [role, *people]


def _telecom(one: Contact) -> list[Element]:
    """The direct number before the switchboard, mail, and the safe channel in words."""
    safe = ". ".join(part for part in (one.channel.label if one.channel else "", one.channel_note.strip()) if part)
    found = (
        {"system": "phone", "value": one.phone, "use": "work", "rank": 1},
        {"system": "phone", "value": one.switchboard, "use": "work", "rank": 2},
        {"system": "email", "value": one.email, "use": "work"},
        {"system": "other", "value": f"Säker kanal: {safe}" if safe else "", "use": "work"},
    )
    return [point for point in found if str(point["value"]).strip()]


def _workplace(links: Links, names: tuple[str, ...], places: dict[str, Resource]) -> Element | None:
    """The innermost of the places named from the outside in, each part of the one before; shared by its contacts."""
    path = ""
    outer: Element | None = None
    for name in names:
        named = name.strip()
        if not named:
            continue
        path = f"{path}\n{named}"
        if path not in places:
            body = {"name": named, "partOf": outer}
            places[path] = links.resource("Organization", "organisation", path, body, profile=ORGANIZATION)
        outer = links.to("organisation", path, named)
    return outer


def _participant(links: Links, one: Contact) -> Element:
    """A contact in the team; a former one is over on a day that the record does not hold.

    The member is a PractitionerRole, so the place is said there: onBehalfOf may stand only beside a Practitioner
    (invariant ctm-1).
    """
    return {
        "role": [concept(first_text(one.role, one.category.label))],
        "member": links.party(one.id),
        "period": None if one.is_current else over(),
    }


def _assigned(links: Links) -> list[Element]:
    """The assignments in law (fast vårdkontakt, fast läkarkontakt), held now or before, each from day to day.

    Each part of the team that is an entry of its own has the id of that entry.
    """
    return [
        {
            "id": str(held.id),
            "role": [concept(_assignment(links, held))],
            "member": links.party(held.contact_id),
            "period": period(held.start, held.end),
        }
        for held in links.among(ContactRole)
        if held.contact_id in links.contacts
    ]


def _held_today(links: Links, one: Contact) -> list[str]:
    return [
        _assignment(links, held)
        for held in links.record.all(ContactRole)
        if held.contact_id == one.id and held.holds_on(links.record.today)
    ]


def _assignments_in_words(links: Links, one: Contact) -> list[Fact]:
    return [
        (_assignment(links, held), "; ".join(f"{label}: {text}" for label, text in facts_of(held, without=_IN_LABEL)))
        for held in links.record.all(ContactRole)
        if held.contact_id == one.id
    ]


_IN_LABEL = frozenset({"assignment", "main"})


def _assignment(links: Links, held: ContactRole) -> str:
    """The assignment, and whether it is the one that coordinates the others today."""
    coordinating = {role.id for role, _ in holders(links.record, Assignment.FIXED_CARE_CONTACT) if role.main}
    word = " (huvudansvarig samordnare)" if held.id in coordinating else ""
    return f"{held.assignment.label}{word}"
