"""Who may be added to a SIP: nobody twice, the family first, and somebody written in a line with no word lost."""

from datetime import date

import pytest

from coordinator.contact import Contact, ContactStatus, Huvudman
from coordinator.guardian import Guardian
from coordinator.person import ProtectedIdentity
from coordinator.related_person import Kinship
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power
from coordinator.sip.candidates import candidates, read_participant
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import PATIENT_ID, record_of

TODAY = date(2026, 11, 22)
SIP = Sip(patient_id=PATIENT_ID)
BERG = Contact(patient_id=PATIENT_ID, name="Anna Berg", role="dietist", organisation="Östra sjukhuset")
OTHER = Contact(patient_id=PATIENT_ID, name="Anna Berg", role="dietist", organisation="Vårdcentralen")
ENDED = Contact(patient_id=PATIENT_ID, name="Bo Ek", status=ContactStatus.ENDED)
MOTHER = Guardian(patient_id=PATIENT_ID, name="Sofia Ekvall", kinship=Kinship.MOTHER, phone="070-174 06 45")
GRAN = Relative(patient_id=PATIENT_ID, name="Lena Ekvall", kinship=Kinship.GRANDPARENT, called="mormor")


def test_the_family_comes_first_then_the_contacts_that_hold() -> None:
    god_man = LegalRepresentative(patient_id=PATIENT_ID, name="Per Ek", power=Power.GOD_MAN)
    again = Relative(patient_id=PATIENT_ID, name="sofia ekvall", kinship=Kinship.MOTHER)
    found = candidates(record_of(SIP, BERG, OTHER, ENDED, GRAN, MOTHER, god_man, again), SIP.id)
    assert [one.words for one in found] == [
        "Sofia Ekvall Vårdnadshavare, mamma", "Per Ek God man", "Lena Ekvall mormor",
        "Anna Berg, dietist, Vårdcentralen", "Anna Berg, dietist, Östra sjukhuset",
    ]  # fmt: skip
    assert found[0].fields == {
        "part": SipPart.FAMILY, "function": "Vårdnadshavare, mamma", "name": "Sofia Ekvall", "phone": "070-174 06 45",
    }  # fmt: skip
    assert found[-1].fields == {"contact_id": BERG.id}


def test_nobody_who_takes_part_already_is_offered() -> None:
    there = (
        SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=BERG.id),
        SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.FAMILY, name="Lena ekvall"),
    )
    found = candidates(record_of(SIP, BERG, OTHER, GRAN, *there), SIP.id)
    assert [one.fields for one in found] == [{"contact_id": OTHER.id}]


def test_one_of_the_family_who_takes_part_is_not_offered_as_a_contact_too() -> None:
    as_contact = Contact(patient_id=PATIENT_ID, name="Sofia Ekvall", role="mamma och vårdnadshavare")
    there = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, part=SipPart.FAMILY, name="Sofia Ekvall")
    found = candidates(record_of(SIP, BERG, as_contact, MOTHER, there), SIP.id)
    assert [one.fields for one in found] == [{"contact_id": BERG.id}]


def test_of_a_protected_relative_nothing_is_written_anew() -> None:
    hidden = Relative(
        patient_id=PATIENT_ID, name="Lena Ekvall", called="mormor", phone="070-174 06 63",
        protected_identity=ProtectedIdentity.MARKED,
    )  # fmt: skip
    (found,) = candidates(record_of(SIP, hidden), SIP.id)
    assert found.name == "Lena Ekvall"
    assert found.fields == {"part": SipPart.FAMILY, "function": "mormor", "name": ""}
    there = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, **found.fields)
    assert candidates(record_of(SIP, hidden, there), SIP.id) == []


def test_nobody_and_a_hundred_and_twenty() -> None:
    assert candidates(record_of(SIP), SIP.id) == []
    many = [Contact(patient_id=PATIENT_ID, name=f"{'Namn ' * 15}{place}") for place in range(121)]
    assert len(candidates(record_of(SIP, *many), SIP.id)) == 121


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Susanne Palm, handläggare, Försäkringskassan",
            {"name": "Susanne Palm", "function": "handläggare", "organisation": "Försäkringskassan"},
        ),
        ("Maria Björk, mamma", {"part": SipPart.FAMILY, "function": "mamma", "name": "Maria Björk"}),
        ("God man, Per Ek", {"part": SipPart.FAMILY, "function": "God man", "name": "Per Ek"}),
        (
            "Lena Ek, LSS-handläggare, kommun, 070-174 06 58",
            {"huvudman": Huvudman.KOMMUN, "name": "Lena Ek", "function": "LSS-handläggare", "phone": "070-174 06 58"},
        ),
        (
            "Eva Ö, okänt ord här, mer ord, vx 08-465 004 11",
            {"name": "Eva Ö", "note": "okänt ord här, mer ord", "phone": "08-465 004 11"},
        ),
        ("", {}),
        (" , ,", {}),
    ],
)
def test_somebody_who_is_no_contact_is_written_in_a_line(text: str, fields: dict[str, object]) -> None:
    read = read_participant(text, TODAY)
    assert read.fields == fields
    assert len(read.parts) == len(fields)
