"""Who answers today and who takes over, in words: read from the contact while there is one."""

from collections import Counter
from typing import TYPE_CHECKING

from coordinator.contact import Contact
from coordinator.documents.phrases import title_of, workplace_of
from coordinator.number_to_ring import number_of
from coordinator.swedish import folded
from coordinator.transition.belonging import found
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import Transition

if TYPE_CHECKING:
    from coordinator.record import Record

NOBODY = "Lämnande enhet är inte ifylld"


def sender(record: "Record", transition: Transition) -> Contact | None:
    """The contact that ends; None when it is not in the register."""
    return found(record, Contact, transition.contact_id)


def receiving_contact(record: "Record", transition: Transition) -> Contact | None:
    """Who takes over, when she stands among the contacts."""
    return found(record, Contact, transition.receiver_contact_id)


def is_at(contact: Contact, name: str, unit: str) -> bool:
    """Whether the contact is somebody of that name at that unit, however its workplace is written."""
    units = (contact.unit, contact.organisation, workplace_of(contact))
    return folded(contact.name) == folded(name) and folded(unit) in map(folded, units)


def place_words(record: "Record", transition: Transition) -> str:
    """What ends, as short as it can be said: the unit, else the workplace, else the person, else the kind.

    Where several swaps are from the same place, with who it is there: "Habiliteringen (logoped)".
    """
    place, contact = _place(record, transition), sender(record, transition)
    if "transition_places" not in record.derived:
        record.derived["transition_places"] = Counter(_place(record, one) for one in record.all(Transition))
    if contact is None or record.derived["transition_places"][place] <= 1:
        return place
    who = next((text.strip() for text in (contact.role, contact.name) if text.strip() and text.strip() != place), "")
    return f"{place} ({who})" if who else place


def swap_words(record: "Record", transition: Transition) -> str:
    """The kind and what ends: "Barn–vuxen specialistvård, Barnneurologen"."""
    place = place_words(record, transition)
    return place if place == transition.kind.label else f"{transition.kind.label}, {place}"


def sender_name(record: "Record", transition: Transition) -> str:
    """Who answers today, by name when it is known: "Amina Wallin"."""
    contact = sender(record, transition)
    return (contact.heading if contact else transition.from_unit.strip()) or NOBODY


def sender_words(record: "Record", transition: Transition) -> str:
    """Who answers today, with role and workplace: "Amina Wallin, neurolog, Barnneurologen"."""
    contact = sender(record, transition)
    if contact is None:
        return transition.from_unit.strip() or NOBODY
    return ", ".join(filter(None, (title_of(contact), workplace_of(contact)))) or NOBODY


def receiver_words(record: "Record", transition: Transition) -> str:
    """Who takes over, with role and unit: "Mona Rehn, kurator, Vuxenhabiliteringen"; what is missing when nobody does.

    Where it is the same unit all the way, the sender's words.
    """
    if transition.same_unit:
        return f"{sender_name(record, transition)}, samma enhet hela vägen"
    unit = transition.to_unit.strip()
    if not transition.has_receiver:
        hole = rule_of(transition.kind).hole
        return f"{hole} ({unit})" if unit else hole
    parts = (transition.receiver.strip(), transition.receiver_role.strip(), unit)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def sender_phone(record: "Record", transition: Transition) -> str:
    """The number to who answers today; empty when none is known."""
    contact = sender(record, transition)
    number = number_of(contact) if contact else None
    return number.text if number else ""


def receiver_phone(record: "Record", transition: Transition) -> str:
    """The number to who takes over: as written in the swap, else the contact's; empty when none is known."""
    contact = receiving_contact(record, transition)
    number = number_of(contact) if contact else None
    return transition.receiver_phone.strip() or (number.text if number else "")


def sender_answers(transition: Transition) -> bool:
    """Whether who leaves still answers for the patient: until the first visit is made and the swap is complete."""
    return transition.same_unit or transition.completed_on is None


def _place(record: "Record", transition: Transition) -> str:
    contact = sender(record, transition)
    told = (contact.unit, contact.organisation, contact.heading) if contact else (transition.from_unit,)
    return next((text.strip() for text in told if text.strip()), transition.kind.label)
