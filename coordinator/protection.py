"""What of a record may leave the house on paper or in a file, when somebody's identity is protected.

Every document and every export begins with `shareable`: what comes after it cannot tell what it does not have.
Protection in the population register is the patient's own or that of a relative or guardian; who shares a home with
a protected person is found where she is.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from coordinator.careplan import HandedOutPlan
from coordinator.contact import Assignment, Contact, ContactCategory, suggested_roles
from coordinator.entity import Coding, Entity, attrs_of, shown
from coordinator.masking import Mask
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.related_person import Kinship, RelatedPerson
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.umi.card import EmergencyCard

PROTECTED_WORDS = "Uppgifter om bostad och vistelse är skyddade och står inte här."
HIDDEN = "Uppgiften är skyddad och står inte här."
PROTECTED_PERSON = "Skyddade personuppgifter"

_WHERE_SHE_IS = (ContactCategory.SCHOOL_WORK, ContactCategory.KOMMUN, ContactCategory.PRIMARY_CARE)
"""Contacts in these areas of life lie where the person lives."""

_TAKEN_OVER_NEAR_HOME = (
    TransitionKind.PRIMARY_CARE, TransitionKind.KOMMUN_CARE, TransitionKind.HOSPITAL_HOME, TransitionKind.MOVE,
    TransitionKind.SCHOOL_ADULT,
)  # fmt: skip
"""Who takes over then works where the person lives."""

_PLACE = "place is secret"
_SAID_OF_WHO_SHE_IS = ("given_name", "family_name", "called", "identity_number", "former_numbers")


def place_is_secret(record: Record) -> bool:
    """Whether where the patient lives and can be found must stay off paper and exports; asked of every contact."""
    found: bool | None = record.derived.get(_PLACE)
    if found is None:
        found = record.patient.is_protected or any(one.shields_home for one in _related(record))
        record.derived[_PLACE] = found
    return found


def hides_anything(record: Record) -> bool:
    """Whether anything of the record is protected."""
    return place_is_secret(record) or any(one.is_protected for one in _related(record))


def reveals_place(contact: Contact) -> bool:
    """Whether the contact tells where the patient lives: marked so, or school, kommun or primary care."""
    return contact.reveals_location or contact.category in _WHERE_SHE_IS


def may_show(record: Record, contact: Contact) -> bool:
    """Whether the contact may be named: not when it would tell where a protected person can be found."""
    return not (place_is_secret(record) and reveals_place(contact))


def may_name_receiver(record: Record, transition: Transition) -> bool:
    """Whether the words of a transition may say who takes over; whoever stands among the contacts is told as there."""
    if not place_is_secret(record):
        return True
    leaves = next((one for one in record.all(Contact) if one.id == transition.contact_id), None)
    return transition.kind not in _TAKEN_OVER_NEAR_HOME and (leaves is None or may_show(record, leaves))


def printable(record: Record, entry: Entity, name: str) -> str:
    """A field's value in words, without blanks around it.

    Empty when the field tells where the person lives or can be found and that is secret.
    """
    declared = next(attr for attr in attrs_of(type(entry)) if attr.name == name)
    if declared.locates and place_is_secret(record):
        return ""
    return shown(getattr(entry, name)).strip()


def contacts_to_print(record: Record) -> list[Contact]:
    """The contacts that still hold, that the patient wants on paper and that may be named there."""
    return [
        contact
        for contact in record.all(Contact)
        if contact.is_current and contact.on_print and may_show(record, contact)
    ]


def shareable(record: Record, *, tells_where_to_meet: bool = False) -> Record:
    """The record without what is protected: the same record when nothing is.

    Fields that locate are blank; a contact that tells the place, a workplace in a SIP and a protected relative,
    guardian or representative stand without any fact; papers handed out earlier have no content; and what was
    protected is masked wherever somebody has written it in free text. tells_where_to_meet: for those who are called to
    a meeting in a SIP, who cannot come without knowing.
    """
    if not hides_anything(record):
        return record
    secret = place_is_secret(record)
    mask, hidden = mask_of(record), _hidden(record)
    entries = {
        kind: tuple(_without(entry, mask, hidden, secret=secret) for entry in found)
        for kind, found in record.entries.items()
    }
    if secret and not tells_where_to_meet and SipMeeting in entries:
        entries[SipMeeting] = tuple(
            replace(one, place="") for one in entries[SipMeeting] if isinstance(one, SipMeeting)
        )
    return replace(record, entries=entries)


def _related(record: Record) -> Iterator[RelatedPerson]:
    for kind, found in record.entries.items():
        if issubclass(kind, RelatedPerson):
            yield from (one for one in found if isinstance(one, RelatedPerson))


def _without(entry: Entity, mask: Mask, hidden: frozenset[UUID], *, secret: bool) -> Entity:
    if isinstance(entry, RelatedPerson) and entry.is_protected:
        return _blank(entry, PROTECTED_PERSON)
    if entry.id in hidden:
        return _blank(entry, HIDDEN)
    changed: dict[str, Any] = {}
    for attr in attrs_of(type(entry)):
        value = getattr(entry, attr.name)
        if isinstance(entry, Patient) and attr.name in _SAID_OF_WHO_SHE_IS:
            continue
        if (attr.locates and secret) or (attr.stands_for and getattr(entry, attr.stands_for) in hidden):
            changed[attr.name] = ""
        else:
            changed[attr.name] = masked(value, mask)
    if secret and isinstance(entry, Transition) and (entry.contact_id is None or entry.contact_id in hidden):
        changed["way_back"] = ""  # it leads to whom one leaves, who may work where the person lives
    if isinstance(entry, HandedOutPlan):
        changed["document"] = ""  # as it was on paper, from before anybody was protected
    if isinstance(entry, EmergencyCard):
        changed["facts"] = ""  # so too: whom to ring may since have been taken out of the record
    return entry if all(getattr(entry, name) == value for name, value in changed.items()) else replace(entry, **changed)


def masked(value: Any, mask: Mask) -> Any:
    """The value of a field without the secrets: texts, and the words of a code."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Coding):
        return replace(value, display=mask(value.display), original_text=mask(value.original_text))
    return value


