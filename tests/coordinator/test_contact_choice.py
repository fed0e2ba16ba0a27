"""Choosing a contact by typing."""

from coordinator.contact import Contact, ContactStatus
from coordinator.contact_choice import contact_meant, names_of_contacts
from tests.coordinator.conftest import PATIENT_ID, record_of

BERG = Contact(patient_id=PATIENT_ID, name="Anna Berg", role="dietist", organisation="Östra sjukhuset")
OTHER = Contact(patient_id=PATIENT_ID, name="Anna Berg", role="dietist", organisation="Vårdcentralen")
KARIN = Contact(patient_id=PATIENT_ID, name="Karin Åhs", role="sjuksköterska")
ENDED = Contact(patient_id=PATIENT_ID, name="Bo Ek", status=ContactStatus.ENDED)


def test_two_of_the_same_name_are_told_apart_by_their_workplace() -> None:
    names = names_of_contacts(record_of(BERG, OTHER, KARIN, ENDED))
    assert names[BERG.id] == "Anna Berg, dietist, Östra sjukhuset"
    assert names[KARIN.id] == "Karin Åhs, sjuksköterska"
    assert ENDED.id not in names


def test_a_text_means_one_contact_or_none() -> None:
    record = record_of(BERG, OTHER, KARIN)
    assert contact_meant(record, "anna berg, dietist, vårdcentralen") == OTHER
    assert contact_meant(record, "karin ahs, sjukskoterska") == KARIN
    assert contact_meant(record, "Karin") == KARIN
    assert contact_meant(record, "Anna Berg") is None
    assert contact_meant(record, "") is None
