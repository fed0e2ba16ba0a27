"""Who takes part is told by the contact as it is now, else by what was written."""

from dataclasses import replace

from coordinator.contact import Huvudman
from coordinator.record import Record
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.who import (
    function_of,
    huvudman_of,
    name_of_participant,
    organisation_of,
    phone_of,
    with_own_words,
)
from tests.coordinator.conftest import MAJA, PATIENT_ID, record_of
from tests.coordinator.sip.conftest import NORA, SCHOOL

SIP = Sip(patient_id=PATIENT_ID)


def told(record: Record, one: SipParticipant) -> tuple[str, str, str, Huvudman | None, str]:
    return (
        name_of_participant(record, one), function_of(record, one), organisation_of(record, one),
        huvudman_of(record, one), phone_of(record, one),
    )  # fmt: skip


def test_a_contact_is_told_as_it_stands_and_what_was_written_for_the_sip_goes_before() -> None:
    record = record_of(NORA, SCHOOL)
    nora = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=NORA.id, name="Nora Ek")
    assert told(record, nora) == ("Nora Berg", "dietist", "Barnmottagningen", Huvudman.REGION, "010-555 01 10")
    written = replace(nora, function="samordnare", organisation="Teamet", huvudman=Huvudman.KOMMUN, phone="112")
    assert told(record, written) == ("Nora Berg", "samordnare", "Teamet", Huvudman.KOMMUN, "112")
    school = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=SCHOOL.id)
    assert told(record, school) == ("Ekskolan", "rektor", "", Huvudman.PRIVATE, "")


def test_who_is_no_contact_is_told_as_written_and_the_patient_by_her_name() -> None:
    record = record_of()
    bo = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, name=" Bo Ek ", function="kurator", organisation="Skolan")
    assert told(record, bo) == ("Bo Ek", "kurator", "Skolan", None, "")
    patient = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.PATIENT)
    assert told(record, patient) == ("Maja Lindeskog", "", "", None, "")
    father = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.FAMILY, function="Pappa")
    assert told(record, father) == ("Pappa", "", "", None, "")
    unknown = record_of(replace(MAJA, given_name="", family_name=""))
    assert name_of_participant(unknown, patient) == "Namn saknas"


def test_without_the_contact_the_same_is_told() -> None:
    record = record_of(NORA)
    nora = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=NORA.id)
    alone = with_own_words(record, nora)
    assert alone.contact_id is None
    assert told(record_of(), alone) == told(record, nora)