def _blank(entry: Entity, name: str) -> Entity:
    """The entry with every text of it gone but the name that stands for it; days of a power stay, others go."""
    blank: dict[str, Any] = {}
    for attr in attrs_of(type(entry)):
        if attr.value_type is str:
            blank[attr.name] = ""
        elif attr.optional and not isinstance(entry, RelatedPerson):
            blank[attr.name] = None
    return replace(entry, **blank | {"name": name})


def mask_of(record: Record) -> Mask:
    """What hides the record's secrets in free text: as they were written in the fields made for them."""
    secret = place_is_secret(record)
    names: list[str] = []
    places: list[str] = []
    for person in _related(record):
        if person.is_protected:
            names.append(person.name)
        if secret or person.is_protected:
            places += _locating(person)
    if secret:
        places += [*_locating(record.patient), *_beside(record)]
        shown = [contact for contact in record.all(Contact) if not reveals_place(contact)]
        in_common = {text for contact in shown for text in (contact.unit, contact.organisation, contact.switchboard)}
        for contact in record.all(Contact):
            if reveals_place(contact):
                names += (contact.name, *({contact.unit, contact.organisation} - in_common))
                places += (contact.phone, contact.email, contact.place, *({contact.switchboard} - in_common))
        in_common |= {contact.name for contact in shown}
        for one in record.all(Transition):
            names += {one.from_unit, one.to_unit} - in_common
            if one.receiver_contact_id is None and not may_name_receiver(record, one):
                names += {one.receiver} - in_common
                places.append(one.receiver_phone)
    common = _common_words()
    return Mask(
        names=[name for name in names if name.strip().casefold() not in common],
        places=[text for text in places if text.strip().casefold() not in common],
    )


@cache
def _common_words() -> frozenset[str]:
    """Words that stand as names and tell nothing of anybody: what one calls a mother, a teacher, the nurse."""
    own = [HIDDEN, PROTECTED_PERSON, "Patienten", "Mormor", "Morfar", "Farmor", "Farfar", "Bror", "Syster", "Skolan",
           "Förskolan", "Kommunen", "Vårdcentralen"]  # fmt: skip
    labels = [member.label for codes in (Kinship, Assignment) for member in codes]
    return frozenset(word.casefold() for word in (*own, *labels, *suggested_roles()))


def _locating(entry: Entity) -> list[str]:
    return [str(getattr(entry, attr.name)) for attr in attrs_of(type(entry)) if attr.locates]


def _beside(record: Record) -> Iterator[str]:
    """Who is named, and which number is given, in words beside a reference to a contact that tells the place."""
    hidden = _hidden(record)
    for entries in record.entries.values():
        for entry in entries:
            for attr in attrs_of(type(entry)):
                if attr.stands_for and getattr(entry, attr.stands_for) in hidden:
                    yield getattr(entry, attr.name)


def _hidden(record: Record) -> frozenset[UUID]:
    """Contacts that tell the place, and those in a SIP of whom nothing but a workplace is written."""
    if not place_is_secret(record):
        return frozenset()
    places = (one.id for one in record.all(SipParticipant) if one.is_workplace_alone)
    return frozenset((*places, *(contact.id for contact in record.all(Contact) if reveals_place(contact))))
