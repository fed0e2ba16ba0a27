"""Who may be added to a SIP: contacts and family that are not in it yet, and somebody who is written in a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.contact import Contact, Huvudman
from coordinator.contact_choice import names_of_contacts
from coordinator.documents.phrases import workplace_of
from coordinator.entity import attrs_of
from coordinator.guardian import guardians
from coordinator.quick_contact import Part, read_contact
from coordinator.related_person import RelatedPerson
from coordinator.relative import Relative
from coordinator.representative import representatives
from coordinator.sip.belonging import participants_of
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.swedish import folded, sort_key

if TYPE_CHECKING:
    from coordinator.record import Record

_OF_CONTACT = {"name": "name", "role": "function", "phone": "phone", "note": "note"}
"""What a line about a contact fills, and what that is of somebody who takes part."""
_ORDER = ("name", "function", "organisation", "huvudman", "phone", "part", "note")


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be added: what to call her, what else tells who she is, and the fields of the participant."""

    name: str = field(repr=False)
    about: str = field(repr=False)
    fields: Mapping[str, Any] = field(repr=False)

    @property
    def words(self) -> str:
        """All of it, by which she is found."""
        return f"{self.name} {self.about}".strip()


@dataclass(frozen=True)
class WrittenParticipant:
    """What a line became: the fields of a participant, and the same in the order to show."""

    fields: Mapping[str, Any] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)


def candidates(record: "Record", sip_id: UUID) -> list[Candidate]:
    """The family first, then the contacts that hold, by name; without those who take part already."""
    there = participants_of(record, sip_id)
    contact_ids = {one.contact_id for one in there}
    known = {_key(one.name, one.function) for one in there if one.part is SipPart.FAMILY}
    family = (one for one in _family(record) if _key(one.fields["name"], one.fields["function"]) not in known)
    close = {folded(one.name) for one in there if one.part is SipPart.FAMILY and one.name.strip()}
    contacts = (one for one in _contacts(record) if one.fields["contact_id"] not in contact_ids)
    # A mother stands among the contacts too: she is called as the one she is in the family.
    named = {id: folded(record.get(Contact, id).name) for id in names_of_contacts(record)} if close else {}
    return [*family, *(one for one in contacts if named.get(one.fields["contact_id"]) not in close)]


def read_participant(text: str, today: date) -> WrittenParticipant:
    """Read somebody who is no contact: "Susanne Palm, handläggare, Försäkringskassan"; no word of it is thrown away."""
    said: list[str] = []
    fields: dict[str, Any] = {}
    for part in (" ".join(part.split()) for part in text.split(",")):
        word = folded(part)
        if word in _family_words() and "part" not in fields:
            fields |= {"part": SipPart.FAMILY, "function": part}
        elif word in _huvudmen() and said and "huvudman" not in fields:
            fields["huvudman"] = _huvudmen()[word]
        elif part:
            said.append(part)
    found = read_contact(", ".join(said), today).fields
    for name, filled in _OF_CONTACT.items():
        if found.get(name):
            _fill(fields, filled, str(found[name]))
    for value in (found.get("unit"), found.get("organisation")):
        if value:
            _fill(fields, "organisation", str(value))
    for name in ("email", "phone_hours", "switchboard"):
        if found.get(name):
            _fill(fields, "phone" if name == "switchboard" and "phone" not in fields else "note", str(found[name]))
    labels = {attr.name: attr.label for attr in attrs_of(SipParticipant)}
    parts = (Part(labels[name], _shown(fields[name])) for name in _ORDER if name in fields)
    return WrittenParticipant(fields, tuple(parts))


def _fill(fields: dict[str, Any], name: str, text: str) -> None:
    """Add a text to a field, after what stands there."""
    fields[name] = ", ".join(filter(None, (fields.get(name, ""), text)))


def _shown(value: Any) -> str:
    return value.label if isinstance(value, SipPart | Huvudman) else str(value)


def _contacts(record: "Record") -> list[Candidate]:
    names = names_of_contacts(record)
    current = (record.get(Contact, contact_id) for contact_id in names)
    found = [Candidate(names[one.id], _where(one, names[one.id]), {"contact_id": one.id}) for one in current]
    return sorted(found, key=lambda one: sort_key(one.name))


def _where(contact: Contact, name: str) -> str:
    """Where the contact works, unless she is called so already."""
    place = workplace_of(contact)
    return "" if name.endswith(place) else place


def _family(record: "Record") -> Iterator[Candidate]:
    """Those who decide for the patient, then those who are close to her; nobody twice."""
    people: list[tuple[RelatedPerson, str]] = [
        *((one, f"Vårdnadshavare, {one.kinship.label.lower()}") for one in guardians(record)),
        *((one, one.power.label) for one in representatives(record)),
        *((one, one.called.strip() or one.kinship.label) for one in record.all(Relative)),
    ]
    seen: set[str] = set()
    for one, function in people:
        name = one.name.strip()
        if name and folded(name) not in seen:
            seen.add(folded(name))
            yield Candidate(name, function, {"part": SipPart.FAMILY, "function": function, **_written(one)})


def _written(one: RelatedPerson) -> dict[str, str]:
    """What is written anew of a relative: of a protected one nothing, since there it is not known that she is."""
    return {"name": ""} if one.is_protected else {"name": one.name.strip(), "phone": one.phone.strip()}


def _key(name: str, function: str) -> str:
    return folded(name) or f"?{folded(function)}"


@cache
def _family_words() -> frozenset[str]:
    text = (files("resources") / "codes" / "family_words.txt").read_text(encoding="utf-8")
    return frozenset(folded(line) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _huvudmen() -> Mapping[str, Huvudman]:
    return {folded(one.label): one for one in Huvudman}
