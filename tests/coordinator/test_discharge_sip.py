"""The SIP before somebody goes home: begun with those who usually come, once, and never telling a protected place."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus, Huvudman
from coordinator.discharge import clocks
from coordinator.discharge_sip import sip_for_discharge
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.hospital_stay import HospitalStay
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.sip.belonging import invitations_of, meetings_of, participants_of
from coordinator.sip.participant import SipPart
from coordinator.sip.process import Sip, SipReason
from coordinator.sip.standing import SipStatus, standing
from coordinator.sip.who import name_of_participant
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, record_of

STAY = HospitalStay(
    patient_id=PATIENT_ID, hospital="Medicin 4", phone="040-628 04 39", ready_on=date(2026, 11, 20),
    admitted_at=datetime(2026, 11, 18, 14, 0, tzinfo=SWEDEN),
)  # fmt: skip


def contact(name: str, category: ContactCategory = ContactCategory.KOMMUN, **fields: Any) -> Contact:
    known: dict[str, Any] = {"huvudman": Huvudman.KOMMUN, "category": category}
    return Contact(patient_id=PATIENT_ID, name=name, **known | fields)


def begun(*entries: Entity) -> tuple[Record, Sip]:
    record = record_of(STAY, *entries)
    after = done(record, sip_for_discharge(record, STAY.id))
    (sip,) = after.all(Sip)
    return after, sip


def who(record: Record, sip: Sip) -> list[str]:
    return [
        name_of_participant(record, one) for one in participants_of(record, sip.id) if one.part is SipPart.PROFESSIONAL
    ]


def test_the_stay_has_a_sip_with_its_reason_and_its_question() -> None:
    after, sip = begun()
    assert (sip.reason, sip.initiator, sip.initiator_huvudman) == (
        SipReason.DISCHARGE, "Anna Lind, kontaktsjuksköterska", Huvudman.REGION,
    )  # fmt: skip
    assert sip.question and standing(after, sip).status is SipStatus.BEGUN
    assert after.get(HospitalStay, STAY.id).sip_id == sip.id


def test_those_who_usually_come_are_called() -> None:
    fixed = contact("Carin Wallgren", ContactCategory.COORDINATION, huvudman=Huvudman.REGION)
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=fixed.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    home = contact("Hanna Ek", ContactCategory.PRIMARY_CARE, next_contact=TODAY)
    school = contact("Mikael Rask", ContactCategory.SCHOOL_WORK)
    ended = contact("Ulf Berg", status=ContactStatus.ENDED)
    other = contact("Sonja Alm", ContactCategory.PRIMARY_CARE, huvudman=Huvudman.REGION)
    after, sip = begun(fixed, role, contact("Håkan Nygren"), home, school, ended, other)
    assert who(after, sip) == ["Carin Wallgren", "Hanna Ek", "Håkan Nygren", "Medicin 4"]
    ward = participants_of(after, sip.id)[-1]
    assert (ward.phone, ward.huvudman, ward.function) == ("040-628 04 39", Huvudman.REGION, "Sjukhusets avdelning")


def test_there_is_a_meeting_with_everybody_on_its_list() -> None:
    after, sip = begun(contact("Håkan Nygren"))
    (meeting,) = meetings_of(after, sip.id)
    assert meeting.agenda
    assert len(invitations_of(after, meeting.id)) == len(participants_of(after, sip.id)) == 3
    assert not next(one for one in clocks(after, after.get(HospitalStay, STAY.id)) if one.key == "sip_invitation").done


def test_of_many_in_the_kommun_the_next_five_are_suggested() -> None:
    many = [contact(f"Person {place:02}", next_contact=date(2026, 12, place + 1)) for place in range(29, -1, -1)]
    after, sip = begun(*many)
    assert who(after, sip) == [*(f"Person {place:02}" for place in range(5)), "Medicin 4"]


def test_nothing_is_told_of_where_a_protected_patient_is() -> None:
    maja = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    after, sip = begun(maja, contact("Håkan Nygren"))
    assert who(after, sip) == []


def test_a_stay_without_a_place_has_no_ward_to_call() -> None:
    record = record_of(replace(STAY, hospital="  "))
    after = done(record, sip_for_discharge(record, STAY.id))
    assert who(after, after.all(Sip)[0]) == []


def test_a_stay_has_one_sip() -> None:
    after, _ = begun()
    with pytest.raises(RuleError, match="SIP finns redan"):
        sip_for_discharge(after, STAY.id)


def test_when_its_sip_was_removed_there_may_be_another() -> None:
    other = HospitalStay(patient_id=PATIENT_ID, admitted_at=STAY.admitted_at, sip_id=PATIENT_ID)
    record = record_of(other)
    (step, *_) = sip_for_discharge(record, other.id).steps
    assert isinstance(step.entry, Sip)
