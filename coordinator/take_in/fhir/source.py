"""The resources of a bundle, how they find each other, and which of them are entries of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from coordinator.entity import Entity
from coordinator.exchange.fhir.elements import ENTRY_KINDS, URIS
from coordinator.identity import compact
from coordinator.kinds import BY_NAME
from coordinator.take_in.drafting import Unread
from coordinator.take_in.fhir.values import Resource, each, facts, noted, part, text

FOREIGN = UUID("5b0f6d0e-6a0b-5d7e-9b53-0c4f6f1f7b1d")
"""Under it, what others have written gets ids: the same file gives the same ids each time it is read."""

_VERSION = re.compile(r"/_history/[^/]+$")


def foreign_id(patient: UUID, key: str) -> UUID:
    """The id of what a foreign file calls ``key``, in the record of one patient."""
    return uuid5(patient, key.encode("utf-8", "replace").decode())


@dataclass(frozen=True)
class Found:
    """A resource with its address and its place in the file. own: the kind and id of the entry that it says it is."""

    type_name: str
    resource: Resource = field(repr=False)
    url: str
    place: str
    own: tuple[type[Entity], UUID] | None = None

    @property
    def key(self) -> str:
        """What it is called where it comes from."""
        return f"{self.type_name}/{self.resource['id']}" if isinstance(self.resource.get("id"), str) else self.url

    def is_own(self, kind: type[Entity]) -> bool:
        """Whether it says that it is an entry of that kind."""
        return self.own is not None and self.own[0] is kind

    @property
    def told(self) -> dict[str, str]:
        """What ours says in words under labels, in its narrative and its notes. In another's a label is a word."""
        return facts(self.resource) | noted(self.resource) if self.own else {}


def own_entry(resource: Resource) -> tuple[type[Entity], UUID] | None:
    """Which entry of ours a resource says that it is."""
    for one in each(resource, "identifier"):
        kind = part(one, "type", "coding")
        if text(one.get("system")) != URIS or text(part(kind, "system")) != ENTRY_KINDS:
            continue
        known = BY_NAME.get(text(part(kind, "code")))
        entry_id = own_id(text(one.get("value")).removeprefix("urn:uuid:"))
        if known and entry_id:
            return known, entry_id
    return None


def own_id(value: Any) -> UUID | None:
    """An id as we write it, or None."""
    try:
        found = UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None
    return found if found and str(found) == value else None


