"""Who takes part in a SIP and who does what in it, as papers may say it: nobody who tells a secret place is named."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.blocks import Rich, plain, strong
from coordinator.contact_choice import contact_meant
from coordinator.documents.phrases import by_phone
from coordinator.protection import HIDDEN, may_show
from coordinator.record import Record
from coordinator.sip.decision import SipDecision
from coordinator.sip.law import cited
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.who import huvudman_of, name_and_function, organisation_of, phone_of


@cache
def paper_texts(paper: str) -> dict[str, Any]:
    """The sentences of one of the papers about a SIP."""
    content = (files("resources") / "texts" / "sip_papers.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(content)
    return found[paper]


def legal_ground(*keys: str) -> str:
    """The law that the paper rests on, in a sentence."""
    law = cited(keys)
    return f"Laglig grund: {law[:1].lower()}{law[1:]}"


def is_named(record: Record, one: SipParticipant) -> bool:
    """Whether the participant may be named: not as a contact that tells where a protected person is."""
    contact = one.contact(record)
    return contact is None or may_show(record, contact)


def participant_title(record: Record, one: SipParticipant) -> str:
    """Name and function: "Helena Dahl, kurator"."""
    if not is_named(record, one):
        return HIDDEN
    return name_and_function(record, one)


def participant_workplace(record: Record, one: SipParticipant) -> str:
    """Where she works and for which huvudman: "Habiliteringen (region)"; of the patient and the family empty."""
    if one.part is not SipPart.PROFESSIONAL or not is_named(record, one):
        return ""
    place = organisation_of(record, one)
    huvudman = huvudman_of(record, one)
    if huvudman is None:
        return place
    return f"{place} ({huvudman.label.lower()})" if place else huvudman.label


def participant_phone(record: Record, one: SipParticipant) -> Rich:
    """The number of somebody who takes part for an organisation. The family's own stand on no paper that many get."""
    if one.part is not SipPart.PROFESSIONAL or not is_named(record, one):
        return ()
    number = phone_of(record, one)
    return strong(number) if number else plain("Telefon saknas")


def who_does(record: Record, one: SipDecision) -> str:
    """Who answers for the row; empty when nobody does yet."""
    known = one.participant(record)
    return participant_title(record, known) if known is not None else one.responsible.strip()


def overall_contact(record: Record, sip: Sip) -> tuple[str, Rich]:
    """The contact person for the overall responsibility and the number, which may stand in the words; empty when none.

    Words without a number that begin with the name of one of the contacts are followed by the number of that contact.
    """
    named = sip.overall_contact.strip()
    if not named or any(char.isdigit() for char in named):
        return named, ()
    contact = contact_meant(record, named) or contact_meant(record, named.partition(",")[0])
    if contact is None:
        return named, plain("Telefon saknas")
    return (named, by_phone(contact)) if may_show(record, contact) else (HIDDEN, ())
