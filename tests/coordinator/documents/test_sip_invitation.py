"""The letters of a SIP meeting: one for each, the question and nothing else clinical, and not what is kept back."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from coordinator.consent import Consent, ConsentPurpose
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.document_text import plain_text
from coordinator.documents.phrases import title_of
from coordinator.documents.sip_invitation import letters, letters_of, sip_invitation_document
from coordinator.entity import Entity
from coordinator.guardian import Custody, Guardian
from coordinator.lettering import Lettering
from coordinator.person import Patient, ProtectedIdentity
from coordinator.recipient import PATIENT, Recipient
from coordinator.record import Record
from coordinator.related_person import Kinship
from coordinator.sip.decision import SipDecision
from coordinator.sip.meeting import MeetingForm, SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of

CHILD = Patient(
    id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", family_name="Lindeskog", identity_number="201403172388",
    birth_date=date(2014, 3, 17),
)  # fmt: skip
ANNA = Contact(
    patient_id=PATIENT_ID, name="Anna Lind", role="kontaktsjuksköterska", unit="SMO-mottagningen",
    phone="060-18 10 00", phone_hours="vardagar 9–10", category=ContactCategory.COORDINATION,
)  # fmt: skip
HOLDS = ContactRole(
    patient_id=PATIENT_ID, contact_id=ANNA.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
)
NORA = Contact(patient_id=PATIENT_ID, name="Nora Berg", role="kurator", unit="Habiliteringen")
ALI = Contact(
    patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun",
    category=ContactCategory.KOMMUN,
)  # fmt: skip
HANNA = Guardian(patient_id=PATIENT_ID, name="Hanna Lindeskog", custody=Custody.JOINT)
SIP = Sip(
    patient_id=PATIENT_ID, question="Hur orkar Maja hela veckan?", need="BEHOVSTEXT", situation="LÄGESTEXT",
    own_words="EGNA ORD", family_does="FAMILJEN GÖR", answer_note="SVARSTEXT",
)  # fmt: skip
MEETING = SipMeeting(
    patient_id=PATIENT_ID, sip_id=SIP.id, day=date(2026, 12, 1), at=time(14), minutes=90, place="Sal B2",
    agenda="Läget i dag\n\nDag för uppföljning", answer_by=date(2026, 11, 27), interpreter="Arabiska, bokad",
    adaptations="Paus efter en halvtimme", chair="Anna Lind", note="MÖTESANTECKNING",
)  # fmt: skip
CONSENT = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, sip_id=SIP.id, given_by="Maja", given_on=TODAY,
    recipients="Deltagarna", covers="Planen", valid_until=TODAY + timedelta(days=90),
)  # fmt: skip


def participant(position: int, **fields: Any) -> SipParticipant:
    return SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=position, note="OM DELTAGAREN", **fields)


HERSELF = participant(0, part=SipPart.PATIENT)
MOTHER = participant(1, part=SipPart.FAMILY, name="Hanna Lindeskog", function="Vårdnadshavare")
COORDINATOR, CURATOR, LSS = (participant(at, contact_id=one.id) for at, one in enumerate((ANNA, NORA, ALI), 2))
INSURANCE = participant(5, name="Per Ek", function="handläggare", organisation="Försäkringskassan")
PEOPLE = (HERSELF, MOTHER, COORDINATOR, CURATOR, LSS, INSURANCE)


def called(one: SipParticipant, meeting: SipMeeting = MEETING) -> SipInvitation:
    return SipInvitation(patient_id=PATIENT_ID, meeting_id=meeting.id, participant_id=one.id, note="OM KALLELSEN")


INVITATIONS = {one.id: called(one) for one in PEOPLE}


def record(*others: Entity, patient: Patient = CHILD, meeting: SipMeeting = MEETING, sip: Sip = SIP) -> Record:
    known = (patient, ANNA, HOLDS, NORA, ALI, HANNA, sip, meeting, *PEOPLE, *INVITATIONS.values())
    return record_of(*known, *others)


def letter(of: Record, one: SipParticipant) -> str:
    return plain_text(sip_invitation_document(of, INVITATIONS[one.id].id))


def test_each_gets_a_letter_of_her_own_in_the_order_of_the_meeting() -> None:
    found = letters(record(), MEETING.id)
    assert [one.id for one in found] == [INVITATIONS[one.id].id for one in PEOPLE]
    assert [one.to for one in found] == [
        Recipient(PATIENT, is_patient=True),
        Recipient("Hanna Lindeskog, vårdnadshavare, för patienten", is_patient=True),
        Recipient(title_of(ANNA), ANNA.id),
        Recipient(title_of(NORA), NORA.id),
        Recipient(title_of(ALI), ALI.id),
        Recipient("Per Ek"),
    ]
    assert {one.number for one in found} == {SIP.number} and len({one.title for one in found}) == len(found)
    assert letters_of(record()) == found


def test_a_protected_guardian_gets_hers_as_a_guardian_without_her_name_on_it() -> None:
    hidden = replace(HANNA, kinship=Kinship.MOTHER, protected_identity=ProtectedIdentity.MARKED)
    mother = participant(1, part=SipPart.FAMILY, function="Vårdnadshavare, mamma")
    of = record_of(CHILD, hidden, SIP, MEETING, mother, called(mother))
    (found,) = letters(of, MEETING.id)
    assert found.to == Recipient("Hanna Lindeskog, vårdnadshavare, för patienten", is_patient=True)
    said = plain_text(sip_invitation_document(of, found.id))
    assert "Till: Vårdnadshavare, mamma" in said and "Hanna" not in said
    twice = record_of(CHILD, hidden, replace(hidden, id=uuid4(), name="Nina"), SIP, MEETING, mother, called(mother))
    assert letters(twice, MEETING.id)[0].to == Recipient("Vårdnadshavare, mamma"), "which of them nobody knows"


def test_a_letter_says_when_where_why_and_how_to_answer() -> None:
    said = letter(record(), CURATOR)
    for text in (
        "Till: Nora Berg", "kurator, Habiliteringen", "Maja Lindeskog", "tisdag 1 december 2026", "14.00–15.30",
        "Sal B2", "fredag 27 november 2026", "Anna Lind, kontaktsjuksköterska", "060-18 10 00, vardagar 9–10.",
        "Hur orkar Maja hela veckan?", "Läget i dag", "Dag för uppföljning", "Arabiska, bokad",
        "Paus efter en halvtimme",
    ):  # fmt: skip
        assert text in said
    assert "SIP betyder samordnad individuell plan" in said
    assert "16 kap. 4 § och motsvarande bestämmelse i socialtjänstlagen" in said


def test_nothing_clinical_but_the_question_is_in_any_letter() -> None:
    row = SipDecision(patient_id=PATIENT_ID, sip_id=SIP.id, need="INSATSBEHOV", goal="INSATSMÅL", what="INSATS")
    of = record(row, CONSENT)
    for one in PEOPLE:
        said = letter(of, one)
        for text in ("TEXT", "EGNA ORD", "FAMILJEN", "MÖTESANT", "OM DELTAGAREN", "OM KALLELSEN", "INSATS"):
            assert text not in said


def test_others_are_told_by_function_and_workplace_and_to_the_family_by_name() -> None:
    said = letter(record(), LSS)
    assert "Kurator, Habiliteringen" in said and "Handläggare, Försäkringskassan" in said and "Vårdnadshavare" in said
    assert "Nora Berg" not in said and "Per Ek" not in said and "Hanna" not in said
    for one in (HERSELF, MOTHER):
        assert "Nora Berg, kurator, Habiliteringen" in letter(record(), one)


def test_the_patient_is_spoken_to() -> None:
    said = letter(record(), HERSELF)
    assert "din samordnade individuella plan" in said and "ditt ställe" not in said
    assert "för Maja Lindeskog" in letter(record(), CURATOR) and "ditt ställe" in letter(record(), CURATOR)


def test_whom_a_consent_keeps_from_the_reader_is_not_told_to_her() -> None:
    line = ConsentRecipient(
        patient_id=PATIENT_ID, consent_id=CONSENT.id, contact_id=ALI.id, excludes="Att kuratorn är med"
    )
    of = record(CONSENT, line)
    assert "Kurator" not in letter(of, LSS) and "Handläggare, Försäkringskassan" in letter(of, LSS)
    assert "Kurator" in letter(of, COORDINATOR) and "Nora Berg" in letter(of, HERSELF)


@pytest.mark.parametrize(
    ("excludes", "told"),
    [
        ("Samtalen med kuratorn", True), ("Allt om Habiliteringen", False), ("Nora Bergs anteckningar", False),
        ("", True), ("Nora", True),
    ],
)  # fmt: skip
def test_what_the_whole_consent_keeps_is_kept_from_all_but_the_patient(excludes: str, *, told: bool) -> None:
    of = record(replace(CONSENT, excludes=excludes))
    assert ("Kurator" in letter(of, LSS)) is told and ("Nora Berg" in letter(of, MOTHER)) is told
    assert "Nora Berg" in letter(of, HERSELF)


def test_one_for_whom_the_consent_was_taken_back_is_told_of_nobody_and_to_nobody() -> None:
    line = ConsentRecipient(patient_id=PATIENT_ID, consent_id=CONSENT.id, contact_id=NORA.id, revoked_on=TODAY)
    of = record(CONSENT, line)
    assert "Också kallade" not in letter(of, CURATOR)
    assert "Kurator" not in letter(of, LSS) and "Också kallade" in letter(of, LSS)


def test_a_line_in_words_keeps_as_much_from_the_contact_it_means() -> None:
    line = ConsentRecipient(
        patient_id=PATIENT_ID, consent_id=CONSENT.id, name="Ali Demir, LSS-handläggare", excludes="Att kuratorn är med"
    )
    assert "Kurator" not in letter(record(CONSENT, line), LSS)


def test_a_consent_that_was_taken_back_does_not_tell_more_than_it_did() -> None:
    line = ConsentRecipient(
        patient_id=PATIENT_ID, consent_id=CONSENT.id, contact_id=ALI.id, excludes="Att kuratorn är med"
    )
    ended = replace(CONSENT, given_on=TODAY - timedelta(days=9), valid_until=TODAY - timedelta(days=1))
    said = letter(record(ended, line), LSS)
    assert "Kurator" not in said and "Försäkringskassan" in said
    of = record(replace(ended, valid_until=TODAY + timedelta(days=9), revoked_on=TODAY), line)
    assert "Också kallade" not in letter(of, LSS) and "Nora Berg" in letter(of, HERSELF)
    anew = replace(CONSENT, id=uuid4())
    assert "Kurator" in letter(record(*of.all(Consent), line, anew), LSS), "what was agreed on since holds"


def test_a_protected_patient_is_not_placed_by_her_letters() -> None:
    hidden = replace(CHILD, protected_identity=ProtectedIdentity.MARKED)
    of = record(patient=hidden)
    assert "Ali Demir" not in letter(of, LSS) and "Skriv mottagaren för hand" in letter(of, LSS)
    for one in (HERSELF, CURATOR):
        assert "Ali Demir" not in letter(of, one) and "Sundsvalls kommun" not in letter(of, one)
    assert "Uppgiften är skyddad" in letter(of, CURATOR)


def test_nor_by_what_is_written_in_the_sip_itself() -> None:
    hidden = replace(CHILD, protected_identity=ProtectedIdentity.MARKED, address="Hemgatan 17")
    asked = replace(SIP, question="Hur får Maja stöd på Hemgatan 17?")
    there = participant(8, contact_id=ALI.id, function="Boendestödjare vid Parken")
    of = record_of(hidden, ALI, asked, MEETING, HERSELF, there, INVITATIONS[HERSELF.id], called(there))
    said = letter(of, HERSELF)
    assert "Hemgatan" not in said and "Parken" not in said and "Hur får Maja stöd på" in said


def test_what_is_missing_is_said_and_nothing_is_left_blank() -> None:
    bare = SipMeeting(id=MEETING.id, patient_id=PATIENT_ID, sip_id=SIP.id)
    of = record_of(Sip(id=SIP.id, patient_id=PATIENT_ID), bare, HERSELF, INVITATIONS[HERSELF.id])
    said = letter(of, HERSELF)
    assert "Mötet har ingen dag än" in said and "Ingen frågeställning är skriven" in said
    assert "Anna Lind, kontaktsjuksköterska, SMO-mottagningen" in said, "who prints it, when nobody is fast vårdkontakt"
    assert "Dagordning" not in said and "Också kallade" not in said and "Tolk" not in said


@pytest.mark.parametrize("kind", SipMeetingKind)
def test_the_title_says_which_meeting_it_is(kind: SipMeetingKind) -> None:
    of = record(meeting=replace(MEETING, kind=kind, form=MeetingForm.VIDEO))
    titles = {
        SipMeetingKind.PREPARATION: "Kallelse till förmöte inför SIP",
        SipMeetingKind.PLANNING: "Kallelse till SIP-möte",
        SipMeetingKind.FOLLOW_UP: "Kallelse till uppföljning av SIP",
    }  # fmt: skip
    for one in (HERSELF, LSS):
        made = sip_invitation_document(of, INVITATIONS[one.id].id)
        assert made.title == titles[kind] and "Videomöte" in plain_text(made)
        assert made.number == 0 and made.lettering is Lettering.STANDARD


def test_nothing_is_sent_to_a_meeting_that_was_held_or_of_a_sip_that_is_closed() -> None:
    assert letters_of(record(meeting=replace(MEETING, held_on=TODAY))) == []
    assert letters_of(record(sip=replace(SIP, refused_on=TODAY, refused_reason="Skäl"))) == []
    assert letters_of(record_of()) == []


def test_three_sips_have_their_letters_apart() -> None:
    others = [Sip(patient_id=PATIENT_ID, number=number) for number in (2, 3)]
    meetings = [SipMeeting(patient_id=PATIENT_ID, sip_id=one.id) for one in others]
    her = [SipParticipant(patient_id=PATIENT_ID, sip_id=one.id, part=SipPart.PATIENT) for one in others]
    asked = [called(one, meeting) for one, meeting in zip(her, meetings, strict=True)]
    found = letters_of(record(*others, *meetings, *her, *asked))
    assert [one.number for one in found] == [3, 2, *[1] * len(PEOPLE)]


def test_a_participant_whose_contact_has_ended_or_is_nobodys_name_gets_what_is_known() -> None:
    gone = replace(NORA, status=ContactStatus.ENDED)
    nameless = participant(6, function="Arbetsterapeut")
    of = record_of(CHILD, gone, SIP, MEETING, CURATOR, nameless, INVITATIONS[CURATOR.id], called(nameless))
    first, second = letters(of, MEETING.id)
    assert first.to == Recipient(title_of(gone), gone.id) and second.to == Recipient("Arbetsterapeut")
    assert "Arbetsterapeut" in letter(of, CURATOR)


def test_nothing_is_said_twice_of_one_who_is_called() -> None:
    unit = Contact(patient_id=PATIENT_ID, unit="Omvårdnadsbidrag", role="Handläggare", organisation="Försäkringskassan")
    there = participant(7, contact_id=unit.id)
    mail = called(there)
    of = record(unit, there, mail)
    assert "- Omvårdnadsbidrag, Handläggare, Försäkringskassan" in letter(of, HERSELF)
    assert "- Handläggare, Omvårdnadsbidrag, Försäkringskassan" in letter(of, LSS)
    said = plain_text(sip_invitation_document(of, mail.id))
    assert "Till: Omvårdnadsbidrag\nHandläggare, Försäkringskassan" in said


def test_a_hundred_and_twenty_are_called_with_long_names() -> None:
    name = "Anna-Karin von Essen Lewenhaupt af Klintberg Silfverstolpe"
    contacts = [Contact(patient_id=PATIENT_ID, name=f"{name} {at}", role="läkare" * 8) for at in range(120)]
    there = [participant(10 + at, contact_id=one.id) for at, one in enumerate(contacts)]
    of = record(*contacts, *there, *map(called, there))
    assert len(letters(of, MEETING.id)) == 126
    assert letter(of, HERSELF).count(name) == 120