@dataclass
class Source:
    """Everything in the bundle. patient_id: whose record it would go into. used: what was read as a part of another."""

    found: list[Found]
    patient: Found
    patient_id: UUID
    unread: Unread
    used: set[str] = field(default_factory=set)
    titles: dict[UUID, str] = field(default_factory=dict, repr=False)
    _addresses: dict[str, Found] = field(default_factory=dict, repr=False)
    _roles: dict[str, Found] = field(default_factory=dict, repr=False)
    _by_type: dict[str, list[Found]] = field(default_factory=dict, repr=False)
    _titled: dict[str, list[UUID]] = field(default_factory=dict, repr=False)
    _pointed: dict[tuple[str, ...], dict[str, Found]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.found:
            self._by_type.setdefault(one.type_name, []).append(one)
            self._addresses.setdefault(one.url, one)
            if isinstance(one.resource.get("id"), str):
                self._addresses.setdefault(f"{one.type_name}/{one.resource['id']}", one)
        for one in self.of("PractitionerRole"):
            person = self.to(one.resource.get("practitioner"))
            if person:
                self._roles.setdefault(person.url, one)

    def of(self, type_: str) -> list[Found]:
        """The resources of a type."""
        return self._by_type.get(type_, [])

    def to(self, reference: Any) -> Found | None:
        """What a reference leads to; None when it leads nowhere, or only has words. The same number on another server
        is another's.
        """
        address = _VERSION.sub("", text(part(reference, "reference")))
        if not address:
            return None
        return self._addresses.get(address)

    def is_lost(self, reference: Any) -> bool:
        """Whether a reference names a resource that is not in the file."""
        return bool(text(part(reference, "reference"))) and self.to(reference) is None

    def id_of(self, found: Found) -> UUID:
        """The id of the entry a resource becomes."""
        return found.own[1] if found.own else foreign_id(self.patient_id, found.key)

    def target(self, reference: Any, *types: str) -> UUID | None:
        """The id of the entry that a reference leads to, when it is to one of the types."""
        found = self.to(reference)
        return self.id_of(found) if found and found.type_name in types else None

    def contact_of(self, reference: Any) -> Found | None:
        """The resource that is the contact a reference leads to: of a person her role, when she has one here."""
        found = self.to(reference)
        if found is None or found.type_name not in ("PractitionerRole", "Practitioner", "Organization"):
            return None
        return self._roles.get(found.url, found)

    def party(self, reference: Any) -> tuple[UUID | None, str]:
        """Who it is: the id of a contact, and words that say another thing than the contact does."""
        shown = text(part(reference, "display"))
        contact = self.contact_of(reference)
        entry_id = self.id_of(contact) if contact else None
        if entry_id not in self.titles:
            found = self.to(reference)
            return None, shown or (name_of(found.resource) if found else "")
        return entry_id, "" if shown == self.titles.get(entry_id) else shown

    def use(self, reference: Any) -> Found | None:
        """What a reference leads to, which then is read as a part of what refers to it."""
        found = self.to(reference)
        if found:
            self.used.add(found.url)
        return found

    def pointed_from(self, type_: str, *names: str) -> dict[str, Found]:
        """By address: the resource of ``type_`` that points to it from under one of ``names``, on any level."""
        key = (type_, *names)
        if key not in self._pointed:
            leads: dict[str, Found] = {}
            for one in self.of(type_):
                for name, reference in references(one.resource):
                    target = self.to(reference) if name in names else None
                    if target:
                        leads.setdefault(target.url, one)
            self._pointed[key] = leads
        return self._pointed[key]

    def titled(self, title: str) -> UUID | None:
        """The contact that is called so, when one alone is."""
        if len(self._titled) == 0:
            for entry_id, one in self.titles.items():
                self._titled.setdefault(one, []).append(entry_id)
        found = self._titled.get(title, []) if title else []
        return found[0] if len(found) == 1 else None

    def is_about_another(self, found: Found) -> bool:
        """Whether a resource tells of somebody else than the patient of the file, or of nobody that can be known."""
        for name in _SUBJECTS:
            subject = found.resource.get(name)
            if isinstance(subject, list):
                subject = subject[0] if subject else None
            if isinstance(subject, dict):
                return not self._is_patient(subject)
        actors = (one.get("actor") for one in each(found.resource, "participant"))
        return any(
            text(part(one, "reference")).rsplit("/", 2)[-2:-1] == ["Patient"] and not self._is_patient(one)
            for one in actors
        )

    def _is_patient(self, reference: Any) -> bool:
        if text(part(reference, "reference")):
            return self.to(reference) is self.patient
        number = compact(text(part(reference, "identifier", "value")))
        known = (compact(text(one.get("value"))) for one in each(self.patient.resource, "identifier"))
        return bool(number) and number in known


_SUBJECTS = ("subject", "patient", "for")


def references(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every reference in a resource with the name of the element that holds it."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield name, value
        for inner, one in value.items():
            yield from references(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from references(one, name)


def name_of(resource: Resource) -> str:
    """What a person or a place is called."""
    name = resource.get("name")
    if isinstance(name, str):
        return text(name)
    first = part(name) if isinstance(name, list) else name
    whole = " ".join([*(text(given) for given in _listed(part_list(first, "given"))), text(part(first, "family"))])
    return text(part(first, "text")) or whole.strip()


def part_list(value: Any, name: str) -> list[Any]:
    """A list under a name, whatever stands in it."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _listed(values: list[Any]) -> list[str]:
    return [one for one in values if isinstance(one, str)]
