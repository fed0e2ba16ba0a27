"""Taking an entry away at once, as a list does: what hangs on it goes with it or keeps its words. Undo brings it back.

`remove_entry` asks for a reason and touches nothing else; here the reason is that it was taken out of the list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.removing import remove_benefit, remove_certificate
from coordinator.careplan import CareGoal, interventions_of
from coordinator.change import Change, Edit, Remove
from coordinator.consent import Consent
from coordinator.consent_reach import recipients_of
from coordinator.contact import Contact, ContactRole
from coordinator.documents.phrases import title_of
from coordinator.entity import Entity, attrs_of
from coordinator.entries import remove_entry
from coordinator.errors import RuleError
from coordinator.protection import may_show
from coordinator.shared_paper import SharedPaper
from coordinator.sip.at_meeting import remove_decision
from coordinator.sip.decision import SipDecision
from coordinator.sip.inviting import cancel_meeting, remove_participant
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.removing import remove_sip
from coordinator.sip.who import with_own_words
from coordinator.transition.checklist import ChecklistRound
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.removing import remove_plan, remove_round, remove_transition
from coordinator.transition.swap import Transition
from coordinator.umi.ending import remove_alert
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record

TAKEN_OUT = "Borttagen ur listan"
"""The reason that is kept when nobody was asked for one."""


def take_away(record: "Record", /, kind: type[Entity], entry_id: UUID, *, reason: str = TAKEN_OUT) -> Change:
    """Take an entry of any kind out of the record, with what cannot stand without it."""
    alone = remove_entry(record, kind, entry_id, reason=reason)
    remove = _with_what_hangs_on().get(kind)
    return remove(record, entry_id, reason=reason) if remove is not None else alone


def _with_what_hangs_on() -> Mapping[type[Entity], Callable[..., Change]]:
    """The kinds on which others hang, and what takes an entry of each away."""
    return {
        Contact: remove_contact,
        CareGoal: remove_goal,
        Consent: remove_consent,
        Sip: remove_sip,
        SipParticipant: remove_participant,
        SipMeeting: cancel_meeting,
        SipDecision: remove_decision,
        Transition: remove_transition,
        TransitionPlan: remove_plan,
        ChecklistRound: remove_round,
        EmergencyInformation: remove_text,
        AlertInformation: remove_alert,
        Benefit: remove_benefit,
        Certificate: remove_certificate,
    }


def remove_consent(record: "Record", /, consent_id: UUID, *, reason: str = TAKEN_OUT) -> Change:
    """Take a consent out of the record, and its recipients with it."""
    named = (Remove(one, reason) for one in recipients_of(record, consent_id))
    alone = remove_entry(record, Consent, consent_id, reason=reason)
    return Change(alone.title, (*named, *alone.steps))


def remove_text(record: "Record", /, text_id: UUID, *, reason: str = TAKEN_OUT) -> Change:
    """Take akutinformation out of the record, and its translation with it."""
    translated = (Remove(one, reason) for one in record.all(EmergencyInformation) if one.translates_id == text_id)
    alone = remove_entry(record, EmergencyInformation, text_id, reason=reason)
    return Change(alone.title, (*translated, *alone.steps))


def remove_goal(record: "Record", /, goal_id: UUID, *, reason: str = TAKEN_OUT) -> Change:
    """Take a goal out of its plan, and its insatser with it."""
    goal = record.get(CareGoal, goal_id)
    under = (Remove(one, reason) for one in interventions_of(record, goal))
    return Change("Mål har tagits bort", (*under, *remove_entry(record, CareGoal, goal_id, reason=reason).steps))


def remove_contact(record: "Record", /, contact_id: UUID, *, reason: str = TAKEN_OUT) -> Change:
    """Take a contact out of the record; whatever named her by reference names her in words instead.

    RuleError when she holds or has held a role in law, or got a paper, which the record must go on telling, and when
    she is what keeps a protected place off paper.
    """
    contact = record.get(Contact, contact_id)
    roles = [one for one in record.all(ContactRole) if one.contact_id == contact.id]
    if any(one.end is None or one.end >= record.today for one in roles):
        raise RuleError(
            "Kontakten har ett uppdrag", "Avsluta uppdraget först, och sätt sedan kontaktens status till Avslutad."
        )
    if roles:
        raise RuleError(
            "Kontakten har haft ett uppdrag",
            "Sätt status till Avslutad i stället: det ska gå att se vem som har varit fast kontakt.",
        )
    if any(contact.id == one.contact_id for one in record.all(SharedPaper)):
        raise RuleError(
            "Kontakten har fått ett papper",
            "Sätt status till Avslutad i stället: det ska gå att se vem som fick det.",
        )
    if not may_show(record, contact):
        raise RuleError(
            "Kontakten hör till det som är skyddat",
            "Sätt status till Avslutad i stället: medan kontakten finns kvar hålls namn och plats borta från papper.",
        )
    steps = remove_entry(record, Contact, contact_id, reason=reason).steps
    return Change("Kontakt har tagits bort", (*_named_in_words(record, contact), *steps))


def _named_in_words(record: "Record", contact: Contact) -> Iterator[Edit]:
    """Every entry that refers to the contact, without the reference and with her name where words for it can stand."""
    for kind, entries in record.entries.items():
        refers = [attr.name for attr in attrs_of(kind) if attr.refers_to == Contact.KIND]
        for entry in entries if refers else ():
            if isinstance(entry, SipParticipant) and entry.contact_id == contact.id:
                yield Edit(with_own_words(record, entry))
                continue
            changed: dict[str, Any] = {}
            for name in refers:
                if getattr(entry, name) == contact.id:
                    changed |= {name: None} | _words_for(entry, name, contact)
            if changed:
                yield Edit(replace(entry, **changed))


def _words_for(entry: Entity, reference: str, contact: Contact) -> dict[str, str]:
    """The field that says in words whom the reference meant, filled where nobody had written in it."""
    beside = [attr.name for attr in attrs_of(type(entry)) if attr.stands_for == reference]
    return {name: title_of(contact) for name in beside[:1] if not getattr(entry, name).strip()}
