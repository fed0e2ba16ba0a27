"""The rules on SIP, the consents it stands on, and going home from hospital."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from coordinator.consent import Consent, ConsentGiver, ConsentPurpose, OneGuardian
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact, Huvudman
from coordinator.entity import new_id
from coordinator.guardian import Custody, Guardian
from coordinator.hospital_stay import HospitalStay
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason, SipLead
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import ASKED, Case, day, fires, silent

SIP = Sip(
    patient_id=PATIENT_ID, need_assessed_on=day(-60), offered_on=day(-59), answer=SipAnswer.YES, answered_on=day(-59)
)
NAME = "SIP 1: nya behov"
ASKED_FOR = Sip(patient_id=PATIENT_ID, asked_by_patient=True, asked_on=day(-8))
ANNA = Contact(patient_id=PATIENT_ID, name="Anna Berg", role="LSS-handläggare", phone="010-2", huvudman=Huvudman.KOMMUN)
UNREACHED = replace(ANNA, phone="", email="anna@kommunen.example")
HER_PART = SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, contact_id=ANNA.id, name="Anna Berg")
MEETING = SipMeeting(patient_id=PATIENT_ID, sip_id=SIP.id, day=day(9), at=time(13))
CALLED = SipInvitation(patient_id=PATIENT_ID, meeting_id=MEETING.id, participant_id=HER_PART.id, sent_on=day(-1))
CONSENT = Consent(
    patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=day(-50), recipients="Anna Berg",
    covers="Planen", valid_until=day(200), sip_id=SIP.id,
)  # fmt: skip
NAMED = ConsentRecipient(patient_id=PATIENT_ID, consent_id=CONSENT.id, contact_id=ANNA.id, name="Anna Berg")
HELD = replace(MEETING, day=day(-8), held_on=day(-8))
ESTABLISHED = replace(
    SIP, established_on=day(-40), follow_up_on=day(-2), overall_huvudman=Huvudman.REGION, family_does="Ringer"
)
ROW = SipDecision(
    patient_id=PATIENT_ID, sip_id=SIP.id, what="Ledsagare", participant_id=HER_PART.id, huvudman=Huvudman.KOMMUN
)
COVERED = (ANNA, HER_PART, CONSENT, NAMED)
CHILD = replace(ASKED, birth_date=date(2014, 3, 17))
NEARLY = replace(ASKED, birth_date=date(2009, 1, 10))
GUARDIAN = Guardian(patient_id=PATIENT_ID, name="Sofia", phone="1", custody=Custody.JOINT)
OTHER_GUARDIAN = replace(GUARDIAN, id=new_id(), name="Karim")
BY_ONE = replace(CONSENT, giver=ConsentGiver.GUARDIAN, given_by="Sofia")
STAY = HospitalStay(
    patient_id=PATIENT_ID, hospital="Medicin 3", admitted_at=datetime.combine(day(-2), time(14), SWEDEN)
)
IN_TIME = replace(STAY, notice_at=datetime.combine(day(-1), time(9), SWEDEN))

CASES = (
    fires(
        "sip_not_answered", "nobody has offered it", ASKED_FOR, due=day(-1),
        says=(
            f"{NAME} är begärd och väntar på svar", "Begärd 14 nov. Erbjud den, eller skriv skälet till att den nekas",
        ),
    ),
    silent("sip_not_answered", "it was asked for a week ago", replace(ASKED_FOR, asked_on=day(-7))),
    silent("sip_not_answered", "it is offered", replace(ASKED_FOR, offered_on=day(0))),
    silent(
        "sip_not_answered", "it is refused, with the reason",
        replace(ASKED_FOR, refused_on=day(-1), refused_reason="Insatserna är samordnade i vårdplanen"),
    ),
    silent("sip_not_answered", "nobody asked", replace(ASKED_FOR, asked_on=None)),
    fires(
        "sip_not_followed_up", "the day has passed", ESTABLISHED, due=day(-2),
        says=(f"{NAME} skulle ha följts upp", "Skulle ha följts upp 20 nov, för 2 dagar sen"),
    ),
    silent("sip_not_followed_up", "it is to be followed up today", replace(ESTABLISHED, follow_up_on=day(0))),
    silent(
        "sip_not_followed_up", "it is closed",
        replace(ESTABLISHED, closed_on=day(-1), close_reason=SipCloseReason.GOALS_MET),
    ),
    fires(
        "sip_without_plan", "eight days after the meeting", SIP, HELD, *COVERED, due=day(-8),
        says=(f"{NAME} har haft möte och saknar plan", "Mötet var 14 nov. Skriv klart planen, eller ny dag för mötet"),
    ),
    fires(
        "sip_without_plan", "the day has passed and nobody has noted that it was held",
        SIP, replace(HELD, held_on=None), *COVERED, due=day(-8),
        says=(f"{NAME} har haft möte och saknar plan", "Mötet var 14 nov. Skriv klart planen, eller ny dag för mötet"),
    ),
    silent("sip_without_plan", "a week ago", SIP, replace(HELD, day=day(-7), held_on=day(-7)), *COVERED),
    silent("sip_without_plan", "others lead", replace(SIP, lead=SipLead.OTHERS), HELD, *COVERED),
    silent("sip_without_plan", "it is established", replace(ESTABLISHED, follow_up_on=day(9)), HELD, *COVERED),
    fires(
        "sip_responsible_unreachable", "only an address", SIP, ROW, UNREACHED, *COVERED[1:],
        says=("Anna Berg ansvarar i SIP och saknar telefon", f"{NAME}. Skriv ett nummer"),
    ),
    silent(
        "sip_responsible_unreachable", "it is done",
        SIP, replace(ROW, status=DecisionStatus.DONE), UNREACHED, *COVERED[1:],
    ),
    silent(
        "sip_responsible_unreachable", "the number stands in the SIP", SIP, ROW, UNREACHED, replace(HER_PART, phone="1")
    ),
    silent(
        "sip_responsible_unreachable", "the family does it",
        SIP, ROW, replace(HER_PART, part=SipPart.FAMILY, contact_id=None),
    ),
    fires(
        "sip_participant_without_consent", "there is none", SIP, MEETING, CALLED, ANNA, HER_PART,
        says=("Anna Berg saknar samtycke", f"{NAME}. Fråga patienten innan något sägs"),
    ),
    silent("sip_participant_without_consent", "it names her", SIP, MEETING, CALLED, *COVERED),
    silent("sip_participant_without_consent", "no meeting is planned", SIP, ANNA, HER_PART),
    fires(
        "sip_consent_not_whole", "one of two guardians", CHILD, GUARDIAN, OTHER_GUARDIAN, SIP, ANNA, HER_PART,
        BY_ONE, NAMED,
        says=(
            f"Samtycket till {NAME} är inte helt",
            "Den andra vårdnadshavaren har inte svarat. Skriv det svaret, eller varför en räcker",
        ),
    ),
    silent(
        "sip_consent_not_whole", "both have", CHILD, GUARDIAN, OTHER_GUARDIAN, SIP, ANNA, HER_PART, NAMED,
        replace(BY_ONE, also_given_by="Karim", also_given_on=day(-40)),
    ),
    silent(
        "sip_consent_not_whole", "one is enough, and why is said", CHILD, GUARDIAN, OTHER_GUARDIAN, SIP, ANNA, HER_PART,
        NAMED,
        replace(BY_ONE, one_guardian=OneGuardian.DECIDES_ALONE, one_guardian_reason="Dom 2024-03-01"),
    ),
    fires(
        "consent_ends_at_18", "within three months", NEARLY, replace(CONSENT, giver=ConsentGiver.GUARDIAN),
        due=date(2027, 1, 10), beside=("young_without_transition",),
        says=("Samtycket till Anna Berg upphör på 18-årsdagen", "Patienten är myndig 10 jan. Fråga i god tid"),
    ),
    silent("consent_ends_at_18", "years remain", CHILD, replace(CONSENT, giver=ConsentGiver.GUARDIAN)),
    silent("consent_ends_at_18", "she gave it herself", NEARLY, CONSENT),
    silent(
        "consent_ends_at_18", "it ends before", NEARLY,
        replace(CONSENT, giver=ConsentGiver.GUARDIAN, valid_until=date(2027, 1, 9)),
    ),
    fires(
        "discharge_late", "the notice has not come in a day", STAY, due=day(-1),
        says=("Inskrivningsmeddelande skulle ha kommit 21 nov", "Inskriven: Medicin 3"),
    ),
    silent("discharge_late", "it came in time", IN_TIME),
    silent(
        "discharge_late", "ready two days ago: one remains",
        replace(IN_TIME, ready_on=day(-2), ready_notice_on=day(-2)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_fires_and_is_silent_as_it_should(case: Case) -> None:
    case.check()
