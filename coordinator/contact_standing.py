"""How each contact of a record stands: the roles in law it holds, its gaps and its next day, gathered once.

The contact list and the contact map both read it, so that they say the same.
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, holders
from coordinator.contact_state import ContactStates
from coordinator.gap import Gap
from coordinator.gaps import gaps

if TYPE_CHECKING:
    from coordinator.record import Record

_OF_ENDED = "role_of_ended_contact"


@dataclass(frozen=True)
class MissingRole:
    """A role that nobody has: its `Assignment`, or the gap's own word when it is none in law, and where it belongs."""

    key: Hashable
    area: ContactCategory
    gap: Gap


class Standings:
    """The states, roles and gaps of all contacts of a record. missing: the roles that no current contact fills.

    The gaps are those that the map has words for. That a fact is old is none of them: it shows as its age.
    """

    def __init__(self, record: "Record") -> None:
        self.states = ContactStates(record)
        self._held: dict[UUID, tuple[ContactRole, ...]] = {}
        self._gaps: dict[UUID, list[Gap]] = {}
        has_somebody = set()
        assignments: dict[UUID | None, Assignment] = {}
        for assignment in Assignment:
            for role, contact in holders(record, assignment):
                self._held[contact.id] = (*self._held.get(contact.id, ()), role)
                assignments[role.id] = assignment
                # Of several fasta vårdkontakter it is the main one who is missed: nobody else coordinates.
                if contact.is_current and (role.main or assignment is not Assignment.FIXED_CARE_CONTACT):
                    has_somebody.add(assignment)
        missing: dict[Hashable, MissingRole] = {}
        for gap in gaps(record):
            if gap.key in _areas_of_missing():
                key = next((one for one in Assignment if one.stored == gap.field), gap.key)
                missing[key] = MissingRole(key, _areas_of_missing()[gap.key], gap)
            elif gap.key == _OF_ENDED:
                of_ended = assignments.get(gap.entry_id)
                if of_ended and of_ended not in has_somebody:
                    missing[of_ended] = MissingRole(of_ended, ContactCategory.COORDINATION, gap)
            elif gap.contact_id and gap.key in map_texts()["says"]:
                self._gaps.setdefault(gap.contact_id, []).append(gap)
        self.missing: Sequence[MissingRole] = tuple(missing.values())

    def held(self, contact: Contact) -> tuple[ContactRole, ...]:
        """The roles in law that the contact holds today."""
        return self._held.get(contact.id, ())

    def gaps(self, contact: Contact) -> Sequence[Gap]:
        """What is missing or late about the contact itself, most serious first."""
        return self._gaps.get(contact.id, ())


def area_of(contact: Contact, held: Sequence[ContactRole]) -> ContactCategory:
    """The area of life a contact stands in: who holds a role in law stands with the others who do."""
    return ContactCategory.COORDINATION if held else contact.category


def roles_in_words(contact: Contact, held: Sequence[ContactRole]) -> str:
    """The roles in law that the contact holds, and its own: "fast läkarkontakt, barnläkare"."""
    own = contact.role.strip()
    in_law = [one.assignment.label.lower() for one in held if one.assignment.label.lower() != own.lower()]
    return ", ".join(filter(None, (*in_law, own if own != contact.heading else "")))


@cache
def map_texts() -> Mapping[str, Any]:
    """The words of the map, and the roles whose absence stands in it."""
    text = (files("resources") / "texts" / "contact_map.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


@cache
def _areas_of_missing() -> Mapping[str, ContactCategory]:
    return {key: ContactCategory.of(area) for key, area in map_texts()["missing"].items()}
