"""The SIP before somebody goes home from hospital: begun with what is known, so that the call can go out in time."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Change, Edit, Step
from coordinator.contact import Assignment, Contact, ContactCategory, Huvudman, holders
from coordinator.errors import RuleError
from coordinator.hospital_stay import HospitalStay
from coordinator.protection import may_show, place_is_secret
from coordinator.sip.beginning import begin_sip
from coordinator.sip.inviting import add_participant, add_participants, plan_meeting
from coordinator.sip.process import Sip, SipReason

if TYPE_CHECKING:
    from coordinator.record import Record

_QUESTION = "Vilket stöd behövs när patienten kommer hem från sjukhuset, och vem gör vad?"
_FUNCTION = "Sjukhusets avdelning"
_OF_KOMMUN = (ContactCategory.PRIMARY_CARE, ContactCategory.KOMMUN)
_MOST_OF_KOMMUN = 5
"""No more of the kommun's people are suggested than one reads at a glance; others are added by whoever wants them."""


def sip_for_discharge(record: "Record", /, stay_id: UUID) -> Change:
    """A SIP because of the stay, with those who usually come and a meeting to call them to.

    Who is suggested: the fast vårdkontakt and läkarkontakt, the ward, and whom the patient already has in the kommun.
    They are called when the patient has agreed to it, and whoever is not needed is taken away.
    """
    stay = record.get(HospitalStay, stay_id)
    if any(one.id == stay.sip_id for one in record.all(Sip)):
        raise RuleError("SIP finns redan", "Den är påbörjad för det här vårdtillfället. Öppna den i listan.")
    begun = begin_sip(record, reason=SipReason.DISCHARGE, question=_QUESTION, initiator_huvudman=Huvudman.REGION)
    sip = next(step.entry for step in begun.steps if isinstance(step.entry, Sip))
    steps: list[Step] = list(begun.steps)
    with_sip = record.after(begun)
    suggested = _suggested(record)
    if suggested:
        added = add_participants(with_sip, sip.id, suggested)
        steps += added.steps
        with_sip = with_sip.after(added)
    ward = _ward(record, stay)
    if ward:
        added = add_participant(with_sip, sip.id, **ward)
        steps += added.steps
        with_sip = with_sip.after(added)
    steps += plan_meeting(with_sip, sip.id).steps
    return Change("SIP inför utskrivning påbörjad", (*steps, Edit(replace(stay, sip_id=sip.id))))


def _suggested(record: "Record") -> list[UUID]:
    """Who is called as a rule, each once."""
    fixed = [one for kind in Assignment for _, one in holders(record, kind)]
    of_kommun = [
        one
        for one in record.all(Contact)
        if one.is_current and one.huvudman is Huvudman.KOMMUN and one.category in _OF_KOMMUN
    ]
    soon = sorted(of_kommun, key=lambda one: (one.next_contact is None, one.next_contact or record.today))
    found = [*fixed, *soon[:_MOST_OF_KOMMUN]]
    return list(dict.fromkeys(one.id for one in found if may_show(record, one)))


def _ward(record: "Record", stay: HospitalStay) -> dict[str, Any]:
    """The ward as somebody who takes part; nothing where it tells of a place that nobody may know."""
    if not stay.hospital.strip() or place_is_secret(record):
        return {}
    return {
        "name": " ".join(stay.hospital.split()),
        "function": _FUNCTION,
        "huvudman": Huvudman.REGION,
        "phone": stay.phone.strip(),
    }
