"""Who handles a stöd and who writes a certificate: as written, else the contact."""

from coordinator.benefit.who import number_to_ring, officer_of, writer_of
from coordinator.contact import Contact
from tests.coordinator.benefit.conftest import benefit, certificate, day
from tests.coordinator.conftest import PATIENT_ID, record_of

EVA = Contact(patient_id=PATIENT_ID, name="Eva Lundh", role="läkare", phone="010-111 22 40")
BO = Contact(patient_id=PATIENT_ID, name="Bo Ek", phone="010-111 22 41")


def test_it_is_who_is_written_else_the_contact_else_nobody() -> None:
    record = record_of(EVA)
    assert writer_of(record, certificate(writer=" Bo ", contact_id=EVA.id)) == "Bo"
    assert writer_of(record, certificate(contact_id=EVA.id)) == "Eva Lundh, läkare"
    assert officer_of(record, benefit(officer=" Bo ", contact_id=EVA.id)) == "Bo"
    assert officer_of(record, benefit(contact_id=EVA.id)) == "Eva Lundh, läkare"
    assert writer_of(record, certificate()) == officer_of(record, benefit()) == ""


def test_about_more_that_is_asked_for_the_writer_is_rung_else_who_decides() -> None:
    of = benefit(contact_id=BO.id, applied_on=day(-40), supplement_asked_on=day(-3))
    one = certificate(benefit_id=of.id, contact_id=EVA.id)
    asked = number_to_ring(record_of(EVA, BO, of, one), of)
    assert asked is not None and asked.text == EVA.phone
    waits = benefit(contact_id=BO.id, applied_on=day(-40))
    answered = number_to_ring(record_of(EVA, BO, waits, certificate(benefit_id=waits.id, contact_id=EVA.id)), waits)
    assert answered is not None and answered.text == BO.phone
    assert number_to_ring(record_of(EVA, one), certificate()) is None
