"""A SIP that came to nothing is taken away with all of it; one that tells what happened stays. Undo brings it back."""

import pytest

from coordinator.change import Remove
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Huvudman
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.entry_name import name_of
from coordinator.hospital_stay import HospitalStay
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.removal import TAKEN_OUT, remove_contact, take_away
from coordinator.sip.at_meeting import add_decision, hold_meeting, remove_decision
from coordinator.sip.beginning import begin_sip, refuse_sip
from coordinator.sip.decision import SipDecision
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.following_up import follow_up_sip
from coordinator.sip.inviting import add_participant, note_sent, plan_meeting
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, noon, record_of
from tests.coordinator.sip.conftest import (
    ALI,
    NORA,
    begun,
    calls,
    day,
    established,
    people,
    planned,
    refused,
    rows_of,
    the_meeting,
    the_sip,
    with_rows,
)

OF_A_SIP = (Sip, SipParticipant, SipMeeting, SipInvitation, SipDecision, SipFollowUp)


def test_a_sip_goes_with_all_that_belongs_to_it_and_a_stay_lets_go_of_it() -> None:
    record = with_rows(planned())
    stay = HospitalStay(patient_id=PATIENT_ID, admitted_at=noon(day(-1)), sip_id=the_sip(record).id)
    record = with_entries(record, stay)
    record = done(record, take_away(record, Sip, the_sip(record).id))
    assert not any(record.all(kind) for kind in OF_A_SIP)
    assert record.get(HospitalStay, stay.id).sip_id is None


def with_entries(record: Record, *entries: Entity) -> Record:
    """The record with these too."""
    return record_of(*(one for found in record.entries.values() for one in found), *entries)


def consented(record: Record) -> Record:
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=TODAY, recipients="Nora",
        covers="Allt", valid_until=day(90), sip_id=the_sip(record).id,
    )  # fmt: skip
    return with_entries(record, consent)


def sent(record: Record) -> Record:
    return done(record, note_sent(record, the_meeting(record).id))


def held(record: Record) -> Record:
    return done(record, hold_meeting(record, the_meeting(record).id))


def refused_one(record: Record) -> Record:
    return done(record, refuse_sip(record, the_sip(record).id, reason="Nej"))


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (established(), "Planen är upprättad"),
        (refused_one(begun()), "SIP är nekad, och skälet ska finnas kvar"),
        (held(planned()), "Ett möte har hållits"),
        (sent(planned()), "Kallelser har lämnats"),
        (consented(begun()), "Ett samtycke är lämnat för den"),
    ],
    ids=("established", "refused", "held", "sent", "consented"),
)
def test_one_that_tells_what_happened_stays(record: Record, title: str) -> None:
    refusal = refused(take_away, record, Sip, the_sip(record).id)
    assert refusal.title == title
    assert "Avsluta SIP" in refusal.message


def test_what_belongs_to_it_is_taken_away_by_the_same_rules_as_on_its_page() -> None:
    record = with_rows(planned())
    patient, nora, _ = people(record)
    assert refused(take_away, record, SipParticipant, patient.id).title == "Patienten är alltid med"
    assert refused(take_away, record, SipParticipant, nora.id).title == "Deltagaren svarar för en insats"
    assert done(record, take_away(record, SipMeeting, the_meeting(record).id)).all(SipInvitation) == ()
    change = take_away(record, SipDecision, rows_of(record)[0].id)
    assert change == remove_decision(record, rows_of(record)[0].id, reason=TAKEN_OUT)
    one_left = done(done(record, take_away(record, SipInvitation, calls(record)[0].id)), change)
    assert (len(one_left.all(SipInvitation)), len(one_left.all(SipDecision))) == (2, 1)


def test_a_contact_that_is_taken_away_stands_in_the_plan_with_her_own_words() -> None:
    record = with_rows()
    record = done(record, remove_contact(record, NORA.id))
    nora = next(one for one in people(record) if one.name == "Nora Berg")
    assert (nora.contact_id, nora.function, nora.organisation, nora.phone, nora.huvudman) == (
        None, "dietist", "Barnmottagningen", "010-555 01 10", Huvudman.REGION,
    )  # fmt: skip
    assert (rows_of(record)[0].participant_id, rows_of(record)[0].responsible) == (nora.id, "Nora Berg")
    assert [one.contact_id for one in people(record)] == [None, None, ALI.id]


def test_undo_brings_all_of_it_back(desk: Desk) -> None:
    patient = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(patient, begin_sip)
    sip = the_sip(desk.store.read(patient))
    desk.do(patient, add_participant, sip.id, name="Bo Ek")
    desk.do(patient, plan_meeting, sip.id)
    desk.do(patient, add_decision, sip.id, what="Sömnskola", responsible="Bo")
    removed = desk.do(patient, take_away, Sip, sip.id)
    assert not desk.store.read(patient).all(SipInvitation)
    desk.undo(removed.id)
    back = desk.store.read(patient)
    assert [len(back.all(kind)) for kind in OF_A_SIP] == [1, 2, 1, 2, 1, 0]


@pytest.mark.parametrize("kind", [Sip, SipParticipant, SipMeeting, SipDecision])
def test_nothing_is_taken_away_without_a_reason(kind: type[Entity]) -> None:
    record = with_rows(planned())
    entry_id = record.all(kind)[-1].id
    assert refused(take_away, record, kind, entry_id, reason=" ").title == "Skriv varför"
    if kind is not SipParticipant:  # who answers for a row stays anyhow
        change = take_away(record, kind, entry_id, reason="Felregistrerad")
        assert {step.reason for step in change.steps if isinstance(step, Remove)} == {"Felregistrerad"}


def test_each_is_called_by_what_tells_it_from_others() -> None:
    record = with_rows(sent(planned()))
    assert name_of(the_sip(record)) == "SIP 1: nya behov"
    assert [name_of(one) for one in people(record)] == ["Patienten själv", "Nora Berg", "Ali Demir"]
    assert name_of(the_meeting(record)) == "SIP-möte 2026-12-12"
    assert name_of(calls(record)[0]) == "Kallelse 2026-11-22"
    assert name_of(rows_of(record)[0]) == "Sömnskola"
    plan = established()
    plan = done(plan, follow_up_sip(plan, the_sip(plan).id, decision=FollowUpDecision.GOES_ON, next_on=day(90)))
    assert name_of(plan.all(SipFollowUp)[0]) == "Uppföljning 2026-11-22"
