"""A record to FHIR and back: what comes back is exact, and what does not is named here, kind by kind, with why.

The table is whole: a field of an entry that leaves must come back, or stand in it.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.entity import Coding, Entity, attrs_of
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.fhir.transaction import transaction_bundle
from coordinator.kinds import BY_NAME, KINDS
from coordinator.masking import MASK
from coordinator.person import Patient
from coordinator.practice import PEOPLE, fill_practice
from coordinator.protection import HIDDEN, place_is_secret
from coordinator.record import Record
from coordinator.take_in.fhir.bundle import read_fhir
from coordinator.take_in.preview import RowState, first_choice, preview
from coordinator.take_in.read_file import ReadFile
from coordinator.take_in.taking import take_in
from coordinator.taken_in import FileForm, TakenIn
from tests.coordinator.conftest import TODAY, MemoryStore, noon, record_of
from tests.rules.made_up import filled, whole_records

HERE = UUID(int=12)
AS_CALLED = "in words that say the same as the contact's name and role"

STAY_HOME: dict[str, str] = {
    "alert_group_answer": "what was answered of a group stands in words in its section",
    "about_me": "her own words stand in their section, and in no resource",
    "sip_participant": "who takes part stands in words in the plan",
    "sip_invitation": "who was called is not told",
    "sip_follow_up": "what was said of the plan afterwards is not told",
    "transition_follow_up": "stands in words with its transition",
    "hospital_stay": "has no row in the mapping",
    "consent_recipient": "stands in words in the consent",
    "maturity_assessment": "the assessment of the nurse stays here",
    "emergency_card": "which cards are out is our own work",
    "benefit": "has no row in the mapping",
    "certificate": "has no row in the mapping",
    "handed_out_plan": "that it was handed out goes along, and not what stood on it",
    "shared_paper": "which papers went to whom stays here",
    "gap_silence": "our own work",
    "story_reading": "our own work",
    "journal_entry": "our own work",
    "matter_mark": "our own work",
    "taken_in": "our own work",
}
"""Kinds that no resource is, and why."""

NOT_BACK: dict[str, dict[str, str]] = {
    "patient": dict.fromkeys(
        ("protection_checked", "protection_checked_by", "diagnosis_state", "diagnosis_checked", "diagnosis_checked_by",
         "emergency_known", "emergency_checked", "emergency_checked_by", "representative_known",
         "representative_checked", "representative_checked_by"), "stands in words in a section")
    | dict.fromkeys(
        ("journal_system", "journal_unit", "last_journal_entry", "restrictions", "enrolled_on", "status_on",
         "status_note", "moved_to"), "our own work")
    | {"protected_identity": "is told when there is any",
       "status": "FHIR knows whether she lives and goes on, and no more", "identity_type": "follows the number"},
    "rare_condition": {},
    "emergency_information": {"translates_id": "two texts, each for itself", "condition_id": "no element leads there"},
    "contact": {"consent_id": "is told in the consent"},
    "contact_role": dict.fromkeys(("informed_on", "informed_way", "informed_by"), "stands in words with the contact")
    | {"main": "is told of today alone"},
    "care_plan": {"consent_id": "is told in the consent"},
    "care_goal": {"position": "the order is that of the file"},
    "intervention": {"position": "the order is that of the file", "responsible": AS_CALLED},
    "consent": {"sip_id": "no element leads there", "recipients": "as they read today",
                "valid_until": "its last day, or the day it was revoked", "given_by": "words of the patient's own"},
    "relative": {"consent_id": "is told in the consent", "lives_with_patient": "is told to nobody",
                 "protected_identity": "is told to nobody"},
    "guardian": {"lives_with_patient": "is told to nobody", "protected_identity": "is told to nobody"},
    "legal_representative": {"lives_with_patient": "is told to nobody", "protected_identity": "is told to nobody"},
    "appointment": {"with_whom": AS_CALLED},
    "referral": {"to": AS_CALLED, "sent_by": AS_CALLED},
    "assistive_device": {"responsible": AS_CALLED},
    "contact_log_entry": {"with_whom": AS_CALLED},
    "reminder": {"contact_id": "no element leads there"},
    "sip": dict.fromkeys(
        ("lead", "led_by", "initiator", "initiator_huvudman", "asked_by_patient", "asked_on", "need",
         "need_assessed_on", "refused_on", "refused_reason", "offered_on", "answer", "answered_on", "answer_note",
         "replaces_id", "closed_by", "close_note"), "how it came to be stays here"),
    "sip_meeting": dict.fromkeys(
        ("form", "place", "agenda", "answer_by", "interpreter", "adaptations", "chair", "recorder", "held_on"),
        "is told to those who are called") | {"sip_id": "the one SIP of the file"},
    "sip_decision": {"participant_id": "who does it goes along in words", "responsible": "as it reads today",
                     "position": "the order is that of the file"},
    "transition_plan": dict.fromkeys(
        ("born", "informed_on", "planned_on", "prepared_on", "risks", "summary", "summary_by", "summary_on",
         "closed_by", "close_note"), "stands on papers of its own"),
    "transition": dict.fromkeys(("from_unit", "to_unit", "receiver", "receiver_role", "receiver_phone", "way_back"),
                                "stands in words")
    | dict.fromkeys(("rule", "planned_on", "begun_on", "letter_sent_on", "handover_note", "risks", "dropped_on",
                     "dropped_reason"), "stands on papers of its own"),
    "transition_task": {"task": "which of the usual ones it is", "position": "the order is that of the file"},
    "checklist_round": {"answered_by": "stands in words", "name": "stands in words", "picture_support": "our own work"},
    "checklist_answer": {"note": "our own work"},
    "alert_information": dict.fromkeys(("on_card", "in_journal", "reported_on", "next_check"), "our own work"),
}  # fmt: skip
"""By kind, the fields that do not come back, and why. `KEPT_AT_HOME` of any kind stays too."""

KEPT_AT_HOME = frozenset({"note", "on_print", "reveals_location"})


@cache
def practice() -> tuple[Record, ...]:
    store = MemoryStore(noon(TODAY))
    return tuple(store.read(one.patient_id) for one in fill_practice(Desk(store)))


def back(record: Record) -> ReadFile:
    return read_fhir(to_bytes(document_bundle(record, HERE, with_log=True)))


def differences(record: Record, read: ReadFile) -> Iterator[str]:
    """Every field that came back as something else than it was, or did not and is not in the table."""
    here = {one.id: one for found in record.entries.values() for one in found}
    came = {one.entry.id for one in read.entries}
    for one in read.entries:
        was = here[one.entry.id]
        assert type(was) is type(one.entry)
        assert one.says is not None
        for attr in attrs_of(type(was)):
            before, after = _plain(getattr(was, attr.name)), _plain(getattr(one.entry, attr.name))
            if isinstance(after, str) and (MASK in after or after == HIDDEN):
                continue  # protected: the words that stand instead are those of `protection`
            known = attr.name in NOT_BACK[was.KIND] or attr.name in KEPT_AT_HOME
            known |= attr.refers_to == Contact.KIND and before not in came  # who stands on no paper of hers
            known |= before is False and not attr.optional  # a box that is not ticked says nothing
            if before != after and (attr.name in one.says or not (known or before == _plain(attr.default))):
                yield f"{was.KIND}.{attr.name}"


def _plain(value: Any) -> Any:
    if isinstance(value, Coding):  # its list is that of its field
        return value.code, value.display
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


def test_the_table_tells_of_every_kind_and_of_nothing_else() -> None:
    assert set(STAY_HOME) | set(NOT_BACK) == {kind.KIND for kind in KINDS}
    assert not set(STAY_HOME) & set(NOT_BACK)
    for kind, fields in NOT_BACK.items():
        assert set(fields) <= {attr.name for attr in attrs_of(BY_NAME[kind])}, kind


@pytest.mark.parametrize("number", range(len(PEOPLE)), ids=PEOPLE)
def test_what_the_mapping_has_comes_back_exact(number: int) -> None:
    record = practice()[number]
    read = back(record)
    if not (record.patient.is_protected or place_is_secret(record)):
        assert list(differences(record, read)) == []
    assert read.patient_id == record.patient_id
    assert read.form is FileForm.FHIR and read.own and read.practice and not read.complete
    assert read.origin == "SMO-mottagningen (Anna Lind)" and read.made_on == TODAY
    assert not {one.entry.KIND for one in read.entries} & set(STAY_HOME)


@pytest.mark.parametrize("number", range(len(PEOPLE)), ids=PEOPLE)
def test_what_goes_home_again_is_the_same_there(number: int) -> None:
    """No row is changed by what left from here, but where words stand instead of what is protected."""
    store = MemoryStore(noon(TODAY))
    person = fill_practice(Desk(store), (PEOPLE[number],))[0]
    found = preview(back(store.read(person.patient_id)), store, into_practice=True)
    assert not found.is_new_patient
    assert {row.state for row in found.rows} <= {RowState.SAME}
    assert not first_choice(found)


@pytest.mark.parametrize("slug", ["barn", "120-kontakter", "dravet"])
def test_at_a_clinic_that_has_never_met_her_everything_in_the_file_is_there(slug: str) -> None:
    record = practice()[PEOPLE.index(slug)]
    there = MemoryStore(noon(TODAY))
    read = back(record)
    found = preview(read, there, into_practice=True)
    assert found.is_new_patient and {row.state for row in found.rows} == {RowState.NEW}
    Desk(there).take_in(found.record.patient_id, take_in(found, first_choice(found)))
    came = there.read(found.record.patient_id)
    (file,) = came.all(TakenIn)
    assert len(file.added) == len(found.rows) and file.origin == "SMO-mottagningen (Anna Lind)"
    here = {one.id: one for kind in came.entries.values() for one in kind}
    assert all(replace(here[one.entry.id], version=0) == one.entry for one in read.entries)


def test_her_own_words_are_told_of_as_words() -> None:
    assert "1 avsnitt: är text att läsa, och inga uppgifter att hämta in (Om mig)" in back(practice()[0]).unread


def test_every_kind_of_the_mapping_leaves_and_comes_back() -> None:
    came = {one.entry.KIND for record in practice() for one in back(record).entries}
    assert came == set(NOT_BACK)


def test_the_same_comes_out_of_a_transaction() -> None:
    record = practice()[PEOPLE.index("120-kontakter")]
    there = {one.entry.id: one for one in back(record).entries}
    read = read_fhir(to_bytes(transaction_bundle(record, HERE, with_log=True)))
    assert {one.entry.id: (one.entry, one.says) for one in read.entries} == {
        entry_id: (one.entry, one.says) for entry_id, one in there.items()
    }
    assert read.own and read.practice


def test_filled_records_come_back() -> None:
    """With every field filled in, whatever does not come back is in the table."""
    entries = tuple(
        replace(one, reveals_location=False) if isinstance(one, Contact) else one
        for one in filled(UUID("11111111-2222-3333-4444-555555555555"))
    )
    record = _unprotected(entries)
    read = back(record)
    assert len(read.entries) > 10
    # Words that were written beside a contact stand instead of it; and who asks for herself is no contact.
    spoken = {"referral.from_contact_id", "contact_log_entry.contact_id", "assistive_device.contact_id"}
    assert set(differences(record, read)) == spoken


@given(whole_records())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_stands_in_a_record_the_file_can_be_read(entries: tuple[Entity, ...]) -> None:
    record = _unprotected(entries)
    read = back(record)
    assert read.patient_id == record.patient_id
    assert all(one.entry.patient_id == record.patient_id for one in read.entries)


def _unprotected(entries: tuple[Entity, ...]) -> Record:
    found = record_of(*(one for one in entries if not isinstance(one, Patient)))
    patient_id = entries[0].patient_id
    patient = Patient(id=patient_id, patient_id=patient_id, given_name="Maja", family_name="Lindeskog")
    return Record(patient_id, found.now, found.actor, found.settings, {**found.entries, Patient: (patient,)})
