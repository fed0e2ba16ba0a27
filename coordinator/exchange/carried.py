"""What *Min vårdplan* carries inside it: the record that the patient agreed to share, as files for other programs.

What the reader of the paper does not see must not lie hidden in it. An entry that the paper does not show is in no
file: one of a part that was left out, one that is over, one she wants on no paper. Of those it shows the files hold
what another clinic works with, but not our own notes. What then points to nothing points no more, so that each file
can be read by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from coordinator.about_me import AboutMe
from coordinator.alert import EmergencyInformation
from coordinator.appointment import Appointment
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    HandedOutPlan,
    Intervention,
    current_plan,
    goals_of,
    interventions_of,
)
from coordinator.consent import Consent
from coordinator.consent_reach import recipients_today
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import RareCondition, conditions
from coordinator.document import Attachment
from coordinator.documents.emergency import current_emergencies
from coordinator.documents.people import people_to_print
from coordinator.documents.times import appointments_to_print, devices_to_print, referrals_to_print
from coordinator.entity import Entity, Knowledge, attrs_of
from coordinator.exchange.contacts_csv import contacts_csv
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.record_json import record_json
from coordinator.exchange.vcard import cards
from coordinator.gap_silence import GapSilence
from coordinator.guardian import Guardian
from coordinator.hospital_stay import HospitalStay
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import KINDS
from coordinator.left_out import without
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import contacts_to_print, shareable
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.relative import Relative
from coordinator.reminder import Reminder
from coordinator.representative import LegalRepresentative
from coordinator.sections import Section
from coordinator.shared_paper import SharedPaper
from coordinator.sip.consenting import in_force
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from coordinator.story_reading import StoryReading
from coordinator.taken_in import TakenIn
from coordinator.today.mark import MatterMark
from coordinator.transition.checklist import ChecklistAnswer, ChecklistRound, MaturityAssessment
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.belonging import current_rows
from coordinator.umi.card import EmergencyCard
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import strip

Shown = Callable[[Record], Iterable[Entity]]


def _goals(record: Record) -> list[CareGoal]:
    plan = current_plan(record)
    return goals_of(record, plan) if plan else []


def _plans(record: Record) -> list[CarePlan]:
    plan = current_plan(record)
    return [plan] if plan else []


def _emergencies(record: Record) -> list[EmergencyInformation]:
    """The texts on the paper, and what they say in English: no other words than hers, for those who read no Swedish."""
    shown = current_emergencies(record)
    ids = {one.id for one in shown}
    current = [one for one in record.all(EmergencyInformation) if one.is_current_on(record.today)]
    return [*shown, *(one for one in current if one.translates_id in ids and one.id not in ids)]


def _alerts(record: Record) -> list[AlertInformation]:
    return [one for one in current_rows(record) if one.for_patient]


def _alert_answers(record: Record) -> list[AlertGroupAnswer]:
    """But no "none known" that the strip does not say: there is something, be it what she may not see or ran out."""
    none = {one.group for one in strip(record, on_paper=True) if one.state is Knowledge.NONE_KNOWN}
    return [one for one in record.all(AlertGroupAnswer) if one.known is not Knowledge.NONE_KNOWN or one.about in none]


CARRIED: dict[type[Entity], tuple[Section | None, Shown]] = {
    Patient: (None, lambda record: record.all(Patient)),
    CarePlan: (None, _plans),
    EmergencyInformation: (Section.EMERGENCY, _emergencies),
    AlertInformation: (Section.EMERGENCY, _alerts),
    AlertGroupAnswer: (Section.EMERGENCY, _alert_answers),
    RareCondition: (Section.HEALTH, conditions),
    CareGoal: (Section.GOALS, _goals),
    Intervention: (
        Section.GOALS,
        lambda record: [one for goal in _goals(record) for one in interventions_of(record, goal)],
    ),
    Appointment: (Section.TIMES, appointments_to_print),
    Referral: (Section.TIMES, referrals_to_print),
    AssistiveDevice: (Section.DEVICES, devices_to_print),
    Relative: (Section.PEOPLE, people_to_print),
    Guardian: (Section.PEOPLE, people_to_print),
    LegalRepresentative: (Section.PEOPLE, people_to_print),
    Contact: (Section.CONTACTS, contacts_to_print),
    ContactRole: (
        Section.CONTACTS,
        lambda record: [one for one in record.all(ContactRole) if one.holds_on(record.today)],
    ),
    Consent: (Section.CONSENTS, in_force),
}
"""Each kind that stands in the plan: in which part, none when on every plan, and which of its entries."""

NEVER_CARRIED: frozenset[type[Entity]] = frozenset(
    {
        AboutMe,  # a paper of its own, in her words to whom she chooses
        ContactLogEntry,  # our own working notes, also of what others have said
        Reminder,  # what we have to do, and none of the receiver's business
        HandedOutPlan,  # what others got to know, as it was then
        SharedPaper,  # who else got a paper
        StoryReading,  # who has read that paper of hers
        Sip,  # a plan of its own, on papers of its own, for those who take part in it
        SipParticipant,
        SipMeeting,
        SipInvitation,
        SipDecision,
        SipFollowUp,
        TransitionPlan,  # on papers of its own, for her and for those who take over
        Transition,
        TransitionTask,
        TransitionFollowUp,
        ChecklistRound,
        ChecklistAnswer,
        MaturityAssessment,
        HospitalStay,  # stands on the summary that the patient gets when she leaves
        ConsentRecipient,  # who else was told, each by itself
        GapSilence,  # what we have chosen not to be reminded of
        EmergencyCard,  # who has a card or a sheet, and what stood on it then
        Benefit,  # what she lives on and has applied for: told where she wants it told, on the basis for a certificate
        Certificate,
        JournalEntry,  # what stands in our journal
        MatterMark,  # our own working day
        TakenIn,  # what we have got from others
    }
)
"""The kinds that do not stand in the plan."""

_ABOUT_HER: dict[Section, tuple[str, ...]] = {
    Section.REACHING_ME: ("address", "phone", "email", "kommun", "region", "health_centre"),
    Section.PEOPLE: ("representative_known", "representative_checked", "representative_checked_by"),
}
"""The fields of the patient that belong to a part; those of the others are gone with `without`."""

_OTHERS_HOME = ("address", "email", "kommun")
"""Of those beside the patient the paper has the telephone alone."""

_OUR_OWN: dict[type[Entity], tuple[str, ...]] = {
    Patient: (
        "former_numbers",
        "journal_system",
        "journal_unit",
        "last_journal_entry",
        "restrictions",
        "enrolled_on",
        "status_on",
        "status_note",
        "moved_to",
    ),
    Consent: (
        "in_journal_on",
        "also_given_by",
        "also_given_on",
        "also_form",
        "one_guardian",
        "one_guardian_reason",
        "childs_view",
    ),
    ContactRole: ("informed_on", "informed_way", "informed_by"),
    AlertInformation: ("comment", "source_note", "in_journal", "reported_on", "next_check", "end_note"),
    Relative: _OTHERS_HOME,
    Guardian: _OTHERS_HOME,
    LegalRepresentative: _OTHERS_HOME,
}
"""What stays here of the entries that go along, beside every ``note``."""


def carried(record: Record, left_out: frozenset[Section] = frozenset()) -> tuple[Attachment, ...]:
    """The files that go with the plan without the parts ``left_out``: our own format, and FHIR."""
    chosen = _chosen(record, left_out)
    # No installation is asked for: under the patient's own id an entry has the same name on every paper of hers.
    bundle = document_bundle(chosen, record.patient_id, left_out=left_out)
    return (
        Attachment(
            "record.json",
            "application/json",
            "Uppgifterna i planen, i Hållpunkts eget format",
            record_json(chosen, whole=all(chosen.all(kind) == record.all(kind) for kind in KINDS)),
        ),
        Attachment(
            "record.fhir.json",
            "application/fhir+json",
            "Uppgifterna i planen, som ett dokument i HL7 FHIR R4",
            to_bytes(bundle),
        ),
    )


def carried_contacts(record: Record) -> tuple[Attachment, ...]:
    """The contacts that stand in the plan, as a table and as cards; nothing when there is none."""
    chosen = _chosen(record, frozenset())  # without our own notes
    if not contacts_to_print(chosen):
        return ()
    return (
        Attachment("kontakter.csv", "text/csv", "Kontakterna som en tabell för kalkylprogram", contacts_csv(chosen)),
        Attachment("kontakter.vcf", "text/vcard", "Kontakterna som visitkort för en adressbok", cards(chosen)),
    )


def _chosen(record: Record, left_out: frozenset[Section]) -> Record:
    """The record with what is carried of it and nothing else; it begins as the paper does."""
    shared = without(shareable(record), left_out)
    # Whom a consent was taken back for stands beside it, and does not go along.
    consents = tuple(replace(one, recipients=recipients_today(shared, one)) for one in shared.all(Consent))
    shared = replace(shared, entries={**shared.entries, Consent: consents})
    entries: dict[type[Entity], tuple[Entity, ...]] = {}
    for kind, found in shared.entries.items():
        part, shown = CARRIED.get(kind, (None, _nothing))
        ids = {one.id for one in shown(shared)} if part not in left_out else set()
        entries[kind] = tuple(_blanked(one, _kept_here(one, left_out)) for one in found if one.id in ids)
    return replace(record, entries=_closed(entries))


def _nothing(_record: Record) -> Iterable[Entity]:
    return ()


def _kept_here(entry: Entity, left_out: frozenset[Section]) -> set[str]:
    """The names of the fields that stay here."""
    names = {"note", *_OUR_OWN.get(type(entry), ())}
    if isinstance(entry, Patient):
        for part, about_her in _ABOUT_HER.items():
            # Nobody has checked is not the same as not protected: an address that has left cannot be taken back.
            unsure = part is Section.REACHING_ME and entry.protected_identity is not ProtectedIdentity.NONE
            names.update(about_her if unsure or part in left_out else ())
    return names


def _blanked(entry: Entity, names: Iterable[str]) -> Entity:
    changed: dict[str, Any] = {
        attr.name: attr.default
        for attr in attrs_of(type(entry))
        if attr.name in names and getattr(entry, attr.name) != attr.default
    }
    return replace(entry, **changed) if changed else entry


def _closed(entries: dict[type[Entity], tuple[Entity, ...]]) -> dict[type[Entity], tuple[Entity, ...]]:
    """The entries without references to what is not among them; one that cannot be without goes as well."""
    while True:
        ids = {None, *(entry.id for found in entries.values() for entry in found)}
        closed = {
            kind: tuple(whole for one in found if (whole := _standing_alone(one, ids)) is not None)
            for kind, found in entries.items()
        }
        if closed == entries:
            return closed
        entries = closed


def _standing_alone(entry: Entity, ids: set[UUID | None]) -> Entity | None:
    """The entry without references that lead to none of ``ids``; None when it needs one of them."""
    lost = [attr for attr in attrs_of(type(entry)) if attr.value_type is UUID and getattr(entry, attr.name) not in ids]
    if any(not attr.optional for attr in lost):
        return None
    return _blanked(entry, {attr.name for attr in lost})
