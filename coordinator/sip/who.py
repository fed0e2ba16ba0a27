"""Who takes part in a SIP: name, function, workplace, huvudman and number, read from the contact when it is one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.contact import Contact, Huvudman
from coordinator.deciding import may_be_of_age
from coordinator.guardian import Guardian
from coordinator.number_to_ring import number_of
from coordinator.sip.participant import SipPart, SipParticipant

if TYPE_CHECKING:
    from coordinator.record import Record


def name_of_participant(record: "Record", one: SipParticipant) -> str:
    """What to call the participant: the contact's name as it is now, the patient's, else what was written."""
    if one.part is SipPart.PATIENT:
        return record.patient.name
    contact = one.contact(record)
    return contact.heading if contact and contact.heading else one.heading


def function_of(record: "Record", one: SipParticipant) -> str:
    """Her occupation or task, or what she is to the patient, unless that is what she is called by."""
    contact = one.contact(record)
    found = one.function.strip() or (contact.role.strip() if contact else "")
    return "" if found == name_of_participant(record, one) else found


def name_and_function(record: "Record", one: SipParticipant) -> str:
    """What to call her, and what she does: "Helena Dahl, kurator"."""
    return ", ".join(filter(None, (name_of_participant(record, one), function_of(record, one))))


def organisation_of(record: "Record", one: SipParticipant) -> str:
    """Where she works, without what she is called by already."""
    contact = one.contact(record)
    found = one.organisation.strip() or (_workplace(contact) if contact else "")
    return "" if found == name_of_participant(record, one) else found


def huvudman_of(record: "Record", one: SipParticipant) -> Huvudman | None:
    """Whose activity it is; None for the family, and when nobody has said."""
    contact = one.contact(record)
    return one.huvudman or (contact.huvudman if contact else None)


def phone_of(record: "Record", one: SipParticipant) -> str:
    """The number to ring, as written here, else the contact's; empty when there is none."""
    contact = one.contact(record)
    number = number_of(contact) if contact else None
    return one.phone.strip() or (number.text if number else "")


def was_a_guardian(record: "Record", one: SipParticipant) -> bool:
    """Whether she is there as guardian of somebody who is of age now: she takes no part by default any more."""
    return one.part is SipPart.FAMILY and one.function.startswith(Guardian.TITLE) and may_be_of_age(record)


def with_own_words(record: "Record", one: SipParticipant) -> SipParticipant:
    """The participant without the contact, with everything that was read from it written here instead."""
    return replace(
        one,
        contact_id=None,
        name=name_of_participant(record, one),
        function=function_of(record, one),
        organisation=organisation_of(record, one),
        huvudman=huvudman_of(record, one),
        phone=phone_of(record, one),
    )


def _workplace(contact: Contact) -> str:
    return ", ".join(dict.fromkeys(text.strip() for text in (contact.unit, contact.organisation) if text.strip()))
